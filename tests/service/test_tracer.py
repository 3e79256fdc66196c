"""Questions are computed beside the event loop: so many at a time, for so long, each client its share, of one release."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from running import running
from tracing_desk import BUDGET, GOAL, desk
from webs import WordlessEngine, circle, network_of, trace_of

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.question import Ask, Question
from service.answers.trace.scope import ScopeError
from service.engine.engine import Engine, EngineBusyError, QueryTimeoutError, TooManyQueriesError
from service.engine.fair_use import UNLIMITED
from service.release.network import NoNetworkError
from service.web.tracer import Answered, Tracer
from service.web.turns import Patience

MANY = 100
COMPUTED = [
    f"/v1/trace/impact?from={GOAL}",
    f"/v1/trace/matrix?document={BUDGET}&format=xlsx",
    f"/v1/documents/{BUDGET}/review",
    f"/review/{BUDGET}",
    f"/network?document={BUDGET}",
]
WEB = circle(3)
NETWORK = network_of(WEB)
HELD = trace_of(WEB, NETWORK).holdings
NOTHING = Phrase("niets", "nothing")


def question(ask: Ask) -> Question:
    return Question("own", NOTHING, NOTHING, ask, (), (), {})


def tracer(patience: Patience, engine: Engine | None = None) -> Tracer:
    return Tracer(engine or WordlessEngine(), lambda: HELD, lambda _: NETWORK, patience)  # type: ignore[arg-type]


def empty(trace: Trace) -> Answer:
    return Answer("own", NOTHING, NOTHING, {}, trace.holdings.release, (), Graph(), ())


class Counted:
    """A question that counts how many of it are computed at the same moment."""

    def __init__(self) -> None:
        self.now = self.most = self.asked = 0
        self._lock = threading.Lock()

    async def __call__(self, trace: Trace, asked: Asked) -> Answer:
        """Nothing, after a hundredth of a second."""
        del asked
        with self._lock:
            self.now += 1
            self.asked += 1
            self.most = max(self.most, self.now)
        time.sleep(0.01)  # noqa: ASYNC251 - computing does not let others in
        with self._lock:
            self.now -= 1
        return empty(trace)


def test_a_hundred_at_once_are_computed_a_few_at_a_time_and_what_does_not_fit_is_told_so() -> None:
    counted, ticks = Counted(), 0

    async def ticking() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    async def ask_all() -> list[Answered | BaseException]:
        desk = tracer(Patience(places=3, queue_length=32))
        clock = asyncio.create_task(ticking())
        asked = [desk.ask(question(counted), Asked(), f"client-{place}") for place in range(MANY)]
        try:
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            clock.cancel()

    found = asyncio.run(ask_all())
    assert sum(isinstance(one, Answered) for one in found) == counted.asked == 35
    assert sum(isinstance(one, EngineBusyError) for one in found) == MANY - 35
    assert 1 < counted.most <= 3
    assert ticks > 20  # the loop went on meanwhile


def test_one_that_takes_too_long_is_told_so_and_keeps_its_place_until_it_ends() -> None:
    going_on, gone, words = threading.Event(), threading.Event(), []

    async def slow(trace: Trace, asked: Asked) -> Answer:
        del asked
        going_on.wait(60)
        try:
            await trace.engine.rows("SELECT * {}")
        except QueryTimeoutError as error:
            words.append(str(error))
            gone.set()
            raise
        return empty(trace)

    async def fast(trace: Trace, asked: Asked) -> Answer:
        del asked
        return empty(trace)

    async def ask_both() -> None:
        desk = tracer(Patience(places=1, queue_length=4, timeout_s=0.2))
        with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.2 seconds; ask for less: one document"):
            await desk.ask(question(slow), Asked(), "one")
        with pytest.raises(EngineBusyError, match="no place came free"):
            await desk.ask(question(fast), Asked(), "other")
        going_on.set()
        await asyncio.to_thread(gone.wait, 60)
        assert (await desk.ask(question(fast), Asked(), "other")).answer.question == "own"

    asyncio.run(ask_both())
    assert words == ["nobody waits for the answer any more"]


def test_who_asks_more_than_a_share_waits_and_others_do_not_notice() -> None:
    counted = Counted()

    async def ask_all() -> list[Answered | BaseException]:
        desk = tracer(Patience(places=2, share=replace(UNLIMITED, queries=4)))
        asked = [desk.ask(question(counted), Asked(), "greedy agent") for _ in range(10)]
        asked.append(desk.ask(question(counted), Asked(), "other agent"))
        return await asyncio.gather(*asked, return_exceptions=True)

    found = asyncio.run(ask_all())
    assert [isinstance(one, TooManyQueriesError) for one in found[:-1]].count(True) == 6
    assert isinstance(found[-1], Answered)


def test_the_time_of_an_answer_is_taken_from_the_share() -> None:
    async def ask_twice() -> None:
        desk = tracer(Patience(share=replace(UNLIMITED, seconds=0.002)))
        await desk.ask(question(Counted()), Asked(), "one")
        with pytest.raises(TooManyQueriesError) as caught:
            await desk.ask(question(Counted()), Asked(), "one")
        assert caught.value.retry_after_s > 1

    asyncio.run(ask_twice())


def test_what_is_wrong_with_a_question_is_no_error_of_the_service() -> None:
    async def wrong(trace: Trace, asked: Asked) -> Answer:
        raise ScopeError(Phrase("nee {code}", "no {code}"), code=trace.holdings.release, asked=asked)

    async def ask_often() -> None:
        desk = tracer(Patience(share=replace(UNLIMITED, errors=1)))
        for _ in range(5):
            with pytest.raises(ScopeError, match="no 0001-web"):
                await desk.ask(question(wrong), Asked(), "one")

    asyncio.run(ask_often())


def test_a_release_without_a_network_is_told_before_anything_is_computed() -> None:
    def none(_held: object) -> object:
        raise NoNetworkError(Phrase("geen netwerk", "no network"))

    desk = Tracer(WordlessEngine(), lambda: HELD, none)  # type: ignore[arg-type]
    counted = Counted()
    with pytest.raises(NoNetworkError, match="no network"):
        asyncio.run(desk.ask(question(counted), Asked(), "one"))
    assert counted.asked == 0


def test_an_answer_that_began_on_another_release_is_made_again() -> None:
    class Changing(WordlessEngine):
        release = "0000-before"

    async def changes(trace: Trace, asked: Asked) -> Answer:
        del asked
        seen.append(trace.holdings.release)
        engine.release = "0001-web"
        return empty(trace)

    seen: list[str] = []
    engine = Changing()
    held = iter([replace(HELD, release="0000-before"), HELD])
    desk = Tracer(engine, lambda: next(held), lambda _: NETWORK)  # type: ignore[arg-type]
    assert asyncio.run(desk.ask(question(changes), Asked(), "one")).answer.release == "0001-web"
    assert seen == ["0000-before", "0001-web"]


def test_words_of_another_release_that_was_served_for_a_moment_are_not_taken() -> None:
    class Flickering(WordlessEngine):
        release = HELD.release
        asked = 0

        async def rows(self, query: str, bindings: object = None) -> tuple[()]:
            del query, bindings
            self.asked += 1
            self.release = "0002-other" if self.asked == 1 else HELD.release
            return ()

    async def reads(trace: Trace, asked: Asked) -> Answer:
        del asked
        try:
            await trace.engine.rows("SELECT * {}")
        finally:
            engine.release = HELD.release
        taken.append(engine.asked)
        return empty(trace)

    taken: list[int] = []
    engine = Flickering()
    assert asyncio.run(tracer(Patience(), engine).ask(question(reads), Asked(), "one")).holdings == HELD  # type: ignore[arg-type]
    assert taken == [2]


def test_words_are_asked_in_the_loop_of_the_engine() -> None:
    class Looped(WordlessEngine):
        async def rows(self, query: str, bindings: object = None) -> tuple[()]:
            del query, bindings
            loops.append((asyncio.get_running_loop(), threading.get_ident()))
            return ()

    async def reads(trace: Trace, asked: Asked) -> Answer:
        del asked
        await asyncio.gather(*(trace.engine.rows("SELECT * {}") for _ in range(3)))
        loops.append((asyncio.get_running_loop(), threading.get_ident()))
        return empty(trace)

    async def ask() -> None:
        await tracer(Patience(), Looped()).ask(question(reads), Asked(), "one")  # type: ignore[arg-type]
        here = (asyncio.get_running_loop(), threading.get_ident())
        assert [loop == here for loop in loops] == [True, True, True, False]

    loops: list[tuple[asyncio.AbstractEventLoop, int]] = []
    asyncio.run(ask())


@pytest.fixture
def together() -> Iterator[Callable[[Callable[[int], object]], list[object]]]:
    """Has so many threads do something at the same time."""
    with ThreadPoolExecutor(MANY) as threads:
        yield lambda doing: list(threads.map(doing, range(MANY)))


def test_a_service_that_is_asked_by_a_hundred_answers_each_or_says_when(
    fictional_data: Path, together: Callable[[Callable[[int], object]], list[object]]
) -> None:
    with running(fictional_data, client_queries="1000", queue_length="20") as service:
        found = together(lambda place: service.ask("GET", f"/v1/trace/impact?from={GOAL}&depth={place % 20 + 1}"))
        healthy = service.ask("GET", "/readyz")
        page = service.ask("GET", f"/doc/document/{BUDGET}", Accept="text/html")
    assert len(found) == MANY
    statuses = [answer.status for answer in found]  # type: ignore[attr-defined]
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= 20
    for answer in found:
        assert answer.status == 200 or answer.headers["retry-after"]  # type: ignore[attr-defined]
    assert (healthy.status, page.status) == (200, 200)


@pytest.mark.parametrize("path", COMPUTED)
def test_a_service_has_a_share_for_each_client(fictional_data: Path, path: str) -> None:
    with desk(fictional_data, client_seconds=0.0001) as client:
        assert client.get(path).status_code == 200
        refused = client.get(path)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 1
        assert "your share of the time is used up" in refused.json()["detail"]
        assert client.get("/v1/documents").status_code == 200


@pytest.mark.parametrize("path", COMPUTED)
def test_a_service_stops_what_takes_too_long(fictional_data: Path, path: str) -> None:
    with desk(fictional_data, query_timeout_s=1e-9) as client:
        stopped = client.get(path)
        assert stopped.status_code == 504
        assert "ask for less: one document" in stopped.json()["detail"]
