"""Builds the folder of one release around a store that is made for it; serves nothing and points to nothing."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from ontology.dataset import Manifest
from service.release.contents import Parts
from service.release.releases import FORMAT, MANIFEST, ReleaseManifest, Releases, sync_folder


@dataclass(frozen=True, slots=True)
class Filled:
    """A store that was made: its quads by graph IRI, and how often it was changed since it was built as a whole."""

    graphs: dict[str, int]
    patches: int = 0


def engine() -> str:
    """What writes stores here, with its version."""
    return f"pyoxigraph {version('pyoxigraph')}"


def software() -> str:
    """The version of this software."""
    return version("doelgraaf")


def digest(manifest: Manifest, definitions: str) -> str:
    """Ten hex digits over all that a release is made from: the dataset, rules and definitions, the software."""
    content = hashlib.sha256(msgspec.json.encode(manifest, order="sorted"))
    for part in (definitions, software(), str(FORMAT)):
        content.update(b"\0" + part.encode())
    return content.hexdigest()[:10]


def assemble(releases: Releases, release: str, parts: Parts, fill: Callable[[Path], Filled]) -> ReleaseManifest:
    """Build a release aside and give it its place; `fill` makes the store at a path where nothing is yet.

    Raises:
        OSError: the disk is full or not writable.
        SyntaxError: a file of the dataset is no N-Quads.
    """
    draft = releases.draft(release)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    filled = fill(draft / "store")
    manifest = ReleaseManifest(
        id=release,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=engine(),
        software=software(),
        graphs=filled.graphs,
        dataset=parts.manifest,
        definitions=parts.definitions,
        derived=parts.keys,
        patches=filled.patches,
        checked=dict(parts.checked),
        violations=dict(parts.violations),
    )
    _write_synced(draft / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1))
    sync_folder(draft)
    draft.replace(releases.folder(release))
    sync_folder(releases.folder(release).parent)
    return manifest


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
