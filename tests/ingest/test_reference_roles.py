"""The words around a reference say whose number it is: of which document, an earlier or a later one, or another body's."""

import pytest
from referring import OWN, ZWOLLE

from ingest.read.record import DocumentRef
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ontology.codes import DocumentKind, Role

DOCUMENTS = [
    ("Zie doel 1.1.2 in de Berap.", DocumentRef(DocumentKind.BERAP), "behind it, without a year"),
    ("Zie doel 1.1.2 (Begroting 2030).", DocumentRef(DocumentKind.BEGROTING, 2030), "in parentheses"),
    ("Zie Begroting 2030, doel 1.1.2.", DocumentRef(DocumentKind.BEGROTING, 2030), "right before it"),
    ("In de vorige begroting was dit doel 1.1.2.", DocumentRef(DocumentKind.BEGROTING, 2030), "the previous one"),
    (
        "Dit stond in de begroting van vorig jaar bij doel 1.1.2.",
        DocumentRef(DocumentKind.BEGROTING, 2030),
        "last year",
    ),
    ("In de jaarrekening 2029 is dit bij doel 1.1.2 gemeld.", DocumentRef(DocumentKind.JAARSTUKKEN, 2029), "before it"),
    ("Zie doel 1.1.2 uit de Programmabegroting 2030-2033.", DocumentRef(DocumentKind.BEGROTING, 2030), "four years"),
    ("Zie doel 1.1.2 in de Berap 2030-2.", DocumentRef(DocumentKind.BERAP, 2030, 2), "with its sequence"),
    ("Zie doel 1.1.2 in de tweede bestuursrapportage 2030.", DocumentRef(DocumentKind.BERAP, 2030, 2), "an ordinal"),
    ("Zie doelen 1.1.1 en 1.1.2 in Begroting 2030.", DocumentRef(DocumentKind.BEGROTING, 2030), "for a whole list"),
    ("Zie doel 1.1.2 in de begroting.", None, "the page's own document, without its year"),
    ("Zie doel 1.1.2 in de Begroting 2031.", None, "the page's own document"),
    (
        "Wij besparen in de Begroting 2030 op groen (zie doel 1.1.2).",
        None,
        "an aside does not belong to what is before it",
    ),
    ("Dit wordt in onze begroting verwerkt op programma 10.", None, "our budget is no name"),
]


@pytest.mark.parametrize(("text", "document", "why"), DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_words_name_the_document_whose_numbers_they_speak(text: str, document: DocumentRef | None, why: str) -> None:
    found = list(find_references(text, Span(0, len(text)), OWN))
    assert found, why
    assert {reference.document for reference in found} == {document}, why


def test_the_same_budget_is_the_one_that_was_named_before() -> None:
    text = "Dat stond in de Begroting 2029. Het oude doel 1.2.6 uit die begroting vervalt."
    (found,) = find_references(text, Span(32, len(text)), OWN)
    assert (found.role, found.document) == (Role.PREDECESSOR, DocumentRef(DocumentKind.BEGROTING, 2029))


REPORT = DocumentRef(DocumentKind.JAARSTUKKEN, 2031)
ROLES = [
    ("het oude doel 1.2.3", None, Role.PREDECESSOR, "an earlier number"),
    ("voorheen doel 1.2.3", None, Role.PREDECESSOR, "the same"),
    ("het voormalige programma 3", None, Role.PREDECESSOR, "the same"),
    ("dit doel (oud: 1.2.3)", None, Role.PREDECESSOR, "a bare number"),
    ("doel 1.2.3 (oud)", None, Role.PREDECESSOR, "behind it"),
    ("het oude doel 9.9.9", None, Role.PREDECESSOR, "the own number, of another goal then"),
    ("de oude tekst van doel 1.2.3", None, Role.CROSS_REFERENCE, "the text is old, not the goal"),
    ("het was eerder (zie doel 1.2.3)", None, Role.CROSS_REFERENCE, "the time is earlier, not the goal"),
    ("het nieuwe doel 1.2.4", None, Role.CROSS_REFERENCE, "new in this budget"),
    ("het nieuwe doel 1.2.4", REPORT, Role.SUCCESSOR, "a report speaks of the next budget"),
    ("dit doel (nieuw: 1.2.4)", REPORT, Role.SUCCESSOR, "a bare number"),
    ("Vanaf 2032 wordt dit doel 1.2.4.", REPORT, Role.SUCCESSOR, "wordt"),
    ("Hiermee wordt doel 1.2.4 gehaald.", REPORT, Role.CROSS_REFERENCE, "wordt with a participle"),
    ("In de begroting 2032 wordt dit doel 1.2.4.", None, Role.SUCCESSOR, "a later document is named"),
    ("In de begroting 2029 stond dit nog in doel 1.2.3.", None, Role.PREDECESSOR, "what stood in an earlier budget"),
    ("Zie doel 1.2.3 in de begroting 2029.", None, Role.CROSS_REFERENCE, "an earlier budget, but nothing was there"),
    ("Op doel 9.9.9 is bespaard.", None, Role.SELF, "the own number in running text"),
    ("Wat vorig jaar onder doel 1.2.3 stond, staat hier.", None, Role.PREDECESSOR, "where it stood last year"),
    ("Dit doel heette tot en met 2030 doel 1.2.3.", None, Role.PREDECESSOR, "what it was called till last year"),
    ("Tot dit jaar viel de sport onder doel 1.2.3.", None, Role.PREDECESSOR, "where it fell till now"),
    ("De kosten kwamen tot nu toe van doel 1.2.3.", None, Role.CROSS_REFERENCE, "who paid till now"),
    ("Tot vorig jaar stond dit in programma 3.", None, Role.CROSS_REFERENCE, "a programme stays what it is"),
    ("Vorig jaar groeide de club, zie doel 1.2.3.", None, Role.CROSS_REFERENCE, "nothing stood anywhere"),
    ("Doel 9.9.9 uit de Begroting 2029 is daarom gesplitst.", None, Role.PREDECESSOR, "what became of it"),
    (
        "Nu is doel 1.2.3 uit de Begroting 2029 (veilig) met dit doel samengevoegd.",
        REPORT,
        Role.PREDECESSOR,
        "the same",
    ),
    ("Doel 1.2.3 uit de Begroting 2029 is vervallen.", None, Role.CROSS_REFERENCE, "it only lapsed"),
    (
        "Anders dan vaak gedacht is dit niet het oude doel 1.2.3 uit de Begroting 2029.",
        None,
        Role.CROSS_REFERENCE,
        "the words deny it",
    ),
    ("Dit is geen voortzetting van het oude doel 1.2.3.", None, Role.CROSS_REFERENCE, "the same"),
    ("Anders dan het oude doel 1.2.3 gaat dit over sport.", None, Role.CROSS_REFERENCE, "the same"),
    ("Het oude doel 1.2.3 is hier niet ondergebracht.", None, Role.CROSS_REFERENCE, "denied behind the number"),
    (
        "De vergelijking met het vervallen doel 1.2.3 uit de Begroting 2029 gaat niet op.",
        None,
        Role.CROSS_REFERENCE,
        "a comparison",
    ),
    (
        "In de Begroting 2029 was een deel van de activiteiten van doel 1.2.3 hier geteld.",
        None,
        Role.CROSS_REFERENCE,
        "a part of what belongs to it",
    ),
    ("Dit is niet het nieuwe doel 1.2.4.", REPORT, Role.CROSS_REFERENCE, "a later one is denied too"),
    (
        "Sport heeft geen eigen programma, en was voorheen doel 1.2.3.",
        None,
        Role.PREDECESSOR,
        "denied in another clause",
    ),
    ("Dit is niet nieuw maar het oude doel 1.2.3.", None, Role.PREDECESSOR, "the same"),
    ("Het oude doel 1.2.3 bestaat niet meer.", None, Role.PREDECESSOR, "it ended, and is still the old one"),
    ("Dit is niet alleen het oude doel 1.2.3.", None, Role.PREDECESSOR, "more than that one"),
    ("Dit was in de Begroting 2029 doel 1.2.3.", None, Role.PREDECESSOR, "what it was"),
    ("De bakken waren deel van het voormalige doel 1.2.3.", None, Role.PREDECESSOR, "what it belonged to"),
    ("De markt is niet verhuisd en wordt het nieuwe doel 1.2.4.", REPORT, Role.SUCCESSOR, "denied in another clause"),
]


def test_the_tables_of_documents_and_roles_are_whole() -> None:
    assert (len(DOCUMENTS), len(ROLES)) == (14, 40)


@pytest.mark.parametrize(("text", "document", "role", "why"), ROLES)
def test_words_say_whether_a_number_is_an_earlier_or_a_later_one(
    text: str, document: DocumentRef | None, role: Role, why: str
) -> None:
    (found,) = find_references(text, Span(0, len(text)), Own("9.9.9", document or OWN.document, ZWOLLE))
    assert found.role is role, why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("doel 1.2 van de provincie", "van de provincie"),
        ("programma 3 van het Rijk", "van het Rijk"),
        ("het bijdragen aan SDG-doel 3", "SDG-"),
        ("de regio doet dit onder haar eigen doel 3.2", "haar eigen"),
        ("de provincie betaalt uit programma 3 van haar eigen begroting", "van haar eigen begroting"),
        ("zie doel 1.1.2 van de gemeente Verzonnendam", "van de gemeente Verzonnendam"),
        ("zie programma 1 van de NV Verzonnen Tunnel", "van de NV Verzonnen Tunnel"),
        ("doel 1.1.2 van onze gemeente", None),
        ("zij zijn doel 1.1.2 vergeten", None),
    ],
)
def test_words_say_that_a_number_is_another_bodys(text: str, words: str | None) -> None:
    (found,) = find_references(text, Span(0, len(text)), OWN)
    assert found.other_body == words


def test_the_own_number_is_no_cross_reference_unless_another_document_is_meant() -> None:
    text = "Op doel 9.9.9 valt niets, zie doel 9.9.9 in de Begroting 2029"
    here, there = find_references(text, Span(0, len(text)), OWN)
    assert (here.role, here.document) == ("self", None)
    assert (there.role, there.document) == ("cross-reference", DocumentRef(DocumentKind.BEGROTING, 2029))
