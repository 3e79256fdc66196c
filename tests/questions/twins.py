"""Twin engines for a stored question: the same quads in rdflib and in Oxigraph, and rows that can be compared."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset, Graph, URIRef

from ontology.definition_files import VOCABULARY_FILES
from ontology.rule import packaged_rules
from ontology.vocabulary import load, to_rdflib

Rows = Sequence[Mapping[str, str]]
INFERRED = NamedNode("http://localhost:8000/graph/inferred/all")
VOCABULARY = NamedNode("http://localhost:8000/graph/def")


def rdflib_dataset(quads: Iterable[Quad]) -> Dataset:
    """The quads in rdflib, with the union as default graph."""
    dataset = Dataset(default_union=True)
    for quad in quads:
        graph = dataset.graph(URIRef(quad.graph_name.value))
        graph.add((to_rdflib(quad.subject), URIRef(quad.predicate.value), to_rdflib(quad.object)))
    return dataset


def store(quads: Iterable[Quad]) -> Store:
    """The quads in Oxigraph, in memory."""
    found = Store()
    found.extend(quads)
    return found


def small_world() -> list[Quad]:
    """The small valid world, without the holder of goal 1.1.2 who stayed: it went from one holder to another."""
    path = Path(__file__).resolve().parent.parent / "ontology" / "small.trig"
    staying = "/1.1.2/31528876"
    return [
        quad
        for quad in parse(path=str(path), format=RdfFormat.TRIG)
        if not (isinstance(quad.object, NamedNode) and quad.object.value.endswith(staying))
    ]


def vocabulary() -> list[Quad]:
    """Terms and code lists, in their graph."""
    found = Store()
    data = load(*VOCABULARY_FILES).serialize(format="nt", encoding="utf-8")
    found.load(data, format=RdfFormat.N_TRIPLES, to_graph=VOCABULARY)
    return list(found)


def inferred(quads: Sequence[Quad]) -> list[Quad]:
    """What the rules derive, run until nothing new comes, without what is asserted."""
    known = store(quads)
    while True:
        new = [
            Quad(triple.subject, triple.predicate, triple.object, INFERRED)
            for rule in packaged_rules()
            for triple in known.query(rule.text(), use_default_graph_as_union=True)
            if next(known.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is None
        ]
        if not new:
            return list(known.quads_for_pattern(None, None, None, INFERRED))
        known.extend(new)


def rows_of_rdflib(dataset: Graph, query: str) -> Rows:
    """The rows as N3 strings, in order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls methods of its own that it renamed
        return [{str(name): value.n3() for name, value in row.asdict().items()} for row in dataset.query(query)]


def rows_of_oxigraph(found: Store, query: str) -> Rows:
    """The rows as N3 strings, in order."""
    solutions = found.query(query, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    return [{name: to_rdflib(row[name]).n3() for name in names if row[name] is not None} for row in solutions]
