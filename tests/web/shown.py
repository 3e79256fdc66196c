"""Pages as people see them: asked for in a language, and as the words that they read."""

import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

from starlette.testclient import TestClient

NL = MappingProxyType({"accept": "text/html", "accept-language": "nl"})
EN = MappingProxyType({"accept": "text/html", "accept-language": "en"})


def shown(client: TestClient, address: str, headers: Mapping[str, str] = NL, status: int = 200) -> str:
    """The page at an address."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def words(html: str) -> str:
    """The text of a page or a part of it, without its elements, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
