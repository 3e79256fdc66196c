"""Goals are followed within one body and over a few years: where they go no further, the answer says so."""

import asyncio
from collections.abc import Iterator, Mapping

import msgspec
import pytest
from starlette.testclient import TestClient

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey
from ontology.language import Language
from ontology.organisations import Organisation, organisations
from service.answers.coverage import Holdings
from service.answers.years import reach
from service.answers.years.reach import are_compared, ended, together
from service.answers.years.timeline import find_timeline
from service.answers.years.whereabouts import Asked, where
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.years_served import asked

LAST_DAY = "2033-12-31"


@pytest.fixture
def dissolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register has the fictional municipality as one that exists no more."""
    known: Mapping[str, Organisation] = {town.ORG: Organisation(town.ORG, "Verzinsel", "", "", LAST_DAY)}
    monkeypatch.setattr(reach, "organisations", lambda: known)


@pytest.mark.usefixtures("dissolved")
def test_of_a_body_that_exists_no_more_it_is_told_that_goals_are_not_followed_into_another() -> None:
    engine, held = MemoryEngine(town.quads()), town.holdings()
    found = asyncio.run(where(engine, held, Asked(town.ORG, "1.2", 2031)))
    timeline = asyncio.run(find_timeline(engine, held, town.WATER))
    assert found is not None
    assert timeline is not None
    for caution in (found.caution, timeline.caution):
        assert caution is not None
        assert f"Verzinsel existed until {LAST_DAY}." in caution.say(Language.EN)
        assert "wat een organisatie die erna kwam ervan overnam, staat hier niet" in caution.say(Language.NL)
        assert "not every goal of Berap 2033-1" in caution.say(Language.EN), "what was not loaded is told too"
    assert len(found.today) == 1


def test_of_a_body_that_still_exists_nothing_is_told() -> None:
    held = town.holdings()
    assert ended(held, town.ORG) is None
    still = msgspec.structs.replace(held.manifest, bodies={"gm0193": held.manifest.bodies[town.ORG]})
    assert not organisations()["gm0193"].end
    assert ended(Holdings(still, held.release, held.published_at), "gm0193") is None


GAPS = [
    ((2031, 2032), (2031, 2032), True, "one after the other"),
    ((2031, 2036), (2031, 2036), True, "five years"),
    ((2031, 2037), (2031, 2037), False, "six years"),
    ((2031, 2034, 2039), (2031, 2039), True, "with a document between them"),
    ((2031, 2032, 2039), (2031, 2039), False, "with a gap further on"),
    ((2020, 2031, 2032), (2032, 2031), True, "a gap before them, and asked backwards"),
]


@pytest.mark.parametrize(("years", "asked", "expected", "why"), GAPS, ids=[case[-1] for case in GAPS])
def test_goals_are_followed_over_a_few_years_without_a_document(
    years: tuple[int, ...], asked: tuple[int, int], expected: object, why: str
) -> None:
    held = town.holdings()
    documents = {year: DocumentKey(town.ORG, DocumentKind.BEGROTING, year) for year in years}
    entry = held.manifest.documents[town.FIRST.path]
    manifest = msgspec.structs.replace(held.manifest, documents={key.path: entry for key in documents.values()})
    found = are_compared(Holdings(manifest, held.release, held.published_at), *(documents[year] for year in asked))
    assert found is expected, why


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with asked(MemoryEngine(town.quads())) as client:
        yield client


def test_a_page_asks_where_a_goal_went_with_a_least_confidence(client: TestClient) -> None:
    taken = client.get("/where?number=1.2&year=2031").text
    strict = client.get("/where?number=1.2&year=2031&minConfidence=0,99").text
    assert 'name="minConfidence"' in taken
    assert 'value="0,99"' in strict
    assert (taken.count('class="steps"'), strict.count('class="steps"')) == (1, 0)
    assert client.get("/where?number=1.2&year=2031&minConfidence=veel").status_code == 400


def test_a_stored_question_takes_a_least_confidence_over_http(client: TestClient) -> None:
    listed = {item["name"]: item["parameters"] for item in client.get("/v1/questions").json()["items"]}
    typed = {"name": "minConfidence", "type": "number", "required": False}
    assert [name for name, parameters in listed.items() if typed in parameters] == ["cq07", "cq08", "cq09", "cq12"]
    assert client.get("/v1/questions/cq07?minConfidence=0.9").status_code == 200
    for refused in ("cq07?minConfidence=2", "cq07?minConfidence=veel", "cq01?minConfidence=0.9"):
        assert client.get(f"/v1/questions/{refused}").status_code == 400


def test_nothing_together_is_nothing() -> None:
    assert together(None, None) is None
