"""Triples of what was found in the text of a page: references, mentions, targets, deviations and amounts."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, Triple

from ingest.link.page_triples import item_triples
from ingest.link.place import (
    Place,
    decimal,
    document_iri,
    dutch,
    evidence_triples,
    named_document,
    section_at,
    span_triples,
    triple,
    version_iri,
)
from ingest.link.resolve import Resolved, Version
from ingest.read.record import Deviation, FinancialEffect, Item, Mention, Record, Reference, Span, Target
from ontology import terms as t
from ontology.codes import BudgetLine, Role
from ontology.iri import in_document, mint, organisation, slug
from ontology.terms import Iri

OWN_AMOUNTS: Final = {
    BudgetLine.EXPENDITURE: t.EXPENDITURE,
    BudgetLine.REVENUE: t.REVENUE,
    BudgetLine.BALANCE: t.BALANCE,
}


def target_triples(place: Place, target: Target) -> Iterator[Triple]:
    """A quantity to be reached."""
    subject = place.at("target", target.start, target.end)
    yield triple(place.version, t.HAS_TARGET, subject)
    yield triple(subject, t.RDF_TYPE, t.TARGET)
    yield triple(subject, t.COMPARATOR, target.comparator)
    yield triple(subject, t.VALUE, decimal(target.value))
    if target.unit:
        yield triple(subject, t.UNIT, Literal(target.unit))
    if target.period:
        yield triple(subject, t.PERIOD, Literal(target.period))
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
    yield triple(place.version, t.MAKES_REFERENCE, subject)
    yield triple(subject, t.RDF_TYPE, t.REFERENCE)
    yield triple(subject, t.REFERRING_ELEMENT, place.version)
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
        if reference.role is Role.CROSS_REFERENCE and target != place.version:
            yield triple(place.version, t.REFERS_TO, target)


def mention_triples(place: Place, mention: Mention) -> Iterator[Triple]:
    """A mention of another numbered thing."""
    subject = place.at("mention", mention.start, mention.end)
    yield triple(place.version, t.HAS_MENTION, subject)
    yield triple(subject, t.RDF_TYPE, t.MENTION)
    yield triple(subject, t.MENTION_KIND, mention.kind)
    yield triple(subject, t.CITED_NUMBER, Literal(mention.number))
    yield from quote_triples(place, subject, mention)


def deviation_triples(place: Place, deviation: Deviation) -> Iterator[Triple]:
    """A deviation with its title, headline and words; its effects are told apart."""
    span = deviation.span
    subject = place.at("deviation", span.start, span.end)
    yield triple(place.version, t.HAS_DEVIATION, subject)
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


def effect_triples(place: Place, deviation: Deviation, effect: FinancialEffect, bearer: Version) -> Iterator[Triple]:
    """An advantage or disadvantage, and on what it falls."""
    subject = place.at("effect", effect.start, effect.end)
    yield triple(place.at("deviation", deviation.span.start, deviation.span.end), t.HAS_EFFECT, subject)
    yield triple(subject, t.RDF_TYPE, t.FINANCIAL_EFFECT)
    yield triple(subject, t.AFFECTS, version_iri(place.base, bearer))
    yield triple(subject, t.EFFECT, effect.effect)
    yield triple(subject, t.RECURRENCE, effect.recurrence)
    if effect.year:
        yield triple(subject, t.YEAR, effect.year)
    if effect.amount_eur is not None and effect.amount_span:
        yield triple(subject, t.AMOUNT, decimal(effect.amount_eur.removeprefix("-")))
        yield from evidence_triples(place, subject, effect.amount_span, t.AMOUNT)
    yield triple(subject, t.EXACT, Literal(effect.exact))
    yield triple(subject, t.SENTENCE, Literal(_sentence(place.record, effect.sentence)))
    yield triple(subject, t.IN_ELEMENT, place.at("deviation", deviation.span.start, deviation.span.end))
    section = section_at(place.record, effect.start)
    yield from span_triples(place, subject, effect.start, effect.end, section, None)


def budget_triples(place: Place) -> Iterator[Triple]:
    """The row of the goal in the money table: one observation per line, and the three that people ask for by name."""
    document, record = place.document, place.record
    data_set = mint(place.base, in_document("budget-table", document))
    for amount in record.budget:
        if amount.amount_eur is None or amount.year is None:
            continue
        number = slug(record.page.number or "")
        subject = mint(
            place.base, in_document("observation", document, number, amount.line, str(amount.year), amount.phase)
        )
        span = Span(amount.start, amount.end)
        yield triple(subject, t.RDF_TYPE, t.QB_OBSERVATION)
        yield triple(subject, t.QB_IN_DATA_SET, data_set)
        yield triple(subject, t.BUDGETED_ELEMENT, place.version)
        yield triple(subject, t.BUDGET_LINE, amount.line)
        yield triple(subject, t.PHASE, amount.phase)
        yield triple(subject, t.YEAR, amount.year)
        yield triple(subject, t.OBEU_ORGANIZATION, organisation(place.base, document.organisation))
        yield triple(subject, t.OBEU_FISCAL_YEAR, f"http://reference.data.gov.uk/id/year/{amount.year}")
        yield triple(subject, t.OBEU_BUDGET_PHASE, amount.phase)
        yield triple(subject, t.OBEU_AMOUNT, decimal(amount.amount_eur))
        yield triple(subject, t.CELL_TEXT, Literal(amount.cell))
        for predicate in (t.CELL_TEXT, t.OBEU_AMOUNT):
            yield from evidence_triples(place, subject, span, predicate)
        if amount.line in OWN_AMOUNTS and amount.year == document.year:
            yield triple(place.version, OWN_AMOUNTS[amount.line], decimal(amount.amount_eur))
            yield from evidence_triples(place, place.version, span, OWN_AMOUNTS[amount.line])


def quote_triples(place: Place, subject: Iri, quote: Reference | Mention) -> Iterator[Triple]:
    """The words of a reference or mention, their sentence and their place."""
    yield triple(subject, t.EXACT, Literal(quote.exact))
    yield triple(subject, t.SENTENCE, Literal(_sentence(place.record, quote.sentence)))
    yield from span_triples(place, subject, quote.start, quote.end, quote.section, quote.element)


def _sentence(record: Record, span: Span) -> str:
    return record.text[span.start : span.end]
