"""Heads: the lines that say what a page is about, in each layout that is known.

Recognises them by form and by the words that a source lists. Reads nothing below them.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.documents import DOCUMENT_IN_TEXT, document_in
from ingest.read.openings import opening
from ingest.read.record import DocumentRef
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import CitedKind, Layout, PageKind, SectionKind

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
TAKEN_FROM: Final = re.compile(  # Z4
    rf"\s{{0,9}}\(tekst\s{{1,9}}uit\s{{1,9}}(?P<document>{DOCUMENT_IN_TEXT.pattern})\)$", re.IGNORECASE
)
WEBSITE: Final = re.compile(  # Gemeente Nergenshuizen; Gemeente Verzonnen aan den Inkt
    r"(?:[Gg]emeente|[Pp]rovincie|[Ww]aterschap|[Hh]oogheemraadschap)\s(?:['’]s-)?[A-Z][\w'’-]{1,30}(?:\s(?:aan|op|in|en|bij|de|den|der|het|ter|van)){0,3}(?:\s[A-Z][\w'’-]{1,30}){0,2}"
)
COLLECTION: Final = re.compile(  # a crumb that names what the page is one of: Programma's
    r"(?:home|start(?:pagina)?|hoofdlijnen|programmaplan|(?:overzicht\s(?:van\s)?(?:de\s)?)?"
    r"(?:programma['’]?s|projecten|ambities|thema['’]?s|kerntaken|paragrafen))",
    re.IGNORECASE,
)
CRUMB_MARK: Final = re.compile(r"^(?:[•›»>/|]\s{0,3}){1,2}|\s{0,3}[›»>/|]$")
STATEMENT_LINES: Final = 3  # a statement may be broken over so many lines
LONGEST_STATEMENT: Final = 200


class Head(msgspec.Struct, frozen=True):
    """The head of a goal page: its layout, number, and short name or statement, with their places.

    A page whose number stands only in its address has neither number nor keyword here.

    `line` is the index of its first line, `after` that of the first line behind it. Where the head is the heading of
    the description as well, `heading` is the place of those words, and `taken_from` the document that they name.
    """

    kind: PageKind
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
    match source.kind_of(address_number) if address_number else None:
        case CitedKind.GOAL:
            return _bare_head(lines, source)
        case CitedKind.AMBITION | CitedKind.PROGRAMME as kind:
            return _bare_upper_head(lines, source, kind)
        case _:
            return None


def misnumbered(lines: Sequence[Line], source: Source) -> tuple[Line, str, CitedKind | None] | None:
    """The line of a head whose number is no goal, ambition or programme, whatever its word says, in this family.

    With the number and what that is the number of; None where there is no such line.
    """
    for line in lines:
        match = DESCRIBED.fullmatch(line.text) or NUMBERED.fullmatch(line.text)
        if match is not None:
            kind = source.kind_of(match["number"])
            return None if kind is KINDS[match["keyword"].casefold()] else (line, match["number"], kind)
        if opening(line, source) is not None:
            break
    return None


def _bare_head(lines: Sequence[Line], source: Source) -> Head | None:
    """The head of a page that states no number: nothing but what stands above its text; None without any heading."""
    openings = [index for index, line in enumerate(lines) if opening(line, source) is not None]
    if not openings:
        return None
    first = 0
    while first < openings[0] and is_above_text(lines, first, source):
        first += 1
    opened = opening(lines[openings[0]], source)
    bare = opened is not None and opened.kind is SectionKind.DESCRIPTION
    stated = first + 1 < openings[0] and is_statement(lines[first].text)
    return Head(
        kind=PageKind.GOAL,
        layout=Layout.Z3_BARE if bare else Layout.Z1,
        line=first,
        after=first + 1 if stated else first,
        number=None,
        keyword=None,
        label=None,
        statement=lines[first].span if stated else None,
    )


def is_statement(text: str) -> bool:
    """Whether a line above a text can be its statement: some words on a line of their own, without a final stop."""
    return len(text) <= LONGEST_STATEMENT and " " in text and text[0].isupper() and text[-1] not in ".:;,!?|"


def _bare_upper_head(lines: Sequence[Line], source: Source, kind: CitedKind) -> Head | None:
    """The head of a page about an ambition or a programme without a number: its first line is statement or name."""
    first = next((index for index in range(len(lines)) if not is_above_text(lines, index, source)), None)
    if first is None or opening(lines[first], source) is not None:
        return None
    return Head(
        kind=PageKind(kind),
        layout=Layout.Z1,
        line=first,
        after=first + 1,
        number=None,
        keyword=None,
        label=lines[first].span if kind is CitedKind.PROGRAMME else None,
        statement=lines[first].span if kind is CitedKind.AMBITION else None,
    )


def is_above_text(lines: Sequence[Line], index: int, source: Source) -> bool:
    """Whether a line above the text says where the page stands: a document, a crumb, the domain behind it."""
    text = CRUMB_MARK.sub("", lines[index].text)
    named = document_in(text)
    is_title = named is not None and named[1] == Span(0, len(text))
    after_crumb = index > 0 and source.is_crumb(lines[index - 1].text)
    is_crumb = source.is_crumb(text) or COLLECTION.fullmatch(text) is not None
    return is_title or after_crumb or is_crumb or is_website(text) or source.why_ignored(text) is not None


def is_website(text: str) -> bool:
    """Whether a line is the name of the website: `Gemeente Nergenshuizen`, as portals print it above everything."""
    return WEBSITE.fullmatch(text) is not None


def _described_head(line: Line, index: int, match: re.Match[str], kind: CitedKind) -> Head:
    """`Beschrijving doel N` with the statement, behind which may stand the document that the text was taken from."""
    taken = TAKEN_FROM.search(line.text)
    document = document_in(taken["document"]) if taken else None
    rest = place_of(line, match, "rest")
    if taken:
        rest = Span(rest.start, line.start + taken.start())
    return Head(
        kind=PageKind(kind),
        layout=Layout.Z4 if taken else Layout.Z3,
        line=index,
        after=index + 1,
        number=place_of(line, match, "number"),
        keyword=place_of(line, match, "keyword"),
        label=rest if kind is CitedKind.PROGRAMME else None,
        statement=None if kind is CitedKind.PROGRAMME else rest,
        heading=place_of(line, match, "heading"),
        heading_words=match["heading"],
        taken_from=document[0] if document else None,
    )


def _upper_head(line: Line, index: int, match: re.Match[str], kind: CitedKind) -> Head:
    """`Ambitie N` with its statement, `Programma N` with its name."""
    rest = place_of(line, match, "rest")
    return Head(
        kind=PageKind(kind),
        layout=Layout.Z2,
        line=index,
        after=index + 1,
        number=place_of(line, match, "number"),
        keyword=place_of(line, match, "keyword"),
        label=rest if kind is CitedKind.PROGRAMME else None,
        statement=None if kind is CitedKind.PROGRAMME else rest,
    )


def _numbered_head(lines: Sequence[Line], index: int, match: re.Match[str], source: Source) -> Head:
    """`Doel N` with a short name, where statement and description follow; else with the statement itself."""
    line = lines[index]
    following = list(
        takewhile(lambda other: opening(other, source) is None, lines[index + 1 : index + 2 + STATEMENT_LINES])
    )
    after = index + 1 + len(following)
    opened = opening(lines[after], source) if after < len(lines) else None
    kind = opened.kind if opened is not None else None
    kinds = {o.kind for other in lines if (o := opening(other, source)) is not None}
    year_report = SectionKind.REALISATION in kinds
    described = kind in {SectionKind.DESCRIPTION, SectionKind.REALISATION} or (kind is not None and year_report)
    named = described and 0 < len(following) <= STATEMENT_LINES
    rest = place_of(line, match, "rest")
    return Head(
        kind=PageKind.GOAL,
        layout=Layout.Z2 if not named else Layout.Z5 if year_report else Layout.Z5B,
        line=index,
        after=after if named else index + 1,
        number=place_of(line, match, "number"),
        keyword=place_of(line, match, "keyword"),
        label=rest if named else None,
        statement=Span(following[0].start, following[-1].end) if named else rest,
    )


def place_of(line: Line, match: re.Match[str], group: str) -> Span:
    """Where a group of a match in a line stands on the page."""
    return Span(line.start + match.start(group), line.start + match.end(group))
