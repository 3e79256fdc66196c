"""What the files of graphs say of nodes, edges and the whole answer, with its type. Writes no file."""

from collections.abc import Iterator
from typing import Final

import msgspec

from service.answers.trace.answer import Answer, Edge, Node
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.naming import is_address, names_around, said
from service.answers.trace.forms.phrases import coverage_sentence, edge_word, node_word

Value = str | int | bool

NODE_TYPES: Final = (
    ("label", "string"),
    ("kind", "string"),
    ("kindLabel", "string"),
    ("number", "string"),
    ("name", "string"),
    ("iri", "string"),
    ("document", "string"),
    ("documentTitle", "string"),
    ("loaded", "boolean"),
    ("dropped", "boolean"),
    ("programme", "string"),
    ("programmeName", "string"),
    ("domain", "string"),
    ("domainName", "string"),
    ("holders", "string"),
    ("holderNames", "string"),
)
EDGE_TYPES: Final = (
    ("label", "string"),
    ("relation", "string"),
    ("relationLabel", "string"),
    ("suspect", "boolean"),
    ("weight", "int"),
    ("reference", "string"),
    ("exact", "string"),
    ("sentence", "string"),
    ("section", "string"),
    ("start", "int"),
    ("end", "int"),
    ("page", "string"),
    ("address", "string"),
    ("groups", "string"),
)
GRAPH_KEYS: Final = (
    "title",
    "caution",
    "coverage",
    "release",
    "question",
    "parameters",
    "documents",
    "method",
    "methods",
    "address",
    "cut",
    "notes",
)


def node_values(node: Node, answer: Answer, frame: Frame) -> dict[str, Value]:
    """What is said of a node of an answer, by key; what is not known is absent."""
    names = names_around(node, answer, frame.language)
    values: dict[str, Value | None] = {
        "label": said(node, frame.language),
        "kind": node.kind,
        "kindLabel": node_word(node.kind, frame.language),
        "number": node.number,
        "name": node.name,
        "iri": node.iri,
        "document": node.document,
        "documentTitle": names.document,
        "loaded": node.loaded,
        "dropped": node.dropped or None,
        "programme": node.programme,
        "programmeName": names.programme,
        "domain": node.domain,
        "domainName": names.domain,
        "holders": " ".join(node.holders),
        "holderNames": ", ".join(names.holders),
    }
    return _known(values)


def edge_values(edge: Edge, groups: list[int], frame: Frame) -> dict[str, Value]:
    """What is said of an edge, by key; `groups` are the numbers, from 1, of the paths or cycles that it is part of."""
    word = edge_word(edge.kind, frame.language)
    values: dict[str, Value | None] = {
        "label": f"{word} ?" if edge.suspect else word,
        "relation": edge.kind,
        "relationLabel": word,
        "suspect": edge.suspect,
        "weight": edge.weight,
        "groups": " ".join(map(str, groups)),
    }
    if (words := edge.words) is not None:
        values |= {name: getattr(words, name) for name in ("exact", "sentence", "section", "start", "end", "page")}
        values |= {"reference": words.iri, "address": words.address}
    return _known(values)


def graph_values(answer: Answer, frame: Frame) -> dict[str, str]:
    """What is said of the whole answer, by key, in the language of the frame."""
    language = frame.language
    values = {
        "title": answer.title.say(language),
        "caution": answer.caution.say(language) if answer.caution else "",
        "coverage": coverage_sentence(frame.coverage, language),
        "release": answer.release,
        "question": answer.question,
        "parameters": msgspec.json.encode(answer.parameters).decode(),
        "documents": " ".join(document.path for document in answer.documents),
        "method": answer.method.say(language),
        "methods": frame.methods if is_address(frame.methods) else "",
        "address": frame.address,
        "cut": answer.cut.say(language) if answer.cut else "",
        "notes": " ".join(note.say(language) for note in answer.notes),
    }
    return {key: text for key, text in values.items() if text}


def groups_by_edge(answer: Answer) -> dict[int, list[int]]:
    """The numbers, from 1, of the paths or cycles that an edge is part of, by the place of the edge."""
    found: dict[int, list[int]] = {}
    for number, group in enumerate(answer.graph.groups, start=1):
        for edge in dict.fromkeys(group):
            found.setdefault(edge, []).append(number)
    return found


def text_of(value: Value) -> str:
    """A value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def edges_with_values(answer: Answer, frame: Frame) -> Iterator[tuple[int, Edge, dict[str, Value]]]:
    """The edges by place, each with what is said of it."""
    groups = groups_by_edge(answer)
    for place, edge in enumerate(answer.graph.edges):
        yield place, edge, edge_values(edge, groups.get(place, []), frame)


def _known(values: dict[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None and value != ""}
