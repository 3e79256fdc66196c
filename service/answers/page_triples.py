"""What a description says of itself: what it is about, and how many things point there, as triples.

Collections and their pages are in the terms of Hydra (W3C Hydra Community Group, core vocabulary). Asks nothing.
"""

from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import PREFIXES, RDF_TYPE, XSD_INTEGER

_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_FOAF: Final = PREFIXES["foaf"]
_SEE_ALSO: Final = f"{PREFIXES['rdfs']}seeAlso"


def literal(text: str, language: str) -> Literal:
    """A text in a language."""
    return Literal(text, language=language)


def named(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    """A statement about something with an IRI."""
    return Triple(NamedNode(subject), NamedNode(predicate), value)


def about(document: str, thing: str, incoming: int) -> list[Triple]:
    """What the description of a thing is, and where to read what points at the thing, if anything does."""
    said = [
        named(document, RDF_TYPE, NamedNode(f"{_FOAF}Document")),
        named(document, f"{_FOAF}primaryTopic", NamedNode(thing)),
    ]
    if not incoming:
        return said
    first = NamedNode(f"{document}?incoming=1")
    return [*said, named(document, _SEE_ALSO, first), *collection(document, incoming)]


def collection(document: str, total: int, only: str | None = None) -> list[Triple]:
    """All that points at the thing of a description, or does so by one property, counted."""
    iri = f"{document}#incoming" if only is None else f"{document}#incoming-{quote(only, safe='')}"
    return [
        named(iri, RDF_TYPE, NamedNode(f"{_HYDRA}Collection")),
        named(iri, f"{_HYDRA}totalItems", Literal(str(total), datatype=NamedNode(XSD_INTEGER))),
        named(iri, f"{_HYDRA}view", _page(document, 1, only)),
    ]


def chosen_by_property(document: str) -> list[Triple]:
    """How a page of one property is asked for: a template (RFC 6570) on the collection of all that points there."""
    template, mapping = f"{document}#incoming-template", f"{document}#incoming-property"
    return [
        named(f"{document}#incoming", f"{_HYDRA}search", NamedNode(template)),
        named(template, RDF_TYPE, NamedNode(f"{_HYDRA}IriTemplate")),
        named(template, f"{_HYDRA}template", Literal(f"{document}?incoming=1{{&property}}")),
        named(template, f"{_HYDRA}variableRepresentation", NamedNode(f"{_HYDRA}BasicRepresentation")),
        named(template, f"{_HYDRA}mapping", NamedNode(mapping)),
        named(mapping, RDF_TYPE, NamedNode(f"{_HYDRA}IriTemplateMapping")),
        named(mapping, f"{_HYDRA}variable", Literal("property")),
        named(mapping, f"{_HYDRA}property", NamedNode(f"{PREFIXES['rdf']}predicate")),
    ]


def view(document: str, number: int, last: int, only: str | None = None) -> list[Triple]:
    """One page of it, with the pages before and after."""
    page = _page(document, number, only).value
    numbers = {"first": 1, "last": last}
    if number > 1:
        numbers["previous"] = number - 1
    if number < last:
        numbers["next"] = number + 1
    return [
        named(page, RDF_TYPE, NamedNode(f"{_HYDRA}PartialCollectionView")),
        *(named(page, f"{_HYDRA}{name}", _page(document, to, only)) for name, to in numbers.items()),
    ]


def _page(document: str, number: int, only: str | None) -> NamedNode:
    page = f"{document}?incoming={number}"
    return NamedNode(page if only is None else f"{page}&property={quote(only, safe='')}")
