"""Sorts the lines of a file that may be larger than memory: in runs that are merged. Knows not what the lines say."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

# A line takes about twice its length in memory; some runs of this size stay well under a quarter of a gigabyte.
RUN_BYTES: Final = 64 * 1024 * 1024


def sorted_lines(lines: Iterable[bytes], folder: Path, run_bytes: int = RUN_BYTES) -> Iterator[bytes]:
    """The lines in the order of their bytes; runs that do not fit in memory together lie in files of the folder.

    Raises:
        OSError: the disk is full or not writable.
    """
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        run: list[bytes] = []
        size = 0
        for line in lines:
            run.append(line)
            size += len(line)
            if size >= run_bytes:
                runs.append(_written(files, sorted(run), folder))
                run, size = [], 0
        yield from heapq.merge(*runs, sorted(run))


def _written(files: ExitStack, run: list[bytes], folder: Path) -> IO[bytes]:
    file = files.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - the stack closes it
    file.writelines(run)
    file.seek(0)
    return file
