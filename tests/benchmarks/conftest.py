"""The tiny gold set, measured once."""

from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.figures import Compared, Figures, figures
from tests.benchmarks import tiny_gold


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gold.write_gold(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="session")
def compared(gold: Path) -> tuple[Compared, ...]:
    return accuracy.measure(gold, ("development",))["development"]


@pytest.fixture(scope="session")
def result(compared: tuple[Compared, ...]) -> Figures:
    return figures(compared, keep_mistakes=True)
