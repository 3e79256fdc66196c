"""Rows as files: CSV (RFC 4180, UTF-8) and a workbook (Office Open XML, ECMA-376). Knows nothing of what they say."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from service.web.spreadsheet import MADE, MOST_CHARACTERS, MOST_DIGITS

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Flat:
    """Rows with the names of their columns; None is an empty cell."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]

    def csv(self) -> bytes:
        """The rows as CSV, the names of the columns first."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else str(value) for value in row] for row in self.rows)
        return buffer.getvalue().encode()

    def workbook(self) -> bytes:
        """The rows as a workbook of one sheet; a text never becomes a formula."""
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(self.name)
        bold = book.add_format({"bold": True})
        for place, column in enumerate(self.columns):
            sheet.write_string(0, place, column, bold)
        for number, row in enumerate(self.rows, start=1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value)
        book.close()
        return buffer.getvalue()


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, value: Value) -> None:
    match value:
        case None:
            return
        case int() | Decimal() if len(str(value)) <= MOST_DIGITS:
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, str(value)[:MOST_CHARACTERS])
