"""What the graphs of one document or body hold that people search: goals, criteria, sentences, people. Pure.

Each row is one thing with its words, and the place of those on its page. Indexes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec
import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from ontology import terms
from ontology.codes import SectionKind
from ontology.iri import parse
from ontology.terms import PREFIXES, RDF_TYPE


class Found(StrEnum):
    """The kinds of what is found, in the order in which people look for them."""

    GOAL = "goal"
    AMBITION = "ambition"
    PROGRAMME = "programme"
    CRITERION = "criterion"
    ACTIVITY = "activity"
    REFERENCE = "reference"
    PERSON = "person"
    DOMAIN = "domain"


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Words as they stand on a page, from `start` on (0-based code points); None where no page has them so."""

    text: str
    start: int | None = None


class SearchRow(msgspec.Struct, frozen=True, array_like=True):
    """A thing that is found by its words.

    `path`, `of` (the version that a part belongs to), `page`, `domain` and `holders` are paths of identifiers.
    `lead` is what it says in short, `body` the longer text. One that is not `loaded` is only named by pages.
    """

    path: str
    kind: Found
    organisation: str
    document: str = ""
    year: int = 0
    number: str = ""
    title: str = ""
    of: str = ""
    page: str = ""
    domain: str = ""
    holders: tuple[str, ...] = ()
    lead: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()
    loaded: bool = True


_Properties = Mapping[str, Sequence[str]]


def rows_of_document(base: str, facts: bytes, texts: bytes) -> Iterator[SearchRow]:
    """The rows of a document, from its facts and its texts as N-Quads."""
    said = _Said(base, facts + texts)
    for path, properties in said.things():
        kind = _KIND_OF.get(path.partition("/")[0])
        if kind in _LEVELS and RDF_TYPE in properties:
            yield said.version(path, kind, properties)
        elif kind in _PARTS:
            yield from said.part(path, kind, properties)


def rows_of_body(base: str, content: bytes) -> Iterator[SearchRow]:
    """The rows of a body: its people and domains, and versions that pages name only; from N-Quads."""
    said = _Said(base, content)
    for path, properties in said.things():
        kind = _KIND_OF.get(path.partition("/")[0])
        if kind in _LEVELS and RDF_TYPE in properties:
            yield said.version(path, kind, properties, loaded=False)
        elif kind in {Found.PERSON, Found.DOMAIN} and RDF_TYPE in properties:
            yield said.named(path, kind, properties)


class _Said:
    """What quads say of what people search, by subject and property; identifiers are paths."""

    def __init__(self, base: str, content: bytes) -> None:
        self._base = base
        self._prefix = f"{base}/id/"
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in pyoxigraph.parse(b"".join(_sifted(content)), RdfFormat.N_QUADS):
            value = quad.object.value if isinstance(quad.object, Literal) else self._path(quad.object)
            found[self._path(quad.subject)][quad.predicate.value].append(value)
        self._found: Mapping[str, _Properties] = found
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._sections: dict[str, list[str]] = defaultdict(list)
        for path, properties in found.items():
            for version in properties.get(terms.COVERS_ELEMENT, ()):
                self._holders[version].update(properties.get(_MEMBER, ()))
            if terms.SECTION_KIND in properties:
                self._sections[_page_of_section(path)].append(path)
        self._owner = {
            part: path for path, properties in found.items() for name in _OWNS for part in properties.get(name, ())
        }

    def things(self) -> list[tuple[str, _Properties]]:
        """All subjects with what is said of them, in the order of their paths."""
        return sorted(self._found.items())

    def version(self, path: str, kind: Found, properties: _Properties, *, loaded: bool = True) -> SearchRow:
        """The row of a goal, ambition or programme."""
        statement, page = _first(properties, terms.STATEMENT), _first(properties, terms.DESCRIBED_ON)
        lead = (self._placed(statement, page, properties),) if statement else ()
        return msgspec.structs.replace(self._row(path, kind, path, lead), loaded=loaded)

    def part(self, path: str, kind: Found, properties: _Properties) -> Iterator[SearchRow]:
        """The row of a criterion, an activity or a reference; none where nothing tells its words or whose it is."""
        text = _first(properties, terms.SENTENCE if kind is Found.REFERENCE else terms.DCTERMS_DESCRIPTION)
        of = _first(properties, terms.REFERRING_ELEMENT) or self._owner.get(path, "")
        crosses = kind is not Found.REFERENCE or _first(properties, terms.ROLE).endswith("#cross-reference")
        if text and of and crosses:
            page = _first(properties, terms.ON_PAGE)
            yield self._row(path, kind, of, (self._around(text, page, properties),), page)

    def named(self, path: str, kind: Found, properties: _Properties) -> SearchRow:
        """The row of a person or a domain."""
        title = next((_first(properties, name) for name in _NAMES if name in properties), "")
        return SearchRow(path, kind, path.split("/")[1], title=title)

    def _row(self, path: str, kind: Found, of: str, lead: tuple[Piece, ...], page: str = "") -> SearchRow:
        """A row with what its version has; the version itself has the text of its page too."""
        version, identifier = self._found.get(of, {}), parse(self._base, f"{self._prefix}{path}")
        document = identifier.document if identifier else None
        return SearchRow(
            path,
            kind,
            path.split("/")[1],
            document=document.path if document else "",
            year=document.year if document else 0,
            number=_first(version, terms.NUMBER),
            title=_first(version, terms.NAME),
            of="" if of == path else of,
            page=page or _first(version, terms.DESCRIBED_ON),
            domain=_first(version, terms.IN_DOMAIN),
            holders=tuple(sorted(self._holders.get(of, ()))),
            lead=lead,
            body=tuple(self._description(_first(version, terms.DESCRIBED_ON))) if of == path else (),
        )

    def _placed(self, text: str, page: str, properties: _Properties) -> Piece:
        """A text with its place, where one of the spans that are its evidence has just these words."""
        whole = _first(self._found.get(page, {}), terms.TEXT)
        for span in properties.get(terms.EVIDENCE, ()):
            start, _, end = span.rpartition("/")[2].partition("-")
            if span.startswith("span/") and whole[int(start) : int(end)] == text:
                return Piece(text, int(start))
        return Piece(text)

    def _around(self, text: str, page: str, properties: _Properties) -> Piece:
        """A text with its place: where it begins, or where it holds what begins there."""
        whole = _first(self._found.get(page, {}), terms.TEXT)
        told = int(_first(properties, terms.START) or 0)
        end = int(_first(properties, terms.END) or told)
        start = whole.rfind(text, max(0, end - len(text)), told + len(text))
        return Piece(text, start) if start >= 0 else Piece(text)

    def _description(self, page: str) -> Iterator[Piece]:
        """The texts of the sections of a page that describe what it is about."""
        whole = _first(self._found.get(page, {}), terms.TEXT)
        for path in sorted(self._sections.get(page, ()), key=_order):
            section = self._found[path]
            if _first(section, terms.SECTION_KIND).rpartition("#")[2] in _TOLD:
                start, end = int(_first(section, terms.START)), int(_first(section, terms.END))
                yield Piece(whole[start:end], start)

    def _path(self, term: object) -> str:
        return term.value.removeprefix(self._prefix) if isinstance(term, NamedNode) else str(term)


def _sifted(content: bytes) -> Iterator[bytes]:
    """The lines of N-Quads whose property matters here."""
    for line in content.splitlines(keepends=True):
        if line.split(b" ", 2)[1] in _PREDICATES:
            yield line


def _first(properties: _Properties, name: str) -> str:
    return min(properties.get(name, ("",)))


def _page_of_section(path: str) -> str:
    return f"page/{path.partition('/')[2].rpartition('/')[0]}"


def _order(section: str) -> int:
    last = section.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


_MEMBER: Final = PREFIXES["org"] + "member"
_NAMES: Final = (terms.FOAF_NAME, terms.SKOS_PREF_LABEL, terms.RDFS_LABEL)
_OWNS: Final = (terms.HAS_CRITERION, terms.HAS_PLANNED_ACTIVITY)
_TOLD: Final = frozenset({SectionKind.DESCRIPTION.value})
_LEVELS: Final = frozenset({Found.GOAL, Found.AMBITION, Found.PROGRAMME})
_PARTS: Final = frozenset({Found.CRITERION, Found.ACTIVITY, Found.REFERENCE})
_KIND_OF: Final[Mapping[str, Found]] = MappingProxyType(
    {
        "goal-version": Found.GOAL,
        "ambition-version": Found.AMBITION,
        "programme-version": Found.PROGRAMME,
        "criterion": Found.CRITERION,
        "activity": Found.ACTIVITY,
        "reference": Found.REFERENCE,
        "person": Found.PERSON,
        "domain": Found.DOMAIN,
    }
)
_PREDICATES: Final = frozenset(
    f"<{name}>".encode()
    for name in (
        RDF_TYPE,
        *_NAMES,
        *_OWNS,
        _MEMBER,
        terms.COVERS_ELEMENT,
        terms.DCTERMS_DESCRIPTION,
        terms.DESCRIBED_ON,
        terms.END,
        terms.EVIDENCE,
        terms.IN_DOMAIN,
        terms.NAME,
        terms.NUMBER,
        terms.ON_PAGE,
        terms.REFERRING_ELEMENT,
        terms.ROLE,
        terms.SECTION_KIND,
        terms.SENTENCE,
        terms.START,
        terms.STATEMENT,
        terms.TEXT,
    )
)
