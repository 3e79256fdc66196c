"""The words of a SPARQL query: its tokens by the grammar's terminals (SPARQL 1.1 Query, section 19.8).

Parses nothing. A `<` can open an IRI or compare two values, and what follows it is read accordingly; the engine's
parser decides by the grammar, so this lexer follows where an expression can stand: after an operand inside the
parentheses of an expression a `<` compares, anywhere else it opens an IRI.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    SPACE = "space"
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


@dataclass(frozen=True, slots=True)
class Token:
    """One token: what it is, its text, and its place in the query (0-based code points)."""

    kind: Kind
    text: str
    start: int

    @property
    def is_operand(self) -> bool:
        """Whether an expression can end with it, so that an operator can follow."""
        return self.kind in _OPERANDS or self.text in {")", "}"} or self.word in {"TRUE", "FALSE"}

    @property
    def word(self) -> str:
        """A keyword in capitals; empty for any other token."""
        return self.text.upper() if self.kind is Kind.WORD else ""


_OPERANDS: Final = frozenset({Kind.STRING, Kind.IRI, Kind.VARIABLE, Kind.BLANK, Kind.LANGUAGE, Kind.NUMBER, Kind.NAME})

_TERMINALS: Final = {
    Kind.SPACE: r"[ \t\r\n]+",
    Kind.COMMENT: r"\#[^\r\n]*",
    # '''it's long''', "short \" one"; a string without its end is a stray quote
    Kind.STRING: r"""
        \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    """,
    Kind.IRI: r"<[^<>\"{}|^`\\\x00-\x20]*>",  # <https://w3id.org/doelgraaf/def#Goal>
    Kind.VARIABLE: r"[?$]\w+",  # ?goal
    Kind.BLANK: r"_:\w(?:[\w.\-·]*[\w\-·])?",  # _:b0
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",  # @nl-NL
    Kind.NUMBER: r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?",  # 1.5e3
    # dg:number, skos:, :local, ex:a\(b\)
    Kind.NAME: r"""
        (?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:
        (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
           (?:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
              (?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?
    """,
    Kind.WORD: r"[^\W\d]\w*",  # SELECT
    Kind.MARK: r"\^\^|&&|\|\||!=|<=|>=|<<|>>|[{}()\[\].;,=<>!+\-*/|^?~]",
    Kind.STRAY: r".",
}
_TOKEN: Final = re.compile(
    "|".join(f"(?P<{kind}>{terminal})" for kind, terminal in _TERMINALS.items()), re.VERBOSE | re.DOTALL
)
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
        if token.kind is Kind.MARK and token.text in _CLOSING.values():
            self._open(token.text)
        elif token.kind is Kind.MARK and token.text in _CLOSING:
            if self.brackets[-1].mark == _CLOSING[token.text]:
                self.brackets.pop()
        elif token.kind is Kind.WORD and self.brackets[-1].mark != "(":
            self._follow_keyword(token.word)
        self.last = token

    def _open(self, mark: str) -> None:
        innermost = self.brackets[-1]
        self.brackets.append(_Bracket(mark, expression=mark == "(" and innermost.expression))
        if innermost.mark != "(" and (innermost.once or mark == "{"):
            innermost.expression = False

    def _follow_keyword(self, word: str) -> None:
        innermost = self.brackets[-1]
        innermost.once = any(keyword in word for keyword in _ONE_EXPRESSION)
        if innermost.once or any(keyword in word for keyword in _EXPRESSIONS):
            innermost.expression = True
        elif word in _NO_EXPRESSIONS:
            innermost.expression = False


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query in order, without white space and comments; a character of no token is a stray."""
    context = _Context()
    position = 0
    while position < len(query):
        token = _token_at(query, position, context)
        position += len(token.text)
        if token.kind not in {Kind.SPACE, Kind.COMMENT}:
            yield token
            context.pass_token(token)


def _token_at(query: str, position: int, context: _Context) -> Token:
    match = _TOKEN.match(query, position)
    if match is None:
        raise AssertionError("the last terminal matches any character")
    token = Token(Kind(match.lastgroup or Kind.STRAY), match.group(), position)
    if token.kind is Kind.IRI and context.compares:
        return Token(Kind.MARK, "<", position)
    return token
