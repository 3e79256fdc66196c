"""Profiling: which part of the program the time goes to, from the counts of cProfile. Knows no step by name.

Time in a library is charged to the part that called it, as far as it did.
"""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).parent.parent
ROOMS: Final = ("ingest", "ontology", "benchmarks")
OTHER: Final = "(other)"
DEEP: Final = 12  # a chain of library calls that is longer is charged to nobody
Place = tuple[str, int, str]  # file, line, function, as pstats has them
Timing = tuple[int, int, float, float, dict[Place, tuple[int, int, float, float]]]


class Profile(msgspec.Struct, frozen=True, rename="camel"):
    """Shares of the time, largest first: by module (own work and the libraries it calls), and by function alone."""

    modules: dict[str, float]
    functions: dict[str, float]


def profile(work: Callable[[], object]) -> Profile:
    """The profile of some work, done once."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    timings: Mapping[Place, Timing] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return summed(timings)


def summed(timings: Mapping[Place, Timing]) -> Profile:
    """The timings of pstats by module and by function, as shares."""
    modules: defaultdict[str, float] = defaultdict(float)
    functions: defaultdict[str, float] = defaultdict(float)
    for place, (_, _, own, _, _) in timings.items():
        for caller, share in _charged(place, timings, DEEP).items():
            modules[module_of(caller) or OTHER] += own * share
            functions[f"{module_of(caller)}.{caller[2]}" if module_of(caller) else OTHER] += own * share
    whole = sum(modules.values()) or 1.0
    return Profile(_shares(modules, whole), _shares(functions, whole))


def module_of(place: Place) -> str | None:
    """The module of a function of the program: `ingest.read.text`; None for a library."""
    path = Path(place[0])
    if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in ROOMS:
        return None
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _charged(place: Place, timings: Mapping[Place, Timing], depth: int) -> dict[Place, float]:
    """Which functions of the program have a function's own time on their account, and for what share."""
    if module_of(place) is not None:
        return {place: 1.0}
    callers = timings[place][4] if place in timings else {}
    # own time on behalf of each caller; of a function that is too quick to have any, the number of calls
    weights = {caller: own or calls * 1e-12 for caller, (calls, _, own, _) in callers.items() if caller != place}
    whole = sum(weights.values())
    if not whole or not depth:
        return {place: 1.0}
    charged: defaultdict[Place, float] = defaultdict(float)
    for caller, weight in weights.items():
        for owner, share in _charged(caller, timings, depth - 1).items():
            charged[owner] += share * weight / whole
    return dict(charged)


def _shares(times: Mapping[str, float], whole: float) -> dict[str, float]:
    return {name: round(time / whole, 4) for name, time in sorted(times.items(), key=lambda pair: -pair[1])}
