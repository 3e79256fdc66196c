"""What the engine says of a query that it can't parse, in words for the person who wrote it."""

import re
from typing import Final

from service.engine.engine import QuerySyntaxError
from service.engine.lexer import Kind, tokens

# error at 2:9: expected one of "(", BIND, ['0' ..= '9'], [_]
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\[(?:'(?:\\.|\\u\{\w+\}|[^'])'|[^\]'])*\]")
_MOST_SHOWN: Final = 4
_WORD: Final = re.compile(r"\S+")
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class NoQueryError(QuerySyntaxError):
    """The text begins with no form of query, so that what the parser expected at its place would mislead.

    `word` is the word with which it begins, in capitals; empty where there is none.
    """

    def __init__(self, word: str, line: int, column: int) -> None:
        begins = f"this one with {word}" if word else "this one has no word at all"
        super().__init__(f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; {begins}", line, column)
        self.word = word


def syntax_error(message: str, query: str) -> QuerySyntaxError:
    """The error for a message of the engine about a query, with line and column where it has them."""
    place = _PLACE.fullmatch(message)
    if place is None:
        return QuerySyntaxError(message)
    line, column = int(place[1]), int(place[2])
    if (word := _first_word(query)) not in _FORMS:
        return NoQueryError(word, line, column)
    return QuerySyntaxError(f"line {line}, column {column}: {_advice(place[3], query, line, column)}", line, column)


def _advice(expectation: str, query: str, line: int, column: int) -> str:
    if "Prefix not found" in expectation:
        return "the prefix is not declared; add PREFIX name: <...> in front of the query"
    following = _WORD.search("\n".join(query.split("\n")[line - 1 :])[column - 1 :])
    if following is None:
        return _advice_at_end(query)
    text = _CLASS.sub("", expectation.removeprefix("expected ").removeprefix("one of "))
    expected = [word for word in (part.strip().strip('"') for part in text.split(", ")) if word and word != "SERVICE"]
    what = f"{following.group()[:30]!r} can't stand here"
    if not expected or len(expected) > _MOST_SHOWN:
        return f"{what}; is a dot, a bracket or a quote missing before it?"
    return f"{what}; expected {' or '.join(expected)}"


def _first_word(query: str) -> str:
    """The word with which a query begins after its prefixes, in capitals; empty where there is none."""
    words = (token.word for token in tokens(query))
    return next((word for word in words if word not in {"", "PREFIX", "BASE"}), "")


def _advice_at_end(query: str) -> str:
    marks = [token.text for token in tokens(query) if token.kind is Kind.MARK]
    missing = sum(marks.count(mark) for mark in "{[(") - sum(marks.count(mark) for mark in "}])")
    if missing > 0:
        return f"the query ends too early; {missing} closing bracket{'s are' if missing > 1 else ' is'} missing"
    return "something is missing just before this place, such as the object of a triple"
