"""The vocabulary agrees with the constants, with the code lists, and with the vocabularies that it borrows from."""

import gzip
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, OWL, QB, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology import codes, terms
from ontology.codes import Code, code_iri
from ontology.dataset import VOCABULARY
from ontology.definition_files import AXIOM_FILES, SHAPE_FILES, VOCABULARY_FILES
from ontology.vocabulary import add, load

OUTSIDE = Path(__file__).resolve().parents[3] / "shared" / "validators" / "vocabularies"
DEF = "https://w3id.org/doelgraaf/def/"

# File of each borrowed namespace; those without a file are known by hand.
FOREIGN = {
    "http://purl.org/dc/terms/": "dcterms.ttl",
    "http://xmlns.com/foaf/0.1/": "foaf.ttl",
    "http://www.w3.org/ns/org#": "org.ttl",
    "http://www.w3.org/2002/07/owl#": "owl.ttl",
    "http://www.w3.org/ns/dqv#": "dqv.ttl",
    "http://www.w3.org/ns/prov#": "prov.ttl",
    "http://purl.org/linked-data/cube#": "qb.ttl",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs.ttl",
    "http://www.w3.org/2004/02/skos/core#": "skos.ttl",
    "http://purl.org/vocab/vann/": "vann.ttl",
    "http://data.openbudgets.eu/ontology/dsd/": "components.ttl",
}
# The first version that was published.
FIRST = "1.0.0"
RELEASED = Path(__file__).resolve().parents[2] / "ontology"
KINDS = {
    "class": OWL.Class,
    "object-property": OWL.ObjectProperty,
    "datatype-property": OWL.DatatypeProperty,
    "code": SKOS.Concept,
    "code-list": SKOS.ConceptScheme,
}
DOMAIN_INCLUDES = URIRef("http://purl.org/dc/dcam/domainIncludes")
RANGE_INCLUDES = URIRef("http://purl.org/dc/dcam/rangeIncludes")
PARTS = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
SDG = "http://metadata.un.org/sdg/ontology#"
TOOI = "https://identifier.overheid.nl/tooi/def/ont/"
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
    assert len(CODE_LISTS) == 26
    expected = {str(code_iri(code)) for code_list in CODE_LISTS for code in code_list}
    written = {str(s) for s in vocabulary.subjects(RDF.type, SKOS.Concept) if str(s).startswith(DEF)}
    assert written == expected
    for code_list in CODE_LISTS:
        for code in code_list:
            concept = URIRef(code_iri(code))
            assert str(vocabulary.value(concept, SKOS.notation)) == code.value
            assert str(vocabulary.value(concept, SKOS.inScheme)) == str(concept).partition("#")[0]


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment, SKOS.example])
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


def test_the_ontology_tells_its_version_and_the_one_before_where_there_was_one(vocabulary: Graph) -> None:
    ontology = URIRef(DEF.rstrip("/"))
    version = str(vocabulary.value(ontology, OWL.versionInfo))
    assert version == VOCABULARY
    assert str(vocabulary.value(ontology, OWL.versionIRI)) == f"{DEF}{version}"
    prior = vocabulary.value(ontology, OWL.priorVersion)
    assert (prior is None) == (version == FIRST)
    assert prior != URIRef(f"{DEF}{version}")


def test_no_two_terms_have_one_label(vocabulary: Graph) -> None:
    labels: dict[tuple[str, str], set[str]] = {}
    for term in own_terms(vocabulary) | {str(one) for one in vocabulary.subjects(RDF.type, SKOS.ConceptScheme)}:
        for label in vocabulary.objects(URIRef(term), RDFS.label):
            labels.setdefault((str(label.language), str(label).lower()), set()).add(term)
    assert len(labels) > 400
    assert {label: terms for label, terms in labels.items() if len(terms) > 1} == {}


def released() -> dict[str, str]:
    """The kind of every term that a released list names."""
    lines = [line for file in sorted(RELEASED.glob("terms-*.txt")) for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 340
    return {f"{DEF.rstrip('/')}{name}": kind for kind, name in (line.split(" ") for line in lines)}


def kinds(graph: Graph) -> dict[str, str]:
    """The kind of every term of ours."""
    return {
        str(term): kind
        for kind, type_ in KINDS.items()
        for term in graph.subjects(RDF.type, type_)
        if str(term).startswith((terms.DG, DEF))
    }


def test_no_released_term_ever_disappears_or_becomes_another_kind_of_thing(vocabulary: Graph) -> None:
    now = kinds(vocabulary)
    lost = {name: kind for name, kind in released().items() if now.get(name) != kind}
    assert lost == {}, "keep it, with owl:deprecated true and dcterms:isReplacedBy (docs/vocabulary.md)"


def test_every_term_stands_in_a_released_list(vocabulary: Graph) -> None:
    new = {f"{kind} {name}" for name, kind in kinds(vocabulary).items() if name not in released()}
    assert new == set(), "raise the version of doelgraaf.ttl and add these lines to terms-{major.minor}.txt"


def test_what_is_deprecated_says_what_came_in_its_place(vocabulary: Graph) -> None:
    for term in vocabulary.subjects(OWL.deprecated, Literal("true", datatype=XSD.boolean)):
        assert vocabulary.value(term, DCTERMS.isReplacedBy) or vocabulary.value(term, RDFS.comment), term


def test_every_term_stands_under_one_subject(vocabulary: Graph) -> None:
    subjects = load("subjects.ttl")
    parts = [str(term) for term in subjects.objects(None, DCTERMS.hasPart)]
    assert sorted(parts) == sorted(own_terms(vocabulary))
    for subject in set(subjects.subjects(DCTERMS.hasPart)):
        for predicate in (RDFS.label, RDFS.comment):
            assert sorted(str(text.language) for text in subjects.objects(subject, predicate)) == ["en", "nl"], subject


def test_a_property_tells_of_what_and_to_what_it_leads(vocabulary: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in vocabulary.subjects(RDF.type, kind):
            for exact, suggested in ((RDFS.domain, DOMAIN_INCLUDES), (RDFS.range, RANGE_INCLUDES)):
                stated = len(set(vocabulary.objects(term, exact)))
                loose = len(set(vocabulary.objects(term, suggested)))
                assert (stated == 1 and loose == 0) or (stated == 0 and loose > 0), term


def test_a_property_with_codes_names_its_list(vocabulary: Graph) -> None:
    coded = set(vocabulary.subjects(RDFS.range, SKOS.Concept)) - {URIRef(terms.IN_DOMAIN)}
    assert len(coded) >= 30
    for term in coded:
        lists = list(vocabulary.objects(term, RDFS.seeAlso))
        assert len(lists) == 1, term
        assert (lists[0], RDF.type, SKOS.ConceptScheme) in vocabulary
        assert vocabulary.value(term, QB.codeList) in {None, lists[0]}


@pytest.mark.parametrize("name", ["real_dataset", "fictional_dataset"])
def test_domains_ranges_and_lists_hold_in_the_examples(
    vocabulary: Graph, name: str, request: pytest.FixtureRequest
) -> None:
    data = Graph()
    for file in sorted(request.getfixturevalue(name).glob("graphs/**/*.nq.gz")):
        add(data, parse(gzip.decompress(file.read_bytes()), format=RdfFormat.N_QUADS))
    checked = 0
    for term in map(URIRef, sorted(own_terms(vocabulary))):
        classes = {*vocabulary.objects(term, RDFS.domain), *vocabulary.objects(term, DOMAIN_INCLUDES)}
        ranges = {*vocabulary.objects(term, RDFS.range), *vocabulary.objects(term, RANGE_INCLUDES)}
        scheme = vocabulary.value(term, RDFS.seeAlso)
        for subject, value in data.subject_objects(term):
            checked += 1
            assert not classes or types(vocabulary, data, subject) & classes, (term, subject)
            if scheme is not None:
                assert vocabulary.value(value, SKOS.inScheme) == scheme, (term, value)
            elif isinstance(value, Literal):
                assert (value.datatype or (RDF.langString if value.language else XSD.string)) in ranges, (term, value)
            elif ranges and ranges != {RDF.Property}:
                assert types(vocabulary, data, value) & ranges, (term, value)
    assert checked > 500


def types(vocabulary: Graph, data: Graph, thing: Node) -> set[Node]:
    """The classes of a thing, with what they are kinds of."""
    found = set(data.objects(thing, RDF.type))
    return found | {over for one in found for over in vocabulary.transitive_objects(one, RDFS.subClassOf)}


def aligned() -> Iterator[tuple[str, str, str]]:
    alignments = load("alignments.ttl")
    for axiom in alignments.subjects(RDF.type, OWL.Axiom):
        parts = [alignments.value(axiom, part) for part in PARTS]
        assert tuple(parts) in alignments, axiom
        assert sorted(str(why.language) for why in alignments.objects(axiom, RDFS.comment)) == ["en", "nl"], axiom
        yield str(parts[0]), str(parts[1]), str(parts[2])


def test_every_alignment_is_of_a_term_of_ours_and_has_a_reason(vocabulary: Graph) -> None:
    found = list(aligned())
    assert len(found) > 70
    assert {source for source, _, _ in found} <= set(kinds(vocabulary))
    stated = {
        (str(s), str(p), str(o)) for s, p, o in load("alignments.ttl") if str(s) in kinds(vocabulary)
    }  # each has its axiom
    assert stated == set(found)


def test_what_an_alignment_says_is_not_said_by_the_vocabulary_too(vocabulary: Graph) -> None:
    for source, relation, target in aligned():
        assert (URIRef(source), URIRef(relation), URIRef(target)) not in vocabulary, source


def test_no_store_and_no_rule_reads_the_alignments() -> None:
    assert "alignments.ttl" not in {*VOCABULARY_FILES, *AXIOM_FILES, *SHAPE_FILES}


def test_what_is_aligned_with_exists() -> None:
    if not OUTSIDE.is_dir():
        pytest.skip(f"the vocabularies of others are not at {OUTSIDE}")
    known = {str(subject) for file in sorted(OUTSIDE.glob("*.ttl")) for subject in Graph().parse(file).subjects()}
    missing = {target for _, _, target in aligned()} - known
    # Of these two nobody gives a file; their documentation names the terms.
    assert {target for target in missing if not target.startswith((SDG, TOOI))} == set()
    assert {target.removeprefix(SDG) for target in missing if target.startswith(SDG)} == {
        "Goal", "Target", "Indicator", "Series", "hasTarget", "hasIndicator",
    }  # fmt: skip
    assert {target.removeprefix(TOOI) for target in missing if target.startswith(TOOI)} == {
        "Informatieobject", "officieleNaamExclSoort",
    }  # fmt: skip
