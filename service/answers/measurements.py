"""The coverage of documents as measurements of quality: Data Quality Vocabulary (DQV, W3C Note). Asks no engine.

A measurement has the IRI of its document with a fragment, so that it leads to the page of the document.
"""

from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology.codes import CoverageMetric, code_iri
from ontology.dataset import Coverage
from ontology.iri import DocumentKey
from ontology.terms import RDF_TYPE, XSD_INTEGER, Iri
from service.answers.coverage import Holdings

DQV_MEASUREMENT: Final = Iri("http://www.w3.org/ns/dqv#QualityMeasurement")
DQV_COMPUTED_ON: Final = Iri("http://www.w3.org/ns/dqv#computedOn")
DQV_HAS_MEASUREMENT: Final = Iri("http://www.w3.org/ns/dqv#hasQualityMeasurement")
DQV_IS_MEASUREMENT_OF: Final = Iri("http://www.w3.org/ns/dqv#isMeasurementOf")
DQV_VALUE: Final = Iri("http://www.w3.org/ns/dqv#value")


def measures(coverage: Coverage) -> dict[CoverageMetric, int | str]:
    """The value of each measure of coverage; one that is not known is absent."""
    values = {
        CoverageMetric.PAGES_READ: coverage.pages_read,
        CoverageMetric.GOALS_READ: coverage.goals_read,
        CoverageMetric.VERSIONS_NAMED_ONLY: coverage.versions_named,
        CoverageMetric.GOALS_EXPECTED: coverage.goals_expected,
        CoverageMetric.COMPLETE: coverage.complete,
    }
    return {metric: value for metric, value in values.items() if value is not None}


def measurements(holdings: Holdings, document: DocumentKey) -> Iterator[Triple]:
    """The measurements of one document as triples, one after the other."""
    subject = NamedNode(holdings.document_iri(document))
    coverage = holdings.manifest.documents[document.path].coverage
    for metric, value in measures(coverage).items():
        measurement = NamedNode(f"{subject.value}#{metric}")
        literal = Literal(value) if isinstance(value, str) else Literal(str(value), datatype=NamedNode(XSD_INTEGER))
        yield Triple(subject, NamedNode(DQV_HAS_MEASUREMENT), measurement)
        yield Triple(measurement, NamedNode(RDF_TYPE), NamedNode(DQV_MEASUREMENT))
        yield Triple(measurement, NamedNode(DQV_COMPUTED_ON), subject)
        yield Triple(measurement, NamedNode(DQV_IS_MEASUREMENT_OF), NamedNode(code_iri(metric)))
        yield Triple(measurement, NamedNode(DQV_VALUE), literal)


async def measured(holdings: Holdings, documents: Iterable[DocumentKey]) -> AsyncGenerator[list[Triple], None]:
    """The measurements of documents, those of one at a time."""
    for document in documents:
        yield list(measurements(holdings, document))
