"""The lists of `/v1` by their names, and the items of their parts."""

import re
from typing import Any

from starlette.testclient import TestClient

from service.answers.lists import MOST_ITEMS
from service.answers.lists.definitions import LISTINGS
from service.web.small_lists import SMALL

OF_GRAPH = {listing.name: listing for listing in LISTINGS}
WHOLE = {small.name: small for small in SMALL}
NAMES = [*OF_GRAPH, *WHOLE]
NEXT = re.compile(r'<([^>]+)>; rel="next"')


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def all_items(client: TestClient, name: str) -> list[dict[str, Any]]:
    """The whole list, walked by its links."""
    found: list[dict[str, Any]] = []
    path: str | None = f"/v1/{name}?limit={MOST_ITEMS}"
    while path:
        answer = client.get(path)
        found += answer.json()["items"]
        following = NEXT.search(answer.headers["link"])
        path = following[1] if following else None
    assert len(found) == answer.json()["total"]
    return found
