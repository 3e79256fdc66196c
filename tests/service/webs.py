"""Networks of fictional bodies for tests: random ones, small ones by hand, and what they say as a networkx graph.

The graphs are made by plain loops over the rows, so that they can prove what the network answers.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
from hypothesis import strategies as st

from ontology.dataset import BodyEntry, Coverage, DocumentEntry, Manifest
from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.trace.asking import Trace
from service.answers.trace.scope import Scope, Way
from service.answers.trace.view import View
from service.engine.engine import Engine, EngineError, Question, Row
from service.release.network import FOLDER, Network, open_network
from service.release.network_build import Body, write
from service.release.network_rows import (
    HOLDER,
    MONEY,
    REFERENCE_KINDS,
    TREE,
    VERSION_KINDS,
    VERSION_OF,
    ArcRow,
    NodeRow,
    Rows,
)

BASE = "http://localhost:8000"
BODY = "gm9999"
OTHER_BODY = "gm9998"
DOCUMENT = f"{BODY}/begroting/2031"
DOCUMENTS = ("begroting/2030", "begroting/2031", "berap/2031-1")
RELEASE = "0001-web"


@dataclass(frozen=True)
class Web:
    """The rows of bodies, by code: of the body itself first, then of its documents; `loaded` are documents' paths."""

    rows: Mapping[str, tuple[Rows, ...]]
    loaded: frozenset[str]

    @property
    def nodes(self) -> dict[str, NodeRow]:
        """All nodes by path, also those of which only arcs speak."""
        found: dict[str, NodeRow] = {}
        for arc in self.arcs:
            for path in (arc.source, arc.target):
                number = path.split("/", 4)[4] if is_version(path) else ""
                found[path] = NodeRow(path, number, named=True)
        for rows in self.rows.values():
            for part in rows:
                found.update((node.path, node) for node in part.nodes)
        return dict(sorted(found.items()))

    @property
    def arcs(self) -> list[ArcRow]:
        """All arcs, each once."""
        found = {arc for rows in self.rows.values() for part in rows for arc in part.arcs}
        return sorted(found, key=lambda arc: (arc.source, arc.target, arc.kind, arc.suspect, arc.start))

    @property
    def documents(self) -> list[str]:
        """The paths of all documents of which there is a version."""
        return sorted({document_of(path) for path in self.nodes if is_version(path)})

    def programme(self, path: str) -> str | None:
        """The programme that a version stands in."""
        nodes = self.nodes
        while path in nodes and is_version(path):
            if path.startswith("programme-version/"):
                return path
            told = [above for above in nodes[path].above if above.startswith("programme-version/")]
            if told:
                return told[0] if told[0] in nodes else None
            path = nodes[path].above[0] if nodes[path].above else ""
        return None


def is_version(path: str) -> bool:
    """Whether it is something that a document states."""
    return path.split("/", maxsplit=1)[0] in VERSION_KINDS


def document_of(path: str) -> str:
    """The document of a version, or the body of what endures."""
    segments = path.split("/")
    return "/".join(segments[1:4]) if is_version(path) else segments[1]


def goal(number: str, document: str = DOCUMENT) -> str:
    """The path of a goal."""
    return f"goal-version/{document}/{number}"


# ---- networks


def network_of(web: Web) -> Network:
    """A network on disk as a release has it; its files are mapped, and gone from the folder."""
    with tempfile.TemporaryDirectory() as folder:
        bodies = [Body(web.loaded, web.rows[code]) for code in sorted(web.rows)]
        write(Path(folder) / FOLDER, BASE, bodies)
        return open_network(Path(folder))


def numbers_of(network: Network, web: Web) -> dict[str, int]:
    """The number of each node, by its path."""
    found = {path_of(network, node): node for node in range(network.header.nodes)}
    return {path: found[path] for path in web.nodes}


def path_of(network: Network, node: int) -> str:
    """The path of a node."""
    return network.iri(int(node)).removeprefix(f"{BASE}/id/")


def view_of(network: Network, scope: Scope | None = None, body: str = BODY) -> View:
    """The view of a body."""
    return View.of(network, scope or Scope(), body)


class WordlessEngine:
    """An engine over an empty store."""

    release = RELEASE

    async def rows(self, query: str, bindings: object = None) -> Sequence[Row]:
        """No rows."""
        assert "SELECT" in query, bindings
        return ()

    async def stream(self, question: Question) -> Iterator[bytes]:
        """Nothing is asked of it that is streamed."""
        raise EngineError(question.text)


def trace_of(web: Web, network: Network | None = None, engine: Engine | None = None, complete: str = "yes") -> Trace:
    """A network to ask, of which all loaded documents are so complete; without an engine, edges have no words."""
    coverage = Coverage(pages_read=1, goals_read=1, versions_named=0, goals_expected=None, complete=complete)
    entries = {
        path: DocumentEntry(DocumentKey.parse(path).path, "20310101t000000", coverage, {}, {}, (), (), {})
        for path in web.loaded
    }
    bodies = {code: BodyEntry(f"Nergenshuizen {code}", 0.1, (), {}) for code in web.rows}
    holdings = Holdings(Manifest(BASE, bodies, entries, {}, "test"), RELEASE, datetime(2031, 1, 1, tzinfo=UTC))
    return Trace(engine or WordlessEngine(), network or network_of(web), holdings)  # type: ignore[arg-type]


# ---- the same as graphs


def digraph_of(web: Web, scope: Scope | None = None, body: str | None = None) -> nx.MultiDiGraph:
    """What takes part, by paths; edges have `kind`, `suspect` and `start`, and lead as they refer."""
    scope = scope or Scope()
    graph = nx.MultiDiGraph()
    for path, node in web.nodes.items():
        if _takes_part(path, scope) and body in {None, path.split("/")[1]}:
            graph.add_node(path, kind=path.split("/")[0], named=node.named, domain=node.domain or None)
    for arc in web.arcs:
        if arc.kind in scope.kinds and (scope.suspect or not arc.suspect) and {arc.source, arc.target} <= set(graph):
            graph.add_edge(arc.source, arc.target, kind=arc.kind, suspect=arc.suspect, start=arc.start)
    return graph


def steps_of(web: Web, scope: Scope | None = None, way: Way = Way.OUT, body: str | None = None) -> nx.MultiDiGraph:
    """As `digraph_of`, but with an edge for each way in which an arc is walked."""
    graph = digraph_of(web, scope, body)
    walked = nx.MultiDiGraph()
    walked.add_nodes_from(graph.nodes(data=True))
    for source, target, said in graph.edges(data=True):
        either = said["kind"] in {TREE, HOLDER, VERSION_OF}
        if way is not Way.IN or either:
            walked.add_edge(source, target, **said)
        if way is not Way.OUT or either:
            walked.add_edge(target, source, **said)
    return walked


def _takes_part(path: str, scope: Scope) -> bool:
    if not is_version(path):
        return True
    organisation, kind, year = document_of(path).split("/")
    in_years = (scope.first_year or 0) <= int(year.split("-")[0]) <= (scope.last_year or 9999)
    listed = not scope.documents or f"{organisation}/{kind}/{year}" in scope.documents
    return in_years and listed and scope.organisation in {None, organisation}


# ---- by hand


def web_of(arcs: Iterable[tuple[str, str] | ArcRow], *nodes: NodeRow, document: str = DOCUMENT) -> Web:
    """A web of one loaded document from arcs, or pairs of goal numbers of which one sees the other.

    Goals that no node describes are loaded all the same, and stand in the programme of their number.
    """
    made = [_see(arc, document) if isinstance(arc, tuple) else arc for arc in arcs]
    described = {node.path: node for node in nodes}
    for path in {path for arc in made for path in (arc.source, arc.target)} - described.keys():
        described[path] = _goal_row(path, document) if is_version(path) else NodeRow(path, name=path.split("/")[-1])
    programmes = {above for node in described.values() for above in node.above} - described.keys()
    described.update((path, NodeRow(path, path.split("/")[-1], sort_key=_sort_key(path))) for path in programmes)
    code = document.split("/", maxsplit=1)[0]
    lasting = [node for path, node in sorted(described.items()) if not is_version(path)]
    stated = [node for path, node in sorted(described.items()) if is_version(path)]
    rows = Rows(tuple(lasting), ()), Rows(tuple(stated), tuple(made))
    return Web({code: rows}, frozenset({document}))


def circle(size: int) -> Web:
    """A web in which each of so many goals refers to the next, and the last to the first."""
    numbers = [f"1.1.{place}" for place in range(1, size + 1)]
    return web_of(zip(numbers, [*numbers[1:], numbers[0]], strict=True))


def parallel(size: int) -> Web:
    """A web in which goal 1.1.1 refers to 1.1.2 so many times, and 1.1.2 to 2.1.1 once."""
    many = [ArcRow(goal("1.1.1"), goal("1.1.2"), "see", start) for start in range(size)]
    return web_of([*many, ("1.1.2", "2.1.1")])


def _see(arc: tuple[str, str], document: str) -> ArcRow:
    return ArcRow(goal(arc[0], document), goal(arc[1], document), "see")


def _goal_row(path: str, document: str) -> NodeRow:
    number = path.rsplit("/", maxsplit=1)[-1]
    programme = f"programme-version/{document}/{number.split('.')[0]}"
    return NodeRow(path, number, f"Doel {number}", _sort_key(path), above=(programme,))


def _sort_key(path: str) -> str:
    return ".".join(part.zfill(6) for part in path.rsplit("/", maxsplit=1)[-1].split("."))


# ---- random


@st.composite
def webs(draw: st.DrawFn, bodies: int = 1, most_arcs: int = 30) -> Web:
    """Random webs of one body or two, in which at least one goal is loaded.

    They have documents of which not all are loaded, programmes, ambitions, goals and projects, domains, holders, all
    kinds of arcs, suspect, parallel and to oneself, and versions that are only named.
    """
    codes = (BODY, OTHER_BODY)[:bodies]
    loaded: set[str] = set()
    rows = {code: draw(_body_rows(code, loaded, most_arcs)) for code in codes}
    return Web(rows, frozenset(loaded))


@st.composite
def scopes(draw: st.DrawFn, web: Web) -> Scope:
    """Random scopes of a web that at least one document takes part in."""
    documents = draw(st.lists(st.sampled_from(web.documents), max_size=2, unique=True))
    relations = draw(st.just([]) | st.lists(st.sampled_from(REFERENCE_KINDS), min_size=3, max_size=8, unique=True))
    kinds = {kind: draw(st.booleans()) for kind in ("tree", "holder", "money", "versions", "suspect")}
    return Scope(documents=tuple(documents), relations=tuple(relations), **kinds)


@st.composite
def _body_rows(draw: st.DrawFn, code: str, loaded: set[str], most_arcs: int) -> tuple[Rows, ...]:
    domains = tuple(f"domain/{code}/domein-{place}" for place in range(draw(st.integers(0, 3))))
    people = tuple(f"person/{code}/p{place}" for place in range(draw(st.integers(0, 3))))
    kinds = draw(st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=3, unique=True))
    read = {f"{code}/{kind}": place == 0 or draw(st.booleans()) for place, kind in enumerate(kinds)}
    loaded.update(path for path, known in read.items() if known)
    versions = [node for path, known in read.items() for node in draw(_versions(path, domains, known=known))]
    alone = goal("3.1.1", next(iter(read)))
    versions.append(NodeRow(alone, "3.1.1", "Stilte", _sort_key(alone)))
    arcs = draw(_arcs(versions, people, [f"goal-version/{path}/9.9.9" for path in read], most_arcs))
    lasting = [NodeRow(path, name=path.split("/")[-1].title()) for path in (*domains, *people)]
    named = [node for node in versions if node.named]
    enduring = draw(_enduring(code, versions))
    lasting += enduring
    arcs += draw(_identity(enduring, versions))
    return (
        _rows([*lasting, *named], []),
        *(
            _rows(
                [node for node in versions if not node.named and document_of(node.path) == path],
                [arc for arc in arcs if document_of(arc.source) == path],
            )
            for path in read
        ),
    )


@st.composite
def _versions(draw: st.DrawFn, document: str, domains: Sequence[str], *, known: bool) -> list[NodeRow]:
    """The versions of a document: programmes, with an ambition and goals in it each, and a project in none."""
    domain = st.sampled_from(("", *domains))
    named = st.sampled_from((False, False, False, True)) if known else st.just(value=True)
    found = []
    for number in draw(st.lists(st.sampled_from(("1", "2", "10")), max_size=3, unique=True)):
        programme, ambition = f"programme-version/{document}/{number}", f"ambition-version/{document}/{number}.1"
        where = draw(domain)
        found.append(NodeRow(programme, number, "", _sort_key(programme), draw(named), (), where))
        above: tuple[str, ...] = (programme,)
        if draw(st.booleans()):
            found.append(NodeRow(ambition, f"{number}.1", "", _sort_key(ambition), draw(named), above, where))
            above = (ambition, programme) if draw(st.booleans()) else (ambition,)
        for place in draw(st.lists(st.sampled_from((1, 2, 3, 10)), max_size=4, unique=True)):
            path = goal(f"{number}.1.{place}", document)
            name = draw(st.sampled_from(("", "Schoon water", "Échte {buren}")))
            inside = draw(st.sampled_from((where, draw(domain))))
            found.append(NodeRow(path, f"{number}.1.{place}", name, _sort_key(path), draw(named), above, inside))
    if draw(st.booleans()):
        found.append(NodeRow(f"project/{document}/1", "1", "Haven", "000001", draw(named), (), draw(domain)))
    return found


@st.composite
def _arcs(
    draw: st.DrawFn, versions: Sequence[NodeRow], people: Sequence[str], unknown: Sequence[str], most: int
) -> list[ArcRow]:
    """Arcs between versions; only those that a page describes refer to others, to themselves too."""
    found = [ArcRow(node.path, node.above[0], TREE) for node in versions if node.above]
    speaking = [node.path for node in versions if not node.named]
    if not speaking:
        return found
    sources, targets = st.sampled_from(speaking), st.sampled_from([*(node.path for node in versions), *unknown])
    kinds = st.sampled_from((*REFERENCE_KINDS[:3], *REFERENCE_KINDS, MONEY))
    reference = st.builds(ArcRow, sources, targets, kinds, st.integers(0, 3), st.sampled_from((False, False, True)))
    found += draw(st.lists(reference, max_size=most))
    if people:
        found += draw(st.lists(st.builds(ArcRow, sources, st.sampled_from(people), st.just(HOLDER)), max_size=6))
    return found


@st.composite
def _enduring(draw: st.DrawFn, code: str, versions: Sequence[NodeRow]) -> list[NodeRow]:
    """What endures: as many goals as there may be, and a programme."""
    most = min(3, len(versions))
    goals = [NodeRow(f"goal/{code}/e{place}", name="Samen sterk") for place in range(draw(st.integers(0, most)))]
    return [*goals, NodeRow(f"programme/{code}/e0")] if draw(st.booleans()) else goals


@st.composite
def _identity(draw: st.DrawFn, enduring: Sequence[NodeRow], versions: Sequence[NodeRow]) -> list[ArcRow]:
    """Which versions are of what endures; some of more than one thing, some of none."""
    speaking = [node.path for node in versions if not node.named]
    if not speaking or not enduring:
        return []
    things = st.sampled_from([node.path for node in enduring])
    return draw(st.lists(st.builds(ArcRow, st.sampled_from(speaking), things, st.just(VERSION_OF)), max_size=6))


def _rows(nodes: Iterable[NodeRow], arcs: Iterable[ArcRow]) -> Rows:
    return Rows(
        tuple(sorted(nodes, key=lambda node: node.path)),
        tuple(sorted(set(arcs), key=lambda arc: (arc.source, arc.target, arc.kind, arc.start, arc.suspect))),
    )
