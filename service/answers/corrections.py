"""Corrections: what the operator says of a value that was read wrongly, as told beside that value.

Reads them from statements that were already fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.terms import BY_ROLE, CORRECTED_PROPERTY, CORRECTION, CORRECTS, END, EVIDENCE, START, WAS, WHY
from service.answers.facts import Facts


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that was corrected: the thing, its property, what was read (None: nothing), why, and by which role.

    `start` and `end` are where on the page it was read, in code points; None where it stands nowhere in particular.
    """

    iri: str
    thing: str
    property: str
    was: str | None
    why: str
    by: str
    start: int | None = None
    end: int | None = None


def read_corrections(facts: Facts) -> Mapping[str, tuple[Correction, ...]]:
    """The corrections among the statements of a page, by the thing that each is about, ordered by property."""
    found: dict[str, list[Correction]] = {}
    for iri in facts.of_type(CORRECTION):
        thing = facts.texts(iri, CORRECTS)[0]
        span = facts.text(iri, EVIDENCE)
        correction = Correction(
            iri=iri,
            thing=thing,
            property=facts.texts(iri, CORRECTED_PROPERTY)[0],
            was=facts.text(iri, WAS),
            why=facts.texts(iri, WHY)[0],
            by=facts.texts(iri, BY_ROLE)[0],
            start=facts.integer(span, START) if span else None,
            end=facts.integer(span, END) if span else None,
        )
        found.setdefault(thing, []).append(correction)
    return {thing: tuple(sorted(some, key=lambda one: (one.property, one.iri))) for thing, some in found.items()}
