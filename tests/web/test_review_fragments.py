"""Text fragments: each leads to the words that were meant, by the rules of the WICG's specification."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers.review.fragments import LONG, find_directive, live_link

PAGE = "https://bedenkum.example/p1/doel"
TABLE = "Overzicht\n\nLasten\n\nBaten\n\nSaldo\n\nDoel 2.2.2\n\n348.646\n\n0\n\n348.646\n\n0\n\n0\n\n348.646"
# text, words, which of equal ones, the directive, why
CASES = [
    ("Zie doel 1.3.4. Klaar.", "Zie doel 1.3.4", 0, "Zie%20doel%201.3.4", "words that occur once"),
    ("Zie doel 1.3.4.", "doel 1.3.4.", 0, "doel%201.3.4.", "a mark at the end may belong to the words"),
    ("Meer-of-minder, ja & nee", "Meer-of-minder, ja & nee", 0, "Meer%2Dof%2Dminder%2C%20ja%20%26%20nee", "- , and &"),
    ("Een pand (50%) #1?", "(50%) #1", 0, "%2850%25%29%20%231", "what means something in an address"),
    ("Café en één", "één", 0, "%C3%A9%C3%A9n", "letters beyond ASCII, as UTF-8"),
    ("Eén doel. Nog een doel.", "een doel", 0, "Nog-,een%20doel", "accents and case tell no words apart"),
    ("Zie doel 2.1 hier. Zie doel 2.1 daar.", "doel 2.1", 1, "doel%202.1,-daar.", "what follows tells which"),
    ("Eerst doel 2.1 hier. Dan doel 2.1 hier.", "doel 2.1", 1, "Dan-,doel%202.1", "what stands before tells which"),
    ("Bij a doel 1 hier. Bij b doel 1 daar. Of b doel 1 hier.", "doel 1", 2, "b-,doel%201,-hier.", "only both tell which")
    , ("Zie doel 2.1.2 en doel 2.1.", "doel 2.1", 1, "en-,doel%202.1", "a number stands in a longer one too"),
    (TABLE, "348.646", 0, "2.2.2-,348.646", "a cell by the block before it"),
    (TABLE, "348.646", 1, "0-,348.646,-0", "a cell between two others"),
    (TABLE, "Saldo", 0, "Saldo", "the head of a column"),
    ("Kop\n\nEen\u00a0 regel\n\nSlot", "Een\u00a0 regel", 0, "Een%20regel", "white space is one space"),
    ("Kop\n\nEen regel\n\nTwee regels\n\nSlot", "Een regel\n\nTwee regels", 0, "Een%20regel,Twee%20regels", "two blocks"),
    ("De zorgkosten", "zorg", 0, "zorgkosten", "half a word is widened to the whole"),
    ("Op 1.3.45 dus", "1.3", 0, "1.3.45", "a number with points is one word"),
    ("Een – twee", "–", 0, None, "a mark alone is no word"),
    ("ja " * 40, "ja", 9, None, "nothing around tells it from the others"),
    ("   \n", " ", 0, None, "white space is nothing to lead to"),
]  # fmt: skip


def place(text: str, words: str, which: int) -> tuple[int, int]:
    start = -1
    for _ in range(which + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.parametrize(("text", "words", "which", "directive", "why"), CASES, ids=[case[4] for case in CASES])
def test_a_directive_is_the_shortest_that_leads_there(
    text: str, words: str, which: int, directive: str | None, why: str
) -> None:
    found = find_directive(text, *place(text, words, which))
    assert (None if found is None else str(found)) == directive, why


def test_the_table_of_directives_is_whole() -> None:
    assert len(CASES) == 20
    assert len({case[4] for case in CASES}) == 20


def test_a_long_quote_is_written_by_its_beginning_and_its_end() -> None:
    quote = " ".join(f"woord{number}" for number in range(40))
    text = f"Kop\n\n{quote}\n\nSlot"
    assert len(quote) > LONG
    assert str(find_directive(text, *place(text, quote, 0))) == (
        "woord0%20woord1%20woord2%20woord3,woord36%20woord37%20woord38%20woord39"
    )


def test_a_long_quote_that_begins_like_another_has_more_of_its_beginning() -> None:
    first = "Dit is een zin die vaak zo begint en dan toch verder gaat " + "met woorden " * 8 + "tot een eind."
    second = first.replace("toch verder", "anders")
    text = f"{first}\n{second}"
    found = find_directive(text, len(first) + 1, len(text))
    assert found is not None
    assert plain_match(text, str(found)) == (len(first) + 1, len(text))


@pytest.mark.parametrize(
    ("address", "link", "why"),
    [
        (PAGE, f"{PAGE}#:~:text=Zie%20doel", "an address"),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text=Zie%20doel", "a query stays as it is"),
        (f"{PAGE}#kop", f"{PAGE}#kop:~:text=Zie%20doel", "a fragment of the address comes first"),
        (f"{PAGE}#kop:~:text=oud", f"{PAGE}#kop:~:text=Zie%20doel", "a directive that was there gives way"),
        (None, None, "no address, no link"),
        ("javascript:alert(1)", None, "only addresses of the web"),
        ("file:///etc/passwd", None, "only addresses of the web"),
    ],
)
def test_a_link_continues_the_address(address: str | None, link: str | None, why: str) -> None:
    assert live_link(address, "Zie doel twee", 0, 8) == link, why


def test_a_link_without_a_directive_leads_to_the_page() -> None:
    assert live_link(PAGE, "ja " * 40, 27, 29) == PAGE
    assert live_link(f"{PAGE}#kop", "ja " * 40, 27, 29) == f"{PAGE}#kop"


WORDS = ("doel", "Doel", "1.3", "1.3.4", "(zie", "een", "één,", "a-b", "0", "\n", "&", "–", "zorg.")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30)


@given(TEXTS, st.data())
def test_the_first_match_of_every_directive_is_the_place(words: list[str], data: st.DataObject) -> None:
    text = re.sub(r" ?\n ?", "\n", " ".join(words))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find_directive(text, start, end)
    if found is None:
        return
    written = str(found)
    assert re.fullmatch(
        r"(?:[A-Za-z0-9_.~%]+-,)?[A-Za-z0-9_.~%]+(?:,[A-Za-z0-9_.~%]+)?(?:,-[A-Za-z0-9_.~%]+)?", written
    )
    matched = plain_match(text, written)
    assert matched is not None
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    last = start + len(text[start:end].rstrip())
    longest = max(map(len, WORDS))
    assert first - longest < matched[0] <= first, "no wider than to the edge of a word"
    assert last <= matched[1] < last + longest


def plain_match(text: str, written: str) -> tuple[int, int] | None:
    """The first match of a directive, sought character by character as section 3.5 of the specification tells it."""
    parts = written.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else None
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else None
    first, last = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else None
    for at in range(len(text)):
        start: int | None = at
        if prefix is not None:
            end_of_prefix = term_at(text, at, prefix)
            start = None if end_of_prefix is None else after_space(text, end_of_prefix)
        end = None if start is None else term_at(text, start, first)
        if start is None or end is None:
            continue
        if last is None:
            if suffix is None or term_at(text, after_space(text, end), suffix) is not None:
                return start, end
            continue
        for later in range(end, len(text)):
            end_of_last = term_at(text, later, last)
            if end_of_last is not None and (
                suffix is None or term_at(text, after_space(text, end_of_last), suffix) is not None
            ):
                return start, end_of_last
    return None


def term_at(text: str, at: int, term: str) -> int | None:
    """Where a term that begins at an offset ends: in one block, between edges of words; None where it is not there."""
    offset = at
    for character in term:
        if character == " ":
            begin = offset
            while offset < len(text) and text[offset].isspace() and text[offset] != "\n":
                offset += 1
            if offset == begin:
                return None
        elif offset < len(text) and plain(text[offset]) == plain(character):
            offset += 1
        else:
            return None
    before = at > 0 and text[at - 1].isalnum() and term[0].isalnum()
    after = offset < len(text) and text[offset].isalnum() and term[-1].isalnum()
    return None if before or after else offset


def after_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def plain(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0].casefold()
