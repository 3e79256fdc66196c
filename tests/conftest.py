"""What several tests stand on: the bundled examples, read, linked and published once, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_timeout
from playwright.sync_api import Browser, sync_playwright

from ingest.write import Run, ingest
from service.release.publish import publish
from tests.shared import Shared
from tests.tools import require
from tests.web.editor_desk import serving

ROOT = Path(__file__).parent.parent
BASE = "http://localhost:8000"


@pytest.hookimpl(trylast=True)
def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """Give a test that failed its time once more: who keeps that time stops at a failure, yet the ending of fixtures may hang."""
    if isinstance(node, pytest.Item):
        node.config.hook.pytest_timeout_set_timer(item=node, settings=pytest_timeout.get_env_settings(node.config))


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What the processes of this run make once."""
    return Shared.of(request.config, tmp_path_factory)


@pytest.fixture(scope="session")
def examples() -> Path:
    """The bundled pages: `real` and `fictional`."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def real_dataset(shared: Shared, examples: Path) -> Path:
    """The dataset of the two real pages; not to be changed."""
    return shared.once("real-dataset", lambda out: ingest(Run((examples / "real",), out, BASE)))


@pytest.fixture(scope="session")
def fictional_dataset(shared: Shared, examples: Path) -> Path:
    """The dataset of the fictional municipality; not to be changed."""
    return shared.once("fictional-dataset", lambda out: ingest(Run((examples / "fictional",), out, BASE)))


@pytest.fixture(scope="session")
def real_data(shared: Shared, real_dataset: Path) -> Path:
    """A data directory in which the two real pages are published; not to be changed, so that no dumps are made in it."""
    return shared.once("real-data", lambda data: publish(real_dataset, data))


@pytest.fixture(scope="session")
def fictional_data(shared: Shared, fictional_dataset: Path) -> Path:
    """A data directory in which the fictional municipality is published; not to be changed, as above."""
    return shared.once("fictional-data", lambda data: publish(fictional_dataset, data))


@pytest.fixture(scope="session")
def town_address(fictional_data: Path) -> Iterator[str]:
    """The address of a service over the fictional municipality, as the installed command runs it."""
    with serving(fictional_data) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; one for each file, since while Playwright is there nothing else can run a loop of asyncio."""
    chromium = require("chromium", "Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
