"""A published tiny dataset and an engine over it, shared by the tests of the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Service, running
from tiny import Tiny, publish_tiny

from ingest.write import Run, ingest
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.work import Limits
from service.release.publish import publish
from service.release.releases import Releases
from tests.addresses import free_port
from tests.shared import Shared

MIB = 1024 * 1024


@pytest.fixture(scope="session")
def tiny_data(shared: Shared) -> Path:
    """A data directory in which the tiny dataset is published; not to be changed."""
    dataset = shared.once("tiny-dataset", Tiny().write)
    return shared.once("tiny-data", lambda data: publish_tiny(dataset, data))


@pytest.fixture(scope="session")
def tiny_engine(tiny_data: Path) -> Iterator[EmbeddedEngine]:
    """An engine over the tiny dataset, with two workers and little patience."""
    capacity = Capacity(
        workers=2, queue_length=2, timeout_s=5.0, limits=Limits(512 * MIB, 4 * MIB), demote_after_s=60.0
    )
    engine = EmbeddedEngine(Releases(tiny_data), capacity)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def examples_service(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """All bundled pages, real and fictional, served at the base of their release."""
    root = tmp_path_factory.mktemp("all-examples")
    port = free_port()
    ingest(Run((examples / "real", examples / "fictional"), root / "dataset", f"http://127.0.0.1:{port}"))
    publish(root / "dataset", root / "data")
    with running(root / "data", at=port) as service:
        yield service
