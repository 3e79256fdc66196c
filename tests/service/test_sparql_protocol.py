"""The endpoint follows the SPARQL 1.1 Protocol, says what it refuses, and never gives a part for the whole."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from urllib.parse import quote, quote_plus

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient
from starlette.types import Message
from tiny import BASE, REPORT

from ontology.language import Language
from service.engine.embedded import EmbeddedEngine
from service.engine.engine import EngineBusyError, QueryTimeoutError, Question, Row, Term
from service.engine.fair_use import Share
from service.web.app import application
from service.web.render import make_renderer
from service.web.sparql import BrokenOffError, SparqlEndpoint
from service.web.sparql_page import EXAMPLES, SparqlPage

JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(tiny_engine: EmbeddedEngine) -> Iterator[TestClient]:
    """A client of the application over the tiny dataset."""
    with TestClient(application(tiny_engine, query_timeout_s=5.0)) as client:
        yield client


TRICKY = ["a+b", "a b", "a%2Bb", "a&b=c;d", "é€\U0001f600", "line\nline\ttab", "100%", "#?", "'\"\\"]


@pytest.mark.parametrize("value", TRICKY)
@pytest.mark.parametrize("form", ["get with %20", "get with +", "post form", "post direct"])
def test_every_character_survives_every_form_of_request(client: TestClient, form: str, value: str) -> None:
    literal = json.dumps(value, ensure_ascii=False)
    query = f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}"
    match form:
        case "get with %20":
            answer = client.get(f"/sparql?query={quote(query, safe='')}")
        case "get with +":
            answer = client.get(f"/sparql?query={quote_plus(query)}")
        case "post form":
            answer = client.post("/sparql", content=f"query={quote_plus(query)}", headers=FORM)
        case _:
            answer = client.post("/sparql", content=query.encode(), headers=DIRECT)
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == value


NEGOTIATED = [
    (None, "ASK {}", JSON, "who asks nothing gets JSON"),
    ("*/*", "ASK {}", JSON, "who takes anything too"),
    ("application/json", "SELECT * {}", "application/json", "plain JSON for who knows no other"),
    ("application/sparql-results+xml", "SELECT * {}", "application/sparql-results+xml", "XML"),
    ("text/csv", "SELECT * {}", "text/csv; charset=utf-8", "CSV"),
    ("text/tab-separated-values", "SELECT * {}", "text/tab-separated-values; charset=utf-8", "TSV"),
    (
        "text/csv;q=0.4, application/sparql-results+xml;q=0.8",
        "SELECT * {}",
        "application/sparql-results+xml",
        "weights",
    ),
    ("text/html", "SELECT * {}", "text/html; charset=utf-8", "a table for a browser"),
    (None, "CONSTRUCT WHERE { ?s dg:number ?o }", "text/turtle; charset=utf-8", "a graph as Turtle"),
    ("application/n-triples", "CONSTRUCT WHERE { ?s dg:number ?o }", "application/n-triples", "N-Triples"),
    ("application/ld+json", "CONSTRUCT WHERE { ?s dg:number ?o }", "application/ld+json", "JSON-LD"),
    ("application/rdf+xml", "CONSTRUCT WHERE { ?s dg:number ?o }", "application/rdf+xml", "RDF/XML"),
    ("application/trig", "DESCRIBE <a:b>", "application/trig", "TriG"),
    ("application/n-quads", "DESCRIBE <a:b>", "application/n-quads", "N-Quads"),
]


@pytest.mark.parametrize(("accept", "query", "media_type", "why"), NEGOTIATED, ids=[case[3] for case in NEGOTIATED])
def test_the_answer_comes_as_asked(
    client: TestClient, accept: str | None, query: str, media_type: str, why: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept or ""})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media_type, why
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["doelgraaf-release"].startswith("0001-")
    assert answer.headers["link"] == '</v1/quality>; rel="describedby"'
    assert "Link" in answer.headers["access-control-expose-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_graphs_of_the_request_and_of_from_are_honoured(client: TestClient) -> None:
    graph = f"{BASE}/graph/doc/{REPORT.path}"
    count = "SELECT (COUNT(*) AS ?n) { ?s dg:number ?o }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s dg:number ?o } }"
    asked = [
        {"query": count},
        {"query": count, "default-graph-uri": graph},
        {"query": named, "named-graph-uri": graph},
        {"query": count.replace("{", f"FROM <{graph}> {{", 1)},
    ]
    answers = [client.get("/sparql", params=params, headers={"Accept": "text/csv"}).text.split()[1] for params in asked]
    assert answers == ["3", "1", "1", "1"]


PROBLEMS = [
    ("GET", "/sparql?query=", {}, b"", 400, "bad-request", "an empty query"),
    ("GET", "/sparql?query=ASK{}&query=ASK{}", {}, b"", 400, "bad-request", "two queries"),
    ("GET", "/sparql?query=ASK{}&update=CLEAR", {}, b"", 400, "bad-request", "an update beside it"),
    ("GET", "/sparql?query=ASK%7B%FF%7D", {}, b"", 400, "bad-request", "no UTF-8"),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=a%20b", {}, b"", 400, "bad-request", "a graph that is no IRI"),
    ("GET", "/sparql?query=ASK{}&timeout=soon", {}, b"", 400, "bad-request", "a timeout that is no number"),
    ("GET", "/sparql?query=ASK{}", {"Accept": "image/png"}, b"", 406, "not-acceptable", "a form that no answer has"),
    ("GET", "/sparql?query=ASK{}&format=turtle", {}, b"", 406, "not-acceptable", "a form that rows have not"),
    ("GET", "/sparql?query=SELEKT", {}, b"", 400, "malformed-query", "no SPARQL"),
    ("GET", "/sparql?query=CLEAR%20ALL", {}, b"", 400, "query-refused", "an update as a query"),
    ("POST", "/sparql", FORM, b"", 400, "bad-request", "a form without a query"),
    ("POST", "/sparql", FORM, b"update=CLEAR+ALL", 403, "forbidden", "an update in a form"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "forbidden", "an update"),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=utf-16"}, b"x", 415, "unsupported-media-type", "UTF-16"),
    ("POST", "/sparql", DIRECT, b"ASK {} #" + b"x" * 70_000, 413, "too-large", "a query that is too long"),
    ("POST", "/sparql", DIRECT, b"x" * 300_000, 413, "too-large", "a body that is not even read"),
    ("PUT", "/sparql", {}, b"", 405, "method-not-allowed", "another method"),
    ("GET", "/nowhere", {}, b"", 404, "not-found", "another address"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "kind", "why"), PROBLEMS, ids=[case[-1] for case in PROBLEMS]
)
def test_a_request_that_is_not_answered_says_why(  # noqa: PLR0917 - the columns of the table
    client: TestClient, method: str, path: str, headers: dict[str, str], body: bytes, status: int, kind: str, why: str
) -> None:
    answer = client.request(method, path, headers={"Accept-Language": "en", **headers}, content=body)
    assert answer.status_code == status, why
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"https://w3id.org/doelgraaf/problem/{kind}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_the_tables_are_whole() -> None:
    assert (len(TRICKY), len(NEGOTIATED), len(PROBLEMS)) == (9, 14, 18)


def test_a_syntax_error_has_its_place_and_the_language_of_the_reader(client: TestClient) -> None:
    params = {"query": "SELECT *\n{ ?s ?p }"}
    dutch = client.get("/sparql", params=params, headers={"Accept-Language": "nl"}).json()
    english = client.get("/sparql", params=params, headers={"Accept-Language": "en-GB"}).json()
    assert (dutch["line"], dutch["column"]) == (2, 10)
    assert "het object van een triple" in dutch["detail"]
    assert "object of a triple" in english["detail"]
    assert dutch["title"] != english["title"]
    assert dutch["type"] == english["type"]


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    params = {"query": "SELECT ?s { ?s dg:number ?n }"}
    first = client.get("/sparql", params=params, headers={"Accept": "text/csv"})
    etag = first.headers["etag"]
    known = {"Accept": "text/csv", "If-None-Match": f'"other", W/{etag}'}
    second = client.get("/sparql", params=params, headers=known)
    assert (second.status_code, second.content, second.headers["etag"]) == (304, b"", etag)
    other = client.get("/sparql", params=params, headers={**known, "Accept": JSON})
    assert other.status_code == 200
    assert other.headers["etag"] != etag
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?n) {}"}).headers


def test_head_has_the_headers_and_no_body(client: TestClient) -> None:
    answer = client.head("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == JSON
    assert answer.headers["etag"]


def test_other_sites_may_ask(client: TestClient) -> None:
    answer = client.options("/sparql", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


def test_a_machine_without_a_query_gets_the_service_description(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    quads = list(parse(answer.content, RdfFormat.TURTLE))
    endpoints = [str(quad.object) for quad in quads if str(quad.predicate).endswith("#endpoint>")]
    assert endpoints == ["<http://testserver/sparql>"]


def test_a_person_without_a_query_gets_a_form_that_needs_no_script(client: TestClient) -> None:
    answer = client.get("/sparql", headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.count('action="/sparql" method="get"') == 4, "the form and three examples"
    assert re.findall(r"<script (?!type=.application/json|src=)", answer.text) == [], "no script in the page itself"
    assert "style=" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_person_gets_a_table_in_which_values_are_no_html(client: TestClient) -> None:
    query = 'SELECT ?x ("<script>alert(1)</script>" AS ?y) { VALUES ?x { <javascript:alert(1)> <http://x/?a=1&b> } }'
    answer = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert "<script>" not in answer.text
    assert 'href="javascript' not in answer.text
    assert 'href="http://x/?a=1&amp;b"' in answer.text


def test_a_person_sees_what_is_wrong_with_the_query_above_which_it_stands(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT <b>"}, headers=BROWSER)
    assert answer.status_code == 400
    assert "SELECT &lt;b&gt;</textarea>" in answer.text
    assert 'role="alert"' in answer.text


def test_every_example_of_the_form_has_rows(client: TestClient) -> None:
    assert len(EXAMPLES) == 3
    for example in EXAMPLES:
        for language in Language:
            query = example.query(language)
            answer = client.get("/sparql", params={"query": query})
            assert answer.status_code == 200, query


def test_the_service_says_that_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/livez").text == "ok\n"
    assert client.get("/readyz").json()["release"].startswith("0001-")


class _Stub:
    """An engine that gives one chunk and then fails, or fails at once."""

    def __init__(self, error: Exception, *, late: bool) -> None:
        self.error = error
        self.late = late
        self.closed = False

    @property
    def release(self) -> str:
        return "0001-0000000000"

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:  # noqa: ARG002
        raise self.error

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:  # noqa: ARG002
        if not self.late:
            raise self.error
        return self._chunks()

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            yield b"x"
            raise self.error
        finally:
            self.closed = True


def test_a_busy_engine_is_503_with_a_time_to_return() -> None:
    client = TestClient(application(_Stub(EngineBusyError("too many"), late=False)))
    answer = client.get("/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert client.get("/readyz").status_code == 503


def test_a_slow_query_is_504() -> None:
    client = TestClient(application(_Stub(QueryTimeoutError("too slow"), late=False)))
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 504


def test_an_answer_that_fails_half_way_is_broken_off() -> None:
    client = TestClient(application(_Stub(QueryTimeoutError("too slow"), late=True)))
    with pytest.raises(BrokenOffError, match="too slow"):
        client.get("/sparql", params={"query": "ASK {}"})


def test_a_client_that_goes_away_stops_its_query(tiny_engine: EmbeddedEngine) -> None:
    endpoint = SparqlEndpoint(tiny_engine, 5.0, SparqlPage(make_renderer()))
    query = "query=SELECT (COUNT(*) AS %3Fn) { %3Fa %3Fb %3Fc . %3Fd %3Fe %3Ff . %3Fg %3Fh %3Fi }"
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sparql",
        "query_string": query.encode(),
        "headers": [],
        "server": ("testserver", 80),
        "scheme": "http",
    }
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0.2)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def go() -> None:
        async with asyncio.timeout(2.0):
            await endpoint(scope, receive, send)

    asyncio.run(go())
    assert sent == []


def test_who_sends_many_queries_that_are_not_run_is_turned_away(tiny_engine: EmbeddedEngine) -> None:
    share = Share(queries=10, long_queries=1, seconds=1000, errors=2)
    client = TestClient(application(tiny_engine, refusals=share))
    refused = {"query": "SELECT * { SERVICE <a:b> {} }"}
    told = [client.get("/sparql", params=refused).status_code for _ in range(8)]
    assert (told[:4], told[-1]) == ([400] * 4, 429)
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 429


def test_a_graph_is_a_page_for_a_person(tiny_engine: EmbeddedEngine) -> None:
    client = TestClient(application(tiny_engine))
    asked = {"query": "CONSTRUCT { <a:b> <a:c> '<script>' } {}"}
    page = client.get("/sparql", params=asked, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "&lt;a:b&gt; &lt;a:c&gt; &#34;&lt;script&gt;&#34;" in page.text
    assert 'download="doelgraaf.ttl"' in page.text
    assert client.get("/sparql", params=asked).headers["content-type"].startswith("text/turtle")


def test_a_count_beside_a_variable_without_group_by_is_told_so(tiny_engine: EmbeddedEngine) -> None:
    client = TestClient(application(tiny_engine))
    answer = client.get("/sparql", params={"query": "SELECT ?a (COUNT(?b) AS ?n) { ?a dg:refersTo ?b }"})
    assert (answer.status_code, "GROUP BY" in answer.json()["detail"]) == (400, True)
