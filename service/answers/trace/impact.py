"""Impact: what depends on a goal, programme, holder or domain, by distance, and how far that reaches.

Depends on the way: against references it is what refers to it, along them what it refers to, each time directly or by
way of others. Says nothing of how much it depends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.trace.answer import Answer, Cell, Column, Sheet
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    route,
    word_cells,
)
from service.answers.trace.endpoints import Ground, ground_of
from service.answers.trace.gathering import Gathered, gathered, goals_in, parts_of
from service.answers.trace.links import GOAL
from service.answers.trace.naming import kind_of
from service.answers.trace.outside import notes_on_versions, notes_outside
from service.answers.trace.portion import portion_of
from service.answers.trace.quoting import Quoted, quoted
from service.answers.trace.scope import Way
from service.answers.trace.spoken import cut_of, filled, names_of, parameters_of
from service.answers.trace.view import Reach, View
from service.release.network import Network, Numbers
from service.release.network_build import Part

ALONG: Final = "along"
AGAINST: Final = "against"


@dataclass(frozen=True, slots=True)
class Impact:
    """What is reached, and for each node the one and the arc by which it is, -1 where the walk began.

    `via` and `arc` are by node, from the first of the view on, as distances are.
    """

    reach: Reach
    via: NDArray[np.int64]
    arc: NDArray[np.int64]

    @property
    def reached(self) -> Numbers:
        """What is reached in a step or more, by distance and then in the order of the tree."""
        return np.concatenate((np.empty(0, dtype=np.int64), *self.reach.levels[1:]))

    def left(self, depth: int) -> Numbers:
        """What the walk went on from, where it takes so many steps at most: all but those at the last."""
        return np.concatenate(self.reach.levels[:depth])

    def path(self, node: int) -> list[int]:
        """The nodes by way of which a node is reached, from where the walk began."""
        path = [node]
        while (via := int(self.via[path[-1] - self.reach.first])) >= 0:
            path.append(via)
        return path[::-1]

    def arcs(self, path: Sequence[int]) -> list[int]:
        """The arcs of the steps of a path."""
        return [int(self.arc[node - self.reach.first]) for node in path[1:]]


def impact_of(view: View, starts: Numbers, way: Way, depth: int) -> Impact:
    """What is within so many steps of some nodes.

    Of the arcs by which a node is reached soonest, that of the first node in the order of the tree is taken, along
    before against.
    """
    reach = view.reach(starts, way, depth)
    via, arc = (np.full(len(reach.distances), -1, dtype=np.int64) for _ in range(2))
    for distance, (level, _) in enumerate(pairwise(reach.levels), start=1):
        steps = view.step(level, way)
        against = view.network.sources(steps.arcs) != steps.begins
        order = np.lexsort((steps.arcs, against, steps.begins, steps.ends))
        order = order[reach.distances[steps.ends[order] - view.first] == distance]
        ends, firsts = np.unique(steps.ends[order], return_index=True)
        via[ends - view.first] = steps.begins[order][firsts]
        arc[ends - view.first] = steps.arcs[order][firsts]
    return Impact(reach, via, arc)


async def impact(trace: Trace, asked: Asked) -> Answer:
    """What depends on the begins.

    Raises:
        ScopeError: as `ground_of` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    portion = portion_of(asked)
    ground = ground_of(trace.network, asked)
    network, view = trace.network, ground.view
    found = impact_of(view, ground.begins.members, asked.way, asked.depth)
    routes = {node: found.path(node) for node in found.reached[portion].tolist()}
    words = await _quoted(trace, ground, found, routes)
    parts = reached_parts(view, found)
    names = names_of(trace, ground.begins)
    return trace.answer(
        "impact",
        _title(asked.way, names),
        _METHOD,
        ground.asked,
        parameters_of(network, ground, "way", "depth", "most", "offset"),
        graph=words.graph,
        sheets=(_reached(network, found, routes, words), _levels(network, found), *_groups(view, found, parts)),
        counts_absence=True,
        cut=cut_of(asked, len(found.reached)),
        notes=(
            _counted_of(trace, parts) if len(found.reached) else _NOTHING,
            *notes_outside(trace, asked.scope, view, found.left(asked.depth), asked.way),
            *notes_on_versions(trace, ground.asked.scope),
            *words.notes,
        ),
    )


async def _quoted(trace: Trace, ground: Ground, found: Impact, routes: Mapping[int, Sequence[int]]) -> Quoted:
    nodes = {*ground.begins.named, *(node for nodes in routes.values() for node in nodes)}
    groups = [found.arcs(nodes) for nodes in routes.values()]
    last = [group[-1] for group in groups]
    return await quoted(trace, nodes, (arc for group in groups for arc in group), groups, last)


def _title(way: Way, names: Phrase) -> Phrase:
    match way:
        case Way.IN:
            return Phrase(f"Wat afhangt van {names.nl}", f"What depends on {names.en}")
        case Way.OUT:
            return Phrase(f"Waar {names.nl} van afhangt", f"What {names.en} depends on")
        case Way.BOTH:
            return Phrase(f"Wat samenhangt met {names.nl}", f"What is connected with {names.en}, also indirectly")


def _reached(network: Network, found: Impact, routes: Mapping[int, Sequence[int]], words: Quoted) -> Sheet:
    return Sheet(
        "reached",
        Phrase("Wat bereikt wordt", "What is reached"),
        (
            Column("distance", Phrase("afstand", "distance")),
            *node_columns("node", Phrase("wat", "what")),
            Column("kind", Phrase("soort", "kind")),
            Column("loaded", Phrase("geladen", "loaded")),
            *node_columns("via", Phrase("via", "by way of")),
            Column("direction", Phrase("richting", "direction")),
            *RELATION_COLUMNS,
            Column("route", Phrase("langs", "route")),
            *WORD_COLUMNS,
        ),
        tuple(_cells(network, found, nodes, words) for nodes in routes.values()),
    )


def _cells(network: Network, found: Impact, nodes: Sequence[int], words: Quoted) -> tuple[Cell, ...]:
    via, node = nodes[-2:]
    arcs = found.arcs(nodes)
    arc = arcs[-1]
    return (
        len(arcs),
        *node_cells(network, node),
        kind_of(network, node),
        network.is_loaded(node),
        *node_cells(network, via),
        ALONG if network.source(arc) == via else AGAINST,
        *relation_cells(network, arc),
        route(network, nodes, arcs),
        *word_cells(words.words.get(arc)),
    )


def _levels(network: Network, found: Impact) -> Sheet:
    """How many are reached at each distance."""
    return Sheet(
        "levels",
        Phrase("Aantallen per afstand", "Counts by distance"),
        (
            Column("distance", Phrase("afstand", "distance")),
            Column("nodes", Phrase("knopen", "nodes")),
            Column("goals", Phrase("geladen doelen", "loaded goals")),
            Column("onlyNamed", Phrase("alleen genoemd", "only named")),
        ),
        tuple(
            (distance, len(level), len(goals_in(network, level)), int(network.node_named[level].sum()))
            for distance, level in enumerate(found.reach.levels[1:], start=1)
        ),
    )


def reached_parts(view: View, found: Impact) -> tuple[Part, ...]:
    """The documents of what the walk began at and of what it reached; goals of others could not be meant."""
    nodes = np.concatenate(found.reach.levels)
    return tuple(part for part in parts_of(view, nodes) if "/" in part.path)


def goals_of(view: View, parts: Sequence[Part]) -> Numbers:
    """The loaded goals of some documents that take part, of which reach is told."""
    goals = view.nodes([GOAL], loaded=True)
    runs = [goals[(goals >= part.first) & (goals < part.end)] for part in parts]
    return np.concatenate((goals[:0], *runs))


def _groups(view: View, found: Impact, parts: Sequence[Part]) -> tuple[Sheet, Sheet]:
    """How many loaded goals are reached of each domain and of each holder."""
    network = view.network
    reached, every = goals_in(network, found.reached), goals_of(view, parts)
    distances = found.reach.distances[reached - view.first]
    domains, holders = (gathered(view, by, reached, distances, every) for by in (Group.DOMAIN, Group.HOLDER))
    return (
        _group_sheet("domains", Phrase("Per domein", "By domain"), network, domains),
        _group_sheet("holders", Phrase("Per portefeuillehouder", "By portfolio holder"), network, holders),
    )


def _counted_of(trace: Trace, parts: Sequence[Part]) -> Phrase:
    """In which documents the goals stand of which reach is told."""
    named = [_title_of(trace, part) for part in parts[:_MOST_NAMED]]
    return filled(_COUNTED, documents=", ".join(named) + (" …" if len(parts) > _MOST_NAMED else ""))


def _title_of(trace: Trace, part: Part) -> str:
    document = DocumentKey.parse(part.path)
    return part.path if trace.holdings.entry(document) is None else trace.holdings.title(document)


def _group_sheet(key: str, title: Phrase, network: Network, rows: Sequence[Gathered]) -> Sheet:
    return Sheet(
        key,
        title,
        (
            Column("name", Phrase("naam", "name")),
            Column("iri", Phrase("IRI", "IRI")),
            Column("goals", Phrase("bereikte doelen", "goals reached")),
            Column("ofGoals", Phrase("van zoveel geladen doelen", "of so many loaded goals")),
            Column("nearest", Phrase("kleinste afstand", "nearest")),
        ),
        tuple(
            (
                network.name(row.group) if row.group >= 0 else None,
                network.iri(row.group) if row.group >= 0 else None,
                row.goals,
                row.of_goals,
                row.nearest,
            )
            for row in rows
        ),
    )


_METHOD: Final = Phrase(
    "Zoeken in de breedte vanaf wat gevraagd is: afstand is het kleinste aantal stappen, en bij elk staat één kortste "
    "weg. Aantallen per domein en portefeuillehouder tellen geladen doelen, elk één keer, van alle in de documenten "
    "van wat gevraagd is en wat bereikt wordt; een doel van twee portefeuillehouders telt bij beiden.",
    "Breadth-first search from what was asked: distance is the smallest number of steps, and each has one shortest way "
    "with it. Counts by domain and portfolio holder are of loaded goals, each once, out of all loaded goals in the "
    "documents of what was asked of and of what is reached; a goal of two portfolio holders counts for both.",
)
_MOST_NAMED: Final = 5
_COUNTED: Final = Phrase(
    "Van zoveel geladen doelen: die van {documents}, waarin wat gevraagd is en wat bereikt wordt staat.",
    "Of so many loaded goals: those of {documents}, where what was asked of and what is reached stand.",
)
_NOTHING: Final = Phrase(
    "Binnen de keuze wordt niets bereikt in de gevraagde richting en diepte.",
    "Within the choice nothing is reached in the way and depth asked for.",
)
