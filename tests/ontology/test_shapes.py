"""Each shape is proven: the small world passes it, and one mutation of that world does not."""

import mutations
import pytest
import small
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import BNode, Node

from ontology.language import Language
from ontology.shapes import REMEDIES, Shapes, all_shapes, validate
from ontology.vocabulary import VOCABULARY_FILES, add, load

SHAPES = "https://w3id.org/doelgraaf/shape#"
NAMES = sorted(str(shape).removeprefix(SHAPES) for shape in set(all_shapes().owners.values()))


@pytest.fixture(scope="module")
def valid() -> Graph:
    graph = load(*VOCABULARY_FILES)
    add(graph, small.quads())
    return graph


def copy(graph: Graph) -> Graph:
    found = Graph()
    for triple in graph:
        found.add(triple)
    return found


def just(name: str) -> Shapes:
    """One shape with all that hangs under it, so that a mutation costs little."""
    source, found, todo = all_shapes().graph, Graph(), [URIRef(SHAPES + name), URIRef(SHAPES.removesuffix("#"))]
    seen: set[Node] = set()
    while todo:
        node = todo.pop()
        seen.add(node)
        for triple in source.triples((node, None, None)):
            found.add(triple)
            if isinstance(triple[2], BNode) and triple[2] not in seen:
                todo.append(triple[2])
    return Shapes.of(found)


def test_the_small_world_is_valid(valid: Graph) -> None:
    assert list(validate(copy(valid), all_shapes())) == []


def test_every_shape_has_its_mutation() -> None:
    assert len(NAMES) == 87
    assert sorted(mutations.MUTATIONS | mutations.LEXICAL_MUTATIONS) == NAMES


@pytest.mark.parametrize("name", sorted(mutations.MUTATIONS))
def test_a_shape_catches_its_mutation(valid: Graph, name: str) -> None:
    why, update = mutations.MUTATIONS[name]
    graph = copy(valid)
    graph.update(f"{mutations.PROLOGUE}\n{update}")
    assert set(graph) != set(valid), "the update must change something"
    found = list(validate(graph, just(name)))
    assert found, why
    assert all(result.shape == name and result.message.nl and result.remedy.en for result in found)


@pytest.mark.parametrize("name", sorted(mutations.LEXICAL_MUTATIONS))
def test_a_shape_catches_a_literal_that_is_not_canonical(valid: Graph, name: str) -> None:
    predicate, lexical, datatype = mutations.LEXICAL_MUTATIONS[name]
    graph = copy(valid)
    subject = next(graph.subjects(URIRef(predicate)))
    graph.remove((subject, URIRef(predicate), None))
    graph.add((subject, URIRef(predicate), Literal(lexical, datatype=XSD[datatype], normalize=False)))
    assert [result.focus for result in validate(graph, just(name))] == [str(subject)]


def test_an_effect_has_one_phase_at_most(valid: Graph) -> None:
    graph = copy(valid)
    graph.update(f"{mutations.PROLOGUE}\nINSERT {{ ?s dg:phase phase:executed }} WHERE {{ ?s a dg:FinancialEffect }}")
    found = list(validate(graph, just("FinancialEffectShape")))
    assert ["phase" in result.message.en for result in found] == [True]


def test_differences_need_not_add_up(valid: Graph) -> None:
    graph = copy(valid)
    _, update = mutations.MUTATIONS["BudgetArithmeticShape"]
    graph.update(f"{mutations.PROLOGUE}\n{update}")
    graph.update(f"{mutations.PROLOGUE}\n{mutations.swap('?s dg:phase ?o', 'phase:difference')}")
    assert list(validate(graph, just("BudgetArithmeticShape"))) == []


def test_messages_speak_both_languages_and_say_how_to_mend_it() -> None:
    graph = all_shapes().graph
    told = {subject for subject, message in graph.subject_objects(SH.message)}
    assert len(told) > 150
    for subject in told:
        words = {Language(message.language): str(message) for message in graph.objects(subject, SH.message)}
        assert set(words) == set(Language)
        assert all(words[language].count(REMEDIES[language]) == 1 for language in Language)


def test_severity_never_stands_on_a_sparql_constraint() -> None:
    graph = all_shapes().graph
    constraints = set(graph.objects(None, SH.sparql))
    assert len(constraints) > 30
    assert not [constraint for constraint in constraints if (constraint, SH.severity, None) in graph]


def test_every_property_shape_and_constraint_has_its_own_words() -> None:
    graph = all_shapes().graph
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        for part in (*graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql)):
            assert (part, SH.message, None) in graph, shape
