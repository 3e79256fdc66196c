"""Removes the oldest of the releases that only changes to curated graphs made, so that many notes leave room.

What was published stays; `prune` removes that.
"""

import shutil
from itertools import takewhile

from service.release import leases
from service.release.curated import Shelf
from service.release.releases import ReleaseManifest, Releases


def prune_writes(releases: Releases, keep: int) -> list[str]:
    """Of the newest releases of one dataset keep the first, which was published, and the last `keep`.

    Only for who holds the lock. Those that a process answers from stay too. Returns what was removed.

    Raises:
        NoReleaseError: the manifest of a release can't be read.
        OSError: one can't be removed.
    """
    removed = []
    for release in _of_one_dataset(releases)[keep:-1]:
        with leases.taken_for_removal(releases, release) as free:
            aside = releases.set_aside(release) if free and release != releases.current() else None
        if aside is not None:
            shutil.rmtree(aside)
            removed.append(release)
    if removed:
        Shelf.of(releases.root).sweep(releases.manifest(release).curated for release in releases.identifiers())
    return removed


def _of_one_dataset(releases: Releases) -> list[str]:
    """The newest releases that were made of the same dataset by the same rules, newest first."""
    newest_first = [*reversed(releases.identifiers())]
    making = _making(releases.manifest(newest_first[0]))
    return list(takewhile(lambda release: _making(releases.manifest(release)) == making, newest_first))


def _making(manifest: ReleaseManifest) -> tuple[object, ...]:
    return manifest.dataset, manifest.definitions, manifest.software
