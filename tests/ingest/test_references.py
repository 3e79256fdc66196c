"""The forms of references, one row each with the reason why it reads so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referring import OWN, ZWOLLE

from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.sources import builtin_sources
from ontology.codes import CitedKind

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
    ("programma 17A van het Rijk", [], "a programme with a capital letter"),
    (
        "doelen 1.1.1 tot en met 1.1.3",
        ["goal 1.1.1 unknown", "goal 1.1.2 unknown", "goal 1.1.3 unknown"],
        "a range in words",
    ),
    (
        "programma's 2 t/m 4",
        ["programme 2 unknown", "programme 3 unknown", "programme 4 unknown"],
        "a range of programmes",
    ),
    (
        "doelen 1.1.1 t/m 1.1.2 en 1.2.1",
        ["goal 1.1.1 unknown", "goal 1.1.2 unknown", "goal 1.2.1 unknown"],
        "a range in a list",
    ),
    (
        "doelen 1.1.1 t/m 2.1.1",
        ["goal 1.1.1 unknown", "goal 2.1.1 unknown"],
        "ends that share no parent: only they are said",
    ),
    ("programma’s 1, 3 & 5", ["programme 1 unknown", "programme 3 unknown", "programme 5 unknown"], "an ampersand"),
    ("doelen 1.1.1 (wonen) en 1.1.2 (zorg)", ["goal 1.1.1 unknown", "goal 1.1.2 unknown"], "names in a list"),
    (
        "doelen 1.1.1, 1.1.2 en ambitie 2.3",
        ["goal 1.1.1 unknown", "goal 1.1.2 unknown", "ambition 2.3 unknown"],
        "two keywords",
    ),
    ("(programma 4 en 5)", ["programme 4 unknown", "programme 5 unknown"], "a word for one, where nothing is counted"),
    ("In programma vier besparen wij", ["programme 4 unknown"], "a number word"),
    (
        "de programma's een, twee en drie",
        ["programme 1 unknown", "programme 2 unknown", "programme 3 unknown"],
        "number words",
    ),
    (
        "Programma's één tot en met drie",
        ["programme 1 unknown", "programme 2 unknown", "programme 3 unknown"],
        "a range of words",
    ),
    ("Met dit programma vier scholen", [], "four schools"),
    ("Met het programma een bijdrage", [], "an article"),
    ("doel nr. 1.1.2", ["goal 1.1.2 unknown"], "number is said"),
    ("doelstelling 1.1.2", ["goal 1.1.2 unknown"], "a longer word for goal"),
    ("Begrotingsdoel   : 1.1.2, 1.1.3", ["goal 1.1.2 unknown", "goal 1.1.3 unknown"], "a field line"),
    ("wordt verwezen naar 1.3.4", ["goal 1.3.4 see"], "a bare number behind words that announce one"),
    ("geïntegreerd met 1.3.4", ["goal 1.3.4 aligned-with"], "the same"),
    ("samengevoegd met 1.2.3 en 1.2.4", ["goal 1.2.3 merged-into", "goal 1.2.4 merged-into"], "bare numbers in a list"),
    ("vervallen en ondergebracht bij 1.2.3", ["goal 1.2.3 continued-in"], "the same"),
    ("is opgegaan in 1.2.3", ["goal 1.2.3 merged-into"], "the same"),
    ("zie ook 1.3.4", ["goal 1.3.4 see"], "zie with a bare number of a goal"),
    ("zie 2.1", [], "zie with two levels is as often a chapter"),
    ("zie 2.1.1 Wmo", [], "an article of law"),
    ("zie artikel 2.1.1", [], "an article"),
    ("zie blz. 1.1.2", [], "a page"),
    ("ondergebracht bij 1.1.2031", [], "a date"),
    ("zie hoofdstuk 1.2 en paragraaf 3.1", [], "chapters"),
    ("taakveld (6.1) en taakveld 6.1", [], "task fields"),
    ("Ambitie 2.0 en versie 2.0.1", [], "a version"),
    ("om 14.30 uur, programma 14.30 uur", [], "a time"),
    ("tel. 038-498 31 11 of programma 24/7", [], "a telephone, and all week"),
    ("programma 4 mei, programma 5 miljoen", [], "a day, and money"),
    ("doel 1 op 3", [], "a share"),
    ("doel 12.03.2031", [], "a date"),
    ("doel 3.1.2-A", [], "a code"),
    ("doel 1.1.2¹", ["goal 1.1.2 unknown"], "a footnote behind it"),
    ("goals 1.1.1 and 1.1.2", ["goal 1.1.1 unknown", "goal 1.1.2 unknown"], "English, a list"),
    ("see goals 1.1.1 to 1.1.3", ["goal 1.1.1 see", "goal 1.1.2 see", "goal 1.1.3 see"], "English, a range"),
    ("see doel 1.3.4", ["goal 1.3.4 see"], "English and Dutch"),
    ("zie doel ‘Gezonde stad’ (1.3.4)", ["goal 1.3.4 see"], "a name between keyword and number"),
    ("programma 2.1", [], "no programme has two levels"),
    ("binnen het programma 4 Wonen", ["programme 4 unknown"], "a name that looks like a plural"),
    ("binnen het programma 3 kansen", [], "three chances"),
]


def read(text: str, own: Own = OWN) -> list[str]:
    found = find_references(text, Span(0, len(text)), own)
    return [f"{reference.kind} {reference.number} {reference.relation}" for reference in found]


def test_the_table_of_forms_is_whole() -> None:
    assert len(FORMS) == 84


@pytest.mark.parametrize(("text", "expected", "why"), FORMS, ids=[form[0] for form in FORMS])
def test_a_form_reads_as_expected(text: str, expected: list[str], why: str) -> None:
    assert read(text) == expected, why


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("(zie doel 1.1.1)", ["zie doel 1.1.1"]),
        ("(Programma 4.)", ["Programma 4"]),
        ("zie doelen 2.1.1 en 2.1.2", ["zie doelen 2.1.1", "2.1.2"]),
        ("zie hiervoor doel 2.1.1", ["zie hiervoor doel 2.1.1"]),
        ("doelen 1.1.1 t/m 1.1.3", ["doelen 1.1.1", "doelen 1.1.1 t/m 1.1.3", "1.1.3"]),
    ],
)
def test_the_exact_words_run_from_the_announcing_word_to_the_last_digit(text: str, exact: list[str]) -> None:
    assert [reference.exact for reference in find_references(text, Span(0, len(text)), OWN)] == exact


LABELS = [
    ("gezond (Zwolle gezonde stad, zie doel 1.3.4)", "Zwolle gezonde stad", "before it, in parentheses"),
    ("gezond (gezonde stad, doel 1.3.4)", "gezonde stad", "without a capital"),
    ("ook (onder andere sport, zie doel 1.3.2)", None, "no name, but an example"),
    ("met ‘Goede dagen in perspectief’ (doel 2.1)", "Goede dagen in perspectief", "quoted"),
    ("met ‘Goede dagen’, doel 2.1", "Goede dagen", "quoted, with a comma"),
    ("uit programma 4. Inkomen", "Inkomen", "behind a stop, at the end of the line"),
    ("uit (programma 4. Inkomen) en meer", "Inkomen", "behind a stop, in parentheses"),
    ("verwerkt op programma 10. Op doel 1.1.2 wordt", None, "behind a stop, a new sentence"),
    ("uit programma 4; dienstverlening", "dienstverlening", "behind a semicolon"),
    ("zie programma 4; daar staat meer", None, "behind a semicolon, a new clause"),
    ("zie programma 4: Inkomen", "Inkomen", "behind a colon"),
    ("bij doel 1.3.4 (gezonde stad) en", "gezonde stad", "in parentheses"),
    ("bij doel 1.3.4 (€ 5.000) en", None, "an amount"),
    ("bij doel 1.3.4 (incidenteel) en", None, "a qualification"),
    ("bij doel 1.3.4 (zie ook doel 1.3.5)", None, "another reference"),
    ("bij doel 1.3.4 ‘Gezonde stad’ hoort", "Gezonde stad", "in quotes behind it"),
    ("zie doel ‘Gezonde stad’ (1.3.4)", "Gezonde stad", "between keyword and number"),
    ("bij (doel 6.4.1 we bevorderen sport)", "we bevorderen sport", "a statement"),
    ("bij (doel 4.1.2Geen gezin in de knel)", "Geen gezin in de knel", "glued to the number"),
    ("uit programma 7 Vitale wijken wordt", "Vitale wijken", "a name that ends at a verb"),
    ("uit programma 7 Vitale Wijken en doel 1.1.1", "Vitale Wijken", "a name that ends at another reference"),
    ("zie programma 4 - Inkomen", "Inkomen", "behind a dash"),
    ("op doel 1.1.2 wordt gewerkt", None, "a verb"),
    ("uit doel 1.1.2 in de Begroting 2029", None, "a document"),
]


def test_the_table_of_labels_is_whole() -> None:
    assert len(LABELS) == 24


@pytest.mark.parametrize(("text", "label", "why"), LABELS, ids=[row[0] for row in LABELS])
def test_the_name_beside_a_number_is_its_label(text: str, label: str | None, why: str) -> None:
    (first, *_) = find_references(text, Span(0, len(text)), OWN)
    assert first.label == label, why
    assert first.label_span is None or text[first.label_span.start : first.label_span.end] == label


BARE = [
    ("6 Onderwijs", CitedKind.PROGRAMME, ["6"], "a number with its name"),
    ("6, 12 en 13", CitedKind.PROGRAMME, ["6", "12", "13"], "a list"),
    ("4 scholen", CitedKind.PROGRAMME, [], "four schools"),
    ("artikel 3", CitedKind.PROGRAMME, [], "an article"),
    ("1.1.2, 1.1.3 en 1.2.1", CitedKind.GOAL, ["1.1.2", "1.1.3", "1.2.1"], "a field of goals"),
    ("artikel 2.1.1 en € 1.1.2", CitedKind.GOAL, [], "something else"),
    ("1.1.2", None, [], "a number in running text"),
]


@pytest.mark.parametrize(("text", "bare", "numbers", "why"), BARE)
def test_a_field_may_hold_bare_numbers(text: str, bare: CitedKind | None, numbers: list[str], why: str) -> None:
    assert [found.number for found in find_references(text, Span(0, len(text)), OWN, bare)] == numbers, why


FAMILIES = [
    ("tiel", None, "zie doel A en C", ["goal A", "goal C"]),
    ("tiel", None, "het doel Armoede en een doel", []),
    ("wormerland", "P3", "zie P3 1.2 en programma P1", ["goal P3 1.2", "programme P1"]),
    ("wormerland", "P3", "zie programma 1 en doel 1.2", ["programme P1", "goal P3 1.2"]),
    ("wormerland", "P3", "ook doelen 1.2 en P2", ["goal P3 1.2", "programme P2"]),
    ("wormerland", "P3", "ook doelen 3 en P2", ["programme P2"]),
    ("wormerland", "P3", "ook doel 3 en P2", ["programme P2"]),
    ("wormerland", "P3", "zie doel P2", ["programme P2"]),
    ("zeeland", None, "doelen 1-2 t/m 1-4", ["goal 1-2", "goal 1-3", "goal 1-4"]),
    ("apeldoorn", None, "hoofddoelstelling 2 en doel 1.1", ["ambition 2", "goal 1.1"]),
    ("zaanstad", None, "zie doel 2 en programma 3", ["goal 2", "programme 3"]),
    ("bladel", None, "zie doel 1.1.2", ["goal 1.1.2"]),
]


@pytest.mark.parametrize(("family", "number", "text", "expected"), FAMILIES)
def test_a_family_decides_how_numbers_are_written(
    family: str, number: str | None, text: str, expected: list[str]
) -> None:
    own = Own(number, None, builtin_sources()[family].numbering)
    found = find_references(text, Span(0, len(text)), own)
    assert [f"{one.kind} {one.number}" for one in found] == expected


def test_without_a_source_the_words_decide_what_a_number_is() -> None:
    assert read("doel 2.1 en programma 4", Own(None, None, None)) == ["goal 2.1 unknown", "programme 4 unknown"]


@given(st.text(alphabet="zieoklpramdn’'s 0123456789.,()t/m&€%\n", max_size=200))
def test_found_references_are_ordered_and_stand_in_the_text(text: str) -> None:
    found = list(find_references(text, Span(0, len(text)), OWN))
    assert found == sorted(found, key=lambda reference: (reference.start, reference.end))
    for reference in found:
        assert text[reference.start : reference.end] == reference.exact
        assert reference.kind == ZWOLLE.kind_of(reference.number)
