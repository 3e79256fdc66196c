"""The lanes of foreign queries: where each begins, when it makes way for others, when it is demoted or ended.

A query begins in the fast lane. What runs for a moment computes behind what is new, and goes to the slow lane if
somebody waits and there is room; what runs on goes there in any case, and ends where that is full. So nobody waits long
behind a long query.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Final

from ontology.language import Phrase
from service.engine.engine import EngineBusyError, EngineError, QueryTimeoutError, TooManyQueriesError
from service.engine.fair_use import Visit
from service.engine.lanes import Lane, LongQueries
from service.engine.workers import Worker

MAKES_WAY_AFTER_S: Final = 0.1
"""Seconds for which a query computes like a new one; a worker that made way is replaced, which costs a part of this."""


class Traffic:
    """The queries that run in a fast lane of so many places and in a slow one, and the queue in front of each."""

    def __init__(self, fast: int, slow: int, queue_length: int, demote_after_s: float) -> None:
        self.fast = Lane(fast, queue_length)
        self.slow = Lane(slow, slow)
        self.known = LongQueries()
        self.demote_after_s = demote_after_s
        self._in_the_way: dict[Course, None] = {}

    def course(self, key: int, visit: Visit | None) -> "Course":
        """The way of a new query; queries with the same key run equally long."""
        return Course(self, key, visit)

    def is_in_the_way(self, course: "Course") -> None:
        """Take note of a query of the fast lane that is not short; it leaves at once if somebody waits and it can."""
        self._in_the_way[course] = None
        if self.fast.is_waited_for and self.slow.is_free:
            course.demote()

    def is_gone(self, course: "Course") -> None:
        """Forget a query that left the fast lane."""
        self._in_the_way.pop(course, None)

    def make_way(self) -> None:
        """Have the query that is in the way for longest leave the fast lane, if the slow one has room."""
        first = next(iter(self._in_the_way), None)
        if first is not None and self.slow.is_free:
            first.demote()


@dataclass(eq=False, slots=True)
class Course:
    """The way of one query through the lanes."""

    _traffic: Traffic
    _key: int
    _visit: Visit | None
    _lane: Lane | None = None
    _worker: Worker | None = None
    _began: float = 0.0
    _timers: tuple[asyncio.TimerHandle, ...] = ()
    _has_left: bool = False

    @property
    def is_slow(self) -> bool:
        """Whether it has a place in the slow lane."""
        return self._lane is self._traffic.slow

    async def enter(self, patience_s: float) -> None:
        """Take a place: in the slow lane at once where the query ran long before.

        Raises:
            EngineBusyError: there is none.
            TooManyQueriesError: the client has its share of long queries in hand.
        """
        lane = self._traffic.fast
        if self._key in self._traffic.known:
            lane = self._traffic.slow
            if self._visit is not None:
                self._visit.make_long()
        elif not lane.is_free:
            self._traffic.make_way()
        await lane.enter(patience_s)
        self._lane = lane

    def begin(self, worker: Worker) -> None:
        """Run on a worker; in the slow lane on one that computes only while nobody else wants to."""
        self._worker = worker
        self._began = time.monotonic()
        if self.is_slow:
            return
        loop = asyncio.get_running_loop()
        self._timers = (
            loop.call_later(min(MAKES_WAY_AFTER_S, self._traffic.demote_after_s / 2), self._make_way),
            loop.call_later(self._traffic.demote_after_s, self.demote),
        )

    def demote(self) -> None:
        """Go to the slow lane; where that is full, the query ends here."""
        worker, traffic = self._worker, self._traffic
        if worker is None or worker.idle or self._has_left or self._lane is not traffic.fast:
            return
        traffic.is_gone(self)
        traffic.known.add(self._key)
        try:
            if self._visit is not None:
                self._visit.make_long()
        except TooManyQueriesError as error:
            self.stop(error)
            return
        if not traffic.slow.try_enter():
            self.stop(EngineBusyError(_SLOW_LANE_FULL))
            return
        self._lane = traffic.slow
        traffic.fast.leave()
        worker.demote()

    def remember(self) -> None:
        """Have the query begin in the slow lane the next time."""
        self._traffic.known.add(self._key)

    def stop(self, why: EngineError) -> None:
        """End the query now, and free its place: who asked may never read on, and so never notice."""
        if self._worker is not None:
            self._worker.stop(why)
            self.leave(failed=isinstance(why, QueryTimeoutError))

    def leave(self, *, failed: bool) -> None:
        """Free the place, and charge the client; once."""
        if self._has_left:
            return
        self._has_left = True
        for timer in self._timers:
            timer.cancel()
        self._traffic.is_gone(self)
        taken_s = time.monotonic() - self._began if self._began else 0.0
        if self._lane is not None:
            self._lane.leave()
        if not failed and taken_s < self._traffic.demote_after_s:
            self._traffic.known.discard(self._key)
        if self._visit is not None:
            self._visit.end(taken_s, failed=failed)

    def _make_way(self) -> None:
        if self._worker is not None and not self._worker.idle and not self._has_left:
            self._worker.make_way()
            self._traffic.is_in_the_way(self)


_SLOW_LANE_FULL: Final = Phrase(
    "er lopen al te veel lange vragen, en dit is er ook een; probeer het later, of leg meer van haar variabelen vast",
    "too many long queries are running already, and this is one; try again later, or bind more of its variables",
)
