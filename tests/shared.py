"""What a run of the tests makes once for all of its processes, in a folder that they share."""

import fcntl
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Shared:
    """The folder of one run; what is in it is not to be changed."""

    folder: Path

    @classmethod
    def of(cls, config: pytest.Config, temporary: pytest.TempPathFactory) -> "Shared":
        """The folder of this run: beside those of its workers, where there are any."""
        own = temporary.getbasetemp()
        return cls(own.parent if hasattr(config, "workerinput") else own)

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The path of that name; the process that comes first makes what is there, and others wait for it."""
        path, made = self.folder / name, self.folder / f"{name}.made"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                shutil.rmtree(path, ignore_errors=True)  # what is left of a process that failed halfway
                make(path)
                made.touch()
        return path
