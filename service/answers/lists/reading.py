"""The items of a list, read from a release: one query for how many, one for which they are, one for what they say.

Most orders go document by document. Then it is counted how many each document has, which is kept for as long as the
release answers, and only the documents of a part are looked into.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from ontology.codes import Completeness
from ontology.iri import DocumentKey, graph, in_document, mint, parse
from service.answers.coverage import Holdings
from service.answers.lists import (
    YEAR,
    Listing,
    Sort,
    Wanted,
    count_query,
    counts_query,
    page_query,
    simple_counts_query,
    terms,
    walk,
)
from service.answers.tables import Table
from service.answers.tables.rows import Cells, read_cells
from service.answers.versions import version_kind
from service.engine.engine import Engine, OtherReleaseError, Row, Term

_MOST_KEPT: Final = 64  # counts of lists; one takes less than a megabyte for ten thousand documents
_FILTERS: Final = ("organisation", "document", "documentKind", "year")
_BY_DOCUMENT: Final = frozenset(_FILTERS)
_Order = Sequence[tuple[Sort, bool]]
_Key = tuple[str, str, frozenset[tuple[str, str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a list, each item with a cell per column of its table, and how many there are in all."""

    rows: Sequence[Cells]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of a list each document has, by its IRI, in the order of the list."""

    documents: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(count for _, count in self.documents)

    def part(self, offset: int, limit: int) -> tuple[list[str], int]:
        """The documents that a part of the list stands in, and how many of their items come before it."""
        found, passed, before = list[str](), 0, 0
        for document, count in self.documents:
            if passed + count > offset and passed < offset + limit:
                before = before if found else offset - passed
                found.append(document)
            passed += count
        return found, before

    def less(self, left_out: Mapping[str, int]) -> "Counts":
        """The same without so many of each document, and without the documents that have none then."""
        rest = ((document, count - left_out.get(document, 0)) for document, count in self.documents)
        return Counts(tuple((document, count) for document, count in rest if count > 0))


class ListReader:
    """Reads lists, and keeps for the last ones that were asked for how many items each document has."""

    def __init__(self, listings_kept: int = _MOST_KEPT) -> None:
        self._most = listings_kept
        self._kept: OrderedDict[_Key, Counts] = OrderedDict()

    async def read(self, engine: Engine, holdings: Holdings, listing: Listing, wanted: Wanted) -> Listed:
        """A part of a list; three queries at most.

        Raises:
            EngineError: a query failed, or another release came in.
        """
        bound = terms(listing, holdings.base, wanted.values)
        order = walk(listing, wanted.order)
        if wanted.is_narrowed:
            things, total = await self._narrowed(engine, holdings, listing, wanted)
        elif order:
            counts = await self._counts(engine, holdings, listing, (wanted.values, order))
            documents, before = counts.part(wanted.offset, wanted.limit)
            total, here = counts.total, replace(wanted, offset=before)
            found = await engine.rows(page_query(listing, here, documents), bound) if documents else []
            things = [row["thing"].value for row in found]
        else:
            found, counted = await asyncio.gather(
                engine.rows(page_query(listing, wanted), bound),
                engine.rows(count_query(listing, wanted), bound),
            )
            total = int(counted[0]["total"].value)
            things = [row["thing"].value for row in found]
        rows = await engine.rows(_details(listing.table, things)) if things else []
        _require(engine, holdings)
        described = _described(holdings, listing.table, rows)
        return Listed([described[thing] for thing in things if thing in described], total)

    async def _narrowed(
        self, engine: Engine, holdings: Holdings, listing: Listing, wanted: Wanted
    ) -> tuple[list[str], int]:
        """A part of a list of which some items are left out, looked through here, and how many there are in all."""
        bound = terms(listing, holdings.base, wanted.values)
        order = walk(listing, wanted.order) if wanted.only is None else ()
        if not order:
            kept = await asyncio.to_thread(_kept, await engine.rows(page_query(listing, wanted), bound), wanted)
            return kept[wanted.offset : wanted.offset + wanted.limit], len(kept)
        counts = await self._counts(engine, holdings, listing, (wanted.values, order))
        counts = counts.less(Counter(wanted.without.values()))
        documents, before = counts.part(wanted.offset, wanted.limit)
        found = await engine.rows(page_query(listing, wanted, documents), bound) if documents else []
        kept = await asyncio.to_thread(_kept, found, wanted)
        return kept[before : before + wanted.limit], counts.total

    async def _counts(
        self, engine: Engine, holdings: Holdings, listing: Listing, asked: tuple[Mapping[str, str], _Order]
    ) -> Counts:
        values, order = asked
        if listing.counted and holdings.conforms and _BY_DOCUMENT.issuperset(values):
            found = await self._simple(engine, holdings, listing)
            return _chosen(found, holdings.base, values, order)
        names = tuple(f"{'-' * descending}{sort.variable}" for sort, descending in order)
        key = (holdings.release, listing.name, frozenset(values.items()), names)
        counts = self._kept.get(key)
        if counts is None:
            bound = terms(listing, holdings.base, values)
            counts = _counted(await engine.rows(counts_query(listing, values, order), bound), order)
            _require(engine, holdings)
        return self._keep(key, counts)

    async def _simple(self, engine: Engine, holdings: Holdings, listing: Listing) -> Counts:
        """How many each document has of a list without filters, in any order."""
        key: _Key = (holdings.release, listing.name, frozenset(), ())
        counts = self._kept.get(key)
        if counts is None:
            rows = await engine.rows(simple_counts_query(listing))
            _require(engine, holdings)
            places = ((_document_iri(holdings.base, row["where"].value), int(row["count"].value)) for row in rows)
            counts = Counts(tuple((document, count) for document, count in places if document))
        return self._keep(key, counts)

    def _keep(self, key: _Key, counts: Counts) -> Counts:
        """Keep counts as those that were asked for last."""
        self._kept[key] = counts
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return counts


def _kept(rows: Sequence[Row], wanted: Wanted) -> list[str]:
    """The items in rows that are in a list, in order."""
    return [thing for thing in dict.fromkeys(row["thing"].value for row in rows) if wanted.keeps(thing)]


def _require(engine: Engine, holdings: Holdings) -> None:
    """Have no answer be of two releases.

    Raises:
        OtherReleaseError: another release came in.
    """
    if engine.release != holdings.release:
        raise OtherReleaseError


def _document_iri(base: str, place: str) -> str | None:
    """The document that an IRI is of: its own, or that of the graph of its facts."""
    path = place.removeprefix(f"{graph(base, 'doc')}/")
    if path == place:
        identifier = parse(base, place)
        return place if identifier and identifier.kind == "document" else None
    return mint(base, in_document("document", DocumentKey.parse(path)))


def _chosen(counts: Counts, base: str, values: Mapping[str, str], order: _Order) -> Counts:
    """The counts of the documents that filters by document leave, in order."""
    keyed = [(identifier.document, one) for one in counts.documents if (identifier := parse(base, one[0]))]
    found = [(key, one) for key, one in keyed if key and _told(key).items() >= values.items()]
    for sort, descending in reversed(order):
        by_year = sort.variable == YEAR
        found.sort(key=lambda one, by=by_year: one[0].year if by else one[1][0], reverse=descending)  # type: ignore[misc]
    return Counts(tuple(one for _, one in found))


def _told(document: DocumentKey) -> dict[str, str]:
    """What filters by document look at."""
    told = (document.organisation, document.path, document.kind.value, str(document.year))
    return dict(zip(_FILTERS, told, strict=True))


def _counted(rows: Sequence[Row], order: _Order) -> Counts:
    """The counts of documents, in their order; as in SPARQL, what has no value comes before all that has."""
    found = list(rows)
    for sort, descending in reversed(order):
        found.sort(key=lambda row, name=sort.variable: _compared(row.get(name)), reverse=descending)  # type: ignore[misc]
    return Counts(tuple((row["document"].value, int(row["count"].value)) for row in found if "document" in row))


def _compared(term: Term | None) -> tuple[bool, int, str]:
    """What a term is compared by; years are numbers of four digits."""
    return (False, 0, "") if term is None else (True, len(term.value) if term.value.isdigit() else 0, term.value)


def _details(table: Table, things: Sequence[str]) -> str:
    """The query of a table, asked of some of its rows in whatever document they stand."""
    before, _, after = table.query.partition("WHERE {")
    return f"{before}WHERE {{ VALUES ?{table.key} {{ {' '.join(str(NamedNode(iri)) for iri in things)} }}{after}"


def _described(holdings: Holdings, table: Table, rows: Sequence[Row]) -> dict[str, Cells]:
    """The cells of each thing; of a thing that several rows describe those of the first."""
    found: dict[str, Cells] = {}
    for row in rows:
        thing = row[table.key].value
        if thing not in found:
            found[thing] = read_cells(table, row, _constants(holdings, thing))
    return found


def _constants(holdings: Holdings, thing: str) -> dict[str, str | None]:
    """What a row says of the document that its thing belongs to; of one that is only named nothing was loaded."""
    identifier = parse(holdings.base, thing)
    document = identifier.document if identifier else None
    coverage = holdings.coverage(document) if document else None
    expected = coverage.goals_expected if coverage else None
    return {
        "release": holdings.release,
        "kind": version_kind(identifier),
        **_named(document),
        "documentGoalsRead": str(coverage.goals_read if coverage else 0),
        "documentGoalsExpected": None if expected is None else str(expected),
        "documentComplete": coverage.complete if coverage else Completeness.NO,
    }


def _named(document: DocumentKey | None) -> dict[str, str | None]:
    return {
        "organisation": document.organisation if document else None,
        "document": document.path if document else None,
        "documentKind": document.kind.value if document else None,
        "year": str(document.year) if document else None,
    }
