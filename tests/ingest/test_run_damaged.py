"""A folder with damaged pages gives a dataset of all the others, an issue for each that is bad, and exit code 1."""

import json
import os
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from benchmarks.corpus import Indexed, Plan, write_corpus
from benchmarks.damage import STILL_A_PAGE
from doelgraaf import FrontDoor
from ingest.issues import PageIssue
from ingest.link.state import Capture
from ontology.dataset import UNPLACED, Dataset, DocumentFiles
from ontology.language import Language

PAGES = 400


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Pages of a body, about one in a hundred damaged."""
    made = Plan(tmp_path_factory.mktemp("corpus") / "made", PAGES, damaged=0.01, bodies=1, seed=4)
    write_corpus(made)
    return made


@pytest.fixture(scope="module")
def ran(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """What the command said of them, and the dataset."""
    out = tmp_path_factory.mktemp("ran") / "dataset"
    return ingest(plan.folder, out, "--json"), out


def ingest(folder: Path, out: Path, *options: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["ingest", str(folder), "--out", str(out), *options])


def indexed(plan: Plan) -> list[Indexed]:
    return [msgspec.json.decode(line, type=Indexed) for line in plan.index.read_bytes().splitlines()]


def pages_in(out: Path) -> set[str]:
    """The pages of which the dataset has a record."""
    dataset = Dataset(out)
    lines = (line for document in dataset.documents() for line in dataset.lines(DocumentFiles(document).records))
    return {msgspec.json.decode(line, type=Capture).path for line in lines}


def issues_in(out: Path) -> list[PageIssue]:
    """The issues that the dataset keeps."""
    dataset = Dataset(out)
    paths = [UNPLACED, *(DocumentFiles(document).issues for document in dataset.documents())]
    return [msgspec.json.decode(line, type=PageIssue) for path in paths for line in dataset.lines(path)]


def test_all_good_pages_are_in_and_each_bad_one_has_an_issue(plan: Plan, ran: tuple[Result, Path]) -> None:
    done, out = ran
    assert done.exit_code == 1
    pages = indexed(plan)
    damaged = {page.path for page in pages if page.damage is not None}
    lost = {page.path for page in pages if page.damage is not None and page.damage not in STILL_A_PAGE}
    assert len(pages) == PAGES
    assert len(damaged) >= 4
    assert damaged > lost > set()
    assert pages_in(out) == {page.path for page in pages} - lost
    assert {issue.path for issue in issues_in(out)} == damaged
    told = json.loads(done.stdout)
    assert {issue["path"] for issue in told["issues"]} == damaged
    assert told["files"] == PAGES


def test_the_totals_are_those_of_the_documents(ran: tuple[Result, Path]) -> None:
    told = json.loads(ran[0].stdout)
    documents = told["documents"].values()
    totals = told["totals"]
    assert totals["documents"] == len(documents) > 5
    assert totals["pages"] == sum(document["coverage"]["pagesRead"] for document in documents)
    assert totals["goals"] == sum(document["coverage"]["goalsRead"] for document in documents)
    for code, count in totals["references"].items():
        assert count == sum(document["references"].get(code, 0) for document in documents)
    assert totals["issues"] == {
        code: sum(issue["code"] == code for issue in told["issues"])
        for code in {issue["code"] for issue in told["issues"]}
    }


@pytest.mark.parametrize("language", list(Language))
def test_the_tables_give_pages_goals_references_and_issues(
    plan: Plan, ran: tuple[Result, Path], tmp_path: Path, language: Language
) -> None:
    out = tmp_path / "dataset"
    shutil.copytree(ran[1], out)
    done = ingest(plan.folder, out, language=language)
    totals = json.loads(ran[0].stdout)["totals"]
    rows = [line.split() for line in done.stdout.splitlines()]
    together = next(row for row in rows if row[:1] == [{Language.NL: "samen", Language.EN: "together"}[language]])
    found = [totals["references"].get(code, 0) for code in ("resolved", "not-loaded", "dangling")]
    rest = sum(totals["references"].values()) - sum(found)
    placed = sum(
        entry for document in json.loads(ran[0].stdout)["documents"].values() for entry in document["issues"].values()
    )
    assert together[1:] == [str(number) for number in (totals["pages"], totals["goals"], *found, rest, placed)]
    for code, count in totals["issues"].items():
        assert sum(int(row[-1]) for row in rows if row[-2:-1] == [code]) == count


def test_one_changed_page_offered_again_changes_its_document_and_what_follows_it(
    plan: Plan, ran: tuple[Result, Path], tmp_path: Path
) -> None:
    folder, out = tmp_path / "pages", tmp_path / "dataset"
    shutil.copytree(plan.folder, folder)
    shutil.copytree(ran[1], out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.gz")}
    page = next(page for page in indexed(plan) if page.damage is None)
    path = folder / page.path
    path.write_text(path.read_text("utf-8").replace(". ", ". Een zin erbij. ", 1), "utf-8")
    assert ingest(folder, out, "--quiet").exit_code == 1, "the damaged pages are offered again too"
    sequence = f"-{page.sequence}" if page.sequence else ""
    document = f"{page.organisation}/{page.kind}/{page.year}{sequence}"
    changed = {
        path.relative_to(out).as_posix() for path in out.rglob("*.gz") if before.get(path) != path.stat().st_mtime_ns
    }
    assert {name for name in changed if f"/{document}" in name} >= {
        f"records/{document}.jsonl.gz", f"graphs/{document}.nq.gz", f"graphs/{document}-text.nq.gz",
    }  # fmt: skip
    body = {f"graphs/{page.organisation}/body.nq.gz", f"graphs/{page.organisation}/provenance.nq.gz"}
    # the items of later documents lead to those of this page, which stand at other places now
    following = {
        f"graphs/{one.path}.nq.gz" for one in Dataset(out).documents() if one.organisation == page.organisation
    }
    assert {name for name in changed if f"/{document}" not in name} <= body | following
    assert pages_in(out) == pages_in(ran[1])


def test_many_documents_are_told_by_body(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "made", 80, bodies=40, seed=5)
    write_corpus(plan)
    for language, title in ((Language.NL, "Pagina's per organisatie"), (Language.EN, "Pages per body")):
        done = ingest(plan.folder, tmp_path / "dataset", language=language)
        assert done.exit_code == 0
        assert title in done.stdout
        assert sum(line.startswith("gm90") for line in done.stdout.splitlines()) == 40


def test_a_file_whose_name_is_no_utf_8_can_be_named(examples: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "pages", tmp_path / "dataset"
    folder.mkdir()
    (folder / os.fsdecode(b"leeg-\xff.txt")).touch()
    (folder / os.fsdecode(b"doel-\xfe.txt")).write_bytes((examples / "real/doel-1-1-2-berap-2023-2.txt").read_bytes())
    done = ingest(folder, out)
    assert done.exit_code == 1
    assert [issue.path for issue in issues_in(out)] == ["leeg-\\xff.txt"]
    assert pages_in(out) == {"doel-\\xfe.txt"}
