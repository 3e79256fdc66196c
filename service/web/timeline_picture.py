"""A small picture of one goal through the documents of its body: a lane for each number, a dot for each document.

Pure: gives places in a drawing of its own measures, which a template turns into SVG. Knows no language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LANE: Final = 34
_TOP: Final = 18
_RADIUS: Final = 7
_WIDE: Final = 96
_NARROW: Final = 18
_LEFT: Final = 74
_LEFT_SMALL: Final = 56


@dataclass(frozen=True, slots=True)
class Sight:
    """One version to draw: its document, its number, what stands below it, where it leads.

    `comes_from` is the place in the list of the version that it continues. `counts` is False for a candidate, `is_here`
    True for the one that is looked at. `turns` name goals that it was split into or merged with.
    """

    document: str
    number: str
    caption: str
    address: str
    title: str
    comes_from: int | None = None
    counts: bool = True
    is_here: bool = False
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A version in the drawing."""

    sight: Sight
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two versions; of a number that changed it goes from one lane to another."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The number of a lane, where it is written."""

    number: str
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: its measures, its lanes from the top, its lines and dots from left to right; lanes begin at `left`."""

    width: int
    height: int
    left: int
    radius: int
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    baseline: int


def draw(sights: Sequence[Sight], *, is_small: bool = False) -> Picture:
    """The drawing of versions in the order of their documents; a small one has less room between them."""
    numbers = list(dict.fromkeys(sight.number for sight in sights))
    documents = list(dict.fromkeys(sight.document for sight in sights))
    step, left = (_NARROW, _LEFT_SMALL) if is_small else (_WIDE, _LEFT)
    columns = {document: left + step // 2 + place * step for place, document in enumerate(documents)}
    lanes = tuple(Lane(number, _TOP + place * _LANE) for place, number in enumerate(numbers))
    heights = {lane.number: lane.y for lane in lanes}
    dots = tuple(Dot(sight, columns[sight.document], heights[sight.number]) for sight in sights)
    lines = tuple(_line(dots[dot.sight.comes_from], dot) for dot in dots if dot.sight.comes_from is not None)
    baseline = _TOP + len(lanes) * _LANE
    radius = _RADIUS - 2 if is_small else _RADIUS
    return Picture(left + len(documents) * step + 8, baseline + 12, left - 6, radius, lanes, lines, dots, baseline)


def _line(first: Dot, second: Dot) -> Line:
    return Line(first.x, first.y, second.x, second.y, is_sure=first.sight.counts and second.sight.counts)
