"""Agreement: how far two people who judged references agree, and how often the reader was right by what they say.

Reads no sheet.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from ingest.coded import Coded
from ingest.coding_sheet import JUDGED, RIGHT, UNCLEAR, WRONG, YES
from ingest.intervals import Interval, kappa, wilson

EVERYTHING: Final = "everything"
Pair = tuple[str, str]


class Precision(msgspec.Struct, frozen=True):
    """In how many cases the reader was right, of how many in which that could be said."""

    right: int
    of: int

    @property
    def share(self) -> Interval | None:
        """The share that is right, with its interval; None of nothing."""
        return wilson(self.right, self.of)


class Judged(msgspec.Struct, frozen=True):
    """What two coders say of one property of the references.

    `same` of `both` references have the same code of both coders; `kappa` is None where it is undefined. `coders` is
    the precision of the reader by each coder, `consensus` that by what both say; unclear counts in agreement only.
    """

    name: str
    same: int
    both: int
    kappa: Interval | None
    coders: tuple[Precision, ...]
    consensus: Precision

    @property
    def agreement(self) -> Interval | None:
        """The share of references with the same code of both coders, with its interval."""
        return wilson(self.same, self.both)


class Disagreement(msgspec.Struct, frozen=True):
    """A reference of which the coders say something else; `row` is that of the sheet."""

    row: int
    name: str
    said: tuple[str, ...]
    read: str
    sentence: str


class Agreement(msgspec.Struct, frozen=True):
    """All that a coding sheet says."""

    references: int
    judged: tuple[Judged, ...]
    everything: Judged
    disagreements: tuple[Disagreement, ...]


def agreement(rows: Sequence[Coded]) -> Agreement:
    """What the rows of a coding sheet say.

    `everything` asks at once whether a reference is one and all that was read of it is right: what one coder holds for
    wrong in one property is wrong, and what is unclear in one and wrong in none is unclear.
    """
    whole = [(_verdict(row, row.judged[0]), _verdict(row, row.judged[1])) for row in rows]
    return Agreement(
        references=len(rows),
        judged=tuple(_judged(name, rows) for name in JUDGED),
        everything=_counted(EVERYTHING, whole, [(RIGHT, pair) for pair in whole]),
        disagreements=tuple(_disagreements(rows)),
    )


def _judged(name: str, rows: Sequence[Coded]) -> Judged:
    """One property; of a reference that a coder holds for none nothing else is asked of that coder."""
    codes = [(_expected(name, row), (row.judged[0].get(name, ""), row.judged[1].get(name, ""))) for row in rows]
    return _counted(name, [pair for _, pair in codes if all(pair)], codes)


def _counted(name: str, pairs: Sequence[Pair], codes: Sequence[tuple[str, Pair]]) -> Judged:
    """The figures of one property: `pairs` is what both coders say, `codes` what the reader and each coder say."""
    agreed = [(expected, first) for expected, (first, second) in codes if first == second]
    return Judged(
        name=name,
        same=sum(first == second for first, second in pairs),
        both=len(pairs),
        kappa=kappa(Counter(pairs)),
        coders=tuple(_precision([(expected, pair[coder]) for expected, pair in codes]) for coder in (0, 1)),
        consensus=_precision(agreed),
    )


def _precision(codes: Sequence[Pair]) -> Precision:
    """How often what is expected is what is said, where something is said."""
    said = [(expected, code) for expected, code in codes if code not in {"", UNCLEAR}]
    return Precision(sum(expected == code for expected, code in said), len(said))


def _expected(name: str, row: Coded) -> str:
    """What a coder says who holds for right what was read."""
    match name:
        case "reference":
            return YES
        case "target":
            return RIGHT
        case _:
            return str(getattr(row.drawn, name))


def _verdict(row: Coded, judged: Mapping[str, str]) -> str:
    """Whether all that was read is right by one coder."""
    if any(code not in {_expected(name, row), UNCLEAR} for name, code in judged.items()):
        return WRONG
    return UNCLEAR if UNCLEAR in judged.values() else RIGHT


def _disagreements(rows: Sequence[Coded]) -> Iterator[Disagreement]:
    for row in rows:
        for name in JUDGED:
            said = tuple(judged.get(name, "") for judged in row.judged)
            if all(said) and len(set(said)) > 1:
                yield Disagreement(row.row, name, said, _expected(name, row), row.drawn.sentence)
