"""The tables that go with a picture of the network in files: its edges with their words, and its nodes."""

from collections.abc import Iterator
from typing import Final

from ontology.language import Phrase
from service.answers.trace.answer import Cell, Column, Graph, Node, Sheet
from service.answers.trace.columns import RELATION_COLUMNS, WORD_COLUMNS, node_columns, word_cells


def sheets_of(graph: Graph) -> tuple[Sheet, Sheet]:
    """The edges and the nodes of a graph as tables, in its order."""
    return (
        Sheet("edges", _EDGES, _EDGE_COLUMNS, tuple(_edge_rows(graph))),
        Sheet("nodes", _NODES, _NODE_COLUMNS, tuple(_node_rows(graph))),
    )


def _edge_rows(graph: Graph) -> Iterator[tuple[Cell, ...]]:
    for edge in graph.edges:
        ends = (*_cells(graph.nodes[edge.source]), *_cells(graph.nodes[edge.target]))
        yield *ends, edge.weight, edge.kind, edge.suspect, *word_cells(edge.words)


def _node_rows(graph: Graph) -> Iterator[tuple[Cell, ...]]:
    for node in graph.nodes:
        yield *_cells(node), node.kind, node.loaded, node.programme, node.domain


def _cells(node: Node) -> tuple[Cell, ...]:
    return node.number, node.name, node.iri, node.document


_EDGES: Final = Phrase("Verbanden", "Connections")
_NODES: Final = Phrase("Onderdelen", "Elements")
_EDGE_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("references", Phrase("aantal", "number")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_NODE_COLUMNS: Final = (
    *node_columns("node", Phrase("wat", "what")),
    Column("kind", Phrase("soort", "kind")),
    Column("loaded", Phrase("geladen", "loaded")),
    Column("programme", Phrase("programma", "programme")),
    Column("domain", Phrase("domein", "domain")),
)
