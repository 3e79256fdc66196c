"""What the measurements of the endpoint gave, and whether it reaches its targets. Measures nothing, prints nothing."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Final, Self

import msgspec

from benchmarks.endpoint_attack import Waited
from benchmarks.endpoint_load import SHARES, Loaded, percentile

FACTOR: Final = 1.3
PLUS_MS: Final = 1.0
CACHED_RATE: Final = 5000.0
TIMES_RDFLIB: Final = 20.0
TIMES_AT_REST: Final = 2.0


class Spread(msgspec.Struct, frozen=True):
    """The median of rounds, and the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """The spread of at least one value."""
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        """For people: 1,204 (1,180-1,230), with decimals where the figures are small."""
        places = 0 if self.median >= 100 else 1 if self.median >= 10 else 2
        if self.least == self.most:
            return f"{self.median:,.{places}f}"
        return f"{self.median:,.{places}f} ({self.least:,.{places}f}-{self.most:,.{places}f})"


class Start(msgspec.Struct, frozen=True, rename="camel"):
    """A server: seconds to its first answer, and memory in MiB then and after all measurements of its speed."""

    server: str
    seconds: float
    processes: int
    pss_first: float
    rss_first: float
    pss_after: float
    rss_after: float


class Query(msgspec.Struct, frozen=True, rename="camel"):
    """One query: rows, and milliseconds by the twin, by this service, and by each rival that answers it."""

    name: str
    rows: int
    twin_ms: Spread
    own_ms: Spread
    rival_ms: dict[str, float]

    @property
    def ratio(self) -> float:
        """The time of the service as a multiple of the twin's."""
        return self.own_ms.median / self.twin_ms.median

    @property
    def over_ms(self) -> float:
        """Milliseconds over what the target allows; below nought where it is met."""
        return self.own_ms.median - (FACTOR * self.twin_ms.median + PLUS_MS)


class Rate(msgspec.Struct, frozen=True, rename="camel"):
    """A mix asked by so many clients: answers a second, percentiles in milliseconds, and requests that failed.

    The percentiles are None where there was no answer.
    """

    server: str
    mix: str
    clients: int
    rate: Spread
    p50: float | None
    p95: float | None
    p99: float | None
    failed: int

    @classmethod
    def of(cls, server: str, mix: str, clients: int, rounds: Sequence[Loaded]) -> Self:
        """The figures of some rounds."""
        p50, p95, p99 = (_middle(rounds, share) for share in SHARES)
        rate = Spread.of([one.rate for one in rounds])
        return cls(server, mix, clients, rate, p50, p95, p99, sum(one.failed for one in rounds))


class Attack(msgspec.Struct, frozen=True, rename="camel"):
    """Short queries of a server at rest and under attack, round by round."""

    server: str
    rest: tuple[Waited, ...]
    attacked: tuple[Waited, ...]

    @property
    def ratio(self) -> float:
        """The p95 under attack as a multiple of that at rest, by the medians of the rounds."""
        return median(one.p95 for one in self.attacked) / median(one.p95 for one in self.rest)

    @property
    def failed(self) -> int:
        """Short queries that were not answered while others attacked."""
        return sum(one.failed for one in self.attacked)


class Target(msgspec.Struct, frozen=True, rename="camel"):
    """What is to be reached, what was, and whether that is enough."""

    name: str
    found: str
    met: bool


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """All that was measured; `differences` are by server and query, `cached` by client and connections."""

    machine: dict[str, str]
    settings: dict[str, str]
    graph: dict[str, str]
    notes: list[str]
    differences: dict[str, dict[str, str]]
    starts: list[Start]
    queries: list[Query]
    rates: list[Rate]
    ceiling: dict[str, float]
    cached: dict[str, Spread]
    attacks: list[Attack]
    targets: list[Target]


def per_query(queries: Sequence[Query]) -> Target:
    """Uncached: each query within a factor and a millisecond of the engine's own time."""
    late = sorted((one for one in queries if one.over_ms > 0), key=lambda one: -one.over_ms)
    said = f"{len(queries) - len(late)} of {len(queries)} queries"
    if late:
        worst = late[0]
        said += f"; worst {worst.name}: {worst.own_ms.median:.2f} ms beside {worst.twin_ms.median:.2f} ms"
    return Target(f"uncached: per query at most {FACTOR} times the engine's own time and 1 ms", said, not late)


def cached(found: Mapping[str, Spread]) -> Target:
    """Cached: answers a second of the same request, by the best number of connections."""
    best = max(found.values(), key=lambda one: one.median)
    name = f"cached: at least {CACHED_RATE:,.0f} answers a second of one process"
    return Target(name, str(best), best.median >= CACHED_RATE)


def beside(own: str, rival: str, mix: str, rates: Iterable[Rate]) -> Target | None:
    """The least multiple of a rival's rate on a mix, over all numbers of clients; None without the rival."""
    found = {(one.server, one.clients): one.rate.median for one in rates if one.mix == mix}
    multiples = {
        clients: rate / found[rival, clients]
        for (server, clients), rate in found.items()
        if server == own and found.get((rival, clients))
    }
    if not multiples:
        return None
    said = ", ".join(f"{times:.1f} times with {clients} clients" for clients, times in multiples.items())
    return Target(f"{mix}: at least {TIMES_RDFLIB:g} times {rival}", said, min(multiples.values()) >= TIMES_RDFLIB)


def one_after_another(rival: str, queries: Sequence[Query]) -> Target | None:
    """All questions and look-ups that a rival answers rightly, one after another, each new: its time beside ours."""
    both = [(one.rival_ms[rival], one.own_ms.median) for one in queries if rival in one.rival_ms]
    if not both:
        return None
    theirs, ours = (sum(times) for times in zip(*both, strict=True))
    times = theirs / ours
    name = f"questions and look-ups, each new, one after another: at least {TIMES_RDFLIB:g} times {rival}"
    said = f"{times:.1f} times; {len(both)} of {len(queries)} queries are answered by both"
    return Target(name, said, times >= TIMES_RDFLIB)


def short_under_attack(attack: Attack) -> Target:
    """The p95 of short queries while others send cross products, beside that at rest; all have to be answered."""
    rest, attacked = (median(one.p95 for one in ones) for ones in (attack.rest, attack.attacked))
    said = f"p95 {attacked:.2f} ms beside {rest:.2f} ms: {attack.ratio:.2f} times; {attack.failed} not answered"
    name = f"short queries under attack: p95 at most {TIMES_AT_REST:g} times that at rest"
    return Target(name, said, attack.ratio <= TIMES_AT_REST and not attack.failed)


def _middle(rounds: Sequence[Loaded], share: float) -> float | None:
    found = [percentile(one.milliseconds, share) for one in rounds if one.milliseconds]
    return median(found) if found else None
