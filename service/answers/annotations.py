"""The references of one page, or one reference, as web annotations. Holds no query: the projection does.

How projections are written is here too, since annotation clients want JSON-LD of a form of its own.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from pyoxigraph import NamedNode, Triple

from ontology.iri import DocumentKey, Identifier, graph, mint
from ontology.terms import DESCRIBED_ON
from service.answers.annotation_json import write_annotations
from service.answers.coverage import Holdings
from service.answers.facts import Facts
from service.answers.projections import Projection, find_projection, projected
from service.answers.queries import query
from service.answers.triples import JSON_LD, WRITERS, Writer
from service.engine.engine import Engine

PROJECTION: Final = "web-annotations"


async def annotations_of(engine: Engine, base: str, identifier: Identifier) -> list[Triple]:
    """The web annotations of a reference, of a page, or of the page that describes a version; two queries at most."""
    if identifier.document is None:
        return []
    iri = mint(base, identifier)
    bound: Mapping[str, NamedNode] = {"reference": NamedNode(iri)}
    if identifier.kind == "page":
        bound = {"page": NamedNode(iri)}
    elif identifier.kind != "reference":
        said = Facts.of(await engine.rows(query("statements"), {"s": NamedNode(iri)}))
        pages = said.links(iri, DESCRIBED_ON)
        if not pages:
            return []
        bound = {"page": NamedNode(pages[0])}
    home = {"graph": NamedNode(graph(base, "doc", identifier.document.path))}
    found = projected(engine, find_projection(PROJECTION), {**home, **bound})
    return [triple async for triples in found for triple in triples]


def writers(holdings: Holdings, projection: Projection, document: DocumentKey) -> Mapping[str, Writer]:
    """How a projection of a document is written, by media type."""
    if projection.name != PROJECTION:
        return WRITERS
    described = f"{holdings.base}/doc/document/{document.path}"
    return {**WRITERS, JSON_LD: partial(write_annotations, document=described)}
