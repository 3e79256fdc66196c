"""Titles with a sum: lines such as «Zwemvervoer (€ 5.000 N)», «Huur structureel nadeel € 5.000», «Rente € 5.000 V».

Knows such a line by its words; not what stands above or below it.
"""

import re
from typing import Final

from ingest.read.amounts import find_money
from ingest.read.cause_words import FINITE_VERBS

LONGEST: Final = 120  # code points of a title
STATED: Final = r"(?:(?:voor|na)deel|mee-?valler|tegenvaller|(?:over|onder)schrijding|voordelig|nadelig)"
OFTEN: Final = r"(?:incidentee?le?|structuree?le?|eenmalige?|jaarlijkse?|tijdelijke?|per\sjaar)"
FRONT: Final = re.compile(
    rf"[^\W\d_•·*-][^\n]{{2,120}}?(?:\s?[(:,–-])?\s{{0,2}}(?:\b{OFTEN}\s)?(?:\b(?P<stated>{STATED}):?\s)?(?:(?:van|ad|à)\s)?",
    re.IGNORECASE,
)
TAIL: Final = re.compile(
    rf"\s?\)?(?:[\s,]{{0,3}}\(?(?:{OFTEN}|(?P<stated>{STATED})|in\s20[0-9]{{2}}|per\s20[0-9]{{2}})\)?){{0,3}}\s{{0,3}}",
    re.IGNORECASE,
)
VERBAL: Final = re.compile(rf"\S\s{{1,9}}(?:{FINITE_VERBS})\b", re.IGNORECASE)


def is_money_title(line: str) -> bool:
    """Whether a line is a title that ends with one sum and says on which side it is."""
    if len(line) > LONGEST:
        return False
    money = list(find_money(line, 0, len(line)))
    if len(money) != 1 or money[0].amount_eur is None:
        return False
    front = FRONT.fullmatch(line, 0, money[0].start)
    tail = TAIL.fullmatch(line, money[0].whole_end)
    if front is None or tail is None or VERBAL.search(line, 0, money[0].start):
        return False
    return money[0].side is not None or bool(front["stated"] or tail["stated"])
