"""Consistency: what an OWL 2 RL reasoner finds contradictory in a graph, by vocabulary and axioms.

Adds nothing to any dataset: its conclusions are thrown away. Some seconds for thousands of triples.
"""

from typing import Final

from rdflib import Graph, URIRef

from ontology.vocabulary import AXIOM_FILES, load

# How owlrl writes down a contradiction in the graph that it closes.
ERROR: Final = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def closure(graph: Graph) -> Graph:
    """A new graph with all that follows from a graph, the vocabulary and the axioms, by OWL 2 RL."""
    import owlrl  # noqa: PLC0415 - few commands reason

    closed = load(*AXIOM_FILES)
    for triple in graph:
        closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def inconsistencies(graph: Graph) -> tuple[str, ...]:
    """What contradicts itself in a graph with the vocabulary and its axioms: the reasoner's messages, sorted."""
    return tuple(sorted(str(message) for message in closure(graph).objects(None, ERROR)))
