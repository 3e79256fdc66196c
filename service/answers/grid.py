"""The cells of a money table in rows and columns. Pure: knows which cells are amounts, and not what they say.

A page gives a table cell by cell: perhaps its name, the heads of the columns, then each row by its head and figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_Cell = TypeVar("_Cell")


@dataclass(frozen=True, slots=True)
class GridRow(Generic[_Cell]):
    """A row: its head and its figures, one for each column."""

    head: _Cell
    figures: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid(Generic[_Cell]):
    """A table: its name and the head above the heads of the rows where the page has them, its columns and its rows."""

    caption: tuple[_Cell, ...]
    corner: _Cell | None
    heads: tuple[_Cell, ...]
    rows: tuple[GridRow[_Cell], ...]


def arrange(
    cells: Sequence[_Cell], is_amount: Callable[[_Cell], bool], is_caption: Callable[[_Cell], bool]
) -> Grid[_Cell] | None:
    """The cells as a table; None where they do not come out even."""
    named = next((index for index, cell in enumerate(cells) if not is_caption(cell)), len(cells))
    rest = cells[named:]
    before = next((index for index, cell in enumerate(rest) if is_amount(cell)), None)
    if before is None:
        return None
    for corner in (0, 1):
        width = before - 1 - corner
        rows = _rows(rest[before - 1 :], width, is_amount) if width > 0 else None
        if rows is not None:
            heads = tuple(rest[corner : before - 1])
            return Grid(tuple(cells[:named]), rest[0] if corner else None, heads, rows)
    return None


def _rows(cells: Sequence[_Cell], width: int, is_amount: Callable[[_Cell], bool]) -> tuple[GridRow[_Cell], ...] | None:
    if len(cells) % (width + 1):
        return None
    rows = [
        GridRow(cells[start], tuple(cells[start + 1 : start + 1 + width])) for start in range(0, len(cells), width + 1)
    ]
    even = all(not is_amount(row.head) and all(map(is_amount, row.figures)) for row in rows)
    return tuple(rows) if even else None
