"""Makes the dumps of a release from its own store: N-Quads, tables as CSV and Parquet, and the digest of each.

Only what changed since another release is written; only digests of what is put together of parts are counted anew.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, aclosing, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import msgspec

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings
from service.answers.dumps import DumpedTable, dumped_tables
from service.answers.dumps.parquet import DECIMALS, to_parquet
from service.answers.tables import ColumnKind, Table
from service.answers.tables.rows import Cells, read_rows
from service.answers.tables.writing import csv_head, csv_lines
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import Engine
from service.engine.work import Limits
from service.release import leases
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.dump_quads import QuadParts, digest_of, part_of
from service.release.dumps import Composition, Dump, DumpError, Dumps, DumpShelf, Part, scopes
from service.release.releases import ReleaseManifest, Releases

# Part of every key of a table; another number where the same release gives other rows.
_VERSION: Final = "1"
_PIECE_BYTES: Final = 1024 * 1024
_MIB: Final = 1024 * 1024
_CAPACITY: Final = Capacity(
    workers=1,
    spare=2,
    slow_workers=1,
    own_workers=1,
    queue_length=4,
    timeout_s=600.0,
    demote_after_s=600.0,
    limits=Limits(memory_bytes=1024 * _MIB, result_bytes=4096 * _MIB),
)

Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


def make_dumps(data: Path, release: str, progress: Progress | None = None) -> Dumps:
    """The dumps of a release of a data directory; made where they are not there yet.

    Raises:
        NoReleaseError: there is no such release.
        DumpError: they can't be made of it.
        EngineError: a table can't be read from its store.
        OSError: the disk is full or not writable.
    """
    releases = Releases(data)
    shelf = DumpShelf.of(releases)
    with closing(leases.take(releases, release)), shelf.locked():
        manifest = releases.manifest(release)
        found = shelf.read(release)
        if found is None:
            found = _Making(releases, manifest, shelf, shelf.known()).dumps(progress or _silent)
            shelf.write(found)
    shelf.sweep(releases)
    return found


@dataclass(frozen=True, slots=True)
class _Making:
    """The making of the dumps of one release; `known` parts are not made again."""

    releases: Releases
    manifest: ReleaseManifest
    shelf: DumpShelf
    known: Mapping[str, Part]
    tables: Sequence[DumpedTable] = field(default_factory=dumped_tables)

    def dumps(self, progress: Progress) -> Dumps:
        quads = QuadParts(self.releases, self.manifest, self.shelf, self.known)
        parts = dict(quads.write())
        for table in self.tables:
            parts[f"{WHOLE}/{table.name}.csv.head"] = self._head(table.table)
        parts |= asyncio.run(self._rows(quads, progress))
        parts |= dict(self._parquet(Composition.of(parts)))
        made = Composition.of(parts)
        dumps = dict(_digested(self._paths(), made, self.shelf))
        return Dumps(self.manifest.id, parts, self._dated(dumps))

    def _dated(self, dumps: Mapping[str, Dump]) -> dict[str, Dump]:
        """Dumps with when they changed, as those of the release before tell."""
        before = self.shelf.before(self.manifest.id)
        if before is None:
            return dict(dumps)
        known = {(path, dump.sha256): dump.changed for path, dump in before.dumps.items()}
        return {
            path: msgspec.structs.replace(dump, changed=known.get((path, dump.sha256), self.manifest.created))
            for path, dump in dumps.items()
        }

    def _paths(self) -> list[str]:
        names = [FACTS, TEXTS, *(f"{table.name}.{form}" for table in self.tables for form in ("csv", "parquet"))]
        return [f"{scope}/{name}" for scope in scopes(self.manifest.dataset) for name in names]

    def _head(self, table: Table) -> Part:
        content = csv_head(table)
        key = f"{digest_of([content.decode()])} {table.name}.csv.head"
        draft = self.shelf.draft(key)
        draft.write_bytes(content)
        return self.shelf.keep(draft, part_of(key, draft, 0))

    async def _rows(self, quads: QuadParts, progress: Progress) -> dict[str, Part]:
        """The rows of every document, by scope and name."""
        found: dict[str, Part] = {}
        documents = sorted(self.manifest.dataset.documents)
        keys = {body: self._body_digest(quads, body) for body in self.manifest.dataset.bodies}
        with closing(EmbeddedEngine(self.releases, _CAPACITY, fixed=self.manifest.id)) as engine:
            for done, path in enumerate(documents, start=1):
                wanted = {
                    f"{path}/{table.name}.csv": f"{keys[path.partition('/')[0]]} {path}/{table.name}.csv"
                    for table in self.tables
                }
                if set(wanted.values()) <= self.known.keys():
                    found |= {name: self.known[key] for name, key in wanted.items()}
                else:
                    found |= await self._rows_of(engine, DocumentKey.parse(path), wanted)
                progress(done, len(documents))
        return found

    def _body_digest(self, quads: QuadParts, body: str) -> str:
        """The digest of all that rows of a body depend on: a row tells names that stand in other documents of it."""
        dataset = self.manifest.dataset
        documents = [path for path in sorted(dataset.documents) if path.startswith(f"{body}/")]
        coverage = [repr(dataset.documents[path].coverage) for path in documents]
        queries = [table.source.query for table in self.tables]
        curated = [f"{name} {digest}" for name, digest in sorted(self.manifest.curated.graphs.items())]
        files = [digest for _, digest in sorted(dataset.bodies[body].files.items())]
        depends = [one for path in documents for one in quads.depends(path)]
        made_by = [_VERSION, self.manifest.base, self.manifest.definitions, body, self.manifest.derived.get(body, "")]
        return digest_of([*made_by, *files, *depends, *coverage, *curated, *queries])

    async def _rows_of(self, engine: Engine, document: DocumentKey, wanted: Mapping[str, str]) -> dict[str, Part]:
        found = {}
        for source in {table.source.name: table.source for table in self.tables}.values():
            tables = [table for table in self.tables if table.source is source]
            with ExitStack() as open_files:
                files = [open_files.enter_context(_draft(self.shelf, table).open("wb")) for table in tables]
                count = await self._copy(engine, document, tables, files)
            for table in tables:
                name = f"{document.path}/{table.name}.csv"
                draft = _draft(self.shelf, table)
                found[name] = self.shelf.keep(draft, part_of(wanted[name], draft, count))
        return found

    async def _copy(
        self, engine: Engine, document: DocumentKey, tables: Sequence[DumpedTable], files: Sequence[IO[bytes]]
    ) -> int:
        """Write the rows of a document for tables of one source; returns how many those are."""
        source, count = tables[0].source, 0
        holdings = Holdings.of(self.manifest)
        async with aclosing(read_rows(engine, holdings, source, [document])) as pieces:
            async for rows in pieces:
                require_exact(rows, source, self.manifest.id)
                count += len(rows)
                for table, file in zip(tables, files, strict=True):
                    file.write(csv_lines(table.cells(rows)))
        return count

    def _parquet(self, composition: Composition) -> Iterator[tuple[str, Part]]:
        for scope in scopes(self.manifest.dataset):
            for table in self.tables:
                rows = [part for part in composition.of_dump(f"{scope}/{table.name}.csv") if not _is_head(part)]
                columns = " ".join(f"{column.name}:{column.kind}" for column in table.table)
                path = f"{scope}/{table.name}.parquet"
                key = f"{digest_of([_VERSION, columns, *(part.sha256 for part in rows)])} {table.name}.parquet"
                yield path, self.known.get(key) or self._parquet_part(table.table, key, rows)

    def _parquet_part(self, table: Table, key: str, rows: Sequence[Part]) -> Part:
        draft = self.shelf.draft(key)
        to_parquet(table, [self.shelf.part(part) for part in rows], draft)
        return self.shelf.keep(draft, part_of(key, draft, sum(part.rows for part in rows)))


def require_exact(rows: Iterable[Cells], table: Table, release: str) -> None:
    """Refuse rows of a table of which Parquet would round a number.

    Raises:
        DumpError: a number has more decimals.
    """
    decimals = [place for place, column in enumerate(table) if column.kind is ColumnKind.DECIMAL]
    for row in rows:
        for place in decimals:
            cell = row[place]
            if cell is not None and len(cell.partition(".")[2]) > DECIMALS:
                raise DumpError(_DECIMALS, release=release, table=table.name, value=cell, most=DECIMALS)


def _digested(paths: Sequence[str], made: Composition, shelf: DumpShelf) -> Iterator[tuple[str, Dump]]:
    """What each dump is as a whole; that of one part is known."""
    for path in paths:
        parts = made.of_dump(path)
        if len(parts) == 1:
            yield path, Dump(parts[0].sha256, parts[0].size, parts[0].rows)
        elif parts:
            digest = hashlib.sha256()
            for part in parts:
                _feed(digest, shelf.part(part))
            yield path, Dump(digest.hexdigest(), sum(part.size for part in parts), sum(part.rows for part in parts))


def _feed(digest: "hashlib._Hash", path: Path) -> None:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)


def _draft(shelf: DumpShelf, table: DumpedTable) -> Path:
    return shelf.draft(f"{table.name}.csv").with_suffix(f".{table.name}")


def _is_head(part: Part) -> bool:
    return part.key.endswith(".head")


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


_DECIMALS: Final = Phrase(
    "tabel {table} van release {release}: {value} heeft meer dan {most} decimalen, en in Parquet zou het worden "
    "afgerond; lees de pagina opnieuw in met `doelgraaf ingest`, of meld het",
    "table {table} of release {release}: {value} has more than {most} decimals, and Parquet would round it; read the "
    "page again with `doelgraaf ingest`, or report it",
)
