"""Steps and reach over the network are those of the same graph in networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from webs import (
    BODY,
    DOCUMENT,
    OTHER_BODY,
    circle,
    digraph_of,
    goal,
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

from service.answers.trace.scope import Scope, ScopeError, Way
from service.answers.trace.view import FAR, View
from service.release.network_rows import NODE_KINDS, VERSION_KINDS

WAYS = st.sampled_from(list(Way))


@settings(deadline=None)
@given(st.data())
def test_steps_are_the_arcs_that_leave_or_reach_a_node(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, way = data.draw(scopes(web)), data.draw(WAYS)
    network = network_of(web)
    view, numbers, graph = view_of(network, scope), numbers_of(network, web), steps_of(web, scope, way, BODY)
    for path in graph:
        steps = view.step(np.array([numbers[path]]), way)
        found = sorted(
            (path_of(network, end), network.arc_kind_name(arc), network.is_suspect(arc), int(network.arc_start[arc]))
            for arc, end in zip(map(int, steps.arcs), steps.ends, strict=True)
        )
        expected = sorted(
            (end, said["kind"], said["suspect"], said["start"]) for _, end, said in graph.edges(path, data=True)
        )
        assert found == expected


@settings(deadline=None)
@given(st.data())
def test_reach_is_the_distance_of_breadth_first_search(data: st.DataObject) -> None:
    web = data.draw(webs(bodies=2))
    scope, way, depth = data.draw(scopes(web)), data.draw(WAYS), data.draw(st.integers(0, 6))
    network = network_of(web)
    view, numbers, graph = view_of(network, scope), numbers_of(network, web), steps_of(web, scope, way, BODY)
    assume(len(graph) > 0)
    starts = data.draw(st.lists(st.sampled_from(sorted(graph)), min_size=1, max_size=3, unique=True))
    reach = view.reach(np.array([numbers[path] for path in starts]), way, depth)
    expected = nx.multi_source_dijkstra_path_length(graph, set(starts), cutoff=depth)
    for path in graph:
        assert reach.distance(numbers[path]) == expected.get(path, FAR)
    for distance, level in enumerate(reach.levels):
        assert {path_of(network, node) for node in level} == {
            path for path, steps in expected.items() if steps == distance
        }


@settings(deadline=None)
@given(st.data())
def test_all_arcs_of_the_views_are_those_of_the_graph(data: st.DataObject) -> None:
    web = data.draw(webs(bodies=2))
    scope = data.draw(scopes(web))
    network = network_of(web)
    found = [
        (path_of(network, source), path_of(network, target))
        for view in View.each(network, scope)
        for source, target in zip(view.arcs().begins, view.arcs().ends, strict=True)
    ]
    codes = {path.split("/")[0] for path in scope.parts(network)}
    graphs = [digraph_of(web, scope, code) for code in codes]
    assert sorted(found) == sorted(edge for graph in graphs for edge in graph.edges())


@settings(deadline=None)
@given(st.data())
def test_arcs_between_nodes_are_those_of_the_part_with_these_nodes(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope = data.draw(scopes(web))
    network = network_of(web)
    graph, numbers = digraph_of(web, scope, BODY), numbers_of(network, web)
    assume(len(graph) > 0)
    chosen = data.draw(st.lists(st.sampled_from(sorted(graph)), min_size=1, unique=True))
    steps = view_of(network, scope).between(np.array([numbers[path] for path in chosen]))
    found = [
        (path_of(network, source), path_of(network, target))
        for source, target in zip(steps.begins, steps.ends, strict=True)
    ]
    assert sorted(found) == sorted(graph.subgraph(chosen).edges())


@settings(deadline=None)
@given(st.data())
def test_nodes_of_a_kind_are_those_that_take_part(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope, loaded = data.draw(scopes(web)), data.draw(st.booleans())
    kinds = data.draw(st.lists(st.sampled_from(NODE_KINDS), min_size=1, unique=True))
    network = network_of(web)
    found = [path_of(network, node) for node in view_of(network, scope).nodes(kinds, loaded=loaded)]
    expected = [
        path
        for path, said in digraph_of(web, scope, BODY).nodes(data=True)
        if said["kind"] in kinds and not (loaded and said["named"])
    ]
    assert sorted(found) == sorted(expected)


def test_a_body_is_seen_without_the_others() -> None:
    one, other = web_of([("1.1", "1.2")]), web_of([("1.1", "1.2")], document=f"{OTHER_BODY}/begroting/2031")
    both = type(one)({**one.rows, **other.rows}, one.loaded | other.loaded)
    network = network_of(both)
    views = list(View.each(network, Scope()))
    assert [len(view.arcs().arcs) for view in views] == [1, 1]
    assert [len(view.inside) for view in views] == [3, 3]


def test_a_ring_is_walked_once() -> None:
    web = circle(5000)
    network = network_of(web)
    start = numbers_of_one(network, goal("1.1.1"))
    reach = view_of(network).reach(np.array([start]), Way.OUT, 6000)
    assert len(reach.levels) == 5000
    assert reach.distance(numbers_of_one(network, goal("1.1.5000"))) == 4999


def test_many_parallel_references_reach_one_goal() -> None:
    network = network_of(parallel(100_000))
    reach = view_of(network).reach(np.array([numbers_of_one(network, goal("1.1.1"))]), Way.OUT, 3)
    assert [len(level) for level in reach.levels] == [1, 1, 1]


def numbers_of_one(network: object, path: str) -> int:
    found = network.find(f"http://localhost:8000/id/{path}")  # type: ignore[attr-defined]
    assert found is not None
    return int(found)


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        (Scope(documents=("gm9999/begroting/1999",)), DOCUMENT),
        (Scope(documents=(BODY,)), DOCUMENT),
        (Scope(relations=("zie",)), "contributes-to"),
        (Scope(organisation="gm0000"), BODY),
    ],
)
def test_what_is_not_there_is_told_with_what_is(scope: Scope, named: str) -> None:
    network = network_of(web_of([("1.1", "1.2")]))
    with pytest.raises(ScopeError, match=named):
        scope.parts(network)


def test_years_bound_the_documents_that_take_part() -> None:
    rows = web_of([("1.1", "1.2")]).rows[BODY]
    earlier = web_of([("1.1", "1.2")], document=f"{BODY}/begroting/2030").rows[BODY]
    report = web_of([("1.1", "1.2")], document=f"{BODY}/berap/2031-1").rows[BODY]
    web = type(circle(1))({BODY: (*rows, *earlier, *report)}, frozenset({DOCUMENT}))
    network = network_of(web)
    assert Scope(first_year=2031).parts(network) == (DOCUMENT, f"{BODY}/berap/2031-1")
    assert Scope(last_year=2030).parts(network) == (f"{BODY}/begroting/2030",)
    assert Scope().parts(network) == (f"{BODY}/begroting/2030", DOCUMENT, f"{BODY}/berap/2031-1")


def test_every_version_is_of_a_kind_of_node() -> None:
    assert set(VERSION_KINDS) < set(NODE_KINDS)
