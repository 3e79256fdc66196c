"""Where paragraphs and items come from and go, beside a plain twin that holds every piece against every other."""

import math
from collections import Counter
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.link.tracing import CLEAR, COMMON, LEAST, Piece, Trace, traced

Versions = list[list[Piece]]
PIECES = st.lists(st.frozensets(st.sampled_from("abcdefghij"), min_size=1, max_size=5), max_size=4)
VERSIONS = st.lists(PIECES, min_size=1, max_size=4)


def pieces(*words: str) -> list[Piece]:
    return [frozenset(one.split()) for one in words]


def plain(earlier: Versions, later: Versions, own: int, other: int) -> Trace:
    """The trace of the pieces of a later version to an earlier one, by the definition."""
    weights = weights_of(earlier, later)
    values = [value(piece, earlier, other, weights) for piece in later[own]]
    count = max(1, len(values))
    return Trace(sum(won for won, _ in values) / count, sum(ahead for _, ahead in values) / count)


def weights_of(earlier: Versions, later: Versions) -> dict[str, float]:
    every = list(chain.from_iterable((*earlier, *later)))
    held = Counter(chain.from_iterable(every))
    return {root: math.log((1 + len(every)) / times) ** 2 for root, times in held.items()}


def value(piece: Piece, earlier: Versions, other: int, weights: dict[str, float]) -> tuple[bool, float]:
    same = [place for place, version in enumerate(earlier) if piece in version]
    if len(same) == 1:
        return same[0] == other, (1 - LEAST if same[0] == other else -1.0)
    like = [max((alike(piece, one, weights) for one in version), default=0.0) for version in earlier]
    others = max([LEAST, *(found for place, found in enumerate(like) if place != other)])
    return like[other] > others and like[other] - others >= CLEAR, like[other] - others


def alike(one: Piece, other: Piece, weights: dict[str, float]) -> float:
    lengths = [math.sqrt(sum(weights[root] for root in piece) or 1.0) for piece in (one, other)]
    return round(sum(weights[root] for root in one & other) / (lengths[0] * lengths[1]), 9)


@settings(deadline=None)
@given(VERSIONS, VERSIONS)
def test_traces_are_those_of_every_piece_beside_every_other(earlier: Versions, later: Versions) -> None:
    back, _ = traced(earlier, later)
    for own in range(len(later)):
        for other in range(len(earlier)):
            found, twin = back.of(own, other), plain(earlier, later, own, other)
            assert found.won == pytest.approx(twin.won, abs=1e-6)
            assert found.ahead == pytest.approx(twin.ahead, abs=1e-6)


@settings(deadline=None)
@given(VERSIONS, VERSIONS)
def test_where_pieces_go_is_where_they_come_from_the_other_way_around(earlier: Versions, later: Versions) -> None:
    back, forth = traced(earlier, later)
    turned_forth, turned_back = reversed(traced(later, earlier))
    assert (back, forth) == (turned_forth, turned_back)


def test_what_two_versions_have_is_of_neither() -> None:
    one = pieces("park bank boom", "fiets pad lamp")
    back, _ = traced([one, one, pieces("zwem bad")], [one])
    assert [back.of(0, other).won for other in range(3)] == [0, 0, 0]
    assert not list(back.pairs(0.1))


def test_each_half_is_wholly_of_what_it_was_split_from() -> None:
    whole = pieces("park bank boom", "fiets pad lamp", "school plein hek", "markt kraam plek")
    back, forth = traced([whole, pieces("zwem bad water")], [whole[:2], whole[2:]])
    assert [back.of(half, 0).won for half in (0, 1)] == [1, 1]
    assert [forth.of(0, half).won for half in (0, 1)] == [0.5, 0.5]


def test_pieces_of_which_the_words_are_everywhere_tell_nothing() -> None:
    often = [pieces(f"park bank bomen {place}") for place in range(COMMON + 5)]
    back, _ = traced(often, [pieces("park bank bomen")])
    assert back.size == [0]


def test_nothing_beside_nothing_is_nothing() -> None:
    back, forth = traced([], [pieces("park"), []])
    assert back.size == [1, 0]
    assert forth.size == []
    assert not back.won
