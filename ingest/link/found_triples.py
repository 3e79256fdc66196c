"""Triples of what was found in the text of a page: references, mentions, targets and deviations."""

from collections.abc import Iterator

from pyoxigraph import Literal

from ingest.link.page_triples import item_triples
from ingest.link.place import (
    Place,
    Triple,
    decimal,
    document_iri,
    dutch,
    evidence_triples,
    named_document,
    span_triples,
    triple,
    version_iri,
)
from ingest.link.resolve import Resolved, Version
from ingest.read.financial import Deviation, FinancialEffect
from ingest.read.record import Item, Mention, Record, Reference, Target, section_at
from ingest.read.span import Span
from ontology import terms as t
from ontology.codes import PageKind, Role, SectionKind
from ontology.iri import slug
from ontology.terms import Iri


def target_triples(place: Place, target: Target) -> Iterator[Triple]:
    """A quantity to be reached."""
    subject = place.at("target", target.start, target.end)
    yield from place.belongs(target.start, t.HAS_TARGET, subject)
    yield triple(subject, t.RDF_TYPE, t.TARGET)
    yield triple(subject, t.COMPARATOR, target.comparator)
    yield triple(subject, t.VALUE, decimal(target.value))
    if target.unit:
        yield triple(subject, t.UNIT, Literal(target.unit))
    if target.period:
        yield triple(subject, t.PERIOD, target.period)
    if target.baseline is not None:
        yield triple(subject, t.BASELINE, decimal(target.baseline))
    if target.direction:
        yield triple(subject, t.DIRECTION, target.direction)
    if target.year is not None and target.year_span:
        yield triple(subject, t.YEAR, target.year)
        yield from evidence_triples(place, subject, target.year_span, t.YEAR)
    yield triple(subject, t.EXACT, Literal(target.exact))
    yield from span_triples(place, subject, target.start, target.end, target.section, target.element)


def reference_triples(
    place: Place, reference: Reference, resolved: Resolved, *, shares_place: bool
) -> Iterator[Triple]:
    """A reference with its words, what became of it, and the edge that it makes.

    `shares_place` tells that another reference has the same place, as those of a range have.
    """
    suffix = f"-{slug(reference.number)}" if shares_place else ""
    subject = place.at("reference", reference.start, reference.end, suffix)
    # a listed part is named by what lists it, though its own text begins there
    referrer = place.version if reference.role is Role.CHILD else place.version_at(reference.start)
    yield triple(subject, t.RDF_TYPE, t.REFERENCE)
    if referrer != place.page:
        yield triple(referrer, t.MAKES_REFERENCE, subject)
        yield triple(subject, t.REFERRING_ELEMENT, referrer)
    yield triple(subject, t.CITED_NUMBER, Literal(reference.number))
    yield triple(subject, t.CITED_KIND, reference.kind)
    yield triple(subject, t.ROLE, reference.role)
    yield triple(subject, t.RELATION, reference.relation)
    yield triple(subject, t.RESOLUTION, resolved.resolution)
    yield from quote_triples(place, subject, reference)
    if reference.label and reference.label_span:
        yield triple(subject, t.CITED_LABEL, Literal(reference.label))
        yield from evidence_triples(place, subject, reference.label_span, t.CITED_LABEL)
    named = named_document(place.document.organisation, reference.document)
    if named:
        yield triple(subject, t.CITED_DOCUMENT, document_iri(place.base, named))
    for candidate in resolved.candidates:
        yield triple(subject, t.CANDIDATE, version_iri(place.base, candidate))
    if resolved.target:
        target = version_iri(place.base, resolved.target)
        yield triple(subject, t.REFERRED_ELEMENT, target)
        if reference.role is Role.CROSS_REFERENCE and referrer not in {target, place.page}:
            yield triple(referrer, t.REFERS_TO, target)
            yield from _purpose_triples(place, reference, referrer, target)


def _purpose_triples(place: Place, reference: Reference, referrer: Iri, target: Iri) -> Iterator[Triple]:
    """What a proposal or a project is for: every goal that a proposal names, and those in a project's own field."""
    record = place.record
    if record.about(reference.start) is not None and record.page.kind is PageKind.SPENDING_PROPOSALS:
        yield triple(referrer, t.FUNDS, target)
    elif reference.section is not None and record.sections[reference.section].kind is SectionKind.SERVES:
        yield triple(referrer, t.SERVES, target)


def listed_triples(place: Place, reference: Reference, resolved: Resolved) -> Iterator[Triple]:
    """What the page of a tree or a domain says there is."""
    if resolved.target is None:
        return
    yield triple(place.page, t.LISTS, version_iri(place.base, resolved.target))
    yield from evidence_triples(place, place.page, Span(reference.start, reference.end), t.LISTS)


def mention_triples(place: Place, mention: Mention) -> Iterator[Triple]:
    """A mention of another numbered thing."""
    subject = place.at("mention", mention.start, mention.end)
    yield from place.belongs(mention.start, t.HAS_MENTION, subject)
    yield triple(subject, t.RDF_TYPE, t.MENTION)
    yield triple(subject, t.MENTION_KIND, mention.kind)
    yield triple(subject, t.CITED_NUMBER, Literal(mention.number))
    yield from quote_triples(place, subject, mention)


def deviation_triples(place: Place, deviation: Deviation) -> Iterator[Triple]:
    """A deviation with its title, headline and words; its effects are told apart."""
    span = deviation.span
    subject = place.at("deviation", span.start, span.end)
    yield from place.belongs(span.start, t.HAS_DEVIATION, subject)
    yield triple(subject, t.RDF_TYPE, t.DEVIATION)
    yield triple(subject, t.DCTERMS_TITLE, dutch(deviation.title))
    yield from evidence_triples(place, subject, Span(deviation.start, deviation.end), t.DCTERMS_TITLE)
    yield from item_triples(place, subject, Item(place.record.text[span.start : span.end], span.start, span.end))
    if deviation.headline:
        headline = deviation.headline
        yield triple(subject, t.HEADLINE, Literal(headline.exact))
        yield from evidence_triples(place, subject, Span(headline.start, headline.end), t.HEADLINE)
        if headline.effect:
            yield triple(subject, t.HEADLINE_EFFECT, headline.effect)


def effects_of(record: Record) -> Iterator[tuple[Deviation | None, FinancialEffect]]:
    """The effects that a page names, each with its deviation; None for those that other text names."""
    for deviation in record.deviations:
        yield from ((deviation, effect) for effect in deviation.effects)
    yield from ((None, effect) for effect in record.effects)


def effect_triples(
    place: Place, deviation: Deviation | None, effect: FinancialEffect, bearer: Version
) -> Iterator[Triple]:
    """An advantage or disadvantage, and on what it falls; of a deviation, or of the version whose text names it."""
    subject = place.at("effect", effect.start, effect.end)
    if deviation is not None:
        whole = place.at("deviation", deviation.span.start, deviation.span.end)
        yield triple(whole, t.HAS_EFFECT, subject)
        yield triple(subject, t.IN_ELEMENT, whole)
    else:
        yield from place.belongs(effect.start, t.HAS_EFFECT, subject)
    yield triple(subject, t.RDF_TYPE, t.FINANCIAL_EFFECT)
    yield triple(subject, t.AFFECTS, version_iri(place.base, bearer))
    yield triple(subject, t.EFFECT, effect.effect)
    yield triple(subject, t.RECURRENCE, effect.recurrence)
    if effect.year:
        yield triple(subject, t.YEAR, effect.year)
    if effect.phase:
        yield triple(subject, t.PHASE, effect.phase)
    if effect.cause is not None and effect.cause_span:
        yield triple(subject, t.CAUSE, Literal(effect.cause))
        yield from evidence_triples(place, subject, effect.cause_span, t.CAUSE)
    if effect.amount_eur is not None and effect.amount_span:
        yield triple(subject, t.AMOUNT, decimal(effect.amount_eur.removeprefix("-")))
        yield from evidence_triples(place, subject, effect.amount_span, t.AMOUNT)
    yield triple(subject, t.EXACT, Literal(effect.exact))
    yield triple(subject, t.SENTENCE, Literal(_sentence(place.record, effect.sentence)))
    section = section_at(place.record.sections, effect.start)
    yield from span_triples(place, subject, effect.start, effect.end, section, None)


def quote_triples(place: Place, subject: Iri, quote: Reference | Mention) -> Iterator[Triple]:
    """The words of a reference or mention, their sentence and their place."""
    yield triple(subject, t.EXACT, Literal(quote.exact))
    yield triple(subject, t.SENTENCE, Literal(_sentence(place.record, quote.sentence)))
    yield from span_triples(place, subject, quote.start, quote.end, quote.section, quote.element)


def _sentence(record: Record, span: Span) -> str:
    return record.text[span.start : span.end]
