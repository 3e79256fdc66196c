"""Titles: the heads of pages that are not about one numbered goal: programmes, projects, proposals, trees and domains.

Such a page is known by its title, in the words of a source, and by what stands below it. Reads nothing of that.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from ingest.read.heads import DESCRIBED, NUMBERED, Head, is_above_text, place_of
from ingest.read.holders import is_labelled
from ingest.read.openings import HEADING_TAIL, opening
from ingest.read.part_lines import part_line
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import CitedKind, Layout, PageKind, SectionKind

LONGEST_TITLE: Final = 120
TITLES: Final = 4  # so many lines may stand where a title does
PROPOSALS: Final = re.compile(  # Overzicht bestedingsvoorstellen per programma; Voorstellen voor nieuw beleid 2031
    r"(?:[^\s.]{1,30}\s){0,4}(?:bestedings|investerings|beleids)voorstel(?:len)?(?:\s[^.]{1,60})?"
    r"|(?:[^\s.]{1,30}\s){0,2}voorstellen\s(?:voor\s)?nieuw\sbeleid(?:\s[^.]{1,40})?",
    re.IGNORECASE,
)
FIELDS: Final = 20  # so many lines below its title a project names its goals
PROJECT_FIELD: Final = re.compile(  # Projectcode: 5.1.3; | Looptijd | 2031 |
    r"\|?\s{0,20}(?:project(?:code|naam|nummer|leider|fase|status|wethouder)|(?:bestuurlijke?|ambtelijke?)\sopdrachtgever"
    r"|opdrachtnemer|looptijd|fase|start(?:datum)?|einddatum|oplevering|planning)\s{0,40}(?:[:|].{0,200})?",
    re.IGNORECASE,
)
MOST_FIELDS: Final = 3  # so many of them make a page that of a project
# What a page about a programme tells beside its goals; one with a number is known by these alone.
ANSWERED: Final = (SectionKind.REALISATION, SectionKind.ACTIVITIES, SectionKind.ACTIVITY_REALISATION)
LAYOUTS: Final = {PageKind.SPENDING_PROPOSALS: Layout.PROPOSALS, PageKind.PROJECT: Layout.PROJECT}


def find_titled_head(lines: Sequence[Line], source: Source) -> Head | None:
    """The head of a page that is known by its title; None for any other page."""
    title = next((index for index in range(len(lines)) if not _is_above_title(lines, index, source)), None)
    if title is None or len(lines[title].text) > LONGEST_TITLE:
        return None
    words = lines[title].text
    kind = source.title(words) or source.title(_bare(words)) or source.title(words.partition(":")[0])
    if kind is None and (proposals := _proposals(lines, title)) is not None:
        return _head(proposals, PageKind.SPENDING_PROPOSALS, lines[proposals].span)
    if kind is None and _lists_programmes(lines[title : title + 2]):
        return _head(title, PageKind.DOMAIN, None)
    if kind is None and _is_project(lines, title, source):
        kind = PageKind.PROJECT
    if kind is not None:
        return _head(title, kind, lines[title].span)
    return _programme_head(lines, title, source) or _table_head(lines, title, source)


def _proposals(lines: Sequence[Line], title: int) -> int | None:
    """Which of the first lines is the title of a page of spending proposals, in whatever words; None for no line."""
    first = range(title, min(title + TITLES, len(lines)))
    return next((index for index in first if PROPOSALS.fullmatch(lines[index].text) is not None), None)


def _is_above_title(lines: Sequence[Line], index: int, source: Source) -> bool:
    """Whether a line above the title says where the page stands, or whose portfolio it is about."""
    return is_above_text(lines, index, source) or is_labelled(lines[index].text)


def _table_head(lines: Sequence[Line], title: int, source: Source) -> Head | None:
    """The head of a page without a title that states goals by their numbers; nothing is left for it to be about."""
    if source.programme_pages is not Layout.QUESTIONS:
        return None
    parts = [part for line in lines[title:] if (part := part_line(line, source, SectionKind.DESCRIPTION)) is not None]
    goals = [part for part in parts if part.kind is CitedKind.GOAL and len(part.number) > 1]
    return _head(title, PageKind.TREE, None, layout=Layout.QUESTIONS) if len(goals) > 1 else None


def _bare(title: str) -> str:
    """A title without the document that it ends with: Bestedingsvoorstellen begroting 2031."""
    words = " ".join(title.split())
    tail = next((match for match in HEADING_TAIL.finditer(words) if match.end() == len(words)), None)
    return words[: tail.start()] if tail else words


def _lists_programmes(lines: Sequence[Line]) -> bool:
    """Whether lines are those of a list of programmes, with which the page of a domain begins."""
    found = [match for line in lines if (match := NUMBERED.fullmatch(line.text)) is not None]
    return len(found) > 1 and all(match["keyword"] == "Programma" for match in found)


def _is_project(lines: Sequence[Line], title: int, source: Source) -> bool:
    """Whether one of the first lines names the goals that the page serves, or several are fields of a project."""
    first = lines[title + 1 : title + 1 + FIELDS]
    if _has_heading(first, source, SectionKind.SERVES):
        return True
    fields = sum(PROJECT_FIELD.fullmatch(line.text) is not None for line in first)
    return fields >= MOST_FIELDS and not any(map(_states_number, lines[title : title + 1 + FIELDS]))


def _states_number(line: Line) -> bool:
    """Whether a line is the head of a page about a goal, an ambition or a programme."""
    return DESCRIBED.fullmatch(line.text) is not None or NUMBERED.fullmatch(line.text) is not None


def _programme_head(lines: Sequence[Line], title: int, source: Source) -> Head | None:
    """The head of a page about a programme, or an ambition, that states its goals."""
    if source.programme_pages is None or opening(lines[title], source) is not None:
        return None
    line = lines[title]
    match = _programme_form(source.numbering.pattern_of(CitedKind.PROGRAMME, CitedKind.AMBITION)).fullmatch(line.text)
    if match is None or (source.programme_pages is Layout.Z0 and match["word"]):
        return None
    below = lines[title + 1 :]
    # a programme that states goals without numbers has the headings of indicators
    unnumbered = source.programme_pages is Layout.Z0 and match["formed"] is None
    if unnumbered and not _has_heading(below, source, SectionKind.INDICATORS):
        return None
    is_numbered = match["said"] is not None
    if not any(_has_heading(below, source, kind) for kind in (SectionKind.GOALS, *(ANSWERED if is_numbered else ()))):
        return None
    kind = CitedKind.PROGRAMME if match["formed"] is None else source.kind_of(match["formed"])
    number = next((group for group in ("said", "formed") if match[group]), None)
    word = next((group for group in ("programme", "word") if match[group]), None)
    return _head(
        title,
        PageKind.AMBITION if kind is CitedKind.AMBITION else PageKind.PROGRAMME,
        place_of(line, match, "rest"),
        place_of(line, match, number) if number else None,
        source.programme_pages,
        place_of(line, match, word) if word else None,
    )


def _has_heading(lines: Iterable[Line], source: Source, kind: SectionKind) -> bool:
    """Whether one of some lines is a heading of a kind."""
    possible = (opening(line, source) for line in lines if source.may_open(line.text, kind))
    return any(found is not None and found.kind is kind for found in possible)


@lru_cache
def _programme_form(number: str) -> re.Pattern[str]:
    """The title of a programme or an ambition: perhaps its number, with a word or in the form of the family; a name."""
    said = r"(?P<programme>Programma|Kerntaak|Thema|Domein)\s+(?P<said>[0-9]{1,2})"
    formed = rf"(?:(?P<word>Hoofd(?:doel)?(?:stelling)?|Ambitie|Opgave)\s+)?(?P<formed>{number})"
    return re.compile(rf"(?:(?:{said}|{formed})\s*[.:–-]?\s+)?(?P<rest>\S.{{0,119}})")


def _head(
    title: int,
    kind: PageKind,
    label: Span | None,
    number: Span | None = None,
    layout: Layout | None = None,
    keyword: Span | None = None,
) -> Head:
    """A head of one line; where that has no name, it is only where the page begins."""
    return Head(
        kind=kind,
        layout=layout or LAYOUTS.get(kind, Layout.LISTING),
        line=title,
        after=title + 1 if label is not None else title,
        number=number,
        keyword=keyword,
        label=label,
        statement=None,
    )
