"""Truth: what a fictional page says, in the keys of `tests/truth/fictional.jsonl`.

Reads no page: it knows the parts of which the page is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from benchmarks.composing import Cited, Deviating, Sentence
from benchmarks.layouts import Activities, Budget, Content, Criteria, Deviations, Holders, Page, Part, Prose
from benchmarks.municipality import Document
from ontology.codes import CitedKind, DocumentKind, Relation, Resolution, Role

OPENING_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a body's input holds: the numbers of the pages of each document, and which documents are complete."""

    numbers: Mapping[Document, frozenset[str]]
    complete: frozenset[Document]

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
    number: str
    statement: str | None
    label: str | None
    domain: str
    holders: list[str]
    references: list[ReferenceTruth]
    mentions: list[dict[str, str]]
    criteria: int
    activities: int
    targets: list[dict[str, str | None]]
    budget: list[str]
    deviations: list[dict[str, object]]
    built_at: str
    exported_at: str


def truth_of(path: str, page: Page, loaded: Loaded) -> PageTruth:
    """The truth of a page at a path of the input."""
    sentences = [(part, sentence) for part in page.parts for sentence in _sentences(part.content)]
    contents = [part.content for part in page.parts]
    deviations = [one for content in contents if isinstance(content, Deviations) for one in content.items]
    return PageTruth(
        path=path,
        number=page.number,
        statement=page.statement,
        label=page.label,
        domain=page.domain,
        holders=[name for content in contents if isinstance(content, Holders) for name in content.names],
        references=list(_references(page, loaded)),
        mentions=[{"kind": kind, "number": number} for _, said in sentences for kind, number in said.mentions],
        criteria=sum(len(content.items) for content in contents if isinstance(content, Criteria)),
        activities=sum(len(content.items) for content in contents if isinstance(content, Activities)),
        targets=[
            {"comparator": aim.comparator, "value": aim.value, "unit": aim.unit, "period": aim.period}
            for _, said in sentences
            for aim in said.aims
        ],
        budget=[str(cell) for content in contents if isinstance(content, Budget) for cell in content.cells],
        deviations=[_deviation(one) for one in deviations],
        built_at=page.built.isoformat(),
        exported_at=page.exported.isoformat(),
    )


def _references(page: Page, loaded: Loaded) -> Iterator[ReferenceTruth]:
    if page.head:
        yield _own(page, page.head[0])
    for part in page.parts:
        for sentence in _sentences(part.content):
            for cited in sentence.cited:
                own = cited.number == page.number and cited.year is None
                yield ReferenceTruth(
                    number=cited.number,
                    kind=cited.kind,
                    role=Role.SELF if own else Role.CROSS_REFERENCE,
                    relation=cited.relation,
                    label=cited.label,
                    resolution=Resolution.SELF if own else resolution(cited, part, page.document, loaded),
                    sentence_start=_opening(sentence.words),
                )
        if isinstance(part.content, Budget):
            yield _own(page, part.content.label)


def _own(page: Page, words: str) -> ReferenceTruth:
    """The page's own number in a head or table."""
    return ReferenceTruth(
        page.number, CitedKind.GOAL, Role.SELF, Relation.UNKNOWN, None, Resolution.SELF, _opening(words)
    )


def resolution(cited: Cited, part: Part, document: Document, loaded: Loaded) -> Resolution:
    """What a cross-reference leads to: only goals have pages here, and a report speaks the numbers of its budget."""
    year = cited.year or part.copied_from
    if year is not None and (document.kind, document.year) != (DocumentKind.BEGROTING, year):
        named = loaded.budget(year)
        if named is None:
            return Resolution.OTHER_DOCUMENT
        candidates = [named]
    else:
        budget = loaded.budget(document.year) if document.kind is DocumentKind.BERAP else None
        candidates = [document, *([budget] if budget else [])]
    if cited.kind is CitedKind.GOAL:
        if any(cited.number in loaded.numbers.get(one, frozenset()) for one in candidates):
            return Resolution.RESOLVED
        if candidates[0] in loaded.complete:
            return Resolution.DANGLING
    return Resolution.NOT_LOADED


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
        case _:  # notes, names and amounts are no sentences
            return


def _opening(words: str) -> str:
    return " ".join(words.split()[:OPENING_WORDS])
