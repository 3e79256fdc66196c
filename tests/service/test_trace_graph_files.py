"""Answers of tracing as files of graphs: networkx reads back every node, edge and attribute, whatever a name holds."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
import trace_answers as made
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.language import Language, Phrase, verbatim
from service.answers.trace.answer import Answer, Edge, Graph, Node, Words
from service.answers.trace.forms.attributes import edges_with_values, graph_values, node_values
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.gexf_form import as_gexf
from service.answers.trace.forms.graphml_form import as_graphml
from service.engine.xml_text import legal

Write = Callable[[Answer, Frame], Iterator[bytes]]
FORMS = pytest.mark.parametrize("write", [as_graphml, as_gexf], ids=["GraphML", "GEXF"])
ANSWERS = {
    "names around": replace(made.paths(), titles=made.KNOWN_TITLES, around=made.KNOWN_AROUND),
    "groups": made.groups(),
    "paths": made.paths(),
    "impact": made.impact(),
    "network": made.network(),
    "cycle": made.cycle(),
    "every kind": made.every_kind(),
    "nothing": made.answer(Graph()),
}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
NODES = st.builds(
    Node, TEXTS.map(lambda text: f"https://x.example/{text}"), st.sampled_from(["goal", "person", "programme"]), TEXTS,
    TEXTS, st.none() | TEXTS, st.booleans(), st.none() | TEXTS, st.none() | TEXTS, st.lists(TEXTS, max_size=2).map(tuple),
)  # fmt: skip
WORDS = st.builds(
    Words,
    TEXTS,
    TEXTS,
    st.none() | TEXTS,
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    TEXTS,
    st.none() | TEXTS,
    st.none() | TEXTS,
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph with any text in every place, and parallel edges."""
    nodes = tuple(draw(st.lists(NODES, min_size=1, max_size=4)))
    places = st.integers(0, len(nodes) - 1)
    kinds = st.sampled_from(["see", "contributes-to", "tree", "money"])
    edges = st.builds(Edge, places, places, kinds, st.booleans(), st.integers(1, 50), st.none() | WORDS)
    found = tuple(draw(st.lists(edges, max_size=6)))
    groups = (tuple(range(len(found))), (0,)) if found else ()
    return Graph(nodes, found, groups)


def written(write: Write, answer: Answer, language: Language = Language.NL) -> bytes:
    return b"".join(write(answer, made.frame(language)))


def clean(value: object) -> object:
    """A value as XML can hold it."""
    return legal(value.encode()).decode() if isinstance(value, str) else value


def expected_nodes(answer: Answer) -> dict[str, dict[str, object]]:
    frame = made.frame()
    return {
        f"n{place}": {key: clean(value) for key, value in node_values(node, answer, frame).items()}
        for place, node in enumerate(answer.graph.nodes)
    }


def expected_edges(answer: Answer) -> dict[str, tuple[str, str, dict[str, object]]]:
    return {
        f"e{place}": (f"n{edge.source}", f"n{edge.target}", {key: clean(value) for key, value in values.items()})
        for place, edge, values in edges_with_values(answer, made.frame())
    }


def from_graphml(content: bytes) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
    """Nodes, edges and attributes of the graph, as networkx reads them, without what only yEd shows."""
    graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    assert graph.is_directed()
    nodes = {name: without(data, "shape_type", "x", "y") for name, data in graph.nodes(data=True)}
    edges = {
        key: (source, target, without(data, "id")) for source, target, key, data in graph.edges(keys=True, data=True)
    }
    return nodes, edges, without(graph.graph, "node_default", "edge_default", "edge_ids")


def from_gexf(content: bytes) -> tuple[dict[str, object], dict[str, object]]:
    """Nodes and edges as networkx reads them, without how Gephi shows them."""
    graph = nx.read_gexf(io.BytesIO(content))
    assert graph.is_directed()
    nodes = {name: without(data, "viz") for name, data in graph.nodes(data=True)}
    edges = {
        data["id"]: (source, target, without(data, "id", "viz")) for source, target, data in graph.edges(data=True)
    }
    return nodes, edges


def without(data: dict[str, object], *names: str) -> dict[str, object]:
    return {key: value for key, value in data.items() if key not in names}


def assert_read_back(answer: Answer) -> None:
    nodes, edges, graph = from_graphml(written(as_graphml, answer))
    assert nodes == expected_nodes(answer)
    assert edges == expected_edges(answer)
    assert graph == {key: clean(text) for key, text in graph_values(answer, made.frame()).items()}
    nodes, edges = from_gexf(written(as_gexf, answer))
    assert nodes == expected_nodes(answer)
    assert edges == expected_edges(answer)


@pytest.mark.parametrize("name", ANSWERS)
def test_networkx_reads_back_what_is_said_of_nodes_edges_and_the_answer(name: str) -> None:
    assert_read_back(ANSWERS[name])


@settings(max_examples=150, deadline=None)
@given(graphs(), TEXTS)
def test_any_text_stays_what_it_is_wherever_it_stands(graph: Graph, text: str) -> None:
    title = Phrase(verbatim(text), verbatim(text))
    assert_read_back(made.answer(graph, title=title, caution=title, notes=(title,)))


def test_a_graph_has_what_asks_for_it_again() -> None:
    _, _, said = from_graphml(written(as_graphml, made.paths()))
    assert said["release"] == made.RELEASE
    assert said["question"] == "paths"
    assert '"k":4' in str(said["parameters"])
    assert str(said["caution"]).startswith("Let op: niet alle doelen")
    assert said["cut"] == "Er zijn meer paden; vraag ze met k=8."
    assert said["methods"] == "https://doelen.example/methods"
    description = ET.fromstring(written(as_gexf, made.paths())).findtext(f".//{GEXF}description", "")  # noqa: S314 - ours
    assert f"release: {made.RELEASE}" in description
    assert "caution: Let op: niet alle doelen" in description


def test_parallel_edges_stay_apart_and_know_their_paths() -> None:
    _, edges, _ = from_graphml(written(as_graphml, made.paths()))
    parallel = {key: edge[2] for key, edge in edges.items() if edge[:2] == ("n4", "n2")}
    assert {values["relation"] for values in parallel.values()} == {"see", "contributes-to"}
    assert edges["e1"][2]["groups"] == "2 4", "the second and the fourth path share this step"
    assert (
        edges["e0"][2]["sentence"]
        == "Wie een uitkering heeft en mee wil doen krijgt hulp bij het vinden van werk (zie doel 1.3.4)."
    )
    assert (edges["e0"][2]["start"], edges["e0"][2]["end"]) == (512, 526)


@FORMS
def test_types_are_declared_and_relations_are_called_in_the_language(write: Write) -> None:
    content = written(write, made.paths(), Language.EN).decode()
    assert "aligned with" in content
    assert "in verbinding met" not in content
    assert 'type="boolean"' in content
    assert 'type="int' in content
    assert 'edgedefault="directed"' in content or 'defaultedgetype="directed"' in content


def test_identifiers_of_graphml_are_names_of_xml() -> None:
    root = ET.fromstring(written(as_graphml, made.every_kind()))  # noqa: S314 - ours
    found = [
        element.get("id", "")
        for element in root.iter()
        if element.tag in {f"{GRAPHML}node", f"{GRAPHML}edge", f"{GRAPHML}key"}
    ]
    assert len(found) == len(set(found)) > 50
    assert all(one.replace("-", "").isalnum() for one in found)


@FORMS
def test_the_same_answer_gives_the_same_bytes(write: Write) -> None:
    assert written(write, made.network()) == written(write, made.network())


@FORMS
def test_what_is_dropped_is_told_of_each_node(write: Write) -> None:
    whole = made.paths()
    first, *others = whole.graph.nodes
    content = written(write, replace(whole, graph=replace(whole.graph, nodes=(replace(first, dropped=True), *others))))
    nodes = (from_graphml if write is as_graphml else from_gexf)(content)[0]
    told = [node.get("dropped") for _, node in sorted(nodes.items())]  # type: ignore[attr-defined]
    assert told == [True, *[None] * len(others)]
    if write is as_graphml:
        assert content.count(b'type="dashed" width="3"') == 1


@FORMS
def test_what_a_goal_stands_in_is_told_by_name_beside_its_address(write: Write) -> None:
    content = written(write, ANSWERS["names around"])
    nodes = (from_graphml if write is as_graphml else from_gexf)(content)[0]
    goal = nodes["n4"]
    assert isinstance(goal, dict)
    assert goal["programmeName"] == "2 Gezond en sociaal"
    assert goal["programme"] == made.PATH_NODES[4].programme
    assert goal["domainName"] == "Sociaal domein"
    assert goal["holderNames"] == "Wethouder Voorbeeld, p2"
    assert goal["documentTitle"] == "Begroting 2021 (Voorbeeldstad)"
    first = nodes["n0"]
    assert isinstance(first, dict)
    assert first["programmeName"] == "programma 1", "which has no name"
    edges = (from_graphml if write is as_graphml else from_gexf)(content)[1]
    assert edges["e2"][2]["relation"] == "aligned-with"  # type: ignore[index]
    assert edges["e2"][2]["relationLabel"] == "in verbinding met"  # type: ignore[index]
