"""What the rules give is what an OWL 2 RL reasoner gives, but for a list with reasons; a second reasoner agrees."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Triple
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import OWL, RDF, URIRef

from ontology import terms as t
from ontology.codes import CitedKind, code_iri
from ontology.dataset import BodyFiles, Dataset, DocumentFiles
from ontology.iri import DocumentKey, graph, in_body, in_document, mint
from ontology.rule import packaged_rules as rules_as_patterns
from ontology.rules import BETWEEN_ELEMENTS, STATED_BOTH_WAYS
from service.release.derive import derive, derive_body, packaged_rules

BASE = "http://localhost:8000"
ORG = "gm9999"
SMALL = Path(__file__).parents[1] / "ontology" / "small.trig"
DOCUMENTS = tuple(DocumentKey.parse(f"{ORG}/{path}") for path in ("begroting/2031", "berap/2031-1"))

# What owlrl derives and the rules don't, with the reason.
OF_ALL_THINGS = "that everything is itself and a thing tells nothing"
BY_TYPING = "a wrong link must give a finding, not a goal that is also a page"
STATED = "pages state this direction themselves"
ITSELF = "what refers to a goal of its own programme makes no programme refer to itself"

STATED_DIRECTIONS = {
    str(term)
    for there, back in oracle.axioms().subject_objects(OWL.inverseOf)
    for term in ((there, back) if t.Iri(str(there)) in STATED_BOTH_WAYS else (there,))
}


class Named:
    """The facts of a body and of its documents, as N-Quads."""

    def __init__(self, body: bytes, documents: Mapping[DocumentKey, bytes]) -> None:
        self.body = body
        self.documents = documents

    @property
    def stated(self) -> set[Triple]:
        """What all of them state."""
        return oracle.triples_of(
            quad for part in (self.body, *self.documents.values()) for quad in parse(part, RdfFormat.N_QUADS)
        )

    @property
    def derived(self) -> set[Triple]:
        """What all rules add, each to its own document and those over all to the body."""
        organisation = next(iter(self.documents)).organisation
        rules = packaged_rules()
        lines = derive_body(BASE, organisation, self.body, self.documents.values(), rules)
        for document, facts in self.documents.items():
            lines += derive(BASE, document, facts, self.body, rules)
        return oracle.triples_of(parse("\n".join(lines), RdfFormat.N_QUADS))


def of_dataset(root: Path) -> Named:
    dataset = Dataset(root)
    (code,) = dataset.manifest().bodies
    facts = {document: dataset.read(DocumentFiles(document).facts) for document in dataset.documents()}
    return Named(dataset.read(BodyFiles(code).body), facts)


def of_quads(quads: Iterable[Quad]) -> Named:
    """Quads by their graphs: those of documents, and all others as those of the body."""
    lines: dict[str, list[str]] = {}
    for quad in quads:
        lines.setdefault(quad.graph_name.value, []).append(f"{quad} .\n")
    contents = {name: "".join(part).encode() for name, part in lines.items()}
    documents = {
        DocumentKey.parse(name.removeprefix(f"{BASE}/graph/doc/")): content
        for name, content in contents.items()
        if name.startswith(f"{BASE}/graph/doc/")
    }
    return Named(contents.get(graph(BASE, "body", ORG), b""), documents)


def to_programmes(stated: set[Triple]) -> set[Triple]:
    """What the definition of programmeRefersTo gives besides its chain: references to a programme itself."""
    programme = URIRef(code_iri(CitedKind.PROGRAMME))
    programmes = {s for s, p, o in stated if (str(p), o) == (t.NAMED_KIND, programme)} | {
        s for s, p, o in stated if p == RDF.type and str(o) == t.PROGRAMME_VERSION
    }
    places = [(s, o) for s, p, o in stated if str(p) == t.IN_PROGRAMME]
    links = [(s, o) for s, p, o in stated if str(p) == t.REFERS_TO and o in programmes]
    found = {(own, other) for goal, own in places for source, other in links if goal == source and own != other}
    return {(own, URIRef(t.PROGRAMME_REFERS_TO), other) for own, other in found}


def reason(triple: Triple) -> str | None:
    """Why a triple that owlrl derives from everything but domains and ranges is not derived by the rules."""
    subject, predicate, value = triple
    if (predicate == OWL.sameAs and subject == value) or triple[1:] == (RDF.type, OWL.Thing):
        return OF_ALL_THINGS
    if str(predicate) in STATED_DIRECTIONS:
        return STATED
    if t.Iri(str(predicate)) in BETWEEN_ELEMENTS and subject == value:
        return ITSELF
    return None


def compare(facts: Named) -> Counter[str]:
    """Assert that rules and owlrl agree but for the reasons; how often each of them was needed."""
    stated, derived = facts.stated, facts.derived
    expected = oracle.by_owlrl(stated, without=oracle.TYPING)
    missing = {triple: reason(triple) for triple in expected - derived}
    assert [triple for triple, why in missing.items() if why is None] == []
    assert derived - expected <= to_programmes(stated)
    assert derived & stated == set()
    return Counter(why for why in missing.values() if why is not None)


@pytest.fixture
def small_world() -> Named:
    return of_quads(parse(path=str(SMALL), format=RdfFormat.TRIG))


def test_the_small_world_is_derived_as_owlrl_does(small_world: Named) -> None:
    assert len(small_world.documents) == 3
    assert len(small_world.derived) > 250
    assert set(compare(small_world)) >= {OF_ALL_THINGS, ITSELF}


@pytest.mark.parametrize(("name", "documents"), [("real_dataset", 2), ("fictional_dataset", 3)])
def test_the_examples_are_derived_as_owlrl_does(name: str, documents: int, request: pytest.FixtureRequest) -> None:
    facts = of_dataset(request.getfixturevalue(name))
    assert len(facts.documents) == documents
    assert compare(facts)[OF_ALL_THINGS] > 250


def test_domains_and_ranges_would_type_only_what_others_publish(real_dataset: Path, small_world: Named) -> None:
    """Everything of ours has its classes without them, so that on right data they add nothing."""
    for facts in (of_dataset(real_dataset), small_world):
        stated, derived = facts.stated, facts.derived
        typed = oracle.by_owlrl(stated) - oracle.by_owlrl(stated, without=oracle.TYPING) - derived
        assert typed, "types of what others define"
        assert [triple for triple in typed if str(triple[0]).startswith(f"{BASE}/")] == [], BY_TYPING


def test_nothing_is_the_same_as_another_thing(small_world: Named, real_dataset: Path) -> None:
    for facts in (small_world, of_dataset(real_dataset)):
        assert not [triple for triple in facts.derived if triple[1] == OWL.sameAs]
        same = [triple for triple in oracle.by_owlrl(facts.stated) if triple[1] == OWL.sameAs]
        assert same
        assert [triple for triple in same if triple[0] != triple[2]] == []


def test_a_second_reasoner_derives_the_same_without_chains(small_world: Named, real_dataset: Path) -> None:
    """Reasonable knows no property chains."""
    chained = {t.PORTFOLIO_HOLDER, t.RESPONSIBLE_FOR, *BETWEEN_ELEMENTS}
    for facts in (small_world, of_dataset(real_dataset)):
        stated, derived = facts.stated, facts.derived
        found = {triple for triple in oracle.by_reasonable(stated, without=oracle.TYPING) if reason(triple) is None}
        expected = {triple for triple in derived if str(triple[1]) not in chained}
        assert len(expected) > 50
        assert found == expected


# ---- generated bodies: any statements of the properties that rules read, over a few things of two documents

THINGS = {
    document: [mint(BASE, in_document("goal-version", document, f"1.1.{count}")) for count in range(3)]
    + [mint(BASE, in_document("programme-version", document, str(count))) for count in range(2)]
    for document in DOCUMENTS
}
ELEMENTS = [mint(BASE, in_body("goal", ORG, name)) for name in ("a1", "b2")]
PEOPLE = [mint(BASE, in_body("person", ORG, name)) for name in ("c3", "d4")]
ASSIGNMENTS = {
    document: [mint(BASE, in_document("portfolio-assignment", document, f"1.1.{count}", "c3")) for count in range(2)]
    for document in DOCUMENTS
}
EVERYTHING = [thing for things in THINGS.values() for thing in things]
CLASSES = sorted(
    {pattern.object for rule in rules_as_patterns() for pattern in rule.body if pattern.predicate == t.RDF_TYPE}
)
LINKS = sorted(
    {pattern.predicate for rule in rules_as_patterns() for pattern in rule.body}
    - {t.RDF_TYPE, t.VERSION_OF, t.NAMED_KIND, t.PORTFOLIO_ASSIGNMENT_PROPERTY, t.ORG_MEMBER, t.PORTFOLIO_HOLDER}
)


@st.composite
def statements(draw: st.DrawFn, document: DocumentKey) -> list[tuple[str, str, str]]:
    own = st.sampled_from(THINGS[document])
    assignment = st.sampled_from(ASSIGNMENTS[document])
    kinds = st.one_of(
        st.tuples(own, st.sampled_from(LINKS), st.sampled_from(EVERYTHING)),
        st.tuples(own, st.sampled_from([t.REFERS_TO, t.IN_PROGRAMME]), st.sampled_from(EVERYTHING)),
        st.tuples(own, st.just(t.RDF_TYPE), st.sampled_from(CLASSES)),
        st.tuples(own, st.just(t.VERSION_OF), st.sampled_from(ELEMENTS)),
        st.tuples(own, st.just(t.NAMED_KIND), st.sampled_from([code_iri(kind) for kind in CitedKind])),
        st.tuples(own, st.just(t.PORTFOLIO_ASSIGNMENT_PROPERTY), assignment),
        st.tuples(assignment, st.just(t.ORG_MEMBER), st.sampled_from(PEOPLE)),
    )
    return draw(st.lists(kinds, max_size=14, unique=True))


def as_quads(document: DocumentKey, said: Iterable[tuple[str, str, str]]) -> list[Quad]:
    home = NamedNode(graph(BASE, "doc", document.path))
    return [Quad(NamedNode(s), NamedNode(p), NamedNode(o), home) for s, p, o in said]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=statements(DOCUMENTS[0]), second=statements(DOCUMENTS[1]))
def test_any_two_documents_are_derived_as_owlrl_does(
    first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]
) -> None:
    quads = [*as_quads(DOCUMENTS[0], first), *as_quads(DOCUMENTS[1], second)]
    parts = of_quads(quads)
    documents = {document: parts.documents.get(document, b"") for document in DOCUMENTS}
    compare(Named(parts.body, documents))


def test_generated_statements_are_of_every_property_that_rules_read() -> None:
    assert len(LINKS) >= 10
    assert len(CLASSES) >= 29
