"""The picture of a network, for a page with and without scripts alike: spots, lines and boxes, with words and looks.

Made of what is drawn and of where that stands. Writes no HTML.
"""

import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from ontology.iri import printed_number
from ontology.language import Language
from service.answers.trace.answer import Graph, Node
from service.answers.trace.forms.looks import NODES, SUSPECT_STROKE, pattern, stroke
from service.answers.trace.forms.naming import last_part, said
from service.answers.trace.forms.phrases import edge_word
from service.answers.trace.forms.picture.tidy import HEIGHT, WIDTH, Box, Layout, Point, arrange, bend, border, control
from service.release.network_rows import EITHER_WAY_KINDS
from service.web.network_drawn import Detail, Drawn
from service.web.network_words import PHRASES, SHAPES

_LASTING: Final = "lasting"  # what stands in no document
_LINE_CHARACTERS: Final = 19
_POINTED_CHARACTERS: Final = 16  # in a shape with a notch or a point
_LINES: Final = 2
_ARROW_ROOM: Final = 3.0

# Corners of shapes in a square from -1 to 1, for kinds that are neither a rectangle nor round.
_CORNERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ambition": "-1 0 -.86 -1 .86 -1 1 0 .86 1 -.86 1",
        "domain": "-1 -.4 -.84 -1 .84 -1 1 -.4 1 .4 .84 1 -.84 1 -1 .4",
        "project": "-.88 -1 1 -1 .88 1 -1 1",
        "enduring-goal": "-1 -1 .92 -1 1 0 .92 1 -1 1 -.92 0",
        "enduring-ambition": "-1 -1 .92 -1 1 0 .92 1 -1 1",
        "enduring-programme": "-1 -1 1 -1 1 1 -1 1 -.92 0",
        "spending-proposal": "-.84 -1 .84 -1 1 1 -1 1",
    }
)
# The texts above the boxes of what stands in no document, by kind.
_BOXES: Final[Mapping[str, str]] = MappingProxyType(
    {"person": "people", "domain": "domains"}
    | dict.fromkeys(("enduring-goal", "enduring-ambition", "enduring-programme"), "enduring")
)
ARROWS: Final[Mapping[str, str]] = MappingProxyType(
    {"tree": "none", "holder": "circle", "money": "diamond", "version-of": "none", "same-goal": "none"}
)
"""The ends of lines that are no references; those have a triangle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in a picture: where it is, its number and name in short, and in full; `said` is that in a sentence.

    `key` names it in addresses; `leads` and `reached` are how many others it mentions and is mentioned by. `box` is
    the place of the box that it stands in.
    """

    node: Node
    key: str
    at: Point
    number: str
    lines: tuple[str, ...]
    full: str
    said: str
    leads: int
    reached: int
    box: int

    @property
    def opens(self) -> str | None:
        """The address of the network of what it stands for, where that is a whole document or body."""
        _, _, path = self.node.iri.partition("/id/document/")
        if self.node.kind != "group" or not path:
            return None
        return f"/network?document={path}" if "/" in path else f"/network?organisation={path}&document=all"

    @property
    def corners(self) -> str:
        """The corners of its shape as SVG has them; empty for a rectangle or round."""
        numbers = [float(number) for number in _CORNERS.get(self.node.kind, "").split()]
        places = zip(numbers[::2], numbers[1::2], strict=True)
        return " ".join(f"{self.at.x + x * WIDTH / 2:g},{self.at.y + y * HEIGHT / 2:g}" for x, y in places)


@dataclass(frozen=True, slots=True)
class Line:
    """One or several edges of a kind between two nodes, as a curve; its `word` stands at `middle`."""

    source: int
    target: int
    kind: str
    word: str
    suspect: bool
    weight: int
    bend: float
    path: str
    middle: Point

    @property
    def dashes(self) -> str:
        """The pattern of its line."""
        return pattern(self.kind, suspect=self.suspect)

    @property
    def colour(self) -> str:
        """The colour of its line."""
        return stroke(self.kind, suspect=self.suspect)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; boxes have a title each."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    boxes: tuple[tuple[Box, str], ...]
    width: float
    height: float

    @property
    def listed(self) -> tuple[Spot, ...]:
        """The nodes as a table has them: what stands in no document comes last."""
        return tuple(sorted(self.spots, key=lambda spot: spot.node.kind in _BOXES))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of nodes in it, in the order of the legend."""
        return tuple(kind for kind in SHAPES if any(spot.node.kind == kind for spot in self.spots))

    @property
    def has_named(self) -> bool:
        """Whether something in it is only named."""
        return any(not spot.node.loaded for spot in self.spots)

    @property
    def has_suspect(self) -> bool:
        """Whether a line in it may not fit."""
        return any(line.suspect for line in self.lines)

    @staticmethod
    def corners(kind: str) -> str:
        """The corners of a kind, in a square from -1 to 1; empty for a rectangle or round."""
        return _CORNERS.get(kind, "")

    @staticmethod
    def has_arrow(kind: str) -> bool:
        """Whether lines of a kind lead one way."""
        return ARROWS.get(kind) != "none"

    @property
    def relations(self) -> tuple[Line, ...]:
        """A line of each kind in it, for the legend."""
        found = {line.kind: line for line in self.lines if not line.suspect}
        found |= {line.kind: line for line in self.lines if line.suspect and line.kind not in found}
        return tuple(found[kind] for kind in sorted(found, key=_order_of_kind))


def picture_of(
    drawn: Drawn, language: Language, key_of: Callable[[Node], str], title_of: Callable[[str], str]
) -> Picture:
    """The picture of what is drawn; `key_of` names a node in addresses, `title_of` a document by its path."""
    graph = drawn.answer.graph
    layout = arrange(_boxed(drawn))
    places = {box.key: place for place, box in enumerate(layout.boxes)}
    names = _programmes(graph, language)
    boxes = tuple((box, _box_title(box, drawn.detail, names, language, title_of)) for box in layout.boxes)
    lines = tuple(_lines(graph, layout, language))
    return Picture(tuple(_spots(drawn, layout, places, key_of, language)), lines, boxes, layout.width, layout.height)


def data_of(picture: Picture, language: Language) -> dict[str, object]:
    """What the script reads of a picture; see `Settings` in web/src/network/settings.ts."""
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "nodes": [
            {
                "key": spot.key,
                "kind": spot.node.kind,
                "word": SHAPES[spot.node.kind].say(language),
                "number": spot.number,
                "lines": spot.lines,
                "full": spot.full,
                "x": spot.at.x,
                "y": spot.at.y,
                "box": spot.box,
                "loaded": spot.node.loaded,
                "out": spot.leads,
                "in": spot.reached,
                "opens": spot.opens,
            }
            for spot in picture.spots
        ],
        "edges": [
            {
                "source": line.source,
                "target": line.target,
                "kind": line.kind,
                "word": line.word,
                "suspect": line.suspect,
                "weight": line.weight,
                "bend": line.bend,
            }
            for line in picture.lines
        ],
        "boxes": [
            {"title": title, "x": box.x, "y": box.y, "width": box.width, "height": box.height}
            for box, title in picture.boxes
        ],
        "looks": {kind: _look(kind) for kind in picture.kinds},
        "lines": {line.kind: _line_look(line) for line in picture.lines if not line.suspect},
        "suspect": {"stroke": SUSPECT_STROKE, "dashes": _dashes(pattern("see", suspect=True))},
    }


def _look(kind: str) -> dict[str, str]:
    look = NODES[kind]
    return {"fill": look.fill, "line": look.line, "corners": _CORNERS.get(kind, "")}


def _line_look(line: Line) -> dict[str, object]:
    return {"stroke": line.colour, "dashes": _dashes(line.dashes), "arrow": ARROWS.get(line.kind, "triangle")}


def _dashes(text: str) -> list[float]:
    return [float(part) for part in text.split()]


def short_name(name: str, width: int = _LINE_CHARACTERS) -> tuple[str, ...]:
    """A name on so few lines that it fits in a node, cut at a word."""
    shown = textwrap.shorten(name, width * _LINES - 2, placeholder="…") if name else ""
    lines = textwrap.wrap(shown, width, break_long_words=False)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], textwrap.shorten(" ".join(lines[_LINES - 1 :]), width, placeholder="…")]
    return tuple(line if len(line) <= width else f"{line[: width - 1]}…" for line in lines)


def full_name(node: Node) -> str:
    """A node by its number as printed and its name."""
    return " ".join(part for part in (printed_number(node.number), node.name) if part) or last_part(node.iri)


def said_name(node: Node, language: Language) -> str:
    """A node in a sentence or a table: its number as printed and its name, or what it is and its number."""
    return said(replace(node, number=printed_number(node.number)), language)


def _boxed(drawn: Drawn) -> Mapping[Hashable, Mapping[Hashable, Sequence[Sequence[int]]]]:
    """Nodes by the document and the box that they stand in, those of one ambition on a line; people come last."""
    found: dict[Hashable, dict[Hashable, dict[str | None, list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for place, node in enumerate(drawn.answer.graph.nodes):
        above = drawn.parents[place] if drawn.parents else None
        section, box = _box_key(node, drawn.detail)
        found[section][section, box][node.iri if node.kind == "ambition" else above].append(place)
    last = sorted(found, key=lambda section: section == _LASTING)
    return {section: {box: list(lines.values()) for box, lines in found[section].items()} for section in last}


def _box_key(node: Node, detail: Detail) -> tuple[str, str]:
    """The section and the box of a node: its document and programme, or what groups of these stand in."""
    if node.kind in _BOXES:
        return _LASTING, _BOXES[node.kind]
    match detail:
        case Detail.EACH:
            return node.document or "", node.programme or ""
        case Detail.PROGRAMMES:
            return "", node.document or ""
        case Detail.DOCUMENTS | Detail.NONE:
            return "", (node.document or last_part(node.iri)).partition("/")[0]


def _programmes(graph: Graph, language: Language) -> Mapping[str, str]:
    """What programmes are called, by IRI; one that is no node by the end of its IRI, which holds its number."""
    word = SHAPES["programme"].say(language)
    known = {node.iri: full_name(node) for node in graph.nodes if node.kind == "programme"}
    iris = {node.programme for node in graph.nodes if node.programme}
    return {iri: f"{word} {known.get(iri, last_part(iri))}" for iri in iris}


def _box_title(
    box: Box, detail: Detail, programmes: Mapping[str, str], language: Language, title_of: Callable[[str], str]
) -> str:
    match box.key:
        case (str(section), str(name)) if section == _LASTING:
            return PHRASES[name].say(language)
        case (_, str(name)) if detail is Detail.EACH:
            return programmes.get(name, PHRASES["outside"].say(language))
        case (_, str(document)) | str(document) if "/" in document:
            return title_of(document)
        case _:
            return ""


def _spots(
    drawn: Drawn, layout: Layout, places: Mapping[Hashable, int], key_of: Callable[[Node], str], language: Language
) -> Iterator[Spot]:
    graph = drawn.answer.graph
    mentions = (edge for edge in graph.edges if edge.kind not in EITHER_WAY_KINDS)
    pairs = {(edge.source, edge.target) for edge in mentions if edge.source != edge.target}
    leads, reached = Counter(source for source, _ in pairs), Counter(target for _, target in pairs)
    for place, node in enumerate(graph.nodes):
        name = node.name or ("" if node.number else last_part(node.iri))
        yield Spot(
            node,
            key_of(node),
            layout.points[place],
            printed_number(node.number),
            short_name(name, _POINTED_CHARACTERS if node.kind.startswith("enduring-") else _LINE_CHARACTERS),
            full_name(node),
            said_name(node, language),
            leads[place],
            reached[place],
            places[_box_key(node, drawn.detail)],
        )


def _lines(graph: Graph, layout: Layout, language: Language) -> Iterator[Line]:
    """Edges of a kind between two nodes as one line, and several lines beside each other."""
    weights: Counter[tuple[int, int, str, bool]] = Counter()
    for edge in graph.edges:
        weights[edge.source, edge.target, edge.kind, edge.suspect] += edge.weight
    seen: Counter[tuple[int, int]] = Counter()
    for (source, target, kind, suspect), weight in weights.items():
        begin, end = layout.points[source], layout.points[target]
        distance = bend(begin, end, seen[source, target])
        seen[source, target] += 1
        path, middle = _curve(begin, end, distance)
        yield Line(source, target, kind, edge_word(kind, language), suspect, weight, distance, path, middle)


def _curve(begin: Point, end: Point, distance: float) -> tuple[str, Point]:
    """A curve as the path of SVG, from border to border, and its middle; one to itself is a loop above the node."""
    if begin == end:
        x, y = begin.x, begin.y - HEIGHT / 2
        return f"M{x - 18:g} {y:g}C{x - 40:g} {y - 44:g} {x + 40:g} {y - 44:g} {x + 18:g} {y:g}", Point(x, y - 33)
    by = control(begin, end, distance)
    first, last = border(begin, by), border(end, by, _ARROW_ROOM)
    middle = Point((first.x + 2 * by.x + last.x) / 4, (first.y + 2 * by.y + last.y) / 4)
    return f"M{first.x:.1f} {first.y:.1f}Q{by.x:.1f} {by.y:.1f} {last.x:.1f} {last.y:.1f}", middle


def _order_of_kind(kind: str) -> tuple[int, str]:
    last = (*ARROWS, "references")
    return last.index(kind) + 1 if kind in last else 0, kind
