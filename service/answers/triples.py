"""Triples as pieces of a file: Turtle, N-Triples and JSON-LD, each written as the triples come. Knows no query."""

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

Pieces = AsyncIterator[list[Triple]]
Writer = Callable[[Pieces], AsyncGenerator[bytes, None]]


async def write_turtle(pieces: Pieces) -> AsyncGenerator[bytes, None]:
    """Turtle: the prefixes once, then the triples."""
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(_PREFIXES.items()))
    yield head.encode()
    async for triples in pieces:
        yield b"".join(_without_head(_serialised(triples, RdfFormat.TURTLE)))


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


def _without_head(turtle: bytes) -> list[bytes]:
    lines = turtle.splitlines(keepends=True)
    first = next((index for index, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return lines[first:]
