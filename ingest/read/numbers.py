"""Numbers as pages print them: numbers of goals, amounts of money, stamps. Knows no sentence and no table."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Final

# 1.3.4, 2.1 or 10: one to three groups; no year, amount, date or percentage.
GOAL_NUMBER: Final = r"\d{1,2}(?:\.\d{1,2}){0,2}(?![\d%‰]|[.,]\d|[a-z](?![a-z])|\s*%)"
AMOUNT: Final = re.compile(
    r"""
    €\s*(?P<sign>-\s*)?                                # € 460.000,-   € -5.577
    (?P<digits>\d{1,3}(?:\.\d{3})+(?!\d)|\d+)          # grouped by dots, or not at all
    (?:,(?P<cents>\d{1,2}(?!\d)|-{1,2}))?              # ,50  ,-  ,--
    (?:\s*(?P<scale>miljoen|mln\.?|miljard|mld\.?|duizend))?
    """,
    re.VERBOSE,
)
CELL: Final = re.compile(
    r"(?P<lead>-\s*)?(?P<digits>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}))?(?P<trail>-)?"
)  # 348.646
SCALES: Final = {"miljoen": 6, "mln": 6, "miljard": 9, "mld": 9, "duizend": 3}
STAMP: Final = re.compile(r"(\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2})")  # 05/03/2021 15:20:24


def plain(value: Decimal) -> str:
    """A decimal in plain, canonical form: `460000`, `-12.5`."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def amount_of(match: re.Match[str]) -> str:
    """The amount in euro, as a plain decimal, of a match of `AMOUNT`."""
    cents = match["cents"] if match["cents"] and match["cents"].isdigit() else "0"
    value = Decimal(f"{match['digits'].replace('.', '')}.{cents}")
    scale = (match["scale"] or "").rstrip(".")
    value = value.scaleb(SCALES[scale]) if scale else value
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
