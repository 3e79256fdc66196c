"""The file behind `--out`: that it has a place, and that it is there whole or not at all. Knows no command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def draft_of(out: Path) -> Iterator[Path]:
    """A file beside it to write to, which takes its name when all is written, and is gone when something is wrong.

    Raises:
        OSError: it can't be written; the error names the file that was asked for.
    """
    draft = out.with_name(f".{out.name}.draft")
    try:
        yield draft
        draft.replace(out)
    except OSError as error:
        if error.filename == str(draft):
            error.filename, error.filename2 = str(out), None
        raise
    finally:
        draft.unlink(missing_ok=True)
