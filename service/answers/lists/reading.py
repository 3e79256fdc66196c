"""The items of a list, read from a release: one query for which they are, one for how many, one for what they say."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.codes import Completeness
from ontology.iri import DocumentKey, parse
from service.answers.coverage import Holdings
from service.answers.lists import Listing, Wanted, count_query, page_query, terms
from service.answers.tables import Table
from service.answers.tables.rows import Cells, read_cells
from service.answers.versions import version_kind
from service.engine.engine import Engine, QueryFailedError, Row


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a list, each item with a cell per column of its table, and how many there are in all."""

    rows: Sequence[Cells]
    total: int


async def read_list(engine: Engine, holdings: Holdings, listing: Listing, wanted: Wanted) -> Listed:
    """A part of a list; three queries, two where it is empty.

    Raises:
        EngineError: a query failed, or another release came in.
    """
    bound = terms(listing, holdings.base, wanted.values)
    found, counted = await asyncio.gather(
        engine.rows(page_query(listing, wanted), bound), engine.rows(count_query(listing, wanted.values), bound)
    )
    things = [row["thing"].value for row in found]
    rows = await engine.rows(_details(listing.table, things)) if things else []
    if engine.release != holdings.release:
        raise QueryFailedError("another release came in while the list was read; ask for it again")
    described = _described(holdings, listing.table, rows)
    return Listed([described[thing] for thing in things if thing in described], int(counted[0]["total"].value))


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
