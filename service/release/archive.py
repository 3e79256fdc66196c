"""The archive: what is kept of pinned releases, so that their stores can be made again. Makes no store itself.

    archive/releases/{id}/manifest.json   the manifest of the release, as it was
    archive/releases/{id}/archive.json    of what files the release is made again; written last
    archive/graphs/{sha256}.nq.gz         one graph as sorted N-Quads, by the digest of those
    archive/files/{sha256}                any other file of the release, by its digest
    archive/pin.lock                      held by whoever changes the above

Two releases with an equal graph share its file. Neither sorting nor compressing keeps a graph in memory.
"""

import fcntl
import gzip
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from ontology.language import Phrase
from service.release import store
from service.release.releases import (
    MANIFEST,
    NoReleaseError,
    ReleaseBusyError,
    ReleaseError,
    ReleaseManifest,
    Releases,
    sequence,
    sync_folder,
)
from service.release.sorting import sorted_lines

FORMAT: Final = 1
CONTENTS: Final = "archive.json"
_STORE: Final = "store"
_PIECE_BYTES: Final = 4 * 1024 * 1024


class ArchiveDamagedError(ReleaseError):
    """A file of the archive that is missing, or is not what it was; the message names it."""


class ArchivedGraph(msgspec.Struct, frozen=True, rename="camel"):
    """One graph: the SHA-256 of its sorted N-Quads, how many those are, and their length in bytes."""

    digest: str
    quads: int
    bytes: int


class Contents(msgspec.Struct, frozen=True, rename="camel"):
    """What a pinned release is made of.

    `pinned` is the clock time of that in ISO 8601 (UTC); `manifest` is the SHA-256 of the manifest of the release;
    `graphs` are by graph IRI; `files` has the SHA-256 of each other file of the release, by its path in it.
    """

    release: str
    pinned: str
    manifest: str
    graphs: dict[str, ArchivedGraph]
    files: dict[str, str]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive in a folder."""

    root: Path

    def identifiers(self) -> list[str]:
        """The identifiers of the pinned releases, oldest first."""
        folders = (self.root / "releases").glob("[0-9]*-*")
        return sorted((folder.name for folder in folders if (folder / CONTENTS).is_file()), key=sequence)

    def folder(self, release: str) -> Path:
        """Where the manifests of a pinned release lie."""
        return self.root / "releases" / release

    def graph(self, digest: str) -> Path:
        """The file of a graph."""
        return self.root / "graphs" / f"{digest}.nq.gz"

    def file(self, digest: str) -> Path:
        """Any other file."""
        return self.root / "files" / digest

    def files(self, contents: Contents) -> list[Path]:
        """All files that a release is made of, without its manifests."""
        graphs = {self.graph(graph.digest) for graph in contents.graphs.values()}
        return sorted({*graphs, *map(self.file, contents.files.values())})

    def contents(self, release: str) -> Contents:
        """What a pinned release is made of.

        Raises:
            NoReleaseError: it is not pinned.
            ArchiveDamagedError: that can't be read.
        """
        path = self.folder(release) / CONTENTS
        try:
            return msgspec.json.decode(path.read_bytes(), type=Contents)
        except FileNotFoundError:
            known = ", ".join(self.identifiers()) or Phrase("geen", "none")
            raise NoReleaseError(_NOT_PINNED, root=self.root, release=release, known=known) from None
        except msgspec.DecodeError as error:
            raise ArchiveDamagedError(_DAMAGED, path=path, why=str(error)) from error

    def manifest(self, release: str) -> ReleaseManifest:
        """The manifest of a pinned release.

        Raises:
            NoReleaseError: it is not pinned.
            ArchiveDamagedError: it is not the file that it was.
        """
        return msgspec.json.decode(self.manifest_bytes(self.contents(release)), type=ReleaseManifest)

    def manifest_bytes(self, contents: Contents) -> bytes:
        """The manifest of a pinned release, as it was.

        Raises:
            ArchiveDamagedError: it is not the file that it was.
        """
        path = self.folder(contents.release) / MANIFEST
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != contents.manifest:
            raise ArchiveDamagedError(_OTHER_FILE, path=path)
        return content

    def quads(self, contents: Contents) -> Iterator[bytes]:
        """All quads of a pinned release as N-Quads, in pieces of whole lines.

        Raises:
            ArchiveDamagedError: at the end of a graph, where it was not what it was.
        """
        for name, graph in sorted(contents.graphs.items()):
            yield from _verified(self.graph(graph.digest), name, graph)

    def copy_file(self, digest: str, target: Path) -> None:
        """Copy a file that is no graph; the digest of the copy is that which it had.

        Raises:
            ArchiveDamagedError: it is missing, or not what it was.
        """
        path = self.file(digest)
        try:
            shutil.copyfile(path, target)
        except FileNotFoundError as error:
            raise ArchiveDamagedError(_DAMAGED, path=path, why=error.strerror) from error
        with target.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise ArchiveDamagedError(_OTHER_FILE, path=path)

    def bytes_of(self, release: str) -> int:
        """The room on disk that a pinned release takes, with files that it shares.

        Raises:
            NoReleaseError: it is not pinned.
        """
        files = [*self.folder(release).iterdir(), *self.files(self.contents(release))]
        return sum(path.stat().st_blocks for path in files if path.is_file()) * 512

    def add(self, releases: Releases, release: str) -> Contents:
        """Keep a release; one that is kept already is left as it is.

        Raises:
            NoReleaseError: there is no such release.
            ReleaseBusyError: somebody else changes the archive.
            OSError: the store can't be read, or the disk is full or not writable.
        """
        with self._locked():
            if release in self.identifiers():
                return self.contents(release)
            self._sweep()
            for folder in ("graphs", "files", "releases"):
                (self.root / folder).mkdir(parents=True, exist_ok=True)
            contents = _Writing(self, releases, release).contents()
            self._place(releases, contents)
            return contents

    def drop(self, release: str) -> None:
        """Forget a release, and the files that no other pinned release has.

        Raises:
            NoReleaseError: it is not pinned.
            ReleaseBusyError: somebody else changes the archive.
            OSError: something can't be removed.
        """
        with self._locked():
            self.contents(release)
            self.folder(release).replace(self.folder(f".{release}"))
            sync_folder(self.root / "releases")
            self._sweep()

    def _place(self, releases: Releases, contents: Contents) -> None:
        draft = self.folder(f".{contents.release}")
        draft.mkdir()
        shutil.copyfile(releases.folder(contents.release) / MANIFEST, draft / MANIFEST)
        written = msgspec.json.format(msgspec.json.encode(contents, order="sorted"), indent=1)
        (draft / CONTENTS).write_bytes(written + b"\n")
        for path in (draft / MANIFEST, draft / CONTENTS, draft, self.root / "graphs", self.root / "files"):
            sync_folder(path)
        draft.replace(self.folder(contents.release))
        sync_folder(self.root / "releases")

    def _sweep(self) -> None:
        """Remove what was half written or half removed, and files that no pinned release has."""
        for leftover in (self.root / "releases").glob(".*"):
            shutil.rmtree(leftover)
        needed = {path for release in self.identifiers() for path in self.files(self.contents(release))}
        for folder in ("graphs", "files"):
            for path in sorted((self.root / folder).glob("*")):
                if path not in needed:
                    path.unlink()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "pin.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ReleaseBusyError(_BUSY, root=self.root) from None
            yield


@dataclass(frozen=True, slots=True)
class _Writing:
    """The writing of one release into the archive."""

    archive: Archive
    releases: Releases
    release: str

    def contents(self) -> Contents:
        """Write every file of the release but its manifest, and say what was written."""
        manifest = self.releases.manifest(self.release)
        folder = self.releases.folder(self.release)
        opened = self.releases.store(self.release)
        return Contents(
            release=self.release,
            pinned=datetime.now(UTC).isoformat(timespec="seconds"),
            manifest=hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest(),
            graphs={name: self._graph(opened, name) for name in sorted(manifest.graphs)},
            files={path.relative_to(folder).as_posix(): self._file(path) for path in _others(folder)},
        )

    def _graph(self, opened: Path, name: str) -> ArchivedGraph:
        draft = self.archive.root / "graphs" / ".draft"
        with store.dumped(opened, name, draft.parent) as lines:
            graph = _write_graph(draft, sorted_lines(lines, draft.parent))
        _give_place(draft, self.archive.graph(graph.digest))
        return graph

    def _file(self, path: Path) -> str:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        draft = self.archive.root / "files" / ".draft"
        shutil.copyfile(path, draft)
        sync_folder(draft)
        _give_place(draft, self.archive.file(digest))
        return digest


def _others(folder: Path) -> list[Path]:
    """The files of a release beside its store and its manifest."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path.relative_to(folder).parts[0] not in {MANIFEST, _STORE})


def _write_graph(target: Path, lines: Iterable[bytes]) -> ArchivedGraph:
    digest, quads, size = hashlib.sha256(), 0, 0
    with target.open("wb") as raw:
        # without name and time (RFC 1952, section 2.3.1), so that the same graph gives the same file
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as file:
            for line in lines:
                digest.update(line)
                quads += 1
                size += file.write(line)
        raw.flush()
        os.fsync(raw.fileno())
    return ArchivedGraph(digest.hexdigest(), quads, size)


def _give_place(draft: Path, target: Path) -> None:
    """Have a file that was written under the name of its digest, where it is not there yet."""
    if target.exists():
        draft.unlink()
    else:
        draft.replace(target)


def _verified(path: Path, name: str, graph: ArchivedGraph) -> Iterator[bytes]:
    digest, rest = hashlib.sha256(), b""
    try:
        with gzip.open(path, "rb") as file:
            for piece in _pieces(file):
                digest.update(piece)
                lines, newline, end = (rest + piece).rpartition(b"\n")
                rest = end
                if newline:
                    yield lines + newline
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveDamagedError(_DAMAGED, path=path, why=str(error)) from error
    if digest.hexdigest() != graph.digest:
        raise ArchiveDamagedError(_OTHER_GRAPH, path=path, graph=name)


def _pieces(file: gzip.GzipFile) -> Iterator[bytes]:
    while piece := file.read(_PIECE_BYTES):
        yield piece


_NOT_PINNED: Final = Phrase(
    "{root}: release {release} is niet vastgezet; wel: {known}",
    "{root}: release {release} is not pinned; pinned are: {known}",
)
_DAMAGED: Final = Phrase(
    "{path}: ontbreekt of is beschadigd ({why}); zet het bestand terug uit een reservekopie",
    "{path}: is missing or damaged ({why}); put the file back from a backup",
)
_OTHER_FILE: Final = Phrase(
    "{path}: is niet het bestand dat is vastgezet; zet het terug uit een reservekopie",
    "{path}: not the file that was pinned; put it back from a backup",
)
_OTHER_GRAPH: Final = Phrase(
    "{path}: is niet de graaf {graph} die is vastgezet; zet het bestand terug uit een reservekopie",
    "{path}: not the graph {graph} that was pinned; put the file back from a backup",
)
_BUSY: Final = Phrase(
    "{root}: iemand anders is hier releases aan het vastzetten of loslaten; wacht tot dat klaar is",
    "{root}: somebody else is pinning or unpinning releases here; wait until that has ended",
)
