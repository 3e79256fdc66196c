"""Turns: what becomes of the goals of a fictional municipality from one year to the next. Knows no text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.municipality import Tree
from ontology.codes import ChangeKind

RETITLED: Final = 0.1
TOLD: Final = 0.3  # the share of changes that a sentence tells outright


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a goal of a year comes from: goals of the year before, none where it is new.

    `turn` is which half of a goal that was split, `strength` the share of words replaced, `told` whether words say so.
    """

    keys: tuple[int, ...]
    kind: ChangeKind | None
    strength: float
    turn: int | None = None
    told: bool = False
    is_retitled: bool = False


Origins = Mapping[int, Origin]
"""The origin of every goal of a year, by key."""


class Turn:
    """The turn of a year: what becomes of each goal of the year before."""

    def __init__(self, tree: Tree, following: int, random: Random, strengths: Sequence[float]) -> None:
        self._goals = [[list(keys) for keys in ambitions] for ambitions in tree]
        self._random, self.following = random, following
        self._parted: dict[int, tuple[tuple[int, ...], ChangeKind, int | None]] = {}
        self._before = dict(numbered(tree))
        self._strengths = strengths

    def made(self) -> tuple[Tree, Origins]:
        """The tree of the year, and the origins of its goals."""
        size = max(1, len(self._before) // 25)
        for change in (self._merge, self._split, self._swap, self._move, self._reuse, self._insert, self._drop) * size:
            change()
        tree = tuple(tuple(tuple(keys) for keys in ambitions if keys) for ambitions in self._goals)
        tree = tuple(ambitions for ambitions in tree if ambitions)
        return tree, {key: self._origin(key, number) for key, number in numbered(tree)}

    def _origin(self, key: int, number: str) -> Origin:
        strength, told = self._random.choice(self._strengths), self._random.random() < TOLD
        retitled = self._random.random() < RETITLED
        if key in self._parted:
            keys, kind, turn = self._parted[key]
            return Origin(keys, kind, strength, turn, told)
        if key not in self._before:
            return Origin((), ChangeKind.NEW, 0.0)
        return Origin((key,), None, strength, None, told and number != self._before[key], retitled)

    def _ambition(self, most: int = 1) -> list[int]:
        """An ambition with more goals than that."""
        return self._random.choice([keys for ambitions in self._goals for keys in ambitions if len(keys) > most])

    def _plain(self, keys: list[int]) -> int | None:
        """The place of a goal that nothing happened to yet."""
        places = [place for place, key in enumerate(keys) if key in self._before and key not in self._parted]
        return self._random.choice(places) if places else None

    def _new(self) -> int:
        self.following += 1
        return self.following - 1

    def _merge(self) -> None:
        keys = self._ambition(2)
        first = self._plain(keys)
        if first is None:
            return
        kept = keys[first]
        others = [key for key in keys if key != kept and key in self._before and key not in self._parted]
        if others:
            gone = self._random.choice(others)
            keys.remove(gone)
            self._parted[kept] = (kept, gone), ChangeKind.MERGED, None

    def _split(self) -> None:
        keys = self._ambition()
        place = self._plain(keys)
        if place is not None:
            kept, new = keys[place], self._new()
            keys.insert(self._random.choice((place + 1, len(keys))), new)
            self._parted[kept] = (kept,), ChangeKind.SPLIT, 0
            self._parted[new] = (kept,), ChangeKind.SPLIT, 1

    def _swap(self) -> None:
        keys = self._ambition()
        first, second = self._random.sample(range(len(keys)), k=2)
        keys[first], keys[second] = keys[second], keys[first]

    def _move(self) -> None:
        source, target = self._ambition(), self._ambition(0)
        target.append(source.pop(self._random.randrange(len(source))))

    def _reuse(self) -> None:
        keys = self._ambition()
        place = self._plain(keys)
        if place is not None:
            keys[place] = self._new()

    def _insert(self) -> None:
        self._ambition().insert(0, self._new())

    def _drop(self) -> None:
        keys = self._ambition(2)
        place = self._plain(keys)
        if place is not None:
            keys.pop(place)


def numbered(tree: Tree) -> Iterator[tuple[int, str]]:
    """Each goal of a tree with its number."""
    for programme, ambitions in enumerate(tree, start=1):
        for ambition, keys in enumerate(ambitions, start=1):
            yield from ((key, f"{programme}.{ambition}.{place}") for place, key in enumerate(keys, start=1))
