"""What a page says of money: amounts in tables, deviations, and the effects they have on a goal or programme."""

import msgspec

from ingest.read.span import Span
from ontology.codes import BudgetLine, CitedKind, Effect, Phase, Recurrence


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
    """An advantage or disadvantage; the amount is a plain decimal in euro, None where the words give none.

    `phase` is that of the document. `cause` are the words that give the cause, None where none do.
    """

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
    phase: Phase | None = None
    cause: str | None = None
    cause_span: Span | None = None


class Deviation(msgspec.Struct, frozen=True):
    """A deviation: its title, its headline, its effects; `span` is the whole block."""

    title: str
    start: int
    end: int
    span: Span
    headline: Headline | None
    effects: tuple[FinancialEffect, ...]


class Amount(msgspec.Struct, frozen=True, rename="camel"):
    """One cell of a money table; the amount is a plain decimal in euro, None where the cell gives none.

    `of` names in the document what the row is about; None where that is what the page is about.
    """

    line: BudgetLine
    amount_eur: str | None
    cell: str
    year: int | None
    phase: Phase
    start: int
    end: int
    of: str | None = None
