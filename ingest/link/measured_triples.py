"""Triples of what is measured on a page: indicators with their values, and what came of goals and activities."""

from collections.abc import Iterator

from pyoxigraph import Literal

from ingest.link.page_triples import item_triples
from ingest.link.place import Place, Triple, decimal, evidence_triples, span_triples, triple
from ingest.read.record import Indicator, IndicatorValue, Item, Realisation, section_at
from ingest.read.span import Span
from ontology import terms as t
from ontology.terms import Iri


def measured_triples(place: Place) -> Iterator[Triple]:
    """The indicators and realisations of a page, as far as they belong to a version that it describes."""
    for indicator in place.record.indicators:
        if place.version_at(indicator.start) != place.page:
            yield from indicator_triples(place, indicator)
    for realisation in place.record.realisations:
        if place.version_at(realisation.start) != place.page:
            yield from realisation_triples(place, realisation)


def indicator_triples(place: Place, indicator: Indicator) -> Iterator[Triple]:
    """An indicator with its name and values."""
    subject = place.at("indicator", indicator.start, indicator.end)
    yield triple(place.version_at(indicator.start), t.HAS_INDICATOR, subject)
    yield triple(subject, t.RDF_TYPE, t.INDICATOR)
    yield triple(subject, t.NAME, Literal(indicator.name))
    yield from evidence_triples(place, subject, Span(indicator.start, indicator.end), t.NAME)
    yield from _placed(place, subject, indicator.start, indicator.end)
    if indicator.data_source:
        source = indicator.data_source
        yield triple(subject, t.DATA_SOURCE, Literal(source.text))
        yield from evidence_triples(place, subject, Span(source.start, source.end), t.DATA_SOURCE)
    for value in indicator.values:
        yield from _value_triples(place, subject, value, indicator.unit)


def realisation_triples(place: Place, realisation: Realisation) -> Iterator[Triple]:
    """What a report says came of the goal or of an activity."""
    start, end = realisation.start, realisation.end
    subject = place.at("realisation", start, end)
    yield triple(place.version_at(start), t.HAS_REALISATION, subject)
    yield triple(subject, t.RDF_TYPE, t.REALISATION)
    yield from item_triples(place, subject, Item(place.record.text[start:end], start, end))
    if realisation.title:
        title = realisation.title
        yield triple(subject, t.NAME, Literal(title.text))
        yield from evidence_triples(place, subject, Span(title.start, title.end), t.NAME)
    if realisation.element:
        yield triple(subject, t.REALISATION_OF, place.element(realisation.element))
    if realisation.status and realisation.status_span:
        yield triple(subject, t.REALISATION_STATUS, realisation.status)
        yield from evidence_triples(place, subject, realisation.status_span, t.REALISATION_STATUS)


def _value_triples(place: Place, indicator: Iri, value: IndicatorValue, unit: Item | None) -> Iterator[Triple]:
    subject = place.at("indicator-value", value.start, value.end)
    yield triple(indicator, t.HAS_INDICATOR_VALUE, subject)
    yield triple(subject, t.RDF_TYPE, t.INDICATOR_VALUE)
    yield triple(subject, t.VALUE_KIND, value.kind)
    yield triple(subject, t.EXACT, Literal(value.cell))
    yield from _placed(place, subject, value.start, value.end)
    if value.value is not None:
        yield triple(subject, t.VALUE, decimal(value.value))
    if value.comparator:
        yield triple(subject, t.COMPARATOR, value.comparator)
    if value.unit:
        yield triple(subject, t.UNIT, Literal(value.unit))
    elif unit and value.value is not None:
        yield triple(subject, t.UNIT, Literal(unit.text))
        yield from evidence_triples(place, subject, Span(unit.start, unit.end), t.UNIT)
    if value.year is not None and value.year_span:
        yield triple(subject, t.YEAR, value.year)
        yield from evidence_triples(place, subject, value.year_span, t.YEAR)


def _placed(place: Place, subject: Iri, start: int, end: int) -> Iterator[Triple]:
    return span_triples(place, subject, start, end, section_at(place.record.sections, start), None)
