"""A parameter that is given without a value is passed over or refused, at every address of the API."""

import re

from tests.linked.desk import Desk

PARTS = {
    "organisation": "gm9999",
    "kind": "begroting",
    "year": "2031",
    "level": "goals",
    "number": "1.1.1",
    "person": "a1",
    "identifier": "a1",
    "name": "goals",
    "question": "impact",
}
NEEDED = {"/diff": "before=gm9999/begroting/2031&after=gm9999/begroting/2032", "/where": "number=1.1.1&year=2031"}


def test_no_empty_parameter_is_an_error_of_ours(fictional: Desk) -> None:
    described, asked, refused = fictional.get("/v1/openapi.json").json()["paths"], 0, 0
    for path, item in described.items():
        address = re.sub(r"\{(\w+)\}", lambda found: PARTS[found[1]], path)
        names = [one["name"] for one in item["get"].get("parameters", ()) if one["in"] == "query"]
        for name in names:
            given = "&".join(part for part in (NEEDED.get(path, ""), f"{name}=") if part)
            for query in {f"{name}=", given}:
                answer = fictional.get(f"/v1{address}?{query}")
                assert answer.status_code < 500, (path, query)
                asked += 1
                refused += answer.status_code == 400
    assert asked > 200
    assert refused > 50


def test_an_empty_confidence_is_refused_in_words(fictional: Desk) -> None:
    goal = fictional.get("/v1/goals?limit=1").json()["items"][0]["iri"].rpartition("/id/")[2]
    kind, organisation, identifier = goal.split("/")
    for address in (
        f"/v1/diff?{NEEDED['/diff']}",
        f"/v1/where?{NEEDED['/where']}",
        f"/v1/goals/{organisation}/{identifier}?level={kind}s",
    ):
        assert fictional.get(f"{address}&minConfidence=0,5").status_code == 200
        for empty in ("", "%20", "+"):
            answer = fictional.get(f"{address}&minConfidence={empty}", accept_language="nl")
            assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
            assert "geen getal van 0 tot 1" in answer.json()["detail"]
