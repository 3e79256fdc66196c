"""Lists are read with every bullet, within each other too, and from text and HTML alike."""

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.lists import list_of, parents, read_list
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.span import Span
from ingest.sources import builtin_sources

HEAD = "Begroting 2031\n\nBeschrijving doel 2.2.2 We zorgen voor proefpagina's\n\nEen beschrijving."
FOOTER = "Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"
BULLETS = ["•", "• ", "- ", "– ", "* ", "o ", "▪ ", "1. ", "1) ", "A. ", "a) ", "(1) ", "(a) "]
LEVELS = [
    ("• a\n  o b\n  o c\n    ▪ d\n• e", [0, 1, 1, 2, 0], "by the indent of the bullet"),
    ("• Wij doen:\n- b\n- c\n• d", [0, 1, 1, 0], "by another bullet after a colon"),
    ("• a\no b\n▪ c\no d\n• e", [0, 1, 2, 1, 0], "by the bullets of a word processor"),
    ("1. a\n2. b\n1. c\n2. d", [0, 0, 0, 0], "counting that begins anew"),
    ("• a\n- b\n* c", [0, 0, 0], "mixed bullets are one list"),
    ("    • a\n  • b\n    • c", [0, 0, 1], "a first bullet that stands deeper"),
]


def items(text: str) -> list[tuple[str, int]]:
    return [(item.text, item.level) for item in read_list(text, Span(0, len(text))).items]


def read(markup: str) -> Record:
    return read_page(markup.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])


def text_page(*blocks: str) -> Record:
    return read("\n\n".join((HEAD, *blocks, FOOTER)))


def codes(record: Record) -> list[str]:
    return [issue.code for issue in record.issues if issue.code != "unknown-organisation"]


@pytest.mark.parametrize("bullet", BULLETS)
def test_every_bullet_begins_an_item(bullet: str) -> None:
    assert items(f"{bullet}Alles werkt.\n{bullet}Klaar.") == [("Alles werkt.", 0), ("Klaar.", 0)]


@pytest.mark.parametrize(("text", "levels", "why"), LEVELS, ids=[why for _, _, why in LEVELS])
def test_items_within_items_are_a_level_deeper(text: str, levels: list[int], why: str) -> None:
    assert [level for _, level in items(text)] == levels, why


def test_every_kind_of_list_has_its_case() -> None:
    assert (len(BULLETS), len(LEVELS)) == (13, 6)


def test_an_item_belongs_to_the_nearest_one_above_it() -> None:
    text = "• a\n  o b\n    ▪ c\n  o d\n• e"
    found = read_list(text, Span(0, len(text))).items
    assert [parent and parent.text for parent in parents(found)] == [None, "a", "b", "a", None]


@pytest.mark.parametrize("heading", ["Criteria", "Activiteiten", "Kaderstellende nota's", "Portefeuillehouder"])
def test_a_heading_with_nothing_under_it_is_a_list_of_nothing(heading: str) -> None:
    assert read_list("", Span(0, 0)).items == ()
    record = text_page(heading)
    assert (record.page.number, record.criteria, record.activities) == ("2.2.2", (), ())
    followed = text_page(heading, "Financiën")
    assert (followed.page.number, followed.criteria, followed.activities) == ("2.2.2", (), ())


def test_an_item_goes_on_in_the_lines_below_it() -> None:
    assert items("• Alles\nwerkt.\n\n  En nog iets.\n• Klaar.") == [
        ("Alles\nwerkt.\n\n  En nog iets.", 0),
        ("Klaar.", 0),
    ]


def test_an_empty_bullet_is_left_out_with_the_reason() -> None:
    record = text_page("Criteria\n\nZodanig dat:\n\n  • Alles werkt.\n  •\n  • Klaar.\n  •")
    assert [item.text for item in record.criteria] == ["Alles werkt.", "Klaar."]
    assert [one.why for one in record.ignored].count("bullet on a line of its own") == 2
    assert codes(record) == []


def test_subheads_in_a_list_are_no_items_and_no_issue() -> None:
    record = text_page(
        "Activiteiten\n\nVoor jongeren\n\n  • Een.\n\nVoor ouderen:\n\n  • Twee.\n\nDit is een losse zin."
    )
    assert [item.text for item in record.activities] == ["Een.", "Twee."]
    left = {record.text[one.start : one.end]: one.why for one in record.ignored}
    assert left["Voor jongeren"] == "leads up to a list"
    assert left["Voor ouderen:"] == "leads up to the items below it"
    assert [record.text[one.start : one.end] for one in record.issues if one.code == "unread-line"] == [
        "Dit is een losse zin."
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>Een<ul><li>Twee</li></ul></li><li></li><li>Drie</li></ul>",
        "<ul><li><p>Een</p><ul><li><p>Twee</p></li></ul></li><li><p>Drie</p></li></ul>",
        "<p>• Een<br>&nbsp;&nbsp;o Twee<br>• Drie</p>",
    ],
)
def test_html_and_text_give_the_same_items(markup: str) -> None:
    head = "<p>Begroting 2031</p><h1>Beschrijving doel 2.2.2 We zorgen</h1><p>Tekst.</p><h2>Criteria</h2><p>Zodanig dat:</p>"
    from_html = read(f"<html><body>{head}{markup}<p>{FOOTER}</p></body></html>")
    from_text = text_page("Criteria\n\nZodanig dat:\n\n  • Een\n    • Twee\n  • Drie")
    assert [(item.text, item.level) for item in from_html.criteria] == [("Een", 0), ("Twee", 1), ("Drie", 0)]
    assert [(item.text, item.level) for item in from_text.criteria] == [("Een", 0), ("Twee", 1), ("Drie", 0)]
    assert codes(from_html) == codes(from_text) == []


def test_no_lines_are_an_empty_list() -> None:
    assert list_of("", ()).items == ()
