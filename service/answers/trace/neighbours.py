"""Neighbours: what a goal refers to and what refers to it, one step away, with the words that say so.

A programme, holder or domain is asked as one: what leads from inside it to outside, or from outside into it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ontology.language import Counted, Phrase
from service.answers.trace.answer import Answer, Column, Sheet
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.columns import (
    RELATION_COLUMNS,
    WORD_COLUMNS,
    node_cells,
    node_columns,
    relation_cells,
    word_cells,
)
from service.answers.trace.endpoints import Ground, ground_of
from service.answers.trace.naming import kind_of
from service.answers.trace.outside import notes_on_versions, notes_outside
from service.answers.trace.portion import cut_of_tables, portion_of
from service.answers.trace.quoting import Quoted, quoted
from service.answers.trace.scope import Way
from service.answers.trace.spoken import counted, filled, names_of, parameters_of
from service.answers.trace.view import Steps, View
from service.release.network import Network, Numbers

OUT: Final = "out"
IN: Final = "in"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The steps between some nodes and others, each from one of the nodes: along the arc or against it.

    They stand in the order of the nodes, of those along before those against, and of the other ends. `inner` counts
    arcs between two of the nodes, which are left out.
    """

    steps: Steps
    along: np.ndarray[tuple[int], np.dtype[np.bool_]]
    inner: int


def neighbourhood(view: View, nodes: Numbers, way: Way) -> Neighbourhood:
    """The arcs one step away from nodes."""
    steps = view.step(nodes, way)
    along = view.network.sources(steps.arcs) == steps.begins
    outer = ~np.isin(steps.ends, nodes)
    order = np.lexsort((steps.arcs, steps.ends, ~along, steps.begins))
    order = order[outer[order]]
    inner = len(np.unique(steps.arcs[~outer]))
    return Neighbourhood(Steps(steps.arcs[order], steps.begins[order], steps.ends[order]), along[order], inner)


async def neighbours(trace: Trace, asked: Asked) -> Answer:
    """What the begins refer to, and what refers to them.

    Raises:
        ScopeError: as `ground_of` and `portion_of`.
        EngineError: the engine gave no answer.
    """
    shown = portion_of(asked)
    ground = ground_of(trace.network, asked)
    found = neighbourhood(ground.view, ground.begins.members, asked.way)
    arcs = found.steps.arcs[shown]
    nodes = {*ground.begins.named, *found.steps.begins[shown].tolist(), *found.steps.ends[shown].tolist()}
    words = await quoted(trace, nodes, arcs)
    names = names_of(trace, ground.begins)
    return trace.answer(
        "neighbours",
        Phrase(f"Waarmee {names.nl} verbonden is", f"What {names.en} is connected with"),
        _METHOD,
        ground.asked,
        parameters_of(trace.network, ground, "way", "most", "offset"),
        graph=words.graph,
        sheets=(_arcs(trace.network, found, shown, words), _others(trace.network, found, shown)),
        counts_absence=True,
        cut=cut_of_tables(asked, len(found.steps.arcs), len(np.unique(found.steps.ends))),
        notes=(
            *_notes(found, ground),
            *notes_outside(trace, asked.scope, ground.view, ground.begins.members, asked.way),
            *notes_on_versions(trace, ground.asked.scope),
            *words.notes,
        ),
    )


def _arcs(network: Network, found: Neighbourhood, shown: slice, words: Quoted) -> Sheet:
    steps = found.steps
    rows = zip(steps.arcs[shown].tolist(), found.along[shown].tolist(), strict=True)
    return Sheet(
        "neighbours",
        Phrase("Verbanden", "Connections"),
        (
            Column("direction", Phrase("richting", "direction")),
            *node_columns("from", Phrase("van", "from")),
            *node_columns("to", Phrase("naar", "to")),
            *RELATION_COLUMNS,
            *WORD_COLUMNS,
        ),
        tuple(
            (
                OUT if along else IN,
                *node_cells(network, network.source(arc)),
                *node_cells(network, network.target(arc)),
                *relation_cells(network, arc),
                *word_cells(words.words.get(arc)),
            )
            for arc, along in rows
        ),
    )


def _others(network: Network, found: Neighbourhood, shown: slice) -> Sheet:
    """How often each other node is referred to and refers, over all rows; those of the same pages are given."""
    others, place = np.unique(found.steps.ends, return_inverse=True)
    out = np.bincount(place, weights=found.along, minlength=len(others)).astype(int).tolist()
    both = np.bincount(place, minlength=len(others)).tolist()
    rows = zip(others.tolist(), out, both, strict=True)
    return Sheet(
        "others",
        Phrase("Waarmee", "With what"),
        (
            *node_columns("node", Phrase("waarmee", "with what")),
            Column("kind", Phrase("soort", "kind")),
            Column("loaded", Phrase("geladen", "loaded")),
            Column("out", Phrase("verwijzingen ernaar", "references to it")),
            Column("in", Phrase("verwijzingen eruit", "references from it")),
        ),
        tuple(
            (
                *node_cells(network, node),
                kind_of(network, node),
                network.is_loaded(node),
                to,
                all_ - to,
            )
            for node, to, all_ in list(rows)[shown]
        ),
    )


def _notes(found: Neighbourhood, ground: Ground) -> tuple[Phrase, ...]:
    named = len(ground.begins.members) > 1
    within = (filled(_INNER, count=counted(_CONNECTIONS, found.inner)),) if found.inner and named else ()
    return within if len(found.steps.arcs) else (*within, _NOTHING)


_METHOD: Final = Phrase(
    "Alle gevraagde verbanden van één stap; die binnen een groep (programma, portefeuillehouder, domein) doen "
    "niet mee. Een verband is één verwijzing in de tekst.",
    "All connections of one step that were asked for; those inside a group (programme, portfolio holder, domain) are "
    "left out. A connection is one reference in the text.",
)
_CONNECTIONS: Final = Counted(Phrase("verband", "connection"), Phrase("verbanden", "connections"))
_INNER: Final = Phrase(
    "Binnen de groep zelf: {count}, hier weggelaten.",
    "Inside the group itself: {count}, left out.",
)
_NOTHING: Final = Phrase(
    "Binnen de keuze is er geen verband van de gevraagde soort en richting.",
    "Within the choice there is no connection of the kind and way asked for.",
)
