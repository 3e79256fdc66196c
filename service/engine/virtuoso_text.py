"""What Virtuoso reads otherwise than SPARQL has it, in the words of a query: brackets behind ORDER BY, paths, U+0000.

Measured with 7.2.5. Parses nothing: it is for the words of queries that were parsed. Asks nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from ontology.language import Phrase
from service.engine.engine import QueryRefusedError
from service.engine.lexer import Kind, Token

_DIRECTIONS: Final = frozenset({"BY", "ASC", "DESC"})
_BEHIND_ORDER: Final = frozenset({"LIMIT", "OFFSET", "VALUES"})
_IN_PATH: Final = frozenset("/|^!?*+()")


def bracketed_orders(words: Sequence[Token]) -> list[Token]:
    """The words with `ASC( )` around each bare call behind ORDER BY, which Virtuoso's parser does not know."""
    found: list[Token] = []
    ordering = False
    depth = opened = 0
    for word, after in zip(words, (*words[1:], None), strict=True):
        begins = word.word == "BY" and bool(found) and found[-1].word == "ORDER"
        ordering = begins or (ordering and _orders(word, depth))
        is_call = word.kind is Kind.WORD and word.word not in _DIRECTIONS and after is not None and after.text == "("
        if ordering and not depth and is_call:
            found.append(Token(Kind.MARK, "ASC(", word.start))
            opened = 1
        found.append(word)
        depth += (word.text == "(") - (word.text == ")") if ordering else 0
        if opened and word.text == ")" and not depth:
            found.append(Token(Kind.MARK, ")", word.start + 1))
            opened = 0
    return found


def _orders(word: Token, depth: int) -> bool:
    return bool(depth) or (word.word not in _BEHIND_ORDER and word.text != "}")


def refuse_lost_text(texts: Iterable[str]) -> None:
    """Refuse strings of which Virtuoso may keep a part.

    Raises:
        QueryRefusedError: one has U+0000, at which Virtuoso ends a text with any character beyond ASCII.
    """
    if any("\0" in text for text in texts):
        raise QueryRefusedError(_LOST)


def spelled_out_paths(words: Sequence[Token]) -> list[Token]:
    """The words with `(p/p*)` for each path `p+`, of which Virtuoso leaves out the begin where a ring leads back to it.

    Raises:
        QueryRefusedError: a path repeats more than one property; Virtuoso finds too little of these, or runs out of
            memory.
    """
    found: list[Token] = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        repeats = word.text in {"+", "*"} and before is not None
        if repeats and before is not None and before.text == ")" and _is_group(words[:index]):
            raise QueryRefusedError(_REPEATED)
        if repeats and before is not None and _is_property(before):
            if index > 1 and words[index - 2].text == "!":
                raise QueryRefusedError(_REPEATED)
            if word.text == "+":
                found[-1:] = _once_and_more(before)
                continue
        found.append(word)
    return found


def _once_and_more(one: Token) -> list[Token]:
    marks = {mark: Token(Kind.MARK, mark, one.start) for mark in "(/*)"}
    return [marks["("], one, marks["/"], one, marks["*"], marks[")"]]


def _is_property(word: Token) -> bool:
    return word.kind in {Kind.NAME, Kind.IRI} or word.word == "A"


def _is_group(words: Sequence[Token]) -> bool:
    """Whether these words end with a path in brackets, and not with an expression."""
    depth = 0
    has_property = False
    for word in reversed(words):
        depth += (word.text == ")") - (word.text == "(")
        if not depth:
            return has_property
        if _is_property(word):
            has_property = True
        elif word.text not in _IN_PATH:
            return False
    return False


_LOST: Final = Phrase(
    "deze engine houdt een tekst met het teken U+0000 niet heel; laat dat teken weg",
    "this engine does not keep a text with the character U+0000 whole; leave that character out",
)
_REPEATED: Final = Phrase(
    "deze engine volgt + en * in een pad alleen goed achter één eigenschap, zoals dg:refersTo+; schrijf het pad zo, of "
    "loop het in een vaste diepte na (p/p/p)",
    "this engine follows + and * in a path rightly only behind one property, such as dg:refersTo+; write the path so, "
    "or follow it to a fixed depth (p/p/p)",
)
