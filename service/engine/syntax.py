"""What the engine says of a query that it can't parse, in words for the person who wrote it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from ontology.language import Phrase, verbatim
from service.engine import lexer, spelling
from service.engine.engine import QuerySyntaxError
from service.engine.guard import UPDATES
from service.engine.lexer import Kind, Token, tokens

# error at 2:9: expected one of "(", BIND, ['0' ..= '9'], [_]
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\[(?:'(?:\\.|\\u\{\w+\}|[^'])'|[^\]'])*\]")
_MOST_SHOWN: Final = 4
_WORD: Final = re.compile(r"\S+")
_DOTTED: Final = re.compile(r"\d+(?:\.\d+){2,}", re.ASCII)
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


class NoQueryError(QuerySyntaxError):
    """The text begins with no form of query, so that what the parser expected at its place would mislead.

    `word` is the word with which it begins, in capitals; empty where there is none.
    """

    def __init__(self, word: str, line: int, column: int) -> None:
        super().__init__(_NO_QUERY if word else _NO_WORD, line, column, word=word)
        self.word = word


def syntax_error(message: str, query: str) -> QuerySyntaxError:
    """The error for a message of the engine about a query, with line and column where it has them."""
    place = _PLACE.fullmatch(message)
    if place is None:
        return QuerySyntaxError(message)
    line, column = int(place[1]), int(place[2])
    if _lacks_grouping(query):
        return QuerySyntaxError.at(line, column, _NO_GROUP)
    first = _first_word(query)
    if first is None or first.word not in _FORMS | UPDATES:
        return NoQueryError(
            first.word if first else "", *(lexer.place(query, first.start) if first else (line, column))
        )
    if (told := _told_of_words(query)) is not None:
        return told
    advice, values = _advice(place[3], query, line, column)
    return QuerySyntaxError.at(line, column, advice, **values)


def _told_of_words(query: str) -> QuerySyntaxError | None:
    """What is wrong with a query by its words alone, which tells more than what the parser looked for somewhere."""
    if (number := _number_of_goal(query)) is not None:
        return QuerySyntaxError.at(*lexer.place(query, number[0]), _UNQUOTED, found=number[1])
    word, uncounted = spelling.no_word(tokens(query)), spelling.no_count(_to_end(query))
    if uncounted is not None and (word is None or uncounted[1].start <= word.start):
        return QuerySyntaxError.at(*lexer.place(query, uncounted[1].start), _NO_COUNT, found=uncounted[0].word)
    if word is not None:
        return QuerySyntaxError.at(*lexer.place(query, word.start), spelling.told(word), found=word.text)
    for token, following in pairwise(_to_end(query)):
        if token.word in {"GROUP", "ORDER"} and following.word != "BY":
            return QuerySyntaxError.at(*lexer.place(query, following.start), _NO_BY, found=token.word)
        if token.word in {"ASC", "DESC"} and following.text != "(":
            return QuerySyntaxError.at(*lexer.place(query, following.start), _NO_ORDERED, found=token.word)
    if (chosen := _wrongly_chosen(query)) is not None:
        return QuerySyntaxError.at(*lexer.place(query, chosen[0].start), chosen[1])
    return None


def _to_end(query: str) -> Iterator[Token]:
    """The tokens of a query, and its end."""
    return chain(tokens(query), [Token(Kind.END, "", len(query))])


def _wrongly_chosen(query: str) -> tuple[Token, Phrase] | None:
    """Where a SELECT chooses nothing, or has a comma between what it chooses."""
    depth, is_choosing, is_first = 0, False, True
    for token in tokens(query):
        if token.word == "SELECT":
            depth, is_choosing, is_first = 0, True, True
        elif not is_choosing or (token.word in {"DISTINCT", "REDUCED"} and is_first):
            continue
        elif token.text == "{" or token.word in {"WHERE", "FROM"}:
            if is_first:
                return token, _NOTHING_CHOSEN
            is_choosing = False
        elif token.text == "," and depth == 0:
            return token, _COMMA
        else:
            depth += (token.text == "(") - (token.text == ")")
            is_first = False
    return None


def _lacks_grouping(query: str) -> bool:
    """Whether a query counts or adds up beside a variable, and groups by none."""
    words = list(tokens(query))
    if any(token.word == "GROUP" for token in words) or not any(token.word in _AGGREGATES for token in words):
        return False
    begin = next((index for index, token in enumerate(words) if token.word == "SELECT"), len(words))
    depth = 0
    for token in words[begin + 1 :]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{" or token.word in {"WHERE", "FROM"}:
            return False
        if token.kind is Kind.VARIABLE and depth == 0:
            return True
    return False


def _advice(expectation: str, query: str, line: int, column: int) -> tuple[Phrase, dict[str, object]]:
    """What to say of a place, and the values in it."""
    if "Prefix not found" in expectation:
        return _NO_PREFIX, {}
    following = _WORD.search("\n".join(query.split("\n")[line - 1 :])[column - 1 :])
    if following is None:
        return _advice_at_end(query)
    text = _CLASS.sub("", expectation.removeprefix("expected ").removeprefix("one of "))
    expected = [word for word in (part.strip().strip('"') for part in text.split(", ")) if word and word != "SERVICE"]
    found = repr(following.group()[:30])
    if not expected or len(expected) > _MOST_SHOWN:
        return _OUT_OF_PLACE, {"found": found}
    if spelling.WORDS.issuperset(expected):  # of words the parser tells how far it looked, and not where one lacks
        return (_BEFORE_AS if _lacks_as(query) else _BEFORE), {}
    return EXPECTED, {"found": found, "expected": either(expected)}


def _lacks_as(query: str) -> bool:
    """Whether a variable stands in brackets behind what it could be called for, without AS: `(COUNT(?s) ?n)`."""
    words = list(_without_values(tokens(query)))
    return any(
        named.kind is Kind.VARIABLE and close.text == ")" and before.is_operand
        for before, named, close in zip(words, words[1:], words[2:], strict=False)
    )


def _without_values(found: Iterable[Token]) -> Iterator[Token]:
    """Tokens without the variables of VALUES, which stand in brackets behind each other."""
    is_values = False
    for token in found:
        is_values = token.word == "VALUES" or (is_values and token.text != "{")
        if not is_values:
            yield token


def either(expected: Sequence[str]) -> Phrase:
    """What could have stood at a place, any of which would do."""
    words = [verbatim(word) for word in expected]
    return Phrase(" of ".join(words), " or ".join(words))


def _first_word(query: str) -> Token | None:
    """The word with which a query begins after its prefixes; None where there is none."""
    return next((token for token in tokens(query) if token.word not in {"", "PREFIX", "BASE"}), None)


def _number_of_goal(query: str) -> tuple[int, str] | None:
    """Where a number such as 2.2.2 stands without quotes, and that number; no number of SPARQL has two dots."""
    for first, second in pairwise(tokens(query)):
        is_one = first.kind is second.kind is Kind.NUMBER and second.start == first.start + len(first.text)
        if is_one and (found := _DOTTED.match(query, first.start)):
            return first.start, found[0]
    return None


def _advice_at_end(query: str) -> tuple[Phrase, dict[str, object]]:
    marks = [token.text for token in tokens(query) if token.kind is Kind.MARK]
    missing = sum(marks.count(mark) for mark in "{[(") - sum(marks.count(mark) for mark in "}])")
    if missing > 0:
        return (_BRACKETS if missing > 1 else _BRACKET), {"missing": missing}
    return _AT_END, {}


_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_NO_GROUP: Final = Phrase(
    "een variabele die naast COUNT, SUM of iets dergelijks in SELECT staat, hoort ook in GROUP BY",
    "a variable that stands in SELECT beside COUNT, SUM or the like has to stand in GROUP BY too",
)
_NO_QUERY: Final = Phrase(
    "een vraag begint met SELECT, ASK, CONSTRUCT of DESCRIBE; deze met {word}",
    "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; this one with {word}",
)
_NO_WORD: Final = Phrase(
    "een vraag begint met SELECT, ASK, CONSTRUCT of DESCRIBE; hier staat geen woord",
    "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; this one has no word at all",
)
_NO_PREFIX: Final = Phrase(
    "de prefix is niet gedeclareerd; zet PREFIX naam: <...> vóór de vraag",
    "the prefix is not declared; add PREFIX name: <...> in front of the query",
)
_OUT_OF_PLACE: Final = Phrase(
    "{found} kan hier niet staan; ontbreekt er een punt, haakje of aanhalingsteken voor?",
    "{found} can't stand here; is a dot, a bracket or a quote missing before it?",
)
EXPECTED: Final = Phrase(
    "{found} kan hier niet staan; verwacht: {expected}", "{found} can't stand here; expected {expected}"
)
_BEFORE: Final = Phrase(
    "de fout staat hier of ervoor; staat er iets te veel, of ontbreekt er een haakje of een punt?",
    "the mistake is here or before; is something there that should not be, or is a bracket or a dot missing?",
)
_BEFORE_AS: Final = Phrase(
    "de fout staat hier of ervoor; ontbreekt er een haakje, een punt of een woord zoals AS?",
    "the mistake is here or before; is a bracket, a dot or a word such as AS missing?",
)
_NO_COUNT: Final = Phrase(
    "achter {found} hoort een geheel getal, zoals {found} 10", "a whole number has to stand behind {found}: {found} 10"
)
_NO_ORDERED: Final = Phrase(
    "achter {found} hoort tussen haakjes waarop wordt geordend: {found}(?doel)",
    "behind {found} stands in brackets what to order by: {found}(?goal)",
)
_NO_BY: Final = Phrase("achter {found} hoort BY", "BY has to stand behind {found}")
_COMMA: Final = Phrase(
    "tussen wat SELECT kiest staat geen komma: SELECT ?doel ?tekst",
    "no comma stands between what SELECT chooses: SELECT ?goal ?text",
)
_NOTHING_CHOSEN: Final = Phrase(
    "SELECT kiest niets; noem er variabelen achter, of * voor alle",
    "SELECT chooses nothing; name variables behind it, or * for all",
)
_UNQUOTED: Final = Phrase(
    '{found} is geen getal maar een tekst; zet er aanhalingstekens om: "{found}"',
    '{found} is no number but a text; put quotes around it: "{found}"',
)
_BRACKET: Final = Phrase(
    "de vraag houdt te vroeg op; er ontbreekt 1 sluithaakje",
    "the query ends too early; 1 closing bracket is missing",
)
_BRACKETS: Final = Phrase(
    "de vraag houdt te vroeg op; er ontbreken {missing} sluithaakjes",
    "the query ends too early; {missing} closing brackets are missing",
)
_AT_END: Final = Phrase(
    "vlak voor deze plaats ontbreekt iets, zoals het object van een triple",
    "something is missing just before this place, such as the object of a triple",
)
