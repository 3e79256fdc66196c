"""Alignment: which cell of a row belongs to which column, where the row has fewer cells than the table has columns.

Empty cells of a flattened table are gone. What is left is placed by arithmetic alone: the balance is expenditure minus
revenue, the result is the balance with what goes to and comes from reserves, an empty cell is nought. Knows no text.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from ontology.codes import BudgetLine, SignConvention

BALANCE: Final = (BudgetLine.EXPENDITURE, BudgetLine.REVENUE, BudgetLine.BALANCE)
RESULT: Final = (
    BudgetLine.BALANCE,
    BudgetLine.ADDITION_TO_RESERVES,
    BudgetLine.WITHDRAWAL_FROM_RESERVES,
    BudgetLine.RESULT,
)


def certain_places(
    amounts: Sequence[Decimal], lines: Sequence[BudgetLine], convention: SignConvention
) -> Mapping[int, int]:
    """For each cell of which it is certain, the place of its column, from the place of the cell.

    `amounts` are those of the cells that are left, in order, `lines` what each column holds. A cell is certain where it
    has the same column in every placing that the sums allow; none is where no sum can be made.
    """
    if len(set(lines)) < len(lines) or not _sums(lines):  # so there are at most six columns
        return {}
    allowed = [
        places
        for places in combinations(range(len(lines)), len(amounts))
        if _adds_up({lines[place]: amount for place, amount in zip(places, amounts, strict=True)}, lines, convention)
    ]
    if not allowed:
        return {}
    columns = list(zip(*allowed, strict=True))
    return {cell: places[0] for cell, places in enumerate(columns) if len(set(places)) == 1}


def _sums(lines: Sequence[BudgetLine]) -> list[tuple[BudgetLine, ...]]:
    return [needed for needed in (BALANCE, RESULT) if set(needed) <= set(lines)]


def _adds_up(amounts: Mapping[BudgetLine, Decimal], lines: Sequence[BudgetLine], convention: SignConvention) -> bool:
    sign = 1 if convention is SignConvention.EXPENDITURE_MINUS_REVENUE else -1
    held = {line: amounts.get(line, Decimal(0)) for line in BudgetLine}
    net = sign * (held[BudgetLine.EXPENDITURE] - held[BudgetLine.REVENUE])
    reserves = sign * (held[BudgetLine.ADDITION_TO_RESERVES] - held[BudgetLine.WITHDRAWAL_FROM_RESERVES])
    sums = _sums(lines)
    return (BALANCE not in sums or held[BudgetLine.BALANCE] == net) and (
        RESULT not in sums or held[BudgetLine.RESULT] == held[BudgetLine.BALANCE] + reserves
    )
