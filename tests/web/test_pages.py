"""The HTML pages: what stands on them, how it is marked, and what they never hold."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from tests.web.memory_engine import MemoryEngine
from tests.web.texts import GOAL_TEXT, REPORT_TEXT

GOAL = "/doc/goal-version/gm9901/begroting/2031/2.2.2"
REPORT = "/doc/goal-version/gm9901/berap/2031-1/1.1.2"
NAMED = "/doc/programme-version/gm9901/begroting/2031/4"
PAGES = [
    "/",
    "/find?number=2.2.2.2",
    "/find?number=",
    "/find?number=we",
    GOAL,
    REPORT,
    NAMED,
    "/doc/ambition-version/gm9901/begroting/2031/2.2",
    "/doc/document/gm9901/begroting/2031",
    "/doc/person/gm9901/p7x2",
    "/doc/domain/gm9901/sociaal-domein",
    "/doc/organisation/gm9901",
    "/doc/document/gm9901/begroting/2029",
    "/doc/run/5f3a",
    "/graph/doc/gm9901/begroting/2031",
    "/doc/goal-version/gm9901/begroting/2031/2.2.2?at=300-900",
    "/compare",
    "/where",
    "/nope",
    "/doc/page/gm9901/begroting/2031/20310503t145935/goal-2.2.2",
    "/def",
    "/doc/goal-version/gm9901/begroting/2031/9.9.9",
]
HTML = {"accept": "text/html", "accept-language": "nl"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The parts of a page that the tests look at: marks with their words, tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[tuple[dict[str, str | None], list[str]]] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self._in: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._tags = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and whether words now belong to a mark."""
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "mark":
            words: list[str] = []
            self._in.append((tag, found, words))
            self.marks.append((found, words))
        if tag == "span" and str(found.get("class", "")).startswith("tag"):
            self._tags += 1
            self._in.append(("tag", found, []))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, which must be the last that opened."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()
        if tag == "mark" or (tag == "span" and self._in and self._in[-1][0] == "tag"):
            self._in.pop()

    def handle_data(self, data: str) -> None:
        """Give the words to the marks around them."""
        if any(kind == "tag" for kind, _, _ in self._in):
            return  # the words beside a mark are ours
        for _, _, words in self._in:
            words.append(data)


def get(client: TestClient, path: str, language: str = "nl") -> str:
    return client.get(path, headers={**HTML, "accept-language": language}).text


def highlights(html: str) -> Iterator[tuple[int, int, str]]:
    pieces: dict[tuple[int, int, str], str] = {}
    for attributes, words in Page(html).marks:
        if attributes.get("data-start"):
            key = int(str(attributes["data-start"])), int(str(attributes["data-end"])), str(attributes["class"])
            pieces[key] = pieces.get(key, "") + "".join(words)
    for (start, end, _), words in pieces.items():
        yield start, end, words


@pytest.mark.parametrize(("path", "text", "least"), [(GOAL, GOAL_TEXT, 10), (REPORT, REPORT_TEXT, 3)])
def test_every_highlight_holds_the_words_at_its_place(client: TestClient, path: str, text: str, least: int) -> None:
    found = list(highlights(get(client, path)))
    assert len(found) >= least
    for start, end, words in found:
        assert words == text[start:end]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_has_no_script_or_style_of_its_own(client: TestClient, path: str) -> None:
    assert len(PAGES) == 22
    answer = client.get(path, headers=HTML)
    page = Page(answer.text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for tag, attributes in page.tags:
        assert tag not in {"style", "iframe", "object"}
        assert tag != "script" or attributes == {"type": "application/ld+json"}  # data, which no browser runs
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert not str(attributes.get("href", "")).startswith(("javascript:", "data:"))
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_landmarks_one_heading_at_the_top_and_a_way_past_the_menu(client: TestClient, path: str) -> None:
    page = Page(get(client, path))
    names = [tag for tag, _ in page.tags]
    assert {"header", "main", "footer", "nav"} <= set(names)
    assert names.count("h1") == 1
    assert ("a", {"class": "skip", "href": "#content"}) in page.tags
    assert "content" in page.ids
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    anchors = [str(a["href"])[1:] for tag, a in page.tags if tag == "a" and str(a.get("href", "")).startswith("#")]
    assert set(anchors) <= set(page.ids)
    described = [str(a["aria-describedby"]) for _, a in page.tags if a.get("aria-describedby")]
    assert set(described) <= set(page.ids)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_at_most_fourteen_queries(client: TestClient, engine: MemoryEngine, path: str) -> None:
    engine.asked.clear()
    client.get(path, headers=HTML)
    assert len(engine.asked) <= 14


def test_text_of_a_page_is_escaped(client: TestClient) -> None:
    html = get(client, GOAL)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "€ 5 &amp; meer" in html


def test_the_goal_page_says_what_the_page_says(client: TestClient) -> None:
    html = get(client, GOAL)
    for words in (
        "Doel 2.2.2",
        "Maatschappelijke participatie",
        "€\N{NO-BREAK SPACE}348.646",
        "Fenna Fictief",
        "gebouwd op 3 mei 2031, 15:20",
        "2 van 4 doelen geladen; 1 doel alleen genoemd",
        "pagina niet geladen",
        "kop zonder lijst",
        "Sociaal domein",
    ):
        assert words in html
    assert 'href="/doc/programme-version/gm9901/begroting/2031/4"' in html


def test_a_reference_that_is_not_found_says_so_in_words_beside_its_mark(client: TestClient) -> None:
    html = get(client, GOAL)
    assert re.search(r'zie doel 1\.3\.4</a></mark><span class="tag t-reference">→ pagina niet geladen</span>', html)
    assert re.search(r'zie doel 1\.1\.1</a></mark><span class="tag t-reference">→</span>', html)


def test_the_table_of_references_leads_into_the_text(client: TestClient) -> None:
    html = get(client, GOAL)
    rows = re.findall(r'<tr id="(r\d+)-row">(.*?)</tr>', html, re.DOTALL)
    assert [name for name, _ in rows] == ["r1", "r2", "r3", "r4"]  # r0 is the number of the page itself
    for name, row in rows:
        assert f'href="#{name}"' in row
        assert '<mark class="k-reference">' in row
    assert "draagt bij aan" in rows[1][1]
    assert ">Doel 1.1.1 Buurtkracht</a>" in rows[0][1]
    assert ">Goal 1.1.1 Buurtkracht</a>" in get(client, GOAL, "en")


def test_who_refers_to_a_goal_stands_on_its_page(client: TestClient) -> None:
    html = get(client, GOAL)
    assert "Wie niet kan werken doet anders mee (" in html
    assert 'href="/doc/goal-version/gm9901/begroting/2031/1.1.1"' in html


def test_a_list_of_who_refers_here_warns_first_where_not_all_was_loaded(client: TestClient) -> None:
    html = get(client, GOAL)
    warning = html.index("niet alle doelen van Begroting 2031 (Nergenshuizen) zijn geladen")
    assert warning < html.index("Wie niet kan werken")


def test_a_deviation_shows_its_effects(client: TestClient) -> None:
    html = get(client, REPORT)
    for words in ("Budgettair neutraal", "€\N{NO-BREAK SPACE}460.000", "nadeel", "incidenteel", "geen bedrag genoemd"):
        assert words in html


def test_a_version_that_is_only_named_says_so_with_the_sentence(client: TestClient) -> None:
    html = get(client, NAMED)
    assert "Pagina niet geladen" in html
    assert "De activering draagt bij aan het tegengaan van armoede" in html


def test_a_named_parent_lists_what_falls_under_it(client: TestClient) -> None:
    html = get(client, "/doc/programme-version/gm9901/begroting/2031/2")
    assert html.index("Ambitie 2.2") < html.index("Maatschappelijke participatie")


def test_the_start_lists_documents_with_coverage_and_trees(client: TestClient) -> None:
    html = get(client, "/")
    assert "niet alle doelen" in html
    assert html.index("Programma 2") < html.index("Maatschappelijke participatie")
    assert 'href="/sparql"' in html


def test_a_number_leads_to_its_goal(client: TestClient) -> None:
    found = client.get("/find?number=2.2.2", headers=HTML)
    assert (found.status_code, found.headers["location"]) == (303, GOAL)
    assert "heeft het nummer 7.7.7" in get(client, "/find?number=7.7.7")


@pytest.mark.parametrize(
    "asked", ["doel 2.2.2", "Doel 2.2.2 ", "goal 2.2.2", "DOEL2.2.2", "maatschappelijke PARTICIPATIE"]
)
def test_a_kind_before_the_number_and_a_name_lead_to_the_goal_too(
    client: TestClient, engine: MemoryEngine, asked: str
) -> None:
    engine.asked.clear()
    found = client.get("/find", params={"number": asked}, headers=HTML)
    assert (found.status_code, found.headers["location"]) == (303, GOAL)
    assert len(engine.asked) == 1


def test_a_word_of_a_statement_lists_what_has_it(client: TestClient) -> None:
    html = get(client, "/find?number=we%20ver")
    assert "Zoeken naar «we ver»" in html
    assert html.index("Buurtkracht") < html.index("Samenkracht")
    assert "heeft «qqq» in de naam" in get(client, "/find?number=qqq")


@pytest.mark.parametrize(("language", "words"), [("nl", "U vulde nog niets in"), ("en", "You filled in nothing yet")])
def test_an_empty_search_is_told_what_to_fill_in(client: TestClient, language: str, words: str) -> None:
    assert words in get(client, "/find?number=", language)
    assert words in get(client, "/find", language)


@pytest.mark.parametrize("number", ["\"'><script>", '2.2.2" }', "²", "\\u0000", "a" * 60, "\N{ZERO WIDTH SPACE}"])
def test_an_odd_number_is_not_found_and_comes_back_escaped(client: TestClient, number: str) -> None:
    answer = client.get("/find", params={"number": number}, headers=HTML)
    assert answer.status_code in {200, 400}
    assert "<script>" not in answer.text


def test_english_by_choice_and_by_browser_and_its_links(client: TestClient) -> None:
    for html in (get(client, f"{GOAL}?lang=en"), get(client, GOAL, "en-GB, nl;q=0.3")):
        assert '<html lang="en">' in html
        assert "page not loaded" in html
        assert "€\N{NO-BREAK SPACE}348,646" in html
        assert '<div class="text" lang="nl">' in html
    assert '<html lang="nl">' in get(client, GOAL, "de")


def test_static_files_are_the_named_ones_alone(client: TestClient) -> None:
    assert client.get("/static/doelgraaf.css").headers["content-type"].startswith("text/css")
    assert client.get("/static/base.html").status_code == 404
    assert client.get("/static/..%2Fpages.py").status_code == 404
