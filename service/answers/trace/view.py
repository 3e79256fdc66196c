"""The part of the network of one body that a question walks: steps over arcs, vectorised, and how far they reach.

No arc leaves a body, so that whatever is kept for each node is as long as the body and not as the release.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from service.answers.trace.counting import Counting
from service.answers.trace.scope import Scope, Way
from service.release.network import Network, Numbers
from service.release.network_rows import EITHER_WAY_KINDS

FAR: Final = -1
"""The distance of what was not reached."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Arcs that were walked, each from the node where the walk stood to the one that it came to."""

    arcs: Numbers
    begins: Numbers
    ends: Numbers


@dataclass(frozen=True, slots=True)
class Reach:
    """How many steps each node of a view is away from where a walk began, `FAR` for those not reached.

    `distances` is by node, from `first` on; `levels` has the nodes at each distance, in the order of the tree.
    """

    first: int
    distances: NDArray[np.int32]
    levels: tuple[Numbers, ...]

    def distance(self, node: int) -> int:
        """The distance of a node of the body."""
        return int(self.distances[node - self.first])


@dataclass(frozen=True)
class View:
    """The nodes of a body from `first` to before `end` of which those `inside` take part, and the arcs by their kind.

    `allowed` are the values of `arc_kind` that take part, and `either` those of them that are walked both ways. With
    `counting` a least confidence was asked for, and only what counts by it takes part.
    """

    network: Network
    first: int
    end: int
    inside: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    either: NDArray[np.bool_]
    counting: Counting | None = None

    @classmethod
    def of(cls, network: Network, scope: Scope, organisation: str) -> Self:
        """The view of a body.

        Raises:
            ScopeError: as `Scope.parts`.
        """
        own = replace(scope, organisation=organisation) if scope.organisation is None else scope
        return cls._of(network, scope, network.bodies[organisation], (organisation, *own.parts(network)))

    @classmethod
    def each(cls, network: Network, scope: Scope) -> Iterable[Self]:
        """The views of all bodies that take part, in the order of their codes.

        Raises:
            ScopeError: as `Scope.parts` and `Scope.require_identity`.
        """
        scope.require_identity()
        bodies, by_code = network.bodies, dict[str, list[str]]()
        for path in scope.parts(network):
            code = path.partition("/")[0]
            by_code.setdefault(code, [code]).append(path)
        return (cls._of(network, scope, bodies[code], paths) for code, paths in by_code.items())

    @classmethod
    def _of(cls, network: Network, scope: Scope, bounds: tuple[int, int], paths: Iterable[str]) -> Self:
        """The view of the nodes within bounds that are of documents or bodies of some paths."""
        first, end = bounds
        inside = np.zeros(end - first, dtype=np.bool_)
        for path in paths:
            part = network.part(path)
            if part is not None and first <= part.first < end:
                inside[part.first - first : part.end - first] = True
        either = [kind for kind in scope.kinds if kind in EITHER_WAY_KINDS]
        allowed = network.kinds(scope.kinds, suspect=scope.suspect)
        counting = None if scope.least is None else Counting.of(network, first, end, scope.least)
        return cls(network, first, end, inside, allowed, network.kinds(either, suspect=True), counting)

    def has(self, nodes: Numbers) -> NDArray[np.bool_]:
        """For each of some nodes of the body, whether it takes part."""
        return self.inside[nodes - self.first]

    def step(self, nodes: Numbers, way: Way) -> Steps:
        """All arcs that lead one step further from nodes; each arc of a node in the order of its targets."""
        network = self.network
        along = network.arcs_from(nodes)
        along = along[(self.either if way is Way.IN else self.allowed)[network.arc_kind[along]]]
        against = network.arcs_into(nodes)
        against = against[(self.either if way is Way.OUT else self.allowed)[network.arc_kind[against]]]
        if self.counting is not None:
            along = self._counted(self.counting.keep(along), self.counting.out_of(nodes))
            against = self._counted(self.counting.keep(against), self.counting.into(nodes))
        here = network.sources(along), network.targets(along)
        back = network.targets(against), network.sources(against)
        ends = np.concatenate((here[1], back[1]))
        kept = self.has(ends)
        arcs, begins = np.concatenate((along, against)), np.concatenate((here[0], back[0]))
        return Steps(arcs[kept], begins[kept], ends[kept])

    def reach(self, starts: Numbers, way: Way, depth: int) -> Reach:
        """All nodes within so many steps of some nodes, by breadth-first search."""
        distances = np.full(self.end - self.first, FAR, dtype=np.int32)
        level = np.unique(starts)
        distances[level - self.first] = 0
        levels = [level]
        for distance in range(1, depth + 1):
            ends = np.unique(self.step(level, way).ends)
            level = ends[distances[ends - self.first] == FAR]
            if not len(level):
                break
            distances[level - self.first] = distance
            levels.append(level)
        return Reach(self.first, distances, tuple(levels))

    def arcs(self) -> Steps:
        """All arcs of the view, as they refer."""
        network = self.network
        low, high = int(network.out_at[self.first]), int(network.out_at[self.end])
        arcs = np.arange(low, high, dtype=np.int64)
        arcs = arcs[self.allowed[network.arc_kind[low:high]]]
        if self.counting is not None:
            arcs = self._counted(self.counting.keep(arcs), self.counting.claims)
        begins, ends = network.sources(arcs), network.targets(arcs)
        kept = self.has(begins) & self.has(ends)
        return Steps(arcs[kept], begins[kept], ends[kept])

    def _counted(self, arcs: Numbers, claims: Numbers) -> Numbers:
        """Arcs, and behind them claims where these take part."""
        return np.concatenate((arcs, claims[self.allowed[self.network.arc_kind[claims]]]))

    def between(self, nodes: Numbers) -> Steps:
        """All arcs of the view that both leave and reach one of some nodes."""
        chosen = np.zeros(self.end - self.first, dtype=np.bool_)
        chosen[nodes - self.first] = True
        steps = self.step(np.unique(nodes), Way.OUT)
        along = (self.network.sources(steps.arcs) == steps.begins) & chosen[steps.ends - self.first]
        return Steps(steps.arcs[along], steps.begins[along], steps.ends[along])

    def nodes(self, kinds: Iterable[str], *, loaded: bool = False) -> Numbers:
        """The nodes of some kinds that take part; with `loaded`, only those that a loaded page describes."""
        codes = [self.network.header.node_kinds.index(kind) for kind in kinds]
        chosen = self.inside & np.isin(self.network.node_kind[self.first : self.end], codes)
        if loaded:
            chosen &= self.network.node_named[self.first : self.end] == 0
        return np.flatnonzero(chosen).astype(np.int64) + self.first
