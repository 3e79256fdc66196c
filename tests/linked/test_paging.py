"""Links to other parts of a list lead to all of it and ask the same, whatever was asked more than once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from service.answers.search.finding import MOST_OFFSET, Results
from service.web import search
from service.web.app import application
from service.web.site import make_site
from tests.linked.desk import BROWSER, Desk
from tests.web import town
from tests.web.memory_engine import MemoryEngine

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


ONCE = [
    "/v1/references?document=gm9999/begroting/2031&document=gm9999/begroting/2032",
    "/v1/documents?year=2031&year=2032",
    "/v1/search?q=wijk&q=buurt",
    "/v1/goals?limit=1&limit=2",
    "/v1/diff?before=gm9999/begroting/2031&before=gm9999/berap/2031-1&after=gm9999/begroting/2032",
]


@pytest.mark.parametrize("address", ONCE)
def test_a_parameter_of_which_only_the_last_would_count_is_refused(fictional: Desk, address: str) -> None:
    name = max(re.findall(r"[?&](\w+)=", address), key=address.count)
    answer = fictional.get(address, accept_language="nl")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert f"{name!r} staat er 2 keer" in answer.json()["detail"]


@pytest.mark.parametrize("address", REPEATED)
def test_the_parts_of_a_list_are_those_of_all_values_of_a_filter(fictional: Desk, address: str) -> None:
    parts = turns(fictional, address)
    name = max(re.findall(r"[?&](\w+)=", address), key=address.count)
    once = [
        re.sub(rf"&{name}=[^&]*", "", address) + f"&{name}={value}" for value in re.findall(rf"{name}=(\w+)", address)
    ]
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


@dataclass(frozen=True)
class Full:
    """A search index in which so many things are found, and none of them can be shown."""

    total: int

    def find(self, *_asked: object) -> Results:
        """What is found, whatever is asked."""
        return Results(self.total, (), (), {})


def searched(total: int) -> Callable[[int, int], tuple[dict[str, int], int]]:
    """Asks a search with so many hits: the offsets to which its links lead, and how many hits can be reached."""
    engine = MemoryEngine([])
    site = make_site(engine, lambda: town.holdings(engine.release))
    router = search.router(site, lambda _release: Full(total))  # type: ignore[arg-type,return-value] - finds as one
    client = TestClient(application(engine, [router], current=site.current))

    def ask(offset: int, limit: int) -> tuple[dict[str, int], int]:
        answer = client.get(f"/v1/search?q=wijk&offset={offset}&limit={limit}")
        assert answer.status_code == 200, (offset, limit)
        found = re.findall(r'offset=(\d+)&limit=\d+>; rel="(\w+)"', answer.headers["link"])
        return {name: int(target) for target, name in found}, answer.json()["reachable"]

    return ask


@pytest.mark.parametrize("total", [MOST_OFFSET, MOST_OFFSET + 1, MOST_OFFSET + 3, 150_000])
def test_no_link_of_a_long_search_is_dead(total: int) -> None:
    ask = searched(total)
    for limit in (1, 3, 7, 20, 99, 100):
        for offset in (0, 1, MOST_OFFSET - limit - 1, MOST_OFFSET - limit, MOST_OFFSET - 2, MOST_OFFSET):
            found, _ = ask(offset, limit)
            assert {"first", "last"} <= set(found)
            assert max(found.values()) <= MOST_OFFSET, (limit, offset, found)


def test_a_walk_from_the_first_part_ends_at_the_last_one() -> None:
    ask = searched(150_000)
    for limit, last in ((3, 9_999), (7, 9_996), (100, 10_000)):
        found, reachable = ask(last - limit, limit)
        assert (found["next"], found["last"], reachable) == (last, last, last + limit)
        assert "next" not in ask(last, limit)[0]
