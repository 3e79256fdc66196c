"""Dates and years as running text prints them: days, ranges of years, documents with a number in their year.

Knows no stamp of a footer (`ingest/read/numbers.py`) and no sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from ingest.read.span import Span

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTH: Final = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
YEAR: Final = r"(?:19|20|21)[0-9]{2}"
DATED: Final = re.compile(
    rf"""
    (?<![\w.,/-])(?:
        (?P<day>[0-3]?[0-9])(?P<mark>[-./])(?P<month>[01]?[0-9])(?P=mark)(?P<year>{YEAR})    # 02-11-2017   16.04.2012
      | (?P<iso>{YEAR}-[01][0-9]-[0-3][0-9])                                                 # 2017-11-02
      | (?P<day_named>[0-3]?[0-9])\s(?P<name>{MONTH})\b(?:\.?\s(?P<year_named>{YEAR}))?        # 30 oktober 2017
      | (?P<first>{YEAR})\s?[-–/]\s?(?P<last>{YEAR})                                         # 2022-2025
      | (?P<numbered>{YEAR})-(?P<sequence>[1-9])                                             # 2023-2
    )(?!\w|[.,/-][0-9])
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Dated(msgspec.Struct, frozen=True):
    """A place that names a day, a range of years or a document by its number in the year.

    `date` is in ISO 8601; None for what is no day, and for a day that can't be told: one without a year, one that does
    not exist, one between slashes, of which either part can be the month. `first` and `last` are years. `sequence` is
    the number of a document.
    """

    start: int
    end: int
    date: str | None = None
    first: int | None = None
    last: int | None = None
    sequence: int | None = None


def find_dates(text: str, span: Span) -> Iterator[Dated]:
    """The dates, ranges of years and numbered documents in a span, in order."""
    for match in DATED.finditer(text, span.start, span.end):
        if match["first"]:
            if int(match["first"]) < int(match["last"]):
                yield Dated(match.start(), match.end(), None, int(match["first"]), int(match["last"]))
        elif match["numbered"]:
            year = int(match["numbered"])
            yield Dated(match.start(), match.end(), None, year, year, int(match["sequence"]))
        else:
            yield _day(match)


def touches_date(dates: Sequence[Dated], start: int, end: int) -> bool:
    """Whether a stretch of text shares a character with one of the dates, which are in order."""
    before = bisect_left(dates, end, key=lambda one: one.start) - 1
    return before >= 0 and dates[before].end > start


def _day(match: re.Match[str]) -> Dated:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["name"]:
        month = next(n for n, name in enumerate(MONTHS, 1) if _short(match["name"]) == name)
        year, day = int(match["year_named"] or 0), int(match["day_named"])
    else:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    exists = _iso(year, month, day) if match["mark"] != "/" else None
    return Dated(match.start(), match.end(), exists, year or None, year or None)


def _short(name: str) -> str:
    """A month by its first three letters; maart is mrt."""
    folded = name.casefold()
    return "mrt" if folded == "maart" else folded[:3]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
