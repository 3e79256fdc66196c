"""The page /matrix without scripts: its heads, figures and groups, and the address by which it is cited."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from service.answers.trace.forms import html_matrix
from tests.web.network_parts import BUDGET, words
from tests.web.published import RELEASE
from tests.web.shown import shown


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


@pytest.mark.parametrize("page", ["/matrix", "/trace/matrix"])
def test_a_matrix_that_is_too_large_for_a_page_is_offered_as_files_and_by_programme(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(html_matrix, "MOST_HEADS", 20)
    html = shown(web, f"{page}?document={BUDGET}&by=goal&order=cycles")
    assert '<table class="matrix">' not in html
    assert "rijen en kolommen, en een pagina toont er hoogstens 20." in words(html)
    assert "Een streepje (–)" not in words(html)
    for form in ("csv", "xlsx", "json"):
        assert f"format={form}" in html
    smaller = re.search(r'<a href="([^"]+)">Toon haar per programma</a>', html)
    assert smaller
    assert unescape(smaller[1]) == f"{page}?document={BUDGET}&order=cycles&by=programme"
    assert '<table class="matrix">' in shown(web, unescape(smaller[1]))
    monkeypatch.setattr(html_matrix, "MOST_HEADS", 1)
    assert "Toon haar per programma" not in shown(web, unescape(smaller[1]))


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
