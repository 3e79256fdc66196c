"""Listings: the goals, ambitions and programmes that the page of a tree, a site or a domain says there are.

Reads one listed thing from a line. What the page leaves out it does not know.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ingest.read.frame import Frame
from ingest.read.numbering import canonical
from ingest.read.record import Reference, Section
from ingest.read.sections import PROGRAMME_LAYOUTS
from ingest.read.span import Span
from ingest.read.text import Line
from ontology.codes import PageKind, Relation, Role, SectionKind

KEYWORD: Final = r"(?:Programma|Ambitie|Doel)"
GLUED: Final = re.compile(rf"(?<=[a-zà-ÿ.!?)])(?={KEYWORD}\s{{1,3}}[0-9]{{1,2}}\.[0-9])")
PAGE_NUMBER: Final = re.compile(  # ..... blz. 12; not the 4 of «één A4» or the year of «Zwolle 2030»
    r"(?:(?:(?<!\.)\.{3,200}|…)\s{0,3}(?:(?:blz|pag|p)\.?\s{0,3})?[0-9]{0,4}|\s(?:blz|pag|p)\.?\s{0,3}[0-9]{1,4}|\s[0-9]{1,3})$",
    re.IGNORECASE,
)
UPPER: Final = frozenset({PageKind.AMBITION, PageKind.PROGRAMME})
LISTINGS: Final = frozenset({PageKind.TREE, PageKind.DOMAIN})


def read_listing(frame: Frame, sections: Sequence[Section]) -> Iterator[Reference]:
    """What the lines of a listing name, each as a part of the document.

    On a page about an ambition or a programme so do the lines under the heading of its goals, and those that begin with
    a keyword and are no sentence; on other pages none.
    """
    kind, layout = frame.head.kind, frame.head.layout
    if kind not in LISTINGS and (kind not in UPPER or layout in PROGRAMME_LAYOUTS):
        return
    goals = [section for section in sections if section.kind is SectionKind.GOALS]
    form = _form(frame.source.numbering.pattern)
    for line in (entry for whole in frame.body for entry in _entries(whole)):
        match = form.match(line.text)
        if match is None:
            continue
        in_goals = any(section.start <= line.start < section.end for section in goals)
        is_entry = match["keyword"] is not None and line.text[-1] not in ".!?"
        if kind in LISTINGS or in_goals or is_entry:
            yield _listed(frame, line, match)


def _entries(line: Line) -> Iterator[Line]:
    """The entries of a line, of which several may be glued together: «een plek om te blijvenDoel 6.3.2We maken»."""
    starts = [0, *(match.start() for match in GLUED.finditer(line.text))]
    for start, end in zip(starts, (*starts[1:], len(line.text)), strict=True):
        yield Line(line.start + start, line.start + end, line.text[start:end])


@lru_cache
def _form(number: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:[|•-]\s{{0,3}})?(?P<named>(?:(?P<keyword>{KEYWORD})\s+)?(?P<number>{number}))[.:)]?\s*(?:[–-]\s+)?(?P<label>[^\W\d_].{{0,300}})"
    )


def _listed(frame: Frame, line: Line, match: re.Match[str]) -> Reference:
    words = PAGE_NUMBER.sub("", match["label"].rstrip()).rstrip(" |")
    label = Span(line.start + match.start("label"), line.start + match.start("label") + len(words))
    number = canonical(match["number"])
    kind = frame.source.numbering.kind_of(number)
    if kind is None:
        raise AssertionError(f"the form of {number} is one of the family")
    place = Span(line.start + match.start("named"), line.start + match.end("named"))
    return Reference(
        exact=frame.text[place.start : place.end],
        start=place.start,
        end=place.end,
        kind=kind,
        number=number,
        label=words,
        label_span=label,
        role=Role.CHILD,
        relation=Relation.UNKNOWN,
        document=None,
        section=None,
        element=None,
        sentence=Span(place.start, line.end),
        rule="listed",
    )
