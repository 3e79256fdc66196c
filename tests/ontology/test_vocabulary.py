"""The vocabulary agrees with the constants, with the code lists, and with the vocabularies that it borrows from."""

import inspect
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from ontology import codes, terms
from ontology.codes import Code, code_iri
from ontology.vocabulary import AXIOM_FILES, SHAPE_FILES, VOCABULARY_FILES, load

OUTSIDE = Path(__file__).resolve().parents[3] / "shared" / "validators" / "vocabularies"
DEF = "https://w3id.org/doelgraaf/def/"

# File of each borrowed namespace; those without a file are known by hand.
FOREIGN = {
    "http://purl.org/dc/terms/": "dcterms.ttl",
    "http://xmlns.com/foaf/0.1/": "foaf.ttl",
    "http://www.w3.org/ns/org#": "org.ttl",
    "http://www.w3.org/2002/07/owl#": "owl.ttl",
    "http://www.w3.org/ns/prov#": "prov.ttl",
    "http://purl.org/linked-data/cube#": "qb.ttl",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs.ttl",
    "http://www.w3.org/2004/02/skos/core#": "skos.ttl",
    "http://purl.org/vocab/vann/": "vann.ttl",
    "http://data.openbudgets.eu/ontology/dsd/": "components.ttl",
}
CODE_LISTS = [
    item for _, item in inspect.getmembers(codes, inspect.isclass) if issubclass(item, Code) and item is not Code
]


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return load(*VOCABULARY_FILES)


def constants() -> set[str]:
    return {value for name, value in vars(terms).items() if name.isupper() and isinstance(value, str)} - {terms.DG}


def own_terms(graph: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(terms.DG)}


def test_every_term_of_the_vocabulary_is_a_constant_and_every_constant_a_term(vocabulary: Graph) -> None:
    own = own_terms(vocabulary)
    assert len(own) > 120
    assert {constant for constant in constants() if constant.startswith(terms.DG)} == own


def test_every_code_stands_in_its_list_and_every_list_has_just_its_codes(vocabulary: Graph) -> None:
    assert len(CODE_LISTS) == 23
    expected = {str(code_iri(code)) for code_list in CODE_LISTS for code in code_list}
    written = {str(s) for s in vocabulary.subjects(RDF.type, SKOS.Concept) if str(s).startswith(DEF)}
    assert written == expected
    for code_list in CODE_LISTS:
        for code in code_list:
            concept = URIRef(code_iri(code))
            assert str(vocabulary.value(concept, SKOS.notation)) == code.value
            assert str(vocabulary.value(concept, SKOS.inScheme)) == str(concept).partition("#")[0]


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
def test_every_term_is_explained_in_both_languages(vocabulary: Graph, predicate: URIRef) -> None:
    for term in sorted(own_terms(vocabulary)):
        languages = sorted(str(text.language) for text in vocabulary.objects(URIRef(term), predicate))
        assert languages == ["en", "nl"], term


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition])
def test_every_code_is_explained_in_both_languages(vocabulary: Graph, predicate: URIRef) -> None:
    for code_list in CODE_LISTS:
        for code in code_list:
            languages = sorted(str(text.language) for text in vocabulary.objects(URIRef(code_iri(code)), predicate))
            assert languages == ["en", "nl"], code_iri(code)


def test_every_own_term_that_a_file_uses_is_defined(vocabulary: Graph) -> None:
    own = own_terms(vocabulary)
    used = {
        str(term) for triple in load(*AXIOM_FILES, *SHAPE_FILES, *VOCABULARY_FILES) for term in triple
        if str(term).startswith(terms.DG) and str(term) != terms.DG
    }  # fmt: skip
    assert used - own == set()


def test_no_blank_node_stands_in_what_a_store_loads(vocabulary: Graph) -> None:
    assert not [triple for triple in vocabulary if any(isinstance(term, BNode) for term in triple)]


def test_borrowed_terms_exist_where_they_come_from(vocabulary: Graph) -> None:
    if not OUTSIDE.is_dir():
        pytest.skip(f"the vocabularies of others are not at {OUTSIDE}")
    used = constants() | {str(term) for triple in vocabulary for term in triple if isinstance(term, URIRef)}
    checked = 0
    for namespace, file in FOREIGN.items():
        outside = Graph().parse(OUTSIDE / file)
        known = {str(subject) for subject in outside.subjects()}
        borrowed = {term for term in used if term.startswith(namespace) and term != namespace}
        if namespace.startswith("http://data.openbudgets.eu"):
            known |= {str(subject) for subject in Graph().parse(OUTSIDE / "ontology.ttl").subjects()}
        assert borrowed - known == set(), file
        checked += len(borrowed)
    assert checked > 40
