"""Names of curated graphs, the homes of what they may hold, and their shapes, each with what it must catch."""

from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, Graph

from ontology import iri
from ontology.curated import SAID, Unfit, said, unfit
from ontology.language import Language
from ontology.shapes import curated_shapes, validate_curated

SHAPES = Path(__file__).parents[2] / "ontology/curated_shapes.ttl"
BASE = "http://localhost:8000"
NOTES = f"{BASE}/graph/curated/notes"
GOAL = f"{BASE}/id/goal-version/gm9999/begroting/2031/1.1.1"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("notes", "a word"),
        ("sdg/gm0193", "two segments"),
        ("a/b/c/d", "four"),
        ("rekenkamer-2031_v1.2", "digits and marks"),
    ],
)
def test_a_curated_graph_has_a_name(name: str, why: str) -> None:
    assert iri.curated_name(BASE, f"{BASE}/graph/curated/{name}") == name, why


@pytest.mark.parametrize(
    ("graph", "why"),
    [
        (f"{BASE}/graph/curated", "no name"),
        (f"{BASE}/graph/curated/", "an empty name"),
        (f"{BASE}/graph/curated/Notes", "capitals"),
        (f"{BASE}/graph/curated/a//b", "an empty segment"),
        (f"{BASE}/graph/curated/../doc", "out of the folder"),
        (f"{BASE}/graph/curated/a%20b", "percent-encoded"),
        (f"{BASE}/graph/curated/a/b/c/d/e", "five segments"),
        (f"{BASE}/graph/curated/a#b", "a fragment"),
        (f"{BASE}/graph/curated/{'a' * 65}", "too long"),
        (f"{BASE}/graph/doc/gm9999/begroting/2031", "a graph of a document"),
        ("http://elsewhere/graph/curated/notes", "another base"),
    ],
)
def test_other_graphs_are_not_curated(graph: str, why: str) -> None:
    assert iri.curated_name(BASE, graph) is None, why


def test_notes_and_alignments_have_no_home_among_the_graphs_of_pages() -> None:
    assert len(iri.CURATED_PREDICATES) == 13
    for predicate in iri.CURATED_PREDICATES:
        assert iri.home(BASE, GOAL, predicate, ()) is None
        assert iri.home(BASE, f"{iri.TOOI_MUNICIPALITY}gm0193", predicate, ()) is None
    assert iri.home(BASE, GOAL, f"{RDFS}label", ()) == f"{BASE}/graph/doc/gm9999/begroting/2031"
    assert iri.home(BASE, NOTES, f"{RDFS}label", ()) == NOTES
    assert iri.home(BASE, f"{NOTES}#note-1", f"{RDFS}label", ()) == NOTES
    assert iri.home(BASE, f"{BASE}/graph/doc/x", f"{RDFS}label", ()) == f"{BASE}/graph/provenance"


@pytest.mark.parametrize(
    ("triple", "reason"),
    [
        (f'<{GOAL}> <{SKOS}note> "x"@nl', None),
        (f"<{GOAL}> <{SKOS}exactMatch> <http://e/x>", None),
        (f"<http://e/x> <{SKOS}closeMatch> <{GOAL}>", None),
        (f'<http://e/x> <{RDFS}label> "x"', None),
        (f'<{NOTES}> <{RDFS}label> "x"', None),
        (f'<{NOTES}#a> <{RDFS}label> "x"', None),
        (f'_:b <{RDFS}label> "x"', None),
        (f'<{GOAL}> <{RDFS}label> "x"', Unfit.ASSERTED),
        (f'<{BASE}/id/nothing> <{RDFS}label> "x"', Unfit.ASSERTED),
        (f'<{BASE}/graph/def> <{RDFS}label> "x"', Unfit.ASSERTED),
        (f'<{BASE}/graph/curated/other#a> <{RDFS}label> "x"', Unfit.OTHER_GRAPH),
        ('<http://e/x> <https://w3id.org/doelgraaf/def#number> "x"', Unfit.OUR_TERM),
        ("<http://e/x> a <https://w3id.org/doelgraaf/def#Goal>", Unfit.OUR_TERM),
        (f'<https://w3id.org/doelgraaf/def#Goal> <{SKOS}note> "x"@nl', Unfit.DEFINED),
        (f"<{NOTES}#a> <{RDFS}seeAlso> <<( <http://e/x> <http://e/y> <http://e/z> )>>", Unfit.TRIPLE_TERM),
    ],
)
def test_a_triple_fits_or_it_is_told_why_not(triple: str, reason: Unfit | None) -> None:
    (quad,) = parse(f"{triple} .", format=RdfFormat.TURTLE)
    assert unfit(BASE, NOTES, quad) == reason
    if reason is not None:
        phrase, values = said(reason, NOTES, quad)
        assert all(phrase.say(language, **values) for language in Language)


def test_every_reason_has_its_words() -> None:
    assert SAID.keys() == set(Unfit)


VALID = f"""
<{GOAL}> <{SKOS}note> "let op"@nl , <http://e/document> ; <{SKOS}exactMatch> <http://e/x> ; <{RDFS}seeAlso> <http://e/y> .
<{NOTES}> <{RDFS}label> "plain" .
"""
WRONG = [
    ("AlignmentShape", f'<{GOAL}> <{SKOS}closeMatch> "sdg 6"@nl .', "a text"),
    ("AlignmentShape", f"<http://e/x> <{RDFS}seeAlso> 6 .", "a number"),
    ("AlignmentShape", f"<http://e/x> <{SKOS}broadMatch> [] .", "a blank node"),
    ("NoteShape", f'<{GOAL}> <{SKOS}note> "let op" .', "no language"),
    ("NoteShape", f'<{GOAL}> <{RDFS}comment> ""@nl .', "no words"),
    ("NoteShape", f"<{GOAL}> <{SKOS}scopeNote> 6 .", "a number"),
]


def test_what_is_right_passes_the_shapes() -> None:
    assert validate_curated(parse(VALID, format=RdfFormat.TURTLE)) == []


@pytest.mark.parametrize(("shape", "turtle", "why"), WRONG, ids=[why for _, _, why in WRONG])
def test_a_shape_catches_what_is_wrong_as_pyshacl_does(shape: str, turtle: str, why: str) -> None:
    found = validate_curated(parse(VALID + turtle, format=RdfFormat.TURTLE))
    assert [result.shape for result in found] == [shape], why
    assert all(result.message.nl and result.remedy.en for result in found)
    graph, shapes = Graph().parse(data=VALID + turtle, format="turtle"), Graph().parse(SHAPES)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 1


def test_every_curated_shape_is_proven() -> None:
    assert {shape for shape, _, _ in WRONG} == curated_shapes().names
