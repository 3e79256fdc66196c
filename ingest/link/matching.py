"""Which versions of two sets are the same, one to one, by how alike they are: weighed over all of them at once.

Only pairs with something in common are compared, so that the cost grows with the versions and not with their square.
The confidence of a pair is the share of all one-to-one assignments that have it, each weighed by the odds of its pairs
(record linkage with one-to-one links: Fellegi and Sunter, A Theory for Record Linkage, JASA 64, 1969); it is found by
belief propagation, which has one outcome for such assignments (Bayati, Gamarnik, Katz, Nair and Tetali, Simple
deterministic approximation algorithms for counting matchings, STOC 2007). Knows no document.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Final, NamedTuple

import msgspec

from ingest.link.likeness import Likeness, Seen, compare
from ingest.link.tracing import Place, Trace, Traces, traced

MOST_RIVALS: Final = 12  # versions that share the rarest words; who is not among them is not the same
COMMON: Final = 60  # versions that have a root, or two; what more have finds nobody
PART: Final = 0.25  # of the pieces of a version, which make another one worth comparing
PAIRED: Final = 8  # roots of which two together find others, where each alone is common
TOLD: Final = 6.0  # what words that say so outright weigh, in log-odds; no corpus tells how often they are wrong
UNLIKE: Final = -3.0  # log-odds of two that have nothing in common, where words say that they are one
ALIKE: Final = 0.9  # of names and statements, by which two may be one although no paragraph or item tells so
DOUBTFUL: Final = 0.85  # confidence above which nothing is that only number, place, holder and common words tell
SAID: Final = "statement"
GONE: Final = 0.0  # the same in log-odds, where the statement of either stands elsewhere word for word
_MOST: Final = 20.0  # log-odds above which nothing is more certain
LEAST: Final = -7.0  # log-odds below which a pair takes nothing from others
FEWEST: Final = 0.15  # of the pieces of one that are the other's, by which it may be a part of it
_ROUNDS: Final = 60
_SETTLED: Final = 1e-6


Key = tuple[str, str]
"""A name or a statement, after which of the two it is."""


class Held(NamedTuple):
    """How many versions have each name and statement, and which of them one of each side has."""

    times: Mapping[Key, int]
    kept: AbstractSet[Key]

    @classmethod
    def by(cls, earlier: Iterable[Seen], later: Iterable[Seen]) -> "Held":
        """The names and statements of the versions of two sides."""
        before, after = (Counter(key for one in side for key in _named(one)) for side in (earlier, later))
        return cls(before + after, {key for key, times in before.items() if times == 1 == after[key]})


class Pair(msgspec.Struct, frozen=True, array_like=True):
    """Two versions, by their places, that may be one; `log_odds` are those of the pair by itself.

    `confidence` is the probability that they are one, beside all others that either could be, and never above `most`;
    `told` is whether words say so outright.
    """

    earlier: int
    later: int
    likeness: Likeness
    log_odds: float
    confidence: float
    told: bool
    most: float = 1.0

    @property
    def place(self) -> Place:
        """The places of both."""
        return self.earlier, self.later

    @property
    def shared(self) -> float:
        """The largest share of the pieces of either that is the other's."""
        return max(self.likeness.comes or 0.0, self.likeness.goes or 0.0)


class Known(msgspec.Struct, frozen=True):
    """What is known of pairs beforehand, by the places of both.

    Of `told` ones words say outright that they are one, of `same` and `apart` ones the operator says that they are or
    are not. `copied` is, by later version, the earlier one from which it says that its text comes.
    """

    told: frozenset[Place] = frozenset()
    same: frozenset[Place] = frozenset()
    apart: frozenset[Place] = frozenset()
    copied: Mapping[int, int] = {}


def match(earlier: Sequence[Seen], later: Sequence[Seen], known: Known | None = None) -> dict[Place, Pair]:
    """All pairs that may be one, or part of one."""
    known = known or Known()
    held = Held.by(earlier, later)
    pairs = (
        _pair(place, (earlier[place[0]], later[place[1]]), likeness, known, held)
        for place, likeness in compared(earlier, later, known).items()
    )
    return weighed(pair for pair in pairs if pair.told or pair.log_odds > LEAST or pair.shared >= FEWEST)


def weighed(pairs: Iterable[Pair]) -> dict[Place, Pair]:
    """Pairs with their confidence beside each other and no others."""
    found = {pair.place: pair for pair in pairs}
    confidences = shares({place: pair.log_odds for place, pair in found.items()})
    return {
        place: msgspec.structs.replace(pair, confidence=min(pair.most, confidences[place]))
        for place, pair in found.items()
    }


def compared(earlier: Sequence[Seen], later: Sequence[Seen], known: Known) -> dict[Place, Likeness]:
    """How alike the versions of each pair are that is worth comparing, in the order of their places."""
    copied = {(one, other) for other, one in known.copied.items()}
    traces = traced([one.profile.pieces for one in earlier], [one.profile.pieces for one in later])
    near = _traced(*traces)
    pairs = sorted((_rivals(earlier, later) | near | known.told | known.same | copied) - known.apart)
    return {
        place: compare(
            earlier[place[0]],
            later[place[1]],
            _between(*traces, place),
            copied=float(place in copied) if place[1] in known.copied else None,
        )
        for place in pairs
    }


def _traced(back: Traces, forth: Traces) -> set[Place]:
    """The pairs of which one has a good part of the pieces of the other."""
    return {(one, other) for other, one in back.pairs(PART)} | set(forth.pairs(PART))


def _between(back: Traces, forth: Traces, place: Place) -> tuple[Trace | None, Trace | None]:
    """What the pieces of two versions are of each other; None where either has none."""
    one, other = place
    if not (forth.size[one] and back.size[other]):
        return None, None
    return back.of(other, one), forth.of(one, other)


def _pair(place: Place, both: tuple[Seen, Seen], likeness: Likeness, known: Known, held: Held) -> Pair:
    if place in known.same:
        return Pair(*place, likeness, _MOST, 0.0, place in known.told)
    if place in known.told:
        return Pair(*place, likeness, TOLD + max(UNLIKE, likeness.log_odds), 0.0, told=True)
    log_odds = likeness.log_odds
    if _is_shown(*both, likeness, held):
        return Pair(*place, likeness, log_odds, 0.0, told=False)
    is_gone = likeness.statement != 1 and any(key in held.kept for one in both for key in _named(one) if key[0] == SAID)
    return Pair(*place, likeness, min(GONE, log_odds) if is_gone else log_odds, 0.0, told=False, most=DOUBTFUL)


def _is_shown(one: Seen, other: Seen, likeness: Likeness, held: Held) -> bool:
    """Whether anything tells that two are one but what any two goals with one number may have in common.

    A name or a statement tells where no third version has it.
    """
    if likeness.comes or likeness.goes or likeness.copied or likeness.number_in_year:
        return True
    if one.profile.parts and one.profile.words == other.profile.words:
        return True
    first, second = set(_named(one)), set(_named(other))
    if first & second & held.kept:
        return True
    alike = {kind for kind, share in (("name", likeness.name), (SAID, likeness.statement)) if (share or 0.0) >= ALIKE}
    return any(all(held.times[key] == 1 for key in first | second if key[0] == kind) for kind in alike)


def shares(log_odds: Mapping[Place, float]) -> dict[Place, float]:
    """For each pair the share of all one-to-one assignments that have it, weighed by the odds of their pairs."""
    odds = {place: math.exp(min(value, _MOST)) for place, value in log_odds.items()}
    rows: dict[int, list[Place]] = defaultdict(list)
    columns: dict[int, list[Place]] = defaultdict(list)
    for place, value in log_odds.items():
        if value > LEAST:
            rows[place[0]].append(place)
            columns[place[1]].append(place)
    linked = [place for places in rows.values() for place in places]
    alone = {place for place in linked if len(rows[place[0]]) == 1 == len(columns[place[1]])}
    contested = [place for place in linked if place not in alone]
    free = _free(contested, odds, rows, columns)
    found = {place: value / (1 + value) for place, value in odds.items()}
    for place in contested:
        both = odds[place] * free[0][place] * free[1][place]
        found[place] = both / (1 + both)
    return found


def _free(
    contested: Sequence[Place],
    odds: Mapping[Place, float],
    rows: Mapping[int, Sequence[Place]],
    columns: Mapping[int, Sequence[Place]],
) -> tuple[dict[Place, float], dict[Place, float]]:
    """How likely it is that the earlier, and the later, of each pair is nothing else, as each hears from the rest."""
    row_free, column_free = dict.fromkeys(contested, 1.0), dict.fromkeys(contested, 1.0)
    for _ in range(_ROUNDS):
        heard = _heard(rows, contested, odds, column_free, 0)
        said = _heard(columns, contested, odds, heard, 1)
        moved = max((abs(said[place] - column_free[place]) for place in contested), default=0.0)
        row_free, column_free = heard, said
        if moved < _SETTLED:
            break
    return row_free, column_free


def _heard(
    sides: Mapping[int, Sequence[Place]],
    contested: Sequence[Place],
    odds: Mapping[Place, float],
    free: Mapping[Place, float],
    side: int,
) -> dict[Place, float]:
    """For each pair, how likely its version of one side is free of all its other pairs."""
    weights = {place: odds[place] * free[place] for place in contested}
    found = {}
    for end in {place[side]: None for place in contested}:
        total = math.fsum(weights[place] for place in sides[end])
        for place in sides[end]:
            found[place] = 1 / (1 + max(0.0, total - weights[place]))
    return found


def _rivals(earlier: Sequence[Seen], later: Sequence[Seen]) -> set[Place]:
    """The pairs that are worth comparing: with one number, one name, or the rarest words in common."""
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_root: dict[str | tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(earlier):
        for key in _keys(one):
            by_key[key].append(place)
        for root, _ in _finders(one):
            by_root[root].append(place)
    pairs = set()
    for place, one in enumerate(later):
        near: dict[int, float] = defaultdict(float)
        for root, weight in _finders(one):
            for other in by_root.get(root, ()) if len(by_root.get(root, ())) <= COMMON else ():
                near[other] += weight
        found = sorted(near, key=lambda other: (-near[other], other))[:MOST_RIVALS]
        same = [other for key in _keys(one) for other in by_key.get(key, ())[:MOST_RIVALS]]
        pairs |= {(other, place) for other in (*found, *same)}
    return pairs


def _finders(one: Seen) -> Iterator[tuple[str | tuple[str, str], float]]:
    """What others are found by, with its weight: the rarest roots, and the rarest of all two by two."""
    for root in one.rare:
        yield root, one.vector[root] ** 2
    for first, second in combinations(sorted(one.rare[:PAIRED]), 2):
        yield (first, second), one.vector[first] * one.vector[second]


def _keys(one: Seen) -> Iterable[tuple[str, str]]:
    profile = one.profile
    yield "number", profile.version.number
    yield from _named(one)


def _named(one: Seen) -> Iterator[tuple[str, str]]:
    for kind, text in (("name", one.profile.name), (SAID, one.profile.statement)):
        if text:
            yield kind, text
