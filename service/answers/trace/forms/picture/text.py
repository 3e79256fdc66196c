"""How wide text is, estimated without a browser, and text broken into lines. Draws nothing.

Widths are the greatest of DejaVu Sans and Liberation Sans (which has those of Arial), in hundredths of the size, so
that what fits here fits wherever the picture is shown.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CLASSES: Final = (
    (30, "ijl'"),
    (33, " ,.·‘’IJ"),
    (37, "/:;\\|f-"),
    (43, "()[]t!rľ"),
    (47, '"'),
    (57, "*_`sz“”?c°–¸¨´"),
    (60, "Fkvxy•L"),
    (64, "PTYaoe€"),
    (65, "ESbdghnpqu0123456789${}«»"),
    (72, "KAVBRXZ"),
    (75, "CU"),
    (79, "HNDG&OQ"),
    (87, "w#+<=>^~×→←↔M"),
    (100, "%mW@©…—"),
    (108, "œŒæÆ⚠"),
)
_WIDTHS: Final[Mapping[str, int]] = MappingProxyType({one: width for width, some in _CLASSES for one in some})
_WIDEST: Final = 130  # of any other character: signs of other scripts, and pictures
_BOLD: Final = 1.16
_BREAK: Final = re.compile(r"(?<=[-/&?])(?=\w)|\s+")
_ELLIPSIS: Final = "…"
_HYPHEN: Final = "-"
_WHOLE: Final = 0.7  # of a line that whole words must fill, else a word is cut


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most, in the unit of its size."""
    hundredths = sum(map(_width, text))
    return hundredths / 100 * size * (_BOLD if bold else 1)


def lines_of(text: str, width: float, size: float, *, most: int, bold: bool = False) -> list[str]:
    """A text as lines that fit in a width, at most so many; an ellipsis says where something was left out.

    Lines break between words and after hyphens, and inside a word that fits on no line, with a hyphen.
    """
    lines: list[str] = []
    rest = shown(text)
    while rest and len(lines) < most:
        if len(lines) == most - 1 and width_of(rest, size, bold=bold) > width:
            return [*lines, _shortened(rest, width, size, bold=bold)]
        line, rest = _first_line(rest, width, size, bold=bold)
        lines.append(line)
    return lines


def shown(text: str) -> str:
    """A text on one line, without characters that show nothing or that turn the direction of others."""
    spaced = " ".join(text.split())
    return "".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def _first_line(text: str, width: float, size: float, *, bold: bool) -> tuple[str, str]:
    if width_of(text, size, bold=bold) <= width:
        return text, ""
    best = 0
    for found in _BREAK.finditer(text):
        if width_of(text[: found.start()], size, bold=bold) > width:
            break
        best = found.start()
    if best:
        return text[:best].rstrip(), text[best:].lstrip()
    end = _fitting(text, width - width_of(_HYPHEN, size, bold=bold), size, bold=bold)
    is_inside = text[end - 1].isalpha() and text[end].isalpha()
    return text[:end] + (_HYPHEN if is_inside else ""), text[end:].lstrip()


def _fitting(text: str, width: float, size: float, *, bold: bool) -> int:
    """How many characters of a text fit; one at least, so that it ends."""
    return next((end for end in range(len(text), 1, -1) if width_of(text[:end], size, bold=bold) <= width), 1)


def _shortened(text: str, width: float, size: float, *, bold: bool) -> str:
    room = width - width_of(_ELLIPSIS, size, bold=bold)
    end = _fitting(text[:200], room, size, bold=bold)
    word = text.rfind(" ", 0, end + 1)
    return f"{text[: word if word > end * _WHOLE else end].rstrip(' ,.;:-(')}{_ELLIPSIS}"


def _width(character: str) -> int:
    """A letter with an accent is as wide as the letter."""
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    base = unicodedata.normalize("NFD", character)[0]
    if unicodedata.combining(character):
        return 0
    return _WIDTHS.get(base, _WIDEST)
