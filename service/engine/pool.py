"""The workers over one release that have no query in hand, and the starting of more of them. Counts no queries."""

import asyncio
import socket
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import structlog

from service.engine.engine import EngineError
from service.engine.workers import Worker
from service.release.leases import Lease


class Pool:
    """Lends workers over one release, and keeps at most `spare` of them for the next query.

    `slow` has those for queries that are known to run long, which compute only while nobody else wants to; of these
    none is started before it is needed.
    """

    def __init__(
        self,
        lease: Lease,
        spare: int,
        starter: Callable[[], Worker],
        threads: ThreadPoolExecutor,
        slow: "Pool | None" = None,
    ) -> None:
        self.release = lease.release
        self.slow = slow
        self._lease = lease
        self._spare = spare
        self._starter = starter
        self._threads = threads
        self._idle: deque[Worker] = deque()
        self._retired = False
        self._changing = threading.Lock()  # workers come from threads, and another release is opened in one

    async def borrow(self) -> Worker | None:
        """A worker for one query, to be given back whatever became of it; None of a pool that was retired.

        Raises:
            QueryFailedError: none can be started.
        """
        while (worker := self._take()) is not None:
            if _is_alive(worker):
                return worker
            worker.kill()
        return None if self._retired else await self._started()

    def warm(self) -> None:
        """Have a worker ready; blocks.

        Raises:
            QueryFailedError: none can be started.
        """
        try:
            self.give_back(self._starter())
        except EngineError:
            self.retire()
            raise

    def give_back(self, worker: Worker) -> None:
        """Take back a worker; one that is spent, or still at work, is killed, and another started if none is left."""
        with self._changing:
            if worker.idle and not worker.is_spent and not self._retired and len(self._idle) < self._spare:
                self._idle.append(worker)
                return
            lacks_one = not self._idle and not self._retired and self.slow is not None
        worker.kill()
        if lacks_one:
            self._threads.submit(self._start_one_more)

    def retire(self) -> None:
        """End the workers that are idle now, and the others as their queries end."""
        if self.slow is not None:
            self.slow.retire()
        with self._changing:
            self._retired = True
        self._lease.close()  # each worker has one of its own
        while (worker := self._take()) is not None:
            worker.kill()

    def _take(self) -> Worker | None:
        with self._changing:
            return self._idle.pop() if self._idle else None

    async def _started(self) -> Worker:
        """A new worker; one that comes when nobody waits for it any more is kept for another query."""
        future = self._threads.submit(self._starter)
        try:
            return await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:
            future.add_done_callback(self._keep)
            raise

    def _keep(self, started: Future[Worker]) -> None:
        if started.exception() is None:
            self.give_back(started.result())

    def _start_one_more(self) -> None:
        try:
            self.give_back(self._starter())
        except EngineError as error:
            structlog.get_logger().error("worker", not_started=str(error))


def _is_alive(worker: Worker) -> bool:
    """Whether an idle worker still has its end of the socket open, on which it has nothing to say."""
    try:
        worker.connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
