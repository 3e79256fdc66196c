"""Triples of the suspicion that a reference leads to the wrong goal: what fits better, by which words."""

from collections.abc import Iterator

from pyoxigraph import Literal

from ingest.link.place import Place, Triple, decimal, span_triples, triple, version_iri
from ingest.link.suspect import Suspicion
from ingest.read.record import Reference, section_at
from ontology import terms as t
from ontology.iri import slug


def suspicion_triples(
    place: Place, reference: Reference, suspicion: Suspicion, *, shares_place: bool
) -> Iterator[Triple]:
    """What speaks against the target of a reference; `shares_place` as of the reference itself."""
    suffix = f"-{slug(reference.number)}" if shares_place else ""
    subject = place.at("suspicion", reference.start, reference.end, suffix)
    yield triple(place.at("reference", reference.start, reference.end, suffix), t.HAS_SUSPICION, subject)
    yield triple(subject, t.RDF_TYPE, t.SUSPICION)
    yield triple(subject, t.SUSPICION_METHOD, suspicion.method)
    yield triple(subject, t.SCORE, decimal(suspicion.score))
    yield triple(subject, t.BETTER_FIT, version_iri(place.base, suspicion.better))
    for word in suspicion.shared:
        yield triple(subject, t.SHARED_WORD, Literal(word))
    if suspicion.fitting:
        yield triple(subject, t.BETTER_FIT_TEXT, Literal(suspicion.fitting))
    if suspicion.target:
        yield triple(subject, t.TARGET_TEXT, Literal(suspicion.target))
    span = suspicion.weighed
    yield triple(subject, t.EXACT, Literal(place.record.text[span.start : span.end]))
    section = section_at(place.record.sections, span.start)
    yield from span_triples(place, subject, span.start, span.end, section, None)
