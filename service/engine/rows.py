"""Rows from an answer in SPARQL 1.1 Query Results JSON. Asks nothing."""

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from service.engine.engine import QueryFailedError, Row, Term


def parse_rows(content: bytes) -> list[Row]:
    """The rows of a whole answer; an unbound variable is absent from its row.

    Raises:
        QueryFailedError: it is no answer of a SELECT query, or it holds a blank node.
    """
    try:
        solutions = parse_query_results(content, QueryResultsFormat.JSON)
        if not isinstance(solutions, QuerySolutions):
            raise QueryFailedError("the query gives no rows; ask with SELECT")
        names = [variable.value for variable in solutions.variables]
        return [_row(names, [solution[name] for name in names]) for solution in solutions]
    except SyntaxError as error:
        raise QueryFailedError(f"the engine gave no SPARQL results in JSON ({error})") from error


def _row(names: Sequence[str], values: Sequence[object]) -> Row:
    row: dict[str, Term] = {}
    for name, value in zip(names, values, strict=True):
        if isinstance(value, NamedNode | Literal):
            row[name] = value
        elif value is not None:
            raise QueryFailedError(f"?{name} is {value}, neither an IRI nor a literal")
    return row
