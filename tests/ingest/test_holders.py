"""Portfolio holders are read in every form that pages print, and nobody else is taken for one."""

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.holders import HolderList, read_holders
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.text import lines
from ingest.sources import builtin_sources

HEAD = "Begroting 2031\n\nBeschrijving doel 2.2.2 We zorgen voor proefpagina's\n\nEen beschrijving."
FOOTER = "Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"
NAMES = [
    ("Wendela van Verzinsel", ["Wendela van Verzinsel"], "a first name and a particle"),
    ("Willem van Verzinsel\nJ. ten Bedenksel", ["Willem van Verzinsel", "J. ten Bedenksel"], "one on each line"),
    ("Fenna Fictief, Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"], "commas"),
    ("Fenna Fictief & Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"], "an ampersand"),
    ("Fenna Fictief / B. Bedacht; K. Kees", ["Fenna Fictief", "B. Bedacht", "K. Kees"], "other marks"),
    ("Fenna Fictief | Bram Bedacht |", ["Fenna Fictief", "Bram Bedacht"], "cells"),
    ("wethouder Fenna Fictief en wethouder Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"], "an office before each"),
    ("  • J. ten Bedenksel\n- Fenna Fictief", ["J. ten Bedenksel", "Fenna Fictief"], "bullets; an initial is none"),
    ("R. Verzinsel-Bedenksel", ["R. Verzinsel-Bedenksel"], "a double surname"),
    ("J.W. van 't Verzinsel en J.-W. d'Aa", ["J.W. van 't Verzinsel", "J.-W. d'Aa"], "several initials"),
    ("Th. v.d. Verzinsel", ["Th. v.d. Verzinsel"], "a shortened particle"),
    ("Fenna\u00a0van\u00a0 Verzinsel", ["Fenna van Verzinsel"], "white space in a name is one space"),
    ("De heer R. de Heer", ["R. de Heer"], "the address is no surname, the surname no address"),
    ("De Heer Verzinsel", ["Verzinsel"], "the address in capitals"),
    ("Wethouder de Heer", ["de Heer"], "a surname behind an office"),
    ("mevrouw drs. F. Fictief (VVD/CDA)", ["F. Fictief"], "titles before, a party behind"),
    ("Fenna Fictief (D66), Bram Bedacht (PvdA)", ["Fenna Fictief", "Bram Bedacht"], "parties between commas"),
    ("Wethouder Verzonnen", ["Verzonnen"], "a surname alone counts behind a title"),
    ("Fenna Fictief, wethouder financiën", ["Fenna Fictief"], "the office behind the name"),
]
LABELLED = [
    ("Portefeuillehouder(s): Fenna Fictief, Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"]),
    ("Portefeuillehouder:   R. Verzinsel, J. Bedenksel", ["R. Verzinsel", "J. Bedenksel"]),
    ("Portefeuillehouders\n\nFenna Fictief & Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"]),
    ("Verantwoordelijk portefeuillehouder\n\nFenna Fictief", ["Fenna Fictief"]),
    ("Verantwoordelijk portefeuillehouder   Fenna Fictief", ["Fenna Fictief"]),
    ("Bestuurlijke opdrachtgever   : Fenna Fictief", ["Fenna Fictief"]),
    ("| Portefeuillehouder | J. ten Bedenksel | Looptijd | 2031 |", ["J. ten Bedenksel"]),
    ("Portefeuillehouder F. Fictief", ["F. Fictief"]),
    (
        "| Nr. | Taakveld | Portefeuillehouder |\n|---|---|---|\n| 1 | Rust | J. ten Bedenksel |\n| 2 | Werk | F. Fictief |",
        ["J. ten Bedenksel", "F. Fictief"],
    ),
]


def holders_of(text: str, *not_holders: str) -> HolderList:
    return read_holders(text, lines(text), not_holders)


def read(*blocks: str) -> Record:
    text = "\n\n".join((HEAD, *blocks, FOOTER))
    return read_page(text.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])


def codes(record: Record) -> list[str]:
    return [issue.code for issue in record.issues if issue.code != "unknown-organisation"]


@pytest.mark.parametrize(("text", "names", "why"), NAMES, ids=[why for _, _, why in NAMES])
def test_names_are_read_in_every_form(text: str, names: list[str], why: str) -> None:
    found = holders_of(text)
    assert [holder.name for holder in found.holders] == names, why
    assert found.odd == ()
    for holder in found.holders:
        assert " ".join(text[holder.start : holder.end].split()) == holder.name


def test_every_form_of_a_name_has_its_case() -> None:
    assert (len(NAMES), len(LABELLED)) == (19, 9)


@pytest.mark.parametrize("text", ["nog niet bekend", "Vacature", "College B&W", "N.v.t.", "Wethouder", "Verzonnen"])
def test_what_is_no_name_is_said(text: str) -> None:
    found = holders_of(text, *builtin_sources()["zwolle"].not_holders)
    assert found.holders == ()
    assert [text[place.start : place.end] for place in found.odd] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Verantwoordelijk directeur: Fenna Fictief",
        "Verantwoordelijk directeur:\nFenna Fictief",
        "Ambtelijk opdrachtgever\nFenna Fictief",
        "Fenna Fictief (secretaris)",
        "Fenna Fictief, projectleider",
    ],
)
def test_an_official_is_no_holder_and_is_left_out_with_the_reason(text: str) -> None:
    found = holders_of(f"Bram Bedacht\n{text}")
    assert [holder.name for holder in found.holders] == ["Bram Bedacht"]
    assert found.odd == ()
    assert {ignored.why for ignored in found.ignored} == {"names an official, no portfolio holder"}


@pytest.mark.parametrize(("block", "names"), LABELLED)
def test_a_label_tells_holders_with_or_without_a_section_of_their_own(block: str, names: list[str]) -> None:
    record = read(block)
    assert [holder.name for holder in record.holders] == names
    assert record.list_states["holders"] == "filled"
    assert codes(record) == []


def test_a_labelled_line_is_no_item_of_the_list_that_it_stands_in() -> None:
    record = read("Activiteiten\n\n  • Een.\n  • Twee.\nBestuurlijke opdrachtgever   : Fenna Fictief")
    assert [item.text for item in record.activities] == ["Een.", "Twee."]
    assert [holder.name for holder in record.holders] == ["Fenna Fictief"]
    assert codes(record) == []


@pytest.mark.parametrize(
    "sentence", ["De portefeuillehouder Fenna Fictief opent de school.", "Portefeuillehouder Fictief zegt het toe."]
)
def test_a_holder_in_running_text_is_not_read(sentence: str) -> None:
    record = read(sentence)
    assert record.holders == ()
    assert codes(record) == []


def test_an_official_right_behind_the_holders_is_passed_over() -> None:
    record = read("Portefeuillehouder:   R. Verzinsel, D. Bedenksel\nVerantwoordelijk directeur:\nP. Persoon")
    assert [holder.name for holder in record.holders] == ["R. Verzinsel", "D. Bedenksel"]
    assert codes(record) == []
