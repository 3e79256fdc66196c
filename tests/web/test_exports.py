"""Tables, projections and coverage over HTTP: forms, headers, and what is said of how much was loaded."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from ontology.dataset import Dataset
from ontology.terms import RDF_TYPE, TEXT
from service.answers.projections import projections
from service.answers.tables.definitions import TABLES
from service.web.faults import FAULTS
from tests.linked.contexts import offline
from tests.web.published import RELEASE, serve

CITO = "http://purl.org/spar/cito/"
OA = "http://www.w3.org/ns/oa#"
DQV = "http://www.w3.org/ns/dqv#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
BASE = "http://localhost:8000"
BUDGET = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
TREE = f"/v1/projections/goal-tree?document={BUDGET}"
ANNOTATIONS = f"/v1/projections/web-annotations?document={BUDGET}"
FORMS = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = [table.name for table in TABLES]


@pytest.fixture
def web(municipality: FastAPI) -> TestClient:
    return TestClient(municipality, follow_redirects=False)


def triples(content: bytes, form: RdfFormat = RdfFormat.N_TRIPLES) -> set[Triple]:
    """The statements of an answer, without those of the page on which JSON-LD has annotations."""
    read = offline(content) if form is RdfFormat.JSON_LD else content
    found = (quad.triple for quad in parse(read, format=form))
    return {one for one in found if "activitystreams#" not in str(one) and "_:" not in str(one)}


def of_class(found: set[Triple], class_iri: str) -> set[str]:
    return {
        triple.subject.value
        for triple in found
        if triple.predicate.value == RDF_TYPE and triple.object == NamedNode(class_iri)
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_the_same_in_each_of_its_forms(web: TestClient, name: str) -> None:
    assert len(NAMES) == 5
    as_csv = web.get(f"/v1/tables/{name}?format=csv")
    rows = list(csv.DictReader(io.StringIO(as_csv.content.decode(), newline=""), strict=True))
    as_json = web.get(f"/v1/tables/{name}?format=json").json()
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(web.get(f"/v1/tables/{name}?format=xlsx").content))
    sheet = sheets.get_sheet_by_name(name).to_python()
    assert len(rows) == len(as_json["rows"]) == len(sheet) - 1 > 20
    for row, told, line in zip(rows, as_json["rows"], sheet[1:], strict=True):
        assert list(told) == list(row) == sheet[0]
        assert [plain(value) for value in told.values()] == list(row.values())
        assert [number(value) for value in row.values()] == [number(plain(value)) for value in line]
    assert sheets.sheet_names == [name, "coverage", "columns"]
    assert [line[0] for line in sheets.get_sheet_by_name("coverage").to_python()[1:6]] == [BUDGET] * 5
    assert len(sheets.get_sheet_by_name("columns").to_python()) == 1 + len(rows[0])


def plain(value: Any) -> str:  # noqa: ANN401 - any value of JSON or of a cell
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case _:
            return str(value)


def number(text: str) -> str | float:
    return float(text) if text.lstrip("-").replace(".", "", 1).isdigit() and text.count(".") < 2 else text


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "text/csv; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json", "application/json"),
        (XLSX, XLSX),
        ("application/json;q=0.5, text/csv;q=0.4", "application/json"),
    ],
)
def test_the_form_follows_the_accept_header(web: TestClient, accept: str, form: str) -> None:
    answer = web.get("/v1/tables/goals", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, form)
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["doelgraaf-release"] == RELEASE
    assert 'rel="describedby"' in answer.headers["link"]


@pytest.mark.parametrize(
    "path",
    ["/v1/tables/goals?format=csv", "/v1/tables/goals?format=json", TREE, ANNOTATIONS, "/v1/quality?format=turtle"],
)
def test_a_long_answer_has_validators_and_no_body_for_head(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert {"etag", "last-modified", "api-version"} <= set(answer.headers)
    again = web.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = web.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])
    assert web.get(path).content == answer.content


def test_names_of_answers_differ_by_form_and_document(web: TestClient) -> None:
    asked = ["?format=csv", "?format=json", f"?format=csv&document={BUDGET}", f"?format=csv&document={REPORT}"]
    assert len({web.get(f"/v1/tables/goals{query}").headers["etag"] for query in asked}) == len(asked)


@pytest.mark.parametrize(
    ("path", "status", "names"),
    [
        ("/v1/tables/feesten", 404, "references"),
        ("/v1/tables/goals?document=gm9999/begroting/1999", 404, BUDGET),
        ("/v1/tables/goals?document=x", 404, BUDGET),
        ("/v1/tables/goals?format=doc", 406, "xlsx"),
        ("/v1/projections/feesten?document=" + BUDGET, 404, "goal-tree"),
        ("/v1/projections/goal-tree", 400, "document"),
        ("/v1/projections/goal-tree?format=csv&document=" + BUDGET, 406, "turtle"),
        ("/v1/projections/goal-tree?document=gm9999/begroting/2031%3E%20%7D", 404, BUDGET),
        ("/v1/quality?document=begroting/1999", 400, "document"),
    ],
)
def test_a_problem_names_what_exists(web: TestClient, path: str, status: int, names: str) -> None:
    answer = web.get(path, headers={"accept": "*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert names in answer.text


# What is asked that can't be answered -> what a Dutch and an English reader are told of it.
TOLD = [
    ("/v1/tables/nope", "de tabel nope bestaat niet", "there is no table nope"),
    ("/v1/projections/nope?document=" + BUDGET, "de projectie nope bestaat niet", "there is no projection nope"),
    ("/v1/projections/goal-tree", "document: ontbreekt; geef", "document: is missing; give"),
    ("/v1/tables/goals?document=" + "x" * 61, "document: mag hoogstens 60 tekens", "document: may have at most 60"),
    ("/v1/tables/Goals", "name: 'Goals' heeft niet de vorm ^[a-z]", "name: 'Goals' is not of the form ^[a-z]"),
    (f"/v1/documents/{BUDGET}/feesten", "level: 'feesten' bestaat niet; er zijn 'goals', ", "level: no 'feesten'; there are 'goals', "),
    (f"/v1/documents/{BUDGET}/goals?limit=0", "limit: moet ten minste 1 zijn", "limit: has to be at least 1"),
    (f"/v1/documents/{BUDGET}/goals?limit=9999", "limit: mag hoogstens 1000 zijn", "limit: may be at most 1000"),
    (f"/v1/documents/{BUDGET}/goals?limit=veel", "limit: 'veel' is geen geheel getal", "limit: 'veel' is no whole number"),
    ("/v1/questions/cq99", "cq99: die vraag bestaat niet", "cq99: no such question"),
    ("/v1/questions/cq02", "cq02: de parameters 'organisation', 'kind', 'year'", "cq02: parameters 'organisation', 'kind', 'year'"),
    ("/v1/questions/cq11?number=1.1.1", "cq11: de parameter 'number' bestaat niet; bekend: organisation", "cq11: no parameter 'number'; known are organisation"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "dutch", "english"), TOLD, ids=[case[0][:40] for case in TOLD])
def test_a_problem_is_told_in_one_language(web: TestClient, path: str, dutch: str, english: str) -> None:
    assert len(TOLD) == 12
    for headers, title, said in (
        ({}, "H", dutch),
        ({"accept-language": "nl"}, "H", dutch),
        ({"accept-language": "en-GB"}, "T", english),
    ):
        answer = web.get(path, headers={"accept": "*/*", **headers})
        assert answer.status_code in {400, 404}
        assert answer.json()["title"].startswith(title)
        assert said in answer.json()["detail"]


def test_what_pydantic_says_reaches_no_reader(municipality: FastAPI) -> None:
    """Every restriction of a parameter in the description of the API has words of our own."""
    restrictions = {
        "pattern": "string_pattern_mismatch",
        "maxLength": "string_too_long",
        "minimum": "greater_than_equal",
    }
    restrictions |= {"maximum": "less_than_equal", "enum": "enum", "minLength": "string_too_short"}
    schemas = municipality.openapi()["components"]["schemas"]
    asked = set()
    for what in municipality.openapi()["paths"].values():
        for parameter in what["get"].get("parameters", ()):
            for schema in (parameter["schema"], *parameter["schema"].get("anyOf", ())):
                known = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
                asked |= {restrictions[name] for name in restrictions if name in known}
                asked |= {"int_parsing"} if known.get("type") == "integer" else set()
    # what the questions about the network restrict is looked at where these are tested
    assert asked == set(FAULTS) - {"missing", "bool_parsing", "too_long", "confidence"}


def test_every_list_of_the_api_says_how_much_of_its_documents_was_loaded(
    web: TestClient, municipality: FastAPI
) -> None:
    described = municipality.openapi()
    schemas = described["components"]["schemas"]
    lists = {
        path: schema.rpartition("/")[2]
        for path, what in described["paths"].items()
        if (schema := _schema_of(what)) and {"items", "rows"} & set(schemas[schema.rpartition("/")[2]]["properties"])
    }
    assert len(lists) >= 12
    for name in lists.values():
        assert {"coverage", "caution", "release"} <= set(schemas[name]["properties"]), name
        assert {"coverage", "release"} <= set(schemas[name]["required"]), name
    for path in ("/v1/tables", "/v1/tables/goals?format=json", "/v1/projections", "/v1/quality"):
        body = web.get(path).json()
        assert body["release"] == RELEASE
        assert body["coverage"]["goalsRead"] == 92
    assert web.get(f"/v1/tables/goals?format=json&document={REPORT}").json()["coverage"]["goalsRead"] == 26


def _schema_of(what: dict[str, Any]) -> str:
    content = what["get"]["responses"]["200"].get("content", {})
    return str(content.get("application/json", {}).get("schema", {}).get("$ref", ""))


def test_the_coverage_of_documents_is_measured_in_dqv(web: TestClient) -> None:
    items = web.get("/v1/quality").json()["items"]
    assert [item["document"] for item in items] == [BUDGET, "gm9999/begroting/2032", REPORT]
    for item in items:
        found = triples(web.get(f"/v1/quality?format=nt&document={item['document']}").content)
        measured = {
            triple.subject.value: triple.object.value.rpartition("#")[2]
            for triple in found
            if triple.predicate == NamedNode(f"{DQV}isMeasurementOf")
        }
        values = {
            measured[triple.subject.value]: triple.object.value
            for triple in found
            if triple.predicate == NamedNode(f"{DQV}value")
        }
        coverage = item["coverage"]
        expected = {
            "pages-read": coverage["pagesRead"],
            "goals-read": coverage["goalsRead"],
            "versions-named-only": coverage["versionsNamed"],
            "goals-expected": coverage["goalsExpected"],
            "complete": coverage["complete"],
        }
        assert values == {name: str(value) for name, value in expected.items() if value is not None}
        assert {triple.object.value for triple in found if triple.predicate == NamedNode(f"{DQV}computedOn")} == {
            item["iri"]
        }


@pytest.mark.parametrize("path", [TREE, ANNOTATIONS, "/v1/quality?"])
def test_a_graph_is_the_same_in_each_of_its_forms(web: TestClient, path: str) -> None:
    found = {name: triples(web.get(f"{path}&format={name}").content, form) for name, form in FORMS.items()}
    assert len(found["nt"]) >= 40
    assert found["turtle"] == found["jsonld"] == found["nt"]


def test_projections_are_described_in_both_languages(web: TestClient) -> None:
    items = web.get("/v1/projections").json()["items"]
    assert [item["name"] for item in items] == [projection.name for projection in projections()]
    assert {"goal-tree", "web-annotations"} == {item["name"] for item in items}
    for item in items:
        assert item["about"]["nl"] != item["about"]["en"]
        assert item["query"].startswith("# nl: ")


def test_only_what_was_found_is_a_citation(web: TestClient) -> None:
    found = triples(web.get(ANNOTATIONS, headers={"accept": "application/n-triples"}).content)
    rows = web.get(f"/v1/tables/references?format=json&document={BUDGET}").json()["rows"]
    resolved = {row["reference"] for row in rows if row["resolution"] == "resolved"}
    assert of_class(found, f"{CITO}Citation") == resolved
    assert 0 < len(resolved) < len(rows)
    cited = {triple.subject.value for triple in found if triple.predicate == NamedNode(f"{CITO}hasCitedEntity")}
    assert cited == resolved
    assert of_class(found, f"{OA}Annotation") == {f"{row['reference']}#annotation" for row in rows}
    bodies = Counter(triple.predicate.value == f"{OA}hasBody" for triple in found)[True]
    assert bodies == sum(row["to"] is not None for row in rows)


def test_selectors_have_the_words_and_offsets_of_web_annotation(web: TestClient) -> None:
    found = triples(web.get(f"{ANNOTATIONS}&format=nt").content)
    rows = web.get(f"/v1/tables/references?format=json&document={BUDGET}").json()["rows"]
    said: dict[tuple[str, str], Literal | NamedNode] = {}
    for triple in found:
        said[triple.subject.value, triple.predicate.value] = triple.object
    for row in rows:
        position, quote = f"{row['reference']}#position", f"{row['reference']}#quote"
        for name in ("start", "end"):
            offset = said[position, f"{OA}{name}"]
            assert isinstance(offset, Literal)
            assert offset.datatype.value.endswith("#nonNegativeInteger")
            assert int(offset.value) == row[name]
        assert said[quote, f"{OA}exact"].value == row["exact"]
        assert len(said[quote, f"{OA}prefix"].value) <= 32 >= len(said[quote, f"{OA}suffix"].value)
        assert said[f"{row['reference']}#context", f"{OA}hasSource"].value == row["address"]
        assert said[f"{row['reference']}#state", f"{OA}cachedSource"].value == row["page"]


def test_the_words_around_a_reference_are_those_of_its_page(web: TestClient, fictional_dataset: Path) -> None:
    source = Dataset(fictional_dataset)
    quads = (
        quad
        for path in source.manifest().all_files
        if path.endswith("-text.nq.gz")
        for quad in parse(source.read(path), format=RdfFormat.N_QUADS)
    )
    texts = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == TEXT}
    found = triples(web.get(f"{ANNOTATIONS}&format=nt").content)
    rows = web.get(f"/v1/tables/references?format=json&document={BUDGET}").json()["rows"]
    around = {
        name: {triple.subject.value: triple.object.value for triple in found if triple.predicate.value == f"{OA}{name}"}
        for name in ("prefix", "suffix")
    }
    for row in rows:
        text, quote = texts[row["page"]], f"{row['reference']}#quote"
        assert around["prefix"][quote] == text[max(row["start"] - 32, 0) : row["start"]]
        assert around["suffix"][quote] == text[row["end"] : row["end"] + 32]
    assert len(around["prefix"]) == len(rows) > 100


def test_the_tree_can_be_walked_down_as_well_as_up(web: TestClient) -> None:
    found = triples(web.get(f"{TREE}&format=nt").content)
    for up, down, least in (("broader", "narrower", 34), ("topConceptOf", "hasTopConcept", 4)):
        above, below = (
            {
                (triple.subject.value, triple.object.value)
                for triple in found
                if triple.predicate.value == f"{SKOS}{name}"
            }
            for name in (up, down)
        )
        assert {(other, one) for one, other in below} == above
        assert len(above) >= least


@pytest.mark.parametrize("name", [projection.name for projection in projections()])
@pytest.mark.parametrize("document", [BUDGET, REPORT])
def test_a_projection_says_how_much_of_its_own_document_was_loaded(web: TestClient, name: str, document: str) -> None:
    answer = web.get(f"/v1/projections/{name}?document={document}&format=nt")
    measured = triples(web.get(f"/v1/quality?document={document}&format=nt").content)
    found = triples(answer.content)
    assert {triple for triple in found if triple.predicate.value.startswith(DQV)} == {
        triple for triple in measured if triple.predicate.value.startswith(DQV)
    }
    assert measured < found
    assert answer.headers["link"] == f'</v1/quality?document={document}>; rel="describedby"'
    assert web.get(answer.headers["link"].partition(">")[0][1:]).json()["items"][0]["document"] == document


def test_coverage_in_sparql_is_that_of_the_api(web: TestClient) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{BASE}/graph/catalogue> {{ ?s ?p ?o }} }}"
    answer = web.get("/sparql", params={"query": query}, headers={"accept": "application/n-triples"})
    assert triples(answer.content) == triples(web.get("/v1/quality?format=nt").content)
    assert answer.headers["link"] == '</v1/quality>; rel="describedby"'
    assert web.get("/v1/quality").status_code == 200


@pytest.mark.parametrize("query", ["SELECT (COUNT(?goal) AS ?n) { ?goal a dg:GoalVersion }", "ASK { ?s a dg:Project }"])
def test_a_person_who_asks_sparql_reads_that_goals_are_missing(web: TestClient, query: str) -> None:
    answer = web.get("/sparql", params={"query": query}, headers={"accept": "text/html", "accept-language": "nl"})
    assert answer.status_code == 200
    assert "Let op:" in answer.text


def test_the_columns_of_a_table_are_told_to_machines_and_people(web: TestClient) -> None:
    items = web.get("/v1/tables").json()["items"]
    assert [item["name"] for item in items] == NAMES
    for item in items:
        described = web.get(item["metadata"]).json()
        assert [column["name"] for column in described["tableSchema"]["columns"]] == [
            column["name"] for column in item["columns"]
        ]
        header = web.get(described["url"]).text.partition("\r\n")[0]
        assert header.split(",") == [column["name"] for column in item["columns"]]
        page = web.get(f"/v1/tables/{item['name']}/codebook", headers={"accept-language": "nl"})
        assert page.headers["content-type"].startswith("text/markdown")
        assert "wat erin staat" in page.text


def test_an_empty_list_in_a_list_answer_says_which_of_three_states_it_has(real_dataset: Path) -> None:
    web = TestClient(serve(real_dataset))
    path = "/v1/documents/gm0193/begroting/2021"
    goals = {item["number"]: item for item in web.get(f"{path}/goals").json()["items"]}
    assert goals["2.2.2"]["holdersState"]["code"] == "filled"
    assert (goals["1.1.1"]["holders"], goals["1.1.1"]["holdersState"], goals["1.1.1"]["loaded"]) == ([], None, False)
    states = web.get(f"{path}/goals/2.2.2").json()["version"]["states"]
    assert {name: state["code"] for name, state in states.items()} == {
        "criteria": "filled",
        "activities": "filled",
        "notes": "heading-without-list",
        "holders": "filled",
    }
