"""Where the words of edges stand: at their line, off the nodes, off each other and off other lines. Draws nothing.

A word that finds no room is left to the legend; what no legend can tell, how many there are, is shown in any case.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from service.answers.trace.forms.picture.geometry import Box, Curve, Point, bounding
from service.answers.trace.forms.picture.text import width_of

SIZE: Final = 10.5
_PADDING: Final = 3.0
_HEIGHT: Final = 14.0
_PASSED: Final = 6.0  # the cost of another line that passes under a word
_LEAST_ROOM: Final = 1.0  # square pixels that may be shared
_COVERED: Final = 1000.0  # the cost of a node or another word under a word
_FINE: Final = 40  # points of a curve by which it is told what a word covers
_FURTHER: Final = 2.0  # between a word beside a line and the line
_HEAD: Final = 12.0  # of an arrow


@dataclass(frozen=True, slots=True)
class Wording:
    """What an edge says: in words, and as a mark where there is no room for these; a mark may be empty."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text in its box; `is_mark` where there was no room for words. It hides what is under it if it is `on_line`."""

    text: str
    box: Box
    is_mark: bool
    on_line: bool = True


Labels = tuple[Label | None, ...]


def place_labels(
    wordings: Sequence[Wording], curves: Sequence[Curve], boxes: Sequence[Box], *, beside: bool = False
) -> Labels:
    """A label for each edge, in the order of the edges; the shortest lines choose first.

    With `beside` labels stand beside lines, not on them, and those that would cover anything are left out.
    """
    passing = [list(curve.points(_FINE if beside else 16)) for curve in curves]
    order = sorted(range(len(curves)), key=lambda place: (_length(passing[place]), place))
    found: dict[int, Label | None] = {}
    taken = list(boxes)
    for place in order:
        reach = width_of(wordings[place].words, SIZE) + 2 * _HEIGHT
        around = bounding([Box(x, y, 0, 0) for x, y in passing[place]]).grown(reach)
        near = [box for box in taken if around.shared(box)]
        others = [
            point
            for number, points in enumerate(passing)
            if beside or number != place
            for point in points
            if around.holds(point)
        ]
        choose = _beside if beside else _on_line
        label = choose(wordings[place], passing[place], near, others)
        found[place] = label
        if label is not None:
            taken.append(label.box)
    return tuple(found[place] for place in range(len(curves)))


def _on_line(wording: Wording, points: list[Point], taken: list[Box], others: list[Point]) -> Label | None:
    cost, box = _best(_along(wording.words, points), taken, others)
    if cost < _COVERED:
        return Label(wording.words, box, is_mark=False)
    if not wording.mark:
        return None
    _, box = _best(_along(wording.mark, points), taken, others)
    return Label(wording.mark, box, is_mark=True)


def _beside(wording: Wording, points: list[Point], taken: list[Box], others: list[Point]) -> Label | None:
    for text, is_mark in ((wording.words, False), (wording.mark, True)):
        if not text:
            continue
        cost, box = _best(_sides(text, points), taken, others)
        if cost < _PASSED or is_mark:
            return Label(text, box, is_mark=is_mark, on_line=False)
    return None


def _along(text: str, points: list[Point]) -> list[tuple[Box, float]]:
    """Places on a line, each with how far from its middle it is, from 0 to 1."""
    width, middle = _width(text), len(points) / 2
    return [
        (Box(x - width / 2, y - _HEIGHT / 2, width, _HEIGHT), abs(index - middle) / middle)
        for index, (x, y) in enumerate(points[1:-2], start=1)
    ]


def _sides(text: str, points: list[Point]) -> list[tuple[Box, float]]:
    """Places at both sides of a line."""
    width, middle = _width(text), len(points) / 2
    found: list[tuple[Box, float]] = []
    for index, ((x, y), (u, v)) in enumerate(itertools.pairwise(points[1:-1]), start=1):
        length = hypot(u - x, v - y) or 1.0
        right, down = -(v - y) / length, (u - x) / length
        far = abs(right) * width / 2 + abs(down) * _HEIGHT / 2 + _FURTHER
        for side in (1, -1):
            at = x + side * right * far, y + side * down * far
            off = abs(index - middle) / middle + (side < 0) / 4
            found.append((Box(at[0] - width / 2, at[1] - _HEIGHT / 2, width, _HEIGHT), off))
    return found


def _best(choices: list[tuple[Box, float]], taken: list[Box], others: list[Point]) -> tuple[float, Box]:
    """The place that costs least: off boxes above all, then off other lines, then in the middle."""
    costs = [(_cost(box, taken, others) + off, index) for index, (box, off) in enumerate(choices)]
    cost, index = min(costs)
    return cost, choices[index][0]


def _cost(box: Box, taken: list[Box], others: list[Point]) -> float:
    shared = sum(box.shared(one) for one in taken)
    if shared > _LEAST_ROOM:
        return _COVERED + shared
    return _PASSED * sum(map(box.holds, others))


def heads_of(curves: Sequence[Curve]) -> list[Box]:
    """The boxes that the heads of arrows take."""
    found: list[Box] = []
    for curve in curves:
        (x, y), (right, down) = curve.end, curve.heading
        middle = x - right * _HEAD / 2, y - down * _HEAD / 2
        found.append(Box(middle[0] - _HEAD / 2, middle[1] - _HEAD / 2, _HEAD, _HEAD))
    return found


def _width(text: str) -> float:
    return width_of(text, SIZE) + 2 * _PADDING


def _length(points: list[Point]) -> float:
    pairs = itertools.pairwise(points)
    return round(sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairs), 1)
