"""The examples as a service answers them: published and served whole, by in-process requests."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.linked.desk import Desk, opened
from tests.linked.grown import publish_steps


@pytest.fixture(scope="session")
def real(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The two real pages."""
    yield from _served(real_data, tmp_path_factory)


@pytest.fixture(scope="session")
def fictional(fictional_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The fictional municipality."""
    yield from _served(fictional_data, tmp_path_factory)


@pytest.fixture(scope="session", params=["real", "fictional"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """Each of the two."""
    found: Desk = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The last of some releases, in which a goal came, changed and went."""
    with closing(opened(publish_steps(tmp_path_factory.mktemp("grown")))) as served:
        yield served


def _served(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A copy of a data directory, served: in it dumps are made."""
    data = Path(shutil.copytree(published, tmp_path_factory.mktemp("linked") / "data"))
    with closing(opened(data)) as served:
        yield served
