"""The engine answers, keeps its limits, and goes on after whatever a query did to a worker."""

import asyncio
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from tiny import BASE, BUDGET, REPORT, Goal, Tiny, publish_tiny, version

from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import (
    EngineBusyError,
    QueryFailedError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    Question,
    ResultTooLargeError,
)
from service.engine.work import Job, Limits
from service.engine.workers import start
from service.release.releases import NoReleaseError, Releases
from tests.started import PATIENCE_S

MIB = 1024 * 1024
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SMALL = Capacity(workers=1, queue_length=2, timeout_s=20.0, limits=Limits(512 * MIB, MIB))
NAMES = "SELECT ?version ?name { ?version dg:number ?number ; dg:name ?name } ORDER BY ?version"


def ask(engine: EmbeddedEngine, query: str, media_type: str = "text/csv", timeout_s: float = 5.0) -> str:
    """The whole answer to a query."""
    return ask_question(engine, Question(query, media_type, timeout_s))


def ask_question(engine: EmbeddedEngine, question: Question) -> str:
    async def gather() -> bytes:
        return b"".join([chunk async for chunk in await engine.stream(question)])

    return asyncio.run(gather()).decode()


def test_rows_have_our_prefixes_and_bindings(tiny_engine: EmbeddedEngine) -> None:
    rows = asyncio.run(tiny_engine.rows(NAMES, {"number": Literal("1.1.1")}))
    assert [row["version"].value for row in rows] == [
        version(BASE, BUDGET, "1.1.1"),
        version(BASE, REPORT, "1.1.1"),
    ]


HOSTILE = ['"', "\\", '" } #', "\n", "'''", '"""', "é\U0001f600", "}", "?x"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_bound_value_stays_a_value(tiny_engine: EmbeddedEngine, value: str) -> None:
    rows = asyncio.run(tiny_engine.rows("SELECT ?x { }", {"x": Literal(value, language="nl")}))
    assert rows == [{"x": Literal(value, language="nl")}]


def test_an_unbound_variable_is_absent(tiny_engine: EmbeddedEngine) -> None:
    rows = asyncio.run(tiny_engine.rows("SELECT ?x ?y { VALUES (?x ?y) { (UNDEF <a:b>) } }"))
    assert rows == [{"y": NamedNode("a:b")}]


def test_only_iris_and_literals_are_bound(tiny_engine: EmbeddedEngine) -> None:
    with pytest.raises(TypeError, match="NamedNode or a Literal"):
        asyncio.run(tiny_engine.rows("SELECT ?x { }", {"x": BlankNode("b")}))  # type: ignore[dict-item]


GRAPH = f"{BASE}/graph/doc/{REPORT.path}"
COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s dg:number ?o }}"
DATASETS: list[tuple[str, Question, str]] = [
    ("the union of all graphs", Question(COUNT.format(""), "text/csv", 5), "3"),
    ("FROM is just that graph", Question(COUNT.format(f"FROM <{GRAPH}>"), "text/csv", 5), "1"),
    ("FROM NAMED leaves no default graph", Question(COUNT.format(f"FROM NAMED <{GRAPH}>"), "text/csv", 5), "0"),
    ("a default graph of the request", Question(COUNT.format(""), "text/csv", 5, (GRAPH,)), "1"),
    ("it goes before FROM", Question(COUNT.format("FROM <x:none>"), "text/csv", 5, (GRAPH,)), "1"),
    ("a named graph of the request", Question(COUNT.format(""), "text/csv", 5, (), (GRAPH,)), "0"),
]


@pytest.mark.parametrize(("why", "question", "count"), DATASETS, ids=[case[0] for case in DATASETS])
def test_a_query_runs_over_the_graphs_it_names(
    tiny_engine: EmbeddedEngine, why: str, question: Question, count: str
) -> None:
    assert ask_question(tiny_engine, question).split() == ["n", count], why


MEDIA_TYPES = [
    ("application/sparql-results+json", "SELECT * { }", '{"head"'),
    ("application/sparql-results+xml", "SELECT * { }", "<?xml"),
    ("text/csv", "SELECT ?x { }", "x\r\n"),
    ("text/tab-separated-values", "SELECT ?x { }", "?x"),
    ("text/turtle", "CONSTRUCT { <a:b> <a:c> 1 } {}", "<a:b> <a:c> 1 ."),
    ("application/n-triples", "CONSTRUCT { <a:b> <a:c> 1 } {}", '<a:b> <a:c> "1"'),
    ("application/ld+json", "CONSTRUCT { <a:b> <a:c> 1 } {}", "[{"),
    ("application/rdf+xml", "CONSTRUCT { <a:b> <a:c> 1 } {}", "<?xml"),
    ("application/trig", "CONSTRUCT { <a:b> <a:c> 1 } {}", "<a:b> <a:c> 1 ."),
    ("application/n-quads", "CONSTRUCT { <a:b> <a:c> 1 } {}", '<a:b> <a:c> "1"'),
]


@pytest.mark.parametrize(("media_type", "query", "start"), MEDIA_TYPES, ids=[case[0] for case in MEDIA_TYPES])
def test_an_answer_comes_in_each_form(tiny_engine: EmbeddedEngine, media_type: str, query: str, start: str) -> None:
    assert ask(tiny_engine, query, media_type).startswith(start)


def test_xml_holds_no_character_that_xml_cannot(tiny_engine: EmbeddedEngine) -> None:
    answer = ask(tiny_engine, 'SELECT ("a\\u0001b\\uFFFEc" AS ?x) {}', "application/sparql-results+xml")
    assert "a\ufffdb\ufffdc" in answer


ERRORS: list[tuple[str, str, type[Exception], str]] = [
    (
        "no SPARQL",
        "SELECT * { ?s ?p",
        QuerySyntaxError,
        "line 1, column 17: the query ends too early; 1 closing bracket is missing",
    ),
    (
        "a prefix of nobody",
        "SELECT *\n{ ?s foo:x ?o }",
        QuerySyntaxError,
        "line 2, column 6: the prefix foo: is not declared; add PREFIX foo: <...> in front of the query",
    ),
    (
        "a prefix of nobody, at which the engine itself does not stop",
        "PREFIX a: <a:> SELECT * { ?s dg:number ?n ; a:b 1 ;\n# é foo:x\n foo:x 2 }",
        QuerySyntaxError,
        "line 3, column 2: the prefix foo: is not declared",
    ),
    (
        "no prefix at all",
        "SELECT * { ?s :x ?o }",
        QuerySyntaxError,
        "line 1, column 15: the prefix : is not declared; add PREFIX : <...>",
    ),
    (
        "an error apart from prefixes",
        "PREFIX a: <a:> SELECT * { ?s a:b 'c:d' ; rdfs:label }",
        QuerySyntaxError,
        "line 1, column 53",
    ),
    ("another machine", "SELECT * { SERVICE <a:b> {} }", QueryRefusedError, "SERVICE"),
    ("a function of nobody", "SELECT (<a:f>(1) AS ?x) {}", QueryRefusedError, "custom function"),
    ("too slow", CROSS, QueryTimeoutError, "after 0.5 seconds"),
    ("too long", WIDE, ResultTooLargeError, "4194304 bytes"),
]


@pytest.mark.parametrize(("why", "query", "error", "said"), ERRORS, ids=[case[0] for case in ERRORS])
def test_a_query_without_an_answer_says_why_and_the_next_is_answered(
    tiny_engine: EmbeddedEngine, why: str, query: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(tiny_engine, query, timeout_s=0.5 if error is QueryTimeoutError else 5.0)
    assert ask(tiny_engine, "ASK {}") == "true", why


def test_a_query_that_takes_all_memory_kills_its_worker_only(tiny_engine: EmbeddedEngine) -> None:
    doubling = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(40))
    with pytest.raises(QueryFailedError, match="too much memory"):
        ask(tiny_engine, f"SELECT (STRLEN(?a40) AS ?n) {{ BIND('xxxxxxxx' AS ?a0) {doubling} }}", timeout_s=60.0)
    assert ask(tiny_engine, "ASK {}") == "true"


def test_a_worker_that_dies_is_replaced(tiny_engine: EmbeddedEngine) -> None:
    worker = asyncio.run(tiny_engine._pool.borrow())  # noqa: SLF001 - nobody else can kill one
    tiny_engine._pool.give_back(worker)  # noqa: SLF001
    worker.process.kill()
    worker.process.join(PATIENCE_S)
    assert worker.process.exitcode is not None, "the worker that was killed did not end"
    assert [ask(tiny_engine, "ASK {}") for _ in range(4)] == ["true"] * 4


def test_who_stops_reading_frees_the_worker(tiny_engine: EmbeddedEngine) -> None:
    async def read_one_chunk() -> int:
        chunks = await tiny_engine.stream(Question(WIDE, "text/csv", 5.0))
        size = len(await anext(chunks))
        await chunks.aclose()
        return size

    for _ in range(4):
        assert asyncio.run(read_one_chunk()) > 60_000
    assert ask(tiny_engine, "ASK {}") == "true"


def test_who_gives_up_waiting_frees_the_worker(tiny_engine: EmbeddedEngine) -> None:
    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await tiny_engine.stream(Question(CROSS, "text/csv", 5.0))

    started = time.monotonic()
    for _ in range(5):
        asyncio.run(give_up())
    assert ask(tiny_engine, "ASK {}") == "true"
    assert time.monotonic() - started < 5.0


def test_more_queries_than_may_wait_are_turned_away(tiny_data: Path) -> None:
    # an engine of its own: what an earlier test gave up may still be counted in a shared one
    capacity = Capacity(workers=2, queue_length=2, timeout_s=5.0, limits=Limits(512 * MIB, 4 * MIB))
    engine = EmbeddedEngine(Releases(tiny_data), capacity)

    async def ask_many() -> list[object]:
        question = Question(CROSS, "text/csv", 0.5)
        return await asyncio.gather(*(engine.stream(question) for _ in range(6)), return_exceptions=True)

    kinds = [type(outcome) for outcome in asyncio.run(ask_many())]
    engine.close()
    assert kinds.count(EngineBusyError) == 2
    assert kinds.count(QueryTimeoutError) == 4


def test_a_query_reaches_no_network_even_past_the_guard(tiny_data: Path) -> None:
    releases = Releases(tiny_data)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        worker = start(releases.store(releases.current()), f"{BASE}/sparql", Limits(512 * MIB, MIB))
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        job = Job(query, "text/csv", 2.0, own_dataset=False, default_graphs=(), named_graphs=())
        with pytest.raises(QueryFailedError):
            asyncio.run(anext(worker.answer(job)))
        worker.kill()
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A data directory of one's own."""
    publish_tiny(Tiny().write(tmp_path / "dataset"), tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def open_engine() -> Iterator[Callable[[Path], EmbeddedEngine]]:
    """Opens engines of one worker, closed after the test."""
    opened: list[EmbeddedEngine] = []

    def open_one(data: Path) -> EmbeddedEngine:
        opened.append(EmbeddedEngine(Releases(data), Capacity(1, 2, 5.0, Limits(512 * MIB, 64 * MIB))))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


def publish_more(data: Path, folder: Path) -> None:
    """Publish the tiny dataset with one more goal."""
    tiny = Tiny()
    goals = {**tiny.goals, BUDGET: (*tiny.goals[BUDGET], Goal("1.1.3", "Groen"))}
    publish_tiny(replace(tiny, goals=goals).write(folder), data)


def test_a_new_release_is_followed_and_a_running_query_ends_on_the_old_one(
    own_data: Path, tmp_path: Path, open_engine: Callable[[Path], EmbeddedEngine]
) -> None:
    engine = open_engine(own_data)
    old = engine.release

    async def ask_across() -> int:
        chunks = await engine.stream(Question(WIDE + " LIMIT 20000", "text/csv", 5.0))
        await asyncio.to_thread(publish_more, own_data, tmp_path / "second")
        rows = await engine.rows('SELECT ?s { ?s dg:number "1.1.3" }')
        assert len(rows) == 1
        return sum([chunk.count(b"\r\n") async for chunk in chunks])

    assert asyncio.run(ask_across()) == 20001
    assert engine.release.startswith("0002-")
    assert engine.release != old


def test_a_release_that_cannot_be_opened_is_not_followed(
    own_data: Path, tmp_path: Path, open_engine: Callable[[Path], EmbeddedEngine]
) -> None:
    engine = open_engine(own_data)
    old = engine.release
    publish_more(own_data, tmp_path / "second")
    shutil.rmtree(Releases(own_data).store(engine.release))
    assert len(asyncio.run(engine.rows("SELECT ?s { ?s dg:number ?n }"))) == 3
    assert engine.release == old


def test_without_a_release_there_is_no_engine(tmp_path: Path, open_engine: Callable[[Path], EmbeddedEngine]) -> None:
    with pytest.raises(NoReleaseError, match="doelgraaf publish"):
        open_engine(tmp_path)


def test_without_the_union_a_query_sees_the_default_graph_only(tiny_data: Path) -> None:
    engine = EmbeddedEngine(Releases(tiny_data), replace(SMALL, union=False))
    assert ask(engine, COUNT.format("")).split() == ["n", "0"]
    assert len(asyncio.run(engine.rows("SELECT ?s { ?s dg:number ?n }"))) == 3  # our own queries are about all graphs
    engine.close()


def test_an_engine_may_stay_on_one_release(own_data: Path, tmp_path: Path) -> None:
    releases = Releases(own_data)
    engine = EmbeddedEngine(releases, SMALL, fixed=releases.current())
    publish_more(own_data, tmp_path / "second")
    assert asyncio.run(engine.rows('SELECT ?s { ?s dg:number "1.1.3" }')) == []
    assert engine.release.startswith("0001-")
    engine.close()
