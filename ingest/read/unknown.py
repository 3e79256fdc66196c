"""Pages in no known layout, or about no goal: their text, what it names by number, and the issue that says so."""

from collections.abc import Sequence

from ingest.origin import Origin
from ingest.read.frame import issue
from ingest.read.heads import misnumbered
from ingest.read.mentions import find_mentions
from ingest.read.openings import opening
from ingest.read.record import Issue, NotesList, PageHead, Record, Section
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.read.text import Line, sentences, trimmed
from ingest.sources import Source
from ontology.codes import Layout, ListState, PageKind, SectionKind


def unknown_page(sha256: str, page_text: str, lines: Sequence[Line], origin: Origin, source: Source) -> Record:
    """The record of a text in no known layout, or without a goal: its text, its references, and the issue."""
    whole = trimmed(page_text, 0, len(page_text))
    own = Own(None, None, source.numbering if origin.family else None)
    places = tuple(sentences(page_text, whole))
    return Record(
        page=_unknown_head(sha256, origin),
        text=page_text,
        sections=(Section(kind=SectionKind.OTHER, heading=None, heading_span=None, start=whole.start, end=whole.end),),
        references=tuple(found for sentence in places for found in find_references(page_text, sentence, own)),
        mentions=tuple(found for sentence in places for found in find_mentions(page_text, sentence)),
        criteria_lead=None,
        criteria=(),
        targets=(),
        activities=(),
        framework_notes=NotesList(ListState.NO_HEADING, ()),
        holders=(),
        deviations=(),
        budget=(),
        ignored=(),
        issues=(_issue(lines, source, whole),),
        list_states={},
    )


def _issue(lines: Sequence[Line], source: Source, whole: Span) -> Issue:
    """Why the page is not known: a number of something else, no goal at all, or a layout that nobody described."""
    odd = misnumbered(lines, source)
    if odd is None:
        headed = any(opening(line, source) is not None for line in lines)
        return issue("no-goal" if headed else "unknown-layout", whole)
    line, number, kind = odd
    if kind is None:
        return issue("number-of-nothing", line.span, number=number, family=source.family)
    return issue("number-of-other", line.span, number=number, family=source.family, kind=kind.value)


def _unknown_head(sha256: str, origin: Origin) -> PageHead:
    return PageHead(
        organisation=None,
        document=None,
        kind=PageKind.UNKNOWN,
        number=None,
        label=None,
        statement=None,
        domain=None,
        built_at=None,
        exported_at=None,
        captured_at=origin.captured_at,
        source=origin.source,
        layout=Layout.UNKNOWN,
        sha256=sha256,
        spans={},
        found_by={},
    )
