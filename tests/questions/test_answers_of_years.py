"""The stored questions about years on the fictional municipality, against what its writers say became of each goal."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from asking import Loaded, Rows, oxigraph_rows
from nergenshuizen import BUDGET, LATER, TOWN, Goal, Page, key, ordered

MOVED = {"2.2.3": "2.3.3"}  # the goal «Beschermd thuis» has another number in the report
UP_IN_ANOTHER = {"2.1.3", "3.2.2", "4.3.2"}  # merged into the goal that was beside it


@pytest.fixture(scope="module")
def changes() -> list[Page]:
    """What became of the goals of 2031 in 2032, and which goals are new, as whoever wrote the pages meant it."""
    path = Path(__file__).parents[1] / "truth/fictional-years.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def goals(pages: dict[Goal, Page], changes: list[Page]) -> dict[str, list[Goal]]:
    """The versions of each goal of 2031, by its number then: in the report of that year, and in the budget after it."""
    found: dict[str, list[Goal]] = {}
    for change in changes:
        for number in change["earlier"]:
            reported = ("Berap 2031-1", MOVED.get(number, number))
            later = [("Begroting 2032", one) for one in change["later"]]
            found[number] = [("Begroting 2031", number), *([reported] if reported in pages else []), *later]
    return found


@pytest.fixture(scope="module")
def hard(changes: list[Page]) -> set[str]:
    """The goals of 2031 of which the pages hardly tell what became of them; examples/fictional/README.md says why."""
    return {number for change in changes if change["hard"] for number in change["earlier"]}


def test_the_truth_says_of_every_goal_what_became_of_it(pages: dict[Goal, Page], changes: list[Page]) -> None:
    for title, side in (("Begroting 2031", "earlier"), ("Begroting 2032", "later")):
        said = sorted(number for change in changes for number in change[side])
        assert said == sorted(number for document, number in pages if document == title)
    kinds = {
        "same",
        "reworded",
        "renumbered",
        "renumbered and reworded",
        "swapped",
        "split",
        "merged",
        "dropped",
        "new",
    }
    assert {change["change"] for change in changes} == kinds


def test_cq07_tells_how_each_goal_is_called_in_all_documents(
    town: Loaded, goals: dict[str, list[Goal]], hard: set[str], names: dict[Goal, str | None]
) -> None:
    """A hard one may be called less than it is, and nothing that it is not."""
    rows = town.ask("cq07", organisation=TOWN)
    assert all(str(row[2]).split()[1][:4] == row[1] and names[str(row[2]), str(row[3])] == row[4] for row in rows)
    found = [{(row[2], row[3]) for row in rows if row[0] == goal} for goal in dict.fromkeys(row[0] for row in rows)]
    easy = [set(versions) for number, versions in goals.items() if number not in hard and len(versions) > 1]
    assert [versions for versions in easy if versions not in found] == []
    others = [versions for versions in found if versions not in easy]
    assert all(any(versions <= set(goals[number]) for number in hard) for versions in others)
    assert len(easy) > 25
    assert {("Begroting 2031", "1.3.1"), ("Begroting 2032", "1.3.4")} < next(
        one for one in found if ("Berap 2031-1", "1.3.1") in one
    )


def test_cq08_lists_the_numbers_that_went_to_another_goal(
    town: Loaded, pages: dict[Goal, Page], goals: dict[str, list[Goal]], names: dict[Goal, str | None]
) -> None:
    expected: Rows = []
    for document, number in pages:
        later = ("Begroting 2032", number)
        if document != "Begroting 2032" and later in pages:
            versions = next(versions for versions in goals.values() if (document, number) in versions)
            if later not in versions:
                expected.append((number, "2031", document, names[document, number], "2032", later[0], names[later]))
    assert ordered(town.ask("cq08", organisation=TOWN)) == ordered(expected)
    assert {row[0] for row in expected} == {"1.1.2", "1.1.3", "2.1.3", "2.2.3"}


def test_cq09_lists_what_no_later_year_has(
    town: Loaded, goals: dict[str, list[Goal]], names: dict[Goal, str | None]
) -> None:
    """Not what was merged, and not what may have returned under another number."""
    gone = [number for number, versions in goals.items() if versions[-1][0] != "Begroting 2032"]
    expected = [(number, names["Begroting 2031", number]) for number in sorted(gone, key=key)]
    assert town.ask("cq09", **BUDGET) == expected == [("3.1.3", "Vitale kernen"), ("4.3.1", "Regionale samenwerking")]


def test_cq09_lists_nothing_of_a_year_after_which_none_is_loaded(town: Loaded) -> None:
    assert town.ask("cq09", **LATER) == []


def test_cq12_lists_the_goals_that_went_to_another_holder(
    town: Loaded, pages: dict[Goal, Page], goals: dict[str, list[Goal]]
) -> None:
    """Not those of which one of two holders stayed.

    Of a goal that took another in, or was split, the one that kept the number is the version before, or after.
    """
    stayed = 0
    expected: Rows = []
    for number, (*versions, last) in goals.items():
        kept = number if ("Begroting 2032", number) in versions else last[1]
        steps = [*(one for one in versions if one[0] != "Begroting 2032"), (last[0], kept)]
        for one, other in pairwise(steps):
            before, after = set(pages[one]["holders"]), set(pages[other]["holders"])
            if before == after or (other[0] == "Begroting 2032" and number in UP_IN_ANOTHER):
                continue
            if before & after:
                stayed += 1
                continue
            expected += [(*one, gone, *other, came) for gone in sorted(before) for came in sorted(after)]
    assert ordered(town.ask("cq12", organisation=TOWN)) == ordered(expected)
    assert (len(expected), stayed) == (5, 3)


def test_cq23_lists_the_pages_that_were_offered_again_with_other_bytes(
    town: Loaded, examples: Path, names: dict[Goal, str | None]
) -> None:
    """Two of the draft have other words now; of the third only the stamp is another, which is a difference too."""
    folder = examples / "fictional"
    files = sorted(path.name for path in (folder / "begroting-2032-ontwerp").glob("*.txt"))
    numbers = [name.removeprefix("doel-").removesuffix(".txt").replace("-", ".") for name in files]
    texts = [
        [(folder / f"{of}/{name}").read_text("utf-8") for of in ("begroting-2032-ontwerp", "begroting-2032")]
        for name in files
    ]
    assert [sum(one != other for one, other in zip(*map(str.splitlines, both), strict=True)) for both in texts] == [
        2,
        2,
        1,
    ]
    expected = [("Begroting 2032", number, names["Begroting 2032", number]) for number in numbers]
    assert town.ask("cq23", organisation=TOWN) == expected
    assert town.ask("cq23", **LATER) == expected
    assert town.ask("cq23", **BUDGET) == []


def test_the_query_of_the_guide_lists_what_was_split_merged_renumbered_or_dropped(
    town: Loaded, changes: list[Page], goals: dict[str, list[Goal]]
) -> None:
    guide = (Path(__file__).parents[2] / "docs/years.md").read_text("utf-8")
    (text,) = re.findall(r"^```sparql\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    variables, rows = oxigraph_rows(town.store, text)
    assert variables == ["change", "number", "document", "laterNumber", "laterDocument", "confidence"]
    expected = {
        (change["change"], number, later)
        for change in changes
        if not change["hard"] and change["change"] in {"split", "merged", "renumbered", "dropped"}
        for number in change["earlier"]
        for later in change["later"] or [None]
    }
    assert {kind for kind, *_ in expected} == {"split", "merged", "renumbered", "dropped"}
    titled = {(document, number): one for one, versions in goals.items() for document, number in versions}
    found = {(row[0], titled[str(row[2]).partition(" (")[0], str(row[1])], row[3]) for row in rows}
    assert expected - found == set()
    assert all(0 <= float(str(row[5])) <= 1 for row in rows)
