"""An answer that depends on what was not read says so first: of incomplete documents, and of those of which nothing was read."""

import asyncio
from collections.abc import Mapping

import pytest
from webs import BODY, Web, goal, trace_of, web_of

from ontology.language import Phrase
from service.answers.trace.questions import QUESTIONS
from service.release.network_rows import ArcRow, Rows

BEFORE = f"{BODY}/begroting/2030"


@pytest.fixture(scope="module")
def web() -> Web:
    """A document that was read, and that refers to a goal of one that was not."""
    read = web_of([("1.1.1", "1.1.2")])
    lasting, stated = read.rows[BODY]
    arcs = (*stated.arcs, ArcRow(goal("1.1.1"), goal("5.1.1", BEFORE), "see"))
    return Web({BODY: (lasting, Rows(stated.nodes, arcs))}, read.loaded)


def caution(web: Web, name: str, values: Mapping[str, object], complete: str = "yes") -> Phrase | None:
    question = QUESTIONS[name]
    return asyncio.run(question.ask(trace_of(web, complete=complete), question.asked(values))).caution


UNREAD = [
    ("impact", {"from": [f"{BEFORE}/5.1.1"]}),
    ("impact", {"from": [f"{BEFORE}/5.1.1"], "way": "out"}),
    ("neighbours", {"from": [f"{BEFORE}/5.1.1"], "way": "out"}),
    ("paths", {"from": [f"{BEFORE}/5.1.1"], "to": ["1.1.2"]}),
    ("drop", {"from": [f"{BEFORE}/5.1.1"]}),
    ("unreferred", {"document": [BEFORE]}),
    ("network", {"document": [BEFORE]}),
]


@pytest.mark.parametrize(("name", "values"), UNREAD, ids=[f"{name}-{'-'.join(values)}" for name, values in UNREAD])
def test_a_document_of_which_nothing_was_read_is_named_first(web: Web, name: str, values: Mapping[str, object]) -> None:
    said = caution(web, name, values)
    assert said is not None
    assert said.en.startswith(f"Note: no page of {BEFORE} was loaded.")
    assert said.nl.startswith(f"Let op: van {BEFORE} is geen pagina geladen.")


def test_years_in_which_nothing_was_read_are_told(web: Web) -> None:
    said = caution(web, "unreferred", {"lastYear": 2030})
    assert said is not None
    assert "no page at all" in said.en


def test_both_are_told_where_both_hold(web: Web) -> None:
    said = caution(web, "impact", {"from": [f"{BEFORE}/5.1.1"]}, complete="no")
    assert said is not None
    assert said.en.index(BEFORE) < said.en.index("not every goal of gm9999/begroting/2031")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_tells_of_an_incomplete_document_and_of_no_complete_one(name: str) -> None:
    web = web_of([("1.1.1", "1.1.2")])
    ends = {"from": ["1.1.1"]} if "from" in QUESTIONS[name].required else {}
    ends |= {"to": ["1.1.2"]} if "to" in QUESTIONS[name].required else {}
    assert caution(web, name, ends) is None
    assert caution(web, name, ends, complete="no") is not None


def test_every_question_has_its_case() -> None:
    assert len(QUESTIONS) == 12
