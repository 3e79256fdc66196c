"""Numbers as pages print them: numbers of goals, quantities, stamps. Knows no sentence and no table."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Final

# 1.3.4, 2.1 or 10: one to three groups; no year, amount, date or percentage.
GOAL_NUMBER: Final = r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?![\d%‰]|[.,]\d|[a-z](?![a-z])|\s*%)"
SCALES: Final = {"miljoen": 6, "mln": 6, "miljard": 9, "mld": 9, "duizend": 3}  # powers of ten
STAMP: Final = re.compile(r"([0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2})")  # 05/03/2021 15:20:24


def plain(value: Decimal) -> str:
    """A decimal in plain, canonical form: `460000`, `-12.5`."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def quantity(text: str) -> str:
    """A quantity as Dutch text writes it (`1.200`, `8,5`), as a plain decimal."""
    return plain(Decimal(text.replace(".", "").replace(",", ".")))


def stamp_time(stamp: str, *, month_first: bool) -> str | None:
    """A stamp such as `05/03/2021 15:20:24` in ISO 8601 without a zone; None where it is no moment."""
    one, other, year, time = stamp[:2], stamp[3:5], stamp[6:10], stamp[11:]
    month, day = (one, other) if month_first else (other, one)
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{time}")
    except ValueError:
        return None
    return moment.isoformat()


def depth(number: str) -> int:
    """How many levels a number has: 3 for `1.3.4`."""
    return number.count(".") + 1
