"""Other forms of a value: what somebody may have meant by a term that a release does not hold. Asks nothing.

A value is written as text or number, with or without a language, and in capitals or not; an IRI with http or https,
with or without a slash, by the address of its page, or with the prefix of another vocabulary.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.terms import PREFIXES, RDF_TYPE
from service.engine.engine import Term

_XSD: Final = PREFIXES["xsd"]
_LANGUAGES: Final = ("nl", "en")
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "integer": re.compile(r"[+-]?\d+"),  # 2021
    "decimal": re.compile(r"[+-]?\d+(?:\.\d+)?"),  # 1250.5
    "gYear": re.compile(r"\d{4}"),  # 2021
    "gYearMonth": re.compile(r"\d{4}-\d\d"),  # 2021-03
    "date": re.compile(r"\d{4}-\d\d-\d\d"),  # 2021-03-05
    "boolean": re.compile(r"true|false"),
}
_SHORT: Final = frozenset({"integer", "decimal", "boolean"})
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|^`\\]+")  # https://www.zwolle.nl/begroting
_PAGE: Final = re.compile(r"/doc/([^?#]+?)(?:\.(?:html|ttl|jsonld|nt|rdf))?(?:[?#].*)?$")  # /doc/goal-version/...html


def read_term(text: str, prologue: str) -> Term | None:
    """The term of a text as it stands in a query behind its prologue; None where it is a variable or no term."""
    if text == "a":
        return NamedNode(RDF_TYPE)
    ours = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
    try:
        (quad,) = parse(f"{ours}{prologue}\n<urn:x> <urn:x> {text} .", RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        return None
    return quad.object if isinstance(quad.object, NamedNode | Literal) else None


def write_term(term: Term) -> str:
    """A term as people write it in a query: with a prefix that we know, and numbers without their datatype."""
    if isinstance(term, NamedNode):
        return _short(term.value) or f"<{term.value}>"
    if term.language or term.datatype.value == f"{_XSD}string":
        return str(term)
    name = term.datatype.value.removeprefix(_XSD)
    if name in _SHORT and _FORMS[name].fullmatch(term.value) and (name != "decimal" or "." in term.value):
        return term.value
    return f"{Literal(term.value)}^^{_short(term.datatype.value) or f'<{term.datatype.value}>'}"


def other_forms(term: Term) -> list[Term]:
    """What may be meant by a term instead, the likeliest first; the term itself is not among it."""
    found = _of_iri(term.value) if isinstance(term, NamedNode) else _of_literal(term.value)
    return [other for other in dict.fromkeys(found) if other != term]


def texts(term: Term) -> list[Literal]:
    """The texts by which something may be called: a literal in each language and none; of an IRI its last part."""
    text = term.value if isinstance(term, Literal) else last_part(term.value)
    return list(dict.fromkeys(chain.from_iterable(_strings(one) for one in _spelled(text.strip()))))


def last_part(iri: str) -> str:
    """What stands behind the last slash or hash of an IRI."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def other_prefixes(iri: str) -> list[NamedNode]:
    """The same word in another vocabulary of which we know the prefix, and other forms of the IRI."""
    word = last_part(iri)
    same = [NamedNode(namespace + word) for namespace in PREFIXES.values()]
    forms = [other for other in _of_iri(iri) if isinstance(other, NamedNode)]
    return [other for other in dict.fromkeys([*same, *forms]) if other.value != iri]


def _of_literal(text: str) -> Iterator[Term]:
    bare = text.strip()
    yield from _strings(bare)
    for name, form in _FORMS.items():
        if form.fullmatch(bare):
            yield Literal(bare, datatype=NamedNode(_XSD + name))
    if _IRI.fullmatch(bare):
        yield from _iri(bare)
        yield from _of_iri(bare)
    elif ":" in bare:
        prefix, _, local = bare.partition(":")
        if prefix in PREFIXES:
            yield from _iri(PREFIXES[prefix] + local)
    for other in _spelled(bare):
        yield from _strings(other)


def _of_iri(iri: str) -> Iterator[Term]:
    scheme, mark, rest = iri.partition("://")
    other = {"http": "https", "https": "http"}.get(scheme)
    bare = iri.rstrip("/#")
    swapped = [f"{other}://{rest}"] if other and mark else []
    for one in (*swapped, bare, f"{bare}/", f"{bare}#", *(each.rstrip("/#") for each in swapped)):
        yield from _iri(one)
    for one in (iri, *swapped):
        if _PAGE.search(one):
            yield from _iri(_PAGE.sub(r"/id/\1", one))
        yield from _iri(one.lower())
    yield Literal(iri, datatype=NamedNode(f"{_XSD}anyURI"))
    yield Literal(iri)
    for one in _spelled(last_part(iri)):
        yield from _strings(one)


def _spelled(text: str) -> Iterator[str]:
    yield from dict.fromkeys((text, text.lower(), text.capitalize(), text.title(), text.upper()))


def _strings(text: str) -> Iterator[Literal]:
    yield Literal(text)
    for language in _LANGUAGES:
        yield Literal(text, language=language)


def _iri(text: str) -> Iterator[NamedNode]:
    try:
        yield NamedNode(text)
    except ValueError:
        return


def _short(iri: str) -> str | None:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"\w[\w-]*", local):
            return f"{prefix}:{local}"
    return None
