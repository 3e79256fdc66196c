"""Part lines: lines that begin with the number of a goal, an ambition or an activity of a programme.

Tells what a single line states. Knows nothing of the page around it but the section that the line stands in.
"""

import re
from functools import lru_cache
from typing import Final

import msgspec

from ingest.read.numbering import canonical
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import CitedKind, SectionKind

KEYWORD: Final = r"(?:(?:Hoofd|Beleids|Programma|Meerjaren)?doel(?:stelling)?|Ambitie|Actie|Activiteit|Prestatie)"
TABLES: Final = frozenset({SectionKind.BUDGET, SectionKind.INDICATORS, SectionKind.HOLDERS, SectionKind.OTHER})


class PartLine(msgspec.Struct, frozen=True):
    """What a line states: the kind and number of the thing, where they stand, and the words behind the number."""

    kind: CitedKind
    number: str
    number_span: Span
    words: Span


def part_line(line: Line, source: Source, within: SectionKind) -> PartLine | None:
    """What a line states that begins with the number of a part; None for any other line.

    A number of one figure or letter alone counts only where goals are stated, unless it has the word before it: the
    items of any list may begin so.
    """
    if within in TABLES or not source.numbers:
        return None
    match = _form(source.numbering.pattern).match(line.text)
    if match is None:
        return None
    number = canonical(match["number"])
    kind = source.numbering.kind_of(number)
    if kind is None or kind is CitedKind.PROGRAMME:
        return None
    if len(number) <= 2 and not match["keyword"] and within is not SectionKind.GOALS:
        return None
    return PartLine(kind, number, _place(line, match, "number"), _place(line, match, "words"))


@lru_cache
def _form(number: str) -> re.Pattern[str]:
    """The form of such a line: perhaps a word, the number, perhaps a stop or a dash, then words with a capital."""
    return re.compile(
        rf"(?:[|•*-]\s{{0,3}})?(?:(?P<keyword>{KEYWORD})\s+)?(?P<number>{number})(?:[.:)]|\s?[-–]|\s?\|)?\s*(?P<words>[\"'‘“(]?[A-ZÀ-Þ0-9].*)"
    )


def _place(line: Line, match: re.Match[str], group: str) -> Span:
    words = match[group].rstrip(" |")
    return Span(line.start + match.start(group), line.start + match.start(group) + len(words))
