"""Applies a change to an open store. Checks nothing of what the graphs hold then, and knows no release."""

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.release.write_change import (
    AS_SAID,
    Action,
    Change,
    ImpossibleUpdateError,
    NoSuchGraphError,
    UpdateSyntaxError,
)
from service.release.write_input import read_part


def apply(store: Store, change: Change, base: str) -> bool:
    """Make a change; returns whether its graph came into being by it.

    A change that can't be read leaves the store as it was.

    Raises:
        WriteError: it can't be made.
        OSError: the disk is full or not writable.
    """
    match change.action:
        case Action.UPDATE:
            _update(store, change.update, base)
            return False
        case Action.DROP:
            _drop(store, change.graph)
            return False
        case Action.REPLACE | Action.ADD:
            return _put(store, change, base)


def graph_node(graph: str | None) -> NamedNode | DefaultGraph:
    """A graph as the engine names it; None is the default graph."""
    return DefaultGraph() if graph is None else NamedNode(graph)


def _update(store: Store, text: str, base: str) -> None:
    try:
        store.update(text, base_iri=f"{base}/sparql", prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise UpdateSyntaxError(AS_SAID, said=str(error)) from error
    except (RuntimeError, ValueError) as error:
        raise ImpossibleUpdateError(AS_SAID, said=str(error)) from error


def _drop(store: Store, graph: str | None) -> None:
    node = graph_node(graph)
    if isinstance(node, NamedNode):
        if not store.contains_named_graph(node):
            raise NoSuchGraphError(_NO_GRAPH, graph=node.value)
        store.remove_graph(node)
    else:
        store.clear_graph(node)


def _put(store: Store, change: Change, base: str) -> bool:
    node = graph_node(change.graph)
    base_iri = change.graph or f"{base}/graphs"
    read = (quad for part in change.parts for quad in read_part(part, base_iri))
    quads = [Quad(quad.subject, quad.predicate, quad.object, node) for quad in read]
    created = isinstance(node, NamedNode) and not store.contains_named_graph(node)
    if change.action is Action.REPLACE:
        store.clear_graph(node) if not created else None
    if isinstance(node, NamedNode):
        store.add_graph(node)
    store.extend(quads)
    return created


_NO_GRAPH = Phrase("{graph}: deze graaf is er niet", "{graph}: there is no such graph")
