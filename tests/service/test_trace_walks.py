"""What is walked from a goal is what networkx walks: neighbours, simple paths by length, and what is at each distance."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from webs import (
    BODY,
    Web,
    circle,
    digraph_of,
    document_of,
    goal,
    is_version,
    network_of,
    numbers_of,
    parallel,
    path_of,
    scopes,
    steps_of,
    view_of,
    web_of,
    webs,
)

from service.answers.trace.impact import goals_of, impact_of, reached_parts
from service.answers.trace.neighbours import neighbourhood
from service.answers.trace.paths import MOST_PARALLEL, Paths, paths_between
from service.answers.trace.scope import Scope, Way
from service.release.network import Network
from service.release.network_rows import HOLDER, TREE, ArcRow

WAYS = st.sampled_from(list(Way))


def some(draw: st.DrawFn, graph: nx.MultiDiGraph, most: int = 4) -> list[str]:
    """Some nodes of a graph, those at which something is preferred."""
    busy = [path for path in sorted(graph) if graph.degree(path)]
    among = st.sampled_from(busy) | st.sampled_from(sorted(graph)) if busy else st.sampled_from(sorted(graph))
    return draw(st.lists(among, min_size=1, max_size=most, unique=True))


def array(numbers: dict[str, int], paths: list[str]) -> np.ndarray:
    return np.array(sorted(numbers[path] for path in paths), dtype=np.int64)


# ---- paths


def oracle_paths(graph: nx.MultiDiGraph, begins: list[str], ends: list[str], depth: int) -> set[tuple[str, ...]]:
    """All simple paths between two sets, of which nothing in between is in either; by plain recursion."""
    found = set()
    ways = nx.DiGraph(graph)

    def walk(path: tuple[str, ...]) -> None:
        if len(path) > depth:
            return
        for node in ways.successors(path[-1]):
            if node in path:
                continue
            if node in ends:
                found.add((*path, node))
            elif node not in begins:
                walk((*path, node))

    for begin in begins:
        walk((begin,))
    return found


@settings(deadline=None)
@given(st.data())
def test_paths_are_all_simple_paths_by_length_and_then_by_the_tree(data: st.DataObject) -> None:
    web = data.draw(webs(most_arcs=20))
    scope, way, depth = data.draw(scopes(web)), data.draw(WAYS), data.draw(st.integers(1, 5))
    network = network_of(web)
    numbers, graph = numbers_of(network, web), steps_of(web, scope, way, BODY)
    begins, ends = some(data.draw, graph), some(data.draw, graph)
    expected = sorted(
        (tuple(numbers[node] for node in path) for path in oracle_paths(graph, begins, ends, depth)),
        key=lambda path: (len(path), path),
    )
    assume(len(expected) < 3000)
    most, offset = data.draw(st.integers(1, 40)), data.draw(st.integers(0, 10))
    found = paths_between(
        view_of(network, scope),
        array(numbers, begins),
        array(numbers, ends),
        way,
        depth,
        most=most,
        offset=offset,
        budget=10**9,
    )
    assert list(found.paths) == expected[offset : offset + most]
    assert found.more == (len(expected) > offset + most)
    assert not found.stopped


@settings(deadline=None)
@given(st.data())
def test_between_two_goals_they_are_those_of_networkx(data: st.DataObject) -> None:
    web = data.draw(webs())
    way = data.draw(WAYS)
    network = network_of(web)
    numbers, graph = numbers_of(network, web), nx.DiGraph(steps_of(web, None, way, BODY))
    begin, end = data.draw(st.permutations(sorted(graph)))[:2] if len(graph) > 1 else (None, None)
    assume(begin is not None)
    found = paths_between(
        view_of(network), np.array([numbers[begin]]), np.array([numbers[end]]), way, 4, most=10_000, budget=10**9
    )
    paths = {tuple(path_of(network, node) for node in path) for path in found.paths}
    assert paths == {tuple(path) for path in nx.all_simple_paths(graph, begin, end, cutoff=4)}
    if nx.has_path(graph, begin, end) and found.paths:
        shortest = {tuple(path) for path in nx.all_shortest_paths(graph, begin, end)}
        length = len(found.paths[0])
        assert {path for path in paths if len(path) == length} == shortest


@settings(deadline=None)
@given(st.data())
def test_every_hop_has_all_arcs_that_may_be_walked_between_its_ends(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, way = data.draw(scopes(web)), data.draw(WAYS)
    network = network_of(web)
    numbers, graph = numbers_of(network, web), steps_of(web, scope, way, BODY)
    begins, ends = some(data.draw, graph), some(data.draw, graph)
    view = view_of(network, scope)
    found = paths_between(view, array(numbers, begins), array(numbers, ends), way, 3, most=20)
    assert set(found.hops) == {step for path in found.paths for step in pairwise(path)}
    for (begin, end), hop in found.hops.items():
        said = graph.get_edge_data(path_of(network, begin), path_of(network, end))
        assert hop.count == len(hop.arcs) == len(said)
        kinds = sorted(network.arc_kind_name(arc) for arc in hop.arcs)
        assert kinds == sorted(arc["kind"] for arc in said.values())
        against = [network.source(arc) != begin for arc in hop.arcs]
        assert against == sorted(against)
        assert all({network.source(arc), network.target(arc)} == {begin, end} for arc in hop.arcs)


def between(web: Web, begin: str, end: str, way: Way, depth: int, **more: int) -> tuple[Network, Paths]:
    network = network_of(web)
    numbers = numbers_of(network, web)
    ends = (np.array([numbers[goal(number)]]) for number in (begin, end))
    return network, paths_between(view_of(network), *ends, way, depth, **{"most": 10, **more})


def test_on_a_ring_of_five_thousand_there_is_a_way_round_and_one_back() -> None:
    _, out = between(circle(5000), "1.1.4999", "1.1.2", Way.OUT, 20)
    assert [len(path) - 1 for path in out.paths] == [3]
    _, back = between(circle(5000), "1.1.4999", "1.1.2", Way.IN, 20)
    assert back.paths == ()
    assert not back.stopped


def test_a_hundred_thousand_parallel_references_are_one_step() -> None:
    network, found = between(parallel(100_000), "1.1.1", "2.1.1", Way.OUT, 5)
    assert [len(path) for path in found.paths] == [3]
    first, second = (found.hops[step] for step in pairwise(found.paths[0]))
    assert (first.count, len(first.arcs)) == (100_000, MOST_PARALLEL)
    assert [int(network.arc_start[arc]) for arc in first.arcs] == list(range(MOST_PARALLEL))
    assert (second.count, len(second.arcs)) == (1, 1)


def complete(size: int) -> Web:
    numbers = [f"1.1.{place}" for place in range(1, size + 1)]
    return web_of((one, other) for one in numbers for other in numbers)


def test_a_search_that_stops_has_all_paths_up_to_a_length_and_says_which() -> None:
    _, found = between(complete(30), "1.1.1", "1.1.30", Way.OUT, 20, most=10_000, budget=5000)
    assert found.stopped
    assert found.complete == 3
    lengths = [len(path) - 1 for path in found.paths]
    assert (lengths.count(1), lengths.count(2), lengths.count(3)) == (1, 28, 28 * 27)
    _, few = between(complete(30), "1.1.1", "1.1.30", Way.OUT, 20, most=29)
    assert few.more
    assert not few.stopped


def routes(web: Web, begins: list[str], ends: list[str], way: Way = Way.OUT) -> list[list[str]]:
    network = network_of(web)
    numbers = numbers_of(network, web)
    sets = (array(numbers, [goal(number) for number in group]) for group in (begins, ends))
    found = paths_between(view_of(network), *sets, way, 5, most=100)
    return [[network.number(node) for node in path] for path in found.paths]


def test_a_path_between_groups_leaves_the_one_and_stops_in_the_other_at_once() -> None:
    web = web_of(pairwise(["1.1", "1.2", "2.1", "3.1", "3.2"]))
    assert routes(web, ["1.1", "1.2"], ["3.1", "3.2"]) == [["1.2", "2.1", "3.1"]]


def test_what_is_in_both_groups_may_begin_a_path_or_end_it_but_is_none() -> None:
    web = web_of(pairwise(["1.1", "1.2", "1.3"]))
    assert routes(web, ["1.1", "1.2"], ["1.2", "1.3"]) == [["1.1", "1.2"], ["1.2", "1.3"]]
    assert routes(web, ["1.2"], ["1.2", "1.3"]) == [["1.2", "1.3"]]
    assert routes(web, ["1.3"], ["1.2", "1.3"]) == []


@pytest.mark.parametrize(("begin", "end"), [("1.1", "1.2"), ("1.2", "1.1")])
def test_references_along_a_step_come_before_those_against_it(begin: str, end: str) -> None:
    network, found = between(web_of([("1.1", "1.2"), ("1.2", "1.1")]), begin, end, Way.BOTH, 1)
    (hop,) = found.hops.values()
    assert [network.number(network.source(arc)) for arc in hop.arcs] == [begin, end]


@pytest.mark.parametrize(("way", "expected"), [(Way.OUT, 1), (Way.IN, 1), (Way.BOTH, 1)])
def test_trees_and_holders_are_walked_both_ways(way: Way, expected: int) -> None:
    person = f"person/{BODY}/p"
    arcs = [ArcRow(goal("1.1.1"), person, HOLDER), ArcRow(goal("2.1.1"), person, HOLDER)]
    web = web_of([*arcs, ArcRow(goal("1.1.1"), f"programme-version/{BODY}/begroting/2031/1", TREE)])
    network = network_of(web)
    numbers = numbers_of(network, web)
    begin, end = (np.array([numbers[goal(number)]]) for number in ("1.1.1", "2.1.1"))
    view = view_of(network, Scope(references=False, holder=True, tree=True))
    assert len(paths_between(view, begin, end, way, 2, most=5).paths) == expected
    assert paths_between(view_of(network, Scope()), begin, end, way, 20, most=5).paths == ()


# ---- neighbours


@settings(deadline=None)
@given(st.data())
def test_neighbours_are_the_arcs_that_leave_or_enter_a_group(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, way = data.draw(scopes(web)), data.draw(WAYS)
    network = network_of(web)
    numbers, graph = numbers_of(network, web), steps_of(web, scope, way, BODY)
    group = some(data.draw, graph, most=6)
    found = neighbourhood(view_of(network, scope), array(numbers, group), way)
    steps = zip(found.steps.arcs.tolist(), found.steps.begins.tolist(), found.steps.ends.tolist(), strict=True)
    told = sorted((path_of(network, b), path_of(network, e), network.arc_kind_name(arc)) for arc, b, e in steps)
    leaving = [(b, e, said["kind"]) for b, e, said in graph.edges(group, data=True) if e not in group]
    assert told == sorted(leaving)
    whole = digraph_of(web, scope, BODY).subgraph(group)
    assert found.inner == whole.number_of_edges()
    assert found.along.tolist() == [
        network.source(arc) == begin
        for arc, begin in zip(found.steps.arcs.tolist(), found.steps.begins.tolist(), strict=True)
    ]


# ---- impact


@settings(deadline=None)
@given(st.data())
def test_impact_is_what_is_at_each_distance_with_a_shortest_way(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, way, depth = data.draw(scopes(web)), data.draw(WAYS), data.draw(st.integers(1, 6))
    network = network_of(web)
    numbers, graph = numbers_of(network, web), steps_of(web, scope, way, BODY)
    starts = some(data.draw, graph)
    found = impact_of(view_of(network, scope), array(numbers, starts), way, depth)
    graph.add_edges_from(("start", start) for start in starts)
    for distance in range(1, depth + 1):
        expected = nx.descendants_at_distance(graph, "start", distance + 1)
        level = found.reach.levels[distance] if distance < len(found.reach.levels) else []
        assert {path_of(network, node) for node in level} == expected
    for node in found.reached.tolist():
        path = found.path(node)
        assert len(path) - 1 == found.reach.distance(node)
        assert path_of(network, path[0]) in starts
        assert path[-1] == node
        for (begin, end), arc in zip(pairwise(path), found.arcs(path), strict=True):
            assert {network.source(arc), network.target(arc)} == {begin, end}
            assert graph.has_edge(path_of(network, begin), path_of(network, end))
        first = min(
            numbers[before]
            for before in graph.predecessors(path_of(network, node))
            if before != "start" and found.reach.distance(numbers[before]) == len(path) - 2
        )
        assert path[-2] == first


def test_a_ring_of_five_thousand_is_reached_as_deep_as_asked() -> None:
    web = circle(5000)
    network = network_of(web)
    start = np.array([numbers_of(network, web)[goal("1.1.1")]])
    found = impact_of(view_of(network), start, Way.BOTH, 20)
    assert [len(level) for level in found.reach.levels] == [1, *[2] * 20]


def test_of_equally_short_ways_the_first_in_the_order_of_the_tree_is_taken() -> None:
    web = web_of([("2.1", "1.1"), ("1.2", "2.1"), ("1.2", "2.1")])
    network = network_of(web)
    numbers = numbers_of(network, web)
    found = impact_of(view_of(network), array(numbers, [goal("1.1"), goal("1.2")]), Way.BOTH, 1)
    assert found.path(numbers[goal("2.1")]) == [numbers[goal("1.1")], numbers[goal("2.1")]]


@settings(deadline=None)
@given(st.data())
def test_reach_is_told_of_the_goals_in_documents_that_take_part_in_it(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, way, depth = data.draw(scopes(web)), data.draw(WAYS), data.draw(st.integers(1, 6))
    network = network_of(web)
    graph = steps_of(web, scope, way, BODY)
    starts = some(data.draw, graph)
    view = view_of(network, scope)
    parts = reached_parts(view, impact_of(view, array(numbers_of(network, web), starts), way, depth))
    graph.add_edges_from(("start", start) for start in starts)
    near = nx.single_source_shortest_path_length(graph, "start", depth + 1)
    documents = {document_of(path) for path in near if path != "start" and is_version(path)}
    assert {part.path for part in parts} == documents
    assert {path_of(network, node) for node in goals_of(view, parts)} == {
        path
        for path, said in graph.nodes(data=True)
        if path.startswith("goal-version/") and not said["named"] and document_of(path) in documents
    }
