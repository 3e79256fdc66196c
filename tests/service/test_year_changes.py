"""What counts as a difference between what two sides state of a goal, case by case."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from ontology.codes import Resolution, code_iri
from service.answers.documents import Summary
from service.answers.labels import Named
from service.answers.vocabulary import coded
from service.answers.years.changes import ALIKE, MOST, differences
from service.answers.years.claims import Claim, make_lineage
from service.answers.years.stated import Cell, Cited, Passage, Stated
from service.answers.years.words import likeness

BASE = "https://doelen.example.org/id"


def stated(
    year: int,
    *passages: Passage,
    references: tuple[Cited, ...] = (),
    amounts: Mapping[Cell, int] | None = None,
    holders: Mapping[str, str] | None = None,
) -> Stated:
    """What the budget of a year states of a goal."""
    document = f"{BASE}/document/gm9902/begroting/{year}"
    version = Summary(
        iri=f"{BASE}/goal-version/gm9902/begroting/{year}/1.1",
        kind="goal",
        loaded=True,
        number="1.1",
        sort_key="1",
        label="Doel 1.1",
        name=None,
        statement=None,
        document=document,
        above=(),
        domain=None,
        holders=(),
        expenditure=None,
        revenue=None,
        balance=None,
    )
    money = {cell: Decimal(value) for cell, value in (amounts or {}).items()}
    return Stated(version, passages, references, money, holders or {})


def cited(number: str, resolution: Resolution, target: str | None = None) -> Cited:
    """A reference to a goal by its number."""
    named = Named(target, target) if target else None
    code = coded(code_iri(resolution))
    return Cited(f"r{number}{target}", "v", named, code, "goal", number, f"doel {number}", None, 0, 8)


FOUND, MISSING = Resolution.RESOLVED, Resolution.NOT_LOADED
REFERENCES = [
    (cited("1.2", FOUND, "a"), cited("1.3", FOUND, "a"), (), "a renumbered target is no change"),
    (cited("1.2", FOUND, "a"), cited("1.2", FOUND, "b"), (True, False), "the number means another goal now"),
    (cited("1.2", MISSING, "a"), cited("1.2", FOUND, "b"), (), "nobody knows what the first one meant"),
    (cited("1.2", MISSING, "a"), cited("1.4", MISSING, "b"), (True, False), "other numbers, so other goals"),
    (cited("1.2", Resolution.DANGLING), cited("1.2", Resolution.DANGLING), (), "neither leads anywhere"),
]


@pytest.mark.parametrize(("before", "after", "gained", "_why"), REFERENCES)
def test_references_are_compared_by_the_goal_that_is_meant(
    before: Cited, after: Cited, gained: tuple[bool, ...], _why: str
) -> None:
    found = differences(
        [stated(2031, references=(before,))], [stated(2032, references=(after,))], lambda version: version
    )
    assert tuple(change.gained for change in found.references) == gained


def test_what_a_page_lacks_is_no_difference() -> None:
    full = stated(2031, Passage("statement", "Een"), Passage("criterion", "Twee"), Passage("activity", "Drie"))
    assert not differences([full], [stated(2032)], str)
    assert not differences([stated(2031)], [full], str)


def test_white_space_is_no_difference() -> None:
    first, second = (stated(2031, Passage("description", text)) for text in ("Een  twee\n", "Een twee"))
    assert not differences([first], [second], str)


def test_an_item_that_is_said_otherwise_is_one_change_and_not_two() -> None:
    first = stated(2031, Passage("activity", "Bouwen van tien huizen"), Passage("activity", "Snoeien van hagen"))
    second = stated(2032, Passage("activity", "Bouwen van twintig huizen"), Passage("activity", "Vieren van het feest"))
    found = differences([first], [second], str).texts
    assert [(one.before and one.before.text, one.after and one.after.text) for one in found] == [
        ("Bouwen van tien huizen", "Bouwen van twintig huizen"),
        (None, "Vieren van het feest"),
        ("Snoeien van hagen", None),
    ]


def test_holders_are_persons_and_a_page_without_any_says_nothing() -> None:
    first = stated(2031, holders={"p1": "A. Verzonnen", "p2": "B. Bedacht"})
    other_spelling = stated(2032, holders={"p1": "Anna Verzonnen", "p2": "B. Bedacht"})
    assert not differences([first], [other_spelling], str)
    assert not differences([first], [stated(2032)], str)
    found = differences([first], [stated(2032, holders={"p1": "A. Verzonnen"})], str).holders
    assert [(one.gained, one.name) for one in found] == [(False, "B. Bedacht")]


def test_a_holder_who_is_a_known_person_on_one_side_only_is_no_other_holder() -> None:
    known, printed = {"p1": "A. Verzonnen"}, {"A. Verzonnen": "A. Verzonnen"}
    for before, after in ((known, printed), (printed, known)):
        assert not differences([stated(2031, holders=before)], [stated(2032, holders=after)], str)


WORDS = ("huizen", "bomen", "bruggen", "scholen", "pleinen", "paden", "banken", "lampen")


def plainly_paired(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """The pairs of two lists, the most alike first: each of all pairs is scored."""
    pairs = [(likeness(old, new), place, other) for place, new in enumerate(after) for other, old in enumerate(before)]
    found: dict[int, int] = {}
    for score, place, other in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if score >= ALIKE and place not in found and other not in found.values():
            found[place] = other
    return {after[place]: before[other] for place, other in found.items()}


def test_items_of_short_lists_are_paired_as_all_pairs_are() -> None:
    before = [f"Bouwen van {number} {word} in wijk {number % 3}" for number, word in enumerate(WORDS * 4)]
    after = [f"Bouwen van {number + 40} {word} in wijk {number % 5}" for number, word in enumerate(WORDS * 4)]
    found = differences(*([stated(year, *listed(items))] for year, items in ((2031, before), (2032, after))), str).texts
    paired = {one.after.text: one.before.text for one in found if one.after and one.before}
    assert paired == plainly_paired(before, after)
    assert len(paired) > len(WORDS)


@pytest.mark.parametrize(("size", "compared"), [(MOST, True), (MOST + 1, False)])
def test_of_very_long_lists_each_item_came_or_is_gone(size: int, compared: bool) -> None:  # noqa: FBT001 - a row of a table
    sides = (listed([f"{verb} van plein {place}" for place in range(size)]) for verb in ("Bouwen", "Slopen"))
    before, after = (stated(year, *side) for year, side in zip((2031, 2032), sides, strict=True))
    found = differences([before], [after], str).texts
    assert len(found) == (size if compared else 2 * size)
    assert all((one.before is not None and one.after is not None) is compared for one in found)


def listed(items: Sequence[str]) -> list[Passage]:
    return [Passage("activity", item) for item in items]


COSTS, GAINS = "expenditure", "revenue"
AMOUNTS = [
    ({Cell(COSTS, "original", 2031): 10}, {Cell(COSTS, "original", 2032): 10}, [], "the own year of each is the same"),
    (
        {Cell(COSTS, "original", 2031): 10}, {Cell(COSTS, "original", 2032): 12},
        [(COSTS, 2031, 10, 2032, 12)], "the own year of each differs",
    ),
    (
        {Cell(COSTS, "original", 2031): 10, Cell(COSTS, "original", 2032): 11}, {Cell(COSTS, "original", 2032): 12},
        [(COSTS, 2031, 10, 2032, 12), (COSTS, 2032, 11, 2032, 12)], "and the later year was estimated before",
    ),
    ({Cell(COSTS, "original", 2031): 10}, {Cell(COSTS, "executed", 2032): 99}, [], "other phases are other things"),
    (
        {Cell(COSTS, "original", 2032): 10, Cell(GAINS, "original", 2032): 1}, {Cell(COSTS, "original", 2032): 10},
        [(GAINS, 2032, 1, 2032, None)], "a line that the table does not have any more",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected", "_why"), AMOUNTS)
def test_amounts_are_compared_where_they_are_of_the_same(
    before: Mapping[Cell, int], after: Mapping[Cell, int], expected: list[tuple[object, ...]], _why: str
) -> None:
    found = differences([stated(2031, amounts=before)], [stated(2032, amounts=after)], str).amounts
    assert [(one.line, one.before_year, one.before, one.after_year, one.after) for one in found] == expected


def test_the_amounts_of_goals_that_were_merged_are_compared_together() -> None:
    halves = [stated(2031, amounts={Cell(COSTS, "original", 2031): value}) for value in (10, 20)]
    whole = stated(2032, amounts={Cell(COSTS, "original", 2032): 30})
    assert not differences(halves, [whole], str)
    one_without = [halves[0], stated(2031)]
    assert not differences(one_without, [whole], str)


def claim(earlier: str, later: str, confidence: str, *, holds: bool = True) -> Claim:
    kind = coded("https://w3id.org/doelgraaf/def/change-kind#reworded")
    return Claim(f"{earlier}{later}", earlier, later, kind, Decimal(confidence), None, frozenset("g" if holds else ""))


def test_a_chain_runs_one_way_in_time_and_stops_at_the_document_that_was_asked_for() -> None:
    known = make_lineage(
        [claim("a", "b", "1"), claim("b", "c", "0.9"), claim("x", "b", "1"), claim("c", "d", "1")], None
    )
    assert {end: len(path) for end, path in known.paths("a", frozenset("cd")).items()} == {"c": 2}
    assert known.paths("a", frozenset("x")) == {}
    assert list(known.paths("d", frozenset("ax"))) == ["a", "x"]
    assert known.same_goal("a") == known.same_goal("d") != known.same_goal("e")


@pytest.mark.parametrize(
    ("least", "counts"),
    [(None, [True, False]), ("0.95", [False, False]), ("0.9", [True, False]), ("0.5", [True, True])],
)
def test_a_claim_counts_as_the_release_has_it_or_by_its_confidence(least: str | None, counts: list[bool]) -> None:
    sure, unsure = claim("a", "b", "0.9"), claim("a", "c", "0.6", holds=False)
    asked = None if least is None else Decimal(least)
    assert [sure.counts(asked), unsure.counts(asked)] == counts
