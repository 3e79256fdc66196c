"""The releases in a data directory: where they lie, which one is served, and going back to an earlier one.

    releases/{id}/store/          the triples, as an Oxigraph store that is never written again
    releases/{id}/manifest.json   what the release holds; written last, so that a folder without it is no release
    current                       the identifier of the release that is served, in one line
    derived/                      what rules gave earlier, by digest
    publish.lock                  held by whoever changes the above

Builds nothing; `publish` does.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from ontology.dataset import Manifest
from ontology.language import Phrase, SpokenError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
_DRAFT: Final = ".building-"


class ReleaseError(SpokenError):
    """Something with releases that can't be done; it names the thing, the place and the remedy."""


class NoReleaseError(ReleaseError):
    """There is no such release, or none at all."""


class NothingPublishedError(NoReleaseError):
    """There is no release at all yet."""


class PublishRefusedError(ReleaseError):
    """A dataset that is not published; what is served is untouched."""


class ReleaseBusyError(PublishRefusedError):
    """Somebody else is publishing or rolling back at this moment."""


class ReleaseManifest(msgspec.Struct, frozen=True, rename="camel"):
    """What a release holds.

    `graphs` counts quads by graph IRI; `created` is the clock time of the build in ISO 8601 (UTC), which stands
    nowhere else; `software` is the version of this software and `engine` what wrote the store. `definitions` is the
    digest of the definitions and rules, `derived` has the key of what was derived by document path and by organisation,
    and `patches` counts how often the store was changed since it was built as a whole. `checked` has the digest of what
    was checked against the shapes, by document path and by organisation, and `violations` how many were accepted of it.
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
    checked: dict[str, str] = {}
    violations: dict[str, int] = {}

    @property
    def base(self) -> str:
        """The base IRI under which everything in the release is identified."""
        return self.dataset.base

    @property
    def quads(self) -> int:
        """How many quads the release holds."""
        return sum(self.graphs.values())

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
            raise NoReleaseError(
                Phrase(
                    "{root}: er is geen release {release}; wel: {known}",
                    "{root}: no release {release}; there are: {known}",
                ),
                root=self.root,
                release=release,
                known=", ".join(self.identifiers()) or Phrase("geen", "none"),
            ) from None
        except msgspec.DecodeError as error:
            raise NoReleaseError(
                Phrase(
                    "{path}: is niet te lezen ({why}); publiceer de dataset opnieuw",
                    "{path}: can't be read ({why}); publish the dataset again",
                ),
                path=path,
                why=str(error),
            ) from error

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

    def roll_back(self, wanted: str) -> str:
        """Serve an earlier (or later) release, by its identifier or its number; returns its identifier.

        Raises:
            NoReleaseError: there is no such release.
            ReleaseBusyError: somebody is publishing.
        """
        with self.locked():
            number = int(wanted) if re.fullmatch(r"\d+", wanted, re.ASCII) else None
            found = [release for release in self.identifiers() if release == wanted or sequence(release) == number]
            release = self.manifest(found[0] if found else wanted).id
            self.point_to(release)
            return release

    def sweep(self) -> None:
        """Remove what a build that did not end left behind; only for who holds the lock."""
        for leftover in (self.root / "releases").glob(f"{_DRAFT}*"):
            shutil.rmtree(leftover)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock under which releases change.

        Raises:
            ReleaseBusyError: another process holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "publish.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ReleaseBusyError(
                    Phrase(
                        "{root}: hier is een andere publish of rollback bezig; wacht tot die klaar is",
                        "{root}: another publish or rollback is at work here; wait until it has ended",
                    ),
                    root=self.root,
                ) from None
            yield  # closing the file releases the lock, in a crash too


def sequence(release: str) -> int:
    """The number of a release in the order of their making: 3 for `0003-5f1c9a70be`."""
    return int(release.partition("-")[0])


def sync_folder(folder: Path) -> None:
    """Have the disk hold the entries of a folder, so that a rename outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
