"""Pictures of answers of tracing: nothing overlaps, nothing leaves the page, and no sign is a colour alone."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import trace_answers as made
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import SVG, canvas, labels, picture, plan_of, root_of, texts

from ontology.language import Language, Phrase, verbatim
from service.answers.trace.answer import Answer, Edge, Graph, Matrix
from service.answers.trace.forms.bounds import FormError
from service.answers.trace.forms.looks import DROPPED_PATTERN, NODES, pattern
from service.answers.trace.forms.picture.geometry import Box
from service.answers.trace.forms.picture.graph import Shape, shape_of
from service.answers.trace.forms.picture.nodes import shape
from service.answers.trace.forms.picture.plan import links_of
from service.answers.trace.forms.picture.text import lines_of, width_of
from service.answers.trace.forms.svg_form import MOST_HEADS, MOST_IN_NETWORK, MOST_LINES, MOST_NODES
from tests.started import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {
    "paths": made.paths(),
    "long path": made.long_path(),
    "impact": made.impact(),
    "network": made.network(),
    "cycle": made.cycle(),
    "every kind": made.every_kind(),
    "matrix": made.matrix(),
    "one head": made.matrix(1),
    "large matrix": made.matrix(MOST_HEADS),
    "groups": made.groups(),
    "ranking": made.ranking(),
    "one node": made.answer(Graph((made.goal("2.2.2"),)), "impact"),
}
GRAPHS = [name for name, answer in ANSWERS.items() if answer.matrix is None]
NODES_DRAWN = [name for name in GRAPHS if name != "ranking"]


def assert_apart(boxes: tuple[Box, ...]) -> None:
    assert not [(one, other) for one, other in combinations(boxes, 2) if one.shared(other)]


def assert_on_page(svg: str) -> None:
    root = root_of(svg)
    page = canvas(root)
    for text, box in texts(root):
        assert page.x <= box.x, text
        assert box.right <= page.right, text
        assert page.y <= box.y, text
        assert box.bottom <= page.bottom, text


@pytest.mark.parametrize("name", GRAPHS)
def test_nodes_do_not_overlap(name: str) -> None:
    plan = plan_of(ANSWERS[name])
    assert len(plan.boxes) == len(ANSWERS[name].graph.nodes)
    assert_apart(plan.boxes)
    assert_apart(tuple(region.box for region in plan.regions))


@pytest.mark.parametrize("name", ["paths", "long path", "impact", "cycle"])
def test_words_of_edges_stand_off_nodes_and_off_each_other(name: str) -> None:
    found = [label for label in labels(ANSWERS[name]) if label is not None]
    assert len(found) == len(links_of(ANSWERS[name].graph))
    assert not any(label.is_mark for label in found)
    for label in found:
        assert all(label.box.shared(box) <= 1 for box in plan_of(ANSWERS[name]).boxes), label
    for one, other in combinations(found, 2):
        assert one.box.shared(other.box) <= 1, (one, other)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ANSWERS)
def test_all_text_stands_on_the_page(name: str, language: Language) -> None:
    assert_on_page(picture(ANSWERS[name], language))


@pytest.mark.parametrize("name", NODES_DRAWN)
def test_what_stands_in_a_node_stays_inside_it(name: str) -> None:
    found = 0
    for node in root_of(picture(ANSWERS[name])).iter():
        if node.get("class") != "node":
            continue
        outline = shape_box(node)
        for text, box in texts(node):
            found += 1
            assert outline.x <= box.x, text
            assert box.right <= outline.right, text
            assert outline.y <= box.y, text
            assert box.bottom <= outline.bottom, text
    assert found >= len(ANSWERS[name].graph.nodes)


def shape_box(node: ET.Element) -> Box:
    outline = next(child for child in node if child.tag in {f"{SVG}rect", f"{SVG}polygon"})
    if outline.tag == f"{SVG}rect":
        return Box(*(float(outline.get(name, "")) for name in ("x", "y", "width", "height")))
    points = [tuple(map(float, pair.split(","))) for pair in outline.get("points", "").split()]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("language", list(Language))
def test_people_who_do_not_see_it_are_told_what_it_says(name: str, language: Language) -> None:
    root = root_of(picture(ANSWERS[name], language))
    answer = ANSWERS[name]
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title") == answer.title.say(language)
    said = root.findtext(f"{SVG}desc", "")
    assert said.startswith(answer.caution.say(language) if answer.caution else "")
    assert ("9 van 10 doelen geladen" if language is Language.NL else "9 of 10 goals loaded") in said
    assert made.RELEASE in said


def test_nodes_and_edges_lead_to_what_they_are() -> None:
    svg = picture(made.paths())
    root = root_of(svg)
    nodes = [link.get("href") for link in root.iter(f"{SVG}a") if link.get("class") == "node"]
    assert nodes == [node.iri for node in made.PATH_NODES]
    edges = {
        link.get("href"): link.findtext(f"{SVG}title") for link in root.iter(f"{SVG}a") if link.get("class") == "edge"
    }
    assert len(edges) == 7, "two of the nine have no words"
    assert edges[made.PATH_EDGES[0].words.iri] == (  # type: ignore[union-attr]
        "2.2.2 zie 1.3.4: “Wie een uitkering heeft en mee wil doen krijgt hulp bij het vinden van werk (zie doel 1.3.4).”"
    )
    assert "xlink" not in svg


def test_a_picture_shows_inside_a_page_with_a_strict_policy() -> None:
    for answer in ANSWERS.values():
        svg = picture(answer)
        assert not re.search(r"style=|<style|<script|\son\w+=|url\(|<image|@import", svg)


def test_no_address_but_those_of_the_web_becomes_a_link() -> None:
    node = made.goal("1.1.1")
    svg = picture(made.answer(Graph((made.Node("javascript:alert(1)", "goal", "1", "Een"), node)), "network"))
    assert [link.get("href") for link in root_of(svg).iter(f"{SVG}a")] == [node.iri]


def test_colour_is_never_the_only_sign() -> None:
    box = Box(0, 0, 152, 56)
    outlines = {re.sub(r'(fill|stroke)="#\w+"', "", shape(kind, box)) for kind in NODES}
    assert len(outlines) == len(NODES) == 11
    svg = picture(made.paths())
    dashed = [
        path for path in root_of(svg).iter(f"{SVG}path") if path.get("stroke-dasharray") == pattern("see", suspect=True)
    ]
    assert len(dashed) == 2, "the edge that may not fit, and its sign in the legend"
    assert ">in verbinding met ?</text>" in svg
    assert ">? = past mogelijk niet</text>" in svg
    named = shape("goal", box, loaded=False)
    assert "stroke-dasharray" in named
    assert ">alleen genoemd</text>" in svg


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    svg = picture(made.impact(), Language.EN)
    for word in ("goal", "portfolio holder", "see", "contributes to", "booked on", "? = may not fit", "start or end"):
        assert f">{word}</text>" in svg, word
    for word in ("ambition", "programme", "merged into", "falls under"):
        assert f">{word}</text>" not in svg, word


@pytest.mark.parametrize(("language", "said"), [(Language.NL, "vervalt"), (Language.EN, "is dropped")])
def test_what_is_dropped_has_a_sign_of_its_own_that_the_legend_explains(language: Language, said: str) -> None:
    box = Box(0, 0, 152, 56)
    uncoloured = [
        re.sub(r'(fill|stroke)="#\w+"', "", shape("goal", box, loaded=loaded, marked=marked, dropped=dropped))
        for loaded, marked, dropped in product((True, False), repeat=3)
    ]
    assert all(DROPPED_PATTERN not in one for one in uncoloured[1::2])
    assert all(f'stroke-dasharray="{DROPPED_PATTERN}"' in one and "<path" in one for one in uncoloured[::2])
    whole = made.impact()
    assert f">{said}</text>" not in picture(whole, language)
    first, *others = whole.graph.nodes
    graph = replace(whole.graph, nodes=(replace(first, dropped=True), *others))
    svg = picture(replace(whole, graph=graph), language)
    assert svg.count(f'stroke-dasharray="{DROPPED_PATTERN}"') == 2, "the node, and its sign in the legend"
    assert f">{said}</text>" in svg
    assert svg.count(f", {said}</title>") == 1
    assert_on_page(svg)


def test_paths_run_in_rows_and_the_first_is_straight() -> None:
    plan = plan_of(made.paths())
    begin, middle, end = plan.boxes[4], plan.boxes[3], plan.boxes[2]
    assert begin.y == end.y < middle.y
    assert begin.right < middle.x
    assert middle.right < end.x
    assert plan.marked == {2, 4}


def test_a_long_path_runs_down_the_page() -> None:
    boxes = plan_of(made.long_path()).boxes
    assert len({box.x for box in boxes}) == 1
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)


def test_what_stands_around_a_goal_stands_in_columns_by_distance() -> None:
    answer = made.impact()
    columns = {
        node.number or node.name: plan_of(answer).boxes[place].x for place, node in enumerate(answer.graph.nodes)
    }
    assert columns["10.1.1"] == columns["4.1.1"] < columns["2.2.1"] == columns["2.2.3"] < columns["2.2.2"]
    assert columns["2.2.2"] < columns["1.3.4"] == columns["2.1.2"] == columns["Wethouder Voorbeeld"] < columns["1.3.2"]


def test_a_network_has_a_box_around_each_programme() -> None:
    answer = made.network()
    plan = plan_of(answer)
    assert [region.title for region in plan.regions] == ["programma 1", "programma 2", "programma 4", "programma 10"]
    for node, box in zip(answer.graph.nodes, plan.boxes, strict=True):
        around = next(
            region.box for region in plan.regions if region.title == f"programma {node.number.partition('.')[0]}"
        )
        assert around.shared(box) == box.width * box.height


def test_a_matrix_shows_each_count_and_its_block() -> None:
    answer = made.matrix()
    assert answer.matrix is not None
    root = root_of(picture(answer))
    cells = [cell for cell in root.iter(f"{SVG}g") if cell.get("class") == "cell"]
    assert sorted(int(cell.findtext(f"{SVG}text", "")) for cell in cells) == sorted(answer.matrix.cells.values())
    assert "2.1 → 2.2: 2" in [cell.findtext(f"{SVG}title") for cell in cells]
    assert len([one for one in root.iter(f"{SVG}rect") if one.get("stroke-width") == "2.4"]) == 2, (
        "the block, and its sign"
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (made.answer(Graph()), "there is nothing to draw"),
        (made.network(MOST_IN_NETWORK + 1, 10), f"{MOST_IN_NETWORK + 1} nodes, and a page holds {MOST_IN_NETWORK}; ask for less by one document"),
        (made.answer(Graph(tuple(made.goal(f"1.{place}") for place in range(MOST_NODES + 1))), "impact", parameters={"of": "1.1"}), f"{MOST_NODES + 1} nodes"),
        (made.network(50, 400), f"edges, and a page holds {MOST_LINES}"),
        (made.matrix(MOST_HEADS + 1), f"{MOST_HEADS + 1} rows, and a page holds {MOST_HEADS}"),
        (made.answer(Graph(), matrix=Matrix((), {})), "there is nothing to draw"),
    ],
    ids=["nothing", "nodes of a network", "nodes", "edges", "matrix", "empty matrix"],
)  # fmt: skip
def test_what_no_page_holds_is_refused_with_what_to_ask_instead(answer: Answer, message: str) -> None:
    with pytest.raises(FormError, match=re.escape(message)):
        picture(answer, Language.EN)


def test_many_parallel_edges_are_one_line_with_their_number() -> None:
    graph = Graph((made.goal("1"), made.goal("2")), (Edge(0, 1, "see"),) * 100_000)
    svg = picture(made.answer(graph, "network"))
    assert ">zie 100000×</text>" in svg
    assert len([one for one in root_of(svg).iter() if one.get("class") == "edge"]) == 1


def test_the_same_answer_gives_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib, sys; sys.path[:0] = ['tests/service', '.']; import trace_answers as made\n"
        "from service.answers.trace.forms.svg_form import as_svg\n"
        "for make in (made.network, made.cycle, made.paths, made.impact):\n"
        "    print(hashlib.sha256(b''.join(as_svg(make(), made.frame()))).hexdigest())"
    )
    here = [
        hashlib.sha256(picture(make()).encode()).hexdigest()
        for make in (made.network, made.cycle, made.paths, made.impact)
    ]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "RAYON_NUM_THREADS": seed}
        ran = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        assert ran.stdout.split() == here


KINDS = st.sampled_from(["see", "contributes-to", "tree", "holder", "money", "unknown"])


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer to any question over any graph, also where paths contradict each other or go in circles."""
    nodes = tuple(made.goal(f"{draw(st.integers(1, 3))}.{place}") for place in range(draw(st.integers(1, 14))))
    places = st.integers(0, len(nodes) - 1)
    edges = tuple(draw(st.lists(st.builds(Edge, places, places, KINDS, st.booleans(), st.integers(1, 9)), max_size=24)))
    groups = [draw(walks(edges)) for _ in range(draw(st.integers(0, 4)))] if edges else []
    question = draw(st.sampled_from(["paths", "impact", "network"]))
    return made.answer(Graph(nodes, edges, tuple(groups)), question, parameters={"of": nodes[0].iri})


@st.composite
def walks(draw: st.DrawFn, edges: tuple[Edge, ...]) -> tuple[int, ...]:
    """Edges that follow each other, walked either way."""
    walked = [draw(st.integers(0, len(edges) - 1))]
    at = edges[walked[0]].target
    for _ in range(draw(st.integers(0, 8))):
        near = [place for place, edge in enumerate(edges) if at in (edge.source, edge.target)]
        walked.append(draw(st.sampled_from(near)))
        edge = edges[walked[-1]]
        at = edge.target if edge.source == at else edge.source
    return tuple(walked)


@settings(max_examples=120, deadline=None)
@given(answers())
def test_whatever_the_graph_nodes_stand_apart_and_text_stays_on_the_page(answer: Answer) -> None:
    assert_apart(plan_of(answer).boxes)
    assert_on_page(picture(answer))


def test_all_shapes_were_tried() -> None:
    assert {shape_of(ANSWERS[name]) for name in GRAPHS} == set(Shape)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_stays_in_its_place(number: str, name: str, title: str) -> None:
    said = verbatim(title)
    nodes = (made.goal(number, name=name), made.goal("2.2.2", name=title, loaded=False))
    words = made.words(number, 0, name, title)
    answer = made.answer(
        Graph(nodes, (Edge(0, 1, "see", words=words),), ((0,),)), title=Phrase(said, said), caution=Phrase(said, said)
    )
    assert_on_page(picture(answer))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.floats(30, 300), st.integers(1, 4))
def test_lines_fit_their_width_and_lose_nothing_where_there_are_enough(text: str, width: float, most: int) -> None:
    lines = lines_of(text, width, 11, most=most)
    assert len(lines) <= most
    assert all(width_of(line, 11) <= width for line in lines)
    whole = lines_of(text, width, 11, most=1000)
    if len(whole) <= most:
        assert lines == whole
    elif lines:
        assert lines[-1].endswith("…")
