"""Which release is served, asked often: the file that names it is read again only when it has changed."""

import os
from dataclasses import dataclass

from service.release.releases import Releases


class Pointer:
    """The file that names the release that is served."""

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._path = str(releases.pointer)
        self._seen: tuple[tuple[int, int], str] | None = None

    def release(self) -> str:
        """The release that the file names.

        Raises:
            NoReleaseError: nothing was published yet.
        """
        try:
            status = os.stat(self._path)  # noqa: PTH116 - once per request, and a third of the time
        except FileNotFoundError:
            return self._releases.current()
        stamp = (status.st_mtime_ns, status.st_ino)
        if self._seen is None or self._seen[0] != stamp:
            self._seen = (stamp, self._releases.current())
        return self._seen[1]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A pointer that always names the same release."""

    name: str

    def release(self) -> str:
        """The release that it was made with."""
        return self.name
