"""Statements as JSON-LD that people can read: short names from `context.jsonld`, one object per thing.

JSON-LD 1.1, compacted form. Knows no other form, and fetches nothing: the context is in the document, or is named by
its address for readers that look it up.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ontology.terms import PREFIXES, RDF_TYPE

Json: TypeAlias = "str | bool | int | float | list[Json] | dict[str, Json]"

CONTEXT_IRI: Final = "https://w3id.org/doelgraaf/def/context.jsonld"
_XSD: Final = PREFIXES["xsd"]
_STRING: Final = f"{_XSD}string"
_INTEGER: Final = f"{_XSD}integer"
_BOOLEAN: Final = f"{_XSD}boolean"
_LOCAL_NAME: Final = re.compile(r"(?<=[#/])[A-Za-z_][\w-]*\Z", re.ASCII)  # http://purl.org/dc/terms/ -> references
_SAFE_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")  # JSON has no whole numbers beyond 2^53


@dataclass(frozen=True, slots=True)
class _Name:
    """The short name of a property, and how its values are written: `@id`, `@vocab`, `@language`, or a datatype."""

    name: str
    values: str
    codes: Mapping[str, str]


@cache
def context_text() -> str:
    """The context as a JSON-LD document."""
    return files("ontology").joinpath("context.jsonld").read_text("utf-8")


def document(statements: Iterable[Triple | Quad], *, context: str | None = None) -> str:
    """Statements about things that have an IRI, as a JSON-LD document with the context in it, or named by its address.

    Things, properties and values are sorted, so that the same statements give the same text.
    """
    things: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for statement in statements:
        subject, value = statement.subject, statement.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            raise TypeError(f"{statement} is about a blank node; give every thing an IRI before it is written")
        things.setdefault(subject.value, {}).setdefault(statement.predicate.value, []).append(value)
    graph: list[Json] = [_thing(iri, things[iri]) for iri in sorted(things)]
    return json.dumps({"@context": context or _context(), "@graph": graph}, ensure_ascii=False, indent=2)


def _thing(iri: str, properties: Mapping[str, list[NamedNode | Literal]]) -> dict[str, Json]:
    names, short = _names()
    described: dict[str, Json] = {"id": iri}
    for name in sorted(properties, key=lambda one: (one != RDF_TYPE, one)):
        values = sorted(properties[name], key=str)
        if name == RDF_TYPE:
            described["type"] = _one_or_all([short.get(value.value) or _compact(value.value) for value in values])
            continue
        property_ = names.get(name)
        fitting = [value for value in values if property_ and _fits(value, property_)]
        if property_ and fitting:
            described[property_.name] = _values(fitting, property_, short)
        if rest := [value for value in values if value not in fitting]:
            described[_compact(name)] = _one_or_all([_by_itself(value) for value in rest])
    return described


def _fits(value: NamedNode | Literal, name: _Name) -> bool:
    """Whether a value can be written as values of a short name are."""
    if isinstance(value, NamedNode):
        return name.values in {"@id", "@vocab"}
    if name.values == "@language":
        return value.language is not None or value.datatype.value == _STRING
    return value.language is None and value.datatype.value == name.values


def _values(values: list[NamedNode | Literal], name: _Name, short: Mapping[str, str]) -> Json:
    if name.values == "@language":
        return _in_languages(values)
    return _one_or_all([_value(value, name, short) for value in values])


def _value(value: NamedNode | Literal, name: _Name, short: Mapping[str, str]) -> Json:
    match name.values:
        case "@vocab":
            return name.codes.get(value.value, value.value) if name.codes else short.get(value.value, value.value)
        case datatype if datatype == _INTEGER and _SAFE_INTEGER.fullmatch(value.value):
            return int(value.value)
        case _:
            return value.value


def _in_languages(values: list[NamedNode | Literal]) -> dict[str, Json]:
    """Words by their language; those of no language under `@none`."""
    found: dict[str, list[Json]] = {}
    for value in values:
        language = value.language if isinstance(value, Literal) else None
        found.setdefault(language or "@none", []).append(value.value)
    return {language: _one_or_all(words) for language, words in sorted(found.items())}


def _by_itself(value: NamedNode | Literal) -> Json:
    """A value of a property of which the context does not say what its values are (JSON-LD 1.1, section 5.2.2)."""
    if isinstance(value, NamedNode):
        return {"id": value.value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    match value.datatype.value:
        case datatype if datatype == _STRING:
            return value.value
        case datatype if datatype == _INTEGER and _SAFE_INTEGER.fullmatch(value.value):
            return int(value.value)
        case datatype if datatype == _BOOLEAN and value.value in {"true", "false"}:
            return value.value == "true"
        case datatype:
            return {"@value": value.value, "@type": _compact(datatype)}


def _compact(iri: str) -> str:
    """An IRI with the prefix of its namespace, where the context has that (JSON-LD 1.1, section 4.1.5)."""
    local = _LOCAL_NAME.search(iri)
    name = _prefixes().get(iri[: local.start()]) if local else None
    return f"{name}:{local[0]}" if local and name else iri


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


@cache
def _context() -> dict[str, Json]:
    context: dict[str, Json] = json.loads(context_text())["@context"]
    return context


@cache
def _prefixes() -> Mapping[str, str]:
    """The prefixes by what they stand for: names of the context for an IRI that ends as a namespace does."""
    said = ((name, iri) for name, iri in _context().items() if isinstance(iri, str) and iri.endswith(("#", "/")))
    return MappingProxyType({iri: name for name, iri in said if "://" in iri})


@cache
def _names() -> tuple[Mapping[str, _Name], Mapping[str, str]]:
    """The short names of properties by IRI, and those of all terms by IRI."""
    names: dict[str, _Name] = {}
    short: dict[str, str] = {}
    for name, meaning in _context().items():
        iri = _iri(meaning["@id"] if isinstance(meaning, dict) else meaning)
        if name.startswith("@") or iri in _prefixes() or iri.startswith("@"):
            continue
        short[iri] = name
        if isinstance(meaning, dict):
            codes = meaning.get("@context", {})
            by_iri = {str(code): said for said, code in codes.items()} if isinstance(codes, dict) else {}
            values = meaning.get("@container") or meaning.get("@type") or _STRING
            names[iri] = _Name(name, _iri(values), MappingProxyType(by_iri))
        else:
            names[iri] = _Name(name, _STRING, MappingProxyType({}))
    return MappingProxyType(names), MappingProxyType(short)


def _iri(said: Json) -> str:
    """An IRI that may be written with a prefix of ours; a keyword as it is."""
    prefix, colon, local = str(said).partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else str(said)
