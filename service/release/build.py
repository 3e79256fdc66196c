"""Builds a release from a dataset: applies the rules, then changes the release before it, or makes all anew.

Decides which of the two; serves nothing, and refuses no dataset for what it holds.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from ontology.dataset import BodyFiles, Dataset, DocumentFiles, Manifest
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.release import assemble, contents, store
from service.release.assemble import Filled
from service.release.conformance import Conformance
from service.release.contents import Parts, definitions_digest
from service.release.curated import CuratedGraphs
from service.release.derive import BodyGraph, Rules
from service.release.kept import Derivation, derive_all
from service.release.patch import NoPatchError, patch
from service.release.releases import ReleaseManifest, Releases
from service.release.remote_endpoint import RemoteEndpoint


class Step(StrEnum):
    """A step of publishing that takes time."""

    VERIFY = "verify"
    CHECK = "check"
    DERIVE = "derive"
    LOAD = "load"
    SEND = "send"


Progress = Callable[[Step, int, int], None]
"""Told of a step how much of it is done, of how much."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a release is to be made from; `before` is the release that may be changed for it, `current` what is served.

    `remote` is the engine that is to serve it; None for its own store.
    """

    dataset: Dataset
    manifest: Manifest
    rules: Rules
    conformance: Conformance
    before: ReleaseManifest | None
    curated: CuratedGraphs = field(default_factory=CuratedGraphs)
    remote: RemoteEndpoint | None = None
    current: ReleaseManifest | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A release that was built; `whole` says why the release before it could not be changed, None where it was."""

    manifest: ReleaseManifest
    whole: NoPatchError | None


def build(releases: Releases, making: Making, progress: Progress) -> Built:
    """Build the next release.

    Raises:
        RuleError: a rule fails.
        DatasetError: a document has no body, or a file is damaged.
        OSError: the disk is full or not writable.
    """
    derived = derive_all(
        _derivations(making.dataset, making.manifest),
        making.rules,
        releases.derived,
        os.cpu_count() or 1,
        lambda done, total: progress(Step.DERIVE, done, total),
    )
    definitions = definitions_digest(making.rules.digest)
    conformance = making.conformance
    found = (conformance.keys, conformance.violations)
    parts = Parts(making.dataset, making.manifest, derived, definitions, *found, making.curated, making.remote)
    number = releases.next_number()
    filling = _Filling(releases, making.before, parts, lambda done, total: progress(Step.LOAD, done, total))
    name = f"{number:04}-{assemble.digest(making.manifest, definitions, making.curated.curated)}"
    manifest = assemble.assemble(releases, name, parts, filling.fill, making.before, making.current)
    return Built(manifest, filling.refused[0] if filling.refused else None)


@dataclass(frozen=True, slots=True)
class _Filling:
    """How the store of a release is made; `refused` has why it was not made from the release before."""

    releases: Releases
    before: ReleaseManifest | None
    parts: Parts
    progress: Callable[[int, int], None]
    refused: list[NoPatchError] = field(default_factory=list)

    def fill(self, target: Path) -> Filled:
        """Make the store."""
        if self.before is not None:
            try:
                return self._patched(self.before, target)
            except NoPatchError as error:
                shutil.rmtree(_aside(target), ignore_errors=True)
                self.refused.append(error)
        total = contents.file_count(self.parts)
        return Filled(store.build(target, self._counted(contents.whole(self.parts), total)))

    def _patched(self, before: ReleaseManifest, target: Path) -> Filled:
        """Make it aside, because a store that fails stays locked for as long as its error is known."""
        try:
            filled = patch(before, self.releases.store(before.id), _aside(target), self.parts, self.progress)
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            raise NoPatchError(_BROKEN, why=str(error)) from error
        _aside(target).replace(target)
        return filled

    def _counted(self, pieces: Iterator[bytes], total: int) -> Iterator[bytes]:
        for done, piece in enumerate(pieces, start=1):
            self.progress(done, total)
            yield piece


def _aside(target: Path) -> Path:
    return target.with_name("patched")


def _derivations(dataset: Dataset, manifest: Manifest) -> Iterator[Derivation]:
    for organisation, documents in contents.documents_by_body(dataset, manifest).items():
        yield from _of_body(dataset, manifest, organisation, [document.path for document in documents])


def _of_body(dataset: Dataset, manifest: Manifest, organisation: str, paths: list[str]) -> Iterator[Derivation]:
    file = BodyFiles(organisation).body
    body, digest = dataset.root / file, manifest.bodies[organisation].files[file]
    facts = {path: DocumentFiles(DocumentKey.parse(path)).facts for path in paths}
    digests = {path: manifest.documents[path].files[facts[path]] for path in paths}
    files = tuple(dataset.root / facts[path] for path in paths)
    yield Derivation(manifest.base, organisation, files, body, " ".join(digests.values()), digest)
    graph = BodyGraph(manifest.base, dataset.read(file))
    for path in paths:
        seen = graph.seen_digest(path)
        yield Derivation(manifest.base, path, (dataset.root / facts[path],), body, digests[path], seen)


_BROKEN: Final = Phrase(
    "de vorige release kan niet worden bijgewerkt ({why})", "the release before can't be patched ({why})"
)
