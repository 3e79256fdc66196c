"""Lanes: how many queries run at a time, how many wait for their turn, and which are known to be long. Runs none."""

import asyncio
from collections import OrderedDict, deque
from typing import Final

from ontology.language import Phrase
from service.engine.engine import EngineBusyError

_MOST_REMEMBERED: Final = 1000


class Lane:
    """So many places, and a queue of bounded length in front of them; who comes first goes first."""

    def __init__(self, places: int, queue_length: int) -> None:
        self._free = places
        self._queue_length = queue_length
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def is_free(self) -> bool:
        """Whether who comes now need not wait."""
        return self._free > 0 and not self._waiting

    @property
    def is_waited_for(self) -> bool:
        """Whether somebody waits for a place."""
        return any(not turn.done() for turn in self._waiting)

    def try_enter(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        if not self.is_free:
            return False
        self._free -= 1
        return True

    async def enter(self, patience_s: float) -> None:
        """Take a place, if need be after waiting for so many seconds at most.

        Raises:
            EngineBusyError: the queue is full, or no place came free in time.
        """
        if self.try_enter():
            return
        if len(self._waiting) >= self._queue_length:
            raise EngineBusyError(_FULL)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(patience_s):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            self._give_up(turn)
            if isinstance(error, TimeoutError):
                raise EngineBusyError(_WAITED, seconds=f"{patience_s:g}") from None
            raise

    def leave(self) -> None:
        """Give a place to who waits longest, or free it."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _give_up(self, turn: "asyncio.Future[None]") -> None:
        """Forget a turn that nobody waits for any more; a place that it was given meanwhile goes on to the next."""
        if turn.done() and not turn.cancelled():
            self.leave()
        elif turn in self._waiting:
            self._waiting.remove(turn)


class LongQueries:
    """Which queries ran long before, so that they do not hold up short ones again; of bounded size."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, query: int) -> bool:
        return query in self._known

    def add(self, query: int) -> None:
        """Remember a query that runs long; the one that was seen longest ago is forgotten for it."""
        self._known[query] = None
        self._known.move_to_end(query)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)

    def discard(self, query: int) -> None:
        """Forget a query that was short this time."""
        self._known.pop(query, None)


_FULL: Final = Phrase(
    "er wachten al te veel vragen; probeer het later", "too many queries are waiting already; try again later"
)
_WAITED: Final = Phrase(
    "in {seconds} seconden kwam geen plaats vrij; probeer het later",
    "no place came free in {seconds} seconds; try again later",
)
