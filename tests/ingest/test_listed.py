"""Every entry of `bodies.yml` speaks of a page, or is told where a page is left without one."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doelgraaf import FrontDoor
from ingest.issues import PageIssue
from ingest.write import Run, Summary, ingest
from ontology.language import Language

BASE = "http://localhost:8000"
PAGE = "Doel 1.1.1 Schone sloten\n\nWe houden het water schoon\n\nBeschrijving\nZie doel 1.1.2.\n"
BODY = """{key}:
  organisation: gm9999
  family: zwolle
  documents: [{{kind: begroting, year: 2031{more}}}]
"""


def run(folder: Path, key: str, more: str = "", source: str = "") -> Summary:
    (folder / "begroting").mkdir(parents=True, exist_ok=True)
    (folder / "begroting/p.txt").write_text(PAGE, encoding="utf-8")
    if source:
        (folder / "begroting/p.yml").write_text(f"source: {source}", encoding="utf-8")
    (folder / "bodies.yml").write_text(BODY.format(key=key, more=more), encoding="utf-8")
    return ingest(Run((folder,), folder.parent / "dataset", BASE))


def of_code(summary: Summary, code: str) -> list[PageIssue]:
    return [issue for issue in summary.issues if issue.code == code]


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(FrontDoor(Language.EN), list(arguments))


@pytest.mark.parametrize(("key", "source"), [
    (".", ""),
    ("begroting", ""),
    ("nergens.example", "http://nergens.example:8155/p"),
    ('"nergens.example:8155"', "http://nergens.example:8155/p"),
])  # fmt: skip
def test_an_entry_is_for_a_folder_or_a_host_with_or_without_its_port(tmp_path: Path, key: str, source: str) -> None:
    summary = run(tmp_path / "in", key, source=source)
    assert of_code(summary, "unlisted-key") == []
    assert list(summary.documents) == ["gm9999/begroting/2031"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_entry_that_fits_no_page_is_told_with_what_it_might_be(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "in"
    run(folder, "begrotting", source="http://nergens.example:8155/p")
    summary = ingest(Run((folder,), tmp_path / "dataset", BASE, jobs))
    (issue,) = of_code(summary, "unlisted-key")
    assert (issue.path, summary.files) == ("bodies.yml", 1)
    assert issue.values == {"key": "begrotting", "hosts": "nergens.example", "folders": "begroting"}
    assert issue in summary.unplaced


def test_an_entry_for_pages_that_are_not_offered_this_time_is_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    run(folder, "begroting")
    with (folder / "bodies.yml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODY.format(key="berap", more=""))
    assert of_code(ingest(Run((folder,), tmp_path / "dataset", BASE)), "unlisted-key") == []


def test_an_entry_in_a_zip_that_fits_no_page_is_told(tmp_path: Path) -> None:
    run(tmp_path / "in", "nergens")
    packed = Path(shutil.make_archive(str(tmp_path / "given/pages"), "zip", tmp_path / "in"))
    (issue,) = of_code(ingest(Run((packed.parent,), tmp_path / "other", BASE)), "unlisted-key")
    assert (issue.path, issue.values["folders"]) == ("pages.zip/bodies.yml", "begroting")


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        (", complete: true, goalsExpected: 1", []),
        (", complete: true, goalsExpected: 2", ["too-few-goals"]),
        (", complete: true", ["too-few-of-a-kind"]),
        (", goalsExpected: 2", []),
    ],
)
def test_the_operator_knows_better_than_the_family_how_many_goals_there_are(
    tmp_path: Path, more: str, codes: list[str]
) -> None:
    issues = run(tmp_path / "in", "begroting", more).issues
    assert [issue.code for issue in issues if issue.code.startswith("too-")] == codes
    for issue in issues:
        assert issue.code != "too-few-of-a-kind" or "`counts` in sources" in issue.say(Language.EN)


def test_a_page_of_no_document_says_why_it_gives_no_triples(tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text(PAGE, encoding="utf-8")
    result = invoke("read", str(page), "--format", "ttl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "p.txt: no triples, because" in result.stderr


def test_a_folder_of_something_else_is_no_dataset(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "brief.txt").write_text("van iemand", encoding="utf-8")
    run(tmp_path / "in", "begroting")
    result = invoke("ingest", str(tmp_path / "in"), "--out", str(out))
    assert result.exit_code == 2
    assert "not empty (brief.txt is in it); choose an empty or a new folder" in result.stderr
    assert [path.name for path in out.iterdir()] == ["brief.txt"]
    (out / "brief.txt").unlink()
    (out / "graphs").mkdir()  # of a first run that was broken off
    result = invoke("ingest", str(tmp_path / "in"), "--out", str(out), "--json")
    assert list(json.loads(result.stdout)["documents"]) == ["gm9999/begroting/2031"]


def test_columns_that_only_a_document_tells_are_not_asked_about_while_that_is_unknown(tmp_path: Path) -> None:
    table = "Wat mag het kosten\n\n| | Rekening | Begroting |\n| Lasten | 10 | 20 |\n"
    page = tmp_path / "p.txt"
    page.write_text(f"{PAGE}\n{table}", encoding="utf-8")
    told = invoke("read", str(page)).stderr
    assert "no telling which document" in told
    assert "which line, year or phase" not in told
    (tmp_path / "p.yml").write_text("{organisation: gm9999, document: {kind: begroting, year: 2031}}", "utf-8")
    assert "which line, year or phase" in invoke("read", str(page)).stderr
