"""The words behind arcs stand in the page that they name, at the offsets that they name."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from webs import BASE, DOCUMENT, network_of, web_of

from ontology.codes import Relation
from ontology.terms import PREFIXES
from service.answers.trace.evidence import words_of
from service.answers.trace.graphing import graph_of, graph_without_words
from service.answers.trace.scope import Scope
from service.answers.trace.view import View
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import Engine
from service.engine.work import Limits
from service.release.network import Network, open_network
from service.release.network_rows import HOLDER, MONEY, REFERENCE_KINDS, TREE, VERSION_OF, ArcRow
from service.release.releases import Releases
from tests.web.memory_engine import MemoryEngine

MIB = 1024 * 1024
EVERYTHING = Scope(tree=True, holder=True, money=True, versions=True)


@pytest.fixture(scope="module", params=["fictional", "real"])
def published(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(f"{request.param}_data")
    return found


@pytest.fixture(scope="module")
def engine(published: Path) -> Iterator[EmbeddedEngine]:
    capacity = Capacity(
        workers=2, queue_length=8, timeout_s=20.0, limits=Limits(512 * MIB, 8 * MIB), demote_after_s=60.0
    )
    opened = EmbeddedEngine(Releases(published), capacity)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def network(published: Path) -> Network:
    releases = Releases(published)
    return open_network(releases.folder(releases.current()))


async def _texts(engine: Engine) -> dict[str, str]:
    rows = await engine.rows(f"SELECT ?page ?text {{ ?page <{PREFIXES['dg']}text> ?text }}")
    return {row["page"].value: row["text"].value for row in rows}


def test_every_arc_but_those_of_the_tree_and_of_versions_has_words_that_its_page_has(
    engine: EmbeddedEngine, network: Network
) -> None:
    (view,) = View.each(network, EVERYTHING)
    arcs = [int(arc) for arc in view.arcs().arcs]
    words = asyncio.run(words_of(engine, network, arcs))
    texts = asyncio.run(_texts(engine))
    assert words.keys() == {arc for arc in arcs if network.arc_kind_name(arc) not in {TREE, VERSION_OF}}
    kinds = {network.arc_kind_name(arc) for arc in words}
    assert kinds & set(REFERENCE_KINDS)
    assert {HOLDER, MONEY} <= kinds
    for arc, said in words.items():
        assert said.exact
        assert texts[said.page][said.start : said.end] == said.exact
        if network.arc_kind_name(arc) in REFERENCE_KINDS:
            assert said.start == network.arc_start[arc]
            assert said.sentence is not None
            assert said.sentence in texts[said.page]
            assert said.exact in said.sentence


def test_an_arc_whose_words_the_store_has_not_is_left_out(engine: EmbeddedEngine) -> None:
    other = network_of(web_of([("1.1", "1.2")]))
    assert asyncio.run(words_of(engine, other, [0])) == {}


def test_a_page_with_many_references_is_asked_once_for_many_of_them() -> None:
    def version(number: str) -> NamedNode:
        return NamedNode(f"{BASE}/id/goal-version/{DOCUMENT}/{number}")

    def said(source: str, target: str, start: int) -> list[Quad]:
        iri, page = NamedNode(f"{BASE}/id/reference/{source}/{start}"), NamedNode(f"{BASE}/id/page/{source}")
        told = {"referredElement": version(target), "start": Literal(start), "end": Literal(start + 4), "onPage": page}
        about = [Quad(iri, _dg(name), value) for name, value in told.items()]
        return [Quad(version(source), _dg("makesReference"), iri), *about]

    places = {"1.1": range(0, 4500 * 10, 10), "1.2": range(5, 40, 10)}
    ends = {"1.1": "1.2", "1.2": "1.1"}
    made = [(source, ends[source], start) for source, starts in places.items() for start in starts]
    engine = MemoryEngine([quad for one in made for quad in said(*one)])
    network = network_of(
        web_of([ArcRow(_path(source), _path(target), Relation.SEE, start) for source, target, start in made])
    )
    wanted = [arc for arc in range(network.header.arcs) if arc % 3]
    words = asyncio.run(words_of(engine, network, wanted))
    assert words.keys() == set(wanted)
    assert all(words[arc].start == network.arc_start[arc] for arc in wanted)
    assert len(engine.asked) == 3  # two for the places of the one goal, and one for the few of the other


def _dg(name: str) -> NamedNode:
    return NamedNode(f"{PREFIXES['dg']}{name}")


def _path(number: str) -> str:
    return f"goal-version/{DOCUMENT}/{number}"


def test_the_graph_of_an_answer_has_its_nodes_edges_and_words(engine: EmbeddedEngine, network: Network) -> None:
    (view,) = View.each(network, EVERYTHING)
    steps = view.arcs()
    nodes = sorted({*map(int, steps.begins), *map(int, steps.ends)})
    arcs = [int(arc) for arc in steps.arcs]
    graph = asyncio.run(graph_of(engine, network, nodes, arcs, [arcs[:2]]))
    bare = graph_without_words(network, nodes, arcs, [arcs[:2]])
    assert [node.iri for node in graph.nodes] == [network.iri(node) for node in nodes]
    assert graph.groups == bare.groups == ((0, 1),)
    assert len(graph.edges) == len(arcs)
    for edge, arc in zip(graph.edges, arcs, strict=True):
        assert graph.nodes[edge.source].iri == network.iri(network.source(arc))
        assert graph.nodes[edge.target].iri == network.iri(network.target(arc))
        assert (edge.words is None) == (edge.kind in {TREE, VERSION_OF})
    assert all(edge.words is None for edge in bare.edges)
