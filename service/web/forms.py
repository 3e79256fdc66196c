"""The forms in which linked data is given: which one is asked for, and its bytes. Knows no path and asks nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize
from starlette.requests import Request

from ontology import jsonld
from ontology.terms import PREFIXES
from service.answers.vocabulary import Label
from service.web.problems import NOT_ACCEPTABLE, ProblemError
from service.web.variants import preferred_type

HTML: Final = "text/html"
# The forms of a description, the preferred first, by suffix.
SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "html": HTML,
    }
)
FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
    }
)

_TURTLE_PREFIXES: Final = re.compile(rb"\A(?:@prefix [^\n]*\n)+")  # @prefix dg: <https://w3id.org/doelgraaf/def#> .
_XML_PREFIX: Final = re.compile(rb" xmlns:\w+=\"[^\"]*\"")  # xmlns:dg="https://w3id.org/doelgraaf/def#"
_XML_PREFIXES: Final = re.compile(rb"(?<=<rdf:RDF)(?: xmlns:\w+=\"[^\"]*\")+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A path without the suffix of a form, and the form in which it is wanted."""

    path: str
    media_type: str


def asked(request: Request, path: str, suffixes: Mapping[str, str]) -> Asked:
    """What is asked: by the suffix of the address, else by the Accept header.

    Raises:
        ProblemError: 406, with the forms that there are.
    """
    stem, _, suffix = path.rpartition(".")
    if suffix in suffixes:
        return Asked(stem, suffixes[suffix])
    offered = tuple(suffixes.values())
    media_type = preferred_type(request.headers.get("accept"), offered)
    if media_type is None:
        raise ProblemError(
            NOT_ACCEPTABLE,
            Label(
                f"Geen van de vormen in de Accept-header bestaat hier; er zijn {', '.join(offered)}.",
                f"None of the forms in the Accept header exists here; there are {', '.join(offered)}.",
            ),
        )
    return Asked(path, media_type)


def serialise(statements: Iterable[Triple], media_type: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Statements in a form, the same bytes in every process."""
    buffer = BytesIO()
    serialize(statements, buffer, format=FORMATS[media_type], prefixes=dict(prefixes))
    return _sort_prefixes(buffer.getvalue())


def describe(statements: Iterable[Triple], media_type: str) -> bytes:
    """Statements about things that have an IRI, as `serialise`, but JSON-LD with short names and the context in it."""
    if FORMATS[media_type] is RdfFormat.JSON_LD:
        return jsonld.document(statements).encode()
    return serialise(statements, media_type)


def _sort_prefixes(content: bytes) -> bytes:
    """The same bytes in every process: the serialiser writes the prefixes of Turtle and RDF/XML in any order."""
    sorted_attributes = _XML_PREFIXES.sub(lambda found: b"".join(sorted(_XML_PREFIX.findall(found[0]))), content, 1)
    return _TURTLE_PREFIXES.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), sorted_attributes)
