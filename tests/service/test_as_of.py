"""Who names a release gets that release: whatever is served, on every path, for as long as it is kept."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from growing import publish_grown
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from service.engine.opening import open_engine
from service.release import leases, pins
from service.release.prune import prune
from service.release.releases import Releases
from service.settings import Settings
from service.web import as_of, old_releases
from service.web.kept_release import KeptRelease, named_releases
from service.web.old_releases import NotOpenYetError, OldReleaseError, OldReleases, Opened
from service.web.serving import build, with_older

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a dg:GoalVersion }"
FOR_EVER = "public, max-age=31536000, immutable"
GOALS = {1: "3", 2: "4", 3: "5", 4: "6"}


@dataclass(frozen=True)
class Served:
    """A service, what it answers from, and the names of its releases by number."""

    client: TestClient
    data: Path
    names: Mapping[int, str]

    def count(self, release: str | None, **headers: str) -> "Answer":
        """How many goal versions a release has, as it answers."""
        named = {} if release is None else {"release": release}
        return Answer.of(self.client, "/sparql", {"query": COUNT, **named}, {"Accept": "text/csv", **headers})


@dataclass(frozen=True)
class Answer:
    """An answer that was read whole."""

    status: int
    text: str
    headers: Mapping[str, str]

    @classmethod
    def of(
        cls, client: TestClient, path: str, query: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> "Answer":
        """Ask for a path, and follow nothing."""
        found = client.get(path, params=query, headers=headers or {}, follow_redirects=False)
        return cls(found.status_code, found.text, found.headers)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service over the last of four releases, of which the first is pinned and pruned, and the second gone."""
    data = publish_grown(tmp_path_factory.mktemp("as-of"), 4)
    names = {int(name[:4]): name for name in Releases(data).identifiers()}
    pins.pin(data, "1")
    prune(data, 2)
    settings = Settings(data=data, workers=1, slow_workers=1, own_workers=1)
    with (
        closing(open_engine(data, settings)) as engine,
        closing(with_older(build(engine, settings), engine, settings)) as app,
        TestClient(app) as client,
    ):
        yield Served(client, data, names)


def test_without_a_name_the_release_that_is_served_answers(served: Served) -> None:
    answer = served.count(None)
    assert answer.text.split() == ["n", GOALS[4]]
    assert answer.headers["doelgraaf-release"] == served.names[4]
    assert answer.headers["cache-control"] != FOR_EVER


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.parametrize("form", ["number", "padded", "name"])
def test_a_release_is_named_by_its_number_or_its_whole_name(served: Served, number: int, form: str) -> None:
    wanted = {"number": str(number), "padded": f"{number:04}", "name": served.names[number]}[form]
    answer = served.count(wanted)
    assert (answer.status, answer.text.split()) == (200, ["n", GOALS[number]])
    assert answer.headers["doelgraaf-release"] == served.names[number]
    assert answer.headers["cache-control"] == FOR_EVER


def test_one_that_was_pinned_and_pruned_is_opened_again(served: Served) -> None:
    answer = served.count("1")
    for _ in range(60):
        if answer.status != 503:
            break
        assert answer.headers["retry-after"] == "5"
        answer = served.count("1")
    assert answer.text.split() == ["n", GOALS[1]]
    assert answer.headers["doelgraaf-release"] == served.names[1]


@pytest.mark.parametrize("wanted", ["2", "99", "x", "", "0003-0000000000", "٣"])
def test_one_that_is_not_there_is_404_with_those_that_are_near(served: Served, wanted: str) -> None:
    found = served.client.get("/sparql", params={"query": COUNT, "release": wanted})
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.headers["cache-control"] == "no-store"
    assert found.json()["available"] == [served.names[number] for number in (4, 3, 1)]


def test_a_browser_gets_that_as_a_page(served: Served) -> None:
    answer = Answer.of(served.client, "/", {"release": "99"}, {"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status == 404
    assert "There is no release" in answer.text


PATHS = [
    ("/v1/documents", "application/json"),
    ("/doc/document/gm9999/begroting/2031.ttl", "text/turtle"),
    ("/def.ttl", "text/turtle"),
    ("/v1/organisations", "application/json"),
]


@pytest.mark.parametrize(("path", "media_type"), PATHS)
def test_every_path_answers_from_the_release_that_is_named(served: Served, path: str, media_type: str) -> None:
    assert len(PATHS) == 4
    answer = Answer.of(served.client, path, {"release": "3"})
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["doelgraaf-release"] == served.names[3]
    assert answer.headers["cache-control"] == FOR_EVER


def test_what_others_are_sent_on_to_is_of_the_same_release(served: Served) -> None:
    sent = Answer.of(served.client, "/id/document/gm9999/begroting/2031", {"release": "3"})
    assert sent.status == 303
    assert sent.headers["location"] == f"/doc/document/gm9999/begroting/2031?release={served.names[3]}"
    paged = Answer.of(served.client, "/v1/documents", {"release": "3", "limit": "1"})
    targets = re.findall(r"<([^>]*)>", paged.headers["link"])
    assert len(targets) >= 3
    assert all(target.endswith(f"&release={served.names[3]}") for target in targets)


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "in dienst is een andere"), ("en", "another one is served")],
)
def test_a_page_says_which_release_it_shows_and_leads_to_the_one_that_is_served(
    served: Served, language: str, said: str
) -> None:
    answer = Answer.of(served.client, "/", {"lang": language, "release": "3"}, {"Accept": "text/html"})
    assert said in answer.text
    assert f"release {served.names[3]}" in answer.text
    assert f'<a data-current href="/?lang={language}">' in answer.text
    assert served.names[4] in answer.text
    assert answer.headers["cache-control"] == "public, no-cache"
    assert "etag" not in answer.headers
    assert said not in Answer.of(served.client, "/", {"lang": language, "release": "4"}, {"Accept": "text/html"}).text
    assert said not in Answer.of(served.client, "/", {"lang": language}, {"Accept": "text/html"}).text


def test_the_links_and_forms_of_a_page_keep_its_release(served: Served) -> None:
    page = Answer.of(served.client, "/", {"release": "3"}, {"Accept": "text/html"}).text
    links = re.findall(r'<a(?! data-current)[^>]* href="([^"#]*)', page)
    inner = [link for link in links if link.startswith(("/", "?"))]
    assert len(inner) > 5
    assert all(link.endswith(f"release={served.names[3]}") for link in inner)
    assert page.count(f'<input type="hidden" name="release" value="{served.names[3]}">') == page.count("<form")
    assert 'href="/static/doelgraaf.css"' in page


def test_a_query_in_a_body_is_asked_of_the_release_of_the_address(served: Served) -> None:
    headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    found = served.client.post("/sparql?release=3", content=COUNT, headers=headers)
    assert found.text.split() == ["n", GOALS[3]]
    form = served.client.post("/sparql?release=3", data={"query": COUNT}, headers={"Accept": "text/csv"})
    assert form.text.split() == ["n", GOALS[3]]
    assert "immutable" not in form.headers["cache-control"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("release", ["3", "4"])
def test_a_release_that_is_named_is_not_written_to(served: Served, method: str, release: str) -> None:
    found = served.client.request(method, f"/graphs?default&release={release}", content=b"")
    assert found.status_code == 405
    assert "PUT" not in found.headers["allow"]


def test_two_releases_at_a_time_are_a_wrong_request(served: Served) -> None:
    assert served.client.get("/v1/documents?release=3&release=4").status_code == 400
    assert served.client.get("/v1/documents?release=3&release=3").status_code == 200


def test_an_answer_that_the_client_has_is_not_sent_again(served: Served) -> None:
    etag = served.count("3").headers["etag"]
    again = served.count("3", **{"If-None-Match": etag})
    assert (again.status, again.headers["cache-control"]) == (304, FOR_EVER)


QUERIES = [
    (b"release=3", ["3"], b""),
    (b"a=%20b&release=3&c=+", ["3"], b"a=%20b&c=+"),
    (b"query=SELECT%2B&release=0003-ab", ["0003-ab"], b"query=SELECT%2B"),
    (b"query=release=3", [], b"query=release=3"),
    (b"xrelease=3&release", [], b"xrelease=3&release"),
    (b"release=a%20b&release=c", ["a b", "c"], b""),
    (b"release=%ff&x", ["\ufffd"], b"x"),
]


@pytest.mark.parametrize(("query", "values", "rest"), QUERIES)
def test_only_the_name_of_the_release_is_taken_out_of_a_query(query: bytes, values: list[str], rest: bytes) -> None:
    assert len(QUERIES) == 7
    assert named_releases(query) == (values, rest)


def test_an_address_without_the_release_is_that_which_was_asked_for() -> None:
    kept = KeptRelease("0003-x", date(2031, 1, 2), "0004-y", '/doc/"é', "a=%22&b")
    assert kept.current_address == "/doc/%22%C3%A9?a=%22&b"


def test_what_was_answered_by_another_release_meanwhile_is_not_sent(tmp_path: Path) -> None:
    data = publish_grown(tmp_path, 2)
    names = Releases(data).identifiers()

    async def application(scope: object, receive: object, send: object) -> None:
        answer = PlainTextResponse("of the newer one", headers={"Doelgraaf-Release": names[1]})
        await answer(scope, receive, send)  # type: ignore[arg-type]

    app = as_of.AsOf(application, data, lambda: names[0], OldReleases(data, never), as_of.Renderer(None))  # type: ignore[arg-type]
    found = TestClient(app).get("/x?release=1")
    assert (found.status_code, found.content, found.headers["retry-after"]) == (503, b"", "0")


def never(_where: Releases, _release: str) -> Opened:
    raise AssertionError("not opened here")


class Shop:
    """Applications that are opened and closed, as a test wants to see it."""

    def __init__(self, data: Path, most: int = 2, idle_s: float = 60.0) -> None:
        self.closed: list[str] = []
        self.made: list[str] = []
        self.fails: Callable[[], None] = lambda: None
        self.old = OldReleases(data, self._build, most, idle_s)

    def _build(self, where: Releases, release: str) -> Opened:
        self.fails()
        self.made.append(release)
        lease = leases.take(where, release)

        def close() -> None:
            lease.close()
            self.closed.append(release)

        return Opened(PlainTextResponse(release), close)

    @asynccontextmanager
    async def asked(self, release: str) -> AsyncIterator[None]:
        """A request for a release, for as long as it lasts."""
        async with self.old.application(release, patience_s=20.0):
            yield


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_grown(tmp_path_factory.mktemp("shop"), 4)


def test_who_was_asked_longest_ago_makes_room(five: Path) -> None:
    names, shop = Releases(five).identifiers(), Shop(five)

    async def ask() -> None:
        for name in (names[0], names[1], names[0], names[2]):
            async with shop.asked(name):
                pass

    asyncio.run(ask())
    assert shop.made == [names[0], names[1], names[2]]
    shop.old.close()
    assert sorted(shop.closed) == sorted(shop.made)
    assert shop.closed[0] == names[1]


def test_one_that_is_in_use_is_not_closed_and_who_comes_too_many_is_told_to_come_again(five: Path) -> None:
    names, shop = Releases(five).identifiers(), Shop(five)

    async def ask() -> None:
        async with shop.asked(names[0]), shop.asked(names[1]):
            with pytest.raises(NotOpenYetError, match="2 older releases"):
                async with shop.asked(names[2]):
                    raise AssertionError
            assert shop.closed == []

    asyncio.run(ask())
    shop.old.close()


def test_one_that_nobody_asks_any_more_is_closed(five: Path) -> None:
    names, shop = Releases(five).identifiers(), Shop(five, idle_s=0.05)

    async def ask() -> None:
        async with shop.asked(names[0]):
            await asyncio.sleep(0.2)
            assert shop.closed == []
        async with asyncio.timeout(20):
            while not shop.closed:  # noqa: ASYNC110 - it is closed in another thread
                await asyncio.sleep(0.02)

    asyncio.run(ask())
    assert shop.closed == [names[0]]
    shop.old.close()


def test_many_who_ask_the_same_at_once_have_it_opened_once(five: Path) -> None:
    names, shop = Releases(five).identifiers(), Shop(five)

    async def one() -> None:
        async with shop.asked(names[0]):
            await asyncio.sleep(0.01)

    async def ask() -> None:
        await asyncio.gather(*(one() for _ in range(20)))

    asyncio.run(ask())
    assert shop.made == [names[0]]
    shop.old.close()


def test_one_that_can_not_be_opened_is_tried_again_by_the_next_who_asks(five: Path) -> None:
    names, shop = Releases(five).identifiers(), Shop(five)

    def fail() -> None:
        raise OSError(28, "No space left on device")

    async def ask() -> None:
        shop.fails = fail
        with pytest.raises(OldReleaseError, match="No space left"):
            async with shop.asked(names[0]):
                raise AssertionError
        shop.fails = lambda: None
        async with shop.asked(names[0]):
            pass

    asyncio.run(ask())
    shop.old.close()


def test_a_process_that_is_killed_while_it_opens_a_release_is_told(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_releases.pins, "reopen", end_at_once)
    with pytest.raises(OldReleaseError, match="memory"):
        old_releases._reopened(five, "0001-x")  # noqa: SLF001 - what it starts can't be killed in time from outside


def end_at_once(_data: Path, _release: str) -> None:
    os._exit(9)
