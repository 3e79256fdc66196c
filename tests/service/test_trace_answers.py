"""What the walks answer holds together over any network, and is bounded and clear where it can't be given."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing import QUESTIONS, Open, Question, cells, sheet
from webs import DOCUMENT, network_of, parallel, scopes, trace_of, webs

from ontology.language import Language
from service.answers.trace.answer import Answer
from service.answers.trace.asking import Asked, Trace
from service.answers.trace.drop import drop
from service.answers.trace.impact import impact
from service.answers.trace.neighbours import neighbours
from service.answers.trace.paths import paths
from service.answers.trace.scope import ScopeError, Way


def answered(question: Question, trace: Trace, asked: Asked) -> Answer | None:
    try:
        return asyncio.run(question(trace, asked))
    except ScopeError:
        return None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_answers_hold_together_over_any_network(data: st.DataObject) -> None:
    web = data.draw(webs())
    network = network_of(web)
    trace = trace_of(web, network, complete="no")
    nodes = st.integers(0, network.header.nodes - 1).map(lambda node: (network.iri(node),))
    asked = Asked(
        scope=data.draw(scopes(web)),
        begins=data.draw(nodes),
        ends=data.draw(nodes),
        way=data.draw(st.sampled_from(list(Way))),
        depth=data.draw(st.integers(1, 20)),
        most=data.draw(st.integers(1, 30)),
        offset=data.draw(st.integers(0, 3)),
    )
    for question in QUESTIONS:
        answer = answered(question, trace, asked)
        if answer is None:
            continue
        for made in answer.sheets:
            assert len({column.key for column in made.columns}) == len(made.columns)
            assert all(len(row) == len(made.columns) for row in made.rows)
        assert all(edge.source < len(answer.graph.nodes) > edge.target for edge in answer.graph.edges)
        assert all(edge < len(answer.graph.edges) for group in answer.graph.groups for edge in group)
        for phrase in filter(None, (answer.title, answer.method, answer.cut, *answer.notes)):
            assert phrase.say(Language.NL) != phrase.say(Language.EN) or phrase is answer.title


def test_a_hundred_thousand_references_are_told_in_parts() -> None:
    trace = trace_of(parallel(100_000))
    release = Open(trace, {})
    answer = release.ask(neighbours, f"{DOCUMENT}/1.1.1", most=10)
    assert len(sheet(answer, "neighbours").rows) == 10
    assert cells(answer, "others", "nodeNumber", "out", "in") == [("1.1.2", 100_000, 0)]
    assert answer.cut is not None
    assert "100 000" in answer.cut.say(Language.EN)
    found = release.ask(paths, f"{DOCUMENT}/1.1.1", to=f"{DOCUMENT}/2.1.1")
    assert cells(found, "paths", "parallel") == [(100_000,), (1,)]
    assert len(found.graph.edges) == 101
    assert found.cut is not None
    assert "neighbours" in found.cut.say(Language.EN)
    dropped = release.ask(drop, f"{DOCUMENT}/1.1.2", most=10)
    assert len(dropped.graph.edges) <= 21
    assert len(release.ask(impact, f"{DOCUMENT}/2.1.1", way=Way.IN).graph.edges) == 2


REFUSED = [
    (paths, Asked(begins=("1.1.1",)), "say to what"),
    (paths, Asked(begins=("1.1.1",), ends=("1.1.1",)), "begin and end are the same (goal 1.1.1 Doel 1.1.1 in"),
    (paths, Asked(begins=("1.1.1",), ends=("2.1.1",), depth=10_000), "from 1 to 20 steps"),
    (paths, Asked(begins=("1.1.1",), ends=("2.1.1",), most=0), "most=0"),
    (paths, Asked(begins=("1.1.1",), ends=("9.9.9",)), "'9.9.9' is not in the network"),
    (neighbours, Asked(), "say of what"),
    (neighbours, Asked(begins=("1.1.1",), most=-1), "most=-1"),
    (impact, Asked(begins=("1.1.1",), offset=-1), "offset=-1"),
    (impact, Asked(begins=("1.1.1",), depth=10_000), "from 1 to 20 steps"),
    (drop, Asked(begins=("gm9999/begroting/2030/1.1.1",)), "no document 'gm9999/begroting/2030'"),
]


@pytest.mark.parametrize(("question", "asked", "said"), REFUSED)
def test_what_can_not_be_answered_says_why(question: Question, asked: Asked, said: str) -> None:
    with pytest.raises(ScopeError) as caught:
        asyncio.run(question(trace_of(parallel(1)), asked))
    assert said in str(caught.value)
    assert caught.value.say(Language.NL) != str(caught.value)
