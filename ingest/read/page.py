"""The reading of one page: from its bytes, origin and source to its record. Pure; knows no other page."""

import msgspec

from ingest.origin import Origin
from ingest.read import sections, text
from ingest.read.frame import Frame, issue
from ingest.read.free_effects import read_free_effects
from ingest.read.head import read_head
from ingest.read.heads import find_head
from ingest.read.named import read_named
from ingest.read.parts import list_states, read_parts
from ingest.read.proposals import read_proposals
from ingest.read.record import SUBJECTS, DocumentRef, Ignored, NotesList, Record, Section
from ingest.read.references import Own
from ingest.read.stated import read_stated
from ingest.read.titles import find_titled_head
from ingest.read.unknown import unknown_page
from ingest.read.unread import unread_lines
from ingest.sources import Source

READER_VERSION = "0.4.0"
NEEDS_DOCUMENT = "odd-column"  # what a column is follows from the document as well, so that its absence says enough


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
    head = find_titled_head(lines, source) or find_head(lines, source, origin.number)
    if head is None:
        return unknown_page(sha256, page_text, lines, origin, source)
    crumbs = sections.find_crumbs(lines, head, source)
    footer = sections.find_footer(lines, source)
    return _goal_page(Frame(sha256, page_text, lines, head, footer, crumbs, origin, source))


def _goal_page(frame: Frame) -> Record:
    body = sections.find_sections(frame.body, frame.head, frame.source)
    head, head_issues = read_head(frame, body.sections)
    own_sections = tuple(_own_numbering(section, head.document) for section in body.sections)
    plan, proposals = read_stated(frame, own_sections, head.key), read_proposals(frame)
    plan = msgspec.structs.replace(
        plan, stated=(*plan.stated, *proposals.stated), topics=(*plan.topics, *proposals.topics)
    )
    own = Own(head.number, head.document, frame.source.numbering, SUBJECTS.get(head.kind), head.key)
    parts = read_parts(frame, own_sections, own, head.key)
    effects = read_free_effects(frame, plan, own)
    named = read_named(frame, plan, parts, own, effects)
    record = Record(
        page=head,
        text=frame.text,
        sections=own_sections,
        references=named.references,
        mentions=named.mentions,
        criteria_lead=parts.criteria_lead,
        criteria=parts.criteria,
        targets=named.targets,
        activities=parts.activities,
        framework_notes=NotesList(list_states(own_sections, parts)["frameworkNotes"], parts.notes),
        holders=parts.holders,
        deviations=parts.deviations,
        budget=(*parts.budget, *proposals.amounts),
        ignored=tuple(
            sorted(
                (*frame.crumbs.ignored, *body.ignored, *parts.ignored, *_behind(frame)),
                key=lambda ignored: ignored.start,
            )
        ),
        issues=(),
        list_states=list_states(own_sections, parts),
        stated=plan.stated,
        effects=effects,
        topics=plan.topics,
        indicators=parts.indicators,
        realisations=parts.realisations,
    )
    unread = (issue(*one) for one in parts.unread if head.document is not None or one[0] != NEEDS_DOCUMENT)
    odd = (*head_issues, *unread, *unread_lines(record, frame, parts))
    return msgspec.structs.replace(record, issues=tuple(sorted(odd, key=lambda one: (one.start or 0, one.code))))


def _behind(frame: Frame) -> list[Ignored]:
    """What stands behind the footer: buttons and links of the website, nothing of the page."""
    behind = frame.lines[frame.footer.line + 1 :] if frame.footer else ()
    return [Ignored(line.start, line.end, "stands behind the footer") for line in behind]


def _own_numbering(section: Section, document: DocumentRef | None) -> Section:
    """A section whose heading names the page's own document speaks the page's own numbers."""
    return msgspec.structs.replace(section, document=None) if section.document == document else section
