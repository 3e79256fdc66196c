"""The structure of a web counted by plain loops and by networkx, beside which the vectorised answers are proven.

Everything is by paths of identifiers, and nothing is read from a network.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx
import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from webs import BODY, DOCUMENT, Web, digraph_of, goal, is_version, network_of, numbers_of, scopes, web_of, webs

from service.answers.trace.asking import Group
from service.answers.trace.groups import NOWHERE
from service.answers.trace.scope import Scope
from service.release.network import Network
from service.release.network_rows import HOLDER, MONEY, TREE, VERSION_OF, ArcRow, NodeRow

Pair = tuple[str, str]
NONE = ""
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Few enough for a busy machine, and however slow that is."""
MANY = settings(FEW, max_examples=120)
"""For small webs of which one in three has a cycle."""


def references_of(web: Web, scope: Scope) -> Counter[Pair]:
    """How often what refers to what; what is walked both ways and references to oneself left out."""
    graph = digraph_of(web, scope)
    return Counter(
        (source, target)
        for source, target, said in graph.edges(data=True)
        if said["kind"] not in {TREE, HOLDER, VERSION_OF} and source != target
    )


def simple(web: Web, scope: Scope) -> nx.DiGraph:
    """All versions that take part, with one edge for each pair of which one refers to the other."""
    graph = nx.DiGraph()
    graph.add_nodes_from(path for path in digraph_of(web, scope) if is_version(path))
    graph.add_edges_from(references_of(web, scope))
    return graph


def loaded_goals(web: Web, scope: Scope) -> set[str]:
    """The goals that a loaded page describes."""
    taking_part = digraph_of(web, scope).nodes(data=True)
    return {path for path, said in taking_part if path.startswith("goal-version/") and not said["named"]}


def memberships(web: Web, by: Group) -> dict[str, set[str]]:
    """The groups of each version; one that stands for none where it has none."""
    nodes, arcs = web.nodes, web.arcs
    found: dict[str, set[str]] = {}
    for path in filter(is_version, nodes):
        match by:
            case Group.GOAL:
                found[path] = {path}
            case Group.PROGRAMME:
                found[path] = {web.programme(path) or NONE}
            case Group.DOMAIN:
                found[path] = {nodes[path].domain} & nodes.keys() or {NONE}
            case Group.HOLDER:
                found[path] = {arc.target for arc in arcs if arc.source == path and arc.kind == HOLDER} or {NONE}
    return found


def pairs_of(web: Web, scope: Scope, by: Group) -> dict[Pair, tuple[int, int]]:
    """How often groups refer to each other, and how many versions of the first do."""
    references: Counter[Pair] = Counter()
    speakers: dict[Pair, set[str]] = defaultdict(set)
    groups = memberships(web, by)
    for (source, target), count in references_of(web, scope).items():
        for begin in groups[source]:
            for end in groups[target]:
                references[begin, end] += count
                speakers[begin, end].add(source)
    return {pair: (count, len(speakers[pair])) for pair, count in references.items()}


def crossing(web: Web, scope: Scope, by: Group) -> dict[Pair, int]:
    """The references between versions that are each in some group and share none."""
    found, groups = {}, memberships(web, by)
    for (source, target), count in references_of(web, scope).items():
        begins, ends = groups[source], groups[target]
        if NONE not in begins | ends and not begins & ends:
            found[source, target] = count
    return found


def only_links(web: Web, scope: Scope, by: Group) -> set[tuple[str, frozenset[str]]]:
    """The loaded goals without which no link between two groups is left, by taking each out."""
    links, groups = crossing(web, scope, by), memberships(web, by)

    def tied(pairs: Iterable[Pair]) -> set[frozenset[str]]:
        return {
            frozenset((begin, end)) for source, target in pairs for begin in groups[source] for end in groups[target]
        }

    return {
        (node, lost)
        for node in loaded_goals(web, scope)
        for lost in tied(links) - tied(pair for pair in links if node not in pair)
    }


def shortest_cycles(graph: nx.DiGraph, order: Mapping[str, int]) -> dict[frozenset[str], list[tuple[int, ...]]]:
    """The first of the shortest cycles through each version, by component; all cycles of the graph are looked at."""
    every = [[order[node] for node in cycle] for cycle in nx.simple_cycles(graph) if len(cycle) > 1]
    found = {}
    for component in nx.strongly_connected_components(graph):
        best = set()
        for node in (order[path] for path in component):
            turned = [(*cycle[cycle.index(node) :], *cycle[: cycle.index(node)]) for cycle in every if node in cycle]
            if turned:
                first = min(turned, key=lambda cycle: (len(cycle), cycle))
                at = first.index(min(first))
                best.add((*first[at:], *first[:at]))
        if best:
            found[frozenset(component)] = sorted(best, key=lambda cycle: (len(cycle), cycle))
    return found


def partition(order: list[str], links: Iterable[Pair]) -> tuple[list[str], list[list[str]]]:
    """Heads so that what is referred to comes before what refers to it, by looking for the next one each time."""
    graph = nx.DiGraph()
    graph.add_nodes_from(order)
    graph.add_edges_from(links)
    waiting = sorted(
        (sorted(one, key=order.index) for one in nx.strongly_connected_components(graph)),
        key=lambda one: order.index(one[0]),
    )
    blocks = [one for one in waiting if len(one) > 1]
    placed: list[str] = []
    while waiting:
        free = next(one for one in waiting if all({*graph.successors(head)} <= {*placed, *one} for head in one))
        waiting.remove(free)
        placed += free
    return placed, blocks


@dataclass(frozen=True)
class Case:
    """A random web with a scope; its network is written when it is first asked for, and not while it is drawn."""

    web: Web
    scope: Scope

    @cached_property
    def network(self) -> Network:
        """The network of the web."""
        return network_of(self.web)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The nodes, by path."""
        return numbers_of(self.network, self.web)

    @cached_property
    def paths(self) -> dict[int, str]:
        """The paths of all nodes, and of none."""
        return {number: path for path, number in self.numbers.items()} | {NOWHERE: NONE}

    @cached_property
    def graph(self) -> nx.DiGraph:
        """As `simple`."""
        return simple(self.web, self.scope)

    def named(self, nodes: np.ndarray) -> list[str]:
        """The paths of nodes."""
        return [self.paths[node] for node in nodes.tolist()]


_NUMBERS = ("1.1.1", "1.1.2", "1.1.10", "2.1.1", "2.1.2", "2.2.1", "10.1.1", "10.1.2")
_DOMAINS = ("", f"domain/{BODY}/water", f"domain/{BODY}/zorg")
_PEOPLE = tuple(f"person/{BODY}/p{place}" for place in range(3))


@st.composite
def knots(draw: st.DrawFn) -> Web:
    """Random webs of one document with many references between few goals, so that they have cycles and bridges."""
    goals = [goal(number) for number in _NUMBERS[: draw(st.integers(2, len(_NUMBERS)))]]
    named = draw(st.sets(st.sampled_from(goals), max_size=2)) - {goals[0]}
    nodes = [
        NodeRow(
            path,
            number,
            sort_key=".".join(part.zfill(6) for part in number.split(".")),
            named=path in named,
            above=(f"programme-version/{DOCUMENT}/{number.split('.')[0]}",),
            domain=draw(st.sampled_from(_DOMAINS)),
        )
        for path, number in zip(goals, _NUMBERS, strict=False)
    ]
    lasting = [NodeRow(path, name=path.split("/")[-1]) for path in (*_DOMAINS[1:], *_PEOPLE)]
    speaking = st.sampled_from([path for path in goals if path not in named])
    kinds = st.sampled_from(("see", "see", "contributes-to", "unknown", MONEY))
    reference = st.builds(
        ArcRow, speaking, st.sampled_from(goals), kinds, st.integers(0, 3), st.sampled_from((False, False, True))
    )
    pairs = [(source, target) for source in goals if source not in named for target in goals if source != target]
    # of two random sets of pairs what they share: a fourth of all, so that there are cycles of many lengths
    drawn = draw(st.integers(0, 2 ** len(pairs) - 1)) & draw(st.integers(0, 2 ** len(pairs) - 1))
    arcs = [ArcRow(*pair, "see") for place, pair in enumerate(pairs) if drawn >> place & 1]
    arcs += draw(st.lists(reference, max_size=6))
    held = draw(st.lists(st.builds(ArcRow, speaking, st.sampled_from(_PEOPLE), st.just(HOLDER)), max_size=10))
    return web_of([*arcs, *held], *nodes, *lasting)


@st.composite
def tight_cases(draw: st.DrawFn) -> Case:
    """Random webs of few goals with many references, of which all take part, or all but suspect ones and money."""
    return Case(draw(knots()), draw(st.sampled_from((Scope(money=True), Scope(suspect=False)))))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Random webs with a scope: of one body or two with all that there may be, or of few goals with many references."""
    web = draw(knots() if draw(st.booleans()) else webs(bodies=draw(st.integers(1, 2))))
    scope = draw(scopes(web))
    # where only some relations take part little is left
    return Case(web, replace(scope, relations=()) if draw(st.booleans()) else scope)
