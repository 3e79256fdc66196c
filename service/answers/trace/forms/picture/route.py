"""How edges run between boxes: from which side to which, and along which curve. Knows no relation.

Each edge has its own place at the side of a box, in the order of where it goes, so that parallel edges are told apart.
"""

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise, product
from math import hypot
from typing import Final, NamedTuple

from service.answers.trace.forms.picture.bows import bowed
from service.answers.trace.forms.picture.geometry import Box, Cubic, Curve, Point, bounding
from service.answers.trace.forms.picture.plan import Flow, Link, Plan

_BEND: Final = 44.0  # the length of a bend into a lane
_LEAST_REACH: Final = 26.0
_MOST_REACH: Final = 150.0
_FINE: Final = 40  # points of a line at which it may lie under a node
_CLEAR: Final = 6.0  # around a node, since a line is one of several at a side
_REACHES: Final = (1.0, 0.5, 2.0)
_FURTHER: Final = 0.3
_LOOP: Final = 52.0
_BESIDE: Final = 18.0  # between lines in one lane, so that the word of one doesn't cover the other
_APART: Final = 8.0  # between boxes, for an edge between the sides that face each other


class Side(Enum):
    """A side of a box, with the direction out of it."""

    LEFT = (-1.0, 0.0)
    RIGHT = (1.0, 0.0)
    TOP = (0.0, -1.0)
    BOTTOM = (0.0, 1.0)


Sides = tuple[Side, Side]


class Way(NamedTuple):
    """From which side to which, and how far out of them a line runs before it turns."""

    sides: Sides
    reach: float


def curves_of(links: Sequence[Link], plan: Plan) -> tuple[Curve, ...]:
    """The line of each link."""
    if plan.flow is Flow.BOWED:
        return bowed(links, plan)
    ways = _beside(links, [_way(plan, place, link) for place, link in enumerate(links)])
    ports = _ports(links, [way.sides for way in ways], plan)
    order = _order_in_lanes(links, plan)
    loops: Counter[int] = Counter()
    found: list[Curve] = []
    for place, link in enumerate(links):
        if link.source == link.target:
            loops[link.source] += 1
            found.append(_loop(plan.boxes[link.source], loops[link.source]))
        else:
            ends = ports[place, True], ports[place, False]
            found.append(_curve(plan, place, ends, ways[place], order.get(place, 0.0)))
    return tuple(found)


def _beside(links: Sequence[Link], ways: Sequence[Way]) -> list[Way]:
    """The ways, where those of the same two nodes that go around the same side reach further one by one."""
    before: Counter[tuple[frozenset[int], Side]] = Counter()
    found: list[Way] = []
    for link, way in zip(links, ways, strict=True):
        key = frozenset((link.source, link.target)), way.sides[0]
        further = 1 + _FURTHER * before[key] if way.sides[0] is way.sides[1] else 1.0
        before[key] += 1
        found.append(Way(way.sides, way.reach * further))
    return found


def _order_in_lanes(links: Sequence[Link], plan: Plan) -> dict[int, float]:
    """How far from the middle of its lane each link runs, so that those of one lane run beside each other."""
    by_lane: dict[tuple[float, frozenset[int]], list[int]] = {}
    for place, lane in plan.lanes.items():
        by_lane.setdefault((lane, frozenset((links[place].source, links[place].target))), []).append(place)
    return {
        place: (number - (len(places) - 1) / 2) * _BESIDE
        for places in by_lane.values()
        for number, place in enumerate(places)
    }


def _way(plan: Plan, place: int, link: Link) -> Way:
    """The way between the sides that face each other, or another one where that would pass other nodes."""
    first = Way(_facing_sides(plan, link), 1.0)
    if link.source == link.target or place in plan.lanes or not _cost(plan, link, first)[0]:
        return first
    ways = [first, *(Way(sides, reach) for sides in product(Side, Side) for reach in _REACHES)]
    return ways[min((*_cost(plan, link, way), number) for number, way in enumerate(ways))[2]]


def _cost(plan: Plan, link: Link, way: Way) -> tuple[int, int]:
    """How many points of a line between the middles of two sides lie under nodes, and how long it is."""
    source, target = plan.boxes[link.source], plan.boxes[link.target]
    ends = _port(source, way.sides[0], 0.5), _port(target, way.sides[1], 0.5)
    points = list(Curve(ends[0], (_single(ends, way),)).points(_FINE))[:-1]
    around = bounding([Box(x, y, 0, 0) for x, y in points]).grown(1)
    own = {link.source, link.target}
    grown = [box if place in own else box.grown(_CLEAR) for place, box in enumerate(plan.boxes)]
    near = [box for box in grown if box.shared(around)]
    length = sum(hypot(u - x, v - y) for (x, y), (u, v) in pairwise(points))
    return sum(any(box.holds(point) for box in near) for point in points), round(length)


def _facing_sides(plan: Plan, link: Link) -> Sides:
    """The sides of two boxes that face each other; both at the right where they stand above each other in a column."""
    source, target = plan.boxes[link.source], plan.boxes[link.target]
    across = max(target.x - source.right, source.x - target.right) - _APART
    down = max(target.y - source.bottom, source.y - target.bottom) - _APART
    match plan.flow:
        case Flow.ACROSS:
            is_across = across >= 0
        case Flow.DOWN:
            is_across = down < 0
        case Flow.FREE | Flow.BOWED:
            is_across = across >= 0 and (down < 0 or across >= down / 2)
    if is_across:
        return (Side.RIGHT, Side.LEFT) if target.x > source.x else (Side.LEFT, Side.RIGHT)
    if plan.flow is Flow.ACROSS and _is_between(plan, link):
        return Side.RIGHT, Side.RIGHT
    return (Side.BOTTOM, Side.TOP) if target.y > source.y else (Side.TOP, Side.BOTTOM)


def _is_between(plan: Plan, link: Link) -> bool:
    """Whether another node stands between two that stand above each other."""
    source, target = plan.boxes[link.source], plan.boxes[link.target]
    top, bottom = sorted((source.centre[1], target.centre[1]))
    return any(
        box.shared(Box(source.x, top, source.width, bottom - top)) > 0
        for place, box in enumerate(plan.boxes)
        if place not in {link.source, link.target}
    )


def _ports(links: Sequence[Link], sides: Sequence[Sides], plan: Plan) -> dict[tuple[int, bool], Point]:
    """Where each link touches its boxes, by its place and whether it leaves there."""
    at_side: dict[tuple[int, Side], list[tuple[float, int, bool]]] = {}
    boxes = plan.boxes
    for place, (link, (leaving, arriving)) in enumerate(zip(links, sides, strict=True)):
        if link.source == link.target:
            continue
        for box, other, side, leaves in (
            (link.source, link.target, leaving, True),
            (link.target, link.source, arriving, False),
        ):
            x, y = boxes[other].centre
            towards = plan.lanes.get(place, y if side in {Side.LEFT, Side.RIGHT} else x)
            at_side.setdefault((box, side), []).append((towards, place, leaves))
    found: dict[tuple[int, bool], Point] = {}
    for (box, side), touching in at_side.items():
        for number, (_, place, leaves) in enumerate(sorted(touching), start=1):
            found[place, leaves] = _port(boxes[box], side, number / (len(touching) + 1))
    return found


def _port(box: Box, side: Side, part: float) -> Point:
    """A point on a side, of which the outer quarters stay free: corners are round there."""
    inner = 0.2 + 0.6 * part
    match side:
        case Side.LEFT:
            return box.x, box.y + box.height * inner
        case Side.RIGHT:
            return box.right, box.y + box.height * inner
        case Side.TOP:
            return box.x + box.width * inner, box.y
        case Side.BOTTOM:
            return box.x + box.width * inner, box.bottom


def _curve(plan: Plan, place: int, ends: tuple[Point, Point], way: Way, beside: float) -> Curve:
    lane = plan.lanes.get(place)
    lane = None if lane is None else lane + beside
    sides = way.sides
    (x, y), (u, v) = ends
    if lane is not None and plan.flow is Flow.ACROSS and sides[0] in {Side.RIGHT, Side.LEFT}:
        return Curve((x, y), _through(ends, lane, 1.0 if u > x else -1.0))
    if lane is not None and plan.flow is Flow.DOWN and sides[0] in {Side.BOTTOM, Side.TOP}:
        turned = _through(((y, x), (v, u)), lane, 1.0 if v > y else -1.0)
        return Curve((x, y), tuple((_turned(first), _turned(second), _turned(end)) for first, second, end in turned))
    return Curve((x, y), (_single(ends, way),))


def _loop(box: Box, number: int) -> Curve:
    """From a box to itself, around its right top corner; the next one around the one before."""
    reach = _LOOP * number
    start, end = (box.right, box.y + 10.0 + 3 * number), (box.right - 16.0 - 6 * number, box.y)
    return Curve(start, (((start[0] + reach, start[1]), (end[0], end[1] - reach), end),))


def _single(ends: tuple[Point, Point], way: Way) -> Cubic:
    """A curve that leaves and arrives straight at the sides."""
    sides = way.sides
    (x, y), (u, v) = ends
    reach = min(max(hypot(u - x, v - y) * 0.4, _LEAST_REACH), _MOST_REACH)
    if sides[0] is sides[1]:
        reach = min(30 + hypot(u - x, v - y) * 0.18, 90)
    reach *= way.reach
    (right, down), (across, under) = sides[0].value, sides[1].value
    return (x + right * reach, y + down * reach), (u + across * reach, v + under * reach), (u, v)


def _through(ends: tuple[Point, Point], lane: float, way: float) -> tuple[Cubic, ...]:
    """Into a lane, along it, and out of it, for ends that lie along x."""
    (x, y), (u, v) = ends
    entry, leave = (x + way * _BEND, lane), (u - way * _BEND, lane)
    middle = (entry[0] + leave[0]) / 2
    half = way * _BEND / 2
    return (
        ((x + half, y), (entry[0] - half, lane), entry),
        ((middle, lane), (middle, lane), leave),
        ((leave[0] + half, lane), (u - half, v), (u, v)),
    )


def _turned(point: Point) -> Point:
    return point[1], point[0]
