"""The tables of nodes and edges that a workbook has of any answer: words first, then codes and IRIs. Writes no file."""

from collections.abc import Sequence
from typing import Final

from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Cell, Edge, Node
from service.answers.trace.forms.naming import names_around
from service.answers.trace.forms.phrases import edge_word, node_word

NODE_HEADS: Final = (
    Phrase("nummer", "number"),
    Phrase("naam", "name"),
    Phrase("soort", "kind"),
    Phrase("document", "document"),
    Phrase("geladen", "loaded"),
    Phrase("programma", "programme"),
    Phrase("domein", "domain"),
    Phrase("portefeuillehouders", "portfolio holders"),
    Phrase("soort (code)", "kind (code)"),
    Phrase("document (code)", "document (code)"),
    Phrase("IRI", "IRI"),
    Phrase("programma (IRI)", "programme (IRI)"),
    Phrase("domein (IRI)", "domain (IRI)"),
    Phrase("portefeuillehouders (IRI)", "portfolio holders (IRI)"),
)
EDGE_HEADS: Final = (
    Phrase("van", "from"),
    Phrase("relatie", "relation"),
    Phrase("naar", "to"),
    Phrase("past mogelijk niet", "may not fit"),
    Phrase("aantal", "number"),
    Phrase("woorden", "words"),
    Phrase("zin", "sentence"),
    Phrase("kop", "heading"),
    Phrase("begin (teken)", "start (character)"),
    Phrase("einde (teken)", "end (character)"),
    Phrase("pagina", "page"),
    Phrase("adres", "address"),
    Phrase("relatie (code)", "relation (code)"),
    Phrase("verwijzing (IRI)", "reference (IRI)"),
    Phrase("van (IRI)", "from (IRI)"),
    Phrase("naar (IRI)", "to (IRI)"),
)
_WORDS: Final = 7  # columns that an edge without words leaves empty


def node_cells(node: Node, answer: Answer, language: Language) -> list[Cell]:
    """The row of a node, under `NODE_HEADS`."""
    names = names_around(node, answer, language)
    words = [
        node.number,
        node.name,
        node_word(node.kind, language),
        names.document or node.document,
        node.loaded,
        names.programme or node.programme,
        names.domain or node.domain,
        "\n".join(names.holders),
    ]
    codes = [node.kind, node.document, node.iri, node.programme, node.domain, "\n".join(node.holders)]
    return [*words, *codes]


def edge_cells(edge: Edge, nodes: Sequence[Node], names: Sequence[str], language: Language) -> list[Cell]:
    """The row of an edge between some nodes, whose names are given, under `EDGE_HEADS`."""
    word = edge_word(edge.kind, language)
    told: list[Cell] = [names[edge.source], word, names[edge.target], edge.suspect, edge.weight]
    words = edge.words
    if words is None:
        told += [None] * _WORDS
    else:
        told += [words.exact, words.sentence, words.section, words.start, words.end, words.page, words.address]
    return [*told, edge.kind, words.iri if words else None, nodes[edge.source].iri, nodes[edge.target].iri]
