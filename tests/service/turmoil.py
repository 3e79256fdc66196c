"""A service in turmoil: a data directory, the service over it, and a publisher, of which any process can be killed.

Keeps book of what was acknowledged, and looks whether that is what the service says.
"""

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from growing import grown
from running import ROOT, TOKEN, Answer, Service
from tiny import BASE, BUDGET, REPORT, version

from service.release import store
from service.release.releases import Releases

GOALS = "SELECT ?v { ?v a dg:GoalVersion }"
NOTES = f'SELECT ?g ?n {{ GRAPH ?g {{ ?s <http://www.w3.org/2004/02/skos/core#note> ?n }} FILTER(STRSTARTS(STR(?g), "{BASE}/graph/curated/")) }}'
LONG = "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?d ?e ?f }"
DEADLINE_S = 30.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_SETTINGS = {
    "DOELGRAAF_WRITE_TOKEN": TOKEN,
    "DOELGRAAF_WORKERS": "2",
    "DOELGRAAF_OWN_WORKERS": "1",
    "DOELGRAAF_SLOW_WORKERS": "1",
    "DOELGRAAF_CACHE_BYTES": "0",
    "DOELGRAAF_KEEP_RELEASES": "3",
    "DOELGRAAF_CLIENT_ERRORS": "1e6",
    "DOELGRAAF_CLIENT_SECONDS": "1e6",
    "DOELGRAAF_CLIENT_QUERIES": "1000",
    "LANG": "C.UTF-8",
}


@dataclass
class Turmoil:
    """The book: `goals` are how many more goals than the tiny dataset is served, `notes` the note by curated graph."""

    root: Path
    chance: random.Random
    goals: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    written: int = 0
    service: subprocess.Popen[bytes] | None = None
    port: int = 0

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.root / "data"

    def start(self) -> None:
        """Start the service where it does not run."""
        if self.service is not None and self.service.poll() is None:
            return
        log = self.root / "service.log"
        command = [sys.executable, "-c", "from doelgraaf import main; main()", "serve", "--data", str(self.data)]
        with log.open("wb") as file:
            environment = {**os.environ, **_SETTINGS}
            self.service = subprocess.Popen([*command, "--port", "0"], cwd=ROOT, env=environment, stderr=file)
        deadline = time.monotonic() + DEADLINE_S
        while (found := _ADDRESS.search(log.read_text("utf-8"))) is None:
            assert self.service.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, "the service does not start"
            time.sleep(0.02)
        self.port = int(found[1])

    def bury(self) -> None:
        """Wait for the end of a service that was killed."""
        assert self.service is not None
        self.service.wait(DEADLINE_S)

    def log(self) -> str:
        """The last lines that the service told."""
        return "\n".join((self.root / "service.log").read_text("utf-8").splitlines()[-30:])

    def stop(self) -> None:
        """Stop the service."""
        if self.service is not None:
            self.service.terminate()
            self.service.wait(DEADLINE_S)

    def ask(self, query: str) -> Answer | None:
        """The answer to a query in CSV; None where there was none."""
        with contextlib.suppress(OSError, EOFError):  # of a service or worker that was killed
            path = f"/sparql?query={quote(query, safe='')}"
            try:
                return Service(self.port, None).ask("GET", path, Accept="text/csv")
            except Exception as error:
                if type(error).__module__ != "http.client":
                    raise
        return None

    def answered(self, query: str) -> Answer:
        """The answer to a query, asked until there is one: in any case soon after a process was killed."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            answer = self.ask(query)
            if answer is not None and answer.status == 200:
                return answer
            assert time.monotonic() < deadline, ("the service does not answer any more", answer, self.log())
            time.sleep(0.02)

    def write(self) -> Callable[[], None]:
        """Write a note, and give what keeps book of it once it is known whether it was accepted."""
        self.written += 1
        graph, note = f"{BASE}/graph/curated/n{self.chance.randrange(3)}", f"w{self.written}"
        subject = version(BASE, BUDGET, "1.1.1")
        content = f'<{subject}> <http://www.w3.org/2004/02/skos/core#note> "{note}"@en .'
        accepted = False
        with contextlib.suppress(OSError):
            answer = Service(self.port, TOKEN).graph("PUT", graph, content)
            accepted = answer.status in {200, 201, 204}
            assert accepted or answer.status >= 500, answer.body
        before = self.notes.get(graph)
        return lambda: self._settle_note(graph, before, note, accepted=accepted)

    def _settle_note(self, graph: str, before: str | None, note: str, *, accepted: bool) -> None:
        held = dict(line.split(",") for line in self.answered(NOTES).body.decode().split("\r\n")[1:-1])
        assert held.get(graph) in ({note} if accepted else {before, note}), (held, graph, before, note)
        self.notes = {**self.notes, **({graph: held[graph]} if graph in held else {})}
        assert held == self.notes

    def publish(self, nursery: "Nursery", goals: int) -> Callable[[], None]:
        """Publish a dataset, and give what keeps book of it once it ended."""
        dataset = self.root / f"d{goals}"
        if not dataset.exists():
            grown(goals).write(dataset)
        accepted = nursery.publish(dataset, self.data) == 0

        def settle() -> None:
            held = _held(self.answered(GOALS))
            allowed = {goals} if accepted else {self.goals, goals}
            assert held in allowed, (held, allowed)
            self.goals = held

        return settle

    def look(self) -> None:
        """Whether all that was acknowledged is served, from one whole release."""
        assert _held(self.answered(GOALS)) == self.goals
        releases = Releases(self.data)
        current = releases.manifest(releases.current())
        assert store.count(releases.store(current.id), [])[0] == sum(current.graphs.values())

    def processes(self) -> dict[int, str]:
        """The processes of the service under its own, by identifier: forkserver, tracker, writer or worker."""
        assert self.service is not None
        found = descendants(self.service.pid)
        return {pid: _role(pid, parent, self.service.pid) for pid, parent in found.items()}


class Nursery:
    """What publishes; `child` is the process that does, while one does. What they say of errors goes to the log."""

    def __init__(self, log: Path) -> None:
        script = str(Path(__file__).with_name("nursery.py"))
        self.log = log
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
            )
        self.child: int | None = None

    def publish(self, dataset: Path, data: Path) -> int:
        """Publish, and say how that ended: 0, or the negative number of a signal."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(dataset), str(data)]).encode() + b"\n")
        self.process.stdin.flush()
        self.child = child = int(self.process.stdout.readline())
        stuck = threading.Event()
        patience = threading.Timer(DEADLINE_S, self._end_stuck, (child, stuck))
        patience.start()
        ended = int(self.process.stdout.readline())
        patience.cancel()
        self.child = None
        assert not stuck.is_set(), ("publishing did not end; where it was:", self.log.read_text("utf-8")[-5000:])
        return ended

    @staticmethod
    def _end_stuck(child: int, stuck: threading.Event) -> None:
        """Have a process that publishes for too long tell where it is, and end it."""
        stuck.set()
        if kill(child, signal.SIGUSR1):
            time.sleep(1)
            kill(child)

    def close(self) -> None:
        """End it."""
        self.process.communicate(timeout=DEADLINE_S)


def descendants(root: int) -> dict[int, int]:
    """All processes under one, with their parents."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            pid = int(entry.name)
            state, parent = entry.joinpath("stat").read_text("utf-8").rpartition(")")[2].split()[:2]
            if state not in "ZX":
                parents[pid] = int(parent)
    found: dict[int, int] = {}
    level = {root}
    while level:
        level = {pid for pid, parent in parents.items() if parent in level}
        found |= {pid: parents[pid] for pid in level}
    return found


def _role(pid: int, parent: int, service: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return "gone"
    if b"resource_tracker" in command:
        return "tracker"
    if b"spawn_main" in command:
        return "writer"
    return "forkserver" if parent == service else "worker"


def kill(pid: int, number: signal.Signals = signal.SIGKILL) -> bool:
    """Kill a process, or send it another signal; whether it was there."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def _held(answer: Answer) -> int:
    """How many more goals than the tiny dataset an answer tells of."""
    lines = answer.body.decode().split("\r\n")[1:-1]
    first = len(grown(0).goals[BUDGET]) + len(grown(0).goals[REPORT])
    return len(lines) - first


@contextlib.contextmanager
def asking(turmoil: Turmoil, checked: Callable[[Answer], None]) -> Iterator[None]:
    """Ask for the goals all the while; what is answered has to be right, and that nothing is may happen."""
    wrong: list[BaseException] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            answer = turmoil.ask(GOALS)
            if answer is not None and answer.status == 200:
                try:
                    checked(answer)
                except AssertionError as error:
                    wrong.append(error)
            ended.wait(0.03)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(DEADLINE_S)
    if wrong:
        raise wrong[0]


def held_goals(answer: Answer) -> int:
    """How many more goals than the tiny dataset an answer tells of."""
    return _held(answer)
