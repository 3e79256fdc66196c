"""The engine over a data directory: queries run in worker processes over the release that is served at that moment.

A new release is followed as soon as the pointer names it; queries that run end on the release they began on. The
workers block, so each step of them is waited for in a thread, of which there are as many as queries may be in hand.
"""

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, TypeVar

import structlog

from ontology.language import Phrase
from service.engine import guard
from service.engine.bindings import bind
from service.engine.engine import EngineBusyError, EngineError, QueryFailedError, Question, Row, Term
from service.engine.formats import JSON_RESULTS
from service.engine.rows import parse_rows
from service.engine.work import Job, Limits
from service.engine.workers import Pool, Worker, start
from service.release.releases import ReleaseError, Releases

_Result = TypeVar("_Result")
_read_own: Final = lru_cache(maxsize=256)(guard.read)  # our own queries are few and come again and again


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the engine takes on: workers, queries that may wait for one, seconds per query, limits per worker."""

    workers: int
    queue_length: int
    timeout_s: float
    limits: Limits


class EmbeddedEngine:
    """Runs queries over the release that a data directory serves; close it after use."""

    def __init__(self, releases: Releases, capacity: Capacity) -> None:
        self._releases = releases
        self._capacity = capacity
        self._in_hand = 0
        self._lock = threading.Lock()
        self._following = threading.Lock()
        self._threads = ThreadPoolExecutor(capacity.workers + capacity.queue_length + 2, "doelgraaf-engine")
        self._pointer = _Pointer(releases)
        self._broken: str | None = None
        self._pool = self._open_pool(self._pointer.release())

    @property
    def release(self) -> str:
        """The identifier of the release that answers."""
        named = self._pointer.release()
        return self._pool.release if named == self._broken else named

    async def rows(self, query: str, bindings: Mapping[str, Term] | None = None) -> Sequence[Row]:
        """The rows of one of our own SELECT queries; bindings become one VALUES row at the start of its pattern.

        Raises:
            EngineError: the query failed.
        """
        reading = _read_own(query)
        if reading.where is None:
            raise QueryFailedError("the query has no pattern to bind values in")
        job = Job(
            query=bind(query, reading.where, bindings or {}),
            media_type=JSON_RESULTS,
            timeout_s=self._capacity.timeout_s,
            own_dataset=reading.has_dataset,
            default_graphs=(),
            named_graphs=(),
        )
        async with aclosing(self._answer(job)) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        return parse_rows(content)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, serialised; returns once the first bytes (or the whole answer) are there.

        Raises:
            EngineError: before the first byte, of the subclass that says why; later, the generator raises it.
        """
        job = Job(
            query=question.text,
            media_type=question.media_type,
            timeout_s=min(question.timeout_s, self._capacity.timeout_s),
            own_dataset=guard.read(question.text).has_dataset,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
        )
        chunks = self._answer(job)
        first = await anext(chunks, b"")
        return _resumed(first, chunks)

    def warm(self) -> None:
        """Start a worker, so that the first query does not wait for it.

        Raises:
            QueryFailedError: the release can't be opened.
        """
        self._pool.give_back(self._pool.borrow(self._capacity.timeout_s))

    def close(self) -> None:
        """End all workers."""
        self._pool.retire()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, job: Job) -> AsyncGenerator[bytes, None]:
        self._admit()
        with ExitStack() as without_worker:
            without_worker.callback(self._dismiss)
            pool, worker = await self._in_thread(self._borrow, _give_back_unused)
            without_worker.pop_all()
        lease = _Lease(pool, worker, worker.answer(job, job.timeout_s))
        try:
            while (chunk := await self._in_thread(lease.next_chunk)) is not None:
                yield chunk
        finally:
            # Not awaited: this may run because nobody waits any more.
            worker_ended = self._threads.submit(lease.end)
            worker_ended.add_done_callback(lambda _: self._dismiss())

    async def _in_thread(self, step: Callable[[], _Result], undo: Callable[[_Result], None] | None = None) -> _Result:
        """The result of a blocking step; `undo` takes a result that came after nobody waited for it any more."""
        future = self._threads.submit(step)
        awaited = asyncio.wrap_future(future)
        try:
            return await asyncio.shield(awaited)
        except asyncio.CancelledError:
            awaited.add_done_callback(_forget)
            if undo is not None and not future.cancel():
                future.add_done_callback(partial(_undo, undo))
            raise

    def _admit(self) -> None:
        with self._lock:
            if self._in_hand >= self._capacity.workers + self._capacity.queue_length:
                raise EngineBusyError(
                    Phrase(
                        "er wachten al te veel vragen; probeer het later",
                        "too many queries are waiting already; try again later",
                    )
                )
            self._in_hand += 1

    def _dismiss(self) -> None:
        with self._lock:
            self._in_hand -= 1

    def _borrow(self) -> tuple[Pool, Worker]:
        pool = self._follow()
        return pool, pool.borrow(self._capacity.timeout_s)

    def _follow(self) -> Pool:
        """The workers over the release that the pointer names, or over the last one that could be opened."""
        with self._following:
            named = self._pointer.release()
            if named not in {self._pool.release, self._broken}:
                try:
                    pool = self._open_pool(named)
                    pool.give_back(pool.borrow(self._capacity.timeout_s))
                except (EngineError, ReleaseError) as error:
                    self._broken = named
                    structlog.get_logger().error("release", refused=named, kept=self._pool.release, why=str(error))
                else:
                    self._pool.retire()
                    self._pool = pool
                    structlog.get_logger().info("release", served=named)
            return self._pool

    def _open_pool(self, release: str) -> Pool:
        base_iri = f"{self._releases.manifest(release).base}/sparql"
        starter = partial(start, self._releases.store(release), base_iri, self._capacity.limits)
        return Pool(release, self._capacity.workers, starter)


def _forget(done: "asyncio.Future[_Result]") -> None:
    """Look at the outcome of a step that nobody waits for any more, so that it is not told as an error."""
    if not done.cancelled():
        done.exception()


class _Lease:
    """A worker for the length of one query; its chunks are read in one thread at a time."""

    def __init__(self, pool: Pool, worker: Worker, chunks: Iterator[bytes]) -> None:
        self._pool = pool
        self._worker = worker
        self._chunks = chunks
        self._reading = threading.Lock()

    def next_chunk(self) -> bytes | None:
        """The next chunk; None at the end of the answer."""
        with self._reading:
            return next(self._chunks, None)

    def end(self) -> None:
        """Give the worker back, or kill it if it is still at work."""
        was_killed = not self._worker.idle
        if was_killed:
            self._worker.process.kill()  # wakes up who still reads from it
        with self._reading:
            # its last message may still come in after the kill, and make a dead worker look idle
            if self._worker.idle and not was_killed:
                self._pool.give_back(self._worker)
            else:
                self._pool.discard(self._worker)


class _Pointer:
    """The file that names the release that is served, read again when it has changed."""

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._seen: tuple[tuple[int, int], str] | None = None

    def release(self) -> str:
        """The release that the file names.

        Raises:
            NoReleaseError: nothing was published yet.
        """
        try:
            status = os.stat(self._releases.pointer)  # noqa: PTH116 - once per request, and a third of the time
        except FileNotFoundError:
            return self._releases.current()
        stamp = (status.st_mtime_ns, status.st_ino)
        if self._seen is None or self._seen[0] != stamp:
            self._seen = (stamp, self._releases.current())
        return self._seen[1]


async def _resumed(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk


def _undo(undo: Callable[[_Result], None], future: Future[_Result]) -> None:
    if not future.cancelled() and future.exception() is None:
        undo(future.result())


def _give_back_unused(borrowed: tuple[Pool, Worker]) -> None:
    pool, worker = borrowed
    pool.give_back(worker)
