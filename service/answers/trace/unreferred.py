"""Which loaded goals nothing refers to, which refer to nothing, and which do neither.

What was not loaded may refer to them all the same; every answer says so first. Goals of which that holds only within
the documents chosen, because they refer to others or are referred to there, stand apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Graph, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.columnar import joined, taken
from service.answers.trace.columns import node_cells, node_columns
from service.answers.trace.links import GOAL, links_of, notes_on, starts_of_runs
from service.answers.trace.naming import nodes_of
from service.answers.trace.outside import notes_around, outside_of
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.scope import Scope, Way
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_rows import REFERENCE_KINDS


@dataclass(frozen=True, slots=True)
class Quiet:
    """Loaded goals, and of each whether anything refers to it and whether it refers to anything.

    `referred_outside` and `refers_outside` count references from and to documents that take no part.
    """

    nodes: Numbers
    is_referred: Numbers
    refers: Numbers
    referred_outside: Numbers
    refers_outside: Numbers

    @property
    def unreferred(self) -> Numbers:
        """The goals that nothing refers to, not outside what takes part either."""
        chosen: Numbers = self.nodes[(self.is_referred + self.referred_outside) == 0]
        return chosen

    @property
    def unreferring(self) -> Numbers:
        """The goals that refer to nothing, not outside what takes part either."""
        chosen: Numbers = self.nodes[(self.refers + self.refers_outside) == 0]
        return chosen

    @property
    def isolated(self) -> Numbers:
        """The goals that do neither."""
        return np.intersect1d(self.unreferred, self.unreferring)

    @property
    def outside(self) -> Self:
        """The goals that are referred to, or refer, only outside what takes part."""
        only_referred = (self.is_referred == 0) & (self.referred_outside > 0)
        return taken(self, only_referred | ((self.refers == 0) & (self.refers_outside > 0)))


async def unreferred(trace: Trace, asked: Asked) -> Answer:
    """The goals that nothing refers to, then those that refer to nothing, and both; then those only in the choice.

    Raises:
        ScopeError: as `Scope.parts` and `portion_of`.
    """
    portion = portion_of(asked)
    found = all_quiet(trace.network, asked.scope)
    outside = found.outside
    tables = (found.unreferred, found.unreferring, found.isolated)
    shown = tuple(table[portion] for table in tables)
    apart = taken(outside, portion)
    return trace.answer(
        "unreferred",
        _TITLE,
        _METHOD,
        asked,
        {"most": asked.most, "offset": asked.offset},
        graph=Graph(nodes_of(trace.network, np.unique(np.concatenate((*shown, apart.nodes))))),
        sheets=(
            *(
                Sheet(key, title, _COLUMNS, tuple(_rows(trace.network, nodes)))
                for (key, title), nodes in zip(_SHEETS, shown, strict=True)
            ),
            *((_sheet_outside(trace.network, apart),) if len(outside.nodes) else ()),
        ),
        counts_absence=True,
        cut=cut_of_tables(asked, *map(len, tables), len(outside.nodes)),
        notes=(*notes_around(trace, asked.scope, View.each(trace.network, asked.scope)), *notes_on(asked.scope)),
    )


def all_quiet(network: Network, scope: Scope) -> Quiet:
    """The loaded goals of all bodies that take part.

    Raises:
        ScopeError: as `Scope.parts`.
    """
    return joined(Quiet, (quiet_of(view) for view in View.each(network, scope)))


def quiet_of(view: View) -> Quiet:
    """The loaded goals of a body."""
    links, size = links_of(view), view.end - view.first
    nodes = view.nodes([GOAL], loaded=True)
    referred, refers = (np.zeros(size, dtype=np.int64) for _ in range(2))
    referred[links.ends - view.first] = 1
    refers[links.begins - view.first] = 1
    places = nodes - view.first
    into, out_of = (
        np.bincount(outside_of(view, nodes, way).nodes - view.first, minlength=size)[places]
        for way in (Way.IN, Way.OUT)
    )
    return Quiet(nodes, referred[places], refers[places], into, out_of)


def _sheet_outside(network: Network, found: Quiet) -> Sheet:
    """Goals that other documents refer to, or that refer to other documents, and that seem quiet without these."""
    counts = zip(
        found.nodes.tolist(),
        found.is_referred.tolist(),
        found.refers.tolist(),
        found.referred_outside.tolist(),
        found.refers_outside.tolist(),
        strict=True,
    )
    return Sheet(
        "outside",
        _OUTSIDE,
        _OUTSIDE_COLUMNS,
        tuple(
            (*node_cells(network, node), bool(is_referred), bool(refers), into, out_of)
            for node, is_referred, refers, into, out_of in counts
        ),
    )


def _rows(network: Network, nodes: Numbers) -> Iterator[tuple[Cell, ...]]:
    incoming, outgoing = _all_around(network, nodes)
    for node, referring, referred in zip(nodes.tolist(), incoming.tolist(), outgoing.tolist(), strict=True):
        yield *node_cells(network, node), referring, referred


def _all_around(network: Network, nodes: Numbers) -> tuple[Numbers, Numbers]:
    """How many refer to each node and to how many each refers, by any relation and in any document."""
    allowed = network.kinds(REFERENCE_KINDS, suspect=True)
    into, out_of = (
        arcs[allowed[network.arc_kind[arcs]]] for arcs in (network.arcs_into(nodes), network.arcs_from(nodes))
    )
    return (
        _others(nodes, network.targets(into), network.sources(into)),
        _others(nodes, network.sources(out_of), network.targets(out_of)),
    )


def _others(nodes: Numbers, here: Numbers, there: Numbers) -> Numbers:
    """For each of some sorted nodes, how many others stand beside it in two columns."""
    apart = here != there
    here, there = here[apart], there[apart]
    order = np.lexsort((there, here))
    first = starts_of_runs(here[order], there[order])
    return np.bincount(np.searchsorted(nodes, here[order][first]), minlength=len(nodes))


_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    Column("allReferring", Phrase("in de hele release genoemd door", "in the whole release referred to by")),
    Column("allReferred", Phrase("verwijst in de hele release naar", "refers in the whole release to")),
)
_OUTSIDE_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    Column("isReferred", Phrase("binnen de keuze genoemd", "referred to within the choice")),
    Column("refers", Phrase("verwijst binnen de keuze", "refers within the choice")),
    Column("referencesFromOutside", Phrase("verwijzingen van buiten de keuze", "references from outside the choice")),
    Column("referencesToOutside", Phrase("verwijzingen naar buiten de keuze", "references to outside the choice")),
)
_OUTSIDE: Final = Phrase(
    "Doelen die alleen vanuit of naar documenten buiten de keuze een verwijzing hebben",
    "Goals with references from, or to, documents outside the choice alone",
)
_TITLE: Final = Phrase("Doelen waarnaar niets verwijst", "Goals that nothing refers to")
_SHEETS: Final = (
    ("unreferred", _TITLE),
    ("unreferring", Phrase("Doelen die nergens naar verwijzen", "Goals that refer to nothing")),
    (
        "isolated",
        Phrase(
            "Doelen waarnaar niets verwijst en die nergens naar verwijzen",
            "Goals that nothing refers to and that refer to nothing",
        ),
    ),
)
_METHOD: Final = Phrase(
    "Van de doelen waarvan de pagina is geladen: die waarnaar geen enkele gevonden verwijzing leidt binnen de gekozen "
    "documenten en relaties. Een verwijzing naar zichzelf, of naar de ambitie of het programma erboven, telt niet als "
    "verwijzing naar het doel. Doelen die alleen buiten de keuze genoemd worden of verwijzen, staan apart.",
    "Of the goals whose page was loaded: those to which no reference that was found leads within the documents and "
    "relations chosen. A reference to itself, or to the ambition or programme above, is none to the goal. Goals "
    "that are referred to, or refer, only outside the choice stand apart.",
)
