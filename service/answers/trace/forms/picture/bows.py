"""Lines that bow to their right between the middles of boxes, so that two that lead both ways stand apart.

They begin and end at the borders of their boxes, and bow as far as keeps them off other boxes, where any of a few bows
does; else they pass under these. Knows no relation.
"""

from collections import Counter
from collections.abc import Sequence
from math import hypot
from typing import Final

from service.answers.trace.forms.picture.geometry import Box, Curve, Point, bounding
from service.answers.trace.forms.picture.plan import Link, Plan
from service.answers.trace.forms.picture.tidy import Point as Place
from service.answers.trace.forms.picture.tidy import bend, control

_ARROW: Final = 11.0  # between two lines that touch the same side of a box
_CORNER: Final = 9.0  # of a side, where it may be round
_BOWS: Final = (1.0, 1.8, 0.4, -1.0, 2.8, -1.8)
_FINE: Final = 30  # points of a line at which it may lie under a box
_SAME: Final = 0.01
_LOOP: Final = 44.0
_HALF_LOOP: Final = 18.0
_FROM_RIGHT: Final = 48.0


def bowed(links: Sequence[Link], plan: Plan) -> tuple[Curve, ...]:
    """The line of each link; those between the same two nodes bow further one by one."""
    seen: Counter[tuple[int, int]] = Counter()
    before: list[int] = []
    for link in links:
        before.append(seen[link.source, link.target])
        seen[link.source, link.target] += 1
    middles = [_middle(plan, link, number) for link, number in zip(links, before, strict=True)]
    ports = _ports(links, middles, plan)
    return tuple(
        _loop(plan.boxes[link.source], before[place])
        if link.source == link.target
        else _curve(ports[place, True], middles[place], ports[place, False])
        for place, link in enumerate(links)
    )


def _middle(plan: Plan, link: Link, before: int) -> Point:
    """The control point of a link: of the bows that are tried, the first with least of it under other boxes."""
    begin, end = (Place(*plan.boxes[place].centre) for place in (link.source, link.target))
    if begin == end:
        return begin
    tries = [control(begin, end, bend(begin, end, before) * further) for further in _BOWS]
    costs = [_under(plan, link, _curve(begin, by, end)) for by in tries]
    return tries[costs.index(min(costs))]


def _under(plan: Plan, link: Link, curve: Curve) -> int:
    """How many points of a line lie under boxes that are not its ends."""
    points = list(curve.points(_FINE))
    around = bounding([Box(x, y, 0, 0) for x, y in points]).grown(1)
    near = [
        box for place, box in enumerate(plan.boxes) if place not in {link.source, link.target} and box.shared(around)
    ]
    return sum(any(box.holds(point) for box in near) for point in points)


def _curve(begin: Point, by: Point, end: Point) -> Curve:
    return Curve(begin, ((_towards(begin, by), _towards(end, by), end),))


def _ports(links: Sequence[Link], middles: Sequence[Point], plan: Plan) -> dict[tuple[int, bool], Point]:
    """Where each link touches its boxes, by its place and whether it leaves there: no two at the same point."""
    touching: dict[tuple[int, bool, float], list[tuple[float, int, bool]]] = {}
    for place, (link, by) in enumerate(zip(links, middles, strict=True)):
        for node, leaves in ((link.source, True), (link.target, False)):
            box = plan.boxes[node]
            x, y = _border(box, by)
            upright = abs(x - box.x) < _SAME or abs(x - box.right) < _SAME
            along, side = (y, x) if upright else (x, y)
            touching.setdefault((node, upright, round(side, 1)), []).append((along, place, leaves))
    found: dict[tuple[int, bool], Point] = {}
    for (node, upright, side), some in touching.items():
        box, ordered = plan.boxes[node], sorted(some)
        start, length = (box.y, box.height) if upright else (box.x, box.width)
        places = _spread([along for along, _, _ in ordered], start + _CORNER, start + length - _CORNER)
        for along, (_, place, leaves) in zip(places, ordered, strict=True):
            found[place, leaves] = (side, along) if upright else (along, side)
    return found


def _spread(places: list[float], least: float, most: float) -> list[float]:
    """Places in order moved apart as little as it takes to have room for an arrow each, where there is."""
    room = min(_ARROW, (most - least) / max(len(places) - 1, 1))
    found: list[float] = []
    for place in places:
        found.append(max(min(place, most), found[-1] + room if found else least))
    limit = most
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], limit)
        limit = found[index] - room
    return found


def _loop(box: Box, before: int) -> Curve:
    """From the right of the top of a box back to it; the next one around the one before."""
    middle, half, high = box.right - _FROM_RIGHT, _HALF_LOOP + 8 * before, _LOOP + 18 * before
    start, end = (middle - half, box.y), (middle + half, box.y)
    return Curve(start, (((start[0] - half, box.y - high), (end[0] + half, box.y - high), end),))


def _border(box: Box, towards: Point) -> Point:
    """Where a line from the middle of a box leaves it."""
    (x, y), (u, v) = box.centre, towards
    across, down = abs(u - x) / (box.width / 2), abs(v - y) / (box.height / 2)
    scale = 1 / max(across, down, 1e-9)
    return (x + (u - x) * scale, y + (v - y) * scale) if hypot(u - x, v - y) else (x, y)


def _towards(end: Point, by: Point) -> Point:
    """A control point of the cubic curve that is the same as the quadratic one by a single control point."""
    return end[0] + (by[0] - end[0]) * 2 / 3, end[1] + (by[1] - end[1]) * 2 / 3
