"""Which versions lie on cycles of references together, and the shortest cycle back to each of them.

Finds no other cycles: in a component that is one dense knot there are more than can be counted.
"""

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from rustworkx import PyDiGraph, strongly_connected_components

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.columnar import taken
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    chain,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.links import Links, links_of, notes_on
from service.answers.trace.naming import kind_of
from service.answers.trace.portion import portion_of
from service.answers.trace.quoting import Quoted, quoted
from service.answers.trace.scope import Scope
from service.answers.trace.spoken import cut_of, filled
from service.answers.trace.view import View
from service.release.network import Network, Numbers

MOST_VISITS: Final = 1_000_000
"""Versions that are visited in looking for the shortest cycles of an answer; about a second."""

_LONGEST_CHAIN: Final = 30  # a longer one nobody reads; its steps stand in a table of their own

Cycle = tuple[int, ...]
"""The versions of a cycle, from the first in the order of the tree; the last refers to the first."""


@dataclass(frozen=True, slots=True)
class Component:
    """Versions of which each leads to each other by references, at least two, and the links between them."""

    members: Numbers
    links: Links


@dataclass(frozen=True, slots=True)
class Shortest:
    """Cycles of a component, shortest first, then in the order of the tree.

    For each member there is the first of the shortest cycles through it, unless there were more than asked for, or
    looking for them took too long: then `complete` is false, and in the latter case it was `stopped`.
    """

    cycles: tuple[Cycle, ...]
    complete: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Knots:
    """Some of the components of a scope in the order of their first members, and how many there are in all."""

    first: int
    total: int
    components: tuple[Component, ...]
    shortest: tuple[Shortest, ...]


async def cycles(trace: Trace, asked: Asked) -> Answer:
    """The components of more than one member, and their shortest cycles with the words of each step.

    `most` components are given, and as many cycles, spread evenly over these.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    portion = portion_of(asked)
    found = knots_of(trace.network, asked.scope, portion)
    hops = [_arcs(component, cycle) for component, cycle in _all(found)]
    members = [node for component in found.components for node in component.members.tolist()]
    words = await quoted(trace, members, (arc for arcs in hops for arc in arcs), hops)
    return trace.answer(
        "cycles",
        _TITLE,
        _METHOD,
        asked,
        {"most": asked.most, "offset": asked.offset},
        graph=words.graph,
        sheets=(
            Sheet("members", _TITLE, _MEMBER_COLUMNS, tuple(_member_rows(trace.network, found))),
            Sheet("cycles", _CYCLES, _CYCLE_COLUMNS, tuple(_cycle_rows(trace.network, found))),
            Sheet("hops", _HOPS, _HOP_COLUMNS, tuple(_hop_rows(trace.network, found, hops, words))),
        ),
        counts_absence=True,
        cut=_joined(_cut(asked, found.total), _left_out(found, len(hops))),
        notes=(filled(_TOTAL, total=found.total), *words.notes, *notes_on(asked.scope)),
    )


def knots_of(network: Network, scope: Scope, portion: slice) -> Knots:
    """The components of a portion, with their shortest cycles.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    kept: list[Component] = []
    total = 0
    for view in View.each(network, scope):
        components = components_of(view)
        kept += (one for place, one in enumerate(components, total) if portion.start <= place < portion.stop)
        total += len(components)
    each = max(len(kept), 1)
    most, visits = max((portion.stop - portion.start) // each, 1), MOST_VISITS // each
    return Knots(portion.start, total, tuple(kept), tuple(shortest_cycles(one, most, visits) for one in kept))


def components_of(view: View) -> tuple[Component, ...]:
    """The strongly connected components of a body with more than one member, in the order of their first members."""
    links = links_of(view)
    nodes, places = np.unique(np.concatenate((links.begins, links.ends)), return_inverse=True)
    half = len(links.arcs)
    graph: PyDiGraph[None, None] = PyDiGraph(multigraph=False)
    graph.add_nodes_from([None] * len(nodes))
    graph.add_edges_from_no_data(list(zip(places[:half].tolist(), places[half:].tolist(), strict=True)))
    found = sorted(sorted(one) for one in strongly_connected_components(graph) if len(one) > 1)
    component = np.full(len(nodes), -1, dtype=np.int64)
    for number, members in enumerate(found):
        component[members] = number
    begins, ends = component[places[:half]], component[places[half:]]
    within = np.flatnonzero((begins == ends) & (begins >= 0))
    within = within[np.argsort(begins[within], kind="stable")]
    bounds = np.searchsorted(begins[within], np.arange(len(found) + 1))
    return tuple(
        Component(nodes[members], taken(links, within[low:high]))
        for members, (low, high) in zip(found, pairwise(bounds.tolist()), strict=True)
    )


def shortest_cycles(component: Component, most: int, visits: int) -> Shortest:
    """At most so many of the shortest cycles through each member of a component, each once.

    Breadth-first search from each member, no further than could give a cycle among the shortest, until so many versions
    were visited. All members are searched a few steps deep before any is searched further, so that short cycles are
    found first (iterative deepening: Korf 1985).
    """
    after = _after(component)
    if len(component.links.arcs) == len(after):  # a ring
        return Shortest((_around(next(iter(after)), after),), complete=True)
    searching = _Searching(after, most, visits)
    waiting, depth = list(after), 2
    while waiting and not searching.stopped and depth < 2 * searching.limit:
        waiting = [start for start in waiting if not searching.finds(start, depth)]
        depth *= 2
    ordered = sorted(searching.found, key=lambda cycle: (len(cycle), cycle))
    complete = not waiting and len(ordered) <= most
    return Shortest(tuple(ordered[:most]), complete=complete, stopped=searching.stopped)


class _Searching:
    """The cycles that were found so far, and how many versions may still be visited for more."""

    def __init__(self, after: Mapping[int, Sequence[int]], most: int, visits: int) -> None:
        self._after, self._most, self._visits = after, most, visits
        self._lengths: list[int] = []
        self.found: set[Cycle] = set()
        self.limit = len(after)

    @property
    def stopped(self) -> bool:
        """Whether no more may be visited."""
        return self._visits <= 0

    def finds(self, start: int, depth: int) -> bool:
        """Look for the shortest cycle through a version, of at most so many steps; whether there is one."""
        if self.stopped:
            return False
        cycle, visited = _back_to(start, self._after, min(depth, self.limit))
        self._visits -= visited
        if cycle is not None and cycle not in self.found:
            self.found.add(cycle)
            insort(self._lengths, len(cycle))
            self.limit = self._lengths[self._most - 1] if len(self._lengths) >= self._most else self.limit
        return cycle is not None


def _after(component: Component) -> dict[int, list[int]]:
    """What each member refers to within its component, all in the order of the tree."""
    after: dict[int, list[int]] = {node: [] for node in component.members.tolist()}
    for begin, end in zip(component.links.begins.tolist(), component.links.ends.tolist(), strict=True):
        after[begin].append(end)
    return after


def _around(start: int, after: Mapping[int, Sequence[int]]) -> Cycle:
    cycle = [start]
    while (following := after[cycle[-1]][0]) != start:
        cycle.append(following)
    return tuple(cycle)


def _back_to(start: int, after: Mapping[int, Sequence[int]], limit: int) -> tuple[Cycle | None, int]:
    """The first of the shortest cycles through a version, of at most so many steps, and how many were visited."""
    before = {start: start}
    level = [start]
    for _ in range(limit):
        reached: list[int] = []
        for node in level:
            for following in after[node]:
                if following == start:
                    return _turned(_path(node, before)), len(before)
                if following not in before:
                    before[following] = node
                    reached.append(following)
        level = reached
    return None, len(before)


def _path(node: int, before: Mapping[int, int]) -> list[int]:
    """The versions from where a search began to a node."""
    path = [node]
    while before[path[-1]] != path[-1]:
        path.append(before[path[-1]])
    return path[::-1]


def _turned(path: Sequence[int]) -> Cycle:
    first = path.index(min(path))
    return (*path[first:], *path[:first])


def _cut(asked: Asked, total: int) -> Phrase | None:
    """What is said where there are more components than are given."""
    first, last = asked.offset + 1, min(asked.offset + asked.most, total)
    if first > total:
        return cut_of(asked, total)
    if last < total:
        return filled(_MORE, first=first, last=last, total=total, offset=str(last))
    return filled(_LAST, first=first, last=last, total=total) if asked.offset else None


def _left_out(found: Knots, cycles: int) -> Phrase | None:
    """What is said where not every member has its cycle, and how to get more."""
    if any(shortest.stopped for shortest in found.shortest):
        return filled(_STOPPED, cycles=cycles)
    complete = all(shortest.complete for shortest in found.shortest)
    return None if complete else filled(_NOT_ALL, cycles=cycles)


def _joined(one: Phrase | None, other: Phrase | None) -> Phrase | None:
    return Phrase(f"{one.nl} {other.nl}", f"{one.en} {other.en}") if one and other else one or other


def _arcs(component: Component, cycle: Cycle) -> list[int]:
    """The first reference of each step of a cycle."""
    links, size = component.links, int(component.members[-1]) + 1
    steps = np.array([*cycle, cycle[0]], dtype=np.int64)
    wanted = steps[:-1] * size + steps[1:]
    arcs: list[int] = links.arcs[np.searchsorted(links.begins * size + links.ends, wanted)].tolist()
    return arcs


def _all(found: Knots) -> Iterator[tuple[Component, Cycle]]:
    for component, shortest in zip(found.components, found.shortest, strict=True):
        for cycle in shortest.cycles:
            yield component, cycle


def _member_rows(network: Network, found: Knots) -> Iterator[tuple[Cell, ...]]:
    for number, component in enumerate(found.components, found.first + 1):
        for node in component.members.tolist():
            yield (
                number,
                len(component.members),
                *node_cells(network, node),
                kind_of(network, node),
            )


def _cycle_rows(network: Network, found: Knots) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for component, shortest in enumerate(found.shortest, found.first + 1):
        for cycle in shortest.cycles:
            number += 1
            around = (*cycle, cycle[0])
            short = chain(network, around[:_LONGEST_CHAIN]) + (" → …" if len(around) > _LONGEST_CHAIN else "")
            yield component, number, len(cycle), short


def _hop_rows(
    network: Network, found: Knots, hops: Sequence[Sequence[int]], words: Quoted
) -> Iterator[tuple[Cell, ...]]:
    components = [
        component for component, shortest in enumerate(found.shortest, found.first + 1) for _ in shortest.cycles
    ]
    for number, (component, arcs) in enumerate(zip(components, hops, strict=True), 1):
        for step, arc in enumerate(arcs, 1):
            yield (
                component,
                number,
                step,
                *node_cells(network, network.source(arc)),
                *node_cells(network, network.target(arc)),
                *relation_cells(network, arc),
                *word_cells(words.words.get(arc)),
            )


_COMPONENT: Final = Column("component", Phrase("kluwen", "component"))
_NUMBER: Final = Column("cycle", Phrase("kring", "cycle"))
_MEMBER_COLUMNS: Final = (
    _COMPONENT,
    Column("size", Phrase("omvang", "size")),
    *node_columns("goal", Phrase("doel", "goal")),
    Column("kind", Phrase("soort", "kind")),
)
_CYCLE_COLUMNS: Final = (
    _COMPONENT,
    _NUMBER,
    Column("length", Phrase("stappen", "steps")),
    Column("along", Phrase("langs", "along")),
)
_HOP_COLUMNS: Final = (
    _COMPONENT,
    _NUMBER,
    Column("step", Phrase("stap", "step")),
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_TITLE: Final = Phrase("Wat in een kring naar elkaar verwijst", "What refers to each other in a cycle")
_CYCLES: Final = Phrase("Kortste kringen", "Shortest cycles")
_HOPS: Final = Phrase("Stappen van de kringen, met hun zin", "Steps of the cycles, with their sentence")
_METHOD: Final = Phrase(
    "Een kluwen (sterk samenhangende component) is een grootste groep waarin verwijzingen van elk naar elk ander "
    "leiden. Van elk lid staat er de kortste kring die erlangs gaat; bij even lange de eerste in de volgorde van het "
    "document. Gelijke kringen staan er één keer, de kortste eerst. Een verwijzing naar zichzelf is geen kring.",
    "A component (strongly connected) is a largest group in which references lead from each to each other. Of each "
    "member there is the shortest cycle through it; of those of one length the first in the order of the document. "
    "Equal cycles stand once, the shortest first. A reference to itself is no cycle.",
)
_TOTAL: Final = Phrase("Kluwens in alles wat gevraagd is: {total}.", "Components in all that was asked for: {total}.")
_MORE: Final = Phrase(
    "Kluwen {first} tot en met {last} van {total}; de volgende met offset={offset}.",
    "Components {first} to {last} of {total}; the next with offset={offset}.",
)
_LAST: Final = Phrase("Kluwen {first} tot en met {last} van {total}.", "Components {first} to {last} of {total}.")
_NOT_ALL: Final = Phrase(
    "Niet van elk lid staat er een kring: het zijn de {cycles} kortste. Vraag er meer met een hogere most.",
    "Not every member has a cycle here: these are the {cycles} shortest. Ask for more with a higher most.",
)
_STOPPED: Final = Phrase(
    "Niet van elk lid staat er een kring: het zoeken is gestopt, en dit zijn de {cycles} kortste die gevonden zijn. "
    "Een kleinere keuze (één document, of enkele relaties) geeft er meer.",
    "Not every member has a cycle here: looking for them was stopped, and these are the {cycles} shortest that were "
    "found. A smaller choice (one document, or some relations) gives more.",
)
