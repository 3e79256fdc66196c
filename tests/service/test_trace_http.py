"""Questions about the network over HTTP: every question in every form, strict parameters, and answers that last."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import networkx as nx
import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient
from tracing_desk import ASKED, BUDGET, GOAL, OTHER_GOAL, REPORT, desk

from ontology.codes import Relation
from ontology.language import Language
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.parameters import PARAMETERS, Kind
from service.answers.trace.questions import QUESTIONS
from service.web.faults import FAULTS
from service.web.trace_models import TraceAnswer
from service.web.trace_parameters import OWN, Form

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "mermaid": "text/vnd.mermaid; charset=utf-8",
    "svg": "image/svg+xml",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(fictional_data: Path) -> Iterator[TestClient]:
    with desk(fictional_data) as client:
        yield client


def ask(client: TestClient, question: str, /, **values: str) -> dict[str, Any]:
    """The answer to a question as JSON."""
    answer = client.get(f"/v1/trace/{question}", params=ASKED[question] | values)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def links(header: str) -> dict[str, str]:
    """The targets of a Link header by their relation; of one that occurs twice the first."""
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', header)
    return {relation: target for target, relation in reversed(found)}


def test_all_questions_and_all_forms_are_asked_here() -> None:
    assert set(ASKED) == set(QUESTIONS)
    assert len(ASKED) == 12
    assert list(MEDIA_TYPES) == list(FORMS) == [form.value for form in Form]


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("question", ASKED)
def test_every_question_is_answered_in_every_form(client: TestClient, question: str, form: str) -> None:
    answer = client.get(f"/v1/trace/{question}", params={**ASKED[question], "format": form})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert answer.headers["doelgraaf-release"]
    assert answer.headers["api-version"]
    assert answer.headers["content-disposition"].endswith(f'; filename="{question}.{form}"')
    told = ask(client, question)
    match form:
        case "json":
            assert answer.json() == told
        case "csv":
            rows = list(csv.reader(io.StringIO(answer.content.decode(), newline=""), strict=True))
            expected = len(told["matrix"]["heads"]) if told["matrix"] else told["total"]
            assert len(rows) == expected + 1
            assert len({len(row) for row in rows}) == 1
        case "xlsx":
            book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
            assert len(book.sheet_names) >= len(told["sheets"]) + 1
        case "graphml":
            graph = nx.read_graphml(io.BytesIO(answer.content))
            assert (len(graph.nodes), len(graph.edges)) == (len(told["nodes"]), len(told["edges"]))
        case "gexf":
            graph = nx.read_gexf(io.BytesIO(answer.content))
            assert len(graph.nodes) == len(told["nodes"])
        case "mermaid":
            assert "flowchart" in answer.text
        case "svg":
            root = ET.fromstring(answer.content)  # noqa: S314 - our own
            assert root.tag == f"{SVG}svg"
            assert root.find(f"{SVG}title") is not None


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_is_what_its_model_in_the_description_says(client: TestClient, question: str) -> None:
    told = ask(client, question)
    read = TraceAnswer.model_validate(told)
    assert json.loads(read.model_dump_json(by_alias=True)) == told
    assert told["items"] == [
        dict(zip([column["key"] for column in told["sheets"][0]["columns"]], row, strict=True))
        for row in told["sheets"][0]["rows"]
    ]
    assert told["items"] or question == "drop"


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_tells_all_parameters_that_the_question_takes(client: TestClient, question: str) -> None:
    told = ask(client, question)["parameters"]
    taken = {parameter.name for parameter in QUESTIONS[question].parameters}
    assert set(told) <= taken
    assert taken - set(told) <= {"from", "to"} - set(ASKED[question])


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("question", ASKED)
def test_the_self_link_of_an_answer_gives_the_same_bytes(client: TestClient, question: str, form: str) -> None:
    answer = client.get(f"/v1/trace/{question}", params={**ASKED[question], "format": form, "lang": "nl"})
    again = client.get(links(answer.headers["link"])["self"])
    assert again.status_code == 200
    assert again.content == answer.content
    assert again.headers["cache-control"].endswith("immutable")
    assert again.headers["etag"]
    assert parse_qs(urlsplit(links(again.headers["link"])["self"]).query)["release"]


def test_the_address_in_an_answer_gives_it_again(client: TestClient) -> None:
    told = ask(client, "paths")
    assert told["address"].startswith("http://localhost:8000/v1/trace/paths?from=http")
    assert f"release={told['release']}" in told["address"]
    assert client.get(told["address"].removeprefix("http://localhost:8000")).json() == told


def test_parts_of_a_long_answer_follow_each_other_to_the_last_row(client: TestClient) -> None:
    whole = [row["fromIri"] + row["toIri"] for row in ask(client, "one-way", most="1000")["items"]]
    assert len(whole) > 50
    found, address, pages = [], "/v1/trace/one-way", 0
    answer = client.get(address, params={**ASKED["one-way"], "most": "20"})
    while True:
        pages += 1
        found += [row["fromIri"] + row["toIri"] for row in answer.json()["items"]]
        turned = links(answer.headers["link"])
        assert ("prev" in turned) == (pages > 1)
        if "next" not in turned:
            break
        assert answer.json()["cut"]["en"]
        answer = client.get(turned["next"])
    assert found == whole
    assert pages == -(-len(whole) // 20)
    back = client.get(turned["first"])
    assert back.json()["parameters"]["offset"] == 0


def test_accept_chooses_the_form_and_the_address_comes_first(client: TestClient) -> None:
    def media_type(accept: str, **values: str) -> str:
        answer = client.get("/v1/trace/paths", params={**ASKED["paths"], **values}, headers={"accept": accept})
        return str(answer.headers["content-type"])

    assert media_type("text/csv") == MEDIA_TYPES["csv"]
    assert media_type("image/svg+xml;q=0.5, application/graphml+xml") == MEDIA_TYPES["graphml"]
    assert media_type("text/plain") == "text/plain; charset=utf-8"
    assert media_type("text/html,*/*;q=0.8") == MEDIA_TYPES["json"]
    assert media_type("text/csv", format="json") == MEDIA_TYPES["json"]
    refused = client.get("/v1/trace/paths", params=ASKED["paths"], headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "svg (image/svg+xml)" in refused.json()["detail"]


def test_words_are_in_the_language_that_is_asked_for_and_data_in_both(client: TestClient) -> None:
    def text(form: str, language: str, **values: str) -> str:
        asked = {**ASKED["paths"], "format": form, **values}
        return client.get("/v1/trace/paths", params=asked, headers={"accept-language": language}).text

    assert "Paden van" in text("svg", "nl")
    assert "Paths from" in text("svg", "en")
    assert "Paden van" in text("svg", "en", lang="nl")
    assert text("json", "nl") == text("json", "en")
    assert text("csv", "nl") == text("csv", "en")


# What is asked, the status, what the answer says of it, and in which member it lists what there is.
PROBLEMS = [
    ("/v1/trace/path", 404, "no question 'path'", "paths"),
    (
        "/v1/trace/neighbours",
        400,
        "the parameter 'from' is missing; for example /v1/trace/neighbours?from=gm0193",
        None,
    ),
    (f"/v1/trace/paths?from={GOAL}", 400, "the parameter 'to' is missing", None),
    ("/v1/trace/hubs?goal=2.2.2", 400, "hubs: no parameter 'goal'; there are most, offset, document", None),
    ("/v1/trace/hubs?from=2.2.2", 400, "hubs: no parameter 'from'", None),
    ("/v1/trace/hubs?most=3&most=4", 400, "most: may be given once only", None),
    ("/v1/trace/hubs?most=0", 400, "most: has to be at least 1", None),
    ("/v1/trace/hubs?most=10001", 400, "hubs: most may be at most 10000", None),
    ("/v1/trace/hubs?offset=-1", 400, "offset: has to be at least 0", None),
    (f"/v1/trace/paths?from={GOAL}&to={OTHER_GOAL}&most=1001", 400, "paths: most may be at most 1000", None),
    (f"/v1/trace/paths?from={GOAL}&to={OTHER_GOAL}&most=100000", 400, "paths: most may be at most 1000", None),
    ("/v1/trace/neighbours?from=2.2.2", 404, "'2.2.2' may mean several things", GOAL),
    (f"/v1/trace/impact?from={GOAL}&depth=10000", 400, "depth: may be at most 20", None),
    (f"/v1/trace/impact?from={GOAL}&depth=far", 400, "depth: 'far' is no whole number", None),
    (f"/v1/trace/impact?from={GOAL}&way=up", 400, "way: no 'up'; there are 'out', 'in', 'both'", None),
    ("/v1/trace/hubs?relation=likes", 400, "no 'likes'; there are 'see', 'contributes-to'", None),
    ("/v1/trace/hubs?tree=maybe", 400, "tree: 'maybe' is neither true nor false", None),
    ("/v1/trace/pairs?by=goal", 400, "pairs: no by=goal; there are programme, holder, domain", None),
    ("/v1/trace/matrix?order=size", 400, "order: no 'size'; there are 'tree', 'cycles'", None),
    ("/v1/trace/hubs?organisation=Zwolle", 400, "organisation: 'Zwolle' is no code of an organisation", None),
    ("/v1/trace/hubs?firstYear=12", 400, "firstYear: has to be at least 1900", None),
    ("/v1/trace/hubs?format=pdf", 400, "no 'pdf'; there are 'json', 'csv', 'xlsx'", None),
    ("/v1/trace/hubs?document=gm9999/begroting/1999", 404, "no document 'gm9999/begroting/1999'", BUDGET),
    ("/v1/trace/hubs?organisation=gm0193", 404, "no organisation 'gm0193'", "gm9999"),
    (f"/v1/trace/neighbours?from={BUDGET}/2.2.9", 404, "'gm9999/begroting/2031/2.2.9' is not in the network", GOAL),
    (f"/v1/trace/paths?from={GOAL}&to={BUDGET}/9.9.9", 404, "is not in the network of this release", f"{BUDGET}/"),
    (f"/v1/trace/paths?from={GOAL}&to={GOAL}", 404, "2.2.2", None),
    ("/v1/trace/network?format=svg", 404, "too large for a picture: 126 nodes, and a page holds 60", None),
    ("/v1/trace/hubs?firstYear=2032&lastYear=2031", 404, "firstYear=2032 is after lastYear=2031", None),
    ("/v1/trace/neighbours?from=", 400, "from", None),
    (f"/v1/trace/neighbours?from={'x' * 501}", 400, "may have at most 500 characters", None),
]


@pytest.mark.parametrize(("path", "status", "said", "listed"), PROBLEMS, ids=[problem[0][:60] for problem in PROBLEMS])
def test_what_cannot_be_asked_is_a_problem_that_names_it(
    client: TestClient, path: str, status: int, said: str, listed: str | None
) -> None:
    assert len(PROBLEMS) == 31
    for method in ("GET", "HEAD"):
        answer = client.request(method, path)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
    told = client.get(path).json()
    assert said in told["detail"]
    assert listed is None or any(one.startswith(listed) for one in told["available"])
    dutch = client.get(path, headers={"accept-language": "nl"}).json()["detail"]
    assert dutch != told["detail"]


def test_a_hundred_parameters_of_a_name_are_as_many_as_are_read(client: TestClient) -> None:
    asked = [("document", BUDGET)] * 101
    answer = client.get("/v1/trace/hubs", params=asked)
    assert answer.status_code == 400
    assert "document" in answer.json()["detail"]


def test_a_graph_of_a_drop_tells_just_what_is_dropped(client: TestClient) -> None:
    values = {"from": f"{BUDGET}/programme/4", "document": BUDGET}
    gone = {item["nodeIri"] for item in ask(client, "drop", **values)["items"]}
    found = client.get("/v1/trace/drop", params={**values, "format": "graphml"}, headers={"Accept-Language": "nl"})
    graph = nx.parse_graphml(found.text)
    assert len(gone) == 12
    assert {data["iri"] for _, data in graph.nodes(data=True) if data.get("dropped")} == gone
    assert len(graph) > len(gone)
    picture = client.get("/v1/trace/drop", params={**values, "format": "svg"}, headers={"Accept-Language": "nl"})
    assert picture.text.count(", vervalt</title>") == len(gone)


@pytest.mark.parametrize("question", ["hubs", "bridges", "cycles", "one-way", "unreferred", "pairs", "matrix"])
def test_an_answer_without_references_says_why_it_counts_none(client: TestClient, question: str) -> None:
    def notes(**values: str) -> str:
        return " ".join(note["en"] for note in ask(client, question, document=BUDGET, **values)["notes"])

    why = "References take no part, and without them there is nothing to count here"
    assert why in notes(references="false")
    assert why not in notes()
    assert why not in notes(references="false", money="true")


def test_each_reference_of_a_step_is_told_with_its_sentence(client: TestClient) -> None:
    ends = {"from": f"{BUDGET}/1.3.2", "to": f"{BUDGET}/1.3.1", "depth": "1", "document": BUDGET}
    told = ask(client, "paths", **ends)
    (step,) = told["items"]
    others = next(sheet for sheet in told["sheets"] if sheet["key"] == "others")
    place = [column["key"] for column in others["columns"]].index("sentence")
    sentences = [step["sentence"], *(row[place] for row in others["rows"])]
    assert len(sentences) == step["parallel"] == len(told["edges"]) > 1
    assert sorted(sentences) == sorted(edge["words"]["sentence"] for edge in told["edges"])
    single = ask(client, "paths", **ends | {"to": f"{BUDGET}/1.1.1", "depth": "3"})
    assert {item["parallel"] for item in single["items"]} == {1}, "of which the table would have no rows"
    assert [sheet["key"] for sheet in single["sheets"]] == ["paths", "routes"]


def test_who_has_an_answer_gets_no_second_and_head_gives_no_body(client: TestClient) -> None:
    for form in MEDIA_TYPES:
        asked = {**ASKED["impact"], "format": form}
        answer = client.get("/v1/trace/impact", params=asked)
        known = client.get("/v1/trace/impact", params=asked, headers={"if-none-match": answer.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == answer.headers["etag"]
        head = client.head("/v1/trace/impact", params=asked)
        assert (head.status_code, head.content) == (200, b"")
        assert "content-length" not in head.headers
        assert {name: head.headers[name] for name in ("etag", "content-type", "link")} == {
            name: answer.headers[name] for name in ("etag", "content-type", "link")
        }
    tags = {
        client.get("/v1/trace/impact", params={**ASKED["impact"], "format": form, "depth": depth}).headers["etag"]
        for form in MEDIA_TYPES
        for depth in "123"
    }
    assert len(tags) == 3 * len(MEDIA_TYPES)


def test_what_depends_on_absence_has_a_caution_first(client: TestClient) -> None:
    report = ask(client, "unreferred")
    assert "not every goal of Berap 2031-1" in report["caution"]["en"]
    assert next(iter(report)) == "caution"
    assert ask(client, "unreferred", document=BUDGET)["caution"] is None
    assert report["coverage"]["goalsRead"] == 26
    assert report["documents"] == [REPORT]


def test_a_table_without_a_place_for_it_has_the_caution_in_a_header_and_says_where_more_is(client: TestClient) -> None:
    told = ask(client, "unreferred")
    answer = client.get("/v1/trace/unreferred", params={**ASKED["unreferred"], "format": "csv"})
    said = dict(part.removeprefix("UTF-8'").split("'", 1) for part in answer.headers["doelgraaf-caution"].split(", "))
    assert {language: unquote(text) for language, text in said.items()} == told["caution"]
    assert "Doelgraaf-Caution" in answer.headers["access-control-expose-headers"]
    described = [
        link for link in answer.headers["link"].split(", ") if 'rel="describedby"; type="application/json"' in link
    ]
    (address,) = (link[1 : link.index(">")] for link in described)
    assert client.get(address).json()["caution"] == told["caution"]
    complete = client.get("/v1/trace/unreferred", params={"document": BUDGET, "format": "csv"})
    assert "doelgraaf-caution" not in complete.headers


def test_the_list_of_questions_explains_each_and_its_examples_can_be_asked(client: TestClient) -> None:
    answer = client.get("/v1/trace")
    told = answer.json()
    assert [item["name"] for item in told["items"]] == list(QUESTIONS)
    assert told["total"] == len(QUESTIONS)
    assert {form["name"]: form["mediaType"] for form in told["forms"]} == {
        name: form.media_type for name, form in FORMS.items()
    }
    for item in told["items"]:
        assert item["title"]["nl"] != item["title"]["en"]
        assert len(item["about"]["nl"]) > 40
        names = [parameter["name"] for parameter in item["parameters"]]
        given = parse_qs(urlsplit(item["example"]).query)
        assert set(given) <= set(names)
        required = {parameter["name"] for parameter in item["parameters"] if parameter["required"]}
        assert required <= set(given)
        refused = client.get(item["example"])  # of a municipality that is not here
        assert refused.status_code == 404, refused.text


def test_the_description_types_every_parameter_and_the_answer(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    assert {path.removeprefix("/trace/") for path in document["paths"] if path.startswith("/trace/")} == set(QUESTIONS)
    for question in QUESTIONS.values():
        described = document["paths"][f"/trace/{question.name}"]["get"]
        parameters = {parameter["name"]: parameter for parameter in described["parameters"]}
        assert set(parameters) == {"release", *OWN, *(one.name for one in question.parameters)}
        assert {name for name, one in parameters.items() if one["required"]} == set(question.required)
        assert all(parameter["description"] for parameter in parameters.values())
        content = described["responses"]["200"]["content"]
        assert set(content) == {form.media_type for form in FORMS.values()}
        assert content["application/json"]["schema"]["$ref"].endswith("/TraceAnswer")
        assert described["summary"] == question.title.en
    schemas = document["components"]["schemas"]
    assert {"coverage", "release", "parameters", "method"} <= set(schemas["TraceAnswer"]["required"])


def test_the_description_and_the_list_agree_on_every_parameter(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    seen = set()
    for question in QUESTIONS.values():
        described = document["paths"][f"/trace/{question.name}"]["get"]["parameters"]
        told = {parameter["name"]: parameter["schema"] for parameter in described}
        for known in question.parameters:
            seen.add(known.name)
            schema = told[known.name]
            assert (schema.get("type") == "array") == known.repeatable
            assert schema.get("default") == known.default
            assert schema.get("minItems") == (1 if known.repeatable and known.name in question.required else None)
            schema = schema.get("items", schema)
            schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
            assert schema["type"] == known.kind.value
            assert tuple(schema.get("enum", ())) == known.choices
            assert (schema.get("minimum"), schema.get("maximum")) == (known.least, known.most)
    assert len(seen) == len(PARAMETERS) == 20
    assert len([one for one in PARAMETERS.values() if one.kind is Kind.FLAG]) == 6
    assert PARAMETERS["relation"].choices == tuple(relation.value for relation in Relation)


def test_every_restriction_of_a_parameter_has_words_of_our_own() -> None:
    assert {"bool_parsing", "enum", "int_parsing", "string_too_short", "string_too_long", "too_long"} <= set(FAULTS)
    for phrase in FAULTS.values():
        values = {"name": "x", "given": "y", "max_length": 1, "min_length": 1, "pattern": "z", "expected": "w"}
        told = [phrase.say(language, **values, ge=1, le=1) for language in Language]
        assert len(set(told)) == 2
