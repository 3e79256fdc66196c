"""Counting: which ties of identity of one body count at a least confidence, the same ones as in timelines.

A version hangs under what endures where it is in the largest part of the versions that claims of that confidence bind
together. Claims that count and that no such ties say are ties themselves: those that the release finds too uncertain,
and those of the other parts. Walks nothing.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ontology.iri import DocumentKey
from service.answers.trace.connected import heads_of
from service.answers.years.cycle import cycle_order
from service.release.network import Network, Numbers
from service.release.network_rows import THOUSAND, VERSION_OF


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts in a body.

    `kept` tells of each arc of the body, from the arc `first` on, whether it takes part as far as identity goes.
    `claims` are those that are ties themselves, in the order of the versions that they begin at, and lead to `ends`.
    """

    first: int
    kept: NDArray[np.bool_]
    claims: Numbers
    begins: Numbers
    ends: Numbers

    @classmethod
    def of(cls, network: Network, first: int, end: int, least: Decimal) -> Self:
        """What counts of the body whose nodes are from `first` to before `end`; `least` is from 0 to 1."""
        claims = network.claims_within(first, end)
        claims = claims[network.arc_start[claims] >= thousandths(least)]
        begins, ends = network.sources(claims), network.targets(claims)
        heads = heads_of(begins - first, ends - first, end - first)
        low, high = int(network.out_at[first]), int(network.out_at[end])
        kept = np.ones(high - low, dtype=np.bool_)
        hung = np.flatnonzero(network.kinds([VERSION_OF], suspect=True)[network.arc_kind[low:high]]).astype(np.int64)
        versions, goals = network.sources(hung + low) - first, network.targets(hung + low) - first
        counting = _largest(goals, heads[versions], _ranks(network, first, end)[versions])
        kept[hung] = counting
        said = _said(versions[counting], goals[counting], begins - first, ends - first)
        return cls(low, kept, claims[~said], begins[~said], ends[~said])

    def keep(self, arcs: Numbers) -> Numbers:
        """Those of some arcs of the body that take part."""
        found: Numbers = arcs[self.kept[arcs - self.first]]
        return found

    def out_of(self, nodes: Numbers) -> Numbers:
        """The claims that lead from one of some versions to a later one."""
        found: Numbers = self.claims[np.isin(self.begins, nodes)]
        return found

    def into(self, nodes: Numbers) -> Numbers:
        """The claims that lead from an earlier version to one of some."""
        found: Numbers = self.claims[np.isin(self.ends, nodes)]
        return found


def thousandths(least: Decimal) -> int:
    """The least number of thousandths that is as much as a least confidence."""
    return int((least * THOUSAND).to_integral_value(rounding=ROUND_CEILING))


def _ranks(network: Network, first: int, end: int) -> Numbers:
    """For each node of a body its place in the order of the cycle, and in its document."""
    places = np.arange(end - first, dtype=np.int64)
    parts = network.parts_by_body[network.part_of(first).path.partition("/")[0]]
    dated = [part for part in parts if "/" in part.path]
    for place, part in enumerate(sorted(dated, key=lambda one: cycle_order(DocumentKey.parse(one.path)))):
        places[part.first - first : part.end - first] += (place + 1) * (end - first)
    return places


def _largest(goals: Numbers, heads: Numbers, ranks: Numbers) -> NDArray[np.bool_]:
    """For versions of goals whether they are in the largest part of their goal, of equals the one that begins first."""
    counting = np.zeros(len(goals), dtype=np.bool_)
    if not len(goals):
        return counting
    order = np.lexsort((ranks, heads, goals))
    goal, head = goals[order], heads[order]
    starts = np.flatnonzero(np.append(True, (goal[1:] != goal[:-1]) | (head[1:] != head[:-1])))
    sizes = np.diff(np.append(starts, len(goal)))
    best = np.lexsort((ranks[order][starts], -sizes, goal[starts]))
    of_goal = goal[starts][best]
    chosen = np.zeros(len(starts), dtype=np.bool_)
    chosen[best[np.append(True, of_goal[1:] != of_goal[:-1])]] = True
    counting[order] = np.repeat(chosen, sizes)
    return counting


def _said(versions: Numbers, goals: Numbers, begins: Numbers, ends: Numbers) -> NDArray[np.bool_]:
    """For each claim whether both its versions hang under one thing already."""
    said = np.zeros(len(begins), dtype=np.bool_)
    order = np.lexsort((goals, versions))
    versions, goals = versions[order], goals[order]
    size = 1 + max((int(column.max()) for column in (versions, goals, ends) if len(column)), default=0)
    known = versions * size + goals
    low, high = (np.searchsorted(versions, begins, side=side) for side in ("left", "right"))
    for place in range(int((high - low).max(initial=0))):  # of how many things a version is one: few
        has = low + place < high
        said[has] |= np.isin(ends[has] * size + goals[(low + place)[has]], known)
    return said
