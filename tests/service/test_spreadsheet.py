"""Answers as spreadsheets: the rows as they are, and no text that becomes a formula."""

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from ontology.language import Language
from service.engine.embedded import EmbeddedEngine
from service.web.app import application
from service.web.spreadsheet import MEDIA_TYPE, TooManyRowsError, workbook


@pytest.fixture(scope="module")
def client(tiny_engine: EmbeddedEngine) -> Iterator[TestClient]:
    with TestClient(application(tiny_engine, query_timeout_s=5.0)) as client:
        yield client


def cells(content: bytes) -> list[str]:
    """The values of all cells, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet, "no cell is a formula"
    return re.findall(r"<(?:t|v)[^>]*>([^<]*)</(?:t|v)>", sheet)


def test_rows_come_as_cells_and_numbers_as_numbers(client: TestClient) -> None:
    query = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("=1+1" 348646 UNDEF) ("-x" 12.5 <http://x.example/>) } }'
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": MEDIA_TYPE})
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert cells(answer.content) == ["a", "b", "c", "=1+1", "348646", "-x", "12.5", "http://x.example/"]


def test_the_form_of_the_answer_can_be_named(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT (1 AS ?x) {}", "format": "xlsx"})
    assert 'filename="doelgraaf.xlsx"' in answer.headers["content-disposition"]
    assert cells(answer.content) == ["x", "1"]


def test_a_graph_is_no_spreadsheet(client: TestClient) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"
    assert client.get("/sparql", params={"query": query}, headers={"Accept": MEDIA_TYPE}).status_code == 406


def test_the_same_answer_gives_the_same_bytes() -> None:
    content = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"y"}}]}}'
    assert workbook(content) == workbook(content)
    assert cells(workbook(b'{"head":{},"boolean":true}')) == ["1"]


def test_an_answer_that_no_sheet_holds_is_refused_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.spreadsheet.MOST_ROWS", 3)
    rows = [{"n": {"type": "literal", "value": "x"}}] * 3
    fitting, too_long = (
        json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": some}}).encode() for some in (rows[:2], rows)
    )
    assert cells(workbook(fitting)) == ["n", "x", "x"]
    with pytest.raises(TooManyRowsError, match="holds 2 rows at most; ask for CSV") as refused:
        workbook(too_long)
    assert refused.value.say(Language.NL).startswith("een werkblad bevat hooguit 2 rijen; vraag CSV")
