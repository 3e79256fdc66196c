"""The input folder: which files are pages, and what the operator says of each. Reads no page."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from ingest.issues import PageIssue
from ingest.origin import ListedBody, OriginError, Sidecar, load_bodies, load_sidecar

BODIES: Final = "bodies.yml"
OPERATOR_FILES: Final = frozenset({".yml", ".yaml", ".md"})


class InputError(Exception):
    """An input that is not there, or a list of bodies that can't be used; the message names the path and the remedy."""


class PageFile(msgspec.Struct, frozen=True):
    """One file of the input: its name in issues, its path, and what is said of it; `issue` where its sidecar is bad."""

    name: str
    path: Path
    sidecar: Sidecar
    listed: ListedBody | None
    issue: PageIssue | None = None


def find_pages(inputs: Iterable[Path]) -> Iterator[PageFile]:
    """The pages of files and folders, sorted by path; a folder may hold `bodies.yml` and sidecars `NAME.yml`.

    Raises:
        InputError: a path does not exist, or `bodies.yml` can't be used.
    """
    for given in inputs:
        if not given.exists():
            raise InputError(f"{given}: there is no such file or folder")
        root = given if given.is_dir() else given.parent
        bodies = read_bodies(root)
        files = sorted(path for path in given.rglob("*") if _is_page(path, root)) if given.is_dir() else [given]
        for path in files:
            yield _page_file(path, root, bodies)


def read_bodies(root: Path) -> Mapping[str, ListedBody]:
    """What `bodies.yml` of an input folder says, by host or folder; empty where there is none."""
    path = root / BODIES
    if not path.is_file():
        return {}
    try:
        return load_bodies(str(path), path.read_bytes())
    except OriginError as error:
        raise InputError(str(error)) from error


def _is_page(path: Path, root: Path) -> bool:
    relative = path.relative_to(root)
    hidden = any(part.startswith(".") for part in relative.parts)
    return path.is_file() and not hidden and path.suffix.lower() not in OPERATOR_FILES


def _page_file(path: Path, root: Path, bodies: Mapping[str, ListedBody]) -> PageFile:
    name = path.relative_to(root).as_posix()
    beside = path.with_suffix(".yml")
    try:
        sidecar = load_sidecar(str(beside), beside.read_bytes()) if beside.is_file() else Sidecar()
    except OriginError as error:
        return PageFile(name, path, Sidecar(), None, PageIssue(name, "bad-sidecar", values={"fault": str(error)}))
    host = urlsplit(sidecar.source).hostname if sidecar.source else None
    folders = [parent.as_posix() for parent in path.relative_to(root).parents]
    listed = next((bodies[key] for key in (host, *folders) if key is not None and key in bodies), None)
    return PageFile(name, path, sidecar, listed)
