"""Indicators: what a goal is measured by, with baseline, norm and result, from lists and tables.

Reads one section. A table may be printed with `|` between its cells, or cell by cell on lines of their own, row after
row or column after column. Cells that are glued together, and rows with a cell too few or too many, are not understood.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.read.dates import YEAR
from ingest.read.numbers import quantity
from ingest.read.record import Indicator, IndicatorValue, Item
from ingest.read.span import Span
from ingest.read.tables import parts
from ingest.read.text import BULLET, Line, folded
from ontology.codes import Comparator, ValueKind

NAME: Final = "name"
SOURCE: Final = "source"
UNIT: Final = "unit"
Role = ValueKind | str
NAME_HEADS: Final = frozenset(
    {
        "indicator", "indicatoren", "indicator(en)", "naam indicator", "streefdoel", "streefdoel/indicator", "kpi",
        "streefdoel / indicator", "beleidsindicator", "beleidsindicatoren", "effectindicator", "effectindicatoren",
        "prestatie-indicator", "prestatieindicator", "prestatie-indicatoren", "kritische prestatie-indicator",
        "outcome-indicator", "verplichte indicatoren",
    }
)  # fmt: skip
OTHER_HEADS: Final = MappingProxyType(
    {"bron": SOURCE, "bron gegevens": SOURCE, "databron": SOURCE, "eenheid": UNIT, "meeteenheid": UNIT}
)
VALUE_HEADS: Final = (
    (
        ValueKind.BASELINE,
        re.compile(r"nul(?:situatie|meting|waarde)|uitgangs(?:situatie|waarde)|(?:start|begin)waarde"),
    ),
    (ValueKind.NORM, re.compile(r"norm|streef(?:waarde|cijfer|getal)|(?:ambitie|doel)waarde|doel|begroting|begroot")),
    (ValueKind.RESULT, re.compile(r"realisatie|gerealiseerd|resultaat|werkelijk|uitkomst|gemeten|score")),
)
HEAD_TAIL: Final = re.compile(rf"\s?(?:van|in|over|per|ultimo|eind)?\s?\(?(?P<year>{YEAR})?\)?")  # Norm van 2031
NUMBER: Final = r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
VALUE: Final = re.compile(
    rf"""
    (?:(?P<year_before>{YEAR}):\s*)?(?P<sign>[<>≥≤]|minimaal|maximaal|ten\sminste|ten\shoogste)?\s*(?:€\s*)?(?P<value>{NUMBER})
    (?:\s?(?P<percent>%)|\s(?P<unit>[^\W\d_][^\d\n()]{{0,40}}?))?
    (?:\s*\((?P<year>{YEAR})\))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
AT_LEAST: Final = frozenset({">", "≥", "minimaal", "ten minste"})
AT_MOST: Final = frozenset({"<", "≤", "maximaal", "ten hoogste"})
NOTHING: Final = re.compile(
    r"-{1,2}|–|n\.?v\.?t\.?|n\.?n\.?b\.?|n\.?b\.?|onbekend|p\.?m\.?|x|geen(?:\s\w{1,20}){0,2}", re.IGNORECASE
)
GLUED: Final = re.compile(rf"%\s?\d|(?<![0-9]){NUMBER}%[^\W\d_]")  # 83%80%80%83%Peiling
RULE: Final = re.compile(r"[\s|:-]+")  # |---|---|
LONGEST_CELL: Final = 60  # of a value; a longer one is running text


class IndicatorList(msgspec.Struct, frozen=True):
    """The indicators of a table, its heads, what stands between its cells and rows, and what was not understood."""

    indicators: tuple[Indicator, ...] = ()
    heads: tuple[Span, ...] = ()
    rules: tuple[Span, ...] = ()
    odd: tuple[Span, ...] = ()
    glued: tuple[Span, ...] = ()


class _Head(msgspec.Struct, frozen=True):
    """The head of a column: what stands under it, and the year that it names."""

    role: Role
    year: int | None
    year_span: Span | None


def read_indicators(text: str, lines: Sequence[Line]) -> IndicatorList:
    """The indicators in the lines of their sections, headings too, of which each may be the head of a column."""
    rows = [line for line in lines if "|" in line.text]
    if rows:
        others = [line.span for line in lines if "|" not in line.text]
        return _joined(_table(text, rows), IndicatorList(odd=tuple(others)))
    cells = [_without_bullet(line) for line in lines]
    told = [_head(text, cell) for cell in cells[:2]]
    twice = len(told) > 1 and all(head is not None and head.role == NAME for head in told)
    return _flattened(text, cells[1:] if twice else cells)


def find_indicator_table(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The rows of a table of indicators among the lines of another section; empty where there is none."""
    for index, line in enumerate(lines):
        if "|" in line.text and _is_head([_head(text, cell) for cell in _cells(line)]):
            end = next((i for i in range(index, len(lines)) if "|" not in lines[i].text), len(lines))
            return tuple(lines[index:end])
    return ()


def is_first_head(text: str, heading: Span) -> bool:
    """Whether a heading is the head of a column of names, with which a table of indicators begins."""
    head = _head(text, heading)
    return head is not None and head.role == NAME


def _table(text: str, rows: Sequence[Line]) -> IndicatorList:
    """A table with `|`: each row has the cells of its columns, empty ones too."""
    heads: list[_Head | None] = []
    found: list[Indicator] = []
    said: list[Span] = []
    rules: list[Span] = []
    odd: list[Span] = []
    glued: list[Span] = []
    for row in rows:
        cells = _cells(row)
        told = [_head(text, cell) for cell in cells]
        if RULE.fullmatch(row.text):
            rules.append(row.span)
        elif _is_head(told):
            heads = told
            said.append(row.span)
            odd += [cell for cell, head in zip(cells, told, strict=True) if head is None and cell.start < cell.end]
        elif any(GLUED.search(text, cell.start, cell.end) for cell in cells):
            glued.append(row.span)
        elif heads and len(cells) == len(heads) and (one := _row(text, cells, heads)) is not None:
            found.append(one)
            rules.append(row.span)
        else:
            odd.append(row.span)
    return IndicatorList(tuple(found), tuple(said), tuple(rules), tuple(odd), tuple(glued))


def _flattened(text: str, cells: Sequence[Span]) -> IndicatorList:
    """A table of which each cell stands on a line of its own: row after row, or column after column."""
    glued = {cell for cell in cells if GLUED.search(text, cell.start, cell.end)}
    told = [_head(text, cell) for cell in cells]
    if glued or not told or told[0] is None or told[0].role != NAME:
        return IndicatorList(odd=tuple(cell for cell in cells if cell not in glued), glued=tuple(sorted(glued)))
    width = next((index for index, head in enumerate(told) if head is None), len(told))
    heads = told[:width] if width > 1 else [head for head in told if head is not None]
    rows = _rows(cells[width:], width) if width > 1 else _columns(cells, told)
    found = [one for row in rows if (one := _row(text, row, heads)) is not None]
    if not rows or len(found) < len(rows):
        return IndicatorList(odd=tuple(cells))
    said = tuple(cell for cell, head in zip(cells, told, strict=True) if head is not None)
    return IndicatorList(tuple(found), said)


def _rows(cells: Sequence[Span], width: int) -> list[Sequence[Span]]:
    """The cells row by row; none where they do not fill their rows."""
    if len(cells) % width:
        return []
    return [cells[start : start + width] for start in range(0, len(cells), width)]


def _columns(cells: Sequence[Span], told: Sequence[_Head | None]) -> list[Sequence[Span]]:
    """The rows of cells that stand column by column, each under its head; none where columns differ in length."""
    columns: list[list[Span]] = []
    for cell, head in zip(cells, told, strict=True):
        if head is not None:
            columns.append([])
        else:
            columns[-1].append(cell)
    if len({len(column) for column in columns}) != 1:
        return []
    return [list(row) for row in zip(*columns, strict=True)]


def _row(text: str, cells: Sequence[Span], heads: Sequence[_Head | None]) -> Indicator | None:
    """A row as an indicator; None where its name is missing or a cell can't stand under its head."""
    name: Span | None = None
    source: Item | None = None
    unit: Item | None = None
    values: list[IndicatorValue] = []
    for cell, head in zip(cells, heads, strict=True):
        words = text[cell.start : cell.end]
        if head is None or not words:
            continue
        if isinstance(head.role, ValueKind):
            value = _value(text, cell, head, head.role)
            if value is None:
                return None
            values.append(value)
        elif _is_value(words):
            return None
        elif head.role == NAME:
            name = cell
        else:
            item = Item(words, cell.start, cell.end)
            source, unit = (item, unit) if head.role == SOURCE else (source, item)
    if name is None or not values:
        return None
    return Indicator(text[name.start : name.end], name.start, name.end, source, unit, tuple(values))


def _value(text: str, cell: Span, head: _Head, kind: ValueKind) -> IndicatorValue | None:
    """What stands in a cell of values; None where it is neither a quantity nor a word for none."""
    words = text[cell.start : cell.end]
    match = VALUE.fullmatch(words)
    if match is None and not _is_value(words):
        return None
    year_span = _own_year(cell, match) or head.year_span
    sign = " ".join((match["sign"] or "").casefold().split()) if match else ""
    return IndicatorValue(
        kind=kind,
        value=quantity(match["value"]) if match else None,
        comparator=Comparator.AT_LEAST if sign in AT_LEAST else Comparator.AT_MOST if sign in AT_MOST else None,
        unit=(match["percent"] or match["unit"]) if match else None,
        year=int(text[year_span.start : year_span.end]) if year_span else None,
        year_span=year_span,
        cell=words,
        start=cell.start,
        end=cell.end,
    )


def _own_year(cell: Span, match: re.Match[str] | None) -> Span | None:
    """Where a cell names the year of its value: `2029: 19%`, `60 (2029)`."""
    for group in ("year", "year_before"):
        if match is not None and match[group]:
            return Span(cell.start + match.start(group), cell.start + match.end(group))
    return None


def _is_value(words: str) -> bool:
    """Whether a cell holds a quantity, in any form, or a word for none."""
    if NOTHING.fullmatch(words):
        return True
    return len(words) <= LONGEST_CELL and (VALUE.fullmatch(words) is not None or words[:1].isdigit())


def _head(text: str, cell: Span | None) -> _Head | None:
    """What a cell means as the head of a column; None where it is none."""
    if cell is None:
        return None
    words = folded(text[cell.start : cell.end])
    if words in NAME_HEADS:
        return _Head(NAME, None, None)
    other = OTHER_HEADS.get(words)
    if other is not None:
        return _Head(other, None, None)
    for kind, form in VALUE_HEADS:
        match = form.match(words)
        tail = HEAD_TAIL.fullmatch(words, match.end()) if match else None
        if tail is not None:
            return _year_head(text, cell, kind, tail["year"])
    return None


def _year_head(text: str, cell: Span, kind: ValueKind, year: str | None) -> _Head:
    if year is None:
        return _Head(kind, None, None)
    start = text.index(year, cell.start, cell.end)
    return _Head(kind, int(year), Span(start, start + len(year)))


def _is_head(heads: Sequence[_Head | None]) -> bool:
    """Whether cells are the head of a table of indicators: a column of names, and one of values."""
    roles = [head.role for head in heads if head is not None]
    return NAME in roles and any(isinstance(role, ValueKind) for role in roles)


def _cells(line: Line) -> list[Span]:
    """The cells of a row of a table, in order; an empty one has no length."""
    return [Span(line.start, line.start) if cell is None else cell.span for cell in parts(line)]


def _without_bullet(line: Line) -> Span:
    bullet = BULLET.match(line.text)
    return Span(line.start + (bullet.end() if bullet and bullet.end() < len(line.text) else 0), line.end)


def _joined(one: IndicatorList, other: IndicatorList) -> IndicatorList:
    return msgspec.structs.replace(one, odd=one.odd + other.odd)
