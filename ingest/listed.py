"""Lists of bodies: which entry of `bodies.yml` speaks of a page, and which entries speak of none. Reads no file.

An entry is for a host, with or without its port, or for a folder that is counted from where the list lies.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

import msgspec

from ingest.issues import PageIssue
from ingest.origin import ListedBody

BODIES: Final = "bodies.yml"
MOST_NAMED: Final = 8  # hosts or folders in one issue


class List(msgspec.Struct, frozen=True):
    """One list: the folder or zip that it lies in, by its name in the input, and its entries by host or folder."""

    root: PurePosixPath
    bodies: Mapping[str, ListedBody]


class Lists:
    """The lists of an input; remembers which of their entries spoke of a page, and of what pages none did."""

    def __init__(self) -> None:
        self._lists: list[List] = []
        self._used: set[tuple[PurePosixPath, str]] = set()
        self._hosts: set[str] = set()
        self._folders: set[PurePosixPath] = set()
        self._silent: set[PurePosixPath] = set()

    def add(self, found: List) -> None:
        """Have a list looked after."""
        self._lists.append(found)

    def listed(self, lists: tuple[List, ...], name: str, source: str | None) -> ListedBody | None:
        """What the lists, the nearest first, say of a page by its host or by its folders."""
        hosts = _hosts(source)
        self._hosts |= set(hosts[-1:])
        self._folders.add(PurePosixPath(name).parent)
        for one in lists:
            folders = [parent.as_posix() for parent in PurePosixPath(name).relative_to(one.root).parents]
            for key in (*hosts, *folders):
                if key in one.bodies:
                    self._used.add((one.root, key))
                    return one.bodies[key]
        self._silent |= {one.root for one in lists}
        return None

    def issues(self) -> Iterator[PageIssue]:
        """The entries that spoke of no page, of lists that left a page without one."""
        for one in self._lists:
            for key in one.bodies if one.root in self._silent else ():
                if (one.root, key) not in self._used:
                    values = {"key": key, "hosts": _named(self._hosts), "folders": _named(self._folders_of(one.root))}
                    yield PageIssue((one.root / BODIES).as_posix(), "unlisted-key", values=values)

    def _folders_of(self, root: PurePosixPath) -> set[str]:
        """The folders with pages, as a list would call them."""
        return {folder.relative_to(root).as_posix() for folder in self._folders if folder.is_relative_to(root)}


def _hosts(source: str | None) -> tuple[str, ...]:
    """The host of an address, with its port first where it has one."""
    parts = urlsplit(source or "")
    if parts.hostname is None:
        return ()
    return (parts.hostname,) if parts.port is None else (f"{parts.hostname}:{parts.port}", parts.hostname)


def _named(names: set[str]) -> str:
    shown = sorted(names)[:MOST_NAMED]
    return ", ".join([*shown, "…"] if len(names) > len(shown) else shown) or "-"
