"""The answer of a remote engine made into any format that we promise, whatever the engine can write itself.

An answer comes in as SPARQL 1.1 Query Results JSON or as N-Triples, is mended where the profile says that terms need
it, and goes out piece by piece. All of it happens in the thread that calls, because the results may not leave it.
Asks nothing.
"""

import re
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import RawIOBase
from typing import IO, Final, Protocol, cast

import msgspec
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from ontology.language import Phrase
from service.engine.engine import (
    QueryFailedError,
    QueryRefusedError,
    QueryTimeoutError,
    ResultTooLargeError,
    Row,
)
from service.engine.formats import JSON_RESULTS, RESULTS, TRIPLES
from service.engine.rows import Cell, parse_rows

N_TRIPLES: Final = "application/n-triples"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_BOOLEANS: Final = {"0": "false", "1": "true"}
_MONTHS: Final = re.compile(r"(-?)(\d+)", re.ASCII)
_CUT_HEADER: Final = "X-SPARQL-MaxRows"
_STATE_HEADER: Final = "X-SQL-State"
_PARTIAL: Final = 206


class Sink(Protocol):
    """What an answer is written to."""

    def write(self, content: bytes, /) -> int:
        """Take some bytes."""
        ...

    def flush(self) -> None:
        """Nothing more comes for now."""
        ...


def asked_for(media_type: str) -> str:
    """The media type in which an engine is asked for an answer that goes out in another."""
    return N_TRIPLES if media_type in TRIPLES else JSON_RESULTS


def require_whole(response: HTTPResponse) -> None:
    """Look at what an engine says of its answer before the answer.

    Raises:
        ResultTooLargeError: it was cut off after a number of rows.
        QueryTimeoutError: it holds what was found until the time was up.
    """
    most = response.headers.get(_CUT_HEADER)
    if most is not None:
        raise ResultTooLargeError(_CUT, most=most)
    if response.status == _PARTIAL or response.headers.get(_STATE_HEADER):
        raise QueryTimeoutError(_UNFINISHED)


def write_answer(response: HTTPResponse, media_type: str, sink: Sink, *, is_loose: bool, row_limit: int) -> None:
    """Write an answer in a media type; one that an engine with a row limit may have cut off raises at its end.

    Raises:
        QueryRefusedError: it is a graph and the media type is one of rows, or the other way round.
        QueryFailedError: it is none, or was broken off.
    """
    require_whole(response)
    body = cast("IO[bytes]", _Body(response))
    file = cast("IO[bytes]", sink)
    try:
        if media_type in TRIPLES:
            _write_triples(body, TRIPLES[media_type], file, is_loose=is_loose, row_limit=row_limit)
        elif media_type in RESULTS:
            _write_rows(body, RESULTS[media_type], file, is_loose=is_loose)
        else:
            raise QueryRefusedError(_NO_FORM, media_type=media_type, known=", ".join((*RESULTS, *TRIPLES)))
    except (SyntaxError, HTTPException) as error:
        raise QueryFailedError(_NO_RESULTS, why=str(error)) from None


def read_rows(response: HTTPResponse, *, is_loose: bool) -> list[Row]:
    """The rows of an answer to one of our own queries.

    Raises:
        EngineError: it was cut off, is none, or holds a blank node.
    """
    kept = _Kept()
    write_answer(response, JSON_RESULTS, kept, is_loose=is_loose, row_limit=0)
    return parse_rows(bytes(kept.content))


class _Kept:
    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, content: bytes) -> int:
        self.content += content
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""


def _write_rows(body: IO[bytes], form: QueryResultsFormat, file: IO[bytes], *, is_loose: bool) -> None:
    results = parse_query_results(body, QueryResultsFormat.JSON)
    try:
        if is_loose and isinstance(results, QuerySolutions):
            mended = cast("IO[bytes]", _Pieces(_mended_json(results)))
            parse_query_results(mended, QueryResultsFormat.JSON).serialize(file, form)
        else:
            results.serialize(file, form)
    finally:
        del results


def _write_triples(body: IO[bytes], form: RdfFormat, file: IO[bytes], *, is_loose: bool, row_limit: int) -> None:
    def counted() -> Iterator[Triple]:
        for found, quad in enumerate(parse(body, RdfFormat.N_TRIPLES), start=1):
            if row_limit and found > row_limit:
                raise ResultTooLargeError(_CUT, most=row_limit)
            value = quad.object
            mended = _mended(value) if is_loose and isinstance(value, Literal) else value
            yield Triple(quad.subject, quad.predicate, mended)

    serialize(counted(), file, form)


def _mended(literal: Literal) -> Literal:
    """A literal as it was written, where Virtuoso gives it back as a number."""
    value, datatype = literal.value, literal.datatype.value
    if datatype == f"{_XSD}boolean" and value in _BOOLEANS:
        return Literal(_BOOLEANS[value], datatype=literal.datatype)
    months = _MONTHS.fullmatch(value) if datatype == f"{_XSD}duration" else None
    if months is not None:
        years, rest = divmod(int(months[2]), 12)
        written = f"{months[1]}P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")
        return Literal(written, datatype=literal.datatype)
    return literal


def _mended_json(results: QuerySolutions) -> Iterator[bytes]:
    """Rows as SPARQL 1.1 Query Results JSON (section 3), with mended terms."""
    names = [variable.value for variable in results.variables]
    yield msgspec.json.encode({"head": {"vars": names}})[:-1] + b',"results":{"bindings":['
    separator = b""
    for row in results:
        cells = ((name, row[name]) for name in names)
        yield separator + msgspec.json.encode({name: _as_json(cell) for name, cell in cells if cell is not None})
        separator = b","
    yield b"]}}"


def _as_json(cell: Cell) -> dict[str, str]:
    match cell:
        case NamedNode():
            return {"type": "uri", "value": cell.value}
        case BlankNode():
            return {"type": "bnode", "value": cell.value}
        case Literal(language=str(language)):
            return {"type": "literal", "value": cell.value, "xml:lang": language}
        case Literal():
            literal = _mended(cell)
            return {"type": "literal", "value": literal.value, "datatype": literal.datatype.value}
        case _:
            raise QueryFailedError(_NO_RESULTS, why=str(cell))


class _Body(RawIOBase):
    """The body of a response; its end before its length is an error and no end."""

    def __init__(self, response: HTTPResponse) -> None:
        super().__init__()
        self._response = response

    def read(self, size: int = -1) -> bytes:
        """Some of it; nothing at its end.

        Raises:
            IncompleteRead: the engine stopped before it, which http.client does not tell who reads piece by piece.
        """
        piece = self._response.read(size if size >= 0 else None)
        if not piece and self._response.length:
            raise IncompleteRead(b"", self._response.length)
        return piece


class _Pieces:
    """A file of what comes piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Some of it; nothing at its end."""
        while len(self._left) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._left += piece
        taken, self._left = (self._left[:size], self._left[size:]) if size >= 0 else (self._left, b"")
        return taken


_CUT: Final = Phrase(
    "de engine geeft hoogstens {most} rijen in één antwoord, en dit heeft er meer; vraag het in delen, met LIMIT en "
    "OFFSET achter een ORDER BY",
    "the engine gives at most {most} rows in one answer, and this one has more; ask for it in parts, with LIMIT and "
    "OFFSET behind an ORDER BY",
)
_UNFINISHED: Final = Phrase(
    "de engine brak de vraag af en gaf een deel van het antwoord; leg meer van haar variabelen vast, of voeg een "
    "LIMIT toe",
    "the engine broke off the query and gave a part of the answer; bind more of its variables, or add a LIMIT",
)
_NO_FORM: Final = Phrase(
    "{media_type} is geen vorm van een antwoord; vraag een van {known}",
    "{media_type} is no form of an answer; ask one of {known}",
)
_NO_RESULTS: Final = Phrase(
    "de engine gaf geen leesbaar antwoord ({why})", "the engine gave no answer that can be read ({why})"
)
