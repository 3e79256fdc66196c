"""Paths laid out as rows: the first path is straight, what others share with it is drawn once. Draws no line.

Nodes stand by the number of steps from the begin; a path that is long runs down the page.
"""

import itertools
from collections import deque
from typing import Final

from service.answers.trace.answer import Graph
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.plan import NODE_HEIGHT, NODE_WIDTH, Flow, Link, Plan, node_box

MOST_ACROSS: Final = 6  # steps that fit beside each other on a page
_BETWEEN: Final = (128.0, 40.0)  # room between nodes: along the path, where a word stands, and across
_BETWEEN_DOWN: Final = (46.0, 96.0)

Paths = list[list[int]]


def rows_plan(graph: Graph, links: tuple[Link, ...]) -> Plan:
    """The plan of an answer whose groups are paths."""
    paths = [_nodes_on(graph, group) for group in graph.groups if group]
    steps = _steps(paths)
    rows = _rows(paths, steps)
    _add_others(graph, steps, rows)
    down = max(steps.values()) >= MOST_ACROSS
    lanes = _lanes(paths, links, steps)
    order = {row: index for index, row in enumerate(sorted({*rows.values(), *lanes.values()}))}
    boxes = tuple(_box(steps[place], order[rows[place]], down=down) for place in range(len(graph.nodes)))
    ends = frozenset(end for path in paths for end in (path[0], path[-1]))
    places = {link: _lane(order[row], down=down) for link, row in lanes.items()}
    return Plan(boxes, ends, lanes=places, flow=Flow.DOWN if down else Flow.ACROSS)


def _nodes_on(graph: Graph, group: tuple[int, ...]) -> list[int]:
    """The nodes of a path in their order; one that walks an edge against its direction too."""
    edges = [graph.edges[place] for place in group]
    if len(edges) > 1:
        first, second = ({edge.source, edge.target} for edge in edges[:2])
        shared = min(first & second, default=edges[0].target)
        begin = edges[0].source if edges[0].target == shared else edges[0].target
    else:
        begin = edges[0].source
    path = [begin]
    for edge in edges:
        path.append(edge.target if edge.source == path[-1] else edge.source)
    return path


def _steps(paths: Paths) -> dict[int, int]:
    """How many steps from the begin a node stands: the most of any path, or the fewest where paths contradict."""
    following: dict[int, set[int]] = {}
    for path in paths:
        for before, after in itertools.pairwise(path):
            following.setdefault(before, set()).add(after)
    members = sorted({place for path in paths for place in path})
    begins = sorted({path[0] for path in paths})
    return _most_steps(following, members) or _fewest_steps(following, members, begins)


def _most_steps(following: dict[int, set[int]], members: list[int]) -> dict[int, int] | None:
    """The most steps to each node; None where the paths together have a cycle (Kahn, 1962)."""
    open_before = dict.fromkeys(members, 0)
    for after in (one for some in following.values() for one in some):
        open_before[after] += 1
    steps = dict.fromkeys(members, 0)
    ready = deque(place for place in members if not open_before[place])
    done = 0
    while ready:
        place = ready.popleft()
        done += 1
        for after in sorted(following.get(place, ())):
            steps[after] = max(steps[after], steps[place] + 1)
            open_before[after] -= 1
            if not open_before[after]:
                ready.append(after)
    return steps if done == len(members) else None


def _fewest_steps(following: dict[int, set[int]], members: list[int], begins: list[int]) -> dict[int, int]:
    steps = dict.fromkeys(begins, 0)
    waiting = deque(begins)
    while waiting:
        place = waiting.popleft()
        for after in sorted(following.get(place, ())):
            if after not in steps:
                steps[after] = steps[place] + 1
                waiting.append(after)
    return {place: steps[place] for place in members}


def _rows(paths: Paths, steps: dict[int, int]) -> dict[int, int]:
    """The row of each node: that of the first path it is on, or the next one that is free at its step."""
    rows: dict[int, int] = {}
    taken: set[tuple[int, int]] = set()
    for number, path in enumerate(paths):
        for place in path:
            if place not in rows:
                row = number
                while (steps[place], row) in taken:
                    row += 1
                rows[place] = row
                taken.add((steps[place], row))
    return rows


def _add_others(graph: Graph, steps: dict[int, int], rows: dict[int, int]) -> None:
    """Nodes that are on no path, below the paths."""
    below = max(rows.values()) + 1
    others = [place for place in range(len(graph.nodes)) if place not in rows]
    for index, place in enumerate(others):
        steps[place], rows[place] = index % MOST_ACROSS, below + index // MOST_ACROSS


def _box(step: int, row: int, *, down: bool) -> Box:
    if down:
        along, across = _BETWEEN_DOWN
        return node_box(row * (NODE_WIDTH + across), step * (NODE_HEIGHT + along))
    along, across = _BETWEEN
    return node_box(step * (NODE_WIDTH + along), row * (NODE_HEIGHT + across))


def _lane(row: int, *, down: bool) -> float:
    """The middle of a row."""
    size, between = (NODE_WIDTH, _BETWEEN_DOWN[1]) if down else (NODE_HEIGHT, _BETWEEN[1])
    return row * (size + between) + size / 2


def _lanes(paths: Paths, links: tuple[Link, ...], steps: dict[int, int]) -> dict[int, int]:
    """The row in which a link runs that passes other nodes: that of the first path that it is on."""
    first: dict[frozenset[int], int] = {}
    for number, path in enumerate(paths):
        for pair in itertools.pairwise(path):
            first.setdefault(frozenset(pair), number)
    return {
        place: first[frozenset((link.source, link.target))]
        for place, link in enumerate(links)
        if frozenset((link.source, link.target)) in first and abs(steps[link.target] - steps[link.source]) > 1
    }
