"""The programmes in which the nodes of an answer stand, in the order of the tree. Reads no graph."""

from collections.abc import Mapping
from types import MappingProxyType

from ontology.language import Language
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms.naming import called, last_part, short_titles
from service.answers.trace.forms.phrases import node_word


def programme_titles(answer: Answer, language: Language) -> Mapping[str, str]:
    """What programmes are called, by IRI, in the order in which other nodes stand in them.

    One that is not known is called by the end of its IRI, which holds its number. Those of several documents have the
    title of theirs with them.
    """
    nodes, word = answer.graph.nodes, node_word("programme", language)
    known = {**answer.around, **{node.iri: node for node in nodes if node.kind == "programme"}}
    homes = {node.programme: node.document for node in nodes if node.programme not in {None, node.iri}}
    documents = dict.fromkeys(path for path in homes.values() if path)
    titles = short_titles(documents, answer.titles) if len(documents) > 1 else {}
    return MappingProxyType(
        {
            iri: f"{word} {called(known[iri]) if iri in known else last_part(iri)}"
            + (f" ({titles[path]})" if path and titles else "")
            for iri, path in homes.items()
        }
    )


def programme_of(node: Node, names: Mapping[str, str]) -> str | None:
    """The programme beside whose nodes one is shown: its own, or itself where others stand in it; else None."""
    return next((iri for iri in (node.iri, node.programme) if iri in names), None)
