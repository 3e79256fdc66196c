"""Answers of tracing as tables of a page and of a terminal: real heads, what may be missing first, and no markup."""

import io
from html.parser import HTMLParser

import pytest
import trace_answers as made
from rich.console import Console

from ontology.language import Language
from service.answers.trace.answer import Answer, Graph, Matrix, Node, Title
from service.answers.trace.forms.html_matrix import matrix_table
from service.answers.trace.forms.terminal import as_tables


class Cells(HTMLParser):
    """The elements of a table, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))


def html(answer: Answer, language: Language = Language.NL) -> str:
    def link(source: Node, target: Node) -> str:
        return f"/v1/trace/pair?from={source.number}&to={target.number}"

    return "".join(matrix_table(answer, language, link, lambda node: node.iri))


def test_a_matrix_on_a_page_has_real_heads_links_and_empty_cells() -> None:
    answer = made.matrix()
    assert answer.matrix is not None
    cells = Cells()
    page = html(answer)
    cells.feed(page)
    scopes = [attributes["scope"] for tag, attributes in cells.found if tag == "th"]
    assert scopes.count("col") == scopes.count("row") == 12
    counts = [attributes for tag, attributes in cells.found if tag == "a" and "aria-label" in attributes]
    assert len(counts) == len(answer.matrix.cells)
    assert {
        "href": "/v1/trace/pair?from=2.1&to=2.2",
        "aria-label": "2 verwijzingen van doel 2.1 naar doel 2.2",
        "title": "2 verwijzingen van doel 2.1 naar doel 2.2",
    } in counts
    assert "2 references from goal 2.1 to goal 2.2" in html(answer, Language.EN)
    assert page.count('<td class="self') == 12
    assert "block-top" in page
    assert ">0<" not in page
    assert page.index("Let op") < page.index("Welk doel verwijst naar welk"), "what may be missing comes first"
    assert '<abbr title="1.1 Inwoners voelen zich thuis in hun buurt">1.1</abbr>' in page


def test_a_hostile_name_stays_text_in_the_matrix_of_a_page() -> None:
    evil = '"><script>alert(1)</script>&'
    heads = (made.goal("1.1.1", name=evil), made.goal(evil))
    page = html(made.answer(Graph(), matrix=Matrix(heads, {(0, 1): 1, (1, 0): 2}), sheets=()))
    assert "<script" not in page
    cells = Cells()
    cells.feed(page)
    assert {tag for tag, _ in cells.found} == {
        "table",
        "caption",
        "strong",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "abbr",
    }


def test_a_page_asks_for_a_matrix_only_of_an_answer_that_has_one() -> None:
    with pytest.raises(ValueError, match="'paths' has no matrix"):
        html(made.paths())


@pytest.mark.parametrize("language", list(Language))
def test_a_terminal_shows_what_may_be_missing_first_and_what_is_left_out_last(language: Language) -> None:
    console = Console(file=io.StringIO(), width=140)
    for part in as_tables(made.paths(), made.frame(language)):
        console.print(part)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    assert lines[0].startswith(("Let op", "Note"))
    assert lines[-1] == (
        "Er zijn meer paden; vraag ze met k=8."
        if language is Language.NL
        else "There are more paths; ask for them with k=8."
    )
    assert "Dit stemmen we af met doel 1.3.4." in shown
    assert ("ja" if language is Language.NL else "yes") in shown
    assert made.RELEASE in shown


def test_a_terminal_takes_no_markup_from_a_name() -> None:
    sheet = made.sheet([(1, "[red]1[/red]", "[link=x]", "[/]", None)])
    console = Console(file=io.StringIO(), width=140)
    for part in as_tables(made.answer(Graph(), sheets=(sheet,)), made.frame()):
        console.print(part)
    assert "[red]1[/red]" in console.file.getvalue()  # type: ignore[attr-defined]


def test_programmes_of_a_matrix_are_called_so_where_they_have_no_name() -> None:
    heads = tuple(Node(f"{made.BASE}/programme-version/{n}", "programme", n, "") for n in ("1", "2"))
    page = html(made.answer(Graph(), "matrix", matrix=Matrix(heads, {(0, 1): 3}), sheets=()))
    assert 'aria-label="3 verwijzingen van programma 1 naar programma 2"' in page
    assert ">programma 2</a></th>" in page
    assert '<abbr title="programma 1">1</abbr>' in page


def test_goals_of_several_documents_are_told_apart_by_their_titles() -> None:
    there = "gm9999/begroting/2022"
    heads = (made.goal("1.1.1"), Node("https://x.example/1", "goal", "1.1.1", "Elders", there))
    titles = made.KNOWN_TITLES | {there: Title("Begroting 2022", "Voorbeeldstad")}
    page = html(made.answer(Graph(), "matrix", matrix=Matrix(heads, {}), sheets=(), titles=titles))
    assert ">1.1.1 Elders (Begroting 2022)</a></th>" in page
    assert there not in page
