"""The scripts in the package are those that their sources make, and say whose work is in them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools import missing, require

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "service" / "web" / "static"
MADE = ("editor.js", "editor-licenses.txt", "network.js", "network-licenses.txt")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with the packages that their lock file names."""
    npm = require("npm", "Debian: apt-get install npm")
    folder = tmp_path_factory.mktemp("bundle") / "web"
    shutil.copytree(ROOT / "web", folder, ignore=shutil.ignore_patterns("node_modules"))
    command = [npm, "ci", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=240)
    if done.returncode != 0:
        missing(f"npm ci fails, perhaps because the registry can't be reached: {done.stderr[-500:]}")
    return folder


def run(sources: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_sources_have_right_types(sources: Path) -> None:
    run(sources, "npm", "run", "--silent", "check")


def test_the_scripts_in_the_package_are_made_of_the_sources(sources: Path, tmp_path: Path) -> None:
    run(sources, "npm", "run", "--silent", "build", "--", str(tmp_path))
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), (
            f"{name} is not what web/ makes; run `npm ci && npm run build` in web/"
        )


@pytest.mark.parametrize(
    ("script", "used"),
    [
        ("editor", {"@codemirror/view", "@codemirror/legacy-modes", "@lezer/common", "style-mod"}),
        ("network", {"cytoscape"}),
    ],
)
def test_every_package_in_a_script_has_its_licence_beside_it(script: str, used: set[str]) -> None:
    text = (STATIC / f"{script}-licenses.txt").read_text("utf-8")
    assert text.startswith(f"{script}.js is made of web/")
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    packages = {path.removeprefix("node_modules/"): entry for path, entry in lock["packages"].items() if path}
    named = [name for name, entry in packages.items() if f"\n{name} {entry['version']} (" in text]
    assert used <= set(named)
    assert {packages[name]["license"] for name in named} == {"MIT"}
    assert text.count("Permission is hereby granted") == len(named)


def test_no_package_comes_from_elsewhere_than_npm() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    sources = {entry.get("resolved", "https://registry.npmjs.org/") for path, entry in lock["packages"].items() if path}
    assert all(source.startswith("https://registry.npmjs.org/") for source in sources)
    assert all("integrity" in entry for path, entry in lock["packages"].items() if path)
