"""The releases in a data directory: where they lie, which one is served, and going back to an earlier one.

    releases/{id}/store/          the triples, as an Oxigraph store that is never written again
    releases/{id}/counts.bin      how often classes and properties occur in it; `void_counts` knows how
    releases/{id}/labels.sqlite   the words by which people find what it holds; `labels` knows how
    releases/{id}/search/         the search index; `search_index` knows how
    releases/{id}/manifest.json   what the release holds; written last, so that a folder without it is no release
    current                       the identifier of the release that is served, in one line
    changes.sqlite                what changed from one release to the next; `change_log` knows how
    derived/                      what was derived earlier, by digest; `kept` knows how
    curated/                      the graphs that people wrote; `curated` knows how
    dumps/                        what can be downloaded, by digest; `dumps` knows how
    publish.lock                  held by whoever changes the above
    archive/                      what is kept of pinned releases; `archive` knows how
    reopened/                     a data directory of its own with pinned releases that were opened again

Builds nothing; `publish` does. Removes no release; `prune` does.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from ontology.dataset import Manifest
from ontology.iri import is_description
from ontology.language import Phrase, SpokenError
from service.release.curated import Curated, Shelf
from service.release.remote_endpoint import RemoteEndpoint

FORMAT: Final = 2
MANIFEST: Final = "manifest.json"
_DRAFT: Final = ".building-"
_PAUSE_S: Final = 0.05  # between two looks at the lock
_REMOVED: Final = ".removed-"


class ReleaseError(SpokenError):
    """Something with releases that can't be done; it names the thing, the place and the remedy."""


class NoReleaseError(ReleaseError):
    """There is no such release, or none at all."""


class NothingPublishedError(NoReleaseError):
    """There is no release at all yet."""


class PublishRefusedError(ReleaseError):
    """A dataset that is not published; what is served is untouched."""


class ViolationsError(PublishRefusedError):
    """A dataset that is not published because it does not conform to the shapes."""


class ReleaseBusyError(PublishRefusedError):
    """Somebody else is publishing, rolling back or pruning at this moment."""


class ReleaseManifest(msgspec.Struct, frozen=True, rename="camel"):
    """What a release holds.

    `graphs` counts quads by graph IRI; `created` is the clock time of the build in ISO 8601 (UTC), and `changed` that
    of the release with which a part of it came to be as it is, see `last_changes`; both stand nowhere else.
    `software` is the version of this software and `engine` what wrote the store. `definitions` is the
    digest of the definitions and rules, `derived` has the key of what was derived by document path and by organisation,
    and `patches` counts how often the store was changed since it was built as a whole, in which `dropped` quads were
    taken out of it. `checked` has the digest of what was checked against the shapes, by document path and by
    organisation, and `violations` how many were accepted of it. `curated` says which of its graphs people wrote, and
    after how many writes. `remote` is the engine that serves the release; None where its own store does.
    """

    id: str
    created: str
    engine: str
    software: str
    graphs: dict[str, int]
    dataset: Manifest
    format: int = FORMAT
    definitions: str = ""
    derived: dict[str, str] = {}
    patches: int = 0
    dropped: int = 0
    checked: dict[str, str] = {}
    violations: dict[str, int] = {}
    curated: Curated = msgspec.field(default_factory=Curated)
    remote: RemoteEndpoint | None = None
    changed: dict[str, str] = {}

    @property
    def base(self) -> str:
        """The base IRI under which everything in the release is identified."""
        return self.dataset.base

    @property
    def quads(self) -> int:
        """How many quads the release holds."""
        return sum(self.graphs.values())

    @property
    def statements(self) -> int:
        """How many of them say something else than what the release says of itself."""
        return sum(count for name, count in self.graphs.items() if not is_description(self.base, name))

    @property
    def digest(self) -> str:
        """The part of the identifier that says what the release was made from."""
        return self.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of one data directory."""

    root: Path

    @property
    def pointer(self) -> Path:
        """The file that names the release that is served."""
        return self.root / "current"

    @property
    def derived(self) -> Path:
        """Where results of rules are kept between releases."""
        return self.root / "derived"

    @property
    def archive(self) -> Path:
        """Where pinned releases are kept."""
        return self.root / "archive"

    @property
    def reopened(self) -> "Releases":
        """The pinned releases that were opened again."""
        return Releases(self.root / "reopened")

    def folder(self, release: str) -> Path:
        """The folder of a release."""
        return self.root / "releases" / release

    def store(self, release: str) -> Path:
        """The store of a release."""
        return self.folder(release) / "store"

    def draft(self, release: str) -> Path:
        """The folder in which a release is built before it is one."""
        return self.root / "releases" / f"{_DRAFT}{release}"

    def identifiers(self) -> list[str]:
        """The identifiers of all releases, oldest first."""
        folders = (self.root / "releases").glob("[0-9]*-*")
        return sorted((folder.name for folder in folders if (folder / MANIFEST).is_file()), key=sequence)

    def next_number(self) -> int:
        """The number of the next release: higher than that of any which is here, or was pinned here."""
        pinned = (folder.name for folder in (self.archive / "releases").glob("[0-9]*-*"))
        return max(map(sequence, [*self.identifiers(), *pinned]), default=0) + 1

    def current(self) -> str:
        """The identifier of the release that is served.

        Raises:
            NothingPublishedError: nothing was published yet.
        """
        try:
            return self.pointer.read_text("ascii").strip()
        except FileNotFoundError:
            raise NothingPublishedError(
                Phrase(
                    "{root}: hier staat nog geen release; maak er een met `doelgraaf publish DATASET --data {root}`, "
                    "of noem met --data een andere map",
                    "{root}: no release here yet; make one with `doelgraaf publish DATASET --data {root}`, "
                    "or name another directory with --data",
                ),
                root=self.root,
            ) from None

    def manifest(self, release: str) -> ReleaseManifest:
        """The manifest of a release.

        Raises:
            NoReleaseError: there is no such release, or its manifest can't be read.
        """
        path = self.folder(release) / MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=ReleaseManifest)
        except FileNotFoundError:
            raise self.unknown(release) from None
        except msgspec.DecodeError as error:
            raise NoReleaseError(
                Phrase(
                    "{path}: is niet te lezen ({why}); publiceer de dataset opnieuw",
                    "{path}: can't be read ({why}); publish the dataset again",
                ),
                path=path,
                why=str(error),
            ) from error

    def unknown(self, release: str) -> NoReleaseError:
        """The error of a release that is not here, with those that are."""
        return NoReleaseError(
            Phrase(
                "{root}: er is geen release {release}; wel: {known}",
                "{root}: no release {release}; there are: {known}",
            ),
            root=self.root,
            release=release,
            known=", ".join(self.identifiers()) or Phrase("geen", "none"),
        )

    def current_manifest(self) -> ReleaseManifest | None:
        """The manifest of the release that is served; None before the first one."""
        return self.manifest(self.current()) if self.pointer.exists() else None

    def point_to(self, release: str) -> None:
        """Serve a release from now on: one rename, so that a reader sees the old one or the new one."""
        draft = self.pointer.with_name(".current.draft")
        with draft.open("w", encoding="ascii") as file:
            file.write(f"{release}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)
        sync_folder(self.root)

    def roll_back(self, wanted: str, deliver: Callable[[ReleaseManifest], None] | None = None) -> str:
        """Serve an earlier (or later) release, by its identifier or its number; returns its identifier.

        `deliver` is told of the release before it is served; it brings it to the engine that is to serve it.

        Raises:
            NoReleaseError: there is no such release.
            ReleaseBusyError: somebody is publishing.
        """
        with self.locked():
            manifest = self.manifest(named(wanted, self.identifiers()) or wanted)
            release = manifest.id
            self.settle_curated()
            if deliver is not None:
                deliver(manifest)
            self.point_to(release)
            return release

    def settle_curated(self) -> Curated:
        """The curated graphs as the last accepted write left them, made sure of; only for who holds the lock.

        Raises:
            CuratedError: what is kept of them can't be read.
        """
        try:
            current = self.current_manifest()
        except NoReleaseError:  # it is damaged or lost, and going back to another one is the remedy
            current = None
        return Shelf.of(self.root).settle(current.curated if current else Curated())

    def sweep(self) -> None:
        """Remove what a build or a removal that did not end left behind; only for who holds the lock."""
        for mark in (_DRAFT, _REMOVED):
            for leftover in (self.root / "releases").glob(f"{mark}*"):
                shutil.rmtree(leftover)

    def set_aside(self, release: str) -> Path:
        """Make a release none any more, in one rename; returns the folder that is left, for who holds the lock.

        Who holds it has swept. Where nobody removes the folder, `sweep` will.
        """
        aside = self.root / "releases" / f"{_REMOVED}{release}"
        self.folder(release).replace(aside)
        sync_folder(aside.parent)
        return aside

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock under which releases change.

        Raises:
            ReleaseBusyError: another process holds it.
        """
        with self.try_lock() as held:
            if not held:
                raise ReleaseBusyError(
                    Phrase(
                        "{root}: hier is een andere publish, rollback of prune bezig; wacht tot die klaar is",
                        "{root}: another publish, rollback or prune is at work here; wait until it has ended",
                    ),
                    root=self.root,
                )
            yield

    @contextmanager
    def awaited(self, patience_s: float, busy: ReleaseBusyError) -> Iterator[None]:
        """Hold the lock under which releases change, after waiting for it for so many seconds at most.

        Raises:
            ReleaseBusyError: the one that is given, where another process holds it all that time.
        """
        deadline = time.monotonic() + patience_s
        while True:
            with self.try_lock() as held:
                if held:
                    yield
                    return
            if time.monotonic() > deadline:
                raise busy
            time.sleep(_PAUSE_S)

    @contextmanager
    def try_lock(self) -> Iterator[bool]:
        """Hold the same lock, if nobody else does; says whether."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "publish.lock").open("a") as lock:  # closing it releases the lock, in a crash too
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held = False
            else:
                held = True
            yield held


def sequence(release: str) -> int:
    """The number of a release in the order of their making: 3 for `0003-5f1c9a70be`."""
    return int(release.partition("-")[0])


def named(wanted: str, known: Iterable[str]) -> str | None:
    """The release that is meant by an identifier or by a number alone; None where there is none."""
    number = int(wanted) if re.fullmatch(r"\d{1,9}", wanted, re.ASCII) else None
    return next((release for release in known if release == wanted or sequence(release) == number), None)


def sync_folder(folder: Path) -> None:
    """Have the disk hold the entries of a folder, so that a rename outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
