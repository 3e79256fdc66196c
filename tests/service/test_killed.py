"""Any process may be killed at any moment: nothing acknowledged is lost, and no half release is served.

A hundred kills (SIGKILL) at random moments, which a seed chooses, while somebody publishes, writes or asks.
"""

import asyncio
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from growing import grown, publish_grown
from tiny import publish_tiny
from turmoil import GOALS, LONG, Nursery, Turmoil, asking, descendants, held_goals, kill

from service.engine import embedded
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import QueryFailedError
from service.engine.work import Limits
from service.engine.workers import Worker
from service.release.prune import prune
from service.release.releases import Releases
from service.release.store import open_read_only

KILLS = 100
CASE = 10
# How often which process is killed while what is going on.
PLAN = {
    ("publish", "publisher"): 14,
    ("publish", "deriver"): 8,
    ("publish", "service"): 3,
    ("publish", "worker"): 3,
    ("write", "writer"): 18,
    ("write", "service"): 4,
    ("write", "worker"): 6,
    ("query", "worker"): 34,
    ("query", "service"): 4,
    ("query", "forkserver"): 4,
    ("query", "tracker"): 2,
}
# Seconds in which an action is mostly done here; a moment in them is chosen.
LASTS = {"publish": 0.9, "write": 0.12, "query": 0.15}
SCHEDULE = [one for one, times in PLAN.items() for _ in range(times)]


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing secret


seeded(20).shuffle(SCHEDULE)


def test_a_hundred_kills_are_planned() -> None:
    assert len(SCHEDULE) == KILLS
    assert KILLS % CASE == 0


@pytest.fixture(scope="module")
def turmoil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turmoil]:
    """A running service in which something is published and written."""
    root = tmp_path_factory.mktemp("turmoil")
    made = Turmoil(root, seeded(5))
    publish_tiny(grown(0).write(root / "d0"), made.data)
    made.start()
    try:
        made.write()()
        assert made.notes
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("nursery") / "nursery.log")
    yield made
    made.close()


@pytest.mark.parametrize("case", range(KILLS // CASE))
def test_whatever_is_killed_nothing_acknowledged_is_lost(turmoil: Turmoil, nursery: Nursery, case: int) -> None:
    chance = seeded(case)
    killed: Counter[str] = Counter()
    as_planned = 0
    for action, victim in SCHEDULE[case * CASE : (case + 1) * CASE]:
        turmoil.start()
        settle, hit = act_and_kill(turmoil, nursery, chance, action, victim)
        killed[hit] += 1
        as_planned += hit == victim
        turmoil.start()
        settle()
        turmoil.look()
    assert killed.total() == CASE
    assert as_planned > CASE // 2, killed
    settle_down(turmoil, nursery)


def act_and_kill(
    turmoil: Turmoil, nursery: Nursery, chance: random.Random, action: str, victim: str
) -> tuple[Callable[[], None], str]:
    """Begin something, kill a process at a moment of it, and give what is to be looked at when all is up again."""
    goals = turmoil.goals + chance.randrange(1, 3)
    before = turmoil.goals
    actions: dict[str, Callable[[], Callable[[], None]]] = {
        "publish": lambda: turmoil.publish(nursery, goals),
        "write": turmoil.write,
        "query": lambda: _asked(turmoil),
    }
    settled: list[Callable[[], None]] = []
    acting = threading.Thread(target=lambda: settled.append(actions[action]()))

    def right(answer: object) -> None:
        assert held_goals(answer) in {before, goals if action == "publish" else before}  # type: ignore[arg-type]

    with asking(turmoil, right):
        acting.start()
        time.sleep(chance.uniform(0, LASTS[action]))
        hit = kill_one(turmoil, nursery, chance, victim, acting)
        acting.join()
    assert settled, f"{action} failed"
    return settled[0], hit


def _asked(turmoil: Turmoil) -> Callable[[], None]:
    answer = turmoil.ask(LONG)
    assert answer is None or answer.status in {200, 500, 503}, answer
    return lambda: None


def kill_one(turmoil: Turmoil, nursery: Nursery, chance: random.Random, victim: str, acting: threading.Thread) -> str:
    """Kill the process that is meant, as soon as it is there; where it no longer comes, a worker or the service."""
    while True:
        meant = found(turmoil, nursery, victim)
        if meant and kill(chance.choice(meant)):
            if victim == "service":
                turmoil.bury()
            return victim
        if not acting.is_alive():
            victim = "worker" if found(turmoil, nursery, "worker") else "service"
        time.sleep(0.002)


def found(turmoil: Turmoil, nursery: Nursery, victim: str) -> list[int]:
    """The processes of a role, in the order of their identifiers."""
    child = nursery.child
    match victim:
        case "publisher":
            return [] if child is None else [child]
        case "deriver":
            return [] if child is None else sorted(descendants(child))
        case "service":
            assert turmoil.service is not None
            return [turmoil.service.pid]
        case role:
            return sorted(pid for pid, one in turmoil.processes().items() if one == role)


def settle_down(turmoil: Turmoil, nursery: Nursery) -> None:
    """What was left behind is swept by a publish and a write that nobody kills, and pruning works."""
    turmoil.publish(nursery, turmoil.goals + 1)()
    turmoil.write()()
    turmoil.look()
    releases = Releases(turmoil.data)
    assert not list((turmoil.data / "releases").glob(".*"))
    assert len(releases.identifiers()) <= 7
    assert {path.name for path in (turmoil.data / "releases").iterdir()} == set(releases.identifiers())
    prune(turmoil.data, 1)
    turmoil.look()


def test_a_worker_that_is_killed_while_a_release_is_opened_holds_nobody_to_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = publish_grown(tmp_path, 1)
    limits = Limits(512 * 1024 * 1024, 1024 * 1024)
    engine = EmbeddedEngine(Releases(data), Capacity(workers=1, queue_length=2, timeout_s=20.0, limits=limits))
    start, failures = embedded.start, iter([True, False])

    def killed_at_first(*given: Any) -> Worker:  # noqa: ANN401 - as it is called
        worker = start(*given)
        if next(failures, False):
            worker.kill()
            raise QueryFailedError("killed")
        return worker

    publish_grown(tmp_path, 2)
    monkeypatch.setattr(embedded, "start", killed_at_first)
    try:
        assert len(asyncio.run(engine.rows(GOALS))) == 4
        assert engine.release == Releases(data).current()
    finally:
        engine.close()


def test_what_is_left_after_kills_is_what_a_build_of_the_whole_gives(turmoil: Turmoil, tmp_path: Path) -> None:
    def graphs(data: Path) -> list[str]:
        releases = Releases(data)
        return sorted(map(str, open_read_only(releases.store(releases.current()))))

    turmoil.look()
    data = tmp_path / "data"
    shutil.copytree(turmoil.data, data)
    publish_tiny(turmoil.root / f"d{turmoil.goals}", data, full=True)
    assert graphs(data) == graphs(turmoil.data)
