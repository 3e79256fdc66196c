"""The way of one foreign query through the lanes: where it begins, when it is demoted, what its client is charged."""

import time
from typing import Final

from ontology.language import Phrase
from service.engine.engine import EngineBusyError, TooManyQueriesError
from service.engine.fair_use import Visit
from service.engine.lanes import Lane, LongQueries
from service.engine.workers import Worker


class Course:
    """The way of one foreign query through the lanes."""

    def __init__(self, fast: Lane, slow: Lane, known: LongQueries, key: int, visit: Visit | None) -> None:
        self.lane = fast
        self._slow = slow
        self._known = known
        self._key = key
        self._visit = visit
        self._worker: Worker | None = None
        self._entered = False
        self._began = 0.0

    async def enter(self, patience_s: float) -> None:
        """Take a place: in the slow lane at once where the query ran long before.

        Raises:
            EngineBusyError: there is none.
            TooManyQueriesError: the client has its share of long queries in hand.
        """
        if self._key in self._known:
            self.lane = self._slow
            if self._visit is not None:
                self._visit.make_long()
        await self.lane.enter(patience_s)
        self._entered = True

    def begin(self, worker: Worker) -> None:
        """Run on a worker, which in the slow lane computes only while nobody else wants to."""
        self._worker = worker
        self._began = time.monotonic()
        if self.lane is self._slow:
            worker.demote()

    def demote(self) -> None:
        """Go to the slow lane; where that is full, the query ends here."""
        if self._worker is None or self._worker.idle:
            return
        self._known.add(self._key)
        try:
            if self._visit is not None:
                self._visit.make_long()
        except TooManyQueriesError as error:
            self._worker.stop(error)
            return
        if not self._slow.try_enter():
            self._worker.stop(EngineBusyError(_SLOW_LANE_FULL))
            return
        self.lane.leave()
        self.lane = self._slow
        self._worker.demote()

    def leave(self, *, failed: bool, demote_after_s: float) -> None:
        """Free the place, and charge the client."""
        taken_s = time.monotonic() - self._began if self._began else 0.0
        if self._entered:
            self.lane.leave()
        if not failed and taken_s < demote_after_s:
            self._known.discard(self._key)
        if self._visit is not None:
            self._visit.end(taken_s, failed=failed)


_SLOW_LANE_FULL: Final = Phrase(
    "er lopen al te veel lange vragen, en dit is er ook een; probeer het later, of leg meer van haar variabelen vast",
    "too many long queries are running already, and this is one; try again later, or bind more of its variables",
)
