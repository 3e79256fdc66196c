"""Origin: whose page it is and of which document, from its sidecar, the operator's list, its address or its text.

Knows nothing of layouts. What the operator says goes before what the address says, and that before what the text says;
a value that only running text suggests is marked as a guess.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

import msgspec

from ingest.addresses import AddressReading, read_address
from ingest.read.record import DocumentRef, Found
from ingest.read.span import Span
from ingest.slips import SlipError, load
from ontology.codes import DocumentKind, FoundBy
from ontology.iri import is_fictional
from ontology.language import Phrase, SpokenError
from ontology.organisations import codes_by_name, organisations

GEMEENTE: Final = re.compile(r"\b[Gg]emeente[^\S\n](?=[A-Z'])")  # ontvangt de Gemeente Zwolle
MUNICIPALITY_WORDS: Final = 6  # Bergen op Zoom, 's-Hertogenbosch, Peel en Maas
MUNICIPALITY_LENGTH: Final = 60
NOT_REGISTERED: Final = Phrase(
    "{name}: organisatie {code} staat in geen register (verzonnen codes beginnen bij gm9000); verbeter de code",
    "{name}: organisation {code} is in no register (fictional ones begin at gm9000); correct it",
)

OrganisationCode = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}[0-9]{4}$", examples=["gm0193"])]
Year = Annotated[int, msgspec.Meta(ge=1900, le=2999)]
Sequence = Annotated[int, msgspec.Meta(ge=1, le=99)]
Address = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[^\s<>\"{}|\\^`\[\]]*)?$",
        examples=["https://begroting-2031.nergenshuizen.example/doel-1-1-3"],
    ),
]
Family = Annotated[str, msgspec.Meta(examples=["zwolle"])]

T = TypeVar("T")


class OriginError(SpokenError):
    """A sidecar or list of bodies that can't be used; the message names the file, the place and what is wanted."""


class StatedDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document as the operator states it."""

    kind: DocumentKind
    year: Year
    sequence: Sequence | None = None

    @property
    def ref(self) -> DocumentRef:
        """The document as a record names it."""
        return DocumentRef(self.kind, self.year, self.sequence)


class Sidecar(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What the operator says of one page, in `NAME.yml` beside it; every key may be left out.

    `status` is the HTTP status of the capture: 404 or 410 takes the page out of the document's state.
    """

    source: Address | None = None
    captured_at: datetime | None = None
    organisation: OrganisationCode | None = None
    document: StatedDocument | None = None
    status: Annotated[int, msgspec.Meta(ge=100, le=599)] = 200

    @property
    def captured(self) -> str | None:
        """The moment of the capture in ISO 8601: in UTC where a zone is given, else local, without one."""
        if self.captured_at is None:
            return None
        moment = self.captured_at.replace(microsecond=0)
        return moment.isoformat() if moment.tzinfo is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


class ListedDocument(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A document that the operator lists, with how many goals it has and whether the input holds all of them."""

    kind: DocumentKind
    year: Year
    sequence: Sequence | None = None
    goals_expected: Annotated[int, msgspec.Meta(ge=0)] | None = None
    complete: bool | None = None

    @property
    def ref(self) -> DocumentRef:
        """The document without what is said of it."""
        return DocumentRef(self.kind, self.year, self.sequence)


class ListedBody(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What `bodies.yml` says of the pages of one host or folder; `name` is for a body outside the TOOI register.

    A body without a `family` keeps that of earlier runs, else it has the default one.
    """

    organisation: OrganisationCode
    family: Family | None = None
    documents: tuple[ListedDocument, ...] = ()
    name: str | None = None


class Origin(msgspec.Struct, frozen=True):
    """Whose page it is; what is not known is None, and `found_by` says how the rest was found."""

    organisation: str | None
    document: DocumentRef | None
    family: str | None
    number: str | None
    label: str | None
    source: str | None
    captured_at: str | None
    status: int
    found_by: dict[str, Found]


def load_sidecar(name: str, content: bytes) -> Sidecar:
    """A sidecar from the content of its file; `OriginError` where it can't be used."""
    sidecar = _load(name, content, Sidecar)
    if sidecar.organisation is not None:
        _require_known(name, sidecar.organisation)
    return sidecar


def load_bodies(name: str, content: bytes) -> dict[str, ListedBody]:
    """The list of bodies, by host or folder, from the content of `bodies.yml`; `OriginError` where it can't be used."""
    bodies = _load(name, content, dict[str, ListedBody])
    for body in bodies.values():
        _require_known(name, body.organisation)
    return bodies


def _require_known(name: str, code: str) -> None:
    """A code that no register gives out would become the IRI of nobody."""
    if code not in organisations() and not is_fictional(code):
        raise OriginError(NOT_REGISTERED, name=name, code=code)


def origin(sidecar: Sidecar, listed: ListedBody | None) -> Origin:
    """What the sidecar, the operator's list and the address say of a page; its text is not asked."""
    address = read_address(sidecar.source) if sidecar.source else AddressReading()
    organisation, organisation_found = _first(
        (sidecar.organisation, FoundBy.SIDECAR),
        (listed.organisation if listed else None, FoundBy.BODIES),
        (address.organisation, FoundBy.ADDRESS),
    )
    listed_document = listed.documents[0].ref if listed and len(listed.documents) == 1 else None
    document, document_found = _first(
        (sidecar.document.ref if sidecar.document else None, FoundBy.SIDECAR),
        (listed_document, FoundBy.BODIES),
        (address.document, FoundBy.ADDRESS),
    )
    found = {
        "organisation": organisation_found,
        "document": document_found,
        "number": Found(FoundBy.ADDRESS) if address.number else None,
        "label": Found(FoundBy.ADDRESS) if address.label else None,
    }
    return Origin(
        organisation=organisation,
        document=document,
        family=listed.family if listed else None,
        number=address.number,
        label=address.label,
        source=sidecar.source,
        captured_at=sidecar.captured,
        status=sidecar.status,
        found_by={key: value for key, value in found.items() if value is not None},
    )


def municipality_in(text: str) -> tuple[str, Span] | None:
    """The code of the municipality that a text names as «gemeente X», and where the name first stands.

    A text that names several says nothing of whose page it is.
    """
    found: dict[str, Span] = {}
    for match in GEMEENTE.finditer(text):
        named = _municipality_at(text, match.end())
        if named is not None:
            found.setdefault(named[0], named[1])
    return next(iter(found.items())) if len(found) == 1 else None


def _municipality_at(text: str, start: int) -> tuple[str, Span] | None:
    """The longest name of a municipality that begins at a position, written as the register writes it."""
    ahead = text[start : start + MUNICIPALITY_LENGTH].partition("\n")[0]
    ends = [match.end() for match in re.finditer(r"[\w'-]+", ahead)][:MUNICIPALITY_WORDS]
    for end in reversed(ends):
        code = codes_by_name().get(ahead[:end])
        if code is not None:
            return code, Span(start, start + end)
    return None


def _first(*values: tuple[T | None, FoundBy]) -> tuple[T | None, Found | None]:
    for value, how in values:
        if value is not None:
            return value, Found(how)
    return None, None


def _load(name: str, content: bytes, kind: type[T]) -> T:
    try:
        return load(name, content, kind)
    except SlipError as error:
        raise OriginError(error.phrase, **error.values) from error
