"""The record of one page: everything that was read from it, with the place of each value.

Offsets are 0-based code points in `Record.text`, the canonical text of the page; `text[start:end]` is the quoted value.
Keys in JSON are camelCase.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from ontology.codes import (
    BudgetLine,
    CitedKind,
    Comparator,
    DocumentKind,
    Effect,
    FoundBy,
    Layout,
    ListState,
    MentionKind,
    PageKind,
    Phase,
    Recurrence,
    Relation,
    Role,
    SectionKind,
)


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of the canonical text: from `start` up to, not including, `end`."""

    start: int
    end: int


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


class Item(msgspec.Struct, frozen=True):
    """One item of a list; `text` is what stands at the span."""

    text: str
    start: int
    end: int


class Reference(msgspec.Struct, frozen=True, rename="camel"):
    """One place that names a goal, ambition or programme by its number."""

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


class Target(msgspec.Struct, frozen=True):
    """A quantity to be reached; `value` is a plain decimal."""

    comparator: Comparator
    value: str
    unit: str | None
    period: str | None
    element: ElementRef | None
    section: int | None
    exact: str
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


class Headline(msgspec.Struct, frozen=True):
    """The line under the title of a deviation."""

    exact: str
    start: int
    end: int
    effect: Effect | None


class Bearer(msgspec.Struct, frozen=True):
    """What a financial effect falls on; `span` is None where the words do not say and it is the page's own goal."""

    kind: CitedKind
    number: str
    span: Span | None


class FinancialEffect(msgspec.Struct, frozen=True, rename="camel"):
    """An advantage or disadvantage; the amount is a plain decimal in euro, None where the words give none."""

    on: Bearer
    effect: Effect
    amount_eur: str | None
    amount_span: Span | None
    recurrence: Recurrence
    year: int | None
    exact: str
    start: int
    end: int
    sentence: Span


class Deviation(msgspec.Struct, frozen=True):
    """A deviation: its title, its headline, its effects; `span` is the whole block."""

    title: str
    start: int
    end: int
    span: Span
    headline: Headline | None
    effects: tuple[FinancialEffect, ...]


class Amount(msgspec.Struct, frozen=True, rename="camel"):
    """One cell of a money table; the amount is a plain decimal in euro, None where the cell gives none."""

    line: BudgetLine
    amount_eur: str | None
    cell: str
    year: int | None
    phase: Phase
    start: int
    end: int


class Ignored(msgspec.Struct, frozen=True):
    """A line that is left out on purpose, and why."""

    start: int
    end: int
    why: str


class Issue(msgspec.Struct, frozen=True):
    """Something that could not be read as it should; `message` says what, where and the remedy, in English."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Record(msgspec.Struct, frozen=True, rename="camel"):
    """Everything read from one page."""

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
