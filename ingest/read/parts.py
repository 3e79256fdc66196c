"""What the sections of a page hold: criteria, activities, notes, holders, deviations and the money table."""

from collections.abc import Sequence

import msgspec

from ingest.read import budget, effects, lists
from ingest.read.frame import Frame
from ingest.read.holders import read_holders
from ingest.read.record import Amount, Deviation, ElementRef, Holder, Ignored, Item, Section, Span, element_spans
from ingest.read.references import Own
from ingest.read.text import Line
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
        inside = [line for line in frame.body if section.start <= line.start and line.end <= section.end]
        nothing = [line for line in inside if line.text.rstrip(".") in frame.source.nothing]
        if nothing and len(nothing) == len(inside):
            said = tuple(Ignored(line.start, line.end, "says that there is nothing to list") for line in nothing)
            parts = _joined(parts, Parts(ignored=said))
        else:
            parts = _joined(parts, _section_parts(frame, section, inside, own))
    return parts


def element_at(start: int, parts: Parts) -> ElementRef | None:
    """The item of a list in which a place stands."""
    for name, places in element_spans(parts).items():
        for index, span in enumerate(places):
            if span.start <= start < span.end:
                return ElementRef(name, index)
    return None


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
            return Parts(activities=found.items, unread=tuple(("unread-line", line.span) for line in found.lead))
        case SectionKind.FRAMEWORK_NOTES:
            return Parts(notes=lists.read_lines(frame.text, span))
        case SectionKind.HOLDERS:
            holders, odd = read_holders(frame.text, span)
            return Parts(holders=holders, unread=tuple(("odd-holder", place) for place in odd))
        case SectionKind.DEVIATIONS:
            blocks = effects.blocks(lines, frame.source.headlines)
            return Parts(
                deviations=tuple(effects.deviation(frame.text, block, frame.source.headlines, own) for block in blocks)
            )
        case SectionKind.BUDGET:
            return _budget(frame, lines, own)
        case _:
            return Parts()


def _criteria(text: str, span: Span) -> Parts:
    found = lists.read_list(text, span)
    lead = lists.item_at(text, Span(found.lead[0].start, found.lead[-1].end)) if found.lead else None
    return Parts(criteria_lead=lead, criteria=found.items)


def _budget(frame: Frame, lines: Sequence[Line], own: Own) -> Parts:
    """The row of the page's own goal as amounts; another row is not understood, and said so."""
    table = budget.read_table([line for line in lines if line.text not in frame.source.ignore], frame.source.columns)
    year, kind = (own.document.year, own.document.kind) if own.document else (None, None)
    mine = [row for row in table.rows if own.number and row.label.text.casefold() == f"doel {own.number}"]
    others = [line for row in table.rows if row not in mine for line in (row.label, *row.cells)]
    amounts: tuple[Amount, ...] = tuple(
        amount for row in mine for amount in budget.amounts(row, table.columns, year, kind)
    )
    return Parts(
        budget=amounts,
        labels=tuple(row.label.span for row in mine),
        ignored=tuple(Ignored(line.start, line.end, "head of a column") for line in table.heads),
        unread=tuple(("unread-line", line.span) for line in (*table.rest, *others)),
    )
