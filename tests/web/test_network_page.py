"""The pages /network and /matrix without scripts: what they show, say and refuse, in both languages."""

import json
import re
from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from starlette.testclient import TestClient

from ontology import terms as t
from service.answers.trace.forms.looks import NODES, pattern, stroke
from service.answers.trace.forms.picture.tidy import HEIGHT, WIDTH, arrange
from service.release.network_rows import ARC_KINDS
from service.web import matrix_page, network_page
from service.web.app import application
from service.web.network_look import MOST_ROWS
from service.web.network_picture import ARROWS
from service.web.network_words import PHRASES, SCRIPT, SHAPES
from service.web.site import make_site
from tests.web import town
from tests.web.memory_engine import MemoryEngine
from tests.web.published import RELEASE
from tests.web.shown import EN, NL, shown
from tests.web.shown import words as words_of
from tests.web.town_network import tracer_of

BUDGET = "gm9999/begroting/2031"
TOWN = "gm9901/begroting/2031"


def words(html: str) -> str:
    """The text of a page as people read it, without the data of its script."""
    html = re.sub(r"<script.*?</script>|<datalist.*?</datalist>|<title>.*?</title>", " ", html, flags=re.DOTALL)
    return words_of(html)


def part(html: str, name: str) -> str:
    """The section of a page with an identifier."""
    found = re.search(rf'<section[^>]*\bid="{name}".*?</section>', html, re.DOTALL)
    assert found, name
    return found[0]


def settings(html: str) -> dict[str, list[dict[str, object]]]:
    """What the script would read."""
    found = re.search(r'<script type="application/json" id="network-settings">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def rows(html: str, heading: str) -> list[str]:
    """The rows of the table under a heading, as text."""
    table = html[html.index(f'id="{heading}"') :].partition("</table>")[0].partition("<tbody>")[2]
    return [words(row) for row in table.split("</tr>")[:-1]]


# ---- the network


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


# ---- the same goal in other documents


def test_the_same_goal_is_shown_of_two_documents_where_none_was_chosen(web: TestClient) -> None:
    data = settings(shown(web, "/network?versions=true"))
    documents = {str(node["key"]).rpartition("/")[0] for node in data["nodes"] if node["kind"] == "goal"}
    assert len(documents) == 2
    lasting = [place for place, node in enumerate(data["nodes"]) if node["kind"] == "enduring-goal"]
    ends = [edge["target"] for edge in data["edges"] if edge["kind"] == "version-of"]
    assert set(ends) == set(lasting)
    assert sum(ends.count(place) > 1 for place in lasting) > 20


def test_a_version_is_no_mention_and_what_endures_comes_last(web: TestClient) -> None:
    html = shown(web, f"/network?document={BUDGET}&versions=true&references=false")
    kinds = ["door de jaren heen" in row for row in rows(html, "table-nodes")]
    assert kinds == sorted(kinds)
    assert any(kinds)
    assert all(node["out"] == node["in"] == 0 for node in settings(html)["nodes"])
    first = rows(html, "table-edges")[0]
    assert first == (
        "1.1.1 Buurtkracht versie van Buurtkracht Volgt uit de vergelijking van documenten; hoe zeker dat is, staat "
        "hier. Klopt dit niet?"
    )
    found = words(part(shown(web, f"/network?document={BUDGET}&versions=true&from=1.1.1"), "found"))
    assert "Hoort bij (1) Buurtkracht versie van" in found
    lasting = re.search(r'href="/doc/goal/gm9999/([0-9a-z]+)"', html)
    assert lasting
    other = words(part(shown(web, f"/network?document={BUDGET}&versions=true&from=gm9999/{lasting[1]}"), "found"))
    assert other.startswith("Samenhang Buurtkracht Noemt er 5; wordt genoemd door 4.")  # it stands for its versions
    assert "Hoort bij" not in other


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


# ---- the matrix


def test_a_matrix_has_real_heads_and_its_figures_lead_to_their_references(web: TestClient) -> None:
    html = shown(web, f"/matrix?document={BUDGET}")
    table = html[html.index('<table class="matrix">') :].partition("</table>")[0]
    assert table.count('<th scope="col"') == table.count('<th scope="row"') > 40
    figures = re.findall(r'<td class="count[^"]*"><a href="([^"]+)" aria-label="([^"]+)"[^>]*>(\d+)</a>', table)
    assert sum(int(count) for *_, count in figures) == 104
    address, label, count = next(figure for figure in figures if figure[2] == "2")
    listed = shown(web, unescape(address))
    assert "2 verwijzingen" in label
    assert listed.count("<blockquote") + listed.count('<q lang="nl">') == int(count)
    assert "Terug naar de matrix" in listed


@pytest.mark.parametrize("by", ["programme", "holder", "domain"])
def test_every_figure_of_groups_is_what_its_list_counts(web: TestClient, by: str) -> None:
    html = shown(web, f"/matrix?document={BUDGET}&by={by}")
    figures = re.findall(r'<a href="(/matrix\?[^"]+)" aria-label="[^"]+"[^>]*>(\d+)</a>', html)
    assert figures
    for address, count in figures:
        listed = shown(web, unescape(address))
        assert listed.count('<q lang="nl">') == int(count), address


def test_a_matrix_can_gather_what_lies_on_a_cycle(web: TestClient) -> None:
    tree, cycles = (shown(web, f"/matrix?document={BUDGET}&order={order}") for order in ("tree", "cycles"))
    assert "block-top" not in tree
    assert "block-top" in cycles
    assert re.search(r'<option value="cycles" selected', cycles)


def test_a_matrix_says_what_it_cannot_show(web: TestClient) -> None:
    assert "staat niet in het netwerk" in words(shown(web, "/matrix?from=9.9.9&to=1.1.1", status=404))
    assert "'goals' bestaat niet; kies goal" in words(shown(web, "/matrix?by=goals", status=400))


@pytest.mark.parametrize(
    "address",
    [
        f"/network?document={BUDGET}",
        f"/network?document={BUDGET}&from=2.1.2",
        f"/matrix?document={BUDGET}&by=programme",
    ],
)
def test_a_page_is_cited_with_its_release_and_so_are_its_files(web: TestClient, address: str) -> None:
    html = shown(web, address)
    cited = re.search(r'<strong>Citeer dit</strong> <span class="sentence">(.*?)</span> <a href="([^"]+)"', html)
    assert cited
    assert f"doelgraaf, release {RELEASE}, " in cited[1]
    assert cited[1].endswith(cited[2])
    assert cited[2].endswith(f"release={RELEASE}")
    assert f"document={BUDGET}" in cited[2]
    again = shown(web, unescape(cited[2]))
    assert unescape(cited[1]) in unescape(again)
    files = [unescape(file) for file in re.findall(r'href="([^"]*format=(?:csv|json|xlsx|svg)[^"]*)"', html)]
    assert len(files) >= 3
    assert all(f"release={RELEASE}" in file for file in files)


def test_a_matrix_calls_programmes_and_documents_by_their_names(web: TestClient) -> None:
    html = shown(web, "/matrix?document=all&by=programme")
    heads = [words(head) for head in re.findall(r'<th scope="row".*?</th>', html)]
    assert "programma 1 (Begroting 2031)" in heads
    assert not any("gm9999/" in head for head in heads)
    assert "format=svg" in html
    figure = re.search(r'<td class="[^"]*count[^"]*"><a href="([^"]+)"', html)
    assert figure
    assert "<h1>Verwijzingen van programma 1 naar programma 1</h1>" in shown(web, unescape(figure[1]))
    assert "Een streepje (–)" not in words(html)
    assert "Een streepje (–)" in words(shown(web, "/matrix?document=all&by=domain"))


# ---- around them


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


def test_boxes_do_not_overlap_and_hold_their_nodes() -> None:
    sections = {
        "a": {
            ("a", name): [list(range(first, first + size))]
            for name, first, size in (("1", 0, 9), ("2", 9, 1), ("3", 10, 30))
        },
        "b": {("b", "1"): [[40], [41, 42]]},
    }
    layout = arrange(sections)
    inner = [box for box in layout.boxes if box.within is not None]
    assert len(inner) == 4
    for one in inner:
        for other in inner:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert one == other or apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    for box in inner:
        section, _ = box.key  # type: ignore[misc]
        for line in sections[section][box.key]:  # type: ignore[index]
            for node in line:
                x, y = layout.points[node]
                assert box.x <= x - WIDTH / 2 < x + WIDTH / 2 <= box.x + box.width
                assert box.y <= y - HEIGHT / 2 < y + HEIGHT / 2 <= box.y + box.height
    assert len({(point.x, point.y) for point in layout.points.values()}) == 43
    assert arrange(sections) == layout


def test_phrases_have_the_same_places_for_values_in_both_languages() -> None:
    for phrases in (PHRASES, SCRIPT, SHAPES):
        for name, phrase in phrases.items():
            assert set(re.findall(r"\{\w+\}", phrase.nl)) == set(re.findall(r"\{\w+\}", phrase.en)), name
            assert phrase.nl
            assert phrase.en


def test_colours_can_be_read() -> None:
    """Words at 4.5 to 1, shapes and lines at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for look in NODES.values():
        assert contrast("#1b2733", look.fill) >= 4.5
        assert contrast(look.line, "#ffffff") >= 3
        assert contrast(look.line, look.fill) >= 3
    for kind in ARC_KINDS:
        for suspect in (False, True):
            assert contrast(stroke(kind, suspect=suspect), "#ffffff") >= 3, kind


def test_no_two_kinds_of_lines_look_the_same_without_colour() -> None:
    seen = {(pattern(kind, suspect=False), ARROWS.get(kind, "triangle")) for kind in ARC_KINDS}
    assert len(seen) == len(ARC_KINDS)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- what the choice of documents leaves out


def test_references_to_a_document_that_was_not_chosen_are_told_with_a_link_that_adds_it(web: TestClient) -> None:
    later = "gm9999/begroting/2032"
    for page in ("network", "matrix", "trace/unreferred"):
        said = words(shown(web, f"/{page}?document={later}"))
        assert "4 verwijzingen gaan naar Begroting 2031 (Nergenshuizen), buiten wat gekozen is" in said, page
    panel = part(shown(web, f"/network?document={later}&from={later}/4.1.3"), "found")
    assert "3 verwijzingen gaan naar Begroting 2031 (Nergenshuizen), buiten wat gekozen is" in words(panel)
    link = f"/network?from={later}/4.1.3&document={later}&document={BUDGET}"
    assert f'href="{link}"' in unescape(panel)
    assert "buiten wat gekozen is" not in words(part(shown(web, link), "found")).replace("Berap 2031-1", "")


def test_a_page_of_versions_in_one_document_says_that_other_years_take_no_part(web: TestClient) -> None:
    said = "Er doet maar één document mee, zodat hetzelfde doel in andere jaren niet te zien is"
    assert said in words(shown(web, f"/network?versions=true&document={BUDGET}"))
    assert said not in words(shown(web, f"/network?versions=true&document={BUDGET}&document=gm9999/begroting/2032"))
    assert said not in words(shown(web, f"/network?document={BUDGET}"))


def test_goals_through_the_years_with_one_number_are_told_apart(web: TestClient) -> None:
    html = shown(web, f"/network?versions=true&document={BUDGET}&document=gm9999/begroting/2032")
    full = [node["full"] for node in settings(html)["nodes"] if node["kind"] == "enduring-goal"]
    assert len(full) == len(set(full)) > 30


def test_years_without_a_document_are_refused_with_the_documents_there_are(web: TestClient) -> None:
    html = shown(web, "/network?from=2.1.2&firstYear=2033", status=404)
    assert "In de gekozen jaren en documenten doet geen enkel document mee" in words(html)
    assert "gm9999/begroting/2032" in words(html)
