"""By which property a page of what points at a thing is asked for: `dg:refersTo`, its last part or its IRI."""

from collections.abc import Iterable
from re import split

from service.answers.vocabulary import Label
from service.web.others import prefixed
from service.web.site import not_found


def property_of(asked: str, known: Iterable[str]) -> str:
    """The IRI of the property that is asked for, among those by which something points at the thing.

    Raises:
        ProblemError: 404, with those that there are.
    """
    properties = list(known)
    for iri in properties:
        if asked in {iri, prefixed(iri), split("[#/]", iri)[-1]}:
            return iri
    there = [prefixed(iri) for iri in properties]
    raise not_found(
        Label(
            f"Met property {asked[:100]!r} wijst niets hierheen; `available` noemt waarmee wel.",
            f"Nothing points here by property {asked[:100]!r}; `available` lists by which something does.",
        ),
        there,
    )
