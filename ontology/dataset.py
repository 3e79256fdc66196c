"""The dataset: the folder of files that passes from `ingest` to `service`. The only module that knows its layout.

    manifest.json                                  what the dataset holds, with the digest of every file
    records/{org}/{kind}/{year[-n]}.jsonl.gz       the record of each page in the state of a document
    graphs/{org}/{kind}/{year[-n]}.nq.gz           the facts of a document, as sorted N-Quads
    graphs/{org}/{kind}/{year[-n]}-text.nq.gz      its texts
    graphs/{org}/body.nq.gz                        organisation, people, versions that are only named, captures
    graphs/{org}/provenance.nq.gz                  runs, and which graph came from which
    issues/{org}/{kind}/{year[-n]}.jsonl.gz        what could not be read; `issues/unplaced.jsonl.gz` has no document
    ledger/{org}.tsv                               every opaque identifier ever minted, append only

Same input, same bytes: files are sorted, compressed without a time, and hold no clock time of a run.
"""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from ontology.iri import DocumentKey
from ontology.language import Phrase, SpokenError

FORMAT: Final = 1
VOCABULARY: Final = "1.1.0"
MANIFEST: Final = "manifest.json"
UNPLACED: Final = "issues/unplaced.jsonl.gz"
FOLDERS: Final = frozenset({"records", "graphs", "issues", "ledger"})


class DatasetError(SpokenError):
    """A dataset that can't be used; it names the file and the remedy."""


class Coverage(msgspec.Struct, frozen=True, rename="camel"):
    """How much of a document was loaded.

    `goals_read` counts goals that a page describes, `versions_named` goals that are only named; `goals_expected` is
    None where neither the operator nor the page of a tree says how many there are; `complete` is yes, no or unknown.
    `declared_goals` and `declared_complete` are what the operator said of it.
    """

    pages_read: int
    goals_read: int
    versions_named: int
    goals_expected: int | None
    complete: str
    declared_complete: bool | None = None
    declared_goals: int | None = None


class Superseded(msgspec.Struct, frozen=True, rename="camel"):
    """A capture that a newer one of the same page replaced."""

    page: str
    digest: str
    edition: str
    exported_at: str | None
    by: str


class DocumentEntry(msgspec.Struct, frozen=True, rename="camel"):
    """One document in the manifest: its edition, what it holds, and the digests of its files.

    `references` counts them by resolution; `suspect` counts those of them whose words fit another goal better,
    `stale` those that were copied from a year in which their number meant another goal.
    """

    title: str
    edition: str
    coverage: Coverage
    references: dict[str, int]
    issues: dict[str, int]
    versions: tuple[str, ...]
    superseded: tuple[Superseded, ...]
    files: dict[str, str]
    suspect: int = 0
    stale: int = 0


class BodyEntry(msgspec.Struct, frozen=True, rename="camel"):
    """One body in the manifest.

    `may_shrink` is the share of its goals that a new dataset may lack without an explicit word of the operator;
    `identifiers` are the opaque identifiers of the ledger; `family` is the portal
    family; `gone` are the addresses of pages that were there once. `corrections` counts those that were followed;
    `withdrawn` are digests of what they took out, see `withdrawn_version`.
    """

    name: str
    may_shrink: float
    identifiers: tuple[str, ...]
    files: dict[str, str]
    family: str = ""
    gone: tuple[str, ...] = ()
    corrections: int = 0
    withdrawn: tuple[str, ...] = ()


def withdrawn_version(document: str, version: str) -> str:
    """What stands for a version that was taken out, by its document's path and its own, so that no word of it stays."""
    return hashlib.sha256(f"version {document} {version}".encode()).hexdigest()[:16]


class Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """What a dataset holds; `documents` by document path, `bodies` by organisation code."""

    base: str
    bodies: dict[str, BodyEntry]
    documents: dict[str, DocumentEntry]
    files: dict[str, str]
    reader: str
    format: int = FORMAT
    vocabulary: str = VOCABULARY

    @property
    def all_files(self) -> dict[str, str]:
        """The digest of every file of the dataset but the manifest, by path."""
        files = dict(self.files)
        for body in self.bodies.values():
            files |= body.files
        for document in self.documents.values():
            files |= document.files
        return files


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """Paths of the files of one document, relative to the dataset."""

    document: DocumentKey

    @property
    def records(self) -> str:
        """Records of its pages."""
        return f"records/{self.document.path}.jsonl.gz"

    @property
    def facts(self) -> str:
        """Its document graph."""
        return f"graphs/{self.document.path}.nq.gz"

    @property
    def texts(self) -> str:
        """Its text graph."""
        return f"graphs/{self.document.path}-text.nq.gz"

    @property
    def issues(self) -> str:
        """What could not be read of it."""
        return f"issues/{self.document.path}.jsonl.gz"


@dataclass(frozen=True, slots=True)
class BodyFiles:
    """Paths of the files of one body, relative to the dataset."""

    organisation: str

    @property
    def body(self) -> str:
        """Its body graph."""
        return f"graphs/{self.organisation}/body.nq.gz"

    @property
    def provenance(self) -> str:
        """Its part of the provenance graph."""
        return f"graphs/{self.organisation}/provenance.nq.gz"

    @property
    def ledger(self) -> str:
        """Every opaque identifier that was ever minted for it."""
        return f"ledger/{self.organisation}.tsv"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset in a folder."""

    root: Path

    def manifest(self) -> Manifest:
        """The manifest.

        Raises:
            DatasetError: there is none, it can't be read, or its format is not the one known here.
        """
        path = self.root / MANIFEST
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DatasetError(
                Phrase(
                    "{root}: hier staat geen dataset; maak er een met `doelgraaf ingest`",
                    "{root}: no dataset here; make one with `doelgraaf ingest`",
                ),
                root=self.root,
            ) from error
        try:
            written_format = msgspec.json.decode(content, type=_Format).format
            if written_format != FORMAT:
                raise DatasetError(
                    Phrase(
                        "{path}: formaat {written} is hier niet bekend (wel: {known}); "
                        "maak de dataset opnieuw met `doelgraaf ingest` van deze versie",
                        "{path}: format {written} is not known here (known: {known}); "
                        "make the dataset again with `doelgraaf ingest` of this version",
                    ),
                    path=path,
                    written=written_format,
                    known=FORMAT,
                )
            return msgspec.json.decode(content, type=Manifest)
        except msgspec.DecodeError as error:
            raise DatasetError(
                Phrase(
                    "{path}: is geen manifest ({why}); maak de dataset opnieuw met `doelgraaf ingest`",
                    "{path}: not a manifest ({why}); make the dataset again with `doelgraaf ingest`",
                ),
                path=path,
                why=str(error),
            ) from error

    def documents(self) -> list[DocumentKey]:
        """The documents of the dataset, sorted."""
        return sorted(DocumentKey.parse(path) for path in self.manifest().documents)

    def open_issues(self) -> int:
        """How many issues of reading the dataset holds: of its documents, and of pages of no document."""
        manifest = self.manifest()
        placed = sum(sum(entry.issues.values()) for entry in manifest.documents.values())
        return placed + (sum(1 for _ in self.lines(UNPLACED)) if UNPLACED in manifest.files else 0)

    def read(self, path: str) -> bytes:
        """The content of one file, decompressed.

        Raises:
            DatasetError: the file is missing or damaged.
        """
        try:
            content = (self.root / path).read_bytes()
            return gzip.decompress(content) if path.endswith(".gz") else content
        except (OSError, EOFError, zlib.error) as error:
            raise DatasetError(
                Phrase(
                    "{path}: ontbreekt of is beschadigd ({why}); maak de dataset opnieuw met `doelgraaf ingest`",
                    "{path}: is missing or damaged ({why}); make the dataset again with `doelgraaf ingest`",
                ),
                path=self.root / path,
                why=str(error),
            ) from error

    def lines(self, path: str) -> Iterator[str]:
        """The lines of one file, without their ends; the file is streamed."""
        with gzip.open(self.root / path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")

    def write_lines(self, path: str, lines: Iterable[str]) -> str:
        """Write lines to one file, compressed where the name says so; returns the SHA-256 of its bytes.

        A file that holds just this already is left alone, so that its time tells when its content last changed.
        """
        text = "".join(f"{line}\n" for line in lines).encode()
        content = compress(text) if path.endswith(".gz") else text
        return self.write_bytes(path, content)

    def write_bytes(self, path: str, content: bytes) -> str:
        """Write one file, whole or not at all; returns the SHA-256 of its bytes."""
        target = self.root / path
        digest = hashlib.sha256(content).hexdigest()
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == digest:
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.draft")
        draft.write_bytes(content)
        draft.replace(target)
        return digest

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest: the last step of making a dataset."""
        content = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1)
        self.write_bytes(MANIFEST, content + b"\n")

    def sweep(self, manifest: Manifest) -> None:
        """Remove the files that a manifest no longer names, and drafts; ledgers and the cache of records stay."""
        kept = {MANIFEST, *manifest.all_files}
        for folder in ("records", "graphs", "issues"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and path.relative_to(self.root).as_posix() not in kept:
                    path.unlink()


class _Format(msgspec.Struct):
    format: int


def compress(content: bytes) -> bytes:
    """Gzip without file name and time (RFC 1952, section 2.3.1), so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()
