"""What is shown of the neighbours of one node, and of paths and references between two: each with its sentence.

Made of an answer; asks nothing and writes no HTML.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontology.language import Language
from service.answers.highlight import quote
from service.answers.trace.answer import Edge, Graph, Node, Words
from service.answers.trace.forms.phrases import edge_word
from service.release.network_rows import EITHER_WAY_KINDS

MOST_QUOTES: Final = 3
"""Sentences that are shown of one pair at first; the others are folded away."""


@dataclass(frozen=True, slots=True)
class Said:
    """One edge with its words: the sentence cut at the words that refer, and the place of these."""

    kind: str
    word: str
    suspect: bool
    sentence: tuple[str, str, str] | None
    section: str | None
    source: Node
    target: Node
    start: int
    end: int

    @property
    def has_way(self) -> bool:
        """Whether the one mentions the other, so that a step may go against it."""
        return self.kind not in EITHER_WAY_KINDS


@dataclass(frozen=True, slots=True)
class Hop:
    """A step from one node to another with all that is said of it; `against` where the words refer the other way."""

    begin: Node
    end: Node
    said: tuple[Said, ...]
    against: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What something mentions, what mentions it, and what it is tied to without a mention; that is the end of a hop."""

    leads: tuple[Hop, ...]
    reached: tuple[Hop, ...]
    tied: tuple[Hop, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tied to it."""
        return not self.leads and not self.reached and not self.tied


def neighbours_of(graph: Graph, members: frozenset[str], language: Language) -> Neighbours:
    """The edges of a graph that leave or reach some nodes, which are given by IRI; those inside are left out."""
    ends = [(edge, _iri(graph, edge.source) in members, _iri(graph, edge.target) in members) for edge in graph.edges]
    leads = [edge for edge, begins, ends_in in ends if begins and not ends_in]
    reached = [edge for edge, begins, ends_in in ends if ends_in and not begins]
    tied = [
        *_hops(graph, (edge for edge in leads if edge.kind in EITHER_WAY_KINDS), language),
        *map(_turned, _hops(graph, (edge for edge in reached if edge.kind in EITHER_WAY_KINDS), language)),
    ]
    outside, inside = ([edge for edge in some if edge.kind not in EITHER_WAY_KINDS] for some in (leads, reached))
    return Neighbours(_hops(graph, outside, language), _hops(graph, inside, language), tuple(tied))


def paths_of(graph: Graph, begins: frozenset[str], language: Language) -> tuple[tuple[Hop, ...], ...]:
    """The paths of a graph as hops, each with everything that the graph says from the one node to the next."""
    between: dict[tuple[int, int], list[Edge]] = {}
    for edge in graph.edges:
        between.setdefault((edge.source, edge.target), []).append(edge)
    found = dict.fromkeys(_steps(graph, group, begins) for group in graph.groups if group)
    return tuple(tuple(_hop(graph, between, step, language) for step in steps) for steps in found)


def references_of(graph: Graph, language: Language) -> tuple[Hop, ...]:
    """All edges of a graph, by pair."""
    return _hops(graph, graph.edges, language)


def said_of(graph: Graph, edge: Edge, language: Language) -> Said:
    """An edge with its words."""
    words = edge.words
    return Said(
        edge.kind,
        edge_word(edge.kind, language),
        edge.suspect,
        _sentence(words) if words else None,
        words.section if words else None,
        graph.nodes[edge.source],
        graph.nodes[edge.target],
        words.start if words else 0,
        words.end if words else 0,
    )


Step = tuple[int, int, bool]
"""From one node to another, by their places, and whether that is against the edge."""


def _steps(graph: Graph, group: Sequence[int], begins: frozenset[str]) -> tuple[Step, ...]:
    """The steps of a path; the first one begins where the path does, or where the second edge does not go on."""
    edges = [graph.edges[place] for place in group]
    here = _first(graph, edges, begins)
    found: list[Step] = []
    for edge in edges:
        against = edge.source != here
        there = edge.source if against else edge.target
        found.append((here, there, against))
        here = there
    return tuple(found)


def _first(graph: Graph, edges: Sequence[Edge], begins: frozenset[str]) -> int:
    ends = (edges[0].source, edges[0].target)
    if len(edges) > 1:
        second = {edges[1].source, edges[1].target}
        apart = [end for end in ends if end not in second]
        if len(apart) == 1:
            return apart[0]
    return next((end for end in ends if _iri(graph, end) in begins), edges[0].source)


def _hop(graph: Graph, between: dict[tuple[int, int], list[Edge]], step: Step, language: Language) -> Hop:
    begin, end, against = step
    edges = between.get((end, begin) if against else (begin, end), [])
    said = tuple(said_of(graph, edge, language) for edge in edges)
    return Hop(graph.nodes[begin], graph.nodes[end], said, against)


def _turned(hop: Hop) -> Hop:
    return replace(hop, begin=hop.end, end=hop.begin)


def _hops(graph: Graph, edges: Iterable[Edge], language: Language) -> tuple[Hop, ...]:
    pairs: dict[tuple[int, int], list[Said]] = {}
    for edge in edges:
        pairs.setdefault((edge.source, edge.target), []).append(said_of(graph, edge, language))
    return tuple(Hop(graph.nodes[source], graph.nodes[target], tuple(said)) for (source, target), said in pairs.items())


def _sentence(words: Words) -> tuple[str, str, str] | None:
    told = words.sentence or words.exact
    return quote(told, words.exact) if told else None


def _iri(graph: Graph, place: int) -> str:
    return graph.nodes[place].iri


def table_of(graph: Graph, edges: Iterable[Edge], language: Language) -> Iterator[tuple[Edge, Said]]:
    """Edges between nodes of a graph, each with its words."""
    for edge in edges:
        yield edge, said_of(graph, edge, language)
