"""The frame of a page: which layout it has, its head, its sections under their headings, and its footer.

Recognises lines by the words that a source lists. Reads nothing inside a section.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from ingest.origin import DOCUMENT_IN_TEXT, document_in
from ingest.read.numbers import STAMP
from ingest.read.record import DocumentRef, Ignored, Section, Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import Layout, SectionKind

NUMBER: Final = r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})"
DESCRIBED: Final = re.compile(
    rf"(?P<heading>Beschrijving doel)\s+{NUMBER}\s+(?P<statement>\S.*)"
)  # Beschrijving doel 2.2.2 We zorgen
NUMBERED: Final = re.compile(rf"(?P<heading>Doel)\s+{NUMBER}[.:]?\s+(?P<rest>\S.*)")  # Doel 1.1.2 Samenkracht
HEADING_TAIL: Final = re.compile(
    rf"\s+(?:\(tekst\s+uit\s+)?{DOCUMENT_IN_TEXT.pattern}\)?", re.IGNORECASE
)  # Berap 2023-2


class Head(msgspec.Struct, frozen=True):
    """The head of a goal page: its layout, number, and short name or statement, with their places.

    `line` is the index of its first line, `after` that of the first line behind it. Where the head is the heading of
    the description as well, `heading` is the place of those words.
    """

    layout: Layout
    line: int
    after: int
    number: Span
    keyword: Span
    label: Span | None
    statement: Span | None
    heading: Span | None


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


def find_head(lines: Sequence[Line], source: Source) -> Head | None:
    """The head of a goal page; None where no line has the form of one."""
    for index, line in enumerate(lines):
        if match := DESCRIBED.fullmatch(line.text):
            return Head(
                layout=Layout.Z3,
                line=index,
                after=index + 1,
                number=_place(line, match, "number"),
                keyword=Span(
                    line.start + match.start("heading") + len("Beschrijving "), line.start + match.end("heading")
                ),
                label=None,
                statement=_place(line, match, "statement"),
                heading=_place(line, match, "heading"),
            )
        if match := NUMBERED.fullmatch(line.text):
            return _numbered_head(lines, index, match, source)
        if heading_kind(line.text, source) is not None:
            return None
    return None


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
        elif index and lines[index - 1].text == source.crumb:
            domain = line.span
        elif line.text == source.crumb:
            ignored.append(Ignored(line.start, line.end, "navigation: announces the domain"))
        elif line.text in source.ignore:
            ignored.append(Ignored(line.start, line.end, source.ignore[line.text]))
    return Crumbs(document, document_span, domain, tuple(ignored))


def find_footer(lines: Sequence[Line], source: Source) -> Footer | None:
    """The footer with its stamps; None where the page has none."""
    if not lines or not lines[-1].text.startswith(source.footer):
        return None
    line = lines[-1]
    stamps = [Span(line.start + match.start(), line.start + match.end()) for match in STAMP.finditer(line.text)]
    built, exported = [*stamps, None, None][:2]
    return Footer(len(lines) - 1, built, exported)


def find_sections(lines: Sequence[Line], head: Head, source: Source) -> Body:
    """The sections of the lines between head and footer; text before the first heading is the description."""
    sections: list[Section] = []
    ignored: list[Ignored] = []
    pending: list[Line] = []
    current = SectionKind.DESCRIPTION
    heading = head.heading

    def close() -> None:
        if pending or heading is not None:
            sections.append(_section(current, heading, pending))

    for line in lines:
        kind = heading_kind(line.text, source)
        if line.text in source.ignore:
            ignored.append(Ignored(line.start, line.end, source.ignore[line.text]))
        elif kind is None:
            pending.append(line)
        elif kind is current and heading is not None and not pending:
            ignored.append(Ignored(line.start, line.end, "heading printed twice"))
        else:
            close()
            current, heading, pending = kind, line.span, []
    close()
    return Body(tuple(_with_headings(sections, lines, head)), tuple(ignored))


def heading_kind(text: str, source: Source) -> SectionKind | None:
    """What a line means as a heading: one of the source's headings, perhaps with the name of a document after it."""
    bare = text.rstrip(": ").casefold()
    for kind, headings in source.headings.items():
        for heading in headings:
            if bare == heading.casefold():
                return kind
            if text.casefold().startswith(heading.casefold()) and HEADING_TAIL.fullmatch(text, len(heading)):
                return kind
    return None


def _numbered_head(lines: Sequence[Line], index: int, match: re.Match[str], source: Source) -> Head:
    """`Doel N` with a short name and the statement on the next line, or with the statement itself."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    named = following is not None and heading_kind(following.text, source) is None and index + 2 < len(lines)
    named = named and heading_kind(lines[index + 2].text, source) is not None
    rest = _place(line, match, "rest")
    return Head(
        layout=Layout.Z5B if named else Layout.Z2,
        line=index,
        after=index + 2 if named else index + 1,
        number=_place(line, match, "number"),
        keyword=_place(line, match, "heading"),
        label=rest if named else None,
        statement=following.span if named and following else rest,
        heading=None,
    )


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
            found.append(msgspec.structs.replace(section, heading="Beschrijving doel"))
        else:
            words = by_start[section.heading_span.start].text
            named = document_in(words)
            found.append(msgspec.structs.replace(section, heading=words, document=named[0] if named else None))
    return found


def _place(line: Line, match: re.Match[str], group: str) -> Span:
    return Span(line.start + match.start(group), line.start + match.end(group))
