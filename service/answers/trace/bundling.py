"""References that are counted together made into edges of an answer, each with the words of the first of them."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from service.answers.trace.answer import Cell, Edge, Graph, Node, Words
from service.answers.trace.asking import Trace
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import node_cells
from service.answers.trace.evidence import words_of
from service.answers.trace.graphing import MOST_QUOTED
from service.answers.trace.groups import NOWHERE
from service.answers.trace.links import Links, links_of
from service.answers.trace.naming import node_of
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Network, Numbers

TOGETHER: Final = "references"
"""The kind of an edge that stands for several references."""

DASH: Final = "–"
"""What stands in the place of a group where there is none."""

MOST_EDGES: Final = 10_000
"""Edges that are given at most with an answer; no picture shows more, and tables and matrices have all."""


async def words_behind(trace: Trace, arcs: Numbers) -> Mapping[int, Words]:
    """The words of arcs by number, of the first thousand of them.

    Raises:
        EngineError: the engine gave no answer.
    """
    return await words_of(trace.engine, trace.network, dict.fromkeys(arcs[:MOST_QUOTED].tolist()))


def links_between(network: Network, scope: Scope, nodes: Numbers) -> Links:
    """The first ten thousand links of which both ends are among some nodes, in the order of the tree.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    found: list[Links] = []
    total = 0
    for code in dict.fromkeys(network.part_of(node).path.partition("/")[0] for node in np.sort(nodes).tolist()):
        links = links_of(View.of(network, scope, code))
        part = taken(links, np.isin(links.begins, nodes) & np.isin(links.ends, nodes))
        found.append(part)
        total += len(part.arcs)
        if total >= MOST_EDGES:
            break
    return taken(joined(Links, found), slice(MOST_EDGES))


def bundled(network: Network, nodes: Iterable[int], links: Links, words: Mapping[int, Words]) -> Graph:
    """Nodes in the order given, which has the ends of all links, and an edge for each of the first ten thousand links.

    An edge that stands for one reference is of its relation; one that stands for several is of kind `references`.
    """
    members = list(dict.fromkeys(int(node) for node in nodes))
    place = {node: index for index, node in enumerate(members)}
    columns = (column[:MOST_EDGES].tolist() for column in (links.begins, links.ends, links.counts, links.arcs))
    edges = (
        _edge(network, (place[begin], place[end]), count, arc, words.get(arc))
        for begin, end, count, arc in zip(*columns, strict=True)
    )
    return Graph(tuple(node_or_none(network, node) for node in members), tuple(edges))


def node_or_none(network: Network, node: int) -> Node:
    """A node of an answer; a dash stands for what is in no group."""
    return Node(iri="", kind="group", number="", name=DASH) if node == NOWHERE else node_of(network, node)


def group_cells(network: Network, group: int) -> tuple[Cell, ...]:
    """What stands in the columns of a node that is a group; a dash for `NOWHERE`."""
    return (None, DASH, None, None) if group == NOWHERE else node_cells(network, group)


def _edge(network: Network, ends: tuple[int, int], count: int, arc: int, words: Words | None) -> Edge:
    source, target = ends
    kind, suspect = (network.arc_kind_name(arc), network.is_suspect(arc)) if count == 1 else (TOGETHER, False)
    return Edge(source, target, kind, suspect, count, words)
