"""Steps of the log of changes, each for a process of its own: the first one of a release, and one that follows.

The next release is one in which the facts of one document have another digest, so that it is read again and found to
state the same. Makes no report.
"""

import os
import shutil
import time
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.stated import RELEASE, make
from benchmarks.trace_asking import Size
from benchmarks.trace_network import memory
from ontology.dataset import DocumentFiles
from ontology.iri import DocumentKey
from service.release.change_log import FILE, ChangeLog
from service.release.change_record import record
from service.release.releases import MANIFEST, Releases

_NEXT: Final = "0002-made0up000"
_MIB: Final = 1024 * 1024


class Logged(msgspec.Struct, frozen=True, rename="camel"):
    """What a step of the log took: how many changes that has, seconds, and the most memory of the process in MiB.

    `computing` are seconds of the processor, which others on the machine change little.
    """

    changes: int
    seconds: float
    computing: float
    peak_mib: float
    disk_mib: float


def written(given: tuple[Size, Path]) -> int:
    """Write a release; returns how many statements it has."""
    size, data = given
    return make(size, Releases(data))


def first(data: Path) -> Logged:
    """Log a release of which nothing is logged yet."""
    (data / FILE).unlink(missing_ok=True)
    return _logged(Releases(data))


def following(data: Path) -> Logged:
    """Log a release that differs from the one before in the digest of one document."""
    releases = Releases(data)
    before, folder = releases.manifest(RELEASE), releases.folder(_NEXT)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(releases.store(RELEASE), releases.store(_NEXT), copy_function=os.link)
    dataset = before.dataset
    path = min(dataset.documents)
    entry = dataset.documents[path]
    files = {**entry.files, DocumentFiles(DocumentKey.parse(path)).facts: "another"}
    documents = {**dataset.documents, path: msgspec.structs.replace(entry, files=files)}
    manifest = msgspec.structs.replace(before, id=_NEXT, dataset=msgspec.structs.replace(dataset, documents=documents))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    releases.point_to(_NEXT)
    try:
        return _logged(releases)
    finally:
        releases.point_to(RELEASE)


def _logged(releases: Releases) -> Logged:
    started, computed = time.perf_counter(), time.process_time()
    record(releases)
    seconds, computing = time.perf_counter() - started, time.process_time() - computed
    log = ChangeLog.of(releases.root)
    return Logged(log.total(), seconds, computing, memory("status", "VmHWM"), log.path.stat().st_size / _MIB)
