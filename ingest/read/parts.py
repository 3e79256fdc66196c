"""What the sections of a page hold: criteria, activities, notes, holders, deviations and the money table."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from ingest.read import budget, effects, lists
from ingest.read.frame import Frame
from ingest.read.holders import read_holders
from ingest.read.record import Amount, Deviation, ElementRef, Holder, Ignored, Item, Section, Span, element_spans
from ingest.read.references import Own
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


def read_parts(frame: Frame, page_sections: Sequence[Section], own: Own) -> Parts:
    """What the sections hold, each read by its kind."""
    parts = Parts()
    for section in page_sections:
        inside = _lines_in(frame, section)
        nothing = [line for line in inside if frame.source.says_nothing(line.text)]
        if nothing and len(nothing) == len(inside):
            said = tuple(Ignored(line.start, line.end, "says that there is nothing to list") for line in nothing)
            parts = _joined(parts, Parts(ignored=said))
        else:
            parts = _joined(parts, _section_parts(frame, section, inside, own))
    return parts


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
        if line.end > section.start
    ]


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
    )


def _section_parts(frame: Frame, section: Section, lines: Sequence[Line], own: Own) -> Parts:
    span = Span(section.start, section.end)
    match section.kind:
        case SectionKind.CRITERIA:
            return _criteria(frame.text, span)
        case SectionKind.ACTIVITIES:
            found = lists.read_list(frame.text, span)
            unread = _unread(*found.lead, *found.loose)
            return Parts(activities=found.items, unread=unread, ignored=_bare(found))
        case SectionKind.FRAMEWORK_NOTES:
            return Parts(notes=lists.read_lines(frame.text, span))
        case SectionKind.HOLDERS:
            holders, odd = read_holders(frame.text, span, frame.source.not_holders)
            return Parts(holders=holders, unread=tuple(("odd-holder", place) for place in odd))
        case SectionKind.DEVIATIONS:
            return _deviations(frame, lines, own)
        case SectionKind.BUDGET:
            return _budget(frame, lines, own)
        case _:
            return Parts()


def _criteria(text: str, span: Span) -> Parts:
    found = lists.read_list(text, span)
    # without a single bullet, only the first line can be taken for the lead
    leading = found.lead if found.items else found.lead[:1]
    lead = lists.item_at(text, Span(leading[0].start, leading[-1].end)) if leading else None
    unread = _unread(*found.lead[len(leading) :], *found.loose)
    return Parts(criteria_lead=lead, criteria=found.items, unread=unread, ignored=_bare(found))


def _bare(found: lists.ItemList) -> tuple[Ignored, ...]:
    return tuple(Ignored(line.start, line.end, "bullet on a line of its own") for line in found.bare_bullets)


def _deviations(frame: Frame, lines: Sequence[Line], own: Own) -> Parts:
    blocks = effects.blocks(lines, frame.source)
    return Parts(
        deviations=tuple(effects.deviation(frame.text, block, frame.source, own) for block in blocks),
        unread=tuple(("odd-amount", span) for block in blocks for span in effects.unread_amounts(frame.text, block)),
    )


def _unread(*lines: Line) -> tuple[tuple[str, Span], ...]:
    return tuple(("unread-line", line.span) for line in lines)


def _budget(frame: Frame, lines: Sequence[Line], own: Own) -> Parts:
    """The row of the page's own goal as amounts; another row is not understood, and said so."""
    table = budget.read_table(lines, frame.source)
    year, kind = (own.document.year, own.document.kind) if own.document else (None, None)
    # a second row of the same goal would give one line two amounts
    mine = [row for row in table.rows if own.number and folded(row.label.text) == f"doel {own.number}"][:1]
    others = [line for row in table.rows if row not in mine for line in (row.label, *row.cells)]
    amounts: tuple[Amount, ...] = tuple(
        amount for row in mine for amount in budget.amounts(row, table.columns, year, kind)
    )
    return Parts(
        budget=amounts,
        labels=tuple(row.label.span for row in mine),
        ignored=tuple(Ignored(line.start, line.end, "head of a column") for line in table.heads),
        unread=_unread(*table.rest, *others),
    )
