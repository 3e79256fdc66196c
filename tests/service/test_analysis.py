"""What counting references gives is what networkx finds, and is left out, openly, where it would be too much."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology import terms
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey, home
from service.release.analysis import MOST_PAIRS, analysis
from service.release.network_rows import HOLDER, MONEY, REFERENCE_KINDS, TREE, ArcRow, NodeRow, Rows, rows_of

BASE = "http://localhost:8000"
BUDGET = DocumentKey.parse("gm9999/begroting/2031")
OTHER = DocumentKey.parse("gm9999/begroting/2031-1")
GRAPH = f"{BASE}/graph/analysis/{BUDGET.path}"
KINDS = ("goal-version", "ambition-version", "programme-version", "spending-proposal", "project")


def goal(number: object, document: DocumentKey = BUDGET, kind: str = "goal-version") -> str:
    return f"{kind}/{document.path}/{number}"


def node(path: str, *, named: bool = False) -> NodeRow:
    number = path.rpartition("/")[2]
    key = re.sub(r"\d+", lambda digits: digits.group().zfill(4), number)
    return NodeRow(path, number=number, sort_key=key, named=named)


@dataclass
class Told:
    """What an analysis graph says: properties of versions, and how many steps were counted."""

    steps: int | None = None
    outgoing: dict[str, int] = field(default_factory=dict)
    incoming: dict[str, int] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)
    near: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: {2: set(), 3: set()})

    @property
    def groups(self) -> list[list[str]]:
        """The members of each group."""
        members: dict[str, list[str]] = defaultdict(list)
        for path, name in sorted(self.group.items()):
            members[name].append(path)
        return sorted(members.values())


def told(lines: list[str], document: DocumentKey = BUDGET) -> Told:
    """What lines of N-Quads say; each stands once, in the one graph, in order."""
    assert lines == sorted(set(lines))
    found = Told()
    for quad in parse("\n".join(lines), RdfFormat.N_QUADS):
        subject, value = (term.value.removeprefix(f"{BASE}/id/") for term in (quad.subject, quad.object))
        assert quad.graph_name == NamedNode(f"{BASE}/graph/analysis/{document.path}")
        assert home(BASE, quad.subject.value, quad.predicate.value, ()) == quad.graph_name.value
        match quad.predicate.value:
            case terms.STEPS_COUNTED:
                assert (subject, found.steps) == (f"document/{document.path}", None)
                found.steps = int(value)
            case terms.OUT_DEGREE:
                assert found.outgoing.setdefault(subject, int(value)) == int(value)
            case terms.IN_DEGREE:
                assert found.incoming.setdefault(subject, int(value)) == int(value)
            case terms.COMPONENT:
                assert found.group.setdefault(subject, value) == value
            case terms.WITHIN2:
                found.near[2].add((subject, value))
            case terms.WITHIN3:
                found.near[3].add((subject, value))
            case other:
                raise AssertionError(other)
    return found


def expected(graph: "nx.MultiDiGraph[str]", described: set[str]) -> Told:
    """What networkx finds in a network of which these nodes are described."""
    simple = nx.DiGraph((of, to) for of, to in graph.edges() if of != to)
    simple.add_nodes_from(graph)
    found = Told(3)
    found.outgoing = {path: simple.out_degree(path) for path in described}
    found.incoming = {path: simple.in_degree(path) for path in described}
    for steps in (2, 3):
        found.near[steps] = {
            (path, reached)
            for path in described
            for reached, length in nx.single_source_shortest_path_length(simple, path, cutoff=steps).items()
            if length
        }
    for group in nx.strongly_connected_components(simple):
        if len(group) > 1:
            first = min(group, key=lambda path: (node(path).sort_key, path))
            found.group |= dict.fromkeys(group, node(first).number)
    return found


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], set[int]]:
    """Some versions, references between them, also many of one to another or to itself, and which are only named."""
    size = draw(st.integers(0, 12))
    if not size:
        return 0, [], set()
    place = st.integers(0, size - 1)
    arcs = draw(st.lists(st.tuples(place, place), max_size=40))
    return size, arcs, draw(st.sets(place, max_size=4))


@settings(max_examples=300, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_a_network_is_counted_as_networkx_counts_it(
    network: tuple[int, list[tuple[int, int]], set[int]], chance: random.Random
) -> None:
    size, arcs, named = network
    paths = [goal(f"1.{place + 1}", kind=KINDS[place % len(KINDS)]) for place in range(size)]
    stated = [(paths[of], paths[to]) for of, to in arcs if of not in named]  # what is only named states nothing
    rows = Rows(
        tuple(node(path, named=place in named) for place, path in enumerate(paths)),
        tuple(
            ArcRow(of, to, chance.choice(REFERENCE_KINDS), start, suspect=chance.random() < 0.3)
            for start, (of, to) in enumerate(stated)
        ),
    )
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(stated)
    graph.add_nodes_from(paths)
    described = {path for place, path in enumerate(paths) if place not in named}
    if not described:
        assert analysis(BASE, BUDGET, rows) == []
    else:
        assert told(analysis(BASE, BUDGET, rows)) == expected(graph, described)


def test_nothing_is_told_of_a_document_without_versions() -> None:
    assert analysis(BASE, BUDGET, Rows((), ())) == []
    assert analysis(BASE, BUDGET, Rows((NodeRow("person/gm9999/a1"), node(goal("1.1"), named=True)), ())) == []


def test_one_version_alone_has_degrees_of_nothing() -> None:
    found = told(analysis(BASE, BUDGET, Rows((node(goal("1.1")),), (ArcRow(goal("1.1"), goal("1.1"), "see"),))))
    assert found == Told(3, {goal("1.1"): 0}, {goal("1.1"): 0})


def test_only_references_within_the_document_count() -> None:
    one, two, away = goal("1.1"), goal("1.2"), goal("1.1", OTHER)
    assert away.startswith(goal("")[: len("goal-version/gm9999/begroting/2031")]), "a path that begins the same"
    others = [ArcRow(one, two, kind) for kind in (TREE, HOLDER, MONEY)]
    arcs = (*others, ArcRow(two, away, "see"), ArcRow(away, one, "see"), ArcRow(one, "person/gm9999/a1", HOLDER))
    found = told(analysis(BASE, BUDGET, Rows((node(one), node(two), node(away)), arcs)))
    assert found == Told(3, {one: 0, two: 0}, {one: 0, two: 0})


def test_a_suspect_reference_counts_and_references_in_many_places_count_once() -> None:
    one, two = goal("1.1"), goal("1.2")
    arcs = tuple(ArcRow(one, two, kind, start, suspect=True) for start, kind in enumerate(REFERENCE_KINDS))
    found = told(analysis(BASE, BUDGET, Rows((node(one), node(two)), arcs)))
    assert (found.outgoing[one], found.incoming[two], found.near[2]) == (1, 1, {(one, two)})


def test_a_group_is_called_by_its_first_number_as_people_count() -> None:
    paths = [goal("1.10"), goal("1.9")]
    arcs = (ArcRow(paths[0], paths[1], "see"), ArcRow(paths[1], paths[0], "see"))
    assert set(told(analysis(BASE, BUDGET, Rows(tuple(map(node, paths)), arcs))).group.values()) == {"1.9"}


def test_a_group_whose_first_has_no_number_is_called_as_its_identifier() -> None:
    paths = [goal("skatebaan", kind="project"), goal("1.1")]
    arcs = (ArcRow(paths[0], paths[1], "see"), ArcRow(paths[1], paths[0], "see"))
    rows = Rows((NodeRow(paths[0]), node(paths[1])), arcs)
    assert set(told(analysis(BASE, BUDGET, rows)).group.values()) == {"skatebaan"}


def test_two_groups_that_begin_with_one_number_are_told_apart() -> None:
    """A programme and a proposal may both be number 2."""
    pairs = [(goal("2", kind="programme-version"), goal("2.1")), (goal("2", kind="spending-proposal"), goal("2.2"))]
    arcs = tuple(arc for of, to in pairs for arc in (ArcRow(of, to, "see"), ArcRow(to, of, "see")))
    rows = Rows(tuple(node(path) for pair in pairs for path in pair), arcs)
    found = told(analysis(BASE, BUDGET, rows))
    assert found.groups == sorted(sorted(pair) for pair in pairs)
    assert sorted(set(found.group.values())) == ["2 (programme-version)", "2 (spending-proposal)"]


def ring(size: int, reach: int) -> Rows:
    """A ring on which each version refers to so many that follow it."""
    paths = [goal(f"1.{place}") for place in range(size)]
    arcs = (ArcRow(paths[of], paths[(of + step) % size], "see") for of in range(size) for step in range(1, reach + 1))
    return Rows(tuple(map(node, paths)), tuple(arcs))


BOUNDS = [
    (60, 3, "as many as there are in three steps"),
    (59, 2, "fewer than that"),
    (40, 2, "as many as in two"),
    (39, 1, "fewer"),
]


@pytest.mark.parametrize(("most", "steps", "why"), BOUNDS, ids=[case[-1] for case in BOUNDS])
def test_what_would_be_too_much_is_left_out_and_the_document_says_so(most: int, steps: int, why: str) -> None:
    """On a ring of 20, where each refers to the next, 40 pairs lie within two steps and 60 within three."""
    found = told(analysis(BASE, BUDGET, ring(20, 1), most))
    assert (found.steps, len(found.near[2]), len(found.near[3])) == (steps, 40 * (steps > 1), 60 * (steps > 2)), why
    assert len(found.outgoing) == len(found.incoming) == len(found.group) == 20


def test_a_document_of_thousands_of_goals_with_a_hundred_references_each_stays_small() -> None:
    lines = analysis(BASE, BUDGET, ring(5_000, 100))
    found = told(lines)
    assert (found.steps, len(lines)) == (1, 1 + 3 * 5_000)
    assert set(found.outgoing.values()) == set(found.incoming.values()) == {100}
    assert set(found.group.values()) == {"1.0"}


@pytest.mark.parametrize(("size", "reach", "steps"), [(300, 299, 3), (1_000, 40, 2), (1_000, 60, 1)])
def test_no_document_tells_more_than_the_bound_of_each_distance(size: int, reach: int, steps: int) -> None:
    found = told(analysis(BASE, BUDGET, ring(size, reach)))
    assert (found.steps, len(found.near[2]) > 0, len(found.near[3]) > 0) == (steps, steps > 1, steps > 2)
    assert max(len(found.near[2]), len(found.near[3])) <= MOST_PAIRS


def test_a_ring_of_a_hundred_thousand_versions_is_one_group() -> None:
    found = told(analysis(BASE, BUDGET, ring(100_000, 1)))
    assert (found.steps, set(found.group.values()), len(found.group)) == (1, {"1.0"}, 100_000)


def real(dataset: Path, document: DocumentKey) -> Told:
    return told(analysis(BASE, document, rows_of(BASE, Dataset(dataset).read(DocumentFiles(document).facts))), document)


def test_the_two_real_pages_give_what_can_be_read_on_them(real_dataset: Path) -> None:
    """Goal 2.2.2 names six others, of which no page was loaded; goal 1.1.2 of the report names programme 10."""
    budget, report = (DocumentKey.parse(f"gm0193/{path}") for path in ("begroting/2021", "berap/2023-2"))
    one, other = goal("2.2.2", budget), goal("1.1.2", report)
    reached = {goal(number, budget) for number in ("1.1.1", "1.3.2", "1.3.4", "2.1.2")}
    reached |= {goal("4", budget, "programme-version"), goal("2.1", budget, "ambition-version")}
    near = {(one, path) for path in reached}
    assert real(real_dataset, budget) == Told(3, {one: 6}, {one: 0}, near={2: near, 3: near})
    near = {(other, goal("10", report, "programme-version"))}
    assert real(real_dataset, report) == Told(3, {other: 1}, {other: 0}, near={2: near, 3: near})


def test_the_graph_of_a_body_gives_no_degree_to_what_is_only_named(real_dataset: Path) -> None:
    budget = DocumentKey.parse("gm0193/begroting/2021")
    rows = rows_of(BASE, Dataset(real_dataset).read(BodyFiles("gm0193").body))
    assert any(row.path == goal("1.3.4", budget) and row.named for row in rows.nodes)
    assert analysis(BASE, budget, rows) == []
