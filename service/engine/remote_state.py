"""What a remote engine has of us, as a graph of its own says: which release, whole or being changed, graph by graph.

    {base}/graph/release        that graph
    {base}/graph/release/all    all triples of the release once, over which queries run that name no graph
    {base}/graph/release/none   a graph without triples

Knows how the first is written and read; sends nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.iri import graph
from service.engine.engine import Row

_DCTERMS: Final = "http://purl.org/dc/terms/"
_RELEASE: Final = f"{_DCTERMS}identifier"
_PART: Final = f"{_DCTERMS}hasPart"
_STATUS: Final = "http://www.w3.org/ns/adms#status"
_TRIPLES: Final = "http://rdfs.org/ns/void#triples"
_DIGEST: Final = "https://schema.org/sha256"
_INTEGER: Final = NamedNode("http://www.w3.org/2001/XMLSchema#integer")


class Status(StrEnum):
    """Whether a remote engine holds one release and nothing else of us."""

    WHOLE = "whole"
    CHANGING = "changing"


@dataclass(frozen=True, slots=True)
class Held:
    """A graph that an engine holds: its triples, and the SHA-256 of its sorted N-Triples; "" while it is changed."""

    triples: int
    digest: str


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What a remote engine has: a release, empty where it has none, and its graphs by IRI."""

    release: str = ""
    status: Status = Status.CHANGING
    graphs: Mapping[str, Held] = field(default_factory=lambda: MappingProxyType({}))

    def holds(self, release: str) -> bool:
        """Whether it has this release, whole."""
        return self.status is Status.WHOLE and self.release == release


@dataclass(frozen=True, slots=True)
class OwnGraphs:
    """The graphs that a remote engine has beside those of a release, by the base of its identifiers."""

    base: str

    @property
    def state(self) -> str:
        """The graph that says what the engine has."""
        return graph(self.base, "release")

    @property
    def everything(self) -> str:
        """The graph with all triples."""
        return graph(self.base, "release", "all")

    @property
    def nothing(self) -> str:
        """The graph without triples."""
        return graph(self.base, "release", "none")


def written(own: OwnGraphs, state: RemoteState) -> bytes:
    """The state as sorted N-Triples."""
    subject = NamedNode(own.state)
    triples = [
        Triple(subject, NamedNode(_RELEASE), Literal(state.release)),
        Triple(subject, NamedNode(_STATUS), Literal(state.status.value)),
        *(triple for name, held in state.graphs.items() for triple in _of_graph(subject, name, held)),
    ]
    lines = (serialize([triple], format=RdfFormat.N_TRIPLES) or b"" for triple in triples)
    return b"".join(sorted(lines))


def _of_graph(subject: NamedNode, name: str, held: Held) -> Iterable[Triple]:
    node = NamedNode(name)
    yield Triple(subject, NamedNode(_PART), node)
    yield Triple(node, NamedNode(_TRIPLES), Literal(str(held.triples), datatype=_INTEGER))
    yield Triple(node, NamedNode(_DIGEST), Literal(held.digest))


def summary_query(own: OwnGraphs) -> str:
    """The query for release and status: one row, or none."""
    return _over(own, f"?release ?status WHERE {{ <{own.state}> <{_RELEASE}> ?release ; <{_STATUS}> ?status }}")


def graphs_query(own: OwnGraphs) -> str:
    """The query for the graphs: a row for each."""
    of_graph = f"?graph <{_TRIPLES}> ?triples ; <{_DIGEST}> ?digest"
    return _over(own, f"?graph ?triples ?digest WHERE {{ <{own.state}> <{_PART}> ?graph . {of_graph} }}")


def _over(own: OwnGraphs, rest: str) -> str:
    names, where, pattern = rest.partition("WHERE")
    return f"SELECT {names}FROM <{own.nothing}> FROM <{own.state}> {where}{pattern}"  # noqa: S608 - IRIs of our own


def read(summary: Sequence[Row], graphs: Sequence[Row]) -> RemoteState:
    """The state by the answers to these queries; of an engine that says two things at once, that it is changing."""
    held = {row["graph"].value: Held(int(row["triples"].value), row["digest"].value) for row in graphs}
    if len(summary) != 1:
        return RemoteState(graphs=held)
    row = summary[0]
    known = {status.value: status for status in Status}
    return RemoteState(row["release"].value, known.get(row["status"].value, Status.CHANGING), held)
