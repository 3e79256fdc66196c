"""What others ask of such data holds: NL-SBB of code lists, domains and goal trees, CPOV of organisations."""

from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef

from ontology.dataset import Dataset
from ontology.iri import DocumentKey, graph, in_document, mint
from ontology.vocabulary import add, load
from service.answers.projections import find_projection
from service.answers.streaming import bound
from tests.ontology.outside import graph_of

NL_SBB = "nl-sbb/skos-ap-nl.ttl"
CPOV = "cpov-2.1.2/core-public-organisation-ap-SHACL.ttl"


def findings(data: Graph, shapes: Graph) -> set[str]:
    """What the shapes find, of whatever severity, as lines of the thing, the path or constraint, and the message."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert isinstance(results, Graph)
    return {
        " ".join(str(results.value(result, name)) for name in (SH.focusNode, SH.resultPath, SH.resultMessage))
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


def as_graph(triples: Iterable[Quad]) -> Graph:
    made = Graph()
    add(made, triples)
    return made


def body(root: Path) -> Graph:
    """The body graphs of a dataset."""
    dataset = Dataset(root)
    return as_graph(
        quad
        for entry in dataset.manifest().bodies.values()
        for path in entry.files
        if path.endswith("body.nq.gz")
        for quad in parse(dataset.read(path), format=RdfFormat.N_QUADS)
    )


def tree(root: Path, document: DocumentKey) -> Graph:
    """The goal tree of a document, as the projection gives it."""
    store, dataset = Store(), Dataset(root)
    base = dataset.manifest().base
    for path in dataset.manifest().all_files:
        if path.endswith(".nq.gz"):
            store.load(dataset.read(path), format=RdfFormat.N_QUADS)
    terms = {
        "document": NamedNode(mint(base, in_document("document", document))),
        "graph": NamedNode(graph(base, "doc", document.path)),
    }
    return as_graph(Quad(*triple) for triple in _constructed(store, bound(find_projection("goal-tree").text, terms)))


def _constructed(store: Store, query: str) -> list[Triple]:
    results = store.query(query, use_default_graph_as_union=True)
    try:
        assert isinstance(results, QueryTriples)
        return list(results)
    finally:
        del results


def concepts(data: Graph) -> int:
    return len(set(data.subjects(RDF.type, SKOS.Concept)))


def test_the_code_lists_are_as_nl_sbb_asks() -> None:
    data = load("codelists.ttl")
    assert concepts(data) > 100
    assert findings(data, graph_of(NL_SBB)) == set()


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_domains_are_as_nl_sbb_asks(name: str, request: pytest.FixtureRequest) -> None:
    data = body(request.getfixturevalue(name))
    assert concepts(data) > 0
    assert findings(data, graph_of(NL_SBB)) == set()


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("real_dataset", "gm0193/begroting/2021", 8),
        ("real_dataset", "gm0193/berap/2023-2", 4),
        ("fictional_dataset", "gm9999/begroting/2031", 40),
        ("fictional_dataset", "gm9999/berap/2031-1", 30),
    ],
)
def test_goal_trees_are_as_nl_sbb_asks(name: str, path: str, expected: int, request: pytest.FixtureRequest) -> None:
    root: Path = request.getfixturevalue(name)
    data = tree(root, DocumentKey.parse(path))
    assert concepts(data) >= expected
    assert findings(data, graph_of(NL_SBB)) == set()


@pytest.mark.parametrize(
    ("predicate", "what"),
    [
        (SKOS.definition, "definitie ontbreekt"),
        (SKOS.prefLabel, "voorkeursterm ontbreekt"),
        (SKOS.broader, "begrip staat los"),
    ],
)
def test_nl_sbb_finds_a_tree_that_lacks_something(predicate: URIRef, what: str, real_dataset: Path) -> None:
    data = tree(real_dataset, DocumentKey.parse("gm0193/begroting/2021"))
    data.remove((None, predicate, None))
    if predicate == SKOS.broader:
        data.remove((None, SKOS.narrower, None))
    assert findings(data, graph_of(NL_SBB)), what


def test_a_goal_is_no_concept(fictional_dataset: Path) -> None:
    data = tree(fictional_dataset, DocumentKey.parse("gm9999/begroting/2031"))
    found = [str(concept) for concept in data.subjects(RDF.type, SKOS.Concept)]
    assert found
    assert all("/id/document/gm9999/begroting/2031#" in concept for concept in found)


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_organisations_are_as_cpov_asks(name: str, request: pytest.FixtureRequest) -> None:
    data = body(request.getfixturevalue(name))
    organisations = list(data.subjects(RDF.type, URIRef("http://data.europa.eu/m8g/PublicOrganisation")))
    assert len(organisations) == 1
    assert findings(data, graph_of(CPOV)) == set()
    data.remove((organisations[0], SKOS.prefLabel, None))
    data.add((organisations[0], SKOS.prefLabel, Literal("een naam zonder taal")))
    assert findings(data, graph_of(CPOV)) != set()
