"""Tracing: from which earlier version each paragraph and item of a version comes, and to which later one it goes.

A piece is of the version that has the piece most like it, by the weight of the words that both have; of two that are
about as much like it, of neither. Only words that few pieces have are compared, so that the cost grows with the pieces
and not with their square. Knows no document and decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Share = npt.NDArray[np.float64]

COMMON: Final = 120  # pieces of one side that have a root; what more have does not tell where a piece comes from
# Of what the roots of a piece tell, that few have, or it can't be told; of the pieces of a version, that can be told.
MOSTLY: Final = 0.5
LEAST: Final = 0.2  # of 1: what two pieces of different texts have in common by chance
NEAREST: Final = 6  # versions that a piece is held against, those that are most like it
AT_ONCE: Final = 1000  # pieces of one side that are compared at a time
CLEAR: Final = 0.1  # of 1: by how much the version that a piece is of must be liker than the next
SEVERAL: Final = -1
DIGITS: Final = 9  # of a likeness; what is less is how a machine adds up
Place = tuple[int, int]
"""The places of two versions among the earlier and the later ones."""
Piece = frozenset[str]
"""The roots of a paragraph or an item."""
Pieces = Sequence[Sequence[Piece]]
"""The pieces of each version."""


class Trace(msgspec.Struct, frozen=True):
    """How far the pieces of one version are another one's.

    `won` is the share of them that is clearly more like a piece of that version than of any other; `ahead` is by how
    much, on average, from -1 (all are the same as pieces of a third one) to 1 (all are the same, and like no other).
    """

    won: float
    ahead: float


class Traces(msgspec.Struct, frozen=True):
    """What the pieces of versions of one side are of the other, by the places of both.

    `size` is how many pieces of each version can be told, `best` what the likeness to the nearest of each sums to.
    """

    size: Sequence[int]
    best: Sequence[float]
    won: Mapping[Place, int]
    like: Mapping[Place, float]

    def of(self, own: int, other: int) -> Trace:
        """How far the pieces of a version are another one's."""
        count, place = max(1, self.size[own]), (own, other)
        return Trace(self.won.get(place, 0) / count, (self.like.get(place, 0.0) - self.best[own]) / count)

    def pairs(self, least: float) -> Iterator[Place]:
        """The places of two of which the other has so large a share of the pieces of the one."""
        return (place for place, won in self.won.items() if won >= least * self.size[place[0]])


def traced(earlier: Pieces, later: Pieces) -> tuple[Traces, Traces]:
    """Where the pieces of later versions come from, and where those of earlier ones go."""
    roots = sorted(frozenset(chain.from_iterable(chain.from_iterable((*earlier, *later)))))
    ids = {root: place for place, root in enumerate(roots)}
    one, other = _Side(earlier, ids), _Side(later, ids)
    weights = _weights(one, other)
    return _traces(other, one, weights), _traces(one, other, weights)


class _Side:
    """The pieces of the versions of one side, one after the other, and the roots of all of them likewise."""

    def __init__(self, versions: Pieces, ids: Mapping[str, int]) -> None:
        import numpy as np  # noqa: PLC0415 - a tenth of a second, where nothing changed for nothing

        self.pieces = [piece for version in versions for piece in version]
        self.size = [len(version) for version in versions]
        self.owner: Whole = np.repeat(np.arange(len(versions)), self.size)
        told = [sorted(map(ids.__getitem__, piece)) for piece in self.pieces]
        self.lengths: Whole = np.fromiter(map(len, told), np.int64, len(told))
        self.roots: Whole = np.fromiter(chain.from_iterable(told), np.int64, int(self.lengths.sum()))
        self.piece: Whole = np.repeat(np.arange(len(told)), self.lengths)
        self.held: Whole = np.bincount(self.roots, minlength=len(ids))

    def holders(self) -> Mapping[Piece, int]:
        """The only version that has each piece; of one that several have, none."""
        found: dict[Piece, int] = {}
        for piece, owner in zip(self.pieces, self.owner.tolist(), strict=True):
            found[piece] = owner if found.get(piece, owner) == owner else SEVERAL
        return {piece: owner for piece, owner in found.items() if owner != SEVERAL}

    def sums(self, weights: "Share") -> "Share":
        """What the roots of each piece tell together."""
        import numpy as np  # noqa: PLC0415 - as above

        found: Share = np.bincount(self.piece, weights[self.roots], len(self.lengths)).astype(float)
        return found


class _Votes(NamedTuple):
    """The versions that pieces are most like: the piece, the version, how much, and how many are liker."""

    piece: "Whole"
    version: "Whole"
    like: "Share"
    rank: "Whole"

    def of(self, some: "npt.NDArray[np.bool_]") -> "_Votes":
        """Some of these."""
        return _Votes(self.piece[some], self.version[some], self.like[some], self.rank[some])


def _weights(one: _Side, other: _Side) -> "Share":
    """The square of what each root tells, by the number of pieces that have it (inverse document frequency)."""
    import numpy as np  # noqa: PLC0415 - as above

    count = len(one.lengths) + len(other.lengths)
    found: Share = np.log((1 + count) / np.maximum(1, one.held + other.held)) ** 2
    return found


def _traces(own: _Side, other: _Side, weights: "Share") -> Traces:
    import numpy as np  # noqa: PLC0415 - as above

    useful = np.maximum(own.held, other.held) <= COMMON
    votes = _votes(own, other, weights, useful)
    told = own.sums(weights * useful) >= MOSTLY * own.sums(weights)
    told[votes.piece[votes.like == 1]] = True
    share = np.bincount(own.owner, told, len(own.size)) / np.maximum(1, own.size)
    told &= (share >= MOSTLY)[own.owner]
    votes = votes.of(told[votes.piece])
    first, second = (np.full(len(own.lengths), LEAST) for _ in range(2))
    for rank, most in enumerate((first, second)):
        chosen = votes.rank == rank
        most[votes.piece[chosen]] = np.maximum(votes.like[chosen], LEAST)
    is_first = (votes.rank == 0) & (votes.like > second[votes.piece])
    is_won = is_first & (votes.like - second[votes.piece] >= CLEAR)
    like = votes.like + np.where(is_first, (first - second)[votes.piece], 0.0)
    count = len(other.size)
    places, at = np.unique(own.owner[votes.piece] * count + votes.version, return_inverse=True)
    ends = [divmod(int(place), count) for place in places]
    won, liked = (np.bincount(at, told, len(ends)).tolist() for told in (is_won, like))
    return Traces(
        np.bincount(own.owner, told, len(own.size)).astype(int).tolist(),
        np.bincount(own.owner, first * told, len(own.size)).tolist(),
        {end: int(told) for end, told in zip(ends, won, strict=True) if told},
        dict(zip(ends, liked, strict=True)),
    )


def _votes(own: _Side, other: _Side, weights: "Share", useful: "npt.NDArray[np.bool_]") -> _Votes:
    """The nearest versions of every piece, some pieces at a time."""
    import numpy as np  # noqa: PLC0415 - as above

    one, two = (np.sqrt(side.sums(weights)) for side in (own, other))
    lengths = np.where(one > 0, one, 1.0), np.where(two > 0, two, 1.0)
    held = np.where(useful, other.held, 0)
    holders = other.piece[np.argsort(other.roots, kind="stable")]
    begins = np.cumsum(other.held) - other.held
    same, found = _same(own, other), []
    found.append(same)
    changed = np.ones(len(own.lengths), bool)
    changed[same.piece] = False
    for start in range(0, len(own.lengths), AT_ONCE):
        some = slice(*np.searchsorted(own.piece, (start, start + AT_ONCE)))
        times = np.where(changed[own.piece[some]], held[own.roots[some]], 0)
        roots, pieces = (np.repeat(one, times) for one in (own.roots[some], own.piece[some]))
        within = np.arange(len(roots)) - np.repeat(np.cumsum(times) - times, times)
        found.append(_nearest(pieces, holders[begins[roots] + within], weights[roots], lengths, other.owner))
    return _Votes(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _same(own: _Side, other: _Side) -> _Votes:
    """The pieces that one other version has word for word: wholly of that, whatever else they are like."""
    import numpy as np  # noqa: PLC0415 - as above

    holders = other.holders()
    found = [(place, holders[piece]) for place, piece in enumerate(own.pieces) if piece in holders]
    pieces, versions = (np.array([one[side] for one in found], np.int64) for side in (0, 1))
    return _Votes(pieces, versions, np.ones(len(found)), np.zeros(len(found), np.int64))


def _nearest(
    mine: "Whole", theirs: "Whole", weights: "Share", lengths: tuple["Share", "Share"], owner: "Whole"
) -> _Votes:
    """The nearest versions of some pieces, from every root that a piece has in common with another side's."""
    import numpy as np  # noqa: PLC0415 - as above

    if not len(mine):
        return _none()
    order = np.argsort(mine * len(owner) + theirs, kind="stable")
    mine, theirs, weights = mine[order], theirs[order], weights[order]
    begins = _begins(mine, theirs)
    mine, theirs = mine[begins], theirs[begins]
    like = np.round(np.add.reduceat(weights, begins) / (lengths[0][mine] * lengths[1][theirs]), DIGITS)
    begins = _begins(mine, owner[theirs])
    mine, version, like = mine[begins], owner[theirs[begins]], np.maximum.reduceat(like, begins)
    order = np.lexsort((version, -like, mine))
    mine, version, like = mine[order], version[order], like[order]
    begins = _begins(mine)
    rank = np.arange(len(mine)) - np.repeat(begins, np.diff(begins, append=len(mine)))
    return _Votes(mine, version, like, rank).of(rank < NEAREST)


def _begins(*sorted_by: "Whole") -> "Whole":
    """Where the runs of equal values begin."""
    import numpy as np  # noqa: PLC0415 - as above

    changed = np.logical_or.reduce([one[1:] != one[:-1] for one in sorted_by])
    return np.concatenate(([0], np.flatnonzero(changed) + 1))


def _none() -> _Votes:
    import numpy as np  # noqa: PLC0415 - as above

    none = np.zeros(0, np.int64)
    return _Votes(none, none, np.zeros(0), none)
