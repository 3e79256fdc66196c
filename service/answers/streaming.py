"""Answers to our own queries as they come in, so that a long answer is nowhere in memory as a whole.

Rows come as lines of SPARQL 1.1 TSV, in which no value has a line end of its own; some lines are read at a time.
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from service.engine import guard
from service.engine.bindings import bind
from service.engine.engine import Engine, QueryFailedError, Question, Row, Term

_TSV: Final = "text/tab-separated-values"
_TIMEOUT_S: Final = 300.0  # an engine that is less patient has its own limit


def bound(query: str, bindings: Mapping[str, Term]) -> str:
    """A query of ours with values for its parameters, as terms and never as text.

    Raises:
        QueryFailedError: the query has no pattern.
    """
    where = guard.read(query).where
    if where is None:
        raise QueryFailedError("the query has no pattern to bind values in")
    return bind(query, where, bindings)


async def stream_rows(engine: Engine, query: str, bindings: Mapping[str, Term]) -> AsyncGenerator[list[Row], None]:
    """The rows of one of our own SELECT queries, some at a time.

    Raises:
        EngineError: the query failed.
    """
    head: bytes | None = None
    async with aclosing(stream_lines(engine, Question(bound(query, bindings), _TSV, _TIMEOUT_S))) as pieces:
        async for piece in pieces:
            lines = piece
            if head is None:
                head, _, lines = piece.partition(b"\n")
            if lines:
                yield _rows(head + b"\n" + lines)


async def stream_lines(engine: Engine, question: Question) -> AsyncGenerator[bytes, None]:
    """The answer to a question in pieces that end with a whole line."""
    rest = b""
    async with aclosing(await engine.stream(question)) as chunks:
        async for chunk in chunks:
            lines, end, rest = (rest + chunk).rpartition(b"\n")
            if end:
                yield lines + end
    if rest:
        yield rest


def _rows(content: bytes) -> list[Row]:
    """The rows of some lines under their head; the engine's results end here, since no other thread may drop them."""
    results = parse_query_results(content, QueryResultsFormat.TSV)
    try:
        if not isinstance(results, QuerySolutions):
            raise QueryFailedError("the query gives no rows; ask with SELECT")
        names = [variable.value for variable in results.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in results]
    finally:
        del results
