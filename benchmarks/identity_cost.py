"""Identity cost: how long following goals takes, and how much memory, by how many goals a document has."""

import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from benchmarks.read_towns import read_profiles
from benchmarks.years import Town
from ingest.link.identity import identify
from ingest.link.profiles import Profile
from ontology.iri import DocumentKey

SIZES: Final = (100, 300, 1000, 2000, 5000)
MEBIBYTE: Final = 1 << 20


class Cost(msgspec.Struct, frozen=True, rename="camel"):
    """What following the goals of two budgets takes, in seconds of a processor and MiB.

    `held` is how many goals of the second were found.
    """

    goals: int
    seconds: float
    peak_mib: float
    held: int


def costs(sizes: Sequence[int], seed: int, told: Callable[[str], None]) -> list[Cost]:
    """The cost of two budgets of so many goals each."""
    found = []
    for size in sizes:
        told(f"two budgets of {size} goals")
        town = Town(seed, 0, 0, goals=size, years=4, reports=False)
        found.append(_cost(size, read_profiles(town, last=2)))
    return found


def _cost(size: int, profiles: Mapping[DocumentKey, Sequence[Profile]]) -> Cost:
    started = time.process_time()  # other work on the machine counts for nothing
    identity = identify(profiles)
    seconds = time.process_time() - started
    tracemalloc.start()
    identify(profiles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    held = sum(len(thread) > 1 for thread in identity.threads)
    return Cost(size, round(seconds, 2), round(peak / MEBIBYTE, 1), held)
