"""What people call the codes, classes and properties of the vocabulary, in both languages. Knows no instance.

Read from the Turtle files of `ontology` once per process: they belong to the software, not to a release.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, Quad, RdfFormat, parse

from ontology.codes import Code, code_iri
from ontology.language import Language
from ontology.terms import DCTERMS_TITLE, PREFIXES, RDFS_LABEL, SKOS_PREF_LABEL

VOCABULARY_FILES: Final = ("doelgraaf.ttl", "codelists.ttl", "budget.ttl")
_NAMES: Final = frozenset({RDFS_LABEL, SKOS_PREF_LABEL, DCTERMS_TITLE})


@dataclass(frozen=True, slots=True)
class Label:
    """What something is called in Dutch and in English; empty where nobody said."""

    nl: str
    en: str

    def say(self, language: Language) -> str:
        """The name in a language, or in the other one where this one has none."""
        return (self.nl or self.en) if language is Language.NL else (self.en or self.nl)


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a code list with its label."""

    iri: str
    code: str
    label: Label


@cache
def vocabulary() -> tuple[Quad, ...]:
    """Every statement of the vocabulary and its code lists."""
    folder = files("ontology")
    return tuple(
        quad
        for name in VOCABULARY_FILES
        for quad in parse(input=folder.joinpath(name).read_bytes(), format=RdfFormat.TURTLE)
    )


@cache
def term_labels() -> Mapping[str, Label]:
    """The labels of every term and code of the vocabulary, by IRI."""
    found: dict[str, dict[str, str]] = {}
    for quad in vocabulary():
        if quad.predicate.value in _NAMES and isinstance(quad.object, Literal):
            found.setdefault(str(quad.subject).strip("<>"), {})[quad.object.language or ""] = quad.object.value
    return MappingProxyType(
        {iri: Label(texts.get("nl", texts.get("", "")), texts.get("en", "")) for iri, texts in found.items()}
    )


def coded(iri: str) -> Coded:
    """A code with its label; a code that the vocabulary does not know is called by its last part."""
    code = iri.rpartition("#")[2]
    return Coded(iri, code, term_labels().get(iri, Label(code, code)))


def code_label(code: Code) -> Label:
    """The label of a code of ours."""
    return coded(code_iri(code)).label


def term_label(iri: str, language: Language) -> str:
    """What a property or class is called: its label, else its prefixed name, else the IRI itself."""
    label = term_labels().get(iri)
    return label.say(language) if label else short_name(iri)


def short_name(iri: str) -> str:
    """An IRI with the prefix that we know for it, such as `foaf:name`; else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
