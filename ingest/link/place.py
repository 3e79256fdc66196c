"""Places in the graph: the identifiers of what stands on a page, and the triples that every found thing has.

Knows how a value becomes an RDF term; knows nothing of what is said.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from ingest.link.resolve import Version
from ingest.link.state import Capture, page_name
from ingest.read.record import DocumentRef, ElementRef, Record, Span, element_spans
from ontology import terms as t
from ontology.codes import CitedKind, Code, code_iri
from ontology.iri import DocumentKey, in_document, mint, slug
from ontology.terms import Iri

VERSION_KINDS: Final = {
    CitedKind.GOAL: "goal-version",
    CitedKind.AMBITION: "ambition-version",
    CitedKind.PROGRAMME: "programme-version",
}
LISTS: Final = {"criteria": "criterion", "activities": "activity", "deviations": "deviation"}


class Place(msgspec.Struct, frozen=True):
    """Where a page stands in the graph: mints the identifiers of everything found on it."""

    base: str
    document: DocumentKey
    capture: Capture
    people: dict[str, str]

    @property
    def record(self) -> Record:
        """What was read from the page."""
        return self.capture.record

    @property
    def path(self) -> str:
        """The page path without its document: `{stamp}/{page}`."""
        return f"{self.capture.stamp}/{page_name(self.record)}"

    @property
    def page(self) -> Iri:
        """The page."""
        return mint(self.base, in_document("page", self.document, self.path))

    @property
    def version(self) -> Iri:
        """The version that the page describes."""
        return version_iri(self.base, described(self.document, self.record))

    def at(self, kind: str, start: int, end: int, suffix: str = "") -> Iri:
        """Something that stands at a place on the page."""
        return mint(self.base, in_document(kind, self.document, self.path, f"{start}-{end}{suffix}"))

    def section(self, order: int) -> Iri:
        """A section of the page."""
        return mint(self.base, in_document("section", self.document, self.path, str(order)))

    def element(self, element: ElementRef) -> Iri:
        """An item of a list of the page."""
        span = element_spans(self.record)[element.list][element.index]
        return self.at(LISTS[element.list], span.start, span.end)


def described(document: DocumentKey, record: Record) -> Version:
    """The version that a page of a document describes: a goal, an ambition or a programme."""
    return Version(document, CitedKind(record.page.kind), record.page.number or "")


def version_iri(base: str, version: Version) -> Iri:
    """The identifier of a version."""
    return mint(base, in_document(VERSION_KINDS[version.kind], version.document, slug(version.number)))


def document_iri(base: str, document: DocumentKey) -> Iri:
    """The identifier of a document."""
    return mint(base, in_document("document", document))


def named_document(organisation_code: str, ref: DocumentRef | None) -> DocumentKey | None:
    """The document that words name; None where they do not say its kind or year."""
    if ref is None or ref.kind is None or ref.year is None:
        return None
    return DocumentKey(organisation_code, ref.kind, ref.year, ref.sequence)


def triple(subject: str, predicate: str, value: str | int | Literal | Code) -> Triple:
    """A triple; a text is an IRI, a code becomes its IRI, a number an integer."""
    match value:
        case Literal():
            return Triple(NamedNode(subject), NamedNode(predicate), value)
        case Code():
            return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(code_iri(value)))
        case int():
            return Triple(
                NamedNode(subject), NamedNode(predicate), Literal(str(value), datatype=NamedNode(t.XSD_INTEGER))
            )
        case _:
            return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def dutch(text: str) -> Literal:
    """A Dutch text."""
    return Literal(text, language="nl")


def decimal(text: str) -> Literal:
    """A decimal in canonical form."""
    return Literal(text, datatype=NamedNode(t.XSD_DECIMAL))


def span_triples(
    place: Place, subject: Iri, start: int, end: int, section: int | None, element: ElementRef | None
) -> Iterator[Triple]:
    """Where something stands."""
    yield triple(subject, t.ON_PAGE, place.page)
    yield triple(subject, t.START, start)
    yield triple(subject, t.END, end)
    if section is not None:
        yield triple(subject, t.IN_SECTION, place.section(section))
    if element is not None:
        yield triple(subject, t.IN_ELEMENT, place.element(element))


def evidence_triples(place: Place, subject: Iri, span: Span, predicate: Iri) -> Iterator[Triple]:
    """The place from which the value of a property was read."""
    evidence = place.at("span", span.start, span.end)
    yield triple(subject, t.EVIDENCE, evidence)
    yield triple(evidence, t.RDF_TYPE, t.TEXT_SPAN)
    yield triple(evidence, t.EVIDENCE_FOR, predicate)
    yield from span_triples(place, evidence, span.start, span.end, None, None)


def section_at(record: Record, start: int) -> int | None:
    """The section in which a position stands, by its order."""
    return next((order for order, section in enumerate(record.sections) if section.start <= start < section.end), None)
