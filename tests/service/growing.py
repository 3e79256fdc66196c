"""Data directories with several releases of the tiny dataset, each with a goal more than the one before."""

import shutil
from dataclasses import replace
from pathlib import Path

from tiny import BUDGET, Goal, Tiny, publish_tiny


def grown(goals: int) -> Tiny:
    """The tiny dataset with so many goals more."""
    tiny = Tiny()
    more = tuple(Goal(f"1.2.{number}", f"Groen «{number}»", f"{number}.50") for number in range(goals))
    return replace(tiny, goals={**tiny.goals, BUDGET: (*tiny.goals[BUDGET], *more)})


def publish_grown(root: Path, releases: int) -> Path:
    """Publish so many releases, and give the data directory."""
    for goals in range(releases):
        publish_tiny(grown(goals).write(root / "dataset"), root / "data")
    return root / "data"


def copy_with_links(source: Path, target: Path) -> Path:
    """Copy a data directory with its hard links."""
    target.mkdir()
    names: dict[int, Path] = {}
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        elif path.stat().st_ino in names:
            copy.hardlink_to(names[path.stat().st_ino])
        else:
            shutil.copy2(path, copy)
            names[path.stat().st_ino] = copy
    return target
