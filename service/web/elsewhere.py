"""An engine for another thread: its queries run in the event loop of the engine, and are all over one release.

A query that began or ended while another release was served gives no rows. Runs none itself.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from contextlib import aclosing
from typing import Final, TypeVar

from ontology.language import Phrase
from service.engine.engine import Engine, OtherReleaseError, QueryTimeoutError, Question, Row, Term

_Found = TypeVar("_Found")


class Elsewhere:
    """Asks an engine for a thread until `stop`, or until a moment of the clock of the loop of the engine.

    To be made in that loop.
    """

    def __init__(self, engine: Engine, release: str, until: float) -> None:
        self._engine = engine
        self._release = release
        self._loop = asyncio.get_running_loop()
        self._until = until
        self._stopped = threading.Event()

    @property
    def release(self) -> str:
        """The identifier of the one release that answers."""
        return self._release

    def stop(self) -> None:
        """Take no more queries: nobody waits for the answer."""
        self._stopped.set()

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries.

        Raises:
            OtherReleaseError: another release is served by now.
            EngineError: the query failed, or nobody waits for it any more.
        """
        return await self._there(self._rows(query, bindings))

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to a query, which comes in one piece.

        Raises:
            OtherReleaseError: another release is served by now.
            EngineError: the query failed, or nobody waits for it any more.
        """
        content = await self._there(self._whole(question))

        async def pieces() -> AsyncGenerator[bytes, None]:
            yield content

        return pieces()

    def require_same(self) -> None:
        """Have an answer made again where another release is served by now; to be called in the loop of the engine.

        Raises:
            OtherReleaseError: it is.
        """
        if self._engine.release != self._release:
            raise OtherReleaseError

    async def _there(self, asking: Coroutine[object, object, _Found]) -> _Found:
        if self._stopped.is_set():
            asking.close()
            raise QueryTimeoutError(_NOBODY)
        left_s = max(self._until - self._loop.time(), 0.0)
        try:
            async with asyncio.timeout(left_s):  # the loop may have ended before it heard of it
                return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asking, self._loop))
        except TimeoutError:
            raise QueryTimeoutError(_NOBODY) from None

    async def _rows(self, query: str, bindings: Mapping[str, Term] | None) -> Sequence[Row]:
        self.require_same()
        rows = await self._engine.rows(query, bindings)
        self.require_same()
        return rows

    async def _whole(self, question: Question) -> bytes:
        self.require_same()
        async with aclosing(await self._engine.stream(question)) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        self.require_same()
        return content


_NOBODY: Final = Phrase("niemand wacht meer op het antwoord", "nobody waits for the answer any more")
