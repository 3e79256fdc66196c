"""Probes: single measurements of reading, each run in a fresh process. Knows no table and no round.

A probe gets a corpus and gives seconds of wall clock, the pages that were done in them, and peak memory.
"""

import re
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from benchmarks.profiling import Profile, profile
from ingest.cache import RecordCache
from ingest.pages import PageFile, find_pages
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.reading import RefusedError, read_files, understand
from ingest.sources import builtin_sources
from ingest.workers import crew
from ingest.write import Run, ingest

BASE: Final = "http://localhost:8000"
WARM_UP: Final = 20  # pages; regular expressions are compiled and files are in memory after these
DAY: Final = re.compile(r"(\d\d/\d\d/)(\d{4})")  # of the stamps in the footer
CHANGED: Final = "In het voorjaar kwam daar een nieuwe proef bij."
Result = TypeVar("Result")


class Measured(msgspec.Struct, frozen=True, rename="camel"):
    """One measurement; `peak_mib` is the largest memory of the process and of any process that it started, in MiB."""

    seconds: float
    pages: int
    peak_mib: float
    workers_peak_mib: float = 0.0

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


class Agreement(msgspec.Struct, frozen=True):
    """How the references that a reader found compare with the truth: equal numbers on equal pages."""

    found: int = 0
    true: int = 0
    right: int = 0


class Agreements(msgspec.Struct, frozen=True):
    """The agreement of both readers with the truth."""

    doelgraaf: Agreement
    plain: Agreement


def apart(kind: type[Result], probe: str, given: object) -> Result:
    """What a probe, named as `module.function`, gives in a process of its own.

    By name, so that what starts processes imports no more than `doelgraaf ingest` does: each of them imports it again.

    Raises:
        TypeError: the probe gives something else.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result = pool.submit(_run, probe, given).result()
    if not isinstance(result, kind):
        raise TypeError(f"{probe}: gives {type(result).__name__}, not {kind.__name__}; name another probe")
    return result


def _run(probe: str, given: object) -> object:
    module, _, name = probe.rpartition(".")
    function: Callable[[object], object] = getattr(import_module(module), name)
    return function(given)


def reads(folder: Path) -> bool:
    """Whether doelgraaf makes a goal page of the first pages of a corpus."""
    sources = builtin_sources()
    for file in goal_files(folder)[:WARM_UP]:
        try:
            record = understand(file, (folder / file.name).read_bytes(), sources, read_page)
        except RefusedError:
            continue
        if record.page.number is not None:
            return True
    return False


def reading(folder: Path) -> Measured:
    """Bytes on disk to records in memory, in this process."""
    files, sources = goal_files(folder), builtin_sources()

    def read(file: PageFile) -> Record:
        return understand(file, (folder / file.name).read_bytes(), sources, read_page)

    return timed(read, files)


def reading_in(given: tuple[Path, int]) -> Measured:
    """Bytes on disk to records on disk in so many processes: the first step of `doelgraaf ingest --jobs N`."""
    folder, jobs = given
    files = goal_files(folder)
    with tempfile.TemporaryDirectory() as cache:
        started = time.perf_counter()
        with crew(jobs) as workers:
            done = sum(1 for _ in read_files(files, builtin_sources(), RecordCache(Path(cache)), workers))
        return measured(started, done)


def ingesting(given: tuple[Path, Path]) -> Measured:
    """Pages to a dataset, in one process; what the dataset held before stays."""
    folder, out = given
    started = time.perf_counter()
    summary = ingest(Run((folder,), out, BASE), lambda _done, _total: None)
    return measured(started, summary.files)


def profiled(folder: Path) -> Profile:
    """Where the time of reading goes."""
    files, sources = goal_files(folder), builtin_sources()
    contents = [(file, (folder / file.name).read_bytes()) for file in files]
    return profile(lambda: [understand(file, content, sources, read_page) for file, content in contents])


def ingest_profiled(folder: Path) -> Profile:
    """Where the time of a whole ingest goes."""
    with tempfile.TemporaryDirectory() as out:
        run = Run((folder,), Path(out) / "dataset", BASE)
        return profile(lambda: ingest(run, lambda _done, _total: None))


def change_one(folder: Path, apart_in: Path) -> None:
    """Build the last page of a corpus again, a year later and with a sentence more; lay a copy of it apart.

    The sidecar of the copy says whose it is, because no list of bodies lies beside it.
    """
    file = goal_files(folder)[-1]
    page = folder / file.name
    text = page.read_text("utf-8").replace(". ", f". {CHANGED} ", 1)
    page.write_text(DAY.sub(lambda day: f"{day[1]}{int(day[2]) + 1}", text), "utf-8")
    apart_in.mkdir(parents=True)
    shutil.copy(page, apart_in / page.name)
    if file.listed is None:
        raise ValueError(f"{page}: bodies.yml does not list it; write the corpus again")
    document = file.listed.documents[0]
    sidecar = {
        "source": file.sidecar.source,
        "organisation": file.listed.organisation,
        "document": {"kind": document.kind, "year": document.year, "sequence": document.sequence},
    }
    (apart_in / page.name).with_suffix(".yml").write_bytes(msgspec.yaml.encode(sidecar))


def goal_files(folder: Path) -> list[PageFile]:
    """The pages of a corpus with what their sidecars and bodies.yml say."""
    return list(find_pages([folder]))


def timed(work: Callable[[PageFile], object], files: Sequence[PageFile]) -> Measured:
    """The time of some work on every file, after a warm-up."""
    for file in files[:WARM_UP]:
        work(file)
    started = time.perf_counter()
    for file in files:
        work(file)
    return measured(started, len(files))


def measured(started: float, pages: int) -> Measured:
    """What some work took that began at a reading of `time.perf_counter`."""
    seconds = time.perf_counter() - started
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Measured(seconds, pages, _peak_mib(), workers)


def _peak_mib() -> float:
    """The largest resident memory of this process so far (`getrusage` would count what started it as well)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
