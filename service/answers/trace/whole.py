"""The network itself: each version and each reference with its words, or groups and how often they refer to each other.

Beyond a thousand nodes nobody sees more than groups: of programmes, else of documents, else of bodies.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.iri import DocumentKey, organisation
from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Edge, Graph, Node, Sheet, Words
from service.answers.trace.asking import Asked, Parameters, Trace
from service.answers.trace.bundling import MOST_EDGES, TOGETHER, node_or_none, words_behind
from service.answers.trace.columnar import taken
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.graphing import MOST_QUOTED
from service.answers.trace.groups import NOWHERE
from service.answers.trace.levels import MOST_NODES, Grouped, Level, Whole, grouped_of, level_of, whole_of
from service.answers.trace.naming import node_of, nodes_of
from service.answers.trace.outside import notes_around, notes_on_versions
from service.answers.trace.selection import by_iris
from service.answers.trace.spoken import filled
from service.answers.trace.view import View
from service.release.network import Network


async def network(trace: Trace, asked: Asked) -> Answer:
    """The network of what was chosen, one by one or in groups.

    Raises:
        ScopeError: as `selections`.
        EngineError: the engine gave no answer.
    """
    chosen = by_iris(trace.network, asked)
    level = level_of(trace.network, chosen)
    if level is Level.GOAL:
        return await _one_by_one(trace, asked, whole_of(trace.network, chosen))
    return await _in_groups(trace, asked, grouped_of(trace.network, chosen, level))


async def _one_by_one(trace: Trace, asked: Asked, found: Whole) -> Answer:
    words = await words_behind(trace, found.bundles.arcs)
    nodes = nodes_of(trace.network, found.nodes)
    graph = Graph(nodes, tuple(_edges(trace.network, found, words)))
    quoted_all = len(found.bundles.arcs) <= MOST_QUOTED
    return trace.answer(
        "network",
        _TITLE,
        _METHOD,
        asked,
        _parameters(asked),
        graph=graph,
        sheets=(
            Sheet("edges", _EDGES, _EDGE_COLUMNS, tuple(_edge_rows(trace.network, found, words))),
            Sheet("nodes", _NODES, _NODE_COLUMNS, tuple(_node_rows(trace.network, found))),
        ),
        counts_absence=True,
        notes=(*_around(trace, asked), *(() if quoted_all else (filled(_NOT_QUOTED, most=MOST_QUOTED),))),
    )


async def _in_groups(trace: Trace, asked: Asked, found: Grouped) -> Answer:
    level = found.level
    words = await words_behind(trace, found.pairs.arcs)
    node: Callable[[int], Node] = partial(_group, trace, level)
    nodes = {group: node(group) for group in found.groups.tolist()}
    coarser = level.value != asked.by.value
    return trace.answer(
        "network",
        _TITLE,
        _GROUPED_METHOD,
        asked,
        _parameters(asked),
        graph=_grouped_graph(found, nodes, words),
        sheets=(
            Sheet("pairs", _EDGES, _PAIR_COLUMNS, tuple(_pair_rows(trace.network, found, nodes, words))),
            Sheet("groups", _GROUPS, _GROUP_COLUMNS, tuple(_group_rows(found, nodes))),
        ),
        counts_absence=True,
        cut=filled(_COARSER, most=MOST_NODES, edges=MOST_EDGES, groups=_NAMES[level]) if coarser else None,
        notes=(
            *_around(trace, asked),
            *((filled(_MOST_EDGES, most=MOST_EDGES),) if len(found.pairs.arcs) > MOST_EDGES else ()),
        ),
    )


def _around(trace: Trace, asked: Asked) -> tuple[Phrase, ...]:
    """What the choice of documents leaves out; told of all that takes part, so not where only some of it was chosen."""
    views = () if asked.begins or asked.ends else View.each(trace.network, asked.scope)
    return *notes_around(trace, asked.scope, views), *notes_on_versions(trace, asked.scope)


def _parameters(asked: Asked) -> Parameters:
    return {"from": list(asked.begins), "to": list(asked.ends), "by": asked.by.value}


def _edges(network: Network, found: Whole, words: Mapping[int, Words]) -> Iterator[Edge]:
    bundles = found.bundles
    begins, ends = (np.searchsorted(found.nodes, column).tolist() for column in (bundles.begins, bundles.ends))
    for begin, end, count, arc in zip(begins, ends, bundles.counts.tolist(), bundles.arcs.tolist(), strict=True):
        yield Edge(begin, end, network.arc_kind_name(arc), network.is_suspect(arc), count, words.get(arc))


def _edge_rows(network: Network, found: Whole, words: Mapping[int, Words]) -> Iterator[tuple[Cell, ...]]:
    bundles = found.bundles
    columns = (bundles.begins, bundles.ends, bundles.counts, bundles.arcs)
    for begin, end, count, arc in zip(*(column.tolist() for column in columns), strict=True):
        ends = *node_cells(network, begin), *node_cells(network, end)
        yield *ends, count, *relation_cells(network, arc), *word_cells(words.get(arc))


def _node_rows(network: Network, found: Whole) -> Iterator[tuple[Cell, ...]]:
    for number in found.nodes.tolist():
        node = node_of(network, number)
        yield *node_cells(network, number), node.kind, node.loaded, node.programme, node.domain


def _grouped_graph(found: Grouped, nodes: Mapping[int, Node], words: Mapping[int, Words]) -> Graph:
    """The heaviest pairs of groups as edges, in the order of the tree; those of a group with itself too."""
    heaviest = np.sort(np.argsort(-found.pairs.references, kind="stable")[:MOST_EDGES])
    pairs = taken(found.pairs, heaviest)
    place = {group: index for index, group in enumerate(nodes)}
    columns = (pairs.begins, pairs.ends, pairs.references, pairs.arcs)
    return Graph(
        tuple(nodes.values()),
        tuple(
            Edge(place[begin], place[end], TOGETHER, weight=count, words=words.get(arc))
            for begin, end, count, arc in zip(*(column.tolist() for column in columns), strict=True)
        ),
    )


def _group(trace: Trace, level: Level, group: int) -> Node:
    """A group as a node of the answer."""
    match level:
        case Level.DOCUMENT:
            key = DocumentKey.parse(path := trace.network.parts[group].path)
            known = trace.holdings.entry(key) is not None
            name = trace.holdings.title(key) if known else path
            return Node(trace.holdings.document_iri(key), "group", "", name, document=path, loaded=known)
        case Level.BODY:
            code = trace.network.parts[group].path.partition("/")[0]
            name = trace.holdings.manifest.bodies[code].name
            return Node(organisation(trace.network.base, code), "group", "", name)
        case Level.GOAL | Level.PROGRAMME | Level.HOLDER | Level.DOMAIN:
            node = node_or_none(trace.network, group)
            return Node(node.iri, "group", node.number, node.name, node.document, node.loaded or group == NOWHERE)


def _pair_rows(
    network: Network, found: Grouped, nodes: Mapping[int, Node], words: Mapping[int, Words]
) -> Iterator[tuple[Cell, ...]]:
    pairs = found.pairs
    columns = (pairs.begins, pairs.ends, pairs.references, pairs.goals, pairs.arcs)
    for begin, end, references, goals, arc in zip(*(column.tolist() for column in columns), strict=True):
        ends = *_cells(nodes[begin]), *_cells(nodes[end])
        yield *ends, references, goals, *relation_cells(network, arc), *word_cells(words.get(arc))


def _group_rows(found: Grouped, nodes: Mapping[int, Node]) -> Iterator[tuple[Cell, ...]]:
    for group, size in zip(found.groups.tolist(), found.sizes.tolist(), strict=True):
        yield *_cells(nodes[group]), size


def _cells(node: Node) -> tuple[Cell, ...]:
    return node.number or None, node.name or None, node.iri or None, node.document


_EDGE_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("times", Phrase("keer", "times")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_NODE_COLUMNS: Final = (
    *node_columns("node", Phrase("doel", "goal")),
    Column("kind", Phrase("soort", "kind")),
    Column("loaded", Phrase("geladen", "loaded")),
    Column("programme", Phrase("programma (IRI)", "programme (IRI)")),
    Column("domain", Phrase("domein (IRI)", "domain (IRI)")),
)
_PAIR_COLUMNS: Final = (
    *node_columns("from", Phrase("van", "from")),
    *node_columns("to", Phrase("naar", "to")),
    Column("references", Phrase("verwijzingen", "references")),
    Column("goals", Phrase("hoeveel ervan verwijzen", "how many of it refer")),
    *RELATION_COLUMNS,
    *WORD_COLUMNS,
)
_GROUP_COLUMNS: Final = (
    *node_columns("group", Phrase("groep", "group")),
    Column("size", Phrase("doelen, ambities en programma’s", "goals, ambitions and programmes")),
)
_TITLE: Final = Phrase("Het netwerk", "The network")
_EDGES: Final = Phrase("Verbanden", "Edges")
_NODES: Final = Phrase("Doelen en wat ze noemen", "Goals and what they name")
_GROUPS: Final = Phrase("Groepen", "Groups")
_METHOD: Final = Phrase(
    "Alle doelen, ambities en programma’s waarvan de pagina is geladen, en wat zij noemen; gelijke verbanden tussen "
    "dezelfde twee staan er één keer, met hoe vaak. Van genoemde domeinen, programma’s of portefeuillehouders: wat in "
    "één van elke soort staat.",
    "All goals, ambitions and programmes whose page was loaded, and what they name; equal edges between the same two "
    "stand once, with how often. Of domains, programmes or portfolio holders that were named: what is in one of each "
    "kind.",
)
_GROUPED_METHOD: Final = Phrase(
    "Groepen van doelen, en hoe vaak doelen van de ene groep naar iets in de andere verwijzen; de woorden zijn die van "
    "de eerste verwijzing. Een doel in twee groepen telt bij beide, wat in geen groep staat bij een streepje. De boom "
    "en gedeelde portefeuillehouders tellen niet mee.",
    "Groups of goals, and how often goals of the one group refer to something in the other; the words are those of "
    "the first reference. A goal of two groups counts with both, what is in no group with a dash. The tree and shared "
    "portfolio holders do not count.",
)
_COARSER: Final = Phrase(
    "Dit zijn {groups}: één voor één zijn er meer dan {most} of hebben zij meer dan {edges} verwijzingen. Kies één "
    "document, één programma (from) of minder jaren om elk doel te zien.",
    "These are {groups}: one by one there are more than {most}, or they have more than {edges} references. Choose one "
    "document, one programme (from) or fewer years to see each goal.",
)
_NAMES: Final[Mapping[Level, Phrase]] = MappingProxyType(
    {
        Level.PROGRAMME: Phrase("programma’s", "programmes"),
        Level.HOLDER: Phrase("portefeuillehouders", "portfolio holders"),
        Level.DOMAIN: Phrase("domeinen", "domains"),
        Level.DOCUMENT: Phrase("documenten", "documents"),
        Level.BODY: Phrase("organisaties", "organisations"),
    }
)
_MOST_EDGES: Final = Phrase(
    "Getekend zijn de {most} zwaarste verbanden; de tabel heeft ze alle.",
    "The {most} heaviest edges are drawn; the table has all.",
)
_NOT_QUOTED: Final = Phrase(
    "De woorden staan bij de eerste {most} verbanden; vraag één document of één programma om die van de andere te "
    "zien.",
    "The first {most} edges have their words with them; ask for one document or one programme to see those of the "
    "others.",
)
