"""The SPARQL editor in Debian's Chromium: typing, completing, asking, stopping, sharing; with and without scripts."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from editor_desk import Desk, open_page, sit_down
from playwright.sync_api import Browser, BrowserContext, expect

DG = "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
# Three cross products of all there is: no machine ends it, so that it can be stopped.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GOALS = "SELECT ?doel ?nummer { ?doel a dg:GoalVersion ; dg:number ?nummer } ORDER BY ?nummer ?doel LIMIT 7"


@pytest.fixture(scope="module")
def dutch(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that prefers Dutch; made once, because that takes longest."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def desk(dutch: BrowserContext, town_address: str) -> Iterator[Desk]:
    """The page in Dutch. In the end the browser has had nothing to complain of, least of all of the page's policy."""
    yield from without_complaint(dutch, town_address)


@pytest.fixture(scope="module")
def typist(dutch: BrowserContext, town_address: str) -> Iterator[Desk]:
    """The same, on which one query after the other is typed."""
    yield from without_complaint(dutch, town_address)


def without_complaint(context: BrowserContext, address: str) -> Iterator[Desk]:
    desk = sit_down(context, f"{address}/sparql")
    yield desk
    desk.page.close()
    # A query that is refused is answered with 400, which the console shows too.
    assert [told for told in desk.complaints if "status of 400" not in told] == []


@pytest.fixture
def english(browser: Browser, town_address: str) -> Iterator[Desk]:
    yield from open_page(browser, f"{town_address}/sparql", locale="en-GB")


@pytest.fixture
def plain(browser: Browser, town_address: str) -> Iterator[Desk]:
    yield from open_page(browser, f"{town_address}/sparql", java_script_enabled=False)


COMPLETED = [
    ("SELECT * { ?x verwijst", "dg:refersTo", "SELECT * { ?x dg:refersTo}", "a property by its Dutch name"),
    ("SELECT * { ?x dg:refe", "dg:refersTo", "SELECT * { ?x dg:refersTo}", "a property by its own name"),
    ("SELECT * { ?x a dg:Goal", "dg:GoalVersion", "SELECT * { ?x a dg:GoalVersion}", "a class"),
    ("SELECT * { ?x naam", "rdfs:label", "SELECT * { ?x rdfs:label}", "a property of another vocabulary"),
    ('SELECT * { ?x dg:number "2.2', "2.2.1", 'SELECT * { ?x dg:number "2.2.1"}', "a number inside its quotes"),
    ('SELECT * { ?x dg:name "thuis', "Thuis ondersteund", 'SELECT * { ?x dg:name "Thuis ondersteund"}', "a name"),
    (
        "SELECT * { ?x dg:refersTo <doel 2.2.1 thuis",
        "Doel 2.2.1 Thuis ondersteund (Nergenshuizen, Begroting 2031)",
        "SELECT * { ?x dg:refersTo <http://localhost:8000/id/goal-version/gm9999/begroting/2031/2.2.1>}",
        "a goal by some words",
    ),
    (
        "SELECT * { ?x dg:role kruis",
        "kruisverwijzing",
        "SELECT * { ?x dg:role <https://w3id.org/doelgraaf/def/role#cross-reference>}",
        "a code",
    ),
    ("SELECT ?doel { ?d", "?doel", "SELECT ?doel { ?doel}", "a variable"),
    ("PREFIX sko", "skos: <", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>", "a prefix"),
    ("SELECT * { OPTI", "OPTIONAL", "SELECT * { OPTIONAL}", "a keyword"),
    ("SELECT * { ?x dg:year ?y FILTER(COA", "COALESCE", "SELECT * { ?x dg:year ?y FILTER(COALESCE)}", "a function"),
]


@pytest.mark.parametrize(("typed", "offered", "made", "why"), COMPLETED, ids=[case[3] for case in COMPLETED])
def test_what_is_typed_is_completed(typist: Desk, typed: str, offered: str, made: str, why: str) -> None:
    typist.type(typed)
    option = typist.options.filter(has_text=offered).first
    option.click()
    without = re.sub(r"PREFIX (dg|rdfs): <[^>]*>\n", "", typist.query)
    assert without == made, why
    for prefix in re.findall(r"\b(dg|rdfs):", without):
        assert f"PREFIX {prefix}: <" in typist.query, "the prefix was not added"
    expect(typist.options).to_have_count(0)


def test_a_goal_is_completed_by_keys_alone_and_one_undo_takes_back_name_and_prefix(desk: Desk) -> None:
    desk.type("SELECT * { ?x verwijst")
    expect(desk.options.first).to_have_attribute("aria-selected", "true")
    desk.page.wait_for_timeout(100)  # a choice counts only when its list has stood for a moment
    desk.page.keyboard.press("Enter")
    assert desk.query == f"{DG}SELECT * {{ ?x dg:refersTo}}"
    desk.page.keyboard.press("Control+Z")
    assert desk.query == "SELECT * { ?x verwijst}"


@pytest.mark.parametrize("typed", ["# zie dg:", 'SELECT * { ?x dg:name "dg:', "PREFIX dg:"])
def test_no_prefix_is_added_where_a_colon_is_no_name(desk: Desk, typed: str) -> None:
    desk.type(typed)
    assert desk.query.count("PREFIX") == typed.count("PREFIX") + typed.count("{")


def test_an_answer_is_a_table_of_labels_and_links_with_the_time_it_took(desk: Desk) -> None:
    desk.ask(GOALS)
    expect(desk.said).to_have_text("Rijen: 7.")
    assert desk.cells()[0] == ["Doel 1.1.1 Buurtkracht (Nergenshuizen, Begroting 2031)", "1.1.1"]
    link = desk.page.locator("#answer tbody a").first
    assert link.get_attribute("href") == "http://localhost:8000/id/goal-version/gm9999/begroting/2031/1.1.1"
    expect(desk.page.locator("#clock")).to_have_text(re.compile(r"^Beantwoord in \d+,\d+ s\.$"))
    expect(desk.page.locator("#status")).to_have_text(re.compile(r"^Rijen: 7\. Beantwoord in"))
    assert desk.page.evaluate("document.activeElement.className") == "editor", "the focus went elsewhere"


def test_downloads_ask_the_same_query(desk: Desk) -> None:
    desk.ask(GOALS)
    expect(desk.said).to_have_text("Rijen: 7.")
    found = {}
    for link in desk.page.locator(".downloads a").all():
        answer = desk.page.request.get(str(desk.page.evaluate("link => link.href", link.element_handle())))
        assert answer.ok
        found[link.inner_text()] = (answer.headers["content-type"].partition(";")[0], answer.body())
    assert list(found) == ["CSV", "Excel (XLSX)", "JSON"]
    assert found["CSV"][0] == "text/csv"
    assert len(found["CSV"][1].splitlines()) == 8
    assert found["Excel (XLSX)"][1].startswith(b"PK")
    assert found["JSON"][0] == "application/sparql-results+json"


def test_of_many_rows_the_first_thousand_are_shown_and_the_others_counted(desk: Desk) -> None:
    desk.ask("SELECT ?s ?p { ?s ?p ?o } LIMIT 1234")
    expect(desk.said).to_have_text("De eerste 1 000 rijen; er zijn er nog 234. Wat u ophaalt heeft ze alle.")
    assert desk.page.locator("#answer tbody tr").count() == 1000
    desk.ask("SELECT ?s ?p ?o { ?s ?p ?o }")
    expect(desk.said).to_have_text(re.compile(r"^De eerste 1 000 rijen; er zijn er nog meer dan \d+ \d{3}\."))


def test_a_fault_is_marked_on_its_line_and_the_cursor_stands_there(desk: Desk) -> None:
    desk.ask("SELECT ?x WHERE {\n  ?x dg:number ?é .\n  ?é dg:year )\n}")
    alert = desk.page.get_by_role("alert")
    expect(alert).to_contain_text("De vraag is geen geldige SPARQL")
    expect(alert).to_contain_text("regel 3, kolom 14")
    expect(desk.page.locator(".cm-lint-marker-error")).to_have_count(1)
    marked = desk.page.locator(".cm-lintRange-error, .cm-lintPoint-error")
    expect(marked).to_have_text(")")
    expect(desk.page.locator(".cm-activeLineGutter").last).to_be_visible()
    assert desk.page.evaluate("document.activeElement.className") == "editor"
    desk.page.keyboard.press("Delete")
    desk.page.keyboard.insert_text("?y")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.said).to_be_visible()
    expect(desk.page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_a_query_that_is_stopped_leaves_room_for_the_next(desk: Desk) -> None:
    """More of them are stopped than there are workers and places to wait, so that each has to be gone at once."""
    for _ in range(12):
        desk.ask(ENDLESS)
        expect(desk.page.locator("#clock")).to_have_text(re.compile(r"^Bezig… \d"))
        desk.page.get_by_role("button", name="Stop").click()
        expect(desk.page.locator("#clock")).to_have_text(re.compile(r"^Gestopt na \d+,\d+ s\.$"))
    expect(desk.page.locator("#stop")).to_be_hidden()
    desk.ask(GOALS)
    expect(desk.said).to_have_text("Rijen: 7.")


def test_a_query_that_is_asked_while_another_runs_takes_its_place(desk: Desk) -> None:
    desk.ask(ENDLESS)
    expect(desk.page.locator("#clock")).to_have_text(re.compile(r"^Bezig… \d"))
    desk.ask(GOALS)
    expect(desk.said).to_have_text("Rijen: 7.")
    expect(desk.page.locator("#stop")).to_be_hidden()


def test_the_link_that_is_copied_shows_the_same_to_somebody_else(desk: Desk, browser: Browser) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    query = f"{GOALS} # één + «twee» %2B"
    desk.ask(query)
    expect(desk.said).to_have_text("Rijen: 7.")
    desk.page.get_by_role("button", name="Kopieer de link").click()
    expect(desk.page.locator("#clock")).to_have_text("De link staat op het klembord.")
    copied = str(desk.page.evaluate("navigator.clipboard.readText()"))
    assert copied == desk.page.url
    assert parse_qs(urlsplit(copied).query) == {"query": [query]}
    for other in open_page(browser, copied):
        expect(other.said).to_have_text("Rijen: 7.")
        assert other.query == query
        assert other.cells() == desk.cells()


def test_where_there_is_no_clipboard_the_link_stands_ready(desk: Desk) -> None:
    desk.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    desk.write("ASK {}")
    desk.page.get_by_role("button", name="Kopieer de link").click()
    link = desk.page.get_by_role("textbox", name="Link naar deze vraag")
    expect(link).to_be_focused()
    assert link.input_value() == desk.page.url
    assert desk.page.url.endswith("/sparql?query=ASK+%7B%7D")


def test_going_back_shows_the_query_before(desk: Desk) -> None:
    desk.ask(GOALS)
    expect(desk.said).to_have_text("Rijen: 7.")
    desk.ask("ASK {}")
    expect(desk.said).to_have_text("Ja")
    desk.page.go_back()
    expect(desk.said).to_have_text("Rijen: 7.")
    expect(desk.content).to_contain_text("SELECT ?doel")


def test_a_stored_question_is_put_in_the_editor_without_leaving_the_page(desk: Desk) -> None:
    desk.page.evaluate("window.still = 'here'")
    desk.page.locator("a[href*='question=cq02']").click()
    expect(desk.content).to_contain_text("VALUES")
    assert desk.page.url.endswith("/sparql?question=cq02")
    assert desk.page.evaluate("window.still") == "here"
    expect(desk.page.locator("#status")).to_contain_text("De vraag staat in het vak.")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.said).to_contain_text("Rijen:")


def test_an_example_is_asked_in_place(desk: Desk) -> None:
    desk.page.evaluate("window.still = 'here'")
    desk.page.get_by_role("button", name="Stel de vraag: Welke doelen kosten het meest?").click()
    expect(desk.said).to_contain_text("Rijen:")
    assert "dg:expenditure" in desk.query
    assert desk.page.evaluate("window.still") == "here"


def test_a_graph_is_shown_as_text_with_its_forms(desk: Desk) -> None:
    desk.ask(f"{DG}CONSTRUCT WHERE {{ ?x dg:number ?n }}")
    expect(desk.said).to_have_text("Het antwoord is een graaf, hier in Turtle.")
    expect(desk.page.locator("#answer pre")).to_contain_text("def#number")
    assert desk.page.locator(".downloads a").all_inner_texts() == ["Turtle", "JSON-LD", "N-Triples", "RDF/XML"]
    desk.ask("CONSTRUCT WHERE { ?s ?p ?o }")
    expect(desk.said).to_contain_text("dit is het begin ervan")


def test_what_may_be_behind_an_empty_answer_is_shown(desk: Desk) -> None:
    desk.ask("SELECT ?x { ?x dg:nummer ?n }")
    expect(desk.page.locator("#answer .notice").first).to_contain_text("dg:number")


def test_keys_alone_reach_everything_and_tab_leaves_the_editor(desk: Desk) -> None:
    desk.page.locator("#find-number").focus()
    for _ in range(16):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.className") == "editor":
            break
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.insert_text("ASK {}")
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("button", name="Stel de vraag", exact=True)).to_be_focused()
    desk.page.keyboard.press("Shift+Tab")
    assert desk.page.evaluate("document.activeElement.className") == "editor"
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(desk.said).to_have_text("Ja")
    assert desk.query == "ASK {}", "a key went into the query"
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("button", name="Kopieer de link")).to_be_focused()


def test_a_running_query_is_stopped_by_keys_and_the_focus_stays_on_the_page(desk: Desk) -> None:
    desk.ask(ENDLESS)
    expect(desk.page.locator("#stop")).to_be_visible()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator("#stop")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#clock")).to_contain_text("Gestopt")
    assert desk.page.evaluate("document.activeElement.className") == "editor"


def test_the_editor_has_a_name_and_says_its_keys(desk: Desk) -> None:
    editor = desk.page.get_by_role("textbox", name="Vraag in SPARQL")
    expect(editor).to_have_attribute("aria-description", re.compile(r"Tab gaat naar de knoppen"))
    expect(desk.page.locator("p.keys")).to_be_visible()
    desk.page.get_by_text("Vraag", exact=True).click()
    expect(editor).to_be_focused()


def test_the_page_speaks_english_and_keeps_the_query_in_the_other_language(english: Desk) -> None:
    english.ask(GOALS)
    expect(english.said).to_have_text("Rows: 7.")
    expect(english.page.locator("#clock")).to_have_text(re.compile(r"^Answered in \d+\.\d+ s\.$"))
    assert english.cells()[0][0].startswith("Goal 1.1.1")
    english.type("SELECT * { ?x dg:refersTo <goal 2.2.1")
    expect(english.options.first).to_contain_text("Goal 2.2.1")
    english.write(GOALS)
    english.page.get_by_role("link", name="Nederlands").click()
    expect(english.said).to_have_text("Rijen: 7.")
    assert english.query == GOALS
    english.page.keyboard.press("Control+Home")
    english.ask("SELECT * {")
    expect(english.page.get_by_role("alert")).to_contain_text("sluithaakje")
    assert parse_qs(urlsplit(english.page.url).query)["lang"] == ["nl"], "the choice of a language was lost"


def test_without_scripts_the_same_page_is_a_form(plain: Desk) -> None:
    assert plain.page.locator(".cm-content").count() == 0
    expect(plain.page.locator("#share")).to_be_hidden()
    expect(plain.page.locator("p.keys")).to_be_hidden()
    plain.page.get_by_label("Vraag", exact=True).fill(GOALS)
    plain.page.get_by_label("Antwoord als").select_option("html")
    plain.page.get_by_role("button", name="Stel de vraag", exact=True).click()
    expect(plain.said).to_have_text("Rijen: 7.")
    assert plain.query == GOALS
    assert plain.page.locator(".downloads a").all_inner_texts() == ["CSV", "Excel (XLSX)", "JSON"]
    plain.page.get_by_label("Vraag", exact=True).fill("SELECT ?x {")
    plain.page.get_by_role("button", name="Stel de vraag", exact=True).click()
    expect(plain.page.get_by_role("alert")).to_contain_text("sluithaakje")
    assert plain.query == "SELECT ?x {"


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, town_address: str, width: int) -> None:
    for desk in open_page(browser, f"{town_address}/sparql", viewport={"width": width, "height": 700}):
        desk.ask(GOALS)
        expect(desk.said).to_be_visible()
        desk.type("SELECT * { ?x dg:refersTo <doel")
        expect(desk.options.first).to_be_visible()
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
