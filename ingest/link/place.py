"""Places in the graph: the identifiers of what stands on a page, and the triples that every found thing has.

Knows how a value becomes an RDF term; knows nothing of what is said.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import msgspec
from pyoxigraph import Literal, NamedNode

from ingest.link.resolve import Version
from ingest.link.state import Capture, page_name
from ingest.read.record import SUBJECTS, DocumentRef, ElementRef, Record, Reference, element_spans
from ingest.read.span import Span
from ontology import terms as t
from ontology.codes import CitedKind, Code, code_iri
from ontology.iri import DocumentKey, in_document, mint, slug
from ontology.terms import Iri

VERSION_KINDS: Final = {
    CitedKind.GOAL: "goal-version",
    CitedKind.AMBITION: "ambition-version",
    CitedKind.PROGRAMME: "programme-version",
    CitedKind.SPENDING_PROPOSAL: "spending-proposal",
    CitedKind.PROJECT: "project",
}
LISTS: Final = {"criteria": "criterion", "activities": "activity", "deviations": "deviation"}


class Triple(NamedTuple):
    """A triple: the IRIs of its subject and predicate, and the whole as in N-Triples, without the stop at its end.

    A graph of triples in memory is never needed, and a value of pyoxigraph for each would take most of the time.
    """

    subject: str
    predicate: str
    text: str


class Place(msgspec.Struct, frozen=True, dict=True):
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
        """The version that the page as a whole is about; the page itself where it only lists others."""
        version = described(self.document, self.record)
        return self.page if version is None else version_iri(self.base, version)

    def version_at(self, start: int) -> Iri:
        """The version that the text at a position is about: one that the page states, or that of the whole page."""
        about = self.record.about(start) if self.record.stated else None
        return self.version if about is None else version_iri(self.base, self.stated(about))

    def belongs(self, start: int, link: Iri, thing: Iri) -> Iterator[Triple]:
        """That something at a position belongs to a version; nothing where the page only lists others."""
        owner = self.version_at(start)
        if owner != self.page:
            yield triple(owner, link, thing)

    def stated(self, index: int) -> Version:
        """A version that the page states beside the one that it is about."""
        stated = self.record.stated[index]
        return Version(self.document, stated.kind, stated.key)

    def at(self, kind: str, start: int, end: int, suffix: str = "") -> Iri:
        """Something that stands at a place on the page."""
        return mint(self.base, in_document(kind, self.document, self.path, f"{start}-{end}{suffix}"))

    def reference(self, reference: Reference) -> Iri:
        """A reference on the page; where several have one place, as those of a range have, with its number."""
        is_shared = self._references_at[reference.start, reference.end] > 1
        return self.at("reference", reference.start, reference.end, f"-{slug(reference.number)}" if is_shared else "")

    @cached_property
    def _references_at(self) -> Counter[tuple[int, int]]:
        """How many references stand at each place."""
        return Counter((one.start, one.end) for one in self.record.references)

    def section(self, order: int) -> Iri:
        """A section of the page."""
        return mint(self.base, in_document("section", self.document, self.path, str(order)))

    def element(self, element: ElementRef) -> Iri:
        """An item of a list of the page."""
        span = element_spans(self.record)[element.list][element.index]
        return self.at(LISTS[element.list], span.start, span.end)


def described(document: DocumentKey, record: Record) -> Version | None:
    """The version that a page of a document describes as a whole; None for a page that only lists others."""
    kind = SUBJECTS.get(record.page.kind)
    return None if kind is None else Version(document, kind, record.page.key)


def all_described(document: DocumentKey, record: Record) -> tuple[Version, ...]:
    """Every version that a page describes: its own, and those that it states."""
    own = described(document, record)
    stated = (Version(document, one.kind, one.key) for one in record.stated)
    return (*stated,) if own is None else (own, *stated)


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


@lru_cache(maxsize=4096)  # subjects come one after the other, predicates and codes all the time
def _node(iri: str) -> str:
    """An IRI as in N-Triples; `ValueError` where it is none."""
    return str(NamedNode(iri))


def triple(subject: str, predicate: str, value: str | int | Literal | Code) -> Triple:
    """A triple; a text is an IRI, a code becomes its IRI, a number an integer."""
    match value:
        case Literal():
            told = str(value)
        case Code():
            told = _node(code_iri(value))
        case int():
            told = f'"{value}"^^{_node(t.XSD_INTEGER)}'
        case _:
            told = _node(value)
    return Triple(subject, predicate, f"{_node(subject)} {_node(predicate)} {told}")


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
