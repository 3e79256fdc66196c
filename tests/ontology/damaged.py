"""The graphs that are checked of a dataset, damaged, and a sample of each in which everything happens that does in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import RDF

from ontology import conformance
from ontology.check import check
from ontology.dataset import Dataset
from ontology.shapes import Result, Shapes, all_shapes, validate_triples, vocabulary

EVERY = 30
"""Of so many statements one is left out."""
Kind = tuple[str | None, ...]


def graphs(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each graph that a check looks at, in N-Triples, without each thirtieth statement."""
    found: list[str] = []

    def damage(quads: Iterable[Quad], _shapes: Shapes) -> list[Result]:
        lines = sorted(f"{quad.triple} .\n" for quad in quads)
        found.append("".join(line for number, line in enumerate(lines) if number % EVERY))
        return []

    monkeypatch.setattr(conformance, "validate", damage)
    assert list(check(Dataset(root))) == []
    return found


def with_terms(graph: str) -> str:
    """A graph beside the vocabulary, as it is checked."""
    return graph + vocabulary()


@dataclass(frozen=True)
class Happens:
    """What there is in a graph, each with the first thing of which it is told."""

    results: dict[Kind, str]
    """By shape, constraint and component."""
    terms: dict[Kind, str]
    """Classes and properties."""

    @classmethod
    def of(cls, graph: str) -> "Happens":
        """What there is in a graph."""
        results: dict[Kind, str] = {}
        for one in sorted(validate_triples(with_terms(graph), all_shapes()), key=lambda one: one.focus):
            results.setdefault((one.source.shape, one.source.constraint, one.component), one.focus)
        terms: dict[Kind, str] = {}
        for triple in triples_of(graph):
            named = triple.object if triple.predicate.value == str(RDF.type) else triple.predicate
            terms.setdefault((str(named),), triple.subject.value)  # type: ignore[union-attr] - no triple is a subject here
        return cls(results, terms)

    @property
    def kinds(self) -> set[Kind]:
        """All of it."""
        return {*self.results, *self.terms}


def triples_of(graph: str) -> list[Triple]:
    """The statements of a graph, in its order."""
    return [quad.triple for quad in parse(graph, RdfFormat.N_TRIPLES)]


def samples(graphs: Iterable[str]) -> Iterator[str]:
    """Of each graph all that is said of a thing of each kind that no graph before it has, and of what is beside those."""
    seen: set[Kind] = set()
    for graph in graphs:
        happens = Happens.of(graph)
        of_kinds = {**happens.terms, **happens.results}
        yield around(graph, {thing for kind, thing in of_kinds.items() if kind not in seen})
        seen |= happens.kinds


def around(graph: str, things: set[str]) -> str:
    """What is said in a graph of some things, of one to which each leads, and of one that leads to each."""
    triples = triples_of(graph)
    described = {triple.subject for triple in triples}
    after, before = dict[object, NamedNode | BlankNode](), dict[object, NamedNode | BlankNode]()
    for triple in triples:
        if triple.object in described:
            after.setdefault(triple.subject, triple.object)  # type: ignore[arg-type] - it is a subject too
            before.setdefault(triple.object, triple.subject)  # type: ignore[arg-type] - idem
    chosen = {subject for subject in described if subject.value in things}  # type: ignore[union-attr] - idem
    chosen |= {beside[thing] for beside in (after, before) for thing in chosen if thing in beside}
    return "".join(f"{triple} .\n" for triple in triples if triple.subject in chosen)
