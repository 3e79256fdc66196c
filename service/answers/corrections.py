"""Corrections: what the operator says of a value that was read wrongly, as told beside that value.

Reads them from statements that were already fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.terms import BY_ROLE, CORRECTED_PROPERTY, CORRECTION, CORRECTS, WAS, WHY
from service.answers.facts import Facts


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that was corrected: the thing, its property, what was read (None: nothing), why, and by which role."""

    iri: str
    thing: str
    property: str
    was: str | None
    why: str
    by: str


def read_corrections(facts: Facts) -> Mapping[str, tuple[Correction, ...]]:
    """The corrections among the statements of a page, by the thing that each is about, ordered by property."""
    found: dict[str, list[Correction]] = {}
    for iri in facts.of_type(CORRECTION):
        thing = facts.texts(iri, CORRECTS)[0]
        correction = Correction(
            iri=iri,
            thing=thing,
            property=facts.texts(iri, CORRECTED_PROPERTY)[0],
            was=facts.text(iri, WAS),
            why=facts.texts(iri, WHY)[0],
            by=facts.texts(iri, BY_ROLE)[0],
        )
        found.setdefault(thing, []).append(correction)
    return {thing: tuple(sorted(some, key=lambda one: (one.property, one.iri))) for thing, some in found.items()}
