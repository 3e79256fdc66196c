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
from ontology.terms import PREFIXES, SERVICE_PREFIXES
from service.answers.triples import with_used_prefixes
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

# The prefixes of descriptions, of which each declares those that it uses.
NAMESPACES: Final[Mapping[str, str]] = MappingProxyType({**PREFIXES, **SERVICE_PREFIXES})

_XML_PREFIX: Final = re.compile(rb" xmlns:(?P<name>\w+)=\"[^\"]*\"")  # xmlns:dg="https://w3id.org/doelgraaf/def#"
_XML_PREFIXES: Final = re.compile(rb"(?<=<rdf:RDF)(?: xmlns:\w+=\"[^\"]*\")+")
_XML_NAMES: Final = re.compile(rb"<(?P<name>\w+):")  # <dg:statement xml:lang="nl">


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


def serialise(statements: Iterable[Triple], media_type: str, prefixes: Mapping[str, str] = NAMESPACES) -> bytes:
    """Statements in a form, the same bytes in every process; of the prefixes it has those that it uses."""
    buffer = BytesIO()
    serialize(statements, buffer, format=FORMATS[media_type], prefixes=dict(prefixes))
    return _fitting_prefixes(buffer.getvalue())


def describe(statements: Iterable[Triple], media_type: str, context: str | None = None) -> bytes:
    """Statements about things that have an IRI, as `serialise`, but JSON-LD with short names.

    It has the context in it, or names the one at an address.
    """
    if FORMATS[media_type] is RdfFormat.JSON_LD:
        return jsonld.document(statements, context=context).encode()
    return serialise(statements, media_type)


def _fitting_prefixes(content: bytes) -> bytes:
    """Turtle and RDF/XML with the prefixes that it uses, sorted: the serialiser writes all of them, in any order.

    The prefix `rdf` of RDF/XML is of its outermost element.
    """
    if content.startswith(b"@prefix "):
        prefixes, body = with_used_prefixes(content)
        return b"".join(prefixes) + body
    used = {found["name"] for found in _XML_NAMES.finditer(content)}
    return _XML_PREFIXES.sub(
        lambda found: b"".join(sorted(one[0] for one in _XML_PREFIX.finditer(found[0]) if one["name"] in used)),
        content,
        1,
    )
