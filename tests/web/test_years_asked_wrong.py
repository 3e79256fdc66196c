"""Goals through the years for who asks too much, in another order, or for what is not there."""

import asyncio
import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers.years.comparison import Comparison, Kind, compare
from service.answers.years.missing import near_numbers
from service.answers.years.whereabouts import Asked, Later, Whereabouts, where
from service.web import year_words
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.test_pages import Page
from tests.web.years_served import asked

HTML = {"Accept": "text/html"}
BOTH = f"before={town.FIRST.path}&after={town.SECOND.path}"


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine(town.quads())


@pytest.fixture(scope="module")
def client(engine: MemoryEngine) -> Iterator[TestClient]:
    with asked(engine) as client:
        yield client


def compared(engine: MemoryEngine, before: DocumentKey, after: DocumentKey, least: str | None = None) -> Comparison:
    least_sure = Decimal(least) if least else None
    return asyncio.run(compare(engine, town.holdings(engine.release), before, after, least_sure))


def went(engine: MemoryEngine, asked: Asked, least: str | None = None) -> Whereabouts:
    found = asyncio.run(where(engine, town.holdings(), asked, Decimal(least) if least else None))
    assert found is not None
    return found


ASKING = (
    f"/compare?{BOTH}",
    "/where?number=1.1&year=2031",
    f"/doc/goal/{town.ORG}/aaaa0001?lang=nl",
    f"/v1/diff?{BOTH}",
    "/v1/where?number=1.1&year=2031",
    f"/v1/goals/{town.ORG}/aaaa0001?format=json",
)


@pytest.mark.parametrize("address", ASKING)
def test_what_is_no_confidence_is_refused_and_a_comma_is_taken(client: TestClient, address: str) -> None:
    headers = {} if address.startswith("/v1") else HTML
    for wrong in ("nan", "NaN", "inf", "-inf", "2", "-0,1", "veel"):
        answer = client.get(f"{address}&minConfidence={wrong}", headers=headers)
        assert answer.status_code == 400, wrong
        assert "geen getal van 0 tot 1; geef bijvoorbeeld 0,95" in answer.text
    for right in ("0,95", "0.95", "1"):
        assert client.get(f"{address}&minConfidence={right}", headers=headers).status_code == 200


def test_documents_that_are_swapped_or_one_are_said_to_be(engine: MemoryEngine, client: TestClient) -> None:
    swapped = compared(engine, town.SECOND, town.FIRST).caution
    assert swapped is not None
    assert "van later naar eerder: Begroting 2032 (Verzinsel) komt na" in swapped.say(Language.NL)
    same = compared(engine, town.FIRST, town.FIRST)
    assert same.caution is not None
    assert "same document twice" in same.caution.say(Language.EN)
    assert {kind for kind, count in same.counts.items() if count} == {Kind.UNCHANGED}
    assert compared(engine, town.FIRST, town.SECOND).caution is None
    backwards = f"before={town.SECOND.path}&after={town.FIRST.path}"
    assert "van later naar eerder" in client.get(f"/v1/diff?{backwards}").json()["caution"]["nl"]
    assert "van later naar eerder" in client.get(f"/compare?{backwards}&lang=nl", headers=HTML).text


@pytest.mark.parametrize("least", ["0.94", "0.96", "0.99", "1"])
@pytest.mark.parametrize("sides", [(town.FIRST, town.SECOND), (town.SECOND, town.THIRD), (town.FIRST, town.THIRD)])
def test_nothing_follows_from_a_claim_that_is_below_what_was_asked(
    engine: MemoryEngine, sides: tuple[DocumentKey, DocumentKey], least: str
) -> None:
    told = {Kind.NEW, Kind.DROPPED, Kind.ONLY_AFTER, Kind.ONLY_BEFORE}
    plain, strict = compared(engine, *sides), compared(engine, *sides, least)
    for change in strict.changes:
        if change.candidates:
            assert change.kinds[0] is Kind.UNSURE
            assert not {*told, Kind.NUMBER_REUSED} & set(change.kinds)
    assert all(strict.counts[kind] <= plain.counts[kind] for kind in told)
    assert strict.counts[Kind.UNSURE] > 0
    assert (strict.caution is not None) == (least == "1")


def test_a_document_in_between_leads_to_a_candidate_as_sure_as_its_least_sure_claim(engine: MemoryEngine) -> None:
    strict = compared(engine, town.FIRST, town.THIRD, "0.96")
    found = {
        (change.before[0].version.number): [(one.version.number, one.claim.confidence) for one in change.candidates]
        for change in strict.changes
        if change.kinds == (Kind.UNSURE,) and change.before
    }
    assert found["1.2"] == [("1.1", Decimal("0.95"))]
    assert found["1.4"] == [("1.6", Decimal("0.6"))]
    assert went(engine, Asked(town.ORG, "1.2", 2031), "0.96").today[0].later is Later.UNSURE
    steps = went(engine, Asked(town.ORG, "1.2", 2031), "0.96").today[0].candidates
    assert [(step.later.number, step.counts) for step in steps][:2] == [("1.1", False), ("1.1", True)]


def test_an_end_that_is_less_sure_than_was_asked_is_not_told(engine: MemoryEngine) -> None:
    (end,) = went(engine, Asked(town.ORG, "1.4", 2031), "0.9").today
    assert end.dropped is not None
    (start,) = went(engine, Asked(town.ORG, "1.3", 2032), "0.99").today
    assert (start.dropped, start.later) == (None, Later.UNSURE)


@pytest.mark.parametrize("written", ["doel 1.1", "Doel 1.1.", " 1.1. ", "goal 1.1"])
def test_a_number_is_understood_as_people_write_it(client: TestClient, written: str) -> None:
    found = client.get("/v1/where", params={"number": written, "year": 2031}).json()
    assert found["start"]["number"] == "1.1"
    assert Asked(town.ORG, written, 2031).understood().number == "1.1"


def test_a_word_before_a_number_tells_what_it_is_the_number_of() -> None:
    assert Asked(town.ORG, "ambitie 1.3", 2031).understood() == Asked(town.ORG, "1.3", 2031, level="ambition")
    assert Asked(town.ORG, "prettige-stad A", 2031).understood().number == "prettige-stad A"
    assert Asked(town.ORG, "1.3", 2031, DocumentKind.BERAP).covers(town.FIRST) is False


@pytest.mark.parametrize(
    ("address", "status", "expected"),
    [
        ("/where?number=1.9&year=2031", 404, ('value="1.9"', "/where?number=1.4&amp;year=2031", "&#39;1.9&#39;")),
        ("/where?number=1.1&year=2040", 404, ('value="2040"', "/where?number=1.1&amp;year=2033", "Verzinsel")),
        ("/where?number=1.1&year=abc", 400, ('value="abc"', "geen jaartal", 'value="1.1"')),
        ("/where?number=1.1&year=2031&organisation=gm0193", 404, ('value="1.1"', "organisatie gm0193")),
        ("/where?number=1.1&year=2031&minConfidence=nan", 400, ('value="nan"', "geen getal van 0 tot 1")),
        (f"/compare?before={town.FIRST.path}&after={town.ORG}/begroting/2040", 404, ("begroting/2040", 'id="after"')),
        (f"/compare?{BOTH}&minConfidence=inf", 400, ('value="inf"', "geen getal van 0 tot 1")),
    ],
)  # fmt: skip
def test_a_page_that_can_not_answer_shows_its_form_with_what_was_typed(
    client: TestClient, address: str, status: int, expected: tuple[str, ...]
) -> None:
    answer = client.get(f"{address}&lang=nl", headers=HTML)
    assert answer.status_code == status
    assert '<form class="ask"' in answer.text
    assert 'role="alert"' in answer.text
    for words in expected:
        assert words in answer.text.replace("&amp;", "&").replace("&", "&amp;").replace("&amp;#39;", "&#39;"), words
    page = Page(answer.text)
    assert page.open == []
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_numbers_that_come_near_are_those_of_the_same_branch() -> None:
    known = ["1.1", "1.2", "2.1.1", "2.1.2", "2.2.1", "A"]
    assert near_numbers("2.1.9", known)[:3] == ["2.1.2", "2.1.1", "2.2.1"]
    assert near_numbers("B", known) == known


def test_rows_are_only_of_the_kind_that_was_asked_for(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/v1/diff?{BOTH}&kind=holders&format=csv").text)))
    assert {row["change"] for row in rows} == {"holders"}
    (item,) = client.get(f"/v1/diff?{BOTH}&kind=holders").json()["items"]
    told = {name for name, some in item["differences"].items() if some}
    assert told == {"holders"}
    _, first = client.get(f"/v1/diff?{BOTH}&kind=merged&format=csv").text.splitlines()
    assert ",merged," in first
    unsure = list(csv.DictReader(io.StringIO(client.get(f"/v1/diff?{BOTH}&minConfidence=1&format=csv").text)))
    assert {row["change"] for row in unsure if row["confidence"]} == {"unsure"}


def test_one_version_is_no_versions(client: TestClient) -> None:
    assert year_words.versions(1, Language.NL) == "1 versie"
    assert year_words.versions(2, Language.NL) == "2 versies"
    page = client.get(f"/doc/goal/{town.ORG}/aaaa0006?lang=nl", headers=HTML).text
    assert "1 versie</p>" in page


def test_a_step_of_which_nothing_reads_otherwise_goes_on(engine: MemoryEngine, client: TestClient) -> None:
    report = went(engine, Asked(town.ORG, "1.1", 2033)).steps[0]
    assert report.claim.kind.code == "reworded"
    assert year_words.change_name(report, Language.NL) == "loopt door"
    assert year_words.change_name(went(engine, Asked(town.ORG, "1.1", 2031)).steps[0], Language.EN) != "goes on"
    page = client.get("/where?number=1.1&year=2033&lang=nl", headers=HTML).text
    assert '<span class="badge">loopt door</span>' in page


def test_what_ended_is_told_of_its_last_document(client: TestClient) -> None:
    page = client.get("/where?number=1.4&year=2031&lang=nl", headers=HTML).text
    assert "<h2>Laatst</h2>" in page
    assert "<h2>Vandaag</h2>" not in page
    assert "<h2>Vandaag</h2>" in client.get("/where?number=1.2&year=2031&lang=nl", headers=HTML).text
