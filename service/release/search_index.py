"""The search index of a release: written anew, or made from that of the release before by replacing what changed.

    search/index.json   the format, what made the lemmas, and how many things the index has
    search/*            a Tantivy index; its segments are files that never change, so that releases share them

A thing is one document of the index, under its `unit`: the document or body that says it. Writing keeps so much in
memory as `_HEAP_BYTES` says, and the rows of one document. Knows no question; what is found how is told by `answers`.
"""

import errno
import math
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ontology.dataset import BodyFiles, Dataset, DocumentFiles, Manifest
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.release.releases import ReleaseError
from service.release.search_rows import SearchRow, rows_of_body, rows_of_document
from service.release.search_words import grams, joined, lemmas, lemmatiser, number_key

if TYPE_CHECKING:
    import tantivy

FOLDER: Final = "search"
FILE: Final = "index.json"
FORMAT: Final = 1
FACETS: Final = ("kind", "organisation", "year", "document", "domain", "holder")
"""The fields by which things are counted and chosen."""

_HEAP_BYTES: Final = 64_000_000
_OS_ERROR: Final = re.compile(r"\(os error (\d+)\)")  # No space left on device (os error 28)
_DENIED: Final = "PermissionDenied"  # as Tantivy tells it
_LOCKS: Final = (".tantivy-writer.lock", ".tantivy-meta.lock")
_FIRST_YEAR: Final = 1990
_YEARS: Final = 64
_LEVELS: Final = 1 << 16
_SMALL: Final = 0.02  # so that no rank makes up for a word that stands in a better place


class NoIndexError(ReleaseError):
    """A release without a search index that can be read here."""


class Header(msgspec.Struct, frozen=True):
    """What an index is: its format, what made its lemmas, the base of its identifiers, and how many things it has."""

    format: int
    lemmas: str
    base: str
    things: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A document or body whose rows stand in the index together: its path or code, with the digests of its files."""

    name: str
    digests: tuple[str, ...]

    def rows(self, dataset: Dataset, base: str) -> Iterator[SearchRow]:
        """Its rows.

        Raises:
            DatasetError: a file is damaged.
        """
        if "/" not in self.name:
            return rows_of_body(base, dataset.read(BodyFiles(self.name).body))
        files = DocumentFiles(DocumentKey.parse(self.name))
        return rows_of_document(base, dataset.read(files.facts), dataset.read(files.texts))


def units(manifest: Manifest) -> list[Unit]:
    """The documents and bodies of a dataset, sorted."""
    found = []
    for path, entry in manifest.documents.items():
        files = DocumentFiles(DocumentKey.parse(path))
        found.append(Unit(path, (entry.files[files.facts], entry.files[files.texts])))
    for code, body in manifest.bodies.items():
        found.append(Unit(code, (body.files[BodyFiles(code).body],)))
    return sorted(found, key=_name)


def write(folder: Path, dataset: Dataset, manifest: Manifest) -> None:
    """Write the index of a dataset to a folder that is not there yet.

    Raises:
        OSError: the disk is full or not writable.
    """
    rows = (row for unit in units(manifest) for row in _told(unit, dataset, manifest.base))
    write_rows(folder, manifest.base, rows)


def write_rows(folder: Path, base: str, rows: Iterable[tuple[str, SearchRow]]) -> None:
    """Write an index of rows, each with the name of its unit, to a folder that is not there yet.

    Raises:
        OSError: the disk is full or not writable.
    """
    import tantivy  # noqa: PLC0415 - seventeen megabytes that only publishing and searching need

    folder.mkdir()
    with _writing(folder):
        index = tantivy.Index(_schema(), str(folder))
    _fill(folder, index, (), rows)
    _finish(folder, base)


def renew(folder: Path, before: Path, old: Manifest, dataset: Dataset, manifest: Manifest) -> bool:
    """Make an index from that of an earlier release by hard links, and replace the units that changed in it.

    False, and nothing is made, where the earlier release has none that can be used.

    Raises:
        OSError: the disk is full or not writable.
    """
    try:
        header = read_header(before)
    except NoIndexError:
        return False
    if header.base != manifest.base:
        return False
    known = {unit.name: unit for unit in units(old)}
    changed = [unit for unit in units(manifest) if known.get(unit.name) != unit]
    rows = (row for unit in changed for row in _told(unit, dataset, manifest.base))
    renew_rows(folder, before, manifest.base, [unit.name for unit in changed], rows)
    return True


def renew_rows(
    folder: Path, before: Path, base: str, replaced: Sequence[str], rows: Iterable[tuple[str, SearchRow]]
) -> None:
    """Make an index from that of an earlier release by hard links, with other rows for some units.

    Raises:
        OSError: the disk is full or not writable.
    """
    import tantivy  # noqa: PLC0415 - as in `write_rows`

    _link(before / FOLDER, folder)
    if replaced:
        _fill(folder, tantivy.Index.open(str(folder)), replaced, rows)
    _finish(folder, base)


def read_header(release: Path) -> Header:
    """What the index of a release is, by the folder of the release.

    Raises:
        NoIndexError: it has none, or one of another format or with other lemmas, whose words would not be found.
    """
    try:
        header = msgspec.json.decode((release / FOLDER / FILE).read_bytes(), type=Header)
    except FileNotFoundError as error:
        raise NoIndexError(_NONE, release=release.name) from error
    except msgspec.DecodeError as error:
        raise NoIndexError(_DAMAGED, release=release.name, why=str(error)) from error
    if header.format != FORMAT:
        raise NoIndexError(_OTHER_FORMAT, release=release.name, format=header.format, known=FORMAT)
    if header.lemmas != lemmatiser():
        raise NoIndexError(_OTHER_LEMMAS, release=release.name, made=header.lemmas, known=lemmatiser())
    return header


def open_index(release: Path) -> "tantivy.Searcher":
    """The index of a release, by the folder of the release, which need not be writable.

    Raises:
        NoIndexError: it has none, or one that can't be read.
    """
    read_header(release)
    folder = release / FOLDER
    try:
        with _lockable(folder) as place:
            return _searcher(place)
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and _DENIED not in str(error):
            raise NoIndexError(_DAMAGED, release=release.name, why=str(error)) from error
        raise NoIndexError(_NO_PLACE, folder=folder, why=str(error)) from error


def _searcher(place: Path) -> "tantivy.Searcher":
    """The searcher over an index, which has all its files in memory maps."""
    import tantivy  # noqa: PLC0415 - as in `write_rows`

    return tantivy.Index.open(str(place)).searcher()


@contextmanager
def _lockable(folder: Path) -> Iterator[Path]:
    """An index where it can be locked while it is opened, which Tantivy asks for: where it lies, or links to it.

    Raises:
        OSError: it lies on a disk that can't be written, and there is no place for temporary files.
    """
    if os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="doelgraaf-search-") as aside:
        for path in folder.iterdir():
            if path.name not in _LOCKS:
                (Path(aside) / path.name).symlink_to(path.absolute())
        yield Path(aside)


def schema() -> "tantivy.Schema":
    """The fields of the index, which questions are built with."""
    return _schema()


def rank(row: SearchRow) -> float:
    """From 0 to below 0.02: what decides between things that fit equally well, the newest year first, then any order.

    The order is fixed by the path of a thing, so that it is the same in every index; it keeps runs of equals short,
    and who reads them tells those apart. Tantivy multiplies a score by the binary logarithm of two more than this, in
    single precision, which leaves room for no more places than these; see `plain_score`.
    """
    year = min(max(row.year - _FIRST_YEAR, 0), _YEARS - 1)
    among = _LEVELS // _YEARS
    any_order = int.from_bytes(blake2b(row.path.encode(), digest_size=4).digest(), "big") % among
    return _SMALL * (year * among + any_order) / _LEVELS


def plain_score(row: SearchRow, score: float) -> float:
    """The score of a thing without what its rank added."""
    return round(score / math.log2(2 + rank(row)), 2)


def _schema() -> "tantivy.Schema":
    import tantivy  # noqa: PLC0415 - as in `write_rows`

    builder = tantivy.SchemaBuilder()
    for name in ("title", "lead", "body", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("unit", "number", "path"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_float_field("rank", fast=True)
    builder.add_bytes_field("row", stored=True)
    return builder.build()


def _fill(folder: Path, index: "tantivy.Index", replaced: Iterable[str], rows: Iterable[tuple[str, SearchRow]]) -> None:
    """Take units out of an index and put rows in."""
    with _writing(folder):
        writer = index.writer(_HEAP_BYTES, 1)
        for unit in replaced:
            writer.delete_documents_by_term("unit", unit)
    for unit_name, row in rows:
        document = _document(unit_name, row)
        with _writing(folder):
            writer.add_document(document)
    with _writing(folder):
        writer.commit()
        writer.wait_merging_threads()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell as an error of the disk what Tantivy tells as a wrong value."""
    try:
        yield
    except ValueError as error:
        told = _OS_ERROR.search(str(error))
        raise OSError(int(told[1]) if told else errno.EIO, str(error), str(folder)) from error


def _document(unit: str, row: SearchRow) -> "tantivy.Document":
    import tantivy  # noqa: PLC0415 - as in `write_rows`

    document = tantivy.Document()
    is_part = bool(row.of)  # a part has its version's number and name to be shown with, not to be found by
    fields = {
        "unit": unit,
        "path": row.path,
        "kind": row.kind.value,
        "organisation": row.organisation,
        "year": str(row.year) if row.year else "",
        "document": row.document,
        "domain": row.path if row.kind == "domain" else row.domain,
        "number": "" if is_part else number_key(row.number),
        "title": "" if is_part else lemmas(f"{row.number} {row.title}"),
        "grams": "" if is_part else grams(row.title),
        "lead": joined(lemmas(piece.text) for piece in row.lead),
        "body": joined(lemmas(piece.text) for piece in row.body),
    }
    for name, text in fields.items():
        if text:
            document.add_text(name, text)
    for holder in (row.path,) if row.kind == "person" else row.holders:
        document.add_text("holder", holder)
    document.add_float("rank", rank(row))
    document.add_bytes("row", msgspec.msgpack.encode(row))
    return document


def _told(unit: Unit, dataset: Dataset, base: str) -> Iterator[tuple[str, SearchRow]]:
    for row in unit.rows(dataset, base):
        yield unit.name, row


def _link(source: Path, target: Path) -> None:
    """Copy a folder by hard links; Tantivy replaces files and never writes in one that is there."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.name not in {*_LOCKS, FILE}:
            os.link(path, target / path.name)


def _finish(folder: Path, base: str) -> None:
    """Tell what the index is, and have the disk hold it."""
    import tantivy  # noqa: PLC0415 - as in `write_rows`

    for name in _LOCKS:
        (folder / name).unlink(missing_ok=True)
    index = tantivy.Index.open(str(folder))
    header = Header(FORMAT, lemmatiser(), base, index.searcher().num_docs)
    (folder / FILE).write_bytes(msgspec.json.encode(header))
    mode = (folder / FILE).stat().st_mode
    for path in folder.iterdir():  # Tantivy keeps some to whoever publishes, and somebody else may serve
        if path.stat().st_mode != mode:
            path.chmod(mode)


def _name(unit: Unit) -> str:
    return unit.name


_NONE: Final = Phrase(
    "release {release} heeft geen zoekindex; publiceer de dataset opnieuw met `doelgraaf publish --full`",
    "release {release} has no search index; publish the dataset again with `doelgraaf publish --full`",
)
_DAMAGED: Final = Phrase(
    "de zoekindex van release {release} is niet te lezen ({why}); publiceer de dataset opnieuw met "
    "`doelgraaf publish --full`",
    "the search index of release {release} can't be read ({why}); publish the dataset again with "
    "`doelgraaf publish --full`",
)
_NO_PLACE: Final = Phrase(
    "de zoekindex in {folder} is niet te openen ({why}); geef wie de dienst draait leesrecht op die map, en een "
    "beschrijfbare map voor tijdelijke bestanden in TMPDIR",
    "the search index in {folder} can't be opened ({why}); let whoever runs the service read that folder, and name a "
    "writable folder for temporary files in TMPDIR",
)
_OTHER_FORMAT: Final = Phrase(
    "de zoekindex van release {release} heeft vorm {format}, en bekend is {known}; publiceer de dataset opnieuw met "
    "`doelgraaf publish --full`",
    "the search index of release {release} has format {format}, and {known} is known; publish the dataset again with "
    "`doelgraaf publish --full`",
)
_OTHER_LEMMAS: Final = Phrase(
    "de zoekindex van release {release} kent woorden op een andere manier ({made}) dan deze programmatuur ({known}); "
    "publiceer de dataset opnieuw met `doelgraaf publish --full`",
    "the search index of release {release} knows words in another way ({made}) than this software ({known}); publish "
    "the dataset again with `doelgraaf publish --full`",
)
