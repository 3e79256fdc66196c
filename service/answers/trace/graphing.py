"""Numbers of nodes and arcs made into the graph of an answer, with the words behind its edges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from service.answers.trace.answer import Edge, Graph, Words
from service.answers.trace.evidence import words_of
from service.answers.trace.naming import nodes_of
from service.engine.engine import Engine
from service.release.network import Network

MOST_QUOTED: Final = 1000
"""Edges of an answer that have their words with them; of others they are asked for by the pair."""


async def graph_of(
    engine: Engine, network: Network, nodes: Iterable[int], arcs: Sequence[int], paths: Iterable[Sequence[int]] = ()
) -> Graph:
    """The graph of some nodes and arcs, in the order of the tree; `paths` are arcs in their order.

    The ends of all arcs are among the nodes. The words of the first thousand edges are asked for, by as few queries as
    `words_of` needs.

    Raises:
        EngineError: the engine gave no answer.
    """
    numbers = sorted(map(int, arcs))
    words = await words_of(engine, network, numbers[:MOST_QUOTED])
    return graph_without_words(network, nodes, numbers, paths, words)


def graph_without_words(
    network: Network,
    nodes: Iterable[int],
    arcs: Sequence[int],
    paths: Iterable[Sequence[int]] = (),
    words: Mapping[int, Words] | None = None,
) -> Graph:
    """As `graph_of`, with no other words than those given by arc; asks nothing."""
    members = sorted(map(int, nodes))
    place = {node: index for index, node in enumerate(members)}
    edge_at = {arc: index for index, arc in enumerate(arcs)}
    edges = tuple(
        Edge(
            source=place[network.source(arc)],
            target=place[network.target(arc)],
            kind=network.arc_kind_name(arc),
            suspect=network.is_suspect(arc),
            words=(words or {}).get(arc),
        )
        for arc in arcs
    )
    return Graph(nodes_of(network, members), edges, tuple(tuple(edge_at[arc] for arc in path) for path in paths))
