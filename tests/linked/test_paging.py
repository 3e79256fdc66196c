"""Links to other parts of a list lead to all of it and ask the same, whatever was asked more than once."""

import re
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from starlette.requests import Request

from service.answers.search.finding import MOST_OFFSET, Results
from service.web.replies import Slice
from service.web.search import Searched, SearchQuery
from tests.linked.desk import BROWSER, Desk

REPEATED = [
    "/v1/search?q=wijk&year=2031&year=2032&limit=5",
    "/v1/search?q=inwoner&kind=goal&kind=criterion&limit=9",
    "/v1/diff?before=gm9999/begroting/2031&after=gm9999/begroting/2032&kind=dropped&kind=new&limit=1",
]


def turns(desk: Desk, address: str) -> list[tuple[int, int]]:
    """How many items each part has and how many there are in all, from the first to the last by the links."""
    found: list[tuple[int, int]] = []
    while address:
        answer = desk.get(address)
        assert answer.status_code == 200, address
        told = answer.json()
        found.append((len(told["items"]), told["total"]))
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        address = following[1] if following else ""
    return found


@pytest.mark.parametrize("address", REPEATED)
def test_the_parts_of_a_list_are_those_of_all_values_of_a_filter(fictional: Desk, address: str) -> None:
    parts = turns(fictional, address)
    name = max(re.findall(r"[?&](\w+)=", address), key=address.count)
    once = [re.sub(rf"&{name}=[^&]*", "", address) + f"&{name}={value}" for value in re.findall(rf"{name}=(\w+)", address)]
    totals = [fictional.get(one).json()["total"] for one in once]
    assert all(totals)
    assert len(once) == 2
    assert len(parts) > 1
    assert {total for _, total in parts} == {sum(totals)}
    assert sum(count for count, _ in parts) == sum(totals)
    assert len(REPEATED) == 3


def test_another_language_asks_the_same(fictional: Desk) -> None:
    page = fictional.get("/search?q=wijk&year=2031&year=2032&lang=nl", **BROWSER).text
    (address,) = re.findall(r'<a class="tongue" href="([^"]*)"', page)
    asked = parse_qsl(address.removeprefix("?").replace("&amp;", "&"))
    assert asked == [("q", "wijk"), ("year", "2031"), ("year", "2032"), ("lang", "en")]


def links(query: SearchQuery, total: int) -> dict[str, int]:
    """The offsets to which the links of a search with so many hits lead."""
    searched = Searched(SimpleNamespace(), query, Results(total, (), (), {}))  # type: ignore[arg-type] - not asked
    scope = {"type": "http", "path": "/v1/search", "query_string": b"q=wijk", "headers": [], "server": ("here", 80)}
    told = Slice(query.offset, query.limit).links(Request(scope), searched.reachable, MOST_OFFSET)
    return {name: int(offset) for offset, name in re.findall(r'offset=(\d+)&limit=\d+>; rel="(\w+)"', told)}


@pytest.mark.parametrize("total", [MOST_OFFSET + 3, MOST_OFFSET, MOST_OFFSET + 1, 150_000])
def test_no_link_of_a_long_search_is_dead(total: int) -> None:
    for limit in range(1, 101):
        for offset in (0, 1, MOST_OFFSET - limit - 1, MOST_OFFSET - limit, MOST_OFFSET - 2, MOST_OFFSET):
            found = links(SearchQuery(q="wijk", offset=offset, limit=limit), total)
            assert {"first", "last"} <= set(found)
            assert max(found.values()) <= MOST_OFFSET, (limit, offset, found)


def test_a_walk_from_the_first_part_ends_at_the_last_one() -> None:
    for limit, last in ((3, 9_999), (7, 9_996), (100, 10_000)):
        query = SearchQuery(q="wijk", offset=last - limit, limit=limit)
        assert (links(query, 150_000)["next"], links(query, 150_000)["last"]) == (last, last)
        assert "next" not in links(SearchQuery(q="wijk", offset=last, limit=limit), 150_000)
