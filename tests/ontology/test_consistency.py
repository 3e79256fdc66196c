"""Consistency: the small world contradicts nothing, and what must contradict does."""

import pytest
import small
from rdflib import Graph

from ontology.consistency import inconsistencies
from ontology.vocabulary import add

GOAL = f"<{small.BASE}/id/goal-version/gm9999/begroting/2031/1.1.1>"
CONTRADICTIONS = [
    (f"{GOAL} a dg:GoalVersion , dg:ProgrammeVersion .", "a goal is no programme"),
    (f"{GOAL} a dg:GoalVersion ; dg:refersTo {GOAL} .", "nothing refers to itself"),
    (f"{GOAL} dg:subGoalOf <urn:b> . <urn:b> dg:subGoalOf {GOAL} .", "two goals are not each other's parent"),
    (f"{GOAL} a dg:GoalVersion ; dg:describedOn {GOAL} .", "a version is no page"),
]


def test_the_small_world_with_its_vocabulary_is_consistent() -> None:
    graph = Graph()
    add(graph, small.quads())
    assert inconsistencies(graph) == ()


@pytest.mark.parametrize(("turtle", "why"), CONTRADICTIONS)
def test_a_contradiction_is_told(turtle: str, why: str) -> None:
    graph = Graph().parse(data=f"@prefix dg: <https://w3id.org/doelgraaf/def#> . {turtle}", format="turtle")
    assert inconsistencies(graph), why
