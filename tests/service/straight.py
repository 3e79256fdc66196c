"""A worker that is asked straight, without guard and lanes, and what becomes of it."""

import asyncio
from enum import StrEnum
from pathlib import Path

from tiny import BASE

from service.engine.engine import EngineError
from service.engine.work import Job, Limits
from service.engine.workers import Worker, start
from service.release.releases import Releases

MIB = 1024 * 1024


class Fate(StrEnum):
    """How a query ended."""

    ANSWERED = "answered"
    TOLD = "told why not"
    STOPPED = "stopped at its limit"
    DIED = "the worker died"


class Straight:
    """A worker over the release of a data directory, and another after each that does not survive."""

    def __init__(self, data: Path) -> None:
        releases = Releases(data)
        self._store = releases.store(releases.current())
        self._worker: Worker | None = None
        self.said = ""

    def ask(self, query: str, timeout_s: float, graphs: tuple[str, ...] = ()) -> Fate:
        """What becomes of a query; `said` is what the engine said of it."""
        if self._worker is None:
            self._worker = start(self._store, f"{BASE}/sparql", Limits(512 * MIB, MIB))
        fate = asyncio.run(self._fate(self._worker, query, timeout_s, graphs))
        if not self._worker.idle:
            self.close()
        return fate

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.process.join(5)
            self._worker = None

    async def _fate(self, worker: Worker, query: str, timeout_s: float, graphs: tuple[str, ...]) -> Fate:
        self.said = ""
        for media_type in ("text/csv", "application/n-triples"):  # rows, and else a graph
            job = Job(query, media_type, timeout_s, own_dataset="FROM" in query, default_graphs=graphs, named_graphs=())
            try:
                async with asyncio.timeout(timeout_s):
                    self.said = "".join([chunk.decode() async for chunk in worker.answer(job)])
            except TimeoutError:
                return Fate.STOPPED
            except EngineError as error:
                self.said = str(error)
                if not worker.idle:
                    return Fate.DIED
                if "holds rows" not in self.said and "holds a graph" not in self.said:
                    return Fate.TOLD
            else:
                return Fate.ANSWERED
        return Fate.TOLD
