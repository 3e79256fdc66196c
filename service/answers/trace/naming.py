"""Nodes of the network as they stand in answers: with their IRIs, numbers and names, and what they stand in."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from service.answers.trace.answer import Node
from service.release.network import Network, Numbers
from service.release.network_rows import ENDURING_KINDS, HOLDER, VERSION_OF

_VERSION: Final = "-version"


def kind_of(network: Network, node: int) -> str:
    """The kind of a node as answers call it: `goal` of what a document states, `enduring-goal` of what it is one of."""
    kind = network.kind(node)
    return f"enduring-{kind}" if kind in ENDURING_KINDS else kind.removesuffix(_VERSION)


def name_of(network: Network, node: int) -> str:
    """The name of a node; of a goal through the years without one, and with the number of another, what it was first.

    Several come to have one number where goals were merged: each is told by its oldest version.
    """
    name = network.name(node)
    if name or network.kind(node) not in ENDURING_KINDS or not _has_twin(network, node):
        return name
    arcs = network.arcs_into(np.array([node], dtype=np.int64))
    versions = network.sources(arcs[network.kinds([VERSION_OF], suspect=True)[network.arc_kind[arcs]]]).tolist()
    dated = [(one.year, one.sequence or 0, version) for version in versions if (one := network.document(version))]
    if not dated:
        return name
    year, _, first = min(dated)
    return f"(was {network.number(first)} in {year})"


def _has_twin(network: Network, node: int) -> bool:
    """Whether something else of its kind that endures has its number and no name either."""
    part = network.part_of(node)
    # in a body equal texts have one number
    columns = (network.node_kind, network.node_number, network.node_name)
    alike = np.logical_and.reduce([column[part.first : part.end] == column[node] for column in columns])
    return bool(network.number(node)) and int(alike.sum()) > 1


def node_of(network: Network, node: int) -> Node:
    """A node of an answer."""
    (found,) = nodes_of(network, [node])
    return found


def nodes_of(network: Network, nodes: Iterable[int]) -> tuple[Node, ...]:
    """Nodes of an answer, in the order given."""
    is_held = network.kinds([HOLDER], suspect=True)
    return tuple(_node(network, int(node), is_held) for node in nodes)


def holders_of(network: Network, node: int) -> Numbers:
    """Who holds the portfolio of a version."""
    return _holders(network, node, network.kinds([HOLDER], suspect=True))


def _node(network: Network, node: int, is_held: NDArray[np.bool_]) -> Node:
    document = network.document(node)
    programme, domain = int(network.node_programme[node]), int(network.node_domain[node])
    return Node(
        iri=network.iri(node),
        kind=kind_of(network, node),
        number=network.number(node),
        name=name_of(network, node),
        document=document.path if document else None,
        loaded=network.is_loaded(node),
        programme=network.iri(programme) if programme >= 0 else None,
        domain=network.iri(domain) if domain >= 0 else None,
        holders=tuple(network.iri(int(holder)) for holder in _holders(network, node, is_held)),
    )


def _holders(network: Network, node: int, is_held: NDArray[np.bool_]) -> Numbers:
    arcs = network.arcs_from(np.array([node], dtype=np.int64))
    return network.targets(arcs[is_held[network.arc_kind[arcs]]])
