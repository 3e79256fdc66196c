"""What several tests stand on: the bundled examples, read and linked once."""

from pathlib import Path

import pytest

from ingest.write import Run, ingest

ROOT = Path(__file__).parent.parent
BASE = "http://localhost:8000"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The bundled pages: `real` and `fictional`."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def real_dataset(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """The dataset of the two real pages."""
    out = tmp_path_factory.mktemp("real") / "dataset"
    ingest(Run((examples / "real",), out, BASE), lambda _done, _total: None)
    return out


@pytest.fixture(scope="session")
def fictional_dataset(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """The dataset of the fictional municipality."""
    out = tmp_path_factory.mktemp("fictional") / "dataset"
    ingest(Run((examples / "fictional",), out, BASE), lambda _done, _total: None)
    return out
