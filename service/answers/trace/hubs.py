"""Which goals are referred to by most goals, which refer to most, and which lie between most others.

Counts who refers and not how often: a page that names one goal ten times counts once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rustworkx import PyDiGraph, digraph_betweenness_centrality

from ontology.language import Phrase, grouped
from service.answers.trace.answer import Answer, Cell, Column, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.bundling import bundled, links_between, words_behind
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import node_cells, node_columns
from service.answers.trace.links import GOAL, Links, links_of, notes_on
from service.answers.trace.outside import notes_around
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_rows import VERSION_KINDS

MOST_BETWEEN: Final = 5_000
"""Versions of which betweenness is counted; with 15,000 references that takes a second and a half."""

_MOST_WORK: Final = 100_000_000  # versions times references, by which its time grows (Brandes 2001)
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Degrees:
    """Loaded goals, with how many versions refer to each and how many it refers to, and how often.

    `between` is the share of shortest paths between others that lead over it, NaN where that was not counted.
    """

    nodes: Numbers
    referred_by: Numbers
    refers_to: Numbers
    references_in: Numbers
    references_out: Numbers
    between: NDArray[np.float64]


async def hubs(trace: Trace, asked: Asked) -> Answer:
    """The goals of most degree, first by who refers to them and then by what they refer to.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    portion = portion_of(asked)
    found, counted = all_degrees(trace.network, asked.scope)
    referred, referring = ranked(found, found.referred_by), ranked(found, found.refers_to)
    first = taken(referred, portion)
    links = links_between(trace.network, asked.scope, first.nodes)
    words = await words_behind(trace, links.arcs)
    return trace.answer(
        "hubs",
        _TITLE,
        _METHOD,
        asked,
        {"most": asked.most, "offset": asked.offset},
        graph=bundled(trace.network, np.sort(first.nodes).tolist(), links, words),
        sheets=(
            Sheet("referred", _REFERRED, _COLUMNS, tuple(_rows(trace.network, first))),
            Sheet("referring", _REFERRING, _COLUMNS, tuple(_rows(trace.network, taken(referring, portion)))),
        ),
        counts_absence=True,
        cut=cut_of_tables(asked, len(referred.nodes), len(referring.nodes)),
        notes=(
            *notes_around(trace, asked.scope, View.each(trace.network, asked.scope)),
            *notes_on(asked.scope),
            *(() if counted else (_NOT_BETWEEN,)),
        ),
    )


def all_degrees(network: Network, scope: Scope) -> tuple[Degrees, bool]:
    """The degrees of all loaded goals that take part, and whether betweenness was counted.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    views = list(View.each(network, scope))
    counted = _is_small(views)
    return joined(Degrees, (degrees_of(view, between=counted) for view in views)), counted


def degrees_of(view: View, *, between: bool) -> Degrees:
    """The degrees of the loaded goals of a body."""
    links, size = links_of(view), view.end - view.first
    nodes = view.nodes([GOAL], loaded=True)
    places = nodes - view.first
    begins, ends = links.begins - view.first, links.ends - view.first
    return Degrees(
        nodes=nodes,
        referred_by=np.bincount(ends, minlength=size)[places],
        refers_to=np.bincount(begins, minlength=size)[places],
        references_in=_sums(ends, links.counts, size)[places],
        references_out=_sums(begins, links.counts, size)[places],
        between=betweenness(view, links, nodes) if between else np.full(len(nodes), np.nan),
    )


def betweenness(view: View, links: Links, nodes: Numbers) -> NDArray[np.float64]:
    """The share of all ordered pairs of other versions between which a shortest path leads over each of some nodes.

    Where several are as short, each counts for its part (Freeman 1977; counted as by Brandes 2001); from 0 to 1. All
    versions of the body that take part are counted with, also those that are only named.
    """
    versions = view.nodes(VERSION_KINDS)
    ends = np.searchsorted(versions, links.begins).tolist(), np.searchsorted(versions, links.ends).tolist()
    graph: PyDiGraph[None, None] = PyDiGraph(multigraph=False)
    graph.add_nodes_from([None] * len(versions))
    graph.add_edges_from_no_data(list(zip(*ends, strict=True)))
    # in one thread sums are added in one order, so that the same question has the same answer
    found = digraph_betweenness_centrality(graph, parallel_threshold=len(versions) + 1)
    return np.array([round(found[place], _DIGITS) for place in np.searchsorted(versions, nodes).tolist()])


def ranked(found: Degrees, by: Numbers) -> Degrees:
    """Goals with most of `by` first, in the order of the tree where that is the same; those with none left out."""
    order = np.lexsort((found.nodes, -by))
    return taken(found, order[by[order] > 0])


def _sums(places: Numbers, counts: Numbers, size: int) -> Numbers:
    return np.bincount(places, weights=counts, minlength=size).astype(np.int64)


def _is_small(views: Iterable[View]) -> bool:
    versions = work = 0
    for view in views:
        low, high = view.network.out_at[[view.first, view.end]].tolist()
        inside = int(view.inside.sum())
        versions += inside
        work += inside * (high - low)
        if versions > MOST_BETWEEN or work > _MOST_WORK:
            return False
    return True


def _rows(network: Network, found: Degrees) -> Iterator[tuple[Cell, ...]]:
    counts = (found.referred_by, found.refers_to, found.references_in, found.references_out)
    columns = zip(*(column.tolist() for column in counts), strict=True)
    for node, numbers, between in zip(found.nodes.tolist(), columns, found.between.tolist(), strict=True):
        yield *node_cells(network, node), *numbers, None if np.isnan(between) else between


_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    Column("referringGoals", Phrase("genoemd door andere", "referred to by others")),
    Column("referredGoals", Phrase("noemt andere", "refers to others")),
    Column("incomingReferences", Phrase("verwijzingen ernaar", "references to it")),
    Column("outgoingReferences", Phrase("verwijzingen eruit", "references from it")),
    Column("betweenness", Phrase("tussenligging", "betweenness")),
)
_TITLE: Final = Phrase("Knooppunten: doelen met de meeste verwijzingen", "Hubs: the goals with most references")
_REFERRED: Final = Phrase("Doelen die door de meeste andere genoemd worden", "Goals that most others refer to")
_REFERRING: Final = Phrase("Doelen die de meeste andere noemen", "Goals that refer to most others")
_METHOD: Final = Phrase(
    "Geteld is hoeveel verschillende doelen, ambities en programma’s naar een doel verwijzen, en naar hoeveel het zelf "
    "verwijst; hoe vaak staat er los naast. Alleen doelen waarvan de pagina is geladen staan in de rij. Tussenligging "
    "is het deel van alle paren andere waarvan een kortste pad over het doel loopt (Freeman 1977), van 0 tot 1.",
    "Counted is how many different goals, ambitions and programmes refer to a goal, and to how many it refers itself; "
    "how often stands beside it. Only goals whose page was loaded are ranked. Betweenness is the share of all pairs of "
    "others of which a shortest path leads over the goal (Freeman 1977), from 0 to 1.",
)
_NOT_BETWEEN: Final = Phrase(
    f"Tussenligging is niet geteld: dat gebeurt tot {grouped(MOST_BETWEEN)} doelen, ambities en programma’s samen, en "
    "minder waar heel veel verwijzingen lopen. Een kleinere keuze (één document, of enkele relaties) geeft haar wel.",
    f"Betweenness was not counted: that is done up to {grouped(MOST_BETWEEN)} goals, ambitions and programmes "
    "together, and fewer where there are very many references. A smaller choice (one document, or some relations) has "
    "it.",
)
