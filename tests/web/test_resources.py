"""Linked data: forms, redirects, validators, and what is not there."""

import re

import pytest
from httpx2 import Response
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from ontology.terms import RDFS_LABEL, REFERS_TO
from tests.linked.contexts import offline
from tests.web import sheet
from tests.web.memory_engine import MemoryEngine

GOAL = "goal-version/gm9901/begroting/2031/2.2.2"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
THINGS = [
    GOAL,
    "goal-version/gm9901/berap/2031-1/1.1.2",
    "programme-version/gm9901/begroting/2031/2",
    "document/gm9901/begroting/2031",
    "domain/gm9901/sociaal-domein",
    "organisation/gm9901",
    "person/gm9901/p7x2",
    "observation/gm9901/begroting/2031/2.2.2/expenditure/2031/original",
    "page/gm9901/begroting/2031/20310503t145935/goal-2.2.2",
    "section/gm9901/begroting/2031/20310503t145935/goal-2.2.2/0",
]
FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}


def read(answer: Response) -> bytes:
    """What an answer says, with the context in it that it names."""
    return offline(answer.content) if answer.headers["content-type"] == "application/ld+json" else answer.content


def test_an_identifier_leads_to_its_description(client: TestClient) -> None:
    found = client.get(f"/id/{GOAL}?lang=en")
    assert (found.status_code, found.headers["location"]) == (303, f"/doc/{GOAL}?lang=en")


@pytest.mark.parametrize("path", THINGS)
def test_every_thing_has_a_description_in_every_form(client: TestClient, engine: MemoryEngine, path: str) -> None:
    said = {quad.predicate.value for quad in engine.store if quad.subject == NamedNode(f"{sheet.BASE}/id/{path}")}
    assert len(THINGS) == 10
    for suffix, form in FORMS.items():
        answer = client.get(f"/doc/{path}.{suffix}")
        triples = list(parse(read(answer), format=form))
        about = {triple.predicate.value for triple in triples if triple.subject.value == f"{sheet.BASE}/id/{path}"}
        assert (answer.status_code, about) == (200, said)
        assert answer.headers["content-type"].startswith(form.media_type)


def test_all_forms_hold_the_same_statements(client: TestClient) -> None:
    forms = [{str(q) for q in parse(read(client.get(f"/doc/{GOAL}.{s}")), format=f)} for s, f in FORMS.items()]
    assert all(form == forms[0] for form in forms)
    assert any(REFERS_TO in line for line in forms[0])
    assert any("programme-version" in line and RDFS_LABEL in line for line in forms[0])  # what it points at has a label


@pytest.mark.parametrize("path", THINGS)
def test_json_ld_has_short_names_and_all_that_turtle_has(client: TestClient, path: str) -> None:
    answer = client.get(f"/doc/{path}", headers={"accept": "application/ld+json"})
    in_turtle = {str(quad) for quad in parse(client.get(f"/doc/{path}.ttl").content, format=RdfFormat.TURTLE)}
    assert {str(quad) for quad in parse(read(answer), format=RdfFormat.JSON_LD)} == in_turtle
    document = answer.json()
    (described,) = (thing for thing in document["@graph"] if thing["id"] == f"{sheet.BASE}/id/{path}")
    assert not {name for name in described if name.startswith("http")}
    assert document["@context"] == f"{sheet.BASE}/def/context.jsonld"
    served = client.get("/def/context.jsonld")
    assert served.json()["@context"]["dg"] == "https://w3id.org/doelgraaf/def#"
    assert served.headers["access-control-allow-origin"] == "*"  # pages of others may read it


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/turtle;q=0.4", "application/ld+json"),
        ("text/turtle;q=0.2, application/n-triples;q=0.9", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        (HTML["accept"], "text/html"),
    ],
)
def test_the_form_follows_the_accept_header(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get(f"/doc/{GOAL}", headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]
    assert f'</doc/{GOAL}>; rel="canonical"' in answer.headers["link"]
    assert f'</doc/{GOAL}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]


def test_no_form_that_fits_is_said_to_be_so(client: TestClient) -> None:
    answer = client.get(f"/doc/{GOAL}", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "text/turtle" in answer.json()["detail"]


@pytest.mark.parametrize("suffix", ["", ".ttl", ".jsonld", ".rdf", ".html"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, suffix: str) -> None:
    first = client.get(f"/doc/{GOAL}{suffix}")
    assert first.headers["last-modified"] == "Thu, 02 Jan 2031 03:04:05 GMT"
    for headers in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"other", W/{first.headers["etag"]}'},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        again = client.get(f"/doc/{GOAL}{suffix}", headers=headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get(f"/doc/{GOAL}{suffix}", headers={"if-none-match": '"other"'}).status_code == 200
    for date in ("gisteren", "Thu, 02 Jan 2031 03:04:04 GMT", "Sun, 01 Jan 2006 00:00:00 GMT"):
        assert client.get(f"/doc/{GOAL}{suffix}", headers={"if-modified-since": date}).status_code == 200
    both = {"if-none-match": '"other"', "if-modified-since": first.headers["last-modified"]}
    assert client.get(f"/doc/{GOAL}{suffix}", headers=both).status_code == 200


def test_a_browser_gets_a_page_about_what_is_not_there(client: TestClient) -> None:
    page = client.get("/doc/goal-version/gm9901/begroting/2031/9.9.9", headers=HTML)
    machine = client.get("/doc/goal-version/gm9901/begroting/2031/9.9.9", headers={"accept": "text/turtle"})
    assert (page.status_code, machine.status_code) == (404, 404)
    assert "Hier staat niets" in page.text
    assert machine.headers["content-type"] == "application/problem+json"
    assert machine.json()["status"] == 404


@pytest.mark.parametrize(
    "path",
    [
        "goal-version/gm9901/begroting/2031/2.2.2'}",
        "goal-version/gm9901/begroting/2031/2.2.2%3E%20?p%20?o%20%7D",
        "goal-version/gm9901/begroting/2031/%22",
        "goal-version/gm9901/begroting/2031/2.2.²",
        "goal-version/gm9901/begroting/jaar/2.2.2",
        "goal-version/gm9901/feest/2031/2.2.2",
        "goal-version",
        "nothing/gm9901",
        "organisation/gm0000",
        "document/../../etc/passwd",
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "%00",
        "a" * 5000,
    ],
)
def test_an_odd_path_is_just_not_there(client: TestClient, path: str) -> None:
    assert client.get(f"/doc/{path}").status_code == 404
    assert client.get(f"/graph/{path}").status_code == 404
    assert client.get(f"/id/{path}").status_code in {303, 404}


def test_a_graph_is_given_whole(client: TestClient, engine: MemoryEngine) -> None:
    path = "graph/doc/gm9901/begroting/2031"
    graph = NamedNode(f"{sheet.BASE}/{path}")
    stored = set(engine.store.quads_for_pattern(None, None, None, graph))
    quads = set(parse(client.get(f"/{path}.nq").content, format=RdfFormat.N_QUADS))
    triples = set(parse(client.get(f"/{path}", headers={"accept": "text/turtle"}).content, format=RdfFormat.TURTLE))
    assert quads == stored
    assert {quad.triple for quad in triples} == {quad.triple for quad in stored}


def test_a_graph_that_does_not_exist_is_not_there(client: TestClient) -> None:
    assert client.get("/graph/doc/gm9901/begroting/2030").status_code == 404


def test_the_vocabulary_is_served_as_data_and_as_a_page(client: TestClient) -> None:
    data = list(parse(client.get("/def", headers={"accept": "text/turtle"}).content, format=RdfFormat.TURTLE))
    page = client.get("/def", headers=HTML).text
    assert len(data) > 500
    assert list(parse(client.get("/def.jsonld").content, format=RdfFormat.JSON_LD))
    assert 'id="GoalVersion"' in page
    assert "Een beleidsdoel zoals één document het vermeldt." in page


def test_prefixes_are_those_in_use_in_order_so_that_every_process_sends_the_same_bytes(client: TestClient) -> None:
    declarations, _, turtle = client.get(f"/doc/{GOAL}.ttl").text.rpartition("@prefix ")
    declared = re.findall(r"@prefix (\w+):", f"{declarations}@prefix {turtle}")
    body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", turtle.partition("\n")[2])
    assert declared == sorted(set(re.findall(r"(\w+):", body)))
    assert {"dg", "foaf", "hydra", "rdfs"} <= set(declared)
    xml = client.get(f"/doc/{GOAL}.rdf").text
    names = re.findall(r"xmlns:(\w+)=", xml)
    assert names == sorted(set(re.findall(r"<(\w+):", xml)))
    assert "hydra" in names


def test_head_gives_the_headers_alone(client: TestClient) -> None:
    for path in (f"/doc/{GOAL}", f"/doc/{GOAL}.ttl", "/graph/doc/gm9901/begroting/2031", "/def", "/"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
