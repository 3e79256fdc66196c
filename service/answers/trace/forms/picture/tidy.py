"""Where nodes stand in a picture: in boxes by programme, in the order of the document, an ambition on lines of its own.

Lengths are in units of the picture. Pure, so that the same network always looks the same; people find a goal back where
it was. Draws nothing.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import Final, NamedTuple

WIDTH: Final = 156.0
HEIGHT: Final = 62.0
PADDING: Final = 18.0
_GAP_X: Final = 32.0
_GAP_Y: Final = 42.0
_HEAD: Final = 30.0
_BETWEEN: Final = 48.0
_ASPECT: Final = 2.0
_FEWEST_COLUMNS: Final = 4
_LEAST_WIDTH: Final = 2 * WIDTH + _GAP_X


class Point(NamedTuple):
    """A place in a picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner; `key` tells what stands in it, `within` is the key of the box around it."""

    key: Hashable
    x: float
    y: float
    width: float
    height: float
    within: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle of each node, by its place in the graph, the boxes around them, and how large it all is.

    A box that is around others stands before them.
    """

    points: Mapping[int, Point]
    boxes: tuple[Box, ...]
    width: float
    height: float


Lines = Sequence[Sequence[int]]
"""Nodes by the line on which they stand."""


def arrange(sections: Mapping[Hashable, Mapping[Hashable, Lines]]) -> Layout:
    """A layout of sections of boxes with lines of nodes, all in the order given; long lines are broken.

    Several sections get a box of their own each, around theirs.
    """
    filled = {
        section: {key: _broken(lines) for key, lines in boxes.items()} for section, boxes in sections.items() if boxes
    }
    packed = {
        section: _packed({key: _size(lines) for key, lines in boxes.items()}) for section, boxes in filled.items()
    }
    around = _packed({section: _outside(boxes) for section, boxes in packed.items()})
    boxes: list[Box] = []
    points: dict[int, Point] = {}
    for outer in around:
        moved = [
            Box(box.key, outer.x + PADDING + box.x, outer.y + PADDING + _HEAD + box.y, box.width, box.height, outer.key)
            for box in packed[outer.key]
        ]
        boxes += [outer, *moved] if len(around) > 1 else [Box(*_sides(box)) for box in moved]
        points |= {node: point for box in moved for node, point in _placed(box, filled[outer.key][box.key])}
    width, height = _outside(around)
    return Layout(points, tuple(boxes), width, height)


def bend(begin: Point, end: Point, place: int) -> float:
    """How far the control point of a line lies beside its middle; `place` counts the lines between two nodes."""
    length = hypot(end.x - begin.x, end.y - begin.y)
    return round(min(26 + length * 0.09, 90) + place * 30, 1)


def control(begin: Point, end: Point, distance: float) -> Point:
    """The control point of a line, so far to its right as seen on a screen."""
    length = hypot(end.x - begin.x, end.y - begin.y) or 1.0
    across = Point(-(end.y - begin.y) / length, (end.x - begin.x) / length)
    return Point((begin.x + end.x) / 2 + across.x * distance, (begin.y + end.y) / 2 + across.y * distance)


def border(middle: Point, towards: Point, room: float = 0.0) -> Point:
    """Where a line from the middle of a node leaves it, with some room."""
    dx, dy = towards.x - middle.x, towards.y - middle.y
    if dx == dy == 0:
        return middle
    scale = min(
        (WIDTH / 2 + room) / abs(dx) if dx else float("inf"), (HEIGHT / 2 + room) / abs(dy) if dy else float("inf")
    )
    return Point(middle.x + dx * scale, middle.y + dy * scale)


def _sides(box: Box) -> tuple[Hashable, float, float, float, float]:
    return box.key, box.x, box.y, box.width, box.height


def _broken(lines: Lines) -> list[list[int]]:
    """Lines of so many nodes that a box is wider than high; where all are single, they stand beside each other."""
    count = sum(map(len, lines))
    columns = max(_FEWEST_COLUMNS, ceil(sqrt(count * HEIGHT / WIDTH * _ASPECT)))
    found: list[list[int]] = []
    for line in lines:
        for first in range(0, len(line), columns):
            part = list(line[first : first + columns])
            joins = found and len(part) == 1 and len(found[-1]) < columns and len(line) == 1
            found = [*found[:-1], found[-1] + part] if joins else [*found, part]
    return found


def _size(lines: Lines) -> tuple[float, float]:
    columns, rows = max((len(line) for line in lines), default=1), len(lines)
    width = columns * WIDTH + (columns - 1) * _GAP_X
    return max(width, _LEAST_WIDTH) + 2 * PADDING, rows * HEIGHT + (rows - 1) * _GAP_Y + 2 * PADDING + _HEAD


def _outside(boxes: Sequence[Box]) -> tuple[float, float]:
    """The size of what is around boxes."""
    width = max((box.x + box.width for box in boxes), default=0.0)
    height = max((box.y + box.height for box in boxes), default=0.0)
    return width + 2 * PADDING, height + 2 * PADDING + _HEAD


def _packed(sizes: Mapping[Hashable, tuple[float, float]]) -> list[Box]:
    """Boxes in rows, in their order, together wider than high."""
    area = sum((width + _BETWEEN) * (height + _BETWEEN) for width, height in sizes.values())
    room = max([sqrt(area * _ASPECT), *(width for width, _ in sizes.values())], default=0.0)
    found: list[Box] = []
    x = y = highest = 0.0
    for key, (width, height) in sizes.items():
        if x and x + width > room:
            x, y, highest = 0.0, y + highest + _BETWEEN, 0.0
        found.append(Box(key, x, y, width, height))
        x, highest = x + width + _BETWEEN, max(highest, height)
    return found


def _placed(box: Box, lines: Lines) -> Iterator[tuple[int, Point]]:
    for row, line in enumerate(lines):
        y = box.y + _HEAD + PADDING + HEIGHT / 2 + row * (HEIGHT + _GAP_Y)
        for column, node in enumerate(line):
            yield node, Point(box.x + PADDING + WIDTH / 2 + column * (WIDTH + _GAP_X), y)
