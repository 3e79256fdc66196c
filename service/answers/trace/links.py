"""Who refers to whom within a view: each ordered pair once, however often the one refers to the other.

Counts no goal and ranks none; questions about the structure of the network stand on this.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ontology.language import Phrase
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.release.network import Numbers

GOAL: Final = "goal-version"
"""The kind of goals, as identifiers name it; rankings are of these."""


@dataclass(frozen=True, slots=True)
class Links:
    """Ordered pairs of versions of which the first refers to the second, in the order of the tree.

    `counts` says how often it does, and `arcs` has the first of its references in the order of the network.
    """

    begins: Numbers
    ends: Numbers
    counts: Numbers
    arcs: Numbers


def links_of(view: View) -> Links:
    """The pairs of a view, those of a version with itself left out.

    Only what has a direction counts: references, and money where it takes part. What is walked both ways (the tree,
    shared holders, versions of the same) would put everything on a cycle.
    """
    steps = view.arcs()
    directed = ~view.either[view.network.arc_kind[steps.arcs]] & (steps.begins != steps.ends)
    arcs, begins, ends = steps.arcs[directed], steps.begins[directed], steps.ends[directed]
    # arcs stand in the order of their sources and then of their targets, so that equal pairs stand together
    first = starts_of_runs(begins, ends)
    counts = np.diff(np.append(first, len(arcs)))
    return Links(begins[first], ends[first], counts, arcs[first])


def notes_on(scope: Scope) -> tuple[Phrase, ...]:
    """What is said where arcs were asked for that are not counted, and where none are that are."""
    told = (_NOT_COUNTED,) if scope.tree or scope.holder or scope.versions else ()
    return told if scope.references or scope.money else (_NOTHING_COUNTED, *told)


def starts_of_runs(*columns: Numbers) -> Numbers:
    """Where in sorted columns of equal length other values begin."""
    changed = np.zeros(len(columns[0]), dtype=np.bool_)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(changed).astype(np.int64)


def totals(values: Numbers, starts: Numbers) -> Numbers:
    """The sum of values over runs that begin at `starts`."""
    return np.add.reduceat(values, starts) if len(starts) else np.empty(0, dtype=np.int64)


def least(values: Numbers, starts: Numbers) -> Numbers:
    """The least of values in runs that begin at `starts`."""
    return np.minimum.reduceat(values, starts) if len(starts) else np.empty(0, dtype=np.int64)


_NOTHING_COUNTED: Final = Phrase(
    "Verwijzingen doen niet mee, en zonder die valt hier niets te tellen; vraag references=true, of money=true voor "
    "geld dat volgens de tekst verschuift.",
    "References take no part, and without them there is nothing to count here; ask for references=true, or money=true "
    "for money that moves by what texts say.",
)
_NOT_COUNTED: Final = Phrase(
    "De boom, gedeelde portefeuillehouders en versies van hetzelfde doel tellen hier niet mee: die gelden beide kanten "
    "op, en legden alles op een kring.",
    "The tree, shared portfolio holders and versions of the same goal are not counted here: they hold both ways, and "
    "would put everything on a cycle.",
)
