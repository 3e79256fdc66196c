"""Cells of money tables: what a cell prints, and the scale of a table. Knows no row and no column."""

import re
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

import msgspec

from ingest.read.amounts import NO_CENTS, SCALE_WORD, SPACE, scaled
from ingest.read.numbers import plain
from ingest.read.span import Span

WHOLE: Final = rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,2}}|[0-9]{{1,15}})"
MINUS: Final = r"(?:-/-|[-−–])"
AMOUNT: Final = re.compile(
    rf"""
    (?:(?P<lead>{MINUS}|\+)\s{{0,2}})?(?:(?:€|EUR)\s{{0,3}}(?:(?P<inner>{MINUS}|\+)\s{{0,2}})?)?  # - 543, € -5.577
    (?P<digits>{WHOLE})
    (?: (?:,(?P<part>[0-9]{{1,6}}))?\s{{0,2}}(?P<scale>{SCALE_WORD}) | ,(?P<cents>[0-9]{{1,2}}) | {NO_CENTS} )?
    (?:\s?(?P<trail>{MINUS}))?                                          # 4.977-
    (?:\s{{0,2}}(?:(?P<letter>(?-i:[VN]))|\((?P<bracketed>[VN])\)))?    # € 335.000 V
    """,
    re.VERBOSE | re.IGNORECASE,
)
# An empty cell, or one that says that the amount is not known yet.
NOTHING: Final = re.compile(r"(?:€\s?)?(?:[-−–—]{1,2}|-/-)?\s?(?:p\.?m\.?|n\.?v\.?t\.?)?", re.IGNORECASE)
SHARE: Final = re.compile(r"[-−+]?\s?[0-9]{1,6}(?:[.,][0-9]{1,20})?\s?[%‰]")  # 47,7 %
FIGURES: Final = re.compile(r"[-−–+(€\s]{0,6}[0-9][0-9.,'\s()%*+/E€VN=–−-]{0,80}")  # no word: a figure in some form
NUMBER: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}")  # 2.2.2: a number of a goal, never an amount
LEADING_ZERO: Final = re.compile(r"(?<![0-9.,])0[0-9]")  # the second group of 20 000, never an amount
BETWEEN: Final = re.compile(r"\s{0,9}[/;\n]\s{0,9}|(?<=[0-9=–-])\s+(?=[€0-9])")  # what parts two amounts in one cell
SCALE: Final = re.compile(
    r"""
    (?:\bbedrag(?:en)?\s{1,2})?(?:
        (?:(?<!\w)(?:x|×|maal)\s{0,2}(?:€\s{0,2}|EUR\s|euro\s)?|\bin\s{1,2}(?:€\s{0,2}|EUR\s|euro\s|(?=1[.\s]?000)))
            (?P<figure>1(?:[.\s]?000){1,2}|1)(?:,-)?(?:\s{0,2}(?P<word>miljoen|mln|duizend))?(?![\d.,]\d|\d)
      | (?P<thousands>\bin\s(?:duizenden|duizendtallen))(?:\seuro(?:['’]s)?)?
      | (?P<millions>\bin\smiljoenen)(?:\seuro(?:['’]s)?)?
      | \bin\s(?:hele\s)?(?:€|euro(?:['’]s)?)(?!\w)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
SCALE_WORDS: Final = {None: 0, "duizend": 3, "miljoen": 6, "mln": 6}


class CellKind(Enum):
    """What a cell holds: one or more amounts, nothing, a percentage, or figures that are not understood."""

    AMOUNT = auto()
    NOTHING = auto()
    SHARE = auto()
    ODD = auto()


class Cell(msgspec.Struct, frozen=True):
    """A cell; its amounts are plain decimals as printed, without the scale of the table.

    `is_scaled` tells that the cell has a scale of its own: `€ 1,1 mln`.
    """

    kind: CellKind
    amounts: tuple[str, ...] = ()
    is_scaled: bool = False


class Scale(msgspec.Struct, frozen=True):
    """What the amounts of a table are to be multiplied by, and the place in a text that says so."""

    factor: int
    span: Span


@lru_cache(maxsize=256)  # each cell of a table is asked for some times: is it a cell, is it placed, what does it hold
def read_cell(text: str) -> Cell | None:
    """What a cell says; None where it is made of words."""
    words = text.strip()
    if NOTHING.fullmatch(words):
        return Cell(CellKind.NOTHING)
    if NUMBER.fullmatch(words):
        return None
    one = AMOUNT.fullmatch(words)
    if one is not None:
        return Cell(CellKind.AMOUNT, (_amount(one),), is_scaled=one["scale"] is not None)
    if SHARE.fullmatch(words):
        return Cell(CellKind.SHARE)
    found = [AMOUNT.fullmatch(part) for part in BETWEEN.split(words)]
    several = [match for match in found if match is not None]
    if len(several) == len(found) and not LEADING_ZERO.search(words):
        return Cell(CellKind.AMOUNT, tuple(map(_amount, several)), is_scaled=any(match["scale"] for match in several))
    return Cell(CellKind.ODD) if FIGURES.fullmatch(words) else None


def cell_amount(text: str) -> str | None:
    """The one amount of a cell, as a plain decimal; None where it holds none, or more than one.

    A minus sign stands before the figure or after it (`- 543`, `4.977-`); so does the letter N for a disadvantage.
    """
    cell = read_cell(text)
    return cell.amounts[0] if cell is not None and len(cell.amounts) == 1 else None


@lru_cache(maxsize=256)
def find_scale(text: str) -> Scale | None:
    """The scale that a heading, a head or a line of its own states: `x € 1.000`, `(in duizenden euro's)`."""
    match = SCALE.search(text)
    if match is None:
        return None
    power = 3 if match["thousands"] else 6 if match["millions"] else 0
    if match["figure"]:
        word = match["word"]
        power = match["figure"].count("000") * 3 + SCALE_WORDS[word.casefold() if word else None]
    return Scale(10**power, Span(match.start(), match.end()))


@lru_cache(maxsize=256)
def without_scale(text: str) -> str:
    """A text without the words that state a scale, and without the parentheses around them."""
    return SCALE.sub("", text).replace("()", "").strip(" :,-")


def is_scale(text: str) -> bool:
    """Whether a text states a scale and nothing else."""
    return find_scale(text) is not None and not without_scale(text)


def multiplied(amount: str, factor: int) -> str:
    """An amount times the scale of its table."""
    return plain(Decimal(amount) * factor)


def _amount(match: re.Match[str]) -> str:
    value = scaled(match["digits"], match["part"] or match["cents"], match["scale"])
    letter = match["letter"] or match["bracketed"] or ""
    signs = (match["lead"], match["inner"], match["trail"])
    negative = any(sign not in {None, "+"} for sign in signs) or letter.casefold() == "n"
    return plain(-value if negative else value)
