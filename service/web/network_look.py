"""One look at the network for a page: what is drawn, what was found of what is chosen, and what a form offers.

All of it is asked in one turn of the tracer, of one release. Knows no request and no HTML.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.trace.answer import Answer, Node
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.endpoints import find, ground_of, short
from service.answers.trace.graphing import MOST_QUOTED
from service.answers.trace.naming import node_of
from service.answers.trace.neighbours import neighbours
from service.answers.trace.paths import paths
from service.answers.trace.question import Question
from service.answers.trace.scope import ScopeError, Way
from service.answers.trace.view import View
from service.release.network import Network, Numbers
from service.release.network_build import SUSPECT
from service.release.network_rows import HOLDER, PERSON, VERSION_KINDS
from service.web.network_drawn import Drawn, Limits, draw
from service.web.network_filters import Filters
from service.web.network_words import PHRASES
from service.web.suggested import Trouble, no_answer, trouble_of

MOST_AT_START: Final = 40
"""So many versions are shown where no document was chosen; of a larger release, the newest of its large documents."""

MOST_ROWS: Final = 200
"""Edges that a table gives at a time, each with its words."""

_MOST_PATHS: Final = 5
_PATH_DEPTH: Final = 6
_MOST_NEIGHBOURS: Final = 200
_MOST_OFFERED: Final = 300  # in a list to choose from
_DOCUMENT: Final = re.compile(r"(?:.*/id/[a-z-]+/)?(?P<path>[a-z0-9]+/[a-z]+/\d{4}(?:-\d+)?)/.+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen: the node, its name in addresses, and the IRIs of all that stands in it."""

    node: Node
    key: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of what is chosen: neighbours of the one, or paths between two.

    `wrong` says why nothing could be found; then there is no answer.
    """

    begin: Chosen | None = None
    end: Chosen | None = None
    answer: Answer | None = None
    wrong: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form offers: domains and holders by their name in addresses, and how many references of each relation."""

    domains: tuple[tuple[str, str], ...] = ()
    holders: tuple[tuple[str, str], ...] = ()
    relations: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a page shows; `filters` are those that were used, with the documents of a start that chose none."""

    filters: Filters
    found: Found
    drawn: Drawn | None = None
    offered: Offered = Offered()


class Extent(StrEnum):
    """How much is looked up: a whole page, all that a file holds, or only what was found of what is chosen.

    Where nothing was found the network itself is looked up for the last too: its files and citation stand there then.
    """

    PAGE = "page"
    FILE = "file"
    FOUND = "found"


class Look:
    """A look, to be asked once."""

    def __init__(self, filters: Filters, extent: Extent) -> None:
        self._filters = filters
        self._extent = extent
        self.seen: Seen | None = None

    @property
    def question(self) -> Question:
        """The question that the tracer asks."""
        phrase = PHRASES["network"]
        return Question("network", phrase, phrase, self._ask, (), (), MappingProxyType({}))

    async def _ask(self, trace: Trace, _asked: Asked) -> Answer:
        filters = at_start(self._filters, trace)
        found = await _found(trace, filters)
        if self._extent is Extent.FOUND and found.answer is not None:
            self.seen = Seen(filters, found)
            return found.answer
        try:
            self.seen = await self._drawn(trace, filters, found)
        except ScopeError as error:  # a document, year or holder that is not there: then all of the page is wrong
            offered = _offered(trace.network, filters.with_all())
            self.seen = Seen(filters, Found(wrong=trouble_of(trace, filters, error)), None, offered)
        return self.seen.drawn.answer if self.seen.drawn else no_answer(trace, PHRASES["network"])

    async def _drawn(self, trace: Trace, filters: Filters, found: Found) -> Seen:
        most = MOST_QUOTED if self._extent is Extent.FILE else MOST_ROWS
        drawn = await draw(trace, replace(filters.asked, most=most), _limits(trace.network, filters))
        offered = _offered(trace.network, filters) if self._extent is Extent.PAGE else Offered()
        return Seen(filters, found, drawn, offered)


def at_start(filters: Filters, trace: Trace) -> Filters:
    """The same; where no document is named, those of what is chosen, else the newest large one of a large release."""
    if filters.has_documents:
        return filters
    network = trace.network
    if sum(part.end - part.first for part in network.parts if "/" in part.path) <= MOST_AT_START:
        return filters
    ends = (_DOCUMENT.fullmatch(text) for text in (*filters.asked.begins, *filters.asked.ends))
    named = dict.fromkeys(found["path"] for found in ends if found and network.part(found["path"]))
    document = _largest_newest(trace.holdings)
    if not named and (document is None or network.part(document.path) is None):
        return filters
    begun = list(named) if named or document is None else [document.path]
    beside = _nearest(trace, DocumentKey.parse(begun[0])) if filters.asked.scope.versions and len(begun) == 1 else []
    return filters.with_documents([*begun, *beside])


def _nearest(trace: Trace, document: DocumentKey) -> list[str]:
    """The document of the same body that is nearest in time: what has versions in one document connects nothing."""
    own = [one for one in trace.holdings.documents_of(document.organisation) if one != document]
    own.sort(key=lambda one: (abs(one.year - document.year), one.year, one.sequence or 0, one.path))
    return [one.path for one in own if trace.network.part(one.path) is not None][:1]


def _largest_newest(holdings: Holdings) -> DocumentKey | None:
    def weight(document: DocumentKey) -> tuple[int, int]:
        return holdings.manifest.documents[document.path].coverage.goals_read, document.year

    most = max((weight(document)[0] for document in holdings.documents), default=0)
    large = [document for document in holdings.documents if weight(document)[0] * 2 >= most]
    return max(large, key=lambda document: (document.year, *weight(document), document.path), default=None)


async def _found(trace: Trace, filters: Filters) -> Found:
    """What was found of what is chosen; what can't be found is part of the page."""
    if not filters.begin and not filters.end:
        return Found()
    try:
        begin, end = (_chosen(trace.network, filters, text) for text in (filters.begin, filters.end))
        alone = begin or end
        if begin is None or end is None or begin.key == end.key:
            return Found(alone, None, await _neighbours(trace, filters, alone) if alone else None)
        asked = replace(filters.asked, begins=(begin.key,), ends=(end.key,), most=_MOST_PATHS, depth=_depth(filters))
        return Found(begin, end, await paths(trace, replace(asked, offset=0)))
    except ScopeError as error:
        return Found(wrong=trouble_of(trace, filters, error))


async def _neighbours(trace: Trace, filters: Filters, chosen: Chosen) -> Answer:
    way = filters.asked.way if filters.way_is_given else Way.BOTH
    asked = replace(filters.asked, begins=(chosen.key,), ends=(), way=way, most=_MOST_NEIGHBOURS, offset=0)
    return await neighbours(trace, asked)


def _depth(filters: Filters) -> int:
    given = dict(filters.pairs).get("depth")
    return int(given) if given else _PATH_DEPTH


def _chosen(network: Network, filters: Filters, text: str) -> Chosen | None:
    if not text:
        return None
    node = find(network, filters.asked.scope, text)
    ground = ground_of(network, replace(filters.asked, begins=(text,), ends=()))
    members = frozenset(network.iri(int(member)) for member in ground.begins.members)
    return Chosen(node_of(network, node), short(network, node), members)


def _limits(network: Network, filters: Filters) -> Limits:
    """The domain and holder to which the network is limited.

    Raises:
        ScopeError: one of them is not there.
    """
    domain, holder = (
        find(network, filters.asked.scope, text) if text else None for text in (filters.domain, filters.holder)
    )
    return Limits(domain, holder)


def _offered(network: Network, filters: Filters) -> Offered:
    domains: list[tuple[str, str]] = []
    holders: list[tuple[str, str]] = []
    relations: Counter[str] = Counter()
    for view in View.each(network, replace(filters.asked.scope, relations=(), references=True, suspect=True)):
        domains += _named(network, np.unique(network.node_domain[view.nodes(VERSION_KINDS)]))
        holders += _named(network, _holders(view))
        relations.update(dict(_relations(network, view)))
    return Offered(_few(domains), _few(holders), dict(relations))


def _few(named: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What is offered to choose from: nothing where it is more than people look through."""
    return tuple(named) if len(named) <= _MOST_OFFERED else ()


def _holders(view: View) -> Numbers:
    """Who holds the portfolio of a version that takes part."""
    network, people = view.network, view.nodes([PERSON])
    arcs = network.arcs_into(people)
    held = network.kinds([HOLDER], suspect=True)[network.arc_kind[arcs]] & view.has(network.sources(arcs))
    return np.unique(network.targets(arcs[held]))


def _named(network: Network, nodes: Iterable[int]) -> Iterator[tuple[str, str]]:
    """Domains or people by what they are called; less than 0 is none."""
    named = ((network.name(int(node)), short(network, int(node))) for node in nodes if node >= 0)
    yield from ((key, name or key) for name, key in sorted(named))


def _relations(network: Network, view: View) -> Iterator[tuple[str, int]]:
    kinds = network.arc_kind[view.arcs().arcs] & ~np.uint8(SUSPECT)
    counts = np.bincount(kinds, minlength=len(network.header.arc_kinds))
    return zip(network.header.arc_kinds, counts.tolist(), strict=False)
