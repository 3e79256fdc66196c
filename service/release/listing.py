"""The list of releases: what each is, where it lies, and the room that it takes. Changes nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.release.archive import Archive
from service.release.pins import known
from service.release.releases import ReleaseManifest, Releases

_BLOCK: Final = 512  # of st_blocks, whatever the file system's own is (stat(2))


@dataclass(frozen=True, slots=True)
class Listed:
    """One release.

    `stored` is False where only the archive is left of it. `own_bytes` is the room on disk that its removal frees,
    `shared_bytes` what it shares with other releases by hard links; `archive_bytes` is that of its archive, where it
    is pinned, with files that other archives share.
    """

    manifest: ReleaseManifest
    served: bool
    stored: bool
    pinned: bool
    own_bytes: int
    shared_bytes: int
    archive_bytes: int

    @property
    def pages(self) -> int:
        """How many pages its documents were read from."""
        return sum(entry.coverage.pages_read for entry in self.manifest.dataset.documents.values())


def listed(data: Path) -> list[Listed]:
    """The releases of a data directory, oldest first, pinned ones that were pruned among them.

    Raises:
        NothingPublishedError: nothing was published there yet.
        NoReleaseError: a manifest can't be read.
    """
    releases = Releases(data)
    current, archive = releases.current(), Archive(releases.archive)
    pinned, stored = set(archive.identifiers()), set(releases.identifiers())
    found = []
    for release in known(data):
        is_stored = release in stored
        own, shared = _room(releases.folder(release)) if is_stored else (0, 0)
        found.append(
            Listed(
                manifest=releases.manifest(release) if is_stored else archive.manifest(release),
                served=release == current,
                stored=is_stored,
                pinned=release in pinned,
                own_bytes=own,
                shared_bytes=shared,
                archive_bytes=archive.bytes_of(release) if release in pinned else 0,
            )
        )
    return found


def facts(one: Listed) -> dict[str, object]:
    """A release as JSON shows it: what it was made of, by what, and where it is kept."""
    manifest = one.manifest
    return {
        "release": manifest.id,
        "served": one.served,
        "created": manifest.created,
        "documents": len(manifest.dataset.documents),
        "pages": one.pages,
        "quads": manifest.quads,
        "graphs": len(manifest.graphs),
        "pinned": one.pinned,
        "stored": one.stored,
        "ownBytes": one.own_bytes,
        "sharedBytes": one.shared_bytes,
        "archiveBytes": one.archive_bytes,
        "patches": manifest.patches,
        "engine": manifest.engine,
        "software": manifest.software,
        "reader": manifest.dataset.reader,
        "vocabulary": manifest.dataset.vocabulary,
        "definitions": manifest.definitions,
        "violations": sum(manifest.violations.values()),
    }


def _room(folder: Path) -> tuple[int, int]:
    """The bytes on disk of files that have no other name, and of those that have."""
    own = shared = 0
    for status in (path.stat() for path in folder.rglob("*") if path.is_file()):
        size = status.st_blocks * _BLOCK
        own, shared = (own + size, shared) if status.st_nlink == 1 else (own, shared + size)
    return own, shared
