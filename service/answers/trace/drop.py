"""Drop: what would break if a goal, or all of a programme, holder or domain, left its document.

Counts what is said in the texts; whether it would matter is for people to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.endpoints import ground_of
from service.answers.trace.gathering import goals_in
from service.answers.trace.links import Links, links_of, notes_on
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.quoting import Quoted, quoted
from service.answers.trace.spoken import names_of, parameters_of
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_rows import TREE

Flags = NDArray[np.bool_]
"""For each of some links, whether something holds."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A goal that only what is dropped ties to others: the first arc between them, and how many there are."""

    node: int
    arc: int
    references: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two programmes or domains, and how many references between them there are, which would all be gone."""

    by: Group
    begin: int
    end: int
    references: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A node of a part that would have no connection with the rest; parts are numbered from 1."""

    part: int
    node: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """What would break; nodes and arcs are in the order of the network.

    `dangling` are arcs that would lead nowhere. `unreferred` are goals that nothing else refers to, `unreferring` those
    that refer to nothing else. `loose` are versions that stand directly in what is dropped. `pairs` would have no
    reference between them. `apart` is what would have no connection with the rest, however long.
    """

    dangling: Numbers
    unreferred: tuple[Tie, ...]
    unreferring: tuple[Tie, ...]
    loose: Numbers
    pairs: tuple[Pair, ...]
    apart: tuple[Stray, ...]


def dropped(view: View, nodes: Numbers) -> Dropped:
    """What would break without some nodes, in sorted order."""
    links = links_of(view)
    leaving, reaching = np.isin(links.begins, nodes), np.isin(links.ends, nodes)
    return Dropped(
        dangling=_dangling(view, nodes),
        unreferred=_tied(view, links, links.ends, leaving, ~reaching),
        unreferring=_tied(view, links, links.begins, reaching, ~leaving),
        loose=_loose(view, nodes),
        pairs=tuple(
            pair
            for by in (Group.PROGRAMME, Group.DOMAIN)
            for pair in _pairs(view, links, leaving | reaching, nodes, by)
        ),
        apart=_apart(links, leaving | reaching, nodes),
    )


def _dangling(view: View, nodes: Numbers) -> Numbers:
    """The arcs with a direction that lead to nodes from others."""
    steps = view.arcs()
    directed = ~view.either[view.network.arc_kind[steps.arcs]]
    chosen: Numbers = steps.arcs[directed & np.isin(steps.ends, nodes) & ~np.isin(steps.begins, nodes)]
    return chosen


def _tied(view: View, links: Links, here: Numbers, to_dropped: Flags, staying: Flags) -> tuple[Tie, ...]:
    """The loaded goals that stay at one side of links and are linked with what is dropped, and with nothing else."""
    goals = goals_in(view.network, np.setdiff1d(here[to_dropped & staying], here[~to_dropped]))
    which = [np.flatnonzero(here == goal) for goal in goals.tolist()]
    return tuple(
        Tie(goal, int(links.arcs[places[0]]), int(links.counts[places].sum()))
        for goal, places in zip(goals.tolist(), which, strict=True)
    )


def _loose(view: View, nodes: Numbers) -> Numbers:
    """What stands directly in nodes and is none of them."""
    network = view.network
    arcs = network.arcs_into(nodes)
    below = network.sources(arcs[network.kinds([TREE], suspect=True)[network.arc_kind[arcs]]])
    return np.setdiff1d(below[view.has(below)], nodes)


def _pairs(view: View, links: Links, lost: Flags, nodes: Numbers, by: Group) -> Iterable[Pair]:
    """Pairs of programmes or domains that stay, and of which every reference would be lost."""
    column = view.network.node_programme if by is Group.PROGRAMME else view.network.node_domain
    ends = np.sort(np.stack((column[links.begins], column[links.ends])).astype(np.int64), axis=0)
    between = (ends[0] != ends[1]) & (ends[0] >= 0) & ~np.isin(ends, nodes).any(axis=0)
    pairs, place = np.unique(ends[:, between], axis=1, return_inverse=True)
    counts, stays = links.counts[between], ~lost[between]
    total = np.bincount(place, weights=counts, minlength=pairs.shape[1]).astype(np.int64)
    kept = np.bincount(place, weights=stays, minlength=pairs.shape[1])
    rows = zip(*pairs.tolist(), total.tolist(), kept.tolist(), strict=True)
    return (Pair(by, begin, end, references) for begin, end, references, left in rows if not left)


def _apart(links: Links, lost: Flags, nodes: Numbers) -> tuple[Stray, ...]:
    """What nodes connected with each other, in any direction, and would no longer be: each but the largest part."""
    whole = _components(links.begins, links.ends)
    held = {node: place for place, component in enumerate(whole) for node in component.tolist()}
    broken = {held[node] for node in nodes.tolist() if node in held}
    parts: dict[int, list[Numbers]] = {}
    for part in _components(links.begins[~lost], links.ends[~lost], alone=np.setdiff1d([*held], nodes)):
        parts.setdefault(held[int(part[0])], []).append(part)
    apart = [part for place in broken for part in _but_the_largest(parts.get(place, []))]
    apart.sort(key=lambda part: int(part[0]))
    return tuple(Stray(number, node) for number, part in enumerate(apart, start=1) for node in part.tolist())


def _but_the_largest(parts: list[Numbers]) -> list[Numbers]:
    """All parts but the one that is larger than any other; all where none is."""
    largest = max(map(len, parts), default=0)
    large = [part for part in parts if len(part) == largest]
    return [part for part in parts if len(large) > 1 or part is not large[0]]


def _components(begins: Numbers, ends: Numbers, alone: Numbers | None = None) -> list[Numbers]:
    """The connected components of links in either direction, each sorted; `alone` are nodes that may have none."""
    members, places = np.unique(
        np.concatenate((begins, ends, begins[:0] if alone is None else alone)), return_inverse=True
    )
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(members)))
    graph.add_edges_from_no_data(list(zip(*places[: 2 * len(begins)].reshape(2, -1).tolist(), strict=True)))
    return [members[sorted(component)] for component in rx.connected_components(graph)]


async def drop(trace: Trace, asked: Asked) -> Answer:
    """What would break if the begins were dropped.

    Raises:
        ScopeError: as `ground_of` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    portion = portion_of(asked)
    ground = ground_of(trace.network, asked)
    network, view = trace.network, ground.view
    found = dropped(view, ground.begins.members)
    totals = _lengths(found)
    found = _part(found, portion)
    words = await _quoted(trace, ground.begins.named, found)
    names = names_of(trace, ground.begins)
    return trace.answer(
        "drop",
        Phrase(f"Wat breekt als {names.nl} vervalt", f"What breaks if {names.en} is dropped"),
        _METHOD,
        ground.asked,
        parameters_of(network, ground, "most", "offset"),
        graph=words.graph,
        sheets=tuple(_sheets(network, found, words)),
        counts_absence=True,
        cut=cut_of_tables(asked, *totals),
        notes=(*(() if any(totals) else (_NOTHING,)), *notes_on(asked.scope), *words.notes),
    )


def _lengths(found: Dropped) -> list[int]:
    tables = (found.dangling, found.unreferred, found.unreferring, found.loose, found.pairs, found.apart)
    return [len(table) for table in tables]


def _part(found: Dropped, portion: slice) -> Dropped:
    """Some rows of each table."""
    return Dropped(
        found.dangling[portion],
        found.unreferred[portion],
        found.unreferring[portion],
        found.loose[portion],
        found.pairs[portion],
        found.apart[portion],
    )


async def _quoted(trace: Trace, named: Sequence[int], found: Dropped) -> Quoted:
    network = trace.network
    ties = [tie.arc for tie in (*found.unreferred, *found.unreferring)]
    arcs = np.array([*found.dangling.tolist(), *ties], dtype=np.int64)
    ends = (network.sources(arcs), network.targets(arcs))
    nodes = np.concatenate((*ends, found.loose, np.array(named, dtype=np.int64)))
    return await quoted(trace, nodes.tolist(), arcs.tolist(), first=arcs.tolist())


def _sheets(network: Network, found: Dropped, words: Quoted) -> Iterable[Sheet]:
    yield Sheet("dangling", _DANGLING, _ARC_COLUMNS, tuple(_arc_cells(network, found.dangling.tolist(), words)))
    yield Sheet("unreferred", _UNREFERRED, _TIE_COLUMNS, tuple(_tie_cells(network, found.unreferred, words)))
    yield Sheet("unreferring", _UNREFERRING, _TIE_COLUMNS, tuple(_tie_cells(network, found.unreferring, words)))
    yield Sheet("loose", _LOOSE, _NODE_COLUMNS, tuple(_node_row(network, node) for node in found.loose.tolist()))
    yield Sheet("pairs", _PAIRS, _PAIR_COLUMNS, tuple(_pair_cells(network, pair) for pair in found.pairs))
    yield Sheet(
        "apart",
        _APART,
        (Column("part", Phrase("deel", "part")), *_NODE_COLUMNS),
        tuple((stray.part, *_node_row(network, stray.node)) for stray in found.apart),
    )


def _arc_cells(network: Network, arcs: Iterable[int], words: Quoted) -> Iterable[tuple[Cell, ...]]:
    for arc in arcs:
        ends = (*node_cells(network, network.source(arc)), *node_cells(network, network.target(arc)))
        yield (*ends, *relation_cells(network, arc), *word_cells(words.words.get(arc)))


def _tie_cells(network: Network, ties: Iterable[Tie], words: Quoted) -> Iterable[tuple[Cell, ...]]:
    for tie in ties:
        of, said = node_cells(network, tie.node), word_cells(words.words.get(tie.arc))
        yield (*of, tie.references, *relation_cells(network, tie.arc), *said)


def _node_row(network: Network, node: int) -> tuple[Cell, ...]:
    return *node_cells(network, node), network.kind(node).removesuffix("-version"), network.is_loaded(node)


def _pair_cells(network: Network, pair: Pair) -> tuple[Cell, ...]:
    return (
        pair.by.value,
        *node_cells(network, pair.begin),
        *node_cells(network, pair.end),
        pair.references,
    )


_ARC_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_TIE_COLUMNS: Final = (
    *node_columns("goal", Phrase("doel", "goal")),
    Column("references", Phrase("verwijzingen", "references")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_NODE_COLUMNS: Final = (
    *node_columns("node", Phrase("wat", "what")),
    Column("kind", Phrase("soort", "kind")),
    Column("loaded", Phrase("geladen", "loaded")),
)
_PAIR_COLUMNS: Final = (
    Column("by", Phrase("soort", "kind")),
    *node_columns("one", Phrase("het een", "the one")),
    *node_columns("other", Phrase("het ander", "the other")),
    Column("references", Phrase("verwijzingen", "references")),
)
_DANGLING: Final = Phrase("Verwijzingen die nergens heen zouden leiden", "References that would lead nowhere")
_UNREFERRED: Final = Phrase("Doelen waarnaar niets anders verwijst", "Goals that nothing else refers to")
_UNREFERRING: Final = Phrase("Doelen die naar niets anders verwijzen", "Goals that refer to nothing else")
_LOOSE: Final = Phrase("Wat er direct onder valt", "What stands directly in it")
_PAIRS: Final = Phrase(
    "Programma's en domeinen waartussen geen verwijzing zou blijven",
    "Programmes and domains between which no reference would be left",
)
_APART: Final = Phrase(
    "Delen die met de rest geen verband meer zouden hebben", "Parts that would have no connection with the rest"
)
_METHOD: Final = Phrase(
    "Alsof wat gevraagd is, met alles wat erin valt, niet meer in het document stond. Nergens heen: verwijzingen van "
    "andere daarnaartoe. Niets anders: geladen doelen waarvan elke verwijzing ernaartoe (of ervandaan) met het "
    "vervallende is. Paren: programma's en domeinen waarvan elke onderlinge verwijzing er begint of eindigt. Delen: "
    "wat langs geen enkele rij verwijzingen, in welke richting ook, nog samenhangt met het grootste deel van wat eerst "
    "samenhing; alle delen, als er niet één het grootste is. Verwijzingen van een doel naar zichzelf tellen niet.",
    "As if what was asked of, with all that is in it, no longer stood in the document. Nowhere: references to it from "
    "others. Nothing else: loaded goals of which every reference to them (or from them) is with what is dropped. "
    "Pairs: programmes and domains of which every reference between them begins or ends there. Parts: what no chain of "
    "references, in whatever direction, connects any longer with the largest part of what was connected; all parts, "
    "where no single one is largest. References of a goal to itself do not count.",
)
_NOTHING: Final = Phrase("In wat gevraagd is zou niets breken.", "In what was asked of nothing would break.")
