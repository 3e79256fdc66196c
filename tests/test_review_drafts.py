"""`doelgraaf review --as`: pages that do not say whose they are, as somebody writes them before anything is published."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from ontology.language import Language
from service.answers.review.rows import COLUMNS
from service.review_wording import HEADS
from tests.test_review_command import CONCEPT, ROOT, run
from tests.web.review_pages import BUDGET, ORGANISATION, Sheet, make_dataset, write_pages

BARE = {
    "one.txt": "Doel 1.1.1 We maken de stad groener\n\nWe planten bomen, zie doel 1.1.9.\n",
    "two.txt": "Doel 1.1.2 We houden de stad schoon\n\nElke straat wordt geveegd, zie doel 1.1.1.\n",
}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Pages that say neither whose they are nor of which document."""
    folder = tmp_path / "bare"
    folder.mkdir()
    for name, content in BARE.items():
        (folder / name).write_text(content, "utf-8")
    return folder


def test_bare_pages_are_reviewed_as_the_document_that_is_said(bare: Path) -> None:
    dutch = run(bare, "--as", "begroting 2027", language=Language.NL)
    assert (dutch.exit_code, dutch.stderr) == (0, "")
    assert dutch.stdout.startswith("Nakijkrapport Begroting 2027 (concept)\n")
    assert "Gevonden: 2 twijfels, 3 keer ter informatie\n" in dutch.stdout
    assert "[twijfel] Geen criteria (alle doelen): geen enkele geladen pagina" in dutch.stdout
    assert "verwijst naar doel 1.1.9, waarvan de pagina niet is geladen" in dutch.stdout
    whole = run(bare, "--as", "Begroting 2027", "--name", "Bedenkum", "--complete")
    assert (whole.exit_code, whole.stderr) == (0, "")
    assert whole.stdout.startswith("Review Begroting 2027 (Bedenkum)\n")
    assert "[error] Number does not exist: refers to a number that does not exist: goal 1.1.9\n" in whole.stdout


def test_a_sentence_like_a_formula_is_none_in_csv(tmp_path: Path) -> None:
    sentence = '=HYPERLINK("http://bedenkum.example") zie doel 1.1.9.'
    (tmp_path / "one.txt").write_text(f"Doel 1.1.1 We maken de stad groener\n\n{sentence}\n", "utf-8")
    done = run(tmp_path, "--as", "begroting 2027", "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
    assert f"'{sentence}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.NL, "van geen van deze pagina's is bekend"), (Language.EN, "of none of these pages is it known")],
)
def test_bare_pages_without_a_document_are_wrong_use_and_told_the_option_that_helps(
    bare: Path, language: Language, said: str
) -> None:
    done = run(bare, language=language)
    assert done.exit_code == 2
    assert said in done.stderr
    assert '--as "begroting 2027"' in done.stderr
    assert "footer" not in done.stderr
    assert "voettekst" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, "what the error says is not said of each page before it"


def test_pages_without_a_goal_say_how_a_page_begins(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Zomaar wat woorden.", "utf-8")
    done = run(tmp_path, "--as", "begroting 2027", "--quiet")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "no goal was found on any of these pages; begin a page with a line such as “Doel 1.1.1" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as", "begrotnig 2027"), "kinds are begroting"),
        (("--name", "Bedenkum"), "--name and --complete go with --as"),
        (("--complete",), "--name and --complete go with --as"),
    ],
)
def test_what_is_said_wrongly_of_a_concept_is_wrong_use(bare: Path, options: tuple[str, ...], said: str) -> None:
    done = run(bare, *options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_what_pages_say_themselves_goes_before_what_is_assumed_and_is_told(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "concept", CONCEPT)
    done = run(pages, "--as", "begroting 2040")
    assert done.stdout.startswith("Review Begroting 2031 (Bedenkum)\n")
    assert f"Note: pages say themselves of what they are; these were reviewed as {BUDGET}, not as --as." in done.stderr
    assert not run(pages, "--as", "begroting 2040", "--quiet").stderr


def test_a_concept_beside_a_dataset_of_one_body_is_of_that_body(tmp_path: Path, bare: Path) -> None:
    dataset = make_dataset(tmp_path / "known", [Sheet("1.1.1")])
    told = json.loads(run(bare, "--as", "begroting 2032", "--beside", dataset, "--format", "json").stdout)
    assert [(one["document"], one["title"]) for one in told] == [
        (f"{ORGANISATION}/begroting/2032", "Begroting 2032 (Bedenkum)")
    ]


@pytest.mark.parametrize("language", list(Language))
def test_a_workbook_has_heads_in_the_language_of_its_values_and_no_addresses_of_a_concept(
    bare: Path, tmp_path: Path, language: Language
) -> None:
    out = tmp_path / "report.xlsx"
    assert run(bare, "--as", "begroting 2027", "--out", out, "--quiet", language=language).exit_code == 0
    with zipfile.ZipFile(out) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode() + book.read("xl/worksheets/sheet2.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    dutch = language is Language.NL
    assert ("<t>weegt als</t>" in cells, "<t>weight</t>" in cells) == (dutch, not dutch)
    assert ('name="nakijkrapport"' in names, 'name="review"' in names) == (dutch, not dutch)
    assert "localhost" not in cells
    assert "goal-version/gm9000/begroting/2027/1.1.1" in cells
    assert set(HEADS) == {*COLUMNS, "goalsRead", "goalsExpected", "caution"}


def test_the_worked_example_of_the_guide_is_what_the_command_says(tmp_path: Path) -> None:
    page, dutch, english = re.findall(r"```text\n(.*?)```", (ROOT / "docs/review.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "doel-1-1-1.txt").write_text(page, "utf-8")
    for said, language in ((dutch, Language.NL), (english, Language.EN)):
        done = run(tmp_path, "--as", "begroting 2027", "--name", "Bedenkum", language=language)
        assert not done.stderr
        lines = done.stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines()
        assert [line.strip() for line in lines if line.startswith("  [")] == said.splitlines()
