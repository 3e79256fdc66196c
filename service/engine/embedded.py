"""The engine over a data directory: queries run in worker processes over the release that is served at that moment.

A new release is followed as soon as the pointer names it; queries that run end on the release they began on. Our own
queries have a lane to themselves. Foreign ones begin in a fast lane; one that runs on goes to a slow lane, where it
computes only while nobody else wants to.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog

from ontology.language import Phrase
from service.engine import guard
from service.engine.bindings import bind
from service.engine.engine import (
    EngineBusyError,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
    Question,
    Row,
    Term,
    TooManyQueriesError,
)
from service.engine.fair_use import UNLIMITED, FairUse, Share
from service.engine.formats import JSON_RESULTS
from service.engine.lanes import Lane
from service.engine.pool import Pool
from service.engine.rows import parse_rows
from service.engine.traffic import Course, Traffic
from service.engine.work import Job, Limits
from service.engine.workers import Worker, start
from service.release import leases
from service.release.pointer import Fixed, Pointer
from service.release.releases import ReleaseError, Releases

_TURNED_AWAY_S: Final = 0.5  # before who is turned away is told so: who does not heed Retry-After can't flood
_RETRY_S: Final = 10.0  # until a release that could not be opened is tried again


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the engine takes on.

    `workers` foreign queries run at a time, and `slow_workers` more of those that ran past `demote_after_s`;
    `own_workers` are for our own queries, and `spare` processes are kept while they are idle. `queue_length` may wait
    in front of each lane. A query takes `timeout_s` at most, a client its `share`, a worker its `limits`. `union` tells
    that the default graph is the union of all graphs.
    """

    workers: int
    queue_length: int
    timeout_s: float
    limits: Limits
    spare: int = 8
    slow_workers: int = 4
    own_workers: int = 2
    demote_after_s: float = 1.0
    share: Share = UNLIMITED
    union: bool = True


class EmbeddedEngine:
    """Runs queries over the release that a data directory serves, or over the one it is `fixed` on; close it after use.

    Raises:
        NoReleaseError: there is no such release, or none at all.
    """

    def __init__(self, releases: Releases, capacity: Capacity, fixed: str | None = None) -> None:
        self._releases = releases
        self._capacity = capacity
        self._traffic = Traffic(capacity.workers, capacity.slow_workers, capacity.queue_length, capacity.demote_after_s)
        self._own = Lane(capacity.own_workers, 2 * capacity.queue_length)
        self._fair_use = FairUse(capacity.share)
        self._threads = ThreadPoolExecutor(2, "doelgraaf-engine")
        self._slow_threads = ThreadPoolExecutor(2, "doelgraaf-slow")  # a demoted worker may take long to start
        self._following = ThreadPoolExecutor(1, "doelgraaf-release")  # one release is opened at a time
        self._pointer: Pointer | Fixed = Pointer(releases) if fixed is None else Fixed(fixed)
        self._broken: str | None = None
        self._retry_at = 0.0
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
        reading = guard.read(query)
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
        async with aclosing(self._answer_own(job)) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        return parse_rows(content)

    async def stream(self, question: Question) -> AsyncGenerator[bytes, None]:
        """The answer to somebody's query, serialised; returns once the first bytes (or the whole answer) are there.

        Raises:
            EngineError: before the first byte, of the subclass that says why; later, the generator raises it.
        """
        reading = guard.read(question.text)
        job = Job(
            query=guard.filled(question.text, reading, question.found),
            media_type=question.media_type,
            timeout_s=min(question.timeout_s, self._capacity.timeout_s),
            own_dataset=reading.has_dataset,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            union=self._capacity.union,
        )
        key = hash((self._pool.release, reading.digest, question.default_graphs, question.named_graphs))
        chunks = self._answer_foreign(job, key, question.client)
        try:
            answer = _resumed(await anext(chunks, b""), chunks)
        except (EngineBusyError, TooManyQueriesError):
            await asyncio.sleep(_TURNED_AWAY_S)
            raise
        await anext(answer)
        return answer

    def warm(self) -> None:
        """Start a worker, so that the first query does not wait for it.

        Raises:
            QueryFailedError: the release can't be opened.
        """
        self._pool.warm()

    def close(self) -> None:
        """End all workers."""
        self._pool.retire()
        for threads in (self._threads, self._slow_threads):
            threads.shutdown(wait=False, cancel_futures=True)
        self._following.shutdown(wait=False, cancel_futures=True)

    async def _answer_own(self, job: Job) -> AsyncGenerator[bytes, None]:
        await self._own.enter(self._capacity.timeout_s)
        try:
            async with aclosing(self._answer(job, None)) as chunks:
                async for chunk in chunks:
                    yield chunk
        finally:
            self._own.leave()

    async def _answer_foreign(self, job: Job, key: int, client: str) -> AsyncGenerator[bytes, None]:
        course = self._traffic.course(key, self._fair_use.enter(client) if client else None)
        failed = False
        try:
            await course.enter(self._capacity.timeout_s)
            async with aclosing(self._answer(job, course)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except (EngineBusyError, TooManyQueriesError):
            raise  # which is not the fault of who asked
        except EngineError as error:
            failed = True
            if isinstance(error, QueryFailedError):
                course.remember()
            raise
        finally:
            course.leave(failed=failed)

    async def _answer(self, job: Job, course: Course | None) -> AsyncGenerator[bytes, None]:
        pool, worker = await self._borrow(is_slow=course is not None and course.is_slow)
        stop = worker.stop
        if course is not None:
            course.begin(worker)
            stop = course.stop
        timer = asyncio.get_running_loop().call_later(job.timeout_s, stop, _timeout(job))
        try:
            async with aclosing(worker.answer(job)) as chunks:
                async for chunk in chunks:
                    yield chunk
        finally:
            timer.cancel()
            pool.give_back(worker)

    async def _borrow(self, *, is_slow: bool) -> tuple[Pool, Worker]:
        while True:
            pool = await self._follow()
            pool = pool.slow if is_slow and pool.slow is not None else pool
            worker = await pool.borrow()
            if worker is not None:  # else the next release came in just now
                return pool, worker

    async def _follow(self) -> Pool:
        """The workers over the release that the pointer names, or over the last one that could be opened."""
        named = self._pointer.release()
        if self._broken is not None and time.monotonic() >= self._retry_at:
            self._broken = None  # what was in the way, such as a full memory, may be gone
        if named not in {self._pool.release, self._broken}:
            await asyncio.shield(asyncio.wrap_future(self._following.submit(self._open, named)))
        return self._pool

    def _open(self, named: str) -> None:
        if named in {self._pool.release, self._broken}:
            return  # opened while this waited for its turn
        try:
            pool = self._opened(named)
        except (EngineError, ReleaseError) as error:
            self._broken = named
            self._retry_at = time.monotonic() + _RETRY_S
            structlog.get_logger().error("release", refused=named, kept=self._pool.release, why=str(error))
        else:
            before, self._pool = self._pool, pool
            before.retire()
            structlog.get_logger().info("release", served=named)

    def _opened(self, named: str) -> Pool:
        """The workers over a release, one of them ready; tried twice, because somebody may have killed the first."""
        try:
            pool = self._open_pool(named)
            pool.warm()
        except EngineError:
            pool = self._open_pool(named)
            pool.warm()
        return pool

    def _open_pool(self, release: str) -> Pool:
        base_iri = f"{self._releases.manifest(release).base}/sparql"
        capacity, threads = self._capacity, self._threads
        starter = partial(start, self._releases.store(release), base_iri, capacity.limits)
        demoted = partial(starter, demoted=True)
        slow = Pool(leases.take(self._releases, release), capacity.slow_workers, demoted, self._slow_threads)
        return Pool(leases.take(self._releases, release), capacity.spare, starter, threads, slow)


async def _resumed(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield b""  # to who made it: closing a generator that has not begun would not close the rest
        yield first
        async for chunk in rest:
            yield chunk


def _timeout(job: Job) -> QueryTimeoutError:
    return QueryTimeoutError(_STOPPED, seconds=f"{job.timeout_s:g}")


_STOPPED: Final = Phrase(
    "de vraag is na {seconds} seconden gestopt; leg meer van haar variabelen vast, of voeg een LIMIT toe",
    "the query was stopped after {seconds} seconds; bind more of its variables, or add a LIMIT",
)
