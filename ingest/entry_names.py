"""Entry names: documents and versions as entries of `corrections.yml` name them, and the texts that entries have."""

from typing import Annotated

import msgspec

from ingest import entry_phrases as told
from ingest.origin import Year
from ingest.read.record import DocumentRef
from ingest.slips import EntryError
from ingest.wanted import UNGUESSED
from ontology.codes import CitedKind, DocumentKind
from ontology.iri import DocumentKey

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Number = Annotated[str, msgspec.Meta(pattern=r"^[^\s<>\"{}|\\^`][^<>\"{}|\\^`\n]{0,39}$", examples=["1.1.3"])]
# Small letters only, so that no person's name passes for a role, and no such name is called one in a message.
RoleName = Annotated[
    str,
    msgspec.Meta(pattern=r"^[a-z]{2,30}(?:[ -][a-z]{1,30}){0,3}$", examples=["redactie"], extra=dict(UNGUESSED)),
]


class NamedDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document as words name it."""

    kind: DocumentKind
    year: Year | None = None
    sequence: Annotated[int, msgspec.Meta(ge=1, le=99)] | None = None

    @property
    def ref(self) -> DocumentRef:
        """The document as a record names it."""
        return DocumentRef(self.kind, self.year, self.sequence)


class TargetVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version in any loaded document of the body."""

    document: str
    number: Number
    kind: CitedKind = CitedKind.GOAL

    def __post_init__(self) -> None:
        require_path(self.document)

    @property
    def key(self) -> DocumentKey:
        """The document."""
        return DocumentKey.parse(self.document)


def require_path(document: str) -> None:
    """Refuse what is not the path of a document.

    Raises:
        EntryError: it is none.
    """
    try:
        DocumentKey.parse(document)
    except ValueError as error:
        raise EntryError(told.NO_DOCUMENT, path=document) from error
