"""Who refers to whom as a square (a dependency structure matrix): goals, programmes, holders or domains.

A figure says how often what stands in the row refers to what stands in the column. Draws no table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import accumulate
from types import MappingProxyType
from typing import Final

import numpy as np
from rustworkx import PyDiGraph, strongly_connected_components

from ontology.language import Phrase, grouped
from service.answers.trace.answer import Answer, Cell, Column, Matrix, Sheet
from service.answers.trace.asking import Asked, Group, Order, Trace
from service.answers.trace.bundling import bundled, group_cells, node_or_none, words_behind
from service.answers.trace.columns import node_columns
from service.answers.trace.groups import groups_of, ranks_of
from service.answers.trace.links import GOAL, Links, links_of, notes_on
from service.answers.trace.outside import notes_around
from service.answers.trace.pairs import Pairs, pairs_of, together
from service.answers.trace.scope import Scope, ScopeError
from service.answers.trace.view import View
from service.release.network import Network, Numbers

MOST_HEADS: Final = 1_500
"""Rows and columns of a matrix at most; a budget has 100 to 150 goals."""

MOST_CELLS: Final = 100_000
"""Counts in a matrix at most."""


@dataclass(frozen=True, slots=True)
class Square:
    """A matrix by numbers: its heads as nodes or `NOWHERE`, and the places, counts and first arcs of its cells.

    `blocks` are runs of heads that lie on a cycle together, as first place and length.
    """

    heads: Numbers
    rows: Numbers
    columns: Numbers
    counts: Numbers
    arcs: Numbers
    blocks: tuple[tuple[int, int], ...]


async def matrix(trace: Trace, asked: Asked) -> Answer:
    """The matrix of all that takes part.

    Raises:
        ScopeError: as `Scope.parts`; or it has more rows than can be given.
        EngineError: the engine gave no answer.
    """
    found = square_of(trace.network, asked.scope, asked.by, asked.order)
    heads = tuple(node_or_none(trace.network, node) for node in found.heads.tolist())
    links = Links(found.heads[found.rows], found.heads[found.columns], found.counts, found.arcs)
    words = await words_behind(trace, found.arcs)
    places = zip(found.rows.tolist(), found.columns.tolist(), strict=True)
    return trace.answer(
        "matrix",
        _TITLES[asked.by],
        _METHODS[asked.order],
        asked,
        {"by": asked.by.value, "order": asked.order.value},
        graph=bundled(trace.network, found.heads.tolist(), links, words),
        sheets=(Sheet("cells", _TITLES[asked.by], _COLUMNS, tuple(_rows(trace.network, found))),),
        counts_absence=True,
        matrix=Matrix(heads, dict(zip(places, found.counts.tolist(), strict=True)), found.blocks),
        notes=(*notes_around(trace, asked.scope, View.each(trace.network, asked.scope)), *notes_on(asked.scope)),
    )


def square_of(network: Network, scope: Scope, by: Group, order: Order) -> Square:
    """The matrix of all bodies that take part.

    Heads are the groups of all loaded goals and of all that refers or is referred to, in the order of the tree; with
    `Order.CYCLES` as `partition` has them.

    Raises:
        ScopeError: as `Scope.parts`; or there are too many heads or cells.
    """
    heads, pairs = _read(network, scope, by)
    ranks = ranks_of(network, heads, by)
    heads = heads[np.argsort(ranks)]
    place = {head: at for at, head in enumerate(heads.tolist())}
    rows = np.array([place[node] for node in pairs.begins.tolist()], dtype=np.int64)
    columns = np.array([place[node] for node in pairs.ends.tolist()], dtype=np.int64)
    blocks: tuple[tuple[int, int], ...] = ()
    if order is Order.CYCLES:
        sequence, blocks = partition(len(heads), rows.tolist(), columns.tolist())
        moved = np.empty(len(heads), dtype=np.int64)
        moved[sequence] = np.arange(len(heads))
        heads, rows, columns = heads[sequence], moved[rows], moved[columns]
    sorting = np.lexsort((columns, rows))
    return Square(heads, rows[sorting], columns[sorting], pairs.references[sorting], pairs.arcs[sorting], blocks)


def partition(size: int, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[int], tuple[tuple[int, int], ...]]:
    """The order in which what is referred to stands before what refers to it, and the blocks for which there is none.

    A block is a strongly connected component, in the given order within; among blocks that could stand next, the one
    with the first head does. All references outside blocks then lie below the diagonal (the partitioning of Steward,
    1981; Warfield, 1973).
    """
    graph: PyDiGraph[None, None] = PyDiGraph(multigraph=False)
    graph.add_nodes_from([None] * size)
    graph.add_edges_from_no_data(list(zip(rows, columns, strict=True)))
    found = sorted(sorted(one) for one in strongly_connected_components(graph))
    component = {head: number for number, members in enumerate(found) for head in members}
    leading = {(component[row], component[column]) for row, column in zip(rows, columns, strict=True)}
    ordered = [found[number] for number in _last_first(len(found), leading)]
    starts = accumulate(map(len, ordered), initial=0)
    blocks = tuple((start, len(one)) for start, one in zip(starts, ordered, strict=False) if len(one) > 1)
    return [head for members in ordered for head in members], blocks


def _last_first(size: int, leading: set[tuple[int, int]]) -> Iterator[int]:
    """Numbers so that each comes after all to which it leads, the least first of those that could come next."""
    waiting = [0] * size
    before: list[list[int]] = [[] for _ in range(size)]
    for source, target in leading:
        if source != target:
            waiting[source] += 1
            before[target].append(source)
    ready = [number for number in range(size) if not waiting[number]]
    heapify(ready)
    while ready:
        number = heappop(ready)
        yield number
        for source in before[number]:
            waiting[source] -= 1
            if not waiting[source]:
                heappush(ready, source)


def _read(network: Network, scope: Scope, by: Group) -> tuple[Numbers, Pairs]:
    heads: set[int] = set()
    parts: list[Pairs] = []
    cells = 0
    for view in View.each(network, scope):
        links, groups = links_of(view), groups_of(view, by)
        goals = view.nodes([GOAL], loaded=True)
        _, members = groups.of(np.unique(np.concatenate((goals, links.begins, links.ends))))
        heads.update(np.unique(members).tolist())
        _require_fits(len(heads), MOST_HEADS, _TOO_MANY_HEADS[by is Group.GOAL])
        parts.append(pairs_of(view, by))
        cells += len(parts[-1].arcs)
        _require_fits(cells, MOST_CELLS, _TOO_MANY_CELLS)
    return np.array(sorted(heads), dtype=np.int64), together(parts)


def _require_fits(found: int, most: int, message: Phrase) -> None:
    if found > most:
        raise ScopeError(message, most=grouped(most))


def _rows(network: Network, found: Square) -> Iterator[tuple[Cell, ...]]:
    cells = [group_cells(network, head) for head in found.heads.tolist()]
    for row, column, count in zip(found.rows.tolist(), found.columns.tolist(), found.counts.tolist(), strict=True):
        yield *cells[row], *cells[column], count


_COLUMNS: Final = (
    *node_columns("row", Phrase("rij", "row")),
    *node_columns("column", Phrase("kolom", "column")),
    Column("references", Phrase("verwijzingen", "references")),
)
_TITLES: Final[Mapping[Group, Phrase]] = MappingProxyType(
    {
        Group.GOAL: Phrase("Wie verwijst naar wie: doelen", "Who refers to whom: goals"),
        Group.PROGRAMME: Phrase("Wie verwijst naar wie: programma’s", "Who refers to whom: programmes"),
        Group.HOLDER: Phrase("Wie verwijst naar wie: portefeuillehouders", "Who refers to whom: portfolio holders"),
        Group.DOMAIN: Phrase("Wie verwijst naar wie: domeinen", "Who refers to whom: domains"),
    }
)
_COUNTED: Final = Phrase(
    "Een getal zegt hoe vaak wat in de rij staat verwijst naar wat in de kolom staat; een doel met twee "
    "portefeuillehouders telt bij beide, wat in geen groep staat bij een streepje.",
    "A figure says how often what stands in the row refers to what stands in the column; a goal of two portfolio "
    "holders counts with both, what is in no group with a dash.",
)
_IN_TREE: Final = Phrase(
    "De volgorde is die van de boom van het document, met nummers als getallen; portefeuillehouders en domeinen staan "
    "op naam.",
    "The order is that of the tree of the document, with numbers as figures; portfolio holders and domains stand by "
    "name.",
)
_IN_CYCLES: Final = Phrase(
    "Wat op een kring ligt staat bijeen in een blok, en waarnaar verwezen wordt staat vóór wat verwijst: alle "
    "verwijzingen buiten de blokken liggen onder de diagonaal (partitionering, Steward 1981). Wat dan nog gelijk is "
    "staat in de volgorde van de boom.",
    "What lies on a cycle stands together in a block, and what is referred to stands before what refers: all "
    "references outside the blocks lie below the diagonal (partitioning, Steward 1981). What is equal then stands in "
    "the order of the tree.",
)
_METHODS: Final[Mapping[Order, Phrase]] = MappingProxyType(
    {
        order: Phrase(f"{_COUNTED.nl} {said.nl}", f"{_COUNTED.en} {said.en}")
        for order, said in ((Order.TREE, _IN_TREE), (Order.CYCLES, _IN_CYCLES))
    }
)
_TOO_MANY_HEADS: Final = (
    Phrase(
        "een matrix heeft hooguit {most} rijen, en dit zijn er meer; vraag één document, of één organisatie en enkele "
        "jaren",
        "a matrix has at most {most} rows, and these are more; ask for one document, or for one organisation and a few "
        "years",
    ),
    Phrase(
        "een matrix heeft hooguit {most} rijen, en dit zijn er meer; vraag by=programme in plaats van doelen, of één "
        "document",
        "a matrix has at most {most} rows, and these are more; ask for by=programme in place of goals, or for one "
        "document",
    ),
)
_TOO_MANY_CELLS: Final = Phrase(
    "een matrix heeft hooguit {most} getallen, en dit zijn er meer; vraag één document, minder relaties of "
    "by=programme",
    "a matrix has at most {most} figures, and these are more; ask for one document, fewer relations or by=programme",
)
