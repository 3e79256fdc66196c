"""The command that measures accuracy: what it prints, keeps, and refuses to show."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from benchmarks import accuracy
from benchmarks.figures import FINAL, SPLITS, Figures, FiguresError, changes, digest, keep, kept
from benchmarks.gold import load_split
from benchmarks.scoring import Counts, macro, score
from tests.benchmarks.tiny_gold import write_gold


def run(gold: Path, *arguments: object) -> Result:
    return CliRunner().invoke(accuracy.main, ["--gold", str(gold), *(str(argument) for argument in arguments)])


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(10, 9, 9), "1.000 (0.701-1.000)", "0.900 (0.596-0.982)", "0.947"),
        (Counts(0, 5, 0), "0.000 (0.000-0.434)", "-", "-"),
        (Counts(5, 0, 0), "-", "0.000 (0.000-0.434)", "0.000"),
        (Counts(0, 0, 0), "-", "-", "-"),
    ],
)
def test_figures_have_bounds_and_what_is_undefined_is_a_dash(
    counts: Counts, precision: str, recall: str, f1: str
) -> None:
    numbers = Figures(1, "", {"holders": score([counts])}, {}, macro({}), 0, 0, None)
    row, mean = accuracy.rows(numbers)
    assert row == ("holders", str(counts.annotated), str(counts.read), str(counts.right), precision, recall, f1)
    assert mean[1:] == ("0", "0", "0", "-", "-", "-")


def test_figures_are_kept_and_read_again_the_same(gold: Path, result: Figures, tmp_path: Path) -> None:
    done = run(gold, "--split", "development", "--json", tmp_path / "one.json")
    assert done.exit_code == 0, done.output
    assert kept(tmp_path / "one.json") == {"development": result}
    keep({"development": result}, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_gains_and_losses_are_told_item_by_item(gold: Path, result: Figures, tmp_path: Path) -> None:
    assert result.mistakes is not None
    lost, *others = result.mistakes
    before = msgspec.structs.replace(
        result,
        scores=result.scores | {"holders": msgspec.structs.replace(result.scores["holders"], right=1)},
        mistakes=(*others, "holders | missed | page.txt | 1-5 | anna"),
    )
    keep({"development": before}, tmp_path / "before.json")
    said = run(gold, "--split", "development", "--against", tmp_path / "before.json").output.splitlines()
    assert f"lost: {lost}" in said
    assert "gained: holders | missed | page.txt | 1-5 | anna" in said
    assert "holders: 1 right of 3 read and 3 annotated -> 2 right of 3 read and 3 annotated" in said
    assert sum(line.startswith(("lost:", "gained:")) for line in said) == 2


def test_other_annotations_are_told_beside_gains_and_losses(result: Figures) -> None:
    before = msgspec.structs.replace(result, annotations="0" * 16)
    assert list(changes(before, result)) == [
        "the pages or their annotations changed too: gains and losses may come of that"
    ]
    assert list(changes(result, result)) == []


@pytest.fixture
def final(tmp_path: Path) -> Path:
    write_gold(tmp_path)
    (tmp_path / "development").rename(tmp_path / FINAL)
    return tmp_path


def test_errors_are_listed_on_demand(gold: Path) -> None:
    listed = run(gold, "--split", "development", "--errors").output
    assert "holders: missed: begroting/doel-1-1-2.txt" in listed
    assert "look-alike: begroting/doel-1-1-2.txt" in listed
    assert "holders: missed" not in run(gold, "--split", "development").output


def test_errors_of_the_final_split_are_neither_shown_nor_kept_unless_asked_for(final: Path) -> None:
    shown = run(final, "--errors", "--json", final / "kept.json")
    assert shown.exit_code == 0
    assert "final: 2 synthetic pages" in shown.output
    assert "missed:" not in shown.output
    assert kept(final / "kept.json")[FINAL].mistakes is None
    assert "page" not in json.loads((final / "kept.json").read_text())[FINAL]["scores"]
    asked = run(final, "--final-errors")
    assert "not for tuning" in asked.stderr
    assert "holders: missed: begroting/doel-1-1-2.txt" in asked.stdout


def test_splits_are_never_pooled(final: Path) -> None:
    both = write_gold(final)
    measured = accuracy.measure(both, SPLITS)
    assert {split: len(pages) for split, pages in measured.items()} == {"development": 2, "final": 2}
    tables = run(both).output
    assert tables.count(": 2 synthetic pages") == 2
    assert "4 synthetic" not in tables


def test_groups_have_tables_of_their_own(gold: Path) -> None:
    tables = run(gold, "--by", "layout").output
    assert "development: 1 synthetic page, layout z3" in tables
    assert "development: 1 synthetic page, layout z5b" in tables
    assert "development: 2 synthetic pages, family zwolle" in run(gold, "--by", "family").output


def test_a_gold_set_without_pages_is_told(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "no annotated page" in done.output


def test_a_file_without_figures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text("[]", "utf-8")
    for name in ("odd.json", "nothing.json"):
        with pytest.raises(FiguresError, match="with --json"):
            kept(tmp_path / name)


def test_the_document_shows_the_kept_figures_of_every_split() -> None:
    results = kept(accuracy.RESULTS)
    assert set(results) == set(SPLITS)
    document = accuracy.DOCUMENT.read_text("utf-8")
    assert accuracy.filled(document, results) == document, "run python benchmarks/accuracy.py --record"
    assert results[FINAL].mistakes is None


@pytest.mark.parametrize("split", SPLITS)
def test_the_kept_figures_are_of_the_pages_and_annotations_as_they_are(split: str) -> None:
    result, pages = kept(accuracy.RESULTS)[split], load_split(accuracy.GOLD / split)
    assert result.annotations == digest(pages), "run python benchmarks/accuracy.py --record"
    assert result.pages == len(pages)


def test_a_table_goes_between_its_markers_and_nowhere_else(result: Figures) -> None:
    document = "voor\n<!-- accuracy: final -->\noud\n<!-- end: final -->\nna\n"
    filled = accuracy.filled(document, {FINAL: result})
    assert filled.startswith("voor\n<!-- accuracy: final -->\n**Final: 2 synthetic pages**\n")
    assert filled.endswith("\n<!-- end: final -->\nna\n")
    assert "oud" not in filled
    assert "| holders | 3 | 3 | 2 | 0.667 (0.208-0.939) | 0.667 (0.208-0.939) | 0.667 |" in filled
    with pytest.raises(FiguresError, match="put both back"):
        accuracy.filled("niets\n", {FINAL: result})
