"""The graphs of a release as they are sent: sorted N-Triples, digests, and how two releases differ. Sends nothing."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from ontology.language import Phrase
from service.engine.remote_client import RemoteError
from service.engine.remote_state import Held
from service.release.store import open_read_only

_NUL: Final = rb"\u0000"  # at which such an engine ends a text
_PIECE_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Difference:
    """What goes from and comes to all triples of a release, as lines of N-Triples."""

    gone: Sequence[bytes]
    added: Sequence[bytes]


@dataclass(frozen=True)
class Graphs:
    """The graphs in the store of a release; for one thread."""

    path: Path

    @cached_property
    def _store(self) -> Store:
        return open_read_only(self.path)

    def content(self, name: str) -> bytes:
        """A graph as sorted N-Triples; empty where there is none."""
        return b"".join(self._lines(name))

    def held(self, everything: str) -> Mapping[str, Held]:
        """The graphs by IRI as an engine is to hold them, with one of all triples, sorted."""
        found: dict[str, Held] = {}
        whole = hashlib.sha256()
        for name in sorted(node.value for node in self._store.named_graphs() if isinstance(node, NamedNode)):
            lines = self._lines(name)
            found[name] = Held(len(lines), hashlib.sha256(b"".join(lines)).hexdigest())
            whole.update(f"{name} {found[name].digest}\n".encode())
        found[everything] = Held(_distinct(self._store), whole.hexdigest())
        return dict(sorted(found.items()))

    def refuse_datatypes(self, names: Collection[str], lost: Collection[str]) -> None:
        """Refuse graphs with a value that the engine would give back as something else.

        Raises:
            RemoteError: there is one.
        """
        endings = tuple(f"^^<{datatype}> .\n".encode() for datatype in lost)
        for name in names if endings else ():
            found = next((line for line in self._lines(name) if line.endswith(endings) or _NUL in line), None)
            if found is not None:
                raise RemoteError(_LOST, graph=name, triple=found.decode().strip())

    def difference(self, before: "Graphs", names: Collection[str], most: int) -> Difference | None:
        """How all triples differ from those of an earlier release that has other content in these graphs alone.

        None where more than `most` triples do.
        """
        gone: set[bytes] = set()
        added: set[bytes] = set()
        for name in names:
            old, new = set(before._lines(name)), set(self._lines(name))  # noqa: SLF001 - another of its own kind
            gone |= old - new
            added |= new - old
            if len(gone) + len(added) > most:
                return None
        return Difference(sorted(line for line in gone if not self._has(line)), sorted(added))

    def _has(self, line: bytes) -> bool:
        quad = next(iter(parse(line, RdfFormat.N_TRIPLES)))
        return next(self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None), None) is not None

    def _lines(self, name: str) -> list[bytes]:
        written = self._store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(name)) or b""
        return sorted(written.splitlines(keepends=True))


def pieces(content: bytes) -> Iterator[bytes]:
    """N-Triples in pieces of about 4 MiB, each of whole lines; one empty piece where there is nothing."""
    start = 0
    while len(content) - start > _PIECE_BYTES:
        end = content.rindex(b"\n", start, start + _PIECE_BYTES) + 1
        yield content[start:end]
        start = end
    yield content[start:]


def _distinct(store: Store) -> int:
    """How many triples there are, each counted once."""
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    count = next(rows)["n"]
    return int(count.value) if isinstance(count, Literal) else 0


_LOST: Final = Phrase(
    "{graph}: deze engine geeft een waarde hierin anders terug dan zij is ({triple}); haal haar weg, of gebruik een "
    "andere engine",
    "{graph}: this engine gives a value in it back as something else ({triple}); take it away, or use another engine",
)
