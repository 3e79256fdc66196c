"""Coding sheets that come back: what they say is counted, and a sheet that can't be trusted is refused with a remedy."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from doelgraaf import FrontDoor
from ingest.agreement import Judged, Precision, agreement
from ingest.coded import SheetError, read_sheet
from ingest.coding_sheet import CODING, SHOWN, heads, write_sheet
from ingest.sample import Drawn, Sample
from ontology.language import Language

FIRST = len(SHOWN)  # the column of the first coder's first answer
Row = list[str]


def drawn(number: int, role: str = "cross-reference", relation: str = "see") -> Drawn:
    return Drawn(
        iri=f"http://localhost:8000/id/reference/gm9190/{number}", page="page.txt", sentence=f"- Zie [[doel 1.1.{number}]].",
        exact=f"doel 1.1.{number}", number=f"1.1.{number}", kind="goal", role=role, relation=relation,
        resolution="resolved", target=f"Doel 1.1.{number}",
    )  # fmt: skip


SAMPLE = Sample(
    ("role",), 1, (*(drawn(n) for n in (1, 2, 3)), drawn(4, relation="unknown")), ((("cross-reference",), 9, 4),)
)
# By row: what each coder says of reference, role, relation and target.
ANSWERS = [
    (("yes", "cross-reference", "see", "right"), ("yes", "cross-reference", "see", "right")),
    (("yes", "cross-reference", "part-of", "right"), ("yes", "cross-reference", "see", "wrong")),
    (("no", "", "", ""), ("yes", "child", "see", "right")),
    (("yes", "cross-reference", "unclear", "unclear"), ("yes", "cross-reference", "unclear", "right")),
]


def filled(rows: list[Row]) -> list[Row]:
    """The rows of the sheet with what the coders say, as they stand in it: answer by answer, coder by coder."""
    head, *empty = rows
    done = [
        row[:FIRST] + [code for pair in zip(*said, strict=True) for code in pair]
        for row, said in zip(empty, ANSWERS, strict=True)
    ]
    return [head, *done]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "made.xlsx"
    write_sheet(SAMPLE, path)
    return path


def changed(sheet: Path, change: Callable[[list[Row]], list[Row]]) -> Path:
    """The sheet as somebody keeps it after a change in the rows to judge; all else as it was."""
    with CalamineWorkbook.from_path(sheet) as book:
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    path = sheet.with_name("kept.xlsx")
    with xlsxwriter.Workbook(path) as kept:
        for name, rows in sheets.items():
            page = kept.add_worksheet(name)
            for number, row in enumerate(change(rows) if name == CODING else rows):
                page.write_row(number, 0, row)
    return path


def run(*arguments: object, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), [str(argument) for argument in arguments])


def test_what_both_coders_say_comes_back_by_row(sheet: Path) -> None:
    coded = read_sheet(changed(sheet, filled))
    assert [one.row for one in coded] == [2, 3, 4, 5]
    assert coded[1].judged[0] == {
        "reference": "yes",
        "role": "cross-reference",
        "relation": "part-of",
        "target": "right",
    }
    assert coded[2].judged[0] == {"reference": "no"}, "after no nothing else is asked"
    assert coded[0].drawn.sentence == "'- Zie [[doel 1.1.1]].", "harmless, as the sheet has it"


def counted(name: str, same: int, both: int, coders: tuple[Precision, Precision], consensus: Precision) -> Judged:
    """What is expected of one property, but for kappa."""
    return Judged(name, same, both, None, coders, consensus)


@pytest.mark.parametrize(
    ("expected", "kappa", "why"),
    [
        (counted("reference", 3, 4, (Precision(3, 4), Precision(4, 4)), Precision(3, 3)), 0.0, "no better than chance"),
        (counted("role", 3, 3, (Precision(3, 3), Precision(3, 4)), Precision(3, 3)), None, "one code of one coder each"),
        (counted("relation", 2, 3, (Precision(1, 2), Precision(3, 3)), Precision(1, 1)), 0.5, "unclear is no precision"),
        (counted("target", 1, 3, (Precision(2, 2), Precision(3, 4)), Precision(1, 1)), -0.2, "worse than chance"),
    ],
)  # fmt: skip
def test_every_property_has_the_counts_of_the_sheet(
    sheet: Path, expected: Judged, kappa: float | None, why: str
) -> None:
    found = next(one for one in agreement(read_sheet(changed(sheet, filled))).judged if one.name == expected.name)
    assert msgspec.structs.replace(found, kappa=None) == expected, why
    assert (None if found.kappa is None else round(found.kappa.value, 3)) == kappa, why


def test_everything_is_right_only_where_nothing_is_wrong_or_unclear(sheet: Path) -> None:
    whole: Judged = agreement(read_sheet(changed(sheet, filled))).everything
    # by coder 1: right, wrong relation, no reference, unclear; by coder 2: right, wrong target, wrong role, unclear
    assert whole.coders == (Precision(1, 3), Precision(1, 3))
    assert (whole.same, whole.both) == (4, 4)
    assert whole.consensus == Precision(1, 3)


def test_disagreements_are_listed_with_row_and_words(sheet: Path) -> None:
    found = agreement(read_sheet(changed(sheet, filled))).disagreements
    assert [(one.row, one.name, one.said) for one in found] == [
        (3, "relation", ("part-of", "see")),
        (3, "target", ("right", "wrong")),
        (4, "reference", ("no", "yes")),
        (5, "target", ("unclear", "right")),
    ]
    assert found[0].read == "see"
    assert "[[doel 1.1.2]]" in found[0].sentence


def test_rows_may_be_sorted_and_codes_capitalised(sheet: Path) -> None:
    def sort(rows: list[Row]) -> list[Row]:
        head, *body = filled(rows)
        return [head, *([*row[:FIRST], *(code.upper() for code in row[FIRST:])] for row in reversed(body))]

    plain, other = (agreement(read_sheet(changed(sheet, change))) for change in (filled, sort))
    assert plain.judged == other.judged


def edit(row: int, column: int, text: str) -> Callable[[list[Row]], list[Row]]:
    """A change of one cell, by row and column of the sheet, counted from 0."""

    def change(rows: list[Row]) -> list[Row]:
        done = filled(rows)
        done[row][column] = text
        return done

    return change


IRI = drawn(1).iri


@pytest.mark.parametrize(
    ("change", "said", "why"),
    [
        (lambda rows: rows, f"K2 ({heads()[FIRST]}): is empty; choose one of yes, no, unclear", "nothing filled in"),
        (edit(2, FIRST + 3, ""), f"N3 ({heads()[FIRST + 3]}): is empty", "one answer of coder 2 missing"),
        (edit(1, FIRST, "maybe"), f"K2 ({heads()[FIRST]}): 'maybe' is no code; choose one of yes, no, unclear", "no code"),
        (edit(1, 4, "1.1.9"), "E2 (nummer - number): this was '1.1.1' and is '1.1.9'", "what was read was changed"),
        (edit(0, 2, "zinnen"), "C1: the column 'zin - sentence' belongs here and there is 'zinnen'", "a head was changed"),
        (lambda rows: [row[:2] + row[3:] for row in filled(rows)], "C1: the column 'zin - sentence'", "a column was removed"),
        (lambda rows: filled(rows)[:-1], f"id '{drawn(4).iri}' is missing; put it back", "a row was removed"),
        (lambda rows: [*filled(rows), filled(rows)[1]], f"row 6: the id '{IRI}' stands in row 2 too", "a row stands twice"),
        (edit(1, 0, "mine"), "row 2: the id 'mine' is not of this sample", "a row of somebody's own"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_what_it_was_or_not_filled_in_is_refused_with_place_and_remedy(
    sheet: Path, change: Callable[[list[Row]], list[Row]], said: str, why: str
) -> None:
    done = run("agreement", changed(sheet, change))
    assert done.exit_code == 2, why
    assert said in done.stderr, why


def test_many_faults_are_counted_not_all_told(sheet: Path) -> None:
    with pytest.raises(SheetError) as caught:
        read_sheet(sheet)
    assert len(caught.value.faults) == 4 * 8
    assert str(caught.value).splitlines()[-1].strip() == "and 20 more"
    assert "en nog 20" in caught.value.say(Language.NL)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"a,b,c\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)
    done = run("agreement", path)
    assert done.exit_code == 2
    assert "is no coding sheet" in done.stderr


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Blad1").write(0, 0, "iets")
    assert "is no coding sheet" in run("agreement", path).stderr


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("agreement", tmp_path / "nothing.xlsx", language=Language.NL)
    assert done.exit_code == 2
    assert "bestaat niet" in done.stderr


def test_the_figures_are_shown_in_both_languages(sheet: Path) -> None:
    path = changed(sheet, filled)
    english, dutch = (run("agreement", path, language=language) for language in (Language.EN, Language.NL))
    assert english.exit_code == dutch.exit_code == 0
    assert "4 references judged" in english.stdout
    assert "30-95%" in english.stdout, "three of four coded alike"
    assert "…" not in english.stdout + dutch.stdout, "it fits a terminal of 80 columns"
    assert "row 4, reference: coder 1 no, coder 2 yes, read yes" in english.stdout
    assert "rij 4, verwijzing: codeur 1 no, codeur 2 yes, gelezen yes" in dutch.stdout


def test_the_figures_are_given_as_json_with_null_for_what_is_undefined(sheet: Path) -> None:
    told = json.loads(run("agreement", changed(sheet, filled), "--json").stdout)
    assert told["references"] == 4
    role = next(one for one in told["judged"] if one["name"] == "role")
    assert role["kappa"] is None
    assert role["precision"]["coder2"]["right"] == 3
    assert [one["name"] for one in told["judged"]] == ["reference", "role", "relation", "target", "everything"]
    assert len(told["disagreements"]) == 4
