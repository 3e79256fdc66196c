"""A file behind `--out` is there whole or as it was, and no draft of it is left behind or named."""

import errno
import os
from pathlib import Path

import pytest

from service.out_file import draft_of


def test_a_file_takes_its_name_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("before")
    with draft_of(out) as draft:
        draft.write_text("after")
        assert out.read_text() == "before"
    assert out.read_text() == "after"
    assert list(tmp_path.iterdir()) == [out]


def test_what_goes_wrong_names_the_file_that_was_asked_for_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("before")
    with pytest.raises(OSError, match="No space left") as raised:
        write_half(out)
    assert raised.value.filename == str(out)
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def write_half(out: Path) -> None:
    """Write to a disk that is full halfway."""
    with draft_of(out) as draft:
        draft.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(draft))
