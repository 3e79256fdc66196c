"""Copied references whose number moved are flagged rightly, on municipalities of which it is known what moved."""

import pytest

from benchmarks.stale import CHANGES, CopyingTown, Judged, judged, report
from benchmarks.years import HELD_OUT


@pytest.fixture(scope="module")
def every() -> list[Judged]:
    return [one for place in (0, 2) for one in judged(CopyingTown(HELD_OUT + place, place, 0))]


def test_nine_in_ten_flags_are_right(every: list[Judged]) -> None:
    flags = [one for one in every if one.is_flagged]
    assert len(flags) > 40
    assert sum(one.is_stale for one in flags) >= 0.9 * len(flags)


def test_more_than_half_of_what_is_copied_and_stale_is_found(every: list[Judged]) -> None:
    wanted = [one for one in every if one.is_wanted and one.change in {"none", "one word"}]
    assert len(wanted) > 20
    assert sum(one.is_flagged for one in wanted) > len(wanted) / 2


def test_what_goes_along_is_not_flagged(every: list[Judged]) -> None:
    right = [one for one in every if one.change is not None and not one.is_stale]
    assert len(right) > 100
    assert sum(one.is_flagged for one in right) <= 0.02 * len(right)


def test_the_figures_are_told_for_each_change(every: list[Judged]) -> None:
    told = report(every)
    assert all(f"changed by {change}: " in told for change in CHANGES)
    assert "precision " in told
