"""Planned activities of a programme: items with a number, a bullet, or a line of their own.

Reads one section; knows nothing of the goals that the activities are for.
"""

from collections.abc import Sequence

import msgspec

from ingest.read.frame import Frame
from ingest.read.lists import item_at
from ingest.read.part_lines import part_line
from ingest.read.record import Item
from ingest.read.span import Span
from ingest.read.stated import key_of
from ingest.read.text import BULLET, Line
from ontology.codes import CitedKind, SectionKind


class Planned(msgspec.Struct, frozen=True):
    """The activities of a section, and the lines that only lead up to them."""

    items: tuple[Item, ...]
    leads: tuple[Line, ...]


def planned_activities(frame: Frame, lines: Sequence[Line], own_key: str) -> Planned:
    """The activities in the lines of a section.

    A line with a number or a bullet begins one, and the lines behind it go on with it. Lines above the first of these
    lead up to them; where no line has either, each is an activity.
    """
    items: list[Item] = []
    leads: list[Line] = []
    open_item = False
    for line in lines:
        if _states_goal(frame, line):
            open_item = False
            continue
        found = _beginning(frame, line, own_key)
        if found is not None:
            items.append(found)
            open_item = True
        elif items and open_item:
            words = frame.text[items[-1].start : line.end]
            items[-1] = msgspec.structs.replace(items[-1], text=words, end=line.end)
        else:
            leads.append(line)
    return Planned(tuple(items), tuple(leads)) if items else Planned(_each(frame, leads), ())


def _states_goal(frame: Frame, line: Line) -> bool:
    part = part_line(line, frame.source, SectionKind.ACTIVITIES)
    return part is not None and part.kind is not CitedKind.ACTIVITY


def numbered_activities(frame: Frame, lines: Sequence[Line], own_key: str) -> tuple[Item, ...]:
    """The activities with a number among lines that state goals."""
    items = (_numbered(frame, line, own_key) for line in lines)
    return tuple(item for item in items if item is not None)


def _each(frame: Frame, lines: Sequence[Line]) -> tuple[Item, ...]:
    return tuple(item_at(frame.text, line.span) for line in lines)


def _beginning(frame: Frame, line: Line, own_key: str) -> Item | None:
    numbered = _numbered(frame, line, own_key)
    if numbered is not None:
        return numbered
    bullet = BULLET.match(line.text)
    if bullet is None or bullet.end() == len(line.text):
        return None
    return item_at(frame.text, Span(line.start + bullet.end(), line.end))


def _numbered(frame: Frame, line: Line, own_key: str) -> Item | None:
    part = part_line(line, frame.source, SectionKind.ACTIVITIES)
    if part is None or part.kind is not CitedKind.ACTIVITY:
        return None
    words, key = part.words, key_of(frame, part.kind, part.number, own_key)
    return Item(frame.text[words.start : words.end], words.start, words.end, key)
