"""The columns that tables of several questions have, and what stands in them: nodes, arcs and words. Asks nothing."""

from collections.abc import Sequence
from typing import Final

from ontology.language import Phrase
from service.answers.trace.answer import Cell, Column, Words
from service.answers.trace.naming import name_of
from service.release.network import Network
from service.release.network_rows import ENDURING_KINDS

RELATION_COLUMNS: Final = (
    Column("relation", Phrase("relatie", "relation")),
    Column("suspect", Phrase("past mogelijk niet", "may not fit")),
)
WORD_COLUMNS: Final = (
    Column("sentence", Phrase("zin", "sentence")),
    Column("exact", Phrase("woorden", "words")),
    Column("start", Phrase("begin", "start")),
    Column("end", Phrase("einde", "end")),
    Column("section", Phrase("kop", "section")),
    Column("page", Phrase("pagina", "page")),
    Column("address", Phrase("adres", "address")),
)


def node_columns(key: str, head: Phrase) -> tuple[Column, ...]:
    """The columns of a node: number, name, IRI and document, each with a key that begins with `key`."""
    return tuple(
        Column(f"{key}{part}", Phrase(f"{head.nl}: {what.nl}", f"{head.en}: {what.en}")) for part, what in _NODE_PARTS
    )


def node_cells(network: Network, node: int) -> tuple[Cell, ...]:
    """What stands in the columns of a node."""
    document = network.document(node)
    return network.number(node), name_of(network, node), network.iri(node), document.path if document else None


def relation_cells(network: Network, arc: int) -> tuple[Cell, ...]:
    """What stands in the columns of the relation of an arc."""
    return network.arc_kind_name(arc), network.is_suspect(arc)


def word_cells(words: Words | None) -> tuple[Cell, ...]:
    """What stands in the columns of words; nothing where an arc has none, such as those of the tree."""
    if words is None:
        return (None,) * len(WORD_COLUMNS)
    return words.sentence, words.exact, words.start, words.end, words.section, words.page, words.address


def chain(network: Network, nodes: Sequence[int]) -> str:
    """Nodes of which each refers to the next, by what they are called shortest: `2.2.2 → 1.3.4`."""
    return " → ".join(_shortest(network, node) for node in nodes)


def route(network: Network, nodes: Sequence[int], arcs: Sequence[int]) -> str:
    """Nodes in a row, by what they are called shortest, with arrows as the arcs between them lead: `1.3.4 ← 2.2.2`."""
    told = [_shortest(network, nodes[0])]
    for begin, end, arc in zip(nodes, nodes[1:], arcs, strict=False):
        told += ["→" if network.source(arc) == begin else "←", _shortest(network, end)]
    return " ".join(told)


def _shortest(network: Network, node: int) -> str:
    """A node by its number, else its name; what endures has no number of its own: `goal/2k7wqx3m` without a name."""
    kind = network.kind(node)
    if kind in ENDURING_KINDS:
        return network.name(node) or f"{kind}/{network.iri(node).rpartition('/')[2]}"
    return network.number(node) or network.name(node) or network.iri(node)


_NODE_PARTS: Final = (
    ("Number", Phrase("nummer", "number")),
    ("Name", Phrase("naam", "name")),
    ("Iri", Phrase("IRI", "IRI")),
    ("Document", Phrase("document", "document")),
)
