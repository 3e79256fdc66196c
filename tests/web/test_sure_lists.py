"""Lists and versions at a least confidence, of a town of which is decided what became of every goal and how sure it is."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.trace.answer import Edge, Graph, Node
from service.web import network_words
from service.web.lists import body_of
from service.web.network_found import said_of
from service.web.problems import ProblemError
from service.web.render import make_renderer
from tests.web import years_town as town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import version
from tests.web.years_served import asked

GOALS = {"aaaa0001": "Groen", "aaaa0002": "Water", "aaaa0003": "Sport", "aaaa0004": "Zorg", "aaaa0005": "Bomen"}
HTML = {"accept": "text/html", "accept-language": "nl"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with asked(MemoryEngine(town.quads())) as client:
        yield client


def _spans(client: TestClient, more: str = "") -> dict[str, tuple[int, int, int]]:
    """How many versions each goal has, of which first and last year."""
    items = client.get(f"/v1/goals?limit=50{more}").json()["items"]
    spans = {one["path"].rpartition("/")[2]: (one["versions"], one["firstYear"], one["lastYear"]) for one in items}
    return {GOALS[name]: span for name, span in spans.items() if name in GOALS}


def _listed(client: TestClient, more: str) -> list[str]:
    items = client.get(f"/v1/goals?limit=50{more}").json()["items"]
    return [GOALS.get(one["path"].rpartition("/")[2], "Stroom") for one in items]


def _versions(client: TestClient, goal: str, least: str) -> set[str]:
    name = next(name for name, word in GOALS.items() if word == goal)
    items = client.get(f"/v1/versions?goal=gm9902/{name}{least}").json()["items"]
    return {f"{one['document'].partition('/')[2].removeprefix('begroting/')}/{one['number']}" for one in items}


def test_goals_are_listed_with_the_versions_that_count(client: TestClient) -> None:
    assert _spans(client) == {
        "Groen": (4, 2031, 2033), "Water": (4, 2031, 2033), "Sport": (2, 2031, 2032), "Zorg": (2, 2031, 2032),
        "Bomen": (1, 2033, 2033),
    }  # fmt: skip
    assert _spans(client, "&minConfidence=0.94") == {
        "Groen": (3, 2031, 2033), "Water": (4, 2031, 2033), "Sport": (2, 2031, 2032), "Zorg": (1, 2031, 2031),
        "Bomen": (1, 2033, 2033),
    }  # fmt: skip
    assert _spans(client, "&minConfidence=0,97") == {
        "Groen": (2, 2031, 2032), "Water": (3, 2032, 2033), "Sport": (2, 2031, 2032), "Zorg": (1, 2031, 2031),
        "Bomen": (1, 2033, 2033),
    }  # fmt: skip


def test_filters_and_orders_of_goals_are_of_the_versions_that_count(client: TestClient) -> None:
    assert set(_listed(client, "&year=2031")) == {"Groen", "Water", "Sport", "Zorg"}
    assert set(_listed(client, "&year=2031&minConfidence=0.97")) == {"Groen", "Sport", "Zorg"}
    assert set(_listed(client, "&number=1.3")) == {"Sport", "Zorg"}
    assert set(_listed(client, "&number=1.3&minConfidence=0.97")) == {"Sport"}
    assert _listed(client, "&sort=-versions,-label&minConfidence=0.97")[:3] == ["Water", "Sport", "Groen"]
    assert _listed(client, "&sort=-lastYear,firstYear,label&minConfidence=0.97&words=O") == [
        "Bomen", "Groen", "Sport", "Zorg",
    ]  # fmt: skip
    found = client.get("/v1/goals?minConfidence=0.97&offset=1&limit=2").json()
    assert (found["total"], len(found["items"])) == (6, 2)


def test_where_the_release_and_a_confidence_agree_the_list_is_the_same(client: TestClient) -> None:
    for asked_for in (
        "",
        "&sort=label",
        "&sort=-firstYear,-versions",
        "&level=goals",
        "&year=2032&sort=-label",
        "&words=w",
    ):
        plain, same = (
            client.get(f"/v1/goals?limit=50{asked_for}{least}").json() for least in ("", "&minConfidence=0.9")
        )
        assert plain["items"]
        assert (plain["items"], plain["total"]) == (same["items"], same["total"])


def test_versions_of_a_goal_are_those_that_count_of_what_the_release_holds_for_its(client: TestClient) -> None:
    assert _versions(client, "Zorg", "") == {"2031/1.4", "2032/1.3"}
    assert _versions(client, "Zorg", "&minConfidence=0.93") == {"2031/1.4", "2032/1.3"}
    assert _versions(client, "Zorg", "&minConfidence=0.94") == {"2031/1.4"}
    assert _versions(client, "Sport", "&minConfidence=0.61") == {"2031/1.3", "2032/1.3"}
    assert _versions(client, "Sport", "&minConfidence=0.6") == {"2031/1.3", "2032/1.3"}  # that of 2033 is a candidate
    assert client.get("/v1/versions?goal=gm9902/bestaatniet&minConfidence=0.5").json()["total"] == 0


def test_a_version_names_the_goals_that_it_counts_for(client: TestClient) -> None:
    def goals(number: str, year: int, least: str = "") -> list[str] | None:
        (item,) = client.get(f"/v1/versions?number={number}&document=gm9902/begroting/{year}{least}").json()["items"]
        return None if item["goals"] is None else [GOALS[one.rpartition("/")[2]] for one in item["goals"]]

    assert goals("1.3", 2032) == ["Sport", "Zorg"]
    assert goals("1.3", 2032, "&minConfidence=0.94") == ["Sport"]
    assert goals("1.5", 2033, "&minConfidence=0.92") == ["Groen", "Bomen"]
    assert goals("1.5", 2033, "&minConfidence=0.93") == ["Bomen"]
    assert goals("1.2", 2031, "&minConfidence=0.96") is None  # the smaller part of its goal


def test_lists_say_as_much_as_timelines_of_every_goal_and_confidence(client: TestClient) -> None:
    compared = 0
    for least in ("0.3", "0.92", "0.93", "0.95", "0.951", "0.965", "0.998", "1"):
        for one in client.get(f"/v1/goals?limit=50&minConfidence={least}").json()["items"]:
            told = client.get(f"/v1/goals/{one['path']}?minConfidence={least}").json()
            counting = {entry["version"]["iri"] for entry in told["entries"] if entry["counts"]}
            assert len(counting) == one["versions"]
            listed = client.get(f"/v1/versions?goal={one['path']}&minConfidence={least}").json()["items"]
            assert counting == {item["version"] for item in listed}
            assert counting == {item["version"] for item in listed if one["iri"] in (item["goals"] or ())}
            compared += 1
    assert compared == 8 * 6


@pytest.mark.parametrize("name", ["goals", "versions", "programmes", "references"])
def test_what_is_no_confidence_is_refused_by_lists(client: TestClient, name: str) -> None:
    for wrong in ("nan", "2", "-0.1", "veel", ""):
        answer = client.get(f"/v1/{name}?minConfidence={wrong}", headers={"accept-language": "nl"})
        assert answer.status_code == 400
        assert "is geen getal van 0 tot 1" in answer.json()["detail"]
    assert client.get(f"/v1/{name}?minConfidence=0.5&minConfidence=0.6").status_code == 400
    assert client.get(f"/v1/{name}?minConfidence=0,5").status_code == 200


def test_of_several_organisations_one_has_to_be_named() -> None:
    bodies = cast("Holdings", SimpleNamespace(manifest=SimpleNamespace(bodies={"gm9901": None, "gm9902": None})))
    alone = cast("Holdings", SimpleNamespace(manifest=SimpleNamespace(bodies={"gm9902": None})))
    assert body_of(alone, {}) == "gm9902"
    assert body_of(bodies, {"organisation": "gm9901"}) == "gm9901"
    assert body_of(bodies, {"document": "gm9901/begroting/2031", "stale": "true"}) == "gm9901"
    assert body_of(bodies, {"goal": "gm9901/aaaa0001"}) == body_of(bodies, {"goal": "goal/gm9901/aaaa0001"}) == "gm9901"
    with pytest.raises(ProblemError) as told:
        body_of(bodies, {"stale": "true"})
    assert told.value.problem.kind.status == 404  # the description of the API can't rule it out
    assert told.value.problem.members["available"] == ["gm9901", "gm9902"]
    assert "organisation=" in str(told.value)


def test_the_small_picture_of_a_version_fades_what_does_not_count(client: TestClient) -> None:
    address = version(town.SECOND, "1.1").replace("https://doelen.example.org/id/", "/doc/")
    plain, sure = (client.get(f"{address}{least}", headers=HTML) for least in ("", "?minConfidence=0.97"))
    assert plain.status_code == sure.status_code == 200
    assert 'name="minConfidence"' in plain.text
    assert 'value="0.97"' in sure.text
    assert _faded(plain.text) == 0
    assert _faded(sure.text) == 1  # that of 2031: the other three are the larger part
    assert "minConfidence=0.97" in sure.text.partition('class="through"')[2].partition("</div>")[0]
    assert client.get(f"{address}?minConfidence=veel", headers=HTML).status_code == 400


def _faded(page: str) -> int:
    return page.partition('class="through"')[2].partition("</svg>")[0].count('<circle class="unsure"')


def test_a_claim_in_the_network_leads_to_where_its_confidence_is_told() -> None:
    ends = [
        Node(version(key, number), "goal", number, "Sport", document=key.path)
        for key, number in ((town.SECOND, "1.3"), (town.THIRD, "1.6"))
    ]
    parts = make_renderer().environment.get_template("network_parts.html").module
    said = said_of(Graph(tuple(ends), (Edge(0, 1, "same-goal"),)), Edge(0, 1, "same-goal"), Language.NL)
    told = str(parts.sentence(said, lambda name: network_words.say(name, Language.NL), str))  # type: ignore[attr-defined]
    assert 'href="/where?organisation=gm9902&amp;kind=begroting&amp;year=2032&amp;number=1.3"' in told
    assert "hoe zeker dat is" in told


def test_a_file_of_rows_tells_the_caution_and_the_confidence_in_its_headers(client: TestClient) -> None:
    told = client.get("/v1/goals?minConfidence=1&format=csv").headers
    assert told["Doelgraaf-Min-Confidence"] == "1"
    assert "no claim counts" in unquote(told["Doelgraaf-Caution"])
    assert {"Doelgraaf-Caution", "Doelgraaf-Min-Confidence"} <= set(told["Access-Control-Expose-Headers"].split(", "))
    assert client.get("/v1/goals?minConfidence=0,90&format=xlsx").headers["Doelgraaf-Min-Confidence"] == "0.9"
    assert "Doelgraaf-Min-Confidence" not in client.get("/v1/goals?format=csv").headers


def test_pages_refuse_a_confidence_that_is_given_twice_or_is_none_in_any_form(client: TestClient) -> None:
    goal = "/doc/goal/gm9902/aaaa0001"
    both = f"/compare?before={town.FIRST.path}&after={town.SECOND.path}"
    for address in (f"{goal}?", f"{both}&", "/where?number=1.1&year=2031&"):
        answer = client.get(f"{address}minConfidence=0.5&minConfidence=0.6", headers=HTML)
        assert answer.status_code == 400
        assert "minConfidence" in answer.text
        assert client.get(f"{address}minConfidence=0.5", headers=HTML).status_code == 200
    for form in ("", ".ttl", ".jsonld"):
        assert client.get(f"{goal}{form}?minConfidence=nan", headers=HTML).status_code == 400
        assert client.get(f"{goal}{form}?minConfidence=0.9", headers=HTML).status_code == 200


def test_the_page_of_a_version_says_where_no_claim_is_sure_enough(client: TestClient) -> None:
    address = version(town.SECOND, "1.1").replace("https://doelen.example.org/id/", "/doc/")
    told = "telt geen uitspraak mee"
    assert told in client.get(f"{address}?minConfidence=1", headers=HTML).text
    assert told not in client.get(f"{address}?minConfidence=0.999", headers=HTML).text
