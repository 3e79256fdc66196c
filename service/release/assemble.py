"""Builds the folder of one release around a store that is made for it; serves nothing and points to nothing."""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from ontology.dataset import Manifest
from service.release import contents, labels, network, network_build, network_rows, search_index, service_graph
from service.release.contents import Parts
from service.release.curated import Curated
from service.release.last_changes import last_changes
from service.release.releases import FORMAT, MANIFEST, ReleaseManifest, Releases, sync_folder
from service.release.void_counts import Counts


@dataclass(frozen=True, slots=True)
class Filled:
    """A store that was made: its quads by graph IRI, and how often it was changed since it was built as a whole.

    `dropped` counts the quads that those changes took out, and `known` has the counts of what they left as it was.
    """

    graphs: dict[str, int]
    patches: int = 0
    dropped: int = 0
    known: Mapping[str, Counts] = field(default_factory=dict)


def engine() -> str:
    """What writes stores here, with its version."""
    return f"pyoxigraph {version('pyoxigraph')}"


def software() -> str:
    """The version of this software."""
    return version("doelgraaf")


def moment() -> str:
    """The clock time at which something is made (ISO 8601, UTC)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def digest(manifest: Manifest, definitions: str, curated: Curated, made_by: str | None = None) -> str:
    """Ten hex digits over all that a release is made from: dataset, rules and definitions, curated graphs, software.

    `made_by` is the version of the software where it is not this one.
    """
    content = hashlib.sha256(msgspec.json.encode(manifest, order="sorted"))
    written = [part for graph, held in sorted(curated.graphs.items()) for part in (graph, held)]
    for part in (definitions, made_by or software(), str(FORMAT), *written):
        content.update(b"\0" + part.encode())
    return content.hexdigest()[:10]


def assemble(
    releases: Releases,
    release: str,
    parts: Parts,
    fill: Callable[[Path], Filled],
    before: ReleaseManifest | None = None,
    current: ReleaseManifest | None = None,
) -> ReleaseManifest:
    """Build a release aside and give it its place; `fill` makes the store at a path where nothing is yet.

    Where that was made of the store of the release `before`, so is the search index of its index. What is the same in
    `current`, the release that is served, did not change.

    Raises:
        OSError: the disk is full or not writable.
        SyntaxError: a file of the dataset is no N-Quads.
    """
    draft = releases.draft(release)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    filled = fill(draft / "store")
    graphs = service_graph.describe(draft / "store", parts.manifest, filled.graphs, filled.known)
    labels.write(draft / labels.FILE, draft / "store", parts.manifest.base)
    _write_network(draft / network.FOLDER, parts)
    _write_search(draft / search_index.FOLDER, parts, releases, before if filled.patches else None)
    created = moment()
    manifest = ReleaseManifest(
        id=release,
        created=created,
        engine=engine(),
        software=software(),
        graphs=graphs,
        dataset=parts.manifest,
        definitions=parts.definitions,
        derived=parts.keys,
        patches=filled.patches,
        dropped=filled.dropped,
        checked=dict(parts.checked),
        violations=dict(parts.violations),
        curated=parts.curated.curated,
        remote=parts.remote,
        changed=last_changes(parts, created, current),
    )
    give_place(releases, manifest)
    return manifest


def give_place(releases: Releases, manifest: ReleaseManifest) -> None:
    """Make a release of a draft that has all but its manifest.

    Raises:
        OSError: the disk is full or not writable.
    """
    draft = releases.draft(manifest.id)
    _write_synced(draft / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1))
    sync_folder(draft)
    draft.replace(releases.folder(manifest.id))
    sync_folder(releases.folder(manifest.id).parent)


def _write_network(folder: Path, parts: Parts) -> None:
    rows = parts.rows
    by_body = contents.documents_by_body(parts.dataset, parts.manifest)
    documents = {code: [document.path for document in found] for code, found in by_body.items()}
    bodies = network_build.read_bodies(documents, lambda path: network_rows.decode(rows[path].read_bytes()))
    network_build.write(folder, parts.manifest.base, bodies)


def _write_search(folder: Path, parts: Parts, releases: Releases, before: ReleaseManifest | None) -> None:
    if before is not None:
        earlier = releases.folder(before.id)
        if search_index.renew(folder, earlier, before.dataset, parts.dataset, parts.manifest):
            return
    search_index.write(folder, parts.dataset, parts.manifest)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
