"""A network laid out by forces, with the nodes of each programme together in a box. Draws no line.

Edges pull and nodes push (Fruchterman and Reingold, 1991, as rustworkx has it); the seed is fixed, places are rounded
to pixels, and boxes that overlap are moved apart, so that the same answer gives the same picture.
"""

import sys
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final

import rustworkx

from ontology.language import Language
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.forms.picture.geometry import Box, Point, bounding
from service.answers.trace.forms.picture.plan import NODE_HEIGHT, NODE_WIDTH, Plan, Region, at_origin
from service.answers.trace.forms.programmes import programme_of, programme_titles

_SEED: Final = 20
_STEPS: Final = 100
_ROUNDS: Final = 40  # of moving apart, before all places are spread wider
_WIDER: Final = 1.12
_TIGHT: Final = 0.36  # closer than they fit: moving apart leaves no more room than that takes
# Room between nodes, for words; of as many nodes as this. With more, names could be read on no page.
_AROUND_NODE: Final = ((14, (112.0, 76.0)), (36, (54.0, 38.0)), (sys.maxsize, (26.0, 24.0)))
_PULLS: Final = 24
_CLOSER: Final = 0.9
_PAPER: Final = sqrt(2)  # how much wider than high a page is (ISO 216)
_AROUND_REGION: Final = 34.0
_INSIDE_REGION: Final = 18.0
_TITLE: Final = 24.0  # the height of what a programme is called

Pairs = list[tuple[int, int]]


def clusters_plan(answer: Answer, marked: frozenset[int], language: Language) -> Plan:
    """The plan of an answer about a whole network."""
    graph, names = answer.graph, programme_titles(answer, language)
    programmes = [programme_of(node, names) for node in graph.nodes]
    keys = [key for key in (None, *names) if key in programmes]
    members = {key: [place for place, one in enumerate(programmes) if one == key] for key in keys}
    local = {key: _spread_nodes(places, graph) for key, places in members.items()}
    regions = {key: _region(list(local[key].values())) for key in keys}
    homes = _spread_regions(keys, regions, programmes, graph)
    boxes: dict[int, Box] = {}
    for key in keys:
        right, down = homes[key].x - regions[key].x, homes[key].y - regions[key].y
        boxes |= {place: box.moved(right, down) for place, box in local[key].items()}
    shown = tuple(Region(homes[key], names[key]) for key in keys if key is not None)
    return Plan(tuple(boxes[place] for place in range(len(graph.nodes))), marked, shown)


def _spread_nodes(places: list[int], graph: Graph) -> dict[int, Box]:
    """The nodes of one programme, among themselves."""
    index = {place: number for number, place in enumerate(places)}
    pairs = [
        (index[edge.source], index[edge.target])
        for edge in graph.edges
        if edge.source in index and edge.target in index
    ]
    around = next(room for most, room in _AROUND_NODE if len(graph.nodes) <= most)
    wide, high = NODE_WIDTH + around[0], NODE_HEIGHT + around[1]
    side = sqrt(wide * high)  # wide boxes in a square ask for more rows than columns
    sizes = [(wide, high)] * len(places)
    centres = _gathered(_forces(len(places), pairs, (side, side)), sizes)
    boxes = at_origin(Box(x - NODE_WIDTH / 2, y - NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT) for x, y in centres)
    return dict(zip(places, boxes, strict=True))


def _region(boxes: list[Box]) -> Box:
    around = bounding(boxes).grown(_INSIDE_REGION)
    return Box(around.x, around.y - _TITLE, around.width, around.height + _TITLE)


def _spread_regions(
    keys: Sequence[str | None], regions: dict[str | None, Box], programmes: Sequence[str | None], graph: Graph
) -> dict[str | None, Box]:
    index = {key: number for number, key in enumerate(keys)}
    ends = ((programmes[edge.source], programmes[edge.target]) for edge in graph.edges)
    pairs = sorted({(index[source], index[target]) for source, target in ends if source != target})
    sizes = [(regions[key].width + _AROUND_REGION, regions[key].height + _AROUND_REGION) for key in keys]
    typical = max(width for width, _ in sizes), max(height for _, height in sizes)
    centres = _gathered(_forces(len(keys), pairs, typical), sizes)
    boxes = (
        Box(x - regions[key].width / 2, y - regions[key].height / 2, regions[key].width, regions[key].height)
        for key, (x, y) in zip(keys, centres, strict=True)
    )
    return dict(zip(keys, at_origin(boxes), strict=True))


def _forces(count: int, pairs: Pairs, size: tuple[float, float]) -> list[Point]:
    """Places of nodes by the forces between them, as far apart as their size asks."""
    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data([pair for pair in pairs if pair[0] != pair[1]])
    found = rustworkx.spring_layout(graph, num_iter=_STEPS, seed=_SEED)
    spread = sqrt(count) * _TIGHT
    return [
        (round(found[place][0] * size[0] * spread, 1) + place / 100, round(found[place][1] * size[1] * spread, 1))
        for place in range(count)
    ]


def _apart(centres: Iterable[Point], sizes: Sequence[tuple[float, float]]) -> list[Point]:
    """Centres moved until boxes of the sizes share no area: each pair along the way that is shortest."""
    found = list(centres)
    while True:
        for _ in range(_ROUNDS):
            if not _push(found, sizes):
                return found
        found = _scaled(found, _WIDER)


def _gathered(centres: Iterable[Point], sizes: Sequence[tuple[float, float]]) -> list[Point]:
    """Centres moved towards their middle as far as boxes of the sizes let them."""
    best = _apart(centres, sizes)
    for _ in range(_PULLS):
        tried = _apart(_scaled(best, _CLOSER), sizes)
        if _room(tried, sizes) >= _room(best, sizes):
            return best
        best = tried
    return best


def _scaled(centres: Sequence[Point], by: float) -> list[Point]:
    """Centres nearer to their middle, or further from it."""
    x = sum(centre[0] for centre in centres) / len(centres)
    y = sum(centre[1] for centre in centres) / len(centres)
    return [(x + (u - x) * by, y + (v - y) * by) for u, v in centres]


def _room(centres: Sequence[Point], sizes: Sequence[tuple[float, float]]) -> float:
    """The side of a page that holds boxes around the centres, of which the width counts as on paper that lies down."""
    pairs = list(zip(centres, sizes, strict=True))
    wide = max(x + width / 2 for (x, _), (width, _) in pairs) - min(x - width / 2 for (x, _), (width, _) in pairs)
    high = max(y + height / 2 for (_, y), (_, height) in pairs) - min(y - height / 2 for (_, y), (_, height) in pairs)
    return max(wide / _PAPER, high) + (wide + high) / 100


def _push(centres: list[Point], sizes: Sequence[tuple[float, float]]) -> bool:
    """Move each pair that overlaps apart once; whether there was one."""
    pushed = False
    for one in range(len(centres)):
        for other in range(one):
            (x, y), (u, v) = centres[one], centres[other]
            wide = (sizes[one][0] + sizes[other][0]) / 2 - abs(x - u)
            high = (sizes[one][1] + sizes[other][1]) / 2 - abs(y - v)
            if wide <= 0.01 or high <= 0.01:
                continue
            pushed = True
            if wide / sizes[one][0] < high / sizes[one][1]:  # beside each other as readily as above each other
                step = (wide if x >= u else -wide) / 2
                centres[one], centres[other] = (x + step, y), (u - step, v)
            else:
                step = (high if y >= v else -high) / 2
                centres[one], centres[other] = (x, y + step), (u, v - step)
    return pushed
