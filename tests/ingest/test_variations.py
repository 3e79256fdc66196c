"""Pages as they really vary: nothing is lost in silence, and what is not understood is said."""

import msgspec
import pytest

from ingest.origin import Sidecar, origin
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.sources import builtin_sources

ADDRESS = "https://zwolle.begroting-2021.nl/p1/doel-2-2-2-proef"
HEAD = "Begroting 2021\nportal\n\nDomeinen\n\nSociaal domein\n\nBeschrijving doel 2.2.2 We zorgen voor proefpagina's\n\nEen beschrijving."
CRITERIA = "Criteria\n\nWe zorgen, zodanig dat:\n\n  • Alles werkt.\n  • Iedereen meedoet."
FOOTER = "Deze pagina is gebouwd op 05/03/2021 15:20:24 met de export van 05/03/2021 14:59:35"
REPORT = "Domeinen\n\nSociaal domein\n\nDoel 1.1.2 Proef"


def read(*blocks: str, source: str | None = ADDRESS) -> Record:
    text = "\n\n".join((*blocks, FOOTER))
    return read_page(text.encode(), origin(Sidecar(source=source), None), builtin_sources()["zwolle"])


def unread(record: Record) -> list[str]:
    return [record.text[i.start : i.end] for i in record.issues if i.code == "unread-line" and i.start is not None]


def test_a_plain_page_has_no_issue() -> None:
    record = read(HEAD, CRITERIA)
    assert record.issues == ()
    assert [item.text for item in record.criteria] == ["Alles werkt.", "Iedereen meedoet."]


def test_headings_with_other_spaces_are_headings() -> None:
    notes = "Kaderstellende\u00a0nota('s)\n\n  • Nota Proef"
    record = read(HEAD, CRITERIA, notes, "Portefeuillehouder(s)  \n\nFenna Fictief")
    assert [note.text for note in record.framework_notes.items] == ["Nota Proef"]
    assert [holder.name for holder in record.holders] == ["Fenna Fictief"]
    assert record.issues == ()


def test_names_behind_the_heading_are_holders() -> None:
    record = read(HEAD, CRITERIA, "Portefeuillehouder(s): Fenna Fictief, Bram Bedacht")
    assert [holder.name for holder in record.holders] == ["Fenna Fictief", "Bram Bedacht"]
    section = next(section for section in record.sections if section.kind == "holders")
    assert section.heading == "Portefeuillehouder(s)"
    assert record.issues == ()


def test_loose_lines_among_criteria_are_said() -> None:
    record = read(HEAD, CRITERIA, "Toelichting", "Aantal proeven: 3")
    assert unread(record) == ["Toelichting", "Aantal proeven: 3"]
    assert record.criteria_lead is not None
    assert record.criteria_lead.text == "We zorgen, zodanig dat:"


def test_an_item_goes_on_in_the_next_line() -> None:
    record = read(HEAD, "Criteria\n\nZodanig dat:\n\n  • Alles\nwerkt.\n  • Klaar.")
    assert [item.text for item in record.criteria] == ["Alles\nwerkt.", "Klaar."]
    assert record.issues == ()


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "1.", "(1)", "•\n  "])
def test_items_have_bullets_of_many_kinds(bullet: str) -> None:
    record = read(HEAD, f"Criteria\n\nZodanig dat:\n\n  {bullet} Alles werkt.")
    assert [item.text for item in record.criteria] == ["Alles werkt."]
    assert record.issues == ()


def test_a_second_row_of_the_same_goal_is_said() -> None:
    row = "Doel 2.2.2\n\n348.646\n\n0"
    record = read(HEAD, CRITERIA, "Overzicht baten en lasten", "Lasten\n\nBaten", row, row)
    assert [amount.amount_eur for amount in record.budget] == ["348646", "0"]
    assert unread(record) == ["Doel 2.2.2", "348.646", "0"]


def test_what_a_website_puts_around_the_page_is_left_out() -> None:
    text = f"Gemeente Proefstad\n\n{HEAD}\n\n{CRITERIA}\n\n{FOOTER}\n\nDelen Afdrukken"
    record = read_page(text.encode(), origin(Sidecar(source=ADDRESS), None), builtin_sources()["zwolle"])
    assert record.page.built_at == "2021-05-03T15:20:24"
    assert record.issues == ()
    left = {record.text[one.start : one.end]: one.why for one in record.ignored}
    assert left["Gemeente Proefstad"] == "name of the website"
    assert left["Delen Afdrukken"] == "stands behind the footer"


def test_all_parts_of_a_listing_are_parts() -> None:
    record = read(
        "Begroting 2021\nportal\n\nAmbitie 1.1 We proberen alles\n\nDoelen 1.1.1, 1.1.2 en 1.1.3 horen hierbij.\n\nDat gaat goed, zie doel 1.1.4.",
        source=None,
    )
    assert [(r.number, str(r.role)) for r in record.references if r.section is not None] == [
        ("1.1.1", "child"), ("1.1.2", "child"), ("1.1.3", "child"), ("1.1.4", "cross-reference"),
    ]  # fmt: skip


def test_a_statement_and_a_paragraph_without_heading_are_no_short_name() -> None:
    record = read("Doel 2.2.2 We zorgen voor proefpagina's", "Een alinea, zie doel 1.1.1.", CRITERIA)
    assert record.page.layout == "z2"
    assert record.page.statement == "We zorgen voor proefpagina's"
    assert [r.number for r in record.references if r.role == "cross-reference"] == ["1.1.1"]


def test_a_statement_may_be_broken_over_lines() -> None:
    record = read(f"{REPORT}\n\nWe vergroten de kracht\nvan alle proeven", "Beschrijving\n\nTekst.", CRITERIA)
    assert record.page.layout == "z5b"
    assert (record.page.label, record.page.statement) == ("Proef", "We vergroten de kracht\nvan alle proeven")


@pytest.mark.parametrize("line", ["Doel 2.1 Goede dagen", "Doel 15 mensen aan het werk helpen"])
def test_a_number_that_is_not_as_deep_as_a_goal_makes_no_goal_page(line: str) -> None:
    record = read(line, "Tekst.", CRITERIA)
    (issue,) = record.issues
    assert (record.page.kind, issue.code, issue.values["family"]) == ("unknown", "number-of-other", "zwolle")
    assert record.text[issue.start : issue.end] == line


@pytest.mark.parametrize("words", ["n.v.t.", "N.v.t", "geen", "Geen.", "niet van\u00a0toepassing"])
def test_a_line_that_says_that_there_is_nothing_is_left_out(words: str) -> None:
    record = read(HEAD, CRITERIA, f"Kaderstellende nota('s)\n\n{words}")
    assert record.framework_notes.state == "heading-without-list"
    assert record.issues == ()


def test_words_that_are_no_names_make_no_person() -> None:
    record = read(HEAD, CRITERIA, "Portefeuillehouder(s)\n\nCollege B&W\nVacature")
    assert record.holders == ()
    assert [issue.code for issue in record.issues] == ["odd-holder", "odd-holder"]


def test_a_headline_with_other_spaces_parts_two_deviations() -> None:
    deviations = (
        "Afwijkingen op activiteiten Berap 2023-2\n\nEen\n\nBudgettair\u00a0neutraal\n\nEr is een nadeel van € 5.000,-.\n\n"
        "Twee\n\nNadeel:\n\nEr is een nadeel van 6.000 euro."
    )
    record = read(f"{REPORT}\n\nWe zorgen", "Beschrijving\n\nTekst.", deviations, source=None)
    assert [deviation.title for deviation in record.deviations] == ["Een", "Twee"]
    amounts = [effect.amount_eur for deviation in record.deviations for effect in deviation.effects]
    assert amounts == ["5000", "6000"]


@pytest.mark.parametrize(
    ("sentence", "effects", "codes"),
    [
        ("Er is geen nadeel van € 5.000,-.", [], []),
        ("Een voordeel van € 335.000 V. Geen nadeel op doel 1.1.4.", ["335000"], []),
        ("Er is geen structureel nadeel op doel 1.1.4.", [], []),
        ("Er is een nadeel van € 1.2 miljoen op dit doel.", [None], ["odd-amount"]),
    ],
)
def test_denied_effects_and_doubtful_amounts(sentence: str, effects: list[str | None], codes: list[str]) -> None:
    block = f"Afwijkingen op activiteiten Berap 2023-2\n\nEen\n\nNadeel\n\n{sentence}"
    record = read(f"{REPORT}\n\nWe zorgen", "Beschrijving\n\nTekst van de gemeente Zwolle.", block, source=None)
    assert [effect.amount_eur for deviation in record.deviations for effect in deviation.effects] == effects
    assert [issue.code for issue in record.issues] == codes


@pytest.mark.parametrize(
    ("words", "organisation"),
    [
        ("de gemeente Zwolle doet mee", "gm0193"),
        ("de Gemeente Zwolle en de gemeente Kampen", None),
        ("de gemeente best doet mee", None),
        ("de gemeente buren helpt", None),
        ("de gemeente Bergen op Zoom doet mee", "gm0748"),
    ],
)
def test_a_municipality_is_guessed_from_one_name_as_the_register_writes_it(
    words: str, organisation: str | None
) -> None:
    record = read(HEAD.replace("Een beschrijving.", words), CRITERIA, source=None)
    assert record.page.organisation == organisation


def test_a_page_of_text_from_an_earlier_document_speaks_its_numbers() -> None:
    record = read(
        "Jaarstukken 2021\nportal\n\nDomeinen\n\nFysiek domein",
        "Beschrijving doel 2.2.2 We zorgen voor proefpagina's (tekst uit Begroting 2021)",
        "Oude tekst, zie doel 1.1.1.",
        "Toelichting op realisatie doel\n\nHet ging goed, zie doel 1.1.3.",
        "Criteria (tekst uit begroting 2021)\n\nZodanig dat:\n\n  • Alles werkt.",
        source=ADDRESS.replace("begroting", "jaarverslag"),
    )
    budget = {"kind": "begroting", "year": 2021, "sequence": None}
    assert (record.page.layout, record.page.statement) == ("z4", "We zorgen voor proefpagina's")
    assert [(s.kind, s.document and msgspec.to_builtins(s.document)) for s in record.sections] == [
        ("description", budget), ("realisation", None), ("criteria", budget),
    ]  # fmt: skip
    assert [(r.number, r.document is not None) for r in record.references if r.role == "cross-reference"] == [
        ("1.1.1", True), ("1.1.3", False),
    ]  # fmt: skip
    assert record.issues == ()


def test_a_year_report_has_the_short_name_first() -> None:
    record = read(f"{REPORT}\n\nWe zorgen", "Toelichting op realisatie doel\n\nHet ging goed.", CRITERIA)
    assert (record.page.layout, record.page.label, record.page.statement) == ("z5", "Proef", "We zorgen")
    assert record.issues[0].code == "number-differs"


@pytest.mark.parametrize(
    ("blocks", "layout"),
    [
        (
            (
                "Begroting 2021\nportal\n\nDomeinen\n\nSociaal domein",
                "Beschrijving doel\n\nTekst, zie doel 1.1.1.",
                CRITERIA,
            ),
            "z3-bare",
        ),
        (("Tekst, zie doel 1.1.1.", CRITERIA), "z1"),
    ],
)
def test_a_page_may_have_its_number_in_its_address_only(blocks: tuple[str, ...], layout: str) -> None:
    record = read(*blocks)
    assert (record.page.layout, record.page.number, record.page.label) == (layout, "2.2.2", "Proef")
    assert record.page.found_by["number"].how == "address"
    assert [section.kind for section in record.sections] == ["description", "criteria"]
    assert [r.number for r in record.references] == ["1.1.1"]
    assert record.issues == ()
    assert [issue.code for issue in read(*blocks, source=None).issues] == ["no-goal"]


@pytest.mark.parametrize(
    ("first", "statement"),
    [
        ("Iedereen kan zwemmen: ook wie laat begint", "Iedereen kan zwemmen: ook wie laat begint"),
        ("Iedereen kan zwemmen, en dat blijft zo.", None),
    ],
)
def test_a_line_without_a_stop_above_a_text_is_its_statement(first: str, statement: str | None) -> None:
    record = read(first, "Het bad is open. De lessen zijn vol.", CRITERIA)
    assert (record.page.layout, record.page.statement) == ("z1", statement)
    assert record.sections[0].start == (0 if statement is None else len(first) + 2)
