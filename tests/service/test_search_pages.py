"""Search as people and programs get it: pages, JSON, files and the command; odd words break none of them."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import cast

import click
import pytest
from click.testing import CliRunner, Result
from growing import copy_with_links
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from searching import BASE, BUDGET, HTML, NL, REPORT, Town, served

from ontology.language import Language
from service import search_commands
from service.answers.search.wanted import LONGEST, MOST_TERMS
from service.release.releases import Releases
from service.release.search_index import FOLDER
from service.release.search_rows import Found
from service.web import search_words


@pytest.fixture(scope="module")
def town(fictional_data: Path) -> Iterator[Town]:
    with served(fictional_data) as town:
        yield town


def test_an_answer_has_all_that_leads_on(town: Town) -> None:
    found = town.get(q="groene wijken", limit=1)
    [item] = found["items"]
    assert found["coverage"]["complete"] == "no"
    assert found["caution"]["nl"].startswith("Let op: niet alle doelen van Berap 2031-1")
    assert item["iri"] == f"{BASE}/id/goal-version/{REPORT}/3.2.1"
    assert item["words"]["page"].startswith(f"{BASE}/id/page/{REPORT}/")
    assert item["words"]["text"] == "We maken de wijken groener en vergroten de variatie aan planten en dieren"
    assert [item["words"]["text"][one["start"] : one["end"]] for one in item["words"]["marks"]] == ["wijken", "groener"]
    assert item["domain"] == {"iri": f"{BASE}/id/domain/gm9999/fysiek-domein", "label": "Fysiek domein"}
    page = town.client.get(item["link"], headers=HTML)
    assert page.status_code == 200
    assert 'id="here"' in page.text


def test_every_link_of_a_hit_leads_to_its_words(town: Town) -> None:
    items = town.get(q="inwoner", limit=30)["items"]
    kinds = {item["kind"] for item in items}
    assert {"goal", "criterion", "activity", "reference"} <= kinds | {
        item["kind"] for item in town.get(q="wijk")["items"]
    }
    for item in items:
        answer = town.client.get(item["link"], headers=HTML)
        assert answer.status_code == 200
        assert ('id="here"' in answer.text) == ("#here" in item["link"])


def test_paging_gives_every_hit_once_and_says_how_many_there_are(town: Town) -> None:
    address, seen = "/v1/search?q=inwoner&limit=9", []
    for _ in range(30):
        answer = town.client.get(address)
        seen += [item["iri"] for item in answer.json()["items"]]
        links = dict(reversed(link.split("; ")) for link in answer.headers["Link"].split(", "))
        if 'rel="next"' not in links:
            break
        address = links['rel="next"'].strip("<>")
    assert len(seen) == len(set(seen)) == answer.json()["total"] == answer.json()["reachable"]


def test_files_have_the_rows_of_the_answer(town: Town) -> None:
    items = town.get(q="groen")["items"]
    rows = list(csv.DictReader(io.StringIO(town.client.get("/v1/search?q=groen&format=csv").text)))
    assert [row["iri"] for row in rows] == [item["iri"] for item in items]
    assert [int(row["start"]) for row in rows if row["start"]] == [
        item["words"]["start"] for item in items if item["words"]
    ]
    book = town.client.get("/v1/search?q=groen", headers={"Accept": items and XLSX})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in sheet[1:]] == [item["iri"] for item in items]
    assert town.client.get("/v1/search?q=groen&format=pdf").status_code == 406


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


REFUSED = [
    ({"q": "a" * 10_000}, "ten thousand characters"),
    ({"q": "a " * (LONGEST // 2 + 1)}, "a little too long"),
    ({"q": "a1 " * (MOST_TERMS + 1)}, "too many words: they are equal, and not told apart before they are counted"),
    ({"q": "groen", "kind": "doel"}, "a kind that is not there"),
    ({"q": "groen", "year": "nu"}, "a year that is none"),
    ({"q": "groen", "organisation": "Zwolle' OR 1=1"}, "an organisation that is none"),
    ({"q": "groen", "offset": "10001"}, "too far"),
    ({"q": "groen", "offset": "-1"}, "before the first"),
    ({"q": "groen", "limit": "0"}, "nothing"),
    ({"q": "groen", "limit": "101"}, "too much"),
    ({"q": "groen", "document": "x" * 121}, "a document of no such length"),
]


@pytest.mark.parametrize(("asked", "why"), REFUSED)
@pytest.mark.parametrize("path", ["/v1/search", "/search"])
def test_what_can_not_be_looked_for_is_refused(town: Town, asked: Mapping[str, str], why: str, path: str) -> None:
    answer = town.client.get(path, params=asked, headers={"Accept": "*/*"})
    assert answer.status_code == 400, why
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["detail"]


def test_there_are_as_many_refusals_as_are_listed() -> None:
    assert len(REFUSED) == 11


@pytest.mark.parametrize("words", ['"', "!? -- ()", "\x01-", "."])
def test_marks_alone_find_nothing_and_say_why(town: Town, words: str) -> None:
    told = town.get(q=words, kind="goal")
    assert (told["total"], told["reachable"], told["items"]) == (0, 0, [])
    note = cast("Mapping[str, str]", told["note"])
    assert note["nl"].startswith("Er staat geen woord of nummer tussen de zoekwoorden, dus er is niet gezocht;")
    assert all(note[language] in town.page(language, q=words) for language in ("nl", "en"))
    assert town.client.get("/v1/search", params={"q": words, "format": "csv"}).text.count("\r\n") == 1


def test_words_that_were_looked_for_have_no_note(town: Town) -> None:
    assert [town.get(q=words)["note"] for words in ("groen", "qqqqq", "")] == [None, None, None]


def test_the_description_rules_out_one_word_too_many_and_no_more(town: Town) -> None:
    described = town.client.get("/v1/openapi.json").json()["paths"]["/search"]["get"]["parameters"]
    pattern = next(one["schema"]["pattern"] for one in described if one["name"] == "q")
    for words, most in (("a1 ", MOST_TERMS), ('a1"', MOST_TERMS), ("a1\x02", MOST_TERMS)):
        assert re.search(pattern, words * most)
        assert town.client.get("/v1/search", params={"q": words * most}).status_code == 200
        assert not re.search(pattern, words * (most + 1))


ODD = [
    "AND OR NOT", "title:groen", "groen^8", "groen~2", "gr*en", "[a TO z]", "(groen", "groen)", "a\\", '\\"', "+groen",
    "groen\x00wijk", "\x1b[31mgroen", "groen\r\nX-Evil: 1", "😀 groen", "'; DROP TABLE entry; --", "{{7*7}}", "<b>groen</b>",
    "..", "-", "-groen", "--groen", '-"groen', "“„”", "١٢٣", "é̂", "\u202egroen", "ﬁets", "ǅ", "%00", "2.2.2.2.2", "1,5", "P3 1.1",
]  # fmt: skip


@pytest.mark.parametrize("words", ODD)
def test_odd_words_get_an_answer_or_are_refused(town: Town, words: str) -> None:
    for path in ("/v1/search", "/search"):
        answer = town.client.get(path, params={"q": words}, headers=HTML if path == "/search" else {})
        assert answer.status_code in {200, 400}
        assert "<b>groen" not in answer.text
    assert len(ODD) == 33


def test_words_are_told_as_they_were_typed_and_nothing_of_them_is_markup(town: Town) -> None:
    html = town.page(q='<script>alert("groen")</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


PAGES = [
    (
        "nl",
        (
            "Zoeken naar «groene wijken»",
            "1 tot en met",
            "treffers",
            "Verfijn",
            "Soort",
            "Verwijzing",
            "Let op: niet alle",
        ),
    ),
    ("en", ("Search for “groene wijken”", "1 to", "hits", "Narrow down", "Kind", "Reference", "Note: not every goal")),
]


@pytest.mark.parametrize(("language", "said"), PAGES)
def test_the_page_speaks_the_language_of_its_reader(town: Town, language: str, said: tuple[str, ...]) -> None:
    html = town.page(language, q="groene wijken")
    for words in said:
        assert words in html
    assert "<mark>Groene</mark>" in html
    assert f"lang={language}" in html


@pytest.mark.parametrize(("language", "said"), [("nl", "Zo zoekt u"), ("en", "How to search")])
def test_a_page_without_hits_or_words_says_how_to_search(town: Town, language: str, said: str) -> None:
    assert said in town.page(language)
    assert said in town.page(language, q="qqqqq")
    assert ("Niets van wat is geladen" in town.page(language, q="qqqqq")) == (language == "nl")


def test_the_links_of_facets_narrow_and_widen_without_script(town: Town) -> None:
    html = town.page(q="wijk")
    assert 'href="/search?q=wijk&amp;kind=goal&amp;lang=nl"' in html
    chosen = town.page(q="wijk", kind="goal")
    assert 'href="/search?q=wijk&amp;lang=nl"' in chosen
    assert 'class="chosen"' in chosen
    assert "Alle filters weg" in chosen


def test_the_start_page_and_the_head_of_every_page_have_the_form(town: Town) -> None:
    html = town.client.get("/", headers={**HTML, **NL}).text
    assert html.count('action="/search"') == 2
    assert 'name="q"' in html


def test_a_release_without_an_index_says_so(fictional_data: Path, tmp_path: Path) -> None:
    data = copy_with_links(fictional_data, tmp_path / "data")
    releases = Releases(data)
    shutil.rmtree(releases.folder(releases.current()) / FOLDER)
    with served(data) as town:
        answer = town.client.get("/v1/search?q=groen", headers=NL)
        page = town.client.get("/search?q=groen", headers={**HTML, **NL})
        query = f'SELECT * {{ SERVICE <{BASE}/search> {{ ?g dg:matches "wijk" }} }}'
        asked = town.client.get("/sparql", params={"query": query}, headers=NL)
    command = run("groen", "--data", str(data))
    assert (asked.status_code, "doelgraaf publish --full" in asked.json()["detail"]) == (400, True)
    assert answer.status_code == page.status_code == 404
    assert "doelgraaf publish --full" in answer.json()["detail"]
    assert "doelgraaf publish --full" in page.text
    assert (command.exit_code, "doelgraaf publish --full" in command.output) == (1, True)


def run(*arguments: str, language: Language = Language.NL) -> Result:
    group = click.Group(commands={command.name or "": command for command in search_commands.commands(language)})
    return CliRunner().invoke(group, ["search", *arguments])


def test_the_command_shows_a_table_json_or_csv(town: Town) -> None:
    data = ("--data", str(town.data))
    table = run("groene", "wijken", *data)
    assert "Groene wijken" in table.stdout
    assert "1 tot en met 9 van 9 treffers." in table.stdout
    assert "Let op" in table.stderr
    told = json.loads(run("groene wijken", "--json", *data).stdout)
    assert told["items"] == town.get(q="groene wijken")["items"]
    rows = list(csv.DictReader(io.StringIO(run("groene wijken", "--csv", *data).stdout)))
    assert [row["iri"] for row in rows] == [item["iri"] for item in told["items"]]
    narrowed = run(
        "--kind", "goal", "--document", BUDGET, "--year", "2031", *data, "--", "wijk", "-groen", language=Language.EN
    )
    assert "1 to " in narrowed.stdout
    assert "Criterion" not in narrowed.stdout
    assert "Niets van wat is geladen" in run("qqqq", *data).stdout


@pytest.mark.parametrize(
    "wrong",
    [("x", "--json", "--csv"), ("x", "--kind", "doel"), ("x", "--organisation", "Zwolle"), ('"',), ("x" * 501,)],
)
def test_the_command_refuses_what_it_can_not_look_for(town: Town, wrong: tuple[str, ...]) -> None:
    assert run(*wrong, "--data", str(town.data)).exit_code == 2


def test_every_text_of_the_page_is_used_and_kinds_have_one() -> None:
    templates = Path(search_words.__file__).parent / "templates" / "search.html"
    code = Path(search_words.__file__).with_name("search_page.py")
    text = templates.read_text("utf-8") + code.read_text("utf-8")
    facets = {"kind", "organisation", "year", "document", "domain", "holder"}
    assert {
        name
        for name in search_words.PHRASES
        if not {f'"{name}"', f"'{name}'"} & {*re.findall(r"""["']\w+["']""", text)}
    } <= facets
    assert list(search_words.KINDS) == list(Found)


@pytest.mark.parametrize(("language", "typed"), [("nl", "zoek"), ("en", "search")])
def test_the_editor_is_offered_the_service_and_its_terms(town: Town, language: str, typed: str) -> None:
    asked = {"q": typed, "kind": ["service"], "lang": language}
    [term] = town.client.get("/sparql/terms", params=asked).json()["terms"]
    assert (term["insert"], "dg:matches" in term["about"]) == (f"<{BASE}/search>", True)
    terms = town.client.get("/sparql/terms", params={"q": "matches", "kind": ["property"]}).json()["terms"]
    assert [term["insert"] for term in terms] == ["dg:matches"]


def test_the_page_is_used_by_keyboard_without_script(town_address: str, browser: Browser) -> None:
    with closing(browser.new_context(java_script_enabled=False, locale="nl-NL")) as context:
        page = context.new_page()
        page.goto(town_address)
        page.locator("#search-words").focus()
        page.keyboard.type("groene wijken")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=groene+wijken")
        assert page.locator("h1").inner_text() == "Zoeken naar «groene wijken»"
        assert page.locator("mark").first.inner_text() == "Groene"
        assert page.locator("#search-words").input_value() == "groene wijken"
        page.get_by_role("link", name="alleen Verwijzing: 3 treffers").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**kind=reference**")
        assert page.locator(".hit").count() == 3
        page.locator(".hit a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/doc/goal-version/**at=**")
        assert "groen in de wijk" in page.locator("#here").first.inner_text()
