"""Parting: a goal that became two, or two that became one, by what words each of the two has for itself.

Of a whole and two versions, each of the two is a part where the whole has much of its words, and each has words of the
whole that the other lacks; the same goal twice has not. Knows no document and decides nothing.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link.likeness import Seen
from ingest.link.matching import FEWEST, TOLD, Pair
from ingest.link.tracing import Place

LEAST: Final = -6.0  # log-odds of a version by itself that may be a part
MOST_ELSEWHERE: Final = 8.0  # log-odds above which it certainly is something else
OWN: Final = 0.1  # of the words of a part, those of the whole that the other part lacks; one with less adds nothing
MOST_PARTS: Final = 4  # versions beside the likeliest that are looked at
# The pull of each sign, fitted by `benchmarks/identity.py --fit`.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "own": 4.70,
        "least": 3.28,
        "covered": -6.20,
        "likely": 1.07,
        "elsewhere": -0.26,
        "given": 5.83,
        "taken": 3.30,
        "least_given": 2.61,
    }
)
BIAS: Final = -2.03
SIGNS: Final = tuple(WEIGHTS)


class Signs(msgspec.Struct, frozen=True, array_like=True):
    """What tells parts of a whole, by the weight of words and by paragraphs and items.

    `own` is the share of the second part's words that the whole has and the first has not, `least` the same of the
    first, and `covered` the share of the whole's words that the two have together. `given` and `least_given` are the
    shares of the second's and the first's pieces that are the whole's and no other's, `taken` that of the whole's that
    are the second's. `likely` are the log-odds of the second part by itself, `elsewhere` those of the likeliest other
    thing that it may be.
    """

    own: float
    least: float
    covered: float
    likely: float
    elsewhere: float
    given: float
    taken: float
    least_given: float

    @property
    def log_odds(self) -> float:
        """The logarithm of the odds that the two are parts of the whole."""
        return BIAS + math.fsum(weight * getattr(self, name) for name, weight in WEIGHTS.items())


class Parts(msgspec.Struct, frozen=True, array_like=True):
    """A whole and two versions that may be parts of it: the pair of the likelier with the whole, and of the other.

    `told` are the log-odds by words that say so outright; None where none do.
    """

    main: Pair
    other: Pair
    signs: Signs
    told: float | None

    @property
    def confidence(self) -> float:
        """The probability that they are."""
        log_odds = self.signs.log_odds if self.told is None else max(self.signs.log_odds, self.told)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def parted(pairs: Mapping[Place, Pair], earlier: Sequence[Seen], later: Sequence[Seen], side: int) -> Iterator[Parts]:
    """What may be parts of each whole: of the earlier versions (side 0), which split, or of the later, which merged."""
    by_whole: dict[int, list[Pair]] = {}
    by_part: dict[int, list[Pair]] = {}
    for pair in sorted(pairs.values(), key=_rank):
        by_whole.setdefault(pair.place[side], []).append(pair)
        by_part.setdefault(pair.place[1 - side], []).append(pair)
    wholes, halves = (earlier, later) if side == 0 else (later, earlier)
    for whole, (main, *others) in sorted(by_whole.items()):
        for other in sorted(others, key=lambda pair: -pair.shared)[:MOST_PARTS]:
            if other.told or other.shared >= FEWEST:  # of words alone a rival has as many as a part
                first, second = (halves[one.place[1 - side]] for one in (main, other))
                rivals = by_part[other.place[1 - side]]
                elsewhere = max((one.log_odds for one in rivals if one.place != other.place), default=LEAST)
                if elsewhere > MOST_ELSEWHERE and not other.told:
                    continue
                signs = _signs(wholes[whole], (first, main), (second, other), elsewhere, side)
                if min(signs.own, signs.least) < OWN and not other.told:
                    continue  # nor is it parted that goes on as it was: then the other has nothing of it for itself
                yield Parts(main, other, signs, _told(other, elsewhere, side))


def _told(other: Pair, elsewhere: float, side: int) -> float | None:
    """What words are worth: all, of a goal that is found nowhere else; else as much as the texts bear out."""
    if not other.told:
        return None
    return other.log_odds if side == 1 and elsewhere < 0 else TOLD + other.likeness.log_odds


def _rank(pair: Pair) -> tuple[float, Place]:
    return -pair.log_odds, pair.place


def _signs(whole: Seen, main: tuple[Seen, Pair], other: tuple[Seen, Pair], elsewhere: float, side: int) -> Signs:
    first, second = main[0].vector, other[0].vector
    return Signs(
        own=_share(second, whole.vector.keys() - first.keys()),
        least=_share(first, whole.vector.keys() - second.keys()),
        covered=_share(whole.vector, first.keys() | second.keys()),
        likely=_bounded(other[1].likeness.log_odds),
        elsewhere=_bounded(elsewhere),
        given=_given(other[1], side),
        taken=_given(other[1], 1 - side),
        least_given=_given(main[1], side),
    )


def _given(pair: Pair, side: int) -> float:
    """The share of the pieces of the one that are the other's: of the later (side 0), or of the earlier."""
    return (pair.likeness.comes if side == 0 else pair.likeness.goes) or 0.0


def _bounded(log_odds: float) -> float:
    return max(LEAST, min(-LEAST, log_odds))


def _share(vector: Mapping[str, float], kept: AbstractSet[str]) -> float:
    """The share of the weight of a vector's roots that are among some; the vector is of length one."""
    return math.fsum(vector[root] * vector[root] for root in vector.keys() & kept)
