"""A statement that somebody asks about: its three terms, as they are typed. Knows no release."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.language import Phrase, SpokenError
from ontology.terms import PREFIXES, RDF_TYPE
from service.engine.engine import Term

_LITERAL: Final = re.compile(r"""["']|[-+.]?[0-9]|[-+]\.|(?:true|false)\Z""")  # "Doel"@nl, -12500.0, true
_PREFIXED: Final = re.compile(r"(?P<prefix>\w{1,20}):(?P<local>\w{1,80})", re.ASCII)  # dg:linkedWith
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:.{1,4000}", re.DOTALL)  # https://..., urn:...
_PATH: Final = re.compile(r"[a-z]{2}\d{4}/[a-z]+/\d{4}(?:-\d+)?/[\w.-]{1,60}", re.ASCII)  # gm9999/begroting/2032/2.3.3


class TermError(SpokenError):
    """A term that can't be read; it says which, and how terms are written."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the graph."""

    subject: NamedNode
    predicate: NamedNode
    object: Term

    @classmethod
    def read(cls, subject: str, predicate: str, value: str) -> Self:
        """The statement of three terms as people type them.

        An IRI stands with or without angle brackets, or as a prefixed name such as `dg:linkedWith`; the predicate may
        be `a`; a literal stands as Turtle has it: `"2.2.2"`, `"Doel"@nl`, `2031`, `-12500.0`, `true`.

        Raises:
            TermError: one of them is none.
        """
        return cls(read_iri(subject), read_iri(RDF_TYPE if predicate == "a" else predicate), read_term(value))

    @property
    def bindings(self) -> Mapping[str, Term]:
        """Its terms as variables of a query."""
        return {"subject": self.subject, "predicate": self.predicate, "object": self.object}


def read_term(text: str) -> Term:
    """An IRI or a literal.

    Raises:
        TermError: it is neither.
    """
    return _literal(text) if _LITERAL.match(text) else read_iri(text)


def read_iri(text: str) -> NamedNode:
    """An IRI.

    Raises:
        TermError: it is none.
    """
    if _PATH.fullmatch(text):
        raise TermError(_ONLY_PATH, term=text)
    iri = text[1:-1] if text.startswith("<") and text.endswith(">") else _expanded(text)
    if _ABSOLUTE.fullmatch(iri):
        try:
            return NamedNode(iri)
        except ValueError as error:
            raise TermError(_NO_IRI, term=text) from error
    raise TermError(_NO_IRI, term=text)


def _expanded(text: str) -> str:
    match = _PREFIXED.fullmatch(text)
    return PREFIXES[match["prefix"]] + match["local"] if match and match["prefix"] in PREFIXES else text


def _literal(text: str) -> Literal:
    """A literal; a parser of Turtle reads it, as the first of two objects, so that nothing else can stand behind it."""
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    try:
        found = [quad.object for quad in parse(f"{prefixes}<urn:s> <urn:p> {text}\n, {_LAST} .", RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        raise TermError(_NO_LITERAL, term=text) from error
    if len(found) == 2 and isinstance(found[0], Literal) and found[1] == _LAST:
        return found[0]
    raise TermError(_NO_LITERAL, term=text)


_ONLY_PATH: Final = Phrase(
    "«{term}» is een pad zonder adres ervoor; schrijf het hele adres van een doel, zoals "
    "http://localhost:8000/id/goal-version/{term} — wat vóór /id/ staat, is het adres waarmee de dataset is gemaakt",
    "“{term}” is a path without an address before it; write the whole address of a goal, such as "
    "http://localhost:8000/id/goal-version/{term} — what stands before /id/ is the address that the dataset was made "
    "with",
)
_LAST: Final = NamedNode("urn:last")
_NO_IRI: Final = Phrase(
    "«{term}» is geen IRI; schrijf het adres voluit, of kort als dg:linkedWith; een tekst staat tussen dubbele "
    'aanhalingstekens, zoals "2.2.2" of "Doel"@nl',
    "“{term}” is no IRI; write the whole address, or a short one such as dg:linkedWith; a text stands between double "
    'quotes, such as "2.2.2" or "Doel"@nl',
)
_NO_LITERAL: Final = Phrase(
    '«{term}» is geen waarde; schrijf haar als "2.2.2", "Doel"@nl, 2031 of -12500.0',
    '“{term}” is no value; write it as "2.2.2", "Doel"@nl, 2031 or -12500.0',
)
