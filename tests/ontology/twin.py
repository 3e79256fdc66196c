"""pySHACL as the plain twin of the engine: the same shapes, the same graph, and its results in the same words."""

import logging
from collections.abc import Iterable

import pyshacl
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from ontology.shapes import SH, Result, Shapes, Term, name_of, path_text
from ontology.vocabulary import to_rdflib

logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # a traceback for each literal that is no value of its type

Row = tuple[str | None, ...]


def rows(results: Iterable[Result]) -> set[Row]:
    """What must be equal: shape, constraint, component, focus, path, value, severity."""
    return {
        (
            result.source.shape,
            result.source.constraint,
            result.component,
            result.focus,
            result.path,
            result.value,
            str(result.severity),
        )
        for result in results
    }


def twin_rows(ntriples: str, shapes: Shapes, names: Iterable[str] | None = None) -> set[Row]:
    """What pySHACL finds in a graph, by all shapes or by some node shapes."""
    _, report, _ = pyshacl.validate(
        as_graph(ntriples), shacl_graph=shapes_graph(shapes, names), inference="none", inplace=True
    )
    triples = [quad.triple for quad in parse(report.serialize(format="nt"), format=RdfFormat.N_TRIPLES)]
    said: dict[Term, dict[str, list[Term]]] = {}
    for triple in triples:
        said.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    found = [triple.object for triple in triples if triple.predicate.value == f"{SH}result"]
    return {_row(said[one], said) for one in found}


def as_graph(ntriples: str) -> Graph:
    """A graph of rdflib whose literals are as they are written."""
    graph = Graph()
    for quad in parse(ntriples, format=RdfFormat.N_TRIPLES):
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def shapes_graph(shapes: Shapes, names: Iterable[str] | None = None) -> Graph:
    """The shapes for pySHACL, all or only some with what hangs under them, by the names that `Shapes` gives them."""
    chosen = None if names is None else set(names)
    todo: list[Term] = [NamedNode(iri) for iri, own in shapes.owners.items() if chosen is None or own in chosen]
    todo.append(NamedNode("https://w3id.org/doelgraaf/shape"))
    graph, seen = Graph(), set(todo)
    while todo:
        node = todo.pop()
        for predicate, values in shapes.said[node].items():
            for value in values:
                triple = Triple(node, NamedNode(predicate), value)
                graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
                if isinstance(value, BlankNode) and value not in seen:
                    seen.add(value)
                    todo.append(value)
    return graph


def _row(result: dict[str, list[Term]], said: dict[Term, dict[str, list[Term]]]) -> Row:
    def one(name: str) -> Term | None:
        return next(iter(result.get(f"{SH}{name}", ())), None)

    named = [one(name) for name in ("sourceShape", "sourceConstraint", "sourceConstraintComponent", "focusNode")]
    path, value, severity = one("resultPath"), one("value"), one("resultSeverity")
    return (
        *(None if term is None else name_of(term) for term in named),
        None if path is None else path_text(path, said),
        None if value is None else str(value),
        str(severity).rpartition("#")[2].rstrip(">").lower(),
    )
