"""The commands as people type them: what they print, in both languages, and how they end."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from doelgraaf import ROOMS, FrontDoor, data_folder
from ontology.language import Language


def run(*arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), list(arguments))


@pytest.fixture
def budget_page(examples: Path) -> str:
    return str(examples / "real/doel-2-2-2-begroting-2021.txt")


@pytest.fixture
def report_page(examples: Path) -> str:
    return str(examples / "real/doel-1-1-2-berap-2023-2.txt")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["up", *ROOMS])
def test_every_command_teaches_in_both_languages(name: str, language: Language) -> None:
    done = run(name, "--help", language=language)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


def test_help_differs_by_language() -> None:
    for name in ("up", *ROOMS):
        assert run(name, "--help", language=Language.NL).output != run(name, "--help", language=Language.EN).output


def test_an_unknown_command_is_wrong_use() -> None:
    assert run("upp").exit_code == 2


def test_read_prints_the_record(budget_page: str) -> None:
    done = run("read", budget_page)
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert record["page"]["foundBy"]["organisation"] == {"how": "address", "guess": False}
    assert [reference["number"] for reference in record["references"] if reference["role"] == "cross-reference"] == [
        "1.1.1", "4", "1.3.4", "1.3.2", "2.1.2", "2.1",
    ]  # fmt: skip
    assert set(record) >= {"page", "text", "sections", "references", "mentions", "criteriaLead", "criteria", "targets"}
    assert set(record) >= {"activities", "frameworkNotes", "holders", "deviations", "budget", "issues"}


def test_read_takes_an_address_for_a_page_that_comes_in_by_itself(report_page: str) -> None:
    done = run("read", report_page, "--source", "https://zwolle2023.2ebeleidsrapportage.nl/p1/doel-1-1-2-samenkracht")
    page = json.loads(done.stdout)["page"]
    assert page["foundBy"]["organisation"] == {"how": "address", "guess": False}
    assert page["document"] == {"kind": "berap", "year": 2023, "sequence": 2}


def test_read_without_a_sidecar_says_what_is_missing(tmp_path: Path, budget_page: str) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(Path(budget_page).read_bytes())
    done = run("read", str(page))
    assert done.exit_code == 1
    assert json.loads(done.stdout)["page"]["organisation"] is None
    assert "sidecar" in done.stderr


@pytest.mark.parametrize(("form", "syntax"), [("nq", ox.RdfFormat.N_QUADS), ("ttl", ox.RdfFormat.TURTLE)])
def test_read_prints_what_the_page_alone_would_put_into_the_graph(
    form: str, syntax: ox.RdfFormat, report_page: str
) -> None:
    done = run("read", report_page, "--format", form)
    assert len(list(ox.parse(done.stdout.encode(), format=syntax))) > 300


def test_ingest_ends_with_one_when_a_page_could_not_be_read(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "empty.txt").write_bytes(b"")
    done = run("ingest", str(pages), "--out", str(tmp_path / "dataset"), language=Language.NL)
    assert done.exit_code == 1
    assert "empty.txt: het bestand is leeg" in done.stderr
    summary = json.loads(run("ingest", str(pages), "--out", str(tmp_path / "dataset"), "--json").stdout)
    assert [issue["code"] for issue in summary["issues"]] == ["empty-file"]


def test_ingest_of_nothing_is_wrong_use(tmp_path: Path) -> None:
    done = run("ingest", str(tmp_path / "nowhere"), "--out", str(tmp_path / "dataset"))
    assert done.exit_code == 2
    assert "no such file" in done.stderr


def test_demo_does_not_go_with_a_path(budget_page: str) -> None:
    assert run("up", "--demo", budget_page).exit_code == 2


def test_real_fictional_and_own_pages_never_share_a_data_folder(examples: Path) -> None:
    folders = {
        data_folder((), demo=False),
        data_folder((), demo=True),
        data_folder((examples / "real",), demo=False),
        data_folder((examples / "fictional",), demo=False),
    }
    assert len(folders) == 4
