"""Cycles and matrices are what networkx and plain loops find of random webs."""

import plain_structure as plain
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_structure import FEW, MANY, Case, cases, tight_cases

from service.answers.trace.asking import Group, Order
from service.answers.trace.cycles import components_of, knots_of, shortest_cycles
from service.answers.trace.groups import NOWHERE
from service.answers.trace.matrix import square_of
from service.answers.trace.view import View

ALL = slice(0, 1000)


@MANY
@given(tight_cases())
def test_components_and_their_shortest_cycles_are_those_of_looking_at_all_cycles(case: Case) -> None:
    found = knots_of(case.network, case.scope, ALL)
    expected = plain.shortest_cycles(case.graph, case.numbers)
    members = [frozenset(case.named(component.members)) for component in found.components]
    assert found.total == len(members) == len(expected)
    assert [min(component.members.tolist()) for component in found.components] == sorted(
        min(case.numbers[path] for path in component) for component in expected
    )
    for component, shortest in zip(members, found.shortest, strict=True):
        assert list(shortest.cycles) == expected[component]
        assert shortest.complete


@MANY
@given(tight_cases(), st.integers(1, 3))
def test_of_many_cycles_the_first_are_given_and_it_is_said_that_there_are_more(case: Case, most: int) -> None:
    for view in View.each(case.network, case.scope):
        for component in components_of(view):
            whole = shortest_cycles(component, 1000, 1_000_000)
            some = shortest_cycles(component, most, 1_000_000)
            assert some.cycles == whole.cycles[:most]
            assert some.complete or len(whole.cycles) >= most
            assert not some.complete or some.cycles == whole.cycles


@pytest.mark.parametrize("by", Group)
@FEW
@given(case=cases())
def test_a_matrix_counts_what_pairs_count_and_has_a_head_for_each_loaded_goal(case: Case, by: Group) -> None:
    found = square_of(case.network, case.scope, by, Order.TREE)
    heads = case.named(found.heads)
    cells = {
        (heads[row], heads[column]): count
        for row, column, count in zip(found.rows.tolist(), found.columns.tolist(), found.counts.tolist(), strict=True)
    }
    pairs = plain.pairs_of(case.web, case.scope, by)
    assert cells == {pair: count for pair, (count, _) in pairs.items()}
    speaking = {path for pair in plain.references_of(case.web, case.scope) for path in pair}
    shown = plain.loaded_goals(case.web, case.scope) | speaking
    groups = plain.memberships(case.web, by)
    assert set(heads) == {group for path in shown for group in groups[path]}
    assert len(set(heads)) == len(heads)
    if by in {Group.GOAL, Group.PROGRAMME}:
        known = [node for node in found.heads.tolist() if node != NOWHERE]
        assert known == sorted(known)
    assert plain.NONE not in heads[:-1]


@pytest.mark.parametrize("by", Group)
@FEW
@given(case=tight_cases() | cases())
def test_partitioning_gathers_cycles_and_leaves_nothing_above_the_diagonal_but_in_blocks(case: Case, by: Group) -> None:
    tree = case.named(square_of(case.network, case.scope, by, Order.TREE).heads)
    found = square_of(case.network, case.scope, by, Order.CYCLES)
    placed, blocks = plain.partition(tree, plain.pairs_of(case.web, case.scope, by))
    heads = case.named(found.heads)
    assert heads == placed
    assert sorted(heads[first : first + length] for first, length in found.blocks) == sorted(blocks)
    inside = {
        (row, column)
        for first, length in found.blocks
        for row in range(first, first + length)
        for column in range(first, first + length)
    }
    cells = set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert all(column <= row for row, column in cells - inside)
