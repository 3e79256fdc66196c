"""Rows from an answer in SPARQL 1.1 Query Results JSON. Asks nothing.

The engine's results may not be dropped in another thread than the one that made them, and a traceback keeps whatever
its frames name: each call here reads them to the end and lets go of them before anything is raised.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    Triple,
    parse_query_results,
)

from service.engine.engine import QueryFailedError, Row, Term
from service.engine.lexer import Kind, tokens

Cell = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer in the order of its names.

    `left` counts the rows behind them, as far as they were read; `broken` tells what cut the answer off.
    """

    names: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    left: int = 0
    broken: str | None = None


def read_table(content: bytes, most: int | None = None) -> bool | Table:
    """The rows of an answer, `most` of them at most, or the answer to an ASK."""
    names: list[str] = []
    rows: list[Sequence[Cell]] = []
    left = 0
    results = None
    try:
        results = parse_query_results(content, QueryResultsFormat.JSON)
        if isinstance(results, QueryBoolean):
            return bool(results)
        names.extend(variable.value for variable in results.variables)
        for row in results:
            if len(rows) == most:
                left += 1
            else:
                rows.append([row[name] for name in names])
    except SyntaxError as error:
        return Table(names, rows, left, broken=str(error))
    finally:
        del results
    return Table(names, rows, left)


def as_written(table: Table, query: str) -> Table:
    """The columns of a table in the order in which a query that selects all names them; else as they came."""
    words = [token for token in tokens(query) if token.word not in {"DISTINCT", "REDUCED"}]
    if not any(token.word == "SELECT" and following.text == "*" for token, following in pairwise(words)):
        return table
    variables = dict.fromkeys(token.text[1:] for token in words if token.kind is Kind.VARIABLE)
    written = {name: index for index, name in enumerate(variables)}
    order = sorted(range(len(table.names)), key=lambda index: written.get(table.names[index], len(written)))
    rows = [[row[index] for index in order] for row in table.rows]
    return replace(table, names=[table.names[index] for index in order], rows=rows)


def parse_rows(content: bytes) -> list[Row]:
    """The rows of a whole answer; an unbound variable is absent from its row.

    Raises:
        QueryFailedError: it is no answer of a SELECT query, or it holds a blank node.
    """
    table = read_table(content)
    if isinstance(table, bool):
        raise QueryFailedError("the query gives no rows; ask with SELECT")
    if table.broken is not None:
        raise QueryFailedError(f"the engine gave no SPARQL results in JSON ({table.broken})")
    return [_row(table.names, row) for row in table.rows]


def _row(names: Sequence[str], values: Sequence[Cell]) -> Row:
    row: dict[str, Term] = {}
    for name, value in zip(names, values, strict=True):
        if isinstance(value, NamedNode | Literal):
            row[name] = value
        elif value is not None:
            raise QueryFailedError(f"?{name} is {value}, neither an IRI nor a literal")
    return row
