"""A store of quads on disk: made from N-Quads or from another store, then only read. Knows not what the quads say."""

import re
import tempfile
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

# Loading keeps a batch in memory about ten times over; a batch of this size stays well under half a gigabyte.
_BATCH_BYTES: Final = 32 * 1024 * 1024
# A blank node as subject or object of a line; the same in a string only makes loading slower.
_BLANK: Final = re.compile(rb"(?:^|> )_:", re.MULTILINE)


def build(path: Path, contents: Iterable[bytes]) -> dict[str, int]:
    """Make a store from the contents of N-Quads files; returns the number of quads by graph IRI.

    Raises:
        OSError: the disk is full or not writable.
        SyntaxError: a file is no N-Quads.
    """
    store = Store(str(path))
    try:
        for batch in _batches(contents):
            _load(store, batch)
        store.optimize()
        store.flush()
        return _count(store)
    finally:
        del store  # the traceback of an error would keep it, and with it its lock


def _load(store: Store, batch: bytes) -> None:
    if _BLANK.search(batch):  # loading gives blank nodes other labels, and the same input has to give the same bytes
        store.bulk_extend(parse(batch, RdfFormat.N_QUADS))
    else:
        store.bulk_load(batch, RdfFormat.N_QUADS)


# A bulk load writes a dozen files whatever it loads (0.1 s); an ordinary one holds all in memory until it is done.
_MOST_EXTENDED: Final = 20_000


class StrayQuadError(ValueError):
    """N-Quads of one graph that hold a quad of another; the message names both graphs."""


class Edited:
    """A store that is being changed graph by graph."""

    def __init__(self, store: Store) -> None:
        """Change a store that is open for writing; `dropped` counts the quads that were taken out of it."""
        self._store = store
        self.dropped = 0

    def replace(self, name: str, content: bytes) -> int:
        """Have a graph hold the quads of N-Quads and no others; returns how many those are.

        Raises:
            StrayQuadError: a quad is of another graph.
            SyntaxError: the content is no N-Quads.
            OSError: the disk is full or not writable.
        """
        wanted, node = Store(), NamedNode(name)  # a store, because it writes numbers and times as the one on disk does
        wanted.bulk_load(content, RdfFormat.N_QUADS)
        stray = [graph for graph in wanted.named_graphs() if graph != node]
        if stray:
            raise StrayQuadError(f"a quad of {stray[0]} stands among those of {name}")
        added = [quad for quad in wanted if quad not in self._store]
        for quad in [quad for quad in self._store.quads_for_pattern(None, None, None, node) if quad not in wanted]:
            self._store.remove(quad)
            self.dropped += 1
        if len(added) > _MOST_EXTENDED:
            self._store.bulk_extend(added)
        else:
            self._store.extend(added)
        if not len(wanted):
            self._store.remove_graph(node)
        return len(wanted)

    def not_elsewhere(self, content: bytes, graphs: Iterable[str]) -> bytes:
        """The lines of N-Quads whose triple stands in none of these graphs."""
        elsewhere = {NamedNode(name) for name in graphs}
        lines = content.splitlines(keepends=True)
        return b"".join(line for line in lines if not any(self._is_in(quad, elsewhere) for quad in _parsed(line)))

    def _is_in(self, quad: Quad, graphs: Container[object]) -> bool:
        found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name in graphs for other in list(found))


def copy(source: Path, target: Path) -> None:
    """Copy a store that nobody writes; on one file system the copy shares its files by hard links.

    Raises:
        OSError: there is no store at the source, its files are damaged, or the target can't be written.
    """
    Store.read_only(str(source)).backup(str(target))


@contextmanager
def dumped(path: Path, graph: str, folder: Path) -> Iterator[Iterator[bytes]]:
    """The quads of one graph of a store as lines of N-Quads, in no order; they pass through a file of the folder.

    Raises:
        OSError: there is no store, its files are damaged, or the disk is full or not writable.
    """
    with lines_of(open_read_only(path), graph, folder) as lines:
        yield lines


@contextmanager
def lines_of(store: Store, graph: str, folder: Path) -> Iterator[Iterator[bytes]]:
    """The same of a store that is open already.

    Raises:
        OSError: its files are damaged, or the disk is full or not writable.
    """
    ending = f" <{graph}> .\n".encode()
    with tempfile.TemporaryFile(dir=folder) as file:
        store.dump(file, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        file.seek(0)
        yield (line.removesuffix(b" .\n") + ending for line in file)


@contextmanager
def edited(path: Path) -> Iterator[Edited]:
    """A store to change; all changes are on disk when this ends without an error.

    Raises:
        OSError: there is no store, or its files are damaged.
    """
    store = Store(str(path))
    yield Edited(store)
    store.flush()


def count(path: Path, graphs: Iterable[str]) -> tuple[int, dict[str, int]]:
    """How many quads a store has in all, and in each of these graphs.

    Raises:
        OSError: there is no store, or its files are damaged.
    """
    store = open_read_only(path)
    return len(store), {graph: _count_in(store, graph) for graph in graphs}


def open_read_only(path: Path) -> Store:
    """A store as it was built; any number of processes may hold it open.

    Raises:
        OSError: there is no store, or its files are damaged.
    """
    try:
        return Store.read_only(str(path))
    except RuntimeError as error:  # what the engine raises where a block fails its checksum
        raise OSError(str(error)) from error


def _batches(contents: Iterable[bytes]) -> Iterator[bytes]:
    batch: list[bytes] = []
    for content in contents:
        batch.append(content)
        if sum(map(len, batch)) >= _BATCH_BYTES:
            yield b"".join(batch)
            batch = []
    if batch:
        yield b"".join(batch)


def _parsed(line: bytes) -> list[Quad]:
    return list(parse(line, RdfFormat.N_QUADS))


def _count_in(store: Store, graph: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(graph)))


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
