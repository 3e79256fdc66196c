"""What a least confidence changes in answers about the fictional municipality, whose merger of 4.3.2 has 0.953."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient
from tracing_desk import desk

from doelgraaf import FrontDoor
from ontology.language import Language

BUDGET, REPORT, LATER = "gm9999/begroting/2031", "gm9999/berap/2031-1", "gm9999/begroting/2032"
STALE = {"1.1.2", "2.1.3", "2.2.3"}  # the copied numbers of 2032, by tests/truth/fictional-years.jsonl
MERGED = ("gm9999/begroting/2031/4.3.2", "gm9999/begroting/2032/4.2.2")
HTML = {"accept": "text/html"}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def client(fictional_data: Path) -> Iterator[TestClient]:
    with desk(fictional_data) as client:
        yield client


def _json(client: TestClient, address: str, least: str | None = None, **asked: str) -> Json:
    params = asked if least is None else {**asked, "minConfidence": least}
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def _ways(client: TestClient, least: str | None) -> int:
    asked = {"from": MERGED[0], "to": MERGED[1], "references": "false", "versions": "true"}
    return len(_json(client, "/v1/trace/paths", least, **asked)["groups"])


def test_paths_through_the_years_rest_on_claims_of_the_confidence(client: TestClient) -> None:
    assert [_ways(client, least) for least in (None, "0.5", "0.953", "0,953")] == [1, 1, 1, 1]
    assert [_ways(client, least) for least in ("0.954", "0.999", "1")] == [0, 0, 0]


@pytest.mark.parametrize("question", ["neighbours", "impact", "drop", "network", "hubs", "bridges", "cycles", "matrix"])
def test_every_question_takes_a_confidence_tells_it_and_gives_its_address(client: TestClient, question: str) -> None:
    asked = {"versions": "true"} | ({"from": MERGED[0]} if question in {"neighbours", "impact", "drop"} else {})
    found = _json(client, f"/v1/trace/{question}", "0,95", **asked)
    assert found["parameters"]["minConfidence"] == "0.95"
    assert any("0,95" in note["nl"] and "0.95" in note["en"] for note in found["notes"])
    assert "minConfidence=0.95" in found["address"]
    plain = _json(client, f"/v1/trace/{question}", **asked)
    assert plain["parameters"]["minConfidence"] is None
    assert plain["edges"] == found["edges"]  # 0.95 is less than any claim of the release has


def test_the_network_leaves_out_what_a_higher_confidence_does_not_tie(client: TestClient) -> None:
    def ties(least: str | None) -> set[tuple[str, str]]:
        asked = {"document": [BUDGET, LATER], "references": "false", "versions": "true"}
        params = asked if least is None else {**asked, "minConfidence": least}
        graph = client.get("/v1/trace/network", params=params).json()
        names = [f"{node['document'] or node['iri'].rpartition('/')[2]}/{node['number']}" for node in graph["nodes"]]
        return {(names[edge["source"]], names[edge["target"]]) for edge in graph["edges"]}

    plain, strict = ties(None), ties("0.954")
    assert ties("0.9") == plain
    assert strict < plain
    assert {begin for begin, _ in plain - strict} == {MERGED[1]}
    assert len(plain - strict) == 1  # 4.2.2 hangs under its own goal still


def test_the_note_tells_of_a_confidence_that_no_claim_reaches(client: TestClient) -> None:
    notes = _json(client, "/v1/trace/network", "0.9995", versions="true")["notes"]
    assert any("telt geen uitspraak mee" in note["nl"] for note in notes)


@pytest.mark.parametrize(
    "address",
    [
        "/v1/goals",
        "/v1/versions",
        "/v1/references",
        *(f"/v1/documents/{LATER}/goals/2.1.3{more}" for more in ("", "/references", "/referring")),
    ],
)
def test_every_answer_tells_of_a_confidence_that_no_claim_reaches(client: TestClient, address: str) -> None:
    plain, unreached = (_json(client, address, least)["caution"] for least in ("0.999", "1"))
    assert "telt geen uitspraak mee" in unreached["nl"]
    assert "telt geen uitspraak mee" not in str(plain)


def test_a_goal_through_the_years_is_traced_by_the_versions_that_count(client: TestClient) -> None:
    def tied(least: str | None) -> int:
        return sum(one["versions"] for one in _json(client, "/v1/goals", least, limit="250", number="4.3.2")["items"])

    (goal,) = _json(client, "/v1/goals", number="4.3.2")["items"]
    for least in ("0.953", "0.954"):
        found = _json(client, "/v1/trace/neighbours", least, **{"from": f"goal/{goal['path']}"})
        named = {node["iri"].rpartition("/begroting/")[2] for node in found["nodes"]}
        assert ("2032/4.2.2" in named) is (least == "0.953")
    assert (tied("0.953"), tied("0.954")) == (2, 1)


def test_what_is_no_confidence_is_refused_as_elsewhere(client: TestClient) -> None:
    version = f"/v1/documents/{LATER}/goals/2.3.2"
    addresses = (
        "/v1/trace/network?versions=true&", f"/v1/documents/{LATER}/review?", f"{version}?", f"{version}/references?",
        f"{version}/referring?", f"/review/{LATER}?", "/network?versions=true&", "/trace/network?versions=true&",
    )  # fmt: skip
    for address in addresses:
        for wrong in ("nan", "2", "veel"):
            answer = client.get(f"{address}minConfidence={wrong}", headers={"accept-language": "nl"})
            assert answer.status_code == 400, address
            assert "is geen getal van 0 tot 1" in answer.text
        if address.startswith("/v1/"):
            assert client.get(f"{address}minConfidence=0.9&minConfidence=0.8").status_code == 400, address
        assert client.get(f"{address}minConfidence=0,9").status_code == 200, address


def test_a_confidence_that_would_change_nothing_is_refused_with_what_to_do(client: TestClient) -> None:
    answer = client.get("/v1/trace/network?minConfidence=0.9")
    assert answer.status_code == 404  # the description of the API can't rule it out
    assert "ask for versions=true too" in answer.json()["detail"]
    releases = client.get("/v1/diff?before=1&after=1&minConfidence=0.9")
    assert releases.status_code == 404  # the description of the API can't rule it out
    assert "has no confidence" in releases.json()["detail"]
    compared = client.get("/compare?before=1&after=1&minConfidence=0.9", headers=HTML)
    assert compared.status_code == 404
    assert "has no confidence" in compared.text


def test_on_a_page_a_number_alone_asks_for_what_it_is_about(client: TestClient) -> None:
    for page in ("/network", "/trace/network"):
        told = client.get(f"{page}?minConfidence=0,96&document={LATER}", headers=HTML)
        assert told.status_code == 200
        assert re.search(r'name="versions"[^>]* checked', told.text)
        assert "versions=true" in told.text.partition("minConfidence=0")[2]  # in the addresses of its answer


def test_references_are_out_of_date_as_far_as_claims_bear_out(client: TestClient) -> None:
    diff = {"before": BUDGET, "after": LATER, "kind": "stale"}
    for least, count in ((None, 3), ("0", 3), ("0.999", 3), ("1", 0)):
        items = _json(client, "/v1/references", least, document=LATER, stale="true")["items"]
        assert {one["citedNumber"] for one in items} == (STALE if count else set())
        assert all(one["stale"] for one in items)
        assert _json(client, "/v1/diff", least, **diff)["counts"]["stale"] == count
        counts = _json(client, f"/v1/documents/{LATER}/review", least)["counts"]
        assert sum(one["count"] for one in counts if one["kind"] == "stale-reference") == count
        cited = _json(client, f"/v1/documents/{LATER}/goals/2.3.2/references", least)["items"]
        assert sum(one["staleness"] is not None for one in cited) == (count == 3)
        referring = _json(client, f"/v1/documents/{LATER}/goals/2.1.3/referring", least)["items"]
        assert [one["stale"] for one in referring] == [count == 3]


def test_references_that_are_not_out_of_date_are_the_others(client: TestClient) -> None:
    every = _json(client, "/v1/references")["total"]
    for least in (None, "0.999", "1"):
        old, other = (_json(client, "/v1/references", least, stale=said)["total"] for said in ("true", "false"))
        assert old + other == every
        shown = _json(client, "/v1/references", least, document=LATER, limit="250")["items"]
        assert sum(one["stale"] for one in shown) == old


def test_where_a_copied_number_is_not_told_the_weaker_sign_is(client: TestClient) -> None:
    def kinds(least: str | None) -> set[str]:
        return {one["kind"] for one in _json(client, f"/v1/documents/{LATER}/review", least)["counts"]}

    assert "suspect-reference" not in kinds("0.999")
    assert "suspect-reference" in kinds("1")
    strict = _json(client, f"/v1/documents/{LATER}/review", "1")
    assert strict["minConfidence"] == "1"
    assert "telt geen uitspraak mee" in strict["caution"]["nl"]


def test_ages_of_short_texts_and_what_they_continue_rest_on_claims_and_long_sentences_do_not(
    client: TestClient,
) -> None:
    for number in ("2.3.2", "2.1.2"):
        plain, strict = (
            _json(client, f"/v1/documents/{LATER}/goals/{number}", least)["version"] for least in ("0.999", "1")
        )
        items = [
            (one, other)
            for name in ("criteria", "activities")
            for one, other in zip(plain[name], strict[name], strict=True)
        ]
        assert any(one["age"] and not other["age"] for one, other in items)
        for one, other in items:
            assert other["previous"] is None
            assert other["age"] == (one["age"] if len(one["text"].split()) >= 8 else None)


def test_commands_take_a_confidence_with_a_comma_or_a_point(fictional_data: Path) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(FrontDoor(Language.EN), [*arguments, "--data", str(fictional_data)])

    ways = ("trace", "paths", *MERGED, "--no-references", "--versions", "--format", "json")
    assert len(json.loads(run(*ways, "--min-confidence", "0,953").stdout)["groups"]) == 1
    assert json.loads(run(*ways, "--min-confidence", "0.954").stdout)["groups"] == []
    reviewed = [run("review", LATER, "--min-confidence", least).output for least in ("0.999", "1")]
    assert ["stands already in" in text for text in reviewed] == [True, False]
    for wrong in (
        (*ways, "--min-confidence", "nan"), ("review", LATER, "--min-confidence", "2"),
        ("trace", "hubs", "--min-confidence", "0.9"), ("diff", "1", "1", "--min-confidence", "0.9"),
    ):  # fmt: skip
        done = run(*wrong)
        assert done.exit_code != 0
        assert "confidence" in done.output.lower()


@pytest.mark.parametrize("path", ["/network?versions=true&", "/trace/network?versions=true&", f"/review/{LATER}?"])
def test_pages_have_a_field_that_holds_what_was_typed(client: TestClient, path: str) -> None:
    page = client.get(f"{path}minConfidence=0,96", headers=HTML)
    assert page.status_code == 200
    assert '<label for="least">' in page.text
    assert 'name="minConfidence" inputmode="decimal" maxlength="12" size="6" value="0,96"' in page.text
