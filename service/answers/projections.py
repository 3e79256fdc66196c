"""Projections: a document in the terms of another vocabulary, as the named CONSTRUCT queries of `ontology/projections`.

Gives triples, some at a time; writes none of them, and stores nothing.
"""

import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.iri import DocumentKey, graph
from ontology.language import Phrase, SpokenError
from ontology.terms import Iri
from service.answers.coverage import Holdings
from service.answers.measurements import measured
from service.answers.streaming import bound, stream_lines
from service.engine.engine import Engine, Question, Term

OA_START: Final = Iri("http://www.w3.org/ns/oa#start")
OA_END: Final = Iri("http://www.w3.org/ns/oa#end")
XSD_NON_NEGATIVE: Final = Iri("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")

# Web Annotation (section 4.2.4) wants offsets in a datatype that the engine does not keep.
_OFFSETS: Final = frozenset({OA_START, OA_END})
_TIMEOUT_S: Final = 120.0
_HEAD: Final = re.compile(
    r"""
    \A\#\ nl:\ (?P<nl>[^\n]+)\n        # "# nl: De doelenboom van een document als begrippenkader."
    \#\ en:\ (?P<en>[^\n]+)\n          # "# en: The goal tree of a document as a concept scheme."
    \#\ parameters:\ document\ graph\n
    """,
    re.VERBOSE,
)
_NO_PROJECTION: Final = Phrase(
    "de projectie {name} bestaat niet; er zijn {names}", "there is no projection {name}; there are {names}"
)
_NO_HEAD: Final = Phrase(
    "ontology/projections/{name}.rq begint niet met `# nl:`, `# en:` en `# parameters:`; schrijf deze drie regels",
    "ontology/projections/{name}.rq begins not with `# nl:`, `# en:` and `# parameters:`; write these three lines",
)


class ProjectionError(SpokenError):
    """There is no projection of that name, or its file has no description."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One projection: its name, what it gives, and its query with the parameters `document` and `graph`."""

    name: str
    about: Phrase
    text: str


@cache
def projections() -> tuple[Projection, ...]:
    """All projections, by name.

    Raises:
        ProjectionError: a file has no description.
    """
    found = (entry for entry in files("ontology").joinpath("projections").iterdir() if entry.name.endswith(".rq"))
    texts = {entry.name.removesuffix(".rq"): entry.read_text("utf-8") for entry in found}
    return tuple(_read(name, text) for name, text in sorted(texts.items()))


def find_projection(name: str) -> Projection:
    """The projection of a name.

    Raises:
        ProjectionError: there is no such projection.
    """
    for projection in projections():
        if projection.name == name:
            return projection
    names = ", ".join(projection.name for projection in projections())
    raise ProjectionError(_NO_PROJECTION, name=name, names=names)


async def project(
    engine: Engine, holdings: Holdings, projection: Projection, document: DocumentKey
) -> AsyncGenerator[list[Triple], None]:
    """The triples of a projection of one document, some at a time, and last how much of the document was loaded.

    Raises:
        EngineError: the query failed.
    """
    terms = {
        "document": NamedNode(holdings.document_iri(document)),
        "graph": NamedNode(graph(holdings.base, "doc", document.path)),
    }
    async with aclosing(projected(engine, projection, terms)) as pieces:
        async for triples in pieces:
            yield triples
    async for triples in measured(holdings, [document]):
        yield triples


async def projected(
    engine: Engine, projection: Projection, terms: Mapping[str, Term]
) -> AsyncGenerator[list[Triple], None]:
    """The triples of a projection with some of its variables bound, some at a time.

    Raises:
        EngineError: the query failed.
    """
    question = Question(bound(projection.text, terms), "application/n-triples", _TIMEOUT_S)
    async with aclosing(stream_lines(engine, question)) as pieces:
        async for lines in pieces:
            yield [_cast(quad.triple) for quad in parse(lines, format=RdfFormat.N_TRIPLES)]


def _cast(triple: Triple) -> Triple:
    """The triple with an offset in the datatype of Web Annotation."""
    if triple.predicate.value not in _OFFSETS or not isinstance(triple.object, Literal):
        return triple
    offset = Literal(triple.object.value, datatype=NamedNode(XSD_NON_NEGATIVE))
    return Triple(triple.subject, triple.predicate, offset)


def _read(name: str, text: str) -> Projection:
    head = _HEAD.match(text)
    if head is None:
        raise ProjectionError(_NO_HEAD, name=name)
    return Projection(name, Phrase(head["nl"], head["en"]), text)
