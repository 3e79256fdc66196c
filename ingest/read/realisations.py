"""Realisations: what a report says came of the goal, and of each activity whose words it repeats above its text.

Reads the text of one section; knows no other document, so an activity that only the budget lists is not linked.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec

from ingest.read.record import ElementRef, Item, Realisation
from ingest.read.span import Span
from ingest.read.text import BULLET, Line, folded
from ontology.codes import RealisationStatus

STATUS: Final = re.compile(  # Deels gerealiseerd; Status: groen
    r"(?:(?:status|voortgang|stand\svan\szaken|realisatie)\s{0,5}[:|-]?\s{0,5})?(?P<status>(?:(?:niet|nog\sniet|deels|gedeeltelijk"
    r"|grotendeels|volledig|geheel)\s)?gerealiseerd|groen|oranje|rood)\s{0,5}[.|]?",
    re.IGNORECASE,
)
STATES: Final = (
    ("niet", RealisationStatus.NOT_REALISED), ("nog niet", RealisationStatus.NOT_REALISED),
    ("deels", RealisationStatus.PARTLY_REALISED), ("gedeeltelijk", RealisationStatus.PARTLY_REALISED),
    ("grotendeels", RealisationStatus.PARTLY_REALISED), ("groen", RealisationStatus.GREEN),
    ("oranje", RealisationStatus.ORANGE), ("rood", RealisationStatus.RED), ("", RealisationStatus.REALISED),
)  # fmt: skip
FEWEST_WORDS: Final = 3  # so many words in common tell an activity from the others
LONGEST_TITLE: Final = 300


class _Piece(msgspec.Struct, frozen=True):
    """The lines about one thing, under a title or without one."""

    title: Line | None
    element: ElementRef | None
    lines: tuple[Line, ...]


def read_realisation(lines: Sequence[Line]) -> tuple[Realisation, ...]:
    """What the lines of a section say came of the goal."""
    return _realisations([_Piece(None, None, tuple(lines))])


def read_activity_realisations(lines: Sequence[Line], activities: Sequence[Item]) -> tuple[Realisation, ...]:
    """What the lines of a section say came of the activities: one for each title, and one for what has no title."""
    known = sorted((folded(activity.text), index) for index, activity in enumerate(activities))
    pieces: list[_Piece] = []
    title: Line | None = None
    element: ElementRef | None = None
    pending: list[Line] = []
    for line in lines:
        index = _activity(line, known)
        if index is None:
            pending.append(line)
        elif pending or element != ElementRef("activities", index):  # else printed twice
            pieces.append(_Piece(title, element, tuple(pending)))
            title, element, pending = _without_bullet(line), ElementRef("activities", index), []
    return _realisations([*pieces, _Piece(title, element, tuple(pending))])


def _activity(line: Line, known: Sequence[tuple[str, int]]) -> int | None:
    """Which activity a line repeats, wholly or in its first words; None where it is none, or can be two.

    `known` are the activities, folded, in the order of the alphabet.
    """
    words = folded(_without_bullet(line).text)
    if len(line.text) > LONGEST_TITLE or not words:
        return None
    first = bisect_left(known, (words, 0))
    whole = [index for activity, index in known[first : first + 2] if activity == words]
    if whole or len(words.split()) < FEWEST_WORDS:
        return whole[0] if len(whole) == 1 else None
    after = bisect_left(known, (f"{words} ", 0))
    begun = [index for activity, index in known[after : after + 2] if activity.startswith(f"{words} ")]
    return begun[0] if len(begun) == 1 else None


def _realisations(pieces: Sequence[_Piece]) -> tuple[Realisation, ...]:
    found = []
    for piece in pieces:
        if not piece.lines:
            continue
        status = _status(piece.lines)
        title = piece.title
        found.append(
            Realisation(
                title=Item(title.text, title.start, title.end) if title else None,
                element=piece.element,
                status=status[0] if status else None,
                status_span=status[1] if status else None,
                start=piece.lines[0].start,
                end=piece.lines[-1].end,
            )
        )
    return tuple(found)


def _status(lines: Sequence[Line]) -> tuple[RealisationStatus, Span] | None:
    """The status that a line of its own prints; None where none does, or two that differ."""
    found = []
    for line in lines:
        match = STATUS.fullmatch(line.text)
        if match is not None:
            words = " ".join(match["status"].casefold().split())
            status = next(status for word, status in STATES if words.startswith(word))
            found.append((status, Span(line.start + match.start("status"), line.start + match.end("status"))))
    return found[0] if len({status for status, _ in found}) == 1 else None


def _without_bullet(line: Line) -> Line:
    bullet = BULLET.match(line.text)
    cut = bullet.end() if bullet else 0
    return Line(line.start + cut, line.end, line.text[cut:])
