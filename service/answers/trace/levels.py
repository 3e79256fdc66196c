"""The network one by one or in groups, at the finest level at which there are no more nodes than can be given.

Makes no answer of it; `whole` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from service.answers.trace.asking import Asked, Group
from service.answers.trace.bundling import MOST_EDGES
from service.answers.trace.columnar import joined, taken
from service.answers.trace.groups import Groups, groups_of, ranks_of
from service.answers.trace.links import Links
from service.answers.trace.pairs import Pairs, in_order, pairs_between, together
from service.answers.trace.selection import Selection, selections
from service.release.network import Network, Numbers
from service.release.network_rows import NODE_KINDS, VERSION_KINDS

MOST_NODES: Final = 1_000
"""Nodes of the network that are given one by one; beyond, groups are given."""


class Level(StrEnum):
    """What a node of the answer is: a version, or a group of them by something."""

    GOAL = "goal"
    PROGRAMME = "programme"
    HOLDER = "holder"
    DOMAIN = "domain"
    DOCUMENT = "document"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Whole:
    """All nodes that were chosen, and the arcs of one kind between the same two nodes taken together."""

    nodes: Numbers
    bundles: Links


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups, how many versions are in each, and how often they refer to each other and to themselves.

    Groups are nodes or `NOWHERE`; a document or body is told by its place among the parts of the network.
    """

    level: Level
    groups: Numbers
    sizes: Numbers
    pairs: Pairs


def level_of(network: Network, asked: Asked) -> Level:
    """What was asked for, or the first of programmes, documents and bodies of which there are few enough.

    Raises:
        ScopeError: as `selections`.
    """
    levels = [Level(asked.by.value), *_COARSER[asked.by]]
    found: dict[Level, set[int]] = {level: set() for level in levels}
    nodes = bundles = 0
    for chosen in selections(network, asked):
        nodes += len(chosen.nodes)
        bundles += len(chosen.bundles.arcs) if asked.by is Group.GOAL and nodes <= MOST_NODES else 0
        for level in levels:
            if level is not Level.GOAL and len(found[level]) <= MOST_NODES:
                found[level].update(np.unique(_groups(chosen, level).of(_versions(chosen))[1]).tolist())
    if asked.by is Group.GOAL and nodes <= MOST_NODES and bundles <= MOST_EDGES:
        return Level.GOAL
    grouping = [level for level in levels if level is not Level.GOAL]
    return next((level for level in grouping if len(found[level]) <= MOST_NODES), Level.BODY)


def whole_of(network: Network, asked: Asked) -> Whole:
    """All that was chosen, one by one.

    Raises:
        ScopeError: as `selections`.
    """
    chosen = list(selections(network, asked))
    nodes = [np.empty(0, dtype=np.int64), *(part.nodes for part in chosen)]
    return Whole(np.concatenate(nodes), joined(Links, (part.bundles for part in chosen)))


def grouped_of(network: Network, asked: Asked, level: Level) -> Grouped:
    """The groups of what was chosen, in the order in which people read them.

    A version in several groups counts in each.

    Raises:
        ScopeError: as `selections`.
    """
    members: list[Numbers] = [np.empty(0, dtype=np.int64)]
    parts: list[Pairs] = []
    for chosen in selections(network, asked):
        groups = _groups(chosen, level)
        members.append(groups.of(_versions(chosen))[1])
        parts.append(pairs_between(_directed(chosen), groups))
    found, sizes = np.unique(np.concatenate(members), return_counts=True)
    by = _BY.get(level, Group.GOAL)
    order = np.argsort(ranks_of(network, found, by))
    return Grouped(level, found[order], sizes[order], in_order(network, together(parts), by))


def _groups(chosen: Selection, level: Level) -> Groups:
    view = chosen.view
    if level in _BY:
        return groups_of(view, _BY[level])
    firsts = [part.first for part in view.network.parts]
    nodes = np.arange(view.first, view.end)
    if level is Level.BODY:
        nodes = np.full(len(nodes), view.first)
    members = np.searchsorted(firsts, nodes, side="right").astype(np.int64) - 1
    return Groups(view.first, np.arange(len(nodes) + 1, dtype=np.int64), members)


def _versions(chosen: Selection) -> Numbers:
    kinds = [NODE_KINDS.index(kind) for kind in VERSION_KINDS]
    versions: Numbers = chosen.nodes[np.isin(chosen.view.network.node_kind[chosen.nodes], kinds)]
    return versions


def _directed(chosen: Selection) -> Links:
    """What counts between groups: references, and money where it takes part; not what a version says of itself."""
    bundles = chosen.bundles
    either = chosen.view.either[chosen.view.network.arc_kind[bundles.arcs]]
    return taken(bundles, ~either & (bundles.begins != bundles.ends))


_BY: Final[Mapping[Level, Group]] = MappingProxyType(
    {Level.PROGRAMME: Group.PROGRAMME, Level.HOLDER: Group.HOLDER, Level.DOMAIN: Group.DOMAIN}
)
_COARSER: Final[Mapping[Group, tuple[Level, ...]]] = MappingProxyType(
    {
        Group.GOAL: (Level.PROGRAMME, Level.DOCUMENT, Level.BODY),
        Group.PROGRAMME: (Level.DOCUMENT, Level.BODY),
        Group.HOLDER: (Level.BODY,),
        Group.DOMAIN: (Level.BODY,),
    }
)
