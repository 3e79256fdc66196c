"""The rules realise the axioms, and derive nothing that an OWL 2 RL reasoner does not."""

import small
from pyoxigraph import NamedNode, Quad, Store
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection

from ontology.consistency import closure
from ontology.terms import PREFIXES
from ontology.vocabulary import AXIOM_FILES, add, load, rules, to_rdflib

# Axioms without a rule, and why.
EXCEPTIONS = {
    "dg:coversElement owl:inverseOf dg:portfolioAssignment": "pages assert both directions",
    "dg:referringElement owl:inverseOf dg:makesReference": "pages assert both directions",
}
# Rules without an axiom, and why.
DEFINED_IN_WORDS = {
    "dg:programmeRefersTo by its definition: a reference to the programme itself": "a chain cannot end one step early",
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
    found |= {f"{short(s)} a owl:SymmetricProperty" for s in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    for subject, chain in graph.subject_objects(OWL.propertyChainAxiom):
        steps = " ".join(short(step) for step in Collection(graph, chain))
        found.add(f"{short(subject)} owl:propertyChainAxiom ( {steps} )")
    return found


def realised() -> dict[str, str]:
    return {name: text.partition("\n")[0].removeprefix("# ") for name, text in rules().items()}


def derived(names: set[str]) -> set[tuple[object, object, object]]:
    """What rules add to the small world, run until nothing new comes."""
    store = Store()
    store.extend(small.quads())
    before = {(quad.subject, quad.predicate, quad.object) for quad in store}
    size = -1
    while size != len(store):
        size = len(store)
        for name in names:
            new = store.query(rules()[name], use_default_graph_as_union=True)
            store.extend([Quad(t.subject, t.predicate, t.object, NamedNode("urn:inferred")) for t in new])
    return {
        (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object))
        for quad in store
        if (quad.subject, quad.predicate, quad.object) not in before
    }


def test_every_axiom_has_its_rule_or_a_reason() -> None:
    told = axioms()
    assert len(told) > 45
    assert set(realised().values()) | set(EXCEPTIONS) == told | set(DEFINED_IN_WORDS)


def test_no_axiom_has_two_rules() -> None:
    assert len(set(realised().values())) == len(rules())


def test_rules_derive_only_what_follows_by_owl() -> None:
    names = {name for name, axiom in realised().items() if axiom not in DEFINED_IN_WORDS}
    graph = Graph()
    add(graph, small.quads())
    found = derived(names)
    assert len(found) > 100
    assert found - set(closure(graph)) == set()


def test_a_reference_to_a_programme_itself_counts() -> None:
    one = URIRef(f"{small.BASE}/id/programme-version/gm9999/begroting/2031/1")
    nine = URIRef(f"{small.BASE}/id/programme-version/gm9999/begroting/2031/9")
    assert (one, URIRef("https://w3id.org/doelgraaf/def#programmeRefersTo"), nine) in derived(set(rules()))


def test_no_rule_makes_two_things_one_or_a_concept_of_a_goal() -> None:
    found = derived(set(rules()))
    assert not [triple for triple in found if triple[1] == OWL.sameAs]
    assert not [triple for triple in found if triple[1:] == (RDF.type, SKOS.Concept)]  # domains are asserted to be
    assert [text for text in rules().values() if "skos:Concept" in text] == [rules()["subclass-Domain"]]
