"""Long queries hold up nobody: they make way, go to the slow lane, or end where that is full."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal

from service.engine import guard
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import (
    EngineBusyError,
    QueryFailedError,
    QueryTimeoutError,
    Question,
    TooManyQueriesError,
)
from service.engine.fair_use import Share
from service.engine.work import Limits
from service.release.releases import Releases

MIB = 1024 * 1024
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LANES = Capacity(
    workers=1, queue_length=4, timeout_s=20.0, limits=Limits(512 * MIB, MIB), slow_workers=1, demote_after_s=0.1
)


async def answered(engine: EmbeddedEngine) -> bytes:
    """The answer to a short query."""
    return b"".join([chunk async for chunk in await engine.stream(Question("ASK {}", "text/csv", 20.0))])


async def _begun(engine: EmbeddedEngine, query: str, client: str = "") -> asyncio.Task[object]:
    """A query that has run for so long that it was demoted."""
    task: asyncio.Task[object] = asyncio.create_task(engine.stream(Question(query, "text/csv", 20.0, client=client)))
    await asyncio.sleep(0.5)
    return task


async def _outcome(task: asyncio.Task[object]) -> object:
    task.cancel()
    return (await asyncio.gather(task, return_exceptions=True))[0]


@pytest.fixture
def lanes(tiny_data: Path) -> Iterator[EmbeddedEngine]:
    """An engine with one place in each lane."""
    engine = EmbeddedEngine(Releases(tiny_data), LANES)
    yield engine
    engine.close()


def test_a_short_query_does_not_wait_for_a_long_one(lanes: EmbeddedEngine) -> None:
    async def go() -> tuple[bytes, object]:
        long = await _begun(lanes, CROSS)
        return await answered(lanes), await _outcome(long)

    short, long = asyncio.run(go())
    assert short == b"true"
    assert isinstance(long, asyncio.CancelledError)


def test_where_the_slow_lane_is_full_a_long_query_ends(lanes: EmbeddedEngine) -> None:
    async def go() -> tuple[object, object]:
        first = await _begun(lanes, CROSS)
        second = await _begun(lanes, CROSS.replace("?l", "?m"))
        return (await asyncio.gather(second, return_exceptions=True))[0], await _outcome(first)

    second, first = asyncio.run(go())
    assert isinstance(second, EngineBusyError)
    assert "too many long queries" in str(second)
    assert isinstance(first, asyncio.CancelledError)


def test_a_query_that_is_in_the_way_of_another_leaves_before_its_time(tiny_data: Path) -> None:
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, demote_after_s=60.0))

    async def go() -> tuple[bytes, object]:
        long = await _begun(engine, CROSS)
        return await answered(engine), await _outcome(long)

    short, long = asyncio.run(go())
    engine.close()
    assert short == b"true"
    assert isinstance(long, asyncio.CancelledError)


def test_queries_that_differ_in_white_space_and_comments_are_one() -> None:
    digests = {guard.read(query).digest for query in ("ASK { ?s ?p 1 }", "ASK{?s\n?p 1} # again", "ASK { ?s ?p 2 }")}
    assert len(digests) == 2


def test_a_query_that_ran_long_before_does_not_hold_up_short_ones_again(lanes: EmbeddedEngine) -> None:
    async def go() -> bool:
        await _outcome(await _begun(lanes, CROSS))
        again = asyncio.create_task(lanes.stream(Question(CROSS, "text/csv", 20.0)))
        await asyncio.sleep(0)
        short = asyncio.create_task(lanes.rows("SELECT ?x { }", {"x": Literal("1")}))
        came_first = await answered(lanes) == b"true" and not again.done()
        await short
        await _outcome(again)
        return came_first

    assert asyncio.run(go())


def test_a_client_has_its_share_of_long_queries_and_others_theirs(tiny_data: Path) -> None:
    share = Share(queries=10, long_queries=1, seconds=1000, errors=1000)
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, slow_workers=5, share=share))

    async def go() -> list[object]:
        tasks = [
            await _begun(engine, f"{CROSS} # {number}", client) for number, client in enumerate(("one", "one", "two"))
        ]
        return [await _outcome(task) for task in tasks]

    kinds = [type(outcome) for outcome in asyncio.run(go())]
    engine.close()
    assert kinds == [asyncio.CancelledError, TooManyQueriesError, asyncio.CancelledError]


def test_an_answer_that_nobody_reads_frees_its_worker(lanes: EmbeddedEngine) -> None:
    async def go() -> None:
        for _ in range(3):
            await (await lanes.stream(Question(WIDE, "text/csv", 20.0))).aclose()

    asyncio.run(go())
    assert asyncio.run(answered(lanes)) == b"true"


def test_who_does_not_read_on_keeps_no_place_from_others(tiny_data: Path) -> None:
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, queue_length=0, slow_workers=1))

    async def go() -> list[bytes]:
        kept = [await engine.stream(Question(WIDE, "text/csv", 0.5)) for _ in range(1)]
        await asyncio.sleep(1.5)  # both lanes would be taken by it
        answers = [await answered(engine) for _ in range(3)]
        for one in kept:
            with pytest.raises(QueryTimeoutError):
                async for _ in one:
                    pass
        return answers

    answers = asyncio.run(go())
    engine.close()
    assert answers == [b"true"] * 3


def test_a_query_that_was_stopped_is_counted_out_once(tiny_data: Path) -> None:
    share = Share(queries=1, long_queries=1, seconds=1000, errors=1000)
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, share=share))

    async def go() -> None:
        for _ in range(3):
            with pytest.raises(QueryTimeoutError):
                await engine.stream(Question(CROSS, "text/csv", 0.5, client="one"))

    asyncio.run(go())
    engine.close()


def test_who_leaves_in_the_middle_is_charged_no_error(tiny_data: Path) -> None:
    share = Share(queries=1, long_queries=1, seconds=1000, errors=1)
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, share=share))

    async def go() -> None:
        for _ in range(4):
            await (await engine.stream(Question(WIDE, "text/csv", 20.0, client="one"))).aclose()

    asyncio.run(go())
    engine.close()


def test_a_query_that_brought_a_worker_down_begins_in_the_slow_lane_the_next_time(tiny_data: Path) -> None:
    engine = EmbeddedEngine(Releases(tiny_data), replace(LANES, limits=Limits(256 * MIB, MIB), demote_after_s=60.0))
    doubling = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(40))
    bomb = f"SELECT (STRLEN(?a40) AS ?n) {{ BIND('xxxxxxxx' AS ?a0) {doubling} }}"

    key = hash((engine.release, guard.read(bomb).digest, (), ()))

    async def go() -> None:
        with pytest.raises(QueryFailedError):
            await engine.stream(Question(bomb, "text/csv", 20.0))

    assert key not in engine._traffic.known  # noqa: SLF001 - it shows in how long others wait only
    asyncio.run(go())
    assert key in engine._traffic.known  # noqa: SLF001 - idem
    engine.close()
