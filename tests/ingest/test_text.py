"""Texts, sentences, numbers and names, a row each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.holders import read_holders
from ingest.read.numbers import AMOUNT, MONEY, amount_of, cell_amount, quantity, stamp_time
from ingest.read.record import Span
from ingest.read.text import decode, lines, sentences
from ingest.sources import builtin_sources


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin. Nog een zin.", ["Een zin.", "Nog een zin."]),
        ("Dat is zo (Programma 4.) en verder.", ["Dat is zo (Programma 4.) en verder."]),
        ("M.i.v. 2023 is dat zo. Daarna niet.", ["M.i.v. 2023 is dat zo.", "Daarna niet."]),
        ("Een nadeel van € 460.000,-. Indirect niet.", ["Een nadeel van € 460.000,-.", "Indirect niet."]),
        ("Zie programma 4. Op dit doel niet.", ["Zie programma 4.", "Op dit doel niet."]),
        ("  • Een punt. Een tweede.", ["Een punt.", "Een tweede."]),
        ("Een regel\nnog een regel", ["Een regel", "nog een regel"]),
        ("Met o.a. Zwolle en bijv. Kampen.", ["Met o.a. Zwolle en bijv. Kampen."]),
    ],
)
def test_a_text_falls_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))] == expected


@given(st.text(max_size=300))
def test_sentences_are_ordered_and_inside_the_text(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert all(0 <= span.start <= span.end <= len(text) for span in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text(max_size=300))
def test_lines_quote_the_text(text: str) -> None:
    assert all(text[line.start : line.end] == line.text and line.text.strip() == line.text for line in lines(text))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("é".encode(), "é"),
        ("é".encode("cp1252"), "é"),
        ("e\u0301".encode(), "é"),
        (b"\xef\xbb\xbfa\r\nb\rc", "a\nb\nc"),
    ],
    ids=["UTF-8", "Windows-1252", "decomposed", "mark and line ends"],
)
def test_bytes_become_canonical_text(content: bytes, expected: str) -> None:
    assert decode(content) == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 460.000,-", "460000"),
        ("€ 8,7 miljoen", "8700000"),
        ("€ 1,1 mln", "1100000"),
        ("€ -5.577", "-5577"),
        ("€ 12,50", "12.5"),
        ("€ 1,125 miljoen", "1125000"),
        ("€ 8,7 Miljoen", "8700000"),
        ("€ 460 000", "460000"),
        ("€\u00a0460\u00a0000", "460000"),
        ("460.000 euro", "460000"),
        ("€ 335.000 in 2023", "335000"),
    ],
)
def test_an_amount_in_running_text(text: str, amount: str) -> None:
    match = AMOUNT.search(text)
    assert match is not None
    assert amount_of(match) == amount


@pytest.mark.parametrize("text", ["€ 1.2 miljoen", "€ 1,125", "€ 12.34", "€ 1.2.3"])
def test_money_in_a_doubtful_form_is_no_amount(text: str) -> None:
    assert AMOUNT.search(text) is None
    assert MONEY.search(text) is not None


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("348.646", "348646"), ("0", "0"), ("- 543", "-543"), ("4.977-", "-4977"), ("p.m.", None), ("", None)],
)
def test_a_cell_of_a_money_table(cell: str, amount: str | None) -> None:
    assert cell_amount(cell) == amount


def test_quantities_are_written_the_dutch_way() -> None:
    assert [quantity(text) for text in ("200", "1.200", "8,5")] == ["200", "1200", "8.5"]


def test_a_stamp_is_month_first_where_the_source_says_so() -> None:
    assert stamp_time("05/03/2021 15:20:24", month_first=True) == "2021-05-03T15:20:24"
    assert stamp_time("05/03/2021 15:20:24", month_first=False) == "2021-03-05T15:20:24"
    assert stamp_time("15/03/2021 15:20:24", month_first=True) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("René de Heer", ["René de Heer"]),
        ("Michiel van Willigen\nJ. ten Kate", ["Michiel van Willigen", "J. ten Kate"]),
        ("Fenna Fictief, Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"]),
        ("Fenna Fictief & Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"]),
        ("wethouder Fenna Fictief en wethouder Bram Bedacht", ["Fenna Fictief", "Bram Bedacht"]),
    ],
)
def test_names_of_holders(text: str, names: list[str]) -> None:
    holders, odd = read_holders(text, Span(0, len(text)))
    assert [holder.name for holder in holders] == names
    assert odd == ()


@pytest.mark.parametrize(
    "text",
    ["nog niet bekend", "Vacature", "College B&W", "N.v.t.", "Verantwoordelijk directeur: Fenna Fictief", "Wethouder"],
)
def test_what_is_no_name_is_said(text: str) -> None:
    not_holders = builtin_sources()["zwolle"].not_holders
    holders, odd = read_holders(text, Span(0, len(text)), not_holders)
    assert holders == ()
    assert odd
