"""What the sections of a page hold: criteria, activities, notes, holders, deviations and the money table."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from ingest.read import budget, lists
from ingest.read.deviations import read_deviations
from ingest.read.financial import Amount, Deviation
from ingest.read.frame import Frame
from ingest.read.holders import HolderList, find_holder_fields, read_holders
from ingest.read.measured import Measured, SectionLines, indicator_rows, read_measured
from ingest.read.planned import numbered_activities, planned_activities
from ingest.read.record import ElementRef, Holder, Ignored, Indicator, Item, Realisation, Section, element_spans
from ingest.read.references import Own
from ingest.read.sections import PROGRAMME_LAYOUTS
from ingest.read.span import Span
from ingest.read.text import Line, folded
from ontology.codes import ListState, SectionKind


class Parts(msgspec.Struct, frozen=True):
    """What the sections of a page hold; `unread` are places that were not understood, with the code of the issue."""

    criteria_lead: Item | None = None
    criteria: tuple[Item, ...] = ()
    activities: tuple[Item, ...] = ()
    notes: tuple[Item, ...] = ()
    holders: tuple[Holder, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    budget: tuple[Amount, ...] = ()
    unread: tuple[tuple[str, Span], ...] = ()
    ignored: tuple[Ignored, ...] = ()
    labels: tuple[Span, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    realisations: tuple[Realisation, ...] = ()


def read_parts(frame: Frame, page_sections: Sequence[Section], own: Own, own_key: str) -> Parts:
    """What the sections hold, each read by its kind; `own_key` names in its document what the page is about."""
    parts = Parts()
    left: list[SectionLines] = []
    for section in page_sections:
        inside = _lines_in(frame, section)
        nothing = [line for line in inside if frame.source.says_nothing(line.text)]
        if nothing and len(nothing) == len(inside):
            said = tuple(Ignored(line.start, line.end, "says that there is nothing to list") for line in nothing)
            parts = _joined(parts, Parts(ignored=said))
        else:
            fields = _holder_fields(frame, section, inside)
            read_already = {*fields.read, *indicator_rows(frame.text, section, inside)}
            others = [line for line in inside if line not in read_already] if read_already else inside
            parts = _joined(parts, _joined(_holders(fields), _section_parts(frame, section, others, own, own_key)))
            unread = (line for line in inside if line not in fields.read) if fields.read else inside
            left.append(SectionLines(section, tuple(unread)))
    return _joined(parts, _measured(read_measured(frame.text, left, parts.activities)))


class ElementIndex:
    """Where the items of the lists of a page stand, to be asked by position."""

    def __init__(self, parts: Parts) -> None:
        found = [
            (span, ElementRef(name, index))
            for name, places in element_spans(parts).items()
            for index, span in enumerate(places)
        ]
        self._found = sorted(found, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._found]

    def at(self, start: int) -> ElementRef | None:
        """The item of a list in which a place stands."""
        position = bisect_right(self._starts, start) - 1
        if position < 0:
            return None
        span, element = self._found[position]
        return element if start < span.end else None


def _lines_in(frame: Frame, section: Section) -> list[Line]:
    """The lines of a section; a heading with its names on one line has only the names in its section."""
    first = bisect_left(frame.body, section.start, key=lambda line: line.end)
    last = bisect_right(frame.body, section.end, key=lambda line: line.end)
    return [
        line if line.start >= section.start else Line(section.start, line.end, frame.text[section.start : line.end])
        for line in frame.body[first:last]
        if line.end > section.start and not _repeats_heading(line, section)
    ]


def _repeats_heading(line: Line, section: Section) -> bool:
    """Whether a line is the heading of its section once more, printed below what introduces it."""
    return section.heading is not None and folded(line.text) == folded(section.heading)


def list_states(page_sections: Sequence[Section], parts: Parts) -> dict[str, ListState]:
    """Of each list whether it is filled, has only its heading, or has none."""
    return {
        "activities": _state(page_sections, SectionKind.ACTIVITIES, parts.activities),
        "criteria": _state(page_sections, SectionKind.CRITERIA, parts.criteria),
        "deviations": _state(page_sections, SectionKind.DEVIATIONS, parts.deviations),
        "frameworkNotes": _state(page_sections, SectionKind.FRAMEWORK_NOTES, parts.notes),
        "holders": _state(page_sections, SectionKind.HOLDERS, parts.holders),
    }


def _state(page_sections: Sequence[Section], kind: SectionKind, items: Sequence[object]) -> ListState:
    if items:
        return ListState.FILLED
    headed = any(section.kind is kind for section in page_sections)
    return ListState.HEADING_WITHOUT_LIST if headed else ListState.NO_HEADING


def _joined(parts: Parts, more: Parts) -> Parts:
    """Two sets of parts as one, in the order of the page."""
    return Parts(
        criteria_lead=parts.criteria_lead or more.criteria_lead,
        criteria=parts.criteria + more.criteria,
        activities=parts.activities + more.activities,
        notes=parts.notes + more.notes,
        holders=parts.holders + more.holders,
        deviations=parts.deviations + more.deviations,
        budget=parts.budget + more.budget,
        unread=parts.unread + more.unread,
        ignored=parts.ignored + more.ignored,
        labels=parts.labels + more.labels,
        indicators=parts.indicators + more.indicators,
        realisations=parts.realisations + more.realisations,
    )


def _section_parts(frame: Frame, section: Section, lines: Sequence[Line], own: Own, own_key: str) -> Parts:
    programme = frame.head.layout in PROGRAMME_LAYOUTS
    match section.kind:
        case SectionKind.CRITERIA:
            return _criteria(frame.text, lines)
        case SectionKind.ACTIVITIES | SectionKind.GOALS if programme:
            return _planned(frame, section, lines, own_key)
        case SectionKind.ACTIVITIES:
            return _activities(frame.text, lines)
        case SectionKind.FRAMEWORK_NOTES:
            return Parts(notes=lists.each_line(frame.text, lines))
        case SectionKind.HOLDERS:
            return _holders(read_holders(frame.text, lines, frame.source.not_holders))
        case SectionKind.DEVIATIONS:
            return _deviations(frame, section, lines, own)
        case SectionKind.BUDGET:
            return _budget(frame, section, lines, own)
        case _:
            return Parts()


def _planned(frame: Frame, section: Section, lines: Sequence[Line], own_key: str) -> Parts:
    """The activities of a programme; where it states its goals, those with a number of their own."""
    if section.kind is SectionKind.GOALS:
        return Parts(activities=numbered_activities(frame, lines, own_key))
    planned = planned_activities(frame, lines, own_key)
    said = tuple(Ignored(line.start, line.end, "leads up to a list") for line in planned.leads)
    return Parts(activities=planned.items, ignored=said)


def _criteria(text: str, lines: Sequence[Line]) -> Parts:
    found = lists.list_of(text, lines)
    # without a single bullet, only the first line can be taken for the lead
    leading = found.lead if found.items else found.lead[:1]
    lead = lists.item_at(text, Span(leading[0].start, leading[-1].end)) if leading else None
    unread = _unread(*found.lead[len(leading) :], *found.loose)
    return Parts(criteria_lead=lead, criteria=found.items, unread=unread, ignored=_left_out(found))


def _activities(text: str, lines: Sequence[Line]) -> Parts:
    found = lists.list_of(text, lines)
    leads = found.lead if found.items and lists.leads_up(found.lead) else ()
    unread = _unread(*found.lead[len(leads) :], *found.loose)
    said = tuple(Ignored(line.start, line.end, "leads up to a list") for line in leads)
    return Parts(activities=found.items, unread=unread, ignored=(*said, *_left_out(found)))


def _holder_fields(frame: Frame, section: Section, lines: Sequence[Line]) -> HolderList:
    """The holders that lines with a label name, in a section that is not about holders."""
    if section.kind is SectionKind.HOLDERS:
        return HolderList()
    return find_holder_fields(frame.text, lines, frame.source.not_holders)


def _measured(found: Measured) -> Parts:
    return Parts(
        indicators=found.indicators,
        realisations=found.realisations,
        unread=found.unread,
        ignored=found.ignored,
        labels=found.used,
    )


def _holders(found: HolderList) -> Parts:
    odd = tuple(("odd-holder", place) for place in found.odd)
    return Parts(holders=found.holders, unread=odd, ignored=found.ignored)


def _left_out(found: lists.ItemList) -> tuple[Ignored, ...]:
    bare = (Ignored(line.start, line.end, "bullet on a line of its own") for line in found.bare_bullets)
    subheads = (Ignored(line.start, line.end, "leads up to the items below it") for line in found.subheads)
    return (*bare, *subheads)


def _deviations(frame: Frame, section: Section, lines: Sequence[Line], own: Own) -> Parts:
    found = list(read_deviations(frame.text, section, lines, frame.source, own))
    return Parts(
        deviations=tuple(one.deviation for one in found), unread=tuple(place for one in found for place in one.unread)
    )


def _unread(*lines: Line) -> tuple[tuple[str, Span], ...]:
    return tuple(("unread-line", line.span) for line in lines)


def _budget(frame: Frame, section: Section, lines: Sequence[Line], own: Own) -> Parts:
    found = budget.read_budget(frame.text, section, lines, frame.source, own)
    return Parts(budget=found.amounts, labels=found.labels, ignored=found.ignored, unread=found.unread)
