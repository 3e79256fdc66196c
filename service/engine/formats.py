"""The media types in which an engine can give an answer. Negotiates nothing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

JSON_RESULTS: Final = "application/sparql-results+json"

RESULTS: Final[Mapping[str, QueryResultsFormat]] = MappingProxyType(
    {
        JSON_RESULTS: QueryResultsFormat.JSON,
        "application/sparql-results+xml": QueryResultsFormat.XML,
        "text/csv": QueryResultsFormat.CSV,
        "text/tab-separated-values": QueryResultsFormat.TSV,
    }
)
"""Formats of rows and booleans, the first of which is given to who asks for none."""

TRIPLES: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/trig": RdfFormat.TRIG,
        "application/n-quads": RdfFormat.N_QUADS,
    }
)
"""Formats of graphs, the first of which is given to who asks for none."""
