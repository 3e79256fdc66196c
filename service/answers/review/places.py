"""Fills in the words of places, from the texts of the pages of a document, which come by one at a time."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Final

from service.answers.review.finding import MOST_SENTENCE, Finding, Place
from service.answers.review.fragments import live_link
from service.engine.engine import Row

_AROUND: Final = 150
_DOTS: Final = "…"


async def with_words(findings: Iterable[Finding], pieces: AsyncIterator[list[Row]]) -> list[Finding]:
    """The same findings, whose places have their words, their sentence and a link into the live page."""
    kept = list(findings)
    wanted: dict[str, set[Place]] = {}
    for finding in kept:
        for place in finding.places:
            wanted.setdefault(place.page, set()).add(place)
    known: dict[Place, Place] = {}
    async for rows in pieces:
        for row in rows:
            text, address = (row[name].value if name in row else None for name in ("text", "address"))
            for place in wanted.pop(row["page"].value, ()):
                known[place] = _filled(place, text, address)
    return [replace(one, places=tuple(known.get(place, place) for place in one.places)) for one in kept]


def _filled(place: Place, text: str | None, address: str | None) -> Place:
    if text is None or place.end > len(text):
        return replace(place, address=address, live=live_link(address, "", 0, 0))
    exact = text[place.start : place.end]
    sentence = _sentence(place, text)
    shown = sentence or (place.start, place.end)
    around = None if sentence else _around(place, text)
    return replace(
        place,
        exact=exact if len(exact) <= MOST_SENTENCE else f"{exact[:MOST_SENTENCE]}{_DOTS}",
        sentence=text[slice(*sentence)] if sentence else around,
        sentence_start=sentence[0] if sentence else None,
        address=address,
        live=live_link(address, text, *shown),
    )


def _sentence(place: Place, text: str) -> tuple[int, int] | None:
    """Where the sentence of a place stands; None where it has none."""
    if place.sentence is None:
        return None
    start = text.rfind(place.sentence, 0, place.start + len(place.sentence))
    end = start + len(place.sentence)
    return (start, end) if 0 <= start <= place.start and end >= place.end else None


def _around(place: Place, text: str) -> str | None:
    """The words on both sides of a place in its line, cut where they are many; None where there are none."""
    if "\n" in text[place.start : place.end]:
        return None
    line_start = text.rfind("\n", 0, place.start) + 1
    line_end = text.find("\n", place.end)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, place.start - _AROUND), min(line_end, place.end + _AROUND)
    words = text[start:end].strip()
    if words == text[place.start : place.end].strip():
        return None
    return f"{_DOTS if start > line_start else ''}{words}{_DOTS if end < line_end else ''}"
