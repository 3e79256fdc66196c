"""Worker processes over one release: started, asked one query at a time, and killed where a query goes wrong.

Knows no lane and no release but its own; what happens inside a worker is in `work`.
"""

import asyncio
import os
import re
import socket
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import msgspec
import structlog

from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.engine.engine import EngineError, QueryFailedError, QueryRefusedError, ResultTooLargeError
from service.engine.frames import HEAD_BYTES, frame, length
from service.engine.prefixes import undeclared_prefix
from service.engine.syntax import syntax_error
from service.engine.work import CHUNK_BYTES, Job, Limits, Reply, serve

_START_S: Final = 30.0
_STOP_S: Final = 5.0
_NICE: Final = 10  # a tenth of the weight of what is new (sched(7))
# What is loaded once, in the process from which workers are forked; it opens no store, which a fork would break. The
# front door is among it, because a new process loads the main module of the one that asked for it.
_PRELOADED: Final = ("service.engine.work", "doelgraaf")


@dataclass(slots=True)
class Worker:
    """A running worker process and the socket to it; `idle` while it has no query in hand.

    `stopped_by` is why it was told to stop before its query ended; one that `is_spent` is not for another query.
    """

    process: BaseProcess
    connection: socket.socket
    idle: bool = True
    is_spent: bool = False
    stopped_by: EngineError | None = None
    _received: bytearray = field(default_factory=bytearray)

    async def answer(self, job: Job) -> AsyncGenerator[bytes, None]:
        """The chunks of the answer to a query; who stops reading while the worker is not idle has to kill it.

        Raises:
            EngineError: why there is no answer, or no more of it.
        """
        self.idle = False
        try:
            await asyncio.get_running_loop().sock_sendall(self.connection, frame(msgspec.msgpack.encode(job)))
            while True:
                message = await self._message()
                reply = Reply(chr(message[0]))
                if reply is Reply.CHUNK:
                    yield message[1:]
                    continue
                self.idle = True
                if reply is Reply.END:
                    return
                raise _error(reply, message[1:].decode(), job.query)
        except (EOFError, ConnectionError):
            phrase = _ORDER if _ORDERS.search(job.query) else _BROUGHT_DOWN
            raise self.stopped_by or QueryFailedError(phrase) from None

    def stop(self, why: EngineError) -> None:
        """Have the query in hand end now, for a reason that is told to who waits for its answer."""
        if not self.idle:
            self.stopped_by = why
            self.process.kill()

    def make_way(self) -> None:
        """Let the worker compute behind those that are new; it can't be undone, so it ends with its query."""
        self.is_spent = True
        try:
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, _NICE)
        except ProcessLookupError:
            return  # it has just ended

    def demote(self) -> None:
        """Let the worker compute only where nobody else wants to; it can't be undone, so it ends with its query."""
        self.is_spent = True
        try:
            os.sched_setscheduler(self.process.pid or 0, os.SCHED_IDLE, os.sched_param(0))
        except (ProcessLookupError, PermissionError) as error:
            structlog.get_logger().warning("worker", not_demoted=str(error))

    def kill(self) -> None:
        """End the worker now, whatever it does."""
        self.process.kill()
        self.connection.close()

    def wait_until_ready(self) -> None:
        """Wait until the worker has opened its store; blocks.

        Raises:
            QueryFailedError: it can't be opened.
        """
        self.connection.settimeout(_START_S)
        try:
            message = _first_message(self.connection)
        except (OSError, EOFError):
            raise QueryFailedError(_NO_START) from None
        self.connection.settimeout(0)
        if Reply(chr(message[0])) is not Reply.READY:
            raise QueryFailedError(_NOT_OPENED, why=message[1:].decode())
        for gap in filter(None, message[1:].decode().split("\n")):
            structlog.get_logger().warning("worker", gap=gap)

    async def _message(self) -> bytes:
        loop, received = asyncio.get_running_loop(), self._received
        wanted = HEAD_BYTES
        while len(received) < wanted or len(received) < (wanted := HEAD_BYTES + length(received[:HEAD_BYTES])):
            part = await loop.sock_recv(self.connection, 2 * CHUNK_BYTES)
            if not part:
                raise EOFError
            received += part
        message = bytes(received[HEAD_BYTES:wanted])
        del received[:wanted]
        return message


def _first_message(connection: socket.socket) -> bytes:
    """The message with which a worker says that it has started; nothing else follows it unasked."""
    content = bytearray()
    while len(content) < HEAD_BYTES or len(content) < HEAD_BYTES + length(content[:HEAD_BYTES]):
        part = connection.recv(CHUNK_BYTES)
        if not part:
            raise EOFError
        content += part
    return bytes(content[HEAD_BYTES:])


def _error(reply: Reply, text: str, query: str) -> EngineError:
    match reply:
        case Reply.SYNTAX:
            return undeclared_prefix(query, PREFIXES) or syntax_error(text, query)
        case Reply.REFUSED:
            return QueryRefusedError(text)
        case Reply.TOO_LARGE:
            return ResultTooLargeError(_TOO_LONG, most=text)
        case _:
            return QueryFailedError(_FAILED, why=text)


def start(store: Path, base_iri: str, limits: Limits, *, demoted: bool = False) -> Worker:
    """Start a worker over a store; relative IRIs of queries are resolved against the base. Blocks until it is ready.

    One that is `demoted` opens the store and computes only where nobody else wants to, for as long as it lives.

    Raises:
        QueryFailedError: it can't open the store.
    """
    context = get_context("forkserver")  # a forked copy of an open store hangs, and a spawned one loads all modules
    context.set_forkserver_preload(list(_PRELOADED))
    ours, theirs = socket.socketpair()
    process = context.Process(target=serve, args=(theirs, store, base_iri, limits), daemon=True, name="doelgraaf-query")
    process.start()
    theirs.close()
    worker = Worker(process, ours)
    if demoted:
        worker.demote()
        worker.is_spent = False
    try:
        worker.wait_until_ready()
    except EngineError:
        worker.kill()
        process.join(_STOP_S)
        raise
    return worker


_BROUGHT_DOWN: Final = Phrase(
    "de vraag haalde haar proces omver, door te veel geheugen te nemen; vraag minder in één keer, of leg meer "
    "variabelen vast",
    "the query brought its process down by taking too much memory; ask for less at a time, or bind more variables",
)
_ORDER: Final = Phrase(
    "de engine kan deze waarden niet op volgorde zetten, omdat er verschillende soorten bij zijn (getallen, datums, "
    "teksten, adressen), of had te weinig geheugen; gebruik ORDER BY STR(?x)",
    "the engine can't put these values in order, because they are of different kinds (numbers, dates, texts, "
    "addresses), or it ran out of memory; use ORDER BY STR(?x)",
)
_ORDERS: Final = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_NO_START: Final = Phrase(
    "een proces voor vragen startte niet; zie het log van de dienst",
    "a process for queries did not start; see the log of the service",
)
_NOT_OPENED: Final = Phrase("de release is niet te openen: {why}", "the release can't be opened: {why}")
_TOO_LONG: Final = Phrase(
    "het antwoord is langer dan {most} bytes; vraag minder in één keer, met LIMIT",
    "the answer is longer than {most} bytes; ask for less at a time, with LIMIT",
)
_FAILED: Final = Phrase("de engine liep vast op de vraag: {why}", "the engine failed on the query: {why}")
