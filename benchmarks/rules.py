"""Rules: what they take beside two reasoners, on one generated document, a hundred and a thousand.

    python benchmarks/rules.py [--pages 120] [--documents 1,100,1000] [--rivals 100] [--json]

Every figure is processor time, from N-Quads in memory to what follows. The reasoners get the axioms alone and one
document with its body at a time; owlrl is asked of one document only, reasonable of up to `--rivals`. Documents are
copies of a generated one under other codes and years, ten to a body.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec
import owlrl
import reasonable
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, Graph

from benchmarks.corpus import Plan, write_corpus
from benchmarks.reading import machine
from ingest.write import Run, ingest
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.definition_files import AXIOM_FILES
from ontology.iri import DocumentKey
from ontology.vocabulary import add, load
from service.release.derive import derive, derive_body, packaged_rules

BASE = "http://localhost:8000"
DOCUMENTS_PER_BODY = 10
FIRST_CODE = 9000
FIRST_YEAR = 2030
ROUNDS = 3
FEW = 100  # documents from which one round is long enough
AXIOMS = (
    RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom,
)  # fmt: skip


class Figure(msgspec.Struct, frozen=True, rename="camel"):
    """Seconds of one reasoner on so many documents, and how many statements it added; None where it was not asked."""

    documents: int
    statements: int
    owlrl_s: float | None
    reasonable_s: float | None
    rules_s: float
    derived: int


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its N-Quads, and those of its documents."""

    code: str
    content: bytes
    documents: dict[DocumentKey, bytes]


def measure(model: Body, documents: int, rivals: int) -> Figure:
    """The figures of so many copies of a document."""
    statements = derived = 0
    for body in copies(model, documents):
        statements += sum(content.count(b"\n") for content in (body.content, *body.documents.values()))
        derived += apply_rules(body)
    return Figure(
        documents,
        statements,
        seconds(by_owlrl, model, documents) if documents == 1 else None,
        seconds(by_reasonable, model, documents) if documents <= rivals else None,
        seconds(apply_rules, model, documents),
        derived,
    )


def copies(model: Body, count: int) -> Iterator[Body]:
    """Copies of a body's only document, ten to a body."""
    ((key, facts),) = model.documents.items()
    for first in range(0, count, DOCUMENTS_PER_BODY):
        code = f"gm{FIRST_CODE + first // DOCUMENTS_PER_BODY}"
        documents, lines = {}, set()
        for number in range(min(DOCUMENTS_PER_BODY, count - first)):
            copy = DocumentKey(code, key.kind, FIRST_YEAR + number, key.sequence)
            documents[copy] = _renamed(facts, model.code, key, copy)
            lines |= set(_renamed(model.content, model.code, key, copy).splitlines(keepends=True))
        yield Body(code, b"".join(sorted(lines)), documents)


def apply_rules(body: Body) -> int:
    """How many statements the rules add to a body and its documents."""
    rules = packaged_rules()
    found = len(derive_body(BASE, body.code, body.content, body.documents.values(), rules))
    return found + sum(len(derive(BASE, key, facts, body.content, rules)) for key, facts in body.documents.items())


def by_owlrl(body: Body) -> int:
    """How many statements owlrl has in the end, document by document."""
    graphs = list(_graphs(body))
    for graph in graphs:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return sum(map(len, graphs))


def by_reasonable(body: Body) -> int:
    """How many statements reasonable has in the end, document by document."""
    found = 0
    for graph in _graphs(body):
        reasoner = reasonable.PyReasoner()
        reasoner.from_graph(graph)
        found += len(reasoner.reason())
    return found


def seconds(work: Callable[[Body], int], model: Body, documents: int) -> float:
    """Processor time of some work on so many documents, made one body at a time; the least of a few rounds."""
    times = []
    for _ in range(ROUNDS if documents < FEW else 1):
        total = 0.0
        for body in copies(model, documents):
            started = time.process_time()
            work(body)
            total += time.process_time() - started
        times.append(total)
    return min(times)


def generated(folder: Path, pages: int) -> Body:
    """The largest of the documents on so many generated pages, with its body."""
    plan = Plan(folder / "corpus", pages, bodies=1)
    write_corpus(plan)
    ingest(Run((plan.folder,), folder / "dataset", BASE), lambda _done, _total: None)
    dataset = Dataset(folder / "dataset")
    (code,) = dataset.manifest().bodies
    document = max(dataset.documents(), key=lambda key: len(dataset.read(DocumentFiles(key).facts)))
    facts = {document: dataset.read(DocumentFiles(document).facts)}
    return Body(code, dataset.read(BodyFiles(code).body), facts)


def _graphs(body: Body) -> Iterator[Graph]:
    for facts in body.documents.values():
        graph = load(*AXIOM_FILES)
        for triple in list(graph):
            if triple[1] not in AXIOMS:
                graph.remove(triple)
        for content in (facts, body.content):
            add(graph, parse(content, RdfFormat.N_QUADS))
        yield graph


def _renamed(content: bytes, code: str, key: DocumentKey, copy: DocumentKey) -> bytes:
    return content.replace(key.path.encode(), copy.path.encode()).replace(code.encode(), copy.organisation.encode())


def _shown(time_s: float | None) -> str:
    return "" if time_s is None else f"{time_s:.3f}"


@click.command()
@click.option("--pages", default=120, show_default=True, help="pages of which the largest document is taken")
@click.option("--documents", default="1,100,1000", show_default=True, help="numbers of documents")
@click.option("--rivals", default=100, show_default=True, help="most documents that reasonable is asked of")
@click.option("--json", "as_json", is_flag=True, help="figures as JSON")
def main(pages: int, documents: str, rivals: int, *, as_json: bool) -> None:
    """Measure the rules beside owlrl and reasonable."""
    with tempfile.TemporaryDirectory() as folder:
        model = generated(Path(folder), pages)
        figures = [measure(model, int(count), rivals) for count in documents.split(",")]
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(figures) + b"\n")
        return
    print(machine())
    print("| documents | statements | owlrl s | reasonable s | rules s | rules ms per document | derived |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for one in figures:
        each = f"{one.rules_s / one.documents * 1000:.1f}"
        times = (_shown(one.owlrl_s), _shown(one.reasonable_s), _shown(one.rules_s), each)
        print("|", " | ".join([f"{one.documents:,}", f"{one.statements:,}", *times, f"{one.derived:,}"]), "|")


if __name__ == "__main__":
    main()
