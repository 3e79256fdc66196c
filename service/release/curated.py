"""The curated graphs of a data directory: notes and alignments that were written over HTTP, kept outside the releases.

    curated/manifest.json     which graphs there are, as the last accepted write left them
    curated/{sha256}.nq.gz    what a graph holds: sorted N-Quads under the digest of themselves, never changed

Each release records the curated graphs that it holds. A write counts from the moment that its release is served, so
of the manifest here and that of the release which is served, the one with the higher number of writes is the truth: a
crash between the two steps loses nothing, and going back to an older release does not take back what people wrote.
Judges no graph and changes no store.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from ontology.dataset import compress
from ontology.language import Phrase, SpokenError

FOLDER: Final = "curated"
_MANIFEST: Final = "manifest.json"


class CuratedError(SpokenError):
    """What is kept of curated graphs is missing or damaged; it names the file and the remedy."""


class Curated(msgspec.Struct, frozen=True, rename="camel"):
    """The curated graphs after a number of accepted writes: the SHA-256 of the sorted N-Quads of each, by graph IRI."""

    writes: int = 0
    graphs: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder in which curated graphs are kept; only who holds the lock of the releases changes it."""

    folder: Path

    @classmethod
    def of(cls, root: Path) -> "Shelf":
        """The folder of a data directory."""
        return cls(root / FOLDER)

    def newest(self, served: Curated) -> Curated:
        """The curated graphs that hold: those of the release that is served, unless more was written since.

        Raises:
            CuratedError: the manifest can't be read.
        """
        kept = self._kept()
        return kept if kept.writes > served.writes else served

    def settle(self, served: Curated) -> Curated:
        """The curated graphs that hold, which the manifest says from now on."""
        newest = self.newest(served)
        if newest != self._kept():
            self.record(newest)
        return newest

    def record(self, curated: Curated) -> None:
        """Have the manifest say which graphs there are."""
        content = msgspec.json.format(msgspec.json.encode(curated, order="sorted"), indent=1)
        _write_synced(self.folder / _MANIFEST, content + b"\n")

    def keep(self, content: bytes) -> str:
        """Keep the sorted N-Quads of a graph; returns their digest."""
        digest = hashlib.sha256(content).hexdigest()
        if not self._file(digest).exists():
            _write_synced(self._file(digest), compress(content))
        return digest

    def content(self, digest: str) -> bytes:
        """The N-Quads under a digest.

        Raises:
            CuratedError: the file is missing or damaged.
        """
        path = self._file(digest)
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise CuratedError(_DAMAGED, path=path, why=str(error)) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise CuratedError(_DAMAGED, path=path, why=_OTHER_DIGEST)
        return content

    def sweep(self, kept: Iterable[Curated]) -> None:
        """Remove what none of these holds nor the manifest here, and what a crash left of a file."""
        held = [self._kept(), *kept]
        names = {_MANIFEST, *(f"{digest}.nq.gz" for curated in held for digest in curated.graphs.values())}
        for path in sorted(self.folder.glob("*")):
            if path.name not in names:
                path.unlink()

    def _kept(self) -> Curated:
        path = self.folder / _MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=Curated)
        except FileNotFoundError:
            return Curated()
        except msgspec.DecodeError as error:
            raise CuratedError(_NO_MANIFEST, path=path, why=str(error)) from error

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.nq.gz"


@dataclass(frozen=True, slots=True)
class CuratedGraphs:
    """Curated graphs with where their N-Quads are, as parts of a release."""

    shelf: Shelf | None = None
    curated: Curated = field(default_factory=Curated)

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of each graph, by its IRI."""
        return self.curated.graphs

    def content(self, graph: str) -> bytes:
        """The N-Quads of a graph; nothing of one that is not there.

        Raises:
            CuratedError: the file is missing or damaged.
        """
        if self.shelf is None or graph not in self.curated.graphs:
            return b""
        return self.shelf.content(self.curated.graphs[graph])


def _write_synced(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_OTHER_DIGEST: Final = Phrase("de inhoud past niet bij de naam", "its content does not fit its name")
_DAMAGED: Final = Phrase(
    "{path}: ontbreekt of is beschadigd ({why}); zet het bestand terug uit een back-up, "
    "of haal de graaf weg met `doelgraaf curated --remove`",
    "{path}: is missing or damaged ({why}); put the file back from a backup, "
    "or take the graph out with `doelgraaf curated --remove`",
)
_NO_MANIFEST: Final = Phrase(
    "{path}: is niet te lezen ({why}); zet het bestand terug uit een back-up, of haal het weg: "
    "dan telt wat de release in dienst bevat",
    "{path}: can't be read ({why}); put the file back from a backup, or take it away: "
    "then what the release that is served holds counts",
)
