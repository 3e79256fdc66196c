"""Openings: the lines that open a section of a page, by the headings that a source lists.

Says what a single line opens; knows nothing of the lines around it.
"""

import re
from typing import Final

import msgspec

from ingest.documents import DOCUMENT_IN_TEXT
from ingest.read.cells import without_scale
from ingest.read.span import Span
from ingest.read.text import Line, trimmed
from ingest.sources import Source
from ontology.codes import Layout, SectionKind

HEADING_TAIL: Final = (
    re.compile(  # Berap 2023-2; (tekst uit Begroting 2021); in 2031?; Begroting 2029-2032; 2029 t/m 2032
        rf"\s{{1,9}}(?:(?:\(tekst\s{{1,9}}uit\s{{1,9}})?{DOCUMENT_IN_TEXT.pattern}\)?|(?:in\s{{1,9}})?20[0-9]{{2}})"
        r"(?:\s?(?:[-–/]|t/m|tot\sen\smet)\s?20[0-9]{2})?\s?\??",
        re.IGNORECASE,
    )
)

FIELDS: Final = frozenset({SectionKind.HOLDERS, SectionKind.SERVES, SectionKind.OTHER})


LONGEST_QUESTION: Final = 80
QUESTIONS: Final = tuple(
    (re.compile(rf"wat\s{form}(?:\s(?:in|van)\s.{{1,30}})?\s?\??", re.IGNORECASE), kind)
    for form, kind in (
        (r"wil(?:len|den|de)?\s[^.?]{0,40}bereiken", SectionKind.GOALS),
        (r"(?:hebben|heeft|is|werd)\s[^.?]{0,40}bereikt", SectionKind.REALISATION),
        (r"(?:gaan|gaat|doen|doet|gingen|zouden|zullen)\s[^.?]{0,40}doen", SectionKind.ACTIVITIES),
        (r"(?:hebben|heeft|is|werd)\s[^.?]{0,40}gedaan", SectionKind.ACTIVITY_REALISATION),
        (r"(?:mag|gaat|heeft|zal)\s[^.?]{0,30}(?:kosten|gekost|kost)", SectionKind.BUDGET),
    )
)


class Opening(msgspec.Struct, frozen=True):
    """A line that opens a section: its kind, its heading, and what stands on the same line after a colon."""

    kind: SectionKind
    heading: Span
    rest: Line | None = None


def opening(line: Line, source: Source) -> Opening | None:
    """The section that a line opens: with a heading of the source, perhaps with the name of a document behind it.

    A heading of holders or of the goals served may be a field, with its value behind a colon.
    """
    if not source.may_open(line.text):
        return None
    whole = source.heading(line.text)
    if whole is not None:
        return Opening(whole, line.span)
    for known, kind in source.headings_at_start(line.text):
        if HEADING_TAIL.fullmatch(" ".join(line.text.split()), len(known)):
            return Opening(kind, line.span)
        if kind is SectionKind.BUDGET and source.heading(without_scale(line.text)) is kind:
            return Opening(kind, line.span)  # Overzicht baten en lasten (x € 1.000)
        if kind in FIELDS and re.match(r"\s*:", " ".join(line.text.split())[len(known) :]):
            start = line.start + line.text.index(":") + 1
            names = trimmed(line.text, start - line.start, len(line.text))
            rest = Line(line.start + names.start, line.end, line.text[names.start : names.end])
            return Opening(kind, Span(line.start, start - 1), rest)
    asked = _asked(line.text) if source.programme_pages is Layout.QUESTIONS else None
    return Opening(asked, line.span) if asked is not None else None


def _asked(text: str) -> SectionKind | None:
    """What a question of a programme page asks for, in whatever words and tense; None for any other line."""
    if len(text) > LONGEST_QUESTION or not text[:4].casefold().startswith("wat "):
        return None
    return next((kind for form, kind in QUESTIONS if form.fullmatch(text)), None)
