"""A real page, and a folder in which tests offer it."""

from pathlib import Path

import pytest
from markup import STYLES


@pytest.fixture
def text(examples: Path) -> str:
    return (examples / "real/doel-2-2-2-begroting-2021.txt").read_text("utf-8")


@pytest.fixture
def page(text: str) -> bytes:
    """The real page as HTML."""
    return STYLES["noisy"](text).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "input"
    target.mkdir()
    return target
