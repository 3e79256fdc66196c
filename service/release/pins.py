"""Pinned releases: kept for good, found by who cites them, and opened again when somebody asks for one that was pruned.

How they are kept is known by `archive`. One that is opened again gets its store in `reopened/`, a data directory of its
own without a pointer, so that publishing and reopening never wait for each other.
"""

import os
import re
import shutil
from pathlib import Path
from typing import Final

from ontology.language import Phrase
from service.release import leases, store
from service.release.archive import Archive, Contents
from service.release.releases import (
    MANIFEST,
    ReleaseBusyError,
    ReleaseError,
    ReleaseManifest,
    Releases,
    named,
    sequence,
    sync_folder,
)

# Each takes as much room as when it was served; more than this are seldom asked for on one day.
MOST_REOPENED: Final = 3
_NEAREST: Final = 5
_PATIENCE_S: Final = 600.0


class OnlyCopyError(ReleaseError):
    """A pinned release whose archive is all that is left of it."""


class NotReopenedError(ReleaseError):
    """A pinned release whose store, made again, is not what it was."""


def pin(data: Path, wanted: str) -> Contents:
    """Keep a release for good, by its identifier or its number; says what is kept.

    Raises:
        NoReleaseError: there is no such release.
        ReleaseBusyError: somebody else is pinning or unpinning.
        OSError: its store can't be read, or the disk is full or not writable.
    """
    releases = Releases(data)
    archive = Archive(releases.archive)
    kept = named(wanted, archive.identifiers())
    if kept is not None:
        return archive.contents(kept)
    release = named(wanted, releases.identifiers())
    if release is None:
        raise releases.unknown(wanted)
    lease = leases.take(releases, release)
    try:
        return archive.add(releases, release)
    finally:
        lease.close()


def unpin(data: Path, wanted: str, *, allow_loss: bool = False) -> str:
    """No longer keep a release for good; returns its identifier.

    Raises:
        NoReleaseError: it is not pinned.
        OnlyCopyError: nothing else is left of it, and `allow_loss` does not say that this is meant.
        ReleaseBusyError: somebody else is pinning or unpinning, or publishing.
    """
    releases = Releases(data)
    archive = Archive(releases.archive)
    release = named(wanted, archive.identifiers()) or archive.contents(wanted).release
    with releases.locked():  # it is not pruned between the look and the removal
        if not allow_loss and release not in releases.identifiers():
            raise OnlyCopyError(_ONLY_COPY, release=release, data=data)
        archive.drop(release)
    with releases.reopened.awaited(_PATIENCE_S, ReleaseBusyError(_STILL_BUSY, root=releases.reopened.root)):
        releases.reopened.sweep()
        _close(releases.reopened, release)
    return release


def known(data: Path) -> list[str]:
    """The identifiers of all releases that can be asked, also pinned ones that were pruned; oldest first."""
    releases = Releases(data)
    return sorted({*releases.identifiers(), *Archive(releases.archive).identifiers()}, key=sequence)


def nearest(wanted: str, identifiers: list[str]) -> list[str]:
    """The few releases with the numbers nearest to what was asked for, or the newest ones; newest first."""
    number = re.match(r"\d{1,9}(?!\d)", wanted, re.ASCII)
    middle = int(number[0]) if number else max(map(sequence, identifiers), default=0)
    ranked = sorted(identifiers, key=lambda release: (abs(sequence(release) - middle), -sequence(release)))
    return sorted(ranked[:_NEAREST], key=sequence, reverse=True)


def place(data: Path, release: str) -> Releases | None:
    """Where the store of a release lies; None where it has to be made again first.

    Raises:
        NoReleaseError: there is no such release, nor is one pinned.
    """
    releases = Releases(data)
    for where in (releases, releases.reopened):
        if (where.folder(release) / MANIFEST).is_file():
            return where
    Archive(releases.archive).contents(release)
    return None


def reopen(data: Path, release: str, most: int = MOST_REOPENED) -> Releases:
    """Make the store of a pinned release again, and say where it lies; others make room where there are too many.

    Waits for who makes one at this moment.

    Raises:
        NoReleaseError: it is not pinned.
        ArchiveDamagedError: what was kept of it is not what it was.
        NotReopenedError: its store has other counts than it had.
        ReleaseBusyError: somebody else has been at it for ten minutes.
        OSError: the disk is full or not writable.
    """
    releases = Releases(data)
    archive, reopened = Archive(releases.archive), releases.reopened
    with reopened.awaited(_PATIENCE_S, ReleaseBusyError(_STILL_BUSY, root=reopened.root)):
        reopened.sweep()
        if release not in reopened.identifiers():
            _make_room(reopened, most - 1)
            _rebuild(archive, archive.contents(release), reopened)
        os.utime(reopened.folder(release) / MANIFEST)  # when it was last asked for
    return reopened


def bring_back(data: Path, wanted: str) -> None:
    """Have a pinned release that was pruned lie among the others again, so that it can be served.

    One that was not pruned, or is not pinned, is left alone.

    Raises:
        ArchiveDamagedError, NotReopenedError, OSError: as `reopen`.
        ReleaseBusyError: somebody is publishing, rolling back or pruning.
    """
    releases = Releases(data)
    archive = Archive(releases.archive)
    release = named(wanted, archive.identifiers())
    if release is None or release in releases.identifiers():
        return
    with releases.locked():
        releases.sweep()
        _rebuild(archive, archive.contents(release), releases)


def _rebuild(archive: Archive, contents: Contents, into: Releases) -> None:
    """Make the folder of a release again: its store, its other files, and its manifest last."""
    manifest = archive.manifest(contents.release)
    draft = into.draft(contents.release)
    draft.mkdir(parents=True)
    counts = store.build(draft / "store", archive.quads(contents))
    _check(manifest, counts)
    for path, digest in sorted(contents.files.items()):
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        archive.copy_file(digest, target)
    (draft / MANIFEST).write_bytes(archive.manifest_bytes(contents))
    sync_folder(draft / MANIFEST)
    sync_folder(draft)
    draft.replace(into.folder(contents.release))
    sync_folder(into.folder(contents.release).parent)


def _check(manifest: ReleaseManifest, counts: dict[str, int]) -> None:
    for graph in sorted({*manifest.graphs, *counts}):
        found, expected = counts.get(graph, 0), manifest.graphs.get(graph, 0)
        if found != expected:
            raise NotReopenedError(_OTHER_COUNT, release=manifest.id, graph=graph, found=found, expected=expected)


def _make_room(reopened: Releases, most: int) -> None:
    """Close the releases that were asked for longest ago, until there are few enough; one that is in use stays."""
    for release in sorted(reopened.identifiers(), key=lambda release: _asked_at(reopened, release)):
        if len(reopened.identifiers()) <= most:
            return
        _close(reopened, release)


def _asked_at(reopened: Releases, release: str) -> float:
    return (reopened.folder(release) / MANIFEST).stat().st_mtime


def _close(reopened: Releases, release: str) -> None:
    if release not in reopened.identifiers():
        return
    with leases.taken_for_removal(reopened, release) as free:
        aside = reopened.set_aside(release) if free else None
    if aside is not None:
        shutil.rmtree(aside)


_ONLY_COPY: Final = Phrase(
    "release {release} is opgeruimd en bestaat alleen nog als archief; zonder dat heeft wie haar aanhaalt een dood "
    "adres. Is dat de bedoeling, geef dan --allow-loss; `doelgraaf rollback {release} --data {data}` haalt haar terug",
    "release {release} was pruned and exists as an archive only; without it whoever cites it has a dead address. "
    "If that is meant, give --allow-loss; `doelgraaf rollback {release} --data {data}` brings it back",
)
_OTHER_COUNT: Final = Phrase(
    "release {release} is niet opnieuw te openen ({graph}: {found} uitspraken in plaats van {expected}); zet de "
    "datamap terug uit een reservekopie",
    "release {release} can't be opened again ({graph}: {found} statements instead of {expected}); put the data "
    "directory back from a backup",
)
_STILL_BUSY: Final = Phrase(
    "{root}: hier wordt al tien minuten een andere release geopend; probeer het later",
    "{root}: another release has been opened here for ten minutes; try again later",
)
