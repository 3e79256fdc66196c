"""The page of the shapes: what may never be so in data, for people who never saw SHACL. Serialises nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from ontology.language import Language
from ontology.terms import RDF_TYPE
from service.answers.definitions import read_file
from service.web.definition_words import say
from service.web.definitions import Place, place
from service.web.render import language_of
from service.web.site import Site

_SH: Final = "http://www.w3.org/ns/shacl#"
_TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
# A message is what is wrong, then one of these words and how to mend it (ontology/shapes.ttl).
_REMEDY: Final = re.compile(r" (?:Herstel|Remedy): ")
# `doelgraaf ingest`, {$this}, {?value}
_MARKED: Final = re.compile(r"`(?P<code>[^`]{1,80})`|\{(?P<variable>\$this|\?value)\}")
_VARIABLES: Final = MappingProxyType({"$this": "X", "?value": "Y"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: running words, or what stands in it as `code` or as a `variable`."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """What may be wrong, and the one way to mend each of them."""

    sentences: tuple[tuple[Piece, ...], ...]
    remedy: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: what it is for, and what it says of data that does not comply."""

    name: str
    targets: tuple[Place, ...]
    faults: tuple[Faults, ...]


def shapes_page(site: Site, request: Request) -> Response:
    """The page of the shapes."""
    language = language_of(request)
    return site.renderer.page(
        "shapes.html", request, site.current(), word=partial(say, language), shapes=shapes(language)
    )


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
    return tuple(shape for shape in found if shape.faults)


def _shape(iri: str, said: Mapping[str, Mapping[str, list[str]]], language: Language) -> Shape:
    own = said[iri]
    targets = [target for name in _TARGETS for target in own.get(f"{_SH}{name}", ())]
    parts = [iri, *own.get(f"{_SH}property", ()), *own.get(f"{_SH}sparql", ())]
    return Shape(
        iri.rpartition("#")[2].rpartition("/")[2],
        tuple(place(target, language) for target in targets),
        _faults(message for part in parts for message in said.get(part, {}).get(f"{_SH}message", ())),
    )


def _faults(messages: Iterable[str]) -> tuple[Faults, ...]:
    """Messages by their remedy, so that each remedy is told once."""
    by_remedy: dict[str, dict[str, None]] = {}
    for message in messages:
        fault, remedy = _REMEDY.split(message, maxsplit=1)
        by_remedy.setdefault(remedy, {})[fault] = None
    return tuple(Faults(tuple(map(_pieces, faults)), _pieces(remedy)) for remedy, faults in by_remedy.items())


def _pieces(sentence: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    end = 0
    for match in _MARKED.finditer(sentence):
        found.append(Piece(sentence[end : match.start()]))
        variable = match["variable"]
        found.append(Piece(_VARIABLES[variable], "variable") if variable else Piece(match["code"], "code"))
        end = match.end()
    return (*found, Piece(sentence[end:]))


def _key(node: NamedNode | BlankNode | Triple) -> str:
    return str(node).strip("<>")
