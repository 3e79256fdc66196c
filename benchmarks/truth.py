"""Truth: what a fictional page says, in the keys of `tests/truth/fictional.jsonl`.

Reads no page: it knows the parts of which the page is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from benchmarks.composing import Cited, Deviating, Sentence
from benchmarks.layouts import (
    Activities,
    Budget,
    Content,
    Criteria,
    Deviations,
    Field,
    Grid,
    Holders,
    Lines,
    Page,
    Part,
    Prose,
)
from benchmarks.municipality import Document
from ontology.codes import BudgetLine, CitedKind, DocumentKind, Layout, PageKind, Relation, Resolution, Role

OPENING_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a body's input holds: kind and key of all that the pages of each document describe.

    `complete` are the documents of which it has all goals, `numbered` the kinds that its family numbers.
    """

    numbers: Mapping[Document, frozenset[tuple[CitedKind, str]]]
    complete: frozenset[Document]
    numbered: frozenset[CitedKind]

    def budget(self, year: int) -> Document | None:
        """The budget of a year, where a page of it is loaded."""
        return next((one for one in self.numbers if one.kind is DocumentKind.BEGROTING and one.year == year), None)


class ReferenceTruth(msgspec.Struct, frozen=True, rename="camel"):
    """A reference of a page; `sentence_start` are the first words of its sentence."""

    number: str
    kind: CitedKind
    role: Role
    relation: Relation
    label: str | None
    resolution: Resolution
    sentence_start: str


class PageTruth(msgspec.Struct, frozen=True, rename="camel"):
    """All that a page says; lists are in the order of the page."""

    path: str
    number: str | None
    statement: str | None
    label: str | None
    domain: str | None
    holders: list[str]
    references: list[ReferenceTruth]
    mentions: list[dict[str, str]]
    criteria: int
    activities: int
    targets: list[dict[str, str | None]]
    budget: list[str | None]
    deviations: list[dict[str, object]]
    built_at: str
    exported_at: str


class StatedTruth(msgspec.Struct, frozen=True):
    """A thing that a page states; `above` is its place among those, None under what the page is about."""

    kind: CitedKind
    key: str
    number: str | None
    label: str | None
    statement: str | None
    above: int | None


class AmountTruth(msgspec.Struct, frozen=True, rename="camel"):
    """A cell of a money table; `of` is the key of what its row is about, None for the page's own subject."""

    of: str | None
    line: BudgetLine
    year: int
    amount_eur: str | None


class IndicatorTruth(msgspec.Struct, frozen=True):
    """A row of a table of indicators: plain decimals, and the year of the norm."""

    name: str
    baseline: str
    norm: str
    year: int


class OtherTruth(PageTruth, frozen=True, rename="camel"):
    """All that a page says that is not the page of one goal."""

    kind: PageKind
    key: str
    layout: Layout
    stated: list[StatedTruth]
    amounts: list[AmountTruth]
    indicators: list[IndicatorTruth]


def truth_of(path: str, page: Page, loaded: Loaded) -> PageTruth:
    """The truth of a page at a path of the input."""
    told = _told(path, page, loaded)
    if page.kind is PageKind.GOAL:
        return told
    rows = [row for part in page.parts if isinstance(part.content, Grid) for row in part.content.rows]
    own = {field: getattr(told, field) for field in told.__struct_fields__}
    return OtherTruth(
        **own,
        kind=page.kind,
        key=page.key,
        layout=layout_of(page),
        stated=_stated(page),
        amounts=[AmountTruth(one.of, one.line, one.year, one.amount_eur) for row in rows for one in row.amounts],
        indicators=[IndicatorTruth(one.name, one.baseline, one.norm, one.year) for row in rows if (one := row.measure)],
    )


def layout_of(page: Page) -> Layout:
    """The layout of a page, which is not that of its document where it is not about a goal or states goals."""
    match page.kind:
        case PageKind.PROJECT:
            return Layout.PROJECT
        case PageKind.SPENDING_PROPOSALS:
            return Layout.PROPOSALS
        case PageKind.TREE:
            return Layout.LISTING
        case PageKind.PROGRAMME | PageKind.AMBITION if page.document.layout not in {Layout.Z0, Layout.QUESTIONS}:
            return Layout.Z3 if page.head[0].startswith("Beschrijving") else Layout.Z2
        case _:
            return page.document.layout


def _stated(page: Page) -> list[StatedTruth]:
    places = {one.key: place for place, one in enumerate(page.stated)}
    return [
        StatedTruth(one.kind, one.key, one.number, one.label, one.statement, places.get(one.above or ""))
        for one in page.stated
    ]


def _told(path: str, page: Page, loaded: Loaded) -> PageTruth:
    """What a page of any kind says."""
    sentences = [(part, sentence) for part in page.parts for sentence in _sentences(part.content)]
    contents = [part.content for part in page.parts]
    deviations = [one for content in contents if isinstance(content, Deviations) for one in content.items]
    return PageTruth(
        path=path,
        number=page.number,
        statement=page.statement,
        label=page.label,
        domain=page.domain,
        holders=[name for content in contents if isinstance(content, Holders | Field) for name in content.names],
        references=list(_references(page, loaded)),
        mentions=[{"kind": kind, "number": number} for _, said in sentences for kind, number in said.mentions],
        criteria=sum(len(content.items) for content in contents if isinstance(content, Criteria)),
        activities=sum(_activities(content) for content in contents),
        targets=[
            {"comparator": aim.comparator, "value": aim.value, "unit": aim.unit, "period": aim.period}
            for _, said in sentences
            for aim in said.aims
        ],
        budget=[amount for content in contents for amount in _amounts(content)],
        deviations=[_deviation(one) for one in deviations],
        built_at=page.built.isoformat(),
        exported_at=page.exported.isoformat(),
    )


def _activities(content: Content) -> int:
    match content:
        case Activities(items=items):
            return len(items)
        case Lines(entries=entries):
            return sum(entry.is_activity for entry in entries)
        case _:  # nothing else has activities
            return 0


def _amounts(content: Content) -> Iterator[str | None]:
    match content:
        case Budget(cells=cells):
            yield from map(str, cells)
        case Grid(rows=rows):
            yield from (one.amount_eur for row in rows for one in row.amounts)
        case _:  # nothing else is a table
            return


def _references(page: Page, loaded: Loaded) -> Iterator[ReferenceTruth]:
    if page.head and page.number is not None:
        yield _own(page, page.head[0])
    for part in page.parts:
        for sentence in _sentences(part.content):
            for cited in sentence.cited:
                own = cited.number == page.number and cited.year is None
                role = Role.SELF if own else cited.role
                yield ReferenceTruth(
                    number=cited.number,
                    kind=cited.kind,
                    role=role,
                    relation=cited.relation,
                    label=None if cited.kind is CitedKind.ACTIVITY else cited.label,  # its words are no name
                    resolution=Resolution.SELF if own else resolution(cited, part, page.document, loaded),
                    sentence_start=_opening(sentence.words),
                )
        if isinstance(part.content, Budget):
            yield _own(page, part.content.label)


def _own(page: Page, words: str) -> ReferenceTruth:
    """The page's own number in a head or table."""
    if page.number is None:
        raise ValueError(f"{page.address}: has no number of its own; ask this of a page with one")
    return ReferenceTruth(
        page.number, CitedKind(page.kind), Role.SELF, Relation.UNKNOWN, None, Resolution.SELF, _opening(words)
    )


def resolution(cited: Cited, part: Part, document: Document, loaded: Loaded) -> Resolution:
    """What a cross-reference leads to: a report speaks the numbers of its budget as well."""
    if cited.kind not in loaded.numbered:
        return Resolution.OUT_OF_SCOPE
    year = cited.year or part.copied_from
    if year is not None and (document.kind, document.year) != (DocumentKind.BEGROTING, year):
        budget = loaded.budget(year)
        if budget is None:
            return Resolution.OTHER_DOCUMENT
        candidates = [budget]
    else:
        budget = loaded.budget(document.year) if document.kind is DocumentKind.BERAP else None
        candidates = [document, *([budget] if budget else [])]
    named = (cited.kind, cited.key or cited.number)
    if any(named in loaded.numbers.get(one, frozenset()) for one in candidates):
        return Resolution.RESOLVED
    is_dangling = cited.kind is CitedKind.GOAL and candidates[0] in loaded.complete
    return Resolution.DANGLING if is_dangling else Resolution.NOT_LOADED


def _deviation(deviating: Deviating) -> dict[str, object]:
    effects = [
        {
            "on": money.number,
            "kind": money.kind,
            "effect": money.effect,
            "amountEur": money.amount_eur,
            "recurrence": money.recurrence,
        }
        for sentence in deviating.text
        for money in sentence.effects
    ]
    return {"title": deviating.title, "headline": deviating.headline, "effects": effects}


def _sentences(content: Content) -> Iterator[Sentence]:
    match content:
        case Prose(paragraphs=paragraphs) | Criteria(items=paragraphs) | Activities(items=paragraphs):
            for paragraph in paragraphs:
                yield from paragraph
        case Deviations(items=items):
            for deviating in items:
                yield from deviating.text
        case Lines(entries=entries):
            for entry in entries:
                yield from entry.said
        case Field(said=said):
            yield said
        case Grid(rows=rows):
            yield from (row.label for row in rows)
        case _:  # notes, names and amounts are no sentences
            return


def _opening(words: str) -> str:
    return " ".join(words.split()[:OPENING_WORDS])
