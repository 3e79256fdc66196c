"""The rows of an answer as a spreadsheet (Office Open XML, ECMA-376). Asks nothing."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import xlsxwriter
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from ontology.language import Phrase, SpokenError
from ontology.terms import XSD_DECIMAL, XSD_INTEGER

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one sheet holds at most, its head included.
MOST_ROWS: Final = 1_048_576
# What one cell holds at most.
MOST_CHARACTERS: Final = 32_767
_NUMBERS: Final = frozenset({XSD_DECIMAL, XSD_INTEGER})
MOST_DIGITS: Final = 15  # a spreadsheet counts in doubles; a longer number stays text, whole
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same answer gives the same bytes

_TOO_MANY_ROWS: Final = Phrase(
    "een werkblad bevat hooguit {most} rijen; vraag CSV, of minder met LIMIT",
    "a sheet holds {most} rows at most; ask for CSV, or for fewer with LIMIT",
)


class TooManyRowsError(SpokenError):
    """An answer that no sheet holds."""


def workbook(content: bytes) -> bytes:
    """A workbook of an answer in SPARQL JSON: a head, then a row each; a text never becomes a formula.

    Raises:
        TooManyRowsError: the answer has more rows than a sheet holds.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": False})
    book.set_properties({"created": MADE})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("answer")
    try:
        fits = _fill(sheet, content, bold)
    finally:
        book.close()  # it writes its rows to a file of its own
    if not fits:
        raise TooManyRowsError(_TOO_MANY_ROWS, most=MOST_ROWS - 1)
    return buffer.getvalue()


def _fill(sheet: xlsxwriter.workbook.Worksheet, content: bytes, bold: xlsxwriter.format.Format) -> bool:
    """Write the rows; False where there are more than a sheet holds.

    The engine's results end in this call, also when something is raised: they may not reach another thread.
    """
    results = parse_query_results(content, QueryResultsFormat.JSON)
    try:
        if isinstance(results, QueryBoolean):
            sheet.write_boolean(0, 0, bool(results))
            return True
        names = [variable.value for variable in results.variables]
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(results, start=1):
            if number == MOST_ROWS:
                return False
            for column, name in enumerate(names):
                _write(sheet, number, column, row[name])
        return True
    finally:
        del results


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, value: object) -> None:
    match value:
        case Literal() if value.datatype.value in _NUMBERS and len(value.value) <= MOST_DIGITS:
            sheet.write_number(row, column, Decimal(value.value))
        case NamedNode() | Literal():
            sheet.write_string(row, column, value.value[:MOST_CHARACTERS])
        case None:
            pass
        case _:
            sheet.write_string(row, column, str(value))
