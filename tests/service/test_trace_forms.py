"""Answers of tracing as JSON, CSV and workbooks: all that is in them, in pieces, and no formula."""

import csv
import io
import json
import re
import tracemalloc
import zipfile
from dataclasses import replace
from itertools import product

import pytest
import trace_answers as made
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Column, Edge, Graph, Matrix, Node, Sheet, Title
from service.answers.trace.forms.bounds import FormError
from service.answers.trace.forms.csv_form import as_csv, sheet_csv
from service.answers.trace.forms.json_form import as_json
from service.answers.trace.forms.offered import FORMS
from service.answers.trace.forms.squares import sides
from service.answers.trace.forms.xlsx_form import as_xlsx

FORMULAS = ["=1+1", "+31 38", "-1", "@SUM(A1)", "\t=1", "\r=1"]
MANY = 10_000


def parsed(answer: Answer) -> dict[str, object]:
    found = json.loads(b"".join(as_json(answer, made.frame())))
    assert isinstance(found, dict)
    return found


def rows_of(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(as_csv(answer, made.frame())).decode(), newline="")))


def workbook(answer: Answer, language: Language = Language.NL) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(as_xlsx(answer, made.frame(language)))))


def sheet_of(answer: Answer, name: str) -> list[list[object]]:
    return workbook(answer).get_sheet_by_name(name).to_python()


def large() -> Answer:
    """A ring of as many edges as a form must write in pieces."""
    nodes = tuple(made.goal(f"{place // 100 + 1}.{place}", name="doel") for place in range(MANY))
    edges = tuple(
        Edge(place, (place + 1) % MANY, "see", words=made.words("1", place, "doel", "Zie doel. " * 20))
        for place in range(MANY)
    )
    return made.answer(Graph(nodes, edges))


def formulas() -> Answer:
    sheet = Sheet(
        "texts",
        Phrase("Teksten", "Texts"),
        (Column("text", Phrase("tekst", "text")),),
        tuple((text,) for text in FORMULAS),
    )
    nodes = tuple(made.goal(f"1.{place}", name=text) for place, text in enumerate(FORMULAS))
    return made.answer(Graph(nodes), sheets=(sheet,))


def test_each_form_has_a_short_name_and_a_media_type() -> None:
    assert {name: form.media_type for name, form in FORMS.items()} == {
        "json": "application/json",
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "graphml": "application/graphml+xml",
        "gexf": "application/gexf+xml",
        "mermaid": "text/vnd.mermaid",
        "svg": "image/svg+xml",
    }
    assert [name for name, form in FORMS.items() if not form.speaks] == ["json", "csv"]


@pytest.mark.parametrize("name", list(FORMS))
def test_the_same_answer_gives_the_same_bytes_in_every_form(name: str) -> None:
    for make in (made.paths, made.matrix):
        first, second = (b"".join(FORMS[name].write(make(), made.frame())) for _ in range(2))
        assert first == second != b""


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.speaks])
def test_a_form_without_words_is_the_same_in_both_languages(name: str) -> None:
    dutch, english = (b"".join(FORMS[name].write(made.paths(), made.frame(language))) for language in Language)
    assert dutch == english


def test_json_has_caution_coverage_and_release_first_and_all_of_the_answer() -> None:
    answer = made.paths()
    found = parsed(answer)
    assert list(found)[:4] == ["caution", "coverage", "release", "question"]
    assert found["caution"] == {"nl": made.CAUTION.nl, "en": made.CAUTION.en}
    assert found["coverage"] == {
        "pagesRead": 12,
        "goalsRead": 9,
        "versionsNamed": 3,
        "goalsExpected": 10,
        "complete": "no",
    }
    assert found["method"]["about"] == "https://doelen.example/methods"
    assert found["parameters"] == {
        "document": [made.DOCUMENT],
        "from": f"{made.DOCUMENT}/2.2.2",
        "to": f"{made.DOCUMENT}/1.3.4",
        "k": 4,
        "tree": False,
    }
    assert found["groups"] == [[0], [1, 2], [3, 4, 5], [1, 6, 7]]
    assert found["total"] == len(found["items"]) == len(answer.graph.edges)
    assert found["items"][2] == {
        "path": 1,
        "fromNumber": "2.1.2",
        "relation": "aligned-with",
        "sentence": "Dit stemmen we af met doel 1.3.4.",
        "isSuspect": True,
    }
    assert found["sheets"][0]["rows"][0] == list(answer.sheets[0].rows[0])
    assert found["sheets"][0]["columns"][1] == {"key": "fromNumber", "head": {"nl": "van", "en": "from"}}
    assert found["matrix"] is None
    nodes, edges = found["nodes"], found["edges"]
    assert [node["iri"] for node in nodes] == [node.iri for node in answer.graph.nodes]
    assert nodes[edges[0]["source"]]["number"] == "2.2.2"
    assert edges[0]["words"]["exact"] == "zie doel 1.3.4"
    assert edges[0]["label"] == {"nl": "zie", "en": "see"}
    assert edges[6]["words"] is None


def test_json_of_an_empty_answer_and_of_a_matrix_is_whole() -> None:
    empty = parsed(made.answer(Graph(), sheets=(), caution=None))
    assert (empty["items"], empty["nodes"], empty["sheets"], empty["caution"]) == ([], [], [], None)
    answer = made.matrix()
    assert answer.matrix is not None
    found = parsed(answer)["matrix"]
    assert {(row, column): count for row, column, count in found["cells"]} == answer.matrix.cells
    assert found["blocks"] == [[3, 3]]
    assert len(found["heads"]) == 12


def test_csv_has_the_first_table_by_its_keys() -> None:
    answer = made.paths()
    head, *rows = rows_of(answer)
    assert head == ["path", "fromNumber", "relation", "sentence", "isSuspect"]
    assert rows[2] == ["1", "2.1.2", "aligned-with", "Dit stemmen we af met doel 1.3.4.", "true"]
    assert rows[6] == ["1", "2.1.2", "booked-on", "", "false"]
    assert len(rows) == len(answer.graph.edges)


def test_csv_of_a_matrix_is_a_square_with_its_heads() -> None:
    answer = made.matrix()
    assert answer.matrix is not None
    head, *rows = rows_of(answer)
    assert head[:2] == ["", "1.1 Inwoners voelen zich thuis in hun buurt"]
    assert [row[0] for row in rows] == head[1:]
    counts = {
        (row, column): int(cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells[1:])
        if cell != "0"
    }
    assert counts == answer.matrix.cells


def test_heads_of_several_documents_say_which() -> None:
    here, there = made.goal("1.1.1"), Node("https://x.example/1", "goal", "1.1.1", "Elders", "gm9999/begroting/2022")
    answer = made.answer(Graph(), sheets=(), matrix=Matrix((here, there), {(0, 1): 1}))
    assert rows_of(answer)[0][2] == "1.1.1 Elders (gm9999/begroting/2022)"


def test_heads_are_called_by_the_title_of_their_document_where_it_is_known() -> None:
    there = "gm9999/begroting/2022"
    heads = (made.goal("1.1.1"), Node("https://x.example/1", "goal", "1.1.1", "Elders", there))
    titles = {made.DOCUMENT: Title("Begroting 2021", "Voorbeeldstad"), there: Title("Begroting 2022", "Voorbeeldstad")}
    answer = made.answer(Graph(), sheets=(), matrix=Matrix(heads, {(0, 1): 1}), titles=titles)
    assert sheet_of(answer, "matrix")[0][2] == "1.1.1 Elders (Begroting 2022)"
    titles[there] = Title("Begroting 2022", "Elderstad")
    elsewhere = replace(heads[1], document="gm9998/begroting/2022")
    of_two = replace(answer, titles=titles, matrix=Matrix((heads[0], elsewhere), {}))
    first = "1.1.1 Inwoners voelen zich thuis in hun buurt (Begroting 2021, Voorbeeldstad)"
    assert sheet_of(of_two, "matrix")[0][1] == first
    assert sheet_of(of_two, "matrix")[0][2] == "1.1.1 Elders (gm9998/begroting/2022)", "of which no title is known"


def test_a_workbook_of_a_network_has_one_table_of_nodes_and_one_of_edges() -> None:
    columns = (Column("relation", Phrase("relatie", "relation")),)
    graph = Graph((made.goal("1.1.1"), made.goal("2.2.2")), (Edge(1, 0, "see"),))
    sheets = (
        Sheet("edges", Phrase("Verbanden", "Edges"), columns, (("see",),)),
        Sheet("nodes", Phrase("Doelen", "Goals"), columns, ((None,), (None,))),
    )
    answer = made.answer(graph, sheets=sheets, titles=made.KNOWN_TITLES, around=made.KNOWN_AROUND)
    assert workbook(answer).sheet_names == ["edges", "nodes", "about"]
    edges = [dict(zip(sheet_of(answer, "edges")[0], row, strict=True)) for row in sheet_of(answer, "edges")[1:]]
    assert [(edge["relatie"], edge["relatie (code)"]) for edge in edges] == [("zie", "see")]
    _, node = (dict(zip(sheet_of(answer, "nodes")[0], row, strict=True)) for row in sheet_of(answer, "nodes")[1:])
    assert node["document"] == "Begroting 2021 (Voorbeeldstad)"
    assert node["document (code)"] == made.DOCUMENT
    assert node["programma"] == "2 Gezond en sociaal"
    assert node["domein"] == "Sociaal domein"
    assert node["portefeuillehouders"] == "Wethouder Voorbeeld\np2", "of the second no name is known"
    assert node["programma (IRI)"] == graph.nodes[1].programme


def test_a_table_of_its_own_that_is_not_the_whole_graph_stays() -> None:
    one = Sheet("edges", Phrase("Verbanden", "Edges"), (Column("x", Phrase("x", "x")),), (("alleen hier",),))
    answer = made.answer(Graph((made.goal("1.1.1"),)), sheets=(one,))
    assert sheet_of(answer, "edges")[1] == ["alleen hier"]


def test_definitions_are_an_address_or_left_out() -> None:
    frame = replace(made.frame(), methods="docs/methods.md")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(as_xlsx(made.paths(), frame))))
    about = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("about").to_python()}
    assert "Definities" not in about
    assert about["Methode"] == made.paths().method.nl


def test_no_text_becomes_a_formula() -> None:
    cells = [row[0] for row in rows_of(formulas())[1:]]
    assert cells == [f"'{text}" for text in FORMULAS]
    content = b"".join(as_xlsx(formulas(), made.frame()))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert [row[0] for row in book.get_sheet_by_name("texts").to_python()[1:4]] == FORMULAS[:3]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(part).decode() for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(st.characters(codec="utf-8")),
        min_size=1,
        max_size=8,
    )
)
def test_csv_reads_back_as_it_was_written(cells: list[str | int | None]) -> None:
    sheet = Sheet(
        "one",
        Phrase("Een", "One"),
        (Column("cell", Phrase("cel", "cell")), Column("end", Phrase("einde", "end"))),
        tuple((cell, "x") for cell in cells),
    )
    rows = list(csv.reader(io.StringIO(b"".join(sheet_csv(sheet)).decode(), newline="")))[1:]
    assert [row[1] for row in rows] == ["x"] * len(cells)
    for cell, (shown, _) in zip(cells, rows, strict=True):
        if isinstance(cell, str):
            assert shown.removeprefix("'") == re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", cell).removeprefix("'")
            assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
        else:
            assert shown == ("" if cell is None else str(cell).lower())


def test_a_workbook_has_tables_nodes_edges_with_their_words_and_what_it_is_about() -> None:
    answer = made.paths()
    book = workbook(answer)
    assert book.sheet_names == ["hops", "edges", "nodes", "about"]
    hops = book.get_sheet_by_name("hops").to_python()
    assert hops[0] == ["pad", "van", "relatie", "zin", "past mogelijk niet", "relatie (code)"]
    said = "Dit stemmen we af met doel 1.3.4."
    assert hops[3] == [1.0, "2.1.2", "in verbinding met", said, True, "aligned-with"]
    nodes = book.get_sheet_by_name("nodes").to_python()
    assert [row[0] for row in nodes[1:]] == [node.number for node in answer.graph.nodes]
    edges = book.get_sheet_by_name("edges").to_python()
    assert edges[1][:3] == [
        "2.2.2 Maatschappelijke participatie",
        "zie",
        "1.3.4 Iedereen die kan werken doet mee op de arbeidsmarkt",
    ]
    assert edges[1][6].startswith("Wie een uitkering heeft")
    assert edges[1][8:10] == [512.0, 526.0]


def test_a_workbook_says_first_what_may_be_missing_and_how_to_cite() -> None:
    about = {str(row[0]): str(row[1]) for row in sheet_of(made.paths(), "about")}
    assert list(about)[:2] == ["Let op", "Niet alles"]
    assert about["Let op"] == made.CAUTION.nl
    assert about["Release"] == made.RELEASE
    assert about["Geladen"] == "9 van 10 doelen geladen; 3 doelen alleen genoemd"
    assert (
        about["Zo te citeren"]
        == f"Hoe hangt doel 2.2.2 samen met doel 1.3.4? doelgraaf, release {made.RELEASE}, {made.frame().address}"
    )
    assert about["Parameters: k"] == "4"
    assert about["Parameters: document"] == made.DOCUMENT
    assert about["Definities"] == "https://doelen.example/methods"
    english = workbook(made.paths(), Language.EN).get_sheet_by_name("about").to_python()
    assert english[0] == ["Note", made.CAUTION.en]


def test_the_matrix_is_the_first_sheet_with_its_figures() -> None:
    answer = made.matrix()
    assert answer.matrix is not None
    assert workbook(answer).sheet_names == ["matrix", "pairs", "edges", "nodes", "about"]
    head, *rows = sheet_of(answer, "matrix")
    assert head[1] == "1.1 Inwoners voelen zich thuis in hun buurt"
    counts = {
        (row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells[1:]) if cell != ""
    }
    assert counts == answer.matrix.cells


def test_the_matrix_of_a_workbook_keeps_its_heads_in_view_shades_its_cells_and_borders_its_blocks() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(as_xlsx(made.matrix(), made.frame())))) as archive:
        sheet, styles = (archive.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet1", "styles"))
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert 'textRotation="90"' in styles
    assert len(set(re.findall(r'<fgColor rgb="FF(\w+)"', styles))) >= 4, "shades, and the lines of the diagonal"
    assert 'patternType="lightUp"' in styles, "the diagonal is marked by more than colour"
    assert {"top", "bottom", "left", "right"} <= set(re.findall(r'<(\w+) style="medium"', styles))


def test_the_matrix_of_a_workbook_has_its_figures_diagonal_and_borders_and_no_other_cell_is_looked_at() -> None:
    looked: list[object] = []

    class Cells(dict[tuple[int, int], int]):
        def get(self, key: tuple[int, int], default: int = 0) -> int:  # type: ignore[override]
            looked.append(key)
            return super().get(key, default)

    blocks = ((2, 3), (7, 1))
    heads = tuple(Node(f"https://example.org/{place}", "goal", f"1.{place}", "") for place in range(40))
    matrix = Matrix(heads, Cells({(2, 4): 3, (39, 0): 1, (3, 3): 2}), blocks)
    answer = made.answer(Graph(), matrix=matrix)
    with zipfile.ZipFile(io.BytesIO(b"".join(as_xlsx(answer, made.frame())))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    written = set(re.findall(r'<c r="([A-Z]+\d+)"', sheet))
    square = list(product(range(40), repeat=2))
    shown = {place for place in square if place in matrix.cells or place[0] == place[1] or any(sides(blocks, *place))}
    assert len(shown) == 47
    names = {xl_rowcol_to_cell(row + 1, column + 1) for row, column in shown}
    assert written == names | {xl_rowcol_to_cell(*place) for n in range(1, 41) for place in ((0, n), (n, 0))}
    assert len(looked) < 100


def test_sheets_whose_keys_excel_takes_for_equal_stand_apart() -> None:
    one = made.sheet([])
    sheets = (one, Sheet("Nodes", one.title, one.columns, ()), Sheet("x" * 40, one.title, one.columns, ()))
    assert workbook(made.answer(Graph(), sheets=sheets)).sheet_names == [
        "hops",
        "Nodes",
        "x" * 31,
        "edges",
        "nodes-2",
        "about",
    ]


def test_a_workbook_refuses_what_no_sheet_holds() -> None:
    rows = ((1,),) * 1_048_576
    sheet = Sheet("rows", Phrase("Rijen", "Rows"), (Column("row", Phrase("rij", "row")),), rows)
    with pytest.raises(FormError, match="1 048 576 rows, and a sheet holds 1048575; ask for CSV or JSON"):
        next(as_xlsx(made.answer(Graph(), sheets=(sheet,)), made.frame(Language.EN)))


@pytest.mark.parametrize("name", ["json", "csv", "xlsx", "graphml", "gexf"])
def test_a_large_answer_is_never_in_memory_twice(name: str) -> None:
    answer = large()
    written = 0
    tracemalloc.start()
    try:
        for piece in FORMS[name].write(answer, made.frame()):
            written += len(piece)
            assert len(piece) < 1_000_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written > 1_000_000
    assert peak < 6_000_000
