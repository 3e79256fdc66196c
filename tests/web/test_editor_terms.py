"""What the service offers while a query is typed: `/sparql/terms` over the fictional municipality."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ontology import terms
from service.engine.embedded import EmbeddedEngine
from service.engine.opening import open_engine
from service.release import labels
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build

NL = {"accept-language": "nl"}


@pytest.fixture(scope="module")
def engine(fictional_data: Path) -> Iterator[EmbeddedEngine]:
    opened = open_engine(fictional_data, Settings(data=fictional_data))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine, fictional_data: Path) -> TestClient:
    return TestClient(build(engine, Settings(data=fictional_data)))


def found(client: TestClient, **asked: object) -> list[tuple[str, str]]:
    answer = client.get("/sparql/terms", params=asked, headers=NL)
    assert answer.status_code == 200, answer.text
    return [(term["kind"], term["insert"]) for term in answer.json()["terms"]]


def test_a_property_is_given_as_a_query_writes_it_with_its_names_and_meaning(client: TestClient) -> None:
    asked = {"q": "verwijst naar", "kind": "property", "limit": 50}
    given = client.get("/sparql/terms", params=asked, headers=NL).json()["terms"]
    [refers] = [term for term in given if term["insert"] == "dg:refersTo"]
    assert refers == {
        "insert": "dg:refersTo",
        "kind": "property",
        "label": "verwijst naar",
        "also": "refers to",
        "about": "De tekst van de ene versie bevat een kruisverwijzing naar de andere.",
    }


ASKED = [
    ("thuis", "goal", ["<http://localhost:8000/id/goal-version/gm9999/begroting/2031/2.2.1>"]),
    ("2.2.1", "number", ['"2.2.1"']),
    ("thuis ond", "name", ['"Thuis ondersteund"']),
    ("verona", "person", ["<http://localhost:8000/id/person/gm9999/"]),
    ("nergens", "organisation", ["<http://localhost:8000/id/organisation/gm9999>"]),
    ("kruis", "code", ["<https://w3id.org/doelgraaf/def/role#cross-reference>"]),
    ("doelversie", "class", ["dg:GoalVersion"]),
    ("naam", "property", ["rdfs:label", "foaf:name", "dg:name"]),
    ("begrip", "class", ["skos:Concept"]),
]


@pytest.mark.parametrize(("words", "kind", "expected"), ASKED, ids=[f"{case[1]}: {case[0]}" for case in ASKED])
def test_each_kind_is_found_by_its_words(client: TestClient, words: str, kind: str, expected: list[str]) -> None:
    offered = found(client, q=words, kind=kind, limit=100)
    assert {one for one, _ in offered} == {kind}
    for wanted in expected:
        assert any(insert.startswith(wanted) for _, insert in offered), (wanted, offered)


def test_every_kind_has_its_share_of_what_fits(client: TestClient) -> None:
    offered = found(client, q="d", limit=12)
    assert len(offered) == 12
    assert len({kind for kind, _ in offered}) > 5


def test_a_goal_is_called_in_the_language_of_the_reader(client: TestClient) -> None:
    labels_of = {
        language: client.get(f"/sparql/terms?q=2.2.1&kind=goal&lang={language}").json()["terms"][0]["label"]
        for language in ("nl", "en")
    }
    assert labels_of["nl"].startswith("Doel 2.2.1 ")
    assert labels_of["en"].startswith("Goal 2.2.1 ")


def test_an_answer_is_named_by_its_release_and_not_sent_twice(client: TestClient, fictional_data: Path) -> None:
    first = client.get("/sparql/terms?q=water", headers=NL)
    assert first.json()["release"] == first.headers["doelgraaf-release"] == Releases(fictional_data).current()
    again = client.get("/sparql/terms?q=water", headers={**NL, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/sparql/terms?q=water&lang=en").headers["content-language"] == "en"


@pytest.mark.parametrize("asked", ["kind=doel", "limit=0", "limit=2001", f"q={'a' * 201}"])
def test_what_can_not_be_asked_is_a_problem_and_not_a_guess(client: TestClient, asked: str) -> None:
    answer = client.get(f"/sparql/terms?{asked}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("words", ["'; DROP TABLE entry; --", "%", "_", '"', "\\", "\x00", "🙂", "a" * 200])
def test_no_words_break_it(client: TestClient, words: str) -> None:
    answer = client.get("/sparql/terms", params={"q": words})
    assert answer.status_code == 200


def test_a_release_from_before_there_were_tables_still_gives_the_terms_of_others(
    fictional_data: Path, tmp_path: Path
) -> None:
    old = tmp_path / "data"
    shutil.copytree(fictional_data, old)
    release = Releases(old).current()
    (Releases(old).folder(release) / labels.FILE).unlink()
    engine = open_engine(old, Settings(data=old))
    try:
        offered = found(TestClient(build(engine, Settings(data=old))), q="naam")
    finally:
        engine.close()
    assert ("property", "rdfs:label") in offered
    assert all(not insert.startswith("dg:") for _, insert in offered)


def test_the_whole_vocabulary_is_given_at_once(client: TestClient) -> None:
    ours = {f"dg:{value.removeprefix(terms.DG)}" for value in vars(terms).values() if str(value).startswith(terms.DG)}
    given = found(client, kind=["class", "property", "code", "list"], limit=2000)
    assert ours - {"dg:"} <= {insert for _, insert in given}
    assert 400 < len(given) < 2000
