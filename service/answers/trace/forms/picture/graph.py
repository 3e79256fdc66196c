"""A graph as the body of a picture: its nodes and edges drawn where a plan puts them. Is no page yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.forms.looks import stroke as colour_of
from service.answers.trace.forms.phrases import TOGETHER
from service.answers.trace.forms.picture import ring
from service.answers.trace.forms.picture.bars import has_bars
from service.answers.trace.forms.picture.body import Body
from service.answers.trace.forms.picture.clusters import clusters_plan
from service.answers.trace.forms.picture.columns import columns_plan
from service.answers.trace.forms.picture.drawing import GROUND, QUIET, rectangle, text
from service.answers.trace.forms.picture.edges import draw_label, draw_line, wording
from service.answers.trace.forms.picture.geometry import Box, Curve, bounding
from service.answers.trace.forms.picture.grid import grid_plan, is_grid
from service.answers.trace.forms.picture.labels import Labels, heads_of, place_labels
from service.answers.trace.forms.picture.legend import Entry, entries
from service.answers.trace.forms.picture.nodes import draw_node
from service.answers.trace.forms.picture.plan import Flow, Link, Plan, Region, links_of
from service.answers.trace.forms.picture.roots import roots_of
from service.answers.trace.forms.picture.route import curves_of
from service.answers.trace.forms.picture.rows import rows_plan
from service.answers.trace.forms.picture.text import lines_of, width_of

_ROOM: Final = 8.0  # around everything, for thick borders
_ROWS: Final = frozenset({"paths"})
_COLUMNS: Final = frozenset({"impact", "neighbours", "drop", "reach"})
_BARS: Final = frozenset({"hubs"})
_TITLE_SIZE: Final = 12.0
_MOST_WORDED: Final = 36  # lines; the words of more hide what they are about


class Shape(Enum):
    """The shapes of pictures: rows for paths, columns around a node, bars for a ranking, else a network."""

    ROWS = auto()
    COLUMNS = auto()
    NETWORK = auto()
    BARS = auto()


def draw_graph(answer: Answer, language: Language) -> Body:
    """The graph of an answer, which has a node at least."""
    graph = answer.graph
    links = links_of(graph)
    plan = choose_plan(answer, links, language)
    legend = entries(graph.nodes, links, language, marked=bool(plan.marked))
    within = {link.source: link.count for link in links if is_within(graph, link)}
    links = tuple(link for link in links if not is_within(graph, link))
    curves = curves_of(links, plan)
    labels = labels_of(links, curves, plan, language)
    return _body(graph, plan, links, (curves, labels), (legend, within), language)


def labels_of(links: Sequence[Link], curves: Sequence[Curve], plan: Plan, language: Language) -> Labels:
    """The words of edges where they cover nothing; of many edges only how many they are, where these are several."""
    titles = [replace(region.box, height=26) for region in plan.regions]
    beside = plan.flow is Flow.BOWED
    heads = heads_of(curves) if beside else []
    wordings = [wording(link, language, in_words=len(links) <= _MOST_WORDED or not beside) for link in links]
    return place_labels(wordings, curves, [*plan.boxes, *titles, *heads], beside=beside)


def is_within(graph: Graph, link: Link) -> bool:
    """Whether a link is of references within what holds several goals, which stand as a figure in its box."""
    return link.source == link.target and link.kind == TOGETHER and graph.nodes[link.source].kind != "goal"


def shape_of(answer: Answer) -> Shape:
    """The shape that fits the question."""
    if answer.question in _ROWS and any(answer.graph.groups):
        return Shape.ROWS
    if answer.question in _COLUMNS and roots_of(answer):
        return Shape.COLUMNS
    return Shape.BARS if answer.question in _BARS and has_bars(answer) else Shape.NETWORK


def choose_plan(answer: Answer, links: tuple[Link, ...], language: Language) -> Plan:
    """Where nodes stand in the shape that fits the question."""
    match shape_of(answer):
        case Shape.ROWS:
            return rows_plan(answer.graph, links)
        case Shape.COLUMNS:
            return columns_plan(answer.graph, roots_of(answer))
        case _ if is_grid(answer):
            return grid_plan(answer, roots_of(answer), language)
        case _ if len(answer.graph.nodes) <= ring.MOST:
            return ring.ring_plan(answer.graph, roots_of(answer))
        case _:
            return clusters_plan(answer, roots_of(answer), language)


def _body(
    graph: Graph,
    plan: Plan,
    links: Sequence[Link],
    lines: tuple[Sequence[Curve], Labels],
    told: tuple[list[Entry], Mapping[int, int]],
    language: Language,
) -> Body:
    (curves, labels), (legend, within) = lines, told
    around = bounding([*plan.boxes, *(region.box for region in plan.regions), *_covered(curves, labels)]).grown(_ROOM)
    drawn = [f'<g transform="translate({-around.x:g} {-around.y:g})">\n', *map(_region, plan.regions)]
    drawn += [draw_line(link, curve, graph.nodes, language) for link, curve in zip(links, curves, strict=True)]
    drawn += map(_title, plan.regions)
    drawn += [
        draw_node(node, box, language, marked=place in plan.marked, within=within.get(place, 0))
        for place, (node, box) in enumerate(zip(graph.nodes, plan.boxes, strict=True))
    ]
    drawn += [
        draw_label(label, colour_of(link.kind, suspect=link.suspect))
        for link, label in zip(links, labels, strict=True)
        if label is not None
    ]
    return Body("".join([*drawn, "</g>\n"]), (around.width, around.height), legend)


def _covered(curves: Sequence[Curve], labels: Labels) -> list[Box]:
    points = [Box(x, y, 0, 0) for curve in curves for x, y in curve.points()]
    return [*points, *(label.box for label in labels if label is not None)]


def _region(region: Region) -> str:
    return rectangle(region.box, GROUND, "#aab4be", radius=10)


def _title(region: Region) -> str:
    """What a region is called, on a ground that hides lines."""
    drawn: list[str] = []
    for line in lines_of(region.title, region.box.width - 24, _TITLE_SIZE, most=1, bold=True):
        wide = width_of(line, _TITLE_SIZE, bold=True)
        drawn.append(rectangle(Box(region.box.x + 9, region.box.y + 4, wide + 6, 18), GROUND, GROUND, width=0))
        drawn.append(text(line, (region.box.x + 12, region.box.y + 17), _TITLE_SIZE, bold=True, fill=QUIET))
    return "".join(drawn)
