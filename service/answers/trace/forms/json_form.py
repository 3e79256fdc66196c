"""An answer as JSON: the body of an answer of `/v1`, with caution, coverage and release first. Keys are in camelCase.

Edges name their nodes, and groups their edges, by place in the lists of the same answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, TypeVar

import msgspec

from ontology.dataset import Coverage
from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Cell, Edge, Matrix, Node, Sheet, Words
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.phrases import edge_word
from service.answers.trace.forms.pieces import in_pieces

_TOGETHER: Final = 500  # how many are encoded at once
_T = TypeVar("_T")


def as_json(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The answer as one JSON object (RFC 8259), in pieces; the same in every language."""
    return in_pieces(_texts(answer, frame))


def _texts(answer: Answer, frame: Frame) -> Iterator[str]:
    first = answer.sheets[0] if answer.sheets else None
    yield _text(_head(answer, frame)).removesuffix("}")
    yield ',"items":'
    yield from _list(_items(first) if first else ())
    yield f',"total":{len(first.rows) if first else 0},"nodes":'
    yield from _list(map(_node, answer.graph.nodes))
    yield ',"edges":'
    yield from _list(map(_edge, answer.graph.edges))
    yield ',"groups":'
    yield from _list(answer.graph.groups)
    yield ',"sheets":['
    for number, sheet in enumerate(answer.sheets):
        yield ("," if number else "") + _text(_sheet_head(sheet)).removesuffix("}") + ',"rows":'
        yield from _list(sheet.rows)
        yield "}"
    yield '],"matrix":'
    yield from _matrix(answer.matrix) if answer.matrix else ("null",)
    yield "}\n"


def _head(answer: Answer, frame: Frame) -> Mapping[str, object]:
    return {
        "caution": answer.caution and _label(answer.caution),
        "coverage": _coverage(frame.coverage),
        "release": answer.release,
        "question": answer.question,
        "title": _label(answer.title),
        "method": {**_label(answer.method), "about": frame.methods},
        "parameters": answer.parameters,
        "documents": [document.path for document in answer.documents],
        "address": frame.address,
        "cut": answer.cut and _label(answer.cut),
        "notes": [_label(note) for note in answer.notes],
    }


def _label(phrase: Phrase) -> dict[str, str]:
    return {"nl": phrase.say(Language.NL), "en": phrase.say(Language.EN)}


def _coverage(coverage: Coverage) -> Mapping[str, object]:
    return {
        "pagesRead": coverage.pages_read,
        "goalsRead": coverage.goals_read,
        "versionsNamed": coverage.versions_named,
        "goalsExpected": coverage.goals_expected,
        "complete": coverage.complete,
    }


def _node(node: Node) -> Mapping[str, object]:
    return {
        "iri": node.iri,
        "link": _shown_at(node.iri),
        "kind": node.kind,
        "number": node.number,
        "name": node.name,
        "document": node.document,
        "loaded": node.loaded,
        "programme": node.programme,
        "domain": node.domain,
        "holders": node.holders,
    }


def _shown_at(iri: str) -> str | None:
    """The address of the page about a node; None for a group, which has none."""
    base, found, path = iri.partition("/id/")
    return f"{base}/doc/{path}" if found else None


def _edge(edge: Edge) -> Mapping[str, object]:
    return {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "label": {language.value: edge_word(edge.kind, language) for language in Language},
        "suspect": edge.suspect,
        "weight": edge.weight,
        "words": edge.words and _words(edge.words),
    }


def _words(words: Words) -> Mapping[str, object]:
    return {name: getattr(words, name) for name in Words.__slots__}


def _items(sheet: Sheet) -> Iterator[Mapping[str, Cell]]:
    keys = [column.key for column in sheet.columns]
    return (dict(zip(keys, row, strict=True)) for row in sheet.rows)


def _sheet_head(sheet: Sheet) -> Mapping[str, object]:
    columns = [{"key": column.key, "head": _label(column.head)} for column in sheet.columns]
    return {"key": sheet.key, "title": _label(sheet.title), "columns": columns}


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield '{"heads":'
    yield from _list(map(_node, matrix.heads))
    yield ',"cells":'
    yield from _list((row, column, count) for (row, column), count in sorted(matrix.cells.items()))
    yield f',"blocks":{_text(matrix.blocks)}}}'


def _list(values: Iterable[_T]) -> Iterator[str]:
    """A JSON array, some values at a time."""
    rest = iter(values)
    between = "["
    while some := list(islice(rest, _TOGETHER)):
        yield between + _text(some)[1:-1]
        between = ","
    yield "[]" if between == "[" else "]"


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
