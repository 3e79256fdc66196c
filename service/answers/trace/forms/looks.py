"""How kinds of nodes and edges look: shape, colours and line pattern. Draws nothing.

Colour is never the only sign: each kind of node has a shape of its own, each relation a pattern and a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a kind of node (#rrggbb), and its shape in files of others: yEd, GEXF and Mermaid."""

    fill: str
    line: str
    yed: str
    gexf: str
    mermaid: tuple[str, str]


NODES: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "goal": Look("#e3eefb", "#0b5394", "roundrectangle", "disc", ("[", "]")),
        "ambition": Look("#dff1e4", "#1f6b3a", "hexagon", "triangle", ("{{", "}}")),
        "programme": Look("#fdf0cf", "#8a6100", "rectangle", "square", ("[[", "]]")),
        "project": Look("#d9f1f1", "#0b6868", "parallelogram", "diamond", ("[/", "/]")),
        "spending-proposal": Look("#fce3dc", "#a5371b", "trapezoid", "diamond", ("[/", "\\]")),
        "person": Look("#ece4f6", "#6a3fa0", "ellipse", "disc", ("([", "])")),
        "domain": Look("#eceff2", "#4e5d6c", "octagon", "square", ("[(", ")]")),
        "enduring-goal": Look("#ffffff", "#0b5394", "roundrectangle", "disc", ("(", ")")),
        "enduring-ambition": Look("#ffffff", "#1f6b3a", "hexagon", "triangle", ("(", ")")),
        "enduring-programme": Look("#ffffff", "#8a6100", "rectangle", "square", ("(", ")")),
        "group": Look("#f4f6f8", "#1b2733", "rectangle3d", "square", ("[[", "]]")),
    }
)

_PATTERNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "see": "",
        "contributes-to": "9 3",
        "part-of": "1 3",
        "aligned-with": "5 2 1 2",
        "booked-on": "12 3 2 3",
        "financed-from": "12 3 2 3 2 3",
        "treated-in": "3 3",
        "leads-to": "14 4",
        "merged-into": "7 2 7 5",
        "replaced-by": "2 5",
        "continued-in": "9 2 3 2",
        "unknown": "1 5",
        "tree": "16 2",
        "holder": "2 2",
        "money": "6 2",
        "version-of": "1 2 6 2",
        "same-goal": "1 4 6 4",
        "references": "",
    }
)
_STROKES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "see": "#0b5394",
        "contributes-to": "#1f6b3a",
        "part-of": "#4e5d6c",
        "aligned-with": "#0b6868",
        "booked-on": "#8a6100",
        "financed-from": "#8a6100",
        "treated-in": "#6a3fa0",
        "leads-to": "#1f6b3a",
        "tree": "#8794a1",
        "holder": "#6a3fa0",
        "money": "#8a6100",
        "version-of": "#0b5394",
        "same-goal": "#0b5394",
    }
)
OTHER_STROKE: Final = "#4e5d6c"
SUSPECT_STROKE: Final = "#a5371b"
SUSPECT_PATTERN: Final = "4 4"
DROPPED_STROKE: Final = "#a5371b"
DROPPED_PATTERN: Final = "10 3 2 3"
DROPPED_SIGN: Final = "✕"
"""What stands before the name of what is dropped, where only words can be marked."""


def pattern(kind: str, *, suspect: bool) -> str:
    """The dashes and gaps of a line (SVG's stroke-dasharray); empty for a whole line."""
    return SUSPECT_PATTERN if suspect else _PATTERNS[kind]


def stroke(kind: str, *, suspect: bool) -> str:
    """The colour of a line."""
    return SUSPECT_STROKE if suspect else _STROKES.get(kind, OTHER_STROKE)
