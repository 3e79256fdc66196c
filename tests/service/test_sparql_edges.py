"""The edges of the SPARQL 1.1 Protocol: datasets, places of errors, odd characters, and answers too large to hold."""

import asyncio
import csv
import io
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import uvicorn
from rdflib.query import Result
from starlette.testclient import TestClient
from starlette.types import Message
from tiny import BASE, BUDGET, REPORT

from service.answers.questions import questions
from service.engine.embedded import EmbeddedEngine
from service.engine.formats import RESULTS, TRIPLES
from service.engine.lexer import tokens
from service.engine.spelling import no_word
from service.web.app import application
from service.web.http_bounds import BoundedProtocol
from service.web.render import make_renderer
from service.web.sparql import BrokenOffError, SparqlEndpoint
from service.web.sparql_page import SparqlPage
from service.web.spreadsheet import MEDIA_TYPE

JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ONE, OTHER = f"{BASE}/graph/doc/{REPORT.path}", f"{BASE}/graph/doc/{BUDGET.path}"
IN_DEFAULT, IN_NAMED = "{ ?s dg:number ?n }", "{ GRAPH ?g { ?s dg:number ?n } }"


@pytest.fixture(scope="module")
def client(tiny_engine: EmbeddedEngine) -> Iterator[TestClient]:
    """A client of the application over the tiny dataset."""
    with TestClient(application(tiny_engine, query_timeout_s=5.0)) as client:
        yield client


# The clauses of the query, the graphs of the request, the pattern, how many rows, and why.
GRAPHS: list[tuple[str, list[tuple[str, str]], str, str, str]] = [
    ("", [], IN_DEFAULT, "3", "without a dataset the default graph is the union"),
    ("", [], IN_NAMED, "3", "and each graph has a name"),
    (f"FROM <{ONE}>", [], IN_DEFAULT, "1", "FROM is the default graph"),
    (f"FROM <{ONE}> FROM <{OTHER}>", [], IN_DEFAULT, "3", "two are merged"),
    (f"FROM <{ONE}>", [], IN_NAMED, "0", "FROM leaves no named graph"),
    (f"FROM NAMED <{ONE}>", [], IN_NAMED, "1", "FROM NAMED is a named graph"),
    (f"FROM NAMED <{ONE}>", [], IN_DEFAULT, "0", "and leaves an empty default graph"),
    (f"FROM <{ONE}> FROM NAMED <{OTHER}>", [], IN_NAMED, "2", "both beside each other"),
    ("FROM <x:none>", [], IN_DEFAULT, "0", "a graph that is not there is empty"),
    ("", [("default", ONE)], IN_DEFAULT, "1", "the default graph of the request"),
    ("", [("default", ONE), ("default", OTHER)], IN_DEFAULT, "3", "two of them"),
    ("", [("default", ONE)], IN_NAMED, "0", "without a named graph"),
    ("", [("named", ONE)], IN_NAMED, "1", "a named graph of the request"),
    ("", [("named", ONE)], IN_DEFAULT, "0", "without a default graph"),
    ("", [("default", ONE), ("named", OTHER)], IN_NAMED, "2", "both in the request"),
    (f"FROM <{ONE}>", [("default", OTHER)], IN_DEFAULT, "2", "the request goes before the query"),
    (f"FROM NAMED <{ONE}>", [("default", OTHER)], IN_NAMED, "0", "with all of its dataset"),
    (f"FROM <{ONE}>", [("named", OTHER)], IN_DEFAULT, "0", "idem, the other way"),
]


@pytest.mark.parametrize(("clauses", "graphs", "pattern", "count", "why"), GRAPHS, ids=[case[-1] for case in GRAPHS])
@pytest.mark.parametrize("method", ["GET", "form", "direct"])
def test_a_query_runs_over_the_graphs_that_are_named(  # noqa: PLR0917 - the columns of the table
    client: TestClient, method: str, clauses: str, graphs: list[tuple[str, str]], pattern: str, count: str, why: str
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {clauses} {pattern}"
    fields = [(f"{kind}-graph-uri", graph) for kind, graph in graphs]
    accept = {"Accept": "text/csv"}
    match method:
        case "GET":
            answer = client.get(f"/sparql?{urlencode([('query', query), *fields])}", headers=accept)
        case "form":
            content = urlencode([("query", query), *fields])
            answer = client.post("/sparql", content=content, headers={**FORM, **accept})
        case _:
            answer = client.post(f"/sparql?{urlencode(fields)}", content=query, headers={**DIRECT, **accept})
    assert answer.text.split() == ["n", count], why


WEIGHTS = [
    ("text/csv;q=0, */*;q=0.1", "SELECT * {}", JSON, "what is not wanted is not given"),
    ("text/*", "SELECT * {}", "text/csv; charset=utf-8", "any text"),
    ("TEXT/CSV ; Q=0.5", "SELECT * {}", "text/csv; charset=utf-8", "in capitals, with spaces"),
    ("image/png, text/csv;q=0.001", "SELECT * {}", "text/csv; charset=utf-8", "little wanted, but there is no other"),
    ("text/html, text/turtle;q=0.9", "DESCRIBE <a:b>", "text/html; charset=utf-8", "a graph as a page"),
    ("text/html;q=0.8, text/turtle;q=0.9", "DESCRIBE <a:b>", "text/turtle; charset=utf-8", "rather no page"),
    ("text/csv;q=nonsense, text/tab-separated-values;q=0.1", "ASK {}", "text/tab-separated-values; charset=utf-8", "no weight"),
]  # fmt: skip


@pytest.mark.parametrize(("accept", "query", "media_type", "why"), WEIGHTS, ids=[case[-1] for case in WEIGHTS])
def test_the_form_that_is_wanted_most_is_given(
    client: TestClient, accept: str, query: str, media_type: str, why: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type, why


def test_what_is_not_acceptable_says_what_is(client: TestClient) -> None:
    rows = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}).json()["detail"]
    assert all(name in rows for name in (*RESULTS, "application/json", "text/html", MEDIA_TYPE))
    graph = client.get("/sparql", params={"query": "DESCRIBE <a:b>"}, headers={"Accept": "text/csv"}).json()["detail"]
    assert all(name in graph for name in TRIPLES)
    assert "text/csv" not in graph


@pytest.mark.parametrize("accept", [JSON, "text/csv", "text/html", MEDIA_TYPE, "image/png"])
@pytest.mark.parametrize("query", ["SELECT ?s { ?s dg:number ?n }", "SELECT (RAND() AS ?x) {}", "SELEKT", ""])
def test_head_has_the_headers_of_get_and_no_body(client: TestClient, query: str, accept: str) -> None:
    got = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    head = client.head("/sparql", params={"query": query}, headers={"Accept": accept})
    assert head.content == b""
    assert head.status_code == got.status_code
    names = set(got.headers) - {"content-length"}  # who has not made the answer does not know
    assert {name: head.headers.get(name) for name in names} == {name: got.headers[name] for name in names}


@pytest.mark.parametrize("query", ["ASK {}", "SELEKT", "ASK { SERVICE <x:> {} }", "FROM"])
def test_other_sites_read_answers_and_errors_alike(client: TestClient, query: str) -> None:
    for answer in (
        client.get("/sparql", params={"query": query}, headers={"Origin": "https://a.example"}),
        client.post("/sparql", data={"query": query}, headers={"Origin": "https://a.example"}),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Retry-After" in answer.headers["access-control-expose-headers"]
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["x-content-type-options"] == "nosniff"


# The engine tells of what is missing behind the bracket at which it noticed.
PLACES = [
    ("SELECT * { ?s ?p }", 1, 19, "the end of a triple"),
    ("SELECT *\n{ ?s ?p }", 2, 10, "on a second line"),
    ("SELECT *\r\n\r\n{ ?s ?p }", 3, 10, "of Windows"),
    ("SELECT *\n\t\t{ ?s ?p }", 2, 12, "a tab is one column"),
    ("SELECT * { ?s 'é€' }", 1, 20, "a word with accents"),
    ("SELECT * { ?s ?p 'é€' ?x }", 1, 27, "behind one"),
    ("SELECT * { ?s ?p '\U0001f600' ?x }", 1, 26, "behind a character beyond the first plane"),
    ("SELECT * { ?s ?p '''a\nb''' ?x }", 2, 10, "behind a string of two lines"),
    ("SELECT * # a comment\n{ # another\n?s ?p }", 3, 8, "behind comments"),
    ("\ufeffSELECT * { ?s ?p }", 1, 19, "behind a byte order mark, which counts for nothing"),
    ("SELECT * { ?s foo:bar ?o }", 1, 15, "a prefix of nobody"),
    ("SELECT * { ?s ?p ?o", 1, 20, "the end of the text"),
    ("SELECT * { ?s ?p 'a }", 1, 18, "a quote without its end"),
]


@pytest.mark.parametrize(("query", "line", "column", "why"), PLACES, ids=[case[-1] for case in PLACES])
def test_a_syntax_error_is_told_where_it_stands(
    client: TestClient, query: str, line: int, column: int, why: str
) -> None:
    problem = client.get("/sparql", params={"query": query}, headers={"Accept-Language": "en"}).json()
    assert (problem["line"], problem["column"]) == (line, column), (why, problem["detail"])
    assert problem["detail"].startswith(f"line {line}, column {column}: ")


def test_the_tables_are_whole() -> None:
    assert (len(GRAPHS), len(WEIGHTS), len(PLACES)) == (18, 7, 13)


def test_csv_is_as_its_standard_says(client: TestClient) -> None:
    """SPARQL 1.1 Query Results CSV, section 3: values as they are, quoted only for what CSV itself reads."""
    values = ["=1+1", "+1", "-1", "@A1", "a,b", 'say "x"', "two\nlines", " space ", "'", "", "é", "=cmd|' /C calc'!A0"]
    row = " ".join(json.dumps(value, ensure_ascii=False) for value in values)
    query = f"SELECT ?x ?y {{ VALUES ?x {{ {row} <http://x/?a=1> 5 true 'nl'@nl UNDEF }} }}"
    content = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).content.decode()
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert read == [["x", "y"], *([value, ""] for value in [*values, "http://x/?a=1", "5", "true", "nl", ""])]
    assert content.startswith('x,y\r\n=1+1,\r\n+1,\r\n-1,\r\n@A1,\r\n"a,b",\r\n"say ""x""",\r\n"two\nlines",\r\n')


def test_xml_of_any_characters_can_be_read(client: TestClient) -> None:
    query = 'SELECT ("a\\u0001\\u000b\\uFFFE\\uFFFF<&>]]>\\t" AS ?x) {}'
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+xml"})
    ((value,),) = Result.parse(io.BytesIO(answer.content), format="xml")
    assert str(value) == "a\ufffd\ufffd\ufffd\ufffd<&>]]>\t"


def many(thousands: int) -> str:
    """A query for so many thousands of rows."""
    first, second = (
        " ".join(map(str, range(begin, begin + count))) for begin, count in ((1000, thousands), (2000, 1000))
    )
    return f"SELECT ?a ?b {{ VALUES ?a {{ {first} }} VALUES ?b {{ {second} }} }}"


async def sent_for(engine: EmbeddedEngine, query: str) -> tuple[list[Message], str]:
    """What the endpoint sends in answer to a query, and what the error says with which it ends."""
    endpoint = SparqlEndpoint(engine, 20.0, SparqlPage(make_renderer()))
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sparql",
        "headers": [(b"accept", b"text/csv")],
        "scheme": "http",
    }
    scope |= {"query_string": urlencode({"query": query}).encode(), "server": ("testserver", 80)}

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError("this client stays")

    async def send(message: Message) -> None:
        sent.append(message)

    try:
        await endpoint(scope, receive, send)
    except BrokenOffError as error:
        return sent, str(error)
    return sent, ""


def test_a_large_answer_goes_out_in_pieces(tiny_engine: EmbeddedEngine) -> None:
    sent, error = asyncio.run(sent_for(tiny_engine, many(300)))
    bodies = [message["body"] for message in sent[1:]]
    assert not error
    assert len(b"".join(bodies)) == len("a,b\r\n") + 300_000 * len("1000,2000\r\n")
    assert len(bodies) > 40, "not all at once"
    assert max(map(len, bodies)) <= 2 * 64 * 1024
    assert sent[-1]["more_body"] is False


def test_an_answer_that_is_too_long_is_never_taken_for_a_whole_one(tiny_engine: EmbeddedEngine) -> None:
    sent, error = asyncio.run(sent_for(tiny_engine, many(500)))
    assert "longer than 4194304 bytes" in error
    assert len(sent) > 40
    assert all(message["more_body"] for message in sent[1:]), "the end is never told"
    content = b"".join(message["body"] for message in sent[1:])
    assert set(content[len("a,b\r\n") :]) <= set(b"0123456789,\r\n"), "no text behind the rows"


def test_a_broken_answer_is_not_terminated_on_the_line(tiny_engine: EmbeddedEngine) -> None:
    whole, broken = asyncio.run(on_the_line(tiny_engine, many(10))), asyncio.run(on_the_line(tiny_engine, many(500)))
    assert b"\r\ntransfer-encoding: chunked\r\n" in whole.lower()
    assert whole.endswith(b"\r\n0\r\n\r\n"), "the last chunk"
    assert broken.startswith(b"HTTP/1.1 200")
    assert b"\r\n0\r\n\r\n" not in broken
    assert b"{" not in broken.partition(b"\r\n\r\n")[2], "no problem behind the rows"


async def on_the_line(engine: EmbeddedEngine, query: str) -> bytes:
    """What a server sends over one connection."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = uvicorn.Config(application(engine), http=BoundedProtocol, log_config=None, ws="none", lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[taken]))
        reader, writer = await asyncio.open_connection(*taken.getsockname())
        address = f"/sparql?{urlencode({'query': query, 'format': 'csv'})}"
        writer.write(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        async with asyncio.timeout(60):
            content = await reader.read()
        writer.close()
        server.should_exit = True
        async with asyncio.timeout(60):
            await serving
    return content


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ("SELEC * { ?s ?p ?o }", 1, 1, "deze met SELEC"),
        ("# eerst\nPREFIX x: <x:>\n  SELCT ?x { ?x a x:y }", 3, 3, "deze met SELCT"),
        ("SELECT * { ?s dg:number 2.2.2 }", 1, 25, '2.2.2 is geen getal maar een tekst; zet er aanhalingstekens om: "'),
        ("SELECT *\n{ ?s dg:number 1.1.1.2 ; a ?t }", 2, 16, "1.1.1.2 is geen getal maar een tekst"),
        ("SELECT * WHER {", 1, 10, "SPARQL kent het woord WHER niet; is WHERE bedoeld?"),
        ("SELECT * WHER { ?s ?p ?o }", 1, 10, "is WHERE bedoeld?"),
        ("SELECT ?s { ?s ?p ?o }\nLIMT 10", 2, 1, "is LIMIT bedoeld?"),
        ("SELECT ?s { ?s ?p ?o FILTER NOT EXIST { ?s a ?o } }", 1, 33, "is EXISTS bedoeld?"),
        ("SELECT s { ?s ?p ?o }", 1, 8, "een variabele begint met een vraagteken (?s)"),
        ("SELECT ?s, ?o { ?s ?p ?o }", 1, 10, "tussen wat SELECT kiest staat geen komma"),
        ("SELECT { ?s ?p ?o }", 1, 8, "SELECT kiest niets"),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", 1, 30, "achter ORDER hoort BY"),
        ("SELECT ?s { ?s ?p ?o }\nLIMIT tien", 2, 7, "achter LIMIT hoort een geheel getal, zoals LIMIT 10"),
        ("SELECT ?s { ?s ?p ?o } OFFSET ?o", 1, 31, "achter OFFSET hoort een geheel getal"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1.5", 1, 30, "achter LIMIT hoort een geheel getal"),
        ("SELECT ?s { ?s ?p ?o } LIMIT", 1, 29, "achter LIMIT hoort een geheel getal"),
        ("SELCT ?s { ?s ?p ?o } LIMIT tien", 1, 1, "een vraag begint met SELECT"),
        ("SELECT ?s { ?s ?p ?o } ORDR BY ?s LIMIT tien", 1, 24, "is ORDER bedoeld?"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY DESC ?o", 1, 38, "tussen haakjes waarop wordt geordend: DESC(?doel)"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s ASC", 1, 39, "ASC(?doel)"),
        ("SELECT ?s { { SELECT ?s, ?o { ?s ?p ?o } } }", 1, 24, "tussen wat SELECT kiest staat geen komma"),
        ("SELECT ?s { { SELECT DISTINCT { ?s ?p ?o } } }", 1, 31, "SELECT kiest niets"),
        ("SELECT (COUNT(?s) ?n) { ?s ?p ?o }", 1, 23, "een woord zoals AS?"),
        ("SELECT * { BIND(1 ?n) }", 1, 22, "een woord zoals AS?"),
        ("SELECT * { VALUES ?s {(1 2)} }", 1, 28, "staat er iets te veel, of ontbreekt er een haakje of een punt?"),
        ("SELECT * { VALUES (?s ?t) {(1 2)} ?s 5 ?t }", 1, 43, "of ontbreekt er een haakje of een punt?"),
        ("SELECT * { _:a _:b }", 1, 20, "of ontbreekt er een haakje of een punt?"),
        ("SELECT (COUNT(?s) ?n) { ?s ?p ?o }", 1, 23, "de fout staat hier of ervoor"),
    ],
)
def test_a_mistake_is_told_where_it_stands(client: TestClient, query: str, line: int, column: int, said: str) -> None:
    found = client.get("/sparql", params={"query": query}, headers={"Accept-Language": "nl"}).json()
    assert (found["line"], found["column"]) == (line, column)
    assert said in found["detail"]


def test_no_word_of_a_stored_question_is_unknown() -> None:
    assert [no_word(tokens(one.text)) for one in questions()] == [None] * 25


@pytest.mark.parametrize("query", ['SELECT * { ?s dg:number "2.2.2" }', "SELECT * { ?s ?p 2.2 . ?s ?p .5 }"])
def test_numbers_that_can_be_read_are_no_mistake(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 200
