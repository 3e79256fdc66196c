"""A graph as the body of a picture: its nodes and edges drawn where a plan puts them. Is no page yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Graph
from service.answers.trace.forms.looks import stroke as colour_of
from service.answers.trace.forms.picture.clusters import clusters_plan
from service.answers.trace.forms.picture.columns import columns_plan
from service.answers.trace.forms.picture.drawing import GROUND, QUIET, rectangle, text
from service.answers.trace.forms.picture.edges import draw_label, draw_line, marks_of, wording
from service.answers.trace.forms.picture.geometry import Box, Curve, bounding
from service.answers.trace.forms.picture.labels import Label, place_labels
from service.answers.trace.forms.picture.legend import Entry, entries
from service.answers.trace.forms.picture.nodes import draw_node
from service.answers.trace.forms.picture.plan import Link, Plan, Region, links_of
from service.answers.trace.forms.picture.roots import roots_of
from service.answers.trace.forms.picture.route import curves_of
from service.answers.trace.forms.picture.rows import rows_plan
from service.answers.trace.forms.picture.text import lines_of

_ROOM: Final = 8.0  # around everything, for thick borders
_ROWS: Final = frozenset({"paths"})
_COLUMNS: Final = frozenset({"impact", "neighbours", "drop", "reach"})


class Shape(Enum):
    """The shapes of pictures: rows for paths, columns for what stands around a node, else a network."""

    ROWS = auto()
    COLUMNS = auto()
    NETWORK = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """What is drawn, how large it is, and what a legend has to explain."""

    drawn: str
    size: tuple[float, float]
    legend: list[Entry]


def draw_graph(answer: Answer, language: Language) -> Body:
    """The graph of an answer, which has a node at least."""
    graph = answer.graph
    links = links_of(graph)
    plan = choose_plan(answer, links, language)
    curves = curves_of(links, plan)
    marks = marks_of(list(dict.fromkeys(link.kind for link in links)), language)
    titles = [replace(region.box, height=22) for region in plan.regions]
    labels = place_labels([wording(link, marks, language) for link in links], curves, [*plan.boxes, *titles])
    used = {link.kind: marks[link.kind] for link, label in zip(links, labels, strict=True) if label.is_mark}
    legend = entries(graph.nodes, links, used, language, marked=bool(plan.marked))
    return _body(graph, plan, links, (curves, labels), legend, language)


def shape_of(answer: Answer) -> Shape:
    """The shape that fits the question."""
    if answer.question in _ROWS and any(answer.graph.groups):
        return Shape.ROWS
    if answer.question in _COLUMNS and roots_of(answer):
        return Shape.COLUMNS
    return Shape.NETWORK


def choose_plan(answer: Answer, links: tuple[Link, ...], language: Language) -> Plan:
    """Where nodes stand in the shape that fits the question."""
    match shape_of(answer):
        case Shape.ROWS:
            return rows_plan(answer.graph, links)
        case Shape.COLUMNS:
            return columns_plan(answer.graph, roots_of(answer))
        case Shape.NETWORK:
            return clusters_plan(answer.graph, roots_of(answer), language)


def _body(
    graph: Graph,
    plan: Plan,
    links: Sequence[Link],
    lines: tuple[Sequence[Curve], Sequence[Label]],
    legend: list[Entry],
    language: Language,
) -> Body:
    curves, labels = lines
    around = bounding([*plan.boxes, *(region.box for region in plan.regions), *_covered(curves, labels)]).grown(_ROOM)
    drawn = [f'<g transform="translate({-around.x:g} {-around.y:g})">\n', *map(_region, plan.regions)]
    drawn += [draw_line(link, curve, graph.nodes, language) for link, curve in zip(links, curves, strict=True)]
    drawn += [
        draw_node(node, box, language, marked=place in plan.marked)
        for place, (node, box) in enumerate(zip(graph.nodes, plan.boxes, strict=True))
    ]
    drawn += [
        draw_label(label, colour_of(link.kind, suspect=link.suspect)) for link, label in zip(links, labels, strict=True)
    ]
    return Body("".join([*drawn, "</g>\n"]), (around.width, around.height), legend)


def _covered(curves: Sequence[Curve], labels: Sequence[Label]) -> list[Box]:
    return [Box(x, y, 0, 0) for curve in curves for x, y in curve.points()] + [label.box for label in labels]


def _region(region: Region) -> str:
    drawn = rectangle(region.box, GROUND, "#aab4be", radius=10)
    lines = lines_of(region.title, region.box.width - 24, 12, most=1, bold=True)
    return drawn + "".join(
        text(line, (region.box.x + 12, region.box.y + 17), 12, bold=True, fill=QUIET) for line in lines
    )
