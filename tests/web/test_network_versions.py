"""The page /network where a goal has versions in other documents: what is shown of them, and what a choice leaves out."""

import re
from html import unescape

from starlette.testclient import TestClient

from tests.web.network_parts import BUDGET, part, rows, settings, words
from tests.web.shown import shown


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
