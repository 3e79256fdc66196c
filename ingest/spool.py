"""Spool: what the files of the input are, kept on disk by body until the body is linked. Knows no record.

So that a run needs the memory of one body, however many there are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from ingest.reading import Offered

TOGETHER: Final = 256  # pages of one body that are written at once


class Spool:
    """A folder with a file per body, of what was offered of it in the order of the input."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: dict[str, int] = {}
        self._waiting: tuple[str, list[bytes]] = ("", [])

    def add(self, code: str, offered: Offered) -> None:
        """Keep what one file of the input is, for a body."""
        waiting, lines = self._waiting
        if code != waiting or len(lines) >= TOGETHER:
            self.flush()
            lines = []
            self._waiting = (code, lines)
        lines.append(msgspec.json.encode(offered) + b"\n")
        self.pages[code] = self.pages.get(code, 0) + 1

    def open(self, code: str) -> None:
        """Have a file for a body of which nothing may be offered."""
        self.flush()
        self.pages.setdefault(code, 0)
        self.path(code).touch()

    def flush(self) -> None:
        """Write what waits."""
        code, lines = self._waiting
        if lines:
            with self.path(code).open("ab") as file:
                file.writelines(lines)
        self._waiting = ("", [])

    def path(self, code: str) -> Path:
        """The file of a body."""
        return self.folder / f"{code}.jsonl"


def spooled(path: Path) -> Iterator[Offered]:
    """What was offered of a body, from its file."""
    with path.open("rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line, type=Offered)
