"""Scoring: facts that were read beside facts that were annotated, and figures of how many are right. Reads no page.

Undefined figures are None: precision where nothing was read, recall and F1 where nothing was annotated.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from benchmarks.facts import MEASURES, Fact, Facts
from ingest.intervals import Interval, wilson

RESAMPLES: Final = 1000
SEED: Final = 1
FEWEST_PAGES: Final = 10  # of fewer pages a bootstrap tells no more than that they are few
TAIL: Final = 0.025
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Matched:
    """The facts of one measure on one page: those that were found, missed, and read where they are not."""

    right: tuple[tuple[Fact, Fact], ...]
    missed: tuple[Fact, ...]
    false: tuple[Fact, ...]

    @property
    def counts(self) -> "Counts":
        """How many there are."""
        return Counts(len(self.right) + len(self.missed), len(self.right) + len(self.false), len(self.right))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts were annotated, how many were read, and how many of these are right."""

    annotated: int = 0
    read: int = 0
    right: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.annotated + other.annotated, self.read + other.read, self.right + other.right)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing was annotated."""
        return 2 * self.right / (self.annotated + self.read) if self.annotated else None


class Score(msgspec.Struct, frozen=True, rename="camel"):
    """The figures of one measure over some pages.

    `f1_bounds` come by bootstrap over pages; None for few pages, and where F1 is undefined.
    """

    annotated: int
    read: int
    right: int
    f1: float | None
    f1_bounds: tuple[float, float] | None

    @property
    def precision(self) -> Interval | None:
        """Which share of what was read is right; None where nothing was read."""
        return wilson(self.right, self.read)

    @property
    def recall(self) -> Interval | None:
        """Which share of what is annotated was read; None where nothing is annotated."""
        return wilson(self.right, self.annotated)


def match(said: Sequence[Fact], found: Sequence[Fact]) -> Matched:
    """As many pairs of what is annotated and what was read as can be made, each fact in one pair at most.

    Where there is a choice, the places that share most go together. Pairs are sought along augmenting paths (Kuhn).
    """
    fitting = [_fitting(one, found) for one in said]
    partner: dict[int, int] = {}  # of what was read, by its place in `found`

    def assign(one: int, tried: set[int]) -> bool:
        for other in fitting[one]:
            if other in tried:
                continue
            tried.add(other)
            if other not in partner or assign(partner[other], tried):
                partner[other] = one
                return True
        return False

    for one in range(len(said)):
        assign(one, set())
    paired = {one: other for other, one in partner.items()}
    return Matched(
        right=tuple((said[one], found[other]) for one, other in sorted(paired.items())),
        missed=tuple(fact for at, fact in enumerate(said) if at not in paired),
        false=tuple(fact for at, fact in enumerate(found) if at not in partner),
    )


def _fitting(one: Fact, found: Sequence[Fact]) -> list[int]:
    """Which of the facts that were read say an annotated one, by their places in the list; the best first."""
    fitting = [at for at, other in enumerate(found) if one.fits(other)]
    return sorted(fitting, key=lambda at: (-one.overlap(found[at]), at))


def match_page(said: Facts, found: Facts) -> dict[str, Matched]:
    """The facts of a page, by measure."""
    return {name: match(said[name], found[name]) for name in MEASURES}


def look_alikes(said: Facts, found: Facts) -> tuple[Fact, ...]:
    """What was read as a reference where the annotation has none at all."""
    return tuple(one for one in found["mentions"] if not any(one.overlap(other) > 0 for other in said["mentions"]))


def score(pages: Sequence[Counts]) -> Score:
    """The figures of one measure over pages."""
    total = sum(pages, Counts())
    bounds = bootstrap([pages], lambda counts: counts[0].f1)
    return Score(total.annotated, total.read, total.right, rounded(total.f1), bounds)


def rounded(figure: float | None) -> float | None:
    """A figure with as many digits as it is kept with."""
    return None if figure is None else round(figure, DIGITS)


def by_key(matched: Iterable[Matched], part: int) -> dict[str, list[Counts]]:
    """The counts of each page by one part of the keys, such as the relation; a fact counts for its own part."""
    pages: list[dict[str, Counts]] = []
    for one in matched:
        right = Counter(said.key[part] for said, _ in one.right)
        missed, false = (Counter(fact.key[part] for fact in facts) for facts in (one.missed, one.false))
        parts = {*right, *missed, *false}
        pages.append({key: Counts(right[key] + missed[key], right[key] + false[key], right[key]) for key in parts})
    keys = sorted({key for page in pages for key in page})
    return {key: [page.get(key, Counts()) for page in pages] for key in keys}


def macro(parts: Mapping[str, Sequence[Counts]]) -> Score:
    """All parts together, with the mean of F1 over the parts that are annotated instead of F1 over all facts."""
    totals = [sum(pages, Counts()) for pages in parts.values()]
    total = sum(totals, Counts())
    bounds = bootstrap(list(parts.values()), mean_f1)
    return Score(total.annotated, total.read, total.right, rounded(mean_f1(totals)), bounds)


def mean_f1(counts: Sequence[Counts]) -> float | None:
    """The mean of F1 where it is defined."""
    defined = [f1 for one in counts if (f1 := one.f1) is not None]
    return sum(defined) / len(defined) if defined else None


def bootstrap(
    series: Sequence[Sequence[Counts]], figure: Callable[[Sequence[Counts]], float | None]
) -> tuple[float, float] | None:
    """Between which bounds a figure lies in 95 of 100 draws of as many pages, with replacement, from a fixed seed.

    `series` are counts by page; `figure` gets the sum of each. None for few pages, where most draws give no figure, and
    where all give the same, as they do when nothing or everything is right: that is no certainty.
    """
    size = len(series[0]) if series else 0
    if size < FEWEST_PAGES:
        return None
    chance = random.Random(SEED)  # noqa: S311 - no secret; the same seed gives the same bounds
    pages = [[(at, counts) for at, counts in enumerate(one) if counts != Counts()] for one in series]
    drawn: list[float] = []
    for _ in range(RESAMPLES):
        times = Counter(chance.choices(range(size), k=size))
        value = figure([_sum(one, times) for one in pages])
        if value is not None:
            drawn.append(value)
    if len(drawn) < RESAMPLES / 2:
        return None
    drawn.sort()
    low, high = (round(drawn[int(tail * len(drawn))], DIGITS) for tail in (TAIL, 1 - TAIL))
    return (low, high) if low < high else None


def _sum(pages: Iterable[tuple[int, Counts]], times: Mapping[int, int]) -> Counts:
    """The counts of pages, each as often as it was drawn."""
    annotated = read = right = 0
    for at, counts in pages:
        drawn = times[at]
        annotated += drawn * counts.annotated
        read += drawn * counts.read
        right += drawn * counts.right
    return Counts(annotated, read, right)
