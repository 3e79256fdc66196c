"""One body of a run: what was there and what is offered become its files in the dataset. Knows no other body.

What did not change is not made again: a body of which the same is offered as the last time, and a document whose
triples depend on nothing that changed.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from ingest.cache import Applied, LinkCache, Made, Meetings, RecordCache
from ingest.corrections import Correction
from ingest.fates import Fates, fates_of
from ingest.held import addresses, captures_of, listed_before, replaced_before
from ingest.identity_corrections import decisions, outcomes
from ingest.issues import PageIssue, by_place, issue_line
from ingest.link.body import BodyInput, Linked, body_statements, document_statements, graphs, link
from ingest.link.counts import count_issues
from ingest.link.inputs import common_inputs, document_inputs, software
from ingest.link.labels import document_title
from ingest.link.people import Entry, read_ledger
from ingest.link.place import all_described
from ingest.link.state import Capture, DocumentState, Now, page_name, settle
from ingest.link.summary import summary
from ingest.origin import ListedDocument
from ingest.reading import Offered, plain_address, record_issues
from ingest.revision import (
    Outcome,
    Sifted,
    revise,
    sift,
    version_path,
    withdrawals,
    withdrawn_addresses,
    withdrawn_entry,
    without_pages,
    without_people,
)
from ingest.sources import Source
from ingest.spool import spooled
from ingest.withdrawal import blocked
from ontology.dataset import BodyEntry, BodyFiles, Dataset, DocumentEntry, DocumentFiles, withdrawn_version
from ontology.iri import DocumentKey, graph


class Body(msgspec.Struct, frozen=True):
    """One body of a run, small enough to be given to a worker process.

    `offered` is the file of its pages (`ingest/spool.py`), `stated` what the operator says of documents, `corrections`
    those that may be about it, `earlier` and `documents` what the dataset has of it.
    """

    dataset: Dataset
    records: RecordCache
    links: LinkCache
    base: str
    code: str
    name: str
    source: Source
    offered: Path
    stated: dict[str, ListedDocument]
    earlier: BodyEntry | None
    documents: dict[str, DocumentEntry]
    corrections: tuple[Correction, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """What a body is now: its entries in the manifest, its issues, and what came of its corrections and its files."""

    code: str
    entry: BodyEntry
    documents: dict[str, DocumentEntry]
    issues: tuple[PageIssue, ...]
    outcomes: tuple[Outcome, ...] = ()
    fates: Fates = Fates()


class _Offer(msgspec.Struct, frozen=True):
    """The pages offered of a body by document, and the addresses that are gone."""

    pages: dict[str, list[Offered]]
    gone: frozenset[str]

    @property
    def addresses(self) -> set[str | None]:
        """The addresses of the pages."""
        return {found.address for part in self.pages.values() for found in part}

    @property
    def names(self) -> set[str]:
        """The names of the pages in the input."""
        return {found.name for part in self.pages.values() for found in part}


class _Settled(msgspec.Struct, frozen=True):
    """A document as it stands, with the issues of its pages, and its captures as they are kept."""

    state: DocumentState
    issues: tuple[PageIssue, ...]
    kept: tuple[Capture, ...]


class _Revision(msgspec.Struct, frozen=True):
    """The documents of a body as corrections leave them: what was taken out, and what came of each correction.

    `withdrawn` are the keys of records that have what was taken out. It is `lasting` where the same pages offered
    again would give the same issues, and not where one is about a capture that was there and is superseded now.
    """

    settled: tuple[_Settled, ...]
    sifted: Sifted
    outcomes: tuple[Outcome, ...]
    withdrawn: tuple[str, ...]
    fates: Fates
    lasting: bool


def write_body(body: Body) -> Written:
    """Bring the files of one body up to date, document by document."""
    offer, offered = _offer(body.offered), _digest(body)
    if body.earlier is not None and (before := _applied(body, offered, body.earlier)) is not None:
        _forget(body, before.withdrawn)
        issues = [issue for path in sorted(body.documents) for issue in _written_issues(body, path)]
        return Written(body.code, body.earlier, body.documents, tuple(issues), before.outcomes, before.fates)
    revision, known = _revise(body, offer), _known(body, offer)
    states = tuple(found.state for found in revision.settled)
    decided, misfits = decisions(body.corrections, states)
    given = BodyInput(body.base, body.code, body.name, body.source, states, _ledger(body), decided)
    meetings = Meetings(body.links)
    linked = link(given, body.links.profiles, meetings)
    meetings.keep()
    told = outcomes(decided, linked.decided.unmet)
    revision = msgspec.structs.replace(revision, outcomes=(*revision.outcomes, *misfits, *told))
    shared: dict[str, list[str]] = {}
    _share(shared, graphs(linked, body_statements(linked)))
    documents = dict(_write_documents(body, revision.settled, linked, shared))
    entry = _write_shared(body, linked, shared, revision, _gone(body, offer, revision.sifted, known))
    _forget(body, revision.withdrawn)
    result = _result(body, entry, documents)
    if revision.lasting:
        body.links.keep(body.code, Applied(offered, result, revision.outcomes, revision.withdrawn, revision.fates))
    else:
        body.links.drop(body.code)
    for path in body.documents.keys() - documents.keys():
        body.links.drop(path)
    issues = [issue for found in revision.settled for issue in found.issues]
    return Written(body.code, entry, documents, tuple(issues), revision.outcomes, revision.fates)


def _offer(path: Path) -> _Offer:
    pages: dict[str, list[Offered]] = {}
    gone: set[str] = set()
    for found in spooled(path):
        if found.document is not None:
            pages.setdefault(found.document, []).append(found)
        if found.gone:
            gone.add(found.gone)
    return _Offer(pages, frozenset(gone))


def _digest(body: Body) -> str:
    """The digest of all that a body is made from, but for what the dataset has of it."""
    found = hashlib.sha256(software().encode())
    for part in (body.base, body.name, body.source, body.stated, body.corrections):
        found.update(b"\0" + msgspec.json.encode(part))
    with body.offered.open("rb") as lines:
        for line in lines:
            found.update(line)
    return found.hexdigest()


def _applied(body: Body, offered: str, entry: BodyEntry) -> Applied | None:
    """What was done the last time, where the same was offered and the dataset still is what that made of it."""
    before = body.links.applied(body.code)
    if before is None or before.offered != offered or before.result != _result(body, entry, body.documents):
        return None
    parts = (entry.files, *(document.files for document in body.documents.values()))
    return before if all(_is_intact(body.dataset, files) for files in parts) else None


def _result(body: Body, entry: BodyEntry, documents: Mapping[str, DocumentEntry]) -> str:
    content = msgspec.json.encode((body.code, entry, documents), order="deterministic")
    return hashlib.sha256(content).hexdigest()


def _is_intact(dataset: Dataset, files: Mapping[str, str]) -> bool:
    """Whether files of a dataset are there and are what their digests say."""
    for path, digest in files.items():
        try:
            content = (dataset.root / path).read_bytes()
        except FileNotFoundError:
            return False
        if hashlib.sha256(content).hexdigest() != digest:
            return False
    return True


def _forget(body: Body, keys: Iterable[str]) -> None:
    """Take records out of the cache."""
    for key in keys:
        body.records.drop(key)


def _written_issues(body: Body, path: str) -> list[PageIssue]:
    if not body.documents[path].issues:
        return []
    lines = body.dataset.lines(DocumentFiles(DocumentKey.parse(path)).issues)
    return [msgspec.json.decode(line, type=PageIssue) for line in lines]


def _revise(body: Body, offer: _Offer) -> _Revision:
    """The documents of a body: what was there, what was offered, what was taken away, and what was corrected."""
    keys: dict[str, list[str]] = {}
    sifted = sift(_all_captures(body, offer, keys), body.corrections)
    withdrawn = tuple(sorted(key for digest in sifted.touched for key in keys.get(digest, ())))
    by_path: dict[str, list[Capture]] = {}
    away = []
    for one in sifted.told:
        if plain_address(one.kept.record.page.source) in offer.gone:
            away.append(one.kept.record.page.sha256)
        else:
            by_path.setdefault(one.path, []).append(one.identified)
    found = [_settle(body, path, captures, sifted, keys) for path, captures in sorted(by_path.items())]
    before = body.earlier.withdrawn if body.earlier else ()
    revised = revise([state for state, _ in found], sifted, body.corrections, before)
    settled = tuple(
        _with_issues(body, state, rivals, revised.kept[state.document.path])
        for state, (_, rivals) in zip(revised.states, found, strict=True)
    )
    lasting = {issue.path for _, rivals in found for issue in rivals} <= offer.names
    current = (capture for found in settled for capture in found.state.captures)
    fates = fates_of(keys, current, (*sifted.touched, *away))
    return _Revision(settled, sifted, revised.outcomes, withdrawn, fates, lasting)


def _all_captures(body: Body, offer: _Offer, keys: dict[str, list[str]]) -> Iterator[Capture]:
    """What is offered of a body and what was there; `keys` are filled with those of records, by digest of the page."""
    for path in sorted({*body.documents, *offer.pages}):
        names = set()
        for found in offer.pages.get(path, ()):
            if found.key:
                capture = Capture(found.name, body.records.load(found.key))
                keys.setdefault(capture.record.page.sha256, []).append(found.key)
                names.add(page_name(capture.record))
                yield capture
        before = captures_of(body.dataset, DocumentKey.parse(path)) if path in body.documents else ()
        is_whole = _is_whole(body, path) and bool(names)
        yield from (capture for capture in before if not is_whole or page_name(capture.record) in names)


def _is_whole(body: Body, path: str) -> bool:
    """Whether the operator says that the input has all pages of a document."""
    stated = body.stated.get(path)
    return stated is not None and bool(stated.complete)


def _settle(
    body: Body, path: str, captures: Sequence[Capture], sifted: Sifted, offered: Container[str]
) -> tuple[DocumentState, tuple[PageIssue, ...]]:
    """The state that the captures of a document leave, and the issues of pages that claim the same goal."""
    document, entry = DocumentKey.parse(path), body.documents.get(path)
    replaced = without_pages(replaced_before(entry), path, sifted, body.corrections)
    listed = body.stated.get(path) or listed_before(entry, document)
    return settle(document, captures, replaced, listed, Now(offered, _is_whole(body, path)))


def _with_issues(body: Body, state: DocumentState, rivals: Iterable[PageIssue], kept: tuple[Capture, ...]) -> _Settled:
    own = (issue for capture in state.captures for issue in record_issues(capture.path, capture.record))
    counted = count_issues(state, body.source)
    return _Settled(state, tuple(sorted((*rivals, *own, *counted), key=by_place)), kept)


def _write_documents(
    body: Body, settled: Iterable[_Settled], linked: Linked, shared: dict[str, list[str]]
) -> Iterator[tuple[str, DocumentEntry]]:
    common = common_inputs(linked)
    for found in settled:
        path, inputs = found.state.document.path, document_inputs(linked, found.state, common)
        if found.state.changes:
            inputs = hashlib.sha256(inputs.encode() + msgspec.json.encode(found.kept)).hexdigest()
        made = body.links.made(path)
        if made is None or made.inputs != inputs or not _is_intact(body.dataset, made.files):
            made = _make(body, found, linked, inputs)
            body.links.keep(path, made)
        _share(shared, made.shared)
        yield path, _entry(body, found, made)


def _entry(body: Body, settled: _Settled, made: Made) -> DocumentEntry:
    state, files = settled.state, DocumentFiles(settled.state.document)
    issues = {files.issues: body.dataset.write_lines(files.issues, [issue_line(issue) for issue in settled.issues])}
    return DocumentEntry(
        title=document_title(state.document),
        edition=made.summary.edition,
        coverage=made.summary.coverage,
        references=made.summary.references,
        issues=dict(sorted(Counter(issue.code for issue in settled.issues).items())),
        versions=made.summary.versions,
        superseded=made.summary.superseded,
        files=made.files | issues,
        suspect=made.summary.suspect,
        stale=made.summary.stale,
    )


def _make(body: Body, settled: _Settled, linked: Linked, inputs: str) -> Made:
    """Write the records of a document, as they were read, and its graphs, as they were corrected."""
    state = settled.state
    files, path = DocumentFiles(state.document), state.document.path
    write = body.dataset.write_lines
    lines = dict(graphs(linked, document_statements(linked, state)))
    written = {
        files.records: write(files.records, [msgspec.json.encode(capture).decode() for capture in settled.kept]),
        files.facts: write(files.facts, lines.pop(graph(body.base, "doc", path), ())),
        files.texts: write(files.texts, lines.pop(graph(body.base, "text", path), ())),
    }
    shared = {graph_iri: list(found) for graph_iri, found in lines.items()}
    return Made(inputs, summary(linked, state), written, shared)


def _write_shared(
    body: Body, linked: Linked, shared: Mapping[str, Sequence[str]], revision: _Revision, gone: tuple[str, ...]
) -> BodyEntry:
    """Write the files that all documents of a body have part in."""
    files, write = BodyFiles(body.code), body.dataset.write_lines
    written = {
        files.body: write(files.body, sorted(shared.get(graph(body.base, "body", body.code), ()))),
        files.provenance: write(files.provenance, sorted(shared.get(graph(body.base, "provenance"), ()))),
        files.ledger: write(files.ledger, [entry.line for entry in linked.ledger]),
    }
    identifiers = tuple(dict.fromkeys(entry.identifier for entry in linked.ledger))
    return BodyEntry(
        name=body.name,
        may_shrink=body.source.may_shrink,
        identifiers=identifiers,
        files=written,
        family=body.source.family,
        gone=gone,
        corrections=sum(outcome.is_followed for outcome in revision.outcomes),
        withdrawn=_withdrawn(body, revision),
    )


def _withdrawn(body: Body, revision: _Revision) -> tuple[str, ...]:
    """What stands for all that was ever withdrawn of a body, but for versions that a page describes again."""
    followed = {outcome.place for outcome in revision.outcomes if outcome.is_followed}
    entries = {withdrawn_entry(one) for one, _ in withdrawals(body.corrections) if one.place in followed}
    described = {
        withdrawn_version(found.state.document.path, version_path(version))
        for found in revision.settled
        for capture in found.state.captures
        for version in all_described(found.state.document, capture.record)
    }
    before = body.earlier.withdrawn if body.earlier else ()
    return tuple(sorted({*before, *entries, *revision.sifted.versions} - described))


def _share(shared: dict[str, list[str]], made: Mapping[str, Sequence[str]]) -> None:
    """Keep the lines of the graphs that all documents of a body have part in."""
    for graph_iri, lines in made.items():
        shared.setdefault(graph_iri, []).extend(lines)


def _known(body: Body, offer: _Offer) -> set[str | None]:
    """The addresses that a body has pages of before its files are written, where some are said to be gone."""
    return addresses(body.dataset, body.documents) | offer.addresses if offer.gone else set()


def _gone(body: Body, offer: _Offer, sifted: Sifted, known: set[str | None]) -> tuple[str, ...]:
    """The addresses of pages of a body that were there once, so that they may be said to be gone again."""
    before = body.earlier.gone if body.earlier else ()
    gone = {*before, *(address for address in offer.gone if address in known)} - withdrawn_addresses(body.corrections)
    words = [entry.words for _, entry in withdrawals(body.corrections) if entry.words is not None]
    return tuple(sorted(address for address in gone - sifted.addresses if blocked(address, words) == address))


def _ledger(body: Body) -> tuple[Entry, ...]:
    path = body.dataset.root / BodyFiles(body.code).ledger
    entries = read_ledger(path.read_text("utf-8").splitlines()) if path.is_file() else ()
    return without_people(entries, body.corrections)
