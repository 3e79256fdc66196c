"""Measurements of the network itself, each for a process of its own: built, opened, shared by processes, and asked.

Takes what is asked from `trace_own`, and makes no report.
"""

import shutil
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
import numpy as np

from benchmarks.probes import BASE
from benchmarks.trace_asking import Clock, Drawn, Pace, Size, Timed, draw
from benchmarks.trace_own import ASKS
from service.release.network import FOLDER, Network, open_network
from service.release.network_build import COLUMNS, Body, write

GOAL: Final = "goal-version"
_MIB: Final = 1024  # KiB
_LONGEST_S: Final = 600.0  # until all processes have the network in memory


class Built(msgspec.Struct, frozen=True, rename="camel"):
    """A network as it was written: its sizes, seconds without those of making its bodies up, and memory in MiB.

    `peak_mib` is that of the whole process, with the rows of the largest body; `disk_mib` is that of all files.
    """

    versions: int
    goals: int
    documents: int
    bodies: int
    arcs: int
    seconds: float
    peak_mib: float
    disk_mib: float


class Shared(msgspec.Struct, frozen=True, rename="camel"):
    """Processes that all have walked the whole network: memory in MiB, and milliseconds in which each opened it.

    `mapped_mib` is what its files take for all of them together, `own_mib` what each has of its own because of it.
    """

    processes: int
    open_ms: float
    walk_ms: float
    mapped_mib: float
    own_mib: float


class Asked(msgspec.Struct, frozen=True, rename="camel"):
    """How questions were answered in a process that did nothing else; `grown_mib` is its memory beyond the files."""

    timed: tuple[Timed, ...]
    grown_mib: float


class Given(msgspec.Struct, frozen=True):
    """What a process that asks is given."""

    folder: Path
    draws: tuple[Drawn, ...]
    pace: Pace


def build(given: tuple[Size, Path]) -> Built:
    """Write a network into a folder, in the place of any that is there."""
    size, folder = given
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    making = _Clocked(size.plan.bodies())
    started = time.perf_counter()
    header = write(folder / FOLDER, BASE, making)
    seconds = time.perf_counter() - started - making.seconds
    disk = sum(path.stat().st_size for path in (folder / FOLDER).iterdir())
    network = open_network(folder)
    loaded = network.node_named == 0
    kinds = np.array([kind.endswith("-version") for kind in header.node_kinds])
    return Built(
        versions=int((kinds[network.node_kind] & loaded).sum()),
        goals=int(((network.node_kind == header.node_kinds.index(GOAL)) & loaded).sum()),
        documents=sum("/" in part.path for part in header.parts),
        bodies=len(network.bodies),
        arcs=header.arcs,
        seconds=round(seconds, 2),
        peak_mib=round(memory("status", "VmHWM"), 1),
        disk_mib=round(disk / _MIB**2, 1),
    )


def drawn(given: tuple[Path, int, int]) -> list[Drawn]:
    """So many draws from a network, by a seed."""
    folder, count, seed = given
    network = open_network(folder)
    code = network.header.node_kinds.index(GOAL)
    goals = {
        part.path: (part.first + np.flatnonzero(
            (network.node_kind[part.first : part.end] == code) & (network.node_named[part.first : part.end] == 0)
        )).tolist()
        for part in network.parts
        if part.loaded and "/" in part.path
    }  # fmt: skip
    return draw(goals, lambda node: network.iri(node).removeprefix(f"{BASE}/id/"), count, seed)


def share(given: tuple[Path, int]) -> Shared:
    """Open and walk a network in so many processes at once."""
    folder, count = given
    context = get_context("spawn")
    together = context.Barrier(count)
    pipes, processes = [], []
    for _ in range(count):
        ours, theirs = context.Pipe()
        processes.append(context.Process(target=_walk, args=(theirs, together, folder)))
        processes[-1].start()
        pipes.append(ours)
    found = [msgspec.msgpack.decode(pipe.recv_bytes(), type=tuple[float, float, float, float]) for pipe in pipes]
    for process in processes:
        process.join()
    opened, walked, mapped, own = zip(*found, strict=True)
    return Shared(count, round(median(opened), 1), round(median(walked), 1), round(sum(mapped), 1), round(max(own), 1))


def ask(given: Given) -> Asked:
    """Ask everything, all draws one after another and then the next round."""
    network = open_network(given.folder)
    walk(network)
    draws = given.draws[: given.pace.draws]
    clocks = [Clock(name) for name in ASKS]
    # the arrays of questions come and go: their memory is told by the highest of the process
    before = memory("status", "VmHWM")
    for _ in range(given.pace.rounds):
        for clock in clocks:
            clock.ask(partial(ASKS[clock.question], network), draws, given.pace.limit_s)
    grown = memory("status", "VmHWM") - before
    return Asked(tuple(clock.timed() for clock in clocks), round(grown, 1))


def walk(network: Network) -> int:
    """Touch every page of all columns."""
    return sum(int(getattr(network, name.partition(".")[0]).sum(dtype=np.int64)) for name in COLUMNS)


def memory(file: str, *names: str) -> float:
    """The sum of some figures of this process in a file of /proc/self, in MiB."""
    lines = Path("/proc/self", file).read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.partition(":")[0] in names) / _MIB


def mapped(folder: Path) -> float:
    """What this process takes of the files of a folder, in MiB; what others share with it counts for its part."""
    found, is_ours = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if not line.split(" ", 1)[0].endswith(":"):
            is_ours = str(folder.resolve()) in line
        elif is_ours and line.startswith("Pss:"):
            found += int(line.split()[1])
    return found / _MIB


def _walk(connection: Connection, together: Barrier, folder: Path) -> None:
    before = memory("smaps_rollup", "Anonymous")
    started = time.perf_counter()
    network = open_network(folder)
    opened = time.perf_counter()
    walk(network)
    walked = time.perf_counter()
    network.part("")  # what a process makes of the header by itself
    together.wait(_LONGEST_S)
    own, ours = memory("smaps_rollup", "Anonymous") - before, mapped(folder)
    together.wait(_LONGEST_S)
    figures = ((opened - started) * 1000, (walked - opened) * 1000, ours, own)
    connection.send_bytes(msgspec.msgpack.encode(figures))


class _Clocked:
    """Bodies one by one, with the seconds that it took to make them."""

    def __init__(self, bodies: Iterator[Body]) -> None:
        self._bodies = bodies
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Body]:
        return self

    def __next__(self) -> Body:
        started = time.perf_counter()
        try:
            return next(self._bodies)
        finally:
            self.seconds += time.perf_counter() - started
