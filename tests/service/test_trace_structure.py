"""Hubs, bridges, one-way references and pairs are what plain loops and networkx count of random webs."""

from dataclasses import replace

import networkx as nx
import plain_structure as plain
import pytest
from hypothesis import given
from plain_structure import FEW, Case, cases, tight_cases

from service.answers.trace.asking import Group
from service.answers.trace.bridges import all_bridges, cut_points
from service.answers.trace.hubs import all_degrees, ranked
from service.answers.trace.one_way import all_one_way
from service.answers.trace.pairs import all_pairs
from service.answers.trace.unreferred import all_quiet
from service.answers.trace.view import View

GROUPS = [group for group in Group if group is not Group.GOAL]


@FEW
@given(cases())
def test_degrees_count_distinct_goals_and_references_apart(case: Case) -> None:
    found, counted = all_degrees(case.network, case.scope)
    references = plain.references_of(case.web, case.scope)
    goals = plain.loaded_goals(case.web, case.scope)
    assert counted
    assert set(case.named(found.nodes)) == goals
    assert found.nodes.tolist() == sorted(found.nodes.tolist())
    assert dict(zip(case.named(found.nodes), found.referred_by.tolist(), strict=True)) == {
        goal: case.graph.in_degree(goal) for goal in goals
    }
    assert dict(zip(case.named(found.nodes), found.refers_to.tolist(), strict=True)) == {
        goal: case.graph.out_degree(goal) for goal in goals
    }
    for place, path in enumerate(case.named(found.nodes)):
        assert found.references_in[place] == sum(n for (_, target), n in references.items() if target == path)
        assert found.references_out[place] == sum(n for (source, _), n in references.items() if source == path)


@FEW
@given(cases() | tight_cases())
def test_betweenness_is_that_of_networkx_for_each_body(case: Case) -> None:
    found, _ = all_degrees(case.network, case.scope)
    expected: dict[str, float] = {}
    for code in case.web.rows:
        body = case.graph.subgraph(path for path in case.graph if path.split("/")[1] == code)
        expected |= nx.betweenness_centrality(body)
    for path, between in zip(case.named(found.nodes), found.between.tolist(), strict=True):
        assert between == pytest.approx(expected[path], abs=1e-6)


@FEW
@given(cases() | tight_cases())
def test_hubs_are_ranked_by_degree_and_then_by_the_tree(case: Case) -> None:
    found, _ = all_degrees(case.network, case.scope)
    order = sorted(
        (node for node in found.nodes.tolist() if case.graph.in_degree(case.paths[node])),
        key=lambda node: (-case.graph.in_degree(case.paths[node]), node),
    )
    assert ranked(found, found.referred_by).nodes.tolist() == order


@FEW
@given(cases())
def test_goals_that_nothing_refers_to_have_no_edge_into_them_and_those_quiet_only_within_the_choice_stand_apart(
    case: Case,
) -> None:
    found = all_quiet(case.network, case.scope)
    goals = plain.loaded_goals(case.web, case.scope)
    every = plain.simple(case.web, replace(case.scope, documents=(), first_year=None, last_year=None))
    assert set(case.named(found.unreferred)) == {goal for goal in goals if not every.in_degree(goal)}
    assert set(case.named(found.unreferring)) == {goal for goal in goals if not every.out_degree(goal)}
    assert set(case.named(found.isolated)) == goals & set(nx.isolates(every))
    assert set(case.named(found.outside.nodes)) == {
        goal
        for goal in goals
        if (not case.graph.in_degree(goal) and every.in_degree(goal))
        or (not case.graph.out_degree(goal) and every.out_degree(goal))
    }


@FEW
@given(cases() | tight_cases())
def test_one_way_references_are_those_between_loaded_versions_without_one_back(case: Case) -> None:
    found = all_one_way(case.network, case.scope)
    named = {path for path, node in case.web.nodes.items() if node.named}
    both = [pair for pair in case.graph.edges if not named & {*pair}]
    expected = [(source, target) for source, target in both if not case.graph.has_edge(target, source)]
    pairs = list(zip(case.named(found.links.begins), case.named(found.links.ends), strict=True))
    assert sorted(pairs) == sorted(expected)
    assert found.mutual * 2 == len(both) - len(expected)
    references = plain.references_of(case.web, case.scope)
    assert found.links.counts.tolist() == [references[pair] for pair in pairs]


@pytest.mark.parametrize("by", Group)
@FEW
@given(case=cases())
def test_pairs_count_references_and_referring_versions_in_each_group(case: Case, by: Group) -> None:
    found = all_pairs(case.network, case.scope, by)
    pairs = zip(case.named(found.begins), case.named(found.ends), strict=True)
    counts = zip(found.references.tolist(), found.goals.tolist(), strict=True)
    listed = list(zip(pairs, counts, strict=True))
    assert dict(listed) == plain.pairs_of(case.web, case.scope, by)
    assert len(dict(listed)) == len(listed)
    groups = plain.memberships(case.web, by)
    for (begin, end), arc in zip((pair for pair, _ in listed), found.arcs.tolist(), strict=True):
        ends = case.paths[case.network.source(arc)], case.paths[case.network.target(arc)]
        assert begin in groups[ends[0]]
        assert end in groups[ends[1]]


@pytest.mark.parametrize("by", GROUPS)
@FEW
@given(case=cases() | tight_cases())
def test_bridges_tie_versions_that_share_no_group(case: Case, by: Group) -> None:
    found, only = all_bridges(case.network, case.scope, by)
    links = plain.crossing(case.web, case.scope, by)
    expected, members = {}, plain.memberships(case.web, by)
    for goal in plain.loaded_goals(case.web, case.scope):
        beside = {other for pair in links if goal in pair for other in pair if other != goal}
        groups = {group for other in beside for group in members[other]}
        if beside:
            expected[goal] = len(beside), len(groups), sum(count for pair, count in links.items() if goal in pair)
    counts = zip(found.others.tolist(), found.groups.tolist(), found.references.tolist(), strict=True)
    assert dict(zip(case.named(found.nodes), counts, strict=True)) == expected
    assert found.others.tolist() == sorted(found.others.tolist(), reverse=True)
    told = zip(case.named(only.nodes), case.named(only.left), case.named(only.right), strict=True)
    assert {(node, frozenset((left, right))) for node, left, right in told} == plain.only_links(
        case.web, case.scope, by
    )


@FEW
@given(cases() | tight_cases())
def test_cut_points_are_the_articulation_points_of_the_undirected_graph(case: Case) -> None:
    found = {path for view in View.each(case.network, case.scope) for path in case.named(cut_points(view))}
    assert found == set(nx.articulation_points(case.graph.to_undirected()))
