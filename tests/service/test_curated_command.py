"""Operators see the curated graphs and take one out from the command line; settings for writing are checked."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from tiny import BASE, BUDGET, version

from doelgraaf import FrontDoor
from ontology.language import Language
from service.release.write import Changes
from service.release.write_change import Action, Change, Part, Writable
from service.settings import SettingsError, read_settings

NOTES = f"{BASE}/graph/curated/notes"
LINE = f'<{version(BASE, BUDGET, "1.1.1")}> <http://www.w3.org/2004/02/skos/core#note> "let op"@nl'
SECRET = "a-token-that-nobody-may-read"  # noqa: S105 - of no service


@pytest.fixture
def data(tiny_data: Path, tmp_path: Path) -> Path:
    """A data directory with one curated graph."""
    data = copytree(tiny_data, tmp_path / "data")
    change = Change(Action.REPLACE, NOTES, (Part("text/turtle", f"{LINE} .".encode()),))
    Changes(data, Writable.CURATED, 0).make(change, 1.0)
    return data


def run(data: Path, *arguments: str, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), ["curated", "--data", str(data), *arguments])


def test_the_graphs_are_listed_shown_and_taken_out(data: Path) -> None:
    assert run(data).output == f"{NOTES}  1 statement\n"
    told = json.loads(run(data, "--json").output)
    assert (told["graph"], told["statements"], told["served"]) == (NOTES, 1, True)
    for name in ("notes", NOTES):
        assert run(data, "--show", name).output == f"{LINE} <{NOTES}> .\n"
    gone = run(data, "--remove", "notes")
    assert (gone.exit_code, gone.output.startswith(f"{NOTES} is gone; release 0003-")) == (0, True)
    assert "geen gecureerde grafen" in run(data, language=Language.NL).output
    for option in ("--show", "--remove"):
        missing = run(data, option, "notes")
        assert (missing.exit_code, "no curated graph of that name" in missing.output) == (1, True)


def test_showing_and_removing_do_not_go_together(data: Path) -> None:
    assert run(data, "--show", "a", "--remove", "b").exit_code == 2


def test_a_graph_that_pages_fill_is_not_taken_out(data: Path) -> None:
    refused = run(data, "--remove", f"{BASE}/graph/doc/{BUDGET.path}")
    assert (refused.exit_code, "corrections.yml" in refused.output) == (1, True)


def test_a_token_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELGRAAF_WRITE_TOKEN", SECRET)
    assert SECRET not in repr(read_settings())
    monkeypatch.setenv("DOELGRAAF_WRITE_TOKEN", SECRET[:9])
    with pytest.raises(SettingsError, match="at least 16 characters") as error:
        read_settings()
    assert SECRET[:9] not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("WRITABLE", "everything", "curated or all"), ("UNION_DEFAULT_GRAPH", "maybe", "true or false")],
)
def test_other_settings_say_what_there_is_to_choose(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"DOELGRAAF_{name}", value)
    with pytest.raises(SettingsError, match=said):
        read_settings()
