"""The operator's word on which versions are one goal goes before what was found, is told, and leaves nothing behind."""

import re
from pathlib import Path

import pytest
from few_pages import BASE, code, dataset_of, decimal, run, text, thing, values
from three_years import FIRST, ORGANISATION, Page, budget, pages, write_pages

from ingest.corrections import CorrectionsError, load_corrections
from ontology import terms as t
from ontology.check import check
from ontology.codes import ChangeKind, Code
from ontology.dataset import BodyFiles, Dataset
from ontology.identity_methods import DECIDED
from ontology.language import Language

SWAPPED = FIRST | {"fiets": "1.1.2", "parkeren": "1.1.1"}
WHY = "why: de raad besloot het zo\n    by: redactie"


def version(year: int, number: str) -> str:
    return f"goal-version/{ORGANISATION}/begroting/{year}/{number}"


def entry(claim: str, earlier: tuple[int, str], later: tuple[int, str], why: str = WHY) -> str:
    ends = (
        f"{end}: {{document: {ORGANISATION}/begroting/{year}, number: {number}}}"
        for end, (year, number) in (("earlier", earlier), ("later", later))
    )
    return "identity:\n  - " + "\n    ".join((*ends, f"claim: {claim}", why)) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three budgets; in the second two goals change places."""
    later = pages(SWAPPED, groen=("Ook daken en gevels krijgen planten, en scholen een tuin.",))
    found = {budget(2031): pages(FIRST), budget(2032): later, budget(2033): later}
    return write_pages(tmp_path / "pages", found)


def before(out: Path, year: int, number: str) -> list[str]:
    return values(out, version(year, number), t.PREVIOUS_VERSION)


def goals(out: Path, year: int, number: str) -> list[str]:
    return values(out, version(year, number), t.VERSION_OF)


def claims(out: Path, earlier: str, later: str) -> list[tuple[str, str, str]]:
    """The claims between two versions: kind, confidence and method."""
    path = BodyFiles(ORGANISATION).body
    subjects = {
        line.partition(" ")[0][1:-1] for line in Dataset(out).lines(path) if f"<{t.EARLIER}> {thing(earlier)} " in line
    }
    found = [one for one in subjects if values(out, one, t.LATER) == [thing(later)]]
    properties = (t.CHANGE_KIND, t.CONFIDENCE, t.IDENTITY_METHOD)
    return sorted(tuple(values(out, one, name)[0] for name in properties) for one in found)  # type: ignore[misc]


def corrections(out: Path, later: str) -> list[str]:
    """The corrections of a version."""
    lines = Dataset(out).lines(BodyFiles(ORGANISATION).provenance)
    return [line.partition(" ")[0][1:-1] for line in lines if f"<{t.CORRECTS}> {thing(later)} " in line]


def clean(out: Path) -> bool:
    return list(check(Dataset(out))) == []


def test_versions_that_are_said_to_be_one_are_one_and_the_claim_says_by_whom(folder: Path, tmp_path: Path) -> None:
    out, earlier, later = tmp_path / "dataset", version(2031, "1.1.1"), version(2032, "1.1.1")
    summary = run(folder, out, entry("same", (2031, "1.1.1"), (2032, "1.1.1")))
    assert (summary.corrections.followed, summary.corrections.unfit) == (1, 0)
    assert before(out, 2032, "1.1.1") == [thing(earlier)]
    assert goals(out, 2032, "1.1.1") == goals(out, 2031, "1.1.1")
    decided = (code(ChangeKind.REWORDED), decimal("0.999"), text(DECIDED.en))
    assert decided in claims(out, earlier, later)
    assert clean(out)


def test_a_correction_of_identity_is_kept_with_why_by_whom_and_what_was_found(folder: Path, tmp_path: Path) -> None:
    out, later = tmp_path / "dataset", version(2032, "1.1.1")
    run(folder, out, entry("same", (2031, "1.1.1"), (2032, "1.1.1")))
    (iri,) = corrections(out, later)
    assert values(out, iri, t.WHY) == [text("de raad besloot het zo")]
    assert values(out, iri, t.BY_ROLE) == [text("redactie")]
    assert values(out, iri, t.CORRECTED_PROPERTY) == [f"<{t.VERSION_OF}>"]
    assert values(out, iri, t.WAS) == [text("vervolg van doel 1.1.2 (Begroting 2031)")]


def test_versions_that_are_said_to_be_two_are_two(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    run(folder, out, entry("not-same", (2031, "1.2.1"), (2032, "1.2.1")))
    assert before(out, 2032, "1.2.1") == []
    assert set(goals(out, 2032, "1.2.1")).isdisjoint(goals(out, 2031, "1.2.1"))
    assert before(out, 2033, "1.2.1") == [thing(version(2032, "1.2.1"))]
    (claim,) = claims(out, version(2031, "1.2.1"), version(2032, "1.2.1"))
    assert (claim[0], claim[2]) == (code(ChangeKind.NUMBER_REUSED), text(DECIDED.en))
    assert clean(out)


@pytest.mark.parametrize(("claim", "kind"), [("split", ChangeKind.SPLIT), ("merged", ChangeKind.MERGED)])
def test_a_version_that_is_said_to_be_a_part_belongs_to_both_goals(
    folder: Path, tmp_path: Path, claim: str, kind: Code
) -> None:
    out = tmp_path / "dataset"
    run(folder, out, entry(claim, (2031, "2.2.1"), (2032, "2.2.2")))
    assert set(goals(out, 2031, "2.2.1") + goals(out, 2031, "2.2.2")) == set(goals(out, 2032, "2.2.2"))
    assert (code(kind), decimal("0.999"), text(DECIDED.en)) in claims(
        out, version(2031, "2.2.1"), version(2032, "2.2.2")
    )


def continued(out: Path, year: int, number: str) -> list[str]:
    """What the goals of a version are continued as."""
    own = (goal.removeprefix(f"<{BASE}/id/").removesuffix(">") for goal in goals(out, year, number))
    return [value for goal in own for value in values(out, goal, t.CONTINUED_AS)]


@pytest.mark.parametrize(("number", "into"), [("2.2.1", "2.2.2"), ("2.2.2", "2.2.1")])
def test_a_goal_that_is_said_to_have_gone_up_in_another_ends_there_and_both_goals_stay(
    folder: Path, tmp_path: Path, number: str, into: str
) -> None:
    out = tmp_path / "dataset"
    run(folder, out, entry("merged", (2031, number), (2032, into)))
    (former,), (other,) = goals(out, 2031, number), goals(out, 2031, into)
    assert goals(out, 2032, into) == sorted([former, other])
    assert goals(out, 2033, into) == [other]
    assert former not in goals(out, 2032, number), "its number is that of a goal of its own from then on"
    assert before(out, 2032, number) == []
    assert before(out, 2032, into) == [thing(version(2031, into))]
    assert continued(out, 2031, number) == [other]
    (main,) = claims(out, version(2031, into), version(2032, into))
    assert main[0] == code(ChangeKind.MERGED)
    assert clean(out)


def test_two_goals_that_are_said_to_have_become_a_third_both_end(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    second = entry("merged", (2031, "2.2.2"), (2032, "2.2.2")).removeprefix("identity:\n")
    run(folder, out, entry("merged", (2031, "2.2.1"), (2032, "2.2.2")) + second)
    (one,), (other,) = goals(out, 2031, "2.2.1"), goals(out, 2031, "2.2.2")
    (third,) = goals(out, 2033, "2.2.2")
    assert len({one, other, third}) == 3
    assert goals(out, 2032, "2.2.2") == sorted([one, other, third])
    assert before(out, 2032, "2.2.2") == []
    assert continued(out, 2031, "2.2.1") == continued(out, 2031, "2.2.2") == [third]
    assert clean(out)


@pytest.mark.parametrize(("number", "part"), [("2.2.1", "2.2.2"), ("2.2.2", "2.2.1")])
def test_a_goal_that_is_said_to_have_been_split_goes_on_beside_its_part(
    folder: Path, tmp_path: Path, number: str, part: str
) -> None:
    out = tmp_path / "dataset"
    run(folder, out, entry("split", (2031, number), (2032, part)))
    (main,) = claims(out, version(2031, number), version(2032, number))
    assert main[0] == code(ChangeKind.SPLIT)
    assert goals(out, 2032, number) == goals(out, 2031, number)
    assert goals(out, 2033, number) == goals(out, 2031, number)
    assert goals(out, 2032, part) == sorted([*goals(out, 2031, part), *goals(out, 2031, number)])
    assert clean(out)


def test_to_take_a_correction_away_brings_back_what_was_found(folder: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "dataset", tmp_path / "other"
    run(folder, out, "")
    found = goals(out, 2032, "1.2.1")
    run(folder, out, entry("not-same", (2031, "1.2.1"), (2032, "1.2.1")))
    assert goals(out, 2032, "1.2.1") != found
    run(folder, out, "")
    assert goals(out, 2032, "1.2.1") == found
    assert before(out, 2032, "1.2.1") == [thing(version(2031, "1.2.1"))]
    assert clean(out)
    run(folder, other, "")
    same = {name for name in dataset_of(other) if "/begroting/" in name and "issues" not in name}
    assert len(same) > 5
    assert {name: dataset_of(out)[name] for name in same} == {name: dataset_of(other)[name] for name in same}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (entry("same", (2031, "1.1.9"), (2032, "1.1.1")), r"corrections\.yml:2: no loaded page describes doel 1\.1\.9 \(Begroting 2031\) \(nearest: 1\.1\.\d"),
        (entry("same", (2031, "1.1.1"), (2039, "1.1.1")), r"corrections\.yml:2: .*Begroting 2039\) \(nearest: gm9191/begroting/203\d.*correct `later:`"),
        (entry("same", (2032, "1.1.1"), (2031, "1.1.1")), r"corrections\.yml:2: .* does not come after .*exchange"),
    ],
)  # fmt: skip
def test_a_correction_that_fits_no_versions_is_told_with_its_line_and_the_nearest(
    folder: Path, tmp_path: Path, given: str, told: str
) -> None:
    summary = run(folder, tmp_path / "dataset", given)
    assert (summary.corrections.followed, summary.corrections.unfit) == (0, 1)
    (issue,) = summary.unplaced
    assert re.search(told, issue.say(Language.EN)), issue.say(Language.EN)


def test_versions_of_a_body_of_which_nothing_is_loaded_are_told(folder: Path, tmp_path: Path) -> None:
    given = entry("same", (2031, "1.1.1"), (2032, "1.1.1")).replace(ORGANISATION, "gm9192")
    summary = run(folder, tmp_path / "dataset", given)
    assert [issue.code for issue in summary.unplaced] == ["correction-no-version"]


def test_a_correction_with_withdrawn_words_in_it_is_not_followed(folder: Path, tmp_path: Path) -> None:
    withdrawn = (
        f"withdraw:\n  - organisation: {ORGANISATION}\n    person: de raad\n    {WHY.replace('de raad', 'men')}\n"
    )
    out = tmp_path / "dataset"
    summary = run(folder, out, entry("same", (2031, "1.1.1"), (2032, "1.1.1")) + withdrawn)
    assert "correction-withdrawn" in [issue.code for issue in summary.unplaced]
    assert corrections(out, version(2032, "1.1.1")) == []


def test_of_two_versions_no_two_things_are_followed(folder: Path, tmp_path: Path) -> None:
    ends = (2031, "1.1.1"), (2032, "1.1.1")
    given = entry("same", *ends) + entry("not-same", *ends)
    summary = run(folder, tmp_path / "dataset", given)
    assert [(one.code, one.values["key"]) for one in summary.unplaced] == [("correction-at-odds", "claim")] * 2
    lines = {one.path for one in summary.unplaced}
    assert {one.values["other"] for one in summary.unplaced} == lines
    assert len(lines) == 2
    assert (summary.corrections.followed, corrections(tmp_path / "dataset", version(2032, "1.1.1"))) == (0, [])


def test_versions_that_are_too_far_apart_are_told_and_not_silently_left(tmp_path: Path) -> None:
    found = {budget(2031): pages(FIRST), budget(2039): [Page("cultuur", "1.2.1")]}
    folder = write_pages(tmp_path / "pages", found)
    summary = run(folder, tmp_path / "dataset", entry("same", (2031, "1.2.1"), (2039, "1.2.1")))
    assert [issue.code for issue in summary.unplaced] == ["correction-apart"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (entry("same", (2031, "1.1.1"), (2031, "1.1.2")), "are in two documents"),
        (entry("equal", (2031, "1.1.1"), (2032, "1.1.2")), "same"),
        (entry("same", (2031, "1.1.1"), (2032, "1.1.2")).replace("gm9191", "gm9192", 1), "are of one body"),
        (entry("same", (2031, "1.1.1"), (2032, "1.1.2")).replace("1.1.2}", "1.1.2, kind: programme}"), "have one `kind`"),
        (entry("same", (2031, "1.1.1"), (2032, "1.1.2"), "why: omdat"), "`by` is missing"),
    ],
)  # fmt: skip
def test_an_odd_entry_is_refused_with_its_line(given: str, told: str) -> None:
    with pytest.raises(CorrectionsError, match=rf"^corrections\.yml:\d: .*{told}"):
        load_corrections("corrections.yml", given.encode())
