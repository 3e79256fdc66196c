"""What the graphs of a release hold, as N-Quads, from a dataset and from what rules derived. Knows no store."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from ontology.dataset import BodyFiles, Dataset, DatasetError, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph
from ontology.language import Phrase
from service.release.catalogue import catalogue_graph
from service.release.curated import CuratedGraphs
from service.release.kept import Derived
from service.release.remote_endpoint import RemoteEndpoint
from service.stored_questions import questions

# What the definitions graph holds; the axioms stay out, because they have blank nodes.
_DEFINITIONS: Final = ("doelgraaf.ttl", "codelists.ttl", "budget.ttl")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a release is made from; `derived` has what was derived, by document path and by organisation.

    `definitions` is the digest of the definitions and rules; `checked`, `violations` and `remote` are those of the
    release.
    """

    dataset: Dataset
    manifest: Manifest
    derived: Mapping[str, Derived]
    definitions: str
    checked: Mapping[str, str]
    violations: Mapping[str, int]
    curated: CuratedGraphs = field(default_factory=CuratedGraphs)
    remote: RemoteEndpoint | None = None

    def documents(self, organisation: str) -> list[DocumentKey]:
        """The documents of a body, in the order of their paths."""
        documents = (DocumentKey.parse(path) for path in sorted(self.manifest.documents))
        return [document for document in documents if document.organisation == organisation]

    @property
    def keys(self) -> dict[str, str]:
        """The key of what was derived, by document path and by organisation."""
        return {subject: derived.key for subject, derived in sorted(self.derived.items())}

    @property
    def rows(self) -> dict[str, Path]:
        """The file of what facts say of the network, by document path and by organisation."""
        return {subject: derived.rows for subject, derived in sorted(self.derived.items())}


def whole(parts: Parts) -> Iterator[bytes]:
    """All that a release holds, in `file_count` pieces."""
    for path in sorted(parts.manifest.documents):
        document = DocumentFiles(DocumentKey.parse(path))
        yield parts.dataset.read(document.facts)
        yield parts.dataset.read(document.texts)
        yield inferred(parts, path)
        yield analysed(parts, path)
    for organisation in sorted(parts.manifest.bodies):
        body = BodyFiles(organisation)
        yield parts.dataset.read(body.body)
        yield parts.dataset.read(body.provenance)
        yield b"".join(sorted(_without_stated(shared(parts, organisation), parts, organisation)))
    yield _definitions_graph(parts.manifest.base)
    yield catalogue_graph(parts.manifest)
    yield from (parts.curated.content(graph) for graph in sorted(parts.curated.digests))


def documents_by_body(dataset: Dataset, manifest: Manifest) -> dict[str, list[DocumentKey]]:
    """The documents of every body, both sorted.

    Raises:
        DatasetError: a document has no body.
    """
    found: dict[str, list[DocumentKey]] = {organisation: [] for organisation in sorted(manifest.bodies)}
    for path in sorted(manifest.documents):
        document = DocumentKey.parse(path)
        if document.organisation not in found:
            raise DatasetError(_NO_BODY, root=dataset.root, document=path)
        found[document.organisation].append(document)
    return found


def file_count(parts: Parts) -> int:
    """How many pieces `whole` gives."""
    return 4 * len(parts.manifest.documents) + 3 * len(parts.manifest.bodies) + 2 + len(parts.curated.digests)


def inferred(parts: Parts, document: str) -> bytes:
    """The inferred graph of a document."""
    ending = _ending(parts, document)
    return b"".join(line for line in _derived(parts, document) if line.endswith(ending))


def analysed(parts: Parts, document: str) -> bytes:
    """The analysis graph of a document."""
    return gzip.decompress(parts.derived[document].analysis.read_bytes())


def shared(parts: Parts, organisation: str) -> set[bytes]:
    """What may stand in the inferred graph of a body: what follows from it, or from documents about others."""
    ending = _ending(parts, organisation)
    subjects = (organisation, *(document.path for document in parts.documents(organisation)))
    return {line for subject in subjects for line in _derived(parts, subject) if line.endswith(ending)}


def definitions_digest(rules: str) -> str:
    """The SHA-256 of the definitions, of the stored questions that a release tells, and of the digest of the rules."""
    content = hashlib.sha256(rules.encode())
    for name in _DEFINITIONS:
        content.update(b"\0" + _definition(name).encode())
    for question in questions():
        content.update(b"\0" + question.text.encode())
    return content.hexdigest()


def _ending(parts: Parts, scope: str) -> bytes:
    return f" <{graph(parts.manifest.base, 'inferred', scope)}> .\n".encode()


def _derived(parts: Parts, subject: str) -> list[bytes]:
    return gzip.decompress(parts.derived[subject].quads.read_bytes()).splitlines(keepends=True)


def _without_stated(lines: set[bytes], parts: Parts, organisation: str) -> Iterable[bytes]:
    """Lines of a body's inferred graph whose triple no graph of the documents has."""
    kept = {quad.triple: line for line in lines for quad in parse(line, RdfFormat.N_QUADS)}
    subjects = {line.partition(b" ")[0] for line in lines}
    for document in parts.documents(organisation) if kept else ():
        facts = parts.dataset.read(DocumentFiles(document).facts).splitlines(keepends=True)
        for line in (*facts, *_derived(parts, document.path)):
            if line.partition(b" ")[0] in subjects and line not in lines:
                for quad in parse(line, RdfFormat.N_QUADS):
                    kept.pop(quad.triple, None)
    return kept.values()


def _definitions_graph(base: str) -> bytes:
    of_definitions = graph(base, "def")
    quads: set[str] = set()
    for name in _DEFINITIONS:
        for quad in parse(_definition(name), RdfFormat.TURTLE):
            quads.add(f"{_triple(quad)} <{of_definitions}> .\n")
    return "".join(sorted(quads)).encode()


def _triple(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def _definition(name: str) -> str:
    return files("ontology").joinpath(name).read_text("utf-8")


_NO_BODY: Final = Phrase(
    "{root}: {document} hoort bij geen organisatie van de dataset; maak de dataset opnieuw met `doelgraaf ingest`",
    "{root}: {document} belongs to no body of the dataset; make the dataset again with `doelgraaf ingest`",
)
