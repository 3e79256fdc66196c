"""A request that names its release: what it asks for, and how the links of its answer keep that name.

Opens no release and sends nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final
from urllib.parse import quote, unquote_plus

from starlette.types import Scope

NAME: Final = "release"
_SCOPE: Final = "doelgraaf.release"
_START: Final = b"release="
# <a class="x" href="/doc/..."> or href="?lang=en"; one to a file that every release has, or to another site, stays
_ANCHOR: Final = re.compile(r'(<a(?![^>]*\sdata-current)[^>]*?\shref=")((?:/(?!/|static/)|\?)[^"#]*)')
_FORM: Final = re.compile(r'<form(?=[^>]*\saction="/)(?![^>]*\smethod="post")[^>]*>')
# </v1/goals?offset=10>; rel="next" (RFC 8288)
_LINK: Final = re.compile(r"<(/(?!/)[^>#]*)")


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """The release that a request names, when it was made, and which one is served; `query` is the rest of its query."""

    release: str
    made: date
    current: str
    path: str
    query: str

    @property
    def is_current(self) -> bool:
        """Whether the release that it names is the one that is served."""
        return self.release == self.current

    @property
    def current_address(self) -> str:
        """The same address without the name of a release."""
        return f"{quote(self.path)}?{self.query}" if self.query else quote(self.path)

    def in_address(self, address: str) -> str:
        """An address of ours without a fragment, with the name of the release, unless it names one."""
        if _names_one(address):
            return address
        joint = "&" if "?" in address else "?"
        return f"{address.removesuffix('?')}{joint}{NAME}={self.release}"

    def in_links(self, links: str) -> str:
        """A Link header whose targets of ours name the release."""
        return _LINK.sub(lambda found: f"<{self.in_address(found[1])}", links)

    def in_page(self, html: str) -> str:
        """A page of ours whose links and forms name the release."""
        field = f'<input type="hidden" name="{NAME}" value="{escape(self.release)}">'
        html = _FORM.sub(lambda found: f"{found[0]}{field}", html)
        return _ANCHOR.sub(lambda found: f"{found[1]}{_in_markup(self, found[2])}", html)


def _in_markup(kept: KeptRelease, address: str) -> str:
    if _names_one(address):
        return address
    joint = "&amp;" if "?" in address else "?"
    return f"{address.removesuffix('?')}{joint}{NAME}={kept.release}"


def _names_one(address: str) -> bool:
    """Whether an address names a release itself, as one does that leads to the last release that had something."""
    return re.search(rf"[?&;]{NAME}=", address) is not None


def kept_release(scope: Mapping[str, object]) -> KeptRelease | None:
    """The release that a request names, as `keeping` put it there; None where it names none."""
    found = scope.get(_SCOPE)
    return found if isinstance(found, KeptRelease) else None


def named_releases(query: bytes) -> tuple[list[str], bytes]:
    """The values of `release` in a query string, and the query string without them, else byte for byte."""
    parts = query.split(b"&")
    values = [unquote_plus(part.removeprefix(_START).decode("latin-1")) for part in parts if part.startswith(_START)]
    return values, b"&".join(part for part in parts if not part.startswith(_START))


def keeping(scope: Scope, kept: KeptRelease) -> Scope:
    """The request as the application over its release sees it.

    It has no credentials: who names a release reads, and what is written makes a new one.
    """
    headers = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
    return {**scope, "query_string": kept.query.encode("latin-1"), "headers": headers, _SCOPE: kept}
