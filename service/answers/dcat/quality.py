"""How much of a dataset was loaded and how fresh it is, in the Data Quality Vocabulary (W3C note). Counts no goal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Triple

from ontology.codes import code_iri
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, coverage_of
from service.answers.dcat import DQV, SKOS, Names, Thing
from service.answers.vocabulary import code_label
from service.release.catalogue import measures


@dataclass(frozen=True, slots=True)
class _Metric:
    """What a measurement of days measures: its name, what it is called, and how it is counted."""

    name: str
    label: Phrase
    definition: Phrase


_NEWEST: Final = _Metric(
    "newest-page",
    Phrase("Dag van de nieuwste pagina die is geladen", "Day of the newest page that was loaded"),
    Phrase(
        "De laatste dag waarop een geladen pagina is gemaakt, naar wat de pagina's zeggen.",
        "The last day on which a page that was loaded was made, as the pages say.",
    ),
)
_LEAST_FRESH: Final = _Metric(
    "least-fresh-document",
    Phrase(
        "Dag van de nieuwste pagina van het document dat het langst niet is vernieuwd",
        "Day of the newest page of the document that was not renewed for longest",
    ),
    Phrase(
        "Van elk document telt zijn nieuwste geladen pagina; dit is de vroegste van die dagen. Een enkele pagina kan "
        "ouder zijn.",
        "Of each document its newest page that was loaded counts; this is the earliest of those days. A single page "
        "may be older.",
    ),
)
_TIMELINESS: Final = Phrase("Hoe vers", "How fresh")


def newest_pages(holdings: Holdings, documents: Sequence[DocumentKey]) -> list[date]:
    """The days on which the newest pages of documents were made, sorted; of those of which it is known."""
    editions = (holdings.manifest.documents[document.path].edition for document in documents)
    return sorted(day for day in map(_day, editions) if day is not None)


def quality(holdings: Holdings, names: Names, thing: Thing, documents: Sequence[DocumentKey]) -> Iterator[Triple]:
    """The measurements of a dataset of documents."""
    for metric, value in measures(coverage_of(holdings, documents)).items():
        named = Thing(code_iri(metric))
        label = code_label(metric)
        yield from _measured(thing, metric.value, named, str(value), None if isinstance(value, str) else "integer")
        yield from named.tells(f"{SKOS}prefLabel", Phrase(label.nl, label.en))
    days = newest_pages(holdings, documents)
    for kind, day in zip((_LEAST_FRESH, _NEWEST), days[:1] + days[-1:], strict=False):
        metric_of_day = Thing(names.part(kind.name))
        yield from _measured(thing, kind.name, metric_of_day, day.isoformat(), "date")
        yield from metric_of_day.tells(f"{SKOS}prefLabel", kind.label)
        yield from metric_of_day.tells(f"{SKOS}definition", kind.definition)
        yield metric_of_day.has(f"{DQV}expectedDataType", "http://www.w3.org/2001/XMLSchema#date")
        yield metric_of_day.has(f"{DQV}inDimension", names.part("timeliness"))
        yield from Thing(names.part("timeliness")).is_a(f"{DQV}Dimension")
        yield from Thing(names.part("timeliness")).tells(f"{SKOS}prefLabel", _TIMELINESS)


def _measured(thing: Thing, name: str, metric: Thing, value: str, datatype: str | None) -> Iterator[Triple]:
    measurement = Thing(f"{thing.iri}-{name}")
    yield thing.has(f"{DQV}hasQualityMeasurement", measurement.iri)
    yield from measurement.is_a(f"{DQV}QualityMeasurement")
    yield measurement.has(f"{DQV}computedOn", thing.iri)
    yield measurement.has(f"{DQV}isMeasurementOf", metric.iri)
    yield measurement.says(f"{DQV}value", value, datatype)
    yield from metric.is_a(f"{DQV}Metric")


def _day(edition: str) -> date | None:
    """The day of an edition such as 20210503t145935; None where it is named otherwise."""
    try:
        return date.fromisoformat(edition.partition("t")[0])
    except ValueError:
        return None
