"""What stands on the page of a version: its sections, list items, targets, deviations, amounts, and where each stands.

Reads it from statements that were already fetched; references are read by `references`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ontology.terms import (
    AFFECTS,
    AMOUNT,
    BUDGET_LINE,
    BUILT_AT,
    CAPTURED_AT,
    CAUSE,
    CELL_TEXT,
    CITED_NUMBER,
    COMPARATOR,
    CRITERION,
    DCTERMS_DESCRIPTION,
    DCTERMS_SOURCE,
    DCTERMS_TITLE,
    DEVIATION,
    EFFECT,
    END,
    EVIDENCE,
    EVIDENCE_FOR,
    EXACT,
    EXPORTED_AT,
    FRAMEWORK_NOTE,
    GUESSED,
    HAS_EFFECT,
    HEADLINE,
    HEADLINE_EFFECT,
    IN_ELEMENT,
    LAYOUT,
    MENTION,
    MENTION_KIND,
    OBEU_AMOUNT,
    ORDER,
    PERIOD,
    PHASE,
    PLANNED_ACTIVITY,
    PREVIOUS_ITEM,
    RECURRENCE,
    SECTION,
    SECTION_KIND,
    SENTENCE,
    SOURCE_DIGEST,
    START,
    TARGET,
    TEXT,
    UNIT,
    VALUE,
    YEAR,
)
from service.answers.ages import Age, read_age
from service.answers.corrections import Correction, read_corrections
from service.answers.facts import Facts
from service.answers.labels import Labels, Named
from service.answers.vocabulary import Coded, coded


@dataclass(frozen=True, slots=True)
class Page:
    """The page that describes a version: where it came from and when it was made; times are local, as printed."""

    iri: str
    source: str | None
    captured_at: str | None
    built_at: str | None
    exported_at: str | None
    digest: str | None
    layout: Coded | None
    guessed: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A block of text under a heading; the span is that of the text without the heading."""

    iri: str
    heading: str | None
    kind: Coded | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity to be reached; `value` is a plain decimal, `element` the item in which it stands."""

    iri: str
    exact: str
    start: int
    end: int
    comparator: Coded | None
    value: str | None
    unit: str | None
    period: Coded | None
    element: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: a criterion, an activity or a framework note; `previous` is the one that it continues."""

    iri: str
    text: str
    start: int
    end: int
    age: Age | None = None
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names another numbered thing, such as a spending proposal."""

    iri: str
    exact: str
    sentence: str | None
    start: int
    end: int
    kind: Coded | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """An advantage or disadvantage that a deviation names; the amount is a plain decimal in euro, never negative."""

    iri: str
    exact: str
    sentence: str | None
    start: int
    end: int
    effect: Coded | None
    affects: Named | None
    amount_eur: str | None
    recurrence: Coded | None
    year: int | None
    cause: str | None
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Deviation:
    """A reported deviation with its effects; the span is that of the whole block."""

    iri: str
    title: str | None
    headline: str | None
    headline_effect: Coded | None
    description: str | None
    start: int
    end: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """One cell of the money table; the amount is a plain decimal in euro, the span where the page prints it."""

    iri: str
    line: Coded
    phase: Coded | None
    year: int | None
    amount_eur: str | None
    cell: str | None
    start: int | None
    end: int | None
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place from which a property of the version was read."""

    iri: str
    property: str
    start: int
    end: int


_Part = TypeVar("_Part", Target, Mention, Deviation)


def read_page(facts: Facts, iri: str) -> Page:
    """The page, from its own statements."""
    layout = facts.text(iri, LAYOUT)
    return Page(
        iri=iri,
        source=facts.text(iri, DCTERMS_SOURCE),
        captured_at=facts.text(iri, CAPTURED_AT),
        built_at=facts.text(iri, BUILT_AT),
        exported_at=facts.text(iri, EXPORTED_AT),
        digest=facts.text(iri, SOURCE_DIGEST),
        layout=coded(layout) if layout else None,
        guessed=facts.links(iri, GUESSED),
        text=facts.text(iri, TEXT) or "",
    )


def read_sections(facts: Facts) -> tuple[Section, ...]:
    """The sections of a page, in the order of the text."""

    def read(iri: str) -> Section:
        return Section(iri, facts.text(iri, DCTERMS_TITLE), _coded(facts, iri, SECTION_KIND), *_span(facts, iri))

    return tuple(sorted(map(read, facts.of_type(SECTION)), key=lambda part: (part.start, part.end, part.iri)))


def read_criteria(facts: Facts, labels: Labels) -> tuple[Item, ...]:
    """The criteria of a page, in order."""
    return _items(facts, CRITERION, labels)


def read_activities(facts: Facts, labels: Labels) -> tuple[Item, ...]:
    """The planned activities of a page, in order."""
    return _items(facts, PLANNED_ACTIVITY, labels)


def read_notes(facts: Facts, labels: Labels) -> tuple[Item, ...]:
    """The framework notes of a page, in order."""
    return _items(facts, FRAMEWORK_NOTE, labels)


def read_targets(facts: Facts) -> tuple[Target, ...]:
    """The targets of a page, in the order of the text."""
    return _in_order(facts, TARGET, _target)


def read_mentions(facts: Facts) -> tuple[Mention, ...]:
    """The mentions of a page, in the order of the text."""
    return _in_order(facts, MENTION, _mention)


def read_deviations(facts: Facts, labels: Labels) -> tuple[Deviation, ...]:
    """The deviations of a page with their effects, in the order of the text."""
    corrected = read_corrections(facts)
    return _in_order(facts, DEVIATION, lambda facts, iri: _deviation(facts, labels, iri, corrected))


def read_amounts(budget: Facts, parts: Facts) -> tuple[Amount, ...]:
    """The amounts of a version, by year, phase and line; `parts` says where each stands."""
    corrected = read_corrections(parts)
    amounts = (_amount(budget, parts, iri, corrected.get(iri, ())) for iri in sorted(budget.statements))
    return tuple(sorted(amounts, key=lambda amount: (amount.year or 0, amount.start or 0, amount.iri)))


def read_evidence(facts: Facts, version: str, parts: Facts) -> tuple[Evidence, ...]:
    """The places from which the properties of a version were read, in the order of the text."""
    found = (
        Evidence(span, name, *_span(parts, span))
        for span in facts.links(version, EVIDENCE)
        for name in parts.texts(span, EVIDENCE_FOR)
    )
    return tuple(sorted(found, key=lambda evidence: (evidence.start, evidence.end, evidence.property)))


def _items(facts: Facts, class_iri: str, labels: Labels) -> tuple[Item, ...]:
    def read(iri: str) -> Item:
        words, age = facts.text(iri, DCTERMS_DESCRIPTION) or "", read_age(facts, labels, iri)
        return Item(iri, words, *_span(facts, iri), age=age, previous=facts.text(iri, PREVIOUS_ITEM))

    ordered = sorted(facts.of_type(class_iri), key=lambda iri: (facts.integer(iri, ORDER) or 0, _span(facts, iri)))
    return tuple(map(read, ordered))


def _target(facts: Facts, iri: str) -> Target:
    return Target(
        iri,
        facts.text(iri, EXACT) or "",
        *_span(facts, iri),
        comparator=_coded(facts, iri, COMPARATOR),
        value=facts.text(iri, VALUE),
        unit=facts.text(iri, UNIT),
        period=_coded(facts, iri, PERIOD),
        element=facts.text(iri, IN_ELEMENT),
    )


def _mention(facts: Facts, iri: str) -> Mention:
    return Mention(
        iri,
        facts.text(iri, EXACT) or "",
        facts.text(iri, SENTENCE),
        *_span(facts, iri),
        kind=_coded(facts, iri, MENTION_KIND),
        number=facts.text(iri, CITED_NUMBER),
    )


def _deviation(facts: Facts, labels: Labels, iri: str, corrected: Mapping[str, tuple[Correction, ...]]) -> Deviation:
    effects = (_effect(facts, labels, effect, corrected.get(effect, ())) for effect in facts.links(iri, HAS_EFFECT))
    return Deviation(
        iri,
        facts.text(iri, DCTERMS_TITLE),
        facts.text(iri, HEADLINE),
        _coded(facts, iri, HEADLINE_EFFECT),
        facts.text(iri, DCTERMS_DESCRIPTION),
        *_span(facts, iri),
        effects=tuple(sorted(effects, key=lambda effect: (effect.start, effect.iri))),
    )


def _effect(facts: Facts, labels: Labels, iri: str, corrected: tuple[Correction, ...]) -> Effect:
    affected = facts.text(iri, AFFECTS)
    return Effect(
        iri,
        facts.text(iri, EXACT) or "",
        facts.text(iri, SENTENCE),
        *_span(facts, iri),
        effect=_coded(facts, iri, EFFECT),
        affects=labels.named(affected) if affected else None,
        amount_eur=facts.text(iri, AMOUNT),
        recurrence=_coded(facts, iri, RECURRENCE),
        year=facts.integer(iri, YEAR),
        cause=facts.text(iri, CAUSE),
        corrected=corrected,
    )


def _amount(budget: Facts, parts: Facts, iri: str, corrected: tuple[Correction, ...]) -> Amount:
    span = next((link for link in budget.links(iri, EVIDENCE) if parts.terms(link, START)), None)
    return Amount(
        iri=iri,
        line=coded(budget.texts(iri, BUDGET_LINE)[0]),
        phase=_coded(budget, iri, PHASE),
        year=budget.integer(iri, YEAR),
        amount_eur=budget.text(iri, OBEU_AMOUNT),
        cell=budget.text(iri, CELL_TEXT),
        start=parts.integer(span, START) if span else None,
        end=parts.integer(span, END) if span else None,
        corrected=corrected,
    )


def _in_order(facts: Facts, class_iri: str, read: Callable[[Facts, str], _Part]) -> tuple[_Part, ...]:
    found = (read(facts, iri) for iri in facts.of_type(class_iri))
    return tuple(sorted(found, key=lambda part: (part.start, part.end, part.iri)))


def _coded(facts: Facts, iri: str, name: str) -> Coded | None:
    code = facts.text(iri, name)
    return coded(code) if code else None


def _span(facts: Facts, iri: str) -> tuple[int, int]:
    return facts.integer(iri, START) or 0, facts.integer(iri, END) or 0
