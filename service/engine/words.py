"""The tokens of a text, taken one by one by who reads it strictly. Knows no grammar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from ontology.language import Phrase
from service.engine.engine import QuerySyntaxError
from service.engine.lexer import Kind, Token, place
from service.engine.syntax import EXPECTED, either


@dataclass(slots=True)
class Words:
    """The tokens of a text, and which of them comes next."""

    text: str
    read: Sequence[Token]
    position: int = 0

    @property
    def next(self) -> Token:
        """The token that comes; at the end an empty one."""
        if self.position < len(self.read):
            return self.read[self.position]
        return Token(Kind.END, "", len(self.text))

    def take(self) -> Token:
        """The token that comes, which is passed."""
        token = self.next
        self.position += 1
        return token

    def passes(self, *expected: str) -> bool:
        """Whether the next token is one of these keywords or marks; if so it is passed."""
        found = (self.next.word or self.next.text) in expected and self.next.kind in {Kind.WORD, Kind.MARK}
        self.position += found
        return found

    def require(self, *expected: str) -> None:
        """Pass one of these keywords or marks.

        Raises:
            QuerySyntaxError: something else stands there.
        """
        if not self.passes(*expected):
            self.fail(*expected)

    def passes_variable(self) -> bool:
        """Whether the next token is a variable; if so it is passed."""
        found = self.next.kind is Kind.VARIABLE
        self.position += found
        return found

    def ahead(self, count: int) -> tuple[str, ...]:
        """The keywords that come, empty for other tokens and behind the last."""
        words = [token.word for token in self.read[self.position : self.position + count]]
        return (*words, *[""] * (count - len(words)))

    def fail(self, *expected: str) -> NoReturn:
        """Say what could have stood here."""
        line, column = place(self.text, self.next.start)
        if not self.next.text:
            raise QuerySyntaxError.at(line, column, _ENDS, expected=either(expected))
        raise QuerySyntaxError.at(line, column, EXPECTED, found=repr(self.next.text[:30]), expected=either(expected))


_ENDS: Final = Phrase(
    "de wijziging houdt te vroeg op; verwacht: {expected}", "the update ends too early; expected {expected}"
)
