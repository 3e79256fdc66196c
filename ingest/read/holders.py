"""Holders: the names of portfolio holders under their heading. Officials are no holders."""

import re
from typing import Final

from ingest.read.record import Holder, Span

PARTICLE: Final = r"(?:van|de|der|den|ten|ter|te|het|in|'t|von|el|al)"
NAME: Final = re.compile(
    rf"(?:[A-ZÀ-Þ]\.\s?)*(?:{PARTICLE}\s)*[A-ZÀ-Þ][\w’'.-]*(?:\s(?:{PARTICLE}\s)*[A-ZÀ-Þ][\w’'.-]*)*"
)  # René de Heer, J. ten Kate
LINE: Final = re.compile(r"(?:[^\S\n]*[•-]\s*)?(?P<names>[^\n]+)")  # an initial (J.) is no bullet
SEPARATOR: Final = re.compile(r"\s*(?:,|;|&|\ben\b|/)\s*")
TITLE: Final = re.compile(r"^(?:wethouder|burgemeester|(?:de heer|mevrouw)(?=\s[A-ZÀ-Þ]))\s+", re.IGNORECASE)


def read_holders(text: str, span: Span) -> tuple[tuple[Holder, ...], tuple[Span, ...]]:
    """The holders in a section, and the places that look like no name."""
    holders: list[Holder] = []
    odd: list[Span] = []
    for match in LINE.finditer(text, span.start, span.end):
        for place in _parts(text, match.start("names"), match.end("names")):
            name = text[place.start : place.end]
            if NAME.fullmatch(name):
                holders.append(Holder(name, place.start, place.end))
            else:
                odd.append(place)
    return tuple(holders), tuple(odd)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The stretches between separators, without titles."""
    places = []
    position = start
    ends = [*((match.start(), match.end()) for match in SEPARATOR.finditer(text, start, end)), (end, end)]
    for stop, following in ends:
        part = text[position:stop].strip()
        if part:
            begin = text.index(part, position)
            title = TITLE.match(part)
            places.append(Span(begin + (title.end() if title else 0), begin + len(part)))
        position = following
    return places
