"""Rival: networkx with the same nodes and references in its own graphs, asked the same questions in plain Python."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Final

import msgspec
import networkx as nx

from benchmarks import trace_asking as asking
from benchmarks.trace_asking import Clock, Drawn, Pace, Size, Timed
from benchmarks.trace_network import memory
from service.answers.trace.scope import MOST_DEPTH
from service.release.network_build import Body
from service.release.network_rows import REFERENCE_KINDS

GOAL: Final = "goal-version/"


class Answered(msgspec.Struct, frozen=True, rename="camel"):
    """What networkx took: seconds and memory to build its graphs, and each question."""

    seconds: float
    mib: float
    timed: tuple[Timed, ...]


class Given(msgspec.Struct, frozen=True):
    """What its process is given."""

    size: Size
    draws: tuple[Drawn, ...]
    pace: Pace


class Graphs:
    """References as networkx holds them: every one as an edge, and one edge for each pair of nodes."""

    def __init__(self) -> None:
        self.all: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.pairs: nx.DiGraph[str] = nx.DiGraph()
        self.documents: dict[str, list[str]] = {}

    def add(self, body: Body) -> None:
        """Take in the nodes and references of a body."""
        for rows in body.rows:
            for node in rows.nodes:
                programme = node.path if node.path.startswith("programme") else next(reversed(node.above), "")
                self.all.add_node(node.path, named=node.named, programme=programme)
                if "-version/" in node.path:
                    self.documents.setdefault(_document(node.path), []).append(node.path)
            for arc in rows.arcs:
                if arc.kind in REFERENCE_KINDS:
                    self.all.add_edge(arc.source, arc.target, kind=arc.kind, suspect=arc.suspect)

    def finish(self) -> None:
        """Make the graph of pairs."""
        self.pairs = nx.DiGraph(self.all)

    def of(self, document: str | None) -> "nx.DiGraph[str]":
        """The pairs within a document, or all of them."""
        return self.pairs if document is None else self.pairs.subgraph(self.documents[document])


def ask(given: Given) -> Answered:
    """Build the graphs and ask everything, in a process that does nothing else."""
    before, seconds, graphs = memory("status", "VmRSS"), 0.0, Graphs()
    for body in given.size.plan.bodies():
        started = time.perf_counter()
        graphs.add(body)
        seconds += time.perf_counter() - started
    started = time.perf_counter()
    graphs.finish()
    seconds += time.perf_counter() - started
    grown = memory("status", "VmRSS") - before
    draws = given.draws[: given.pace.draws]
    clocks = [Clock(name) for name in ASKS]
    for _ in range(given.pace.rounds):
        for clock in clocks:
            clock.ask(partial(ASKS[clock.question], graphs), draws, given.pace.limit_s)
    return Answered(round(seconds, 2), round(grown, 1), tuple(clock.timed() for clock in clocks))


def _document(path: str) -> str:
    return "/".join(path.split("/")[1:4])


def _neighbours(graphs: Graphs, drawn: Drawn) -> int:
    return len({*graphs.pairs.successors(drawn.source), *graphs.pairs.predecessors(drawn.source)})


def _shortest(graphs: Graphs, drawn: Drawn) -> int:
    try:
        steps = len(nx.shortest_path(graphs.all, drawn.source, drawn.target)) - 1
    except nx.NetworkXNoPath:
        return 0
    return steps if steps <= MOST_DEPTH else 0


def _paths(graphs: Graphs, drawn: Drawn) -> int:
    try:
        found = nx.shortest_simple_paths(graphs.pairs, drawn.source, drawn.target)
        first = takewhile(lambda path: len(path) <= MOST_DEPTH + 1, islice(found, asking.PATHS_WANTED))
        return sum(len(path) - 1 for path in first)
    except nx.NetworkXNoPath:
        return 0


def _impact(graphs: Graphs, drawn: Drawn) -> int:
    ways = (graphs.pairs, graphs.pairs.reverse(copy=False))
    reached = (nx.single_source_shortest_path_length(way, drawn.source, cutoff=asking.DEPTH) for way in ways)
    return sum(len(distances) - 1 for distances in reached)


def _hubs(graphs: Graphs, document: str | None) -> int:
    graph = graphs.of(document)
    degrees = [(graph.in_degree(node), graph.out_degree(node)) for node in graph if _counts(graphs, node)]
    return sum(inward for inward, _ in sorted(degrees, reverse=True)[:20])


def _unreferred(graphs: Graphs, document: str | None) -> int:
    graph = graphs.of(document)
    return sum(1 for node in graph if _counts(graphs, node) and graph.in_degree(node) == 0)


def _one_way(graphs: Graphs, document: str | None) -> int:
    graph = graphs.of(document)
    named = graphs.all.nodes(data="named")  # only what is loaded could refer back
    return sum(1 for source, target in graph.edges if not graph.has_edge(target, source) and not named[target])


def _pairs(graphs: Graphs, document: str | None) -> int:
    edges = graphs.of(document).edges
    programme = graphs.all.nodes(data="programme")
    pairs = Counter((programme[source], programme[target]) for source, target in edges)
    return sum(1 for pair in pairs if all(pair))


def _components(graphs: Graphs, document: str | None) -> int:
    components = nx.strongly_connected_components(graphs.of(document))
    return sum(len(component) for component in components if len(component) > 1)


def _matrix(graphs: Graphs, document: str) -> int:
    graph = graphs.all.subgraph(graphs.documents[document])
    return len(Counter(graph.edges(keys=False)))


def _counts(graphs: Graphs, node: str) -> bool:
    return node.startswith(GOAL) and not graphs.all.nodes[node]["named"]


def _each(
    name: str, question: Callable[[Graphs, str | None], int]
) -> tuple[tuple[str, Callable[[Graphs, Drawn], int]], ...]:
    """A question about a document, and the same about all of the release."""
    whole = (asking.whole(name), lambda graphs, _drawn: question(graphs, None))
    return (name, lambda graphs, drawn: question(graphs, drawn.document)), whole


ASKS: Final[Mapping[str, Callable[[Graphs, Drawn], int]]] = MappingProxyType(
    dict(
        (
            (asking.NEIGHBOURS, _neighbours),
            (asking.SHORTEST, _shortest),
            (asking.PATHS, _paths),
            (asking.IMPACT, _impact),
            (asking.MATRIX, lambda graphs, drawn: _matrix(graphs, drawn.document)),
            *_each(asking.HUBS, _hubs),
            *_each(asking.UNREFERRED, _unreferred),
            *_each(asking.ONE_WAY, _one_way),
            *_each(asking.PAIRS, _pairs),
            *_each(asking.COMPONENTS, _components),
        )
    )
)
