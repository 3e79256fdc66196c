"""Tables as grids: lines as heads and rows, whether flattened to one cell a line, or parted by `|` or tabs.

Knows the form of cells and not what they mean.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ingest.read.cells import read_cell
from ingest.read.text import Line, trimmed

SEPARATOR: Final = re.compile(r"[|\t]")
RULE: Final = re.compile(r"(?=.*--)[|\s:+-]+")  # |---|---:|, a line that only parts the head from the rows
YEAR: Final = re.compile(r"20[0-9]{2}")
NO_HEAD: Final = Line(0, 0, "")


class Row(msgspec.Struct, frozen=True):
    """A row: its label, and its cells, of which None is one that is empty.

    `is_placed` tells that each cell stands in the column of its place, as in a row whose cells are parted by a sign; in
    a flattened row, empty cells are gone.
    """

    label: Line | None
    cells: tuple[Line | None, ...]
    is_placed: bool

    @property
    def filled(self) -> tuple[Line, ...]:
        """The cells that are not empty."""
        return tuple(cell for cell in self.cells if cell is not None)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Label and cells in the order of the text."""
        return (*((self.label,) if self.label else ()), *self.filled)


class Grid(msgspec.Struct, frozen=True):
    """A table: its heads, its rows, and its rules; a row without cells is a label of the rows below it."""

    heads: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    rules: tuple[Line, ...] = ()


def read_grid(text: str, lines: Sequence[Line]) -> Grid:
    """The table in the lines of a section of a text.

    Lines that are parted by a sign are the table wherever there are such lines; what stands between them are labels.
    """
    whole = [_with_tabs(text, line) for line in lines]
    if any(SEPARATOR.search(line.text.strip("| ")) for line in whole):
        return _parted_grid(whole)
    return _flat_grid(lines)


def _with_tabs(text: str, line: Line) -> Line:
    """A line with the tabs at its ends, which stand for empty cells."""
    if "\t" not in line.text:
        return line
    start, end = line.start, line.end
    while start and text[start - 1] in "\t \u00a0":
        start -= 1
    while end < len(text) and text[end] in "\t \u00a0":
        end += 1
    return Line(start, end, text[start:end])


def parts(line: Line) -> tuple[Line | None, ...]:
    """The cells of a line that are parted by `|` or tabs, each with its place; None where nothing stands."""
    text = line.text.rstrip(" \u00a0")
    start = 1 if text.startswith("|") else 0
    end = len(text) - 1 if text.endswith("|") and len(text) > 1 else len(text)
    bounds = [start, *(match.end() for match in SEPARATOR.finditer(text, start, end)), end + 1]
    found = []
    for first, after in pairwise(bounds):
        span = trimmed(text, first, after - 1)
        words = text[span.start : span.end]
        found.append(Line(line.start + span.start, line.start + span.end, words) if words else None)
    return tuple(found)


def _parted_grid(lines: Sequence[Line]) -> Grid:
    rules = tuple(line for line in lines if RULE.fullmatch(line.text))
    split = [parts(line) for line in lines if not RULE.fullmatch(line.text)]
    first = next((index for index, cells in enumerate(split) if len(cells) > 1), len(split))
    headed = first
    while headed < len(split) and _is_heads(split[headed], least=1 if headed == first else 2):
        headed += 1
    above = [cell for cells in split[: max(first, headed - 1)] for cell in cells if cell]
    lower = split[headed - 1] if headed > first else ()
    rows = split[headed:]
    # the column of labels may have no head of its own
    is_unlabelled = bool(lower) and lower[0] is not None and any(len(cells) == len(lower) + 1 for cells in rows)
    heads = lower if is_unlabelled else lower[1:]
    label_head = [cell for cell in lower[: len(lower) - len(heads)] if cell]
    body = tuple(_parted_row(cells, len(heads)) for cells in rows)
    return Grid((*label_head, *above, *(head or NO_HEAD for head in heads)), body, rules)


def _is_heads(cells: Sequence[Line | None], *, least: int) -> bool:
    """Whether the parts of a line are heads: words and years, no amounts."""
    filled = [cell for cell in cells if cell is not None]
    return len(filled) >= least and all(_is_year(cell) or not _is_cell(cell) for cell in filled)


def _parted_row(cells: Sequence[Line | None], width: int) -> Row:
    """A row whose cells are parted by a sign: it is certain where each cell stands, if none is lost."""
    label, rest = cells[0], tuple(cells[1:])
    if label is not None and read_cell(label.text) is not None and len(cells) <= width:
        return Row(None, tuple(cells), is_placed=len(cells) == width)
    if label is not None and not any(rest):
        return Row(label, (), is_placed=True)
    return Row(label, rest, is_placed=len(rest) == width)


def _flat_grid(lines: Sequence[Line]) -> Grid:
    """Heads until the first row; a row is a line that is no cell, with the cells behind it."""
    first = _first_row(lines)
    rows: list[Row] = []
    position = first
    while position < len(lines):
        label = None if _is_cell(lines[position]) else lines[position]
        start = position + 1 if label else position
        position = start
        while position < len(lines) and _is_cell(lines[position]):
            position += 1
        rows.append(Row(label, tuple(lines[start:position]), is_placed=False))
    return Grid(tuple(lines[:first]), tuple(rows))


def _first_row(lines: Sequence[Line]) -> int:
    """Where the heads end: at the first line with a cell behind it, for which a bare year does not count."""
    for index, line in enumerate(lines):
        if _is_year(line):
            continue
        if _is_cell(line):
            return index
        behind = lines[index + 1] if index + 1 < len(lines) else None
        if behind is not None and _is_cell(behind) and not _is_year(behind):
            return index
    return len(lines)


def _is_year(line: Line) -> bool:
    return YEAR.fullmatch(line.text) is not None


def _is_cell(line: Line) -> bool:
    return read_cell(line.text) is not None
