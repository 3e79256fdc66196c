"""The words that SPARQL has, and which of them is meant by one that it has not. Reads tokens, and parses nothing.

By the grammars of SPARQL 1.1 and 1.2 (sections 19.8), and what Oxigraph adds: LATERAL and ADJUST.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain, pairwise, takewhile
from typing import Final

from ontology.language import Phrase
from service.engine.lexer import Kind, Token

WORDS: Final = frozenset(
    {
        "A", "ABS", "ADD", "ADJUST", "ALL", "AS", "ASC", "ASK", "AVG", "BASE",
        "BIND", "BNODE", "BOUND", "BY", "CEIL", "CLEAR", "COALESCE", "CONCAT", "CONSTRUCT", "CONTAINS", "COPY", "COUNT",
        "CREATE", "DATA", "DATATYPE", "DAY", "DEFAULT", "DELETE", "DESC", "DESCRIBE", "DISTINCT", "DROP",
        "ENCODE_FOR_URI", "EXISTS", "FALSE", "FILTER", "FLOOR", "FROM", "GRAPH", "GROUP", "GROUP_CONCAT", "HASLANG",
        "HASLANGDIR", "HAVING", "HOURS", "IF", "IN", "INSERT", "INTO", "IRI", "ISBLANK", "ISIRI", "ISLITERAL",
        "ISNUMERIC", "ISTRIPLE", "ISURI", "LANG", "LANGDIR", "LANGMATCHES", "LATERAL", "LCASE", "LIMIT", "LOAD", "MAX",
        "MD5", "MIN", "MINUS", "MINUTES", "MONTH", "MOVE", "NAMED", "NOT", "NOW", "OBJECT", "OFFSET", "OPTIONAL",
        "ORDER", "PREDICATE", "PREFIX", "RAND", "REDUCED", "REGEX", "REPLACE", "ROUND", "SAMETERM", "SAMPLE", "SECONDS",
        "SELECT", "SEPARATOR", "SERVICE", "SHA1", "SHA256", "SHA384", "SHA512", "SILENT", "STR", "STRAFTER",
        "STRBEFORE", "STRDT", "STRENDS", "STRLANG", "STRLANGDIR", "STRLEN", "STRSTARTS", "STRUUID", "SUBJECT", "SUBSTR",
        "SUM", "TIMEZONE", "TO", "TRIPLE", "TRUE", "TZ", "UCASE", "UNDEF", "UNION", "URI", "USING", "UUID", "VALUES",
        "VERSION", "WHERE", "WITH", "YEAR",
    }
)  # fmt: skip
_ALIKE: Final = 0.7


def no_word(found: Iterable[Token]) -> Token | None:
    """The first word of a query that SPARQL has not; None where it has all, or where a quote is open before it."""
    whole = takewhile(lambda token: token.kind is not Kind.STRAY, found)
    for before, token in pairwise(chain([Token(Kind.END, "", 0)], whole)):
        if token.kind is Kind.WORD and token.word not in WORDS and before.word != "PREFIX":
            return token
    return None


def no_count(found: Iterable[Token]) -> tuple[Token, Token] | None:
    """The first LIMIT or OFFSET behind which no whole number stands, with what does; None where there is none."""
    for before, token in pairwise(found):
        if before.word in {"LIMIT", "OFFSET"} and not (token.text.isascii() and token.text.isdigit()):
            return before, token
    return None


def told(token: Token) -> Phrase:
    """What to say of such a word, with `{found}` for it: the one that is most like it, or how a variable is written."""
    near = get_close_matches(token.word, sorted(WORDS), 1, _ALIKE)
    return Phrase(*(text.replace("{near}", near[0]) for text in (_MEANT.nl, _MEANT.en))) if near else _NO_WORD


_MEANT: Final = Phrase(
    "SPARQL kent het woord {found} niet; is {near} bedoeld?", "SPARQL has no word {found}; is {near} meant?"
)
_NO_WORD: Final = Phrase(
    "SPARQL kent het woord {found} niet; een variabele begint met een vraagteken (?{found}), een tekst staat tussen "
    'aanhalingstekens ("{found}")',
    "SPARQL has no word {found}; a variable begins with a question mark (?{found}), and a text stands in quotes "
    '("{found}")',
)
