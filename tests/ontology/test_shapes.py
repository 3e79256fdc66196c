"""Each shape is proven: the small world passes it, and one mutation of that world does not; and pySHACL says the same."""

from collections.abc import Iterator

import damaged
import mutations
import pytest
import small
import twin
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SH, XSD, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from ontology.language import Language
from ontology.shapes import (
    REMEDIES,
    Shapes,
    Source,
    Term,
    all_shapes,
    path_text,
    validate,
    validate_triples,
    vocabulary,
)
from ontology.shapes import (
    SH as SHACL,
)
from ontology.vocabulary import add

SHAPES = "https://w3id.org/doelgraaf/shape#"
NAMES = sorted(all_shapes().names)
ALL = sorted(mutations.MUTATIONS | mutations.LEXICAL_MUTATIONS)
# What can't be compared (a time with a zone and one without, a text in a language) is a violation by SHACL, 4.5.3 and
# 4.5.4. pySHACL lets it pass.
COMPARING = {f"{SHACL}LessThanConstraintComponent", f"{SHACL}LessThanOrEqualsConstraintComponent"}
NOT_COMPARABLE = "TimestampShape"
ONE_BY_ONE = 14  # mutations that lie so far apart leave each other alone
GROUPS = 4  # pySHACL takes seconds for all shapes, so that mutations are put together


@pytest.fixture(scope="module")
def valid() -> Graph:
    graph = twin.as_graph(vocabulary())
    add(graph, small.quads())
    return graph


def copy(graph: Graph) -> Graph:
    found = Graph()
    for triple in graph:
        found.add(triple)
    return found


def written(graph: Graph) -> str:
    return graph.serialize(format="nt")


def mutate(graph: Graph, name: str) -> None:
    """Put the mutation of one shape into a graph."""
    updates = mutations.MUTATIONS | mutations.CONSTRAINT_MUTATIONS
    if name in updates:
        graph.update(f"{mutations.PROLOGUE}\n{updates[name][1]}")
        return
    predicate, lexical, datatype = mutations.LEXICAL_MUTATIONS[name]
    subject = next(graph.subjects(URIRef(predicate)))
    graph.remove((subject, URIRef(predicate), None))
    graph.add((subject, URIRef(predicate), RdflibLiteral(lexical, datatype=XSD[datatype], normalize=False)))


def of_shape(rows: set[twin.Row], name: str) -> set[twin.Row]:
    return {row for row in rows if all_shapes().owners[str(row[0])] == name}


def test_the_small_world_is_valid() -> None:
    assert validate(small.quads(), all_shapes()) == []


def test_every_shape_has_its_mutation() -> None:
    assert len(NAMES) == 94
    assert ALL == NAMES


@pytest.mark.parametrize("name", ALL)
def test_a_shape_catches_its_mutation_as_pyshacl_does(valid: Graph, name: str) -> None:
    graph = copy(valid)
    mutate(graph, name)
    assert set(graph) != set(valid), "the update must change something"
    text = written(graph)
    own = [result for result in validate_triples(text, all_shapes()) if result.shape == name]
    assert own, mutations.MUTATIONS.get(name)
    assert all(result.message.nl and result.remedy.en for result in own)
    assert twin.rows(own) == twin.twin_rows(text, all_shapes(), [name])


@pytest.mark.parametrize("name", sorted(mutations.CONSTRAINT_MUTATIONS))
def test_a_constraint_catches_its_mutation_as_pyshacl_does(valid: Graph, name: str) -> None:
    graph = copy(valid)
    mutate(graph, name)
    shape, text = name.partition("-")[0], written(graph)
    own = [result for result in validate_triples(text, all_shapes()) if result.shape == shape]
    caught = {result.source.constraint for result in own}
    assert f"{SHAPES}{name}" in caught, mutations.CONSTRAINT_MUTATIONS[name][0]
    assert twin.rows(own) == twin.twin_rows(text, all_shapes(), [shape])


def test_every_sparql_constraint_has_a_mutation_that_it_catches(valid: Graph) -> None:
    caught, names = set(mutations.CONSTRAINT_MUTATIONS), sorted(mutations.MUTATIONS)
    for group in range(ONE_BY_ONE):
        graph = copy(valid)
        for name in names[group::ONE_BY_ONE]:
            mutate(graph, name)
        found = validate_triples(written(graph), all_shapes())
        caught |= {result.source.constraint.rpartition("#")[2] for result in found if result.source.constraint}
    constraints = {iri.rpartition("#")[2] for iri in all_shapes().owners if "-sparql" in iri}
    assert len(constraints) > 30
    assert caught == constraints


def links(path: Term, *, back: bool = False) -> Iterator[tuple[Term, bool]]:
    """The properties of a path, each with whether it is walked backwards."""
    if isinstance(path, NamedNode):
        if path.value != str(RDF.nil):
            yield path, back
        return
    for predicate, values in all_shapes().said[path].items():
        for value in values:
            yield from links(value, back=predicate == f"{SHACL}inversePath")


def odd_things(name: str) -> Iterator[str]:
    """A thing of which nothing is said but what makes a shape look at it, and one of which too much is said, wrongly."""
    said = all_shapes().said[NamedNode(f"{SHAPES}{name}")]
    for thing in (f"<urn:odd:{name}:bare>", f"<urn:odd:{name}:full>"):
        yield from (f"{thing} <{RDF.type}> {one}" for one in said.get(f"{SHACL}targetClass", ()))
        yield from (f"{thing} {one} <urn:odd:value>" for one in said.get(f"{SHACL}targetSubjectsOf", ()))
        yield from (f"<urn:odd:value> {one} {thing}" for one in said.get(f"{SHACL}targetObjectsOf", ()))
    for part in said.get(f"{SHACL}property", ()):
        for predicate, back in links(all_shapes().said[part][f"{SHACL}path"][0]):
            for value in ("<urn:odd:a>", "<urn:odd:b>", '"a"@nl', '"b"@nl', '""', '"x"'):
                if not back:
                    yield f"{thing} {predicate} {value}"
                elif value.startswith("<"):
                    yield f"{value} {predicate} {thing}"
        for other in all_shapes().said[part].get(f"{SHACL}lessThan", ()):
            yield f"{thing} {other} <urn:odd:a>"


def test_every_property_shape_catches_nothing_or_too_much_as_pyshacl_does() -> None:
    lines = "".join(f"{line} .\n" for name in NAMES for line in odd_things(name)) + vocabulary()
    found = validate_triples(lines, all_shapes())
    parts = {iri for iri in all_shapes().owners if "-" in iri.rpartition("#")[2] and "-sparql" not in iri}
    assert len(parts) > 190
    assert parts <= {result.source.shape for result in found}
    theirs = twin.twin_rows(lines, all_shapes())
    assert theirs < twin.rows(found)
    assert {row[2] for row in twin.rows(found) - theirs} == COMPARING


@pytest.mark.parametrize("group", range(GROUPS))
def test_all_shapes_find_in_many_mutations_at_once_what_pyshacl_finds(valid: Graph, group: int) -> None:
    graph = copy(valid)
    for name in ALL[group::GROUPS]:
        if name != NOT_COMPARABLE:
            mutate(graph, name)
    text = written(graph)
    found = twin.rows(validate_triples(text, all_shapes()))
    assert len(found) > 50
    assert found == twin.twin_rows(text, all_shapes())


def test_only_times_that_cannot_be_compared_are_told_beyond_pyshacl(valid: Graph) -> None:
    graph = copy(valid)
    mutate(graph, NOT_COMPARABLE)
    text = written(graph)
    found = twin.rows(validate_triples(text, all_shapes()))
    theirs = twin.twin_rows(text, all_shapes())
    assert theirs < found
    assert {row[2] for row in found - theirs} == {f"{SHACL}LessThanOrEqualsConstraintComponent"}


# How many kinds of results damage gives, and how many statements are in the samples that have them all.
DAMAGED = {"real_dataset": (21, 400), "fictional_dataset": (80, 2000)}


@pytest.mark.parametrize("name", DAMAGED)
def test_on_damaged_examples_pyshacl_finds_the_same(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = damaged.graphs(request.getfixturevalue(name), monkeypatch)
    assert len(graphs) > 2
    samples = list(damaged.samples(graphs))  # pySHACL takes a minute for all of them
    whole, sampled = ([damaged.Happens.of(graph) for graph in each] for each in (graphs, samples))
    results, statements = DAMAGED[name]
    assert len({kind for happens in whole for kind in happens.results}) >= results
    assert len("".join(samples).splitlines()) > statements
    for happens in whole:
        assert happens.kinds <= {kind for one in sampled for kind in one.kinds}
    for sample in samples:
        graph = damaged.with_terms(sample)
        assert twin.rows(validate_triples(graph, all_shapes())) == twin.twin_rows(graph, all_shapes())


def test_an_effect_has_one_phase_at_most(valid: Graph) -> None:
    graph = copy(valid)
    graph.update(f"{mutations.PROLOGUE}\nINSERT {{ ?s dg:phase phase:executed }} WHERE {{ ?s a dg:FinancialEffect }}")
    found = validate_triples(written(graph), all_shapes())
    assert [(result.shape, result.path) for result in found] == [("FinancialEffectShape", "dg:phase")]


CLAIM = "<urn:claim> a dg:IdentityAssertion ; dg:evidence <urn:place>"
EVIDENCE = [
    (f"{CLAIM} . <urn:place> dg:onPage <urn:page>", set(), "a claim, on words of this document"),
    (CLAIM, set(), "a claim, on words of another document"),
    ("<urn:thing> dg:evidence <urn:place>", {"EvidenceShape"}, "a thing, on words of no document"),
    (
        "<urn:thing> dg:evidence <urn:place> . <urn:place> dg:onPage <urn:page>",
        {"EvidenceShape"},
        "a thing with a value",
    ),
    (f"{CLAIM} . <urn:thing> dg:evidence <urn:place> . <urn:place> dg:onPage <urn:page>", {"EvidenceShape"}, "both"),
]


@pytest.mark.parametrize(("triples", "expected", "why"), EVIDENCE, ids=[case[-1] for case in EVIDENCE])
def test_only_a_claim_of_identity_rests_on_words_of_which_nothing_more_is_said(
    valid: Graph, triples: str, expected: set[str], why: str
) -> None:
    graph = copy(valid)
    graph.update(f"{mutations.PROLOGUE}\n{mutations.put(triples)}")
    found = {result.shape for result in validate_triples(written(graph), all_shapes())}
    assert found & {"EvidenceShape"} == expected, why


TWO_VERSIONS = f"<urn:g> a dg:Goal . {mutations.GOAL} dg:versionOf <urn:g> . {mutations.OTHER} dg:versionOf <urn:g>"


@pytest.mark.parametrize("kind", ["split", "merged", "renumbered"])
@pytest.mark.parametrize("part", [mutations.GOAL, mutations.OTHER])
def test_of_one_goal_two_versions_in_a_document_are_parts(valid: Graph, kind: str, part: str) -> None:
    graph = copy(valid)
    claim = f"<urn:claim> dg:later {part} ; dg:changeKind changekind:{kind}"
    graph.update(f"{mutations.PROLOGUE}\n{mutations.put(f'{TWO_VERSIONS} . {claim}')}")
    found = {result.shape for result in validate_triples(written(graph), all_shapes())}
    assert ("OneVersionPerDocumentShape" in found) == (kind == "renumbered")


def test_differences_need_not_add_up(valid: Graph) -> None:
    graph = copy(valid)
    mutate(graph, "BudgetArithmeticShape")
    graph.update(f"{mutations.PROLOGUE}\n{mutations.swap('?s dg:phase ?o', 'phase:difference')}")
    assert "BudgetArithmeticShape" not in {result.shape for result in validate_triples(written(graph), all_shapes())}


def test_a_triple_that_is_given_twice_counts_once() -> None:
    assert validate([*small.quads(), *small.quads()], all_shapes()) == []


def test_a_result_names_shape_path_and_value() -> None:
    goal = NamedNode(f"{small.BASE}/id/goal-version/gm9999/begroting/2031/1.1.1")
    year = Quad(goal, NamedNode("https://w3id.org/doelgraaf/def#name"), Literal("Twee"), NamedNode("urn:g"))
    (result,) = [one for one in validate([*small.quads(), year], all_shapes()) if one.shape == "VersionShape"]
    assert (result.source, result.path, result.value) == (Source(f"{SHAPES}VersionShape-name", None), "dg:name", None)


PATHS = [
    ("VersionShape-number", "dg:number", "a property"),
    ("MentionShape-hasMention", "^dg:hasMention", "backwards"),
    (
        "ProgrammeLinkShape-subGoalOf-inAmbition-inProgramme",
        "(dg:subGoalOf|dg:inAmbition)*/dg:inProgramme",
        "steps, choices, repeats",
    ),
    ("BudgetTableShape-currency", "<http://data.openbudgets.eu/ontology/dsd/attribute/currency>", "without a prefix"),
]


@pytest.mark.parametrize(("name", "expected", "why"), PATHS)
def test_a_path_is_written_as_in_sparql(name: str, expected: str, why: str) -> None:
    path = all_shapes().path(f"{SHAPES}{name}")
    assert path is not None
    assert path_text(path, all_shapes().said) == expected, why


BROKEN = [
    ("a sh:NodeShape ; sh:property [ sh:path <urn:p> ; sh:pattern '(' ]", "pattern"),
    ("a sh:NodeShape ; sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:minCount 'x' ]", "minCount"),
]


@pytest.mark.parametrize(("shape", "why"), BROKEN)
def test_a_shape_that_is_not_well_formed_is_refused(shape: str, why: str) -> None:
    turtle = f"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s#S> {shape} ."
    with pytest.raises(ValueError, match=why):
        Shapes.of(turtle.encode())


def test_messages_speak_both_languages_and_say_how_to_mend_it() -> None:
    graph = twin.shapes_graph(all_shapes())
    told = {subject for subject, message in graph.subject_objects(SH.message)}
    assert len(told) > 150
    for subject in told:
        words = {Language(message.language): str(message) for message in graph.objects(subject, SH.message)}
        assert set(words) == set(Language)
        assert all(words[language].count(REMEDIES[language]) == 1 for language in Language)


def test_severity_never_stands_on_a_sparql_constraint() -> None:
    graph = twin.shapes_graph(all_shapes())
    constraints = set(graph.objects(None, SH.sparql))
    assert len(constraints) > 30
    assert not [constraint for constraint in constraints if (constraint, SH.severity, None) in graph]


def test_every_property_shape_and_constraint_has_its_own_words() -> None:
    graph = twin.shapes_graph(all_shapes())
    parts = {
        *graph.objects(None, SH.sparql),
        *(URIRef(iri) for iri in all_shapes().owners if "-" in iri.rpartition("#")[2]),
    }
    assert len(parts) == 262
    assert not [part for part in parts if (part, SH.message, None) not in graph]
