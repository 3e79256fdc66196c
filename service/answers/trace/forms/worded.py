"""A table with words in the place of codes, and the codes in columns of their own behind. Changes no row's meaning."""

from collections.abc import Iterator, Mapping
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Cell, Sheet, Title
from service.answers.trace.forms.phrases import NODE_KINDS, TOGETHER, edge_word, node_word
from service.release.network_rows import ARC_KINDS

_RELATION: Final = "relation"
_KIND: Final = "kind"
_DOCUMENT: Final = "document"
_EDGE_KINDS: Final = frozenset({*ARC_KINDS, TOGETHER})


def heads_in_words(sheet: Sheet, language: Language) -> list[str]:
    """The heads of a table, and after them those of its codes."""
    codes = (sheet.columns[place].head.say(language) for place in _coded_places(sheet))
    return [*(column.head.say(language) for column in sheet.columns), *(f"{head} (code)" for head in codes)]


def rows_in_words(sheet: Sheet, titles: Mapping[str, Title], language: Language) -> Iterator[list[Cell]]:
    """The rows of a table in which relations, kinds of nodes and documents are called as people do, and their codes."""
    whats, places = [_coded(column.key) for column in sheet.columns], _coded_places(sheet)
    for row in sheet.rows:
        words = (
            _word(what, cell, titles, language) if what and isinstance(cell, str) else cell
            for what, cell in zip(whats, row, strict=True)
        )
        yield [*words, *(row[place] for place in places)]


def _coded_places(sheet: Sheet) -> list[int]:
    return [place for place, column in enumerate(sheet.columns) if _coded(column.key)]


def _coded(key: str) -> str | None:
    """What a column has codes of."""
    return next((what for what in (_RELATION, _KIND, _DOCUMENT) if key.lower().endswith(what)), None)


def _word(what: str, cell: str, titles: Mapping[str, Title], language: Language) -> str:
    if what == _RELATION and cell in _EDGE_KINDS:
        return edge_word(cell, language)
    if what == _KIND and cell in NODE_KINDS:
        return node_word(cell, language)
    if what == _DOCUMENT and cell in titles:
        return f"{titles[cell].document} ({titles[cell].organisation})"
    return cell
