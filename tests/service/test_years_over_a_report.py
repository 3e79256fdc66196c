"""What is said of goals between two budgets of Nergenshuizen where an incomplete report stands between them."""

import asyncio
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from doelgraaf import FrontDoor
from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings, coverage_of
from service.answers.years.timeline import find_timeline
from service.engine.engine import Engine, Row, Term
from service.engine.opening import open_engine
from service.release.releases import Releases
from service.settings import Settings
from service.web.models import Coverage
from service.web.serving import build

BEFORE, REPORT, AFTER = (f"gm9999/{path}" for path in ("begroting/2031", "berap/2031-1", "begroting/2032"))
# The number of a goal in 2032 by its number in 2031, with the words of a page of 2032 that names the budget before the report.
SAID = {
    "1.3.1": ("1.3.1", "Doel 1.3.1 uit de Begroting 2031 is gesplitst"),
    "2.2.3": ("2.3.3", "In de Begroting 2031 was dit nog doel 2.2.3"),
}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def engine(fictional_data: Path) -> Iterator[Engine]:
    with closing(open_engine(fictional_data, settings(fictional_data))) as engine:
        yield engine


@pytest.fixture(scope="module")
def client(engine: Engine, fictional_data: Path) -> Iterator[TestClient]:
    with TestClient(build(engine, settings(fictional_data))) as client:
        yield client


def settings(data: Path) -> Settings:
    return Settings(data=data, workers=1, slow_workers=1, own_workers=1)


def holdings(data: Path, engine: Engine) -> Holdings:
    return Holdings.of(Releases(data).manifest(engine.release))


def path_of(document: str) -> str:
    return document.partition("/id/document/")[2]


@pytest.mark.parametrize(
    ("number", "year", "expected"),
    [
        ("1.3.1", 2031, [BEFORE, REPORT, AFTER]),
        ("2.2.3", 2031, [BEFORE, REPORT, AFTER]),
        ("4.3.2", 2031, [BEFORE, AFTER]),
        ("1.3.1", 2032, [AFTER]),
    ],
)
def test_coverage_is_of_every_document_that_a_goal_went_through(
    client: TestClient, engine: Engine, fictional_data: Path, number: str, year: int, expected: Sequence[str]
) -> None:
    found = client.get(f"/v1/where?number={number}&year={year}").json()
    passed = {path_of(step[end]["document"]) for step in found["steps"] for end in ("earlier", "later")}
    assert {found["document"], *passed} == set(expected)
    whole = coverage_of(holdings(fictional_data, engine), map(DocumentKey.parse, expected))
    assert found["coverage"] == Coverage.model_validate(whole).model_dump(by_alias=True)
    assert (found["coverage"]["complete"] == "no") == (REPORT in expected)


def test_coverage_is_also_of_documents_that_only_unsure_steps_lead_through(client: TestClient) -> None:
    found = client.get("/v1/where?number=1.3.1&year=2031&minConfidence=1").json()
    assert not found["steps"]
    assert found["today"][0]["candidates"]
    assert found["coverage"]["complete"] == "no"


def goals(client: TestClient, number: str) -> dict[str, set[str]]:
    """The numbers in 2032 of each goal that one of 2031 became, by the path of that goal under /v1/goals/."""
    numbers: dict[str, set[str]] = {}
    for today in client.get(f"/v1/where?number={number}&year=2031").json()["today"]:
        for goal in today["goals"]:
            numbers.setdefault(goal["iri"].partition("/id/goal/")[2], set()).add(today["version"]["number"])
    return numbers


@pytest.mark.parametrize("number", list(SAID))
def test_a_timeline_has_the_sentences_of_every_step_that_the_way_of_a_goal_has(client: TestClient, number: str) -> None:
    today, words = SAID[number]
    steps = {one["claim"]["iri"]: one for one in client.get(f"/v1/where?number={number}&year=2031").json()["steps"]}
    told: dict[str, Json] = {}
    for path in goals(client, number):
        timeline = client.get(f"/v1/goals/{path}").json()
        entries = [one["step"] for one in timeline["entries"] if one["step"]]
        told |= {one["claim"]["iri"]: one for one in (*entries, *(turn["step"] for turn in timeline["turns"]))}
    assert set(steps) <= set(told)
    for claim, step in steps.items():
        assert told[claim]["sentences"] == step["sentences"]
    assert any(
        words in said["sentence"]
        for step in told.values()
        if step["later"]["number"] == today
        for said in step["sentences"]
    )


@pytest.mark.parametrize("number", list(SAID))
def test_the_page_the_command_and_the_table_of_a_goal_have_the_sentence(
    client: TestClient, fictional_data: Path, number: str
) -> None:
    today, words = SAID[number]
    paths = [path for path, numbers in goals(client, number).items() if today in numbers]
    assert paths
    for path in paths:
        page = unescape(client.get(f"/doc/goal/{path}", headers={"Accept": "text/html"}).text)
        done = CliRunner().invoke(FrontDoor(Language.NL), ["timeline", f"goal/{path}", "--data", str(fictional_data)])
        assert done.exit_code == 0, done.output
        for shown in (page, done.stdout):
            assert re.search(rf"De gemeente zegt het zelf: (?:<q lang=\"nl\">|«){words}", shown)
        rows = csv.DictReader(io.StringIO(client.get(f"/v1/goals/{path}?format=csv").text))
        assert any(words in row["sentence"] for row in rows)


def test_the_sentences_cost_no_query_for_each_step(
    client: TestClient, engine: Engine, fictional_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = engine.rows

    async def counted(query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        asked.append(query)
        return await ask(query, bindings)

    paths = [path for number in SAID for path in goals(client, number)]
    assert len(paths) > len(SAID)
    monkeypatch.setattr(engine, "rows", counted)
    for path in paths:
        asked.clear()
        held = holdings(fictional_data, engine)
        assert asyncio.run(find_timeline(engine, held, f"{held.base}/id/goal/{path}")) is not None
        assert 0 < len(asked) <= 18


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        (
            "nl",
            "1.1.1",
            [
                "herschreven van doel 1.1.1 (Begroting 2031) naar doel 1.1.1 (Berap 2031-1)",
                "herschreven van doel 1.1.1 (Berap 2031-1) naar doel 1.1.1 (Begroting 2032)",
            ],
        ),
        (
            "en",
            "1.3.1",
            [
                "reworded from goal 1.3.1 (Begroting 2031) to goal 1.3.1 (Berap 2031-1)",
                "split from goal 1.3.1 (Berap 2031-1) to goal 1.3.1 (Begroting 2032)",
                "split from goal 1.3.1 (Berap 2031-1) to goal 1.3.4 (Begroting 2032)",
            ],
        ),
        ("nl", "1.1.3", ["hernummerd"]),
    ],
    ids=["over the report", "split", "one claim"],
)
def test_claims_of_a_goal_are_told_apart_by_what_they_bind(
    client: TestClient, language: str, number: str, expected: Sequence[str]
) -> None:
    page = client.get(f"/compare?before={BEFORE}&after={AFTER}&lang={language}", headers={"Accept": "text/html"}).text
    cards = page.split('<article class="card change">')[1:]
    (card,) = (card for card in cards if f"/goal-version/{BEFORE}/{number}" in card.partition("</h3>")[0])
    claims = re.findall(r'<a href="/doc/identity/[^"]+">([^<]+)</a> <a class="wrong" [^>]*aria-label="([^"]+)"', card)
    assert [name for name, _ in claims] == expected
    assert [label.partition("? ")[2] for _, label in claims] == expected
