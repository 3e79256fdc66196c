"""What can be filled in where somebody types a query: `/sparql/terms`, from the label table of the release.

Terms of other vocabularies come from the software, because the table has our own names alone. Asks no engine.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, zip_longest
from pathlib import Path
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from ontology.terms import PREFIXES
from service.answers.vocabulary import short_name
from service.engine.search_blocks import PATH as SEARCH
from service.release import labels
from service.release.labels import LITERALS, Entry, Kind
from service.release.releases import Releases
from service.web import respond
from service.web.borrowed import FOREIGN_TERMS
from service.web.naming import called
from service.web.render import language_of
from service.web.site import Site, route_class

_MOST: Final = 2000
_LONGEST: Final = 200  # characters; longer than any name of a goal
_SEARCHING: Final = ("zoeken op woorden", "searching by words")
_SEARCHED: Final = (
    'SERVICE <...> { ?doel dg:matches "woorden" ; dg:score ?score }',
    'SERVICE <...> { ?goal dg:matches "words" ; dg:score ?score }',
)
_SAFE_NAME: Final = re.compile(r"[a-z]+:[A-Za-z][\w-]*", re.ASCII)  # dg:refersTo


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that can stand in a query: as it is written there, its kind, and what people call it.

    `also` is what it is called in the other language, `about` says what a class or property means.
    """

    insert: str
    kind: Kind
    label: str
    also: str = ""
    about: str = ""


class Terms(msgspec.Struct, frozen=True):
    """The answer: terms of one release."""

    release: str
    terms: list[Term]


def router(site: Site, releases: Releases) -> APIRouter:
    """The route `/sparql/terms`."""
    routes = APIRouter(route_class=route_class(site, pages=False), include_in_schema=False)
    foreign = tuple(_foreign())

    @routes.api_route("/sparql/terms", methods=["GET", "HEAD"])
    def terms(
        request: Request,
        q: Annotated[str, Query(max_length=_LONGEST)] = "",
        kind: Annotated[list[Kind] | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
    ) -> Response:
        holdings = site.current()
        kinds = list(dict.fromkeys(kind or Kind))
        table = releases.folder(holdings.release) / labels.FILE
        found = [*_own(table, q, kinds, limit), *_fitting((*foreign, _search(holdings.base)), q, kinds)]
        language = language_of(request)
        answer = Terms(holdings.release, [_term(entry, language) for entry in _fairly(found, kinds, limit)])
        headers = {"Vary": "Accept-Language", "Content-Language": language, "Access-Control-Allow-Origin": "*"}
        return respond.answer(request, holdings, msgspec.json.encode(answer), "application/json", headers)

    return routes


def _own(table: Path, words: str, kinds: Sequence[Kind], most: int) -> list[Entry]:
    """What the table has; nothing where the release was made before there were tables."""
    try:
        return labels.find(table, words, kinds, most)
    except FileNotFoundError:
        return []


def _foreign() -> Iterator[Entry]:
    """The terms of other vocabularies that have a prefix; a name with a capital is that of a class."""
    for iri, phrase in sorted(FOREIGN_TERMS.items()):
        name = short_name(iri)
        if _SAFE_NAME.fullmatch(name):
            kind = Kind.CLASS if name.partition(":")[2][0].isupper() else Kind.PROPERTY
            yield Entry(kind, f"<{iri}>", phrase.nl, phrase.en)


def _search(base: str) -> Entry:
    """The service with which a query searches in words."""
    return Entry(Kind.SERVICE, f"<{base}{SEARCH}>", *_SEARCHING, *_SEARCHED)


def _fitting(entries: Iterable[Entry], words: str, kinds: Sequence[Kind]) -> list[Entry]:
    """The entries of some kinds in which every word begins a word."""
    begun = labels.fold(words)
    return [
        entry
        for entry in entries
        if entry.kind in kinds and all(any(name.startswith(word) for name in labels.words_of(entry)) for word in begun)
    ]


def _fairly(entries: Sequence[Entry], kinds: Sequence[Kind], most: int) -> list[Entry]:
    """So many of the entries that each kind has its share, kind by kind."""
    ordered = sorted(entries, key=lambda entry: kinds.index(entry.kind))
    by_kind = [list(group) for _, group in groupby(ordered, key=lambda entry: entry.kind)]
    in_turn = [entry for entry in chain.from_iterable(zip_longest(*by_kind)) if entry is not None]
    return sorted(in_turn[:most], key=lambda entry: kinds.index(entry.kind))


def _term(entry: Entry, language: Language) -> Term:
    names = (entry.nl or entry.en, entry.en or entry.nl)
    about = (entry.about_nl or entry.about_en, entry.about_en or entry.about_nl)
    first = 0 if language is Language.NL else 1
    label = names[first] if entry.kind in LITERALS else called(entry.term.strip("<>"), names[first], language)
    also = names[1 - first] if names[0] != names[1] else ""
    return Term(_written(entry), entry.kind, label, also, about[first])


def _written(entry: Entry) -> str:
    """An entry as a query writes it: with a prefix that is known here, where there is one."""
    if entry.kind in LITERALS:
        return entry.term
    name = short_name(entry.term.strip("<>"))
    return name if _SAFE_NAME.fullmatch(name) and name.partition(":")[0] in PREFIXES else entry.term
