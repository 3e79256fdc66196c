"""Asks questions about a release for routes, beside the event loop, and has the answer written there too.

All that is made of an answer is of one release: a question during which another came to be served is asked again. Knows
no route and no question; how many may be asked is known by `turns`.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.question import Question
from service.engine.engine import Engine, EngineAwayError, OtherReleaseError
from service.release.network import Network
from service.web.elsewhere import Elsewhere
from service.web.one_release import CHANGING
from service.web.turns import Patience, Turn, Turns

_TRIES: Final = 3
_AHEAD: Final = 128  # pieces of some 64 kB that wait for who reads them

_Found = TypeVar("_Found")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and what the release holds that it is of."""

    answer: Answer
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class Written(Answered):
    """An answer that is being written; who does not read all pieces closes them (`aclose`)."""

    pieces: AsyncGenerator[bytes, None]


class Tracer:
    """Asks the release that is served: `current` gives what it holds, `network` the network of what is held."""

    def __init__(
        self,
        engine: Engine,
        current: Callable[[], Holdings],
        network: Callable[[Holdings], Network],
        patience: Patience | None = None,
    ) -> None:
        self._engine = engine
        self._current = current
        self._network = network
        self._turns = Turns(patience or Patience())

    async def ask(self, question: Question, asked: Asked, client: str) -> Answered:
        """The answer to a question.

        Raises:
            NoNetworkError: the release has no network.
            ScopeError: what is asked for is not there.
            EngineError: too many are asked at this moment, it took too long, or the engine gave no words.
        """
        return await self.make(question, asked, client, Answered)

    async def make(
        self, question: Question, asked: Asked, client: str, then: Callable[[Answer, Holdings], _Made]
    ) -> _Made:
        """What a function makes of the answer to a question; it is called in the same thread.

        Raises:
            NoNetworkError: the release has no network.
            ScopeError: what is asked for is not there.
            EngineError: too many are asked at this moment, it took too long, or the engine gave no words.
        """
        return await self.compute(client, self._asking(question, asked), then)

    async def compute(
        self,
        client: str,
        ask: Callable[[Engine, Holdings], Coroutine[Any, Any, _Found]],
        then: Callable[[_Found, Holdings], _Made],
    ) -> _Made:
        """What a function makes of what another finds out about the release, which needs no network for it.

        Raises:
            EngineError: too much is asked at this moment, it took too long, or the engine gave no answer.
        """
        async with self._turns.turn(client) as turn:
            found, holdings = await self._found(turn, ask)
            return await turn.run(partial(then, found, holdings))

    async def write(
        self, question: Question, asked: Asked, client: str, form: Callable[[Answer, Holdings], Iterator[bytes]]
    ) -> Written:
        """The answer to a question, of which a form is written in the same place and time, some pieces ahead.

        Raises:
            NoNetworkError: the release has no network.
            ScopeError: what is asked for is not there.
            EngineError: too many are asked at this moment, it took too long, or the engine gave no words.
        """
        turn = await self._turns.begin(client)
        with ExitStack() as unless_written:
            unless_written.callback(turn.end)
            answer, holdings = await self._found(turn, self._asking(question, asked))
            unless_written.pop_all()  # the pieces end the turn
        pieces = _ahead(turn, partial(form, answer, holdings))
        await anext(pieces)  # so that closing it ends the turn
        return Written(answer, holdings, pieces)

    def _asking(self, question: Question, asked: Asked) -> Callable[[Engine, Holdings], Coroutine[Any, Any, Answer]]:
        async def ask(engine: Engine, holdings: Holdings) -> Answer:
            return await question.ask(Trace(engine, self._network(holdings), holdings), asked)

        return ask

    async def _found(
        self, turn: Turn, ask: Callable[[Engine, Holdings], Coroutine[Any, Any, _Found]]
    ) -> tuple[_Found, Holdings]:
        """What was found out about a release, all of which is of that one, and what it holds.

        Raises:
            EngineAwayError: another release came in time and again.
        """
        for _ in range(_TRIES):
            holdings = self._current()
            engine = Elsewhere(self._engine, holdings.release, turn.until)
            try:
                found = await turn.run(partial(_finished, ask, engine, holdings))
                engine.require_same()
            except OtherReleaseError:
                continue
            finally:
                engine.stop()
            return found, holdings
        raise EngineAwayError(CHANGING)


def _finished(
    ask: Callable[[Engine, Holdings], Coroutine[Any, Any, _Found]], engine: Engine, holdings: Holdings
) -> _Found:
    """What is found out in this thread, in an event loop of its own."""
    return asyncio.run(ask(engine, holdings))


async def _ahead(turn: Turn, form: Callable[[], Iterator[bytes]]) -> AsyncGenerator[bytes, None]:
    """The pieces of a form after an empty one; the place is free when they are written, the turn ends when all is read.

    Raises:
        EngineError: it took too long.
    """
    waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
    room = asyncio.Semaphore(_AHEAD)
    writing = asyncio.create_task(_write_ahead(turn, form, waiting, room))
    try:
        yield b""
        while (piece := await waiting.get()) is not None:
            room.release()
            yield piece
        await writing
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        turn.end()


async def _write_ahead(
    turn: Turn, form: Callable[[], Iterator[bytes]], waiting: "asyncio.Queue[bytes | None]", room: asyncio.Semaphore
) -> None:
    try:
        pieces = await turn.run(form)
        while (piece := await turn.run(partial(next, pieces, None))) is not None:
            async with turn.bounded():
                await room.acquire()
            waiting.put_nowait(piece)
    finally:
        turn.leave()
        waiting.put_nowait(None)
