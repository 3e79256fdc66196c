"""The page of a goal: what is said of values that were guessed, its money as a table, its deviations beside it."""

import re

import pytest
from starlette.testclient import TestClient

from ontology.dataset import Coverage
from ontology.language import Language
from service.answers.grid import Grid, arrange
from service.web.naming import called, called_briefly, called_by_number
from service.web.phrases import Voice

GOAL = "/doc/goal-version/gm9901/begroting/2031/2.2.2"
REPORT = "/doc/goal-version/gm9901/berap/2031-1/1.1.2"
PROGRAMME = "http://localhost/id/programme-version/gm9901/begroting/2031/p3-1"
HTML = {"accept": "text/html"}
NL, EN = Language.NL, Language.EN


def page(client: TestClient, path: str, language: str = "nl") -> str:
    return client.get(path, headers={**HTML, "accept-language": language}).text


def words(html: str) -> str:
    """The words of a piece of HTML, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"</t[dh]>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["document geraden uit de tekst", "organisatie geraden uit de tekst", "naam uit een ander document"]),
        ("en", ["document guessed from the text", "organisation guessed from the text", "name from another document"]),
    ],
)
def test_a_value_that_was_guessed_or_borrowed_says_so(client: TestClient, language: str, expected: list[str]) -> None:
    assert re.findall(r'<span class="doubt">([^<]+)</span>', page(client, REPORT, language)) == expected


def test_what_the_page_states_itself_raises_no_doubt(client: TestClient) -> None:
    assert 'class="doubt"' not in page(client, GOAL)


def test_the_money_is_a_table_with_heads_and_leads_to_each_amount(client: TestClient) -> None:
    html = page(client, GOAL)
    table = re.findall(r'<table class="amounts">(.*?)</table>', html, re.DOTALL)
    assert len(table) == 1
    assert re.findall(r'<th scope="col"[^>]*>(\w+)</th>', table[0]) == ["Lasten", "Baten", "Saldo"]
    rows = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)
    assert words(rows[1]) == "Doel 2.2.2 348.646 0 348.646"
    found = re.findall(r'href="/doc/observation/gm9901/begroting/2031/2\.2\.2/(\w+)/2031/original"', table[0])
    assert found == ["expenditure", "revenue", "balance"]
    assert 'class="cells"' not in html


def test_the_heading_of_the_money_is_seen_once(client: TestClient) -> None:
    html = page(client, GOAL)
    said = re.findall(r'<(\w+)(?: class="([^"]+)")?>Overzicht baten en lasten<', html)
    assert said == [("p", "between unseen"), ("h3", "")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("A B r 1 2", ("", None, "AB", ["r12"])),
        ("t A B r 1 2 s 3 4", ("t", None, "AB", ["r12", "s34"])),
        ("A B r 1 2 3", None),  # a figure too many
        ("A B r 1 s", None),
        ("A B", None),  # no figure
        ("1 2", None),
        ("c A B r 1 2", ("", "c", "AB", ["r12"])),
    ],
)
def test_cells_are_a_table_only_where_they_come_out_even(cells: str, expected: object) -> None:
    grid: Grid[str] | None = arrange(cells.split(), str.isdigit, "t".__eq__)
    found = grid and (
        "".join(grid.caption), grid.corner, "".join(grid.heads), [row.head + "".join(row.figures) for row in grid.rows]
    )  # fmt: skip
    assert found == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "Budgettair neutraal; nadeel € 460.000 op doel 1.1.2; voordeel op programma 10"),
        ("en", "Budgettair neutraal; disadvantage € 460,000 on goal 1.1.2; advantage on programme 10"),
    ],
)
def test_the_side_panel_tells_the_deviations_in_a_line(client: TestClient, language: str, expected: str) -> None:
    html = page(client, REPORT, language)
    panel = html[html.index("<aside") : html.index("</aside>")]
    assert "Integratie-uitkering Inburgering" in panel
    assert expected in words(panel)
    assert 'href="#d0"' in panel
    assert 'id="d0"' in html


def test_plan_elements_are_called_in_one_language_on_a_page(client: TestClient) -> None:
    html = page(client, GOAL, "en")
    crumbs = words(html[html.index('class="crumbs"') : html.index("</nav>", html.index('class="crumbs"'))])
    assert "Programme 2 Ambition 2.2 Goal 2.2.2" in crumbs
    assert not re.search(r">(Doel|Ambitie|Programma) \d", html[: html.index('class="text"')])


def test_a_plan_element_is_called_by_its_kind_name_and_number() -> None:
    label = "Programma P3 1 Wonen (Hier, Begroting 2031)"
    assert called(PROGRAMME, label, EN) == "Programme P3 1 Wonen (Hier, Begroting 2031)"
    assert called_briefly(PROGRAMME, label, NL) == "Programma P3 1 Wonen"
    assert called_by_number(PROGRAMME, label, EN) == "programme P3 1"
    assert called("http://localhost/id/document/gm9901/begroting/2031", "Doel en middelen", EN) == "Doel en middelen"


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (Coverage(34, 34, 2, 34, "yes"), "34 van 34 doelen geladen; 2 doelen alleen genoemd"),
        (Coverage(1, 0, 1, 1, "no"), "0 van 1 doel geladen; 1 doel alleen genoemd"),
        (
            Coverage(1, 1, 0, None, "unknown"),
            "1 doel geladen; 0 doelen alleen genoemd; hoeveel het document er telt is onbekend",
        ),
    ],
)
def test_coverage_counts_goals_in_words(coverage: Coverage, expected: str) -> None:
    assert Voice(NL).coverage(coverage) == expected


def test_the_year_of_an_effect_is_said_to_be_the_documents_where_its_words_name_none(client: TestClient) -> None:
    html = page(client, REPORT)
    table = html[html.index("<table", html.index('id="deviations"')) :]
    assert ">Jaar</th>" in table
    assert "2031 (van het document)" in words(table)
    assert "2031 (of the document)" in words(page(client, REPORT, "en"))
