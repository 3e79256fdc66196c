"""Stored questions without rows: what is not loaded is told, and is not to be read as an answer."""

import asyncio
from collections.abc import Iterator

import msgspec
import pytest
from starlette.testclient import TestClient

from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.inquiry import NotHeldError, Values, ask
from service.answers.questions import question
from service.web import inquiries
from service.web.app import application as served
from service.web.site import make_site
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine

BUDGET = f"organisation={town.ORG}&kind=begroting"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    engine = MemoryEngine(town.quads())
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    with TestClient(served(engine, [inquiries.router(site)], current=site.current), follow_redirects=False) as client:
        yield client


def test_of_the_last_year_it_is_told_that_no_later_document_is_loaded(client: TestClient) -> None:
    last = client.get(f"/v1/questions/cq09?{BUDGET}&year=2033").json()
    assert last["rows"] == []
    assert last["caution"]["nl"].startswith("Er is geen later document geladen dan van 2033")
    assert last["caution"]["en"].startswith("No later document is loaded than of 2033")
    assert client.get(f"/v1/questions/cq09?{BUDGET}&year=2031").json()["caution"] is None


def only(*documents: DocumentKey) -> Holdings:
    held = town.holdings()
    entries = {one.path: held.manifest.documents[one.path] for one in documents}
    return Holdings(msgspec.structs.replace(held.manifest, documents=entries), held.release, held.published_at)


@pytest.mark.parametrize(
    ("name", "documents", "said"),
    [
        ("cq07", (town.FIRST,), "No two documents of one organisation"),
        ("cq08", (town.THIRD, town.REPORT), "No documents of two years of one organisation"),
        ("cq12", (town.FIRST,), "No two documents of one organisation"),
    ],
)
def test_a_question_about_two_documents_says_so_where_there_is_one(
    name: str, documents: tuple[DocumentKey, ...], said: str
) -> None:
    found = asyncio.run(ask(MemoryEngine([]), only(*documents), question(name), Values()))
    assert found.caution is not None
    assert found.caution.say(Language.EN).startswith(said)
    other = asyncio.run(ask(MemoryEngine([]), town.holdings(), question(name), Values()))
    assert other.caution is not None, "the release states nothing of what the question needs"
    assert not other.caution.say(Language.EN).startswith(said)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (f"cq09?{BUDGET}&year=2099", f"{town.ORG} begroting 2099"),
        ("cq09?organisation=gm9903&kind=begroting&year=2031", "gm9903 begroting 2031"),
        (f"cq09?{BUDGET}&year=2031&sequence=4", f"{town.ORG} begroting 2031 4"),
        ("cq07?organisation=gm9903", "gm9903"),
        ("cq20?year=2099", "2099"),
    ],
)
def test_a_document_or_body_that_the_release_lacks_is_a_problem_that_lists_what_it_has(
    client: TestClient, asked: str, named: str
) -> None:
    answer = client.get(f"/v1/questions/{asked}", headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert f"no document of {named} was loaded" in answer.json()["detail"]
    assert set(answer.json()["available"]) == {one.path for one in town.TITLES}


def test_of_a_body_that_is_there_only_its_own_documents_are_listed() -> None:
    with pytest.raises(NotHeldError) as raised:
        asyncio.run(ask(MemoryEngine([]), only(town.FIRST), question("cq07"), Values("gm9903")))
    assert raised.value.available == (town.FIRST.path,)


def test_a_number_that_is_nowhere_is_told_and_one_without_an_answer_is_not(client: TestClient) -> None:
    nowhere = client.get(f"/v1/questions/cq22?{BUDGET}&year=2031&number=9.9.9").json()
    said = "Nummer 9.9.9 staat bij geen doel, ambitie of programma van Begroting 2031 (Verzinsel)."
    assert (nowhere["rows"], nowhere["caution"]["nl"]) == ([], said)
    there = client.get(f"/v1/questions/cq22?{BUDGET}&year=2031&number=1.2").json()
    assert (there["rows"], there["caution"]) == ([], None)
