"""Triples as pieces of a file: Turtle, N-Triples and JSON-LD, each written as the triples come. Knows no query."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Final

import msgspec
from pyoxigraph import RdfFormat, Triple, serialize

from ontology.terms import PREFIXES

TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
JSON_LD: Final = "application/ld+json"

# What projections and measurements use beside our own prefixes.
_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **PREFIXES,
        "cito": "http://purl.org/spar/cito/",
        "dqv": "http://www.w3.org/ns/dqv#",
        "oa": "http://www.w3.org/ns/oa#",
    }
)

_HEAD: Final = re.compile(rb"\A(?:@prefix [^\n]*\n)+")  # @prefix dg: <https://w3id.org/doelgraaf/def#> .
_PREFIX: Final = re.compile(rb"@prefix (?P<name>[\w-]+):[^\n]*\n")
# What a text or an IRI has in it is passed over: "zie: doel 1", <http://example.org/>; dg:statement is found.
_NAMES: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>|(?P<name>[A-Za-z][\w-]*):')

Pieces = AsyncIterator[list[Triple]]
Writer = Callable[[Pieces], AsyncGenerator[bytes, None]]


async def write_turtle(pieces: Pieces) -> AsyncGenerator[bytes, None]:
    """Turtle: the triples, with each prefix once before the first piece that uses it."""
    declared: set[bytes] = set()
    async for triples in pieces:
        prefixes, body = with_used_prefixes(_serialised(triples, RdfFormat.TURTLE))
        yield b"".join(one for one in prefixes if one not in declared) + body
        declared.update(prefixes)


async def write_n_triples(pieces: Pieces) -> AsyncGenerator[bytes, None]:
    """N-Triples."""
    async for triples in pieces:
        yield _serialised(triples, RdfFormat.N_TRIPLES)


async def write_json_ld(pieces: Pieces) -> AsyncGenerator[bytes, None]:
    """JSON-LD in expanded form; a node whose triples come in two pieces stands in it twice."""
    between = b"["
    async for triples in pieces:
        nodes = msgspec.json.decode(_serialised(triples, RdfFormat.JSON_LD), type=list[msgspec.Raw])
        for node in nodes:
            yield between + bytes(node)
            between = b",\n"
    yield b"]\n" if between != b"[" else b"[]\n"


WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {TURTLE: write_turtle, JSON_LD: write_json_ld, N_TRIPLES: write_n_triples}
)
"""How triples are written, by media type; the first is given to who asks for none."""


def _serialised(triples: Iterable[Triple], form: RdfFormat) -> bytes:
    buffer = BytesIO()
    serialize(triples, buffer, format=form, prefixes=dict(_PREFIXES) if form is RdfFormat.TURTLE else None)
    return buffer.getvalue()


def with_used_prefixes(turtle: bytes) -> tuple[list[bytes], bytes]:
    """The declarations of the prefixes that Turtle uses, sorted, and what follows all that it has."""
    head = _HEAD.match(turtle)
    body = turtle[head.end() :] if head else turtle
    used = {found["name"] for found in _NAMES.finditer(body)}
    return sorted(one[0] for one in _PREFIX.finditer(head[0] if head else b"") if one["name"] in used), body
