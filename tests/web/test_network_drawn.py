"""What is drawn of random networks is what plain loops over their rows find; what is too much is taken together."""

import asyncio
from collections import Counter
from unittest.mock import patch

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.language import Language
from service.answers.trace.answer import Graph
from service.answers.trace.asking import Asked
from service.answers.trace.scope import Scope
from service.release.network_rows import HOLDER
from service.web import network_drawn
from service.web.network_drawn import Detail, Drawn, Limits, draw
from service.web.network_picture import picture_of
from tests.service.webs import BASE, Web, digraph_of, document_of, goal, numbers_of, scopes, trace_of, web_of, webs


def drawn(web: Web, scope: Scope | None = None, domain: str | None = None, holder: str | None = None) -> Drawn:
    """What is drawn, with limits as paths."""
    trace = trace_of(web)
    numbers = numbers_of(trace.network, web)
    limits = Limits(numbers[domain] if domain else None, numbers[holder] if holder else None)
    return asyncio.run(draw(trace, Asked(scope=scope or Scope(), most=10), limits))


def paths(graph: Graph) -> list[str]:
    return [node.iri.removeprefix(f"{BASE}/id/") for node in graph.nodes]


def edges(graph: Graph) -> Counter[tuple[str, str, str, bool]]:
    names = paths(graph)
    counted: Counter[tuple[str, str, str, bool]] = Counter()
    for edge in graph.edges:
        counted[names[edge.source], names[edge.target], edge.kind, edge.suspect] += edge.weight
    return counted


def told(graph: "nx.MultiDiGraph") -> Counter[tuple[str, str, str, bool]]:
    found = graph.edges(data=True)
    return Counter((source, target, data["kind"], data["suspect"]) for source, target, data in found)


@settings(deadline=None)
@given(st.data())
def test_all_goals_are_drawn_and_all_that_an_edge_ties(data: st.DataObject) -> None:
    web = data.draw(webs(bodies=2))
    scope = data.draw(scopes(web))
    graph = digraph_of(web, scope)
    found = drawn(web, scope)
    wanted = {path for path, kind in graph.nodes(data="kind") if kind == "goal-version" or graph.degree(path)}
    assert found.detail is Detail.EACH
    assert set(paths(found.answer.graph)) == wanted
    assert len(paths(found.answer.graph)) == len(wanted) == found.count
    assert edges(found.answer.graph) == told(graph)
    assert found.total == graph.number_of_edges()
    assert len(found.rows) == min(found.total, 10)


@settings(deadline=None)
@given(st.data())
def test_a_limit_keeps_what_is_within_it_and_what_that_is_tied_to(data: st.DataObject) -> None:
    web = data.draw(webs())
    scope = data.draw(scopes(web))
    graph = digraph_of(web, scope)
    domains = sorted(path for path in web.nodes if path.startswith("domain/"))
    holders = sorted(path for path in web.nodes if path.startswith("person/"))
    domain = data.draw(st.sampled_from([None, *domains]))
    holder = data.draw(st.sampled_from([None, *holders]))
    held = {arc.source for arc in web.arcs if arc.kind == HOLDER and arc.target == holder}
    found = drawn(web, scope, domain, holder)
    shown = {path for path, kind in graph.nodes(data="kind") if kind == "goal-version" or graph.degree(path)}
    within = {
        path
        for path in shown
        if (domain is None or path == domain or graph.nodes[path]["domain"] == domain)
        and (holder is None or path == holder or path in held)
    }
    kept = graph.edge_subgraph([edge for edge in graph.edges if edge[0] in within or edge[1] in within])
    assert set(paths(found.answer.graph)) == within | set(kept.nodes)
    assert edges(found.answer.graph) == told(kept)


@settings(deadline=None)
@given(st.data())
def test_too_many_are_drawn_by_programme_and_then_by_document(data: st.DataObject) -> None:
    web = data.draw(webs())
    graph = digraph_of(web)
    with patch.object(network_drawn, "MOST_NODES", 0):
        none = drawn(web)
    assert none.detail is (Detail.NONE if none.count else Detail.EACH)
    assert not none.answer.graph.nodes
    most = data.draw(st.integers(1, 6))
    tree, holder, versions = (data.draw(st.booleans()) for _ in range(3))  # which are no references
    with patch.object(network_drawn, "MOST_NODES", most):
        found = drawn(web, Scope(tree=tree, holder=holder, versions=versions))
    assert len(found.answer.graph.nodes) <= most
    if found.detail is Detail.DOCUMENTS:
        between = {
            (document_of(source), document_of(target))
            for source, target in graph.edges()
            if document_of(source) != document_of(target)
        }
        names = [path.partition("/")[2] for path in paths(found.answer.graph)]
        ends = Counter(
            (names[edge.source], names[edge.target]) for edge in found.answer.graph.edges for _ in range(edge.weight)
        )
        assert set(ends) == between
        apart = sum(document_of(source) != document_of(target) for source, target in graph.edges())
        assert sum(ends.values()) == apart


@settings(deadline=None)
@given(webs(), st.booleans())
def test_every_node_and_edge_has_a_place_in_the_picture(web: Web, holder: bool) -> None:  # noqa: FBT001
    found = drawn(web, Scope(tree=True, holder=holder, money=True))
    picture = picture_of(found, Language.NL, lambda node: node.iri, lambda path: path)
    assert [spot.node for spot in picture.spots] == list(found.answer.graph.nodes)
    assert sum(line.weight for line in picture.lines) == found.total
    assert len({spot.at for spot in picture.spots}) == len(picture.spots)
    for spot in picture.spots:
        box, _ = picture.boxes[spot.box]
        assert box.x <= spot.at.x <= box.x + box.width
        assert box.y <= spot.at.y <= box.y + box.height
        assert 0 <= spot.at.x <= picture.width
        assert 0 <= spot.at.y <= picture.height
        assert len(spot.lines) <= 2
    for (source, target), count in Counter((line.source, line.target) for line in picture.lines).items():
        bends = {line.bend for line in picture.lines if (line.source, line.target) == (source, target)}
        assert len(bends) == count, "lines lie on each other"


def test_a_goal_that_refers_a_hundred_thousand_times_is_one_line() -> None:
    one, other = goal("1.1"), goal("1.2")
    web = web_of([(one, other)])
    arc = web.arcs[0]
    many = tuple(type(arc)(arc.source, arc.target, arc.kind, start) for start in range(100_000))
    rows = {
        code: tuple(type(part)(part.nodes, many if part.arcs else ()) for part in parts)
        for code, parts in web.rows.items()
    }
    found = drawn(Web(rows, web.loaded))
    assert [edge.weight for edge in found.answer.graph.edges] == [100_000]
    assert (found.detail, found.total, len(found.rows)) == (Detail.EACH, 100_000, 10)
