"""Measured parts: which sections of a page hold indicators and realisations. Reads no table and no text itself."""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from ingest.read.indicators import IndicatorList, find_indicator_table, is_first_head, read_indicators
from ingest.read.realisations import read_activity_realisations, read_realisation
from ingest.read.record import Ignored, Indicator, Item, Realisation, Section
from ingest.read.span import Span
from ingest.read.text import Line
from ontology.codes import SectionKind


class SectionLines(msgspec.Struct, frozen=True):
    """A section, and its lines as far as nothing else was read from them."""

    section: Section
    lines: tuple[Line, ...]


class Measured(msgspec.Struct, frozen=True):
    """The indicators and realisations of a page; `used` are places that were read, `unread` those that were not."""

    indicators: tuple[Indicator, ...]
    realisations: tuple[Realisation, ...]
    unread: tuple[tuple[str, Span], ...]
    ignored: tuple[Ignored, ...]
    used: tuple[Span, ...]


def read_measured(text: str, page: Sequence[SectionLines], activities: Sequence[Item]) -> Measured:
    """What the sections of a page say is measured, wanted and reached."""
    found = [read_indicators(text, run) for run in _runs(text, page)]
    headings = {one.section.heading_span for one in page}
    odd = [("unread-line", span) for one in found for span in one.odd if span not in headings]
    glued = [("glued-cells", span) for one in found for span in one.glued]
    heads = [span for one in found for span in one.heads if span not in headings]
    return Measured(
        indicators=tuple(indicator for one in found for indicator in one.indicators),
        realisations=tuple(_realisations(page, activities)),
        unread=(*odd, *glued),
        ignored=tuple(Ignored(span.start, span.end, "head of a column") for span in heads),
        used=tuple(chain.from_iterable(_used(one) for one in found)),
    )


def indicator_rows(text: str, section: Section, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The rows of a table of indicators in a section that is not about indicators."""
    return () if section.kind is SectionKind.INDICATORS else find_indicator_table(text, lines)


def _runs(text: str, page: Sequence[SectionLines]) -> Iterator[list[Line]]:
    """The lines of each table of indicators, headings too: a table may be spread over sections, a column in each."""
    run: list[Line] = []
    for one in page:
        if one.section.kind is not SectionKind.INDICATORS:
            if run:
                yield run
            run = []
            rows = find_indicator_table(text, one.lines)
            if rows:
                yield list(rows)
            continue
        heading = one.section.heading_span
        if heading is not None:
            if run and is_first_head(text, heading):
                yield run
                run = []
            run.append(Line(heading.start, heading.end, text[heading.start : heading.end]))
        run += one.lines
    if run:
        yield run


def _used(found: IndicatorList) -> Iterator[Span]:
    yield from found.rules
    for indicator in found.indicators:
        yield Span(indicator.start, indicator.end)
        yield from (Span(value.start, value.end) for value in indicator.values)
        yield from (Span(item.start, item.end) for item in (indicator.data_source, indicator.unit) if item)


def _realisations(page: Sequence[SectionLines], activities: Sequence[Item]) -> Iterator[Realisation]:
    for one in page:
        if one.section.kind is SectionKind.REALISATION:
            yield from read_realisation(one.lines)
        elif one.section.kind is SectionKind.ACTIVITY_REALISATION:
            yield from read_activity_realisations(one.lines, activities)
