"""The frame of a page: the crumbs above its head, its sections under their headings, and its footer.

Recognises lines by the words that a source lists. Reads nothing inside a section.
"""

from collections.abc import Sequence

import msgspec

from ingest.origin import document_in
from ingest.read.heads import Head
from ingest.read.numbers import STAMP
from ingest.read.openings import opening
from ingest.read.record import DocumentRef, Ignored, Section, Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import SectionKind


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
    """The sections of the lines between head and footer; text before the first heading is the description."""
    sections: list[Section] = []
    ignored: list[Ignored] = []
    pending: list[Line] = []
    current, heading = SectionKind.DESCRIPTION, head.heading

    def close() -> None:
        if pending or heading is not None:
            sections.append(_section(current, heading, pending))

    for line in lines:
        opened = opening(line, source)
        if (why := source.why_ignored(line.text)) is not None:
            ignored.append(Ignored(line.start, line.end, why))
        elif opened is None:
            pending.append(line)
        elif opened.kind is current and heading is not None and not pending and opened.rest is None:
            ignored.append(Ignored(line.start, line.end, "heading printed twice"))
        else:
            close()
            current, heading, pending = opened.kind, opened.heading, [opened.rest] if opened.rest else []
    close()
    return Body(tuple(_with_headings(sections, lines, head)), tuple(ignored))


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
