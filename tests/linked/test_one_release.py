"""Whatever comes to be served while something is read, an answer is of one release, and says which."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import count

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from service.engine.embedded import EmbeddedEngine
from service.engine.engine import Engine, EngineAwayError
from service.engine.opening import capacity
from service.release.releases import Releases
from service.settings import Settings
from service.web.one_release import of_one_release
from service.web.serving import build
from tests.linked.desk import BROWSER, TURTLE, Counting, Desk

ASKED = [
    ("/doc/goal-version/gm9999/begroting/2031/1.1.1", TURTLE),
    ("/doc/goal-version/gm9999/begroting/2031/1.1.1", BROWSER),
    ("/doc/domain/gm9999/water?incoming=1", TURTLE),
    ("/doc/domain/gm9999/water", {"accept": "application/ld+json"}),
    ("/graph/doc/gm9999/berap/2031-1", {"accept": "application/n-triples"}),
    ("/v1/documents/gm9999/begroting/2031/goals", {}),
]


@dataclass(kw_only=True)
class Swapped(Counting):
    """Two engines over two releases: the second comes to be served after so many queries."""

    newer: Engine
    after: int = 0

    def __post_init__(self) -> None:
        """Remember the first one."""
        self.older = self.engine

    def count(self) -> None:
        """Count what is asked next, and ask it of the second one when its time has come."""
        super().count()
        self._choose()

    def swap_after(self, count: int) -> None:
        """Begin again with the older release, which so many queries are asked of."""
        self.after, self.asked = count, 0
        self._choose()

    def _choose(self) -> None:
        self.engine = self.newer if self.asked > self.after else self.older


@pytest.fixture(scope="module")
def swapped(grown: Desk) -> Iterator[tuple[Swapped, TestClient]]:
    settings, releases = Settings(data=grown.data), Releases(grown.data)
    older, newer = (releases.identifiers()[place] for place in (2, -1))
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(closing(EmbeddedEngine(releases, capacity(settings), fixed=release)))
            for release in (older, newer)
        )
        engine = Swapped(first, newer=second)
        app = build(engine, settings)
        yield engine, stack.enter_context(TestClient(app, follow_redirects=False, raise_server_exceptions=False))


@pytest.mark.parametrize(("address", "headers"), ASKED)
def test_an_answer_during_which_another_release_came_is_of_that_one(
    swapped: tuple[Swapped, TestClient], address: str, headers: dict[str, str]
) -> None:
    engine, client = swapped
    engine.swap_after(1_000)
    before = client.get(address, headers=headers)
    asked = engine.asked
    engine.swap_after(-1)
    after = client.get(address, headers=headers)
    assert (before.status_code, after.status_code) == (200, 200)
    assert before.headers["doelgraaf-release"] == engine.older.release
    assert after.headers["doelgraaf-release"] == engine.newer.release
    assert before.content != after.content
    for number in range(asked):
        engine.swap_after(number)
        during = client.get(address, headers=headers)
        assert (during.status_code, during.headers["doelgraaf-release"]) == (200, engine.newer.release), number
        assert during.content == after.content, number
        for name in ("etag", "last-modified", "link"):
            assert during.headers.get(name) == after.headers.get(name), (number, name)
    assert asked >= 1
    assert len(ASKED) == 6


def test_an_answer_is_made_again_a_few_times_and_then_no_more() -> None:
    names, made = (str(number) for number in count()), []

    async def make() -> Response:
        made.append(len(made))
        return Response()

    with pytest.raises(EngineAwayError, match="time and again"):
        asyncio.run(of_one_release(lambda: next(names), make))
    assert made == [0, 1, 2]
