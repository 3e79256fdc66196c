"""The reading of one page: from its bytes, origin and source to its record. Pure; knows no other page."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from ingest.origin import Origin
from ingest.read import sections, text
from ingest.read.frame import Frame, issue
from ingest.read.head import read_head
from ingest.read.heads import find_head
from ingest.read.mentions import find_mentions
from ingest.read.openings import opening
from ingest.read.parts import ElementIndex, Parts, list_states, read_parts
from ingest.read.record import (
    DocumentRef,
    Ignored,
    Issue,
    Mention,
    NotesList,
    PageHead,
    Record,
    Reference,
    Section,
    Span,
    Target,
)
from ingest.read.references import Own, find_references
from ingest.read.targets import find_targets
from ingest.sources import Source
from ontology.codes import Layout, ListState, PageKind, Relation, Role, SectionKind

READER_VERSION = "0.2.0"
# Sections whose text is kept as it is: nothing in it is a list or a table that could be read wrongly.
TEXT_KINDS = frozenset(
    {SectionKind.DESCRIPTION, SectionKind.REALISATION, SectionKind.ACTIVITY_REALISATION, SectionKind.OTHER}
)


def read_page(content: bytes, origin: Origin, source: Source) -> Record:
    """The record of a page.

    Raises:
        UnreadableError: the bytes are no text.
    """
    page_text = text.decode(content)
    record = _read(text.digest(content), page_text, origin, source)
    flawed = tuple(issue(code, span) for code, span in text.flaws(content, page_text))
    return msgspec.structs.replace(record, issues=(*flawed, *record.issues)) if flawed else record


def _read(sha256: str, page_text: str, origin: Origin, source: Source) -> Record:
    lines = text.lines(page_text)
    head = find_head(lines, source, origin.number)
    if head is None:
        return _unknown(sha256, page_text, lines, origin, source)
    crumbs = sections.find_crumbs(lines, head, source)
    footer = sections.find_footer(lines, source)
    return _goal_page(Frame(sha256, page_text, lines, head, footer, crumbs, origin, source))


def _goal_page(frame: Frame) -> Record:
    body = sections.find_sections(frame.body, frame.head, frame.source)
    head, head_issues = read_head(frame, body.sections)
    own_sections = tuple(_own_numbering(section, head.document) for section in body.sections)
    own = Own(head.number, head.document, frame.source.depths)
    parts = read_parts(frame, own_sections, own)
    found = _Found(frame.text, own_sections, parts, ElementIndex(parts), _sentences(frame.text, own_sections))
    references = (*_head_references(frame, own), *_references(found, own))
    record = Record(
        page=head,
        text=frame.text,
        sections=own_sections,
        references=tuple(sorted(references, key=lambda reference: (reference.start, reference.number))),
        mentions=tuple(_mentions(found)),
        criteria_lead=parts.criteria_lead,
        criteria=parts.criteria,
        targets=tuple(_targets(found)),
        activities=parts.activities,
        framework_notes=NotesList(list_states(own_sections, parts)["frameworkNotes"], parts.notes),
        holders=parts.holders,
        deviations=parts.deviations,
        budget=parts.budget,
        ignored=tuple(
            sorted(
                (*frame.crumbs.ignored, *body.ignored, *parts.ignored, *_behind(frame)),
                key=lambda ignored: ignored.start,
            )
        ),
        issues=(),
        list_states=list_states(own_sections, parts),
    )
    odd = (*head_issues, *(issue(code, span) for code, span in parts.unread), *_unread_lines(record, frame, parts))
    return msgspec.structs.replace(record, issues=tuple(sorted(odd, key=lambda one: (one.start or 0, one.code))))


def _behind(frame: Frame) -> list[Ignored]:
    """What stands behind the footer: buttons and links of the website, nothing of the page."""
    behind = frame.lines[frame.footer.line + 1 :] if frame.footer else ()
    return [Ignored(line.start, line.end, "stands behind the footer") for line in behind]


def _head_references(frame: Frame, own: Own) -> list[Reference]:
    """The page's own number in its head, which names the page itself."""
    head = frame.head
    if head.number is None or head.keyword is None:
        return []
    last = head.statement if head.statement and head.label is None else head.label or head.number
    sentence = Span(head.keyword.start, last.end)
    found = find_references(frame.text, Span(head.keyword.start, head.number.end), own)
    return [msgspec.structs.replace(reference, role=Role.SELF, sentence=sentence) for reference in found]


class _Found(msgspec.Struct, frozen=True):
    """The sections of a page, with what is needed to say in which element something stands."""

    text: str
    sections: tuple[Section, ...]
    parts: Parts
    elements: ElementIndex
    sentences: tuple[tuple[int, Section, Span], ...]


def _sentences(page_text: str, page_sections: Sequence[Section]) -> tuple[tuple[int, Section, Span], ...]:
    """Each sentence with its section and the section's order."""
    return tuple(
        (index, section, sentence)
        for index, section in enumerate(page_sections)
        for sentence in text.sentences(page_text, Span(section.start, section.end))
    )


def _references(found: _Found, own: Own) -> Iterable[Reference]:
    effects = (effect for deviation in found.parts.deviations for effect in deviation.effects)
    bearers = {effect.on.span.end for effect in effects if effect.on.span}
    for index, section, sentence in found.sentences:
        is_listing = False
        for reference in find_references(found.text, sentence, own):
            placed = msgspec.structs.replace(
                reference,
                section=index,
                element=found.elements.at(reference.start),
                document=reference.document or section.document,
            )
            is_listing = own.is_parent_of(reference.number) and (is_listing or reference.start == sentence.start)
            if is_listing:
                placed = msgspec.structs.replace(placed, role=Role.CHILD)
            bears = reference.end in bearers and reference.relation is Relation.UNKNOWN
            yield _booked(placed) if bears else placed


def _booked(reference: Reference) -> Reference:
    """A reference to what bears a financial effect: the money is booked there."""
    return msgspec.structs.replace(reference, relation=Relation.BOOKED_ON, rule="bears-effect")


def _mentions(found: _Found) -> Iterable[Mention]:
    for index, _, sentence in found.sentences:
        for mention in find_mentions(found.text, sentence):
            yield msgspec.structs.replace(mention, section=index, element=found.elements.at(mention.start))


def _targets(found: _Found) -> Iterable[Target]:
    for index, section in enumerate(found.sections):
        if section.kind in {SectionKind.CRITERIA, SectionKind.DESCRIPTION}:
            for target in find_targets(found.text, Span(section.start, section.end)):
                yield msgspec.structs.replace(target, section=index, element=found.elements.at(target.start))


def _own_numbering(section: Section, document: DocumentRef | None) -> Section:
    """A section whose heading names the page's own document speaks the page's own numbers."""
    return msgspec.structs.replace(section, document=None) if section.document == document else section


def _unread_lines(record: Record, frame: Frame, parts: Parts) -> Iterable[Issue]:
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
    items = (*record.criteria, *record.activities, *record.framework_notes.items, *record.holders, *record.budget)
    leads = (record.criteria_lead,) if record.criteria_lead else ()
    yield from (Span(item.start, item.end) for item in (*leads, *items, *record.ignored))
    yield from (deviation.span for deviation in record.deviations)


def _unknown(sha256: str, page_text: str, lines: Sequence[text.Line], origin: Origin, source: Source) -> Record:
    """The record of a text in no known layout, or without a goal: its text, its references, and the issue."""
    headed = any(opening(line, source) is not None for line in lines)
    whole = text.trimmed(page_text, 0, len(page_text))
    own = Own(None, None, {})
    sentences = text.sentences(page_text, whole)
    return Record(
        page=_unknown_head(sha256, origin),
        text=page_text,
        sections=(Section(kind=SectionKind.OTHER, heading=None, heading_span=None, start=whole.start, end=whole.end),),
        references=tuple(found for sentence in sentences for found in find_references(page_text, sentence, own)),
        mentions=tuple(found for sentence in sentences for found in find_mentions(page_text, sentence)),
        criteria_lead=None,
        criteria=(),
        targets=(),
        activities=(),
        framework_notes=NotesList(ListState.NO_HEADING, ()),
        holders=(),
        deviations=(),
        budget=(),
        ignored=(),
        issues=(issue("no-goal" if headed else "unknown-layout", whole),),
        list_states={},
    )


def _unknown_head(sha256: str, origin: Origin) -> PageHead:
    return PageHead(
        organisation=None,
        document=None,
        kind=PageKind.UNKNOWN,
        number=None,
        label=None,
        statement=None,
        domain=None,
        built_at=None,
        exported_at=None,
        captured_at=origin.captured_at,
        source=origin.source,
        layout=Layout.UNKNOWN,
        sha256=sha256,
        spans={},
        found_by={},
    )
