"""The rules in the repository are those of the axioms: each axiom has its rule, or a reason to have none."""

from pathlib import Path

import owlrl
import pytest
from pyoxigraph import QueryTriples, RdfFormat, Store
from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.collection import Collection

from ontology import rules
from ontology.definition_files import AXIOM_FILES
from ontology.rule import Pattern, Rule, RuleTextError, packaged_rules, read_rule
from ontology.terms import DG, PREFIXES, RDF_TYPE, Iri
from ontology.vocabulary import load

# Axioms without a rule, and why.
EXCEPTIONS = {
    "dg:coversElement owl:inverseOf dg:portfolioAssignment": "pages assert both directions",
    "dg:hasSection owl:inverseOf dg:sectionOf": "pages assert both directions",
    "dg:referringElement owl:inverseOf dg:makesReference": "pages assert both directions",
}
# Rules without an axiom, and why.
DEFINED_IN_WORDS = {
    "dg:programmeRefersTo by its definition: a reference to a programme that is described": "a chain can't end early",
    "dg:programmeRefersTo by its definition: a reference to a programme that is named": "a chain can't end early",
}


def short(iri: object) -> str:
    for name, namespace in PREFIXES.items():
        if str(iri).startswith(namespace):
            return f"{name}:{str(iri).removeprefix(namespace)}"
    raise AssertionError(f"{iri} has no prefix")


def axioms() -> set[str]:
    graph, found = load(*AXIOM_FILES), set()
    for predicate in (OWL.inverseOf, RDFS.subClassOf, RDFS.subPropertyOf):
        found |= {f"{short(s)} {short(predicate)} {short(o)}" for s, o in graph.subject_objects(predicate)}
    for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        found |= {f"{short(s)} a {short(kind)}" for s in graph.subjects(RDF.type, kind)}
    for subject, chain in graph.subject_objects(OWL.propertyChainAxiom):
        steps = " ".join(short(step) for step in Collection(graph, chain))
        found.add(f"{short(subject)} owl:propertyChainAxiom ( {steps} )")
    return found


def entailed() -> set[str]:
    """Classes above the class above: what follows of the axioms."""
    graph = load(*AXIOM_FILES)
    pairs = set(graph.subject_objects(RDFS.subClassOf))
    return {f"{short(s)} rdfs:subClassOf {short(o)}" for s, middle in pairs for other, o in pairs if middle == other}


def test_the_rules_in_the_repository_are_those_of_the_vocabulary(tmp_path: Path) -> None:
    written, gone = rules.write(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == len(made) > 55
    assert gone == 0
    assert made == {path.name: path.read_bytes() for path in rules.FOLDER.iterdir()}


def test_writing_takes_the_files_of_other_rules_away(tmp_path: Path) -> None:
    (tmp_path / "subclass-Gone.rq").write_text("CONSTRUCT")
    assert rules.write(tmp_path)[1] == 1
    assert not (tmp_path / "subclass-Gone.rq").exists()


def test_every_axiom_has_its_rule_or_a_reason() -> None:
    told = axioms() | entailed()
    assert len(told) > 50
    assert len(entailed()) == 6
    assert {rule.axiom for rule in packaged_rules()} | set(EXCEPTIONS) == told | set(DEFINED_IN_WORDS)


def test_no_axiom_has_two_rules_and_every_rule_speaks_both_languages() -> None:
    assert len({rule.axiom for rule in packaged_rules()}) == len(packaged_rules())
    assert all(rule.words.nl and rule.words.en and rule.words.nl != rule.words.en for rule in packaged_rules())
    assert not [rule.name for rule in packaged_rules() if "{" in rule.words.nl + rule.words.en]


def test_a_rule_is_read_as_it_was_made() -> None:
    assert packaged_rules() == rules.make_rules()


def test_no_rule_makes_two_things_one_or_a_concept_of_a_goal() -> None:
    heads = {(str(rule.head.predicate), rule.head.object) for rule in packaged_rules()}
    assert not [head for head in heads if head[0] == str(OWL.sameAs)]
    assert [rule.name for rule in packaged_rules() if rule.head.object == str(SKOS.Concept)] == [
        "subclass-Domain-Concept"
    ]
    assert not {OWL.FunctionalProperty, OWL.InverseFunctionalProperty} & set(load(*AXIOM_FILES).objects(None, RDF.type))


def test_what_joins_documents_feeds_no_rule_of_one_document() -> None:
    across = {rule.head.predicate for rule in packaged_rules() if rule.crosses}
    assert across == rules.BETWEEN_ELEMENTS
    assert not across & {pattern.predicate for rule in packaged_rules() for pattern in rule.body}


def test_a_rule_that_joins_reads_nothing_that_is_only_derived() -> None:
    """So that it can run over what documents state, before and apart from the other rules."""
    derived = {rule.head.predicate for rule in packaged_rules()} - {RDF_TYPE}
    read = {pattern.predicate for rule in packaged_rules() if rule.crosses for pattern in rule.body}
    assert len(read) == 5
    assert not read & derived


def test_of_inverses_the_derived_direction_is_the_one_that_is_not_stated() -> None:
    (chain,) = (rule for rule in packaged_rules() if rule.name == "chain-programmeRefersTo")
    assert str(chain.body[0]) == "?step1 dg:inProgramme ?subject"


MADE_UP = f"""
@prefix dg: <{DG}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
dg:a a owl:TransitiveProperty ; rdfs:label "voor"@nl , "before"@en .
dg:b a owl:SymmetricProperty .
dg:c rdfs:subPropertyOf dg:a ; owl:inverseOf dg:d .
dg:e owl:propertyChainAxiom ( dg:d dg:b ) .
dg:F rdfs:subClassOf dg:G . dg:G owl:equivalentClass dg:H .
"""


def test_axioms_of_each_kind_become_rules_that_derive_as_owlrl_does() -> None:
    vocabulary = Graph().parse(data=MADE_UP, format="turtle")
    made = list(rules.of_axioms(vocabulary))
    assert {rule.name for rule in made} >= {"transitive-a", "symmetric-b", "inverse-d", "chain-e", "subclass-F-H"}
    stated = f"@prefix dg: <{DG}> . @prefix x: <urn:x:> . x:1 dg:c x:2 ; a dg:F . x:2 dg:a x:3 . x:1 dg:b x:4 . x:3 dg:c x:1 ."
    graph = Graph().parse(data=MADE_UP + stated, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    expected = {
        tuple(map(str, triple))
        for triple in graph
        if str(triple[0]).startswith("urn:x:") and str(triple[1]) != str(OWL.sameAs) and triple[2] != OWL.Thing
    }
    backwards = {triple for triple in expected if triple[1] == f"{DG}c"}
    assert applied(made, stated) | backwards == expected
    assert len(expected) > 15


def applied(made: list[Rule], stated: str) -> set[tuple[str, str, str]]:
    """What rules have of some Turtle, run until nothing new comes."""
    store = Store()
    graph = Graph().parse(data=stated, format="turtle")
    store.load(graph.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    size = -1
    while size != len(store):
        size = len(store)
        for rule in made:
            found = store.query(rule.text())
            assert isinstance(found, QueryTriples)
            lines = "".join(f"{triple} .\n" for triple in found)
            store.load(lines.encode(), RdfFormat.N_TRIPLES)
    return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in store}


CHANGED = [
    ("# dg:a\n", "a file without its words"),
    ("", "an empty file"),
]


@pytest.mark.parametrize(("text", "why"), CHANGED, ids=[why for _, why in CHANGED])
def test_a_file_that_is_no_rule_is_refused(text: str, why: str) -> None:
    with pytest.raises(RuleTextError, match=r"x\.rq is no rule; write it again"):
        read_rule("x", text)
    assert why


def test_a_rule_that_was_changed_by_hand_is_refused() -> None:
    text = packaged_rules()[0].text()
    with pytest.raises(RuleTextError, match=r"x\.rq was changed by hand"):
        read_rule("x", text.replace("PREFIX dg", "PREFIX owl: <urn:x>\nPREFIX dg"))


def test_an_iri_without_a_prefix_stands_between_angle_brackets() -> None:
    assert str(Pattern("?subject", Iri("urn:a"), "?object")) == "?subject <urn:a> ?object"
