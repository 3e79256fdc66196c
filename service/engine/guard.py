"""What a query asks for, and whether it is run at all: read from its words before an engine sees it.

Refuses what would leave the machine (SERVICE), what would change data, and what is known to kill a SPARQL engine
whatever its time limit: deep nesting overflows the parser's stack, long chains of operators too, and the time of a
planner grows with about the fourth power of the number of triple patterns. Parses nothing and judges no syntax.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ontology.language import Phrase
from service.engine.engine import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from service.engine.lexer import Kind, Token, tokens

MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 64
MOST_OPERATORS: Final = 1000
MOST_PATTERNS: Final = 100
MOST_GRAPHS: Final = 100


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
    """

    form: Form | None
    has_dataset: bool
    graphs: tuple[str, ...]
    depth: int
    operators: int
    patterns: int
    volatile: bool
    where: int | None


_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
_VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_OPERATORS: Final = frozenset(
    {"&&", "||", "!", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "|", "^", "?", "^^"}
)
_OPERATOR_WORDS: Final = frozenset({"UNION", "OPTIONAL", "MINUS", "EXISTS", "IN", "FILTER", "BIND", "GRAPH", "LATERAL"})
_TERM_WORDS: Final = frozenset({"A", "TRUE", "FALSE"})
# A prefix that an engine without word boundaries could read as a keyword: `SERVICEex:endpoint { }`.
_GLUED: Final = re.compile(r"SERVICE|FILTER|BIND|SELECT|HAVING|^FROM|^(?:ORDER|GROUP)?BY", re.IGNORECASE)
_DATA: Final = "{ of VALUES"


def read(query: str) -> Reading:
    """What a query asks for.

    Raises:
        QueryTooLargeError: it is longer than 64 KiB.
        QueryRefusedError: it is not run here, and why.
        QuerySyntaxError: it has a character that no query can have at that place.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise QueryTooLargeError(_TOO_LONG, size=size, most=MOST_BYTES, split=_SPLIT)
    reader = _Reader()
    for token in tokens(query):
        if token.kind is Kind.STRAY:
            line, column = _place(query, token.start)
            raise QuerySyntaxError.at(line, column, _STRAY, found=repr(token.text))
        reader.take(token)
    return reader.reading()


def _place(query: str, start: int) -> tuple[int, int]:
    before = query[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


@dataclass(slots=True)
class _Reader:
    """Takes the tokens of one query one by one, and refuses at the first that goes too far."""

    form: Form | None = None
    has_dataset: bool = False
    graphs: list[str] = field(default_factory=list)
    depth: int = 0
    operators: int = 0
    patterns: int = 0
    volatile: bool = False
    where: int | None = None
    _open: list[str] = field(default_factory=list)
    _last: str = ""
    _begun: bool = False
    _in_clause: bool = False
    _values: bool = False
    _template: bool = False
    _starts_pattern: bool = False

    def take(self, token: Token) -> None:
        """Take the next token."""
        match token.kind:
            case Kind.MARK:
                self._take_mark(token)
            case Kind.WORD:
                self._take_word(token.word)
            case Kind.NAME:
                self._take_name(token.text)
            case Kind.IRI if self._in_clause:
                self.graphs.append(token.text[1:-1])
                _limit(len(self.graphs), MOST_GRAPHS, _GRAPHS)
            case _:
                self._begin_pattern()
        self._in_clause = self._in_clause and token.kind is Kind.WORD
        self._last = token.word or token.text

    def reading(self) -> Reading:
        """What was read."""
        return Reading(
            form=self.form,
            has_dataset=self.has_dataset,
            graphs=tuple(self.graphs),
            depth=self.depth,
            operators=self.operators,
            patterns=self.patterns,
            volatile=self.volatile,
            where=self.where,
        )

    def _take_mark(self, token: Token) -> None:
        mark = token.text
        if mark in {"{", "[", "("}:
            self._open_bracket(token)
        elif mark in {"}", "]", ")"}:
            self._close_bracket(mark)
        elif mark in {".", ";", ","}:
            self._starts_pattern = True
        if mark in _OPERATORS:
            self._count_operator()

    def _open_bracket(self, token: Token) -> None:
        mark = token.text
        if mark == "{" and not self._open:
            self._template = self._last == "CONSTRUCT"
            if self.where is None and not self._template:
                self.where = token.start + 1
        self._begin_pattern()
        self._open.append(_DATA if mark == "{" and self._values else mark)
        self._values = self._values and mark != "{"
        self._starts_pattern = mark == "{"
        self.depth = max(self.depth, len(self._open))
        _limit(self.depth, MOST_DEPTH, _BRACKETS)

    def _close_bracket(self, mark: str) -> None:
        if self._open:
            self._open.pop()
        self._template = self._template and bool(self._open)
        self._starts_pattern = mark != "]"

    def _take_word(self, word: str) -> None:
        if "SERVICE" in word:
            raise QueryRefusedError(_NO_SERVICE)
        if not self._begun and word not in _PROLOGUE:
            self._begin(word)
        if word.startswith("FROM"):
            self.has_dataset = self._in_clause = True
        elif word != "NAMED":
            self._in_clause = False
        self._values = self._values or word == "VALUES"
        self.volatile = self.volatile or word in _VOLATILE
        if word in _OPERATOR_WORDS:
            self._count_operator()
        if word in _TERM_WORDS:
            self._begin_pattern()
        self._starts_pattern = False

    def _begin(self, word: str) -> None:
        self._begun = True
        if word in _UPDATES:
            raise QueryRefusedError(_NO_UPDATE, word=word)
        self.form = next((form for form in Form if word.startswith(form.upper())), None)

    def _take_name(self, name: str) -> None:
        prefix = name.partition(":")[0]
        if _GLUED.search(prefix):
            raise QueryRefusedError(_KEYWORD, prefix=prefix)
        self._begin_pattern()

    def _begin_pattern(self) -> None:
        """Count a triple pattern at its first term, and at the first term behind each `;` and `,`."""
        if self._starts_pattern and self._open and self._open[-1] in {"{", "["} and not self._template:
            self.patterns += 1
            _limit(self.patterns, MOST_PATTERNS, _TRIPLE_PATTERNS)
        self._starts_pattern = False

    def _count_operator(self) -> None:
        self.operators += 1
        _limit(self.operators, MOST_OPERATORS, _OPERATORS_OF)


def _limit(count: int, most: int, what: Phrase) -> None:
    if count > most:
        raise QueryRefusedError(_TOO_MANY, most=most, what=what, split=_SPLIT)


_SPLIT: Final = Phrase(
    "Splits haar in kleinere vragen, of geef lange lijsten waarden in delen",
    "Split it into smaller queries, or give long lists of values one part at a time",
)
_TOO_LONG: Final = Phrase(
    "de vraag telt {size} bytes; hoogstens {most} worden gelezen. {split}",
    "the query has {size} bytes; at most {most} are read. {split}",
)
_TOO_MANY: Final = Phrase(
    "de vraag heeft meer dan {most} {what}, en dat kan een engine omver halen. {split}",
    "the query has more than {most} {what}, which can bring an engine down. {split}",
)
_GRAPHS: Final = Phrase("grafen in FROM", "graphs in FROM clauses")
_BRACKETS: Final = Phrase("haakjes binnen haakjes", "brackets inside brackets")
_TRIPLE_PATTERNS: Final = Phrase("triplepatronen", "triple patterns")
_OPERATORS_OF: Final = Phrase("operatoren", "operators")
_STRAY: Final = Phrase(
    "{found} hoort hier niet; ontbreekt er een aanhalingsteken of een haakje?",
    "unexpected {found}; is a quote or a bracket missing?",
)
_NO_SERVICE: Final = Phrase(
    "SERVICE wordt hier niet uitgevoerd: de dienst vraagt niets aan andere machines. "
    "Stel de vraag hier en daar apart, en voeg de antwoorden zelf samen",
    "SERVICE is not run here: the service asks nothing of other machines. "
    "Ask this endpoint and the other one apart, and join the answers yourself",
)
_NO_UPDATE: Final = Phrase(
    "{word} verandert gegevens, en dit eindpunt beantwoordt alleen vragen; "
    "gegevens veranderen met `doelgraaf ingest` en `doelgraaf publish`",
    "{word} changes data, and this endpoint only answers queries; "
    "data change by `doelgraaf ingest` and `doelgraaf publish`",
)
_KEYWORD: Final = Phrase(
    "de prefix {prefix}: kan als woord van SPARQL gelezen worden; "
    "geef de prefix een andere naam, of zet een spatie achter het woord",
    "the prefix {prefix}: can be read as a keyword of SPARQL; rename the prefix, or put a space behind the keyword",
)
