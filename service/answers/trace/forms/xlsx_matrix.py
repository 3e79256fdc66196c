"""A matrix as a sheet of a workbook: a square with its figures, shaded by size, blocks in a border. Asks nothing."""

from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ontology.language import Language
from service.answers.trace.answer import Answer, Matrix
from service.answers.trace.forms import phrases
from service.answers.trace.forms.bounds import TOO_LARGE_FOR_SHEET, FormError
from service.answers.trace.forms.naming import said_apart
from service.answers.trace.forms.squares import Sides, shade, sides

MOST_COLUMNS: Final = 16_384  # of one sheet, the heads included
SHADES: Final = ("#dcebfb", "#b5d3f2", "#85b4e4", "#4f8fce")  # on which black is readable
_LONGEST_HEAD: Final = 60  # characters of a head that is turned

_PLAIN: Final = Sides(top=False, bottom=False, left=False, right=False)

_Key = tuple[int | None, Sides, bool]


class _Formats:
    """The formats of cells, each made once: a workbook holds 64 000."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[_Key, Format] = {}

    def of(self, key: _Key) -> Format:
        """The format of a cell: its shade, where it has a count, its thick sides, and whether it is on the diagonal."""
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, step: int | None, thick: Sides, on_diagonal: bool) -> Format:  # noqa: FBT001 - part of the key
        made = self._book.add_format({"align": "center", "valign": "vcenter", "border": 4, "border_color": "#d5dce3"})
        if on_diagonal:
            made.set_pattern(14)  # thin diagonal lines
            made.set_fg_color("#8794a1")
            made.set_bg_color("#ffffff" if step is None else SHADES[step])
        elif step is not None:
            made.set_bg_color(SHADES[step])
        for side, set_border, set_colour in (
            (thick.top, made.set_top, made.set_top_color),
            (thick.bottom, made.set_bottom, made.set_bottom_color),
            (thick.left, made.set_left, made.set_left_color),
            (thick.right, made.set_right, made.set_right_color),
        ):
            if side:
                set_border(2)
                set_colour("#1b2733")
        return made


def write_matrix(book: xlsxwriter.Workbook, answer: Answer, matrix: Matrix, language: Language) -> None:
    """Write the square with heads that stay in view; those of columns are turned.

    Raises:
        FormError: there are more columns than a sheet holds.
    """
    if len(matrix.heads) >= MOST_COLUMNS:
        found = phrases.ROW_COUNT.say(len(matrix.heads), language)
        raise FormError(TOO_LARGE_FOR_SHEET, found=found, most=MOST_COLUMNS - 1)
    sheet = book.add_worksheet("matrix")
    names = said_apart(matrix.heads, answer, language)
    _write_heads(book, sheet, names)
    formats = _Formats(book)
    most = max(matrix.cells.values(), default=0)
    bold = book.add_format({"bold": True})
    shown = _shown(matrix)
    for row, name in enumerate(names):
        sheet.write_string(row + 1, 0, name, bold)
        for column in sorted(shown[row]):
            count = matrix.cells.get((row, column), 0)
            look = formats.of((shade(count, most) if count else None, shown[row][column], row == column))
            if count:
                sheet.write_number(row + 1, column + 1, count, look)
            else:
                sheet.write_blank(row + 1, column + 1, None, look)


def _shown(matrix: Matrix) -> list[dict[int, Sides]]:
    """For each row the cells that are not plain and empty, by column: counts, the diagonal and the borders of blocks.

    Far fewer than all cells, which are as many as the square of the heads.
    """
    found: list[dict[int, Sides]] = [{row: _PLAIN} for row in range(len(matrix.heads))]
    for row, column in matrix.cells:
        found[row][column] = _PLAIN
    for first, length in matrix.blocks:
        last = first + length - 1
        for place in range(first, last + 1):
            for row, column in ((first, place), (last, place), (place, first), (place, last)):
                found[row][column] = sides([(first, length)], row, column)
    return found


def _write_heads(book: xlsxwriter.Workbook, sheet: Worksheet, names: list[str]) -> None:
    turned = book.add_format({"bold": True, "rotation": 90, "align": "center", "valign": "bottom"})
    sheet.set_column(0, 0, min(max(map(len, names), default=8) + 2, 60))
    if names:
        sheet.set_column(1, len(names), 4)
        sheet.set_row(0, 6 * min(max(map(len, names)), _LONGEST_HEAD) + 12)
    for place, name in enumerate(names, start=1):
        sheet.write_string(0, place, name, turned)
    sheet.freeze_panes(1, 1)
