"""The pages of the vocabulary: each term with its meaning, place, example and a query; code lists.

Serialises nothing. Shapes and alignments have pages of their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from ontology.terms import DG, PREFIXES
from service.answers.definitions import (
    DEF,
    Alignment,
    CodeList,
    Kind,
    Term,
    code_lists,
    subjects,
    version,
)
from service.answers.terms_in_use import terms_in_use
from service.answers.vocabulary import short_name
from service.engine.engine import Engine, EngineError
from service.web.borrowed import term_name
from service.web.definition_words import CHOICE, DATATYPES, KINDS, RELATIONS, say
from service.web.others import prefixed, prefixes
from service.web.render import language_of
from service.web.site import Site

_THING: Final = MappingProxyType({Language.NL: "ding", Language.EN: "thing"})
_OTHER: Final = MappingProxyType({Language.NL: "ander", Language.EN: "other"})


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
    """A term as the page shows it, in one language.

    `properties` are those of a class itself; of those that it has from others, `inherited` names the classes.
    """

    term: Term
    kind: str
    domains: tuple[Place, ...]
    ranges: tuple[Place, ...]
    supers: tuple[Place, ...]
    subs: tuple[Place, ...]
    inverse: Place | None
    properties: tuple[Place, ...]
    inherited: tuple[Place, ...]
    codes: CodeList | None
    alike: tuple[Like, ...]
    query: str


async def terms_page(site: Site, request: Request) -> Response:
    """The page of the whole vocabulary; it marks the terms that the release has no data of, where that is known."""
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
        likes=lambda alignments: tuple(like(one, language) for one in alignments),
        version=version(),
        prefixes=prefixes(language),
        absent=await _absent(site.engine),
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
        likes=lambda alignments: tuple(like(one, language) for one in alignments),
    )


async def _absent(engine: Engine) -> frozenset[str]:
    """The terms of which the release has no data; none where the engine does not tell."""
    terms = frozenset(entries(Language.NL))
    try:
        return terms - await terms_in_use(engine, sorted(terms))
    except EngineError:
        return frozenset()


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


def _entry(term: Term, terms: list[Term], language: Language) -> Entry:
    def places(iris: tuple[str, ...]) -> tuple[Place, ...]:
        return tuple(place(iri, language) for iri in iris)

    said_of = tuple(one.iri for one in terms if term.iri in one.domains)
    has_properties = {iri for one in terms for iri in one.domains}
    return Entry(
        term,
        (CHOICE if term.code_list else KINDS[term.kind]).say(language),
        places(term.domains),
        places(term.ranges),
        places(term.supers),
        places(term.subs),
        place(term.inverse, language) if term.inverse else None,
        places(said_of),
        places(tuple(iri for iri in _over(term, terms) if iri in has_properties)),
        code_lists()[term.code_list.removeprefix(f"{DEF}/")] if term.code_list else None,
        tuple(like(one, language) for one in term.alignments),
        example_query(term, language),
    )


def _over(term: Term, terms: list[Term]) -> tuple[str, ...]:
    """The classes that a class is a kind of, at any distance: the nearest first, foreign ones last."""
    if term.kind is not Kind.CLASS:
        return ()
    by_iri = {one.iri: one for one in terms}
    further = (iri for over in term.supers for iri in _over(by_iri[over], terms))
    foreign = (one.target for one in term.alignments if not one.reason.nl)
    return tuple(dict.fromkeys([*term.supers, *further, *foreign]))


def like(alignment: Alignment, language: Language) -> Like:
    """An alignment in words."""
    return Like(
        RELATIONS[alignment.relation].say(language),
        Place(prefixed(alignment.target), alignment.target),
        alignment.reason.say(language),
    )


def example_query(term: Term, language: Language) -> str:
    """A query in SPARQL that shows a term in use; its variables are words of the language."""
    if term.kind is Kind.CLASS:
        thing = _variable(term.label.say(language))
        lines = [f"?{thing} a {_dg(term)} ."]
        if term.words is None:
            return _select([thing], lines)
        name = _variable(term_name(term.words, language))
        return _select([thing, name], [*lines, f"?{thing} {short_name(term.words)} ?{name} ."])
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
    used = [prefix for prefix in ("dcterms", "dg", "rdfs", "skos") if f"{prefix}:" in body]
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
    return f"{declared}SELECT {' '.join(f'?{one}' for one in variables)} WHERE {{\n{body}}} LIMIT 10"


def _dg(term: Term) -> str:
    return f"dg:{term.name}"


def _variable(words: str) -> str:
    """Words as the name of a variable: `goal version` is `goalVersion`."""
    parts: list[str] = re.findall(r"[^\W_]+", words)
    first, *rest = parts
    return first.lower() + "".join(word.capitalize() for word in rest)
