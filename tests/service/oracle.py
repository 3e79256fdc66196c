"""The oracles of the rules: what owlrl and reasonable derive by OWL 2 RL from quads and our axioms."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

import owlrl
import reasonable
from pyoxigraph import Quad
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal
from rdflib.term import Node

from ontology.definition_files import AXIOM_FILES
from ontology.terms import DG
from ontology.vocabulary import add, load

Triple = tuple[Node, Node, Node]

# What of the vocabulary says something to a reasoner; labels and comments only cost it time.
AXIOMS = frozenset(
    {
        RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf,
        OWL.propertyChainAxiom, OWL.members,
    }
)  # fmt: skip
TYPING = frozenset({RDFS.domain, RDFS.range})


def axioms(*, without: AbstractSet[Node] = frozenset()) -> Graph:
    """The axioms on our terms, as far as they are not of some kinds."""
    graph = load(*AXIOM_FILES)
    for triple in list(graph):
        if triple[1] not in AXIOMS - without:
            graph.remove(triple)
    return graph


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    """The triples of quads, as rdflib has them."""
    graph = Graph()
    add(graph, quads)
    return set(graph)


def closed(graph: Graph) -> set[Triple]:
    """What owlrl has of a graph once it is closed; the graph is changed."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return set(graph)


def by_owlrl(stated: AbstractSet[Triple], *, without: AbstractSet[Node] = frozenset()) -> set[Triple]:
    """What owlrl adds to statements, without what follows from the axioms alone."""
    graph = axioms(without=without)
    for triple in stated:
        graph.add(triple)
    return _named(closed(graph)) - closed_axioms(frozenset(without)) - stated


@cache
def closed_axioms(without: frozenset[Node]) -> frozenset[Triple]:
    """What follows from the axioms alone."""
    return frozenset(_named(closed(axioms(without=without))))


def by_reasonable(stated: AbstractSet[Triple], *, without: AbstractSet[Node] = frozenset()) -> set[Triple]:
    """What reasonable adds to statements by the axioms."""
    graph = axioms(without=without)
    known = set(graph)
    for triple in stated:
        graph.add(triple)
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    return _named(reasoner.reason()) - known - stated


def _named(triples: Iterable[Triple]) -> set[Triple]:
    """Triples between things that have an IRI, but for what is said of terms: of ours, and of RDF and OWL."""
    return {
        triple
        for triple in triples
        if not any(isinstance(term, BNode | Literal) for term in triple)
        and not str(triple[0]).startswith((DG, "http://www.w3.org/"))
    }
