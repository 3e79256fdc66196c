"""A run of ingest: pages in, a dataset out. What is not offered again stays as it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from ingest.cache import RecordCache
from ingest.issues import PageIssue, message
from ingest.link.body import BodyInput, Linked, body_statements, document_statements, graphs, link, summary
from ingest.link.labels import document_title
from ingest.link.people import Entry, read_ledger
from ingest.link.state import Capture, DocumentState, Replaced, settle
from ingest.origin import ListedBody, ListedDocument
from ingest.pages import InputError, PageFile, find_pages
from ingest.read.page import READER_VERSION
from ingest.reading import DEFAULT_FAMILY, Offered, plain_address, read_files, record_issues
from ingest.sources import Source, builtin_sources, operator_sources
from ontology.dataset import MANIFEST, UNPLACED, BodyEntry, BodyFiles, Dataset, DocumentEntry, DocumentFiles, Manifest
from ontology.iri import DocumentKey, graph
from ontology.organisations import organisations


class Summary(msgspec.Struct, frozen=True, rename="camel"):
    """What a run did: files read, issues by code, and what the dataset holds now per document."""

    files: int
    issues: tuple[PageIssue, ...]
    documents: dict[str, DocumentEntry]


class Run(msgspec.Struct, frozen=True):
    """All that a run is given: files and folders of pages, the dataset, its base IRI, and how many processes read."""

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
    given = _Given(
        dataset=dataset,
        base=run.base,
        previous=previous,
        cache=RecordCache(run.out / ".cache" / "records"),
        sources=_sources(run.inputs),
        bodies={found.listed.organisation: found.listed for found in files if found.listed},
        documents={key: value for found in files if found.listed for key, value in _listed(found.listed)},
    )
    placed, unplaced = _read(files, given, run.jobs, progress)
    bodies = dict(previous.bodies) if previous else {}
    documents = dict(previous.documents) if previous else {}
    issues = list(unplaced)
    for code, offered in sorted(placed.items()):
        written = _write_body(
            _Body(given, code, _by_document(offered), {found.gone for found in offered if found.gone})
        )
        bodies[code] = written.entry
        documents = {
            path: old for path, old in documents.items() if not path.startswith(f"{code}/")
        } | written.documents
        issues += written.issues
    digest = dataset.write_lines(UNPLACED, [_issue_line(issue) for issue in unplaced])
    manifest = Manifest(run.base, bodies, documents, {UNPLACED: digest}, READER_VERSION)
    dataset.write_manifest(manifest)
    dataset.sweep(manifest)
    return Summary(len(files), tuple(sorted(issues, key=_by_place)), documents)


class _Given(msgspec.Struct, frozen=True):
    """All that a run knows before it links: what was there, and what the operator says of bodies and documents."""

    dataset: Dataset
    base: str
    previous: Manifest | None
    cache: RecordCache
    sources: Mapping[str, Source]
    bodies: dict[str, ListedBody]
    documents: dict[DocumentKey, ListedDocument]

    def before(self, path: str) -> DocumentEntry | None:
        """A document in the dataset as it was."""
        return self.previous.documents.get(path) if self.previous else None


class _Body(msgspec.Struct, frozen=True):
    """One body of a run: the pages offered of it by document, and the addresses that are gone."""

    given: _Given
    code: str
    offered: dict[str, list[Offered]]
    gone: set[str]

    @property
    def earlier(self) -> BodyEntry | None:
        """The body in the dataset as it was."""
        return self.given.previous.bodies.get(self.code) if self.given.previous else None

    @property
    def name(self) -> str:
        """What the body is called: by the register, else by the operator, else as before, else by its code."""
        known = organisations().get(self.code)
        if known is not None:
            return known.name
        listed = self.given.bodies.get(self.code)
        return (listed.name if listed else None) or (self.earlier.name if self.earlier else self.code)

    @property
    def family(self) -> str:
        """Its portal family."""
        listed = self.given.bodies.get(self.code)
        if listed is not None:
            return listed.family
        return self.earlier.family if self.earlier and self.earlier.family else DEFAULT_FAMILY

    @property
    def paths(self) -> list[str]:
        """Its documents: those that were there, and those of which pages are offered."""
        earlier = self.given.previous.documents if self.given.previous else {}
        return sorted({path for path in earlier if path.startswith(f"{self.code}/")} | set(self.offered))


class _Written(msgspec.Struct, frozen=True):
    """What writing a body gave: its entries in the manifest, and the issues of its pages."""

    entry: BodyEntry
    documents: dict[str, DocumentEntry]
    issues: list[PageIssue]


class _Settled(msgspec.Struct, frozen=True):
    """A document as it stands, with the issues of its pages."""

    state: DocumentState
    issues: tuple[PageIssue, ...]


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


def _read(
    files: Sequence[PageFile], given: _Given, jobs: int, progress: Callable[[int, int], None]
) -> tuple[dict[str, list[Offered]], list[PageIssue]]:
    """Read all files: what belongs to a body, by body, and the issues of what belongs to none."""
    placed: dict[str, list[Offered]] = {}
    gone: list[Offered] = []
    issues: list[PageIssue] = []
    every_body = list(given.previous.bodies) if given.previous else []
    for done, found in enumerate(read_files(files, given.sources, given.cache, jobs), start=1):
        gone += [found] if found.gone else []
        for code in [found.organisation] if found.organisation else every_body if found.gone else []:
            placed.setdefault(code, []).append(found)
        issues += found.issues
        progress(done, len(files))
    return placed, issues + _unknown_addresses(given, placed, gone)


def _unknown_addresses(
    given: _Given, placed: Mapping[str, Sequence[Offered]], gone: Sequence[Offered]
) -> list[PageIssue]:
    """The pages that are said to be gone and that neither the dataset nor this input has."""
    if not gone:
        return []
    known = {found.address for offered in placed.values() for found in offered if found.key}
    known |= {address for code in placed for address in _addresses(given, code)}
    known |= {address for entry in (given.previous.bodies.values() if given.previous else ()) for address in entry.gone}
    return [
        PageIssue(found.name, "gone-unknown", values={"address": found.gone or ""})
        for found in gone
        if found.gone not in known
    ]


def _addresses(given: _Given, code: str) -> set[str | None]:
    """The addresses of all pages of a body in the dataset as it was."""
    documents = given.previous.documents if given.previous else {}
    paths = [path for path in documents if path.startswith(f"{code}/")]
    lines = (line for path in paths for line in given.dataset.lines(DocumentFiles(DocumentKey.parse(path)).records))
    return {plain_address(msgspec.json.decode(line, type=Capture).record.page.source) for line in lines}


def _by_document(offered: Iterable[Offered]) -> dict[str, list[Offered]]:
    found: dict[str, list[Offered]] = {}
    for one in offered:
        if one.document is not None:
            found.setdefault(one.document, []).append(one)
    return found


def _listed(body: ListedBody) -> Iterator[tuple[DocumentKey, ListedDocument]]:
    for listed in body.documents:
        yield DocumentKey(body.organisation, listed.kind, listed.year, listed.sequence), listed


def _write_body(body: _Body) -> _Written:
    """Link one body and write its files, document by document."""
    dataset, base, source = body.given.dataset, body.given.base, _source(body)
    settled = [found for path in body.paths if (found := _settle(body, path)) is not None]
    files = BodyFiles(body.code)
    states = tuple(found.state for found in settled)
    linked = link(BodyInput(base, body.code, body.name, source, states, _ledger(dataset, files)))
    shared: dict[str, list[str]] = {}
    _share(shared, graphs(linked, body_statements(linked)))
    documents = {found.state.document.path: _write_document(body, found, linked, shared) for found in settled}
    written = {
        files.body: dataset.write_lines(files.body, sorted(shared.get(graph(base, "body", body.code), ()))),
        files.provenance: dataset.write_lines(files.provenance, sorted(shared.get(graph(base, "provenance"), ()))),
        files.ledger: dataset.write_lines(files.ledger, [entry.line for entry in linked.ledger]),
    }
    identifiers = tuple(entry.identifier for entry in linked.ledger)
    entry = BodyEntry(body.name, source.may_shrink, identifiers, written, body.family, _gone(body))
    return _Written(entry, documents, [issue for found in settled for issue in found.issues])


def _gone(body: _Body) -> tuple[str, ...]:
    """The addresses of pages of a body that were there once, so that they may be said to be gone again."""
    before = body.earlier.gone if body.earlier else ()
    if not body.gone:
        return before
    known = _addresses(body.given, body.code) | {found.address for part in body.offered.values() for found in part}
    return tuple(sorted({*before, *(address for address in body.gone if address in known)}))


def _share(shared: dict[str, list[str]], made: Mapping[str, Sequence[str]]) -> None:
    """Keep the lines of the graphs that all documents of a body have part in."""
    for graph_iri, lines in made.items():
        shared.setdefault(graph_iri, []).extend(lines)


def _source(body: _Body) -> Source:
    source = body.given.sources.get(body.family)
    if source is None:
        raise InputError(
            f"{body.code}: its portal family {body.family!r} is not described; "
            f"put the sources/*.yml of the earlier input beside these pages"
        )
    return source


def _ledger(dataset: Dataset, files: BodyFiles) -> tuple[Entry, ...]:
    path = dataset.root / files.ledger
    return read_ledger(path.read_text("utf-8").splitlines()) if path.is_file() else ()


def _settle(body: _Body, path: str) -> _Settled | None:
    """The state of a document: what was there, what was offered, what was taken away; None where nothing is left."""
    document = DocumentKey.parse(path)
    load = body.given.cache.load
    new = [Capture(found.name, load(found.key)) for found in body.offered.get(path, ()) if found.key]
    stated = body.given.documents.get(document)
    whole = stated is not None and stated.complete and bool(new)
    old = [] if whole else _old_captures(body, document)
    captures = [capture for capture in (*old, *new) if plain_address(capture.record.page.source) not in body.gone]
    if not captures:
        return None
    listed = stated or _listed_before(body.given.before(path), document)
    state, rivals = settle(document, captures, _old_replaced(body.given.before(path)), listed)
    own = (issue for capture in state.captures for issue in record_issues(capture.path, capture.record))
    return _Settled(state, tuple(sorted((*rivals, *own), key=_by_place)))


def _old_captures(body: _Body, document: DocumentKey) -> list[Capture]:
    if body.given.before(document.path) is None:
        return []
    lines = body.given.dataset.lines(DocumentFiles(document).records)
    return [msgspec.json.decode(line, type=Capture) for line in lines]


def _old_replaced(entry: DocumentEntry | None) -> list[Replaced]:
    found = entry.superseded if entry else ()
    return [Replaced(old.page, old.digest, old.edition, old.exported_at, old.by) for old in found]


def _listed_before(entry: DocumentEntry | None, document: DocumentKey) -> ListedDocument | None:
    """What the operator said of a document in an earlier run."""
    if entry is None or (entry.coverage.goals_expected is None and entry.coverage.declared_complete is None):
        return None
    expected, complete = entry.coverage.goals_expected, entry.coverage.declared_complete
    return ListedDocument(document.kind, document.year, document.sequence, expected, complete)


def _write_document(body: _Body, settled: _Settled, linked: Linked, shared: dict[str, list[str]]) -> DocumentEntry:
    state, base = settled.state, body.given.base
    files, path = DocumentFiles(state.document), state.document.path
    write = body.given.dataset.write_lines
    made = dict(graphs(linked, document_statements(linked, state)))
    written = {
        files.records: write(files.records, [msgspec.json.encode(capture).decode() for capture in state.captures]),
        files.facts: write(files.facts, made.pop(graph(base, "doc", path), ())),
        files.texts: write(files.texts, made.pop(graph(base, "text", path), ())),
        files.issues: write(files.issues, [_issue_line(issue) for issue in settled.issues]),
    }
    _share(shared, made)
    told = summary(linked, state)
    return DocumentEntry(
        title=document_title(state.document),
        edition=told.edition,
        coverage=told.coverage,
        references=told.references,
        issues=dict(sorted(Counter(issue.code for issue in settled.issues).items())),
        versions=told.versions,
        superseded=told.superseded,
        files=written,
    )


def _by_place(issue: PageIssue) -> tuple[str, int, str]:
    return issue.path, issue.start or 0, issue.code


def _issue_line(issue: PageIssue) -> str:
    fields = msgspec.to_builtins(issue) | {"message": message(issue.code, **issue.values)}
    return msgspec.json.encode(fields).decode()
