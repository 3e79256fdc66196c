"""Simple paths between two sets of nodes, one after the other: the shortest first, equally long ones in tree order.

A path begins in one set and ends in the other, has no node twice, and passes through neither set in between. Finds them
by search to a depth that grows step by step, cut by how far each node is from the end: it needs memory for one path
only, and gives the same order as a search of the best first would.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from service.answers.trace.scope import Way
from service.answers.trace.view import FAR, View
from service.release.network import Numbers

Path = tuple[int, ...]
"""The nodes of a path, from its begin to its end."""

_AGAINST: Final = MappingProxyType({Way.OUT: Way.IN, Way.IN: Way.OUT, Way.BOTH: Way.BOTH})


@dataclass
class Budget:
    """How many nodes may still be visited; once it is `spent`, there may be more than was found.

    All paths of up to `complete` steps were found.
    """

    left: int
    spent: bool = False
    complete: int = 0

    def take(self) -> bool:
        """Take one; False where there is none left."""
        self.spent = self.left <= 0
        self.left -= 1
        return not self.spent


def simple_paths(view: View, begins: Numbers, ends: Numbers, way: Way, depth: int, budget: Budget) -> Iterator[Path]:
    """All paths of at most so many steps, by length and then by their nodes, as far as the budget goes."""
    search = _Search.of(view, begins, ends, way, depth)
    for length in range(1, depth + 1):
        search.widen(length)
        yield from search.of_length(length, budget)
        if budget.spent:
            return
        budget.complete = length


@dataclass
class _Search:
    """What a search knows: how far each node is from both ends, and what follows on those that a path may pass.

    `away` has the distance to the end of each node, and `through` how long a path by way of it is at least, `FAR` for
    none; both are by node from the first of the view on. `following` has what follows on nodes, in the order of the
    tree, as far as the search was widened, and `rests` how far that is from the end.
    """

    view: View
    way: Way
    begins: frozenset[int]
    ends: frozenset[int]
    away: NDArray[np.int32]
    through: NDArray[np.int32]
    following: dict[int, list[int]] = field(default_factory=dict)
    rests: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, view: View, begins: Numbers, ends: Numbers, way: Way, depth: int) -> Self:
        """A search that knows no steps yet."""
        away = view.reach(ends, _AGAINST[way], depth).distances
        done = view.reach(begins, way, depth).distances
        through = np.where((away == FAR) | (done == FAR), FAR, away + done)
        return cls(view, way, frozenset(begins.tolist()), frozenset(ends.tolist()), away, through)

    def widen(self, length: int) -> None:
        """Learn what follows on the nodes that paths of so many steps pass, if it is one more than before."""
        first, size = self.view.first, self.view.end - self.view.first
        new = self.through == length if length > 1 else (self.through == 0) | (self.through == 1)
        nodes = np.flatnonzero(new) + first
        if not len(nodes):
            return
        steps = self.view.step(nodes, self.way)
        useful = self.through[steps.ends - first] > FAR
        pairs = np.unique((steps.begins[useful] - first) * size + steps.ends[useful] - first)
        places = np.searchsorted(pairs, (nodes - first) * size).tolist()
        following = (pairs % size + first).tolist()
        self.rests.update(zip(following, self.away[pairs % size].tolist(), strict=True))
        for node, start, end in zip(nodes.tolist(), places, [*places[1:], len(following)], strict=True):
            self.following[node] = following[start:end]

    def of_length(self, length: int, budget: Budget) -> Iterator[Path]:
        """The paths of exactly so many steps, in the order of their nodes."""
        for begin in sorted(self.begins & self.following.keys()):
            if not budget.spent:
                yield from self._from(begin, length, budget)

    def _from(self, begin: int, length: int, budget: Budget) -> Iterator[Path]:
        path = [begin]
        waiting = [self._next(begin, length - 1)]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                path.pop()
            elif node not in path:
                if not budget.take():
                    return
                if len(waiting) == length:
                    yield (*path, node)
                elif node not in self.begins and node not in self.ends:
                    path.append(node)
                    waiting.append(self._next(node, length - len(path)))

    def _next(self, node: int, left: int) -> Iterator[int]:
        """What follows on a node and is at most so many steps away from the end; the end itself where none are left."""
        return (other for other in self.following[node] if self.rests[other] <= left)
