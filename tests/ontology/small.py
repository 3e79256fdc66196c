"""The small valid world of `small.trig`, and a dataset folder made of it."""

from collections import Counter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology import terms as t
from ontology.dataset import BodyEntry, BodyFiles, Coverage, Dataset, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey

BASE = "http://localhost:8000"
ORGANISATION = "gm9999"
DOCUMENTS = ("gm9999/begroting/2031", "gm9999/begroting/2032", "gm9999/berap/2031-1")


def quads() -> list[Quad]:
    """Every quad of the small world."""
    return list(parse(path=str(Path(__file__).with_name("small.trig")), format=RdfFormat.TRIG))


def in_graph(found: list[Quad], *path: str) -> list[str]:
    """The lines of one graph, sorted, as a dataset has them."""
    graph = "/".join((BASE, "graph", *path))
    return sorted(f"{quad} ." for quad in found if quad.graph_name.value == graph)


def write(root: Path, found: list[Quad]) -> Dataset:
    """A dataset of quads, each in the file of its graph."""
    dataset, body = Dataset(root), BodyFiles(ORGANISATION)
    files = {
        body.body: dataset.write_lines(body.body, in_graph(found, "body", ORGANISATION)),
        body.provenance: dataset.write_lines(body.provenance, in_graph(found, "provenance")),
    }
    documents = {path: entry(dataset, DocumentKey.parse(path), found) for path in DOCUMENTS}
    bodies = {ORGANISATION: BodyEntry("Nergenshuizen", 0.1, (), files)}
    dataset.write_manifest(Manifest(BASE, bodies, documents, {}, "test"))
    return dataset


def entry(dataset: Dataset, document: DocumentKey, found: list[Quad]) -> DocumentEntry:
    """Write the graphs of one document; what the manifest says of it."""
    names = DocumentFiles(document)
    files = {
        names.facts: dataset.write_lines(names.facts, in_graph(found, "doc", document.path)),
        names.texts: dataset.write_lines(names.texts, in_graph(found, "text", document.path)),
    }
    facts = [quad for quad in found if quad.graph_name.value == f"{BASE}/graph/doc/{document.path}"]
    goals = tuple(sorted(quad.subject.value for quad in facts if quad.object == _node(t.GOAL_VERSION)))
    goal = _node("https://w3id.org/doelgraaf/def/cited-kind#goal")
    named = {quad.subject for quad in found if quad.predicate == _node(t.NAMED_KIND) and quad.object == goal}
    own = _node(f"{BASE}/id/document/{document.path}")
    count = sum(1 for quad in found if quad.subject in named and quad.object == own)
    outcomes = Counter(quad.object.value.rpartition("#")[2] for quad in facts if quad.predicate == _node(t.RESOLUTION))
    del outcomes["self"]
    coverage = Coverage(len(goals), len(goals), count, None, "unknown")
    suspect = sum(quad.object == _node(t.SUSPICION) for quad in facts)
    stale = sum(quad.object == _node(t.STALENESS) for quad in facts)
    return DocumentEntry("", "", coverage, dict(outcomes), {}, goals, (), files, suspect, stale)


def _node(iri: str) -> NamedNode:
    return NamedNode(iri)
