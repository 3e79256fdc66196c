"""Which goals tie domains, programmes or portfolios together, and where two of these hang together by one goal alone.

What stands in no group ties nothing; neither does what shares a group with all that it refers to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rustworkx import PyGraph, articulation_points

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet, Words
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.bundling import bundled, links_between, words_behind
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.groups import NOWHERE, groups_of
from service.answers.trace.links import GOAL, Links, least, links_of, notes_on, starts_of_runs, totals
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Network, Numbers


@dataclass(frozen=True, slots=True)
class Bridges:
    """Loaded goals that refer to another group or are referred to from one.

    `others` counts the versions of other groups at the other ends, `groups` the groups of these, and `references` how
    often they refer to each other.
    """

    nodes: Numbers
    others: Numbers
    groups: Numbers
    references: Numbers


@dataclass(frozen=True, slots=True)
class OnlyLinks:
    """Loaded goals without which two groups would not refer to each other at all, each way counted.

    `left` comes before `right` in the order of nodes; `arcs` has the first reference between the two.
    """

    nodes: Numbers
    left: Numbers
    right: Numbers
    references: Numbers
    arcs: Numbers


@dataclass(frozen=True, slots=True)
class _Crossing:
    """Links whose ends share no group and are each in some, and of each its groups at both ends by its place."""

    links: Links
    which: Numbers
    begins: Numbers
    ends: Numbers


async def bridges(trace: Trace, asked: Asked) -> Answer:
    """The goals that tie most together, then the only links; between domains where goals are asked for.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    by = Group.DOMAIN if asked.by is Group.GOAL else asked.by
    portion = portion_of(asked)
    found, only = all_bridges(trace.network, asked.scope, by)
    first, links = taken(found, portion), taken(only, portion)
    between = links_between(trace.network, asked.scope, first.nodes)
    cuts = cutting(trace.network, asked.scope, first.nodes)
    words = await words_behind(trace, np.concatenate((links.arcs, between.arcs)))
    return trace.answer(
        "bridges",
        _TITLES[by],
        _METHOD,
        asked,
        {"by": by.value, "most": asked.most, "offset": asked.offset},
        graph=bundled(trace.network, np.sort(first.nodes).tolist(), between, words),
        sheets=(
            Sheet("bridges", _TITLES[by], _COLUMNS, tuple(_rows(trace.network, first, cuts))),
            Sheet("only-links", _ONLY, _ONLY_COLUMNS, tuple(_only_rows(trace.network, links, words))),
        ),
        counts_absence=True,
        cut=cut_of_tables(asked, len(found.nodes), len(only.nodes)),
        notes=notes_on(asked.scope),
    )


def all_bridges(network: Network, scope: Scope, by: Group) -> tuple[Bridges, OnlyLinks]:
    """The bridges of all bodies that take part, those to most versions of other groups first, and the only links.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    parts = [bridges_of(view, by) for view in View.each(network, scope)]
    found = joined(Bridges, (part for part, _ in parts))
    order = np.lexsort((found.nodes, -found.others))
    return taken(found, order), joined(OnlyLinks, (only for _, only in parts))


def bridges_of(view: View, by: Group) -> tuple[Bridges, OnlyLinks]:
    """The bridges of a body, in the order of the tree, and its only links."""
    crossing = _crossing(view, by)
    links, size = crossing.links, view.end - view.first
    here = np.concatenate((links.begins, links.ends)) - view.first
    there = np.concatenate((links.ends, links.begins))
    beside = np.concatenate((links.begins[crossing.which], links.ends[crossing.which])) - view.first
    groups = np.concatenate((crossing.ends, crossing.begins))
    counts = np.bincount(here, weights=np.tile(links.counts, 2), minlength=size).astype(np.int64)
    goals = view.nodes([GOAL], loaded=True)
    nodes = goals[counts[goals - view.first] > 0]
    places = nodes - view.first
    found = Bridges(
        nodes=nodes,
        others=_distinct(here, there, size)[places],
        groups=_distinct(beside, groups, size)[places],
        references=counts[places],
    )
    return found, _only_links(crossing, goals)


def cut_points(view: View) -> Numbers:
    """The versions of a body without which what was connected no longer is, whichever way references lead."""
    links = links_of(view)
    nodes, places = np.unique(np.concatenate((links.begins, links.ends)), return_inverse=True)
    half = len(links.begins)
    graph: PyGraph[None, None] = PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(nodes))
    graph.add_edges_from_no_data(list(zip(places[:half].tolist(), places[half:].tolist(), strict=True)))
    return nodes[sorted(articulation_points(graph))]


def cutting(network: Network, scope: Scope, nodes: Numbers) -> Numbers:
    """The cut points of the bodies of some nodes.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    codes = dict.fromkeys(network.part_of(node).path.partition("/")[0] for node in np.sort(nodes).tolist())
    found = [cut_points(View.of(network, scope, code)) for code in codes]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


def _crossing(view: View, by: Group) -> _Crossing:
    links, groups = links_of(view), groups_of(view, by)
    first, begins = groups.of(links.begins)
    again, ends = groups.of(links.ends[first])
    which, begins = first[again], begins[again]
    crosses = np.ones(len(links.arcs), dtype=np.bool_)
    crosses[which[(begins == ends) | (begins == NOWHERE) | (ends == NOWHERE)]] = False
    kept = crosses[which]
    renumbered = np.cumsum(crosses) - 1
    return _Crossing(taken(links, crosses), renumbered[which[kept]], begins[kept], ends[kept])


def _distinct(here: Numbers, there: Numbers, size: int) -> Numbers:
    """For each place, how many different values stand beside it."""
    order = np.lexsort((there, here))
    return np.bincount(here[order][starts_of_runs(here[order], there[order])], minlength=size)


def _only_links(crossing: _Crossing, goals: Numbers) -> OnlyLinks:
    """The goals that all links between two groups begin or end at."""
    links, which = crossing.links, crossing.which
    left, right = np.minimum(crossing.begins, crossing.ends), np.maximum(crossing.begins, crossing.ends)
    order = np.lexsort((which, right, left))
    left, right, which = left[order], right[order], which[order]
    starts = starts_of_runs(left, right)
    pair = np.cumsum(_marked(starts, len(which))) - 1
    ends = np.concatenate((links.begins[which], links.ends[which]))
    ended, rows = np.lexsort((ends, np.tile(pair, 2))), np.tile(pair, 2)
    rows, ends = rows[ended], ends[ended]
    at = starts_of_runs(rows, ends)
    lengths, all_links = np.diff(np.append(at, len(rows))), np.bincount(pair, minlength=len(starts))
    chosen = (lengths == all_links[rows[at]]) & np.isin(ends[at], goals)
    row = rows[at][chosen]
    references, arcs = totals(links.counts[which], starts), least(links.arcs[which], starts)
    found = OnlyLinks(ends[at][chosen], left[starts][row], right[starts][row], references[row], arcs[row])
    return taken(found, np.lexsort((found.right, found.left, found.nodes)))


def _marked(starts: Numbers, size: int) -> NDArray[np.int64]:
    marks = np.zeros(size, dtype=np.int64)
    marks[starts] = 1
    return marks


def _rows(network: Network, found: Bridges, cuts: Numbers) -> Iterator[tuple[Cell, ...]]:
    columns = (found.nodes, found.others, found.groups, found.references, np.isin(found.nodes, cuts))
    for node, others, groups, references, is_cut in zip(*(column.tolist() for column in columns), strict=True):
        yield *node_cells(network, node), others, groups, references, is_cut


def _only_rows(network: Network, only: OnlyLinks, words: Mapping[int, Words]) -> Iterator[tuple[Cell, ...]]:
    columns = (only.nodes, only.left, only.right, only.references, only.arcs)
    for node, left, right, references, arc in zip(*(column.tolist() for column in columns), strict=True):
        yield (
            *node_cells(network, node),
            *node_cells(network, left),
            *node_cells(network, right),
            references,
            *relation_cells(network, arc),
            *word_cells(words.get(arc)),
        )


_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    Column("others", Phrase("verbonden in andere groepen", "linked in other groups")),
    Column("groups", Phrase("andere groepen", "other groups")),
    Column("references", Phrase("verwijzingen daarmee", "references with these")),
    Column("articulation", Phrase("valt uiteen zonder dit doel", "falls apart without it")),
)
_ONLY: Final = Phrase("Enige schakel tussen twee groepen", "Only link between two groups")
_ONLY_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    *node_columns("left", Phrase("tussen", "between")),
    *node_columns("right", Phrase("en", "and")),
    Column("references", Phrase("verwijzingen", "references")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_TITLES: Final[Mapping[Group, Phrase]] = MappingProxyType(
    {
        Group.DOMAIN: Phrase("Bruggen tussen domeinen", "Bridges between domains"),
        Group.PROGRAMME: Phrase("Bruggen tussen programma’s", "Bridges between programmes"),
        Group.HOLDER: Phrase("Bruggen tussen portefeuilles", "Bridges between portfolios"),
    }
)
_METHOD: Final = Phrase(
    "Geteld zijn verwijzingen, beide kanten op, tussen een doel en wat in een andere groep staat; wat in geen groep "
    "staat telt niet, en wie een portefeuillehouder deelt ook niet. Een enige schakel is een doel waarlangs alle "
    "directe verwijzingen tussen twee groepen gaan. Uiteen: zonder het doel valt een deel van het netwerk los (een "
    "articulatiepunt van de ongerichte graaf).",
    "Counted are references, both ways, between a goal and what is in another group; what is in no group does not "
    "count, nor who shares a portfolio holder. An only link is a goal over which all direct references between two "
    "groups lead. Falls apart: without the goal a part of the network comes loose (an articulation point of the "
    "undirected graph).",
)
