"""The searches in a query: `SERVICE <.../search> { ?goal dg:matches "words" ; dg:score ?score }`, read by their tokens.

A search is no request to another machine: what it finds stands in its place, as VALUES, before an engine sees the
query. So each has one of the shapes that are known here, word for word; anything else is refused. Finds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

import pyoxigraph
from pyoxigraph import Literal, RdfFormat

from ontology.language import Phrase
from ontology.terms import MATCHES, PREFIXES, SCORE
from service.engine.lexer import Kind, Token

PATH: Final = "/search"
"""What the IRI of the service ends with; before it stands the base IRI of the release."""


class SearchError(Exception):
    """A search that has none of the shapes that are known; `token` is the first that does not fit."""

    def __init__(self, token: Token) -> None:
        super().__init__(token.text)
        self.token = token


class OtherServiceError(Exception):
    """A SERVICE that is no search."""


@dataclass(frozen=True, slots=True)
class SearchBlock:
    """A search in a query: its place (0-based code points), of which service, and what is asked.

    `subject` and `score` are names of variables, `score` is None where it is not asked for; `limit` is how many are
    wanted at most, None where it does not say. `lines` counts the ends of lines in it.
    """

    start: int
    end: int
    service: str
    words: str
    subject: str
    score: str | None
    limit: int | None
    lines: int

    def values(self, rows: Sequence[tuple[str, float]]) -> str:
        """What stands in its place: IRIs with their scores, on as many lines as the search has.

        Raises:
            ValueError: an IRI can't be written.
        """
        names = [self.subject] if self.score is None else [self.subject, self.score]
        written = (self._row(iri, score) for iri, score in rows)
        head = " ".join(f"?{name}" for name in names)
        return f"{{ VALUES ({head}) {{ {' '.join(written)} }}" + "\n" * self.lines + " }"

    def _row(self, iri: str, score: float) -> str:
        node = str(pyoxigraph.NamedNode(iri))
        return f"({node})" if self.score is None else f"({node} {score:.2f})"


@dataclass(slots=True)
class BlockReader:
    """Takes the tokens of one SERVICE up to its last brace; `prefixes` are those of the query."""

    prefixes: Mapping[str, str]
    tokens: list[Token] = field(default_factory=list)
    _open: int = 0

    def take(self, token: Token) -> bool:
        """Take the next token; True when it was the last.

        Raises:
            OtherServiceError: it is no search.
        """
        self.tokens.append(token)
        if len(self.tokens) == (3 if self.tokens[min(1, len(self.tokens) - 1)].word == "SILENT" else 2):
            self._require_search(token)
        self._open += (token.text == "{") - (token.text == "}")
        return token.text == "}" and self._open <= 0

    def block(self, query: str) -> SearchBlock:
        """The search that the tokens are.

        Raises:
            SearchError: they have none of the shapes that are known.
        """
        first, last = self.tokens[0], self.tokens[-1]
        reader = _Shape(self.tokens, self.prefixes)
        reader.read()
        end = last.start + len(last.text)
        return SearchBlock(
            first.start,
            end,
            reader.service,
            reader.words,
            reader.subject,
            reader.score,
            reader.limit,
            query.count("\n", first.start, end),
        )

    def _require_search(self, token: Token) -> None:
        iri = iri_of(token, self.prefixes)
        if iri is None or not f"/{iri}".endswith(PATH):  # `<search>` is told how it is called in full
            raise OtherServiceError


@dataclass(slots=True)
class _Shape:
    """Follows the tokens of a search from front to back."""

    tokens: Sequence[Token]
    prefixes: Mapping[str, str]
    at: int = 1
    service: str = ""
    words: str = ""
    subject: str = ""
    score: str | None = None
    limit: int | None = None

    def read(self) -> None:
        """Follow them to the end."""
        if self._token.word == "SILENT":
            self.at += 1
        self.service = iri_of(self._token, self.prefixes) or ""
        self.at += 1
        self._pass("{")
        if self._token.word == "SELECT":
            self._select()
        else:
            self._triples()
        self._pass("}")
        if self.at != len(self.tokens) or not self.words or self.subject == self.score:
            self.at = min(self.at, len(self.tokens) - 1)
            self._fail()

    def _select(self) -> None:
        self.at += 1
        selected = set()
        while self._token.text == "*" or self._token.kind is Kind.VARIABLE:
            selected.add(self._token.text[1:])
            self.at += 1
        if self._token.word == "WHERE":
            self.at += 1
        self._pass("{")
        self._triples()
        self._pass("}")
        self._project(selected)
        self._limit()

    def _project(self, selected: set[str]) -> None:
        """Leave out the score where it is not selected; `""` is the asterisk."""
        if "" in selected:
            selected = {self.subject, self.score or self.subject}
        if self.subject not in selected or not selected <= {self.subject, self.score}:
            self._fail()
        self.score = self.score if self.score in selected else None

    def _limit(self) -> None:
        if self._token.word == "LIMIT":
            self.at += 1
            if self._token.kind is not Kind.NUMBER or not self._token.text.isdecimal():
                self._fail()
            self.limit = int(self._token.text[:9])
            self.at += 1

    def _triples(self) -> None:
        self._subject()
        self._pair()
        while self._token.text in {";", "."}:
            mark = self._token.text
            self.at += 1
            if self._token.text in {"}", "."}:
                continue
            if mark == ".":
                self._subject()
            self._pair()

    def _subject(self) -> None:
        if self._token.kind is not Kind.VARIABLE or self.subject not in {"", self._token.text[1:]}:
            self._fail()
        self.subject = self._token.text[1:]
        self.at += 1

    def _pair(self) -> None:
        """A property with its value."""
        match iri_of(self._token, self.prefixes):
            case str(name) if name == MATCHES and not self.words:
                self.at += 1
                self.words = self._literal()
            case str(name) if name == SCORE and self.score is None:
                self.at += 1
                if self._token.kind is not Kind.VARIABLE:
                    self._fail()
                self.score = self._token.text[1:]
            case _:
                self._fail()
        self.at += 1
        if self._token.kind is Kind.LANGUAGE:
            self.at += 1

    def _literal(self) -> str:
        if self._token.kind is not Kind.STRING:
            self._fail()
        try:
            (quad,) = pyoxigraph.parse(f"<urn:x> <urn:x> {self._token.text} .", RdfFormat.TURTLE)
        except (SyntaxError, ValueError):
            self._fail()
        if not isinstance(quad.object, Literal) or not quad.object.value.strip():
            self._fail()
        return quad.object.value

    def _pass(self, mark: str) -> None:
        if self._token.text != mark:
            self._fail()
        self.at += 1

    @property
    def _token(self) -> Token:
        return self.tokens[min(self.at, len(self.tokens) - 1)]

    def _fail(self) -> NoReturn:
        raise SearchError(self._token)


def iri_of(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """The IRI of a token that is one or a name with a prefix that is known; None of any other."""
    if token.kind is Kind.IRI:
        return token.text[1:-1]
    if token.kind is not Kind.NAME:
        return None
    prefix, _, local = token.text.partition(":")
    start = prefixes.get(prefix, PREFIXES.get(prefix))
    return None if start is None else start + local


SHAPE: Final = Phrase(
    "{found} hoort niet in een zoekvraag; zo staat ze er: "
    'SERVICE <.../search> {{ ?doel dg:matches "woorden" ; dg:score ?score }}, met vaste woorden, en met hoogstens '
    'een LIMIT als SERVICE <...> {{ SELECT * {{ ?doel dg:matches "woorden" }} LIMIT 10 }}',
    "{found} does not belong in a search; it reads: "
    'SERVICE <.../search> {{ ?goal dg:matches "words" ; dg:score ?score }}, with literal words, and with a LIMIT '
    'at most, as SERVICE <...> {{ SELECT * {{ ?goal dg:matches "words" }} LIMIT 10 }}',
)
