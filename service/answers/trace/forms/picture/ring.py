"""A few nodes laid out in a ring, so that the line between two of them passes no other. Draws no line."""

from math import cos, pi, sin
from typing import Final

from service.answers.trace.answer import Graph
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.plan import NODE_HEIGHT, NODE_WIDTH, Flow, Plan, at_origin

MOST: Final = 12
_LEAST: Final = (230.0, 150.0)  # from the middle of the ring, across and down
_PER_NODE: Final = (58.0, 38.0)
_FREELY: Final = 3  # nodes that the least ring has room for


def ring_plan(graph: Graph, marked: frozenset[int]) -> Plan:
    """The plan of a graph of few nodes, the first at the top and the others clockwise."""
    count = len(graph.nodes)
    more = max(count - _FREELY, 0)
    wide, high = (least + more * each for least, each in zip(_LEAST, _PER_NODE, strict=True))
    angles = [2 * pi * place / count for place in range(count)]
    boxes = (
        Box(
            round(wide * sin(angle) - NODE_WIDTH / 2, 3),
            round(-high * cos(angle) - NODE_HEIGHT / 2, 3),
            NODE_WIDTH,
            NODE_HEIGHT,
        )
        for angle in angles
    )
    return Plan(at_origin(boxes), marked, flow=Flow.BOWED)
