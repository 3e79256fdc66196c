"""A run of ingest: pages in, a dataset out. What is not offered again stays as it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from ingest.cache import RecordCache
from ingest.issues import PageIssue, message
from ingest.link.body import BodyGraphs, BodyInput, DocumentSummary, link
from ingest.link.labels import document_title
from ingest.link.people import Entry, read_ledger
from ingest.link.state import Capture, DocumentState, Replaced, document_key, settle
from ingest.origin import ListedBody, ListedDocument, origin
from ingest.pages import InputError, PageFile, find_pages
from ingest.read.page import READER_VERSION
from ingest.read.record import Record
from ingest.read.text import UnreadableError
from ingest.sources import Source, builtin_sources, operator_sources
from ontology.dataset import MANIFEST, UNPLACED, BodyEntry, BodyFiles, Dataset, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph
from ontology.organisations import organisations

DEFAULT_FAMILY: Final = "zwolle"
GONE: Final = frozenset({404, 410})
PARALLEL_FROM: Final = 200  # starting processes costs more than reading fewer pages
HTML: Final = (b"<!doctype html", b"<html")


class Offered(msgspec.Struct, frozen=True):
    """What became of one file: the key of its record in the cache and the document it belongs to, or only issues."""

    name: str
    key: str | None
    document: str | None
    issues: tuple[PageIssue, ...]
    gone: str | None = None


class Summary(msgspec.Struct, frozen=True, rename="camel"):
    """What a run did: files read, issues by code, and what the dataset holds now per document."""

    files: int
    issues: tuple[PageIssue, ...]
    documents: dict[str, DocumentEntry]


class Run(msgspec.Struct, frozen=True):
    """All that a run is given; `base` None keeps that of the dataset."""

    inputs: tuple[Path, ...]
    out: Path
    base: str
    jobs: int = 1


def ingest(run: Run, progress: Callable[[int, int], None]) -> Summary:
    """Read the input and bring the dataset up to date; `progress` is told how many of how many files were read.

    Raises:
        InputError: the input is not there, or the dataset has another base.
        SourceError: a source of the operator can't be used.
    """
    dataset = Dataset(run.out)
    previous = _previous(dataset, run.base)
    files = tuple(find_pages(run.inputs))
    sources = _sources(run.inputs)
    cache = RecordCache(run.out / ".cache" / "records")
    offered: list[Offered] = []
    for found in _read(files, sources, cache, run.jobs):
        offered.append(found)
        progress(len(offered), len(files))
    listed = {key: value for found in files if found.listed for key, value in _listed(found.listed).items()}
    names = {found.listed.organisation: found.listed for found in files if found.listed}
    bodies = dict(previous.bodies) if previous else {}
    documents = dict(previous.documents) if previous else {}
    issues = [issue for found in offered if found.document is None for issue in found.issues]
    touched = {found.document.split("/")[0] for found in offered if found.document} | (
        set(bodies) if any(o.gone for o in offered) else set()
    )
    for code in sorted(touched):
        body = _Body(dataset, run.base, code, names.get(code), listed, previous, cache, sources)
        entry, entries, found_issues = _write_body(body, offered)
        bodies[code] = entry
        documents = {path: old for path, old in documents.items() if not path.startswith(f"{code}/")} | entries
        issues += found_issues
    unplaced = dataset.write_lines(
        UNPLACED, [_issue_line(issue) for found in offered if found.document is None for issue in found.issues]
    )
    dataset.write_manifest(
        Manifest(base=run.base, bodies=bodies, documents=documents, files={UNPLACED: unplaced}, reader=READER_VERSION)
    )
    return Summary(
        len(files), tuple(sorted(issues, key=lambda issue: (issue.path, issue.start or 0, issue.code))), documents
    )


class _Body(msgspec.Struct, frozen=True):
    """One body of a run: where it is written, what the operator says of it, and what was there before."""

    dataset: Dataset
    base: str
    code: str
    listed: ListedBody | None
    documents: dict[DocumentKey, ListedDocument]
    previous: Manifest | None
    cache: RecordCache
    sources: Mapping[str, Source]

    @property
    def earlier(self) -> BodyEntry | None:
        """The body in the dataset as it was."""
        return self.previous.bodies.get(self.code) if self.previous else None

    @property
    def name(self) -> str:
        """What the body is called: by the register, else by the operator, else as before, else by its code."""
        known = organisations().get(self.code)
        if known is not None:
            return known.name
        listed = self.listed.name if self.listed else None
        return listed or (self.earlier.name if self.earlier else self.code)

    @property
    def family(self) -> str:
        """Its portal family."""
        if self.listed is not None:
            return self.listed.family
        return self.earlier.family if self.earlier and self.earlier.family else DEFAULT_FAMILY


def _previous(dataset: Dataset, base: str) -> Manifest | None:
    if not (dataset.root / MANIFEST).exists():
        return None
    manifest = dataset.manifest()
    if manifest.base != base:
        raise InputError(
            f"{dataset.root}: this dataset has the base {manifest.base}, not {base}; give that base or another --out"
        )
    return manifest


def _sources(inputs: Iterable[Path]) -> Mapping[str, Source]:
    sources = dict(builtin_sources())
    for given in inputs:
        root = given if given.is_dir() else given.parent
        sources |= operator_sources(root / "sources")
    return sources


def _read(files: Sequence[PageFile], sources: Mapping[str, Source], cache: RecordCache, jobs: int) -> Iterator[Offered]:
    """Read all files in their order, in worker processes where there are many."""
    read = partial(read_file, sources=dict(sources), cache=cache)
    if jobs <= 1 or len(files) < PARALLEL_FROM:
        yield from map(read, files)
        return
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, files, chunksize=32)


def read_file(file: PageFile, sources: dict[str, Source], cache: RecordCache) -> Offered:
    """What one file of the input is: a page of a document, or only issues."""
    if file.issue is not None:
        return Offered(file.name, None, None, (file.issue,))
    if file.sidecar.status in GONE:
        return Offered(file.name, None, None, (), gone=file.sidecar.source)
    page_origin = origin(file.sidecar, file.listed)
    content = file.path.read_bytes()
    if content.lstrip()[:20].lower().startswith(HTML):
        return Offered(file.name, None, None, (PageIssue(file.name, "html"),))
    try:
        key, record = cache.read(content, page_origin, sources[page_origin.family or DEFAULT_FAMILY])
    except UnreadableError as error:
        return Offered(file.name, None, None, (PageIssue(file.name, error.code),))
    except KeyError:
        family = PageIssue(
            file.name, "bad-sidecar", values={"fault": f"bodies.yml: no source for family {page_origin.family!r}"}
        )
        return Offered(file.name, None, None, (family,))
    document = document_key(record)
    return Offered(file.name, key, document.path if document else None, record_issues(file.name, record))


def record_issues(name: str, record: Record) -> tuple[PageIssue, ...]:
    """The issues of a record, with the file and the words that each is about."""
    found = []
    for issue in record.issues:
        words = record.text[issue.start : issue.end] if issue.start is not None and issue.end is not None else None
        excerpt = words if words is None or len(words) <= 80 else f"{words[:79]}…"
        found.append(PageIssue(name, issue.code, issue.start, issue.end, excerpt))
    return tuple(found)


def _listed(body: ListedBody) -> dict[DocumentKey, ListedDocument]:
    return {DocumentKey(body.organisation, d.kind, d.year, d.sequence): d for d in body.documents}


def _write_body(body: _Body, offered: Sequence[Offered]) -> tuple[BodyEntry, dict[str, DocumentEntry], list[PageIssue]]:
    """Link one body and write its files; returns its entries in the manifest and the issues of its pages."""
    source = body.sources[body.family]
    states, issues = _states(body, offered)
    files = BodyFiles(body.code)
    ledger_path = body.dataset.root / files.ledger
    ledger: tuple[Entry, ...] = (
        read_ledger(ledger_path.read_text("utf-8").splitlines()) if ledger_path.is_file() else ()
    )
    made = link(BodyInput(body.base, body.code, body.name, source, states, ledger))
    written = {
        files.body: body.dataset.write_lines(files.body, made.graphs.get(graph(body.base, "body", body.code), ())),
        files.provenance: body.dataset.write_lines(
            files.provenance, made.graphs.get(graph(body.base, "provenance"), ())
        ),
        files.ledger: body.dataset.write_lines(files.ledger, [entry.line for entry in made.ledger]),
    }
    identifiers = tuple(entry.identifier for entry in made.ledger)
    entry = BodyEntry(body.name, source.may_shrink, identifiers, written, body.family)
    entries = {
        summary.document.path: _write_document(body, state, summary, made, issues)
        for state, summary in zip(states, made.documents, strict=True)
    }
    return entry, entries, issues


def _states(body: _Body, offered: Sequence[Offered]) -> tuple[tuple[DocumentState, ...], list[PageIssue]]:
    """The state of every document of a body: what was there, what was offered, and what was taken away."""
    gone = {found.gone for found in offered if found.gone}
    paths = {path for path in (body.previous.documents if body.previous else {}) if path.startswith(f"{body.code}/")}
    paths |= {found.document for found in offered if found.document and found.document.startswith(f"{body.code}/")}
    states, issues = [], []
    for path in sorted(paths):
        document = DocumentKey.parse(path)
        fresh = [found for found in offered if found.document == path and found.key]
        new = [Capture(found.name, body.cache.load(found.key)) for found in fresh if found.key]
        listed = body.documents.get(document) or _listed_before(body, document)
        whole = listed is not None and listed.complete and document in body.documents and bool(new)
        old = [] if whole else _old_captures(body, document)
        captures = [
            capture
            for capture in (*old, *new)
            if capture.record.page.source not in gone or capture.record.page.source is None
        ]
        if not captures:
            continue
        replaced = _old_replaced(body, document)
        state, rivals = settle(document, captures, replaced, listed)
        states.append(state)
        issues += [
            *rivals,
            *(issue for capture in state.captures for issue in record_issues(capture.path, capture.record)),
        ]
    return tuple(states), issues


def _old_captures(body: _Body, document: DocumentKey) -> list[Capture]:
    if body.previous is None or document.path not in body.previous.documents:
        return []
    return [msgspec.json.decode(line, type=Capture) for line in body.dataset.lines(DocumentFiles(document).records)]


def _old_replaced(body: _Body, document: DocumentKey) -> list[Replaced]:
    entry = body.previous.documents.get(document.path) if body.previous else None
    return (
        [Replaced(old.page, old.digest, old.edition, old.exported_at, old.by) for old in entry.superseded]
        if entry
        else []
    )


def _listed_before(body: _Body, document: DocumentKey) -> ListedDocument | None:
    """What the operator said of a document in an earlier run."""
    entry = body.previous.documents.get(document.path) if body.previous else None
    if entry is None or (entry.coverage.goals_expected is None and entry.coverage.declared_complete is None):
        return None
    expected, complete = entry.coverage.goals_expected, entry.coverage.declared_complete
    return ListedDocument(document.kind, document.year, document.sequence, expected, complete)


def _write_document(
    body: _Body, state: DocumentState, summary: DocumentSummary, made: BodyGraphs, issues: Sequence[PageIssue]
) -> DocumentEntry:
    files, path = DocumentFiles(state.document), state.document.path
    names = {capture.path for capture in state.captures}
    own = [issue for issue in issues if issue.path in names]
    write = body.dataset.write_lines
    written = {
        files.records: write(files.records, [msgspec.json.encode(capture).decode() for capture in state.captures]),
        files.facts: write(files.facts, made.graphs.get(graph(body.base, "doc", path), ())),
        files.texts: write(files.texts, made.graphs.get(graph(body.base, "text", path), ())),
        files.issues: write(files.issues, [_issue_line(issue) for issue in sorted(own)]),
    }
    return DocumentEntry(
        title=document_title(state.document),
        edition=summary.edition,
        coverage=summary.coverage,
        references=summary.references,
        issues=dict(sorted(Counter(issue.code for issue in own).items())),
        versions=summary.versions,
        superseded=summary.superseded,
        files=written,
    )


def _issue_line(issue: PageIssue) -> str:
    fields = msgspec.to_builtins(issue) | {"message": message(issue.code, **issue.values)}
    return msgspec.json.encode(fields).decode()
