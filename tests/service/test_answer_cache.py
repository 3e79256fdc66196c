"""Finished answers are kept within their bytes, per release, and given again as they were."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from service.engine.embedded import EmbeddedEngine
from service.web.answer_cache import AnswerCache, Key, Stored, key_of
from service.web.app import application

QUERY = "SELECT ?s ?n { ?s dg:number ?n } ORDER BY ?s"


class Counting:
    """An engine that counts how often it is asked."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine
        self.asked = 0
        self.release = engine.release
        self.rows = engine.rows

    async def stream(self, question):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - as the engine's own
        """Count, and ask the engine."""
        self.asked += 1
        return await self._engine.stream(question)


@pytest.fixture
def engine(tiny_engine: EmbeddedEngine) -> Counting:
    return Counting(tiny_engine)


@pytest.fixture
def client(engine: Counting) -> Iterator[TestClient]:
    with TestClient(application(engine, query_timeout_s=5.0, cache_bytes=100_000)) as client:
        yield client


def test_the_same_request_is_answered_once_by_the_engine(client: TestClient, engine: Counting) -> None:
    first, second = (client.get("/sparql", params={"query": QUERY}) for _ in range(2))
    assert engine.asked == 1
    assert second.content == first.content
    dropped = {"transfer-encoding", "content-length"}
    headers = [{name: value for name, value in one.headers.items() if name not in dropped} for one in (first, second)]
    assert headers[0] == headers[1]
    head = client.head("/sparql", params={"query": QUERY})
    assert (head.status_code, head.content) == (200, b"")
    known = client.get("/sparql", params={"query": QUERY}, headers={"If-None-Match": first.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert engine.asked == 1


def test_a_posted_query_is_kept_too(client: TestClient, engine: Counting) -> None:
    answers = [client.post("/sparql", data={"query": QUERY}) for _ in range(2)]
    assert engine.asked == 1
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("another form", {"headers": {"Accept": "text/csv"}}),
        ("other words", {"params": {"query": QUERY + " LIMIT 1"}}),
        ("another default graph", {"params": {"query": QUERY, "default-graph-uri": "http://example.org/none"}}),
    ],
)
def test_what_makes_a_difference_is_asked_anew(
    client: TestClient, engine: Counting, why: str, change: dict[str, dict[str, str]]
) -> None:
    first = client.get("/sparql", params={"query": QUERY})
    second = client.get("/sparql", **({"params": {"query": QUERY}} | change))  # type: ignore[arg-type]
    assert engine.asked == 2, why
    assert first.content != second.content


def test_one_header_is_not_taken_for_another(client: TestClient) -> None:
    swapped = client.get("/sparql", params={"query": QUERY}, headers={"Accept": "", "Accept-Language": "text/csv"})
    asked = client.get("/sparql", params={"query": QUERY}, headers={"Accept": "text/csv", "Accept-Language": ""})
    assert swapped.headers["content-type"] == "application/sparql-results+json"
    assert asked.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}"])
def test_what_differs_each_time_is_not_kept(client: TestClient, engine: Counting, query: str) -> None:
    for _ in range(2):
        assert client.get("/sparql", params={"query": query}).status_code == 200
    assert engine.asked == 2


def test_a_refused_query_is_not_kept(client: TestClient) -> None:
    for _ in range(2):
        assert client.get("/sparql", params={"query": "SELECT * { SERVICE <a:b> {} }"}).status_code == 400


def test_an_answer_of_another_release_is_not_given(client: TestClient, engine: Counting) -> None:
    client.get("/sparql", params={"query": QUERY})
    engine.release = "0099-other"
    client.get("/sparql", params={"query": QUERY})
    assert engine.asked == 2


def stored(size: int) -> Stored:
    return Stored([], b'"e"', b"x" * size)


def key(number: int) -> Key:
    return "r", str(number).encode(), (), b""


def test_the_longest_unused_goes_first() -> None:
    cache = AnswerCache(10_000)
    for number in range(4):
        cache.put(key(number), stored(1400))
        assert cache.get(key(0)) is not None
    cache.put(key(4), stored(1400))
    assert [cache.get(key(number)) is not None for number in range(5)] == [True, False, True, True, True]


def test_what_is_put_twice_counts_once() -> None:
    cache = AnswerCache(5_000)
    for _ in range(10):
        cache.put(key(0), stored(1400))
        cache.put(key(1), stored(1400))
    assert cache.get(key(0)) is not None
    assert cache.get(key(1)) is not None


def test_a_cache_without_bytes_keeps_nothing() -> None:
    cache = AnswerCache(0)
    cache.put(key(0), stored(1))
    assert cache.get(key(0)) is None


def test_a_kept_answer_is_sent_whole_or_not_at_all() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "GET", "query_string": b"", "headers": [(b"if-none-match", b'W/"e"')]}
    asyncio.run(stored(3).send(scope, send))
    asyncio.run(stored(3).send(scope | {"headers": []}, send))
    assert [message["status"] for message in sent if "status" in message] == [304, 200]
    assert sent[-1]["body"] == b"xxx"
    assert key_of(scope, "r") == ("r", b"", (), b"")
