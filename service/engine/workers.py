"""Worker processes over one release: started, lent out one query at a time, and killed where a query goes wrong.

Blocks, and may be used from any thread; knows no event loop. What happens inside a worker is in `work`.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import msgspec
import structlog

from ontology.language import Phrase
from ontology.terms import PREFIXES
from service.engine.engine import (
    EngineBusyError,
    EngineError,
    QueryFailedError,
    QueryRefusedError,
    QueryTimeoutError,
    ResultTooLargeError,
)
from service.engine.prefixes import undeclared_prefix
from service.engine.syntax import syntax_error
from service.engine.work import Job, Limits, Reply, serve

_START_S: Final = 30.0
_STOP_S: Final = 5.0


@dataclass(slots=True)
class Worker:
    """A running worker process and the connection to it; `idle` while it has no query in hand."""

    process: BaseProcess
    connection: Connection
    idle: bool = True

    def answer(self, job: Job, timeout_s: float) -> Iterator[bytes]:
        """The chunks of the answer to a query; whoever stops reading while the worker is not idle kills it.

        Raises:
            EngineError: why there is no answer, or no more of it.
        """
        deadline = time.monotonic() + timeout_s
        self.idle = False
        try:
            self.connection.send_bytes(msgspec.msgpack.encode(job))
            while True:
                reply, content = self._receive(deadline, timeout_s)
                if reply is Reply.CHUNK:
                    yield content
                    continue
                self.idle = True
                if reply is Reply.END:
                    return
                raise _error(reply, content.decode(), job.query)
        except (EOFError, ConnectionError):
            raise QueryFailedError(_BROUGHT_DOWN) from None

    def wait_until_ready(self) -> None:
        """Wait until the worker has opened its store.

        Raises:
            QueryFailedError: it can't be opened.
        """
        try:
            reply, content = self._receive(time.monotonic() + _START_S, _START_S)
        except (EOFError, ConnectionError):
            raise QueryFailedError(_NO_START) from None
        if reply is not Reply.READY:
            raise QueryFailedError(_NOT_OPENED, why=content.decode())
        for gap in filter(None, content.decode().split("\n")):
            structlog.get_logger().warning("worker", gap=gap)

    def kill(self) -> None:
        """End the worker now, whatever it does."""
        self.process.kill()
        self.connection.close()
        self.process.join(_STOP_S)

    def _receive(self, deadline: float, timeout_s: float) -> tuple[Reply, bytes]:
        if not self.connection.poll(max(0.0, deadline - time.monotonic())):
            raise QueryTimeoutError(_STOPPED, seconds=f"{timeout_s:g}")
        message = self.connection.recv_bytes()
        return Reply(chr(message[0])), message[1:]


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


def start(store: Path, base_iri: str, limits: Limits) -> Worker:
    """Start a worker over a store; relative IRIs of queries are resolved against the base.

    Raises:
        QueryFailedError: it can't open the store.
    """
    context = get_context("spawn")  # a forked copy of an open store hangs
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, store, base_iri, limits), daemon=True, name="doelgraaf-query")
    process.start()
    theirs.close()
    worker = Worker(process, ours)
    try:
        worker.wait_until_ready()
    except EngineError:
        worker.kill()
        raise
    return worker


class Pool:
    """The workers over one release, at most `size` of them; each is started when it is first needed."""

    def __init__(self, release: str, size: int, starter: Callable[[], Worker]) -> None:
        self.release = release
        self._starter = starter
        self._changed = threading.Condition()
        self._idle: list[Worker] = []
        self._free = size
        self._retired = False

    def borrow(self, timeout_s: float) -> Worker:
        """A worker for one query; give it back or discard it.

        Raises:
            EngineBusyError: none came free in time.
            QueryFailedError: none can be started.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._idle or self._free, timeout_s):
                raise EngineBusyError(_BUSY, seconds=f"{timeout_s:g}")
            while self._idle:
                worker = self._idle.pop()
                if worker.process.is_alive():
                    return worker
                worker.kill()
                self._free += 1
            self._free -= 1
        try:
            return self._starter()
        except EngineError:
            self._release_place()
            raise

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that is idle."""
        with self._changed:
            if not self._retired:
                self._idle.append(worker)
                self._changed.notify()
                return
        self.discard(worker)

    def discard(self, worker: Worker) -> None:
        """Kill a worker that is not idle; another is started when one is needed."""
        worker.kill()
        self._release_place()

    def retire(self) -> None:
        """End the workers that are idle now, and the others as their queries end."""
        with self._changed:
            self._retired = True
            idle, self._idle = self._idle, []
            self._free += len(idle)
        for worker in idle:
            worker.kill()

    def _release_place(self) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify()


_BROUGHT_DOWN: Final = Phrase(
    "de vraag haalde haar proces omver, meestal door te veel geheugen te nemen; "
    "vraag minder in één keer, of leg meer van haar variabelen vast",
    "the query brought its process down, most often by taking too much memory; "
    "ask for less at a time, or bind more of its variables",
)
_NO_START: Final = Phrase(
    "een proces voor vragen startte niet; zie het log van de dienst",
    "a process for queries did not start; see the log of the service",
)
_NOT_OPENED: Final = Phrase("de release is niet te openen: {why}", "the release can't be opened: {why}")
_STOPPED: Final = Phrase(
    "de vraag is na {seconds} seconden gestopt; leg meer van haar variabelen vast, of voeg een LIMIT toe",
    "the query was stopped after {seconds} seconds; bind more of its variables, or add a LIMIT",
)
_TOO_LONG: Final = Phrase(
    "het antwoord is langer dan {most} bytes; vraag minder in één keer, met LIMIT",
    "the answer is longer than {most} bytes; ask for less at a time, with LIMIT",
)
_FAILED: Final = Phrase("de engine liep vast op de vraag: {why}", "the engine failed on the query: {why}")
_BUSY: Final = Phrase(
    "in {seconds} seconden kwam geen proces voor vragen vrij; probeer het later",
    "no process for queries came free in {seconds} seconds; try again later",
)
