"""The words of a SPARQL query: its tokens by the grammar's terminals (SPARQL 1.1 Query, section 19.8).

Parses nothing. A `<` can open an IRI or compare two values, and what follows it is read accordingly; the engine's
parser decides by the grammar, so this lexer follows where an expression can stand: after an operand inside the
parentheses of an expression a `<` compares, anywhere else it opens an IRI.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a token is."""

    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    BLANK = "blank"
    LANGUAGE = "language"
    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    MARK = "mark"
    STRAY = "stray"
    END = "end"


class Token(NamedTuple):
    """One token: what it is, its text, its place in the query (0-based code points), and the capitals of a keyword.

    A tuple because a query has hundreds, which are made and dropped before it is run.
    """

    kind: Kind
    text: str
    start: int
    word: str = ""

    @property
    def is_operand(self) -> bool:
        """Whether an expression can end with it, so that an operator can follow."""
        return self.kind in _OPERANDS or self.text in {")", "}", ">>"} or self.word in {"TRUE", "FALSE"}


_OPERANDS: Final = frozenset({Kind.STRING, Kind.IRI, Kind.VARIABLE, Kind.BLANK, Kind.LANGUAGE, Kind.NUMBER, Kind.NAME})

_LETTER: Final = (  # PN_CHARS_BASE
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_IN_VARIABLE: Final = rf"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_IN_NAME: Final = rf"{_IN_VARIABLE}\-"  # PN_CHARS
_ESCAPE: Final = r"\\[_~.\-!$&'()*+,;=/?\#@%]|%[0-9A-Fa-f]{2}"
_CODE_POINT: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# A longer prefix is no name; without a limit every word of a long dotted text would be searched to its end.
_MOST_PREFIX: Final = 100
# No possessive repeat of a group: before Python 3.11.5 one may go on from the wrong place where the group backtracks.
_BETWEEN: Final = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_TERMINALS: Final = {
    Kind.VARIABLE: rf"[?$][{_LETTER}_0-9][{_IN_VARIABLE}]*+",  # ?goal
    Kind.IRI: rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*>",  # <https://w3id.org/doelgraaf/def#Goal>
    # dg:number, skos:, :local, ex:a\(b\)
    Kind.NAME: rf"""
        (?:[{_LETTER}][{_IN_NAME}.]{{0,{_MOST_PREFIX - 1}}}+(?<!\.))?:
        (?:(?:[{_LETTER}_0-9:]|{_ESCAPE})(?:[{_IN_NAME}:]|{_ESCAPE}|\.+(?=[{_IN_NAME}:\\%]))*)?
    """,
    Kind.BLANK: rf"_:[{_LETTER}_0-9](?:[{_IN_NAME}.]*[{_IN_NAME}])?",  # _:b0
    Kind.WORD: rf"[{_LETTER}_][{_IN_VARIABLE}]*+",  # SELECT
    Kind.NUMBER: r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?",  # 1.5e3
    # """it's long""", "short \" one"; a string without its end is a stray quote
    Kind.STRING: r"""
        \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    """,
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",  # @nl-NL, @ar--rtl
    Kind.MARK: r"\^\^|&&|\|\||!=|<=|>=|<<|>>|[{}()\[\].;,=<>!+\-*/|^?~]",
    Kind.STRAY: r".",
}
_TOKEN: Final = re.compile(
    "|".join(f"(?P<{kind}>{terminal})" for kind, terminal in _TERMINALS.items()), re.VERBOSE | re.DOTALL | re.ASCII
)
_KINDS: Final = {str(kind): kind for kind in _TERMINALS}
_OPENING: Final = frozenset({"(", "[", "{"})
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}

# Keywords that expressions follow: for one bracket, or until the next clause. An engine may accept a keyword glued to
# its neighbours (`trueFILTER`), so a word that contains one counts.
_ONE_EXPRESSION: Final = ("FILTER", "BIND")
_EXPRESSIONS: Final = ("SELECT", "HAVING", "BY")
_NO_EXPRESSIONS: Final = ("WHERE", "FROM", "VALUES", "LIMIT", "OFFSET")


@dataclass(slots=True)
class _Bracket:
    """An open bracket; `expression` tells whether an expression can stand here now, `once` for one bracket only."""

    mark: str
    expression: bool
    once: bool = False


@dataclass(slots=True)
class _Context:
    """Where in the grammar the lexer is: the open brackets, and the last token."""

    brackets: list[_Bracket] = field(default_factory=lambda: [_Bracket("", expression=False)])
    last: Token | None = None

    @property
    def compares(self) -> bool:
        """Whether a `<` here compares two values."""
        innermost = self.brackets[-1]
        return innermost.mark == "(" and innermost.expression and self.last is not None and self.last.is_operand

    def pass_token(self, token: Token) -> None:
        """Follow one token."""
        match token.kind:
            case Kind.MARK if token.text in _OPENING:
                self._open(token.text)
            case Kind.MARK if token.text in _CLOSING:
                if self.brackets[-1].mark == _CLOSING[token.text]:
                    self.brackets.pop()
            case Kind.WORD if self.brackets[-1].mark != "(":
                self._follow_keyword(token.word)
        self.last = token

    def _open(self, mark: str) -> None:
        innermost = self.brackets[-1]
        is_triple = self.last is not None and self.last.text == "<<"  # <<( ?s ?p <b> )>> compares nothing
        self.brackets.append(_Bracket(mark, expression=mark == "(" and innermost.expression and not is_triple))
        if innermost.mark != "(" and (innermost.once or mark == "{"):
            innermost.expression = innermost.once = False

    def _follow_keyword(self, word: str) -> None:
        innermost = self.brackets[-1]
        if any(keyword in word for keyword in _ONE_EXPRESSION):
            innermost.expression = innermost.once = True
        elif any(keyword in word for keyword in _EXPRESSIONS):
            innermost.expression, innermost.once = True, False
        elif word in _NO_EXPRESSIONS:
            innermost.expression = innermost.once = False


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query in order, without white space and comments; a character of no token is a stray."""
    context = _Context()
    position = _after_space(query, 0)
    while position < len(query):
        token = _token_at(query, position, context)
        yield token
        context.pass_token(token)
        position = _after_space(query, position + len(token.text))


def _after_space(query: str, position: int) -> int:
    match = _BETWEEN.match(query, position)
    return match.end() if match else position


def _token_at(query: str, position: int, context: _Context) -> Token:
    match = _TOKEN.match(query, position)
    if match is None:
        raise AssertionError("the last terminal matches any character")
    kind, text = _KINDS[match.lastgroup or Kind.STRAY], match.group()
    if kind is Kind.WORD:
        return Token(kind, text, position, text.upper())
    if (kind is Kind.IRI or text == "<<") and context.compares:
        return Token(Kind.MARK, "<", position)
    return Token(kind, text, position)


def place(query: str, start: int) -> tuple[int, int]:
    """The line and the column of a place in a query (a 0-based code point), both from 1."""
    return query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start)
