"""What a release says of its own completeness: how much of each document was loaded, in the Data Quality Vocabulary.

Counts nothing: ingest counted, and the manifest of the dataset carries it. A measurement has the IRI of its document
with a fragment, so that it leads to the page of the document.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ontology import terms
from ontology.codes import CoverageMetric, code_iri
from ontology.dataset import Coverage, Manifest
from ontology.iri import CATALOGUE, DocumentKey, graph, in_document, mint


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


def measurements(manifest: Manifest, document: DocumentKey) -> Iterator[Triple]:
    """The measurements of one document that a dataset holds, as triples, one after the other."""
    subject = NamedNode(mint(manifest.base, in_document("document", document)))
    for metric, value in measures(manifest.documents[document.path].coverage).items():
        measurement = NamedNode(f"{subject.value}#{metric}")
        plain = isinstance(value, str)
        literal = Literal(value) if plain else Literal(str(value), datatype=NamedNode(terms.XSD_INTEGER))
        yield Triple(subject, NamedNode(terms.DQV_HAS_QUALITY_MEASUREMENT), measurement)
        yield Triple(measurement, NamedNode(terms.RDF_TYPE), NamedNode(terms.DQV_QUALITY_MEASUREMENT))
        yield Triple(measurement, NamedNode(terms.DQV_COMPUTED_ON), subject)
        yield Triple(measurement, NamedNode(terms.DQV_IS_MEASUREMENT_OF), NamedNode(code_iri(metric)))
        yield Triple(measurement, NamedNode(terms.DQV_VALUE), literal)


def catalogue_iri(manifest: Manifest) -> str:
    """The IRI of the graph in which the measurements of a release stand."""
    return graph(manifest.base, CATALOGUE)


def catalogue_graph(manifest: Manifest) -> bytes:
    """The measurements of all documents as sorted N-Quads."""
    ending = f" <{catalogue_iri(manifest)}> .\n"
    documents = map(DocumentKey.parse, manifest.documents)
    return "".join(sorted(f"{triple}{ending}" for key in documents for triple in measurements(manifest, key))).encode()
