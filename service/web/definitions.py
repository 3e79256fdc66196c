"""The vocabulary as a table for people: each term with its label and meaning. Serialises nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from ontology.language import Phrase
from ontology.terms import DG, RDF_TYPE, SKOS_CONCEPT, SKOS_DEFINITION
from service.answers.vocabulary import Label, term_labels, vocabulary

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"


@dataclass(frozen=True, slots=True)
class Definition:
    """One term: its IRI, the last part of it as an anchor, its label and its meaning."""

    iri: str
    anchor: str
    label: Label
    meaning: Label


@dataclass(frozen=True, slots=True)
class Group:
    """The terms of one sort, by name; codes in the order of their list."""

    title: Phrase
    terms: tuple[Definition, ...]


def define() -> tuple[Group, ...]:
    """Classes, properties between things, properties with a literal, and codes."""
    types: dict[str, set[str]] = {}
    meanings: dict[str, dict[str, str]] = {}
    for quad in vocabulary():
        subject, value = str(quad.subject).strip("<>"), quad.object
        if quad.predicate.value == RDF_TYPE:
            types.setdefault(subject, set()).add(str(value).strip("<>"))
        elif quad.predicate.value in {_COMMENT, SKOS_DEFINITION} and isinstance(value, Literal):
            meanings.setdefault(subject, {})[value.language or ""] = value.value
    sorts = (
        (Phrase("Klassen", "Classes"), f"{_OWL}Class"),
        (Phrase("Eigenschappen tussen dingen", "Properties between things"), f"{_OWL}ObjectProperty"),
        (Phrase("Eigenschappen met een waarde", "Properties with a value"), f"{_OWL}DatatypeProperty"),
        (Phrase("Codes", "Codes"), SKOS_CONCEPT),
    )
    return tuple(Group(title, _terms(sort, types, meanings)) for title, sort in sorts)


def _terms(
    sort: str, types: Mapping[str, set[str]], meanings: Mapping[str, Mapping[str, str]]
) -> tuple[Definition, ...]:
    return tuple(
        Definition(
            iri,
            iri.removeprefix(DG).removeprefix("https://w3id.org/doelgraaf/def/").replace("#", "-"),
            term_labels().get(iri, Label("", "")),
            Label(meanings.get(iri, {}).get("nl", ""), meanings.get(iri, {}).get("en", "")),
        )
        for iri in sorted(types)
        if sort in types[iri]
    )
