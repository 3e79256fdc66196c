"""The engine of the release that is served: over its own store, or at the remote engine that its manifest names.

Follows where a new release is of the other kind than the one before. Runs no query itself.
"""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Protocol

from service.engine.engine import Engine, Question, Row, Term
from service.release.pointer import Pointer
from service.release.releases import ReleaseError, Releases


class LastingEngine(Engine, Protocol):
    """An engine that holds processes or threads."""

    def warm(self) -> None:
        """Have the first query not wait for what all queries need."""
        ...

    def close(self) -> None:
        """Give up what it holds."""
        ...


class ServedEngine:
    """Hands each question to the engine of the release that is served at that moment; close it after use.

    `at_hand` opens an engine over the stores of a data directory, `remote` one over what remote engines hold.

    Raises:
        NoReleaseError: nothing was published yet.
    """

    def __init__(
        self, releases: Releases, at_hand: Callable[[], LastingEngine], remote: Callable[[], LastingEngine]
    ) -> None:
        self._releases = releases
        self._openers = {False: at_hand, True: remote}
        self._pointer = Pointer(releases)
        self._opened: dict[bool, LastingEngine] = {}
        self._seen = self._pointer.release()
        self._is_remote = releases.manifest(self._seen).remote is not None
        self._engine()

    @property
    def release(self) -> str:
        """The identifier of the release that answers."""
        return self._engine().release

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries; bindings become one VALUES row at the start of its pattern.

        Raises:
            EngineError: the query failed.
        """
        return await self._engine().rows(query, bindings)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, serialised; returns once the first bytes (or the whole answer) are there.

        Raises:
            EngineError: before the first byte, of the subclass that says why; later, the generator raises it.
        """
        return await self._engine().stream(question)

    def warm(self) -> None:
        """Have the first query not wait for what all queries need.

        Raises:
            QueryFailedError: the release can't be opened.
        """
        self._engine().warm()

    def close(self) -> None:
        """Give up all that was opened."""
        for engine in self._opened.values():
            engine.close()

    def _engine(self) -> LastingEngine:
        named = self._pointer.release()
        if named != self._seen:
            self._seen = named
            self._is_remote = self._kind(named)
        if self._is_remote not in self._opened:
            self._opened[self._is_remote] = self._openers[self._is_remote]()
        return self._opened[self._is_remote]

    def _kind(self, release: str) -> bool:
        try:
            return self._releases.manifest(release).remote is not None
        except ReleaseError:
            return self._is_remote  # the engine that answers now says what is wrong, and keeps to the one before
