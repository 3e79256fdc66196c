"""What would break without a goal is what plain loops over the references find."""

from collections import Counter
from collections.abc import Iterable

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from webs import (
    BODY,
    DOCUMENT,
    Web,
    circle,
    digraph_of,
    goal,
    network_of,
    numbers_of,
    parallel,
    path_of,
    scopes,
    view_of,
    web_of,
    webs,
)

from service.answers.trace.asking import Group
from service.answers.trace.connected import heads_of
from service.answers.trace.drop import Dropped, Tie, dropped
from service.release.network import Network
from service.release.network_rows import HOLDER, TREE, VERSION_OF


def references(web: Web, scope: object) -> nx.MultiDiGraph:
    """What takes part, without trees, holders and what refers to itself."""
    graph = digraph_of(web, scope, BODY)  # type: ignore[arg-type]
    away = [
        (source, target, key)
        for source, target, key, said in graph.edges(keys=True, data=True)
        if said["kind"] in {TREE, HOLDER, VERSION_OF} or source == target
    ]
    graph.remove_edges_from(away)
    return graph


def is_goal(graph: nx.MultiDiGraph, path: str) -> bool:
    return graph.nodes[path]["kind"] == "goal-version" and not graph.nodes[path]["named"]


def only_with(graph: nx.MultiDiGraph, group: set[str], *, outgoing: bool) -> dict[str, int]:
    """The goals all of whose references that way are with a group, and how many they are."""
    found = {}
    for path in graph:
        if path in group or not is_goal(graph, path):
            continue
        edges = graph.out_edges(path) if outgoing else graph.in_edges(path)
        others = [target if outgoing else source for source, target in edges]
        if others and all(other in group for other in others):
            found[path] = len(others)
    return found


def lost_pairs(web: Web, graph: nx.MultiDiGraph, group: set[str], by: Group) -> dict[frozenset[str], int]:
    """Pairs of programmes or domains between which every reference touches a group, with how many there are."""
    total: Counter[frozenset[str]] = Counter()
    kept = set()
    for source, target in graph.edges():
        ends = [web.programme(path) if by is Group.PROGRAMME else web.nodes[path].domain for path in (source, target)]
        if not all(ends) or ends[0] == ends[1] or group & set(ends):
            continue
        total[frozenset(ends)] += 1
        if not group & {source, target}:
            kept.add(frozenset(ends))
    return {pair: count for pair, count in total.items() if pair not in kept}


def strays(graph: nx.MultiDiGraph, group: set[str], numbers: dict[str, int]) -> list[set[str]]:
    """The parts, but the largest of each, into which falls apart what was connected with a group."""
    whole = nx.Graph(graph)
    whole.remove_nodes_from(list(nx.isolates(whole)))
    left = whole.copy()
    left.remove_nodes_from(group)
    found = []
    for component in nx.connected_components(whole):
        if component & group:
            parts = sorted(
                nx.connected_components(left.subgraph(component)),
                key=lambda part: (-len(part), min(numbers[path] for path in part)),
            )
            tied = len(parts) > 1 and len(parts[0]) == len(parts[1])
            found += parts if tied else parts[1:]
    return sorted(found, key=lambda part: min(numbers[path] for path in part))


def ties(network: Network, found: Iterable[Tie]) -> dict[str, int]:
    return {path_of(network, tie.node): tie.references for tie in found}


@settings(deadline=None)
@given(st.data())
def test_what_breaks_is_what_loops_find(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope = data.draw(scopes(web))
    network = network_of(web)
    numbers, graph = numbers_of(network, web), references(web, scope)
    busy = [path for path in sorted(graph) if graph.degree(path)]
    among = st.sampled_from(sorted(graph)) | st.sampled_from(busy) if busy else st.sampled_from(sorted(graph))
    group = set(data.draw(st.lists(among, min_size=1, max_size=6, unique=True)))
    found = dropped(view_of(network, scope), np.array(sorted(numbers[path] for path in group)))
    told = [
        (path_of(network, network.source(arc)), path_of(network, network.target(arc)), network.arc_kind_name(arc))
        for arc in found.dangling.tolist()
    ]
    assert found.dangling.tolist() == sorted(found.dangling.tolist())
    assert sorted(told) == sorted(
        (source, target, said["kind"])
        for source, target, said in graph.edges(data=True)
        if target in group and source not in group
    )
    assert {path_of(network, gone.node): (gone.dangling, gone.own) for gone in found.gone} == {
        path: (
            sum(source not in group for source, _ in graph.in_edges(path)),
            sum(target not in group for _, target in graph.out_edges(path)),
        )
        for path in group
    }
    assert ties(network, found.unreferred) == only_with(graph, group, outgoing=False)
    assert ties(network, found.unreferring) == only_with(graph, group, outgoing=True)
    for tie in found.unreferred:
        assert network.target(tie.arc) == tie.node
        assert path_of(network, network.source(tie.arc)) in group
    for by in (Group.PROGRAMME, Group.DOMAIN):
        pairs = {
            frozenset(path_of(network, end) for end in (pair.begin, pair.end)): pair.references
            for pair in found.pairs
            if pair.by is by
        }
        assert pairs == lost_pairs(web, graph, group, by)
    assert parts_of(network, found) == strays(graph, group, numbers)
    inside = digraph_of(web, scope, BODY)
    below = {arc.source for arc in web.arcs if arc.kind == TREE and arc.target in group and arc.source in inside}
    assert {path_of(network, node) for node in found.loose} == below - group


def parts_of(network: Network, found: Dropped) -> list[set[str]]:
    count = max((stray.part for stray in found.apart), default=0)
    return [
        {path_of(network, stray.node) for stray in found.apart if stray.part == number}
        for number in range(1, count + 1)
    ]


@given(st.integers(1, 30), st.data())
def test_what_hangs_together_has_the_first_of_it_as_head(size: int, data: st.DataObject) -> None:
    node = st.integers(0, size - 1)
    links = data.draw(st.lists(st.tuples(node, node), max_size=40))
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(links)
    begins, ends = np.array(links, dtype=np.int64).reshape(-1, 2).T
    heads = heads_of(begins, ends, size).tolist()
    assert heads == [min(nx.node_connected_component(graph, one)) for one in range(size)]


def test_what_is_dropped_itself_is_not_told_of() -> None:
    web = web_of([("1.1", "1.2"), ("1.2", "2.1"), ("2.1", "1.1"), ("3.1", "1.1")])
    network = network_of(web)
    numbers = numbers_of(network, web)
    programme = [path for path in numbers if web.programme(path) == f"programme-version/{DOCUMENT}/1"]
    found = dropped(view_of(network), np.array(sorted(numbers[path] for path in programme)))
    assert ties(network, found.unreferred) == {goal("2.1"): 1}
    assert ties(network, found.unreferring) == {goal("2.1"): 1, goal("3.1"): 1}
    assert found.pairs == ()
    assert parts_of(network, found) == [{goal("2.1")}, {goal("3.1")}]
    assert found.loose.tolist() == []


def one_dropped(web: Web, number: str) -> tuple[Network, Dropped]:
    network = network_of(web)
    return network, dropped(view_of(network), np.array([numbers_of(network, web)[goal(number)]]))


def test_a_ring_without_one_still_hangs_together() -> None:
    network, found = one_dropped(circle(5000), "1.1.2")
    assert found.apart == ()
    assert ties(network, found.unreferred) == {goal("1.1.3"): 1}
    assert ties(network, found.unreferring) == {goal("1.1.1"): 1}
    assert len(found.dangling) == 1


def test_a_hundred_thousand_parallel_references_dangle_one_by_one() -> None:
    network, found = one_dropped(parallel(100_000), "1.1.2")
    assert len(found.dangling) == 100_000
    assert ties(network, found.unreferring) == {goal("1.1.1"): 100_000}
    assert parts_of(network, found) == [{goal("1.1.1")}, {goal("2.1.1")}]
    assert [(pair.by, pair.references) for pair in found.pairs] == [(Group.PROGRAMME, 1)]
