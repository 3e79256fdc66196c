"""What the facts of one document or body say of the network: its nodes, and the arcs between them. Numbers nothing.

Pure, and small enough to be kept for each document: a release is made from rows of which most did not change.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology import terms
from ontology.codes import Relation, Role
from ontology.identity_methods import LINKS
from ontology.terms import PREFIXES, RDF_TYPE

TREE: Final = "tree"
HOLDER: Final = "holder"
MONEY: Final = "money"
VERSION_OF: Final = "version-of"
SAME_GOAL: Final = "same-goal"
"""The kind of a claim of identity; its `start` is its confidence in thousandths, and it is no arc of its own accord."""

THOUSAND: Final = 1000
"""A confidence has three digits at most, so that it is a whole number of thousandths."""

REFERENCE_KINDS: Final = tuple(relation.value for relation in Relation)
ARC_KINDS: Final = (*REFERENCE_KINDS, TREE, HOLDER, MONEY, VERSION_OF, SAME_GOAL)
"""The kinds of arcs: the relation of a reference, or what else ties two things."""
EITHER_WAY_KINDS: Final = frozenset({TREE, HOLDER, VERSION_OF, SAME_GOAL})
"""The kinds of arcs by which the one does not mention the other, and which are walked both ways."""

VERSION_KINDS: Final = ("programme-version", "ambition-version", "goal-version", "project", "spending-proposal")
PERSON: Final = "person"
DOMAIN: Final = "domain"
ENDURING_KINDS: Final = ("programme", "ambition", "goal")
"""The kinds of what stays the same through the years, of which documents state versions."""
NODE_KINDS: Final = (*VERSION_KINDS, PERSON, DOMAIN, *ENDURING_KINDS)
"""The kinds of nodes, as identifiers name them; versions stand from the top of the tree to its leaves."""


class NodeRow(msgspec.Struct, frozen=True, array_like=True):
    """A node: the path of its identifier, what people call it, and what it stands in.

    `above` has the paths of what it is a sub-goal of, of its ambition and of its programme, as far as they are told;
    `domain` is a path too. One that is `named` is described by no page that was loaded.
    """

    path: str
    number: str = ""
    name: str = ""
    sort_key: str = ""
    named: bool = False
    above: tuple[str, ...] = ()
    domain: str = ""


class ArcRow(msgspec.Struct, frozen=True, array_like=True):
    """An arc between the paths of two identifiers; `start` is where its words begin on the page of its source."""

    source: str
    target: str
    kind: str
    start: int = 0
    suspect: bool = False


class Rows(msgspec.Struct, frozen=True, array_like=True):
    """The nodes and arcs of one document or body, both sorted."""

    nodes: tuple[NodeRow, ...]
    arcs: tuple[ArcRow, ...]


def rows_of(base: str, content: bytes) -> Rows:
    """The rows that facts in N-Quads give."""
    said = _Said(f"{base}/id/", content)
    arcs = {*said.references(), *said.trees(), *said.holders(), *said.money(), *said.versions(), *said.claims()}
    return Rows(tuple(sorted(said.nodes(), key=_path)), tuple(sorted(arcs, key=msgspec.structs.astuple)))


def encode(rows: Rows) -> bytes:
    """Rows as they are kept."""
    return zlib.compress(msgspec.msgpack.encode(rows), 1)


def decode(content: bytes) -> Rows:
    """The rows that were kept.

    Raises:
        zlib.error: they are damaged.
        msgspec.DecodeError: they are no rows.
    """
    return msgspec.msgpack.decode(zlib.decompress(content), type=Rows)


def _path(node: NodeRow) -> str:
    return node.path


class _Said:
    """What facts say of what matters to the network, by subject and property; identifiers are paths."""

    def __init__(self, prefix: str, content: bytes) -> None:
        self._prefix = prefix
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in parse(b"".join(_sifted(content)), RdfFormat.N_QUADS):
            found[self._path_of(quad.subject)][quad.predicate.value].append(self._value(quad))
        self._found: Mapping[str, Mapping[str, list[str]]] = found

    def nodes(self) -> Iterator[NodeRow]:
        """Every version, person and domain that is described, and all that endures."""
        for path, properties in self._found.items():
            kind = path.partition("/")[0]
            if kind in NODE_KINDS and RDF_TYPE in properties:
                yield self._node(path, properties)

    def references(self) -> Iterator[ArcRow]:
        """The cross-references that lead somewhere."""
        for properties in self._found.values():
            source, target = _first(properties, terms.REFERRING_ELEMENT), _first(properties, terms.REFERRED_ELEMENT)
            crosses = _code(_first(properties, terms.ROLE)) == Role.CROSS_REFERENCE
            if crosses and source and source != target and _is_version(target):
                kind = _code(_first(properties, terms.RELATION)) or Relation.UNKNOWN.value
                suspect = terms.HAS_SUSPICION in properties
                yield ArcRow(source, target, kind, _start(properties), suspect)

    def trees(self) -> Iterator[ArcRow]:
        """What each version stands directly in."""
        for path, properties in self._found.items():
            above = next((_first(properties, name) for name in _ABOVE if name in properties), "")
            if _is_version(path) and above:
                yield ArcRow(path, above, TREE)

    def holders(self) -> Iterator[ArcRow]:
        """Who holds the portfolio of each version."""
        for properties in self._found.values():
            for version in properties.get(terms.COVERS_ELEMENT, ()):
                for person in properties.get(_MEMBER, ()):
                    yield ArcRow(version, person, HOLDER)

    def money(self) -> Iterator[ArcRow]:
        """What else the financial effects in the text of a version affect."""
        for path, properties in self._found.items():
            if _is_version(path):
                deviations = properties.get(terms.HAS_DEVIATION, ())
                effects = [*_of(self._found, deviations, terms.HAS_EFFECT), *properties.get(terms.HAS_EFFECT, ())]
                for effect in effects:
                    yield from self._moved(path, self._found.get(effect, {}))

    def versions(self) -> Iterator[ArcRow]:
        """What each version is a version of; more than one thing where it was merged of several."""
        for path, properties in self._found.items():
            if _is_version(path):
                for enduring in properties.get(terms.VERSION_OF, ()):
                    yield ArcRow(path, enduring, VERSION_OF)

    def claims(self) -> Iterator[ArcRow]:
        """The claims that two versions are one goal, or a part of it, sure or not; of several about two the surest."""
        surest: dict[tuple[str, str], int] = {}
        for properties in self._found.values():
            earlier, later = _first(properties, terms.EARLIER), _first(properties, terms.LATER)
            links = _code(_first(properties, terms.CHANGE_KIND)) in LINKS
            if links and earlier != later and _is_version(earlier) and _is_version(later):
                share = int(Decimal(_first(properties, terms.CONFIDENCE) or 0) * THOUSAND)
                surest[earlier, later] = max(share, surest.get((earlier, later), 0))
        for (earlier, later), share in surest.items():
            yield ArcRow(earlier, later, SAME_GOAL, share)

    def _moved(self, path: str, effect: Mapping[str, list[str]]) -> Iterator[ArcRow]:
        for target in effect.get(terms.AFFECTS, ()):
            if target != path and _is_version(target):
                yield ArcRow(path, target, MONEY, _start(effect))

    def _node(self, path: str, properties: Mapping[str, list[str]]) -> NodeRow:
        names = _NAMES if _is_version(path) else (*_NAMES, terms.RDFS_LABEL)
        return NodeRow(
            path=path,
            number=_first(properties, terms.NUMBER),
            name=next((_first(properties, name) for name in names if name in properties), ""),
            sort_key=_first(properties, terms.SORT_KEY),
            named=terms.NAMED_VERSION in properties[RDF_TYPE],
            above=tuple(_first(properties, name) for name in _ABOVE if name in properties),
            domain=_first(properties, terms.IN_DOMAIN),
        )

    def _path_of(self, term: object) -> str:
        return term.value.removeprefix(self._prefix) if isinstance(term, NamedNode) else str(term)

    def _value(self, quad: Quad) -> str:
        return quad.object.value if isinstance(quad.object, Literal) else self._path_of(quad.object)


def _sifted(content: bytes) -> Iterator[bytes]:
    """The lines of N-Quads whose property matters here."""
    for line in content.splitlines(keepends=True):
        if line.split(b" ", 2)[1] in _PREDICATES:
            yield line


def _of(found: Mapping[str, Mapping[str, list[str]]], subjects: Iterable[str], name: str) -> Iterator[str]:
    for subject in subjects:
        yield from found.get(subject, {}).get(name, ())


def _first(properties: Mapping[str, list[str]], name: str) -> str:
    return min(properties.get(name, ("",)))


def _code(iri: str) -> str:
    return iri.rpartition("#")[2]


def _start(properties: Mapping[str, list[str]]) -> int:
    return int(_first(properties, terms.START) or 0)


def _is_version(path: str) -> bool:
    return path.partition("/")[0] in VERSION_KINDS


_NAMES: Final = (terms.NAME, terms.FOAF_NAME, terms.SKOS_PREF_LABEL)
_MEMBER: Final = PREFIXES["org"] + "member"
_ABOVE: Final = (terms.SUB_GOAL_OF, terms.IN_AMBITION, terms.IN_PROGRAMME)
_PREDICATES: Final = frozenset(
    f"<{name}>".encode()
    for name in (
        RDF_TYPE,
        *_ABOVE,
        *_NAMES,
        _MEMBER,
        terms.AFFECTS,
        terms.CHANGE_KIND,
        terms.CONFIDENCE,
        terms.COVERS_ELEMENT,
        terms.EARLIER,
        terms.HAS_DEVIATION,
        terms.HAS_EFFECT,
        terms.HAS_SUSPICION,
        terms.IN_DOMAIN,
        terms.LATER,
        terms.NUMBER,
        terms.RDFS_LABEL,
        terms.REFERRED_ELEMENT,
        terms.REFERRING_ELEMENT,
        terms.RELATION,
        terms.ROLE,
        terms.SORT_KEY,
        terms.START,
        terms.VERSION_OF,
    )
)
