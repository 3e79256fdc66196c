"""A table as a spreadsheet on disk (Office Open XML, ECMA-376): its rows, what was loaded, and its columns.

Rows are written as they come and kept nowhere; a text never becomes a formula. Reads no rows itself.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import xlsxwriter

from ontology.iri import DocumentKey
from ontology.language import Language, Phrase
from service.answers.coverage import Holdings
from service.answers.tables import ColumnKind, Table
from service.answers.tables.codebook import KINDS
from service.answers.tables.rows import Cells
from service.answers.vocabulary import code_label
from service.release.catalogue import measures
from service.web.spreadsheet import MADE, MOST_CHARACTERS, MOST_DIGITS, MOST_ROWS

ROWS_LEFT: Final = Phrase(
    "een werkblad bevat hooguit {most} rijen; vraag CSV, of één document",
    "a sheet holds {most} rows at most; ask for CSV, or for one document",
)


class SheetFullError(ValueError):
    """The table has more rows than a sheet holds."""

    def __init__(self) -> None:
        super().__init__(ROWS_LEFT.say(Language.EN, most=MOST_ROWS - 1))


async def write_workbook(
    path: Path, table: Table, pieces: AsyncIterator[list[Cells]], holdings: Holdings, documents: Sequence[DocumentKey]
) -> None:
    """Write a workbook of a table with a sheet of its rows, one of the coverage, and one of its columns.

    Raises:
        SheetFullError: the table has more rows than a sheet holds.
        EngineError: a query failed.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": MADE})
    bold = book.add_format({"bold": True})
    try:
        await _fill(book.add_worksheet(table.name), bold, table, pieces)
        _write_coverage(book.add_worksheet("coverage"), bold, holdings, documents)
        _write_columns(book.add_worksheet("columns"), bold, table)
    finally:
        await asyncio.to_thread(book.close)  # it packs all rows, which takes a while


async def _fill(
    sheet: xlsxwriter.workbook.Worksheet,
    bold: xlsxwriter.format.Format,
    table: Table,
    pieces: AsyncIterator[list[Cells]],
) -> None:
    _write_texts(sheet, 0, [column.name for column in table], bold)
    row = 0
    async for rows in pieces:
        for cells in rows:
            row += 1
            if row == MOST_ROWS:
                raise SheetFullError
            for place, (column, cell) in enumerate(zip(table, cells, strict=True)):
                if cell is not None:
                    _write(sheet, row, place, column.kind, cell)


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, place: int, kind: ColumnKind, cell: str) -> None:
    match kind:
        case ColumnKind.INTEGER | ColumnKind.DECIMAL if len(cell) <= MOST_DIGITS:
            sheet.write_number(row, place, Decimal(cell))
        case ColumnKind.BOOLEAN:
            sheet.write_boolean(row, place, cell == "true")
        case _:
            sheet.write_string(row, place, cell[:MOST_CHARACTERS])


def _write_coverage(
    sheet: xlsxwriter.workbook.Worksheet,
    bold: xlsxwriter.format.Format,
    holdings: Holdings,
    documents: Sequence[DocumentKey],
) -> None:
    _write_texts(sheet, 0, ["document", "measure", "value", "nl", "en"], bold)
    row = 0
    for document in documents:
        for metric, value in measures(holdings.manifest.documents[document.path].coverage).items():
            row += 1
            label = code_label(metric)
            _write_texts(sheet, row, [document.path, metric.value, str(value), label.nl, label.en])


def _write_columns(sheet: xlsxwriter.workbook.Worksheet, bold: xlsxwriter.format.Format, table: Table) -> None:
    _write_texts(sheet, 0, ["column", "nl", "en", "kind", "unit", "codes"], bold)
    for row, column in enumerate(table, start=1):
        kind = KINDS[column.kind].en
        unit = column.unit.en if column.unit else ""
        _write_texts(sheet, row, [column.name, column.about.nl, column.about.en, kind, unit, ", ".join(column.allowed)])


def _write_texts(
    sheet: xlsxwriter.workbook.Worksheet,
    row: int,
    texts: Sequence[str],
    form: xlsxwriter.format.Format | None = None,
) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, form)
