"""The dumps of the release that answers: read where they were made, else made by a process of its own, once.

Who asks waits a little, and is told to come back where it takes longer. Knows no route.
"""

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import structlog

from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.dcat.catalogue import Catalogue
from service.answers.dcat.publisher import Publisher
from service.answers.dumps.process import Failure
from service.answers.vocabulary import Label
from service.release.archive import Archive
from service.release.dumps import Composition, Dumps, DumpShelf, Part
from service.release.releases import Releases
from service.web.problems import NOT_READY, ProblemError

PATIENCE_S: Final = 10.0
_RETRY_AFTER_S: Final = 30
_UNNAMED: Final = Publisher()


@dataclass(frozen=True, slots=True)
class MadeDumps:
    """The dumps of a release, and where their parts lie."""

    dumps: Dumps
    composition: Composition
    shelf: DumpShelf

    def parts(self, path: str) -> list[tuple[Path, Part]]:
        """The parts of a dump with their files, in order."""
        return [(self.shelf.part(part), part) for part in self.composition.of_dump(path)]


class DumpMaker:
    """Gives the dumps of releases of one data directory, and their catalogue; those of the last one stay in memory."""

    def __init__(self, data: Path, publisher: Publisher = _UNNAMED, patience_s: float = PATIENCE_S) -> None:
        self.publisher = publisher
        self._data = data
        self._patience_s = patience_s
        self._kept: MadeDumps | None = None
        self._catalogue: Catalogue | None = None
        self._making: dict[str, Future[None]] = {}

    async def dumps(self, release: str) -> MadeDumps:
        """The dumps of a release.

        Raises:
            ProblemError: 503, they are being made, or can't be.
        """
        kept = self._kept
        if kept is None or kept.dumps.release != release or not kept.shelf.has(release):
            kept = self._kept = await self._read(release) or await self._made(release)
        return kept

    async def catalogue(self, holdings: Holdings) -> Catalogue:
        """The catalogue of a release.

        Raises:
            ProblemError: 503, its dumps are being made, or can't be.
        """
        made, kept = await self.dumps(holdings.release), self._catalogue
        if kept is None or kept.dumps is not made.dumps.dumps:
            kept = self._catalogue = Catalogue.of(holdings, self.publisher, made.dumps.dumps)
        return kept

    async def pinned(self, release: str) -> bool:
        """Whether a release is kept for good."""
        archive = Archive(Releases(self._data).archive)
        return release in await asyncio.to_thread(archive.identifiers)

    async def _read(self, release: str) -> MadeDumps | None:
        shelf = DumpShelf.of(Releases(self._data))
        found = await asyncio.to_thread(shelf.read, release)
        return MadeDumps(found, Composition.of(found.parts), shelf) if found else None

    async def _made(self, release: str) -> MadeDumps:
        making = self._making.get(release) or self._start(release)
        try:
            async with asyncio.timeout(self._patience_s):
                await asyncio.shield(asyncio.wrap_future(making))
        except TimeoutError:
            raise ProblemError(
                NOT_READY, Label(_BEING_MADE.nl, _BEING_MADE.en), {"Retry-After": str(_RETRY_AFTER_S)}
            ) from None
        finally:
            if making.done():
                self._making.pop(release, None)
        found = await self._read(release)
        if found is None:
            raise _failed(Failure("het overzicht ontbreekt", "their index is missing"))
        return found

    def _start(self, release: str) -> "Future[None]":
        future: Future[None] = Future()
        self._making[release] = future
        future.add_done_callback(partial(self._forget, release))
        threading.Thread(target=_run, args=(self._data, release, future), daemon=True).start()
        return future

    def _forget(self, release: str, making: "Future[None]") -> None:
        """Have the next who asks look again; what went wrong stays until somebody was told of it."""
        if making.exception() is None:
            self._making.pop(release, None)


def _run(data: Path, release: str, future: "Future[None]") -> None:
    """Have a process make dumps; its standard input stays open for as long as this process is there."""
    command = [sys.executable, "-m", "service.answers.dumps.process", str(data), release]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
            said = process.stdout.read() if process.stdout else b""
            code = process.wait()
    except OSError as error:
        future.set_exception(_failed(Failure(str(error), str(error))))
        return
    if code == 0:
        future.set_result(None)
        return
    failure = msgspec.json.decode(said, type=Failure) if said else Failure(_ENDED.nl, _ENDED.en)
    structlog.get_logger().error("dumps", release=release, not_made=failure.en)
    future.set_exception(_failed(failure))


def _failed(failure: Failure) -> ProblemError:
    detail = Label(_FAILED.nl.format(why=failure.nl), _FAILED.en.format(why=failure.en))
    return ProblemError(NOT_READY, detail, {"Retry-After": str(_RETRY_AFTER_S)})


_ENDED: Final = Phrase(
    "het proces is afgebroken, meestal door te weinig geheugen", "the process was ended, most often for lack of memory"
)
_BEING_MADE: Final = Phrase(
    "de dumps van deze release worden nu gemaakt; vraag het over een halve minuut opnieuw",
    "the dumps of this release are being made; ask again in half a minute",
)
_FAILED: Final = Phrase(
    "de dumps van deze release zijn niet te maken ({why}); waarschuw de beheerder, of probeer het later",
    "the dumps of this release can't be made ({why}); tell the operator, or try again later",
)
