"""What is asked of the network and its rivals alike: the questions by name, the goals that are drawn, and the clock.

Knows no network: things go by the paths of their identifiers.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final, TypeVar

import msgspec

from benchmarks.endpoint_load import percentile
from benchmarks.trace_bodies import Plan, Shape

NEIGHBOURS: Final = "neighbours"
SHORTEST: Final = "shortest path"
PATHS: Final = "five shortest paths"
IMPACT: Final = "impact to depth 3"
DROP: Final = "drop"
MATRIX: Final = "matrix"
PARTITIONED: Final = "matrix, cycles together"
HUBS: Final = "hubs"
UNREFERRED: Final = "unreferred"
ONE_WAY: Final = "one-way"
PAIRS: Final = "programme pairs"
COMPONENTS: Final = "components"
CYCLES: Final = "shortest cycles"
BRIDGES: Final = "bridges"
MOST: Final = 100  # rows or components of an answer, as many as are given where nobody asks for more
PATHS_WANTED: Final = 5
DEPTH: Final = 3
COMPARED: Final = 10  # draws that are asked past the limit too, because their answers are compared
PATIENCE: Final = 6  # times the limit, after which these are given up as well
Thing = TypeVar("Thing")


class Drawn(msgspec.Struct, frozen=True):
    """A goal that is asked about, another one to which paths are wanted, and the document of the first."""

    source: str
    target: str
    document: str


class Size(msgspec.Struct, frozen=True):
    """A network that is measured: how many versions, and how they are divided over bodies."""

    versions: int
    shape: Shape
    seed: int

    @property
    def plan(self) -> Plan:
        """How its bodies are made."""
        return Plan(self.versions, self.shape, self.seed)

    @property
    def name(self) -> str:
        """For folders and people."""
        return f"{self.versions}-{self.shape}-seed-{self.seed}"


class Pace(msgspec.Struct, frozen=True):
    """How long is measured: so many draws in each of so many rounds, and seconds after which a round ends early."""

    draws: int
    rounds: int
    limit_s: float


class Timed(msgspec.Struct, frozen=True, rename="camel"):
    """A question as one system answered it: milliseconds, over so many times that it was asked in all rounds.

    `found` is how much the first ten draws found together, which all systems have to agree on; None where so many took
    too long.
    """

    question: str
    asked: int
    p50: float
    p95: float
    most: float
    found: int | None


def whole(question: str) -> str:
    """The name of a question about a document where it is asked of the whole release."""
    return f"{question}, whole release"


def draw(goals: Mapping[str, Sequence[int]], path_of: Callable[[int], str], count: int, seed: int) -> list[Drawn]:
    """Goals out of those of each document; every other one is asked for a path to a goal of another document.

    A document is drawn first, then its goal; the other document is of the same body where that has more. A document
    has at least two goals.
    """
    random, documents = Random(f"{seed}/goals"), list(goals)  # noqa: S311 - drawn again for the same seed
    by_body: dict[str, list[str]] = {}
    for document in documents:
        by_body.setdefault(document.partition("/")[0], []).append(document)
    found = []
    for place in range(count):
        document = random.choice(documents)
        other = random.choice(by_body[document.partition("/")[0]]) if place % 2 else document
        source = random.choice(goals[document])
        target = random.choice([one for one in goals[other] if one != source])
        found.append(Drawn(path_of(source), path_of(target), document))
    return found


class Clock:
    """What asking one question took, draw after draw and round after round."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.milliseconds: list[float] = []
        self.found: int | None = None

    def ask(self, ask: Callable[[Thing], int], draws: Sequence[Thing], limit_s: float) -> None:
        """Ask of each draw, after one that does not count; ends early where they take longer than the limit.

        What `ask` gives is how much it found.
        """
        ask(draws[0])
        began, found = time.perf_counter(), list[int]()
        for place, one in enumerate(draws):
            if time.perf_counter() - began > limit_s * (PATIENCE if place < COMPARED else 1) and found:
                break
            started = time.perf_counter()
            found.append(ask(one))
            self.milliseconds.append((time.perf_counter() - started) * 1000)
        enough = len(found) >= min(COMPARED, len(draws))
        self.found = sum(found[:COMPARED]) if enough else self.found

    def timed(self) -> Timed:
        """The percentiles.

        Raises:
            ValueError: it was never asked.
        """
        p50, p95 = (round(percentile(self.milliseconds, share), 3) for share in (0.50, 0.95))
        most = round(max(self.milliseconds), 3)
        return Timed(self.question, len(self.milliseconds), p50, p95, most, self.found)
