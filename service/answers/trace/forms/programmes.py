"""The programmes in which the nodes of an answer stand, in the order of the tree. Reads no graph."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from service.answers.trace.answer import Node
from service.answers.trace.forms.naming import called, last_part


def programme_names(nodes: Sequence[Node]) -> Mapping[str, str]:
    """What programmes are called, by IRI, in the order in which nodes stand in them.

    One that is no node itself is called by the end of its IRI, which holds its number.
    """
    known = {node.iri: called(node) for node in nodes if node.kind == "programme"}
    found = dict.fromkeys(node.programme for node in nodes if node.programme is not None)
    return MappingProxyType({iri: known.get(iri, last_part(iri)) for iri in found})


def programme_of(node: Node, names: Mapping[str, str]) -> str | None:
    """The programme beside whose nodes one is shown: its own, or itself where others stand in it."""
    return node.iri if node.iri in names else node.programme
