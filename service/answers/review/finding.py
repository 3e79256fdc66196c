"""A finding of a review: what asks for a look, how much, and the words on the page that show it. Finds nothing itself.

Offsets are 0-based code points in the text of a page, the end not included.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.answers.vocabulary import Label

# Of one kind a goal shows so many findings, and a finding so many places; what is left out is counted.
MOST_FINDINGS: Final = 50
MOST_PLACES: Final = 10
# A longer sentence is not shown; what the query gives of one is a character more.
MOST_SENTENCE: Final = 1200


class Severity(StrEnum):
    """How sure it is that something is wrong: an error is, a doubt asks for a look, a notice informs."""

    ERROR = "error"
    DOUBT = "doubt"
    NOTICE = "notice"

    def is_at_least(self, other: "Severity") -> bool:
        """Whether it weighs as much as another, or more."""
        known = tuple(Severity)
        return known.index(self) <= known.index(other)


class Kind(StrEnum):
    """What a finding is about, in the order in which a report tells them."""

    STALE = "stale-reference"
    MISSING_NUMBER = "missing-number"
    SUM = "sum"
    TOTAL = "total"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    SUSPECT = "suspect-reference"
    SHIFT = "neutral-shift"
    NO_HOLDER = "no-holder"
    NO_CRITERIA = "no-criteria"
    NO_NOTES = "no-framework-notes"
    NOT_LOADED = "not-loaded"
    ONE_WAY = "one-way"


@dataclass(frozen=True, slots=True)
class Place:
    """Words on a page: those that a finding is about, and the sentence in which they stand, where there is one.

    `version` is what they are said of. `exact` is None where the texts of pages are not loaded; `address` is that of
    the live page, `live` the same with a text fragment that leads to the words; each None where the page has none.
    `sentence_start` is at what offset the sentence begins; None where nobody knows, or where it is shown cut.
    `figure` is what an amount is of several that a finding is about: expenditure, revenue, balance.
    """

    version: str
    page: str
    start: int
    end: int
    exact: str | None = None
    sentence: str | None = None
    address: str | None = None
    live: str | None = None
    sentence_start: int | None = None
    figure: Label | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that asks for a look.

    `version` is the IRI of what it is found in; `target` is what it leads to, where it leads to something known.
    `number` is the number that the words cite, as printed, for the findings about references. `places_found` counts
    all places, of which `places` shows the first.
    """

    kind: Kind
    severity: Severity
    version: str
    message: Label
    places: tuple[Place, ...]
    places_found: int
    number: str | None = None
    target: str | None = None

    @property
    def places_left(self) -> int:
        """How many places are not shown."""
        return self.places_found - len(self.places)


def found(  # noqa: PLR0913 - what a finding is made of
    kind: Kind,
    severity: Severity,
    version: str,
    message: Label,
    places: tuple[Place, ...],
    *,
    number: str | None = None,
    target: str | None = None,
) -> Finding:
    """A finding with all of its places, of which it shows the first."""
    return Finding(kind, severity, version, message, places[:MOST_PLACES], len(places), number, target)
