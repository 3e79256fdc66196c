"""Identity figures: how rightly goals are followed through the years, by kind, by strength and by confidence.

Reads no page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

import msgspec

from benchmarks.followed import ALONE, Followed, Judged, Wanted
from benchmarks.rewording import STRENGTHS
from benchmarks.years import Link
from ingest.intervals import Interval, wilson
from ontology.codes import ChangeKind

DIGITS: Final = 4
EDGES: Final = (0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
TWICE: Final = "stands twice in a document"
PART: Final = "split or merged"
TOLD: Final = "told in words"
UNSEEN: Final = "across missing documents"


class Rate(msgspec.Struct, frozen=True, rename="camel"):
    """How many claims hold and how many of them are right, beside how much there is to claim and how much of it is."""

    name: str
    claimed: int
    right: int
    wanted: int
    found: int

    @property
    def precision(self) -> Interval | None:
        """Which share of the claims is right; None where there are none."""
        return wilson(self.right, self.claimed)

    @property
    def recall(self) -> Interval | None:
        """Which share of what there is to claim is claimed; None where there is nothing."""
        return wilson(self.found, self.wanted)


class Bin(msgspec.Struct, frozen=True, rename="camel"):
    """Claims of which the confidence lies in a range: the mean of it, and the share that is right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


class IdentityFigures(msgspec.Struct, frozen=True, rename="camel"):
    """All figures of some municipalities.

    `links` are claims that two versions are one goal, whatever their kind; `strengths` the same by how much was
    reworded, `kinds` where the kind is right too, and `crossed` that by how much was reworded over all years between,
    of changes that have words on both sides. `error` is the expected calibration error, over all links; `ends` and
    `end_error` are the same of claims that a goal began or ended or that a number is another goal's.
    """

    towns: int
    links: Rate
    strengths: list[Rate]
    kinds: list[Rate]
    crossed: list[Rate]
    bins: list[Bin]
    error: float
    ends: list[Bin]
    end_error: float


def figures(towns: Sequence[Followed]) -> IdentityFigures:
    """The figures of municipalities."""
    judged = [one for town in towns for one in town.judged]
    wanted = [one for town in towns for one in town.wanted]
    links = [one for one in judged if one.kind not in ALONE]
    bins, ends = (list(_bins(some)) for some in (links, [one for one in judged if one.kind in ALONE]))
    return IdentityFigures(
        towns=len(towns),
        links=_rate("all", [one for one in links if one.holds], [one for one in wanted if one.true is not None]),
        strengths=list(_by_strength(links, wanted)),
        kinds=[_of_kind(kind, judged, wanted) for kind in ChangeKind],
        crossed=list(_crossed(links, wanted)),
        bins=bins,
        error=_error(bins),
        ends=ends,
        end_error=_error(ends),
    )


def _error(bins: Sequence[Bin]) -> float:
    """By how much confidence and what is right of it differ, over all claims (Naeini, Cooper and Hauskrecht 2015)."""
    total = sum(one.claims for one in bins)
    return round(sum(one.claims * abs(one.confidence - one.right) for one in bins) / max(1, total), DIGITS)


def _rate(name: str, claimed: Sequence[Judged], wanted: Sequence[Wanted]) -> Rate:
    right, found = sum(one.is_true for one in claimed), sum(one.found is not None for one in wanted)
    return Rate(name, len(claimed), right, len(wanted), found)


def _by_strength(links: Sequence[Judged], wanted: Sequence[Wanted]) -> Iterator[Rate]:
    """By how much the goal that is wanted, and the one that is claimed, was reworded.

    A wrong claim has no strength: it counts for that of the goal that it takes the place of, which is the later one's.
    """
    groups: dict[str, Callable[[Link], bool]] = {
        f"{strength:.0%} of the words": partial(_is_reworded, strength) for strength in STRENGTHS
    }
    groups |= {
        UNSEEN: lambda link: link.years > 1 and not link.is_double and link.kind not in _PARTS,
        PART: lambda link: link.kind in _PARTS and not link.is_double,
        TWICE: lambda link: link.is_double,
        TOLD: lambda link: link.told and not link.is_double,
    }
    for name, fits in groups.items():
        told = [one for one in wanted if one.true is not None and fits(one.true)]
        claimed = [one for one in links if one.holds and one.nearest is not None and fits(one.nearest)]
        yield _rate(name, claimed, told)


_PARTS: Final = frozenset({ChangeKind.SPLIT, ChangeKind.MERGED})


def _is_reworded(strength: float, link: Link) -> bool:
    return _is_plain(link) and link.strength == strength


def _is_plain(link: Link) -> bool:
    """Whether a goal simply went on, from one year to the next or within one."""
    return link.years <= 1 and not link.is_double and link.kind not in _PARTS


def _of_kind(kind: ChangeKind, judged: Iterable[Judged], wanted: Iterable[Wanted], name: str | None = None) -> Rate:
    claimed = [one for one in judged if one.holds and one.kind is kind]
    right = sum(one.is_true and (one.true is None or one.true.kind is kind) for one in claimed)
    told = [one for one in wanted if one.kind is kind]
    found = sum(one.found is not None and one.found.kind is kind for one in told)
    return Rate(name or str(kind), len(claimed), right, len(told), found)


def _crossed(links: Sequence[Judged], wanted: Sequence[Wanted]) -> Iterator[Rate]:
    """Each kind by how much was reworded; a wrong claim has the strength of what should have been claimed."""
    for kind in ChangeKind:
        for low, high in pairwise((-1.0, *STRENGTHS, 1.0)):
            fits = partial(_is_within, low, high)
            told = [one for one in wanted if one.kind is kind and fits(one.true)]
            claimed = [one for one in links if one.holds and one.kind is kind and fits(one.true or one.nearest)]
            if told or claimed:
                yield _of_kind(kind, claimed, told, f"{kind}, {_share(low, high)}")


def _is_within(low: float, high: float, link: Link | None) -> bool:
    return link is not None and low < link.strength <= high


def _share(low: float, high: float) -> str:
    if high == 1:
        return f"more than {low:.0%}"
    return f"{high:.0%}" if low < 0 else f"to {high:.0%}"


def _bins(links: Sequence[Judged]) -> Iterator[Bin]:
    for low, high in pairwise(EDGES):
        inside = [one for one in links if low <= one.confidence < high or (high == EDGES[-1] == one.confidence)]
        if inside:
            confidence = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.is_true for one in inside) / len(inside)
            yield Bin(low, high, len(inside), round(confidence, DIGITS), round(right, DIGITS))
