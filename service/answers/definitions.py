"""What the vocabulary says of each term: meaning, place, example, and how it stands to the terms of others.

Read from the Turtle files of `ontology` once per process. Knows no page and no instance.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology.terms import (
    CRITERION,
    DCTERMS_DESCRIPTION,
    DCTERMS_TITLE,
    DEVIATION,
    DG,
    DOCUMENT_GRAPH,
    EVIDENCE_FOR,
    EXACT,
    FINANCIAL_EFFECT,
    FRAMEWORK_NOTE,
    IDENTITY_ASSERTION,
    IDENTITY_METHOD,
    INDICATOR,
    INDICATOR_VALUE,
    MENTION,
    NAME,
    PLANNED_ACTIVITY,
    PORTFOLIO_ASSIGNMENT,
    PREFIXES,
    PRINTED_NAME,
    RDF_TYPE,
    RDFS_LABEL,
    REALISATION,
    REFERENCE,
    SECTION,
    SKOS_DEFINITION,
    SKOS_IN_SCHEME,
    SKOS_PREF_LABEL,
    STALENESS,
    SUSPICION,
    TARGET,
    TEXT_SPAN,
)
from service.answers.vocabulary import Label, vocabulary

DEF: Final = DG.removesuffix("#")
_RDFS: Final = PREFIXES["rdfs"]
_OWL: Final = PREFIXES["owl"]
_DCAM: Final = "http://purl.org/dc/dcam/"
_COMMENT: Final = f"{_RDFS}comment"
_EXAMPLE: Final = f"{PREFIXES['skos']}example"
_HAS_PART: Final = f"{PREFIXES['dcterms']}hasPart"
# By what things are known that have no label: parts of a page by their words, and places by what they show.
_WORDS: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        CRITERION: DCTERMS_DESCRIPTION,
        DEVIATION: DCTERMS_TITLE,
        DOCUMENT_GRAPH: None,
        FINANCIAL_EFFECT: EXACT,
        FRAMEWORK_NOTE: DCTERMS_DESCRIPTION,
        IDENTITY_ASSERTION: IDENTITY_METHOD,
        INDICATOR: NAME,
        INDICATOR_VALUE: EXACT,
        MENTION: EXACT,
        PLANNED_ACTIVITY: DCTERMS_DESCRIPTION,
        PORTFOLIO_ASSIGNMENT: PRINTED_NAME,
        REALISATION: DCTERMS_DESCRIPTION,
        REFERENCE: EXACT,
        SECTION: DCTERMS_TITLE,
        STALENESS: EXACT,
        SUSPICION: EXACT,
        TARGET: EXACT,
        TEXT_SPAN: EVIDENCE_FOR,
    }
)
# The kinds of rules whose name says which property they derive: `inverse-hasGoal`, `chain-portfolioHolder`.
_DERIVING: Final = frozenset({"chain", "direct", "inverse", "symmetric", "transitive"})


class Kind(StrEnum):
    """What a term is: a class, a property that leads to a thing, or one that has a value."""

    CLASS = f"{_OWL}Class"
    RELATION = f"{_OWL}ObjectProperty"
    VALUE = f"{_OWL}DatatypeProperty"


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a term of ours stands to one of others, by the IRI of that relation, and why; no reason for an axiom."""

    relation: str
    target: str
    reason: Label


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property; everything that it points at is an IRI.

    `domains` are the classes of what has a property, `ranges` those of its values. `code_list` is the list of which its
    values are codes. `words` is the property by which people know a thing of a class, None where there is none and for
    a property. `derived` tells that rules state it.
    """

    iri: str
    kind: Kind
    label: Label
    meaning: Label
    example: Label
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    code_list: str | None
    supers: tuple[str, ...]
    subs: tuple[str, ...]
    inverse: str | None
    words: str | None
    alignments: tuple[Alignment, ...]
    derived: bool
    deprecated: bool

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return self.iri.removeprefix(DG)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a group of terms is about; its terms are in the order in which they are best read."""

    name: str
    label: Label
    meaning: Label
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code of a list."""

    iri: str
    code: str
    label: Label
    meaning: Label
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes, and the properties whose values they are."""

    iri: str
    label: Label
    codes: tuple[ListedCode, ...]
    used_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return self.iri.removeprefix(f"{DEF}/")


class _Said:
    """Statements by subject and predicate, in the order of the files."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._by: dict[tuple[str, str], list[NamedNode | Literal]] = {}
        self._pointing: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self._by.setdefault((subject.value, quad.predicate.value), []).append(value)
                if isinstance(value, NamedNode):
                    self._pointing.setdefault((value.value, quad.predicate.value), []).append(subject.value)

    def subjects(self) -> list[str]:
        """What something is said of."""
        return [subject for subject, _ in self._by]

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The things that a subject leads to."""
        return tuple(value.value for value in self._by.get((subject, predicate), ()) if isinstance(value, NamedNode))

    def pointing(self, thing: str, predicate: str) -> tuple[str, ...]:
        """The subjects that lead to a thing."""
        return tuple(self._pointing.get((thing, predicate), ()))

    def words(self, subject: str, predicate: str) -> Label:
        """The words of a subject in both languages."""
        literals = (value for value in self._by.get((subject, predicate), ()) if isinstance(value, Literal))
        texts = {value.language or "": value.value for value in literals}
        return Label(texts.get("nl", ""), texts.get("en", ""))

    def has(self, subject: str, predicate: str) -> bool:
        """Whether anything is said of a subject by a predicate."""
        return (subject, predicate) in self._by

    def text(self, subject: str, predicate: str) -> str:
        """The first text of a subject, in no language."""
        return next(value.value for value in self._by[subject, predicate])


@cache
def subjects() -> tuple[Subject, ...]:
    """All terms of the vocabulary, by subject."""
    said, grouping = _Said(vocabulary()), _Said(read_file("subjects.ttl"))
    alignments = _alignments()
    names = dict.fromkeys(grouping.subjects())
    return tuple(
        Subject(
            iri.partition("#")[2],
            grouping.words(iri, RDFS_LABEL),
            grouping.words(iri, _COMMENT),
            tuple(_term(said, alignments, term) for term in grouping.iris(iri, _HAS_PART)),
        )
        for iri in names
    )


@cache
def code_lists() -> Mapping[str, CodeList]:
    """The code lists by their name, in the order of their file."""
    said, alignments = _Said(vocabulary()), _alignments()
    schemes = said.pointing(f"{PREFIXES['skos']}ConceptScheme", RDF_TYPE)
    found = (
        CodeList(
            scheme,
            said.words(scheme, RDFS_LABEL),
            tuple(_code(said, alignments, code) for code in said.pointing(scheme, SKOS_IN_SCHEME)),
            said.pointing(scheme, f"{_RDFS}seeAlso"),
        )
        for scheme in schemes
    )
    return MappingProxyType({one.name: one for one in found})


@cache
def version() -> str:
    """The version of the vocabulary."""
    return _Said(vocabulary()).text(DEF, f"{_OWL}versionInfo")


@cache
def prior_version() -> str:
    """The version of the vocabulary before this one, of which no text is kept; empty where this is the first."""
    values = (quad.object for quad in vocabulary() if quad.predicate.value == f"{_OWL}priorVersion")
    return next((value.value.removeprefix(f"{DEF}/") for value in values if isinstance(value, NamedNode)), "")


@cache
def read_file(name: str) -> tuple[Quad, ...]:
    """The statements of a Turtle file of `ontology`, such as `shapes.ttl`."""
    content = files("ontology").joinpath(name).read_bytes()
    return tuple(parse(input=content, format=RdfFormat.TURTLE))


def _term(said: _Said, alignments: Mapping[str, tuple[Alignment, ...]], iri: str) -> Term:
    is_class = f"{_OWL}Class" in said.iris(iri, RDF_TYPE)
    over = f"{_RDFS}{'subClassOf' if is_class else 'subPropertyOf'}"
    supers = said.iris(iri, over)
    foreign = tuple(Alignment(over, one, Label("", "")) for one in supers if not one.startswith(DEF))
    inverse = (*said.iris(iri, f"{_OWL}inverseOf"), *said.pointing(iri, f"{_OWL}inverseOf"))
    return Term(
        iri,
        next(Kind(one) for one in said.iris(iri, RDF_TYPE) if one in set(Kind)),
        said.words(iri, RDFS_LABEL),
        said.words(iri, _COMMENT),
        said.words(iri, _EXAMPLE),
        said.iris(iri, f"{_RDFS}domain") or said.iris(iri, f"{_DCAM}domainIncludes"),
        said.iris(iri, f"{_RDFS}range") or said.iris(iri, f"{_DCAM}rangeIncludes"),
        next(iter(said.iris(iri, f"{_RDFS}seeAlso")), None),
        tuple(one for one in supers if one.startswith(DEF)),
        said.pointing(iri, over),
        inverse[0] if inverse else None,
        _WORDS.get(iri, RDFS_LABEL) if is_class else None,
        foreign + alignments.get(iri, ()),
        iri.removeprefix(DG) in _derived(),
        said.has(iri, f"{_OWL}deprecated"),
    )


def _code(said: _Said, alignments: Mapping[str, tuple[Alignment, ...]], iri: str) -> ListedCode:
    label, meaning = said.words(iri, SKOS_PREF_LABEL), said.words(iri, SKOS_DEFINITION)
    return ListedCode(iri, iri.partition("#")[2], label, meaning, alignments.get(iri, ()))


@cache
def _alignments() -> Mapping[str, tuple[Alignment, ...]]:
    """What each term and code is aligned with, with the reason."""
    said = _Said(read_file("alignments.ttl"))
    found: dict[str, list[Alignment]] = {}
    for axiom in said.pointing(f"{_OWL}Axiom", RDF_TYPE):
        source, relation, target = (
            said.iris(axiom, f"{_OWL}annotated{part}")[0] for part in ("Source", "Property", "Target")
        )
        found.setdefault(source, []).append(Alignment(relation, target, said.words(axiom, _COMMENT)))
    return MappingProxyType({iri: tuple(ones) for iri, ones in found.items()})


@cache
def _derived() -> frozenset[str]:
    """The names of the properties that rules derive, told by the names of the rules."""
    names = (item.name.removesuffix(".rq").split("-") for item in files("ontology").joinpath("rules").iterdir())
    return frozenset(parts[1] for parts in names if parts[0] in _DERIVING)
