"""The pattern of a query, taken apart: its triple patterns, filters and groups, each with its text and its line.

Judges nothing and asks nothing. It reads the tokens of a query that an engine understood, so it need not refuse what is
no SPARQL; of what it does not know how to take apart it gives up the whole (SPARQL 1.1 Query, section 19.8, rules
GroupGraphPattern to GraphNodePath).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from service.engine.lexer import Kind, Token, tokens


class Part(StrEnum):
    """What a part of a pattern is."""

    TRIPLES = "triples"
    FILTER = "filter"
    OPTIONAL = "optional"
    MINUS = "minus"
    BIND = "bind"
    VALUES = "values"
    GROUP = "group"
    GRAPH = "graph"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a group: its text, and the line of the query on which it begins (from 1).

    `triple` has subject, predicate and object as they are written, where it is one triple pattern. `groups` are the
    groups inside it: the alternatives of a UNION, or the one of GRAPH, whose name is `graph`.
    """

    part: Part
    text: str
    line: int
    triple: tuple[str, str, str] | None = None
    groups: tuple[tuple["Element", ...], ...] = ()
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pattern of a query: its elements, what stands before its form, its dataset clauses, and what follows it."""

    elements: tuple[Element, ...]
    prologue: str
    dataset: str
    following: frozenset[str]
    offset: int = 0
    limit: int | None = None


class _UnreadError(Exception):
    """Something that is not taken apart here."""


_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}
_TERMS: Final = frozenset({Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.BLANK})
_BOOLEANS: Final = frozenset({"TRUE", "FALSE"})


def take_apart(query: str) -> Pattern | None:
    """The pattern of a query; None where it has none, or one that is not taken apart here."""
    found = list(tokens(query))
    try:
        return _Reader(query, found).pattern()
    except (_UnreadError, IndexError):
        return None


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of a query from front to back."""

    query: str
    tokens: Sequence[Token]
    at: int = 0
    _dataset: list[str] = field(default_factory=list)

    def pattern(self) -> Pattern:
        """The pattern, with what stands around it."""
        while self.token.word not in _FORMS:
            self.at += 1
        form = self.token
        self._pass_head()
        elements = list(self._group())
        rest = self.tokens[self.at :]
        if rest and rest[-1].text == "}" and (values := self._values_behind()) is not None:
            elements.append(values)
        numbers = {token.word: following.text for token, following in pairwise(rest)}
        return Pattern(
            elements=tuple(elements),
            prologue=self.query[: form.start],
            dataset=" ".join(self._dataset),
            following=frozenset(token.word for token in rest if token.word),
            offset=int(numbers.get("OFFSET", "0")),
            limit=int(numbers["LIMIT"]) if "LIMIT" in numbers else None,
        )

    @property
    def token(self) -> Token:
        """The token at hand."""
        return self.tokens[self.at]

    def _pass_head(self) -> None:
        """Go on to the brace of the pattern, and keep the dataset clauses."""
        while True:
            token = self.token
            if token.text == "(" or (token.text == "{" and self.tokens[self.at - 1].word == "CONSTRUCT"):
                self._pass_brackets()
            elif token.text == "{":
                return
            elif token.word == "FROM":
                start = self.at
                self.at += 2 if self.tokens[self.at + 1].word == "NAMED" else 1
                self.at += 1
                self._dataset.append(self._text(start))
            else:
                self.at += 1

    def _values_behind(self) -> Element | None:
        for index in range(self.at, len(self.tokens)):
            if self.tokens[index].word == "VALUES":
                self.at = index
                return self._values()
        return None

    def _group(self) -> tuple[Element, ...]:
        """The elements of a group, from its opening brace to past its closing one."""
        self.at += 1
        if self.token.word == "SELECT":
            raise _UnreadError
        found: list[Element] = []
        while self.token.text != "}":
            if self.token.text == ".":
                self.at += 1
            else:
                found += self._elements()
        self.at += 1
        return tuple(found)

    def _elements(self) -> Sequence[Element]:
        match self.token.word:
            case "FILTER":
                return [self._filter()]
            case "OPTIONAL" | "MINUS" as word:
                return [self._opaque(Part(word.lower()), 1)]
            case "BIND":
                return [self._opaque(Part.BIND, 1)]
            case "VALUES":
                return [self._values()]
            case "GRAPH":
                return [self._graph()]
            case "LATERAL" | "SERVICE":
                raise _UnreadError
            case _:
                return [self._groups()] if self.token.text == "{" else self._triples()

    def _filter(self) -> Element:
        start = self.at
        while self.token.text not in {"(", "{"}:
            self.at += 1
        self._pass_brackets()
        return self._element(Part.FILTER, start)

    def _opaque(self, part: Part, words: int) -> Element:
        start = self.at
        self.at += words
        self._pass_brackets()
        return self._element(part, start)

    def _values(self) -> Element:
        start = self.at
        self.at += 1
        if self.token.text == "(":
            self._pass_brackets()
        else:
            self.at += 1
        self._pass_brackets()
        return self._element(Part.VALUES, start)

    def _graph(self) -> Element:
        start = self.at
        name = self.tokens[self.at + 1].text
        self.at += 2
        inside = self._group()
        return Element(Part.GRAPH, self._text(start), self._line(start), groups=(inside,), graph=name)

    def _groups(self) -> Element:
        """A group in a group, or those between which UNION stands; what is a query inside stays whole."""
        start = self.at
        if self.tokens[self.at + 1].word == "SELECT":
            self._pass_brackets()
            groups = None
        else:
            groups = [self._group()]
        while self.token.word == "UNION":
            self.at += 1
            is_query = self.tokens[self.at + 1].word == "SELECT"
            if is_query or groups is None:
                self._pass_brackets()
                groups = None
            else:
                groups.append(self._group())
        if groups is None:
            return self._element(Part.QUERY, start)
        return Element(Part.GROUP, self._text(start), self._line(start), groups=tuple(groups))

    def _triples(self) -> Sequence[Element]:
        """The triple patterns of one subject; as one element where a blank node without a name holds them together."""
        start = self.at
        is_whole = self._pass_term()
        subject = self._text(start)
        found: list[Element] = []
        while self.token.text not in {".", "}"} and not self._is_keyword():
            if self.token.text == ";":
                self.at += 1
                continue
            place = self.at
            self._pass_path()
            predicate = self._text(place)
            while True:
                place = self.at
                is_whole |= self._pass_term()
                written = self._text(place)
                text = f"{subject} {predicate} {written} ."
                found.append(Element(Part.TRIPLES, text, self._line(place), (subject, predicate, written)))
                if self.token.text != ",":
                    break
                self.at += 1
        if is_whole or not found:
            return [Element(Part.TRIPLES, f"{self._text(start)} .", self._line(start))]
        return found

    def _is_keyword(self) -> bool:
        return self.token.text == "{" or self.token.word in {
            "FILTER", "OPTIONAL", "MINUS", "BIND", "VALUES", "GRAPH", "LATERAL", "SERVICE",
        }  # fmt: skip

    def _pass_term(self) -> bool:
        """Go past a term; says whether it was one in brackets."""
        if self.token.text in {"[", "("}:
            self._pass_brackets()
            return True
        if self.token.text in {"+", "-"}:
            self.at += 1
        token = self.token
        if token.kind is Kind.STRING:
            self.at += 1
            if self.token.kind is Kind.LANGUAGE:
                self.at += 1
            elif self.token.text == "^^":
                self.at += 2
        elif token.kind in _TERMS or token.kind is Kind.NUMBER or token.word in _BOOLEANS:
            self.at += 1
        else:
            raise _UnreadError
        return False

    def _pass_path(self) -> None:
        """Go past a predicate: a variable or a path."""
        if self.token.kind is Kind.VARIABLE:
            self.at += 1
            return
        while True:
            while self.token.text in {"^", "!"}:
                self.at += 1
            if self.token.text == "(":
                self._pass_brackets()
            elif self.token.kind in {Kind.IRI, Kind.NAME} or self.token.text == "a":
                self.at += 1
            else:
                raise _UnreadError
            if self.token.text in {"?", "*", "+"}:
                self.at += 1
            if self.token.text not in {"/", "|"}:
                return
            self.at += 1

    def _pass_brackets(self) -> None:
        closing = [_CLOSING[self.token.text]]
        self.at += 1
        while closing:
            mark = self.token.text if self.token.kind is Kind.MARK else ""
            if mark == closing[-1]:
                closing.pop()
            elif mark in _CLOSING:
                closing.append(_CLOSING[mark])
            self.at += 1

    def _element(self, part: Part, start: int) -> Element:
        return Element(part, self._text(start), self._line(start))

    def _text(self, start: int) -> str:
        """What is written from a token to the one at hand, without the space and the comments before that."""
        last = self.tokens[self.at - 1]
        return self.query[self.tokens[start].start : last.start + len(last.text)]

    def _line(self, index: int) -> int:
        return self.query.count("\n", 0, self.tokens[index].start) + 1
