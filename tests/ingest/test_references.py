"""The forms of references, one row each with the reason why it reads so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.record import DocumentRef, Span
from ingest.read.references import Own, find_references
from ontology.codes import CitedKind, DocumentKind

DEPTHS = {1: CitedKind.PROGRAMME, 2: CitedKind.AMBITION, 3: CitedKind.GOAL}
OWN = Own("9.9.9", DocumentRef(DocumentKind.BEGROTING, 2031), DEPTHS)

FORMS = [
    ("(zie doel 1.1.1)", ["goal 1.1.1 see"], "the plain form"),
    ("(Programma 4.) en meer", ["programme 4 unknown"], "a capital, and a dot before the parenthesis"),
    ("statushouders, zie doel 1.3.2)", ["goal 1.3.2 see"], "an unbalanced parenthesis"),
    ("(doel 2.1)", ["ambition 2.1 unknown"], "two levels are an ambition, whatever word stands before"),
    ("(zie ook doel 1.1.2)", ["goal 1.1.2 see"], "two announcing words"),
    ("(Link naar doel 1.2.3)", ["goal 1.2.3 see"], "the text of a link"),
    ("(zie doel 6.4.1 we bevorderen)", ["goal 6.4.1 see"], "the statement follows without a mark"),
    ("Doel 1.3.1We versterken", ["goal 1.3.1 unknown"], "the number glued to a title"),
    ("is onderdeel van doel 2.2.1.", ["goal 2.2.1 part-of"], "a relation in words"),
    ("wordt verwerkt op programma 10.", ["programme 10 booked-on"], "money booked elsewhere"),
    ("wordt gefinancierd uit programma 3", ["programme 3 financed-from"], "money from elsewhere"),
    ("draagt bij aan rust (doel 1.2.1)", ["goal 1.2.1 contributes-to"], "a verb in two parts"),
    ("partners die bijdragen aan rust, zie doel 1.2.1", ["goal 1.2.1 see"], "another contributes, not this goal"),
    ("in verbinding met ‘Goede buren’ (doel 2.1)", ["ambition 2.1 aligned-with"], "a quoted name before it"),
    (
        "de programma’s 6 en 12 en 13.",
        ["programme 6 unknown", "programme 12 unknown", "programme 13 unknown"],
        "a chain",
    ),
    (
        "In de programma's 1, 2 en 3 geven",
        ["programme 1 unknown", "programme 2 unknown", "programme 3 unknown"],
        "a list",
    ),
    ("zie doelen 2.1.1 en 2.1.2", ["goal 2.1.1 see", "goal 2.1.2 see"], "two goals after one word"),
    ("doelen 1.1.1 t/m 1.1.3", ["goal 1.1.1 unknown", "goal 1.1.2 unknown", "goal 1.1.3 unknown"], "a range"),
    ("in programma 4; dienstverlening", ["programme 4 unknown"], "a semicolon after it"),
    ("programma 4 en 5 scholen", ["programme 4 unknown"], "the five are schools"),
    ("see goal 1.3.4", ["goal 1.3.4 see"], "English"),
    ("onderdeel Financiën programma 2018.", [], "a year"),
    ("met als doel meer participatie", [], "the plain noun"),
    ("de doelgroep 1.1.1", [], "another word"),
    ("niet meer 1 op 1 gelabeld", [], "an idiom"),
    ("op 1 januari 2015", [], "a date"),
    ("Programma 7.8.9.", [], "the joint chapter of three programmes"),
    ("doel 1.348.646", [], "an amount"),
    ("doel 2,5%", [], "a percentage"),
    ("Met als doel 50 mensen te helpen", [], "fifty people"),
    ("In programma 3 weken later", [], "three weeks"),
    ("Programma 4 miljoen euro", [], "four million"),
    ("programma 04", ["programme 4 unknown"], "a leading zero names the same programme"),
    ("doel 1.1.2-1.1.4", ["goal 1.1.2 unknown", "goal 1.1.3 unknown", "goal 1.1.4 unknown"], "a range with a dash"),
    ("doelen 1.1.1/1.1.2", ["goal 1.1.1 unknown", "goal 1.1.2 unknown"], "a stroke"),
    ("doelen 1.1.1, 1.1.2 of 1.1.3", ["goal 1.1.1 unknown", "goal 1.1.2 unknown", "goal 1.1.3 unknown"], "an or"),
    ("programma`s 4 en 5", ["programme 4 unknown", "programme 5 unknown"], "a grave for an apostrophe"),
    ("programma ’s 4 en 5", ["programme 4 unknown", "programme 5 unknown"], "a space before the apostrophe"),
    ("programma 4a", [], "a programme with a letter is not one of this body"),
]


def read(text: str, own: Own = OWN) -> list[str]:
    found = find_references(text, Span(0, len(text)), own)
    return [f"{reference.kind} {reference.number} {reference.relation}" for reference in found]


def test_the_table_of_forms_is_whole() -> None:
    assert len(FORMS) == 39


@pytest.mark.parametrize(("text", "expected", "why"), FORMS, ids=[form[0] for form in FORMS])
def test_a_form_reads_as_expected(text: str, expected: list[str], why: str) -> None:
    assert read(text) == expected, why


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("(zie doel 1.1.1)", ["zie doel 1.1.1"]),
        ("(Programma 4.)", ["Programma 4"]),
        ("zie doelen 2.1.1 en 2.1.2", ["zie doelen 2.1.1", "2.1.2"]),
        ("zie hiervoor doel 2.1.1", ["doel 2.1.1"]),
    ],
)
def test_the_exact_words_run_from_the_announcing_word_to_the_last_digit(text: str, exact: list[str]) -> None:
    assert [reference.exact for reference in find_references(text, Span(0, len(text)), OWN)] == exact


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("gezond (Zwolle gezonde stad, zie doel 1.3.4)", "Zwolle gezonde stad"),
        ("met ‘Goede dagen in perspectief’ (doel 2.1)", "Goede dagen in perspectief"),
        ("verwerkt op programma 10. Op doel 1.1.2 wordt", None),
    ],
)
def test_the_name_beside_a_number_is_its_label(text: str, label: str | None) -> None:
    (first, *_) = find_references(text, Span(0, len(text)), OWN)
    assert first.label == label


def test_the_own_number_is_no_cross_reference_unless_another_document_is_meant() -> None:
    text = "Op doel 9.9.9 valt niets, zie doel 9.9.9 in de Begroting 2029"
    here, there = find_references(text, Span(0, len(text)), OWN)
    assert (here.role, here.document) == ("self", None)
    assert (there.role, there.document) == ("cross-reference", DocumentRef(DocumentKind.BEGROTING, 2029))


def test_without_a_source_the_words_decide_what_a_number_is() -> None:
    assert read("doel 2.1 en programma 4", Own(None, None, {})) == ["goal 2.1 unknown", "programme 4 unknown"]


@given(st.text(alphabet="zieoklpramdn’'s 0123456789.,()t/m&€%\n", max_size=200))
def test_found_references_are_ordered_and_stand_in_the_text(text: str) -> None:
    found = list(find_references(text, Span(0, len(text)), OWN))
    assert found == sorted(found, key=lambda reference: (reference.start, reference.end))
    for reference in found:
        assert text[reference.start : reference.end] == reference.exact
        assert reference.kind == DEPTHS[reference.number.count(".") + 1]
