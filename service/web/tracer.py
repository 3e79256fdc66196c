"""Asks questions about the network for routes: in threads, so many at a time, each for so long, charged to who asks.

The event loop goes on meanwhile. Knows no route and no question.
"""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.question import Question
from service.engine.engine import Engine, EngineError, QueryTimeoutError, Row, Term
from service.engine.engine import Question as Query
from service.engine.fair_use import UNLIMITED, FairUse, Share, Visit
from service.engine.lanes import Lane
from service.release.network import Network

# Threads share one processor as long as they compute in Python; more than a few only make each other wait.
_PLACES: Final = 3

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many questions are computed at a time and may wait for that, for how long, and what one client may take."""

    places: int = _PLACES
    queue_length: int = 32
    timeout_s: float = 30.0
    share: Share = UNLIMITED


class Tracer:
    """Asks the network of the release that is served; `current` and `network` give what that is at a moment."""

    def __init__(
        self,
        engine: Engine,
        current: Callable[[], Holdings],
        network: Callable[[], Network],
        patience: Patience = Patience(),
    ) -> None:
        self._engine = engine
        self._current = current
        self._network = network
        self._patience = patience
        self._lane = Lane(patience.places, patience.queue_length)
        self._fair_use = FairUse(patience.share)
        self._threads = ThreadPoolExecutor(patience.places, "doelgraaf-trace")

    async def ask(self, question: Question, asked: Asked, client: str) -> Answer:
        """The answer to a question, all of one release.

        Raises:
            NoNetworkError: the release has no network.
            ScopeError: what is asked for is not there.
            EngineError: too many are asked at this moment, it took too long, or the engine gave no words.
        """
        answer = await self._ask(question, asked, client)
        if answer.release != self._engine.release:  # another came to be served, maybe before the last words were asked
            answer = await self._ask(question, asked, client)
        return answer

    async def _ask(self, question: Question, asked: Asked, client: str) -> Answer:
        network, holdings = self._network(), self._current()
        visit = self._fair_use.enter(client)
        try:
            await self._lane.enter(self._patience.timeout_s)
        except BaseException:
            visit.end(0.0, failed=False)
            raise
        engine = _Elsewhere(self._engine, asyncio.get_running_loop(), self._patience.timeout_s)
        trace = Trace(engine, network, holdings)
        working = asyncio.get_running_loop().run_in_executor(self._threads, _work, question, trace, asked)
        working.add_done_callback(partial(self._leave, visit, time.monotonic()))
        try:
            async with asyncio.timeout(self._patience.timeout_s):
                return await asyncio.shield(working)
        except TimeoutError:
            raise QueryTimeoutError(_TOO_LONG, seconds=f"{self._patience.timeout_s:g}") from None
        finally:
            engine.stop()

    def _leave(self, visit: Visit, began: float, working: "asyncio.Future[Answer]") -> None:
        """Give back the place when the thread is done, which may be long after who asked has gone."""
        failed = not working.cancelled() and isinstance(working.exception(), EngineError)
        visit.end(time.monotonic() - began, failed=failed)
        self._lane.leave()


def _work(question: Question, trace: Trace, asked: Asked) -> Answer:
    """Answer a question in this thread, in an event loop of its own."""

    async def answer() -> Answer:
        return await question.ask(trace, asked)

    return asyncio.run(answer())


class _Elsewhere:
    """An engine for another thread: its queries run in the event loop that the engine belongs to, until it stops."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop, timeout_s: float) -> None:
        self._engine = engine
        self._loop = loop
        self._timeout_s = timeout_s
        self._stopped = threading.Event()

    @property
    def release(self) -> str:
        """The identifier of the release that answers."""
        return self._engine.release

    def stop(self) -> None:
        """Take no more queries: nobody waits for the answer."""
        self._stopped.set()

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries.

        Raises:
            EngineError: the query failed, or nobody waits for it any more.
        """
        return await self._there(self._rows(query, bindings))

    async def stream(self, question: Query) -> AsyncGenerator[bytes, None]:
        """The answer to a query, which comes in one piece.

        Raises:
            EngineError: the query failed.
        """
        content = await self._there(self._whole(question))

        async def pieces() -> AsyncGenerator[bytes, None]:
            yield content

        return pieces()

    async def _there(self, asking: Coroutine[object, object, _Found]) -> _Found:
        if self._stopped.is_set():
            asking.close()
            raise QueryTimeoutError(_NOBODY)
        try:
            async with asyncio.timeout(self._timeout_s):  # the loop may have ended before it heard of it
                return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asking, self._loop))
        except TimeoutError:
            raise QueryTimeoutError(_NOBODY) from None

    async def _rows(self, query: str, bindings: Mapping[str, Term] | None) -> Sequence[Row]:
        return await self._engine.rows(query, bindings)

    async def _whole(self, question: Query) -> bytes:
        async with aclosing(await self._engine.stream(question)) as chunks:
            return b"".join([chunk async for chunk in chunks])


_TOO_LONG: Final = Phrase(
    "de vraag is na {seconds} seconden gestopt; vraag minder: één document, minder diepte of minder relaties",
    "the question was stopped after {seconds} seconds; ask for less: one document, less depth or fewer relations",
)
_NOBODY: Final = Phrase("niemand wacht meer op het antwoord", "nobody waits for the answer any more")
