"""The N-Quads of dumps: which graphs each has, what they depend on, and the writing of those that changed.

What pages say in words of their publisher stands apart from facts, as it does in the graphs. Knows no table.
"""

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from ontology.dataset import BodyFiles, DocumentFiles
from ontology.iri import DocumentKey, graph
from service.release import store
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.dumps import DumpShelf, Part, require_count, scopes
from service.release.releases import ReleaseManifest, Releases
from service.release.sorting import sorted_lines

# Part of every key; another number where the same release gives another part.
_VERSION: Final = "1"
_OF_DOCUMENT: Final = ("analysis", "doc", "inferred")
_OF_BODY: Final = ("body", "inferred")


@dataclass(frozen=True, slots=True)
class QuadParts:
    """The writing of the N-Quads of a release; parts in `known` are not written again."""

    releases: Releases
    manifest: ReleaseManifest
    shelf: DumpShelf
    known: Mapping[str, Part]

    def write(self) -> Iterator[tuple[str, Part]]:
        """Each part with its scope and name, written where it is not known.

        Raises:
            DumpError: the store has not the quads that the release has.
            OSError: the disk is full or not writable.
        """
        opened = store.open_read_only(self.releases.store(self.manifest.id))
        rest = set(self.manifest.graphs)
        for scope in reversed(scopes(self.manifest.dataset)):
            for name, graphs in self._graphs(scope, rest).items():
                rest -= set(graphs)
                path = f"{scope}/{name}"
                key = f"{self._digest(scope)} {path}"
                yield path, self.known.get(key) or self._part(opened, key, path, graphs)

    def _graphs(self, scope: str, rest: set[str]) -> dict[str, list[str]]:
        """The graphs of the parts of a scope; all that are left where it is that of everything."""
        if scope == WHOLE:
            return {FACTS: sorted(rest)}
        facts = [self._graph(kind, scope) for kind in (_OF_DOCUMENT if "/" in scope else _OF_BODY)]
        found = {FACTS: [name for name in facts if name in rest]}
        text = self._graph("text", scope)
        return found | ({TEXTS: [text] if text in rest else []} if "/" in scope else {})

    def _graph(self, kind: str, scope: str) -> str:
        return graph(self.manifest.base, kind, scope)

    def _digest(self, scope: str) -> str:
        """The digest of all that the graphs of a scope depend on."""
        if scope == WHOLE:
            parts = [self.manifest.id]
        elif "/" in scope:
            parts = self.depends(scope)
        else:
            dataset = self.manifest.dataset
            documents = [path for path in sorted(dataset.documents) if path.startswith(f"{scope}/")]
            body = dataset.bodies[scope].files[BodyFiles(scope).body]
            parts = [body, self._derived(scope), *(one for path in documents for one in self.depends(path))]
        return digest_of([_VERSION, self.manifest.base, scope, *parts])

    def depends(self, document: str) -> list[str]:
        """What the graphs of a document depend on."""
        files, named = self.manifest.dataset.documents[document].files, DocumentFiles(DocumentKey.parse(document))
        return [files[named.facts], files[named.texts], self._derived(document)]

    def _derived(self, subject: str) -> str:
        """The key of what was derived of a document or a body; the release itself where it does not say."""
        return self.manifest.derived.get(subject, self.manifest.id)

    def _part(self, opened: Store, key: str, path: str, graphs: list[str]) -> Part:
        draft = self.shelf.draft(key)
        counted: dict[str, int] = {}
        with _compressing(draft) as file:
            for name in graphs:
                with store.lines_of(opened, name, draft.parent) as lines:
                    counted[name] = _copied(sorted_lines(lines, draft.parent), file)
        require_count(self.manifest.id, path, counted, {name: self.manifest.graphs[name] for name in graphs})
        return self.shelf.keep(draft, part_of(key, draft, sum(counted.values())))


def part_of(key: str, file: Path, rows: int) -> Part:
    """A part that was written to a file."""
    with file.open("rb") as written:
        return Part(key, hashlib.file_digest(written, "sha256").hexdigest(), file.stat().st_size, rows)


def digest_of(parts: Iterable[str]) -> str:
    """Half of the SHA-256 of some texts one after the other, which no two will share by chance."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@contextmanager
def _compressing(path: Path) -> Iterator[gzip.GzipFile]:
    """A file without name and time in it (RFC 1952, section 2.3.1), so that the same quads give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as file:
        yield file


def _copied(lines: Iterable[bytes], file: gzip.GzipFile) -> int:
    count = 0
    for line in lines:
        file.write(line)
        count += 1
    return count
