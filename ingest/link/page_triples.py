"""Triples of a page and of the goal that it describes: head, sections, lists and holders."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from ingest.link.labels import WORDS, Name, document_title, stated_label, version_label
from ingest.link.people import person_key
from ingest.link.place import (
    Place,
    Triple,
    document_iri,
    dutch,
    evidence_triples,
    named_document,
    span_triples,
    triple,
    version_iri,
)
from ingest.link.resolve import Version
from ingest.read.lists import parents
from ingest.read.record import SUBJECTS, Item, PageHead, Section, section_at
from ingest.read.span import Span
from ingest.read.text import digest, text_digest
from ontology import terms as t
from ontology.codes import CitedKind, ExecutiveRole, FoundBy
from ontology.iri import in_body, in_document, mint, organisation, slug, sort_key
from ontology.terms import Iri

CLASSES: Final = MappingProxyType(
    {
        CitedKind.GOAL: t.GOAL_VERSION,
        CitedKind.AMBITION: t.AMBITION_VERSION,
        CitedKind.PROGRAMME: t.PROGRAMME_VERSION,
        CitedKind.SPENDING_PROPOSAL: t.SPENDING_PROPOSAL,
        CitedKind.PROJECT: t.PROJECT,
    }
)
STATES: Final = MappingProxyType(
    {
        "activities": t.ACTIVITIES_STATE,
        "criteria": t.CRITERIA_STATE,
        "frameworkNotes": t.FRAMEWORK_NOTES_STATE,
        "holders": t.HOLDERS_STATE,
    }
)


def page_triples(place: Place, edition: Iri) -> Iterator[Triple]:
    """The page itself: where it stood, when it was made, and what is known of how it was read."""
    page, head = place.page, place.record.page
    yield triple(page, t.RDF_TYPE, t.PAGE)
    yield triple(
        page,
        t.RDFS_LABEL,
        dutch(f"Pagina van {_called(head)} ({document_title(place.document)})"),
    )
    yield triple(page, t.IN_EDITION, edition)
    yield triple(page, t.PAGE_KIND, head.kind)
    yield triple(page, t.LAYOUT, head.layout)
    yield triple(page, t.SOURCE_DIGEST, Literal(head.sha256))
    yield triple(page, t.TEXT, Literal(place.record.text))
    yield triple(page, t.TEXT_DIGEST, Literal(digest(place.record.text.encode())))
    if head.source:
        yield triple(page, t.DCTERMS_SOURCE, head.source)
    for predicate, moment in (
        (t.BUILT_AT, head.built_at),
        (t.EXPORTED_AT, head.exported_at),
        (t.CAPTURED_AT, head.captured_at),
    ):
        if moment:
            yield triple(page, predicate, Literal(moment, datatype=NamedNode(t.XSD_DATE_TIME)))
    found_by = {"organisation": t.ORGANISATION_FOUND_BY, "document": t.DOCUMENT_FOUND_BY, "number": t.NUMBER_FOUND_BY}
    properties = {"organisation": t.ORGANISATION, "document": t.IN_DOCUMENT, "number": t.NUMBER}
    for key, found in head.found_by.items():
        if key in found_by:
            yield triple(page, found_by[key], found.how)
        if found.guess:
            yield triple(page, t.GUESSED, properties[key])
    for key, predicate in (("builtAt", t.BUILT_AT), ("exportedAt", t.EXPORTED_AT)):
        if key in head.spans:
            yield from evidence_triples(place, page, head.spans[key], predicate)
    for order, section in enumerate(place.record.sections):
        yield from section_triples(place, order, section)


def _called(head: PageHead) -> str:
    """`doel 2.2.2`, `programma Sociaal domein`; the page of a tree by its title alone."""
    kind = SUBJECTS.get(head.kind)
    words = None if kind is None else WORDS[kind].lower()
    return " ".join(word for word in (words, head.number or head.label or head.domain) if word)


def section_triples(place: Place, order: int, section: Section) -> Iterator[Triple]:
    """A section under its heading."""
    subject = place.section(order)
    yield triple(subject, t.RDF_TYPE, t.SECTION)
    yield triple(subject, t.SECTION_OF, place.page)
    yield triple(place.page, t.HAS_SECTION, subject)
    yield triple(subject, t.SECTION_KIND, section.kind)
    yield triple(subject, t.ORDER, order)
    yield from span_triples(place, subject, section.start, section.end, None, None)
    yield triple(subject, t.TEXT_DIGEST, Literal(text_digest(place.record.text[section.start : section.end])))
    if section.heading and section.heading_span:
        yield triple(subject, t.DCTERMS_TITLE, dutch(section.heading))
        yield from evidence_triples(place, subject, section.heading_span, t.DCTERMS_TITLE)
    named = named_document(place.document.organisation, section.document)
    if named:
        yield triple(subject, t.NUMBERING_OF, document_iri(place.base, named))


def version_triples(place: Place, version: Version, name: Name | None, organisation_name: str) -> Iterator[Triple]:
    """The version that a page is about, with the handles by which people find it."""
    subject, record = place.version, place.record
    head = record.page
    yield from _described_triples(
        place, version, version_label(version, name.text if name else None, organisation_name)
    )
    yield triple(subject, t.ORGANISATION_NAME, Literal(organisation_name))
    if name:
        yield triple(subject, t.NAME, Literal(name.text))
        yield triple(subject, t.NAME_FOUND_BY, name.how)
    if head.statement:
        yield triple(subject, t.STATEMENT, dutch(head.statement))
    if head.domain:
        yield triple(
            subject, t.IN_DOMAIN, mint(place.base, in_body("domain", place.document.organisation, slug(head.domain)))
        )
    properties = {
        "number": t.NUMBER,
        "statement": t.STATEMENT,
        "label": t.NAME,
        "domain": t.IN_DOMAIN,
        "document": t.IN_DOCUMENT,
    }
    for key, span in head.spans.items():
        if key in properties:
            yield from evidence_triples(place, subject, span, properties[key])
    for key, predicate in STATES.items():
        yield triple(subject, predicate, record.list_states[key])


def stated_triples(place: Place, index: int, organisation_name: str) -> Iterator[Triple]:
    """A version that a page states beside the one that it is about."""
    stated, version = place.record.stated[index], place.stated(index)
    subject = version_iri(place.base, version)
    yield from _described_triples(place, version, stated_label(version, stated, organisation_name))
    yield triple(subject, t.ORGANISATION_NAME, Literal(organisation_name))
    if stated.label:
        yield triple(subject, t.NAME, Literal(stated.label))
        yield triple(subject, t.NAME_FOUND_BY, FoundBy.TEXT)
    if stated.statement:
        yield triple(subject, t.STATEMENT, dutch(stated.statement))
    for key, predicate in (("number", t.NUMBER), ("statement", t.STATEMENT), ("label", t.NAME)):
        if key in stated.spans:
            yield from evidence_triples(place, subject, stated.spans[key], predicate)
    for key, predicate in STATES.items():
        yield triple(subject, predicate, place.record.list_state_of(index, key))


def _described_triples(place: Place, version: Version, label: str) -> Iterator[Triple]:
    """What every version has that a page describes."""
    subject = version_iri(place.base, version)
    yield triple(subject, t.RDF_TYPE, CLASSES[version.kind])
    yield from handle_triples(place.base, subject, version)
    yield triple(subject, t.RDFS_LABEL, dutch(label))
    yield triple(subject, t.DESCRIBED_ON, place.page)


def handle_triples(base: str, subject: Iri, version: Version) -> Iterator[Triple]:
    """What every version has, described or only named: number, document, year and organisation."""
    yield triple(subject, t.NUMBER, Literal(version.number))
    yield triple(subject, t.SORT_KEY, Literal(sort_key(version.number)))
    yield triple(subject, t.IN_DOCUMENT, document_iri(base, version.document))
    yield triple(subject, t.YEAR, version.document.year)
    yield triple(subject, t.ORGANISATION, organisation(base, version.document.organisation))


def list_triples(place: Place) -> Iterator[Triple]:
    """Criteria, activities and framework notes, each where it stands."""
    record = place.record
    kinds = (
        ("criterion", t.CRITERION, t.HAS_CRITERION, record.criteria),
        ("activity", t.PLANNED_ACTIVITY, t.HAS_PLANNED_ACTIVITY, record.activities),
        ("note", t.FRAMEWORK_NOTE, t.FRAMED_BY, record.framework_notes.items),
    )
    for kind, item_class, link, items in kinds:
        for order, (item, parent) in enumerate(zip(items, parents(items), strict=True)):
            subject = place.at(kind, item.start, item.end)
            if parent is not None:
                yield triple(subject, t.IN_ELEMENT, place.at(kind, parent.start, parent.end))
            yield from place.belongs(item.start, link, subject)
            yield triple(subject, t.RDF_TYPE, item_class)
            yield triple(subject, t.ORDER, order)
            yield from item_triples(place, subject, item)
    if record.criteria_lead:
        lead = record.criteria_lead
        yield triple(place.version, t.CRITERIA_LEAD, Literal(lead.text))
        yield from evidence_triples(place, place.version, Span(lead.start, lead.end), t.CRITERIA_LEAD)


def item_triples(place: Place, subject: Iri, item: Item) -> Iterator[Triple]:
    """One item of a list."""
    yield triple(subject, t.DCTERMS_DESCRIPTION, Literal(item.text))
    yield triple(subject, t.TEXT_DIGEST, Literal(text_digest(item.text)))
    yield from span_triples(place, subject, item.start, item.end, section_at(place.record.sections, item.start), None)


def holder_triples(place: Place) -> Iterator[Triple]:
    """The holders of what the page describes: the name as printed, and the assignment that the page attests."""
    for holder in place.record.holders:
        person, version = place.people[person_key(holder.name)], place.version_at(holder.start)
        if version == place.page:
            continue  # a page that only lists others has no holder of its own
        number = version.rpartition("/")[2]
        subject = mint(place.base, in_document("portfolio-assignment", place.document, number, person))
        for bearer, predicate in ((version, t.HOLDER_NAME), (subject, t.PRINTED_NAME)):
            yield triple(bearer, predicate, Literal(holder.name))
            yield from evidence_triples(place, bearer, Span(holder.start, holder.end), predicate)
        yield triple(version, t.PORTFOLIO_ASSIGNMENT_PROPERTY, subject)
        yield triple(subject, t.RDF_TYPE, t.PORTFOLIO_ASSIGNMENT)
        yield triple(subject, t.ORG_MEMBER, mint(place.base, in_body("person", place.document.organisation, person)))
        yield triple(subject, t.ORG_ORGANIZATION, mint(place.base, in_body("college", place.document.organisation)))
        yield triple(subject, t.ORG_ROLE, ExecutiveRole.PORTFOLIO_HOLDER)
        yield triple(subject, t.COVERS_ELEMENT, version)
        moment = place.record.page.exported_at or place.record.page.built_at or place.record.page.captured_at
        if moment:
            for predicate in (t.FIRST_ATTESTED, t.LAST_ATTESTED):
                yield triple(subject, predicate, Literal(moment[:10], datatype=NamedNode(t.XSD_DATE)))
