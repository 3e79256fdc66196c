"""Which amounts of a money table stand in one sum, so that correcting one breaks it unless others follow.

A balance is expenditure less revenue or the other way round, a result the balance with what reserves add and take: the
sums that `ontology/shapes.ttl` checks (S19). Only sums that hold count here; one that does not may be what is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ontology.codes import BudgetLine, Phase
from service.answers.contents import Amount

_BALANCE: Final = (BudgetLine.EXPENDITURE, BudgetLine.REVENUE, BudgetLine.BALANCE)
_RESULT: Final = (
    BudgetLine.BALANCE,
    BudgetLine.ADDITION_TO_RESERVES,
    BudgetLine.WITHDRAWAL_FROM_RESERVES,
    BudgetLine.RESULT,
)

_Lines = Mapping[str, Amount]


@dataclass(frozen=True, slots=True)
class Tied:
    """The amounts that change with one: those of its own sums in the order of the table, without itself.

    `balance` and `result` tell which of the two sums these are.
    """

    others: tuple[Amount, ...]
    balance: bool
    result: bool


def tied_to(amount: Amount, every: Iterable[Amount]) -> Tied:
    """The amounts of a version that stand in a sum with one of them; none where it stands in no sum that holds."""
    lines = _lines(amount, every)
    code = amount.line.code
    balance = code in _BALANCE and _holds_balance(lines)
    result = _holds_result(lines) and (code in _RESULT or balance)
    wanted = {*(_BALANCE if balance else ()), *((BudgetLine.RESULT,) if balance and result else ())}
    if result and not balance:
        wanted = set(_RESULT) - (set() if code == BudgetLine.BALANCE else {BudgetLine.BALANCE})
    others = tuple(one for name, one in lines.items() if name in wanted and name != code)
    return Tied(others, balance, result)


def _lines(amount: Amount, every: Iterable[Amount]) -> _Lines:
    """The amounts of the same year and phase by line, where the page says where each stands; none of differences."""
    if amount.phase is None or amount.phase.code == Phase.DIFFERENCE:
        return {}
    found: dict[str, Amount] = {}
    for one in every:
        placed = one.start is not None and one.amount_eur is not None
        if placed and one.phase is not None and (one.year, one.phase.code) == (amount.year, amount.phase.code):
            found.setdefault(one.line.code, one)
    return found if found.get(amount.line.code) == amount else {}


def _holds_balance(lines: _Lines) -> bool:
    values = _values(lines, _BALANCE)
    if values is None:
        return False
    expenditure, revenue, balance = values
    return balance in {expenditure - revenue, revenue - expenditure}


def _holds_result(lines: _Lines) -> bool:
    values = _values(lines, _RESULT)
    if values is None:
        return False
    balance, added, withdrawn, result = values
    return result in {balance + added - withdrawn, balance - added + withdrawn}


def _values(lines: _Lines, names: Sequence[BudgetLine]) -> list[Decimal] | None:
    """The amounts of some lines in euro; None where one of them is not there."""
    if not all(name in lines for name in names):
        return None
    return [Decimal(lines[name].amount_eur or 0) for name in names]
