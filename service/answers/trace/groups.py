"""In which programme, domain or portfolio each version of a view stands. Counts nothing.

A version may be in several portfolios, and in none; so may a domain not be told of it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from service.answers.trace.asking import Group
from service.answers.trace.links import starts_of_runs
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_rows import HOLDER

NOWHERE: Final = -1
"""The group of what is in none."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of the nodes of a body, as numbers of programmes, persons or domains; `NOWHERE` alone for none.

    Those of node n are `members[at[n - first]:at[n - first + 1]]`, at least one.
    """

    first: int
    at: Numbers
    members: Numbers

    def of(self, nodes: Numbers) -> tuple[Numbers, Numbers]:
        """The groups of nodes one after the other, each with the place of its node in what was given."""
        places = nodes - self.first
        lengths = self.at[places + 1] - self.at[places]
        which = np.repeat(np.arange(len(nodes)), lengths)
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return which, self.members[self.at[places][which] + within]


def groups_of(view: View, by: Group) -> Groups:
    """The groups of all nodes of a body; with `Group.GOAL` each is its own."""
    network, size = view.network, view.end - view.first
    match by:
        case Group.GOAL:
            single = np.arange(view.first, view.end, dtype=np.int64)
        case Group.PROGRAMME:
            single = network.node_programme[view.first : view.end].astype(np.int64)
        case Group.DOMAIN:
            single = network.node_domain[view.first : view.end].astype(np.int64)
        case Group.HOLDER:
            return _holders(view)
    return Groups(view.first, np.arange(size + 1, dtype=np.int64), single)


def _holders(view: View) -> Groups:
    network, size = view.network, view.end - view.first
    low, high = int(network.out_at[view.first]), int(network.out_at[view.end])
    held = network.kinds([HOLDER], suspect=True)[network.arc_kind[low:high]]
    arcs = np.flatnonzero(held).astype(np.int64) + low
    sources, targets = network.sources(arcs), network.targets(arcs)
    first = starts_of_runs(sources, targets)  # arcs stand in the order of both
    sources, targets = sources[first], targets[first]
    counts = np.bincount(sources - view.first, minlength=size)
    without = np.flatnonzero(counts == 0) + view.first
    nodes = np.concatenate((sources, without))
    groups = np.concatenate((targets, np.full(len(without), NOWHERE, dtype=np.int64)))
    at = np.concatenate(([0], np.cumsum(np.maximum(counts, 1)))).astype(np.int64)
    return Groups(view.first, at, groups[np.argsort(nodes, kind="stable")])


def ranks_of(network: Network, groups: Numbers, by: Group) -> Numbers:
    """For each of some groups its place in the order in which people read them, `NOWHERE` last.

    Goals and programmes are in the order of the tree; holders and domains, which are in none, by name in each body.
    """
    known, where = np.unique(groups, return_inverse=True)
    keys: list[tuple[bool, str, str, int]] = []
    for group in known.tolist():
        named = group != NOWHERE and by in {Group.HOLDER, Group.DOMAIN}
        body, name = (network.part_of(group).path, network.name(group).casefold()) if named else ("", "")
        keys.append((group == NOWHERE, body, name, group))
    ranks = np.empty(len(known), dtype=np.int64)
    ranks[sorted(range(len(known)), key=keys.__getitem__)] = np.arange(len(known))
    return ranks[where]
