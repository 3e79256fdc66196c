"""The rows of a table as pieces of a file: CSV (RFC 4180, UTF-8) and the rows of a JSON array. Reads no rows itself."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from service.answers.tables import LIST_SEPARATOR, ColumnKind, Table
from service.answers.tables.rows import Cells

Value = str | int | Decimal | bool | list[str] | None


def csv_head(table: Table) -> bytes:
    """The first line of the file: the names of the columns."""
    return _lines([[column.name for column in table]])


def csv_lines(rows: Iterable[Cells]) -> bytes:
    """Rows as lines; an empty cell is one without a value."""
    return _lines(["" if cell is None else cell for cell in cells] for cells in rows)


def json_objects(table: Table, rows: Iterable[Cells]) -> list[bytes]:
    """Rows as JSON objects by the names of columns: whole numbers and booleans as such, amounts as decimal strings."""
    return [msgspec.json.encode(_object(table, cells)) for cells in rows]


def typed(kind: ColumnKind, cell: str | None) -> Value:
    """The value of a cell."""
    if cell is None:
        return None
    match kind:
        case ColumnKind.INTEGER:
            return int(cell)
        case ColumnKind.DECIMAL:
            return Decimal(cell)
        case ColumnKind.BOOLEAN:
            return cell == "true"
        case ColumnKind.IRIS | ColumnKind.TEXTS:
            return cell.split(LIST_SEPARATOR)
        case ColumnKind.IRI | ColumnKind.CODE | ColumnKind.TEXT | ColumnKind.DATE:
            return cell


def _object(table: Table, cells: Cells) -> dict[str, Value]:
    return {column.name: typed(column.kind, cell) for column, cell in zip(table, cells, strict=True)}


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()
