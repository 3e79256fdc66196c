"""A published tiny dataset and an engine over it, shared by the tests of the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny import Tiny, publish_tiny

from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release.releases import Releases

MIB = 1024 * 1024


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the tiny dataset is published; not to be changed."""
    root = tmp_path_factory.mktemp("tiny")
    publish_tiny(Tiny().write(root / "dataset"), root / "data")
    return root / "data"


@pytest.fixture(scope="session")
def tiny_engine(tiny_data: Path) -> Iterator[EmbeddedEngine]:
    """An engine over the tiny dataset, with two workers and little patience."""
    capacity = Capacity(
        workers=2, queue_length=2, timeout_s=5.0, limits=Limits(512 * MIB, 4 * MIB), demote_after_s=60.0
    )
    engine = EmbeddedEngine(Releases(tiny_data), capacity)
    yield engine
    engine.close()
