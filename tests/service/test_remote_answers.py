"""Answers of a real remote engine are those of the embedded one, in every form, and its errors are said in our words."""

# ruff: noqa: S608 - SPARQL of our own

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse, parse_query_results
from remote_asking import CAPACITY, DG, HOLDING, MIB, ask, collect
from remote_servers import ROW_LIMIT, Server, oxigraph, virtuoso
from starlette.testclient import TestClient
from tiny import BASE, BUDGET, Tiny

from ontology.iri import graph
from service.engine import guard
from service.engine.embedded import EmbeddedEngine
from service.engine.engine import (
    EngineAwayError,
    EngineError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    Question,
    ResultTooLargeError,
)
from service.engine.formats import JSON_RESULTS, RESULTS, TRIPLES
from service.engine.profiles import VIRTUOSO
from service.engine.remote_query import Dataset, prepare
from service.engine.remote_release import RemoteReleaseEngine
from service.engine.sending import connect
from service.engine.work import Limits
from service.release.publish import publish
from service.release.releases import Releases
from service.web.app import application


@dataclass(frozen=True)
class Both:
    """A release at a remote engine and in its own store."""

    server: Server
    data: Path
    remote: RemoteReleaseEngine
    embedded: EmbeddedEngine


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    root = tmp_path_factory.mktemp("both")
    dataset, data = Tiny().write(root / "dataset"), root / "data"
    with request.param(root / "engine") as server:
        sender = replace(connect(server.url, Releases(data), server.credentials), notice_s=0.0)
        publish(dataset, data, allow_violations=True, to=sender)
        remote, embedded = RemoteReleaseEngine(Releases(data), CAPACITY), EmbeddedEngine(Releases(data), CAPACITY)
        with closing(remote), closing(embedded):
            yield Both(server, data, remote, embedded)


def bag(content: bytes) -> Counter[frozenset[tuple[str, str]]]:
    """The rows of an answer, whatever their order."""
    results = parse_query_results(content, QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return Counter(frozenset((name, str(row[name])) for name in names) for row in results)


# What is asked, and why.
QUERIES = [
    ("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "the default graph is all graphs together, and nothing else"),
    ("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", "just the graphs of the release"),
    (
        f"SELECT ?s WHERE {{ GRAPH <{graph(BASE, 'release')}> {{ ?s ?p ?o }} }}",
        "the engine's own graphs are none of them",
    ),
    (f"SELECT ?name FROM <{graph(BASE, 'doc', BUDGET.path)}> WHERE {{ ?goal dg:name ?name }}", "FROM counts"),
    (f"SELECT ?g FROM <{graph(BASE, 'def')}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}", "FROM alone leaves no named graph"),
    (
        f"SELECT ?g (COUNT(*) AS ?n) FROM NAMED <{graph(BASE, 'def')}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g",
        "FROM NAMED counts",
    ),
    (
        f"SELECT ?s FROM NAMED <{graph(BASE, 'def')}> WHERE {{ ?s ?p ?o }}",
        "FROM NAMED alone leaves an empty default graph",
    ),
    ("SELECT ?goal ?to WHERE { ?goal a dg:GoalVersion . OPTIONAL { ?goal dg:refersTo ?to } }", "unbound values"),
    ("SELECT ?name WHERE { ?goal dg:name ?name } ORDER BY STRLEN(?name) LIMIT 5", "a bare call behind ORDER BY"),
    ("SELECT ?n (MIN(?name) AS ?m) { ?g dg:number ?n ; dg:name ?name } GROUP BY ?n ORDER BY MIN(?name) ?n", "idem"),
    ("SELECT ?e WHERE { ?goal dg:expenditure ?e } # WHERE { bif:http_get", "decimals; a comment is no query"),
    ('SELECT ?s WHERE { ?s dg:name "Schoon water" }', "a string"),
    (r'SELECT ?s WHERE { ?s dg:name "Droge voeten\nen een caf\u00e9: \u00ABéén» doel" }', "escapes in a string"),
    (
        "SELECT ?x WHERE { VALUES ?x { 'a' \"\"\"b\"c\"\"\" '''d\n'e''' \"f\"@nl-NL 1 -2 +3.5 } }",
        "each kind of literal",
    ),
    (f"PREFIX d: <{DG}> SELECT ?x WHERE {{ ?s d:number ?x }}", "prefixes of one's own"),
    (
        "SELECT DISTINCT ?x WHERE { <http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.1> dg:refersTo+ ?x }",
        "a path",
    ),
    ("SELECT ?s WHERE { ?s a/rdfs:subClassOf* dg:GoalVersion }", "a path with a fixed end"),
    ("SELECT ?x WHERE { ?s rdfs:label ?x FILTER(LANG(?x) = 'nl' && CONTAINS(?x, 'é')) }", "functions"),
    (
        "SELECT ?s WHERE { ?s dg:number '1.1.1' FILTER NOT EXISTS { ?s dg:expenditure ?e } MINUS { ?s dg:name 'x' } }",
        "negation",
    ),
]


@pytest.mark.parametrize(("query", "why"), QUERIES, ids=[why for _, why in QUERIES])
def test_a_remote_engine_answers_as_the_embedded_one(both: Both, query: str, why: str) -> None:
    assert len(QUERIES) == 19
    assert bag(ask(both.remote, query)) == bag(ask(both.embedded, query)), why


@pytest.mark.parametrize("media_type", [*RESULTS])
def test_rows_come_in_every_form(both: Both, media_type: str) -> None:
    assert len(RESULTS) == 4
    query = "SELECT ?goal ?name ?e WHERE { ?goal dg:name ?name . OPTIONAL { ?goal dg:expenditure ?e } } ORDER BY ?goal"
    there, here = ask(both.remote, query, media_type), ask(both.embedded, query, media_type)
    assert there == here
    assert b"Schoon water" in there
    if media_type not in {"text/csv", "text/tab-separated-values"}:
        assert b"true" in ask(both.remote, "ASK { ?s dg:number '1.1.1' }", media_type)


@pytest.mark.parametrize("media_type", [*TRIPLES])
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s dg:name ?o } WHERE { ?s dg:name ?o }", f"DESCRIBE <{BASE}/id/organisation/gm9999>", "DESCRIBE ?s { ?s dg:number '1.1.1' }"])  # fmt: skip
def test_graphs_come_in_every_form(both: Both, query: str, media_type: str) -> None:
    assert len(TRIPLES) == 6
    there, here = (
        {str(quad.triple) for quad in parse(ask(engine, query, media_type), TRIPLES[media_type])}
        for engine in (both.remote, both.embedded)
    )
    assert there == here


def test_graphs_of_the_request_count(both: Both) -> None:
    of_budget, of_definitions = graph(BASE, "doc", BUDGET.path), graph(BASE, "def")
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    named = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    for query, dataset in (
        (count, {"default_graphs": (of_budget,)}),
        (count, {"default_graphs": (of_budget, of_definitions)}),
        (count, {"named_graphs": (of_budget,)}),
        (named, {"named_graphs": (of_budget,)}),
        (named, {"default_graphs": (of_budget,)}),
        (f"SELECT (COUNT(*) AS ?n) FROM <{of_budget}> WHERE {{ ?s ?p ?o }}", {"default_graphs": (of_definitions,)}),
    ):
        assert bag(ask(both.remote, query, **dataset)) == bag(ask(both.embedded, query, **dataset)), (query, dataset)
    with pytest.raises(QueryRefusedError, match="no IRI of a graph"):
        prepare(count, guard.read(count), Dataset(("a> define x <b",)), VIRTUOSO, HOLDING)


@pytest.mark.parametrize(
    ("query", "error", "said"),
    [
        ("SELECT * WHERE { ?s ?p", QuerySyntaxError, "line 1"),
        ("SELECT * WHERE { ?s ex:p ?o }", QuerySyntaxError, "prefix ex:"),
        ("define get:soft 'soft' SELECT * WHERE { ?s ?p ?o }", QuerySyntaxError, "query"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefusedError, "SERVICE"),
        ("PREFIX b: <bif:> SELECT (b:http_get('http://127.0.0.1:1/') AS ?x) {}", QueryRefusedError, "calls a function"),
        ("SELECT (<b\\u0069f:http_get>('http://127.0.0.1:1/') AS ?x) {}", QueryRefusedError, "b\\u0069f"),
        ("PREFIX b: <b> SELECT (b:if:http_get('http://127.0.0.1:1/') AS ?x) {}", QueryRefusedError, "b:if:http_get"),
        ("BASE <SQL:a> SELECT * WHERE { ?s <b> ?o }", QueryRefusedError, "SQL:a"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", QueryRefusedError, "INSERT"),
    ],
)
def test_what_is_no_query_of_ours_never_leaves(both: Both, query: str, error: type[EngineError], said: str) -> None:
    with pytest.raises(error, match=said.replace("\\", "\\\\")):
        ask(both.remote, query)


def test_a_path_with_two_open_ends_is_answered_or_refused_with_the_remedy(both: Both) -> None:
    once_and_more = "SELECT DISTINCT ?a ?b WHERE { ?a dg:refersTo+ ?b }"
    assert bag(ask(both.remote, once_and_more)) == bag(ask(both.embedded, once_and_more))
    query = "SELECT DISTINCT ?a ?b WHERE { ?a dg:refersTo* ?b }"
    if both.server.name == "virtuoso":
        with pytest.raises(QueryRefusedError, match="fixed begin or end"):
            ask(both.remote, query)
    else:
        assert bag(ask(both.remote, query)) == bag(ask(both.embedded, query))


@pytest.mark.parametrize(
    "path", ["(dg:refersTo|^dg:refersTo)+", "(dg:refersTo/dg:refersTo)*", "!dg:refersTo+", "((dg:refersTo))*"]
)
def test_a_path_that_the_engine_follows_wrongly_is_refused(both: Both, path: str) -> None:
    query = f"SELECT DISTINCT ?x WHERE {{ <{BASE}/id/goal-version/gm9999/begroting/2031/1.1.1> {path} ?x }}"
    if both.server.name == "virtuoso":
        with pytest.raises(QueryRefusedError, match="behind one property"):
            ask(both.remote, query)
    else:
        assert bag(ask(both.remote, query)) == bag(ask(both.embedded, query))


@pytest.mark.parametrize("both", [virtuoso], ids=["virtuoso"], indirect=True)  # the other one cuts nothing off
def test_an_answer_that_the_engine_cuts_off_is_an_error(both: Both) -> None:
    assert Releases(both.data).manifest(both.remote.release).remote.row_limit == ROW_LIMIT  # type: ignore[union-attr]
    pattern = "WHERE { ?a ?b ?c . ?d a ?f }"
    for query, media_type in (
        (f"SELECT ?a ?d {pattern}", "text/csv"),
        (f"CONSTRUCT {{ ?a ?b ?d }} {pattern}", "text/turtle"),
    ):
        with pytest.raises(ResultTooLargeError, match=f"at most {ROW_LIMIT} rows"):
            ask(both.remote, query, media_type)


def test_a_long_answer_comes_in_pieces_and_may_be_left(both: Both) -> None:
    async def left() -> int:
        answer = await both.remote.stream(Question("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", "text/csv", 20.0))
        async with aclosing(answer) as chunks:
            return len(await anext(chunks))

    assert asyncio.run(left()) >= 60 * 1024
    assert len(ask(both.remote, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }", "text/csv")) > 4 * 64 * 1024


def test_an_answer_longer_than_the_limit_is_ended(both: Both) -> None:
    tight = replace(CAPACITY, limits=Limits(512 * MIB, 100_000))
    with (
        closing(RemoteReleaseEngine(Releases(both.data), tight)) as engine,
        pytest.raises(ResultTooLargeError, match="100000"),
    ):
        ask(engine, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }")


def test_an_engine_that_hangs_ends_in_a_timeout_and_is_asked_again_later(both: Both) -> None:
    both.server.hold()
    try:
        with pytest.raises((QueryTimeoutError, EngineAwayError)):
            asyncio.run(collect(both.remote, Question("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", JSON_RESULTS, 0.5)))
    finally:
        both.server.go_on()
    assert len(bag(ask(both.remote, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"))) == 1


def test_many_questions_at_a_time_are_answered_by_their_own_answers(both: Both) -> None:
    async def all_at_once() -> list[bytes]:
        queries = [f"SELECT (COUNT(*) AS ?n) ({number} AS ?m) WHERE {{ ?s dg:number ?o }}" for number in range(8)]
        return await asyncio.gather(*(collect(both.remote, Question(query, "text/csv", 20.0)) for query in queries))

    assert asyncio.run(all_at_once()) == [f"n,m\r\n3,{number}\r\n".encode() for number in range(8)]


def test_the_endpoint_over_a_remote_engine_speaks_the_same_protocol(both: Both) -> None:
    with TestClient(application(both.remote)) as client:
        form = {"query": "SELECT ?n WHERE { ?s dg:number ?n } ORDER BY ?n LIMIT 1"}
        found = client.post("/sparql", data=form, headers={"Accept": "text/csv"})
        assert (found.status_code, found.text) == (200, "n\r\n1.1.1\r\n")
        assert found.headers["doelgraaf-release"] == both.remote.release
        wrong = client.get("/sparql", params={"query": "SELECT * WHERE { ?s"}, headers={"Accept": "application/json"})
        assert wrong.status_code == 400
        assert wrong.json()["line"] == 1
