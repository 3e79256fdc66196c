"""The pages /network and /matrix without scripts: what they show, say and refuse, in both languages."""

import re
from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from starlette.testclient import TestClient

from ontology import terms as t
from service.web import matrix_page, network_page
from service.web.app import application
from service.web.network_look import MOST_ROWS
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.network_parts import BUDGET, TOWN, part, rows, settings, words
from tests.web.shown import EN, NL, shown
from tests.web.town_network import tracer_of


def test_the_picture_and_the_tables_show_the_same(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}")
    data = settings(html)
    nodes, edges = rows(html, "table-nodes"), rows(html, "table-edges")
    assert len(nodes) == len(data["nodes"]) == html.count('class="spot kind-')
    assert len(nodes) > 40
    assert len(edges) > 100
    drawn = sum(int(str(edge["weight"])) for edge in data["edges"])
    assert len(edges) == drawn
    assert len(data["edges"]) == html[html.index('class="lines"') :].partition("</g>")[0].count("<path ")


def test_every_edge_has_its_sentence_with_the_words_marked_and_leads_to_the_text(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}")
    table = html[html.index('id="table-edges"') :].partition("</table>")[0].partition("<tbody>")[2]
    for row in table.split("</tr>")[:-1]:
        assert '<q lang="nl">' in row
        assert '<mark class="k-reference">' in row
        assert re.search(r'href="/doc/[^"]+\?at=\d+-\d+#here"', row)


def test_counts_are_those_of_other_nodes_and_not_of_references(web: TestClient) -> None:
    data = settings(shown(web, f"/network?document={BUDGET}"))
    pairs = {(edge["source"], edge["target"]) for edge in data["edges"] if edge["source"] != edge["target"]}
    for place, node in enumerate(data["nodes"]):
        assert node["out"] == sum(source == place for source, _ in pairs)
        assert node["in"] == sum(target == place for _, target in pairs)


def test_one_goal_is_shown_with_what_it_mentions_and_what_mentions_it(web: TestClient) -> None:
    found = part(shown(web, f"/network?document={BUDGET}&from={BUDGET}/1.1.2"), "found")
    text = words(found)
    assert "1.1.2 Vrijwillige inzet Noemt er 3; wordt genoemd door 4." in text
    assert "Zij krijgen scholing en een vast aanspreekpunt, in verbinding met ‘Mantelzorg’ ( doel 2.2.2 )." in text
    assert text.index("Noemt (3)") < text.index("Wordt genoemd door (4)")


def test_two_goals_are_shown_with_the_paths_between_them(web: TestClient) -> None:
    found = part(shown(web, f"/network?document={BUDGET}&from=2.2.2&to=1.1.2"), "found")
    text = words(found)
    assert "Van 2.2.2 Mantelzorg naar 1.1.2 Vrijwillige inzet" in text
    assert "Pad 1: 1 stap" in text
    assert "maar ook met geschoolde vrijwilligers (Vrijwillige inzet, zie doel 1.1.2 )." in text
    assert f'data-path="{BUDGET}/2.2.2 {BUDGET}/1.1.2"' in found


def test_the_part_that_a_script_fetches_is_that_of_the_page(web: TestClient) -> None:
    address = f"/network?document={BUDGET}&from={BUDGET}/2.2.2&to={BUDGET}/1.1.2"
    alone = shown(web, f"{address}&part=found")
    assert alone.strip() == part(shown(web, address), "found")


def test_no_path_is_told_with_what_would_give_one(web: TestClient) -> None:
    found = words(part(shown(web, f"/network?document={BUDGET}&from=1.1.1&to=1.1.1"), "found"))
    assert "1.1.1 Buurtkracht Noemt er" in found  # a goal and itself: its neighbours
    html = part(shown(web, f"/network?document={BUDGET}&relation=leads-to&from=1.1.2&to=2.2.2"), "found")
    none = words(html)
    assert "Binnen deze keuze is er geen pad van 1.1.2 Vrijwillige inzet naar 2.2.2 Mantelzorg." in none
    assert "references=true" not in none
    ways = [unescape(link) for link in re.findall(r'<a href="([^"]+)">zoek zo</a>', html)]
    wider = [link for link in ways if "relation=" not in link]
    assert len(wider) == 1
    assert 'class="path"' in shown(web, wider[0])


@pytest.mark.parametrize(
    ("query", "kinds", "why"),
    [
        ("relation=see", {"see"}, "one relation"),
        ("relation=see&relation=financed-from", {"see", "financed-from"}, "two relations"),
        ("tree=true&references=false", {"tree"}, "the tree alone"),
        ("holder=true&references=false", {"holder"}, "holders alone"),
    ],
)
def test_only_the_relations_that_are_ticked_are_shown(web: TestClient, query: str, kinds: set[str], why: str) -> None:
    html = shown(web, f"/network?document={BUDGET}&{query}")
    assert {edge["kind"] for edge in settings(html)["edges"]} == kinds, why
    form = html[html.index("<form", html.index("<main")) :]
    for relation in re.findall(r"relation=([a-z-]+)", query):
        assert re.search(rf'name="relation" value="{relation}" checked', form)


def test_a_holder_limits_the_network_to_his_goals_and_what_they_are_tied_to(web: TestClient) -> None:
    whole = settings(shown(web, f"/network?document={BUDGET}"))
    html = shown(web, f"/network?document={BUDGET}")
    choices = re.search(r'<select id="held-by".*?</select>', html, re.DOTALL)
    assert choices
    holders = re.findall(r'<option value="(gm9999/[^"]+)"', choices[0])
    assert len(holders) == 6
    seen = set()
    for holder in holders:
        page = shown(web, f"/network?document={BUDGET}&heldBy={holder}")
        assert re.search(rf'value="{holder}" selected', page)
        own = settings(page)
        assert 0 < len(own["nodes"]) < len(whole["nodes"])
        seen |= {str(node["key"]) for node in own["nodes"]}
    assert len(seen) == len(whole["nodes"])


def test_a_domain_limits_it_too_and_its_files_have_no_more(web: TestClient) -> None:
    query = f"document={BUDGET}&inDomain=gm9999/fysiek-domein"
    html = shown(web, f"/network?{query}")
    keys = {str(node["key"]) for node in settings(html)["nodes"]}
    assert f"{BUDGET}/3.1.1" in keys
    assert f"{BUDGET}/2.1.3" not in keys
    address = re.search(r'href="(/network\?[^"]*format=json[^"]*)"', html)
    assert address
    told = web.get(unescape(address[1])).json()
    assert {node["iri"].partition("/id/")[2].partition("/")[2] for node in told["nodes"]} >= {f"{BUDGET}/3.1.1"}
    assert len(told["nodes"]) == len(keys)


def test_suspect_references_are_dashed_and_questioned_and_may_be_left_out(client: TestClient) -> None:
    html = shown(client, f"/network?document={TOWN}")
    suspect = [edge for edge in settings(html)["edges"] if edge["suspect"]]
    assert len(suspect) == 1
    assert re.search(
        r'stroke-dasharray="4 4" marker-end="url\(#arrow-suspect\)".*?<text[^>]*>\?</text>', html, re.DOTALL
    )
    assert "? past mogelijk niet" in words(html)
    without = settings(shown(client, f"/network?document={TOWN}&suspect=false"))
    assert not any(edge["suspect"] for edge in without["edges"])


def test_a_document_that_is_not_complete_is_said_to_be_so_first(client: TestClient) -> None:
    for address in (f"/network?document={TOWN}", f"/matrix?document={TOWN}"):
        text = words(shown(client, address).partition("<main")[2])
        assert text.index("Let op: niet alle doelen van Begroting 2031") < 300
        assert words(shown(client, address, EN)).count("Note: not every goal of Begroting 2031") == 1


@pytest.mark.parametrize(
    "address", ["/network?from=1.1.2", "/network?from=1.1.2&to=2.2.2", "/matrix", "/matrix?by=domain"]
)
def test_both_languages_have_all_their_words(web: TestClient, address: str) -> None:
    dutch, english = (
        words(shown(web, f"{address}{'&' if '?' in address else '?'}lang={lang}")) for lang in ("nl", "en")
    )
    assert "Kies een" in dutch
    assert "Choose" in english
    for said in ("Haal dit op als", "Toon", "Wat u ziet", "Verband", "genoemd door"):
        assert said not in english
    assert "{" not in dutch + english


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("from=9.9.9", 404, "'9.9.9' staat niet in het netwerk"),
        (f"from={BUDGET}/8.8.8", 404, "staat niet in het netwerk"),
        ("document=gm9999/begroting/1999", 404, "heeft geen document"),
        ("heldBy=gm9999/niemand", 404, "staat niet in het netwerk"),
        ("relation=loves", 400, "'loves' bestaat niet; kies see"),
        ("way=up", 400, "'up' bestaat niet; kies out, in, both"),
        ("depth=10000", 400, "geen heel getal van 1 tot en met 20"),
        ("firstYear=x", 400, "geen heel getal van 1900 tot en met 2200"),
        ("tree=maybe", 400, "kies true, false"),
        ("colour=red", 400, "'colour' bestaat hier niet"),
        ("from=" + "1" * 600, 400, "500 tekens"),
        ("format=pdf", 406, "there is no such form"),
        ("offset=-1", 400, "geen heel getal"),
        (f"document={BUDGET}&offset=100000", 200, "van 104"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(web: TestClient, query: str, status: int, said: str) -> None:
    assert said in words(shown(web, f"/network?{query}", status=status))


def test_a_goal_that_is_not_there_leaves_the_rest_of_the_page(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}&from=9.9.9", status=404)
    assert 'role="alert"' in part(html, "found")
    assert 'value="9.9.9"' in html
    assert len(rows(html, "table-nodes")) > 40


@pytest.mark.parametrize("page", ["network", "matrix"])
def test_a_document_that_is_not_there_is_told_on_the_page_with_those_that_are(web: TestClient, page: str) -> None:
    html = shown(web, f"/{page}?document=gm9999/begroting/1999&relation=see", status=404)
    notice = html.partition('<div class="notice" role="alert">')[2].partition("</div>")[0]
    assert "Deze release heeft geen document 'gm9999/begroting/1999'. Bedoelt u een van deze?" in words(notice)
    assert f'<a href="/{page}?document={BUDGET}&amp;relation=see">Begroting 2031 (Nergenshuizen)</a>' in notice
    assert f'name="document" value="{BUDGET}"' in html
    assert "<table" not in html
    english = words(shown(web, f"/{page}?document=gm9999/begroting/1999", EN, status=404))
    assert "This release has no document 'gm9999/begroting/1999'. Do you mean one of these?" in english


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("organisation=gm1", 404, "Deze release heeft geen organisatie 'gm1'; wel: gm9999."),
        ("firstYear=2032&lastYear=2031", 400, "Het eerste jaar (2032) ligt na het laatste (2031); verwissel ze."),
        ("inDomain=gm9999/fysiek-domijn", 404, "'gm9999/fysiek-domijn' staat niet in het netwerk van wat u vroeg."),
        (f"document=gm9999/begroting/1999&from={BUDGET}/1.1.1", 404, "heeft geen document 'gm9999/begroting/1999'"),
    ],
)
def test_what_nothing_can_be_drawn_of_leaves_the_form(web: TestClient, query: str, status: int, said: str) -> None:
    html = shown(web, f"/network?{query}", status=status)
    assert said in words(html)
    assert 'class="network-form"' in html
    assert 'id="network-settings"' not in html
    refused = web.get(f"/network?{query}&format=json", headers=NL)
    assert refused.status_code == status


def test_what_was_not_found_is_no_file_of_everything(web: TestClient) -> None:
    assert web.get(f"/network?document={BUDGET}&from=9.9.9&format=json", headers=NL).status_code == 404


def test_a_picture_is_offered_where_a_page_holds_it(web: TestClient) -> None:
    for address, fits in (("/network?document=all", False), (f"/network?document={BUDGET}&from=2.1.2", True)):
        files = [unescape(link) for link in re.findall(r'href="([^"]*format=svg[^"]*)"', shown(web, address))]
        assert bool(files) is fits
        assert all(web.get(link).status_code == 200 for link in files)
    assert "format=svg" not in shown(web, "/matrix?document=all")
    assert "format=svg" in shown(web, "/matrix?document=all&by=domain")


def test_what_has_no_name_is_said_with_its_kind_and_number(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}&versions=true")
    said = [row for row in rows(html, "table-nodes") if row.endswith("samenhang")]
    assert any(row.startswith("programma 1 Programma") for row in said)
    assert any(re.match(r"doel 4\.\d\.\d Doel", row) for row in said)
    assert not any(re.match(r"[\d.]+ (Doel|Programma|Ambitie)\b", row) for row in said)


def test_hostile_names_are_text() -> None:
    hostile = "</script><script>alert(1)</script> \" ' & <b onclick=x>"
    iri = f"{town.BASE}/id/goal-version/{TOWN}/2.2.2"
    graph = NamedNode(f"{town.BASE}/graph/doc/{TOWN}")
    quads = [quad for quad in town.quads() if not (quad.subject.value == iri and quad.predicate.value == t.NAME)]
    quads.append(Quad(NamedNode(iri), NamedNode(t.NAME), Literal(hostile), graph))
    engine, held = MemoryEngine(quads), town.holdings()
    site, tracer = make_site(engine, lambda: held), tracer_of(engine, quads, held)
    app = application(
        engine, [module.router(site, tracer) for module in (network_page, matrix_page)], current=site.current
    )
    for address in (
        f"/network?document={TOWN}&from={TOWN}/2.2.2",
        f"/matrix?document={TOWN}",
        f"/network?from={hostile}",
    ):
        html = TestClient(app).get(address, headers=NL).text
        assert "<script>alert" not in html
        assert "<b onclick" not in html
    names = [
        node["full"] for node in settings(TestClient(app).get(f"/network?document={TOWN}", headers=NL).text)["nodes"]
    ]
    assert any(str(name).endswith("<b onclick=x>") for name in names)


def test_the_page_may_run_its_own_script_and_nothing_else(web: TestClient) -> None:
    policy = web.get("/network", headers=NL).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in web.get("/matrix", headers=NL).headers["content-security-policy"]
    html = shown(web, f"/network?document={BUDGET}")
    assert re.findall(r'<script src="([^"?]*)', html) == ["/static/network.js"]
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_the_address_of_every_link_keeps_the_filters(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}&relation=see&suspect=false")
    links = [unescape(link) for link in re.findall(r'href="(/network\?[^"]*from=[^"]*)"', html)]
    assert len(links) > 60
    assert all("relation=see" in link and "suspect=false" in link and f"document={BUDGET}" in link for link in links)
    assert 'href="/v1/trace/network?document=gm9999/begroting/2031&amp;relation=see' in html
    assert len(re.findall(r"format=(json|csv|xlsx|graphml|gexf|mermaid|svg)\b", html)) == 7


def test_a_long_table_is_turned_over_page_by_page(web: TestClient) -> None:
    html = shown(web, "/network?document=all&tree=true&holder=true")
    told = re.search(r"1 tot en met (\d+) van (\d+)\.", words(html))
    assert told
    assert int(told[1]) == MOST_ROWS < int(told[2])
    second = shown(web, f"/network?document=all&tree=true&holder=true&offset={MOST_ROWS}")
    assert f"{MOST_ROWS + 1} tot en met" in words(second)
    assert set(rows(html, "table-edges")) != set(rows(second, "table-edges"))


def test_a_goal_and_a_document_lead_to_their_network(client: TestClient) -> None:
    goal = shown(client, f"/doc/goal-version/{TOWN}/2.2.2")
    address = re.search(rf'href="(/network\?document={TOWN}&amp;from={TOWN}/2\.2\.2)"', goal)
    assert address
    found = words(part(shown(client, unescape(address[1])), "found"))
    assert "2.2.2" in found
    programme = shown(client, f"/doc/programme-version/{TOWN}/4")
    assert f"from={TOWN}/programme/4" in programme
    assert "4" in words(part(shown(client, f"/network?document={TOWN}&from={TOWN}/programme/4"), "found"))
    document = shown(client, f"/doc/document/{TOWN}")
    assert f'href="/network?document={TOWN}"' in document
    assert f'href="/matrix?document={TOWN}"' in document


def test_what_a_goal_mentions_is_named_beside_its_text_each_once(client: TestClient) -> None:
    text = words(shown(client, f"/doc/goal-version/{TOWN}/2.2.2"))
    panel = text[text.index("Samenhang") :]
    assert panel.startswith(
        "Samenhang Noemt Doel 1.1.1 Buurtkracht , Programma 4 , Doel 1.3.4 , Ambitie 2.1 Wordt genoemd door Doel 1.1.1"
    )
