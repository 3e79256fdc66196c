"""Amounts of one thing that do not add up: its balance and its result, by the document's own sign convention.

Knows the cells of one thing, year and phase; totals over goals are in `totals`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ontology.codes import BudgetLine, Phase, SignConvention
from service.answers.review import phrases
from service.answers.review.finding import Finding, Kind, Severity, found
from service.answers.review.money import Cell

THOUSAND: Final = Decimal(1000)

_Lines = Mapping[BudgetLine, Cell]


def not_adding_up(cells: Iterable[Cell]) -> Iterator[Finding]:
    """A finding for each balance and each result that is not what the other cells of its table make."""
    every = list(cells)
    step = unit(every)
    for lines in by_table(every).values():
        yield from _balance(lines, step)
        yield from _result(lines, step)


def by_table(cells: Iterable[Cell]) -> dict[tuple[str, int, Phase], dict[BudgetLine, Cell]]:
    """The first cell of each line, by what it is about, year and phase."""
    tables: dict[tuple[str, int, Phase], dict[BudgetLine, Cell]] = {}
    for cell in cells:
        tables.setdefault((cell.version, cell.year, cell.phase), {}).setdefault(cell.line, cell)
    return tables


def unit(cells: Iterable[Cell]) -> Decimal:
    """In what a document prints amounts: a thousand euro where each of all is whole thousands, else one."""
    return Decimal(1) if any(cell.amount_eur % THOUSAND for cell in cells) else THOUSAND


def may_be_rounding(difference: Decimal, amounts: int, step: Decimal) -> bool:
    """Whether rounding each of so many amounts to a step explains that one is not the sum of the others."""
    return abs(difference) <= amounts * step / 2


def _balance(lines: _Lines, step: Decimal) -> Iterator[Finding]:
    stated = lines.get(BudgetLine.BALANCE)
    expenditure, revenue = lines.get(BudgetLine.EXPENDITURE), lines.get(BudgetLine.REVENUE)
    if stated is None or expenditure is None or revenue is None:
        return
    costs = expenditure.amount_eur - revenue.amount_eur
    if stated.sign is None and stated.amount_eur == -costs:
        return  # of a document that does not say which way it counts, both are right
    sign = stated.sign or SignConvention.EXPENDITURE_MINUS_REVENUE
    expected = costs if sign is SignConvention.EXPENDITURE_MINUS_REVENUE else -costs
    yield from _compared(stated, expected, sign.value, (stated, expenditure, revenue), step)


def _result(lines: _Lines, step: Decimal) -> Iterator[Finding]:
    stated, balance = lines.get(BudgetLine.RESULT), lines.get(BudgetLine.BALANCE)
    added, withdrawn = lines.get(BudgetLine.ADDITION_TO_RESERVES), lines.get(BudgetLine.WITHDRAWAL_FROM_RESERVES)
    if stated is None or balance is None or added is None or withdrawn is None:
        return
    costs = added.amount_eur - withdrawn.amount_eur
    if stated.sign is None and stated.amount_eur == balance.amount_eur - costs:
        return
    counts_costs = stated.sign is not SignConvention.REVENUE_MINUS_EXPENDITURE
    expected = balance.amount_eur + (costs if counts_costs else -costs)
    rule = "result-of-expenditure" if counts_costs else "result-of-revenue"
    yield from _compared(stated, expected, rule, (stated, balance, added, withdrawn), step)


def _compared(stated: Cell, expected: Decimal, rule: str, cells: Sequence[Cell], step: Decimal) -> Iterator[Finding]:
    difference = stated.amount_eur - expected
    if not difference:
        return
    rounded = may_be_rounding(difference, len(cells), step)
    message = phrases.said(
        phrases.SUM,
        line=phrases.line_words(stated.line),
        year=stated.year,
        phase=phrases.phase_words(stated.phase),
        stated=phrases.euro(stated.amount_eur),
        rule=phrases.said(phrases.RULES[rule]),
        expected=phrases.euro(expected),
        difference=phrases.euro(abs(difference)),
    )
    yield found(
        Kind.SUM,
        Severity.NOTICE if rounded else Severity.ERROR,
        stated.version,
        phrases.said(phrases.ROUNDED, what=message) if rounded else message,
        tuple(replace(cell.place, figure=phrases.line_words(cell.line)) for cell in cells if cell.place),
    )
