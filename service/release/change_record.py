"""Logs what the release that is served states otherwise than what was logged last. Serves and publishes nothing.

Only documents and bodies of which the files differ are read. What was logged last is known from the log itself, so that
a pruned release, a crash between a swap and its record, and going back to an earlier release lose nothing.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from pyoxigraph import NamedNode, Store

from ontology.dataset import BodyFiles, DocumentFiles
from ontology.iri import DocumentKey, parse
from service.release import store
from service.release.change_log import ChangeLog, Kind, LoggedPart, LogWriter, State, writing
from service.release.change_states import CORRECTION, states, subjects
from service.release.releases import ReleaseManifest, Releases

CURATED: Final = "curated"
"""The part of the graphs that people wrote, each of which is one thing."""


def record(releases: Releases) -> None:
    """Log the release that is served, if it was not the last that was logged; only for who holds the lock.

    Raises:
        NoReleaseError: the release can't be read.
        OSError: its store can't be read, or the disk is full or not writable.
        sqlite3.Error: the log can't be written.
    """
    manifest = releases.manifest(releases.current())
    if ChangeLog.of(releases.root).release() == manifest.id:
        return
    with writing(releases.root) as log:
        last = log.release
        log.begin(manifest.id, datetime.now(UTC).isoformat(timespec="seconds"))
        older = _opened(releases, last) if last else None
        recording = _Recording(
            log, log.parts(), manifest, store.open_read_only(releases.store(manifest.id)), older, last
        )
        for organisation, parts in recording.differing().items():
            recording.body(organisation, parts)
        recording.graphs()
        recording.curated()


def try_record(releases: Releases) -> OSError | sqlite3.Error | None:
    """The same for who has swapped a release in, which stays whatever comes of it: what went wrong, if anything did.

    What was not logged is logged with the next release.
    """
    try:
        record(releases)
    except (OSError, sqlite3.Error) as error:
        return error
    return None


def catch_up(releases: Releases) -> None:
    """Log the release that is served, unless somebody else is at work, who will."""
    with releases.try_lock() as held:
        if held:
            try_record(releases)


@dataclass(frozen=True, slots=True)
class _Recording:
    """The logging of one release; `older` is the store of the one that was logged last, where it is still there."""

    log: LogWriter
    known: Mapping[str, LoggedPart]
    manifest: ReleaseManifest
    store: Store
    older: Store | None
    last: str

    def differing(self) -> dict[str, list[str]]:
        """The documents and bodies of which the files differ from those that were logged, by body."""
        found: dict[str, list[str]] = {}
        documents = {*self.manifest.dataset.documents, *self.manifest.dataset.bodies, *self.known} - {CURATED}
        for part in sorted(documents):
            if self._now(part) != self.known.get(part):
                found.setdefault(part.partition("/")[0], []).append(part)
        return found

    def body(self, organisation: str, parts: Sequence[str]) -> None:
        """Log what differs in some documents of a body, and in what it says itself."""
        before: dict[str, State] = {}
        after: dict[str, State] = {}
        missed: set[str] = set()
        for part in parts:
            had, has = self.log.states(part), self._has(part)
            before |= had
            after |= has
            self.log.keep(part, self._now(part), had.keys() - has.keys(), has.values())
            missed |= self._missed(part, had.keys() - has.keys())
        self._miss(organisation, missed)
        forget = self._is_withdrawing(organisation)
        for thing in sorted({*before, *after}):
            self._log(before.get(thing), after.get(thing), forget=forget)

    def graphs(self) -> None:
        """Remember which graphs went, but for those that people wrote, of which `curated` knows."""
        by_part: dict[str, list[str]] = {}
        for thing in self._graphs_gone():
            by_part.setdefault(part_of_graph(thing), []).append(thing)
        for part, own in sorted(by_part.items()):
            if part != CURATED:
                self.log.miss(part, own, self.last)

    def curated(self) -> None:
        """Log which graphs that people wrote differ."""
        graphs = self.manifest.curated.graphs
        now = LoggedPart(_digest(f"{name} {held}" for name, held in sorted(graphs.items()))) if graphs else None
        if now == self.known.get(CURATED):
            return
        base, had = f"{self.manifest.base}/", self.log.states(CURATED)
        named = {name.removeprefix(base): held for name, held in graphs.items()}
        has = {name: State(name, name.partition("/")[2], {"statements": held}, ()) for name, held in named.items()}
        self.log.keep(CURATED, now, had.keys() - has.keys(), has.values())
        self.log.miss(CURATED, had.keys() - has.keys(), self.last)
        for thing in sorted({*had, *has}):
            self._log(had.get(thing), has.get(thing), forget=False)

    def _log(self, before: State | None, after: State | None, *, forget: bool) -> None:
        """Log what became of one thing; `forget` where what was logged of it may hold withdrawn words."""
        match before, after:
            case None, State():
                self.log.add(Kind.CREATE, after, (), after.feeds)
            case State(), None:
                label = "" if forget else before.label
                if forget:
                    self.log.forget(before.thing)
                self.log.add(Kind.DELETE, State(before.thing, label, {}, ()), (), before.feeds)
            case State(), State():
                names = {*before.aspects, *after.aspects}
                aspects = {name for name in names if before.aspects.get(name) != after.aspects.get(name)}
                is_changed = any(not name.startswith(CORRECTION) for name in aspects)
                if is_changed and forget:
                    self.log.forget(before.thing)
                if is_changed:
                    reasons = tuple(one for one in after.reasons if one.aspect in aspects)
                    said = _said(aspects, after)
                    self.log.add(Kind.UPDATE, replace(after, reasons=reasons), said, (*before.feeds, *after.feeds))

    def _now(self, part: str) -> LoggedPart | None:
        """What is to be known of a document or body of this release; None where it has none."""
        dataset = self.manifest.dataset
        if part in dataset.documents:
            return LoggedPart(dataset.documents[part].files[DocumentFiles(DocumentKey.parse(part)).facts])
        if part in dataset.bodies:
            body = dataset.bodies[part]
            return LoggedPart(body.files[BodyFiles(part).body], _digest(body.withdrawn) if body.withdrawn else "")
        return None

    def _has(self, part: str) -> dict[str, State]:
        return {} if self._now(part) is None else states(self.store, self.manifest.base, part)

    def _missed(self, part: str, followed: set[str]) -> set[str]:
        """The identifiers that went: of all that a document or body had, where the older release is still there."""
        if self.older is None:
            return followed
        base = self.manifest.base
        return subjects(self.older, base, part) - subjects(self.store, base, part)

    def _graphs_gone(self) -> list[str]:
        """What follows the base of the graphs that went; the facts alone where the older release is there no more."""
        if self.older is None:
            gone = [part for part in self.known if part != CURATED and self._now(part) is None]
            return [f"graph/{'doc' if '/' in part else 'body'}/{part}" for part in gone]
        held = (name for name in self.older.named_graphs() if isinstance(name, NamedNode))
        went = (name for name in held if _is_empty(self.store, name) and not _is_empty(self.older, name))
        return [name.value.removeprefix(f"{self.manifest.base}/") for name in went]

    def _miss(self, organisation: str, things: set[str]) -> None:
        """Remember which identifiers of a body went, each with the document or body that it belongs to."""
        by_part: dict[str, list[str]] = {}
        for thing in things:
            found = parse(self.manifest.base, f"{self.manifest.base}/{thing}")
            part = found.document.path if found is not None and found.document is not None else organisation
            by_part.setdefault(part, []).append(thing)
        for part, own in sorted(by_part.items()):
            self.log.miss(part, own, self.last)

    def _is_withdrawing(self, organisation: str) -> bool:
        """Whether the operator took something out of a body since what was logged last."""
        now, known = self._now(organisation), self.known.get(organisation)
        return now is not None and now.withdrawn not in {"", known.withdrawn if known else ""}


def part_of_graph(thing: str) -> str:
    """The document or body that a graph is of, by what follows the base of its name, such as `graph/doc/gm0193/...`."""
    kind, _, owner = thing.removeprefix("graph/").partition("/")
    return CURATED if kind == CURATED else owner or kind


def _is_empty(held: Store, name: NamedNode) -> bool:
    """Whether a store has nothing in a graph; one of which all went may still be named in it."""
    return not held.contains_named_graph(name) or next(held.quads_for_pattern(None, None, None, name), None) is None


def _said(aspects: Iterable[str], after: State) -> set[str]:
    """The aspects that differ, in which all corrections are one: those that came, or those that were taken away."""
    corrections = {name for name in aspects if name.startswith(CORRECTION)}
    if not corrections:
        return set(aspects)
    return {*aspects} - corrections | {"correction" if corrections & after.aspects.keys() else "correction-gone"}


def _opened(releases: Releases, release: str) -> Store | None:
    """The store of a release; None where it was pruned."""
    with suppress(OSError):
        return store.open_read_only(releases.store(release))
    return None


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
