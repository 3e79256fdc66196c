"""`/v1/goals` is a list as others are, and so are the levels of a document; short lists lead to words where they can."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from tests.web import years_town
from tests.web.memory_engine import MemoryEngine
from tests.web.years_served import asked


@pytest.fixture(scope="module")
def years_engine() -> MemoryEngine:
    return MemoryEngine(years_town.quads())


@pytest.fixture(scope="module")
def years(years_engine: MemoryEngine) -> Iterator[TestClient]:
    """A municipality of which goals change places, merge and end."""
    with asked(years_engine) as client:
        yield client


def listed(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_what_endures_leads_to_its_page_its_words_and_its_coverage(everything: TestClient) -> None:
    found = listed(everything, "/v1/goals?limit=250")
    assert len(found) > 20
    for item in found:
        assert item["coverage"]["goalsRead"] > 0
        assert item["iri"].endswith(item["path"])
        assert item["versions"] >= 1
        assert item["firstYear"] <= item["lastYear"]
        assert item["document"].startswith(f"{item['organisation']}/")
    assert {item["kind"] for item in found} <= {"goal", "ambition", "programme"}
    with_words = [item for item in found if item["wordsLink"]]
    assert len(with_words) > 20
    for item in with_words[::8]:
        assert everything.get(item["link"], headers={"accept": "text/html"}).status_code == 200
        page = everything.get(item["wordsLink"], headers={"accept": "text/html"})
        assert page.status_code == 200
        assert f'data-start="{item["start"]}"' in page.text or 'id="here"' in page.text
        assert item["page"].startswith("http")
        assert item["statement"]


def test_the_newest_version_is_told_of_what_endures(years: TestClient) -> None:
    found = listed(years, "/v1/goals?level=goals")
    assert len(found) == 6
    for item in found:
        entries = years.get(f"/v1/goals/{item['path']}").json()["entries"]
        described = [entry["version"] for entry in entries if entry["document"] == item["document"]]
        assert item["number"] in {version["number"] for version in described}
        assert item["statement"] in {version["statement"] for version in described}
        assert item["document"] in {entry["document"] for entry in entries[-2:]}


def test_filters_of_what_endures_keep_what_they_say(years: TestClient) -> None:
    labels = {item["label"] for item in listed(years, "/v1/goals")}
    assert {item["label"] for item in listed(years, "/v1/goals?words=BOM")} == {"Bomen"} < labels
    assert {item["label"] for item in listed(years, "/v1/goals?number=1.2&year=2031")} == {"Water"}
    assert listed(years, "/v1/goals?level=programmes") == []
    assert years.get("/v1/goals?organisation=gm0001").status_code == 404
    assert years.get("/v1/goals?level=doelen").status_code == 400


@pytest.mark.parametrize("name", ["level", "label", "organisation", "versions", "firstYear", "lastYear"])
def test_what_endures_is_sorted_as_is_asked(everything: TestClient, name: str) -> None:
    field = {"level": "kind"}.get(name, name)
    up, down = (listed(everything, f"/v1/goals?limit=250&sort={sign}{name}") for sign in ("", "-"))
    assert [item["iri"] for item in up] != []
    assert {item["iri"] for item in up} == {item["iri"] for item in down}
    values = [item[field] for item in up]
    assert values == sorted(values)
    assert [item[field] for item in down] == sorted(values, reverse=True)


def test_pages_of_what_endures_together_have_each_once(everything: TestClient) -> None:
    for sort in ("", "&sort=-versions", "&sort=label"):
        whole = listed(everything, f"/v1/goals?limit=250{sort}")
        parts = [
            item
            for offset in range(0, len(whole), 10)
            for item in listed(everything, f"/v1/goals?limit=10&offset={offset}{sort}")
        ]
        assert parts == whole


def test_only_fields_that_are_asked_are_given_in_each_form(everything: TestClient) -> None:
    asked = "/v1/goals?fields=number,label,wordsLink&limit=5"
    found = listed(everything, asked)
    assert [list(item) for item in found] == [["number", "label", "wordsLink"]] * 5
    rows = list(csv.reader(io.StringIO(everything.get(f"{asked}&format=csv").text)))
    assert rows[0] == ["number", "label", "wordsLink"]
    assert rows[1:] == [[item[name] or "" for name in rows[0]] for item in found]
    book = everything.get("/v1/goals?limit=5&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sheet[0][:3] == ["iri", "path", "label"]
    assert {"pagesRead", "complete"} <= set(sheet[0])
    assert everything.get("/v1/goals?sort=kleur").status_code == 400
    assert everything.get("/v1/goals?fields=kleur").status_code == 400


def test_a_part_of_what_endures_takes_three_queries(years: TestClient, years_engine: MemoryEngine) -> None:
    for limit in (1, 250):
        years_engine.asked.clear()
        assert len(listed(years, f"/v1/goals?limit={limit}")) == min(limit, 6)
        assert len(years_engine.asked) == 3


@pytest.mark.parametrize("name", ["documents", "domains", "holders"])
def test_short_lists_lead_to_words_on_a_page(everything: TestClient, name: str) -> None:
    found = listed(everything, f"/v1/{name}")
    placed = [item for item in found if item["start"] is not None]
    assert placed
    for item in placed:
        assert len(item["exact"]) == item["end"] - item["start"]
        assert item["page"].startswith("http")
        page = everything.get(item["wordsLink"], headers={"accept": "text/html"})
        assert 'id="here"' in page.text or f'data-start="{item["start"]}"' in page.text
    named = {"documents": "title", "domains": "name", "holders": "name"}[name]
    for item in placed:
        if name == "domains":
            assert item["exact"].casefold() == item[named].casefold()


@pytest.mark.parametrize("level", ["goals", "ambitions", "programmes"])
def test_the_levels_of_a_document_have_the_same_rows_in_each_form(everything: TestClient, level: str) -> None:
    path = f"/v1/documents/gm9999/begroting/2031/{level}"
    found = everything.get(f"{path}?limit=3")
    answer = everything.get(f"{path}?limit=3", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["link"] == found.headers["link"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["iri"], row["number"], row["label"]) for row in rows] == [
        (item["iri"], item["number"], item["label"]) for item in found.json()["items"]
    ]
    book = everything.get(f"{path}?limit=3&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet[1:]] == [row["iri"] for row in rows]
    assert everything.get(path, headers={"Accept": "image/png"}).status_code == 406
    assert everything.get(path, headers={"Accept": "*/*"}).headers["content-type"].startswith("application/json")
