"""An answer as CSV (RFC 4180, UTF-8): the table that people mean, or the square of a matrix. Has one table only.

A text that a spreadsheet would take for a formula is written with an apostrophe before it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from service.answers.trace.answer import Answer, Cell, Matrix, Sheet
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.naming import called_apart

# What a spreadsheet takes for the begin of a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # other programs stop reading at some of them
_TOGETHER: Final = 500  # rows that are written at once


def as_csv(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The first table, or the matrix where there is one; the same in every language."""
    del frame  # keys and figures need no words
    if answer.matrix is not None:
        return matrix_csv(answer.matrix)
    return sheet_csv(answer.sheets[0]) if answer.sheets else iter(())


def sheet_csv(sheet: Sheet) -> Iterator[bytes]:
    """One table: the keys of its columns, then its rows."""
    yield _lines([[column.key for column in sheet.columns]])
    yield from _in_pieces(sheet.rows)


def matrix_csv(matrix: Matrix) -> Iterator[bytes]:
    """The square: what rows and columns are, and a count in each cell, 0 where nothing refers."""
    names = called_apart(matrix.heads)
    yield _lines([["", *names]])
    yield from _in_pieces(_square(matrix, names))


def _square(matrix: Matrix, names: Sequence[str]) -> Iterator[list[Cell]]:
    for row, name in enumerate(names):
        yield [name, *(matrix.cells.get((row, column), 0) for column in range(len(names)))]


def _in_pieces(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    rest = iter(rows)
    while some := list(islice(rest, _TOGETHER)):
        yield _lines(some)


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode()


def harmless(cell: Cell) -> str | int | float:
    """A cell as CSV has it, of which no spreadsheet makes a formula (OWASP, CSV Injection)."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            text = _CONTROL.sub("\ufffd", cell)
            return f"'{text}" if text.startswith(_FORMULA) else text
        case _:
            return cell
