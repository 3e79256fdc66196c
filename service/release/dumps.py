"""The dumps of releases on disk: of which parts each dump is, where those lie, and which nobody needs any more.

    dumps/{release}.json         what the dumps of a release are; written last
    dumps/parts/{sha256}.{form}  a part, under the digest of what it holds, never changed
    dumps/dumps.lock             held by whoever changes the above

A dump of a body or of all is its parts one after the other, which nobody has to write out: members of a gzip file
follow each other (RFC 1952, section 2.2), and so do rows of CSV. Releases share the parts that are equal. Makes no
part itself.
"""

import fcntl
import itertools
import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from ontology.dataset import Manifest
from ontology.language import Phrase
from service.release.dump_names import WHOLE
from service.release.releases import ReleaseError, Releases, sequence, sync_folder

FORMAT: Final = 1
_INDEX: Final = ".json"
_DRAFT: Final = ".draft"


class DumpError(ReleaseError):
    """Dumps that can't be made or read; it names the release and the remedy."""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """A part of dumps: what it was made of, the SHA-256 of its bytes, how many those are, and its rows or quads."""

    key: str
    sha256: str
    size: int
    rows: int


class Dump(msgspec.Struct, frozen=True, array_like=True):
    """A dump as a whole: the SHA-256 of its bytes, how many those are, and how many rows or quads it has.

    `changed` is when a release came in which its bytes were others than before (ISO 8601, UTC); empty where that was
    not seen.
    """

    sha256: str
    size: int
    rows: int
    changed: str = ""


class Dumps(msgspec.Struct, frozen=True, rename="camel"):
    """The dumps of a release.

    `parts` are by scope and name, such as `gm0193/begroting/2021/facts.nq.gz`; a scope is the path of a document, the
    code of a body for what is of none of its documents, or `all` for what is of no body. `dumps` are by the same
    names, where a body stands for its documents too and `all` for everything.
    """

    release: str
    parts: dict[str, Part]
    dumps: dict[str, Dump]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Composition:
    """Which parts each dump of a release is made of."""

    parts: Mapping[str, Part]
    _scopes: Mapping[str, list[str]]

    @classmethod
    def of(cls, parts: Mapping[str, Part]) -> "Composition":
        """By the parts of `Dumps`."""
        scopes: dict[str, list[str]] = {}
        for path in sorted(parts):
            scope, _, name = path.rpartition("/")
            scopes.setdefault(name, []).append(scope)
        return cls(parts, scopes)

    def of_dump(self, path: str) -> list[Part]:
        """The parts of a dump, in the order in which they follow each other; none of one that there is not.

        Those of documents come before that of their body, and that of everything last.
        """
        scope, _, name = path.rpartition("/")
        head = self.parts.get(f"{WHOLE}/{name}.head")
        own = [self.parts[path]] if path in self.parts else []
        if not name.endswith(".parquet"):
            own = [*(self.parts[f"{inner}/{name}"] for inner in self._within(scope, name)), *own]
        return [head, *own] if head and own else own

    def _within(self, scope: str, name: str) -> Iterator[str]:
        """The scopes in a scope, without itself, that have a part of a name: documents before their bodies."""
        known = self._scopes.get(name, [])
        first = 0 if scope == WHOLE else bisect_left(known, f"{scope}/")
        later: list[str] = []
        for inner in itertools.takewhile(lambda inner: scope == WHOLE or inner.startswith(f"{scope}/"), known[first:]):
            if "/" in inner:
                yield inner
            elif inner != scope:
                later.append(inner)
        yield from later


def scopes(manifest: Manifest) -> list[str]:
    """Every scope of a release: all first, and each body before its documents."""
    return [WHOLE, *sorted([*manifest.bodies, *manifest.documents])]


@dataclass(frozen=True, slots=True)
class DumpShelf:
    """The folder in which the dumps of a data directory are."""

    folder: Path

    @classmethod
    def of(cls, releases: Releases) -> "DumpShelf":
        """The folder of a data directory."""
        return cls(releases.root / "dumps")

    def read(self, release: str) -> Dumps | None:
        """The dumps of a release; None where they were not made, or by a version that made them otherwise."""
        try:
            found = msgspec.json.decode(self._index(release).read_bytes(), type=Dumps)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        return found if found.format == FORMAT else None

    def before(self, release: str) -> Dumps | None:
        """The dumps of the newest release before one, of those that have any."""
        earlier = (path.stem for path in self.folder.glob(f"[0-9]*{_INDEX}"))
        for name in sorted(
            (name for name in earlier if sequence(name) < sequence(release)), key=sequence, reverse=True
        ):
            if found := self.read(name):
                return found
        return None

    def has(self, release: str) -> bool:
        """Whether the dumps of a release are there."""
        return self._index(release).exists()

    def known(self) -> dict[str, Part]:
        """The parts that are there, of whatever release, by what they were made of."""
        found: dict[str, Part] = {}
        for path in sorted(self.folder.glob(f"*{_INDEX}")):
            dumps = self.read(path.stem)
            found |= {part.key: part for part in dumps.parts.values()} if dumps else {}
        return {key: part for key, part in found.items() if self._has(key, part)}

    def part(self, part: Part) -> Path:
        """The file of a part."""
        return self.folder / "parts" / f"{part.sha256}.{form(part.key)}"

    def draft(self, key: str) -> Path:
        """Where a part is written before its digest is known."""
        (self.folder / "parts").mkdir(parents=True, exist_ok=True)
        return self.folder / "parts" / f"{_DRAFT}.{form(key)}"

    def keep(self, draft: Path, part: Part) -> Part:
        """Have a part that was written as a draft."""
        draft.replace(self.part(part))
        return part

    def write(self, dumps: Dumps) -> None:
        """Say what the dumps of a release are, when all parts are there."""
        sync_folder(self.folder / "parts")
        draft = self.folder / _DRAFT
        with draft.open("wb") as file:
            file.write(msgspec.json.encode(dumps, order="sorted"))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._index(dumps.release))
        sync_folder(self.folder)

    def sweep(self, releases: Releases) -> int:
        """Remove the dumps of releases that are gone, and parts that no other has; returns how many bytes that frees.

        Does nothing where somebody makes dumps at this moment.
        """
        with self._try_lock() as held:
            return self._swept(set(releases.identifiers())) if held else 0

    def _swept(self, kept: set[str]) -> int:
        for path in self.folder.glob(f"*{_INDEX}"):
            if path.stem not in kept:
                path.unlink()
        indexes = [self.read(path.stem) for path in self.folder.glob(f"*{_INDEX}")]
        needed = {self.part(part).name for dumps in indexes if dumps for part in dumps.parts.values()}
        freed = 0
        for path in sorted((self.folder / "parts").glob("*")):
            if path.name not in needed:
                freed += path.stat().st_size
                path.unlink()
        return freed

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock under which dumps are made, after waiting for whoever has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "dumps.lock").open("a") as lock:  # closing it releases the lock, in a crash too
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _try_lock(self) -> Iterator[bool]:
        if not self.folder.is_dir():
            yield False
            return
        with (self.folder / "dumps.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held = False
            else:
                held = True
            yield held

    def _has(self, key: str, part: Part) -> bool:
        try:
            return part.key == key and self.part(part).stat().st_size == part.size
        except FileNotFoundError:
            return False

    def _index(self, release: str) -> Path:
        return self.folder / f"{release}{_INDEX}"


def form(name: str) -> str:
    """The form of a part, by how the name in its key ends: `nq.gz`, `csv`, `head` or `parquet`."""
    return "nq.gz" if name.endswith(".nq.gz") else name.rpartition(".")[2]


def missing(path: Path, release: str) -> DumpError:
    """The error of a part that is not there any more, or is not what it was."""
    return DumpError(_MISSING, path=path, release=release)


def require_count(release: str, path: str, counted: Mapping[str, int], expected: Mapping[str, int]) -> None:
    """Refuse a dump that has not the quads that its release has.

    Raises:
        DumpError: it has more or fewer of a graph.
    """
    for name, count in expected.items():
        if counted.get(name) != count:
            raise DumpError(_OTHER_COUNT, release=release, path=path, graph=name, found=counted.get(name, 0), has=count)


_MISSING: Final = Phrase(
    "{path}: ontbreekt of is beschadigd; haal de map dumps in de datamap weg, dan worden de dumps van release "
    "{release} opnieuw gemaakt",
    "{path}: is missing or damaged; remove the folder dumps in the data directory, and the dumps of release {release} "
    "are made again",
)
_OTHER_COUNT: Final = Phrase(
    "dump {path} van release {release}: graaf {graph} heeft {found} uitspraken in plaats van {has}; publiceer de "
    "dataset opnieuw met --full",
    "dump {path} of release {release}: graph {graph} has {found} statements instead of {has}; publish the dataset "
    "again with --full",
)
