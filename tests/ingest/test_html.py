"""HTML: the same page as text and as HTML reads the same, whatever the markup looks like, in bounded time."""

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import STYLES

from ingest.origin import Origin, Sidecar, load_sidecar, origin
from ingest.read.html import is_markup, render, shown_text
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.text import UnreadableError, decode, lines
from ingest.sources import builtin_sources

ROOT = Path(__file__).parents[2]
SOURCE = builtin_sources()["zwolle"]
PAGES = [*sorted((ROOT / "examples/real").glob("*.txt")), *sorted((ROOT / "examples/fictional").rglob("*.txt"))[::8]]
OFFSETS = frozenset({"start", "end"})


def facts(value: object, text: str) -> object:
    """What a record says, with the words instead of their places; white space as single spaces."""
    if isinstance(value, Mapping):
        found = {key: facts(one, text) for key, one in value.items() if key not in OFFSETS | {"sha256", "text"}}
        if value.keys() >= OFFSETS and isinstance(value["start"], int):
            found["words"] = " ".join(text[value["start"] : value["end"]].split())
        return found
    if isinstance(value, list | tuple):
        return [facts(one, text) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def facts_of(record: Record) -> object:
    return facts(msgspec.to_builtins(record), record.text)


def origin_of(page: Path) -> Origin:
    beside = page.with_suffix(".yml")
    return origin(load_sidecar(beside.name, beside.read_bytes()) if beside.exists() else Sidecar(), None)


def test_the_pages_are_two_real_ones_and_twelve_others() -> None:
    assert len(PAGES) == 14
    assert len(STYLES) == 5


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_as_html_gives_the_facts_of_its_text(page: Path, style: str) -> None:
    text = page.read_text("utf-8")
    as_text = read_page(text.encode(), origin_of(page), SOURCE)
    as_html = read_page(STYLES[style](text).encode(), origin_of(page), SOURCE)
    assert [" ".join(line.text.split()) for line in lines(as_html.text)] == [
        " ".join(line.text.split()) for line in lines(as_text.text)
    ]
    assert facts_of(as_html) == facts_of(as_text)
    assert as_text.page.number is not None


def test_tidy_markup_gives_the_very_text() -> None:
    text = PAGES[0].read_text("utf-8")
    assert decode(STYLES["tidy"](text).encode()) == re.sub(r"[ ]+(?=\n)", "", text).strip("\n")


SHAPES = [
    ("<p>a<p>b", "a\n\nb", "an unclosed paragraph ends where the next begins"),
    ("<p>a<br>b<br><br>c</p>", "a\nb\n\nc", "one break is a line, two are a blank line"),
    ("<ul><li>a<li>b</ul><p>c", "  • a\n  • b\n\nc", "items follow each other"),
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", "  • a\n    • b\n  • c", "lists in lists"),
    ("<ol start=3><li>a<li value=9>b<li>c</ol>", "  3. a\n  9. b\n  10. c", "numbers as shown"),
    ("<ol type=A><li>a<li>b</ol>", "  A. a\n  B. b", "letters as shown"),
    ("<ul><li>a</ul><ul><li>b</ul>", "  • a\n\n  • b", "two lists are two blocks"),
    (
        "<ul><li>• a<li>- b<li></ul>",
        "  • a\n  • b",
        "a bullet typed in an item is no second one; an empty item is none",
    ),
    ("<ul><li><p>a</p><p>b</p></ul>", "  • a\n    b", "an item may hold two paragraphs"),
    ("<ul><li><h2>a</h2><p>b</p></ul>", "a\n\nb", "a heading in an item makes it a part of the page"),
    ("<table><tr><td>a<td><td>b</table>", "a\n\nb", "a cell a block, an empty one none"),
    ("<p>a<b>b</b>c <i>d</i></p>", "abc d", "inline elements part no words"),
    ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc", "blocks part words"),
    ("<span style='display:block'>a</span>b", "a\n\nb", "a style makes a block"),
    ("<p>a\n  \t b&nbsp; c</p>", "a b\N{NO-BREAK SPACE} c", "white space as a browser shows it"),
    ("<pre>a\n  b\n\nc</pre>", "a\nb\n\nc", "lines as they are typed"),
    ("<dl><dt>a<dd>b</dl>", "a\n\nb", "terms and their meaning"),
    ("<details><summary>a</summary>b</details>", "a\n\nb", "what folds out belongs to the page"),
    ("<p>doel 1.\u200b3.&shy;4 in\u202es</p>", "doel 1.3.4 ins", "invisible characters are none"),
    ("<p>caf&#101;&#769;</p>", "café", "composed after the markup is read"),
    ("<nav class=breadcrumb><ol><li>a<li>b</ol></nav><p>c", "a\n\nb\n\nc", "crumbs in a list have no bullets"),
    ("<ul class=kruimelpad><li>a<li>b</ul><ul><li>c</ul>", "a\n\nb\n\n  • c", "the same, behind which a list has them"),
    ("<nav class=breadcrumb><a>a</a></nav><nav>b</nav><p>c", "a\n\nc", "crumbs say where the page belongs"),
    ("<form><p>a</p><input value=b><button>c</button></form>", "a", "a form may hold the page; its controls do not"),
    ("<p>a<script>b</script>c<style>d</style><!-- e --></p>", "ac", "nobody reads scripts"),
    ("<p>a &lt;b&gt; &amp;amp; c</p>", "a <b> &amp; c", "escapes are undone once"),
    ("<?xml version='1.0'?><html><body><p>a</p></body></html>", "a", "XHTML"),
]


def test_the_table_of_shapes_is_whole() -> None:
    assert len(SHAPES) == 27


@pytest.mark.parametrize(("markup", "text", "why"), SHAPES, ids=[row[2] for row in SHAPES])
def test_markup_becomes_the_text_that_it_shows(markup: str, text: str, why: str) -> None:
    assert render(markup).text == text, why
    assert shown_text(markup) == text, why


def test_cells_that_come_twice_by_nature_stay() -> None:
    assert render("<table><tr><td>0<td>0<td>0</table><p>a<p>a").text == "0\n\n0\n\n0\n\na\n\na"


def test_a_long_block_that_comes_back_later_stays() -> None:
    long = "Dit staat er twee keer, met iets ertussen, en is lang genoeg om niet vanzelf terug te komen."
    assert render(f"<p>{long}<p>tussen<p>{long}").text == f"{long}\n\ntussen\n\n{long}"


def test_a_stretch_that_is_printed_twice_is_read_once() -> None:
    stretch = "<h2>Kop</h2><p>Kort.</p><p>" + "Een lange zin over de buurt. " * 5 + "</p><ul><li>een<li>twee</ul>"
    once = render(f"<body>{stretch}").text
    for times in (2, 3, 4):
        assert render("<body>" + f"<div>{stretch}</div>" * times).text == once
    assert render(f"<body>{stretch}<p>Anders.</p>{stretch}").text == f"{once}\n\nAnders.\n\n{once}"


def test_a_block_leads_back_to_its_element() -> None:
    markup = "<body><h2>Criteria</h2><p>Eén &amp; twee</p><ul><li>drie</li></ul><p>open"
    found = render(markup)
    sources = [markup[block.source.start : block.source.end] if block.source else None for block in found.blocks]
    assert sources == ["<h2>Criteria</h2>", "<p>Eén &amp; twee</p>", "<li>drie</li>", None]
    assert [found.text[block.start : block.end] for block in found.blocks] == [
        "Criteria",
        "Eén & twee",
        "  • drie",
        "open",
    ]


@given(st.text(alphabet="ab <>/&;=\"'\n\u200bé€", max_size=60) | st.lists(
    st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<ol>", "<td>", "<table>", "</table>", "<br>", "<pre>", "</pre>",
                     "<div hidden>", "<h2>", "</li>", "</div>", "<script>", "<select>", "tekst", " ", "\n", "é"]), max_size=40).map("".join))  # fmt: skip
def test_blocks_are_the_lines_of_the_text_in_order(markup: str) -> None:
    found = render(markup)
    assert render(markup) == found
    assert shown_text(markup) == found.text
    position = 0
    for block in found.blocks:
        assert position <= block.start < block.end
        assert not found.text[position : block.start].strip()
        assert found.text[block.start : block.end].strip()
        position = block.end
    assert position == len(found.text)
    assert [line.text for line in lines(found.text)] == [
        found.text[block.start : block.end].strip() for block in found.blocks
    ]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<!DOCTYPE html>", True), ("\n <HTML>", True), ("<!-- saved from url=(0001)x -->", True), ("<p>x", True),
        ("<pagina>", False), ("< 5 procent", False), ("Doel 1.1.1 <b>x</b>", False), ("", False), (" " * 100_000, False),
    ],
)  # fmt: skip
def test_html_is_known_by_its_first_tag(text: str, *, markup: bool) -> None:
    assert is_markup(text) is markup


BOMBS: dict[str, Callable[[int], str]] = {
    "deep elements": lambda n: "<div>" * n + "x" + "</div>" * n,
    "deep unclosed": lambda n: "<b>" * n + "x",
    "deep lists": lambda n: "<ul><li>" * n + "x",
    "deep tables": lambda n: "<table><tr><td>" * n + "x",
    "misnested": lambda n: "<p><b><i><font>" * n + "x",
    "many attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">x",
    "one long attribute": lambda n: f"<p title='{'x' * 10 * n}'>x",
    "unclosed comments": lambda n: "<!--" * n,
    "only angles": lambda n: "x" + "<" * 10 * n,
    "half entities": lambda n: "x" + "&#" * 10 * n,
    "end tags": lambda n: "x" + "</p>" * n,
    "line breaks": lambda n: "x" + "<br>" * n,
    "list items": lambda n: "<li>x" * n,
    "one long line": lambda n: "<p>" + "woord " * 2 * n,
    "white space": lambda n: "x" + " \n" * 10 * n,
    "the same long line": lambda n: f"<p>{'lang ' * 20}" * (n // 10),
    "nearly repeated": lambda n: "".join(f"<p>{'lang ' * 20}{i % 300 if i % 301 else i}" for i in range(n // 10)),
    "styles": lambda n: f"<p style='{'display: ' * n}'>x",
    "foreign": lambda n: "<svg><math>" * n + "x",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_time_by_its_size_only(name: str) -> None:
    make = BOMBS[name]
    times = []
    for size in (25_000, 100_000):
        markup = "<!doctype html><body>" + make(size)
        started = time.process_time()
        render(markup)
        times.append(time.process_time() - started)
    assert times[1] < 2, f"{times[1]:.2f} s"
    assert times[1] < 3 * 4 * times[0] + 0.5, "grows faster than the page"


def test_html_that_shows_nothing_is_said_to_be_so() -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(b"<!doctype html><div id=app></div><script>start()</script>")
    assert caught.value.code == "no-text"


def test_html_of_more_lines_than_a_page_has_is_refused() -> None:
    assert decode(b"<body>" + b"<li>x" * 100_000).count("x") == 100_000
    with pytest.raises(UnreadableError) as caught:
        decode(b"<body>" + b"<li>x" * 100_001)
    assert caught.value.code == "too-many-lines"
