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
from ingest.link.matching import TOLD, Pair, Place

LEAST: Final = -6.0  # log-odds of a version by itself that may be a part
MOST_ELSEWHERE: Final = 8.0  # log-odds above which it certainly is something else
MOST_PARTS: Final = 4  # versions beside the likeliest that are looked at
# The pull of each sign, fitted by `benchmarks/identity.py --fit`.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "own": 10.96,
        "least": 5.49,
        "covered": -6.10,
        "within": 5.73,
        "least_within": 2.19,
        "equal": 5.55,
        "likely": 0.44,
        "elsewhere": -0.36,
    }
)
BIAS: Final = -7.54
SIGNS: Final = tuple(WEIGHTS)


class Signs(msgspec.Struct, frozen=True):
    """What tells parts of a whole, by the weight of words.

    `own` is the share of the second part's words that the whole has and the first has not, `least` the same of the
    first; `within` and `least_within` are the shares of their words that the whole has. `covered` is the share of the
    whole that the two have together, and `equal` that of the second part's items that the whole has. `likely` are the
    log-odds of the second part by itself, `elsewhere` those of the likeliest other thing that it may be.
    """

    own: float
    least: float
    covered: float
    within: float
    least_within: float
    equal: float
    likely: float
    elsewhere: float

    @property
    def log_odds(self) -> float:
        """The logarithm of the odds that the two are parts of the whole."""
        return BIAS + math.fsum(weight * getattr(self, name) for name, weight in WEIGHTS.items())


class Parts(msgspec.Struct, frozen=True):
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
        for other in others[:MOST_PARTS]:
            if other.told or other.log_odds > LEAST:
                first, second = (halves[one.place[1 - side]] for one in (main, other))
                rivals = by_part[other.place[1 - side]]
                elsewhere = max((one.log_odds for one in rivals if one.place != other.place), default=LEAST)
                if elsewhere > MOST_ELSEWHERE and not other.told:
                    continue
                signs = _signs(wholes[whole], first, second, other.likeness.log_odds, elsewhere)
                yield Parts(main, other, signs, _told(other, elsewhere, side))


def _told(other: Pair, elsewhere: float, side: int) -> float | None:
    """What words are worth: all, of a goal that is found nowhere else; else as much as the texts bear out."""
    if not other.told:
        return None
    return other.log_odds if side == 1 and elsewhere < 0 else TOLD + other.likeness.log_odds


def _rank(pair: Pair) -> tuple[float, Place]:
    return -pair.log_odds, pair.place


def _signs(whole: Seen, first: Seen, second: Seen, likely: float, elsewhere: float) -> Signs:
    both = first.vector.keys() | second.vector.keys()
    return Signs(
        own=_share(second.vector, whole.vector.keys() - first.vector.keys()),
        least=_share(first.vector, whole.vector.keys() - second.vector.keys()),
        covered=_share(whole.vector, both),
        within=_share(second.vector, whole.vector.keys()),
        least_within=_share(first.vector, whole.vector.keys()),
        equal=_equal(second, whole),
        likely=_bounded(likely),
        elsewhere=_bounded(elsewhere),
    )


def _bounded(log_odds: float) -> float:
    return max(LEAST, min(-LEAST, log_odds))


def _equal(part: Seen, whole: Seen) -> float:
    items, known = ({item for one in seen.profile.parts.values() for item in one.items} for seen in (part, whole))
    return len(items & known) / len(items) if items else 0.0


def _share(vector: Mapping[str, float], kept: AbstractSet[str]) -> float:
    """The share of the weight of a vector's roots that are among some; the vector is of length one."""
    return math.fsum(vector[root] * vector[root] for root in vector.keys() & kept)
