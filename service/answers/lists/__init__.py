"""Lists of a release: what can be listed, by what it is filtered and in what order. Asks no engine and knows no HTTP.

A query is put together from patterns that stand in `definitions`; what people give is bound in it, as terms.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.codes import Code, code_iri
from ontology.iri import DocumentKey, in_body, in_document, mint, organisation
from ontology.language import Phrase, SpokenError
from ontology.terms import PREFIXES, XSD_INTEGER
from service.answers.tables import Table
from service.engine.engine import Term

MOST_ITEMS: Final = 250
"""So many items at most are in one page of a list: what describes them fits in one query."""
_DOCUMENT: Final = "document"
YEAR: Final = "documentYear"
"""The variable of the year by which documents are ordered."""
_OF_DOCUMENTS: Final = frozenset({_DOCUMENT, YEAR})
_PREFIXES: Final = ("dcterms", "dg", "foaf", "om", "org", "qb", "rdfs")
MOST_SORTS: Final = 4
"""So many orders at most can be asked for, one after the other."""


class Form(StrEnum):
    """What the value of a filter is."""

    ORGANISATION = "organisation"
    DOCUMENT = "document"
    YEAR = "year"
    CODE = "code"
    CHOICE = "choice"
    TEXT = "text"
    WORDS = "words"
    IN_BODY = "in-body"
    ENDURING = "enduring"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its name, what it keeps, and the pattern that it adds, in which a variable of its name is bound.

    `choices` are the patterns of a filter that binds nothing, by the values that it may have; `kind` is that of the
    identifiers of which the value is the path, such as `person` of `gm0193/p7x2`.
    """

    name: str
    about: Phrase
    form: Form
    pattern: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    codes: type[Code] | None = None
    kind: str = ""
    example: str | int = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The values that it may have; none where any value may."""
        return tuple(self.choices) or (() if self.codes is None else tuple(map(str, self.codes)))

    def term(self, base: str, value: str) -> Term | None:
        """What is bound for a value; None where the filter binds nothing."""
        match self.form:
            case Form.ORGANISATION | Form.DOCUMENT | Form.IN_BODY | Form.ENDURING:
                return NamedNode(self._named(base, value))
            case Form.YEAR:
                return Literal(value, datatype=NamedNode(XSD_INTEGER))
            case Form.CODE:
                return None if self.codes is None else NamedNode(code_iri(self.codes(value)))
            case Form.TEXT:
                return Literal(value)
            case Form.WORDS:
                return Literal(value.lower())
            case Form.CHOICE:
                return None

    def _named(self, base: str, value: str) -> str:
        """The IRI of what a path names."""
        if self.form is Form.ORGANISATION:
            return organisation(base, value)
        if self.form is Form.DOCUMENT:
            return mint(base, in_document("document", DocumentKey.parse(value)))
        kind, body, local = [self.kind, *value.split("/")][-3:]  # of what endures a value may say the kind
        return mint(base, in_body(kind, body, local))


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: its name, the variable that is compared, and the pattern that binds it."""

    name: str
    variable: str
    pattern: str = ""


class SortError(SpokenError):
    """There is no such order."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its name in paths, the table that its items are rows of, how they are found, filtered and ordered.

    `base` binds `?thing` to each of them; `order` is how they stand unless another order is asked for. `shown_at` is
    the column of the thing on whose page an item is shown. `counted` is what each item states once in a release that
    conforms to the shapes, and `?where` in it the document or the graph of its facts; empty where nothing is so simple.
    """

    name: str
    table: Table
    base: str
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    order: tuple[str, ...]
    shown_at: str
    about: Phrase
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a list is wanted: the values of filters, an order such as `("-year", "number")`, and where.

    With `only` it has no other items than these, and none of `without`, which gives the document that each stands in;
    all are IRIs. Either may be longer than a query can be.
    """

    values: Mapping[str, str]
    order: Sequence[str]
    offset: int
    limit: int
    only: Container[str] | None = None
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Whether it was said of items by themselves that they are in the list, or are not."""
        return self.only is not None or bool(self.without)

    def keeps(self, item: str) -> bool:
        """Whether an item that filters leave is in the list."""
        return item not in self.without and (self.only is None or item in self.only)


def sorted_by(names: Sequence[str], text: str | None) -> tuple[str, ...]:
    """The order that is asked for, such as `-year,number`; none where nothing is.

    Raises:
        SortError: there is no such order, or there are more than four.
    """
    asked = [] if text is None else [part.strip() for part in text.split(",")]
    unknown = next((part for part in asked if part.removeprefix("-") not in names), None)
    if unknown is not None:
        raise SortError(_NO_SORT, name=repr(unknown[:40]), names=", ".join(names))
    if len(asked) > MOST_SORTS:
        raise SortError(_TOO_MANY_SORTS, most=MOST_SORTS)
    return tuple(asked)


def walk(listing: Listing, asked: Sequence[str]) -> tuple[tuple[Sort, bool], ...]:
    """By what documents are ordered where a list stands document by document, and whether from large to small.

    None where it does not: then its items have to be compared with each other.
    """
    first = tuple(takewhile(lambda one: one[0].variable in _OF_DOCUMENTS, _order(listing, asked)))
    return first if any(sort.variable == _DOCUMENT for sort, _ in first) else ()


def page_query(listing: Listing, wanted: Wanted, documents: Sequence[str] = ()) -> str:
    """The query for the identifiers of one part of a list, in its order; the values of filters are to be bound.

    With documents, by their IRIs, it is of what these have. Of a narrowed list it gives all that filters
    leave, for who looks which of those are in it.
    """
    order = _order(listing, wanted.order)
    within = f"VALUES ?{_DOCUMENT} {{ {' '.join(str(NamedNode(iri)) for iri in documents)} }}" if documents else ""
    sorting = (sort.pattern for sort, _ in order)
    patterns = dict.fromkeys([within, *_patterns(listing, wanted.values), *sorting])
    by = " ".join(f"DESC(?{sort.variable})" if descending else f"?{sort.variable}" for sort, descending in order)
    named = " ".join(dict.fromkeys(f"?{sort.variable}" for sort, _ in order))  # some engines order by these only
    part = "" if wanted.is_narrowed else f"LIMIT {wanted.limit:d}\nOFFSET {wanted.offset:d}\n"
    return f"{_prologue()}SELECT DISTINCT ?thing {named} WHERE {{\n{_block(patterns)}\n}}\nORDER BY {by} ?thing\n{part}"


def count_query(listing: Listing, wanted: Wanted) -> str:
    """The query for how many there are in a list; the values of filters are to be bound."""
    patterns = dict.fromkeys([*_patterns(listing, wanted.values)])
    return f"{_prologue()}SELECT (COUNT(DISTINCT ?thing) AS ?total) WHERE {{\n{_block(patterns)}\n}}\n"


def told_query(listing: Listing, values: Mapping[str, str], pattern: str, names: Sequence[str]) -> str:
    """The query for what a pattern tells of all items of a list, by variables; filters are to be bound."""
    patterns = dict.fromkeys([*_patterns(listing, values), pattern])
    told = " ".join(f"?{name}" for name in names)
    return f"{_prologue()}SELECT DISTINCT ?thing {told} WHERE {{\n{_block(patterns)}\n}}\n"


def simple_counts_query(listing: Listing) -> str:
    """The query for how many each document has of a list that can be counted simply, without filters."""
    return f"{_prologue()}SELECT ?where (COUNT(?thing) AS ?count) WHERE {{\n  {listing.counted}\n}}\nGROUP BY ?where\n"


def counts_query(listing: Listing, values: Mapping[str, str], order: Sequence[tuple[Sort, bool]]) -> str:
    """The query for how many each document has, with what documents are ordered by; see `walk`."""
    patterns = dict.fromkeys([*_patterns(listing, values), *(sort.pattern for sort, _ in order)])
    named = " ".join(dict.fromkeys(f"?{sort.variable}" for sort, _ in order))
    return (
        f"{_prologue()}SELECT {named} (COUNT(DISTINCT ?thing) AS ?count) WHERE {{\n{_block(patterns)}\n}}\n"
        f"GROUP BY {named}\n"
    )


def terms(listing: Listing, base: str, values: Mapping[str, str]) -> dict[str, Term]:
    """What is bound for the values of filters."""
    found = {one.name: one.term(base, values[one.name]) for one in listing.filters if one.name in values}
    return {name: term for name, term in found.items() if term is not None}


def _patterns(listing: Listing, values: Mapping[str, str]) -> list[str]:
    filters = [one for one in listing.filters if one.name in values]
    return [listing.base, *(one.choices.get(values[one.name]) or one.pattern for one in filters)]


def _order(listing: Listing, asked: Sequence[str]) -> list[tuple[Sort, bool]]:
    """What is compared, what was asked for first, and whether from large to small."""
    known = {sort.name: sort for sort in listing.sorts}
    chosen = {name.removeprefix("-"): name.startswith("-") for name in reversed(asked)}
    chosen = {name: chosen[name] for name in dict.fromkeys(name.removeprefix("-") for name in asked)}
    rest = dict.fromkeys((name for name in listing.order if name not in chosen), False)
    return [(known[name], descending) for name, descending in (chosen | rest).items()]


def _block(patterns: Mapping[str, None]) -> str:
    return "\n".join(f"  {pattern}" for pattern in patterns if pattern)


def _prologue() -> str:
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _PREFIXES)


_NO_SORT: Final = Phrase(
    "sort: {name} bestaat niet; er zijn {names}, elk ook met een - ervoor",
    "sort: there is no {name}; there are {names}, each with a - before it too",
)
_TOO_MANY_SORTS: Final = Phrase("sort: noem hoogstens {most} volgordes", "sort: name {most} orders at most")
