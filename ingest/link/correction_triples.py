"""Triples of corrections: what was corrected, what was read before, why, and by which role."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal

from ingest.corrections import Change
from ingest.link.observations import Observed, observation_iri
from ingest.link.place import (
    VERSION_KINDS,
    Place,
    Triple,
    all_described,
    dutch,
    evidence_triples,
    triple,
    version_iri,
)
from ingest.read.span import Span
from ontology import terms as t
from ontology.iri import correction, mint, slug
from ontology.terms import Iri


def correction_iri(place: Place, change: Change) -> Iri:
    """The identifier of one value that was corrected on a page."""
    where = "" if change.span is None else f"{change.span.start}-{change.span.end}"
    words = f"{place.page}\n{change.correction}\n{change.predicate}\n{where}"
    return mint(place.base, correction(place.document.organisation, hashlib.sha256(words.encode()).hexdigest()[:16]))


def correction_triples(place: Place, changes: Iterable[Change], amounts: Sequence[Observed]) -> Iterator[Triple]:
    """The corrections of a page; `amounts` are those of its document."""
    for change in changes:
        subject = correction_iri(place, change)
        yield triple(subject, t.RDF_TYPE, t.CORRECTION)
        yield triple(subject, t.RDF_TYPE, t.PROV_ENTITY)
        yield triple(subject, t.RDFS_LABEL, dutch(f"Correctie door {change.by}: {change.why}"))
        yield triple(subject, t.CORRECTS, _corrected(place, change, amounts))
        yield triple(subject, t.CORRECTED_PAGE, place.page)
        yield triple(subject, t.CORRECTED_PROPERTY, change.predicate)
        yield triple(subject, t.WHY, Literal(change.why))
        yield triple(subject, t.BY_ROLE, Literal(change.by))
        if change.was is not None:
            yield triple(subject, t.WAS, Literal(change.was))
        if change.span is not None:
            yield from evidence_triples(place, subject, change.span, t.WAS)


def _corrected(place: Place, change: Change, amounts: Sequence[Observed]) -> Iri:
    """The thing that was corrected, as it is now; what the page is about, where that is no longer there."""
    span = change.span
    if change.thing in VERSION_KINDS.values():
        return _version(place, change)
    if change.thing == "page" or span is None:
        return place.page if change.thing == "page" else place.version
    about = place.version_at(span.start)
    match change.thing:
        case "reference":
            return _reference(place, span, change.number or "") or about
        case "effect":
            effects = (effect for one in place.record.deviations for effect in one.effects)
            found = any((effect.start, effect.end) == (span.start, span.end) for effect in effects)
            return place.at("effect", span.start, span.end) if found else about
        case "observation":
            own = (one for one in amounts if one.place.page == place.page)
            here = (one for one in own if (one.amount.start, one.amount.end) == (span.start, span.end))
            return next((observation_iri(one) for one in here), about)
        case _:
            return about


def _version(place: Place, change: Change) -> Iri:
    """One of the versions that a page describes."""
    every = all_described(place.document, place.record)
    found = (one for one in every if (VERSION_KINDS[one.kind], one.number) == (change.thing, change.number))
    return next((version_iri(place.base, one) for one in found), place.version)


def _reference(place: Place, span: Span, number: str) -> Iri | None:
    places = Counter((one.start, one.end) for one in place.record.references)
    there = any((one.start, one.end, one.number) == (span.start, span.end, number) for one in place.record.references)
    if not there:
        return None
    suffix = f"-{slug(number)}" if places[span.start, span.end] > 1 else ""
    return place.at("reference", span.start, span.end, suffix)
