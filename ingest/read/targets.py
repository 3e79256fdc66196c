"""Targets: quantities that a criterion or a description wants reached."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.read.numbers import quantity
from ingest.read.record import Span, Target
from ontology.codes import Comparator

COMPARATORS: Final = {
    "tenminste": Comparator.AT_LEAST,
    "ten minste": Comparator.AT_LEAST,
    "minimaal": Comparator.AT_LEAST,
    "minstens": Comparator.AT_LEAST,
    "ten hoogste": Comparator.AT_MOST,
    "tenhoogste": Comparator.AT_MOST,
    "hoogstens": Comparator.AT_MOST,
    "maximaal": Comparator.AT_MOST,
}
TARGET: Final = re.compile(
    rf"""
    \b(?P<comparator>{"|".join(COMPARATORS).replace(" ", "[ ]")})\s+
    (?P<value>[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?!\d)|[0-9]+(?:,[0-9]+)?)    # 200   1.500   8,5
    (?:\s+(?P<unit>[^\W\d_][\w-]*)|\s*(?P<percent>%))        # bijstandsgerechtigden   %
    (?:\s+per\s+(?P<period>jaar|maand|kwartaal|week|dag))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
PERIODS: Final = {"jaar": "year", "maand": "month", "kwartaal": "quarter", "week": "week", "dag": "day"}


def find_targets(text: str, span: Span) -> Iterator[Target]:
    """The targets in a span, in order, without section and element."""
    for match in TARGET.finditer(text, span.start, span.end):
        yield Target(
            comparator=COMPARATORS[match["comparator"].casefold()],
            value=quantity(match["value"]),
            unit=match["unit"] or match["percent"],
            period=PERIODS[match["period"].casefold()] if match["period"] else None,
            element=None,
            section=None,
            exact=match.group(),
            start=match.start(),
            end=match.end(),
        )
