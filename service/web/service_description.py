"""The description of the SPARQL endpoint for machines (SPARQL 1.1 Service Description), at the address that was asked.

A release describes the endpoint too, at the address that follows from the base of its data; what both say is known by
`release.service_graph`.
"""

from collections.abc import Sequence
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from ontology.iri import SERVICE, graph
from ontology.terms import PREFIXES
from service.engine.engine import Engine, EngineError
from service.release import void
from service.release.service_graph import FORMATS_NS, SD_NS, Features, endpoint, named_graphs

# A description that names thousands of graphs is read by nobody; the graph of the release itself names them all.
MOST_GRAPHS: Final = 200

_AS_RELEASED: Final = Features()
_NAMES: Final = f"""PREFIX sd: <{SD_NS}>
SELECT DISTINCT ?name WHERE {{ ?service a sd:Service ; sd:defaultDataset/sd:namedGraph/sd:name ?name }}
ORDER BY ?name LIMIT {MOST_GRAPHS}"""
_SEE_ALSO: Final = NamedNode(f"{PREFIXES['rdfs']}seeAlso")


async def service_description(
    engine: Engine, base: str | None, address: str, form: RdfFormat, features: Features
) -> bytes:
    """The description of the endpoint at an address, in a format of RDF; `base` is that of the data where it is known.

    It names `MOST_GRAPHS` graphs of the release at most; one query.
    """
    return describe_service(address, form, base, await _graphs(engine) if base else (), features)


def describe_service(
    address: str,
    form: RdfFormat,
    base: str | None = None,
    graphs: Sequence[str] = (),
    features: Features = _AS_RELEASED,
) -> bytes:
    """The description of the endpoint at an address; the whole of it, with VoID, stands in a graph of the release."""
    dataset = f"{address}#dataset"
    triples = [*endpoint(address, dataset, features), *named_graphs(dataset, graphs)]
    if base:
        triples += [
            Triple(NamedNode(address), _SEE_ALSO, NamedNode(graph(base, SERVICE))),
            Triple(NamedNode(dataset), _SEE_ALSO, NamedNode(void.dataset_iri(base))),
        ]
    return serialize(triples, format=form, prefixes={"sd": SD_NS, "formats": FORMATS_NS}) or b""


async def _graphs(engine: Engine) -> list[str]:
    """The names of graphs of the release, as it says itself; none where that can't be asked at this moment."""
    try:
        rows = await engine.rows(_NAMES)
    except EngineError:
        return []
    return [row["name"].value for row in rows]
