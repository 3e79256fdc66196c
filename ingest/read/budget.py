"""Money tables, flattened to one cell a line: the heads of the columns, then a label and its cells, row by row."""

from collections.abc import Mapping, Sequence

import msgspec

from ingest.read.numbers import cell_amount
from ingest.read.record import Amount, Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import BudgetLine, DocumentKind, Phase

PHASES: Mapping[DocumentKind, Phase] = {
    DocumentKind.BEGROTING: Phase.ORIGINAL,
    DocumentKind.BEGROTINGSWIJZIGING: Phase.REVISED,
    DocumentKind.BERAP: Phase.FORECAST,
    DocumentKind.JAARSTUKKEN: Phase.EXECUTED,
    DocumentKind.PERSPECTIEFNOTA: Phase.FORECAST,
    DocumentKind.VOORJAARSNOTA: Phase.REVISED,
}


class Row(msgspec.Struct, frozen=True):
    """One row: the line with its label, and its cells in the order of the columns."""

    label: Line
    cells: tuple[Line, ...]


class Table(msgspec.Struct, frozen=True):
    """A money table as it stands; `rest` are lines that belong to no row."""

    heads: tuple[Line, ...]
    columns: tuple[BudgetLine, ...]
    rows: tuple[Row, ...]
    rest: tuple[Line, ...]


def read_table(lines: Sequence[Line], source: Source) -> Table:
    """The table in the lines of a section, without the heading and what is ignored."""
    heads, columns, body = [], [], []
    for line in lines:
        column = source.column(line.text)
        if column is not None:
            heads.append(line)
            columns.append(column)
        elif source.why_ignored(line.text) is None:
            body.append(line)
    rows, rest = _rows(body, len(columns))
    return Table(tuple(heads), tuple(columns), tuple(rows), tuple(rest))


def _rows(body: Sequence[Line], width: int) -> tuple[list[Row], list[Line]]:
    """The rows of so many cells, and the lines that belong to none."""
    rows: list[Row] = []
    rest: list[Line] = []
    position = 0
    while position < len(body):
        cells = tuple(body[position + 1 : position + 1 + width])
        if width and len(cells) == width and all(_is_cell(cell.text) for cell in cells):
            rows.append(Row(body[position], cells))
            position += 1 + width
        else:
            rest.append(body[position])
            position += 1
    return rows, rest


def amounts(row: Row, columns: Sequence[BudgetLine], year: int | None, kind: DocumentKind | None) -> tuple[Amount, ...]:
    """The cells of a row as amounts of the document's own year and phase."""
    return tuple(
        Amount(
            line=line,
            amount_eur=cell_amount(cell.text),
            cell=cell.text,
            year=year,
            phase=PHASES[kind] if kind else Phase.ORIGINAL,
            start=cell.start,
            end=cell.end,
        )
        for line, cell in zip(columns, row.cells, strict=True)
    )


def spans(table: Table) -> list[Span]:
    """Every place that the table accounts for."""
    return [line.span for line in (*table.heads, *(part for row in table.rows for part in (row.label, *row.cells)))]


def _is_cell(text: str) -> bool:
    return cell_amount(text) is not None or text in {"-", "--", "p.m.", "PM", "-PM"}
