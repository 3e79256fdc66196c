"""Where goals of Nergenshuizen went, as a command, an address and a page tell it: each with the municipality's words."""

import json
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from doelgraaf import FrontDoor
from ontology.language import Language
from service.engine.opening import open_engine
from service.settings import Settings
from service.web.serving import build

# A number of 2031, and what it is in 2032 with the words of the page that says so, as the pages in examples/ have them.
WENT = {
    "split": ("1.3.1", [("1.3.1", "Doel 1.3.1 uit de Begroting 2031 is gesplitst"), ("1.3.4", "viel dit onder doel 1.3.1")]),
    "merged": ("2.1.3", [("2.1.2", "het oude doel 2.1.3 (Schuldhulp) met dit doel samengevoegd")]),
    "merged, and gone": ("4.3.2", [("4.2.2", "het oude doel 4.3.2 is daarmee vervallen")]),
    "renumbered, by way of a report": ("2.2.3", [("2.3.3", "In de Begroting 2031 was dit nog doel 2.2.3")]),
}  # fmt: skip
Went = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def client(fictional_data: Path) -> Iterator[TestClient]:
    settings = Settings(data=fictional_data, workers=1, slow_workers=1, own_workers=1)
    with closing(open_engine(fictional_data, settings)) as engine, TestClient(build(engine, settings)) as client:
        yield client


@pytest.mark.parametrize("went", WENT.values(), ids=list(WENT))
def test_the_api_gives_the_goals_of_today_with_the_sentences_that_say_so(client: TestClient, went: Went) -> None:
    number, expected = went
    found = client.get(f"/v1/where?number={number}&year=2031").json()
    assert [(one["version"]["number"], one["document"]) for one in found["today"]] == [
        (today, "gm9999/begroting/2032") for today, _ in expected
    ]
    said = {
        step["later"]["number"]: step["sentences"] for step in found["steps"] if "2032" in step["later"]["document"]
    }
    for today, words in expected:
        assert any(words in one["sentence"] for one in said[today]), today


@pytest.mark.parametrize("went", WENT.values(), ids=list(WENT))
def test_the_command_and_the_page_say_the_same(client: TestClient, fictional_data: Path, went: Went) -> None:
    number, expected = went
    done = CliRunner().invoke(FrontDoor(Language.NL), ["where", number, "2031", "--data", str(fictional_data)])
    assert done.exit_code == 0, done.output
    page = unescape(client.get(f"/where?number={number}&year=2031", headers={"Accept": "text/html"}).text)
    assert done.stdout.count("Vandaag: Doel") == len(expected)
    for today, words in expected:
        assert f"Vandaag: Doel {today}" in done.stdout
        assert f'href="/doc/goal-version/gm9999/begroting/2032/{today}"' in page
        for shown in (done.stdout, page):
            assert words in shown
            assert "De gemeente zegt het zelf" in shown
    rows = CliRunner().invoke(
        FrontDoor(Language.NL), ["where", number, "2031", "--data", str(fictional_data), "--format", "json"]
    )
    assert json.loads(rows.stdout)["today"]


def test_a_goal_that_ended_says_so_and_leads_nowhere(client: TestClient, fictional_data: Path) -> None:
    (end,) = client.get("/v1/where?number=3.1.3&year=2031").json()["today"]
    assert (end["dropped"]["kind"]["code"], end["isLatest"]) == ("dropped", False)
    done = CliRunner().invoke(FrontDoor(Language.NL), ["where", "3.1.3", "2031", "--data", str(fictional_data)])
    assert "Daarna vervallen" in done.stdout
