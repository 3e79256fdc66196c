"""Drop: what would break if a goal, or all of a programme, holder or domain, left its document.

Counts what is said in the texts; whether it would matter is for people to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Graph, Sheet
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.connected import heads_of
from service.answers.trace.endpoints import ground_of
from service.answers.trace.gathering import goals_in
from service.answers.trace.links import Links, links_of, notes_on, totals
from service.answers.trace.naming import kind_of
from service.answers.trace.outside import notes_outside
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
class Gone:
    """A node that is dropped: how many references of others to it lead nowhere, and how many of its own are gone."""

    node: int
    dangling: int
    own: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """What would break; nodes and arcs are in the order of the network.

    `gone` is all that is dropped, each with its references from and to what stays. `dangling` are arcs that would lead
    nowhere. `unreferred` are goals that nothing else refers to, `unreferring` those that refer to nothing else. `loose`
    are versions that stand directly in what is dropped. `pairs` would have no reference between them. `apart` is what
    would have no connection with the rest, however long.
    """

    gone: tuple[Gone, ...]
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
        gone=_gone(links, leaving & ~reaching, reaching & ~leaving, nodes),
        dangling=_dangling(view, nodes),
        unreferred=_tied(view, links, links.ends, leaving, ~reaching),
        unreferring=_tied(view, links, links.begins, reaching, ~leaving),
        loose=_loose(view, nodes),
        pairs=tuple(
            pair
            for by in (Group.PROGRAMME, Group.DOMAIN)
            for pair in _pairs(view, links, leaving | reaching, nodes, by)
        ),
        apart=_apart(view, links, leaving | reaching, nodes),
    )


def _gone(links: Links, outward: Flags, inward: Flags, nodes: Numbers) -> tuple[Gone, ...]:
    """Each node, with how often others refer to it and it to others."""
    to, out = (
        np.bincount(np.searchsorted(nodes, ends[chosen]), weights=links.counts[chosen], minlength=len(nodes))
        for ends, chosen in ((links.ends, inward), (links.begins, outward))
    )
    rows = zip(nodes.tolist(), to.astype(np.int64).tolist(), out.astype(np.int64).tolist(), strict=True)
    return tuple(Gone(*row) for row in rows)


def _dangling(view: View, nodes: Numbers) -> Numbers:
    """The arcs with a direction that lead to nodes from others."""
    steps = view.arcs()
    directed = ~view.either[view.network.arc_kind[steps.arcs]]
    chosen: Numbers = steps.arcs[directed & np.isin(steps.ends, nodes) & ~np.isin(steps.begins, nodes)]
    return chosen


def _tied(view: View, links: Links, here: Numbers, to_dropped: Flags, staying: Flags) -> tuple[Tie, ...]:
    """The loaded goals that stay at one side of links and are linked with what is dropped, and with nothing else."""
    goals = goals_in(view.network, np.setdiff1d(here[to_dropped & staying], here[~to_dropped]))
    places = np.flatnonzero(np.isin(here, goals))
    places = places[np.argsort(here[places], kind="stable")]
    first = np.searchsorted(here[places], goals)
    counts = totals(links.counts[places], first)
    rows = zip(goals.tolist(), links.arcs[places[first]].tolist(), counts.tolist(), strict=True)
    return tuple(Tie(*row) for row in rows)


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


def _apart(view: View, links: Links, lost: Flags, nodes: Numbers) -> tuple[Stray, ...]:
    """What nodes connected with each other, in any direction, and would no longer be: each but the largest part."""
    size, begins, ends = view.end - view.first, links.begins - view.first, links.ends - view.first
    heads = heads_of(begins[~lost], ends[~lost], size)
    # what stays connected is one; links that are lost tied those to what is dropped
    wholes = heads_of(heads[begins[lost]], heads[ends[lost]], size)
    touched = np.setdiff1d(heads[np.concatenate((begins[lost], ends[lost]))], nodes - view.first)
    sizes = np.bincount(heads, minlength=size)[touched]
    parts: dict[int, list[tuple[int, int]]] = {}
    for whole, length, head in zip(wholes[touched].tolist(), sizes.tolist(), touched.tolist(), strict=True):
        parts.setdefault(whole, []).append((length, head))
    apart = np.array(sorted(head for some in parts.values() for head in _but_the_largest(some)), dtype=np.int64)
    strays = np.flatnonzero(np.isin(heads, apart))
    numbers = np.searchsorted(apart, heads[strays])
    order = np.argsort(numbers, kind="stable")
    rows = zip((numbers[order] + 1).tolist(), (strays[order] + view.first).tolist(), strict=True)
    return tuple(Stray(*row) for row in rows)


def _but_the_largest(parts: list[tuple[int, int]]) -> list[int]:
    """The heads of all parts, each with its size, but the one that is larger than any other; all where none is."""
    largest = max(length for length, _ in parts)
    large = [head for length, head in parts if length == largest]
    return [head for _, head in parts if len(large) > 1 or head != large[0]]


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
    lengths = _lengths(found)
    found = _part(found, portion)
    words = await _quoted(trace, ground.begins.named, found)
    names = names_of(trace, ground.begins)
    return trace.answer(
        "drop",
        Phrase(f"Wat breekt als {names.nl} vervalt", f"What breaks if {names.en} is dropped"),
        _METHOD,
        ground.asked,
        parameters_of(network, ground, "most", "offset"),
        graph=_signed(network, words.graph, ground.begins.members),
        sheets=tuple(_sheets(network, found, words)),
        counts_absence=True,
        cut=cut_of_tables(asked, *lengths),
        notes=(
            *(() if any(lengths[1:]) else (_NOTHING,)),
            *notes_outside(trace, asked.scope, view, ground.begins.members),
            *notes_on(asked.scope),
            *words.notes,
        ),
    )


def _lengths(found: Dropped) -> list[int]:
    tables = (found.gone, found.dangling, found.unreferred, found.unreferring, found.loose, found.pairs, found.apart)
    return [len(table) for table in tables]


def _part(found: Dropped, portion: slice) -> Dropped:
    """Some rows of each table."""
    return Dropped(
        found.gone[portion],
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
    gone = [one.node for one in found.gone]
    nodes = np.concatenate((*ends, found.loose, np.array([*named, *gone], dtype=np.int64)))
    return await quoted(trace, nodes.tolist(), arcs.tolist(), first=arcs.tolist())


def _signed(network: Network, graph: Graph, members: Numbers) -> Graph:
    """The graph in which what is dropped can be told from what stays."""
    gone = frozenset(map(network.iri, members.tolist()))
    return replace(graph, nodes=tuple(replace(node, dropped=node.iri in gone) for node in graph.nodes))


def _sheets(network: Network, found: Dropped, words: Quoted) -> Iterable[Sheet]:
    yield Sheet("gone", _GONE, _GONE_COLUMNS, tuple(_gone_cells(network, gone) for gone in found.gone))
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


def _gone_cells(network: Network, gone: Gone) -> tuple[Cell, ...]:
    return *_node_row(network, gone.node), gone.dangling, gone.own


def _arc_cells(network: Network, arcs: Iterable[int], words: Quoted) -> Iterable[tuple[Cell, ...]]:
    for arc in arcs:
        ends = (*node_cells(network, network.source(arc)), *node_cells(network, network.target(arc)))
        yield (*ends, *relation_cells(network, arc), *word_cells(words.words.get(arc)))


def _tie_cells(network: Network, ties: Iterable[Tie], words: Quoted) -> Iterable[tuple[Cell, ...]]:
    for tie in ties:
        of, said = node_cells(network, tie.node), word_cells(words.words.get(tie.arc))
        yield (*of, tie.references, *relation_cells(network, tie.arc), *said)


def _node_row(network: Network, node: int) -> tuple[Cell, ...]:
    return *node_cells(network, node), kind_of(network, node), network.is_loaded(node)


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
_GONE_COLUMNS: Final = (
    *node_columns("node", Phrase("wat vervalt", "what is dropped")),
    *_NODE_COLUMNS[-2:],
    Column("dangling", Phrase("verwijzingen ernaar", "references to it")),
    Column("own", Phrase("verwijzingen eruit", "references from it")),
)
_PAIR_COLUMNS: Final = (
    Column("by", Phrase("soort", "kind")),
    *node_columns("one", Phrase("het een", "the one")),
    *node_columns("other", Phrase("het ander", "the other")),
    Column("references", Phrase("verwijzingen", "references")),
)
_GONE: Final = Phrase("Wat vervalt, met alles wat erin valt", "What is dropped, with all that is in it")
_DANGLING: Final = Phrase("Verwijzingen die nergens heen zouden leiden", "References that would lead nowhere")
_UNREFERRED: Final = Phrase("Doelen waarnaar niets anders verwijst", "Goals that nothing else refers to")
_UNREFERRING: Final = Phrase("Doelen die naar niets anders verwijzen", "Goals that refer to nothing else")
_LOOSE: Final = Phrase("Wat er direct onder valt en niet mee vervalt", "What stands directly in it and is not dropped")
_PAIRS: Final = Phrase(
    "Programma's en domeinen waartussen geen verwijzing zou blijven",
    "Programmes and domains between which no reference would be left",
)
_APART: Final = Phrase(
    "Delen die met de rest geen verband meer zouden hebben", "Parts that would have no connection with the rest"
)
_METHOD: Final = Phrase(
    "Alsof wat gevraagd is, met alles wat erin valt, niet meer in het document stond. Wat vervalt: met hoeveel "
    "verwijzingen van en naar wat blijft. Nergens heen: verwijzingen van andere daarnaartoe. Niets anders: geladen "
    "doelen waarvan elke verwijzing ernaartoe (of ervandaan) met het vervallende is. Paren: programma's en domeinen "
    "waarvan elke onderlinge verwijzing er begint of eindigt. Delen: wat langs geen enkele rij verwijzingen, in welke "
    "richting ook, nog samenhangt met het grootste deel van wat eerst samenhing; alle delen, als er niet één het "
    "grootste is. Verwijzingen van een doel naar zichzelf tellen niet.",
    "As if what was asked of, with all that is in it, no longer stood in the document. What is dropped: with how many "
    "references from and to what stays. Nowhere: references to it from others. Nothing else: loaded goals of which "
    "every reference to them (or from them) is with what is dropped. Pairs: programmes and domains of which every "
    "reference between them begins or ends there. Parts: what no chain of references, in whatever direction, connects "
    "any longer with the largest part of what was connected; all parts, where no single one is largest. References of "
    "a goal to itself do not count.",
)
_NOTHING: Final = Phrase("In wat gevraagd is zou niets breken.", "In what was asked of nothing would break.")
