"""The confidence of pairs is their share of all one-to-one assignments, and what is a part is told from what is double."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import exp, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.link.matching import shares
from ingest.link.tracing import Place

ODDS = st.floats(-4, 6)
GRAPHS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), ODDS, max_size=7)


def assignments(places: list[Place]) -> Iterator[tuple[Place, ...]]:
    """Every set of pairs in which nothing is paired twice."""
    for size in range(len(places) + 1):
        for chosen in combinations(places, size):
            if len({one for one, _ in chosen}) == len({other for _, other in chosen}) == size:
                yield chosen


def exact(log_odds: Mapping[Place, float]) -> dict[Place, float]:
    """The plain twin: all assignments, each weighed."""
    weighed = [(chosen, prod(exp(log_odds[place]) for place in chosen)) for chosen in assignments(list(log_odds))]
    total = sum(weight for _, weight in weighed)
    return {place: sum(weight for chosen, weight in weighed if place in chosen) / total for place in log_odds}


CASES = [
    ("alone", {(0, 0): 2.0}),
    ("two could be one", {(0, 0): 2.0, (0, 1): 1.0}),
    ("one could be two", {(0, 0): 2.0, (1, 0): 2.0}),
    ("a chain", {(0, 0): 3.0, (0, 1): 2.0, (1, 1): 3.0, (1, 2): 0.5}),
    ("apart", {(0, 0): 3.0, (1, 1): -3.0}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "log_odds"), CASES, ids=[why for why, _ in CASES])
def test_shares_are_those_of_all_assignments_where_no_pairs_go_round(why: str, log_odds: dict[Place, float]) -> None:
    assert len(CASES) == 5
    assert shares(log_odds) == pytest.approx(exact(log_odds), abs=1e-4), why


@given(GRAPHS)
def test_shares_are_near_those_of_all_assignments_and_never_too_many(log_odds: dict[Place, float]) -> None:
    found, twin = shares(log_odds), exact(log_odds)
    assert all(abs(found[place] - twin[place]) < 0.2 for place in log_odds)
    for side in (0, 1):
        for end in {place[side] for place in log_odds}:
            assert sum(share for place, share in found.items() if place[side] == end) < 1.05


@given(GRAPHS, st.floats(0.5, 4))
def test_a_pair_gets_no_less_likely_by_more_odds(log_odds: dict[Place, float], more: float) -> None:
    for place, value in log_odds.items():
        risen = shares(log_odds | {place: value + more})
        assert risen[place] >= shares(log_odds)[place] - 1e-4


def test_a_tie_is_certain_of_neither() -> None:
    found = shares({(0, 0): 20.0, (0, 1): 20.0})
    assert found[0, 0] == pytest.approx(0.5, abs=1e-3)
    assert found[0, 0] == found[0, 1]
