"""Spending proposals: the numbered proposals of a page that asks money for goals, with their amounts year by year.

Reads a money table whose columns are years and the items that explain its rows. Does not know which goals there are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

import msgspec

from ingest.read.cells import Cell, find_scale, multiplied, read_cell
from ingest.read.financial import Amount
from ingest.read.frame import Frame
from ingest.read.record import Stated, Topic
from ingest.read.span import Span
from ingest.read.text import Line
from ontology.codes import BudgetLine, CitedKind, PageKind, Phase
from ontology.iri import slug

ITEM: Final = re.compile(
    r"(?:\|\s?)?(?P<number>[A-Z]|[0-9]{1,2})[.)]\s{0,3}(?P<title>[^\W\d_].{0,300})"
)  # A. Nieuwe brug
IN_PARENTHESES: Final = re.compile(r"\s{0,9}\([^()]{0,100}\)[\s.]{0,20}$")  # the goals behind a title: (doel 1.1.2)
# What some tables say between a proposal and its amounts: once, or every year.
RECURRENCE: Final = re.compile(
    r"I|S|I/S|[IS]\.|inc(?:identeel|\.)?|struct(?:ureel|\.)?|eenmalig|jaarlijks", re.IGNORECASE
)
YEAR: Final = re.compile(r"20[0-9]{2}")


class Row(msgspec.Struct, frozen=True):
    """A row of the table: the line that names the proposal, and a cell for each year."""

    label: Line
    cells: tuple[Line, ...]


class Table(msgspec.Struct, frozen=True):
    """The money table of a page: its years, its rows, and what its cells are to be multiplied by."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    factor: int


class Proposals(msgspec.Struct, frozen=True):
    """The proposals of a page, from where on the text is about which, and their amounts."""

    stated: tuple[Stated, ...] = ()
    topics: tuple[Topic, ...] = ()
    amounts: tuple[Amount, ...] = ()


def read_proposals(frame: Frame) -> Proposals:
    """The proposals of a page about nothing else; none on any other page."""
    if frame.head.kind is not PageKind.SPENDING_PROPOSALS:
        return Proposals()
    lines = frame.body
    table = _table(lines)
    in_table = {line.start for row in table.rows for line in (row.label, *row.cells)}
    rows = [(item, row) for row in table.rows if (item := _item(row.label)) is not None]
    found: dict[str, Stated] = {}
    for item in (*_explained([line for line in lines if line.start not in in_table]), *(item for item, _ in rows)):
        stated = _stated(frame, item)
        found.setdefault(stated.key, stated)
    amounts = tuple(amount for item, row in rows for amount in _amounts(row, _stated(frame, item).key, table))
    every = tuple(sorted(found.values(), key=lambda one: one.start))
    topics = (topic for index, one in enumerate(every) for topic in (Topic(one.start, index), Topic(one.end, None)))
    return Proposals(every, tuple(topics), amounts)


def _table(lines: Sequence[Line]) -> Table:
    """The first table whose heads are years; empty where the page has none."""
    heads = next((index for index, line in enumerate(lines) if YEAR.fullmatch(line.text)), len(lines))
    years = tuple(int(line.text) for line in takewhile(lambda line: YEAR.fullmatch(line.text), lines[heads:]))
    scales = [scale.factor for line in lines[: heads + len(years) + 1] if (scale := find_scale(line.text)) is not None]
    rows = tuple(_rows(lines[heads + len(years) :], len(years))) if years else ()
    return Table(years, rows, scales[-1] if scales else 1)


def _rows(lines: Sequence[Line], width: int) -> Iterator[Row]:
    """The rows of so many cells; a line that is followed by fewer cells belongs to none."""
    position = 0
    while position < len(lines):
        first = position + 1
        first += first < len(lines) and RECURRENCE.fullmatch(lines[first].text) is not None
        cells = tuple(islice(takewhile(lambda line: _is_cell(line.text), lines[first:]), width))
        is_row = len(cells) == width and not _is_cell(lines[position].text)
        if is_row:
            yield Row(lines[position], cells)
        position = first + width if is_row else position + 1


def _is_cell(text: str) -> bool:
    return read_cell(text) is not None


class Item(msgspec.Struct, frozen=True):
    """A line that opens a proposal, with the places of its number and its title, and where its text ends."""

    line: Line
    number: Span
    title: Span
    end: int


def _item(line: Line, end: int | None = None) -> Item | None:
    """The proposal that a line opens; None where it opens none."""
    match = ITEM.match(line.text)
    if match is None:
        return None
    words = IN_PARENTHESES.sub("", match["title"]).rstrip(" |:.")
    title = line.start + match.start("title")
    number = Span(line.start + match.start("number"), line.start + match.end("number"))
    return Item(line, number, Span(title, title + len(words)), line.end if end is None else end)


def _explained(lines: Sequence[Line]) -> list[Item]:
    """The proposals that are explained outside the table, each with the lines up to the next."""
    opened = [index for index, line in enumerate(lines) if ITEM.match(line.text) is not None]
    ends = [lines[index - 1].end for index in opened[1:]] + [lines[-1].end] if opened else []
    items = (_item(lines[index], end) for index, end in zip(opened, ends, strict=True))
    return [item for item in items if item is not None]


def _stated(frame: Frame, item: Item) -> Stated:
    number = frame.text[item.number.start : item.number.end]
    return Stated(
        kind=CitedKind.SPENDING_PROPOSAL,
        key=" ".join(part for part in (_sort_of_proposals(frame), number) if part),
        number=number,
        label=frame.at(item.title),
        statement=None,
        above=None,
        start=item.line.start,
        end=item.end,
        spans={"number": item.number, "label": item.title},
    )


def _sort_of_proposals(frame: Frame) -> str:
    """What tells the proposals of this page from those of another of the same document: incidentele, structurele."""
    title = frame.at(frame.head.label) or ""
    return slug(title.casefold().partition("bestedingsvoorstellen")[0])


def _amounts(row: Row, key: str, table: Table) -> Iterator[Amount]:
    for year, cell in zip(table.years, row.cells, strict=True):
        yield Amount(
            line=BudgetLine.EXPENDITURE,
            amount_eur=_in_euro(read_cell(cell.text), table.factor),
            cell=cell.text,
            year=year,
            phase=Phase.ORIGINAL,
            start=cell.start,
            end=cell.end,
            of=key,
        )


def _in_euro(cell: Cell | None, factor: int) -> str | None:
    """The one amount of a cell; None where it has none, or more than one."""
    return multiplied(cell.amounts[0], factor) if cell is not None and len(cell.amounts) == 1 else None
