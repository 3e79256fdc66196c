"""Answers and their forms are computed in places: an address leaves one to others, what is long counts as long."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace

import pytest
from webs import WordlessEngine, circle, network_of, trace_of

from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.forms.bounds import TOO_LARGE_FOR_SHEET, FormError
from service.answers.trace.question import Question
from service.engine.engine import EngineBusyError, QueryTimeoutError, TooManyQueriesError
from service.engine.fair_use import UNLIMITED
from service.web.tracer import _AHEAD, Tracer
from service.web.turns import Patience, Turns

WEB = circle(3)
NETWORK = network_of(WEB)
HELD = trace_of(WEB, NETWORK).holdings
NOTHING = Phrase("niets", "nothing")


async def answered(trace: Trace, asked: Asked) -> Answer:
    """An empty answer."""
    del asked
    return Answer("own", NOTHING, NOTHING, {}, trace.holdings.release, (), Graph(), ())


QUESTION = Question("own", NOTHING, NOTHING, answered, (), (), {})


def tracer(patience: Patience) -> Tracer:
    return Tracer(WordlessEngine(), lambda: HELD, lambda _: NETWORK, patience)  # type: ignore[arg-type]


async def _rest(pieces: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([piece async for piece in pieces])


def test_an_address_leaves_a_place_to_others_and_waits_for_its_own() -> None:
    async def ask() -> None:
        turns = Turns(Patience(places=3, queue_length=2))
        first, _second = await turns.begin("greedy one"), await turns.begin("greedy two")
        third = asyncio.create_task(turns.begin("greedy three"))
        await asyncio.sleep(0)
        other = await turns.begin("other one")
        assert not third.done()
        other.end()
        await asyncio.sleep(0)
        assert not third.done()
        first.end()
        (await third).end()

    asyncio.run(ask())


def test_who_has_a_place_alone_in_a_service_of_one_place_may_use_it() -> None:
    async def ask() -> None:
        turns = Turns(Patience(places=1, queue_length=0, timeout_s=0.1))
        turn = await turns.begin("one")
        with pytest.raises(EngineBusyError):
            await turns.begin("other")
        turn.end()
        (await turns.begin("other")).end()

    asyncio.run(ask())


def test_what_runs_on_counts_as_long_and_one_more_than_the_share_of_these_is_refused() -> None:
    go_on, begun = threading.Event(), threading.Semaphore(0)

    def compute() -> None:
        begun.release()
        go_on.wait(60)

    async def ask() -> None:
        turns = Turns(Patience(places=4, long_after_s=0.01, share=replace(UNLIMITED, long_queries=1)))
        first = await turns.begin("one")
        running = asyncio.create_task(first.run(compute))
        await asyncio.to_thread(begun.acquire)
        await asyncio.sleep(0.05)
        second = await turns.begin("one")
        with pytest.raises(TooManyQueriesError, match="1 long queries of yours are running"):
            await second.run(compute)
        other = await turns.begin("other")
        unhindered = asyncio.create_task(other.run(compute))
        await asyncio.sleep(0.05)
        go_on.set()
        await asyncio.gather(running, unhindered)
        for turn in (first, second, other):
            turn.end()

    asyncio.run(ask())


def test_a_form_is_written_in_the_place_and_the_time_of_its_question() -> None:
    go_on = threading.Event()

    def form(answer: Answer, holdings: Holdings) -> Iterator[bytes]:
        assert answer.release == holdings.release == HELD.release
        yield b"one "
        go_on.wait(60)
        yield b"two"

    async def ask() -> bytes:
        desk = tracer(Patience(places=1, queue_length=1, timeout_s=0.5))
        written = await desk.write(QUESTION, Asked(), "one", form)
        assert written.answer.release == written.holdings.release
        read = [await anext(written.pieces)]
        with pytest.raises(EngineBusyError, match="no place came free"):
            await desk.ask(QUESTION, Asked(), "other")
        go_on.set()
        return b"".join([*read, await _rest(written.pieces)])

    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.5 seconds"):
        asyncio.run(ask())


def test_a_form_that_was_written_frees_its_place_while_it_is_read() -> None:
    def form(*_: object) -> Iterator[bytes]:
        yield from (b"one ", b"two")

    async def ask() -> None:
        desk = tracer(Patience(places=1, share=replace(UNLIMITED, queries=1)))
        written = await desk.write(QUESTION, Asked(), "one", form)
        await desk.ask(QUESTION, Asked(), "other")
        with pytest.raises(TooManyQueriesError, match="1 queries of yours are running"):
            await desk.ask(QUESTION, Asked(), "one")
        assert [piece async for piece in written.pieces] == [b"one ", b"two"]
        await desk.ask(QUESTION, Asked(), "one")

    asyncio.run(ask())


def test_no_more_is_written_ahead_than_waits_for_who_reads_it() -> None:
    made = 0

    def form(*_: object) -> Iterator[bytes]:
        nonlocal made
        while True:
            made += 1
            yield b"more"

    async def ask() -> None:
        desk = tracer(Patience(places=1, timeout_s=0.5))
        written = await desk.write(QUESTION, Asked(), "one", form)
        assert await anext(written.pieces) == b"more"
        await asyncio.sleep(0.7)  # until the time of the turn is over
        await desk.ask(QUESTION, Asked(), "other")
        with pytest.raises(QueryTimeoutError):
            await _rest(written.pieces)
        assert made == _AHEAD + 2  # one was read, and one does not fit

    asyncio.run(ask())


def test_who_goes_away_frees_the_place() -> None:
    def form(*_: object) -> Iterator[bytes]:
        while True:
            yield b"more"

    async def ask() -> None:
        desk = tracer(Patience(places=1, share=replace(UNLIMITED, queries=1)))
        for reads in (0, 3):
            written = await desk.write(QUESTION, Asked(), "one", form)
            for _ in range(reads):
                await anext(written.pieces)
            await written.pieces.aclose()
            await _freed(desk)
        await desk.ask(QUESTION, Asked(), "one")

    async def _freed(desk: Tracer) -> None:
        """Wait until the thread has ended the piece that it was at."""
        for _ in range(500):
            try:
                async with desk._turns.turn("one"):  # noqa: SLF001 - nobody else can tell
                    return
            except TooManyQueriesError:
                await asyncio.sleep(0.01)
        pytest.fail("the client still has a question in hand")

    asyncio.run(ask())


def test_the_time_of_writing_is_taken_from_the_share() -> None:
    def form(*_: object) -> Iterator[bytes]:
        for _place in range(5):
            threading.Event().wait(0.01)
            yield b"piece"

    async def ask() -> None:
        desk = tracer(Patience(share=replace(UNLIMITED, seconds=0.02)))
        written = await desk.write(QUESTION, Asked(), "one", form)
        assert [piece async for piece in written.pieces] == [b"piece"] * 5
        with pytest.raises(TooManyQueriesError, match="used up"):
            await desk.ask(QUESTION, Asked(), "one")

    asyncio.run(ask())


def test_a_form_that_cannot_hold_the_answer_says_so_before_its_first_piece() -> None:
    def form(*_: object) -> Iterator[bytes]:
        raise FormError(TOO_LARGE_FOR_SHEET, found="9", most=8)

    async def ask() -> None:
        desk = tracer(Patience(share=replace(UNLIMITED, errors=0.5)))
        for _ in range(3):
            written = await desk.write(QUESTION, Asked(), "one", form)
            with pytest.raises(FormError):
                await anext(written.pieces)

    asyncio.run(ask())
