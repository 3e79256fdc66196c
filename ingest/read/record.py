"""The record of one page: everything that was read from it, with the place of each value.

Offsets are 0-based code points in `Record.text`, the canonical text of the page; `text[start:end]` is the quoted value.
Keys in JSON are camelCase.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Protocol

import msgspec

from ingest.read.financial import Amount, Deviation, FinancialEffect
from ingest.read.span import Span
from ontology.codes import (
    CitedKind,
    Comparator,
    Direction,
    DocumentKind,
    FoundBy,
    Layout,
    ListState,
    MentionKind,
    PageKind,
    Period,
    RealisationStatus,
    Relation,
    Role,
    SectionKind,
    ValueKind,
)
from ontology.iri import slug

LIST_SECTIONS: Final = MappingProxyType(
    {
        "activities": SectionKind.ACTIVITIES,
        "criteria": SectionKind.CRITERIA,
        "frameworkNotes": SectionKind.FRAMEWORK_NOTES,
        "holders": SectionKind.HOLDERS,
    }
)
KEY_WORDS: Final = 8  # so many words of a name tell it from the others of its document


class Found(msgspec.Struct, frozen=True):
    """How a value was found; a guess is one that no address and no operator confirms."""

    how: FoundBy
    guess: bool = False


class DocumentRef(msgspec.Struct, frozen=True):
    """A document as words name it: each part None where it is not said."""

    kind: DocumentKind | None = None
    year: int | None = None
    sequence: int | None = None


class PageHead(msgspec.Struct, frozen=True, rename="camel"):
    """What the page is: whose, of which document, about which goal, and when it was made.

    Times are local, as printed, in ISO 8601 without a zone. `spans` and `found_by` are by the name of a key here.
    """

    organisation: str | None
    document: DocumentRef | None
    kind: PageKind
    number: str | None
    label: str | None
    statement: str | None
    domain: str | None
    built_at: str | None
    exported_at: str | None
    captured_at: str | None
    source: str | None
    layout: Layout
    sha256: str
    spans: dict[str, Span]
    found_by: dict[str, Found]

    @property
    def key(self) -> str:
        """What names its subject in the document: the number, words of its name or statement, else of its address."""
        words = self.label or self.statement or self.domain or ""
        address = (self.source or "").rstrip("/").rpartition("/")[2]
        return self.number or slug(" ".join(words.split()[:KEY_WORDS])) or slug(address) or self.sha256[:10]


class Section(msgspec.Struct, frozen=True, rename="camel"):
    """A block under a heading; `start` to `end` is its text, without the heading.

    `document` is the document whose numbers the section uses, where its heading names one.
    """

    kind: SectionKind
    heading: str | None
    heading_span: Span | None
    start: int
    end: int
    document: DocumentRef | None = None


class ElementRef(msgspec.Struct, frozen=True):
    """The item of a list that something stands in: `list` is criteria, activities or deviations."""

    list: str
    index: int


class Topic(msgspec.Struct, frozen=True):
    """From a position on the text is about one of `Record.stated`; None where it is about what the page is about."""

    start: int
    stated: int | None


class Stated(msgspec.Struct, frozen=True, rename="camel"):
    """A further goal, ambition or programme that a page states beside what the page itself is about.

    `key` names it in its document: its number, behind that of its programme where numbers begin anew there, else words
    of its statement as in an IRI. `number` is as printed. `above` is the place in `Record.stated` of what it belongs
    to; None where that is what the page is about.
    """

    kind: CitedKind
    key: str
    number: str | None
    label: str | None
    statement: str | None
    above: int | None
    start: int
    end: int
    spans: dict[str, Span]


class Elements(Protocol):
    """The lists in which something can stand."""

    @property
    def criteria(self) -> Sequence["Item"]:
        """The criteria."""
        ...

    @property
    def activities(self) -> Sequence["Item"]:
        """The activities."""
        ...

    @property
    def deviations(self) -> Sequence["Deviation"]:
        """The deviations."""
        ...


def element_spans(elements: Elements) -> dict[str, list[Span]]:
    """Where the items of each list stand, by the name that an `ElementRef` gives the list."""
    return {
        "criteria": [Span(item.start, item.end) for item in elements.criteria],
        "activities": [Span(item.start, item.end) for item in elements.activities],
        "deviations": [deviation.span for deviation in elements.deviations],
    }


class Item(msgspec.Struct, frozen=True, rename="camel"):
    """One item of a list; `text` is what stands at the span, `number` what the item is counted by in its document.

    `level` is 0, and one more for each list that the item's own list stands in.
    """

    text: str
    start: int
    end: int
    number: str | None = None
    level: int = 0


class Reference(msgspec.Struct, frozen=True, rename="camel"):
    """One place that names a goal, ambition or programme by its number.

    `key` names the target in its document where the number alone does not: numbers may begin anew in each programme.
    `other_body` are the words that say that the number is another body's («van de provincie»), and `programme` is the
    name of the programme that the words say it belongs to («doel 1 van het programma Wonen»).
    """

    exact: str
    start: int
    end: int
    kind: CitedKind
    number: str
    label: str | None
    label_span: Span | None
    role: Role
    relation: Relation
    document: DocumentRef | None
    section: int | None
    element: ElementRef | None
    sentence: Span
    rule: str
    key: str | None = None
    other_body: str | None = None
    programme: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """One place that names another numbered thing."""

    exact: str
    start: int
    end: int
    kind: MentionKind
    number: str
    label: str | None
    section: int | None
    element: ElementRef | None
    sentence: Span


class Target(msgspec.Struct, frozen=True, rename="camel"):
    """A quantity to be reached; `value` is a plain decimal.

    `baseline` is the quantity from which it is to be reached, `year` the year in which, which may stand earlier in the
    sentence than `start`.
    """

    comparator: Comparator
    value: str
    unit: str | None
    period: Period | None
    element: ElementRef | None
    section: int | None
    exact: str
    start: int
    end: int
    baseline: str | None = None
    direction: Direction | None = None
    year: int | None = None
    year_span: Span | None = None


class IndicatorValue(msgspec.Struct, frozen=True, rename="camel"):
    """One value of an indicator: `cell` as printed, `value` as a plain decimal, None where the cell is no quantity."""

    kind: ValueKind
    value: str | None
    comparator: Comparator | None
    unit: str | None
    year: int | None
    year_span: Span | None
    cell: str
    start: int
    end: int


class Indicator(msgspec.Struct, frozen=True, rename="camel"):
    """Something that is measured, with its values; `start` to `end` is its name."""

    name: str
    start: int
    end: int
    data_source: Item | None
    unit: Item | None
    values: tuple[IndicatorValue, ...]


class Realisation(msgspec.Struct, frozen=True, rename="camel"):
    """What a report says came of the goal, or of the activity whose words the line above it repeats.

    `start` to `end` are the words; `status` is None where the page prints none.
    """

    title: Item | None
    element: ElementRef | None
    status: RealisationStatus | None
    status_span: Span | None
    start: int
    end: int


class NotesList(msgspec.Struct, frozen=True):
    """Framework notes, and whether there was a list at all."""

    state: ListState
    items: tuple[Item, ...]


class Holder(msgspec.Struct, frozen=True):
    """A portfolio holder as printed."""

    name: str
    start: int
    end: int


class Ignored(msgspec.Struct, frozen=True):
    """A line that is left out on purpose, and why."""

    start: int
    end: int
    why: str


class Issue(msgspec.Struct, frozen=True):
    """Something that could not be read as it should; `message` says what, where and the remedy, in English.

    `values` are those that fill the places in the phrase of its code.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    values: dict[str, str] = {}


# What a page of each kind is about as a whole; the other kinds only list things.
SUBJECTS: Final = MappingProxyType(
    {
        PageKind.GOAL: CitedKind.GOAL,
        PageKind.AMBITION: CitedKind.AMBITION,
        PageKind.PROGRAMME: CitedKind.PROGRAMME,
        PageKind.PROJECT: CitedKind.PROJECT,
    }
)


class Record(msgspec.Struct, frozen=True, rename="camel"):
    """Everything read from one page; `effects` are those that text outside its deviations names."""

    page: PageHead
    text: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    mentions: tuple[Mention, ...]
    criteria_lead: Item | None
    criteria: tuple[Item, ...]
    targets: tuple[Target, ...]
    activities: tuple[Item, ...]
    framework_notes: NotesList
    holders: tuple[Holder, ...]
    deviations: tuple[Deviation, ...]
    budget: tuple[Amount, ...]
    ignored: tuple[Ignored, ...]
    issues: tuple[Issue, ...]
    list_states: dict[str, ListState]
    stated: tuple[Stated, ...] = ()
    effects: tuple[FinancialEffect, ...] = ()
    topics: tuple[Topic, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    realisations: tuple[Realisation, ...] = ()

    def about(self, start: int) -> int | None:
        """The place in `stated` of what the text at a position is about; None where that is the page's own subject."""
        return topic_at(self.topics, start)

    def stretches(self, span: Span) -> Iterator[tuple[int | None, Span]]:
        """A stretch of text in parts, each with the place in `stated` of what it is about."""
        return stretches(self.topics, span)

    def list_state_of(self, index: int, key: str) -> ListState:
        """Whether one of the things that the page states has a list: filled, only its heading, or none."""
        items: dict[str, Sequence[Item | Holder]] = {
            "activities": self.activities,
            "criteria": self.criteria,
            "frameworkNotes": self.framework_notes.items,
            "holders": self.holders,
        }
        if any(self.about(item.start) == index for item in items[key]):
            return ListState.FILLED
        headed = any(
            self.about(section.start) == index and section.kind is LIST_SECTIONS[key] for section in self.sections
        )
        return ListState.HEADING_WITHOUT_LIST if headed else ListState.NO_HEADING


def topic_at(topics: Sequence[Topic], start: int) -> int | None:
    """What the text at a position is about, by the topics of its page in their order."""
    position = bisect_right(topics, start, key=lambda topic: topic.start) - 1
    return topics[position].stated if position >= 0 else None


def stretches(topics: Sequence[Topic], span: Span) -> Iterator[tuple[int | None, Span]]:
    """A stretch of text in parts, each with what it is about, by the topics of its page in their order."""
    starts = [span.start, *(topic.start for topic in topics if span.start < topic.start < span.end), span.end]
    for start, end in pairwise(starts):
        yield topic_at(topics, start), Span(start, end)


def section_at(sections: Sequence[Section], start: int) -> int | None:
    """The section in which a position stands, by its order."""
    return next((order for order, section in enumerate(sections) if section.start <= start < section.end), None)
