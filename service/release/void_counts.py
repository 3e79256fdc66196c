"""How often classes and properties occur in a release: counted from its store, scope by scope, and kept beside it.

A scope is what belongs together: all graphs of one document, those of one body, or any other graph by itself. No triple
stands in two graphs, so that the counts of scopes add up to those of the release. Describes nothing.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final, cast

import msgspec
from pyoxigraph import NamedNode, RdfFormat, Store

from ontology import terms
from ontology.iri import TOOI_MUNICIPALITY, graph

FILE: Final = "counts.bin"
_TOGETHER: Final = frozenset({"doc", "text", "inferred", "analysis", "body"})
_TYPE: Final = NamedNode(terms.RDF_TYPE)
_REGISTER: Final = f"<{TOOI_MUNICIPALITY}"
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_TAGGED: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Usage(msgspec.Struct):
    """How often things of one class have one property, and what its values are.

    `classes` counts values by class and `datatypes` literals by datatype; `kinds` counts the values that another scope
    describes, by the kind of their identifier.
    """

    triples: int = 0
    classes: dict[str, int] = {}
    datatypes: dict[str, int] = {}
    kinds: dict[str, int] = {}


class Counts(msgspec.Struct):
    """The counts of one scope, or of some together.

    `classes` and `properties` are by IRI; `usage` is by class and property. `kinds` counts the classes of things by the
    kind of their identifier, where "" stands for all of that kind. A subject that two scopes describe counts twice.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: dict[str, int] = {}
    properties: dict[str, int] = {}
    usage: dict[str, dict[str, Usage]] = {}
    kinds: dict[str, dict[str, int]] = {}

    def add(self, other: "Counts") -> None:
        """Count what another scope has too."""
        self.triples += other.triples
        self.subjects += other.subjects
        self.entities += other.entities
        _add(self.classes, other.classes)
        _add(self.properties, other.properties)
        for kind, classes in other.kinds.items():
            _add(self.kinds.setdefault(kind, {}), classes)
        for name, used in other.usage.items():
            mine = self.usage.setdefault(name, {})
            for name_of_property, usage in used.items():
                _add_usage(mine.setdefault(name_of_property, Usage()), usage)

    def classes_of(self, kind: str) -> Iterator[str]:
        """The classes that everything of a kind of identifier has."""
        counted = self.kinds.get(kind, {})
        return (name for name, count in counted.items() if name and count == counted[""])


def scope_of(base: str, name: str) -> str:
    """The scope of a graph: `gm0193/begroting/2021` for each graph of that document, else the path of the graph."""
    path = name.removeprefix(f"{graph(base)}/")
    kind, _, rest = path.partition("/")
    return rest if kind in _TOGETHER and rest else path


def count(path: Path, base: str, graphs: Iterable[str], known: Mapping[str, Counts]) -> dict[str, Counts]:
    """The counts of the scopes of some graphs of a store; those of `known` are not counted again.

    Raises:
        OSError: there is no store, or its files are damaged.
    """
    scopes: dict[str, list[str]] = {}
    for name in sorted(graphs):
        scopes.setdefault(scope_of(base, name), []).append(name)
    if scopes.keys() <= known.keys():
        return {scope: known[scope] for scope in scopes}
    store = Store.read_only(str(path))
    shared = _types(store, [graph(base, "def")])
    return {scope: known.get(scope) or _count(store, base, names, shared) for scope, names in scopes.items()}


def total(scopes: Iterable[Counts]) -> Counts:
    """The counts of some scopes together."""
    found = Counts()
    for counts in scopes:
        found.add(counts)
    return found


def write(path: Path, scopes: Mapping[str, Counts]) -> None:
    """Keep the counts of the scopes of a store in a file."""
    path.write_bytes(zlib.compress(msgspec.msgpack.encode(scopes, order="sorted"), 1))


def read(path: Path) -> dict[str, Counts]:
    """The counts that a file keeps; none where it is missing or damaged, because they can be counted again."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=dict[str, Counts])
    except (FileNotFoundError, zlib.error, msgspec.DecodeError):
        return {}


def _count(store: Store, base: str, graphs: list[str], shared: Mapping[str, tuple[str, ...]]) -> Counts:
    types = _types(store, graphs)
    tally = _Tally(base, types, shared)
    for name in graphs:
        store.dump(cast("IO[bytes]", tally), RdfFormat.N_TRIPLES, from_graph=NamedNode(name))
    return tally.counts()


def _types(store: Store, graphs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The classes of each thing that graphs describe, sorted; both as N-Triples write them."""
    found: dict[str, list[str]] = {}
    for name in graphs:
        for quad in store.quads_for_pattern(None, _TYPE, None, NamedNode(name)):
            found.setdefault(str(quad.subject), []).append(str(quad.object))
    return {thing: tuple(sorted(names)) for thing, names in found.items()}


class _Tally:
    """A file to which N-Triples are written, of which it keeps nothing but counts."""

    def __init__(self, base: str, types: Mapping[str, tuple[str, ...]], shared: Mapping[str, tuple[str, ...]]) -> None:
        self._ours = f"<{base}/id/"
        self._types = types
        self._shared = shared
        self._rest = b""
        self._subjects: set[str] = set()
        self._properties: Counter[str] = Counter()
        self._uses: Counter[tuple[tuple[str, ...], str, str]] = Counter()

    def write(self, content: bytes) -> int:
        """Count the lines that are complete."""
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in lines:
            subject, predicate, rest = line.decode().split(" ", 2)
            self._subjects.add(subject)
            self._properties[predicate] += 1
            value = self._value(rest[:-2])
            self._uses[self._types.get(subject, ()), predicate, value] += 1
        return len(content)

    def flush(self) -> None:
        """Do nothing: what is written is counted at once."""

    def _value(self, term: str) -> str:
        """What a value is: `C` and its classes, `D` and a datatype, `K` and a kind of identifier, or nothing known."""
        if term.startswith('"'):
            if term.endswith('"'):
                return f"D{_STRING}"
            return f"D{term.rpartition('^^')[2][1:-1]}" if term.endswith(">") else f"D{_TAGGED}"
        classes = self._types.get(term) or self._shared.get(term)
        if classes:
            return "C" + " ".join(classes)
        kind = self._kind(term)
        return f"K{kind}" if kind else ""

    def _kind(self, term: str) -> str:
        """The kind of an identifier of ours, such as `page`; empty for any other IRI."""
        if term.startswith(self._ours):
            return term[len(self._ours) : -1].partition("/")[0]
        return "organisation" if term.startswith(_REGISTER) else ""

    def counts(self) -> Counts:
        """All that was counted."""
        return Counts(
            triples=self._properties.total(),
            subjects=len(self._subjects),
            entities=len(self._types),
            classes=_bare(Counter(name for names in self._types.values() for name in names)),
            properties=_bare(self._properties),
            usage=self._usage(),
            kinds=self._kinds(),
        )

    def _usage(self) -> dict[str, dict[str, Usage]]:
        found: dict[str, dict[str, Usage]] = {}
        for (names, predicate, value), number in sorted(self._uses.items()):
            for name in names:
                usage = found.setdefault(name[1:-1], {}).setdefault(predicate[1:-1], Usage())
                _count_value(usage, value, number)
        return found

    def _kinds(self) -> dict[str, dict[str, int]]:
        found: dict[str, Counter[str]] = {}
        for thing, names in self._types.items():
            if kind := self._kind(thing):
                found.setdefault(kind, Counter()).update(["", *(name[1:-1] for name in names)])
        return {kind: dict(sorted(counted.items())) for kind, counted in sorted(found.items())}


def _count_value(usage: Usage, value: str, number: int) -> None:
    usage.triples += number
    match value[:1]:
        case "C":
            _add(usage.classes, {name[1:-1]: number for name in value[1:].split(" ")})
        case "D":
            _add(usage.datatypes, {value[1:]: number})
        case "K":
            _add(usage.kinds, {value[1:]: number})


def _add_usage(mine: Usage, other: Usage) -> None:
    mine.triples += other.triples
    _add(mine.classes, other.classes)
    _add(mine.datatypes, other.datatypes)
    _add(mine.kinds, other.kinds)


def _add(mine: dict[str, int], other: Mapping[str, int]) -> None:
    for name, number in other.items():
        mine[name] = mine.get(name, 0) + number


def _bare(counted: Mapping[str, int]) -> dict[str, int]:
    """Counts by IRI, which N-Triples write in angle brackets."""
    return {name[1:-1]: number for name, number in sorted(counted.items())}
