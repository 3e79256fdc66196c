"""Turns to compute beside the event loop: how many at a time, how long each, and what one client may take.

Knows no question and no release.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from ontology.language import Phrase
from service.engine.engine import EngineAwayError, EngineError, QueryTimeoutError, TooManyQueriesError
from service.engine.fair_use import UNLIMITED, FairUse, Share, Visit
from service.engine.lanes import Lane

# Threads share one processor as long as they compute in Python; more than a few only make each other wait.
_PLACES: Final = 3

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many compute at a time and may wait for that, for how long, and what one client may take.

    What runs past `long_after_s` counts as long. An address has all places but one, so that others need not wait for it
    alone.
    """

    places: int = _PLACES
    queue_length: int = 32
    timeout_s: float = 30.0
    long_after_s: float = 1.0
    share: Share = UNLIMITED


class Turns:
    """Gives places to who asks, with a thread for each."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._lane = Lane(patience.places, patience.queue_length)
        self._fair_use = FairUse(patience.share)
        self._threads = ThreadPoolExecutor(patience.places, "doelgraaf-beside")
        self._addresses: dict[str, _Address] = {}

    @asynccontextmanager
    async def turn(self, client: str) -> "AsyncGenerator[Turn, None]":
        """A turn of a client, which ends with the block, or when what was begun in it has ended.

        Raises:
            EngineBusyError: too many wait already, or no place came free in time.
            TooManyQueriesError: the client has had its share.
        """
        turn = await self.begin(client)
        try:
            yield turn
        finally:
            turn.end()

    async def begin(self, client: str) -> "Turn":
        """A turn of a client, which whoever begins it is to end.

        Raises:
            EngineBusyError: too many wait already, or no place came free in time.
            TooManyQueriesError: the client has had its share.
        """
        visit = self._fair_use.enter(client)
        with ExitStack() as unless_placed:
            unless_placed.callback(visit.end, 0.0, failed=False)
            leave = await self._place(client.partition(" ")[0])
            unless_placed.pop_all()
        return Turn(self._patience, self._threads, visit, leave)

    async def _place(self, address: str) -> Callable[[], None]:
        """Take a place among those of an address, and then among those of all; gives what leaves both."""
        own = self._addresses.setdefault(address, _Address(self._patience))
        own.present += 1
        with ExitStack() as places:
            places.callback(self._forget, address, own)
            await own.lane.enter(self._patience.timeout_s)
            places.callback(own.lane.leave)
            await self._lane.enter(self._patience.timeout_s)
            places.callback(self._lane.leave)
            return places.pop_all().close

    def _forget(self, address: str, own: "_Address") -> None:
        """Count one less of an address, of which nothing is kept when nobody is left."""
        own.present -= 1
        if not own.present:
            self._addresses.pop(address, None)


class _Address:
    """The places of one address, and how many have or wait for one."""

    def __init__(self, patience: Patience) -> None:
        self.lane = Lane(max(patience.places - 1, 1), patience.queue_length)
        self.present = 0


class Turn:
    """A place with a thread, in which one thing is done after another."""

    def __init__(
        self, patience: Patience, threads: ThreadPoolExecutor, visit: Visit, leave: Callable[[], None]
    ) -> None:
        self.loop = asyncio.get_running_loop()
        self.until = self.loop.time() + patience.timeout_s
        self._patience = patience
        self._threads = threads
        self._visit = visit
        self._leave = leave
        self._taken_s = 0.0
        self._failed = False
        self._has_place = True
        self._refused: TooManyQueriesError | None = None
        self._timeout: asyncio.Timeout | None = None
        self._working: asyncio.Future[Any] | None = None
        self._timer = self.loop.call_later(patience.long_after_s, self._make_long)

    async def run(self, work: Callable[[], _Made]) -> _Made:
        """What a function gives, which is called in the thread of the turn.

        Raises:
            QueryTimeoutError: the turn takes too long.
            TooManyQueriesError: it became long, and the client has its share of long ones.
        """
        began = time.monotonic()
        working = self.loop.run_in_executor(self._threads, work)
        self._working = working

        def ended(done: "asyncio.Future[_Made]") -> None:
            self._taken_s += time.monotonic() - began
            wrong = None if done.cancelled() else done.exception()
            self._failed |= isinstance(wrong, EngineError) and not isinstance(wrong, EngineAwayError)

        working.add_done_callback(ended)
        async with self.bounded():
            return await asyncio.shield(working)

    @asynccontextmanager
    async def bounded(self) -> AsyncGenerator[None, None]:
        """Hold what is awaited in a block to the time that the turn has left.

        Raises:
            QueryTimeoutError: it is over.
            TooManyQueriesError: the turn became long, and the client has its share of long ones.
        """
        if self._refused is not None:
            raise self._refused
        try:
            async with asyncio.timeout_at(self.until) as self._timeout:
                yield
        except TimeoutError:
            raise self._refused or QueryTimeoutError(_TOO_LONG, seconds=f"{self._patience.timeout_s:g}") from None
        finally:
            self._timeout = None

    def leave(self) -> None:
        """Give back the place as soon as the thread is done, which may be long after who asked has gone."""
        self._timer.cancel()
        self._when_idle(self._leave_once)

    def end(self) -> None:
        """Give back the place, and charge the client, who has the turn in hand until then."""
        self.leave()
        self._when_idle(lambda: self._visit.end(self._taken_s, failed=self._failed))

    def _when_idle(self, act: Callable[[], None]) -> None:
        if self._working is None or self._working.done():
            act()
        else:
            self._working.add_done_callback(lambda _: act())

    def _leave_once(self) -> None:
        if self._has_place:
            self._has_place = False
            self._leave()

    def _make_long(self) -> None:
        """Count the turn among the long ones of the client; where it has its share of these, the turn is over."""
        try:
            self._visit.make_long()
        except TooManyQueriesError as error:
            self._refused = error
            if self._timeout is not None:
                self._timeout.reschedule(self.loop.time())


_TOO_LONG: Final = Phrase(
    "de vraag is na {seconds} seconden gestopt; vraag minder: één document, minder diepte of minder relaties",
    "the question was stopped after {seconds} seconds; ask for less: one document, less depth or fewer relations",
)
