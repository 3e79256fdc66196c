"""The process that makes changes: strangers send it RDF and updates, so it has limits, no network, and may be killed.

One for a service, started at the first change and again after it was killed. What a change does is known by
`service.release.write`; nothing that a killed process leaves behind is served.
"""

import re
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import msgspec
import structlog

from ontology.language import Language, Phrase, verbatim
from ontology.orphans import die_with_parent
from service.engine.confine import confine
from service.engine.engine import (
    EngineBusyError,
    EngineError,
    QueryFailedError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
)
from service.release.curated import CuratedError
from service.release.releases import ReleaseBusyError, ReleaseError
from service.release.write import Changes
from service.release.write_change import ERRORS, Change, UpdateSyntaxError, Writable, Written

# How long a change waits for its turn: behind another one, or behind a publish.
_PATIENCE_S: Final = 5.0
_START_S: Final = 30.0
_GRACE_S: Final = 5
_BEGUN: Final = b"begun"  # what the process says when the turn of a change has come


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """What one change may take: seconds (its turn not counted), and heap in bytes; `keep` as `Changes` has it."""

    timeout_s: float
    memory_bytes: int
    keep: int


class ChangeRefusedError(QueryRefusedError):
    """A change that is not made; `kind` is the name of the error that says why."""

    def __init__(self, kind: str, said: Phrase) -> None:
        super().__init__(said)
        self.kind = kind


class _Answer(msgspec.Struct, frozen=True):
    """What the process says of a change: what was written, or the name of an error with its words in both languages."""

    written: Written | None = None
    kind: str = ""
    nl: str = ""
    en: str = ""


class Writer:
    """Makes changes to a data directory, one at a time; blocks, and may be used from any thread. Close it after use."""

    def __init__(self, data: Path, writable: Writable, limits: WriterLimits) -> None:
        self._data = data
        self._writable = writable
        self._limits = limits
        self._turn = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None

    def write(self, change: Change) -> Written:
        """Make a change.

        Raises:
            ChangeRefusedError: it is not made, and why.
            QuerySyntaxError: the update can't be parsed.
            QueryTimeoutError: it took too long; it was not made, or just before its process was killed.
            QueryFailedError: it brought its process down, or the disk failed.
            EngineBusyError: its turn did not come.
        """
        if not self._turn.acquire(timeout=_PATIENCE_S):
            raise EngineBusyError(_BUSY, seconds=f"{_PATIENCE_S:g}")
        try:
            answer = self._ask(change)
        except EngineError:
            self._kill()
            raise
        finally:
            self._turn.release()
        if answer.written is None:
            raise _error(answer)
        return answer.written

    def close(self) -> None:
        """End the process, whatever it does."""
        self._kill()

    def _ask(self, change: Change) -> _Answer:
        try:
            connection = self._connection()
            connection.send_bytes(msgspec.msgpack.encode(change))
            told = self._receive(connection, _PATIENCE_S + _GRACE_S)
            if told == _BEGUN:
                told = self._receive(connection, self._limits.timeout_s)
            return msgspec.msgpack.decode(told, type=_Answer)
        except (EOFError, ConnectionError):
            raise QueryFailedError(_BROUGHT_DOWN) from None

    def _receive(self, connection: Connection, timeout_s: float) -> bytes:
        if not connection.poll(timeout_s):
            raise QueryTimeoutError(_STOPPED, seconds=f"{self._limits.timeout_s:g}")
        return connection.recv_bytes()

    def _connection(self) -> Connection:
        """The connection to the process, which is started where none runs."""
        if self._running is not None and self._running[0].is_alive():
            return self._running[1]
        self._kill()
        context = get_context("spawn")  # a forked copy of an open store hangs
        ours, theirs = context.Pipe()
        arguments = (theirs, self._data, self._writable, self._limits)
        process = context.Process(target=serve, args=arguments, daemon=True, name="doelgraaf-write")
        process.start()
        theirs.close()
        self._running = process, ours
        if not ours.poll(_START_S):
            raise QueryFailedError(_NO_START)
        for gap in filter(None, ours.recv_bytes().decode().split("\n")):
            structlog.get_logger().warning("writer", gap=gap)
        return ours

    def _kill(self) -> None:
        if self._running is not None:
            process, connection = self._running
            self._running = None
            process.kill()
            connection.close()
            process.join()


def serve(connection: Connection, data: Path, writable: Writable, limits: WriterLimits) -> None:
    """Make the changes of a connection one by one until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when this process ends
    die_with_parent()
    gaps = confine(limits.memory_bytes).gaps
    changes = Changes(data, writable, limits.keep)
    connection.send_bytes("\n".join(gaps).encode())
    while True:
        try:
            change = msgspec.msgpack.decode(connection.recv_bytes(), type=Change)
        except (EOFError, ConnectionError):
            return
        signal.alarm(ceil(limits.timeout_s + _PATIENCE_S) + _GRACE_S)
        answer = _answer(changes, change, partial(connection.send_bytes, _BEGUN))
        connection.send_bytes(msgspec.msgpack.encode(answer))
        signal.alarm(0)


def _answer(changes: Changes, change: Change, begun: Callable[[], None]) -> _Answer:
    try:
        return _Answer(changes.make(change, _PATIENCE_S, begun))
    except (ReleaseError, CuratedError) as error:
        return _Answer(kind=type(error).__name__, nl=error.say(Language.NL), en=error.say(Language.EN))
    except (OSError, RuntimeError, MemoryError) as error:
        # The engine's own complaints: a full disk, a damaged file.
        return _Answer(kind=type(error).__name__, nl=str(error), en=str(error))


def _error(answer: _Answer) -> EngineError:
    said = Phrase(verbatim(answer.nl), verbatim(answer.en))
    match answer.kind:
        case UpdateSyntaxError.__name__:
            return _syntax_error(answer.en)
        case ReleaseBusyError.__name__:
            return EngineBusyError(said)
        case kind if kind in _REFUSALS:
            return ChangeRefusedError(kind, said)
        case _:
            return QueryFailedError(_NOT_MADE, why=answer.en)


def _syntax_error(message: str) -> QuerySyntaxError:
    """The error for a message of the engine about an update, with line and column where it has them."""
    place = _PLACE.fullmatch(message)
    if place is None:
        return QuerySyntaxError(message)
    return QuerySyntaxError.at(int(place[1]), int(place[2]), _NO_UPDATE, why=place[3])


# error at 1:20: expected GRAPH
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_REFUSALS: Final = frozenset(error.__name__ for error in ERRORS)
_NO_UPDATE: Final = Phrase("dit is geen SPARQL Update: {why}", "this is no SPARQL Update: {why}")
_STOPPED: Final = Phrase(
    "de wijziging is na {seconds} seconden gestopt; stuur haar in delen",
    "the change was stopped after {seconds} seconds; send it in parts",
)
_BROUGHT_DOWN: Final = Phrase(
    "de wijziging haalde haar proces omver, meestal door te veel geheugen te nemen; stuur haar in delen",
    "the change brought its process down, most often by taking too much memory; send it in parts",
)
_NO_START: Final = Phrase(
    "een proces voor wijzigingen startte niet; zie het log van de dienst",
    "a process for changes did not start; see the log of the service",
)
_NOT_MADE: Final = Phrase(
    "de wijziging is niet gemaakt ({why}); is er nog ruimte op de schijf?",
    "the change was not made ({why}); is there room on the disk?",
)
_BUSY: Final = Phrase(
    "in {seconds} seconden kwam deze wijziging niet aan de beurt; stuur haar later nog eens",
    "in {seconds} seconds the turn of this change did not come; send it again later",
)
