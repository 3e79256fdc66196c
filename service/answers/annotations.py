"""The references of one page, or one reference, as web annotations. Holds no query: the projection does."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode, Triple

from ontology.iri import Identifier, graph, mint
from ontology.terms import DESCRIBED_ON
from service.answers.facts import Facts
from service.answers.projections import find_projection, projected
from service.answers.queries import query
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
