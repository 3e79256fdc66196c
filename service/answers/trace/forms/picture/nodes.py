"""A node as it is drawn: a shape by its kind, its number and its short name. Stands where it is told to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ontology.language import Language
from service.answers.trace.answer import Node
from service.answers.trace.forms import phrases
from service.answers.trace.forms.looks import DROPPED_PATTERN, DROPPED_STROKE, NODES
from service.answers.trace.forms.naming import is_only_named, kind_of, said
from service.answers.trace.forms.picture.drawing import PAPER, QUIET, linked, polygon, rectangle, stroke, text
from service.answers.trace.forms.picture.geometry import Box, number
from service.answers.trace.forms.picture.text import lines_of, width_of

_NUMBER_SIZE: Final = 13.0
_NAME_SIZE: Final = 11.0
_SMALL_SIZE: Final = 9.5
_LINE: Final = 13.0
_INSETS: Final[Mapping[str, float]] = MappingProxyType(
    {"person": 18.0, "ambition": 15.0, "spending-proposal": 16.0, "programme": 12.0, "project": 12.0}
    | dict.fromkeys(("enduring-goal", "enduring-ambition", "enduring-programme"), 14.0)
)
_INSET: Final = 6.0
_CUT: Final = 9.0  # of corners
_DASHES: Final = "5 3"
_DROPPED_WIDTH: Final = 2.2
_CROSS: Final = 6.5  # from the middle of the sign of what is dropped to its edge


def draw_node(node: Node, box: Box, language: Language, *, marked: bool, within: int = 0) -> str:
    """A node with a link to what it is; one that is marked has a thick border, one that is only named a dashed one.

    One that is dropped has a border of dashes and dots, and a cross at its corner.
    `within` is how often what stands in a group refers to something in the same group.
    """
    inner = shape(node.kind, box, loaded=not is_only_named(node), marked=marked, dropped=node.dropped)
    inner += _texts(node, box, language, within)
    parts = [said(node, language), phrases.node_word(kind_of(node), language), node.document or ""]
    if is_only_named(node):
        parts.append(phrases.NOT_LOADED.say(language))
    if node.dropped:
        parts.append(phrases.DROPPED.say(language))
    return linked(node.iri, inner, ", ".join(part for part in parts if part), "node")


def shape(kind: str, box: Box, *, loaded: bool = True, marked: bool = False, dropped: bool = False) -> str:
    """The outline of a kind of node."""
    fill = NODES[kind].fill if loaded else PAPER
    width, dashes = 3.0 if marked else 1.4, "" if loaded else _DASHES
    if dropped:
        return _outline(kind, box, fill, max(width, _DROPPED_WIDTH), DROPPED_PATTERN) + _cross(box)
    return _outline(kind, box, fill, width, dashes)


def _cross(box: Box) -> str:
    """The sign of what is dropped, at the corner where no number stands."""
    x, y, half = box.right - 2, box.y + 2, _CROSS / 2
    lines = f"M{number(x - half)} {number(y - half)}l{number(_CROSS)} {number(_CROSS)}"
    lines += f"M{number(x + half)} {number(y - half)}l{number(-_CROSS)} {number(_CROSS)}"
    ground = rectangle(Box(x - _CROSS, y - _CROSS, 2 * _CROSS, 2 * _CROSS), PAPER, DROPPED_STROKE, radius=_CROSS)
    return ground + stroke(lines, DROPPED_STROKE, width=2)


def _outline(kind: str, box: Box, fill: str, width: float, dashes: str) -> str:
    look = NODES[kind]
    x, y, right, bottom, middle = box.x, box.y, box.right, box.bottom, box.centre[1]
    cut = min(_CUT, box.height / 4)
    match kind:
        case "goal":
            return rectangle(box, fill, look.line, radius=8, width=width, dashes=dashes)
        case "person":
            return rectangle(box, fill, look.line, radius=box.height / 2, width=width, dashes=dashes)
        case "ambition":
            left, end = x + cut, right - cut
            points = [(left, y), (end, y), (right, middle), (end, bottom), (left, bottom), (x, middle)]
        case "domain":
            a, b, c, d = x + cut, right - cut, y + cut, bottom - cut
            points = [(a, y), (b, y), (right, c), (right, d), (b, bottom), (a, bottom), (x, d), (x, c)]
        case "spending-proposal":
            points = [(x + cut, y), (right, y), (right - cut, bottom), (x, bottom)]
        case "enduring-goal":
            points = [(x, y), (right - cut, y), (right, middle), (right - cut, bottom), (x, bottom), (x + cut, middle)]
        case "enduring-ambition":
            points = [(x, y), (right - cut, y), (right, middle), (right - cut, bottom), (x, bottom)]
        case "enduring-programme":
            points = [(x, y), (right, y), (right, bottom), (x, bottom), (x + cut, middle)]
        case "project":
            points = [(x, y), (right - cut, y), (right, y + cut), (right, bottom), (x, bottom)]
        case _:
            return rectangle(box, fill, look.line, width=width, dashes=dashes) + _inner_lines(kind, box, look.line)
    return polygon(points, fill, look.line, width=width, dashes=dashes)


def _inner_lines(kind: str, box: Box, colour: str) -> str:
    """What tells a programme (a line at both sides) from several together (a line all around)."""
    if kind == "group":
        return rectangle(box.grown(-3.5), "none", colour, width=0.8)
    top, bottom = number(box.y), number(box.bottom)
    lines = "".join(f"M{number(x)} {top}V{bottom}" for x in (box.x + 5, box.right - 5))
    return stroke(lines, colour, width=1)


def _texts(node: Node, box: Box, language: Language, within: int) -> str:
    """The number above, the name on two lines below it, in the middle of the box."""
    inset = _INSETS.get(node.kind, _INSET)
    room = box.width - 2 * inset
    middle = box.centre[0]
    name = node.name or _word(node, language) if node.number else said(node, language)
    lines = lines_of(name, room, _NAME_SIZE, most=1 if within and node.number else 2)
    if within:
        lines += lines_of(phrases.WITHIN.say(language, count=within), room, _NAME_SIZE, most=1)
    high = (_LINE + 2 if node.number or is_only_named(node) else 0) + _LINE * len(lines)
    y = box.y + (box.height - high) / 2 - 2.5
    drawn = ""
    if node.number or is_only_named(node):
        y += _LINE + 2
        drawn += _number(node, (middle, y - 1.5), room, language)
    for line in lines:
        y += _LINE
        drawn += text(line, (middle, y), _NAME_SIZE, anchor="middle")
    return drawn


def _word(node: Node, language: Language) -> str:
    """What a node without a name is, which its shape alone tells nobody."""
    return "" if node.kind == "group" else phrases.node_word(node.kind, language)


def _printed(node: Node, language: Language) -> str:
    """The number, with its word before it in the box of a group, whose shape says of nothing what it is."""
    if node.kind != "group" or kind_of(node) == "group":
        return node.number
    word = phrases.node_word(kind_of(node), language)
    return f"{word[0].upper()}{word[1:]} {node.number}"


def _number(node: Node, at: tuple[float, float], room: float, language: Language) -> str:
    """The number, with beside it that the node is only named."""
    aloud = phrases.ONLY_NAMED.say(language) if is_only_named(node) else ""
    aside = width_of(aloud, _SMALL_SIZE) + (6 if aloud and node.number else 0)
    lines = lines_of(_printed(node, language), room - aside, _NUMBER_SIZE, most=1, bold=True)
    shown = lines[0] if lines else ""
    wide = width_of(shown, _NUMBER_SIZE, bold=True)
    start = at[0] - (wide + aside) / 2
    drawn = text(shown, (start + wide / 2, at[1]), _NUMBER_SIZE, bold=True, anchor="middle") if shown else ""
    if aloud:
        end = start + wide + aside
        drawn += text(aloud, (end, at[1]), _SMALL_SIZE, anchor="end", fill=QUIET)
    return drawn
