"""The measurements of the endpoint, one by one, over servers that run: answers, times, rates, memory.

Rounds go through all servers in turn, so that a busy moment of the machine falls on all. Prints nothing.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from statistics import median
from typing import Final

from benchmarks import endpoint_cached as cached
from benchmarks.endpoint_answers import AnswerError, Rows, difference, rows_of, triples_of
from benchmarks.endpoint_load import OK, Load, Loaded, run, serve_nothing
from benchmarks.endpoint_queries import Asked
from benchmarks.endpoint_report import Query, Rate, Spread
from benchmarks.endpoint_servers import HOST, Mending, Running, free_port
from benchmarks.endpoint_twin import Twin
from benchmarks.endpoint_wire import JSON, Address, Connection, Message, WireError

EACH_S: Final = 0.3  # of a round is spent on one query, by asking it up to so many times
EACH: Final = 20
MOST: Final = 0.6  # of the questions
QUICK_MS: Final = 1000.0  # what a question may take to be one of the mix
_EXCERPT: Final = 100

Told = Callable[[str], None]


class Judged:
    """The answers of one server: milliseconds of those that are right, and how the others differ."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.milliseconds: dict[str, float] = {}
        self.differences: dict[str, str] = {}


def judge(server: Running, asked: Sequence[Asked], wanted: Mapping[str, Rows], limit_s: float) -> Judged:
    """Ask a server each query once, and compare its answers with those wanted."""
    judged = Judged(server)
    connection = Connection(server.address, limit_s)
    for one in asked:
        started = time.perf_counter()
        try:
            reading = connection.ask(_fresh(server.address, one))
            took = (time.perf_counter() - started) * 1000
            said = _judged(reading.status, reading.body(), one, wanted[one.name])
        except TimeoutError:
            said = f"no answer within {limit_s:g} s"
            server.mend()
        except (OSError, WireError) as error:
            said = f"no answer: {error}"
        if said is None:
            judged.milliseconds[one.name] = took
        else:
            judged.differences[one.name] = said
    connection.close()
    return judged


def _judged(status: int, body: bytes, asked: Asked, wanted: Rows) -> str | None:
    if status != OK:
        return f"status {status}: {' '.join(body.decode('utf-8', 'replace').split())[:_EXCERPT]}"
    try:
        return difference(wanted, answer_of(asked, body))
    except AnswerError as error:
        return str(error)


def answer_of(asked: Asked, body: bytes) -> Rows:
    """What an answer says.

    Raises:
        AnswerError: it is not of the form that was asked.
    """
    return rows_of(body) if asked.media_type == JSON else triples_of(body)


def _fresh(address: Address, asked: Asked) -> bytes:
    """A request that was not made before, so that no cache answers it."""
    return Message.of(address, asked.text, asked.media_type).fresh(time.time_ns() // 1000 % 10**12)


def time_queries(
    twin: Twin, own: Running, rivals: Sequence[Judged], asked: Sequence[Asked], rounds: int
) -> list[Query]:
    """The time of each query by the twin, by this service, and by the rivals that answer it rightly."""
    connection = Connection(own.address, 600.0)
    others = {one.server.name: Connection(one.server.address, 600.0) for one in rivals}
    found = []
    for one in asked:
        first = twin.ask(one, 1)
        times = min(max(int(EACH_S * 1000 / first.milliseconds[0]), 1), EACH)
        by_twin, by_own = [], []
        by_rival: dict[str, list[float]] = {name: [] for name in others}
        _ask(connection, one, times)  # until the caches of every worker are warm
        for _ in range(rounds):
            by_twin.append(median(twin.ask(one, times).milliseconds))
            by_own.append(median(_ask(connection, one, times)))
            for rival in rivals:
                if one.name in rival.milliseconds:
                    due = min(times, max(int(EACH_S * 1000 / rival.milliseconds[one.name]), 1))
                    by_rival[rival.server.name].append(median(_ask(others[rival.server.name], one, due)))
        medians = {name: median(values) for name, values in by_rival.items() if values}
        rows = answer_of(one, first.content).total()
        found.append(Query(one.name, rows, Spread.of(by_twin), Spread.of(by_own), medians))
    for opened in (connection, *others.values()):
        opened.close()
    return found


def _ask(connection: Connection, asked: Asked, times: int) -> list[float]:
    """Milliseconds of each time that a query is asked, never twice in the same bytes."""
    found = []
    for _ in range(times):
        message = _fresh(connection.address, asked)
        started = time.perf_counter()
        connection.ask(message)
        found.append((time.perf_counter() - started) * 1000)
    return found


def able(judged: Sequence[Judged], questions: Sequence[Asked]) -> list[Judged]:
    """The servers that answer most of the questions rightly: one that answers few would leave few for a mix."""
    return [one for one in judged if sum(ask.name in one.milliseconds for ask in questions) >= MOST * len(questions)]


def common(judged: Sequence[Judged], questions: Sequence[Asked]) -> list[Asked]:
    """The questions that every server answers rightly and within a second."""
    return [
        one for one in questions if all(server.milliseconds.get(one.name, QUICK_MS) < QUICK_MS for server in judged)
    ]


def rates(
    servers: Sequence[Running],
    mix: tuple[str, Sequence[Asked], bool],
    clients: Sequence[int],
    rounds: int,
    seconds: float,
) -> list[Rate]:
    """Each server asked a mix by so many clients at a time; a mix is its name, its queries, and whether each is new."""
    name, asked, is_fresh = mix
    found: dict[tuple[str, int], list[Loaded]] = {}
    for _ in range(rounds):
        for count in clients:
            for server in servers:
                messages = tuple(Message.of(server.address, one.text, one.media_type) for one in asked)
                load = Load(server.address, messages, count, seconds, is_fresh)
                found.setdefault((server.name, count), []).append(apart(load))
                if server.recipe.mending is Mending.FORK:
                    server.mend()  # what nobody waits for any more would be answered first
    return [Rate.of(server, name, count, loaded) for (server, count), loaded in found.items()]


def apart(load: Load) -> Loaded:
    """A load from a fresh process, in which nothing else runs."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_send_load, args=(theirs, load))
    process.start()
    theirs.close()
    try:
        loaded = ours.recv()
    finally:
        process.join()
    if not isinstance(loaded, Loaded):
        raise TypeError(f"the load client gave {loaded!r}; it has to give Loaded")
    return loaded


def _send_load(connection: Pipe, load: Load) -> None:
    connection.send(run(load))


def ceiling(clients: Sequence[int], seconds: float) -> dict[str, float]:
    """What the clients reach against a server that does nothing, in answers a second."""
    with nothing_served() as address:
        message = Message.of(address, "ASK {}", JSON)
        loads = {count: Load(address, (message,), count, seconds, is_fresh=True) for count in clients}
        found = {f"{cached.OWN}, {count} connections": apart(load).rate for count, load in loads.items()}
        if cached.client() == cached.WRK:
            most = clients[-1]
            found[f"{cached.WRK}, {most} connections"] = cached.rate(address, message, JSON, most, seconds)
    return found


@contextmanager
def nothing_served() -> Iterator[Address]:
    """The address of a server that does nothing, in a process of its own."""
    address = Address(HOST, free_port(), "/")
    server = get_context("spawn").Process(target=serve_nothing, args=(address.port,), daemon=True)
    server.start()
    try:
        _wait_for(address, Message.of(address, "ASK {}", JSON))
        yield address
    finally:
        server.terminate()
        server.join()


def _wait_for(address: Address, message: Message) -> None:
    for _ in range(500):
        connection = Connection(address, 5.0)
        try:
            connection.ask(message.same())
        except OSError:
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError(f"{address.url}: nothing listens")


def cached_rates(
    server: Running, asked: Asked, clients: Sequence[int], rounds: int, seconds: float
) -> dict[str, Spread]:
    """The same request over and over: answers a second by connections."""
    message = Message.of(server.address, asked.text, asked.media_type)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for count in clients:
            rate = cached.rate(server.address, message, asked.media_type, count, seconds)
            found.setdefault(f"{cached.client()}, {count} connections", []).append(rate)
    return {name: Spread.of(values) for name, values in found.items()}
