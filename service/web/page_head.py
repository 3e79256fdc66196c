"""What the head of a page about one thing says to machines: its data, and the feed of its changes. Asks nothing.

The route that knows it puts it with the request, so that every page of a thing has it whatever else it shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple
from starlette.requests import Request

from service.web.forms import serialise

_SCOPE: Final = "doelgraaf.head"
_JSON_LD: Final = "application/ld+json"
# In a script element only `<` can end it or begin a comment; JSON may hold its code instead.
_ESCAPED: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class PageHead:
    """The data of a page as JSON-LD that can stand in a script element, and the address of its feed; empty: none."""

    json_ld: str = ""
    feed: str = ""


def with_head(request: Request, statements: list[Triple], feed: str) -> None:
    """Have the page that answers a request say this in its head."""
    data = serialise(statements, _JSON_LD).decode().translate(_ESCAPED) if statements else ""
    request.scope[_SCOPE] = PageHead(data, feed)


def page_head(scope: Mapping[str, object]) -> PageHead:
    """What the page of a request says in its head."""
    found = scope.get(_SCOPE)
    return found if isinstance(found, PageHead) else PageHead()
