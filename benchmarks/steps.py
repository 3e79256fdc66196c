"""Steps of a whole run, each of which is taken in a fresh process: pages to a dataset, a dataset to a release."""

import time
from pathlib import Path

import msgspec

from benchmarks.probes import BASE, Measured, measured
from ingest.write import Run, ingest
from service.release.publish import publish


class Ingested(msgspec.Struct, frozen=True, rename="camel"):
    """What an ingest took and gave: pages in the dataset, files with an issue, and files of the dataset it changed."""

    measured: Measured
    pages: int
    with_issue: int
    changed: tuple[str, ...]


def ingesting(given: tuple[Path, Path, int]) -> Ingested:
    """Pages to a dataset, in so many processes."""
    folder, out, jobs = given
    before = times(out)
    started = time.perf_counter()
    summary = ingest(Run((folder,), out, BASE, jobs))
    taken = measured(started, summary.files)
    pages = sum(entry.coverage.pages_read for entry in summary.documents.values())
    after = times(out)
    changed = tuple(sorted(path for path in after if before.get(path) != after[path]))
    return Ingested(taken, pages, len({issue.path for issue in summary.issues}), changed)


def publishing(given: tuple[Path, Path]) -> Measured:
    """A dataset to a release."""
    dataset, data = given
    started = time.perf_counter()
    published = publish(dataset, data)
    documents = published.manifest.dataset.documents.values()
    return measured(started, sum(entry.coverage.pages_read for entry in documents))


def times(out: Path) -> dict[str, int]:
    """When each file of a dataset was written last."""
    found = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix(): path.stat().st_mtime_ns
        for path in found
        if not path.relative_to(out).parts[0].startswith(".")
    }
