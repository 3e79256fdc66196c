"""The description of the SPARQL endpoint for machines (SPARQL 1.1 Service Description)."""

from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)


def describe_service(endpoint: str, form: RdfFormat) -> bytes:
    """The description of the endpoint at an address, in a format of RDF."""
    service = NamedNode(endpoint)
    dataset, graph = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    triples = [
        Triple(service, _TYPE, _term("Service")),
        Triple(service, _term("endpoint"), service),
        Triple(service, _term("supportedLanguage"), _term("SPARQL11Query")),
        Triple(service, _term("feature"), _term("UnionDefaultGraph")),
        Triple(service, _term("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _term("Dataset")),
        Triple(dataset, _term("defaultGraph"), graph),
        Triple(graph, _TYPE, _term("Graph")),
        *(Triple(service, _term("resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
    ]
    return serialize(triples, format=form, prefixes={"sd": _SD, "formats": _FORMATS}) or b""


def _term(name: str) -> NamedNode:
    return NamedNode(_SD + name)
