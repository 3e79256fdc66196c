"""Intervals: between which bounds a figure of a sample lies with 95 % confidence. Knows nothing of what is counted.

Undefined is None: a share of nothing, or an agreement that chance alone would make whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054  # the standard normal distribution has 2.5 % above it


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bounds."""

    value: float
    low: float
    high: float


def wilson(right: int, of: int) -> Interval | None:
    """The share `right` of `of`, with its score interval (Wilson 1927), which holds for few and for extreme shares."""
    if of == 0:
        return None
    share, weight = right / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    # rounding may not put the bounds of 0 or 1 beside them
    return Interval(share, min(max(0.0, middle - half), share), max(min(1.0, middle + half), share))


def kappa(pairs: Mapping[tuple[str, str], int]) -> Interval | None:
    """Cohen's kappa of how often two coders gave each pair of codes.

    Its interval is that of large samples (Fleiss, Cohen and Everitt 1969), cut off at -1 and 1.
    """
    total = sum(pairs.values())
    if total == 0:
        return None
    codes = sorted({code for pair in pairs for code in pair})
    shares = {pair: count / total for pair, count in pairs.items()}
    first = {code: sum(share for pair, share in shares.items() if pair[0] == code) for code in codes}
    second = {code: sum(share for pair, share in shares.items() if pair[1] == code) for code in codes}
    observed = sum(shares.get((code, code), 0.0) for code in codes)
    expected = sum(first[code] * second[code] for code in codes)
    if expected == 1:
        return None
    value = (observed - expected) / (1 - expected)
    same = sum(shares.get((code, code), 0.0) * (1 - (first[code] + second[code]) * (1 - value)) ** 2 for code in codes)
    other = sum(share * (second[one] + first[two]) ** 2 for (one, two), share in shares.items() if one != two)
    # rounding may make nothing a little less than nothing
    spread = max(0.0, same + (1 - value) ** 2 * other - (value - expected * (1 - value)) ** 2)
    half = Z * sqrt(spread / total) / (1 - expected)
    return Interval(value, max(-1.0, value - half), min(1.0, value + half))
