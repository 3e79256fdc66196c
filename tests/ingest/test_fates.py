"""Of every file of a run it is told what became of it, and the counts add up."""

import shutil
from pathlib import Path

import msgspec
import pytest
from few_pages import ADDRESS, PAGE, WHY, copy_pages, run

from ingest.cli import show
from ingest.fates import SAID, Fates
from ingest.report import fates_line, summary_json
from ingest.write import Summary
from ontology.language import Language

FIRST = "begroting-2031/doel-1-1-3.txt"


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    """The few pages, in a folder of their own."""
    return copy_pages(examples, tmp_path / "pages")


def told(summary: Summary) -> Fates:
    """What became of the files, which are as many as were read."""
    assert sum(msgspec.structs.astuple(summary.fates)) == summary.files
    return summary.fates


def test_every_file_becomes_one_thing(folder: Path, tmp_path: Path) -> None:
    assert told(run(folder, tmp_path / "dataset", "")) == Fates(kept=7)
    page = folder / FIRST
    for suffix in (".txt", ".yml"):
        shutil.copy(page.with_suffix(suffix), folder / f"begroting-2031/nog-eens{suffix}")
    older = page.read_text("utf-8").replace("11/05/2030", "10/05/2030")
    assert older != page.read_text("utf-8")
    (folder / "begroting-2031/ouder.txt").write_text(older, "utf-8")
    shutil.copy(page.with_suffix(".yml"), folder / "begroting-2031/ouder.yml")
    (folder / "los.txt").write_text("Zomaar een tekst van niemand.", "utf-8")
    (folder / "leeg.txt").write_text("", "utf-8")
    (folder / "weg.txt").write_text("", "utf-8")
    (folder / "weg.yml").write_text(f"source: {ADDRESS}x\nstatus: 410\norganisation: gm9999\n", "utf-8")
    found = told(run(folder, tmp_path / "other", ""))
    assert found == Fates(kept=7, doubles=1, older=1, loose=1, refused=1, gone=1)
    assert told(run(folder, tmp_path / "other", "")) == found
    withdrawn = f"withdraw:\n  - {PAGE}\n    {WHY}"
    assert told(run(folder, tmp_path / "other", withdrawn)) == Fates(
        kept=6, doubles=1, taken=2, loose=1, refused=1, gone=1
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.NL, "Van eerder: 2 pagina's in de dataset, waarvan nu geen bestand is gelezen;"),
        (Language.EN, "From before: 2 pages in the dataset, of which no file was read now;"),
    ],
)
def test_pages_of_which_no_file_was_read_now_are_told_apart(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language, said: str
) -> None:
    first = run(folder, tmp_path / "dataset", "")
    show(first, tmp_path, language, quiet=False)
    assert said.partition(":")[0] not in capsys.readouterr().out
    shutil.rmtree(folder / "berap-2031-1")
    less = run(folder, tmp_path / "dataset", "")
    assert (less.fates, sum(one.coverage.pages_read for one in less.documents.values())) == (Fates(kept=5), 7)
    show(less, tmp_path, language, quiet=False)
    assert said in capsys.readouterr().out


def test_what_became_of_the_files_is_told_in_words_and_in_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "leeg.txt").write_text("", "utf-8")
    summary = run(folder, tmp_path / "dataset", "")
    show(summary, tmp_path, Language.EN, quiet=False)
    assert "Of the files: 7 pages in the dataset, 1 file that is no page\n8 files read" in capsys.readouterr().out
    assert fates_line(summary.fates, Language.NL) == (
        "Van de bestanden: 7 pagina's in de dataset, 1 bestand dat geen pagina is"
    )
    fates = msgspec.json.decode(summary_json(summary))["fates"]
    assert fates == {name: {"kept": 7, "refused": 1}.get(name, 0) for name in SAID}
    assert list(SAID) == list(Fates.__struct_fields__)
