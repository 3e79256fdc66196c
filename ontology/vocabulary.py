"""The files of the vocabulary, and terms of a dataset, for rdflib.

Reasons over nothing. Not for the serving path, because it imports rdflib.
"""

from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


def load(*names: str) -> Graph:
    """A new graph of Turtle files of this package, such as `load("doelgraaf.ttl")`."""
    graph = Graph()
    for name in names:
        graph.parse(data=files("ontology").joinpath(name).read_text("utf-8"), format="turtle")
    return graph


def add(graph: Graph, quads: Iterable[Quad]) -> None:
    """Add the triples of quads to a graph, with literals written just as they were."""
    for quad in quads:
        subject, predicate = to_rdflib(quad.subject), URIRef(quad.predicate.value)
        graph.add((subject, predicate, to_rdflib(quad.object)))


def to_rdflib(term: NamedNode | BlankNode | Literal | Triple) -> URIRef | BNode | RdflibLiteral:
    """A term of pyoxigraph as one of rdflib; nothing is normalised, because a check must see what is written.

    Raises:
        TypeError: the term is a triple (RDF 1.2), which no dataset holds.
    """
    match term:
        case NamedNode():
            return URIRef(term.value)
        case BlankNode():
            return BNode(term.value)
        case Literal():
            # rdflib holds a plain literal and one of xsd:string for two different terms; RDF 1.1 does not.
            datatype = None if term.language or term.datatype.value == _STRING else URIRef(term.datatype.value)
            return RdflibLiteral(term.value, lang=term.language, datatype=datatype, normalize=False)
        case _:
            raise TypeError(f"{term} is no term of RDF 1.1")
