"""How large a query or an update is: its nesting, its operators, and its triple patterns, counted from its words.

Refuses what is known to kill a SPARQL engine whatever its time limit: deep nesting overflows the parser's stack, long
chains of operators too, and the time of a planner grows with about the fourth power of what it has to join. Parses
nothing and judges no syntax. Follows the grammar far enough to tell a list from a path and from an expression; where
it can't tell, it counts the larger.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from ontology.language import Phrase
from service.engine.engine import QueryRefusedError
from service.engine.lexer import Kind, Token

MOST_DEPTH: Final = 64
MOST_OPERATORS: Final = 1000
MOST_PATTERNS: Final = 100

_OPERATORS: Final = frozenset(
    {"&&", "||", "!", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "|", "^", "?", "{"}
)
_OPERATOR_WORDS: Final = frozenset({"AS", "BIND", "FILTER", "IN"})
_JOINED: Final = ("GRAPH", "VALUES", "SELECT")
_TERM_WORDS: Final = frozenset({"A", "TRUE", "FALSE"})
_TEMPLATES: Final = frozenset({"CONSTRUCT", "DATA", "INSERT", "DELETE"})
_OPENING: Final = frozenset({"{", "(", "[", "<<"})
_CLOSING: Final = frozenset({"}", ")", "]", ">>"})


class _Inside(Enum):
    """What the tokens between two brackets are."""

    TOP = auto()  # no bracket is open
    GROUP = auto()
    PROPERTIES = auto()  # [ :p :o ], {| :p :o |}
    TRIPLE = auto()  # << :s :p :o >>
    LIST = auto()  # ( 1 2 ), each element of which is two triples
    PATH = auto()
    ROWS = auto()  # of VALUES
    OTHER = auto()  # expressions, and variables of VALUES


class _Place(Enum):
    """Which term of a triple comes next."""

    SUBJECT = auto()
    VERB = auto()
    OBJECT = auto()


class _Ahead(Enum):
    """What a keyword announced: that brackets behind it hold no triples."""

    TRIPLES = auto()
    CONSTRAINT = auto()  # FILTER, BIND: one bracket
    CLAUSE = auto()  # SELECT, HAVING, BY: until the next group
    VALUES = auto()  # until its rows have begun
    RESOURCES = auto()  # DESCRIBE: until a group


@dataclass(slots=True)
class _Bracket:
    """An open bracket and how far its content has come; in a template nothing is counted as a pattern."""

    inside: _Inside
    in_template: bool = False
    place: _Place = _Place.SUBJECT
    ahead: _Ahead = _Ahead.TRIPLES


@dataclass(slots=True)
class Extent:
    """Takes the tokens of a query or an update one by one, and refuses at the first that goes too far.

    `depth` is that of its brackets. `patterns` are its triple patterns, with two for each element of a list, one for
    each further step of a path, and one for each GRAPH, VALUES, UNION and sub-SELECT, which are joined as patterns are.
    """

    depth: int = 0
    operators: int = 0
    patterns: int = 0
    _brackets: list[_Bracket] = field(default_factory=lambda: [_Bracket(_Inside.TOP)])
    _last: str = ""

    def take(self, token: Token) -> None:
        """Take the next token.

        Raises:
            QueryRefusedError: the limit of a count is passed.
        """
        match token.kind:
            case Kind.MARK:
                self._take_mark(token.text)
            case Kind.WORD if token.word not in _TERM_WORDS:
                self._take_keyword(token.word)
            case Kind.LANGUAGE:
                pass
            case _:
                self._take_term()
        self._last = token.word or token.text

    def _take_mark(self, mark: str) -> None:
        innermost = self._brackets[-1]
        if mark in _OPERATORS and innermost.inside is not _Inside.ROWS:
            self._count_operator()
        if mark in _OPENING:
            self._open(mark)
        elif mark in _CLOSING:
            self._close(mark)
        elif mark in {".", ";", ","}:
            self._separate(mark)
        elif mark in {"/", "|"}:
            self._take_path_operator(mark)

    def _take_keyword(self, word: str) -> None:
        """Follow a keyword; an engine may accept one glued to its neighbours (`trueFILTER`), so a part counts too."""
        innermost = self._brackets[-1]
        innermost.place = _Place.SUBJECT
        if word in _OPERATOR_WORDS or "FILTER" in word:
            self._count_operator()
        if innermost.inside is _Inside.GROUP and any(part in word for part in _JOINED):
            self._count_patterns(1)
        innermost.ahead = _announced(word) or innermost.ahead

    def _take_term(self) -> None:
        innermost = self._brackets[-1]
        if innermost.ahead is _Ahead.RESOURCES:
            self._count_operator()
        if self._last == "^^" or innermost.ahead is not _Ahead.TRIPLES:
            return
        match innermost.inside:
            case _Inside.TOP | _Inside.ROWS | _Inside.OTHER | _Inside.PATH:
                pass
            case _Inside.LIST:
                self._count_patterns(2)
            case _Inside.GROUP | _Inside.PROPERTIES | _Inside.TRIPLE:
                self._take_term_of_triple(innermost)

    def _take_term_of_triple(self, innermost: _Bracket) -> None:
        match innermost.place:
            case _Place.SUBJECT:
                innermost.place = _Place.VERB
            case _Place.VERB:
                innermost.place = _Place.OBJECT
            case _Place.OBJECT:
                self._count_patterns(1)

    def _separate(self, mark: str) -> None:
        innermost = self._brackets[-1]
        if innermost.inside in {_Inside.GROUP, _Inside.PROPERTIES}:
            innermost.place = {".": _Place.SUBJECT, ";": _Place.VERB, ",": _Place.OBJECT}[mark]

    def _take_path_operator(self, mark: str) -> None:
        innermost = self._brackets[-1]
        if self._last == "{":  # {| :p :o |} behind an object
            innermost.inside, innermost.place = _Inside.PROPERTIES, _Place.VERB
            self._count_patterns(1)
            return
        is_path = innermost.inside is _Inside.PATH
        if not is_path and innermost.place is _Place.OBJECT:
            innermost.place, is_path = _Place.VERB, True
        if is_path and mark == "/":
            self._count_patterns(1)

    def _open(self, mark: str) -> None:
        outer = self._brackets[-1]
        if mark == "(" and outer.ahead is _Ahead.CLAUSE:
            self._count_operator()  # HAVING (1) (1)
        in_template = outer.in_template or (outer.inside is _Inside.TOP and mark == "{" and self._last in _TEMPLATES)
        inside = self._inside(mark, outer)
        if mark == "{" or outer.ahead is _Ahead.CONSTRAINT:
            outer.ahead = _Ahead.TRIPLES
        place = _Place.VERB if inside is _Inside.PROPERTIES else _Place.SUBJECT
        self._brackets.append(_Bracket(inside, in_template, place))
        self.depth = max(self.depth, len(self._brackets) - 1)
        _limit(self.depth, MOST_DEPTH, _NESTED)

    def _inside(self, mark: str, outer: _Bracket) -> _Inside:
        """What a bracket holds that opens here."""
        if mark == "{":
            return _Inside.ROWS if outer.ahead is _Ahead.VALUES else _Inside.GROUP
        if outer.inside is _Inside.ROWS:
            return _Inside.ROWS
        if mark == "<<" or self._last == "<<":  # <<( :s :p :o )>>
            return _Inside.TRIPLE
        if mark == "[":
            return _Inside.PROPERTIES
        if outer.inside in {_Inside.TOP, _Inside.OTHER} or outer.ahead is not _Ahead.TRIPLES:
            return _Inside.OTHER
        if outer.inside is _Inside.PATH or (outer.inside is not _Inside.LIST and outer.place is _Place.VERB):
            return _Inside.PATH
        return _Inside.LIST

    def _close(self, mark: str) -> None:
        if len(self._brackets) == 1:
            return  # one too many, of which the engine will say so
        inner = self._brackets.pop()
        outer = self._brackets[-1]
        self._last = ""
        if inner.inside is _Inside.PATH or (inner.inside is _Inside.PROPERTIES and mark == "}"):
            outer.place = _Place.OBJECT
        elif mark == "}":
            outer.place = _Place.SUBJECT
        elif inner.inside in {_Inside.PROPERTIES, _Inside.LIST, _Inside.TRIPLE}:
            self._take_term()

    def _count_operator(self) -> None:
        if not self._brackets[-1].in_template:
            self.operators += 1
            _limit(self.operators, MOST_OPERATORS, _OPERATORS_OF)

    def _count_patterns(self, count: int) -> None:
        if not self._brackets[-1].in_template:
            self.patterns += count
            _limit(self.patterns, MOST_PATTERNS, _PATTERNS)


def _announced(word: str) -> _Ahead | None:
    """What a keyword announces, None for one that announces nothing."""
    if "FILTER" in word or "BIND" in word:
        return _Ahead.CONSTRAINT
    if "SELECT" in word or "HAVING" in word or "BY" in word:
        return _Ahead.CLAUSE
    if "VALUES" in word:
        return _Ahead.VALUES
    return _Ahead.RESOURCES if "DESCRIBE" in word else None


def _limit(count: int, most: int, what: Phrase) -> None:
    if count > most:
        raise QueryRefusedError(_TOO_MANY, most=most, what=what, split=SPLIT)


SPLIT: Final = Phrase(
    "Splits haar in kleinere vragen, of geef lange lijsten waarden in delen",
    "Split it into smaller queries, or give long lists of values one part at a time",
)
"""What to do with a query that is too large."""

_TOO_MANY: Final = Phrase(
    "de vraag heeft meer dan {most} {what}, en dat kan een engine omver halen. {split}",
    "the query has more than {most} {what}, which can bring an engine down. {split}",
)
_NESTED: Final = Phrase("haakjes binnen haakjes", "brackets inside brackets")
_PATTERNS: Final = Phrase(
    "triplepatronen (stappen van paden, GRAPH, VALUES en deelvragen tellen mee)",
    "triple patterns (steps of paths, GRAPH, VALUES and sub-queries count too)",
)
_OPERATORS_OF: Final = Phrase("operatoren", "operators")
