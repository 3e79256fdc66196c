"""The prefixes of a query: which it uses without having them. Parses nothing; an engine decides what is a query."""

from collections.abc import Container
from typing import Final

from ontology.language import Phrase
from service.engine.engine import QuerySyntaxError
from service.engine.lexer import Kind, place, tokens


def undeclared_prefix(query: str, known: Container[str]) -> QuerySyntaxError | None:
    """The error for the first prefix of a query that it does not declare and that is not known; None without one.

    An engine often stumbles long after such a prefix, and then says nothing of it.
    """
    declared: set[str] = set()
    last = ""
    for token in tokens(query):
        if token.kind is Kind.NAME:
            name = token.text.partition(":")[0]
            if last == "PREFIX":
                declared.add(name)
            elif name not in declared and name not in known:
                return _error(query, token.start, name)
        last = token.word
    return None


def _error(query: str, start: int, name: str) -> QuerySyntaxError:
    line, column = place(query, start)
    return QuerySyntaxError.at(line, column, _UNDECLARED, name=name)


_UNDECLARED: Final = Phrase(
    "de prefix {name}: is niet gedeclareerd; zet PREFIX {name}: <...> vóór de vraag",
    "the prefix {name}: is not declared; add PREFIX {name}: <...> in front of the query",
)
