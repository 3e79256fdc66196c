"""Facts are paired one to one, and figures of the pairs have the bounds that they should."""

import pytest

from benchmarks.facts import Fact
from benchmarks.scoring import FEWEST_PAGES, Counts, Score, bootstrap, by_key, match, score


@pytest.mark.parametrize(
    ("said", "found", "right", "why"),
    [
        ([("a", 0, 5)], [("a", 4, 9)], 1, "overlapping places"),
        ([("a", 0, 5)], [("a", 5, 9)], 0, "places that only touch"),
        ([("a", 0, 5)], [("b", 0, 5)], 0, "another value"),
        ([("*", 0, 5)], [("b", 0, 5)], 1, "a value that is left open"),
        ([("a", 0, 5)], [("a", 0, 5), ("a", 0, 5)], 1, "one reading is right, the other too much"),
        ([("a", 0, 9), ("a", 0, 4)], [("a", 0, 9), ("a", 6, 9)], 2, "a pair makes way for another, so that both fit"),
        ([("a", 0, 0)] * 3, [("a", 0, 0)] * 2, 2, "without a place they are counted"),
        ([("a", 0, 0)], [("a", 0, 5)], 0, "with and without a place"),
        ([], [("a", 0, 5)], 0, "nothing annotated"),
    ],
)
def test_each_fact_is_in_one_pair_at_most(
    said: list[tuple[str, int, int]], found: list[tuple[str, int, int]], right: int, why: str
) -> None:
    first, second = ([Fact((key,), start, end) for key, start, end in some] for some in (said, found))
    matched = match(first, second)
    assert len(matched.right) == right, why
    assert len(matched.right) + len(matched.missed) == len(said)
    assert len(matched.right) + len(matched.false) == len(found)
    assert matched.counts == Counts(len(said), len(found), right)


def test_the_bounds_of_f1_come_of_drawing_pages_and_are_the_same_each_time() -> None:
    pages = [Counts(4, 4, 4)] * 15 + [Counts(4, 4, 2)] * 5
    found = score(pages)
    assert found == score(pages)
    assert found.f1 == 0.875
    assert found.f1_bounds is not None
    low, high = found.f1_bounds
    # the spread of a mean of 20 pages that are 1 or 0.5: 0.5 * sqrt(0.75 * 0.25 / 20) = 0.048
    assert low == pytest.approx(0.875 - 1.96 * 0.048, abs=0.03)
    assert high == pytest.approx(0.875 + 1.96 * 0.048, abs=0.03)


def test_few_pages_have_no_bounds_by_drawing() -> None:
    assert score([Counts(4, 4, 4)] * (FEWEST_PAGES - 1)).f1_bounds is None
    assert bootstrap([], lambda _: 1.0) is None
    assert score([Counts()] * 20).f1_bounds is None, "nothing annotated on any page"


def test_a_split_without_mistakes_has_no_bounds_by_drawing_because_every_draw_is_without() -> None:
    found = score([Counts(4, 4, 4)] * 50)
    assert (found.f1, found.f1_bounds) == (1, None)
    assert found.precision is not None
    assert found.precision.low == pytest.approx(0.981, abs=0.001)


def test_parts_of_keys_are_counted_page_by_page() -> None:
    one = match([Fact(("x", "see"), 0, 5)], [Fact(("x", "see"), 0, 5), Fact(("x", "part-of"), 6, 9)])
    other = match([Fact(("x", "part-of"), 0, 5)], [])
    assert by_key([one, other], 1) == {
        "part-of": [Counts(0, 1, 0), Counts(1, 0, 0)],
        "see": [Counts(1, 1, 1), Counts()],
    }


def test_a_score_gives_the_shares_of_its_counts() -> None:
    found = Score(10, 9, 9, None, None)
    assert found.precision is not None
    assert found.recall is not None
    assert (found.precision.value, found.recall.value) == (1, 0.9)
