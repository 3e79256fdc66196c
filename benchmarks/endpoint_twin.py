"""The plain twin: the same query by pyoxigraph itself in a process that does nothing else, written in the same format.

That is the time that a service over this engine can't go below. Guards nothing, limits nothing, speaks no HTTP.
"""

import time
from contextlib import AbstractContextManager
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

import msgspec
from pyoxigraph import QueryTriples, Store

from benchmarks.endpoint_queries import Asked
from ontology.terms import PREFIXES
from service.engine.formats import RESULTS, TRIPLES


class Timed(msgspec.Struct, frozen=True):
    """An answer, and the milliseconds of each time that it was made."""

    content: bytes
    milliseconds: tuple[float, ...]


class Twin(AbstractContextManager["Twin"]):
    """A process with a store open, until the end of the block."""

    def __init__(self, store: Path) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, store), daemon=True)
        self._process.start()
        theirs.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End the process."""
        self._connection.close()
        self._process.join()

    def ask(self, asked: Asked, times: int) -> Timed:
        """The answer to a query that is asked so many times."""
        self._connection.send_bytes(msgspec.msgpack.encode((asked, times)))
        return msgspec.msgpack.decode(self._connection.recv_bytes(), type=Timed)


def _serve(connection: Connection, store: Path) -> None:
    opened = Store.read_only(str(store))
    while True:
        try:
            asked, times = msgspec.msgpack.decode(connection.recv_bytes(), type=tuple[Asked, int])
        except EOFError:
            return
        connection.send_bytes(msgspec.msgpack.encode(timed(opened, asked, times)))


def timed(store: Store, asked: Asked, times: int) -> Timed:
    """The answer to a query by a store, in bytes, made so many times."""
    content, found = b"", []
    prefixes = dict(PREFIXES)
    for number in range(times):
        # the comment is what the requests to the servers have as well
        text = f"{asked.text}\n#{number}"
        started = time.perf_counter()
        content = _answer(store, text, prefixes, asked.media_type)
        found.append((time.perf_counter() - started) * 1000)
    return Timed(content, tuple(found))


def _answer(store: Store, text: str, prefixes: dict[str, str], media_type: str) -> bytes:
    written = BytesIO()
    results = store.query(text, prefixes=prefixes, use_default_graph_as_union=True)
    if isinstance(results, QueryTriples):
        results.serialize(written, TRIPLES[media_type])
    else:
        results.serialize(written, RESULTS[media_type])
    return written.getvalue()
