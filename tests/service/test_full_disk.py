"""A disk that is full while something is published, pinned or opened again leaves what is served, and no half of it.

A limit on the size of files stands in for the disk: a write beyond it fails as one to a full disk does.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from growing import copy_with_links, grown, publish_grown
from running import ROOT
from tiny import digest_tree, publish_tiny

from service.release import pins
from service.release.prune import prune
from service.release.releases import Releases
from service.release.store import open_read_only
from tests.started import PATIENCE_S

# What is limited to so many bytes per file, called with a dataset and a data directory.
LIMITED = """
import json, resource, sys
sys.path.insert(0, "tests/service")
step, limit, dataset, data = json.loads(sys.argv[1])
from pathlib import Path
from service.release.publish import publish
from service.release import pins
if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        if step == "publish":
            publish(Path(dataset), Path(data), allow_violations=True, keep=1)
        elif step == "pin":
            pins.pin(Path(data), "1")
        else:
            pins.reopen(Path(data), pins.known(Path(data))[0])
    except OSError as error:
        print("full:", error)
        sys.exit(3)
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two releases; not to be changed."""
    return publish_grown(tmp_path_factory.mktemp("disk"), 2)


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    return copy_with_links(published, tmp_path / "data")


def limited(step: str, limit: int, dataset: Path, data: Path, script: Path) -> str:
    """What a step says that fails on a file beyond a number of bytes."""
    script.write_text(LIMITED, "utf-8")
    command = [sys.executable, str(script), json.dumps([step, limit, str(dataset), str(data)])]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 3, done.stdout + done.stderr
    return done.stdout


def held(releases: Releases, release: str) -> list[str]:
    return sorted(map(str, open_read_only(releases.store(release))))


@pytest.mark.parametrize("limit", [300, 20_000, 60_000])
def test_publishing_on_a_full_disk_leaves_what_is_served(data: Path, tmp_path: Path, limit: int) -> None:
    releases = Releases(data)
    current = releases.current()
    before, content = digest_tree(releases.folder(current)), held(releases, current)
    dataset = grown(7).write(tmp_path / "dataset")
    assert "full:" in limited("publish", limit, dataset, data, tmp_path / "limited.py")
    assert releases.current() == current
    assert len(releases.identifiers()) == 2
    assert (digest_tree(releases.folder(current)), held(releases, current)) == (before, content)
    done = publish_tiny(dataset, data)
    assert releases.current() == done.manifest.id
    assert {path.name for path in (data / "releases").iterdir()} == set(releases.identifiers())


def test_pinning_on_a_full_disk_leaves_no_half_pin(data: Path, tmp_path: Path) -> None:
    limited("pin", 5000, data, data, tmp_path / "limited.py")
    assert pins.known(data) == Releases(data).identifiers()
    release = pins.pin(data, "1").release
    prune(data, 1)
    limited("reopen", 20_000, data, data, tmp_path / "limited.py")
    assert pins.place(data, release) is None
    content = held(pins.reopen(data, release), release)
    assert len(content) > 1000
