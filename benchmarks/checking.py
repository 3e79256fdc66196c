"""Checking: single measurements of the check, each run in a fresh process. Knows no table and no round.

Whole graphs are those of the documents of a dataset as the shapes get them; in damaged ones every thirtieth triple is
left out, so that there is something to find.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

import click
import msgspec
import pyshacl
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import SH, Graph

from benchmarks.probes import Measured, measured
from ontology.check import check
from ontology.consistency import Contradiction, contradictions, reasoned
from ontology.dataset import Dataset
from ontology.shapes import all_shapes, validate, validate_triples, vocabulary
from ontology.terms import IN_EDITION
from ontology.vocabulary import to_rdflib

LEFT_OUT: Final = 30  # of so many triples one, in a damaged graph
SHAPES: Final = Path(__file__).parents[1] / "ontology" / "shapes.ttl"


class Agreement(msgspec.Struct, frozen=True, rename="camel"):
    """What was found in the graphs that both got: ours, theirs, and equal ones."""

    ours: int
    theirs: int
    equal: int


def graphs(dataset: Path) -> Iterator[tuple[int, list[Quad]]]:
    """The quads of each document as the shapes get them, with the number of its pages."""
    kept: list[list[Quad]] = []

    def keep(quads: Iterable[Quad]) -> tuple[Contradiction, ...]:
        kept.append(list(quads))
        return ()

    found = list(check(Dataset(dataset), reasoner=keep))
    if found:
        raise click.ClickException(f"{dataset}: {len(found)} findings, so the figures would not be those of clean data")
    for quads in kept:
        pages = sum(1 for quad in quads if quad.predicate.value == IN_EDITION)
        if pages:  # the graph of a body has none
            yield pages, quads


def whole(dataset: Path) -> Measured:
    """A whole check, as the command does it."""
    pages = sum(entry.coverage.pages_read for entry in Dataset(dataset).manifest().documents.values())
    started = time.perf_counter()
    for finding in check(Dataset(dataset)):
        raise click.ClickException(f"{dataset}: {finding.code} of {finding.focus}")
    return measured(started, pages)


def by_shapes(given: tuple[Path, int]) -> Measured:
    """The shapes on documents up to so many pages."""
    return _timed(given, lambda quads: validate(quads, all_shapes()))


def by_axioms(given: tuple[Path, int]) -> Measured:
    """What the axioms exclude, on documents up to so many pages."""
    return _timed(given, contradictions)


def by_pyshacl(given: tuple[Path, int]) -> Measured:
    """The same shapes by pySHACL; making its graph of the quads is left out of the time."""
    shapes = Graph().parse(SHAPES, format="turtle")
    chosen = _chosen(given)
    made = [(_as_graph(_lines(quads)), pages) for pages, quads in chosen]
    started = time.perf_counter()
    for graph, _ in made:
        pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    return measured(started, sum(pages for _, pages in made))


def by_reasoner(given: tuple[Path, int]) -> Measured:
    """What an OWL 2 RL reasoner (owlrl) finds inconsistent."""
    return _timed(given, reasoned)


def agreeing(given: tuple[Path, int]) -> Agreement:
    """What both find in damaged graphs: by focus, component, value and severity."""
    shapes = Graph().parse(SHAPES, format="turtle")
    ours: set[tuple[object, ...]] = set()
    theirs: set[tuple[object, ...]] = set()
    for number, (_, quads) in enumerate(_chosen(given)):
        lines = "".join(line for count, line in enumerate(_lines(quads).splitlines(keepends=True)) if count % LEFT_OUT)
        for one in validate_triples(lines, all_shapes()):
            ours.add((number, one.focus, one.component, one.value, one.severity.value))
        _, report, _ = pyshacl.validate(_as_graph(lines), shacl_graph=shapes, inference="none", inplace=True)
        theirs |= {(number, *row) for row in _rows(report)}
    return Agreement(len(ours), len(theirs), len(ours & theirs))


def _timed(given: tuple[Path, int], work: Callable[[list[Quad]], object]) -> Measured:
    chosen = _chosen(given)
    work(chosen[0][1])  # what is read once
    started = time.perf_counter()
    for _, quads in chosen:
        work(quads)
    return measured(started, sum(pages for pages, _ in chosen))


def _chosen(given: tuple[Path, int]) -> Sequence[tuple[int, list[Quad]]]:
    """The first documents up to so many pages, and one at least."""
    dataset, most = given
    first, *rest = graphs(dataset)
    total = first[0]

    def fits(one: tuple[int, list[Quad]]) -> bool:
        nonlocal total
        total += one[0]
        return total <= most

    return [first, *takewhile(fits, rest)]


def _lines(quads: Iterable[Quad]) -> str:
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})) + vocabulary()


def _as_graph(ntriples: str) -> Graph:
    graph = Graph()
    for quad in parse(ntriples, format=RdfFormat.N_TRIPLES):
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def _rows(report: Graph) -> Iterator[tuple[object, ...]]:
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        yield (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceConstraintComponent)),
            None if value is None else _term(value.n3()),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
        )


def _term(n3: str) -> str:
    """A term as rdflib writes it (`1`, `1.5` and `true` are short for literals), in N-Triples."""
    (quad,) = parse(f"<urn:a> <urn:a> {n3} .", format=RdfFormat.TURTLE)
    return str(quad.object)
