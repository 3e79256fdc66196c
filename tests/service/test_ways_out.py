"""No query reaches another machine or a file: the guard refuses to run what would, and a worker could not anyway."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from straight import Fate, Straight

from service.engine.engine import QueryRefusedError
from service.engine.guard import read
from service.engine.update_guard import read_update

TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Listener:
    """A port of this machine at which nobody may knock, and a file that nobody may read."""

    server: socket.socket
    file: Path

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server.getsockname()[1]}/data.ttl"

    def was_reached(self) -> bool:
        """Whether somebody connected."""
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    """A listener on loopback; a connection that is made waits in its queue until it is asked for."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<x:secret> <x:is> 'out' .", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 - a name would not be taken
        yield Listener(server, secret)


@pytest.fixture(scope="module")
def straight(tiny_data: Path) -> Iterator[Straight]:
    """A worker over the tiny dataset, without the guard."""
    asked = Straight(tiny_data)
    yield asked
    asked.close()


# The ways out of a query, what the guard says of them, and what becomes of them in a worker.
WAYS = [
    ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", False, {Fate.TOLD}, "SERVICE"),
    ("SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}", False, {Fate.ANSWERED}, "SERVICE SILENT"),
    ("SELECT * {{ BIND(<{url}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}", False, {Fate.TOLD}, "SERVICE of a variable"),
    ("ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}", False, {Fate.ANSWERED, Fate.TOLD}, "in EXISTS"),
    ("SELECT * {{ SERVICE <file://{file}> {{ ?s ?p ?o }} }}", False, {Fate.TOLD}, "SERVICE of a file"),
    ("LOAD <{url}>", False, {Fate.TOLD}, "LOAD"),
    ("LOAD SILENT <{url}> INTO GRAPH <x:g>", False, {Fate.TOLD}, "LOAD SILENT"),
    ("INSERT DATA {{ <x:s> <x:p> <x:o> }}", False, {Fate.TOLD}, "an update"),
    ("SELECT * FROM <{url}> {{ ?s ?p ?o }}", True, {Fate.ANSWERED}, "FROM of a machine"),
    ("SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", True, {Fate.ANSWERED}, "FROM NAMED of a machine"),
    ("SELECT * FROM <file://{file}> {{ ?s ?p ?o }}", True, {Fate.ANSWERED}, "FROM of a file"),
    ("SELECT * FROM NAMED <file://{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", True, {Fate.ANSWERED}, "FROM NAMED of a file"),
    ("SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}", True, {Fate.ANSWERED}, "GRAPH"),
    ("DESCRIBE <{url}>", True, {Fate.ANSWERED}, "DESCRIBE"),
    ("SELECT (<{url}>(1) AS ?x) {{ }}", True, {Fate.TOLD}, "a function by its address"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "is_read", "fates", "why"), WAYS, ids=[case[-1] for case in WAYS])
def test_no_way_out_reaches_another_machine_or_a_file(
    straight: Straight, listener: Listener, query: str, *, is_read: bool, fates: set[Fate], why: str
) -> None:
    assert len(WAYS) == 15
    query = query.format(url=listener.url, file=listener.file)
    if is_read:
        read(query)
    else:
        with pytest.raises(QueryRefusedError):
            read(query)
    assert straight.ask(query, TIMEOUT_S) in fates, (why, straight.said)
    assert "x:secret" not in straight.said
    assert not listener.was_reached()


def test_graphs_of_the_protocol_are_names(straight: Straight, listener: Listener) -> None:
    for graph in (listener.url, f"file://{listener.file}"):
        assert straight.ask("SELECT * { ?s ?p ?o }", TIMEOUT_S, graphs=(graph,)) is Fate.ANSWERED
        assert straight.said.split() == ["o,p,s"]
    assert not listener.was_reached()


def test_a_load_is_refused_or_left_out(listener: Listener) -> None:
    with pytest.raises(QueryRefusedError, match="fetches nothing"):
        read_update(f"LOAD <{listener.url}>")
    assert listener.url not in read_update(f"LOAD SILENT <{listener.url}>").runnable
    assert not listener.was_reached()


def test_the_listener_would_notice(listener: Listener) -> None:
    with socket.create_connection(listener.server.getsockname()):
        assert listener.was_reached()
