"""The conformance of a dataset: what the SHACL shapes find in its documents that differ from those of a release.

Refuses nothing and builds nothing. A document is checked with what its body and the provenance say of it, a body on its
own, as `doelgraaf check` does. In memory are one document and its body in each process, and what was found in one body.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from ontology import shapes
from ontology.conformance import shape_findings
from ontology.dataset import BodyFiles, Dataset, DocumentFiles, Manifest
from ontology.finding import Finding, Severity, told_once
from ontology.iri import DocumentKey
from ontology.language import Phrase
from ontology.orphans import die_with_parent
from ontology.surroundings import Surroundings
from service.release.contents import documents_by_body
from service.release.derive import BodyGraph
from service.release.releases import PublishRefusedError, ReleaseError, ReleaseManifest

SHOWN: Final = 5
# Checking so many bytes of compressed N-Quads takes as long as starting processes for it.
_FEW_BYTES: Final = 500_000
# A document in a line of N-Quads: `<http://localhost:8000/id/page/gm9999/begroting/2031/...>`.
_IN_LINE: Final = re.compile(rb"/([a-z]{2}[0-9]{4}/[a-z-]{1,40}/[0-9]{4}(?:-[0-9]{1,4})?)(?=[/>])")


@dataclass(frozen=True, slots=True)
class Conformance:
    """How far a dataset keeps to the shapes.

    `keys` has the digest of all that the check of it depends on, and `violations` how many there are, of each document
    and body by path or code (none where there are none); both of all that is in the dataset. The rest is of what was
    checked now: the first `SHOWN` violations, how many there are in how many documents and bodies, and of warnings.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    violations: Mapping[str, int] = field(default_factory=dict)
    first: tuple[Finding, ...] = ()
    found: int = 0
    places: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked at once: a document by its path, or a body by its code.

    `around` digests the files of the body, and `key` all that the check depends on.
    """

    dataset: Path
    base: str
    name: str
    around: str
    key: str

    @property
    def document(self) -> DocumentKey | None:
        """The document; None for a body."""
        return DocumentKey.parse(self.name) if "/" in self.name else None

    @property
    def organisation(self) -> str:
        """The code of the body."""
        return self.name.partition("/")[0]

    @property
    def files(self) -> tuple[str, ...]:
        """The files of its own, by their path in the dataset."""
        if self.document is None:
            return (BodyFiles(self.organisation).body,)
        files = DocumentFiles(self.document)
        return (files.facts, files.texts)

    @property
    def size(self) -> int:
        """The bytes of those files."""
        return sum((self.dataset / file).stat().st_size for file in self.files)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shapes find in a subject: how many violations, the first of them, and how many warnings.

    `shared` has all of what they find in things of the body, because other documents may have that found again.
    """

    violations: int
    warnings: int
    first: tuple[Finding, ...]
    shared: tuple[Finding, ...]


def check_changed(
    dataset: Dataset, manifest: Manifest, old: ReleaseManifest | None, jobs: int, progress: Callable[[int, int], None]
) -> Conformance:
    """Check what differs from what a release holds, in worker processes where it is much; without one, everything.

    What does not differ keeps the violations that are known of it. `progress` is told how many subjects are done.

    Raises:
        DatasetError: a document has no body, or a file is damaged.
        ReleaseError: a file is no N-Quads, or a worker process was killed.
    """
    checked, known = ({}, {}) if old is None else (old.checked, old.violations)
    everything = list(_subjects(dataset, manifest))
    due = [subject for subject in everything if checked.get(subject.name) != subject.key]
    names = {subject.name for subject in due}
    kept = {name: known[name] for name in (subject.name for subject in everything) if name in known.keys() - names}
    tally = _Tally(names, kept)
    progress(0, len(due))
    with _mapping(due, jobs) as outcomes:
        for done, (subject, outcome) in enumerate(zip(due, outcomes, strict=True), start=1):
            tally.add(subject, outcome)
            progress(done, len(due))
    _surroundings.cache_clear()
    violations = Counter(kept) + tally.counts
    return Conformance(
        keys={subject.name: subject.key for subject in everything},
        violations=dict(sorted(violations.items())),
        first=tuple(tally.first),
        found=tally.counts.total(),
        places=len(tally.counts),
        warnings=tally.warnings,
    )


def outcome_of(subject: Subject) -> Outcome:
    """What the shapes find in a subject.

    Raises:
        DatasetError: a file is missing or damaged.
        PublishRefusedError: a file is no N-Quads.
    """
    around = _surroundings(subject.dataset, subject.base, subject.organisation, subject.around)
    quads = list(chain.from_iterable(_quads(subject.dataset, file) for file in subject.files))
    if subject.document is not None:
        quads += around.bearing_on(subject.document, quads)
    own = Counter[Severity]()
    first: list[Finding] = []
    shared: list[Finding] = []
    for finding in told_once(shape_findings(subject.base, subject.name, quads)):
        if finding.focus in around.about:
            shared.append(finding)
            continue
        own[finding.severity] += 1
        if finding.severity is Severity.VIOLATION and len(first) < SHOWN:
            first.append(finding)
    return Outcome(own[Severity.VIOLATION], own[Severity.WARNING], tuple(first), tuple(shared))


class _Tally:
    """What was found so far; subjects come body by body."""

    def __init__(self, names: set[str], kept: Mapping[str, int]) -> None:
        """Count for the subjects with these names; of those that are kept it is known that they have violations."""
        self._names, self._kept = names, kept
        self._organisation, self._told = "", set[tuple[str, str, str, Phrase]]()
        self.counts = Counter[str]()
        self.first: list[Finding] = []
        self.warnings = 0

    def add(self, subject: Subject, outcome: Outcome) -> None:
        if subject.organisation != self._organisation:
            self._organisation, self._told = subject.organisation, set()
        if outcome.violations:
            self.counts[subject.name] += outcome.violations
        self.warnings += outcome.warnings
        self._show(outcome.first)
        for finding in outcome.shared:
            if finding.document not in self._kept and finding.telling not in self._told:
                self._told.add(finding.telling)
                self._add_shared(subject, finding)

    def _add_shared(self, subject: Subject, finding: Finding) -> None:
        if finding.severity is Severity.WARNING:
            self.warnings += 1
            return
        self.counts[finding.document if finding.document in self._names else subject.name] += 1
        self._show((finding,))

    def _show(self, findings: Iterable[Finding]) -> None:
        self.first = [*self.first, *findings][:SHOWN]


@contextmanager
def _mapping(due: list[Subject], jobs: int) -> Iterator[Iterator[Outcome]]:
    """What the shapes find in each, in the same order; in processes where starting them is worth it."""
    workers = min(jobs, len(due))
    if workers < 2 or sum(subject.size for subject in due) < _FEW_BYTES:
        yield map(outcome_of, due)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=die_with_parent) as pool:
        try:
            yield pool.map(outcome_of, due)
        except BrokenProcessPool as error:
            raise ReleaseError(_KILLED, why=str(error)) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _subjects(dataset: Dataset, manifest: Manifest) -> Iterator[Subject]:
    """Every body, each followed by its documents."""
    for organisation, documents in documents_by_body(dataset, manifest).items():
        files, digests = BodyFiles(organisation), manifest.bodies[organisation].files
        around = f"{digests[files.body]} {digests[files.provenance]}"
        make = partial(Subject, dataset.root, manifest.base)
        yield make(organisation, around, _digest(manifest.base, digests[files.body]))
        body = BodyGraph(manifest.base, dataset.read(files.body))
        provenance = _Provenance(dataset.read(files.provenance))
        for document in documents:
            of_document, own = manifest.documents[document.path].files, DocumentFiles(document)
            parts = (of_document[own.facts], of_document[own.texts])
            seen = (body.seen_digest(document.path), provenance.seen_digest(document.path))
            yield make(document.path, around, _digest(manifest.base, *parts, *seen))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join((shapes.digest(), *parts)).encode()).hexdigest()


class _Provenance:
    """The provenance of a body as its documents see it: runs and corrections of their own, and what names none."""

    def __init__(self, content: bytes) -> None:
        """Take N-Quads apart by the documents that their subjects name."""
        by_subject: dict[bytes, list[bytes]] = {}
        for line in content.splitlines(keepends=True):
            by_subject.setdefault(line.partition(b" ")[0], []).append(line)
        self._common = hashlib.sha256()
        self._by_document: dict[str, list[bytes]] = {}
        for lines in by_subject.values():
            text = b"".join(lines)
            documents = set(_IN_LINE.findall(text))
            if not documents:
                self._common.update(text)
            for document in documents:
                self._by_document.setdefault(document.decode(), []).append(text)

    def seen_digest(self, document: str) -> str:
        """The SHA-256 of what a document sees of it."""
        seen = self._common.copy()
        for text in self._by_document.get(document, ()):
            seen.update(text)
        return seen.hexdigest()


@lru_cache(maxsize=1)  # the documents of a body come one after the other
def _surroundings(dataset: Path, base: str, organisation: str, _digest_of_files: str) -> Surroundings:
    files = BodyFiles(organisation)
    quads = chain.from_iterable(_quads(dataset, file) for file in (files.body, files.provenance))
    return Surroundings.of(base, quads)


def _quads(dataset: Path, file: str) -> Iterator[Quad]:
    try:
        yield from parse(Dataset(dataset).read(file), format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise PublishRefusedError(_NO_QUADS, path=dataset / file, why=str(error)) from error


_KILLED: Final = Phrase(
    "een proces dat vormen controleert is beëindigd ({why}); is er genoeg geheugen?",
    "a process that checks shapes was killed ({why}); is there enough memory?",
)
_NO_QUADS: Final = Phrase(
    "{path}: bevat geen N-Quads ({why}); maak de dataset opnieuw met `doelgraaf ingest`",
    "{path}: holds no N-Quads ({why}); make the dataset again with `doelgraaf ingest`",
)
