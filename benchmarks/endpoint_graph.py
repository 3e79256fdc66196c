"""The generated graph that the endpoints serve: a corpus, its dataset, its release, and the same as one N-Quads file.

Lies in a cache folder and is made again only where it is missing or where what makes it has changed: the corpus is the
same for the same seed, and a release is named after what it was made from.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from benchmarks.corpus import Plan, write_corpus
from benchmarks.probes import BASE
from service.answers.coverage import Holdings
from service.release.releases import Releases

ROOT: Final = Path(__file__).parent.parent
LEAST: Final = 500_000  # triples


class GraphError(Exception):
    """A graph that could not be made; the message says at which step and what was printed."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph of a release: the data directory that the service serves, its store, and all of it as N-Quads.

    `triples` are those of the union of its named graphs.
    """

    data: Path
    release: str
    quads: Path
    triples: int
    holdings: Holdings

    @property
    def store(self) -> Path:
        """The store of the release."""
        return Releases(self.data).store(self.release)


def prepare(cache: Path, pages: int, seed: int, told: Callable[[str], None]) -> Graph:
    """The graph of so many pages, made in a folder of the cache unless it is there; `told` hears what is being done.

    Raises:
        GraphError: a step failed.
    """
    folder = cache / f"{pages}-pages-seed-{seed}"
    dataset, data = folder / "dataset", folder / "data"
    if not (dataset / "manifest.json").exists():
        told(f"{folder}: writing and ingesting {pages} pages")
        plan = Plan(folder / "corpus", pages, seed)
        if not plan.index.exists():
            write_corpus(plan)
        doelgraaf("ingest", str(plan.folder), "--out", str(dataset), "--base", BASE, "--quiet")
    told("publishing, where that is needed")
    doelgraaf("publish", str(dataset), "--data", str(data), "--quiet")
    return _opened(folder, data)


def doelgraaf(*words: str) -> None:
    """Run a command of doelgraaf in a fresh process, as its users do.

    Raises:
        GraphError: it failed.
    """
    done = subprocess.run([*program(), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise GraphError(f"doelgraaf {' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")


def program() -> tuple[str]:
    """The words that start doelgraaf: the command of the environment that this runs in."""
    return (str(Path(sys.executable).with_name("doelgraaf")),)


def _opened(folder: Path, data: Path) -> Graph:
    releases = Releases(data)
    release = releases.current()
    quads = folder / f"{release}.nq"
    store = Store.read_only(str(releases.store(release)))
    if not quads.exists():
        draft = quads.with_suffix(".draft")
        store.dump(str(draft), RdfFormat.N_QUADS)
        draft.replace(quads)
    triples = _count_triples(store)
    return Graph(data, release, quads, triples, Holdings.of(releases.manifest(release)))


def _count_triples(store: Store) -> int:
    """Triples of the union, where each counts once however many graphs state it."""
    return len({(quad.subject, quad.predicate, quad.object) for quad in store})
