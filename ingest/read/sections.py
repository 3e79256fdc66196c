"""The frame of a page: which layout it has, its head, its sections under their headings, and its footer.

Recognises lines by the words that a source lists. Reads nothing inside a section.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.origin import DOCUMENT_IN_TEXT, document_in
from ingest.read.numbers import STAMP
from ingest.read.record import DocumentRef, Ignored, Section, Span
from ingest.read.text import Line, folded, trimmed
from ingest.sources import Source
from ontology.codes import CitedKind, Layout, SectionKind

NUMBER: Final = r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})"
DESCRIBED: Final = re.compile(  # Beschrijving doel 2.2.2 We zorgen; Beschrijving programma 7. Vitale wijken
    rf"(?P<heading>Beschrijving\s+(?P<keyword>doel|ambitie|programma))\s+{NUMBER}\.?\s+(?P<rest>\S.*)"
)
NUMBERED: Final = re.compile(
    rf"(?P<keyword>Doel|Ambitie|Programma)\s+{NUMBER}[.:]?\s+(?P<rest>\S.*)"
)  # Doel 1.1.2 Samenkracht
KINDS: Final = MappingProxyType(
    {"doel": CitedKind.GOAL, "ambitie": CitedKind.AMBITION, "programma": CitedKind.PROGRAMME}
)
TAKEN_FROM: Final = re.compile(rf"\s*\(tekst\s+uit\s+(?P<document>{DOCUMENT_IN_TEXT.pattern})\)$", re.IGNORECASE)  # Z4
STATEMENT_LINES: Final = 3  # a statement may be broken over so many lines
HEADING_TAIL: Final = re.compile(
    rf"\s+(?:\(tekst\s+uit\s+)?{DOCUMENT_IN_TEXT.pattern}\)?", re.IGNORECASE
)  # Berap 2023-2


class Head(msgspec.Struct, frozen=True):
    """The head of a goal page: its layout, number, and short name or statement, with their places.

    A page whose number stands only in its address has neither number nor keyword here.

    `line` is the index of its first line, `after` that of the first line behind it. Where the head is the heading of
    the description as well, `heading` is the place of those words, and `taken_from` the document that they name.
    """

    kind: CitedKind
    layout: Layout
    line: int
    after: int
    number: Span | None
    keyword: Span | None
    label: Span | None
    statement: Span | None
    heading: Span | None = None
    heading_words: str | None = None
    taken_from: DocumentRef | None = None


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


def find_head(lines: Sequence[Line], source: Source, address_number: str | None) -> Head | None:
    """The head of a page about a goal, an ambition or a programme.

    None where no line has the form of one with a number as deep as its word says, and the address has no number of a
    goal either.
    """
    for index, line in enumerate(lines):
        described, numbered = DESCRIBED.fullmatch(line.text), NUMBERED.fullmatch(line.text)
        match = described or numbered
        if match is not None:
            kind = KINDS[match["keyword"].casefold()]
            if source.kind_of(match["number"]) is not kind:
                return None  # the page is about something else, whatever its address says
            if described:
                return _described_head(line, index, match, kind)
            return (
                _numbered_head(lines, index, match, source)
                if kind is CitedKind.GOAL
                else _upper_head(line, index, match, kind)
            )
        if opening(line, source) is not None:
            break
    if address_number is None or source.kind_of(address_number) is not CitedKind.GOAL:
        return None
    return _bare_head(lines, source)


def _bare_head(lines: Sequence[Line], source: Source) -> Head | None:
    """The head of a page that states no number: nothing but what stands above its text; None without any heading."""
    openings = [index for index, line in enumerate(lines) if opening(line, source) is not None]
    if not openings:
        return None
    first = 0
    while first < openings[0] and _is_above_text(lines, first, source):
        first += 1
    opened = opening(lines[openings[0]], source)
    bare = opened is not None and opened.kind is SectionKind.DESCRIPTION
    return Head(
        kind=CitedKind.GOAL,
        layout=Layout.Z3_BARE if bare else Layout.Z1,
        line=first,
        after=first,
        number=None,
        keyword=None,
        label=None,
        statement=None,
    )


def _is_above_text(lines: Sequence[Line], index: int, source: Source) -> bool:
    """Whether a line above the text says where the page stands: a document, a crumb, the domain behind it."""
    text = lines[index].text
    named = document_in(text)
    is_title = named is not None and named[1] == Span(0, len(text))
    after_crumb = index > 0 and source.is_crumb(lines[index - 1].text)
    return is_title or after_crumb or source.is_crumb(text) or source.why_ignored(text) is not None


def _described_head(line: Line, index: int, match: re.Match[str], kind: CitedKind) -> Head:
    """`Beschrijving doel N` with the statement, behind which may stand the document that the text was taken from."""
    taken = TAKEN_FROM.search(line.text)
    document = document_in(taken["document"]) if taken else None
    rest = _place(line, match, "rest")
    if taken:
        rest = Span(rest.start, line.start + taken.start())
    return Head(
        kind=kind,
        layout=Layout.Z4 if taken else Layout.Z3,
        line=index,
        after=index + 1,
        number=_place(line, match, "number"),
        keyword=_place(line, match, "keyword"),
        label=rest if kind is CitedKind.PROGRAMME else None,
        statement=None if kind is CitedKind.PROGRAMME else rest,
        heading=_place(line, match, "heading"),
        heading_words=match["heading"],
        taken_from=document[0] if document else None,
    )


def _upper_head(line: Line, index: int, match: re.Match[str], kind: CitedKind) -> Head:
    """`Ambitie N` with its statement, `Programma N` with its name."""
    rest = _place(line, match, "rest")
    return Head(
        kind=kind,
        layout=Layout.Z2,
        line=index,
        after=index + 1,
        number=_place(line, match, "number"),
        keyword=_place(line, match, "keyword"),
        label=rest if kind is CitedKind.PROGRAMME else None,
        statement=None if kind is CitedKind.PROGRAMME else rest,
    )


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


class Opening(msgspec.Struct, frozen=True):
    """A line that opens a section: its kind, its heading, and what stands on the same line after a colon."""

    kind: SectionKind
    heading: Span
    rest: Line | None = None


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


def opening(line: Line, source: Source) -> Opening | None:
    """The section that a line opens: with a heading of the source, perhaps with the name of a document behind it.

    A heading of holders may have the names behind a colon.
    """
    whole = source.heading(line.text)
    if whole is not None:
        return Opening(whole, line.span)
    for known, kind in source.headings_at_start(line.text):
        if HEADING_TAIL.fullmatch(" ".join(line.text.split()), len(known)):
            return Opening(kind, line.span)
        if kind is SectionKind.HOLDERS and folded(line.text).startswith(f"{known}:"):
            start = line.start + line.text.index(":") + 1
            names = trimmed(line.text, start - line.start, len(line.text))
            rest = Line(line.start + names.start, line.end, line.text[names.start : names.end])
            return Opening(kind, Span(line.start, start - 1), rest)
    return None


def _numbered_head(lines: Sequence[Line], index: int, match: re.Match[str], source: Source) -> Head:
    """`Doel N` with a short name, where statement and description follow; else with the statement itself."""
    line = lines[index]
    following = list(
        takewhile(lambda other: opening(other, source) is None, lines[index + 1 : index + 2 + STATEMENT_LINES])
    )
    after = index + 1 + len(following)
    opened = opening(lines[after], source) if after < len(lines) else None
    kind = opened.kind if opened is not None else None
    described = kind in {SectionKind.DESCRIPTION, SectionKind.REALISATION}
    named = described and 0 < len(following) <= STATEMENT_LINES
    year_report = any((o := opening(other, source)) and o.kind is SectionKind.REALISATION for other in lines)
    rest = _place(line, match, "rest")
    return Head(
        kind=CitedKind.GOAL,
        layout=Layout.Z2 if not named else Layout.Z5 if year_report else Layout.Z5B,
        line=index,
        after=after if named else index + 1,
        number=_place(line, match, "number"),
        keyword=_place(line, match, "keyword"),
        label=rest if named else None,
        statement=Span(following[0].start, following[-1].end) if named else rest,
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
            found.append(msgspec.structs.replace(section, heading=head.heading_words, document=head.taken_from))
        else:
            whole = by_start[section.heading_span.start]
            words = whole.text[: section.heading_span.end - whole.start]
            named = document_in(words)
            found.append(msgspec.structs.replace(section, heading=words, document=named[0] if named else None))
    return found


def _place(line: Line, match: re.Match[str], group: str) -> Span:
    return Span(line.start + match.start(group), line.start + match.end(group))
