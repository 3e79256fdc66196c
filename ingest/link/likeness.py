"""How alike two versions are: by their number, name, statement, words, lists and place in the tree. Decides nothing.

Each likeness is a share from 0 to 1, and None where one of the two does not say what is compared. What they mean
together is a weighed sum whose weights were fitted to pairs that are known to be one goal or two (logistic regression:
Cox, The Regression Analysis of Binary Sequences, Journal of the Royal Statistical Society B 20, 1958).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec
from rapidfuzz import fuzz

from ingest.link.profiles import Profile
from ingest.link.tracing import Trace

# The pull of each likeness away from a half, which says nothing; fitted by `benchmarks/identity.py --fit`.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "number": 0.87,
        "number_in_year": 2.38,
        "copied": 0.62,
        "name": 2.83,
        "statement": 1.33,
        "words": 2.00,
        "holders": 1.75,
        "place": 1.56,
        "traced": 1.88,
        "comes": 3.75,
        "goes": 0.77,
        "comes_ahead": 5.57,
        "goes_ahead": 1.83,
    }
)
BIAS: Final = 2.02
FEATURES: Final = tuple(WEIGHTS)
RAREST: Final = 24  # roots of a version by which others are found


class Likeness(msgspec.Struct, frozen=True, array_like=True):
    """How alike two versions are, each from 0 to 1; None where nothing can be compared.

    In the documents of one year a number stands for one goal (`number_in_year`); in those of others it may be used
    again (`number`). `copied` is whether the later one says that its text comes from the document of the earlier one.
    `traced` is 1 where both have paragraphs or items: then `comes` and `comes_ahead` tell how far those of the later
    are the earlier one's and no other's, `goes` and `goes_ahead` how far those of the earlier are the later one's.
    """

    number: float | None
    number_in_year: float | None
    copied: float | None
    name: float | None
    statement: float | None
    words: float | None
    holders: float | None
    place: float | None
    traced: float | None
    comes: float | None
    goes: float | None
    comes_ahead: float | None
    goes_ahead: float | None

    @property
    def log_odds(self) -> float:
        """The logarithm of the odds that the two are one, for and against."""
        told = ((WEIGHTS[name], getattr(self, name)) for name in FEATURES)
        return BIAS + math.fsum(weight * (2 * share - 1) for weight, share in told if share is not None)


class Seen(msgspec.Struct, frozen=True):
    """A version as others are held against it: its profile, and its words as a vector of length one.

    `rare` are its roots that tell most, the most telling first.
    """

    profile: Profile
    vector: Mapping[str, float]
    rare: tuple[str, ...]


class Rarity(msgspec.Struct, frozen=True):
    """How much each root tells, by the number of versions that have it (inverse document frequency)."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> "Rarity":
        """The rarity of the roots of some versions among these."""
        held = Counter(root for profile in profiles for root in profile.roots)
        return cls({root: math.log((1 + len(profiles)) / count) for root, count in held.items()})

    def seen(self, profile: Profile) -> Seen:
        """A version with its roots by their weight (Salton and Buckley 1988)."""
        found = {
            root: (1 + math.log(count)) * self.weights.get(root, 0.0) for root, count in sorted(profile.roots.items())
        }
        length = math.sqrt(math.fsum(weight * weight for weight in found.values()))
        vector = {root: weight / length for root, weight in found.items() if weight} if length else {}
        rare = sorted(vector, key=lambda root: (-vector[root], root))[:RAREST]
        return Seen(profile, vector, tuple(rare))


def compare(
    earlier: Seen, later: Seen, traces: tuple[Trace | None, Trace | None], *, copied: float | None = None
) -> Likeness:
    """How alike two versions are.

    `traces` tell where the pieces of the later come from, and where those of the earlier go; `copied` is from 0 to 1,
    None where the later one names no document.
    """
    back, forth = traces
    one, other = earlier.profile, later.profile
    same = float(one.version.number == other.version.number)
    is_one_year = one.version.document.year == other.version.document.year
    return Likeness(
        number=None if is_one_year else same,
        number_in_year=same if is_one_year else None,
        copied=copied,
        name=_ratio(one.name, other.name),
        statement=_ratio(one.statement, other.statement),
        words=cosine(earlier.vector, later.vector) if earlier.vector and later.vector else None,
        holders=_shared(one.holders, other.holders),
        place=_equal(one.place or None, other.place or None),
        traced=1.0 if back and forth else None,
        comes=back.won if back else None,
        goes=forth.won if forth else None,
        comes_ahead=(1 + back.ahead) / 2 if back else None,
        goes_ahead=(1 + forth.ahead) / 2 if forth else None,
    )


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of the angle between two vectors of length one."""
    return math.fsum([one[root] * other[root] for root in one.keys() & other.keys()])


def _ratio(one: str | None, other: str | None) -> float | None:
    if not one or not other:
        return None
    return float(fuzz.token_sort_ratio(one, other)) / 100


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of what either has that both have (Jaccard 1912)."""
    return len(one & other) / len(one | other) if one and other else None


def _equal(one: str | None, other: str | None) -> float | None:
    return None if one is None or other is None else float(one == other)
