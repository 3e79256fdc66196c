"""Columns: what the heads and the row labels of a money table mean, by the words that a source lists.

Knows no cell, and not which lines are heads.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.read.cells import without_scale
from ingest.read.numbering import canonical
from ingest.read.record import DocumentRef
from ingest.read.text import folded
from ingest.sources import Source
from ontology.codes import BudgetLine, DocumentKind, Phase

YEAR: Final = re.compile(r"\b20[0-9]{2}\b")
SHARE: Final = re.compile(r"%|\bpercentage\b|\bprocent", re.IGNORECASE)
TOTAL: Final = re.compile(r"tota(?:al|len)\b", re.IGNORECASE)
LABEL_HEADS: Final = frozenset(
    {"", "bedragen", "bedrag", "omschrijving", "doel", "doelen", "programma", "ambitie", "exploitatie", "onderdeel"}
)
# Of which phase the amounts of a document's own year are, where nothing else is said.
PHASES: Final[Mapping[DocumentKind, Phase]] = {
    DocumentKind.BEGROTING: Phase.ORIGINAL,
    DocumentKind.BEGROTINGSWIJZIGING: Phase.REVISED,
    DocumentKind.BERAP: Phase.FORECAST,
    DocumentKind.JAARSTUKKEN: Phase.EXECUTED,
    DocumentKind.PERSPECTIEFNOTA: Phase.FORECAST,
    DocumentKind.VOORJAARSNOTA: Phase.REVISED,
}
# What a budget shows of the years before its own.
BEFORE: Final = MappingProxyType({1: Phase.REVISED, 2: Phase.EXECUTED})
PLANS: Final = frozenset(PHASES) - {DocumentKind.BERAP, DocumentKind.JAARSTUKKEN}


class Meaning(msgspec.Struct, frozen=True):
    """What a head or a row label says of its amounts; None for what it leaves to the other heads or to the page.

    `number` is that of the goal, ambition or programme that a row is about. A column that `is_share` holds percentages.
    """

    line: BudgetLine | None = None
    phase: Phase | None = None
    year: int | None = None
    number: str | None = None
    is_share: bool = False

    @property
    def only_line(self) -> bool:
        """Whether it says on which line its amounts are, and neither year nor phase."""
        return self.line is not None and self.phase is None and self.year is None

    @property
    def only_time(self) -> bool:
        """Whether it says of which year or phase its amounts are, and not on which line."""
        return self.line is None and (self.phase is not None or self.year is not None)

    def over(self, other: "Meaning") -> "Meaning":
        """What two heads mean together, this one first."""
        return Meaning(
            line=self.line or other.line,
            phase=self.phase or other.phase,
            year=self.year or other.year,
            number=self.number or other.number,
            is_share=self.is_share or other.is_share,
        )


def head_meaning(text: str, source: Source) -> Meaning | None:
    """What a line means as the head of a column or as the label of a row; None where it is neither.

    `Lasten`, `Rekening 2029`, `Begroting 2030 na wijziging`, `2031`, `Lasten begroting 2031`, `Verschil in %`.
    """
    words = without_scale(text)
    if SHARE.search(words):
        return Meaning(is_share=True)
    years = YEAR.findall(words)
    if len(years) > 1:
        return None
    year = int(years[0]) if years else None
    bare = folded(YEAR.sub(" ", words))
    if not bare:
        return Meaning(year=year) if year else None
    line, phase = source.column(bare), source.phase(bare)
    if line is None and phase is None:
        line, phase = _line_and_phase(bare, source)
    return None if line is None and phase is None else Meaning(line=line, phase=phase, year=year)


def label_meaning(text: str, source: Source) -> Meaning | None:
    """What a line means as the label of a row: a goal, ambition or programme with its number, else as a head would."""
    match = _label_form(source.numbering.pattern).match(text)
    if match is not None:
        return Meaning(number=canonical(match["number"]))
    return head_meaning(text, source)


def is_label_head(text: str) -> bool:
    """Whether a line stands above the labels of the rows: `Omschrijving`, `Bedragen x € 1.000`."""
    return folded(without_scale(text)) in LABEL_HEADS


def is_total(text: str) -> bool:
    """Whether the label of a row says that it holds the sum of other rows."""
    return TOTAL.match(text) is not None


def crossed(heads: Sequence[Meaning | None]) -> list[Meaning | None]:
    """The columns of a table, by its heads in the order of the text.

    Of two levels of heads, one of lines and one of years, the lower one is repeated under each of the upper one; a
    single upper head spans all columns.
    """
    known = [head for head in heads if head is not None]
    if len(known) < len(heads) or not known:
        return list(heads)
    first = known[0]
    upper_level, lower_level = ("only_time", "only_line") if first.only_time else ("only_line", "only_time")
    is_upper, is_lower = attrgetter(upper_level), attrgetter(lower_level)
    count = next((index for index, head in enumerate(known) if not is_upper(head)), len(known))
    upper, lower = known[:count], known[count:]
    if not lower or not all(map(is_lower, lower)) or len(lower) % count:
        return list(heads)
    width = len(lower) // count
    if any(lower[index] != lower[index % width] for index in range(len(lower))):
        return list(heads)
    return [head.over(upper[index // width]) for index, head in enumerate(lower)]


def time_of(meaning: Meaning, document: DocumentRef | None) -> tuple[int, Phase] | None:
    """The year and phase of amounts; None where they are not certain.

    What is not said is that of the document: its own year and, in that year, its own phase. A plan goes on in later
    years and the accounts show earlier ones; «Rekening» without a year in a plan may be of any year before it. Beside
    its own year a budget shows the amended one of the year before and what was realised in the year before that
    (Besluit begroting en verantwoording provincies en gemeenten, on what the overview of the budget holds).
    """
    if document is None or document.year is None:
        known = meaning.year and meaning.phase
        return (meaning.year, meaning.phase) if known and meaning.year and meaning.phase else None
    kind, own = document.kind, document.year
    if meaning.year is None:
        is_own = meaning.phase is None or kind not in PLANS or meaning.phase in {Phase.ORIGINAL, Phase.DIFFERENCE}
        year = own if is_own else None
    else:
        year = meaning.year
    if year is None:
        return None
    if meaning.phase is not None:
        return year, meaning.phase
    if kind is None:
        return (year, Phase.ORIGINAL) if year == own else None
    if kind is DocumentKind.BEGROTING and own - year in BEFORE:
        return year, BEFORE[own - year]
    goes_on = year == own or (year > own and kind in PLANS) or (year < own and kind is DocumentKind.JAARSTUKKEN)
    return (year, PHASES[kind]) if goes_on else None


def _line_and_phase(bare: str, source: Source) -> tuple[BudgetLine | None, Phase | None]:
    """Line and phase of a head that names both: `lasten begroting`, `realisatie baten`."""
    words = bare.split()
    for cut in range(1, len(words)):
        start, rest = " ".join(words[:cut]), " ".join(words[cut:])
        line, phase = source.column(start), source.phase(rest)
        if line is None or phase is None:
            line, phase = source.column(rest), source.phase(start)
        if line is not None and phase is not None:
            return line, phase
    return None, None


@lru_cache
def _label_form(number: str) -> re.Pattern[str]:
    """`Doel 2.2.2`, `Doel 2.2.2 Naam`, `2.2.2 Naam`, `Totaal programma 2`; a bare figure is no label."""
    word = r"(?:totaal\s{1,2})?(?:doel|ambitie|programma)\s{1,2}"
    levels = r"(?=[A-Z]?[0-9]{1,2}(?:\s[0-9]{1,2})?[.-][0-9])"  # without a word, at least two levels
    return re.compile(rf"(?:{word}|{levels})(?P<number>{number})[.:]?(?:\s|$)", re.IGNORECASE)
