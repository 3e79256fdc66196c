"""Rivals: plain SPARQL with property paths over the same references, on Oxigraph in process and on Virtuoso by HTTP.

Knows no query; `trace_queries` has them, and the statements that they are asked of.
"""

import shutil
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import msgspec
from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat, Store

from benchmarks import endpoint_virtuoso as virtuoso
from benchmarks import trace_asking as asking
from benchmarks.endpoint_load import OK
from benchmarks.endpoint_servers import HOST, VIRTUOSO, MissingError, Recipe, Running, free_port
from benchmarks.endpoint_wire import JSON, Address, Connection, Message
from benchmarks.trace_asking import Clock, Drawn, Pace, Timed
from benchmarks.trace_network import memory
from benchmarks.trace_queries import QUERIES, query


class Answered(msgspec.Struct, frozen=True, rename="camel"):
    """What an engine took: seconds to load, memory in MiB after all, each question, and what it gave no answer to."""

    seconds: float
    mib: float
    timed: tuple[Timed, ...]
    missing: dict[str, str]


class Given(msgspec.Struct, frozen=True):
    """What is asked, over the statements of which file; each question has so many seconds for all of its draws."""

    quads: Path
    draws: tuple[Drawn, ...]
    pace: Pace
    longest_s: float


def oxigraph(given: Given) -> Answered:
    """Load the statements into a store on disk, and ask; each question in a process that can be ended."""
    folder = given.quads.with_suffix(".store")
    shutil.rmtree(folder, ignore_errors=True)
    started = time.perf_counter()
    store = Store(str(folder))
    store.bulk_load(path=str(given.quads), format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    seconds = time.perf_counter() - started
    del store  # or nobody else opens it
    found, missing, most = [], {}, 0.0
    for name in QUERIES:
        answer = _apart(folder, given, name)
        if answer is None:
            missing[name] = f"not done within {given.longest_s:g} s"
        else:
            found.append(answer[0])
            most = max(most, answer[1])
    return Answered(round(seconds, 2), round(most, 1), tuple(found), missing)


def _apart(folder: Path, given: Given, name: str) -> tuple[Timed, float] | None:
    """A question in a process of its own, with the memory of that; None where it took too long."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_ask_oxigraph, args=(theirs, folder, given, name))
    process.start()
    theirs.close()
    answer = None
    if ours.poll(given.longest_s):
        answer = msgspec.msgpack.decode(ours.recv_bytes(), type=tuple[Timed, float])
    process.kill()
    process.join()
    return answer


def _ask_oxigraph(connection: Pipe, folder: Path, given: Given, name: str) -> None:
    store, clock = Store.read_only(str(folder)), Clock(name)
    for _ in range(given.pace.rounds):
        clock.ask(partial(count, store, name), given.draws[: given.pace.draws], given.pace.limit_s)
    connection.send_bytes(msgspec.msgpack.encode((clock.timed(), memory("status", "VmHWM"))))


def count(store: Store, name: str, drawn: Drawn) -> int:
    """How much Oxigraph finds of a question about what was drawn."""
    found = store.query(query(name, drawn), use_default_graph_as_union=True)
    if isinstance(found, QueryBoolean):
        return int(bool(found))
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"{name}: gives triples; ask for rows")
    return sum(int(row["n"].value) for row in found) if _is_summed(name) else sum(1 for _ in found)


def on_virtuoso(given: Given) -> Answered:
    """Load the statements into Virtuoso, and ask by HTTP.

    Raises:
        MissingError: it is not installed.
        VirtuosoError: the statements could not be loaded.
    """
    if (lacking := [tool for tool in virtuoso.TOOLS if shutil.which(tool) is None]) != []:
        raise MissingError(f"{', '.join(lacking)}: not found; apt-get install virtuoso-opensource")
    home, port = given.quads.with_suffix(".virtuoso"), free_port()
    shutil.rmtree(home, ignore_errors=True)
    started = time.perf_counter()
    command = virtuoso.prepare(home, given.quads, given.quads.stem, port, free_port())
    seconds = time.perf_counter() - started
    serving = Recipe(
        VIRTUOSO, command, Address(HOST, port, "/sparql"), home / "serve.log", leftover=home / virtuoso.LOCK
    )
    found, missing, most = [], {}, 0.0
    for name in QUERIES:
        with Running(serving) as server:
            try:
                found.append(_ask_virtuoso(server.address, given, name))
            except (TimeoutError, _RefusedError) as error:
                missing[name] = str(error)
            most = max(most, server.memory().pss_mib)
    return Answered(round(seconds, 2), round(most, 1), tuple(found), missing)


class _RefusedError(Exception):
    """A query to which there was no answer; the message is what was said instead."""


def _ask_virtuoso(address: Address, given: Given, name: str) -> Timed:
    clock, connection, began = Clock(name), Connection(address, given.longest_s), time.perf_counter()

    def ask(drawn: Drawn) -> int:
        if time.perf_counter() - began > given.longest_s:
            raise TimeoutError(f"not done within {given.longest_s:g} s")
        message = Message.of(address, query(name, drawn), JSON).fresh(time.time_ns() // 1000 % 10**12)
        reading = connection.ask(message)
        if reading.status != OK:
            raise _RefusedError(" ".join(reading.body().decode("utf-8", "replace").split())[:160])
        answer = msgspec.json.decode(reading.body(), type=_Answer)
        return answer.size(name)

    try:
        for _ in range(given.pace.rounds):
            clock.ask(ask, given.draws[: given.pace.draws], given.pace.limit_s)
    finally:
        connection.close()
    return clock.timed()


class _Value(msgspec.Struct):
    value: str


class _Results(msgspec.Struct):
    bindings: Sequence[dict[str, _Value]] = ()


class _Answer(msgspec.Struct):
    """An answer in JSON, as far as its size tells (SPARQL 1.1 Query Results JSON Format, section 3)."""

    results: _Results = msgspec.field(default_factory=_Results)
    boolean: bool = False

    def size(self, name: str) -> int:
        """How much was found."""
        rows = self.results.bindings
        return sum(int(row["n"].value) for row in rows) if _is_summed(name) else len(rows) + self.boolean


def _is_summed(name: str) -> bool:
    """Whether what was found is the sum of what rows count."""
    return name in {asking.HUBS, asking.whole(asking.HUBS)}
