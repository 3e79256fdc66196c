"""The tables of an answer about the network as people read them in a terminal: fewer columns, and words for codes.

What stands in a table for machines alone (IRIs, places on pages) is left to the other forms. Asks nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Cell, Column, Node, Sheet
from service.answers.trace.forms.naming import kind_of_iri, said
from service.answers.trace.forms.phrases import NODE_KINDS, edge_word
from service.answers.trace.parameters import PARAMETERS, Kind
from service.release.network_rows import ARC_KINDS

_PLACES: Final = frozenset({"exact", "start", "end", "section", "page", "address"})
_ADDRESSES: Final = ("http://", "https://", "/v1/")
# What is only worth a column where a row has something else.
_USUAL: Final[Mapping[str, Cell]] = MappingProxyType({"suspect": False, "parallel": 1, "otherwiseBack": 0})
_ARROWS: Final = MappingProxyType({"out": "→", "along": "→", "in": "←", "against": "←"})
_NOTHING: Final = "–"
_SENTENCE: Final = "sentence"
_LEAST_SENTENCE: Final = 60  # characters of a line that can be read
_BETWEEN: Final = 3  # characters between two columns
_PARAMETER: Final = re.compile(rf"\b(?P<name>{'|'.join(PARAMETERS)})=(?P<value>\w+)")
_NUMBER: Final = Column("row", Phrase("nr.", "no."))
_SENTENCES: Final = Phrase("De zinnen daarbij", "Their sentences")
_MORE: Final = Phrase(
    "Plaatsen op de pagina, adressen en IRI's staan in --format csv en json.",
    "Places on the page, addresses and IRIs stand in --format csv and json.",
)


def brief(answer: Answer, language: Language, width: int) -> Answer:
    """The answer with tables that people can read in lines of so many characters.

    Where a table leaves too little room for its sentences, these follow in a table of their own, by number.
    """
    several = len(answer.documents) > 1
    shown = (_brief(sheet, language, with_document=several) for sheet in answer.sheets)
    sheets = tuple(part for sheet in shown for part in _fitted(sheet, language, width))
    cut = answer.cut and as_typed(answer.cut)
    return replace(answer, sheets=sheets, cut=cut, notes=(*map(as_typed, answer.notes), _MORE))


def as_typed(told: Phrase) -> Phrase:
    """A sentence with parameters as they are typed in a terminal: `way=both` is `--way both`."""
    return Phrase(_PARAMETER.sub(_option, told.nl), _PARAMETER.sub(_option, told.en))


def _option(found: re.Match[str]) -> str:
    parameter, value = PARAMETERS[found["name"]], found["value"]
    if parameter.kind is Kind.FLAG:
        return f"--{parameter.option}" if value == "true" else f"--no-{parameter.option}"
    return f"--{parameter.option} {value}"


def _fitted(sheet: Sheet, language: Language, width: int) -> Iterator[Sheet]:
    place = next((place for place, column in enumerate(sheet.columns) if column.key == _SENTENCE), None)
    if place is None or not sheet.rows or _width(sheet, place, language) + _LEAST_SENTENCE <= width:
        yield sheet
        return
    others = [number for number in range(len(sheet.columns)) if number != place]
    columns = (_NUMBER, *(sheet.columns[other] for other in others))
    numbered = list(enumerate(sheet.rows, start=1))
    yield replace(
        sheet, columns=columns, rows=tuple((number, *(row[other] for other in others)) for number, row in numbered)
    )
    yield Sheet(
        f"{sheet.key}-{_SENTENCE}",
        _SENTENCES,
        (_NUMBER, sheet.columns[place]),
        tuple((number, row[place]) for number, row in numbered if row[place]),
    )


def _width(sheet: Sheet, left_out: int, language: Language) -> int:
    """How many characters the other columns take in their widest line."""
    return sum(
        _BETWEEN + max(len(column.head.say(language)), *(len(str(row[place])) for row in sheet.rows))
        for place, column in enumerate(sheet.columns)
        if place != left_out
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column that is shown, with its cells from top to bottom."""

    column: Column
    cells: Sequence[Cell]


def _brief(sheet: Sheet, language: Language, *, with_document: bool) -> Sheet:
    columns = {
        column.key: _Shown(column, [row[place] for row in sheet.rows]) for place, column in enumerate(sheet.columns)
    }
    shown = [_in_words(one, language) for one in _chosen(columns, language, with_document=with_document)]
    rows = tuple(zip(*(one.cells for one in shown), strict=True))
    return Sheet(sheet.key, sheet.title, tuple(one.column for one in shown), rows)


def _chosen(columns: Mapping[str, _Shown], language: Language, *, with_document: bool) -> Iterator[_Shown]:
    for key, one in columns.items():
        end = key[: -len("number")]
        if key.lower().endswith("number") and end + _suffix(end, "iri") in columns:
            yield _called(columns, end, language, with_document=with_document)
        elif not _is_left_out(columns, key):
            yield one


def _is_left_out(columns: Mapping[str, _Shown], key: str) -> bool:
    """Whether a column is for machines, says nothing here, or stands in that of what it is a part of."""
    if key in _USUAL:
        return all(cell in {_USUAL[key], None} for cell in columns[key].cells)
    if key in _PLACES:
        return _SENTENCE in columns
    if key.lower().endswith("name"):
        end = key[: -len("name")]
        return end + _suffix(end, "number") in columns
    return key.lower().endswith(("iri", "document")) or _has_addresses(columns[key].cells)


def _has_addresses(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(isinstance(cell, str) and cell.startswith(_ADDRESSES) for cell in filled)


def _called(columns: Mapping[str, _Shown], end: str, language: Language, *, with_document: bool) -> _Shown:
    """What a node is called, in one column, with its document where there are several."""
    number, name, iri, document = (
        columns.get(end + _suffix(end, part)) for part in ("number", "name", "iri", "document")
    )
    places = range(len(number.cells) if number else 0)

    def cell(place: int) -> str:
        told, own, at = (str((one and one.cells[place]) or "") for one in (number, name, iri))
        called = said(Node(at, kind_of_iri(at) or "group", told, own), language) or _NOTHING
        where = document.cells[place] if document and with_document else None
        return f"{called} ({where})" if where else called

    head = number.column.head if number else Phrase("", "")
    short = Phrase(head.nl.rpartition(": ")[0] or "wat", head.en.rpartition(": ")[0] or "what")
    return _Shown(Column(end or "what", short), [cell(place) for place in places])


def _in_words(one: _Shown, language: Language) -> _Shown:
    named = one.column.key == "name"
    return replace(
        one, cells=[_NOTHING if named and not cell else _word(cell, one.column.key, language) for cell in one.cells]
    )


def _word(cell: Cell, key: str, language: Language) -> Cell:
    if not isinstance(cell, str):
        return cell
    kind = cell.removesuffix("-version")
    match key:
        case "relation" if cell in ARC_KINDS:
            return edge_word(cell, language)
        case "kind" if kind in NODE_KINDS:
            return NODE_KINDS[kind].say(language)
        case "direction":
            return _ARROWS.get(cell, cell)
        case _:
            return " ".join(cell.split())


def _suffix(end: str, part: str) -> str:
    return part.capitalize() if end else part
