"""Consistency: the small world contradicts nothing, what must contradict does, and an OWL 2 RL reasoner says the same."""

import random
import re
from collections.abc import Iterable

import pytest
import small
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import OWL, RDF, Graph

from ontology.consistency import Axioms, all_axioms, contradictions, inconsistencies
from ontology.definition_files import AXIOM_FILES
from ontology.terms import DG, RDF_TYPE
from ontology.vocabulary import add, load

GOAL = f"<{small.BASE}/id/goal-version/gm9999/begroting/2031/1.1.1>"
CONTRADICTIONS = [
    (f"{GOAL} a dg:GoalVersion , dg:ProgrammeVersion .", "a goal is no programme"),
    (f"{GOAL} a dg:GoalVersion ; dg:refersTo {GOAL} .", "nothing refers to itself"),
    (f"{GOAL} dg:isReferredToBy {GOAL} .", "nor the other way round"),
    (f"{GOAL} dg:subGoalOf <urn:b> . <urn:b> dg:subGoalOf {GOAL} .", "two goals are not each other's parent"),
    (f"{GOAL} dg:subGoalOf <urn:b> . {GOAL} dg:hasSubGoal <urn:b> .", "said by its inverse"),
    (f"{GOAL} a dg:GoalVersion ; dg:describedOn {GOAL} .", "a version is no page"),
    (f"{GOAL} a dg:Criterion ; dg:sortKey 'x' ; dg:inDocument <urn:b> .", "a part of a page is in no document"),
]
KNOWN = {
    "Class", "DatatypeProperty", "ObjectProperty", "Ontology", "AllDisjointClasses",
    "AsymmetricProperty", "IrreflexiveProperty", "SymmetricProperty", "FunctionalProperty",
    "disjointWith", "inverseOf", "members", "propertyChainAxiom", "versionIRI", "versionInfo", "priorVersion",
    "deprecated", "DeprecatedClass", "DeprecatedProperty", "backwardCompatibleWith", "incompatibleWith",
}  # fmt: skip
DISJOINT = re.compile(r"Disjoint classes (\S+) and (\S+) have a common individual (\S+)")
IRREFLEXIVE = re.compile(r"Irreflexive property used on (\S+) with (\S+)")
ASYMMETRIC = re.compile(r"Erroneous usage of asymmetric property (\S+) on (\S+) and (\S+)")
Said = set[tuple[object, object]]


def a(subject: str, predicate: str, value: str) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def ours(quads: Iterable[Quad]) -> Said:
    """Contradictions as things with the classes that exclude each other, or as a property with the things in it."""
    said: Said = set()
    for one in contradictions(quads):
        first, *others = one.terms
        if first in all_axioms().asymmetric | all_axioms().irreflexive:
            said.add((first, frozenset({one.thing, *others})))
        else:
            said.add((one.thing, frozenset(one.terms)))
    return said


def theirs(quads: Iterable[Quad]) -> Said:
    graph = Graph()
    add(graph, quads)
    said: Said = set()
    for message in inconsistencies(graph):
        if found := DISJOINT.fullmatch(message):
            said.add((found[3], frozenset({found[1], found[2]})))
        elif found := IRREFLEXIVE.fullmatch(message):
            said.add((found[2], frozenset({found[1]})))
        elif found := ASYMMETRIC.fullmatch(message):
            said.add((found[1], frozenset({found[2], found[3]})))
        else:
            raise AssertionError(message)
    return said


def test_the_small_world_with_its_vocabulary_is_consistent() -> None:
    assert contradictions(small.quads()) == ()
    assert theirs(small.quads()) == set()


@pytest.mark.parametrize(("turtle", "why"), CONTRADICTIONS)
def test_a_contradiction_is_told(turtle: str, why: str) -> None:
    quads = list(parse(f"@prefix dg: <{DG}> . {turtle}", format=RdfFormat.TURTLE))
    found = contradictions(quads)
    assert found, why
    assert all(one.why.nl and one.why.en and one.thing for one in found)


def test_every_pair_of_classes_that_exclude_each_other_is_told_as_a_reasoner_tells_it() -> None:
    pairs = [tuple(sorted(pair)) for pair in sorted(all_axioms().disjoint, key=sorted)]
    assert len(pairs) > 70
    quads = [a(f"urn:{count}", RDF_TYPE, name) for count, pair in enumerate(pairs) for name in pair]
    found = ours(quads)
    assert len({thing for thing, _ in found}) == len(pairs)
    assert found == theirs(quads)


def test_every_property_that_leads_to_the_wrong_class_is_told_as_a_reasoner_tells_it() -> None:
    axioms, quads = all_axioms(), []
    for name in sorted(axioms.implied):
        for other in (f"{DG}Page", f"{DG}GoalVersion", f"{DG}Goal"):
            start, end = (f"urn:{side}:{name.rpartition('#')[2]}:{other.rpartition('#')[2]}" for side in ("from", "to"))
            quads += [a(start, RDF_TYPE, other), a(start, name, end), a(end, RDF_TYPE, other)]
    found = ours(quads)
    assert len(found) > 150
    assert found == theirs(quads)


@pytest.mark.parametrize("seed", range(6))
def test_of_random_facts_the_same_contradict_each_other_as_for_a_reasoner(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a choice that can be repeated
    axioms = all_axioms()
    things, properties = [f"urn:{count}" for count in range(12)], sorted(axioms.implied)
    linking = [name for name in properties if axioms.implied[name] > {(name, False)}]
    classes = sorted({name for pair in axioms.disjoint for name in pair})
    quads = [a(draw.choice(things), draw.choice(linking), draw.choice(things)) for _ in range(14)]
    quads += [a(draw.choice(things), draw.choice(properties), draw.choice(things)) for _ in range(4)]
    quads += [a(draw.choice(things), RDF_TYPE, draw.choice(classes)) for _ in range(4)]
    found = ours(quads)
    assert found
    assert found == theirs(quads)


def test_the_vocabulary_has_no_kind_of_axiom_that_is_not_asked() -> None:
    graph = load(*AXIOM_FILES)
    used = {*graph.objects(None, RDF.type), *graph.predicates()}
    assert {str(term).removeprefix(str(OWL)) for term in used if term in OWL} <= KNOWN


def test_two_values_of_a_functional_property_are_told() -> None:
    owl = "http://www.w3.org/2002/07/owl#"
    axioms = Axioms.of(
        quad.triple
        for quad in [a("urn:p", RDF_TYPE, f"{owl}FunctionalProperty"), a("urn:q", f"{owl}inverseOf", "urn:p")]
    )
    quads = [a("urn:x", "urn:p", "urn:y"), a("urn:z", "urn:q", "urn:x"), a("urn:y", "urn:p", "urn:z")]
    assert [(one.thing, one.terms) for one in contradictions(quads, axioms)] == [("urn:x", ("urn:p",))]


def test_a_chain_leads_to_what_follows_from_it() -> None:
    turtle = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <urn:far> owl:propertyChainAxiom ( <urn:p> <urn:p> ) ; rdfs:range <urn:C> . <urn:p> rdfs:domain <urn:A> .
      <urn:farther> owl:propertyChainAxiom ( <urn:far> <urn:p> ) ; a owl:IrreflexiveProperty .
      <urn:C> owl:disjointWith <urn:B> ."""
    axioms = Axioms.of(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    quads = [
        a("urn:1", "urn:p", "urn:2"),
        a("urn:2", "urn:p", "urn:3"),
        a("urn:3", "urn:p", "urn:1"),
        a("urn:3", RDF_TYPE, "urn:B"),
    ]
    found = {(one.thing, one.terms) for one in contradictions(quads, axioms)}
    assert found == {("urn:3", ("urn:B", "urn:C")), *((f"urn:{count}", ("urn:farther",)) for count in (1, 2, 3))}
