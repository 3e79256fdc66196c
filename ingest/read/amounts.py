"""Amounts of money in running text, in each form in which pages print them. Knows no sentence and no table."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

from ingest.read.numbers import SCALES, plain
from ontology.codes import Effect

SPACE: Final = r"[\u0020\u00a0\u2007\u2009\u202f]"
# 460.000, 460 000, 460000: separators of one kind, and no more figures behind them.
WHOLE: Final = (
    rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}(?!\.?\d)|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,4}}(?!\d)|[0-9]{{1,15}})"
)
SCALE_WORD: Final = r"(?:(?:miljoen|miljard|duizend|k)\b|(?:mln|mld)\b\.?)"
POWERS: Final = SCALES | {"k": 3}
NO_DIGIT: Final = re.compile("[^0-9]")
SIGN: Final = r"[-−–+]"
NO_CENTS: Final = r",(?:[-–—]{1,2}|=)"  # ,-   ,--   ,=
FIGURE: Final = r"[0-9](?:[.,]?[0-9]){0,20}"  # a figure in any form, understood or not
# What says that a figure behind «à» or «tot» is money too, so that the two are the ends of a range.
UPPER_END: Final = rf"""
    (?: (?:€|\bEUR\b){SPACE}{{0,2}}{FIGURE} | [0-9]{{1,3}}(?:\.[0-9]{{3}}){{1,4}}(?![\d.])
      | {FIGURE}{SPACE}{{1,2}}(?:euro|EUR)\b )
    (?:{SPACE}?{SCALE_WORD})?
  | {FIGURE}{SPACE}?{SCALE_WORD}
"""
MONEY: Final = re.compile(
    rf"""
    (?P<range>
        (?:€|\bEUR\b){SPACE}{{0,3}}{FIGURE}(?:{SPACE}?{SCALE_WORD})?{SPACE}{{0,2}}
        (?: à{SPACE}{{0,2}}(?:€{SPACE}?)?{FIGURE}(?:{SPACE}?{SCALE_WORD})?            # € 1 à 2 miljoen
          | (?:a|tot(?:{SPACE}en{SPACE}met)?|t/m|of|[-–—]){SPACE}{{0,2}}(?:{UPPER_END}) )  # € 5.000 tot € 10.000
      | (?<=\btussen{SPACE})(?:de{SPACE})?€{SPACE}{{0,3}}{FIGURE}(?:{SPACE}?{SCALE_WORD})?
        {SPACE}en{SPACE}(?:{UPPER_END})
    )
  | (?:(?<!\w)(?P<minus>[-−])(?=€))?(?:€|\bEUR\b){SPACE}{{0,3}}(?:(?P<sign>{SIGN}){SPACE}{{0,2}})?(?P<digits>{WHOLE})
    (?: (?:,(?P<part>[0-9]{{1,6}}))?{SPACE}{{0,2}}(?P<scale>{SCALE_WORD})             # € 8,7 miljoen
      | ,(?P<cents>[0-9]{{2}})(?!\d)                                                  # € 12,50
      | {NO_CENTS}                                                                    # € 460.000,-
      | (?![.,]?\d|(?-i:[a-z])|[.,]{SPACE}?{SCALE_WORD}|E\+) )
    (?:{SPACE}{{0,2}}(?:(?P<letter>(?-i:[VN]))(?![\w./-]*\w)|\((?P<bracketed>[VN])\)))?   # € 335.000 V
  | (?<![\d.,])(?P<figure>{WHOLE})
    (?: {NO_CENTS} | ,(?P<figure_part>[0-9]{{1,6}}){SPACE}{{0,2}}(?P<part_scale>{SCALE_WORD})
      | ,(?P<figure_cents>[0-9]{{2}}) | {SPACE}{{0,2}}(?P<figure_scale>{SCALE_WORD}) )?
    {SPACE}{{1,2}}(?:euro|EUR)\b                                                      # 460.000 euro, 1,1 mln euro
  | (?P<odd>(?:€|\bEUR\b){SPACE}{{0,3}}(?:{SIGN}{SPACE}{{0,2}})?{FIGURE}(?:E\+[0-9]{{1,3}})?
      | (?<![\d.,]){FIGURE}(?:{SPACE}?{SCALE_WORD})?{SPACE}{{1,2}}(?:euro|EUR)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SIDES: Final = {"v": Effect.ADVANTAGE, "n": Effect.DISADVANTAGE}


class Money(msgspec.Struct, frozen=True):
    """A place in a text that names money.

    The amount is a plain decimal in euro; None where the form is doubtful (`€ 1.2 miljoen`) or a range. `side` is what
    a letter behind it says, V or N: it ends in front of that letter, at `end`; the whole ends at `whole_end`.
    """

    start: int
    end: int
    whole_end: int
    amount_eur: str | None
    side: Effect | None = None


def find_money(text: str, start: int, end: int) -> Iterator[Money]:
    """The places between two positions that name money, in order, understood or not."""
    if text.find("€", start, end) < 0 and "eur" not in text[start:end].casefold():
        return
    for match in MONEY.finditer(text, start, end):
        letter = match["letter"] or match["bracketed"]
        before_letter = match.end() if letter is None else match.start("letter" if match["letter"] else "bracketed")
        words = text[match.start() : before_letter].rstrip("( \u00a0\u2009\u202f")
        yield Money(
            start=match.start(),
            end=match.start() + len(words),
            whole_end=match.end(),
            amount_eur=_amount(match),
            side=SIDES[letter.casefold()] if letter else None,
        )


def scaled(digits: str, part: str | None, scale: str | None) -> Decimal:
    """A figure by its whole and its decimal digits, times a scale such as `mln.`; separators don't matter."""
    value = Decimal(f"{NO_DIGIT.sub('', digits)}.{part or '0'}")
    return value.scaleb(POWERS[scale.casefold().rstrip(".")]) if scale else value


def _amount(match: re.Match[str]) -> str | None:
    if match["digits"]:
        value = scaled(match["digits"], match["part"] or match["cents"], match["scale"])
        negative = bool(match["minus"]) != (match["sign"] not in {None, "+"})
        return plain(-value if negative else value)
    if match["figure"]:
        part, scale = match["figure_part"] or match["figure_cents"], match["part_scale"] or match["figure_scale"]
        return plain(scaled(match["figure"], part, scale))
    return None
