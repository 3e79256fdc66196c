"""A store of quads on disk: made once from N-Quads, then only read. Knows nothing of what the quads say."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

# Loading keeps a batch in memory about ten times over; a batch of this size stays well under half a gigabyte.
_BATCH_BYTES: Final = 32 * 1024 * 1024


def build(path: Path, contents: Iterable[bytes]) -> dict[str, int]:
    """Make a store from the contents of N-Quads files; returns the number of quads by graph IRI.

    Raises:
        OSError: the disk is full or not writable.
        SyntaxError: a file is no N-Quads.
    """
    store = Store(str(path))
    for batch in _batches(contents):
        store.bulk_load(batch, RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return _count(store)


def open_read_only(path: Path) -> Store:
    """A store as it was built; any number of processes may hold it open.

    Raises:
        OSError: there is no store, or its files are damaged.
    """
    return Store.read_only(str(path))


def _batches(contents: Iterable[bytes]) -> Iterator[bytes]:
    batch: list[bytes] = []
    for content in contents:
        batch.append(content)
        if sum(map(len, batch)) >= _BATCH_BYTES:
            yield b"".join(batch)
            batch = []
    if batch:
        yield b"".join(batch)


def _count(store: Store) -> dict[str, int]:
    rows = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    counts: dict[str, int] = {}
    for row in rows:
        graph, count = row["g"], row["n"]
        if isinstance(graph, NamedNode) and isinstance(count, Literal):
            counts[graph.value] = int(count.value)
    return dict(sorted(counts.items()))
