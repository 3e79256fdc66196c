"""Recurrences: the words that say whether an effect comes once or each year. Knows no effect."""

import re
from typing import Final

from ingest.read.span import Span
from ontology.codes import Recurrence

RECURRENCE: Final = re.compile(
    r"\b(incidente(?:el|le)|eenmalige?|tijdelijke?|structure(?:el|le)|jaarlijkse?|terugkerende?|blijvende?"
    r"|per\s+jaar)\b",
    re.IGNORECASE,
)
STRUCTURAL: Final = ("struct", "jaar", "terug", "blijv", "per")
# «..., die eenmalig is», «ook dit is incidenteel», «Beide effecten zijn tijdelijk», «Het nadeel is structureel»
TOLD: Final = re.compile(
    r"""\b(?: (?:die|dat|wat)\s+(?:\w{1,20}\s+){0,2}(?P<last>incidenteel|eenmalig|tijdelijk
        |structureel)\s+(?:is|zijn|was)
      | (?:dit|dat|het|de|deze|beide|die)\s+(?:(?:voor|na)de(?:el|len)|effect(?:en)?|bedrag(?:en)?|mee-?valler
      |tegenvaller)?\s{0,3}
        (?:is|zijn|was|heeft|hebben)\s+(?:(?:ook|dus|een|van)\s+){0,2}(?P<first>incidentee?l|eenmalig|tijdelijk
          |structuree?l)e?
        (?!\s+(?:voor|na)dee?l)(?!,?\s+(?:gedekt|opgevangen)) )\b""",
    re.VERBOSE | re.IGNORECASE,
)

BOTH: Final = re.compile(r"(?:beide|deze|die)\s+\w{1,20}\s+zijn\s+\w{1,20}\b", re.IGNORECASE)  # about what stands above


def recurrence_of(word: str) -> Recurrence:
    """What `incidenteel`, `eenmalig`, `structureel` or `jaarlijks` says."""
    return Recurrence.STRUCTURAL if word.casefold().startswith(STRUCTURAL) else Recurrence.ONE_OFF


def recurrence_in(text: str, clause: Span) -> Recurrence:
    """What a clause says of it anywhere, if that is one thing."""
    both = BOTH.match(text, clause.start, clause.end)
    start = both.end() if both else clause.start
    said = {recurrence_of(match[1]) for match in RECURRENCE.finditer(text, start, clause.end)}
    return said.pop() if len(said) == 1 else Recurrence.UNKNOWN


def recurrence_told(text: str, rest: Span, behind: Span | None) -> Recurrence:
    """What is said of an effect behind it: in the rest of its clause, or at the start of the sentence behind it."""
    match = TOLD.search(text, rest.start, rest.end)
    if match is None and behind is not None:
        match = TOLD.match(text, behind.start, behind.end)
    return recurrence_of(match["last"] or match["first"]) if match else Recurrence.UNKNOWN
