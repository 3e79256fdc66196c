"""The graph of an answer with the words of those arcs first that its tables are about. Chooses no arcs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.language import Phrase
from service.answers.trace.answer import Graph, Words
from service.answers.trace.asking import Trace
from service.answers.trace.evidence import WORDLESS, words_of
from service.answers.trace.graphing import MOST_QUOTED, graph_without_words


@dataclass(frozen=True, slots=True)
class Quoted:
    """A graph, the words behind its arcs by arc, and what to say where not all arcs have theirs."""

    graph: Graph
    words: Mapping[int, Words]
    notes: tuple[Phrase, ...]


async def quoted(
    trace: Trace,
    nodes: Iterable[int],
    arcs: Iterable[int],
    groups: Sequence[Sequence[int]] = (),
    first: Iterable[int] = (),
) -> Quoted:
    """The graph of nodes and arcs; the words of the arcs in `first` are asked for before those of the others.

    `groups` are paths as arcs. The ends of all arcs are among the nodes.

    Raises:
        EngineError: the engine gave no answer.
    """
    network = trace.network
    chosen = sorted(set(map(int, arcs)))
    speaking = [arc for arc in dict.fromkeys((*map(int, first), *chosen)) if network.arc_kind_name(arc) not in WORDLESS]
    words = await words_of(trace.engine, network, speaking[:MOST_QUOTED])
    graph = graph_without_words(network, set(map(int, nodes)), chosen, groups, words)
    return Quoted(graph, words, (_NOT_ALL,) if len(speaking) > MOST_QUOTED else ())


_NOT_ALL: Final = Phrase(
    f"De woorden staan bij de eerste {MOST_QUOTED} verbanden; vraag minder tegelijk om die van de andere te zien.",
    f"The first {MOST_QUOTED} edges have their words with them; ask for less at once to see those of the others.",
)
