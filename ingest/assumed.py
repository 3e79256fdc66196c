"""What is assumed of pages that do not say whose they are, or of which document. Finds no page.

What a page says goes before what is assumed: by its sidecar, `bodies.yml`, its address or the crumbs above its head. A
guess from running text does not.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, TypeVar

import msgspec

from ingest.documents import DOCUMENT_NAMES
from ingest.origin import ListedBody, ListedDocument, StatedDocument
from ingest.pages import PageFile
from ingest.read.page import read_page
from ingest.read.record import DocumentRef, Record
from ingest.reading import RefusedError, content_of, understand
from ingest.sources import Source
from ontology.language import Phrase, SpokenError

FIRST_FICTIONAL: Final = 9000  # gm9000: codes from here on are given out by no register
_WORDS: Final = re.compile(r"(?P<name>[a-z]+)[\s/]+(?P<year>\d{4})(?:[-/\s]+(?P<sequence>\d{1,2}))?")
NO_DOCUMENT: Final = Phrase(
    '{words!r} is geen document; geef soort, jaar en zo nodig volgnummer, zoals "begroting 2027" of "berap 2027-1"; '
    "soorten zijn {known}",
    '{words!r} is no document; give kind, year and where needed a number in that year, such as "begroting 2027" or '
    '"berap 2027-1"; kinds are {known}',
)
Value = TypeVar("Value")


class NoDocumentError(SpokenError):
    """Words that name no document; the message says what may stand there."""


def document_of(words: str, *, complete: bool | None = None) -> ListedDocument:
    """The document that words name: `begroting 2027`, `berap 2027-1`; `complete` is said of it.

    Raises:
        NoDocumentError: they name none.
    """
    found = _WORDS.fullmatch(words.strip().casefold())
    kind = DOCUMENT_NAMES.get(found["name"]) if found else None
    if found is None or kind is None:
        raise NoDocumentError(NO_DOCUMENT, words=words, known=", ".join(sorted(DOCUMENT_NAMES)))
    sequence = int(found["sequence"]) if found["sequence"] else None
    try:
        return msgspec.convert(
            {"kind": kind, "year": int(found["year"]), "sequence": sequence, "complete": complete}, ListedDocument
        )
    except msgspec.ValidationError as error:
        raise NoDocumentError(NO_DOCUMENT, words=words, known=", ".join(sorted(DOCUMENT_NAMES))) from error


def fictional_code(taken: Container[str]) -> str:
    """The first code of a municipality that no register gives out and that is not taken."""
    return next(code for number in range(FIRST_FICTIONAL, 10_000) if (code := f"gm{number}") not in taken)


def assuming(
    files: Iterable[PageFile], assumed: ListedBody | None, sources: Mapping[str, Source]
) -> Iterator[PageFile]:
    """The files, of which each that does not say whose it is, or of which document, has what is assumed.

    A body that is all that pages name counts for the others too, so that one document is not torn in two.
    """
    if assumed is None:
        yield from files
        return
    found = [(file, _said(file, sources)) for file in files]
    named = {organisation for _, (organisation, _) in found if organisation is not None}
    code = named.pop() if len(named) == 1 else assumed.organisation
    body = msgspec.structs.replace(assumed, organisation=code)
    for file, (organisation, document) in found:
        yield _filled(file, organisation, document, body)


def _said(file: PageFile, sources: Mapping[str, Source]) -> tuple[str | None, DocumentRef | None]:
    """The body and the document that a page names; None for what it does not, or only seems to."""
    try:
        record = understand(file, content_of(file), sources, read_page)
    except RefusedError:
        return None, None
    page = record.page
    whole = page.document if page.document and page.document.kind and page.document.year else None
    return _sure(record, "organisation", page.organisation), _sure(record, "document", whole)


def _sure(record: Record, what: str, value: Value) -> Value | None:
    """A value of the head of a page, unless it is a guess."""
    found = record.page.found_by.get(what)
    return None if found is None or found.guess else value


def _filled(file: PageFile, organisation: str | None, document: DocumentRef | None, assumed: ListedBody) -> PageFile:
    """A file of which it is said whose it is, and of which document."""
    listed = assumed.documents[0].ref if document is None else document
    stated = msgspec.convert(msgspec.to_builtins(listed), StatedDocument)
    sidecar = msgspec.structs.replace(file.sidecar, organisation=organisation or assumed.organisation, document=stated)
    return msgspec.structs.replace(file, sidecar=sidecar, listed=file.listed or assumed)
