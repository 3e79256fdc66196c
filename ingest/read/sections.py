"""The frame of a page: the crumbs above its head, its sections under their headings, and its footer.

Recognises lines by the words that a source lists. Reads nothing inside a section.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from ingest.documents import document_in
from ingest.read.cells import is_scale
from ingest.read.columns import head_meaning, is_label_head
from ingest.read.heads import Head, is_website
from ingest.read.holders import is_name
from ingest.read.numbers import STAMP
from ingest.read.openings import Opening, opening
from ingest.read.record import DocumentRef, Ignored, Section
from ingest.read.span import Span
from ingest.read.text import Line, folded
from ingest.sources import Source
from ontology.codes import Layout, PageKind, SectionKind

PROGRAMME_LAYOUTS: Final = frozenset({Layout.QUESTIONS, Layout.Z0})  # pages about a programme that state its goals
SUBHEADS: Final = frozenset({"toelichting"})
GOES_ON: Final = re.compile(
    r"(?:[•*-]\s{0,3})?(?:(?:doel|ambitie|programma)\s{1,3})?[0-9]", re.IGNORECASE
)  # more goals


class Crumbs(msgspec.Struct, frozen=True):
    """What stands above the head: the document and the domain, and the lines that say nothing."""

    document: DocumentRef | None
    document_span: Span | None
    domain: Span | None
    ignored: tuple[Ignored, ...]


class Footer(msgspec.Struct, frozen=True):
    """The last line: when the page was built and when its source was exported, as printed."""

    line: int
    built: Span | None
    exported: Span | None


class Body(msgspec.Struct, frozen=True):
    """The sections, and the lines between them that are left out with a reason."""

    sections: tuple[Section, ...]
    ignored: tuple[Ignored, ...]


def find_crumbs(lines: Sequence[Line], head: Head, source: Source) -> Crumbs:
    """What the lines above the head say."""
    document: DocumentRef | None = None
    document_span: Span | None = None
    domain: Span | None = None
    ignored: list[Ignored] = []
    for index, line in enumerate(lines[: head.line]):
        named = document_in(line.text)
        if named and named[1] == Span(0, len(line.text)):
            document, document_span = named[0], line.span
        elif index and source.is_crumb(lines[index - 1].text):
            domain = line.span
        elif is_website(line.text):
            ignored.append(Ignored(line.start, line.end, "name of the website"))
        elif source.is_crumb(line.text):
            ignored.append(Ignored(line.start, line.end, "navigation: announces the domain"))
        elif (why := source.why_ignored(line.text)) is not None:
            ignored.append(Ignored(line.start, line.end, why))
    known = [span.start for span in (document_span, domain) if span] + [one.start for one in ignored]
    above = [line for line in lines[: head.line] if known and line.start < min(known)]
    ignored += [Ignored(line.start, line.end, "stands above the crumbs") for line in above]
    return Crumbs(document, document_span, domain, tuple(ignored))


def find_footer(lines: Sequence[Line], source: Source) -> Footer | None:
    """The footer with its stamps: the last line that begins as one; None where the page has none."""
    found = next(
        (index for index in range(len(lines) - 1, -1, -1) if lines[index].text.startswith(source.footer)), None
    )
    if found is None:
        return None
    line = lines[found]
    stamps = [Span(line.start + match.start(), line.start + match.end()) for match in STAMP.finditer(line.text)]
    built, exported = [*stamps, None, None][:2]
    return Footer(found, built, exported)


def find_sections(lines: Sequence[Line], head: Head, source: Source) -> Body:
    """The sections of the lines between head and footer; text before the first heading is the description.

    So is text behind a field, which has its value on the line of its heading.
    """
    sections: list[Section] = []
    ignored: list[Ignored] = []
    pending: list[Line] = []
    current = _Open(SectionKind.DESCRIPTION, head.heading)

    def close() -> None:
        if pending or current.heading is not None:
            sections.append(_section(current.kind, current.heading, pending))

    for line, following in zip(lines, (*lines[1:], None), strict=True):
        opened = opening(line, source)
        if opened is not None and (_heads_table(line, following, source) or _is_subhead(line, head)):
            opened = None
        if (why := source.why_ignored(line.text)) is not None and not source.says_nothing(line.text):
            ignored.append(Ignored(line.start, line.end, why))
            pending += [line] if source.introduces(line.text) else []
        elif opened is not None and current.is_heading_of(opened) and not _says_something(pending, source):
            ignored.append(Ignored(line.start, line.end, "heading printed twice"))
        elif opened is not None:
            close()
            current = _Open(opened.kind, opened.heading, is_field=opened.rest is not None)
            pending = [opened.rest] if opened.rest else []
        elif current.is_field and not _goes_on(line, current.kind):
            close()
            current, pending = _Open(SectionKind.DESCRIPTION), [line]
        else:
            pending.append(line)
    close()
    return Body(tuple(_with_headings(sections, lines, head)), tuple(ignored))


def _heads_table(line: Line, following: Line | None, source: Source) -> bool:
    """Whether a line that could be a heading is the head of the labels of a table: «Omschrijving» before «2031»."""
    if following is None or not is_label_head(line.text):
        return False
    meaning = head_meaning(following.text, source)
    return meaning is not None and (meaning.only_time or meaning.only_line)


def _is_subhead(line: Line, head: Head) -> bool:
    """Whether a line only heads a part of a section of a goal's page; on other pages it heads a section."""
    return head.kind is PageKind.GOAL and folded(line.text) in SUBHEADS


def _says_something(pending: Sequence[Line], source: Source) -> bool:
    """Whether lines say more than what follows and in which scale: «Bedragen x € 1.000»."""
    return any(not source.introduces(line.text) and not is_scale(line.text) for line in pending)


class _Open(msgspec.Struct, frozen=True):
    """The section that lines are put in; a field has its value on the line of its heading."""

    kind: SectionKind
    heading: Span | None = None
    is_field: bool = False

    def is_heading_of(self, opened: Opening) -> bool:
        """Whether another opening is the same heading once more; those of indicators are the heads of columns."""
        alike = opened.kind is self.kind and opened.kind is not SectionKind.INDICATORS
        return alike and self.heading is not None and opened.rest is None


def _goes_on(line: Line, kind: SectionKind) -> bool:
    """Whether a line goes on with the value of a field: one more name, one more goal."""
    match kind:
        case SectionKind.HOLDERS:
            return is_name(line.text)
        case SectionKind.SERVES:
            return GOES_ON.match(line.text) is not None
        case _:
            return False


def _section(kind: SectionKind, heading: Span | None, lines: Sequence[Line]) -> Section:
    start = lines[0].start if lines else heading.end if heading else 0
    end = lines[-1].end if lines else start
    return Section(kind=kind, heading=None, heading_span=heading, start=start, end=end)


def _with_headings(sections: Sequence[Section], lines: Sequence[Line], head: Head) -> list[Section]:
    """The sections with the words of their headings and the document that a heading names."""
    by_start = {line.start: line for line in lines}
    found = []
    for section in sections:
        if section.heading_span is None:
            found.append(section)
        elif section.heading_span == head.heading:
            found.append(msgspec.structs.replace(section, heading=head.heading_words, document=head.taken_from))
        else:
            whole = by_start[section.heading_span.start]
            words = whole.text[: section.heading_span.end - whole.start]
            named = document_in(words)
            found.append(msgspec.structs.replace(section, heading=words, document=named[0] if named else None))
    return found
