"""Answers of different engines made comparable: a multiset of rows, or a set of triples. Asks nothing.

Engines write one value in several ways, which count as the same here: numbers of equal value of whatever numeric type
(to twelve digits), `1` and `true` of a boolean, a string with and without xsd:string, language tags in any case, and a
blank node by any name.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Context, InvalidOperation
from typing import Final

import msgspec
from pyoxigraph import RdfFormat, parse

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = f"{_XSD}string"
_BOOLEAN: Final = f"{_XSD}boolean"
_NUMBERS: Final = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))
_DIGITS: Final = 12
_EXAMPLE: Final = 150  # characters of a row that are shown

Term = tuple[str, ...]
Row = tuple[tuple[str, Term], ...]
Rows = Counter[Row]


class AnswerError(Exception):
    """An answer that can't be read as what it says it is; the message tells why."""


class _Cell(msgspec.Struct, frozen=True):
    """A term of SPARQL 1.1 Query Results JSON (section 3.2.2); Virtuoso writes `typed-literal` as a type."""

    type: str
    value: str
    datatype: str | None = None
    language: str | None = msgspec.field(default=None, name="xml:lang")


class _Results(msgspec.Struct, frozen=True):
    bindings: list[dict[str, _Cell]]


class _Document(msgspec.Struct, frozen=True):
    results: _Results | None = None
    boolean: bool | None = None


def rows_of(content: bytes) -> Rows:
    """The rows of an answer in JSON; the answer to an ASK is one row.

    Raises:
        AnswerError: it is no SPARQL 1.1 Query Results JSON.
    """
    try:
        document = msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AnswerError(f"no SPARQL results in JSON ({error}): {content[:80]!r}") from error
    if document.results is None:
        return Counter([(("ASK", (str(document.boolean),)),)])
    return Counter(_row(binding) for binding in document.results.bindings)


def triples_of(content: bytes) -> Rows:
    """The triples of an answer in Turtle.

    Raises:
        AnswerError: it is no Turtle.
    """
    try:
        triples = [(quad.subject, quad.predicate, quad.object) for quad in parse(content, RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise AnswerError(f"no Turtle ({error}): {content[:80]!r}") from error
    return Counter({tuple(zip("spo", map(_written, triple), strict=True)) for triple in triples})


def difference(wanted: Rows, got: Rows) -> str | None:
    """How an answer differs from the one that is wanted, with an example; None where it does not."""
    lacking, more = wanted - got, got - wanted
    if not lacking and not more:
        return None
    said = [f"{wanted.total()} rows wanted, {got.total()} came"]
    for name, rows in (("lacks", lacking), ("has instead", more)):
        if rows:
            said.append(f"{name} {rows.total()}, such as {_shown(min(rows))}")
    return "; ".join(said)


def _row(binding: Mapping[str, _Cell]) -> Row:
    return tuple(sorted((name, _term(cell)) for name, cell in binding.items()))


def _term(cell: _Cell) -> Term:
    match cell.type:
        case "uri":
            return ("iri", cell.value)
        case "bnode":
            return ("blank",)
        case "literal" | "typed-literal":
            return _literal(cell.value, cell.datatype, cell.language)
        case other:
            raise AnswerError(f"{other!r} is no type of a term in SPARQL results")


def _written(term: object) -> Term:
    """A term of the parser, by its attributes: IRIs have a value, literals a datatype as well, blank nodes neither."""
    value = getattr(term, "value", "")
    datatype = getattr(term, "datatype", None)
    if datatype is not None:
        return _literal(value, datatype.value, getattr(term, "language", None))
    return ("iri", value) if type(term).__name__ == "NamedNode" else ("blank",)


def _literal(value: str, datatype: str | None, language: str | None) -> Term:
    if language:
        return ("text", value, language.lower())
    if datatype in _NUMBERS:
        return ("number", _number(value))
    if datatype == _BOOLEAN:
        return ("boolean", "true" if value in {"1", "true"} else "false")
    return ("text", value) if datatype in {None, _STRING} else ("literal", value, str(datatype))


def _number(value: str) -> str:
    try:
        return str(Context(prec=_DIGITS).create_decimal(value).normalize())
    except InvalidOperation:
        return value


def _shown(row: Row) -> str:
    text = ", ".join(f"{name}={' '.join(term[1:])}" for name, term in row)
    return text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE]}..."
