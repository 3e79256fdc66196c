"""Holders: the names of portfolio holders under their heading. Officials are no holders."""

import re
from collections.abc import Sequence
from typing import Final

from ingest.read.record import Holder, Span
from ingest.read.text import folded, trimmed

PARTICLE: Final = r"(?:van|de|der|den|ten|ter|te|het|in|'t|von|el|al)"
NAME: Final = re.compile(
    rf"(?:[A-ZÀ-Þ]\.\s?)*(?:{PARTICLE}\s)*[A-ZÀ-Þ][\w’'.-]*(?:\s(?:{PARTICLE}\s)*[A-ZÀ-Þ][\w’'.-]*)*"
)  # René de Heer, J. ten Kate
LINE: Final = re.compile(r"(?:[^\S\n]*[•-]\s*)?(?P<names>[^\n]+)")  # an initial (J.) is no bullet
SEPARATOR: Final = re.compile(r"[,;&/]|\ben\b")
TITLE: Final = re.compile(r"^(?:wethouder|burgemeester|(?:de heer|mevrouw)(?=\s[A-ZÀ-Þ]))\s+", re.IGNORECASE)


def read_holders(text: str, span: Span, not_holders: Sequence[str] = ()) -> tuple[tuple[Holder, ...], tuple[Span, ...]]:
    """The holders in a section, and the places that look like no name.

    A line with one of the words in `not_holders` names an office or says that there is nobody; a single word without an
    initial is no name either, because a person gets an identifier that stays for ever.
    """
    holders: list[Holder] = []
    odd: list[Span] = []
    for match in LINE.finditer(text, span.start, span.end):
        line = trimmed(text, match.start("names"), match.end("names"))
        if _names_nobody(text[line.start : line.end], not_holders):
            odd.append(line)
            continue
        for place in _parts(text, line.start, line.end):
            name = text[place.start : place.end]
            if NAME.fullmatch(name) and (len(name.split()) > 1 or "." in name):
                holders.append(Holder(name, place.start, place.end))
            else:
                odd.append(place)
    return tuple(holders), tuple(odd)


def _names_nobody(line: str, not_holders: Sequence[str]) -> bool:
    words = f" {folded(line)} "
    return any(f" {folded(word)} " in words for word in not_holders)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The stretches between separators, without titles."""
    places = []
    position = start
    ends = [*((match.start(), match.end()) for match in SEPARATOR.finditer(text, start, end)), (end, end)]
    for stop, following in ends:
        part = trimmed(text, position, stop)
        if part.start < part.end:
            title = TITLE.match(text[part.start : part.end])
            places.append(Span(part.start + (title.end() if title else 0), part.end))
        position = following
    return places
