"""Builds the folder of one release from a dataset and from what rules derived; serves nothing and points to nothing."""

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import Quad, RdfFormat, parse

from ontology.dataset import BodyFiles, Dataset, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph
from service.release import store
from service.release.derive import Rules
from service.release.releases import FORMAT, MANIFEST, ReleaseManifest, Releases, sync_folder

# What the definitions graph holds; the axioms stay out, because they have blank nodes.
_DEFINITIONS: Final = ("doelgraaf.ttl", "codelists.ttl", "budget.ttl")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a release is made from; `derived` has a file of inferred quads by document path."""

    dataset: Dataset
    manifest: Manifest
    derived: Mapping[str, Path]


def digest(manifest: Manifest, rules: Rules) -> str:
    """Ten hex digits over all that a release is made from: the dataset, the rules, the definitions, the software."""
    content = hashlib.sha256(msgspec.json.encode(manifest, order="sorted"))
    for part in (rules.digest, *(_definition(name) for name in _DEFINITIONS), version("doelgraaf"), str(FORMAT)):
        content.update(b"\0" + part.encode())
    return content.hexdigest()[:10]


def assemble(releases: Releases, release: str, parts: Parts, progress: Callable[[int, int], None]) -> ReleaseManifest:
    """Build a release aside and give it its place; `progress` is told how many files are loaded, of how many.

    Raises:
        OSError: the disk is full or not writable.
        SyntaxError: a file of the dataset is no N-Quads.
    """
    draft = releases.draft(release)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    counts = store.build(draft / "store", _counted(_contents(parts), _file_count(parts.manifest), progress))
    manifest = ReleaseManifest(
        id=release,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=f"pyoxigraph {version('pyoxigraph')}",
        software=version("doelgraaf"),
        graphs=counts,
        dataset=parts.manifest,
    )
    _write_synced(draft / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1))
    sync_folder(draft)
    draft.replace(releases.folder(release))
    sync_folder(releases.folder(release).parent)
    return manifest


def _contents(parts: Parts) -> Iterator[bytes]:
    for path in sorted(parts.manifest.documents):
        document = DocumentFiles(DocumentKey.parse(path))
        yield parts.dataset.read(document.facts)
        yield parts.dataset.read(document.texts)
    for organisation in sorted(parts.manifest.bodies):
        body = BodyFiles(organisation)
        yield parts.dataset.read(body.body)
        yield parts.dataset.read(body.provenance)
        yield from _inferred(parts, organisation)
    yield _definitions(parts.manifest.base)


def _file_count(manifest: Manifest) -> int:
    return 3 * len(manifest.documents) + 3 * len(manifest.bodies) + 1


def _counted(contents: Iterable[bytes], total: int, progress: Callable[[int, int], None]) -> Iterator[bytes]:
    for done, content in enumerate(contents, start=1):
        progress(done, total)
        yield content


def _inferred(parts: Parts, organisation: str) -> Iterator[bytes]:
    """The inferred quads of the documents of a body one by one, then those of the body, each once."""
    of_body = graph(parts.manifest.base, "inferred", organisation)
    shared: set[bytes] = set()
    documents = [DocumentKey.parse(path) for path in sorted(parts.manifest.documents)]
    documents = [document for document in documents if document.organisation == organisation]
    for document in documents:
        lines = gzip.decompress(parts.derived[document.path].read_bytes()).splitlines(keepends=True)
        of_all = {line for line in lines if line.endswith(f" <{of_body}> .\n".encode())}
        shared |= of_all
        yield b"".join(line for line in lines if line not in of_all)
    yield b"".join(sorted(_without_stated(shared, parts, documents)))


def _without_stated(shared: set[bytes], parts: Parts, documents: list[DocumentKey]) -> set[bytes]:
    """Lines of a body's inferred graph whose triple no graph of the documents has."""
    lines = {quad.triple: line for line in shared for quad in parse(line, RdfFormat.N_QUADS)}
    subjects = {line.partition(b" ")[0] for line in shared}
    for document in documents if lines else ():
        inferred = gzip.decompress(parts.derived[document.path].read_bytes())
        for line in (*parts.dataset.read(DocumentFiles(document).facts).splitlines(), *inferred.splitlines()):
            if line.partition(b" ")[0] in subjects and line + b"\n" not in shared:
                for quad in parse(line, RdfFormat.N_QUADS):
                    lines.pop(quad.triple, None)
    return set(lines.values())


def _definitions(base: str) -> bytes:
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


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
