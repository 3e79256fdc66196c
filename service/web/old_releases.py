"""Applications over older releases: opened when they are asked for, a few at a time, closed when nobody asks any more.

Knows no HTTP. A pinned release that was pruned is made again first, by a process of its own.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import structlog
from starlette.types import ASGIApp

from ontology.language import Phrase, SpokenError
from ontology.orphans import die_with_parent
from service.engine.engine import Engine, EngineError
from service.release import pins
from service.release.releases import ReleaseError, Releases

MOST_OPEN: Final = 3
IDLE_S: Final = 300.0
PATIENCE_S: Final = 5.0


class OldReleaseError(SpokenError):
    """An older release that can't be asked at this moment; the message is for the person who asked."""


class NotOpenYetError(OldReleaseError):
    """It is being opened, or others have to be closed first; ask again in a few seconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An application over one release, and how it is closed; `engine` is the one that it asks."""

    application: ASGIApp
    close: Callable[[], None]
    engine: Engine | None = None


@dataclass(slots=True)
class _Shelved:
    """An application with how many requests it has in hand, and what will close it."""

    opened: Opened
    users: int = 0
    closing: asyncio.TimerHandle | None = None


class OldReleases:
    """Lends applications over older releases; all from one event loop."""

    def __init__(
        self, data: Path, build: Callable[[Releases, str], Opened], most: int = MOST_OPEN, idle_s: float = IDLE_S
    ) -> None:
        self._data = data
        self._build = build
        self._most = most
        self._idle_s = idle_s
        self._open: dict[str, _Shelved] = {}  # who was asked longest ago comes first
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._threads = ThreadPoolExecutor(1, "doelgraaf-old-release")

    @asynccontextmanager
    async def application(self, release: str, patience_s: float = PATIENCE_S) -> AsyncIterator[ASGIApp]:
        """The application over a release, which stays open while this lasts.

        Raises:
            NotOpenYetError: it takes longer, or too many others are in use.
            OldReleaseError: it can't be opened.
        """
        async with self._lent(release, patience_s) as opened:
            yield opened.application

    @asynccontextmanager
    async def engine(self, release: str, patience_s: float = PATIENCE_S) -> AsyncIterator[Engine]:
        """The engine over a release, which stays open while this lasts.

        Raises:
            NotOpenYetError: it takes longer, or too many others are in use.
            OldReleaseError: it can't be opened, or has no engine of its own.
        """
        async with self._lent(release, patience_s) as opened:
            if opened.engine is None:
                raise OldReleaseError(_NOT_OPENED, release=release, why="no engine")
            yield opened.engine

    @asynccontextmanager
    async def _lent(self, release: str, patience_s: float) -> AsyncIterator[Opened]:
        shelved = self._open.get(release) or await self._opened(release, patience_s)
        self._open[release] = self._open.pop(release)
        shelved.users += 1
        if shelved.closing is not None:
            shelved.closing.cancel()
            shelved.closing = None
        try:
            yield shelved.opened
        finally:
            shelved.users -= 1
            if not shelved.users:
                shelved.closing = asyncio.get_running_loop().call_later(self._idle_s, self._close, release)

    def close(self) -> None:
        """Close all; from any thread, when no request is in hand any more."""
        for shelved in self._open.values():
            shelved.opened.close()
        self._open.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _opened(self, release: str, patience_s: float) -> _Shelved:
        if release not in self._opening:
            self._make_room()
            task = asyncio.create_task(self._open_one(release))
            self._opening[release] = task
            task.add_done_callback(partial(self._forget, release))
        try:
            async with asyncio.timeout(patience_s):
                await asyncio.shield(self._opening[release])
        except TimeoutError:
            raise NotOpenYetError(_OPENING, release=release) from None
        return self._open[release]

    def _forget(self, release: str, task: "asyncio.Task[None]") -> None:
        self._opening.pop(release, None)
        if not task.cancelled():
            task.exception()  # looked at, since nobody may wait for it any more; the log has it

    def _make_room(self) -> None:
        """Close who was asked longest ago and is idle, where there are too many.

        Raises:
            NotOpenYetError: all are in use.
        """
        while len(self._open) + len(self._opening) >= self._most:
            idle = next((name for name, shelved in self._open.items() if not shelved.users), None)
            if idle is None:
                raise NotOpenYetError(_ALL_IN_USE, most=self._most)
            self._close(idle)

    async def _open_one(self, release: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            opened = await loop.run_in_executor(self._threads, self._make, release)
        except (ReleaseError, EngineError, OSError) as error:
            structlog.get_logger().error("release", not_opened=release, why=str(error))
            raise OldReleaseError(_NOT_OPENED, release=release, why=error) from error
        shelved = _Shelved(opened)
        shelved.closing = loop.call_later(self._idle_s, self._close, release)
        self._open[release] = shelved

    def _make(self, release: str) -> Opened:
        where = pins.place(self._data, release)
        return self._build(where or _reopened(self._data, release), release)

    def _close(self, release: str) -> None:
        shelved = self._open.get(release)
        if shelved is not None and not shelved.users:
            if shelved.closing is not None:
                shelved.closing.cancel()
            del self._open[release]
            self._threads.submit(shelved.opened.close)


def _reopened(data: Path, release: str) -> Releases:
    """A pinned release whose store a process of its own makes again, so that its memory and crashes are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=die_with_parent) as process:
        try:
            return process.submit(pins.reopen, data, release).result()
        except BrokenProcessPool as error:
            raise OldReleaseError(_KILLED, release=release) from error


_OPENING: Final = Phrase(
    "release {release} wordt nu geopend; vraag het over enkele seconden opnieuw",
    "release {release} is being opened; ask again in a few seconds",
)
_ALL_IN_USE: Final = Phrase(
    "er zijn al {most} oudere releases in gebruik; vraag het over enkele seconden opnieuw",
    "{most} older releases are in use already; ask again in a few seconds",
)
_NOT_OPENED: Final = Phrase("release {release} is niet te openen: {why}", "release {release} can't be opened: {why}")
_KILLED: Final = Phrase(
    "het openen van release {release} is afgebroken, meestal door te weinig geheugen; probeer het later",
    "the opening of release {release} was cut short, most often for lack of memory; try again later",
)
