"""The stored questions on the fictional municipality, against rows counted from the truth beside its pages.

The truth was written with the pages and knows nothing of the graph; what is counted here is counted anew, in plain loops.
"""

from collections import defaultdict

import pytest
from asking import Loaded, Rows, pick
from nergenshuizen import BUDGET, LATER, REPORT, TITLES, TOWN, Goal, Page, key, ordered

KIND_WORDS = {"goal": "doel", "ambition": "ambitie", "programme": "programma"}
OUTCOMES = {
    "not-loaded": "pagina niet geladen", "dangling": "nummer bestaat niet", "other-document": "ander document",
}  # fmt: skip
EFFECTS = {"advantage": "voordeel", "disadvantage": "nadeel"}
RECURRENCES = {"one-off": "incidenteel", "structural": "structureel", "unknown": "onbekend"}


@pytest.fixture(scope="module")
def edges(pages: dict[Goal, Page]) -> dict[Goal, set[tuple[str, str, str]]]:
    """Where each goal refers to: document, kind and number of the target."""
    found: dict[Goal, set[tuple[str, str, str]]] = {}
    for goal, page in pages.items():
        found[goal] = set()
        for reference in page["references"]:
            if reference["role"] == "cross-reference" and reference["resolution"] in {"resolved", "not-loaded"}:
                document = TITLES[reference["document"]] if "document" in reference else goal[0]
                if (
                    goal[0] == "Berap 2031-1"
                    and reference["kind"] == "goal"
                    and reference["resolution"] == "resolved"
                    and (document, reference["number"]) not in pages
                ):
                    document = "Begroting 2031"
                found[goal].add((document, reference["kind"], reference["number"]))
    return found


def goals_of(targets: set[tuple[str, str, str]]) -> set[Goal]:
    return {(document, number) for document, kind, number in targets if kind == "goal"}


def values(document: str) -> dict[str, str | int]:
    return {"Begroting 2031": BUDGET, "Berap 2031-1": REPORT, "Begroting 2032": LATER}[document]


def test_cq01_lists_each_reference_with_its_words(town: Loaded, pages: dict[Goal, Page]) -> None:
    asked = 0
    for document, number in [("Begroting 2031", "1.1.2"), ("Begroting 2031", "3.1.1"), ("Berap 2031-1", "2.1.1")]:
        page = pages[document, number]
        targets = [
            r["number"]
            for r in page["references"]
            if r["role"] == "cross-reference" and r["resolution"] in {"resolved", "not-loaded"}
        ]
        rows = town.ask("cq01", **values(document), number=number)
        assert sorted(str(row[0]) for row in rows) == sorted(targets)
        assert all(str(row[2]) in str(row[3]) for row in rows)
        asked += len(rows)
    assert asked > 5


def test_cq02_lists_who_refers_to_a_goal(town: Loaded, edges: dict[Goal, set[tuple[str, str, str]]]) -> None:
    asked = 0
    for number in ("1.1.1", "2.1.1", "3.1.3", "4.1.1"):
        expected = [goal for goal, targets in edges.items() if ("Begroting 2031", "goal", number) in targets]
        rows = town.ask("cq02", **BUDGET, number=number)
        assert ordered(pick(rows, 0, 1)) == ordered(expected)
        asked += len(rows)
    assert asked > 5


def test_cq03_lists_what_was_not_found_and_why(town: Loaded, pages: dict[Goal, Page]) -> None:
    expected = [
        (goal[0], goal[1], KIND_WORDS[r["kind"]], r["number"], OUTCOMES[r["resolution"]])
        for goal, page in pages.items()
        for r in page["references"]
        if r["resolution"] in OUTCOMES
    ]
    rows = pick(town.ask("cq03", organisation=TOWN), 0, 1, 2, 3, 4)
    assert ordered(rows) == ordered(expected)
    assert sum(row[4] == "nummer bestaat niet" for row in rows) == 3


def test_cq04_finds_what_lies_within_two_steps(town: Loaded, edges: dict[Goal, set[tuple[str, str, str]]]) -> None:
    start = ("Begroting 2031", "1.1.2")
    one = edges[start]
    two = (
        {target for goal in goals_of(one) if goal in edges for target in edges[goal]}
        - one
        - {(start[0], "goal", start[1])}
    )
    expected = [(number, "1") for _, _, number in one] + [(number, "2") for _, _, number in two]
    rows = pick(town.ask("cq04", **BUDGET, number="1.1.2"), 0, 2)
    assert ordered(rows) == ordered(expected)
    assert len(two) > 0


def test_cq05_finds_the_goals_that_refer_to_each_other(
    town: Loaded, edges: dict[Goal, set[tuple[str, str, str]]]
) -> None:
    expected = {
        frozenset({goal, other})
        for goal, targets in edges.items()
        for other in goals_of(targets)
        if other in edges and goal in goals_of(edges[other])
    }
    rows = town.ask("cq05", organisation=TOWN)
    assert {frozenset({(row[0], row[1]), (row[0], row[3])}) for row in rows} == expected
    assert len(rows) == len(expected)
    assert frozenset({("Begroting 2031", "1.1.2"), ("Begroting 2031", "2.2.2")}) in expected


def reachable(start: Goal, edges: dict[Goal, set[tuple[str, str, str]]]) -> set[Goal]:
    found: set[Goal] = set()
    front = goals_of(edges[start])
    while front:
        found |= front
        front = {after for goal in front if goal in edges for after in goals_of(edges[goal])} - found
    return found


def test_cq06_finds_the_goals_on_a_cycle(town: Loaded, edges: dict[Goal, set[tuple[str, str, str]]]) -> None:
    expected = [goal for goal in edges if goal in reachable(goal, edges)]
    assert ordered(pick(town.ask("cq06", organisation=TOWN), 0, 1)) == ordered(expected)
    assert {"3.3.1", "1.2.2", "3.2.1", "1.1.2", "2.2.2"} <= {
        number for document, number in expected if document == "Begroting 2031"
    }


def test_cq10_draws_the_tree(town: Loaded, pages: dict[Goal, Page], names: dict[Goal, str | None]) -> None:
    numbers = sorted((number for document, number in pages if document == "Begroting 2031"), key=key)
    assert town.ask("cq10", **BUDGET) == [
        (number[0], number.rsplit(".", 1)[0], None, number, names["Begroting 2031", number]) for number in numbers
    ]
    assert len(numbers) == 34


def test_cq11_lists_every_holder(town: Loaded, pages: dict[Goal, Page]) -> None:
    expected = [(holder, document, number) for (document, number), page in pages.items() for holder in page["holders"]]
    assert ordered(town.ask("cq11", organisation=TOWN)) == ordered(expected)
    assert len({row[0] for row in expected}) == 7


def test_cq13_lists_references_between_goals_of_other_holders(
    town: Loaded, pages: dict[Goal, Page], edges: dict[Goal, set[tuple[str, str, str]]]
) -> None:
    expected = [
        (goal[0], goal[1], holder, other[1], other_holder)
        for goal, targets in edges.items()
        for other in goals_of(targets)
        if other in pages and set(pages[goal]["holders"]) != set(pages[other]["holders"])
        for holder in pages[goal]["holders"]
        for other_holder in pages[other]["holders"]
        if holder != other_holder
    ]
    assert ordered(town.ask("cq13", organisation=TOWN)) == ordered(expected)
    assert len(expected) > 20


def test_cq14_counts_references_between_programmes(town: Loaded, pages: dict[Goal, Page]) -> None:
    counted: dict[tuple[str, str, str], int] = defaultdict(int)
    for (document, number), page in pages.items():
        for reference in page["references"]:
            if reference["role"] == "cross-reference" and reference["resolution"] in {"resolved", "not-loaded"}:
                counted[document, number[0], reference["number"].split(".")[0]] += 1
    expected = [(*pair, str(count)) for pair, count in counted.items()]
    assert ordered(town.ask("cq14", organisation=TOWN)) == ordered(expected)


def test_cq15_and_cq16_give_the_money_per_goal_and_per_programme(
    town: Loaded, pages: dict[Goal, Page], names: dict[Goal, str | None]
) -> None:
    budget = sorted(
        ((number, page) for (document, number), page in pages.items() if document == "Begroting 2031"),
        key=lambda item: key(item[0]),
    )
    assert town.ask("cq15", **BUDGET) == [
        (number, names["Begroting 2031", number], *(page["budget"][:3] or (None, None, None)))
        for number, page in budget
    ]
    totals: dict[str, int] = defaultdict(int)
    for number, page in budget:
        if page["budget"]:
            totals[number[0]] += int(page["budget"][0])
    assert town.ask("cq16", **BUDGET) == [(programme, str(total)) for programme, total in sorted(totals.items())]
    assert len(totals) == 3


def test_cq17_and_cq18_give_deviations_and_where_money_moves(town: Loaded, pages: dict[Goal, Page]) -> None:
    effects: Rows = []
    moves: Rows = []
    for (document, number), page in pages.items():
        for deviation in page["deviations"]:
            parts = deviation["effects"]
            effects += [
                (
                    number,
                    deviation["title"],
                    e["on"],
                    EFFECTS[e["effect"]],
                    e["amountEur"],
                    RECURRENCES[e["recurrence"]],
                )
                for e in parts
            ]
            losses = [e for e in parts if e["effect"] == "disadvantage"]
            gains = [e for e in parts if e["effect"] == "advantage"] or [None]
            if deviation["headline"] == "neutral":
                moves += [
                    (
                        document,
                        number,
                        deviation["title"],
                        loss["on"],
                        gain and gain["on"],
                        loss["amountEur"] or (gain and gain["amountEur"]),
                        loss["cause"] or (gain and gain["cause"]),
                    )
                    for loss in losses
                    for gain in gains
                ]
    assert ordered(pick(town.ask("cq17", **REPORT), 0, 1, 3, 4, 5, 6)) == ordered(effects)
    assert ordered(pick(town.ask("cq18", organisation=TOWN), 0, 1, 2, 3, 4, 5, 6)) == ordered(moves)
    assert len(moves) >= 8
    assert sum(cause is not None for *_, cause in moves) >= 3


def test_cq19_lists_criteria_with_their_targets(town: Loaded, pages: dict[Goal, Page]) -> None:
    for number in ("1.1.1", "1.2.3", "3.3.2"):
        rows = town.ask("cq19", **BUDGET, number=number)
        assert len({row[0] for row in rows}) == pages["Begroting 2031", number]["criteria"]
        stated = {(target["value"], target["unit"]) for target in pages["Begroting 2031", number]["targets"]}
        assert {(row[3], row[4]) for row in rows if row[3] is not None} <= stated


def test_cq20_lists_numbers_that_stand_in_the_activities_only(town: Loaded) -> None:
    rows = {(row[0], row[1]) for row in town.ask("cq20", **BUDGET)}
    known = {"1.3.3", "2.1.3", "3.1.1", "3.1.3", "3.3.1", "4.3.1", "1.2.1", "2.2.3"}
    assert known <= {number for _, number in rows if number is not None}


def test_cq21_tells_three_states_of_framework_notes_apart(town: Loaded) -> None:
    rows = town.ask("cq21", **BUDGET)
    counted = {state: sum(row[2] == state for row in rows) for state in ("kop zonder lijst", "geen kop")}
    assert counted == {"kop zonder lijst": 9, "geen kop": 3 + 8}


def test_cq24_ranks_the_goals_by_referring_goals(town: Loaded, edges: dict[Goal, set[tuple[str, str, str]]]) -> None:
    counted: dict[Goal, int] = defaultdict(int)
    for targets in edges.values():
        for goal in goals_of(targets):
            if goal in edges:
                counted[goal] += 1
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0][0], key(item[0][1])))[:10]
    assert pick(town.ask("cq24", organisation=TOWN), 0, 1, 3) == [(*goal, str(count)) for goal, count in ranked]


def test_cq25_finds_the_goals_that_stand_alone(town: Loaded) -> None:
    assert [row[0] for row in town.ask("cq25", **BUDGET)] == ["3.3.3", "4.3.2"]
