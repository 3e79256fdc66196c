"""The pages /trace and /trace/{question}: every question as a form with its answer, in both languages, without script."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from ontology import terms as t
from ontology.language import Language
from service.answers.trace.questions import QUESTIONS
from service.web import question_page, question_words
from service.web.app import application
from service.web.network_filters import read_question
from service.web.question_hints import linked
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.published import RELEASE
from tests.web.releasing import Released
from tests.web.shown import EN, NL, shown
from tests.web.shown import words as words_of
from tests.web.town_network import tracer_of

BUDGET = "gm9999/begroting/2031"
TOWN = "gm9901/begroting/2031"
OF_ONE = f"document={BUDGET}&from={BUDGET}/2.1.2"
ASKED = {
    "neighbours": OF_ONE,
    "paths": f"document={BUDGET}&from=1.1.2&to=2.2.2",
    "impact": OF_ONE,
    "drop": OF_ONE,
    "network": f"document={BUDGET}&by=programme",
    "hubs": f"document={BUDGET}&most=5",
    "bridges": f"document={BUDGET}",
    "cycles": f"document={BUDGET}",
    "one-way": f"document={BUDGET}&most=20",
    "unreferred": f"document={BUDGET}",
    "pairs": f"document={BUDGET}&by=domain",
    "matrix": f"document={BUDGET}&by=programme",
}
PARAMETER = re.compile(r"\b(?:way|tree|holder|money|references|suspect|depth|offset|by|from|to)=|`")


def words(html: str) -> str:
    """The text of a page as people read it, but for the sentence by which it is cited, which has an address."""
    html = re.sub(r'<title>.*?</title>|<span class="sentence">.*?</span>', " ", html, flags=re.DOTALL)
    return words_of(html)


def test_every_question_is_asked_here() -> None:
    assert list(ASKED) != []
    assert set(ASKED) == set(QUESTIONS)
    assert len(ASKED) == 12


@pytest.mark.parametrize(("headers", "title"), [(NL, "Vragen over samenhang"), (EN, "Questions about connections")])
def test_the_list_has_every_question_in_words(web: TestClient, headers: Mapping[str, str], title: str) -> None:
    html = shown(web, "/trace", headers)
    assert f"<h1>{title}</h1>" in html
    assert re.findall(r'<dt><a href="/trace/([a-z-]+)">', html) == sorted(
        QUESTIONS,
        key=lambda name: (
            (len(QUESTIONS[name].required), list(QUESTIONS).index(name))
            if QUESTIONS[name].required
            else (3, list(QUESTIONS).index(name))
        ),
    )
    assert not PARAMETER.search(words(html))


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("headers", [NL, EN], ids=["nl", "en"])
def test_an_answer_has_tables_links_files_and_how_to_cite_it(
    web: TestClient, name: str, headers: Mapping[str, str]
) -> None:
    html = shown(web, f"/trace/{name}?{ASKED[name]}", headers)
    text = words(html)
    assert "<script" not in html
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert 'scope="col"' in html
    assert 'href="/doc/' in html
    assert not PARAMETER.search(text), PARAMETER.search(text)
    assert "http://" not in text
    files = re.findall(r'href="(/v1/trace/[^"]+format=(\w+)[^"]*)"', html)
    assert {form for _, form in files} >= {"json", "csv", "xlsx", "graphml", "gexf", "mermaid"}
    assert all(f"release={RELEASE}" in address for address, _ in files)
    told = re.search(r'<span class="sentence">(.*?)</span>', html, re.DOTALL)
    assert told
    assert f"doelgraaf, release {RELEASE}, http" in told[1]
    assert f"/trace/{name}?" in told[1]
    assert f"release={RELEASE}" in told[1]


@pytest.mark.parametrize("name", ASKED)
def test_both_languages_have_all_their_words(web: TestClient, name: str) -> None:
    dutch, english = (words(shown(web, f"/trace/{name}?{ASKED[name]}", headers)) for headers in (NL, EN))
    assert "Haal dit op als" in dutch
    assert "Download this as" in english
    for said in ("Haal dit op als", "Citeer dit", "Hoe dit gevonden", "zoals verwezen", "Wat u ziet"):
        assert said not in english
    assert "{" not in dutch + english


@pytest.mark.parametrize("name", ["neighbours", "paths", "impact", "drop", "cycles", "one-way"])
def test_a_sentence_has_its_words_marked_and_leads_to_its_place(web: TestClient, name: str) -> None:
    html = shown(web, f"/trace/{name}?{ASKED[name]}")
    quoted = re.findall(r'<q lang="nl">.*?</q>(.*?)</td>', html, re.DOTALL)
    assert quoted
    assert html.count("<mark") == len(quoted)
    for rest in quoted:
        address = re.search(r'href="([^"#]+)#here"', rest)
        assert address
        assert re.fullmatch(rf"/doc/goal-version/{BUDGET}/[\d.]+\?at=\d+-\d+", address[1])


def test_a_place_is_shown_by_the_page_that_a_sentence_leads_to(application: object) -> None:
    client = TestClient(Released(application, town.holdings().release))  # type: ignore[arg-type]
    html = shown(client, f"/trace/neighbours?document={TOWN}&from={TOWN}/2.2.2")
    address = re.search(r'href="([^"#]+\?at=[^"#]+)#here"', html)
    assert address
    assert 'id="here"' in shown(client, address[1])


def test_a_picture_of_the_answer_is_one_of_the_same_release(web: TestClient) -> None:
    html = shown(web, f"/trace/impact?{ASKED['impact']}")
    image = re.search(r'<img src="([^"]+)" alt="([^"]+)"', html)
    assert image
    assert "2.1.2" in image[2]
    drawn = web.get(unescape(image[1]))
    assert (drawn.status_code, drawn.headers["content-type"].partition(";")[0]) == (200, "image/svg+xml")


def test_every_download_gives_its_form(web: TestClient) -> None:
    html = shown(web, f"/trace/hubs?{ASKED['hubs']}")
    files = [unescape(file) for file in re.findall(r'href="(/v1/trace/[^"]+format=[^"]+)"', html)]
    assert len(files) >= 6
    assert [web.get(file).status_code for file in files] == [200] * len(files)


def test_the_lasting_address_gives_the_same_answer(web: TestClient) -> None:
    html = shown(web, f"/trace/hubs?{ASKED['hubs']}")
    address = re.search(r'<a href="([^"]+)" data-current>', html)
    assert address
    again = shown(web, unescape(address[1]))
    tables = [re.search(r"<table>.*</table>", page, re.DOTALL) for page in (html, again)]
    assert tables[0]
    assert tables[1]
    assert tables[1][0].replace(f"?release={RELEASE}", "") == tables[0][0]


def test_a_long_answer_leads_to_its_rest(web: TestClient) -> None:
    html = shown(web, f"/trace/one-way?{ASKED['one-way']}")
    following = re.search(r'<a href="([^"]+)" rel="next">', html)
    assert following
    second = shown(web, unescape(following[1]))
    assert "Vorige" in second
    assert re.findall(r"<tr>.*?</tr>", html)[1:] != re.findall(r"<tr>.*?</tr>", second)[1:]
    assert re.search(r'<p class="notice cut">[^<]*<a href="[^"]*offset=20[^"]*" rel="next">', html)


def test_no_path_is_told_with_links_that_look_further(web: TestClient) -> None:
    html = shown(web, f"/trace/paths?document={BUDGET}&from=2.1.2&to=2.2.1")
    notes = re.search(r'<ul class="notes">(.*?)</ul>', html, re.DOTALL)
    assert notes
    assert not PARAMETER.search(words(notes[1]))
    links = [unescape(link) for link in re.findall(r'href="(/trace/paths[^"]+)"', notes[1])]
    both = next(link for link in links if "way=both" in link)
    assert "Er is geen pad" not in shown(web, both)
    assert "<q " in shown(web, both)
    for link in links:
        assert "<q " in shown(web, link), link


@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("from=2.1.9", 404, "2.1.3"),
        ("from=9.9.9", 404, "4.3.2"),
        (f"from={BUDGET}/2.2.9", 404, "2.2.3"),
        ("from=Bestaanszekerhed", 404, "2.1.2"),
    ],
)
def test_a_number_that_is_not_there_leads_to_near_ones(web: TestClient, query: str, status: int, first: str) -> None:
    html = shown(web, f"/trace/impact?document={BUDGET}&{query}", status=status)
    listed = re.search(r'<ul class="suggestions">(.*?)</ul>', html, re.DOTALL)
    assert listed
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', listed[1])]
    assert links[0].endswith(f"from={BUDGET}/{first}"), links
    assert len(links) <= 8
    assert "Wat afhangt van" in shown(web, links[0])


def test_a_number_of_several_documents_is_chosen_from(web: TestClient) -> None:
    html = shown(web, "/trace/impact?document=all&from=4.1.2", status=400)
    listed = re.search(r'<ul class="suggestions">(.*?)</ul>', html, re.DOTALL)
    assert listed
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', listed[1])]
    assert len(links) > 1
    assert "Berap 2031-1" in listed[1]
    for link in links:
        shown(web, link)


def test_maps_and_matrices_lead_to_near_ones_too(web: TestClient) -> None:
    for address in (f"/network?document={BUDGET}&from=2.1.9", f"/matrix?document={BUDGET}&from=2.1.9&to=1.1.1"):
        html = shown(web, address, status=404)
        listed = re.search(r'<ul class="suggestions">(.*?)</ul>', html, re.DOTALL)
        assert listed
        assert f"from={BUDGET}/2.1.3" in listed[1]
        shown(web, unescape(re.findall(r'href="([^"]+)"', listed[1])[0]))


@pytest.mark.parametrize("name", [name for name in ASKED if QUESTIONS[name].required])
def test_who_named_nothing_yet_may_choose(web: TestClient, name: str) -> None:
    html = shown(web, f"/trace/{name}")
    link = re.search(r'<ul class="suggestions">.*?href="([^"]+)"', html, re.DOTALL)
    assert link
    following = shown(web, unescape(link[1]))
    assert ("<table" in following) == (name != "paths")
    assert "Haal dit op als" not in html


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/trace/loves", 404, "Hier staat niets"),
        ("/trace/hubs?colour=red", 400, "'colour' bestaat hier niet"),
        ("/trace/hubs?from=2.1.2", 400, "'from' bestaat hier niet"),
        ("/trace/impact?from=2.1.2&depth=10000", 400, "geen heel getal van 1 tot en met 20"),
        ("/trace/impact?from=2.1.2&way=up", 400, "'up' bestaat niet"),
        ("/trace/pairs?by=goal", 400, "'goal' bestaat niet"),
        ("/trace/impact?from=2.1.2&document=gm9999/begroting/1999", 404, "heeft geen document"),
        ("/trace/impact?from=" + "1" * 600, 400, "500 tekens"),
        ("/trace?foo=1", 400, "'foo' bestaat niet; er zijn lang"),
        (f"/trace/paths?from={BUDGET}/2.1.2&to={BUDGET}/2.1.2", 404, "Begin en einde zijn hetzelfde"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(web: TestClient, address: str, status: int, said: str) -> None:
    assert said in words(shown(web, address, status=status))


def test_empty_fields_of_the_form_say_nothing(web: TestClient) -> None:
    full = f"/trace/hubs?document={BUDGET}&organisation=&firstYear=&lastYear=&most=5"
    table = re.compile(r"<table>.*</table>", re.DOTALL)
    assert table.search(shown(web, full))[0] == table.search(shown(web, f"/trace/hubs?{ASKED['hubs']}"))[0]  # type: ignore[index]


def test_the_form_keeps_what_was_asked(web: TestClient) -> None:
    html = shown(web, f"/trace/impact?document={BUDGET}&from=2.1.2&depth=2&way=both&tree=true&suspect=false&lang=nl")
    assert 'name="from"' in html
    assert 'value="2.1.2"' in html
    assert re.search(r'<option value="both" selected', html)
    assert re.search(r'name="depth"[^>]*value="2"', html)
    assert re.search(r'name="tree" value="true" checked', html)
    assert re.search(r'name="suspect" value="false" checked', html)
    assert re.search(rf'name="document" value="{BUDGET}" checked', html)


def test_a_document_that_is_not_complete_is_said_to_be_so_first(client: TestClient) -> None:
    html = shown(client, f"/trace/unreferred?document={TOWN}")
    answer = html[html.index('id="answer"') :]
    assert answer.index('class="notice"') < answer.index("<h2")


def test_hostile_names_are_text() -> None:
    hostile = "</td><script>alert(1)</script> \" ' & {0} `tree` <b onclick=x>"
    iri = f"{town.BASE}/id/goal-version/{TOWN}/2.2.2"
    graph = NamedNode(f"{town.BASE}/graph/doc/{TOWN}")
    quads = [quad for quad in town.quads() if not (quad.subject.value == iri and quad.predicate.value == t.NAME)]
    quads.append(Quad(NamedNode(iri), NamedNode(t.NAME), Literal(hostile), graph))
    engine, held = MemoryEngine(quads), town.holdings()
    site, tracer = make_site(engine, lambda: held), tracer_of(engine, quads, held)
    client = TestClient(application(engine, [question_page.router(site, tracer)], current=site.current))
    for name in QUESTIONS:
        asked = {"document": TOWN}
        asked |= dict.fromkeys(QUESTIONS[name].required[:1], f"{TOWN}/2.2.2")
        asked |= dict.fromkeys(QUESTIONS[name].required[1:], f"{TOWN}/1.1.1")
        html = client.get(f"/trace/{name}", params=asked, headers=NL).text
        assert "<script" not in html
        assert "<b onclick" not in html
    for address in (f"/trace/impact?from={hostile}", f"/trace/paths?from={TOWN}/2.2.2&to={hostile}"):
        html = client.get(address, headers=NL).text
        assert "<script" not in html
        assert "<b onclick" not in html


def test_a_browser_that_opens_the_api_gets_json(web: TestClient) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = web.get(f"/v1/trace/hubs?{ASKED['hubs']}", headers=browser)
    assert answer.headers["content-type"].partition(";")[0] == "application/json"


def test_a_goal_leads_to_its_questions(client: TestClient) -> None:
    html = shown(client, f"/doc/goal-version/{TOWN}/2.2.2")
    for name, said in (("impact", "Wat raakt een wijziging?"), ("drop", "Wat als dit vervalt?")):
        link = re.search(rf'<a href="(/trace/{name}\?[^"]+)">{re.escape(said)}</a>', html)
        assert link
        assert "2.2.2" in words(shown(client, unescape(link[1])))


def test_the_menu_and_the_start_lead_to_questions_and_reviews(client: TestClient) -> None:
    html = shown(client, "/")
    menu = re.search(r'<nav class="menu".*?</nav>', html, re.DOTALL)
    assert menu
    for address in ("/trace", "/review"):
        assert f'href="{address}"' in menu[0]
        assert f'href="{address}"' in html.replace(menu[0], "")


@pytest.mark.parametrize(
    ("text", "said", "href"),
    [
        ("Met way=both is er een pad.", "Met beide richtingen is er een pad.", "way=both"),
        ("Een pad van 4 stappen (tree=true, depth=4).", "Een pad van 4 stappen (zoek zo).", "tree=true&depth=4"),
        ("Een pad van 1 stap (zonder relation).", "Een pad van 1 stap (zoek zo).", ""),
        ("Beide kanten op is er geen (way=both).", "Beide kanten op is er geen.", None),
        ("Looking both ways there is none either (way=both).", "Looking both ways there is none either.", None),
        ("Vraag het met depth=5.", "Vraag het met 5 stappen.", "depth=5"),
        ("Rij 1 tot en met 3 van 9; de volgende met offset=3.", "Rij 1 tot en met 3 van 9; de volgende.", "offset=3"),
        ("vraag by=programme in plaats van doelen", "vraag programma's in plaats van doelen", "by=programme"),
        (
            "elders; vraag er document=gm9999/berap/2031-1 bij.",
            "elders; vraag dat erbij.",
            "document=gm9999/berap/2031-1",
        ),
        ("zeg waarheen (`to`): een doel", "zeg waarheen: een doel", None),
        ("dat zegt de vraag `cycles`", "dat zegt de vraag Wat verwijst in een kring naar elkaar?", "/trace/cycles"),
        ("<b>way=both</b>", "<b>beide richtingen</b>", "way=both"),
        ("de naam is a=b en {0}", "de naam is a=b en {0}", None),
    ],
)
def test_parameters_are_said_in_words_with_a_link(text: str, said: str, href: str | None) -> None:
    filters = read_question(QueryParams("from=2.1.2&relation=see&offset=9"), QUESTIONS["impact"])
    html = str(linked(text, filters, "/trace/impact", Language.NL))
    assert unescape(re.sub(r"</?a[^>]*>", "", html)) == said
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', html)]
    assert len(links) == (href is not None)
    if href is not None and href != "/trace/cycles":
        assert links[0].startswith(f"/trace/impact?from=2.1.2{'&relation=see' if href else ''}")
        assert links[0].endswith(href)
        assert "offset=9" not in links[0]


def test_what_narrowed_an_answer_leaves_the_address_of_a_wider_one() -> None:
    filters = read_question(QueryParams("from=2.1.2&relation=see&suspect=false"), QUESTIONS["impact"])
    wider = str(linked("(references=true)", filters, "/trace/impact", Language.NL))
    assert 'href="/trace/impact?from=2.1.2&amp;suspect=false"' in wider


def test_phrases_have_the_same_places_for_values_in_both_languages() -> None:
    for name, phrase in question_words.PHRASES.items():
        assert set(re.findall(r"{(\w+)}", phrase.nl)) == set(re.findall(r"{(\w+)}", phrase.en)), name
        assert phrase.nl
        assert phrase.en
