"""Where the words of edges stand: on their line, off the nodes and off each other. Draws nothing.

A word that finds no room is shortened to a mark that the legend explains.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.answers.trace.forms.picture.geometry import Box, Curve, Point, bounding
from service.answers.trace.forms.picture.text import width_of

SIZE: Final = 10.5
_PADDING: Final = 3.0
_HEIGHT: Final = 14.0
_PASSED: Final = 6.0  # the cost of another line that passes under a word
_LEAST_ROOM: Final = 1.0  # square pixels that may be shared


@dataclass(frozen=True, slots=True)
class Wording:
    """What an edge says: in words, and as a mark."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text in its box; `is_mark` where there was no room for words."""

    text: str
    box: Box
    is_mark: bool


def place_labels(wordings: Sequence[Wording], curves: Sequence[Curve], boxes: Sequence[Box]) -> tuple[Label, ...]:
    """A label for each edge, in the order of the edges; the shortest lines choose first."""
    passing = [list(curve.points()) for curve in curves]
    order = sorted(range(len(curves)), key=lambda place: (_length(passing[place]), place))
    found: dict[int, Label] = {}
    taken = list(boxes)
    for place in order:
        reach = width_of(wordings[place].words, SIZE) + _HEIGHT
        around = bounding([Box(x, y, 0, 0) for x, y in passing[place]]).grown(reach)
        near = [box for box in taken if around.shared(box)]
        others = [
            point for number, points in enumerate(passing) if number != place for point in points if around.holds(point)
        ]
        label = _place(wordings[place], passing[place], near, others)
        found[place] = label
        taken.append(label.box)
    return tuple(found[place] for place in range(len(curves)))


def _place(wording: Wording, points: list[Point], taken: list[Box], others: list[Point]) -> Label:
    cost, box = _best(wording.words, points, taken, others)
    if cost < _LEAST_ROOM * 1000:
        return Label(wording.words, box, is_mark=False)
    _, box = _best(wording.mark, points, taken, others)
    return Label(wording.mark, box, is_mark=True)


def _best(text: str, points: list[Point], taken: list[Box], others: list[Point]) -> tuple[float, Box]:
    """The place that costs least: off boxes above all, then off other lines, then in the middle."""
    width = width_of(text, SIZE) + 2 * _PADDING
    middle = len(points) / 2
    choices = [
        (Box(x - width / 2, y - _HEIGHT / 2, width, _HEIGHT), abs(index - middle) / middle)
        for index, (x, y) in enumerate(points[1:-2], start=1)
    ]
    costs = [(_cost(box, taken, others) + off, index) for index, (box, off) in enumerate(choices)]
    cost, index = min(costs)
    return cost, choices[index][0]


def _cost(box: Box, taken: list[Box], others: list[Point]) -> float:
    shared = sum(box.shared(one) for one in taken)
    if shared > _LEAST_ROOM:
        return 1000 + shared
    return _PASSED * sum(map(box.holds, others))


def _length(points: list[Point]) -> float:
    pairs = itertools.pairwise(points)
    return round(sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairs), 1)
