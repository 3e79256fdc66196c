"""Goals counted together by domain or holder: how many of some goals, of how many that are loaded, and how near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.answers.trace.asking import Group
from service.answers.trace.groups import NOWHERE, groups_of
from service.answers.trace.links import GOAL
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_build import Part
from service.release.network_rows import NODE_KINDS


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many goals a group has among some, of how many there are; the group is `NOWHERE` for those in none."""

    group: int
    goals: int
    of_goals: int
    nearest: int


def goals_in(network: Network, nodes: Numbers) -> Numbers:
    """The goals among nodes that a loaded page describes."""
    chosen: Numbers = nodes[(network.node_kind[nodes] == NODE_KINDS.index(GOAL)) & (network.node_named[nodes] == 0)]
    return chosen


def parts_of(view: View, nodes: Numbers) -> tuple[Part, ...]:
    """The documents that nodes of the body are of, and what endures in it where they are of that, in order."""
    parts = view.network.parts_by_body[view.network.part_of(view.first).path.partition("/")[0]]
    places = np.searchsorted([part.first for part in parts], nodes, side="right") - 1
    return tuple(parts[place] for place in np.unique(places).tolist())


def gathered(view: View, by: Group, goals: Numbers, distances: NDArray[np.int32], every: Numbers) -> list[Gathered]:
    """Loaded goals, each at a distance, by what they stand in, of `every` goal: the group with most of them first.

    A goal in several groups counts in each.
    """
    groups = groups_of(view, by)
    places, found = groups.of(goals)
    _, all_groups = groups.of(every)
    rows = [
        Gathered(
            group=group,
            goals=int(np.count_nonzero(found == group)),
            of_goals=int(np.count_nonzero(all_groups == group)),
            nearest=int(distances[places[found == group]].min()),
        )
        for group in np.unique(found).tolist()
    ]
    return sorted(rows, key=lambda row: (-row.goals, row.nearest, row.group == NOWHERE, row.group))
