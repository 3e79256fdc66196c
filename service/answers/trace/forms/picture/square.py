"""A matrix as the body of a picture: a square with a figure in each cell that is not zero. Is no page yet.

Cells are shaded by size, the diagonal is hatched, and blocks that lie on a cycle have a thick border.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Matrix
from service.answers.trace.forms import phrases
from service.answers.trace.forms.naming import briefly, said, said_apart
from service.answers.trace.forms.picture.body import Body
from service.answers.trace.forms.picture.drawing import INK, PAPER, linked, rectangle, stroke, text
from service.answers.trace.forms.picture.geometry import Box, number
from service.answers.trace.forms.picture.legend import Entry
from service.answers.trace.forms.picture.text import lines_of, width_of
from service.answers.trace.forms.squares import shade

_SHADES: Final = ("#dcebfb", "#b5d3f2", "#85b4e4", "#5b9bd5")
_GRID: Final = "#d5dce3"
_HATCH: Final = "#8794a1"
_BESIDE: Final = 13.0  # between the name of a row, its cells and the border of the page
_PAGE: Final = 960.0  # the width of a page
_NAMES: Final = 310.0  # the widest that names of rows are
_CELLS: Final = (15.0, 34.0)  # the least and the greatest side of a cell


def draw_square(answer: Answer, matrix: Matrix, language: Language) -> Body:
    """The matrix of an answer, which has a row at least."""
    names = said_apart(matrix.heads, answer, language)
    left = min(max(width_of(name, 11) for name in names) + _BESIDE, _NAMES)
    cell = min(max((_PAGE - left) / len(names), _CELLS[0]), _CELLS[1])
    size = min(11.0, cell * 0.62)
    heads = [lines_of(briefly(node), 150, size, most=1, bold=True)[0] for node in matrix.heads]
    top = max(width_of(head, size, bold=True) for head in heads) + 10
    drawn = [
        *_grid(len(names), cell, (left, top)),
        *_heads(matrix, (names, heads), (left, top), (cell, size), language),
        *_cells(matrix, cell, size, (left, top)),
        *_blocks(matrix, cell, (left, top)),
    ]
    side = cell * len(names)
    return Body("".join(drawn), (left + side + 2, top + side + 2), list(_legend(matrix, language)))


def _grid(count: int, cell: float, at: tuple[float, float]) -> Iterator[str]:
    left, top = at
    side = count * cell
    yield rectangle(Box(left, top, side, side), PAPER, _GRID)
    across = "".join(f"M{number(left)} {number(top + n * cell)}h{number(side)}" for n in range(1, count))
    down = "".join(f"M{number(left + n * cell)} {number(top)}v{number(side)}" for n in range(1, count))
    yield stroke(across + down, _GRID, width=0.7) if count > 1 else ""
    for place in range(count):
        yield hatched(Box(left + place * cell, top + place * cell, cell, cell))


def hatched(box: Box) -> str:
    """A cell with what it has in common with itself."""
    x, y, size = box.x, box.y, box.width
    parts = (size / 3, size * 2 / 3, size)
    lines = [f"M{number(x)} {number(y + part)}L{number(x + part)} {number(y)}" for part in parts]
    lines += [f"M{number(x + part)} {number(y + size)}L{number(x + size)} {number(y + part)}" for part in parts[:-1]]
    return stroke("".join(lines), _HATCH, width=0.7)


def _heads(
    matrix: Matrix,
    texts: tuple[Sequence[str], Sequence[str]],
    at: tuple[float, float],
    sizes: tuple[float, float],
    language: Language,
) -> Iterator[str]:
    """Names at the left, numbers turned above the columns; each leads to what it is."""
    (left, top), (cell, size) = at, sizes
    for place, node in enumerate(matrix.heads):
        middle = (place + 0.5) * cell + size * 0.35
        shown = lines_of(texts[0][place], left - _BESIDE + 1, size, most=1)
        row = "".join(text(line, (left - 8, top + middle), size, anchor="end") for line in shown)
        yield linked(node.iri, row, said(node, language), "head")
        turn = f'transform="translate({number(left + middle)} {number(top - 6)}) rotate(-90)"'
        head = text(texts[1][place], (0, 0), size, bold=True)
        yield f"<g {turn}>{linked(node.iri, head, said(node, language), 'head')}</g>\n"


def _cells(matrix: Matrix, cell: float, size: float, at: tuple[float, float]) -> Iterator[str]:
    most = max(matrix.cells.values(), default=0)
    for (row, column), count in sorted(matrix.cells.items()):
        if not count:
            continue
        box = Box(at[0] + column * cell, at[1] + row * cell, cell, cell)
        inner = box.grown(-cell / 5) if row == column else box.grown(-0.4)
        drawn = rectangle(inner, _SHADES[shade(count, most)], _GRID, width=0.5)
        room = inner.width - 2
        fitting = min(size, size * room / max(width_of(str(count), size), 1))
        x, y = box.centre
        drawn += text(str(count), (x, y + fitting * 0.36), fitting, anchor="middle")
        said = f"{briefly(matrix.heads[row])} → {briefly(matrix.heads[column])}: {count}"
        yield linked("", drawn, said, "cell")


def _blocks(matrix: Matrix, cell: float, at: tuple[float, float]) -> Iterator[str]:
    for first, length in matrix.blocks:
        box = Box(at[0] + first * cell, at[1] + first * cell, length * cell, length * cell)
        yield rectangle(box, "none", INK, width=2.4)


def _legend(matrix: Matrix, language: Language) -> Iterator[Entry]:
    box = Box(8, 1, 16, 16)
    sign = rectangle(box, _SHADES[0], _GRID) + text("1", (16, 13), 10.5, anchor="middle")
    yield Entry(sign, phrases.MATRIX_READING.say(language))
    yield Entry(rectangle(box, PAPER, _GRID) + hatched(box), phrases.ON_ITSELF.say(language))
    if any(not node.iri for node in matrix.heads):
        yield Entry(text("–", (16, 13), 10.5, anchor="middle"), phrases.IN_NO_GROUP.say(language))
    if matrix.blocks:
        yield Entry(rectangle(box, PAPER, INK, width=2.4), phrases.BLOCKS.say(language))
