"""Prunes old releases: says which may go, removes them, and what nobody needs without them. Builds nothing.

Kept are the release that is served, the newest ones, and those that a process still answers from (`leases`). The
newest one is always among them, so that a number is never given twice. A removal is one rename; what a crash leaves
after it is swept by whoever holds the lock next.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from service.release import leases
from service.release.archive import Archive
from service.release.curated import Shelf
from service.release.dumps import DumpShelf
from service.release.kept import unneeded
from service.release.releases import ReleaseManifest, Releases

FEWEST: Final = 1


class Pruned(msgspec.Struct, frozen=True, rename="camel"):
    """What pruning removes, or removed.

    `releases` are oldest first; `in_use` are old ones that stay because a process answers from them; `archived` are
    those of `releases` that are pinned, so that they can be opened again. `derived` counts files of what was derived
    that no release needs; `bytes` is the room on disk that comes free.
    """

    releases: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()
    derived: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    told: Pruned
    orphans: tuple[Path, ...]


def look(data: Path, keep: int) -> Pruned:
    """What pruning would remove at this moment, if the newest `keep` releases are to stay.

    Raises:
        NothingPublishedError: nothing was published there yet.
        NoReleaseError: the manifest of a release that stays can't be read.
        ReleaseBusyError: somebody is publishing, rolling back or pruning.
    """
    releases = Releases(data)
    releases.current()
    with releases.locked():
        return _plan(releases, keep).told


def prune(data: Path, keep: int) -> Pruned:
    """Remove what is old, and say what was.

    Raises:
        NothingPublishedError: nothing was published there yet.
        NoReleaseError: the manifest of a release that stays can't be read.
        ReleaseBusyError: somebody is publishing, rolling back or pruning.
        OSError: something can't be removed.
    """
    releases = Releases(data)
    releases.current()
    with releases.locked():
        releases.sweep()
        return prune_locked(releases, keep)


def prune_locked(releases: Releases, keep: int) -> Pruned:
    """The same for who holds the lock and has swept.

    Raises:
        NoReleaseError: the manifest of a release that stays can't be read.
        OSError: something can't be removed.
    """
    plan = _plan(releases, keep)
    taken = []
    for release in plan.told.releases:
        with leases.taken_for_removal(releases, release) as free:
            aside = releases.set_aside(release) if free else None
        if aside is not None:
            shutil.rmtree(aside)
        else:  # a reader came in since the plan was made; what was derived for it is made again if needed
            taken.append(release)
    for orphan in plan.orphans:
        orphan.unlink(missing_ok=True)
    if plan.told.releases:
        _sweep_curated(releases)
        DumpShelf.of(releases).sweep(releases)
    return msgspec.structs.replace(
        plan.told,
        releases=tuple(release for release in plan.told.releases if release not in taken),
        archived=tuple(release for release in plan.told.archived if release not in taken),
        in_use=(*plan.told.in_use, *taken),
    )


def _plan(releases: Releases, keep: int) -> _Plan:
    everything = releases.identifiers()
    wanted = {releases.current(), *everything[-max(keep, FEWEST) :]}
    old = [release for release in everything if release not in wanted]
    in_use = [release for release in old if not _free(releases, release)]
    going = tuple(release for release in old if release not in in_use)
    pinned = set(Archive(releases.archive).identifiers())
    orphans = _orphans(releases, [releases.manifest(release) for release in everything if release not in going])
    freed = _freed(path for release in going for path in releases.folder(release).rglob("*"))
    told = Pruned(
        releases=going,
        archived=tuple(release for release in going if release in pinned),
        in_use=tuple(in_use),
        derived=len(orphans),
        bytes=freed + _freed(orphans),
    )
    return _Plan(told, tuple(orphans))


def _free(releases: Releases, release: str) -> bool:
    with leases.taken_for_removal(releases, release) as free:
        return free


def _orphans(releases: Releases, kept: Iterable[ReleaseManifest]) -> list[Path]:
    """Files of what was derived that no release was made with, and halves of such files."""
    return unneeded(releases.derived, (key for manifest in kept for key in manifest.derived.values()))


def _sweep_curated(releases: Releases) -> None:
    """Remove what curated graphs held in releases that are gone; those of today stay, whichever release is served."""
    kept = [releases.manifest(release).curated for release in releases.identifiers()]
    shelf = Shelf.of(releases.root)
    shelf.sweep([*kept, shelf.newest(releases.manifest(releases.current()).curated)])


def _freed(paths: Iterable[Path]) -> int:
    """The bytes on disk that come free when these files are removed: those of which no other name is left."""
    names: dict[int, int] = {}
    freed = 0
    for status in (path.stat() for path in paths if path.is_file()):
        names[status.st_ino] = names.get(status.st_ino, 0) + 1
        if names[status.st_ino] == status.st_nlink:
            freed += status.st_blocks * _BLOCK
    return freed


_BLOCK: Final = 512  # of st_blocks, whatever the file system's own is (stat(2))
