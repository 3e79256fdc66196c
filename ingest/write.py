"""A run of ingest: pages in, a dataset out. What is not offered again stays as it was.

Of the input one page at a time is in memory, of the bodies one.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Final

import msgspec

from ingest.assumed import assuming
from ingest.bodies import Body, Written, write_body
from ingest.cache import LinkCache, RecordCache
from ingest.corrections import CORRECTIONS, Correction
from ingest.fates import Fates
from ingest.held import addresses
from ingest.issues import PageIssue, by_place, issue_line
from ingest.origin import ListedBody, ListedDocument
from ingest.pages import InputError, PageFile, count_files, find_pages, read_corrections
from ingest.read.page import READER_VERSION
from ingest.read.record import Record
from ingest.reading import DEFAULT_FAMILY, PARALLEL_FROM, Offered, read_files
from ingest.revision import withdrawals, withdrawn_entry
from ingest.routes import Followed, issues_of, route
from ingest.sources import Source, alike, builtin_sources, operator_sources
from ingest.spool import Spool, spooled
from ingest.spots import PagesNamed
from ingest.withdrawal import says
from ingest.workers import Crew, crew
from ontology.dataset import MANIFEST, UNPLACED, BodyEntry, Dataset, DocumentEntry, Manifest
from ontology.iri import DocumentKey
from ontology.language import Phrase
from ontology.organisations import organisations

OTHER_BASE: Final = Phrase(
    "{out}: deze dataset heeft basis {known} en niet {base}; geef die basis, of een andere map met --out",
    "{out}: this dataset has the base {known}, not {base}; give that base or another --out",
)
NO_CORRECTIONS: Final = Phrase(
    "{code}: de pagina's werden gecorrigeerd ({count}), en deze invoer heeft geen {file}; zet dat van de vorige invoer "
    "bij deze pagina's, of een leeg bestand om alle correcties weg te nemen",
    "{code}: its pages were corrected ({count}), and this input has no {file}; put the one of the earlier input beside "
    "these pages, or an empty one to take all corrections away",
)
LOST_FAMILY: Final = Phrase(
    "{code}: de portaalfamilie {family} van de vorige invoer is hier niet beschreven; zet de sources/*.yml daarvan bij "
    "deze pagina's",
    "{code}: its portal family {family}, of the earlier input, is not described here; put the sources/*.yml of that "
    "beside these pages",
)
NO_FAMILY: Final = Phrase(
    "{code}: bodies.yml noemt de portaalfamilie {family}, die niet beschreven is; kies uit {known}, of beschrijf haar "
    "in sources/*.yml",
    "{code}: bodies.yml names the portal family {family}, which is not described; choose from {known}, or describe it "
    "in sources/*.yml",
)
Watcher = Callable[[int, int], None]
"""Told how much is done, of how much."""


class Summary(msgspec.Struct, frozen=True, rename="camel"):
    """What a run did: files read, issues of all pages that it looked at, and what the dataset holds per document.

    `unplaced` are those of the issues that are of pages of no document, or of corrections; `fates` tells what became of
    every file.
    """

    files: int
    issues: tuple[PageIssue, ...]
    documents: dict[str, DocumentEntry]
    unplaced: tuple[PageIssue, ...] = ()
    corrections: Followed = Followed()
    fates: Fates = Fates()


class Run(msgspec.Struct, frozen=True):
    """All that a run is given: files and folders of pages, the dataset, its base IRI, and how many processes work.

    `assumed` is whose the pages are that do not say it themselves, and of which document.
    """

    inputs: tuple[Path, ...]
    out: Path
    base: str
    jobs: int = 1
    assumed: ListedBody | None = None


def nobody(_done: int, _total: int) -> None:
    """A watcher of what nobody watches."""


def ingest(run: Run, reading: Watcher = nobody, linking: Watcher = nobody) -> Summary:
    """Read the input and bring the dataset up to date; the watchers are told of pages read and of bodies linked.

    Raises:
        InputError: the input is not there, its corrections can't be used or are missing, or the dataset has another
            base.
        SourceError: a source of the operator can't be used.
    """
    dataset = Dataset(run.out)
    given = _Given(
        dataset=dataset,
        base=run.base,
        previous=_previous(dataset, run.base),
        cache=run.out / ".cache",
        sources=_sources(run.inputs),
        corrections=read_corrections(run.inputs),
    )
    with tempfile.TemporaryDirectory(prefix="doelgraaf-") as folder, crew(run.jobs) as workers:
        spool = Spool(Path(folder))
        unlisted: list[PageIssue] = []
        pages = assuming(find_pages(run.inputs, unlisted.append), run.assumed, given.sources)
        told = _read(pages, given, spool, workers, _expecting(reading, count_files(run.inputs)))
        written = _write_bodies(given, spool, told, workers, linking)
    unfit = issues_of(given.corrections or (), (outcome for body in written for outcome in body.outcomes))
    unplaced = (*told.issues, *unlisted, *unfit)
    digest = dataset.write_lines(UNPLACED, [issue_line(issue) for issue in unplaced])
    manifest = Manifest(run.base, *_entries(given.previous, written), {UNPLACED: digest}, READER_VERSION)
    dataset.write_manifest(manifest)
    dataset.sweep(manifest)
    _forget(given)
    issues = sorted((*unplaced, *(issue for body in written for issue in body.issues)), key=by_place)
    followed = Followed(len(given.corrections or ()) - len(unfit), len(unfit))
    fates = reduce(Fates.joined, (body.fates for body in written), told.fates)
    return Summary(told.files, tuple(issues), manifest.documents, unplaced, followed, fates)


class _Given(msgspec.Struct, frozen=True):
    """All that a run knows before it reads: what was there, what the families of portals are, and the corrections.

    `corrections` is None where the input has no file of them.
    """

    dataset: Dataset
    base: str
    previous: Manifest | None
    cache: Path
    sources: Mapping[str, Source]
    corrections: tuple[Correction, ...] | None

    @property
    def records(self) -> RecordCache:
        """The records of pages that were read before."""
        return RecordCache(self.cache / "records")

    @property
    def bodies(self) -> Mapping[str, BodyEntry]:
        """The bodies in the dataset as it was."""
        return self.previous.bodies if self.previous else {}

    @property
    def documents(self) -> Mapping[str, DocumentEntry]:
        """The documents in the dataset as it was."""
        return self.previous.documents if self.previous else {}

    def documents_of(self, code: str) -> dict[str, DocumentEntry]:
        """The documents of one body in the dataset as it was."""
        return {path: entry for path, entry in self.documents.items() if path.startswith(f"{code}/")}


class _Told(msgspec.Struct, frozen=True):
    """What reading told: issues and fates of what belongs to no body, and what the operator says of the rest."""

    files: int
    fates: Fates
    issues: tuple[PageIssue, ...]
    bodies: Mapping[str, ListedBody]
    documents: Mapping[str, dict[str, ListedDocument]]


def _previous(dataset: Dataset, base: str) -> Manifest | None:
    if not (dataset.root / MANIFEST).exists():
        return None
    manifest = dataset.manifest()
    if manifest.base != base:
        raise InputError(OTHER_BASE, out=dataset.root, known=manifest.base, base=base)
    return manifest


def _sources(inputs: Iterable[Path]) -> Mapping[str, Source]:
    sources = dict(builtin_sources())
    for given in inputs:
        root = given if given.is_dir() else given.parent
        sources |= operator_sources(root / "sources")
    return sources


def _expecting(watcher: Watcher, total: int) -> Watcher:
    """A watcher of so many files; archives among them may hold more, and then what was read is all that is known."""
    return lambda done, _: watcher(done, max(done, total))


def _read(files: Iterable[PageFile], given: _Given, spool: Spool, workers: Crew, progress: Watcher) -> _Told:
    """Read all files: what belongs to a body is spooled for it, the rest has only issues."""
    lists: dict[int, ListedBody] = {}
    gone: list[Offered] = []
    issues: list[PageIssue] = []
    done, fates = 0, Counter[str]()
    for found in read_files(_noting(files, lists), given.sources, given.records, workers, given.corrections or ()):
        done += 1
        fates.update(_fate(found))
        gone += [found] if found.gone else []
        for code in [found.organisation] if found.organisation else given.bodies if found.gone else ():
            spool.add(code, found)
        issues += _without_withdrawn(given, found)
        progress(done, 0)
    spool.flush()
    documents: dict[str, dict[str, ListedDocument]] = {}
    for body in lists.values():
        documents.setdefault(body.organisation, {}).update(_listed(body))
    bodies = {body.organisation: body for body in lists.values()}
    return _Told(done, Fates(**fates), (*issues, *_unknown_addresses(given, spool, gone)), bodies, documents)


def _fate(found: Offered) -> tuple[str, ...]:
    """What became of a file that is no page of a document; nothing for one that is, of which its body tells."""
    if found.document is not None:
        return ()
    return ("gone" if found.gone else "refused" if found.key is None else "loose",)


def _without_withdrawn(given: _Given, found: Offered) -> tuple[PageIssue, ...]:
    """The issues of a file; those of a page of no document without the words that are withdrawn anywhere."""
    taken = withdrawals(given.corrections or ())
    if found.key is None or found.document is not None or not taken:
        return found.issues
    if _is_withdrawn(given.records.load(found.key), given.corrections or ()):
        given.records.drop(found.key)
        return tuple(msgspec.structs.replace(issue, excerpt=None) for issue in found.issues)
    return found.issues


def _is_withdrawn(record: Record, corrections: Iterable[Correction]) -> bool:
    """Whether something of a record was withdrawn: the page, or words that it has."""
    whole = any(entry.words is None for _, entry in withdrawals(PagesNamed(corrections).of(record)))
    return whole or any(says(record, entry.words) for _, entry in withdrawals(corrections) if entry.words is not None)


def _forget(given: _Given) -> None:
    """Take out of the cache what is withdrawn for the first time; what is read again is forgotten by its body."""
    corrections = given.corrections or ()
    earlier = {digest for body in given.bodies.values() for digest in body.withdrawn}
    if any(withdrawn_entry(one) not in earlier for one, _ in withdrawals(corrections)):
        given.records.drop_where(lambda record: _is_withdrawn(record, corrections))


def _noting(files: Iterable[PageFile], lists: dict[int, ListedBody]) -> Iterator[PageFile]:
    """The files as they are, while the lists that speak of them are kept, the last one last."""
    latest: ListedBody | None = None
    for file in files:
        if file.listed is not None and file.listed is not latest:
            latest = file.listed
            lists.pop(id(latest), None)
            lists[id(latest)] = latest
        yield file


def _listed(body: ListedBody) -> Iterator[tuple[str, ListedDocument]]:
    for listed in body.documents:
        yield DocumentKey(body.organisation, listed.kind, listed.year, listed.sequence).path, listed


def _unknown_addresses(given: _Given, spool: Spool, gone: Iterable[Offered]) -> list[PageIssue]:
    """The pages that are said to be gone and that neither the dataset nor this input has."""
    missing = {found.gone for found in gone}
    if not missing:
        return []
    for entry in given.bodies.values():
        missing.difference_update(entry.gone)
    for code in spool.pages:
        missing.difference_update(found.address for found in spooled(spool.path(code)) if found.key)
        for path in given.documents_of(code):
            missing -= addresses(given.dataset, (path,))
    return [
        PageIssue(found.name, "gone-unknown", values={"address": found.gone or ""})
        for found in gone
        if found.gone in missing
    ]


def _write_bodies(given: _Given, spool: Spool, told: _Told, workers: Crew, progress: Watcher) -> list[Written]:
    """Link and write the bodies of which something is offered or corrected, several at a time with processes for it."""
    routes = route(given.corrections or (), spool, given.dataset, given.previous)
    for code in routes:
        spool.open(code)
    tasks = (_body(given, spool, told, code, routes.get(code, ())) for code in sorted(spool.pages))
    least = 2 if sum(spool.pages.values()) >= PARALLEL_FROM else len(spool.pages) + 1
    written = []
    for body in workers.work(write_body, tasks, 1, least):
        written.append(body)
        progress(len(written), len(spool.pages))
    return written


def _body(given: _Given, spool: Spool, told: _Told, code: str, corrections: tuple[Correction, ...]) -> Body:
    """All that a body is made from.

    Raises:
        InputError: its portal family is not described, or the corrections that it was made with are not there.
    """
    listed, earlier = told.bodies.get(code), given.bodies.get(code)
    if given.corrections is None and earlier is not None and earlier.corrections:
        raise InputError(NO_CORRECTIONS, code=code, count=earlier.corrections, file=CORRECTIONS)
    return Body(
        dataset=given.dataset,
        records=given.records,
        links=LinkCache(given.cache / "links"),
        base=given.base,
        code=code,
        name=_name(code, listed, earlier),
        source=_source(given, code, listed, earlier),
        offered=spool.path(code),
        stated=told.documents.get(code, {}),
        earlier=earlier,
        documents=given.documents_of(code),
        corrections=corrections,
    )


def _name(code: str, listed: ListedBody | None, earlier: BodyEntry | None) -> str:
    """What a body is called: by the register, else by the operator, else as before, else by its code."""
    known = organisations().get(code)
    if known is not None:
        return known.name
    return (listed.name if listed else None) or (earlier.name if earlier else code)


def _source(given: _Given, code: str, listed: ListedBody | None, earlier: BodyEntry | None) -> Source:
    """The portal family of a body: by the operator, else as before.

    Raises:
        InputError: that family is not described.
    """
    stated = listed.family if listed else None
    family = stated or (earlier.family if earlier else None) or DEFAULT_FAMILY
    source = given.sources.get(family)
    if source is None:
        phrase = NO_FAMILY if stated else LOST_FAMILY
        raise InputError(phrase, code=code, family=family, known=", ".join(alike(family, given.sources)))
    return source


def _entries(
    previous: Manifest | None, written: Iterable[Written]
) -> tuple[dict[str, BodyEntry], dict[str, DocumentEntry]]:
    """The bodies and documents of the dataset: those that were written, and what the others had."""
    bodies = {body.code: body for body in written}
    before = previous.bodies if previous else {}
    kept = {
        path: entry
        for path, entry in (previous.documents if previous else {}).items()
        if path.partition("/")[0] not in bodies
    }
    documents = kept | {path: entry for body in bodies.values() for path, entry in body.documents.items()}
    return dict(before) | {code: body.entry for code, body in bodies.items()}, documents
