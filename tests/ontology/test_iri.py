"""Identifiers: what is minted is parsed again, and each triple has one home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import iri
from ontology import terms as t
from ontology.codes import DocumentKind
from ontology.iri import DocumentKey

BASE = "http://localhost:8000"
DOCUMENTS = st.builds(
    DocumentKey,
    st.from_regex(r"gm[0-9]{4}", fullmatch=True),
    st.sampled_from(DocumentKind),
    st.integers(1900, 2199),
    st.none() | st.integers(1, 9),
)
SEGMENTS = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,11}", fullmatch=True)


@given(DOCUMENTS)
def test_a_document_comes_back_from_its_path(document: DocumentKey) -> None:
    assert DocumentKey.parse(document.path) == document


@given(st.sampled_from(sorted(iri.DOCUMENT_KINDS)), DOCUMENTS, st.lists(SEGMENTS, max_size=3))
def test_an_identifier_of_a_document_comes_back(kind: str, document: DocumentKey, local: list[str]) -> None:
    identifier = iri.in_document(kind, document, *local)
    assert iri.parse(BASE, iri.mint(BASE, identifier)) == identifier


@given(
    st.sampled_from(sorted(iri.BODY_KINDS)),
    st.from_regex(r"gm[0-9]{4}", fullmatch=True),
    st.lists(SEGMENTS, max_size=2),
)
def test_an_identifier_of_a_body_comes_back(kind: str, organisation: str, local: list[str]) -> None:
    identifier = iri.in_body(kind, organisation, *local)
    assert iri.parse(BASE, iri.mint(BASE, identifier)) == identifier


def test_an_identifier_of_a_correction_comes_back() -> None:
    identifier = iri.correction("gm9999", "0123456789abcdef")
    assert iri.parse(BASE, iri.mint(BASE, identifier)) == identifier


@given(st.text(max_size=30))
def test_a_slug_is_one_plain_segment_and_stays_as_it_is(text: str) -> None:
    slug = iri.slug(text)
    assert iri.slug(slug) == slug
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789.-")


def test_sort_keys_count_as_people_do() -> None:
    numbers = ["1.1", "1.2", "1.9", "1.10", "2.1", "10.1"]
    assert sorted(sorted(numbers), key=iri.sort_key) == numbers


@pytest.mark.parametrize(
    "path", ["gm0193/begroting", "gm0193/onbekend/2021", "GM0193/begroting/2021", "gm0193/begroting/21"]
)
def test_a_path_of_no_document_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"document|is not a valid DocumentKind"):
        DocumentKey.parse(path)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of identifier"):
        iri.in_body("page", "gm0193")


DOC = "gm9999/begroting/2031"
VERSION = f"{BASE}/id/goal-version/{DOC}/1.1.1"
HOMES = [
    (f"{BASE}/graph/doc/{DOC}", t.RDF_TYPE, "graph/provenance", "what is said of a graph"),
    (f"{BASE}/id/run/0123456789abcdef", t.PROV_USED, "graph/provenance", "a run"),
    (f"{BASE}/id/correction/{DOC[:6]}/0123456789abcdef", t.WHY, "graph/provenance", "a correction"),
    (f"{BASE}/id/person/{DOC[:6]}/1a2b", t.FOAF_NAME, "graph/body/gm9999", "a person endures"),
    (f"{BASE}/id/organisation/gm9999", t.NAME, "graph/body/gm9999", "a fictional organisation"),
    (f"{iri.TOOI_MUNICIPALITY}gm0193", t.NAME, "graph/body/gm0193", "an organisation of the register"),
    (VERSION, t.NUMBER, f"graph/doc/{DOC}", "a fact"),
    (VERSION, t.CRITERIA_LEAD, f"graph/text/{DOC}", "a text"),
    (f"{BASE}/id/page/{DOC}/x/goal-1", t.TEXT, f"graph/text/{DOC}", "the text of a page"),
    (f"{BASE}/id/goal-version/{DOC}/9.9.9", t.NUMBER, "graph/body/gm9999", "a version that is only named"),
    (f"{BASE}/id/goal-version/{DOC}/9.9.9", t.EXACT, "graph/body/gm9999", "its texts too"),
    (VERSION, t.OUT_DEGREE, f"graph/analysis/{DOC}", "counted, and on no page"),
    (VERSION, t.IN_DEGREE, f"graph/analysis/{DOC}", "counted"),
    (VERSION, t.COMPONENT, f"graph/analysis/{DOC}", "counted"),
    (VERSION, t.WITHIN2, f"graph/analysis/{DOC}", "follows from counting"),
    (f"{BASE}/id/goal-version/{DOC}/9.9.9", t.WITHIN3, f"graph/analysis/{DOC}", "also of what is only named"),
    (f"{BASE}/id/document/{DOC}", t.STEPS_COUNTED, f"graph/analysis/{DOC}", "how far was counted"),
    ("https://example.org/other", t.NUMBER, None, "nothing of ours"),
    (f"{BASE}/id/unknown/{DOC}", t.NUMBER, None, "no kind of ours"),
]


@pytest.mark.parametrize(("subject", "predicate", "home", "why"), HOMES)
def test_a_triple_has_one_home(subject: str, predicate: str, home: str | None, why: str) -> None:
    named = {f"{BASE}/id/goal-version/{DOC}/9.9.9"}
    assert iri.home(BASE, subject, predicate, named) == (f"{BASE}/{home}" if home else None), why


def test_a_fictional_organisation_never_stands_under_the_register() -> None:
    assert iri.organisation(BASE, "gm9999") == f"{BASE}/id/organisation/gm9999"
    assert iri.organisation(BASE, "gm0193") == "https://identifier.overheid.nl/tooi/id/gemeente/gm0193"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("2.2.2", "2.2.2"),
        ("P3 1.1", "P3 1.1"),
        ("1-2", "1-2"),
        ("A", "A"),
        ("prettige-stad A", "A"),
        ("inwoner-en-stadhuis 1.1", "1.1"),
        ("sociaal-domein", ""),
        ("sociaal-domein iedereen-doet-mee", ""),
        ("6 kinderen-leren-zwemmen", ""),
    ],
)
def test_of_a_number_people_see_what_is_printed(number: str, printed: str) -> None:
    assert iri.printed_number(number) == printed
