"""Answers of tracing as Mermaid flowcharts: every line is one that we mean, whatever a name holds."""

import html
import re
from dataclasses import replace

import pytest
import trace_answers as made
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.language import Language, Phrase, verbatim
from service.answers.trace.answer import Answer, Edge, Graph
from service.answers.trace.forms.mermaid_form import MOST_EDGES, MOST_NODES, as_mermaid
from service.answers.trace.forms.naming import said

# A label in quotes: no quote, no line end, and a character code wherever a sign could mean something.
QUOTED = r'"(?:[^"#;:%&<>{}\[\]|`*~$@^=+\\\x00-\x1f]|#\d+;)*"'
SHAPES = [
    (r"\[", r"\]"),
    (r"\{\{", r"\}\}"),
    (r"\[\[", r"\]\]"),
    (r"\(", r"\)"),
    (r"\[/", r"/\]"),
    (r"\[/", r"\\\]"),
    (r"\(\[", r"\]\)"),
    (r"\[\(", r"\)\]"),
]
NODE = "|".join(f"{start}{QUOTED}{end}" for start, end in SHAPES)
PLAIN = r"[^\"#;:%&<>{}\[\]|`*~$@^=+\\\x00-\x1f']*"
# The grammar of what we write, line by line; narrower than that of Mermaid.
LINES = re.compile(
    "|".join(
        [
            "---",
            f"title: '{PLAIN}'",
            "flowchart LR",
            f"  acc(?:Title|Descr): {PLAIN}",
            f"  %% doelgraaf, release {PLAIN}",
            r"  %% https?://[\w.~:/?&=%+-]+",
            rf"  note\d+\[{QUOTED}\]:::note",
            rf" {{2,4}}n\d+(?:{NODE})(?::::named)?",
            rf"  subgraph p\d+\[{QUOTED}\]",
            "  end",
            rf"  n\d+ (?:-->|-\.->)\|{QUOTED}\| n\d+",
            "  classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#1b2733",
            "  classDef named stroke-dasharray:4 3,color:#4e5d6c",
            r"  class n\d+(?:,n\d+)* [a-z]+",
            rf"  sign\[{QUOTED}\]:::dropped",
            "  classDef dropped stroke:#[0-9a-f]{6},stroke-width:3px,stroke-dasharray:[0-9 ]+",
        ]
    )
)
LINK = re.compile(r'  n(\d+) (-->|-\.->)\|"(.*)"\| n(\d+)')
HOSTILE = [
    '"]; n0 --> n1', '%%{init: {"theme":"dark"}}%%', "style x:#35;", "end", "`**md**`", "a #quot; b & < > <script>alert(1)</script>",
    "subgraph", "[(x)]", '\\" \n\r\t new', "::: class", "---", "classDef a:#b; x", "click n0 call()", "|pipe|", "{{hex}}", "_ab_", "",
]  # fmt: skip


def text_of(answer: Answer, language: Language = Language.NL) -> str:
    return b"".join(as_mermaid(answer, made.frame(language))).decode()


def labels(text: str) -> list[str]:
    """The labels of nodes as Mermaid shows them."""
    found = re.findall(rf"^ +n\d+(?:\W{{1,2}})({QUOTED})", text, re.MULTILINE)
    return [html.unescape(re.sub(r"#(\d+);", r"&#\1;", label[1:-1])) for label in found]


def assert_well_formed(text: str) -> None:
    lines = text.splitlines()
    assert all(LINES.fullmatch(line) for line in lines), [line for line in lines if not LINES.fullmatch(line)]
    assert len([line for line in lines if line.startswith("  subgraph")]) == lines.count("  end")
    named = set(re.findall(r"^ +n(\d+)[\[({]", text, re.MULTILINE))
    assert {end for source, _, _, target in LINK.findall(text) for end in (source, target)} <= named


def test_each_answer_is_a_flowchart_with_all_its_nodes_and_edges() -> None:
    for answer in (made.paths(), made.impact(), made.network(), made.cycle(), made.every_kind()):
        text = text_of(answer)
        assert_well_formed(text)
        assert len(labels(text)) == len(answer.graph.nodes)
        drawn = {(int(source), int(target), arrow == "-.->") for source, arrow, _, target in LINK.findall(text)}
        assert drawn == {(edge.source, edge.target, edge.suspect) for edge in answer.graph.edges}


def test_edges_are_called_by_their_relation_and_doubt_has_a_question_mark() -> None:
    text = text_of(made.paths())
    assert '  n4 -->|"draagt bij aan"| n3' in text.splitlines()
    assert '  n3 -.->|"in verbinding met ?"| n2' in text.splitlines()
    assert '  n4 -->|"contributes to"| n3' in text_of(made.paths(), Language.EN).splitlines()


def test_programmes_have_boxes_and_what_may_be_missing_stands_first() -> None:
    lines = text_of(made.paths()).splitlines()
    first = next(index for index, line in enumerate(lines) if '["' in line)
    assert "Let op#58; niet alle doelen" in lines[first]
    assert '  subgraph p1["programma 1"]' in lines
    assert lines.index('    n4["2.2.2 Maatschappelijke participatie"]') > lines.index('  subgraph p2["programma 2"]')


def test_what_is_dropped_has_a_class_and_a_sign_before_its_name_that_is_explained() -> None:
    whole = made.paths()
    assert "dropped" not in text_of(whole)
    first, *others = whole.graph.nodes
    text = text_of(replace(whole, graph=replace(whole.graph, nodes=(replace(first, dropped=True), *others))))
    assert_well_formed(text)
    assert [label for label in labels(text) if label.startswith("✕ ")] == [f"✕ {said(first, Language.NL)}"]
    assert '  sign["✕ #61; vervalt"]:::dropped' in text.splitlines()
    assert text.splitlines()[-1] == "  class n0 dropped", "after the class of its kind"


def test_no_name_breaks_out_of_its_place() -> None:
    nodes = tuple(made.goal(f"1.{place}", name=name) for place, name in enumerate(HOSTILE))
    evil = verbatim(" ".join(HOSTILE))
    answer = made.answer(Graph(nodes), title=Phrase(evil, evil), caution=Phrase(evil, evil))
    text = text_of(answer)
    assert_well_formed(text)
    expected = [
        f"1.{place} {' '.join(name.split())}" if name else f"doel 1.{place}" for place, name in enumerate(HOSTILE)
    ]
    assert labels(text) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_any_text_gives_lines_that_we_mean(name: str, title: str) -> None:
    said = verbatim(title)
    graph = Graph((made.goal(name, name=name), made.goal("2", name=title)), (Edge(0, 1, "see"),))
    assert_well_formed(text_of(made.answer(graph, title=Phrase(said, said), cut=Phrase(said, said))))


def test_parallel_edges_are_one_line_with_their_number() -> None:
    graph = Graph((made.goal("1"), made.goal("2")), (Edge(0, 1, "see"),) * 100_000)
    assert LINK.findall(text_of(made.answer(graph))) == [("0", "-->", "zie 100000×", "1")]


def test_edges_of_groups_say_how_many_references_they_are() -> None:
    found = LINK.findall(text_of(made.groups()))
    assert ("0", "-->", "7 verwijzingen", "1") in found
    assert ("0", "-->", "13 verwijzingen", "0") in found
    assert ("2", "-->", "1 verwijzing", "0") in found
    assert labels(text_of(made.groups())) == ["programma 1", "programma 2", "10 Bestuur en financiën", "–"]


def test_a_comment_has_the_address_that_gives_the_answer_again() -> None:
    frame = made.frame()
    comments = [line for line in text_of(made.paths()).splitlines() if line.startswith("  %%")]
    assert comments == [f"  %% doelgraaf, release {made.RELEASE}, paths", f"  %% {frame.address}"]


@pytest.mark.parametrize(
    "address", ["https://doelen.example/v1/trace/hubs?document=" + "x" * 5000, "https://doelen.example/\n  n0 --> n1"]
)
def test_an_address_that_is_very_long_or_none_is_left_out(address: str) -> None:
    frame = replace(made.frame(), address=address)
    text = b"".join(as_mermaid(made.paths(), frame)).decode()
    assert_well_formed(text)
    assert "https:" not in text


def test_what_mermaid_would_refuse_is_cut_and_says_so() -> None:
    nodes = tuple(made.goal(f"{place}", name='#":%' * 30) for place in range(3000))
    graph = Graph(nodes, tuple(Edge(place, place + 1, "see") for place in range(2999)))
    text = text_of(made.answer(graph))
    assert_well_formed(text)
    assert len(text) < 50_000, "Mermaid reads no longer text"
    assert 0 < len(LINK.findall(text)) <= MOST_EDGES
    assert len(labels(text)) <= MOST_NODES
    assert re.search(
        r"Getekend#58; \d+ knopen, \d+ verbanden van 3 000 knopen, 2 999 verbanden. GraphML en JSON hebben alles", text
    )


def test_a_drawing_without_a_cut_says_nothing_of_one() -> None:
    assert "Getekend" not in text_of(made.network())
