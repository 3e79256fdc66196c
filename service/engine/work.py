"""What happens in a worker process: queries come in by a socket, pieces of answers go out. Starts no process itself.

Results are read in the thread that made them, and leave as bytes, because the engine's objects may not leave it.
"""

import signal
import socket
from collections.abc import Sequence
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import IO, Final, cast

import msgspec
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from ontology.orphans import die_with_parent
from ontology.terms import PREFIXES
from service.engine import xml_text
from service.engine.confine import confine
from service.engine.formats import RESULTS, TRIPLES
from service.engine.frames import HEAD_BYTES, frame, length
from service.release.holding import hold

CHUNK_BYTES: Final = 64 * 1024
# A worker that outlives its parent, or a parent that is stopped, must not compute on.
_GRACE_S: Final = 5


class Limits(msgspec.Struct, frozen=True):
    """What one worker may take: heap and answer in bytes."""

    memory_bytes: int
    result_bytes: int


class Job(msgspec.Struct, frozen=True):
    """A query for a worker; without `own_dataset` it runs over the union of all graphs, or what else is the default."""

    query: str
    media_type: str
    timeout_s: float
    own_dataset: bool
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]
    union: bool = True


class Reply(StrEnum):
    """What a message of a worker is: the first byte of it."""

    READY = "R"
    CHUNK = "C"
    END = "E"
    SYNTAX = "S"
    REFUSED = "N"
    TOO_LARGE = "L"
    FAILED = "F"


def serve(connection: socket.socket, store: Path, base_iri: str, limits: Limits) -> None:
    """Answer the jobs that come in by a socket one by one until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a worker ends
    connection.settimeout(None)
    die_with_parent()
    gaps = confine(limits.memory_bytes).gaps
    try:
        held = hold(store.with_name("manifest.json"))  # files of the store that it has not opened yet have to stay
        opened = Store.read_only(str(store))
    except OSError as error:
        _send(connection, Reply.FAILED, f"{store}: {error}")
        return
    _send(connection, Reply.READY, "\n".join(gaps))
    while (content := _receive(connection)) is not None:
        job = msgspec.msgpack.decode(content, type=Job)
        signal.alarm(ceil(job.timeout_s) + _GRACE_S)
        _answer(connection, opened, job, base_iri, limits.result_bytes)
        signal.alarm(0)
    held.close()


def _receive(connection: socket.socket) -> bytes | None:
    """The next message; None where there will be none."""
    head = _receive_exactly(connection, HEAD_BYTES)
    return None if head is None else _receive_exactly(connection, length(head))


def _receive_exactly(connection: socket.socket, size: int) -> bytes | None:
    content = bytearray()
    while len(content) < size:
        try:
            part = connection.recv(size - len(content))
        except ConnectionError:
            return None
        if not part:
            return None
        content += part
    return bytes(content)


def _answer(connection: socket.socket, store: Store, job: Job, base_iri: str, result_bytes: int) -> None:
    try:
        sink = _Sink(connection, result_bytes, is_xml=job.media_type.endswith("xml"))
        _serialize(_run(store, job, base_iri), job.media_type, sink)
        sink.end()
    except SyntaxError as error:
        _send(connection, Reply.SYNTAX, str(error))
    except _TooLargeError:
        _send(connection, Reply.TOO_LARGE, str(result_bytes))
    except _RefusedError as error:
        _send(connection, Reply.REFUSED, str(error))
    except ConnectionError:
        return  # nobody waits for the answer any more
    except (RuntimeError, ValueError, OSError) as error:
        # The engine's own complaints: a function that it lacks, or a damaged file.
        reply = Reply.REFUSED if "function" in str(error) else Reply.FAILED
        _send(connection, reply, str(error))


def _run(store: Store, job: Job, base_iri: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    asked = bool(job.default_graphs or job.named_graphs)
    return store.query(
        job.query,
        base_iri=base_iri,
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=job.union and not (job.own_dataset or asked),
        default_graph=[NamedNode(graph) for graph in job.default_graphs] if asked else None,
        named_graphs=[NamedNode(graph) for graph in job.named_graphs] if asked else None,
    )


def _serialize(results: QuerySolutions | QueryBoolean | QueryTriples, media_type: str, sink: "_Sink") -> None:
    file = cast("IO[bytes]", sink)  # the engine only writes to it
    if isinstance(results, QueryTriples):
        if media_type not in TRIPLES:
            raise _RefusedError(
                f"{media_type} holds rows, and this query gives a graph; ask one of {', '.join(TRIPLES)}"
            )
        results.serialize(file, TRIPLES[media_type])
    else:
        if media_type not in RESULTS:
            raise _RefusedError(
                f"{media_type} holds a graph, and this query gives rows; ask one of {', '.join(RESULTS)}"
            )
        results.serialize(file, RESULTS[media_type])


def _send(connection: socket.socket, reply: Reply, text: str = "") -> None:
    connection.sendall(frame(reply.encode() + text.encode()))


class _TooLargeError(Exception):
    """The answer reached its limit."""


class _RefusedError(Exception):
    """The answer can't be given in the format that was asked."""


class _Sink:
    """A file that sends what is written to it in chunks, and ends an answer that grows too long."""

    def __init__(self, connection: socket.socket, most_bytes: int, *, is_xml: bool) -> None:
        self._connection = connection
        self._left = most_bytes
        self._is_xml = is_xml
        self._buffer = bytearray()

    def write(self, content: bytes) -> int:
        """Take some bytes; sends a chunk when there are enough."""
        self._left -= len(content)
        if self._left < 0:
            raise _TooLargeError
        self._buffer += content
        if len(self._buffer) >= CHUNK_BYTES:
            # The last two bytes wait: they may be the first of a character that XML can't hold.
            self._connection.sendall(self._chunk(bytes(self._buffer[:-2])))
            del self._buffer[:-2]
        return len(content)

    def flush(self) -> None:
        """Nothing: the engine flushes when it has written all, and the last piece goes together with the end."""

    def end(self) -> None:
        """Send what is left, and that this was all of it."""
        last = self._chunk(bytes(self._buffer)) if self._buffer else b""
        self._connection.sendall(last + frame(Reply.END.encode()))

    def _chunk(self, content: bytes) -> bytes:
        if self._is_xml:
            content = xml_text.legal(content)
        return frame(Reply.CHUNK.encode() + content)
