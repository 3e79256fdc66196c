"""Holding a file, so that nobody removes it meanwhile: shared locks (flock), which end with the process that has them.

Knows not what the file is of, and imports next to nothing, because each worker process does this.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def hold(path: Path) -> IO[bytes]:
    """Hold a file until what this gives is closed, or the process ends.

    Waits for as long as a rename takes, where somebody is removing it: who needs the file under its name looks again.

    Raises:
        OSError: there is no such file.
    """
    file = path.open("rb")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


@contextmanager
def held_alone(path: Path) -> Iterator[bool]:
    """Whether nobody else holds a file; if so, nobody can while this lasts.

    Raises:
        OSError: there is no such file.
    """
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            free = False
        else:
            free = True
        yield free
