"""What of the network is drawn in one picture: goals and what ties them, or programmes where there are too many.

Asked as a question of its own, because it is bounded by what a picture holds and limited to a domain or a holder; how
it is drawn is for `forms.picture.tidy`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Edge, Graph, Node, Words
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.evidence import words_of
from service.answers.trace.links import starts_of_runs
from service.answers.trace.naming import node_of, nodes_of
from service.answers.trace.outside import notes_around, notes_on_versions
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_rows import EITHER_WAY_KINDS, NODE_KINDS, TREE, VERSION_KINDS
from service.web.network_sheets import sheets_of

MOST_NODES: Final = 1000
"""Nodes that are drawn one by one; more are taken together by programme, and more programmes by document."""

_GOAL: Final = ("goal-version",)
_MOST_EDGES: Final = 10_000


class Detail(StrEnum):
    """What a node of a picture is."""

    EACH = "each"
    PROGRAMMES = "programmes"
    DOCUMENTS = "documents"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limits:
    """To what the network is limited, as nodes: a domain and a holder."""

    domain: int | None = None
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn, and of how many nodes; edges of a kind between the same two are one, with how many they are.

    `rows` are the edges one by one that a table gives of all `total`, with their words. `parents` is what each node
    directly stands in, by its place.
    """

    answer: Answer
    detail: Detail
    count: int
    total: int
    rows: tuple[Edge, ...] = ()
    parents: tuple[str | None, ...] = ()


async def draw(trace: Trace, asked: Asked, limits: Limits) -> Drawn:
    """What is drawn of a scope; a table gives so many edges as `asked.most` says, from `asked.offset` on.

    Raises:
        ScopeError: as `Scope.parts`.
        EngineError: the engine gave no words.
    """
    network = trace.network
    views = list(View.each(network, asked.scope))
    found = [_Found.of(view, limits) for view in views]
    drawn = await _drawn(trace, asked, found)
    around = notes_around(trace, asked.scope, views) if limits == Limits() else ()
    return replace(drawn, answer=replace(drawn.answer, notes=(*around, *notes_on_versions(trace, asked.scope))))


async def _drawn(trace: Trace, asked: Asked, found: "Sequence[_Found]") -> Drawn:
    network = trace.network
    nodes, arcs = _joined(part.nodes for part in found), _joined(part.arcs for part in found)
    if len(nodes) <= MOST_NODES:
        bundles = _Bundles.of(network, arcs)
        if len(bundles.arcs) <= _MOST_EDGES:
            return await _one_by_one(trace, asked, nodes, arcs, bundles)
    stated, mentions = _stated(network, nodes), _mentions(network, arcs)
    for detail in (Detail.PROGRAMMES, Detail.DOCUMENTS):
        keys, sizes = np.unique(_keys(network, stated, detail), return_counts=True)
        if len(keys) <= MOST_NODES:
            graph = _Groups.of(network, keys, sizes, mentions, detail).graph(network, detail)
            rows = graph.edges[asked.offset : asked.offset + asked.most]
            return Drawn(_answer(trace, asked, graph), detail, len(nodes), len(graph.edges), rows)
    return Drawn(_answer(trace, asked, Graph()), Detail.NONE, len(nodes), 0)


async def _one_by_one(trace: Trace, asked: Asked, nodes: Numbers, arcs: Numbers, bundles: "_Bundles") -> Drawn:
    network = trace.network
    some = arcs[asked.offset : asked.offset + asked.most]
    words = await words_of(trace.engine, network, some.tolist())
    edge = partial(_edge, network, nodes, words)
    graph = Graph(nodes_of(network, nodes.tolist()), tuple(map(edge, bundles.arcs.tolist(), bundles.counts.tolist())))
    return Drawn(
        _answer(trace, asked, graph),
        Detail.EACH,
        len(nodes),
        len(arcs),
        tuple(map(edge, some.tolist())),
        tuple(_parent(network, int(node)) for node in nodes),
    )


def _edge(network: Network, nodes: Numbers, words: Mapping[int, Words], arc: int, count: int = 1) -> Edge:
    source, target = np.searchsorted(nodes, (network.source(arc), network.target(arc))).tolist()
    return Edge(source, target, network.arc_kind_name(arc), network.is_suspect(arc), count, words.get(arc))


@dataclass(frozen=True, slots=True)
class _Bundles:
    """Arcs of one kind between the same two nodes: the first of each such bundle, and how many they are."""

    arcs: Numbers
    counts: Numbers

    @classmethod
    def of(cls, network: Network, arcs: Numbers) -> "_Bundles":
        """The bundles of arcs, which stand in the order of their sources, targets and kinds."""
        kinds = network.arc_kind[arcs].astype(np.int64)
        first = starts_of_runs(network.sources(arcs), network.targets(arcs), kinds)
        return cls(arcs[first], np.diff(np.append(first, len(arcs))))


def _answer(trace: Trace, asked: Asked, graph: Graph) -> Answer:
    return trace.answer(
        "network",
        _TITLE,
        _METHOD,
        asked,
        {"offset": asked.offset},
        graph=graph,
        sheets=sheets_of(graph),
        counts_absence=True,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The nodes and arcs of one body that are drawn, in the order of the network."""

    nodes: Numbers
    arcs: Numbers

    @classmethod
    def of(cls, view: View, limits: Limits) -> "_Found":
        """The goals of a view with all that an arc ties; with limits, what is within these and what that is tied to."""
        steps = view.arcs()
        nodes = np.union1d(view.nodes(_GOAL), np.concatenate((steps.begins, steps.ends)))
        chosen = _within(view, nodes, limits)
        if chosen is None:
            return cls(nodes, steps.arcs)
        at_begin = chosen[np.searchsorted(nodes, steps.begins)]
        at_end = chosen[np.searchsorted(nodes, steps.ends)]
        kept = at_begin | at_end
        ends = np.concatenate((steps.begins[kept], steps.ends[kept]))
        return cls(np.union1d(nodes[chosen], ends), steps.arcs[kept])


def _within(view: View, nodes: Numbers, limits: Limits) -> NDArray[np.bool_] | None:
    """For each node whether it is within the limits; None where there are none."""
    if limits.domain is None and limits.holder is None:
        return None
    chosen = np.ones(len(nodes), dtype=np.bool_)
    if limits.domain is not None:
        chosen &= (view.network.node_domain[nodes] == limits.domain) | (nodes == limits.domain)
    if limits.holder is not None:
        held = view.network.arcs_into(np.array([limits.holder], dtype=np.int64))
        chosen &= np.isin(nodes, np.append(view.network.sources(held), limits.holder))
    return chosen


@dataclass(frozen=True, slots=True)
class _Groups:
    """Nodes taken together: by what, how many they are, and how often they refer to each other."""

    keys: Numbers
    sizes: Numbers
    begins: Numbers
    ends: Numbers
    weights: Numbers

    @classmethod
    def of(cls, network: Network, keys: Numbers, sizes: Numbers, arcs: Numbers, detail: Detail) -> "_Groups":
        """The groups of some keys, with the arcs between them; those within a group are left out."""
        ends = (network.sources(arcs), network.targets(arcs))
        begins, targets = (np.searchsorted(keys, _keys(network, side, detail)) for side in ends)
        apart = begins != targets
        pairs, weights = np.unique(begins[apart] * len(keys) + targets[apart], return_counts=True)
        return cls(keys, sizes, pairs // len(keys), pairs % len(keys), weights)

    def graph(self, network: Network, detail: Detail) -> Graph:
        """The groups as nodes, in the order of the network."""
        nodes = tuple(
            _group(network, int(key), int(size), detail) for key, size in zip(self.keys, self.sizes, strict=True)
        )
        edges = tuple(
            Edge(int(source), int(target), "references", weight=int(weight))
            for source, target, weight in zip(self.begins, self.ends, self.weights, strict=True)
        )
        return Graph(nodes, edges)


def _stated(network: Network, nodes: Numbers) -> Numbers:
    """The nodes that a document states; what endures and who holds portfolios is in no programme or document."""
    kinds = [NODE_KINDS.index(kind) for kind in VERSION_KINDS]
    found: Numbers = nodes[np.isin(network.node_kind[nodes], kinds)]
    return found


def _mentions(network: Network, arcs: Numbers) -> Numbers:
    """The arcs that are counted as references between groups."""
    found: Numbers = arcs[~network.kinds(EITHER_WAY_KINDS, suspect=True)[network.arc_kind[arcs]]]
    return found


def _keys(network: Network, nodes: Numbers, detail: Detail) -> Numbers:
    """By what each node is taken together: the number of its programme, or that of the first node of its part.

    What stands in no programme is taken together by its part; it joins the programme that stands first there, if any.
    """
    firsts = np.array([part.first for part in network.parts], dtype=np.int64)
    parts = firsts[np.searchsorted(firsts, nodes, side="right") - 1]
    if detail is Detail.DOCUMENTS:
        return parts
    programmes = network.node_programme[nodes].astype(np.int64)
    return np.where(programmes >= 0, programmes, parts)


def _group(network: Network, key: int, size: int, detail: Detail) -> Node:
    """A programme or document as a node for all that is in it; its name says how many that are."""
    if detail is Detail.PROGRAMMES and network.kind(key) == "programme-version":
        node = node_of(network, key)
        return replace(node, kind="group", loaded=True, name=f"{node.name} ({size})".strip())
    path = network.part_of(key).path
    document = path if "/" in path else None
    return Node(f"{network.base}/id/document/{path}", "group", "", f"{path} ({size})", document)


def _parent(network: Network, node: int) -> str | None:
    """What a version directly stands in."""
    arcs = network.arcs_from(np.array([node], dtype=np.int64))
    above = arcs[network.kinds([TREE], suspect=True)[network.arc_kind[arcs]]]
    return network.iri(network.target(int(above[0]))) if len(above) else None


def _joined(parts: Iterator[Numbers]) -> Numbers:
    return np.concatenate((np.empty(0, dtype=np.int64), *parts))


_TITLE: Final = Phrase("Netwerk van doelen", "Network of goals")
_METHOD: Final = Phrase(
    "alle doelen van de documenten, met wat er door een verwijzing of ander verband aan vastzit",
    "all goals of the documents, with what is tied to them by a reference or other connection",
)
