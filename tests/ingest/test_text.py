"""Texts, sentences, numbers and names, a row each."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.read.numbers import quantity, stamp_time
from ingest.read.span import Span
from ingest.read.text import decode, lines, sentences


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
@example("een\x1f|")
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


def test_quantities_are_written_the_dutch_way() -> None:
    assert [quantity(text) for text in ("200", "1.200", "8,5")] == ["200", "1200", "8.5"]


def test_a_stamp_is_month_first_where_the_source_says_so() -> None:
    assert stamp_time("05/03/2021 15:20:24", month_first=True) == "2021-05-03T15:20:24"
    assert stamp_time("05/03/2021 15:20:24", month_first=False) == "2021-03-05T15:20:24"
    assert stamp_time("15/03/2021 15:20:24", month_first=True) is None
