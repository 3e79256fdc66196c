"""Triples of history: since when a text stands, what an item continues, and what a copied number once meant."""

from collections.abc import Iterator

from pyoxigraph import Literal

from ingest.link.ages import Spot
from ingest.link.copies import Staleness
from ingest.link.history import History
from ingest.link.place import Place, Triple, decimal, document_iri, span_triples, triple, version_iri
from ingest.read.record import ElementRef, Reference, section_at
from ontology import terms as t
from ontology.iri import slug
from ontology.terms import Iri


def reference_history(
    place: Place, reference: Reference, order: int, history: History, *, shares_place: bool
) -> Iterator[Triple]:
    """Since when the sentence of a reference stands, and what its number meant; `shares_place` as of the reference."""
    suffix = f"-{slug(reference.number)}" if shares_place else ""
    subject = place.at("reference", reference.start, reference.end, suffix)
    yield from _age(place, subject, Spot(place.page, "references", order), history)
    found = history.stale.get((place.page, order))
    if found is not None:
        stale = place.at("staleness", reference.start, reference.end, suffix)
        yield triple(subject, t.HAS_STALENESS, stale)
        yield from _staleness(place, stale, reference, found)


def item_history(place: Place, history: History) -> Iterator[Triple]:
    """Of the criteria, activities and realisations of a page what is known from earlier documents."""
    for name, count in (("criteria", len(place.record.criteria)), ("activities", len(place.record.activities))):
        for index in range(count):
            spot = Spot(place.page, name, index)
            subject = place.element(ElementRef(name, index))
            yield from _age(place, subject, spot, history)
            if spot in history.items.previous:
                yield triple(subject, t.PREVIOUS_ITEM, history.items.previous[spot])
    for index, one in enumerate(place.record.realisations):
        activity = history.items.realised.get(Spot(place.page, "realisations", index))
        if activity is not None:
            yield triple(place.at("realisation", one.start, one.end), t.REALISATION_OF, activity)


def _age(place: Place, subject: Iri, spot: Spot, history: History) -> Iterator[Triple]:
    age = history.ages.get(spot)
    if age is not None:
        yield triple(subject, t.UNCHANGED_SINCE, document_iri(place.base, age.since))
        for year in age.unseen:
            yield triple(subject, t.UNSEEN_YEAR, year)


def _staleness(place: Place, subject: Iri, reference: Reference, found: Staleness) -> Iterator[Triple]:
    yield triple(subject, t.RDF_TYPE, t.STALENESS)
    yield triple(subject, t.COPY_OF, found.first)
    yield triple(subject, t.COPIED_FROM, document_iri(place.base, found.document))
    yield triple(subject, t.MEANT_THEN, version_iri(place.base, found.then))
    for version in found.now:
        yield triple(subject, t.MEANT_NOW, version_iri(place.base, version))
    yield triple(subject, t.LIKENESS, decimal(found.likeness))
    span = reference.sentence
    yield triple(subject, t.EXACT, Literal(place.record.text[span.start : span.end]))
    yield from span_triples(place, subject, span.start, span.end, section_at(place.record.sections, span.start), None)
