"""Leases: who answers from a release holds its manifest, so that nobody removes the release. Removes nothing itself.

A service has one lease for each release that it answers from, and each worker process one of its own.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from service.release.holding import held_alone, hold
from service.release.releases import MANIFEST, Releases


@dataclass(frozen=True, slots=True)
class Lease:
    """A release that is held until this is closed; closing it twice is no error."""

    release: str
    _file: IO[bytes]

    def close(self) -> None:
        """Let go of the release."""
        self._file.close()


def take(releases: Releases, release: str) -> Lease:
    """Hold a release.

    Raises:
        NoReleaseError: there is no such release, or it is being removed.
    """
    path = releases.folder(release) / MANIFEST
    try:
        file = hold(path)
    except FileNotFoundError:
        raise releases.unknown(release) from None
    if not _is(file, path):
        file.close()
        raise releases.unknown(release)
    return Lease(release, file)


@contextmanager
def taken_for_removal(releases: Releases, release: str) -> Iterator[bool]:
    """Whether nobody holds a release; if so, nobody can while this lasts."""
    with held_alone(releases.folder(release) / MANIFEST) as free:
        yield free


def _is(file: IO[bytes], path: Path) -> bool:
    """Whether a file still has its path: it may have been moved aside before it was held."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(file.fileno()), found)
