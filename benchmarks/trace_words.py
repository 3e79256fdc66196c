"""Whole answers with words: a made-up release with the sentence behind every reference, asked as a program asks it.

The store has what the words of references are found by, and nothing else of a page. Measures no HTTP.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, Store

from benchmarks.probes import BASE
from benchmarks.trace_asking import Clock, Drawn, Pace, Size
from benchmarks.trace_network import drawn
from benchmarks.trace_report import Worded
from ontology import terms
from ontology.dataset import BodyEntry, Coverage, DocumentEntry, Manifest
from service import tracing
from service.answers.trace.asking import Trace
from service.answers.trace.parameters import DEPTH, FROM, TO, Value
from service.answers.trace.question import Question
from service.answers.trace.questions import QUESTIONS
from service.answers.trace.scope import MOST_DEPTH
from service.release.network import FOLDER
from service.release.network_build import Body, write
from service.release.network_rows import REFERENCE_KINDS, ArcRow, NodeRow
from service.release.releases import MANIFEST, ReleaseManifest, Releases

RELEASE: Final = "1-made0up"
"""The identifier of the release."""


def ask(given: tuple[Size, Path, Pace]) -> Worded:
    """Make the release unless it is there, and ask every question as it comes, of the goals that are drawn."""
    size, data, pace = given
    releases = Releases(data)
    if not releases.pointer.exists():
        make(size, releases)
    draws = drawn((releases.folder(RELEASE), pace.draws, size.seed))
    clocks = [Clock(name) for name in QUESTIONS]
    with tracing.opened(data) as trace:
        for _ in range(pace.rounds):
            for clock in clocks:
                clock.ask(partial(_rows, trace, QUESTIONS[clock.question]), draws, pace.limit_s)
    statements = sum(releases.manifest(RELEASE).graphs.values())
    return Worded(size, statements, tuple(clock.timed() for clock in clocks))


def make(size: Size, releases: Releases) -> None:
    """Write the release; its pointer comes last."""
    shutil.rmtree(releases.root, ignore_errors=True)
    folder = releases.folder(RELEASE)
    folder.mkdir(parents=True)
    write(folder / FOLDER, BASE, size.plan.bodies())
    store = Store(str(releases.store(RELEASE)))
    for body in size.plan.bodies():
        store.bulk_extend(_quads(body))
    store.optimize()
    store.flush()
    manifest = ReleaseManifest(RELEASE, "2026-01-01T00:00:00+00:00", "", "", {BASE: len(store)}, _dataset(size))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    releases.point_to(RELEASE)


def _rows(trace: Trace, question: Question, drawn: Drawn) -> int:
    """How many rows an answer gives."""
    return sum(len(sheet.rows) for sheet in tracing.ask(trace, question.name, _values(question, drawn)).sheets)


def _values(question: Question, drawn: Drawn) -> dict[str, Value]:
    """Of a goal where the question wants one, else of its document."""
    if FROM.name not in question.required:
        return {"document": [drawn.document]}
    values: dict[str, Value] = {FROM.name: f"{BASE}/id/{drawn.source}"}
    if TO.name in question.required:
        values |= {TO.name: f"{BASE}/id/{drawn.target}", DEPTH.name: MOST_DEPTH}
    return values


def _quads(body: Body) -> Iterator[Quad]:
    names = {node.path: node for rows in body.rows for node in rows.nodes}
    for rows in body.rows:
        for arc in rows.arcs:
            if arc.kind in REFERENCE_KINDS:
                yield from _reference(arc, names[arc.target])


def _reference(arc: ArcRow, target: NodeRow) -> Iterator[Quad]:
    kind, _, place = arc.source.partition("/")
    document, _, number = place.rpartition("/")
    page = f"{document}/made-up/{kind.removesuffix('-version')}-{number}"
    words = f"doel {target.number}"
    end = arc.start + len(words)
    source, reference = _id(arc.source), _id(f"reference/{page}/{arc.start}-{end}")
    section, graph = _id(f"section/{page}/1"), NamedNode(f"{BASE}/graph/doc/{document}")
    sentence = f"Wat hier staat hangt samen met {words}, {target.name}, en met wat daar is afgesproken."
    yield Quad(source, NamedNode(terms.MAKES_REFERENCE), reference, graph)
    for name, value in (
        (terms.REFERRED_ELEMENT, _id(arc.target)),
        (terms.START, Literal(arc.start)),
        (terms.END, Literal(end)),
        (terms.ON_PAGE, _id(f"page/{page}")),
        (terms.IN_SECTION, section),
        (terms.EXACT, Literal(words)),
        (terms.SENTENCE, Literal(sentence)),
    ):
        yield Quad(reference, NamedNode(name), value, graph)
    yield Quad(section, NamedNode(terms.DCTERMS_TITLE), Literal("Omschrijving", language="nl"), graph)
    yield Quad(_id(f"page/{page}"), NamedNode(terms.DCTERMS_SOURCE), NamedNode(f"https://example.org/{page}"), graph)


def _id(path: str) -> NamedNode:
    return NamedNode(f"{BASE}/id/{path}")


def _dataset(size: Size) -> Manifest:
    bodies, documents = {}, {}
    for body in size.plan.bodies():
        for path in sorted(body.loaded):
            bodies[path.partition("/")[0]] = BodyEntry(path.partition("/")[0], 0.1, (), {})
            coverage = Coverage(pages_read=0, goals_read=0, versions_named=0, goals_expected=None, complete="yes")
            documents[path] = DocumentEntry(path, "", coverage, {}, {}, (), (), {})
    return Manifest(BASE, bodies, documents, {}, "")
