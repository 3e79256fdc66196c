"""What a query asks for, and whether it is run at all: read from its words before an engine sees it.

Refuses what would leave the machine (a SERVICE that is no search of ours), what would change data (updates are read by
`update_guard`), and what is too large (`extent`). Parses nothing and judges no syntax.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from ontology.language import Phrase
from service.engine.engine import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from service.engine.extent import SPLIT, Extent
from service.engine.lexer import Kind, Token, place, tokens
from service.engine.search_blocks import SHAPE, BlockReader, OtherServiceError, SearchBlock, SearchError

MOST_BYTES: Final = 64 * 1024
MOST_GRAPHS: Final = 100
_REMEMBERED: Final = 256  # readings of queries, which are asked for more than once on their way and come again


class Form(StrEnum):
    """A form of query (SPARQL 1.1 Query, section 16)."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"

    @property
    def gives_triples(self) -> bool:
        """Whether the answer is a graph, not rows or a boolean."""
        return self in {Form.CONSTRUCT, Form.DESCRIBE}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a query tell.

    `form` is None where the query begins with none; the engine then says what is wrong. `graphs` are the graphs of
    FROM and FROM NAMED that are written in full. `volatile` is True where two runs may differ on the same data.
    `where` is the place after the first brace of the pattern (0-based code points), None where there is none.
    `digest` is equal for queries that differ in white space and comments only, within one process. `searches` are its
    searches in words, of which something else has to stand in the place before an engine sees the query.
    """

    form: Form | None
    has_dataset: bool
    graphs: tuple[str, ...]
    depth: int
    operators: int
    patterns: int
    volatile: bool
    where: int | None
    digest: int
    searches: tuple[SearchBlock, ...] = ()


_FORMS: Final = tuple((form.upper(), form) for form in Form)

UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
"""The words with which an operation of an update begins."""

_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
# A prefix that an engine without word boundaries could read as a keyword: `SERVICEex:endpoint { }`, where a bracket
# follows; and `SELECT *FROMex:graph`, where none is open.
_GLUED_BEFORE_BRACKET: Final = re.compile(r"SERVICE|FILTER|HAVING|^(?:ORDER|GROUP)?BY", re.IGNORECASE)
_GLUED_AT_TOP: Final = re.compile(r"FROM|DESCRIBE", re.IGNORECASE)


@lru_cache(maxsize=_REMEMBERED)
def read(query: str) -> Reading:
    """What a query asks for.

    Raises:
        QueryTooLargeError: it is longer than 64 KiB.
        QueryRefusedError: it is not run here, and why.
        QuerySyntaxError: it has a character that no query can have at that place.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise QueryTooLargeError(_TOO_LONG, size=size, most=MOST_BYTES, split=SPLIT)
    reader = _Reader(query)
    for token in tokens(query):
        if token.kind is Kind.STRAY:
            line, column = place(query, token.start)
            raise QuerySyntaxError.at(line, column, STRAY, found=repr(token.text))
        reader.take(token)
    return reader.reading()


def filled(query: str, reading: Reading, values: Sequence[str]) -> str:
    """A query with what was found in the place of each of its searches, as `SearchBlock.values` writes it.

    Raises:
        QueryRefusedError: nobody looked for what it searches.
    """
    if len(values) != len(reading.searches):
        raise QueryRefusedError(NO_SERVICE)
    pieces, last = [], 0
    for block, found in zip(reading.searches, values, strict=True):
        pieces += [query[last : block.start], found]
        last = block.end
    return "".join([*pieces, query[last:]])


@dataclass(slots=True)
class Exits:
    """Takes the tokens of a query or an update one by one, and refuses what an engine could read as SERVICE.

    An engine may accept keywords that are glued to their neighbours, so what could be one glued to a name is refused
    too, for every keyword by which more than the name would be read otherwise.
    """

    _open: int = 0
    _last: str = ""
    _suspect: str | None = None

    def take(self, token: Token) -> None:
        """Take the next token.

        Raises:
            QueryRefusedError: it could leave the machine, or hide what does.
        """
        if "SERVICE" in token.word:
            raise QueryRefusedError(NO_SERVICE)
        if self._suspect is not None and token.text in {"(", "{"}:
            raise QueryRefusedError(_KEYWORD, prefix=self._suspect)
        self._suspect = None
        if token.kind is Kind.NAME and self._last != "PREFIX":
            self._take_prefix(token.text.partition(":")[0])
        elif token.kind is Kind.MARK:
            self._open += (token.text in {"{", "[", "("}) - (token.text in {"}", "]", ")"})
        self._last = token.word

    def _take_prefix(self, prefix: str) -> None:
        if self._open == 0 and _GLUED_AT_TOP.search(prefix):
            raise QueryRefusedError(_KEYWORD, prefix=prefix)
        if _GLUED_BEFORE_BRACKET.search(prefix):
            self._suspect = prefix


@dataclass(slots=True)
class _Reader:
    """Takes the tokens of one query one by one, and refuses at the first that goes too far."""

    query: str
    form: Form | None = None
    has_dataset: bool = False
    graphs: list[str] = field(default_factory=list)
    volatile: bool = False
    where: int | None = None
    _exits: Exits = field(default_factory=Exits)
    _extent: Extent = field(default_factory=Extent)
    _texts: list[str] = field(default_factory=list)
    _last: str = ""
    _open: int = 0
    _begun: bool = False
    _in_clause: bool = False
    _search: BlockReader | None = None
    _searches: list[SearchBlock] = field(default_factory=list)
    _prefixes: dict[str, str] = field(default_factory=dict)
    _declared: str | None = None

    def take(self, token: Token) -> None:
        """Take the next token."""
        if not self._take_search(token):
            self._exits.take(token)
            self._take_prefix(token)
        self._texts.append(token.text)
        if token.kind is Kind.WORD:
            self._take_word(token.word)
        self._find_pattern(token)
        self._take_graph(token)
        self._extent.take(token)
        self._last = token.word or token.text

    def reading(self) -> Reading:
        """What was read."""
        return Reading(
            form=self.form,
            has_dataset=self.has_dataset,
            graphs=tuple(self.graphs),
            depth=self._extent.depth,
            operators=self._extent.operators,
            patterns=self._extent.patterns,
            volatile=self.volatile,
            where=self.where,
            digest=hash(tuple(self._texts)),
            searches=self._whole_searches(),
        )

    def _take_search(self, token: Token) -> bool:
        """Whether a token is of a search, of which no engine sees a word."""
        if self._search is None and token.word != "SERVICE":
            return False
        if self._search is None:
            self._search = BlockReader(self._prefixes)
        try:
            if self._search.take(token):
                self._searches.append(self._search.block(self.query))
                self._search = None
        except OtherServiceError:
            raise QueryRefusedError(NO_SERVICE) from None
        except SearchError as error:
            raise self._no_search(error.token) from None
        return True

    def _whole_searches(self) -> tuple[SearchBlock, ...]:
        if self._search is not None:
            raise self._no_search(self._search.tokens[-1])
        return tuple(self._searches)

    def _no_search(self, token: Token) -> QuerySyntaxError:
        line, column = place(self.query, token.start)
        return QuerySyntaxError.at(line, column, SHAPE, found=repr(token.text))

    def _take_prefix(self, token: Token) -> None:
        """Follow the declarations of prefixes: the word, the name, the IRI."""
        if token.kind is Kind.NAME and self._last == "PREFIX":
            self._declared = token.text.partition(":")[0]
        elif token.kind is Kind.IRI and self._declared is not None:
            self._prefixes[self._declared] = token.text[1:-1]
            self._declared = None

    def _find_pattern(self, token: Token) -> None:
        """Follow the brackets up to the one of the pattern."""
        if token.kind is not Kind.MARK:
            return
        if token.text == "{" and self._open == 0 and self.where is None and self._last != "CONSTRUCT":
            self.where = token.start + 1
        self._open += (token.text in {"{", "[", "("}) - (token.text in {"}", "]", ")"})

    def _take_graph(self, token: Token) -> None:
        if self._in_clause and token.kind is Kind.IRI:
            self.graphs.append(token.text[1:-1])
            if len(self.graphs) > MOST_GRAPHS:
                raise QueryRefusedError(_TOO_MANY_GRAPHS, most=MOST_GRAPHS)
        self._in_clause = self._in_clause and token.kind is Kind.WORD

    def _take_word(self, word: str) -> None:
        if not self._begun and word not in _PROLOGUE:
            self._begin(word)
        if word.startswith("FROM"):
            self.has_dataset = self._in_clause = True
        elif word != "NAMED":
            self._in_clause = False
        self.volatile = self.volatile or word in _VOLATILE

    def _begin(self, word: str) -> None:
        self._begun = True
        if word in UPDATES:
            raise QueryRefusedError(_NO_UPDATE, word=word)
        self.form = next((form for begin, form in _FORMS if word.startswith(begin)), None)


_TOO_LONG: Final = Phrase(
    "de vraag telt {size} bytes; hoogstens {most} worden gelezen. {split}",
    "the query has {size} bytes; at most {most} are read. {split}",
)
_TOO_MANY_GRAPHS: Final = Phrase(
    "de vraag heeft meer dan {most} grafen in FROM; neem er minder tegelijk",
    "the query has more than {most} graphs in FROM clauses; take fewer at a time",
)
STRAY: Final = Phrase(
    "{found} hoort hier niet; ontbreekt er een aanhalingsteken of een haakje?",
    "unexpected {found}; is a quote or a bracket missing?",
)
NO_SERVICE: Final = Phrase(
    "SERVICE wordt hier niet uitgevoerd: de dienst vraagt niets aan andere machines. "
    "Stel de vraag hier en daar apart, en voeg de antwoorden zelf samen",
    "SERVICE is not run here: the service asks nothing of other machines. "
    "Ask this endpoint and the other one apart, and join the answers yourself",
)
_NO_UPDATE: Final = Phrase(
    "{word} verandert gegevens, en `query` is om te vragen; wat pagina's zeggen verandert met `doelgraaf ingest` en "
    "`doelgraaf publish`, en waar schrijven aan staat gaan noten en koppelingen als `update` (docs/endpoint.md)",
    "{word} changes data, and `query` is for asking; what pages say changes by `doelgraaf ingest` and `doelgraaf "
    "publish`, and where writing is on notes and alignments go as `update` (docs/endpoint.md)",
)
_KEYWORD: Final = Phrase(
    "de prefix {prefix}: kan als woord van SPARQL gelezen worden; "
    "geef de prefix een andere naam, of zet een spatie achter het woord",
    "the prefix {prefix}: can be read as a keyword of SPARQL; rename the prefix, or put a space behind the keyword",
)
