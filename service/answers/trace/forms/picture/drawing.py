"""The elements of SVG 1.1 that pictures are made of, as text. Chooses no place.

Looks are attributes and not styles, so that a picture also shows inside a page with a strict policy.
"""

from collections.abc import Sequence
from typing import Final

from service.answers.trace.forms.picture.geometry import Box, Curve, Point, number
from service.answers.trace.forms.picture.text import shown
from service.answers.trace.forms.xml_writing import attribute, content

INK: Final = "#1b2733"
QUIET: Final = "#4e5d6c"
PAPER: Final = "#ffffff"
GROUND: Final = "#f4f6f8"
FONTS: Final = "Arial, Helvetica, Liberation Sans, DejaVu Sans, sans-serif"


def text(line: str, at: Point, size: float, *, bold: bool = False, anchor: str = "start", fill: str = INK) -> str:
    """One line of text on its baseline."""
    weight = ' font-weight="bold"' if bold else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    place = f'x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}"'
    return f'<text {place}{weight}{side} fill="{fill}">{content(shown(line))}</text>\n'


def rectangle(box: Box, fill: str, line: str, *, radius: float = 0, width: float = 1, dashes: str = "") -> str:
    """A rectangle, with corners as round as `radius`."""
    corners = f' rx="{number(radius)}"' if radius else ""
    return f"<rect {_sized(box)}{corners}{_painted(fill, line, width, dashes)}/>\n"


def polygon(points: Sequence[Point], fill: str, line: str, *, width: float = 1, dashes: str = "") -> str:
    """A closed shape."""
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{corners}"{_painted(fill, line, width, dashes)}/>\n'


def stroke(path: str, colour: str, *, width: float = 1.4, dashes: str = "") -> str:
    """A line that follows a path."""
    return f'<path d="{path}"{_painted("none", colour, width, dashes)}/>\n'


def arrow(curve: Curve, colour: str, length: float = 9.0) -> str:
    """The head of an arrow at the end of a line."""
    (x, y), (right, down) = curve.end, curve.heading
    back_x, back_y = x - right * length, y - down * length
    half = length * 0.42
    sides = [(back_x - down * half, back_y + right * half), (back_x + down * half, back_y - right * half)]
    return polygon([(x, y), *sides], colour, colour, width=0.5)


def linked(href: str, inner: str, title: str, part: str) -> str:
    """A part of a picture that leads to an address and says what it is when pointed at.

    `part` is the class by which a page finds it. What is no address on the web is no link.
    """
    said = f"<title>{content(shown(title))}</title>\n{inner}" if title else inner
    if not href.startswith(("https://", "http://")):
        return f'<g class="{part}">{said}</g>\n'
    return f'<a class="{part}" href={attribute(href)}>{said}</a>\n'


def _sized(box: Box) -> str:
    place = f'x="{number(box.x)}" y="{number(box.y)}"'
    return f'{place} width="{number(box.width)}" height="{number(box.height)}"'


def _painted(fill: str, line: str, width: float, dashes: str) -> str:
    pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f' fill="{fill}" stroke="{line}" stroke-width="{number(width)}"{pattern}'
