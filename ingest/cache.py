"""What was made before, by the digest of all that it depends on: records of pages, graphs of documents, bodies.

Losing a cache costs time only.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from ingest.fates import Fates
from ingest.link.inputs import software
from ingest.link.lemmas import Roots
from ingest.link.matching import Known
from ingest.link.meeting import Met, meet
from ingest.link.meeting import inputs as meeting_inputs
from ingest.link.profiles import Names, Profile, profiles_of
from ingest.link.state import DocumentState
from ingest.link.summary import DocumentSummary
from ingest.origin import Origin
from ingest.read.page import READER_VERSION, read_page
from ingest.read.record import Record
from ingest.revision import Outcome
from ingest.sources import Source

PROFILES: Final = ".profiles"
MEETINGS: Final = ".meetings"


class RecordCache(msgspec.Struct, frozen=True):
    """A folder of records, one file each."""

    folder: Path

    def key(self, content: bytes, origin: Origin, source: Source) -> str:
        """The digest of everything that decides what a page reads as."""
        parts = (READER_VERSION.encode(), msgspec.json.encode(source), msgspec.json.encode(origin), content)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def read(self, content: bytes, origin: Origin, source: Source) -> tuple[str, Record]:
        """The key and the record of a page, read now unless it was read before; `UnreadableError` as `read_page`."""
        key = self.key(content, origin, source)
        path = self._path(key)
        try:
            return key, self.load(key)
        except FileNotFoundError:
            pass
        except msgspec.DecodeError:
            path.unlink()  # damaged: read it again
        record = read_page(content, origin, source)
        write_whole(path, msgspec.json.encode(record))
        return key, record

    def load(self, key: str) -> Record:
        """A record that was read before."""
        return msgspec.json.decode(self._path(key).read_bytes(), type=Record)

    def drop(self, key: str) -> None:
        """Forget a record."""
        self._path(key).unlink(missing_ok=True)

    def drop_where(self, unwanted: Callable[[Record], bool]) -> None:
        """Forget the records of which that is true, and those that can't be read."""
        for path in sorted(self.folder.rglob("*.json")):
            try:
                forget = unwanted(msgspec.json.decode(path.read_bytes(), type=Record))
            except msgspec.DecodeError:
                forget = True
            if forget:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


class Made(msgspec.Struct, frozen=True):
    """What was made of a document from inputs of this digest.

    `files` are the digests of its files in the dataset; `shared` are its lines in graphs that other documents have part
    in, by graph IRI.
    """

    inputs: str
    summary: DocumentSummary
    files: dict[str, str]
    shared: dict[str, list[str]]


class Applied(msgspec.Struct, frozen=True):
    """What was offered of a body the last time, and what the dataset held of it afterwards, as digests.

    `outcomes` are those of its corrections, `fates` those of its files; `withdrawn` are the keys of records that have
    what was taken out, which are read and forgotten each time.
    """

    offered: str
    result: str
    outcomes: tuple[Outcome, ...] = ()
    withdrawn: tuple[str, ...] = ()
    fates: Fates = Fates()


class Profiled(msgspec.Struct, frozen=True):
    """The profiles of a document that were made from inputs of this digest, and the roots of all its words."""

    inputs: str
    profiles: tuple[Profile, ...]
    software: str
    roots: dict[str, str | None]


class Kept(msgspec.Struct, frozen=True):
    """The meetings at a document, by the digests of what they were made from."""

    software: str
    met: dict[str, Met]


_Kept = TypeVar("_Kept", Made, Applied, Profiled, Kept)


class LinkCache(msgspec.Struct, frozen=True):
    """A folder of what was linked before: a file per document and per body."""

    folder: Path

    def made(self, document: str) -> Made | None:
        """What was made of a document the last time, by its path; None where that is not known."""
        return self._load(f"{document}.json", Made)

    def applied(self, organisation: str) -> Applied | None:
        """What was done to a body the last time; None where that is not known."""
        return self._load(f"{organisation}.json", Applied)

    def profiles(self, state: DocumentState, names: Names, identifiers: Mapping[str, str], /) -> tuple[Profile, ...]:
        """The profiles of a document: those of the last time, where they were made from the same."""
        name, inputs = f"{state.document.path}{PROFILES}", _profile_inputs(state, names, identifiers)
        before = self._load(f"{name}.json", Profiled)
        if before is not None and before.inputs == inputs:
            return before.profiles
        rooted = Roots(before.roots if before is not None and before.software == software() else {})
        made = profiles_of(state, names, identifiers, rooted)
        self.keep(name, Profiled(inputs, made, software(), rooted.found))
        return made

    def meetings(self, document: str) -> Mapping[str, Met]:
        """The meetings at a document the last time, by the digests of what they were made from."""
        before = self._load(f"{document}{MEETINGS}.json", Kept)
        return before.met if before is not None and before.software == software() else {}

    def keep(self, name: str, value: Made | Applied | Profiled | Kept) -> None:
        """Keep what was made of a document or done to a body."""
        write_whole(self.folder / f"{name}.json", msgspec.json.encode(value))

    def drop(self, name: str) -> None:
        """Forget what was made of a document or done to a body."""
        for ending in ("", PROFILES, MEETINGS):
            (self.folder / f"{name}{ending}.json").unlink(missing_ok=True)

    def _load(self, name: str, kind: type[_Kept]) -> _Kept | None:
        try:
            return msgspec.json.decode((self.folder / name).read_bytes(), type=kind)
        except (FileNotFoundError, msgspec.DecodeError):
            return None


class Meetings:
    """The meetings at the documents of a body: what was found the last time, where it was made from the same."""

    def __init__(self, links: LinkCache) -> None:
        self._links = links
        self._before: dict[str, Mapping[str, Met]] = {}
        self._found: dict[str, dict[str, Met]] = {}

    def __call__(self, earlier: Sequence[Profile], later: Sequence[Profile], known: Known, /) -> Met:
        """The meeting of earlier versions and those of a document."""
        if not (earlier and later):
            return meet(earlier, later, known)
        document, inputs = later[0].version.document.path, meeting_inputs(earlier, later, known)
        if document not in self._before:
            self._before[document] = self._links.meetings(document)
        met = self._before[document].get(inputs) or meet(earlier, later, known)
        self._found.setdefault(document, {})[inputs] = met
        return met

    def keep(self) -> None:
        """Keep the meetings that were asked for, and no others."""
        for document, found in self._found.items():
            if found.keys() != self._before[document].keys():
                self._links.keep(f"{document}{MEETINGS}", Kept(software(), found))


def _profile_inputs(state: DocumentState, names: Names, identifiers: Mapping[str, str]) -> str:
    """The digest of all that the profiles of a document are made from."""
    found = hashlib.sha256(software().encode())
    found.update(msgspec.json.encode(state.captures))
    own = sorted((number, name.text) for (document, number), name in names.items() if document == state.document)
    found.update(msgspec.json.encode((own, sorted(identifiers.items()))))
    return found.hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, also where another process writes the same."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
    except FileNotFoundError:  # the first file of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
    draft.replace(path)
