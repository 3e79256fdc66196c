"""A network laid out by programme: in each box its nodes in the order of the tree, those of an ambition on a line.

Where boxes and nodes stand is known by `tidy`, so that a goal stands here much as it does on the page of the network.
"""

from collections.abc import Hashable, Mapping
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Answer, Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.naming import short_titles
from service.answers.trace.forms.picture import tidy
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.plan import NODE_HEIGHT, NODE_WIDTH, Flow, Plan, Region, node_box
from service.answers.trace.forms.programmes import programme_of, programme_titles

_LASTING: Final = frozenset({"person", "domain"})  # kinds of what stands in no document
_ENOUGH: Final = 2  # one in so many nodes stands in a programme

_Sections = dict[Hashable, dict[Hashable, dict[str, list[int]]]]


def is_grid(answer: Answer) -> bool:
    """Whether enough nodes of an answer stand in a programme to be laid out by it."""
    nodes = answer.graph.nodes
    return sum(node.programme not in {None, node.iri} for node in nodes) * _ENOUGH >= len(nodes)


def grid_plan(answer: Answer, marked: frozenset[int], language: Language) -> Plan:
    """The plan of an answer about a whole network, of which nodes stand in programmes."""
    nodes, titles = answer.graph.nodes, programme_titles(answer, language)
    sections: _Sections = {}
    for place, node in enumerate(nodes):
        section, box = _home(node, programme_of(node, titles))
        lines = sections.setdefault(section, {}).setdefault((section, box), {})
        lines.setdefault(_line_of(node), []).append(place)
    ordered = sorted(sections, key=lambda section: section in _LASTING)
    layout = tidy.arrange(
        {section: {key: list(lines.values()) for key, lines in sections[section].items()} for section in ordered}
    )
    documents = short_titles([one for one in ordered if isinstance(one, str) and "/" in one], answer.titles)
    regions = tuple(_region(box, {**documents, **titles}, language) for box in layout.boxes)
    middles = (layout.points[place] for place in range(len(nodes)))
    boxes = tuple(node_box(round(at.x - NODE_WIDTH / 2), round(at.y - NODE_HEIGHT / 2)) for at in middles)
    return Plan(boxes, marked, regions, flow=Flow.BOWED)


def _home(node: Node, programme: str | None) -> tuple[str, str]:
    """The section and the box in which a node stands."""
    return (node.kind, node.kind) if node.kind in _LASTING else (node.document or "", programme or "")


def _line_of(node: Node) -> str:
    """What stands on one line: an ambition with its goals, whose numbers begin with its own."""
    return node.number if node.kind == "ambition" else node.number.rpartition(".")[0]


def _region(box: tidy.Box, titles: Mapping[str, str], language: Language) -> Region:
    key = box.key[1] if isinstance(box.key, tuple) else box.key
    title = phrases.node_word(key, language) if key in _LASTING else titles.get(str(key), "")
    return Region(Box(round(box.x), round(box.y), round(box.width), round(box.height)), title)
