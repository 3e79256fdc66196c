"""One look at the network for the page `/matrix`: the matrix, or the references that one of its figures counts.

Asked in one turn of the tracer. Knows no request and no HTML.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.language import Language, Phrase, grouped
from service.answers.trace.answer import Answer, Graph, Node
from service.answers.trace.asking import Asked, Group, Trace
from service.answers.trace.endpoints import find, ground_of
from service.answers.trace.forms import html_matrix
from service.answers.trace.forms.html_matrix import fits_page
from service.answers.trace.graphing import MOST_QUOTED, graph_of
from service.answers.trace.groups import NOWHERE, groups_of
from service.answers.trace.matrix import matrix
from service.answers.trace.naming import node_of
from service.answers.trace.question import Question
from service.answers.trace.scope import ScopeError
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.web.network_filters import Filters
from service.web.network_look import at_start
from service.web.network_words import PHRASES
from service.web.suggested import Trouble, no_answer, trouble_of

IN_NONE: Final = "-"
"""What stands in an address for goals that are in no group."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the page shows: a matrix, or references `begin` to `end`; `wrong` says why there is neither.

    `filters` are those that were used. None as begin or end is what is in no group.
    """

    filters: Filters
    answer: Answer | None = None
    begin: Node | None = None
    end: Node | None = None
    wrong: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Large:
    """A matrix that no page shows: a sentence that says so, and the address of the smaller one by programme, if any."""

    said: str
    by_programme: str | None


def too_large(answer: Answer, filters: Filters, path: str, language: Language) -> Large | None:
    """What a page says in the place of a matrix that it does not show; the smaller one is at a path."""
    if answer.matrix is None or fits_page(answer.matrix):
        return None
    told = PHRASES["matrix_large"].say(
        language, heads=grouped(len(answer.matrix.heads)), most=grouped(html_matrix.MOST_HEADS)
    )
    is_smaller = filters.asked.by is not Group.PROGRAMME
    return Large(told, filters.address(path, by=Group.PROGRAMME.value) if is_smaller else None)


class MatrixLook:
    """A look, to be asked once."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self.seen: Counted | None = None

    @property
    def question(self) -> Question:
        """The question that the tracer asks."""
        phrase = PHRASES["matrix"]
        return Question("matrix", phrase, phrase, self._ask, (), (), MappingProxyType({}))

    async def _ask(self, trace: Trace, _asked: Asked) -> Answer:
        filters = at_start(self._filters, trace)
        try:
            self.seen = await _counted(trace, filters)
        except ScopeError as error:
            self.seen = Counted(filters, wrong=trouble_of(trace, filters, error))
        return self.seen.answer or no_answer(trace, PHRASES["matrix"])


async def _counted(trace: Trace, filters: Filters) -> Counted:
    if not (filters.begin and filters.end):
        return Counted(filters, await matrix(trace, filters.asked))
    return await _references(trace, filters)


async def _references(trace: Trace, filters: Filters) -> Counted:
    """The references that a figure counts, with their words."""
    network = trace.network
    begin, end = (_named(network, filters, text) for text in (filters.begin, filters.end))
    arcs = np.concatenate([np.empty(0, dtype=np.int64), *(_arcs(view, filters) for view in _views(network, filters))])
    shown = arcs[:MOST_QUOTED]
    nodes = np.union1d(network.sources(shown), network.targets(shown))
    graph = await graph_of(trace.engine, network, nodes.tolist(), shown.tolist())
    return Counted(filters, _answer(trace, filters, graph, len(arcs)), begin, end)


def _named(network: Network, filters: Filters, text: str) -> Node | None:
    return None if text == IN_NONE else node_of(network, find(network, filters.asked.scope, text))


def _views(network: Network, filters: Filters) -> list[View]:
    """The bodies in which the figure counts: that of what is named, or all where both are what is in no group."""
    named = next((text for text in (filters.begin, filters.end) if text != IN_NONE), None)
    views = list(View.each(network, filters.asked.scope))
    if named is None:
        return views
    node = find(network, filters.asked.scope, named)
    return [view for view in views if view.first <= node < view.end]


def _arcs(view: View, filters: Filters) -> Numbers:
    """The arcs from what is named first to what is named second; those of the tree and of holders count nowhere."""
    steps = view.arcs()
    directed = ~view.either[view.network.arc_kind[steps.arcs]] & (steps.begins != steps.ends)
    begins, ends = (_members(view, filters, text) for text in (filters.begin, filters.end))
    found: Numbers = steps.arcs[directed & np.isin(steps.begins, begins) & np.isin(steps.ends, ends)]
    return found


def _members(view: View, filters: Filters, text: str) -> Numbers:
    if text != IN_NONE:
        return ground_of(view.network, replace(filters.asked, begins=(text,), ends=())).begins.members
    nodes = np.arange(view.first, view.end, dtype=np.int64)
    which, groups = groups_of(view, filters.asked.by).of(nodes)
    found: Numbers = nodes[which[groups == NOWHERE]]
    return found


def _answer(trace: Trace, filters: Filters, graph: Graph, count: int) -> Answer:
    values = {"count": grouped(count), "most": grouped(MOST_QUOTED)}
    cut = Phrase(_CUT.nl.format(**values), _CUT.en.format(**values)) if count > MOST_QUOTED else None
    phrase = PHRASES["matrix"]
    return trace.answer(
        "matrix", phrase, phrase, filters.asked, {}, graph=graph, sheets=(), counts_absence=True, cut=cut
    )


_CUT: Final = Phrase(
    "De eerste {most} van {count} verwijzingen; kies kleinere groepen of één document voor de andere.",
    "The first {most} of {count} references; choose smaller groups or one document for the others.",
)
