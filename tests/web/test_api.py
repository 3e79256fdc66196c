"""The JSON of `/v1`: its shape, its headers, its paging, its problems."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from service.web.problems import ProblemError
from service.web.site import make_site
from service.web.streams import documents_of
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import BASE
from tests.web.texts import GOAL_TEXT

DOCUMENT = "/v1/documents/gm9901/begroting/2031"
GOAL = f"{DOCUMENT}/goals/2.2.2"
PATHS = [
    "/v1",
    "/v1/organisations",
    "/v1/documents",
    DOCUMENT,
    f"{DOCUMENT}/goals",
    f"{DOCUMENT}/ambitions",
    f"{DOCUMENT}/programmes",
    GOAL,
    f"{GOAL}/references",
    f"{GOAL}/referring",
    f"{DOCUMENT}/programmes/4",
    "/v1/holders",
    "/v1/holders/gm9901/p7x2",
    "/v1/questions",
    "/v1/questions/cq01?organisation=gm9901&kind=begroting&year=2031&number=2.2.2",
]


def keys(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    match value:
        case dict():
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        case list():
            return {key for inner in value for key in keys(inner)}
        case _:
            return set()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_coverage_version_and_validators(client: TestClient, engine: MemoryEngine, path: str) -> None:
    assert len(PATHS) == 15
    engine.asked.clear()
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(engine.asked) <= 8
    assert answer.headers["api-version"] == "1.0.0"
    assert {"etag", "last-modified", "vary"} <= set(answer.headers)
    body = answer.json()
    assert set(body["coverage"]) == {"pagesRead", "goalsRead", "versionsNamed", "goalsExpected", "complete"}
    assert body["release"] == engine.release
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])


@pytest.mark.parametrize("path", PATHS)
def test_keys_are_in_camel_case(client: TestClient, path: str) -> None:
    assert not [key for key in keys(client.get(path).json()) if "_" in key]


def test_a_goal_is_given_with_all_that_its_page_says(client: TestClient) -> None:
    version = client.get(GOAL).json()["version"]
    assert version["iri"] == f"{BASE}/id/goal-version/gm9901/begroting/2031/2.2.2"
    assert (version["number"], version["name"]) == ("2.2.2", "Maatschappelijke participatie")
    assert version["amounts"] == {"expenditure": "348646", "revenue": "0", "balance": "348646"}
    assert version["tree"]["ambition"]["label"].startswith("Ambitie 2.2")
    assert [holder["name"] for holder in version["holders"]] == ["Fenna Fictief"]
    assert version["states"]["notes"]["code"] == "heading-without-list"
    assert version["page"]["builtAt"] == "2031-05-03T15:20:24"
    assert [len(criterion["targets"]) for criterion in version["criteria"]] == [1, 0]
    assert version["criteria"][0]["targets"][0]["value"] == "200"
    assert [line["amountEur"] for line in version["budget"]] == ["348646", "0", "348646"]
    assert [mention["number"] for mention in version["mentions"]] == ["6"]


def test_what_is_quoted_stands_at_its_offsets(client: TestClient) -> None:
    version = client.get(GOAL).json()["version"]
    references = client.get(f"{GOAL}/references").json()["items"]
    quoted = [(item["text"], item) for name in ("criteria", "activities", "notes") for item in version[name]]
    quoted += [(item["exact"], item) for item in (*version["targets"], *version["mentions"], *references)]
    quoted += [(line["cell"], line) for line in version["budget"]]
    assert len(quoted) == 14
    for words, item in quoted:
        assert GOAL_TEXT[item["start"] : item["end"]] == words
        assert item["iri"].startswith(f"{BASE}/id/")


def test_references_carry_their_words_and_what_became_of_them(client: TestClient) -> None:
    items = client.get(f"{GOAL}/references").json()["items"]
    found = [(item["citedNumber"], item["relation"]["code"], item["resolution"]["code"]) for item in items]
    assert found == [
        ("2.2.2", "unknown", "self"),
        ("1.1.1", "see", "resolved"),
        ("4", "contributes-to", "not-loaded"),
        ("1.3.4", "contributes-to", "not-loaded"),
        ("2.1", "aligned-with", "not-loaded"),
    ]
    assert items[2]["resolution"]["label"] == {"nl": "pagina niet geladen", "en": "page not loaded"}
    assert items[2]["target"]["iri"].endswith("/programme-version/gm9901/begroting/2031/4")
    assert items[0]["target"] is None
    assert items[3]["citedLabel"] == "Gezonde stad"
    assert items[1]["section"]["kind"]["code"] == "description"


def test_referring_gives_the_other_direction_with_a_caution_first(client: TestClient) -> None:
    body = client.get(f"{GOAL}/referring").json()
    assert next(iter(body)) == "caution"
    assert body["caution"]["nl"].startswith("Let op")
    assert [item["elementNumber"] for item in body["items"]] == ["1.1.1"]
    assert body["cut"] is False


def test_deviations_have_effects_with_amounts_only_where_the_words_give_one(client: TestClient) -> None:
    version = client.get("/v1/documents/gm9901/berap/2031-1/goals/1.1.2").json()["version"]
    effects = version["deviations"][0]["effects"]
    assert [(effect["effect"]["code"], effect["amountEur"]) for effect in effects] == [
        ("disadvantage", "460000"),
        ("advantage", None),
    ]
    assert version["deviations"][0]["headlineEffect"]["code"] == "neutral"


def test_a_version_that_is_only_named_says_so(client: TestClient) -> None:
    body = client.get(f"{DOCUMENT}/programmes/4").json()
    assert body["version"]["loaded"] is False
    assert body["version"]["page"] is None
    assert "de pagina niet geladen" in body["note"]["nl"]


def test_levels_list_their_own_versions(client: TestClient) -> None:
    found = {level: [item["number"] for item in client.get(f"{DOCUMENT}/{level}").json()["items"]] for level in (
        "goals", "ambitions", "programmes"
    )}  # fmt: skip
    assert found == {"goals": ["1.1.1", "1.3.4", "2.2.2"], "ambitions": ["2.1", "2.2"], "programmes": ["2", "4"]}


def test_a_list_is_paged_by_links(client: TestClient) -> None:
    first = client.get(f"{DOCUMENT}/goals?limit=2")
    assert [item["number"] for item in first.json()["items"]] == ["1.1.1", "1.3.4"]
    assert first.json()["total"] == 3
    assert f'<{DOCUMENT}/goals?offset=2&limit=2>; rel="next"' in first.headers["link"]
    last = client.get(f"{DOCUMENT}/goals?offset=2&limit=2")
    assert [item["number"] for item in last.json()["items"]] == ["2.2.2"]
    assert 'rel="prev"' in last.headers["link"]
    assert 'rel="next"' not in last.headers["link"]


def test_documents_can_be_filtered(client: TestClient) -> None:
    def paths(query: str) -> list[str]:
        return [item["path"] for item in client.get(f"/v1/documents{query}").json()["items"]]

    assert paths("") == ["gm9901/begroting/2031", "gm9901/berap/2031-1"]
    assert paths("?year=2030") == []
    assert paths("?organisation=gm9901&limit=1&offset=1") == ["gm9901/berap/2031-1"]


def test_holders_have_portfolios(client: TestClient) -> None:
    holder = client.get("/v1/holders").json()["items"][0]
    assert (holder["name"], holder["versions"], holder["path"]) == ("Fenna Fictief", 1, "gm9901/p7x2")
    portfolio = client.get(f"/v1/holders/{holder['path']}").json()
    assert [assignment["number"] for assignment in portfolio["assignments"]] == ["2.2.2"]


@pytest.mark.parametrize(
    ("path", "status", "names"),
    [
        ("/v1/documents/gm9901/begroting/2029", 404, "gm9901/begroting/2031"),
        ("/v1/documents/gm9901/berap/2031", 404, "gm9901/berap/2031-1"),
        ("/v1/documents/gm0193/begroting/2031/goals/1", 404, "gm9901/begroting/2031"),
        (f"{DOCUMENT}/goals/9.9.9", 404, "2.2.2"),
        (f"{DOCUMENT}/ambitions/9.9", 404, "2.1"),
        (f"{DOCUMENT}/goals/2.2.2%22%20%7D", 404, "2.2.2"),
        (f"{DOCUMENT}/goals/2.2.²", 404, "2.2.2"),
        (f"{DOCUMENT}/goals/%3Cx%3E", 404, "1.1.1"),
        ("/v1/holders/gm9901/nobody", 404, "/v1/holders"),
        ("/v1/holders/gm9901/a'b", 400, "person"),
        ("/v1/documents/gm'}/begroting/2031", 400, "organisation"),
        (f"{DOCUMENT}/feesten", 400, "level"),
        (f"{DOCUMENT}/goals?limit=0", 400, "limit"),
        (f"{DOCUMENT}/goals/{'9' * 60}", 400, "number"),
        ("/v1/questions/cq99", 404, "cq01"),
        ("/v1/questions/cq01", 400, "organisation"),
        ("/v1/questions/cq01?organisation=gm9901&kind=begroting&year=x&number=1", 400, "year"),
        ("/v1/questions/cq01?colour=blue", 400, "colour"),
    ],
)
def test_a_problem_says_what_is_wrong_and_what_exists(client: TestClient, path: str, status: int, names: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert names in answer.text


@pytest.mark.parametrize("number", ["2.2.2' }", '"', "2.2.2\\", "<>", "\N{ZERO WIDTH SPACE}", "1\n2", "%00", "?x"])
def test_a_parameter_of_a_question_stays_a_value(client: TestClient, number: str) -> None:
    asked = {"organisation": "gm9901", "kind": "begroting", "year": "2031", "number": number}
    answer = client.get("/v1/questions/cq01", params=asked)
    assert (answer.status_code, answer.json()["rows"]) == (200, [])


def test_a_question_answers_in_rows(client: TestClient) -> None:
    path = "/v1/questions/cq02?organisation=gm9901&kind=begroting&year=2031&number=2.2.2"
    body = client.get(path).json()
    assert body["total"] == len(body["rows"]) == 1
    assert set(body["rows"][0]) == set(body["columns"])


def test_a_question_that_needs_every_goal_warns_first(client: TestClient) -> None:
    needs = client.get("/v1/questions/cq24").json()
    plain = client.get("/v1/questions/cq03").json()
    assert next(iter(needs)) == "caution"
    assert needs["caution"]["en"].startswith("Note")
    assert plain["caution"] is None


def test_questions_tell_their_typed_parameters(client: TestClient) -> None:
    items = client.get("/v1/questions").json()["items"]
    assert len(items) == 25
    first = {parameter["name"]: (parameter["type"], parameter["required"]) for parameter in items[0]["parameters"]}
    assert first["year"] == ("integer", True)
    assert first["sequence"] == ("integer", False)


def test_the_openapi_document_describes_every_path(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    assert document["servers"][0]["url"] == "/v1"
    assert len(document["paths"]) == 64
    goal = document["paths"]["/documents/{organisation}/{kind}/{year}/{level}/{number}"]["get"]
    assert {parameter["name"] for parameter in goal["parameters"]} == {
        "organisation",
        "kind",
        "year",
        "level",
        "minConfidence",
        "number",
        "release",
    }
    assert "200" in goal["responses"]


def test_the_index_lists_every_path_of_the_description(client: TestClient) -> None:
    index = client.get("/v1").json()
    described = client.get(index["openapi"]).json()["paths"]
    assert sorted(item["path"] for item in index["items"]) == sorted(f"/v1{path}".rstrip("/") for path in described)
    assert len(described) > 10
    assert all(item["summary"] for item in index["items"])


@pytest.mark.parametrize("path", ["nope", "gm9901/nope", "gm9901/begroting/1999"])
def test_a_document_that_is_not_there_is_named_as_it_was_asked_for(engine: MemoryEngine, path: str) -> None:
    held = town.holdings(engine.release)
    with pytest.raises(ProblemError) as raised:
        documents_of(make_site(engine, lambda: held), path)
    assert f"holds no document {path!r};" in str(raised.value)
