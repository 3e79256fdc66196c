"""Unread lines: the lines of a page that no part of its record accounts for, so that nothing is dropped in silence.

Compares places only; knows nothing of what a line says.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from ingest.read.frame import Frame, issue
from ingest.read.parts import Parts
from ingest.read.record import Issue, Record
from ingest.read.span import Span
from ontology.codes import SectionKind

# Sections whose text is kept as it is: nothing in it is a list or a table that could be read wrongly.
TEXT_KINDS: Final = frozenset(
    {
        SectionKind.DESCRIPTION,
        SectionKind.GOALS,
        SectionKind.SERVES,
        SectionKind.RELATIONS,
        SectionKind.REALISATION,
        SectionKind.ACTIVITY_REALISATION,
        SectionKind.OTHER,
    }
)


def unread_lines(record: Record, frame: Frame, parts: Parts) -> Iterable[Issue]:
    """The lines that no part of the record accounts for: nothing is dropped in silence."""
    head_spans = [frame.head.keyword] if frame.head.keyword else []
    used = [*_used_spans(record), *parts.labels, *head_spans, *(span for _, span in parts.unread)]
    if frame.footer:
        used.append(frame.lines[frame.footer.line].span)
    covered = _merged(used)
    starts = [span.start for span in covered]
    for line in frame.lines:
        before = bisect_left(starts, line.end) - 1
        if before < 0 or covered[before].end <= line.start:
            yield issue("unread-line", line.span)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _used_spans(record: Record) -> Iterable[Span]:
    yield from record.page.spans.values()
    for section in record.sections:
        if section.heading_span is not None:
            yield section.heading_span
        if section.kind in TEXT_KINDS:
            yield Span(section.start, section.end)
    yield from (Span(stated.start, stated.end) for stated in record.stated)
    items = (*record.criteria, *record.activities, *record.framework_notes.items, *record.holders, *record.budget)
    leads = (record.criteria_lead,) if record.criteria_lead else ()
    yield from (Span(item.start, item.end) for item in (*leads, *items, *record.ignored))
    yield from (deviation.span for deviation in record.deviations)
