"""Stated things: the goals and ambitions that a page about a programme states, and which text is about which.

Numbers them as their family does. Reads nothing of what their text says.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from ingest.read.frame import Frame
from ingest.read.lists import read_list
from ingest.read.part_lines import PartLine, part_line
from ingest.read.record import KEY_WORDS, Section, Stated, Topic, topic_at
from ingest.read.sections import PROGRAMME_LAYOUTS
from ingest.read.span import Span
from ingest.read.text import Line, folded, lines, sentences, trimmed
from ontology.codes import CitedKind, Layout, SectionKind
from ontology.iri import slug

# Sections that are about the programme wherever they stand, and end what was about a goal.
PROGRAMME_WIDE = frozenset(
    {
        SectionKind.BUDGET,
        SectionKind.HOLDERS,
        SectionKind.FRAMEWORK_NOTES,
        SectionKind.RELATIONS,
        SectionKind.DESCRIPTION,
        SectionKind.OTHER,
    }
)


INNER_BULLET = re.compile(r"\s{1,3}•\s{0,3}")


class Plan(msgspec.Struct, frozen=True):
    """What a page states beside its own subject, and from where on its text is about which of that.

    `activities` are the lines that begin with the number of an activity, each with what names it in its document.
    """

    sections: tuple[Section, ...]
    stated: tuple[Stated, ...] = ()
    topics: tuple[Topic, ...] = ()
    activities: tuple[tuple[str, PartLine], ...] = ()

    def about(self, start: int) -> Stated | None:
        """What the text at a position is about; None where that is the page's own subject."""
        index = topic_at(self.topics, start)
        return None if index is None else self.stated[index]


def read_stated(frame: Frame, sections: Sequence[Section], own_key: str) -> Plan:
    """The things that a page about a programme states; none on any other page.

    Text is about the goal that was stated last before it. Only where several were stated in a row, the section behind
    them is about the programme, and so is whatever belongs to the programme as a whole.
    """
    if frame.head.layout not in PROGRAMME_LAYOUTS:
        return Plan(tuple(sections))
    plan = _Planning(frame, own_key, sections)
    for section in sections:
        plan.read(section)
    return Plan(tuple(sections), tuple(plan.stated), tuple(plan.topics), tuple(plan.activities))


class _Planning:
    """A page while what it states is found, section by section."""

    def __init__(self, frame: Frame, own_key: str, sections: Sequence[Section]) -> None:
        self.frame = frame
        self.own_key = own_key
        self.stated: list[Stated] = []
        self.topics: list[Topic] = []
        self.activities: list[tuple[str, PartLine]] = []
        self.in_a_row: list[int] = []  # what was stated since the last section about something else
        self.about: int | None = None
        self.has_statements = any(
            one.kind is SectionKind.GOALS and one.heading is not None and folded(one.heading) != "doelen"
            for one in sections
        )

    def read(self, section: Section) -> None:
        """Find what a section states, and what its text is about."""
        if section.kind is not SectionKind.GOALS:
            if section.kind in PROGRAMME_WIDE or self.in_a_row:
                self.about = None if section.kind in PROGRAMME_WIDE else _only_goal(self.in_a_row, self.stated)
            self.in_a_row = []
            self.topics.append(Topic(section.start, self.about))
        elif not self.in_a_row:
            self.topics.append(Topic(section.start, None))
        found = _lines(self.frame, section)
        if self.frame.head.layout is Layout.QUESTIONS:
            for line in found:
                self._numbered(line, section.kind)
        if section.kind is SectionKind.GOALS and self._is_unnumbered() and not self._leads_up(section):
            for one in _unnumbered(self.frame, section, found, self.own_key):
                self._state(one)

    def _leads_up(self, section: Section) -> bool:
        """Whether a section only leads up to the goals that another states as «Doelstellingen»."""
        return section.heading is not None and folded(section.heading) == "doelen" and self.has_statements

    def _is_unnumbered(self) -> bool:
        """Whether the goals of this page have no numbers."""
        return self.frame.head.layout is Layout.Z0 or CitedKind.GOAL not in self.frame.source.numbers.values()

    def _numbered(self, line: Line, within: SectionKind) -> None:
        """Note what a line states by its number: a thing of its own, or an activity of one that was stated."""
        part = part_line(line, self.frame.source, within)
        if part is None:
            return
        if part.kind is not CitedKind.ACTIVITY:
            self._state(_stated(self.frame, part, self.own_key, self.stated))
            return
        self.activities.append((key_of(self.frame, part.kind, part.number, self.own_key), part))
        keys = {
            key_of(self.frame, kind, number, self.own_key)
            for kind, number in self.frame.source.numbering.above(part.number)
        }
        goal = next((index for index in reversed(range(len(self.stated))) if self.stated[index].key in keys), None)
        if goal is not None:
            self.topics.append(Topic(line.start, goal))

    def _state(self, one: Stated) -> None:
        """Note a thing, unless it was stated before: blocks are printed twice."""
        if all(other.key != one.key for other in self.stated):
            self.topics.append(Topic(one.start, len(self.stated)))
            self.in_a_row.append(len(self.stated))
            self.about = len(self.stated)
            self.stated.append(one)


def _lines(frame: Frame, section: Section) -> list[Line]:
    return [
        Line(section.start + line.start, section.start + line.end, line.text)
        for line in lines(frame.text[section.start : section.end])
    ]


def _only_goal(in_a_row: Sequence[int], stated: Sequence[Stated]) -> int | None:
    """The one goal among things stated in a row, or the one ambition where there is no goal; None for several."""
    goals = [index for index in in_a_row if stated[index].kind is CitedKind.GOAL] or list(in_a_row)
    return goals[0] if len(goals) == 1 else None


def _stated(frame: Frame, part: PartLine, own_key: str, before: Sequence[Stated]) -> Stated:
    above = next((number for _, number in reversed(frame.source.numbering.above(part.number))), None)
    return Stated(
        kind=part.kind,
        key=key_of(frame, part.kind, part.number, own_key),
        number=part.number,
        label=None,
        statement=frame.at(part.words),
        above=next((index for index, one in enumerate(before) if one.key == above), None),
        start=part.number_span.start,
        end=part.words.end,
        spans={"number": part.number_span, "statement": part.words},
    )


def key_of(frame: Frame, kind: CitedKind, number: str, own_key: str) -> str:
    """What names a numbered thing in its document: its number, behind its programme's where they begin anew there."""
    return f"{own_key} {number}" if kind in frame.source.restarting else number


def _parted(text: str, span: Span) -> Iterator[Span]:
    """The items of a list that was flattened into one line."""
    start = span.start
    for bullet in (*INNER_BULLET.finditer(text, span.start, span.end), None):
        end = bullet.start() if bullet else span.end
        yield trimmed(text, start, end)
        start = bullet.end() if bullet else end


def _unnumbered(frame: Frame, section: Section, found: Sequence[Line], own_key: str) -> Iterator[Stated]:
    """Goals without numbers: each item of the list, else the first line, or each where a table stood."""
    items = read_list(frame.text, Span(section.start, section.end)).items
    whole = [Span(item.start, item.end) for item in items] or [
        line.span for line in (found if frame.head.layout is Layout.Z0 else found[:1])
    ]
    for span in (one for place in whole for one in _parted(frame.text, place)):
        if len(sentences(frame.text, span)) > 1:  # a goal is stated in one sentence
            continue
        words = frame.text[span.start : span.end]
        key = slug(" ".join(words.split()[:KEY_WORDS]))
        if key:
            statement = {"statement": span}
            yield Stated(CitedKind.GOAL, f"{own_key} {key}", None, None, words, None, span.start, span.end, statement)
