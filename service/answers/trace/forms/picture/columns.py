"""What stands around a node laid out as columns by distance. Draws no line.

What the node refers to stands at its right, what refers to it at its left.
"""

from collections import deque
from itertools import groupby
from typing import Final

from service.answers.trace.answer import Graph
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.plan import NODE_HEIGHT, NODE_WIDTH, Flow, Plan, node_box

_MOST_BELOW_EACH_OTHER: Final = 14
_BETWEEN_COLUMNS: Final = 132.0  # a word stands there
_BETWEEN_PARTS: Final = 22.0  # of one column that is too long
_BETWEEN_ROWS: Final = 20.0


def columns_plan(graph: Graph, roots: frozenset[int]) -> Plan:
    """The plan of an answer about what stands around some nodes."""
    distances = _distances(graph, roots)
    columns = {
        distance: list(places)
        for distance, places in groupby(sorted(distances, key=lambda place: (distances[place], place)), distances.get)
    }
    tallest = max(min(len(places), _MOST_BELOW_EACH_OTHER) for places in columns.values())
    boxes: dict[int, Box] = {}
    x = 0.0
    for places in columns.values():
        parts = -(-len(places) // _MOST_BELOW_EACH_OTHER)
        length = -(-len(places) // parts)
        for part in range(parts):
            some = places[part * length : (part + 1) * length]
            top = (tallest - len(some)) / 2 * (NODE_HEIGHT + _BETWEEN_ROWS)
            for row, place in enumerate(some):
                boxes[place] = node_box(x, round(top + row * (NODE_HEIGHT + _BETWEEN_ROWS)))
            x += NODE_WIDTH + _BETWEEN_PARTS
        x += _BETWEEN_COLUMNS - _BETWEEN_PARTS
    return Plan(tuple(boxes[place] for place in range(len(graph.nodes))), roots, flow=Flow.ACROSS)


def _distances(graph: Graph, roots: frozenset[int]) -> dict[int, int]:
    """Steps from the nearest root along edges, with a minus against them; what is not reached stands furthest right."""
    onward = _walk(roots, [(edge.source, edge.target) for edge in graph.edges])
    back = _walk(roots, [(edge.target, edge.source) for edge in graph.edges])
    furthest = max([*onward.values(), 0]) + 1
    found: dict[int, int] = {}
    for place in range(len(graph.nodes)):
        ahead, behind = onward.get(place), back.get(place)
        if ahead is None and behind is None:
            found[place] = furthest
        elif behind is None or (ahead is not None and ahead <= behind):
            found[place] = ahead or 0
        else:
            found[place] = -behind
    return found


def _walk(roots: frozenset[int], pairs: list[tuple[int, int]]) -> dict[int, int]:
    following: dict[int, list[int]] = {}
    for before, after in pairs:
        following.setdefault(before, []).append(after)
    steps = dict.fromkeys(sorted(roots), 0)
    waiting = deque(steps)
    while waiting:
        place = waiting.popleft()
        for after in following.get(place, ()):
            if after not in steps:
                steps[after] = steps[place] + 1
                waiting.append(after)
    return steps
