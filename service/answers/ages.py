"""Ages: since which document a text stands as it is, and which copied reference has a number that meant another goal.

Reads them from statements that were already fetched.
"""

from dataclasses import dataclass

from ontology.terms import (
    COPIED_FROM,
    COPY_OF,
    HAS_STALENESS,
    LIKENESS,
    MEANT_NOW,
    MEANT_THEN,
    UNCHANGED_SINCE,
    UNSEEN_YEAR,
)
from service.answers.facts import Facts
from service.answers.labels import Labels, Named


@dataclass(frozen=True, slots=True)
class Age:
    """The first document since which a text is unchanged, and the years between of which no document shows it."""

    since: Named
    unseen_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Staleness:
    """That a reference was copied with its sentence, while its number came to mean another goal.

    `copy_of` is the reference in `copied_from`; `meant_then` is what the number meant there, `meant_now` where that is
    now, empty where it is nowhere. `likeness` is that of the two sentences, from 0 to 1, as a decimal.
    """

    iri: str
    copy_of: str
    copied_from: Named
    meant_then: Named
    meant_now: tuple[Named, ...]
    likeness: str

    @property
    def is_literal(self) -> bool:
        """Whether the sentence is the same word for word."""
        return self.likeness == "1"


def read_age(facts: Facts, labels: Labels, iri: str) -> Age | None:
    """The age of a text; None where it is not older than its document."""
    since = facts.text(iri, UNCHANGED_SINCE)
    years = tuple(sorted(map(int, facts.texts(iri, UNSEEN_YEAR))))
    return None if since is None else Age(labels.named(since), years)


def read_staleness(facts: Facts, labels: Labels, reference: str) -> Staleness | None:
    """Why a reference may be out of date; None where nothing says so."""
    iri = facts.text(reference, HAS_STALENESS)
    if iri is None:
        return None
    return Staleness(
        iri=iri,
        copy_of=facts.texts(iri, COPY_OF)[0],
        copied_from=labels.named(facts.texts(iri, COPIED_FROM)[0]),
        meant_then=labels.named(facts.texts(iri, MEANT_THEN)[0]),
        meant_now=tuple(map(labels.named, facts.links(iri, MEANT_NOW))),
        likeness=facts.texts(iri, LIKENESS)[0],
    )
