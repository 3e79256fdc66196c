"""Openings: the lines that open a section of a page, by the headings that a source lists.

Says what a single line opens; knows nothing of the lines around it.
"""

import re
from typing import Final

import msgspec

from ingest.origin import DOCUMENT_IN_TEXT
from ingest.read.record import Span
from ingest.read.text import Line, folded, trimmed
from ingest.sources import Source
from ontology.codes import SectionKind

HEADING_TAIL: Final = re.compile(
    rf"\s+(?:\(tekst\s+uit\s+)?{DOCUMENT_IN_TEXT.pattern}\)?", re.IGNORECASE
)  # Berap 2023-2


class Opening(msgspec.Struct, frozen=True):
    """A line that opens a section: its kind, its heading, and what stands on the same line after a colon."""

    kind: SectionKind
    heading: Span
    rest: Line | None = None


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
