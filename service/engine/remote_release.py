"""The engine over a release that a remote engine holds: the same questions, guard and answers as over a store of ours.

Answers only while the remote engine says that it holds the release that is served. Waits for it in threads, of which
there are as many as queries may run at a time; a query that nobody waits for any more keeps its thread until the remote
engine lets go of it.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog

from ontology.language import Phrase
from service.engine import guard
from service.engine.bindings import bind
from service.engine.embedded import Capacity
from service.engine.engine import (
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
    Question,
    ResultTooLargeError,
    Row,
    Term,
)
from service.engine.fair_use import FairUse, Visit
from service.engine.formats import JSON_RESULTS
from service.engine.lanes import Lane
from service.engine.remote_answers import asked_for, write_answer
from service.engine.remote_client import Credentials, RemoteClient, RemoteError
from service.engine.remote_errors import of_remote
from service.engine.remote_pipe import GoneError, Pipe, PipeSink
from service.engine.remote_query import Dataset, Holding, prepare
from service.engine.remote_watch import Watch
from service.engine.rows import parse_rows
from service.release.pointer import Pointer
from service.release.releases import Releases


@dataclass(frozen=True, slots=True)
class _Served:
    """A release that is served, and the engine that holds it."""

    release: str
    client: RemoteClient
    watch: Watch
    holding: Holding


@dataclass(frozen=True, slots=True)
class _Work:
    """A query on its way: what is asked, of which release, and until when by the clock of `time.monotonic`."""

    served: _Served
    query: str
    reading: guard.Reading
    media_type: str
    dataset: Dataset
    timeout_s: float
    deadline: float


class RemoteReleaseEngine:
    """Runs queries over the release that a data directory serves, at the engine that its manifest names.

    Close it after use.

    Raises:
        NoReleaseError: there is no release.
    """

    def __init__(self, releases: Releases, capacity: Capacity, credentials: Credentials | None = None) -> None:
        self._releases = releases
        self._capacity = capacity
        self._credentials = credentials
        self._foreign = Lane(capacity.workers, capacity.queue_length)
        self._own = Lane(capacity.own_workers, 2 * capacity.queue_length)
        self._fair_use = FairUse(capacity.share)
        self._threads = ThreadPoolExecutor(capacity.workers + capacity.own_workers, "doelgraaf-remote")
        self._pointer = Pointer(releases)
        self._served = self._open(self._pointer.release())

    @property
    def release(self) -> str:
        """The identifier of the release that answers."""
        return self._pointer.release()

    @property
    def profile(self) -> str:
        """The name of the profile of the engine."""
        return self._served.client.profile.name

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries; bindings become one VALUES row at the start of its pattern.

        Raises:
            EngineError: the query failed.
        """
        reading = guard.read(query)
        if reading.where is None:
            raise QueryFailedError("the query has no pattern to bind values in")
        text = bind(query, reading.where, bindings or {})
        timeout_s = self._capacity.timeout_s
        work = self._work(text, reading, JSON_RESULTS, Dataset(), timeout_s)
        async with aclosing(self._answer(work, self._own)) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        return parse_rows(content)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, serialised; returns once the first bytes (or the whole answer) are there.

        Raises:
            EngineError: before the first byte, of the subclass that says why; later, the generator raises it.
        """
        reading = guard.read(question.text)
        dataset = self._dataset(question, reading)
        timeout_s = min(question.timeout_s, self._capacity.timeout_s)
        text = guard.filled(question.text, reading, question.found)
        work = self._work(text, reading, question.media_type, dataset, timeout_s)
        visit = self._fair_use.enter(question.client) if question.client else None
        chunks = self._counted(work, visit)
        answer = _resumed(await anext(chunks, b""), chunks)
        await anext(answer)
        return answer

    def warm(self) -> None:
        """Look whether the engine answers; where it does not, that is logged, because it may start later than this."""
        try:
            self._served.watch.require(self._served.release)
        except (RemoteError, EngineError) as error:
            structlog.get_logger().warning("remote engine", release=self._served.release, why=str(error))

    def close(self) -> None:
        """Ask no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _dataset(self, question: Question, reading: guard.Reading) -> Dataset:
        """The graphs that the request names, or that the settings do: without the union the default graph is empty."""
        names_some = question.default_graphs or question.named_graphs or reading.has_dataset
        if self._capacity.union or names_some:
            return Dataset(question.default_graphs, question.named_graphs)
        holding = self._served.holding
        return Dataset((holding.own.nothing,), tuple(holding.graphs))

    def _open(self, release: str) -> _Served:
        manifest = self._releases.manifest(release)
        if manifest.remote is None:
            raise QueryFailedError(_NOT_REMOTE, release=release)
        client = RemoteClient(manifest.remote, self._credentials, self._capacity.timeout_s)
        holding = Holding(manifest.base, tuple(manifest.graphs))
        return _Served(release, client, Watch(client, holding.own), holding)

    def _work(self, query: str, reading: guard.Reading, media_type: str, dataset: Dataset, timeout_s: float) -> _Work:
        named = self._pointer.release()
        if named != self._served.release:
            self._served = self._open(named)
            structlog.get_logger().info("release", served=named)
        return _Work(self._served, query, reading, media_type, dataset, timeout_s, time.monotonic() + timeout_s)

    async def _counted(self, work: _Work, visit: Visit | None) -> AsyncGenerator[bytes, None]:
        """An answer, charged to who asked for it."""
        began = time.monotonic()
        failed = True
        try:
            async with aclosing(self._answer(work, self._foreign)) as chunks:
                async for chunk in chunks:
                    yield chunk
            failed = False
        finally:
            if visit is not None:
                visit.end(time.monotonic() - began, failed=failed)

    async def _answer(self, work: _Work, lane: Lane) -> AsyncGenerator[bytes, None]:
        await lane.enter(work.timeout_s)
        loop = asyncio.get_running_loop()
        pipe = Pipe(loop, work.timeout_s)
        running = self._threads.submit(_run, work, pipe, self._capacity.limits.result_bytes)
        try:
            while (chunk := await _next_piece(pipe, work)) is not None:
                yield chunk
        finally:
            pipe.close()
            if pipe.has_ended:
                await asyncio.wrap_future(running)
                lane.leave()
            else:
                running.add_done_callback(partial(_leave, loop, lane))


async def _next_piece(pipe: Pipe, work: _Work) -> bytes | None:
    try:
        async with asyncio.timeout(work.deadline - time.monotonic()):
            return await pipe.next_piece()
    except TimeoutError:
        raise QueryTimeoutError(_STOPPED, seconds=f"{work.timeout_s:g}") from None


def _leave(loop: asyncio.AbstractEventLoop, lane: Lane, _running: "Future[None]") -> None:
    if loop.is_closed():
        lane.leave()
    else:
        loop.call_soon_threadsafe(lane.leave)


def _run(work: _Work, pipe: Pipe, result_bytes: int) -> None:
    """Ask the engine and give its answer to the pipe; in one thread from begin to end."""
    try:
        try:
            _ask(work, PipeSink(pipe, result_bytes, partial(_too_large, result_bytes), is_xml=_is_xml(work.media_type)))
        except RemoteError as error:
            pipe.put(of_remote(error))
        except EngineError as error:
            pipe.put(_bare(error))
        except TimeoutError:
            pipe.put(QueryTimeoutError(_STOPPED, seconds=f"{work.timeout_s:g}"))
        except OSError as error:
            pipe.put(QueryFailedError(_BROKEN_OFF, why=str(error)))
    except GoneError:
        return


def _ask(work: _Work, sink: PipeSink) -> None:
    served = work.served
    profile = served.client.profile
    asked = prepare(work.query, work.reading, work.dataset, profile, served.holding)
    served.watch.require(served.release)
    left_s = max(work.deadline - time.monotonic(), 0.1)
    with served.client.query(asked.text, asked_for(work.media_type), asked.parameters, left_s) as response:
        row_limit = served.client.endpoint.row_limit
        write_answer(response, work.media_type, sink, is_loose=profile.is_loose, row_limit=row_limit)
    served.watch.require(served.release)  # a release that came in meanwhile may have mixed with this one
    sink.end()


def _bare(error: EngineError) -> EngineError:
    """An error without the frames that it came through: they name results that may not leave this thread."""
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)


def _is_xml(media_type: str) -> bool:
    return media_type.endswith("xml")


def _too_large(most: int) -> ResultTooLargeError:
    return ResultTooLargeError(_TOO_LONG, most=most)


async def _resumed(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield b""  # to who made it: closing a generator that has not begun would not close the rest
        yield first
        async for chunk in rest:
            yield chunk


_NOT_REMOTE: Final = Phrase(
    "release {release} ligt bij geen andere engine; start de dienst opnieuw",
    "release {release} is at no other engine; start the service again",
)
_STOPPED: Final = Phrase(
    "de vraag is na {seconds} seconden gestopt; leg meer van haar variabelen vast, of voeg een LIMIT toe",
    "the query was stopped after {seconds} seconds; bind more of its variables, or add a LIMIT",
)
_TOO_LONG: Final = Phrase(
    "het antwoord is langer dan {most} bytes; vraag minder in één keer, met LIMIT",
    "the answer is longer than {most} bytes; ask for less at a time, with LIMIT",
)
_BROKEN_OFF: Final = Phrase("de engine brak het antwoord af ({why})", "the engine broke the answer off ({why})")
