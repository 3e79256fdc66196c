"""Rival: the measurements of the plain reader, and how its references and doelgraaf's compare with the truth."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from benchmarks import plain
from benchmarks.probes import BASE, Agreement, Agreements, Measured, goal_files, timed
from benchmarks.truth import PageTruth
from ingest.pages import PageFile
from ingest.read.page import read_page
from ingest.reading import understand
from ingest.sources import builtin_sources
from ontology.codes import Role


def facts(folder: Path) -> Measured:
    """Bytes on disk to the facts of the plain reader."""
    return timed(lambda file: plain.facts_of(plain.text_of((folder / file.name).read_bytes())), goal_files(folder))


def graphs(folder: Path) -> Measured:
    """Bytes on disk to rdflib graphs, written as N-Triples."""

    def read(file: PageFile) -> str:
        found = plain.facts_of(plain.text_of((folder / file.name).read_bytes()))
        return plain.graph_of(found, file.sidecar.source or BASE).serialize(format="nt")

    return timed(read, goal_files(folder))


def agreements(given: tuple[Path, Path, int]) -> Agreements:
    """How both readers' references compare with the truth, on the first so many pages of a corpus that are whole."""
    folder, truth, limit = given
    sources = builtin_sources()
    known = {one.path: one for one in _truths(truth, limit)}
    own, other = Agreement(), Agreement()
    for file in goal_files(folder):
        if (one := known.get(file.name)) is not None:
            content = (folder / file.name).read_bytes()
            record = understand(file, content, sources, read_page)
            cited = [reference.number for reference in record.references if reference.role is Role.CROSS_REFERENCE]
            own = _added(own, cited, one)
            other = _added(other, plain.facts_of(plain.text_of(content)).references, one)
    return Agreements(own, other)


def _truths(path: Path, limit: int) -> Iterator[PageTruth]:
    with path.open("rb") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            yield msgspec.json.decode(line, type=PageTruth)


def _added(before: Agreement, found: Iterable[str], truth: PageTruth) -> Agreement:
    true = Counter(one.number for one in truth.references if one.role is Role.CROSS_REFERENCE)
    seen = Counter(found)
    return Agreement(before.found + seen.total(), before.true + true.total(), before.right + (seen & true).total())
