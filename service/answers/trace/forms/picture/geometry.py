"""Boxes and curves in a plane whose y grows downwards, in pixels at full size. Knows no answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import hypot
from typing import Final

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point]
"""Two control points and the end of a Bézier curve; it begins where the one before it ends."""

_STEPS: Final = 16  # points of one cubic that stand for it where overlap is told


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left top corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its bottom."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, right: float, down: float) -> "Box":
        """The same box at another place."""
        return replace(self, x=self.x + right, y=self.y + down)

    def grown(self, by: float) -> "Box":
        """The box with a margin."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def shared(self, other: "Box") -> float:
        """The area that two boxes share."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.x < point[0] < self.right and self.y < point[1] < self.bottom


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of cubic Bézier curves from a start to the end of the last one."""

    start: Point
    cubics: tuple[Cubic, ...]

    @property
    def end(self) -> Point:
        """Where it ends."""
        return self.cubics[-1][2]

    @property
    def heading(self) -> Point:
        """The direction in which it ends, one long."""
        ends = [self.start, *(point for cubic in self.cubics for point in cubic)]
        across = next(((self.end[0] - x, self.end[1] - y) for x, y in reversed(ends) if (x, y) != self.end), (1.0, 0.0))
        length = hypot(*across)
        return across[0] / length, across[1] / length

    @property
    def path(self) -> str:
        """The line as SVG writes it."""
        pieces = [f"M{_pair(self.start)}"]
        pieces += [f"C{_pair(first)} {_pair(second)} {_pair(end)}" for first, second, end in self.cubics]
        return "".join(pieces)

    def shortened(self, by: float) -> "Curve":
        """The same line, ended so much earlier along its last direction."""
        (right, down), (x, y) = self.heading, self.end
        first, (u, v), _ = self.cubics[-1]
        last = (first, (u - right * by / 2, v - down * by / 2), (x - right * by, y - down * by))
        return Curve(self.start, (*self.cubics[:-1], last))

    def points(self, steps: int = _STEPS) -> Iterator[Point]:
        """Points along the line, so many of each of its curves, from after its start to its end."""
        start = self.start
        for cubic in self.cubics:
            for step in range(1, steps + 1):
                yield _along(start, cubic, step / steps)
            start = cubic[2]


def line(start: Point, end: Point) -> Curve:
    """A straight line."""
    (x, y), (u, v) = start, end
    return Curve(start, (((x + (u - x) / 3, y + (v - y) / 3), (x + (u - x) * 2 / 3, y + (v - y) * 2 / 3), end),))


def bounding(boxes: list[Box]) -> Box:
    """The smallest box around some; nothing at the origin around none."""
    if not boxes:
        return Box(0, 0, 0, 0)
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def number(value: float) -> str:
    """A length as SVG writes it, to a tenth of a pixel."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _along(start: Point, cubic: Cubic, part: float) -> Point:
    first, second, end = cubic
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    corners = (start, first, second, end)
    x = sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True))
    y = sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True))
    return x, y
