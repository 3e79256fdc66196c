"""The pages of the vocabulary: each term with its meaning, place, example and a query; code lists; shapes.

Serialises nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from ontology.terms import DG, PREFIXES, RDF_TYPE
from service.answers.definitions import (
    DEF,
    Alignment,
    CodeList,
    Kind,
    Term,
    code_lists,
    read_file,
    subjects,
    version,
)
from service.answers.vocabulary import short_name
from service.web.borrowed import term_name
from service.web.definition_words import CHOICE, DATATYPES, KINDS, RELATIONS, say
from service.web.render import language_of
from service.web.site import Site

_SH: Final = "http://www.w3.org/ns/shacl#"
_TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_THING: Final = MappingProxyType({Language.NL: "ding", Language.EN: "thing"})
_OTHER: Final = MappingProxyType({Language.NL: "ander", Language.EN: "other"})
_NAME: Final = MappingProxyType({Language.NL: "naam", Language.EN: "name"})
# Prefixes of vocabularies that only alignments name.
_FURTHER_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cito": "http://purl.org/spar/cito/",
        "frbr": "http://purl.org/vocab/frbr/core#",
        "oa": "http://www.w3.org/ns/oa#",
        "obeu-budgetphase": "http://data.openbudgets.eu/resource/codelist/budget-phase/",
        "obeu-operation": "http://data.openbudgets.eu/resource/codelist/operation-character/",
        "sdgo": "http://metadata.un.org/sdg/ontology#",
        "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A class, datatype or property as the page names it, and where the link on it leads; None where to nothing."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Like:
    """What a term is aligned with: the words between the two, the other term, and why; "" where it is an axiom."""

    relation: str
    other: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it, in one language."""

    term: Term
    kind: str
    domains: tuple[Place, ...]
    ranges: tuple[Place, ...]
    supers: tuple[Place, ...]
    subs: tuple[Place, ...]
    inverse: Place | None
    properties: tuple[Place, ...]
    codes: CodeList | None
    alike: tuple[Like, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: what it is for, and what it says of data that does not comply."""

    name: str
    targets: tuple[Place, ...]
    messages: tuple[str, ...]


def terms_page(site: Site, request: Request) -> Response:
    """The page of the whole vocabulary."""
    language = language_of(request)
    return site.renderer.page(
        "definitions.html",
        request,
        site.current(),
        word=partial(say, language),
        subjects=subjects(),
        entries=entries(language),
        lists=tuple(code_lists().values()),
        place=lambda iri: place(iri, language),
        likes=lambda alignments: tuple(_like(one, language) for one in alignments),
        version=version(),
        dg=DG,
    )


def list_page(site: Site, request: Request, code_list: CodeList) -> Response:
    """The page of one code list."""
    language = language_of(request)
    return site.renderer.page(
        "code_list.html",
        request,
        site.current(),
        word=partial(say, language),
        code_list=code_list,
        place=lambda iri: place(iri, language),
        likes=lambda alignments: tuple(_like(one, language) for one in alignments),
    )


def shapes_page(site: Site, request: Request) -> Response:
    """The page of the shapes."""
    language = language_of(request)
    return site.renderer.page(
        "shapes.html", request, site.current(), word=partial(say, language), shapes=shapes(language)
    )


@cache
def entries(language: Language) -> Mapping[str, Entry]:
    """The terms as the page shows them, by IRI."""
    terms = [term for subject in subjects() for term in subject.terms]
    return MappingProxyType({term.iri: _entry(term, terms, language) for term in terms})


def place(iri: str, language: Language) -> Place:
    """What a term, code list or datatype is called on the page, and where it is explained."""
    if iri in DATATYPES:
        return Place(DATATYPES[iri].say(language), None)
    if iri.startswith(DG):
        return Place(term_name(iri, language), f"/def#{iri.removeprefix(DG)}")
    if iri.startswith(f"{DEF}/"):
        name = iri.removeprefix(f"{DEF}/")
        known = code_lists().get(name)
        return Place(known.label.say(language) if known else name, f"/def/{name}")
    return Place(term_name(iri, language), iri)


@cache
def shapes(language: Language) -> tuple[Shape, ...]:
    """The shapes with their messages, in the order of their file."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in read_file("shapes.ttl"):
        value = quad.object
        if not isinstance(value, Literal):
            said.setdefault(_key(quad.subject), {}).setdefault(quad.predicate.value, []).append(_key(value))
        elif value.language in {None, language.value}:
            said.setdefault(_key(quad.subject), {}).setdefault(quad.predicate.value, []).append(value.value)
    named = (iri for iri, what in said.items() if f"{_SH}NodeShape" in what.get(RDF_TYPE, ()))
    found = (_shape(iri, said, language) for iri in named)
    return tuple(shape for shape in found if shape.messages)


def _shape(iri: str, said: Mapping[str, Mapping[str, list[str]]], language: Language) -> Shape:
    own = said[iri]
    targets = [target for name in _TARGETS for target in own.get(f"{_SH}{name}", ())]
    parts = [iri, *own.get(f"{_SH}property", ()), *own.get(f"{_SH}sparql", ())]
    return Shape(
        iri.rpartition("#")[2].rpartition("/")[2],
        tuple(place(target, language) for target in targets),
        tuple(message for part in parts for message in said.get(part, {}).get(f"{_SH}message", ())),
    )


def _key(node: NamedNode | BlankNode | Triple) -> str:
    return str(node).strip("<>")


def _entry(term: Term, terms: list[Term], language: Language) -> Entry:
    def places(iris: tuple[str, ...]) -> tuple[Place, ...]:
        return tuple(place(iri, language) for iri in iris)

    classes = {term.iri, *_over(term, terms)} if term.kind is Kind.CLASS else set()
    said_of = tuple(one.iri for one in terms if classes & set(one.domains))
    return Entry(
        term,
        (CHOICE if term.code_list else KINDS[term.kind]).say(language),
        places(term.domains),
        places(term.ranges),
        places(term.supers),
        places(term.subs),
        place(term.inverse, language) if term.inverse else None,
        places(said_of),
        code_lists()[term.code_list.removeprefix(f"{DEF}/")] if term.code_list else None,
        tuple(_like(one, language) for one in term.alignments),
        example_query(term, language),
    )


def _over(term: Term, terms: list[Term]) -> set[str]:
    """The classes of ours that a class is a kind of, at any distance."""
    by_iri = {one.iri: one for one in terms}
    return set(term.supers).union(*(_over(by_iri[iri], terms) for iri in term.supers))


def _like(alignment: Alignment, language: Language) -> Like:
    return Like(
        RELATIONS[alignment.relation].say(language),
        Place(_prefixed(alignment.target), alignment.target),
        alignment.reason.say(language),
    )


def _prefixed(iri: str) -> str:
    for prefix, namespace in _FURTHER_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return short_name(iri)


def example_query(term: Term, language: Language) -> str:
    """A query in SPARQL that shows a term in use; its variables are words of the language."""
    if term.kind is Kind.CLASS:
        thing = _variable(term.label.say(language))
        name = _NAME[language]
        return _select([thing, name], [f"?{thing} a {_dg(term)} .", f"OPTIONAL {{ ?{thing} rdfs:label ?{name} }}"])
    thing = _variable(place(term.domains[0], language).text) if term.domains else _THING[language]
    value = _variable(term.label.say(language))
    if value == thing:
        value = f"{_OTHER[language]}{value.capitalize()}"
    if term.code_list is None:
        return _select([thing, value], [f"?{thing} {_dg(term)} ?{value} ."])
    path = f"?{thing} {_dg(term)}/skos:prefLabel ?{value} ."
    return _select([thing, value], [path, f'FILTER(LANG(?{value}) = "{language}")'])


def _select(variables: list[str], lines: list[str]) -> str:
    body = "".join(f"  {line}\n" for line in lines)
    used = [prefix for prefix in ("dg", "rdfs", "skos") if f"{prefix}:" in body]
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
    return f"{declared}SELECT {' '.join(f'?{one}' for one in variables)} WHERE {{\n{body}}} LIMIT 10"


def _dg(term: Term) -> str:
    return f"dg:{term.name}"


def _variable(words: str) -> str:
    """Words as the name of a variable: `goal version` is `goalVersion`."""
    parts: list[str] = re.findall(r"[^\W_]+", words)
    first, *rest = parts
    return first.lower() + "".join(word.capitalize() for word in rest)
