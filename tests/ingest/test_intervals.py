"""Intervals against values that others published or that anyone can work out."""

import pytest

from ingest.intervals import kappa, wilson


@pytest.mark.parametrize(
    ("right", "of", "low", "high", "why"),
    [
        (9, 10, 0.596, 0.982, "the textbook case"),
        (0, 10, 0.0, 0.278, "nothing right is not certainly nothing: 3.84 / 13.84"),
        (10, 10, 0.722, 1.0, "all right is not certainly all"),
        (1, 1, 0.207, 1.0, "a single one says little: 1 / 4.84"),
        (81, 263, 0.255, 0.366, "Newcombe 1998, table I"),
        (15, 148, 0.062, 0.160, "Newcombe 1998, table I"),
        (1, 29, 0.006, 0.172, "Newcombe 1998, table I"),
    ],
)
def test_a_share_has_the_bounds_of_wilson(right: int, of: int, low: float, high: float, why: str) -> None:
    found = wilson(right, of)
    assert found is not None, why
    assert found.value == right / of
    assert (round(found.low, 3), round(found.high, 3)) == (low, high), why


def test_a_share_of_nothing_is_undefined() -> None:
    assert wilson(0, 0) is None


def test_kappa_is_that_of_the_literature() -> None:
    diagnoses = {  # Fleiss, Statistical Methods for Rates and Proportions: 100 patients, kappa 0.68, error 0.087
        ("psychotic", "psychotic"): 75, ("psychotic", "neurotic"): 1, ("psychotic", "organic"): 4,
        ("neurotic", "psychotic"): 5, ("neurotic", "neurotic"): 4, ("neurotic", "organic"): 1,
        ("organic", "organic"): 10,
    }  # fmt: skip
    found = kappa(diagnoses)
    assert found is not None
    assert round(found.value, 3) == 0.676
    assert 0.087 <= (found.high - found.low) / 2 / 1.96 < 0.088


def test_kappa_is_one_where_coders_always_agree_and_nought_where_chance_would_do_as_well() -> None:
    whole, chance = (
        kappa({("a", "a"): 5, ("b", "b"): 5}),
        kappa(dict.fromkeys([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 5)),
    )
    assert whole is not None
    assert chance is not None
    assert (whole.value, whole.low, whole.high) == (1, 1, 1)
    assert chance.value == 0
    assert chance.low < 0 < chance.high


def test_kappa_is_undefined_of_nothing_and_where_only_one_code_was_used() -> None:
    assert kappa({}) is None
    assert kappa({("a", "a"): 9}) is None
