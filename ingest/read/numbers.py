"""Numbers as pages print them: numbers of goals, amounts of money, stamps. Knows no sentence and no table."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Final

# 1.3.4, 2.1 or 10: one to three groups; no year, amount, date or percentage.
GOAL_NUMBER: Final = r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?![\d%‰]|[.,]\d|[a-z](?![a-z])|\s*%)"
WHOLE: Final = r"(?:[0-9]{1,3}(?:[.\u0020\u00a0\u2009\u202f][0-9]{3})+(?!\d)|[0-9]+)"  # 460.000, 460 000, 460000
SCALE: Final = r"(?:miljoen|mln|miljard|mld|duizend)\b"
AMOUNT: Final = re.compile(
    rf"""
    (?:€|\bEUR\b)\s*(?P<sign>-\s*)?(?P<digits>{WHOLE})       # € 460.000,-   € -5.577
    (?:
        (?:,(?P<part>[0-9]+))?\s*(?P<scale>{SCALE})          # € 8,7 miljoen
      | ,(?P<cents>[0-9]{{2}})(?!\d)                           # € 12,50
      | ,-{{1,2}}
      | (?![.,]?\d|[.,]?\s*{SCALE})
    )
    | (?<![\d.,])(?P<digits_before>{WHOLE})(?:,-{{1,2}})?\s+(?:euro|EUR)\b   # 460.000 euro
    """,
    re.VERBOSE | re.IGNORECASE,
)
MONEY: Final = re.compile(  # money in any form, understood or not
    r"(?:€|\bEUR\b)\s*-?\s*\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s+(?:euro|EUR)\b", re.IGNORECASE
)
CELL: Final = re.compile(
    r"(?P<lead>-\s*)?(?P<digits>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{1,2}))?(?P<trail>-)?"
)  # 348.646
SCALES: Final = {"miljoen": 6, "mln": 6, "miljard": 9, "mld": 9, "duizend": 3}
STAMP: Final = re.compile(r"([0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2})")  # 05/03/2021 15:20:24


def plain(value: Decimal) -> str:
    """A decimal in plain, canonical form: `460000`, `-12.5`."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def amount_of(match: re.Match[str]) -> str:
    """The amount in euro, as a plain decimal, of a match of `AMOUNT`."""
    digits = re.sub(r"\D", "", match["digits"] or match["digits_before"])
    value = Decimal(f"{digits}.{match['part'] or match['cents'] or '0'}")
    value = value.scaleb(SCALES[match["scale"].casefold()]) if match["scale"] else value
    return plain(-value if match["sign"] else value)


def cell_amount(cell: str) -> str | None:
    """The amount of a cell of a money table, as a plain decimal; None where the cell is no amount.

    A minus sign stands before the figure or after it (`- 543`, `4.977-`).
    """
    match = CELL.fullmatch(cell.removeprefix("€").strip())
    if match is None:
        return None
    value = Decimal(f"{match['digits'].replace('.', '')}.{match['cents'] or '0'}")
    return plain(-value if match["lead"] or match["trail"] else value)


def quantity(text: str) -> str:
    """A quantity as Dutch text writes it (`1.200`, `8,5`), as a plain decimal."""
    return plain(Decimal(text.replace(".", "").replace(",", ".")))


def stamp_time(stamp: str, *, month_first: bool) -> str | None:
    """A stamp such as `05/03/2021 15:20:24` in ISO 8601 without a zone; None where it is no moment."""
    order = "%m/%d/%Y %H:%M:%S" if month_first else "%d/%m/%Y %H:%M:%S"
    try:
        moment = datetime.strptime(stamp, order)  # noqa: DTZ007 - printed without a zone, kept without one
    except ValueError:
        return None
    return moment.isoformat()


def depth(number: str) -> int:
    """How many levels a number has: 3 for `1.3.4`."""
    return number.count(".") + 1
