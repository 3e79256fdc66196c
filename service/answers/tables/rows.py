"""The rows of a table, read document by document and some at a time; knows no form of a file."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing

from pyoxigraph import NamedNode

from ontology.iri import DocumentKey, graph
from service.answers.coverage import Holdings
from service.answers.streaming import stream_rows
from service.answers.tables import LIST_SEPARATOR, Column, ColumnKind, Table
from service.engine.engine import Engine, OtherReleaseError, Row

Cells = Sequence[str | None]

# Between the values of a list in an answer of the engine; no text of a page has it.
_UNIT_SEPARATOR = "\x1f"
_TRUE = frozenset({"true", "1"})  # Virtuoso counts what EXISTS finds


async def read_rows(
    engine: Engine, holdings: Holdings, table: Table, documents: Iterable[DocumentKey]
) -> AsyncGenerator[list[Cells], None]:
    """The rows of a table, some at a time, each with a cell per column; None where there is no value.

    They are in the order of the documents, and within one in that of their numbers and places.

    Raises:
        EngineError: a query failed, or another release came in.
    """
    for document in documents:
        constants = _constants(holdings, document)
        facts = NamedNode(graph(holdings.base, "doc", document.path))
        async with aclosing(stream_rows(engine, table.query, {"graph": facts})) as pieces:
            async for rows in pieces:
                if engine.release != holdings.release:
                    raise OtherReleaseError
                yield [read_cells(table, row, constants) for row in rows]


def read_cells(table: Table, row: Row, constants: Mapping[str, str | None]) -> Cells:
    """A cell per column of a table: what `constants` say of it by name, else what a row of its query says."""
    return [_cell(column, row, constants) for column in table]


def _constants(holdings: Holdings, document: DocumentKey) -> Mapping[str, str | None]:
    """What every row of a document says of it."""
    coverage = holdings.manifest.documents[document.path].coverage
    expected = coverage.goals_expected
    return {
        "release": holdings.release,
        "organisation": document.organisation,
        "document": document.path,
        "documentKind": document.kind.value,
        "year": str(document.year),
        "documentGoalsRead": str(coverage.goals_read),
        "documentGoalsExpected": None if expected is None else str(expected),
        "documentComplete": coverage.complete,
    }


def _cell(column: Column, row: Row, constants: Mapping[str, str | None]) -> str | None:
    if column.name in constants:
        return constants[column.name]
    term = row.get(column.name)
    if term is None or not term.value:
        return None
    match column.kind:
        case ColumnKind.CODE:
            return term.value.rpartition("#")[2]
        case ColumnKind.IRIS | ColumnKind.TEXTS:
            return LIST_SEPARATOR.join(sorted(term.value.split(_UNIT_SEPARATOR)))
        case ColumnKind.BOOLEAN:
            return "true" if term.value in _TRUE else "false"
        case ColumnKind.IRI | ColumnKind.TEXT | ColumnKind.INTEGER | ColumnKind.DECIMAL | ColumnKind.DATE:
            return term.value
