"""What claims of a least confidence bear out of copied numbers, ages and outcomes: by hand, of goals that are made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ontology.codes import ChangeKind, RealisationStatus, code_iri
from service.answers.ages import Age
from service.answers.labels import Named
from service.answers.vocabulary import coded
from service.answers.what_came import WhatCame
from service.answers.years.claims import Claim, make_lineage
from service.answers.years.standing import Standing, sure_version
from tests.service.test_what_came import found
from tests.web.sheet import BASE

K = ChangeKind


def _version(year: int, number: str) -> str:
    return f"{BASE}/id/goal-version/gm9903/begroting/{year}/{number}"


def _document(year: int) -> str:
    return f"{BASE}/id/document/gm9903/begroting/{year}"


def _claim(earlier: tuple[int, str], later: tuple[int, str], kind: ChangeKind, sure: str, goal: str = "") -> Claim:
    ends = _version(*earlier), _version(*later)
    name = "-".join(one.rpartition("begroting/")[2] for one in ends)
    return Claim(name, *ends, coded(code_iri(kind)), Decimal(sure), None, frozenset({goal} if goal else ()))


# 2.1 moved to 2.4, and 2.3 to the number 2.1 that it left.
MOVED = _claim((2031, "2.1"), (2032, "2.4"), K.RENUMBERED, "0.97", "a")
TAKEN = _claim((2031, "2.3"), (2032, "2.1"), K.RENUMBERED, "0.95", "b")
AGAIN = _claim((2031, "2.1"), (2032, "2.1"), K.NUMBER_REUSED, "0.99")
SAME = _claim((2031, "2.1"), (2032, "2.1"), K.REWORDED, "0.4")
THEN, TARGET = _version(2031, "2.1"), _version(2032, "2.1")


def _is_stale(least: str | None, *claims: Claim) -> bool:
    known = make_lineage(claims, None if least is None else Decimal(least))
    return Standing(BASE, known).is_stale(THEN, TARGET)


@pytest.mark.parametrize(
    ("claims", "until"),
    [((MOVED,), "0.97"), ((TAKEN,), "0.95"), ((MOVED, TAKEN), "0.97"), ((AGAIN,), "0.99"), ((AGAIN, TAKEN), "0.99")],
)
def test_a_copied_number_is_out_of_date_as_far_as_one_claim_tells_the_goals_apart(
    claims: tuple[Claim, ...], until: str
) -> None:
    assert _is_stale(None, *claims)
    assert _is_stale(until, *claims)
    assert not _is_stale(str(Decimal(until) + Decimal("0.001")), *claims)


def test_nothing_that_tells_them_apart_is_no_ground() -> None:
    assert not _is_stale("0")
    assert not _is_stale("0", _claim((2031, "2.1"), (2031, "2.2"), K.NUMBER_REUSED, "0.99"))


def test_where_a_lower_confidence_makes_both_one_goal_the_number_is_right() -> None:
    assert _is_stale("0.41", MOVED, TAKEN, SAME)
    assert not _is_stale("0.4", MOVED, TAKEN, SAME)


def test_where_the_goal_is_now_is_told_by_claims_that_count() -> None:
    moved = _version(2032, "2.4")
    for least, now in (("0.97", (moved,)), ("0.98", ())):
        assert Standing(BASE, make_lineage((MOVED, TAKEN), Decimal(least))).now(THEN, [moved]) == now


def test_claims_lead_on_over_several_documents_as_long_as_each_counts() -> None:
    further = _claim((2032, "2.4"), (2033, "3.1"), K.UNCHANGED, "0.96", "a")
    for least, reached in (("0.96", True), ("0.97", False)):
        known = Standing(BASE, make_lineage((MOVED, further), Decimal(least)))
        assert known.went_into(THEN, _document(2033)) is reached
        assert known.came_from(_version(2033, "3.1"), _document(2031)) is reached
        assert not known.came_from(THEN, _document(2033))


def test_a_version_tells_of_the_years_what_claims_bear_out() -> None:
    version = replace(found(), iri=_version(2032, "2.4"))
    long, short = "een zin van acht woorden staat overal hetzelfde", "kort en goed"
    aged = replace(version.activities[0], age=Age(Named(_document(2031), "2031"), ()), previous=f"{THEN}/x")
    came = WhatCame(
        "urn:a", "urn:r", "open", Named(_document(2033), "2033"), coded(code_iri(RealisationStatus.REALISED))
    )
    further = _claim((2032, "2.4"), (2033, "3.1"), K.UNCHANGED, "0.98", "a")
    version = replace(
        version, activities=(replace(aged, text=long), replace(aged, text=short)), what_came=(came,), references=()
    )
    for least, back, on in (("0.97", True, True), ("0.98", False, True), ("0.99", False, False)):
        sure = sure_version(version, Standing(BASE, make_lineage((MOVED, further), Decimal(least))))
        assert [one.age is not None for one in sure.activities] == [True, back]
        assert [one.previous is not None for one in sure.activities] == [back, back]
        assert bool(sure.what_came) is on
