"""The servers that are compared: how each is started over the graph, when it first answers, and what memory it takes.

Each is a process of its own on the loopback address, with all processes that it starts. Asks nothing but whether they
answer. A rival that is not installed is named, with how to install it; the others go on without it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Final

from benchmarks import endpoint_virtuoso as virtuoso
from benchmarks.endpoint_graph import ROOT, Graph, program
from benchmarks.endpoint_load import OK
from benchmarks.endpoint_wire import JSON, Address, Connection, Message, WireError
from service.settings import PREFIX, Settings

DOELGRAAF: Final = "doelgraaf"
OXIGRAPH: Final = "Oxigraph server"
RDFLIB: Final = "rdflib-endpoint"
VIRTUOSO: Final = "Virtuoso"
RIVALS: Final = (OXIGRAPH, VIRTUOSO, RDFLIB)
# What is installed into the environment of the rivals; they need other versions of libraries that we need too.
PACKAGES: Final = ("oxigraph==0.5.13", "rdflib-endpoint[cli]==0.6.3", "rdflib==7.6.0")
HOST: Final = "127.0.0.1"
# Raised for figures of throughput: with the limits that protect others, one client that asks all is told to wait.
WIDE: Final = {
    "queue_length": 1000,
    "client_queries": 1000,
    "client_long_queries": 1000,
    "client_seconds": 1_000_000,
    "client_errors": 1_000_000,
}
_FIRST: Final = "SELECT ?s WHERE { ?s a <https://w3id.org/doelgraaf/def#GoalVersion> } LIMIT 1"
_MOST_START_S: Final = 300.0
_STOP_S: Final = 10.0
_POLL_S: Final = 0.005
_KIB: Final = 1024


class MissingError(Exception):
    """A rival that is not installed; the message says how to install it."""


class ServerError(Exception):
    """A server that did not start or is gone; the message names its log."""


class Mending(Enum):
    """How a server that is at work on something endless is made to answer again."""

    NONE = "it ends what takes too long by itself"
    FORK = "the process that it serves in is ended, and it makes another one"
    RESTART = "it is ended and started again"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a server is started: its command and environment, where it will listen, and its log.

    `mending` is how it is made to answer again while it works on something endless; `leftover` is a file that keeps it
    from starting again where it was killed.
    """

    name: str
    command: tuple[str, ...]
    address: Address
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    mending: Mending = Mending.NONE
    leftover: Path | None = None


def recipe(name: str, graph: Graph, folder: Path) -> Recipe:
    """How to start a rival over the graph; `folder` has its environment and data.

    Raises:
        MissingError: it is not installed.
        ServerError: the graph could not be loaded into it.
    """
    binaries, port, log = folder / "rivals" / "bin", free_port(), folder / f"{name.replace(' ', '-')}.log"
    match name:
        case "Oxigraph server":
            binary = _found(binaries / "oxigraph")
            words = ("serve-read-only", "-l", str(graph.store), "-b", f"{HOST}:{port}", "--union-default-graph")
            # --timeout-s starts a thread per request that sleeps for so long, which ends the server within seconds
            return Recipe(name, (binary, *words), Address(HOST, port, "/query"), log, mending=Mending.RESTART)
        case "rdflib-endpoint":
            _found(binaries / "rdflib-endpoint")
            script = str(Path(__file__).with_name("endpoint_rdflib.py"))
            serving = (str(binaries / "python"), script, str(graph.quads), str(port))
            return Recipe(name, serving, Address(HOST, port, "/"), log, mending=Mending.FORK)
        case "Virtuoso":
            if (lacking := [tool for tool in virtuoso.TOOLS if shutil.which(tool) is None]) != []:
                raise MissingError(f"{', '.join(lacking)}: not found; apt-get install virtuoso-opensource")
            home = folder / "virtuoso"
            made = virtuoso.prepare(home, graph.quads, graph.release, port, free_port())
            return Recipe(name, made, Address(HOST, port, "/sparql"), log, leftover=home / virtuoso.LOCK)
        case _:
            raise ValueError(f"{name}: no such rival; there are {', '.join(RIVALS)}")


def own_recipe(graph: Graph, folder: Path, wishes: Mapping[str, int]) -> Recipe:
    """How to start this service over the graph, with those of the wished settings that it has."""
    port = free_port()
    command = (*program(), "serve", "--data", str(graph.data), "--host", HOST, "--port", str(port))
    known = {f"{PREFIX}{name}".upper(): str(value) for name, value in wishes.items() if name in Settings.model_fields}
    return Recipe(DOELGRAAF, command, Address(HOST, port, "/sparql?hint=no"), folder / "doelgraaf.log", known)


def _found(binary: Path) -> str:
    if not binary.exists():
        raise MissingError(f"{binary}: not found; run this again with --install, which gets it from PyPI")
    return str(binary)


def install(folder: Path) -> None:
    """Make the environment of the rivals, with uv, from PyPI."""
    python = folder / "rivals" / "bin" / "python"
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or "uv"
    if not python.exists():
        subprocess.run([uv, "venv", "-q", str(folder / "rivals")], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", str(python), *PACKAGES], check=True)


def free_port() -> int:
    """A port of the loopback address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True, slots=True)
class Memory:
    """What the processes of a server take together, in MiB: pages that they share count once in `pss`."""

    processes: int
    pss_mib: float
    rss_mib: float


class Running(AbstractContextManager["Running"]):
    """A server that answers, until the end of the block; `start_s` is how long it took to its first answer."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        started = time.perf_counter()
        self._process = self._start()
        self.start_s = time.perf_counter() - started

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End the server."""
        self.close()

    @property
    def name(self) -> str:
        """The name of the server."""
        return self.recipe.name

    @property
    def address(self) -> Address:
        """Where it listens."""
        return self.recipe.address

    def memory(self) -> Memory:
        """What all its processes take now."""
        found = [_memory(pid) for pid in self._pids()]
        pss, rss = sum(one[0] for one in found), sum(one[1] for one in found)
        return Memory(len(found), pss / _KIB, rss / _KIB)

    def mend(self) -> None:
        """Have a server that is at work on something endless answer again."""
        match self.recipe.mending:
            case Mending.NONE:
                return
            case Mending.FORK:
                for pid in self._pids()[1:]:
                    os.kill(pid, signal.SIGKILL)
                self._wait_until_it_answers(self._process)
            case Mending.RESTART:
                self.close()
                self._process = self._start()

    def close(self) -> None:
        """End all its processes."""
        _end(self._process)

    def _start(self) -> "subprocess.Popen[bytes]":
        recipe = self.recipe
        if recipe.leftover is not None:
            recipe.leftover.unlink(missing_ok=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        with recipe.log.open("wb") as log:
            process = subprocess.Popen(
                recipe.command,
                cwd=ROOT,
                env={**own, **recipe.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # what it starts is ended with it
            )
        try:
            self._wait_until_it_answers(process)
        except ServerError:
            _end(process)
            raise
        return process

    def _pids(self) -> list[int]:
        return descendants(self._process.pid)

    def _wait_until_it_answers(self, process: "subprocess.Popen[bytes]") -> None:
        message = Message.of(self.address, _FIRST, JSON).same()
        deadline = time.perf_counter() + _MOST_START_S
        while time.perf_counter() < deadline and process.poll() is None:
            connection = Connection(self.address, _MOST_START_S)
            try:
                if connection.ask(message).status == OK:
                    return
            except (OSError, WireError):
                pass  # not yet
            finally:
                connection.close()
            time.sleep(_POLL_S)
        raise ServerError(f"{self.name}: no answer to a first query; see {self.recipe.log}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_S)
    with suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def descendants(pid: int) -> list[int]:
    """A process and all that it started, and those started in their turn."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since
        parents.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _memory(pid: int) -> tuple[int, int]:
    """Proportional and resident memory of a process in KiB; none of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0
    sizes = {line.partition(":")[0]: int(line.split()[1]) for line in lines}
    return sizes["Pss"], sizes["Rss"]
