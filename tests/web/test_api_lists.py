"""The lists of `/v1`: orders, parts, fields, the same rows in each form, and what items lead to."""

import csv
import io
import re
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from ontology.iri import sort_key
from service.answers.lists import MOST_ITEMS
from tests.web.api_items import NAMES, NEXT, OF_GRAPH, WHOLE, all_items, items
from tests.web.memory_engine import MemoryEngine


@pytest.mark.parametrize("name", NAMES)
def test_a_part_takes_few_queries_however_large_it_is(client: TestClient, engine: MemoryEngine, name: str) -> None:
    assert len(NAMES) == 11
    counts = []
    for asked in ("", "&sort=document", "&sort=-year", f"&sort={last_sort(name)}"):
        for limit in (1, 2, MOST_ITEMS):
            engine.asked.clear()
            assert len(items(client, f"/v1/{name}?limit={limit}{asked if name in OF_GRAPH else ''}")) <= limit
            counts.append(len(engine.asked))
    assert (
        max(counts) == 3
        if name in OF_GRAPH
        else max(counts) <= 3 - (not WHOLE[name].asked) - 2 * (not WHOLE[name].places)
    )


def last_sort(name: str) -> str:
    """An order in which the items of a list do not stand document by document, where it has one."""
    return OF_GRAPH[name].sorts[-1].name if name in OF_GRAPH else ""


@pytest.mark.parametrize("name", OF_GRAPH)
def test_how_many_each_document_has_is_asked_once(client: TestClient, engine: MemoryEngine, name: str) -> None:
    whole = len(all_items(client, name))
    engine.asked.clear()
    for offset in range(3):
        client.get(f"/v1/{name}?limit=1&offset={offset}")
    assert not [query for query in engine.asked if "COUNT(" in query]
    assert len(engine.asked) == 2 * min(whole, 3)


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_together_are_the_whole(everything: TestClient, name: str) -> None:
    whole = all_items(everything, name)
    size = max(1, len(whole) // 3)
    parts: list[dict[str, Any]] = []
    path: str | None = f"/v1/{name}?limit={size}"
    while path:
        answer = everything.get(path)
        parts += answer.json()["items"]
        assert answer.json()["total"] == len(whole)
        following = NEXT.search(answer.headers["link"])
        path = following[1] if following else None
    assert parts == whole
    beyond = everything.get(f"/v1/{name}?offset=999999")
    assert (beyond.json()["items"], beyond.json()["total"]) == ([], len(whole))
    assert 'rel="next"' not in beyond.headers["link"]
    assert 'rel="prev"' in beyond.headers["link"]


SORTS = [(name, sort) for name in OF_GRAPH for sort in (one.name for one in OF_GRAPH[name].sorts)]
SORTS += [(name, sort) for name in WHOLE for sort in WHOLE[name].sorts]


@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_an_order_is_followed_both_ways(everything: TestClient, name: str, sort: str) -> None:
    assert len(SORTS) == 62
    up = [_sorted_by(item, sort) for item in items(everything, f"/v1/{name}?sort={sort}&limit=250")]
    down = [_sorted_by(item, sort) for item in items(everything, f"/v1/{name}?sort=-{sort}&limit=250")]
    total = everything.get(f"/v1/{name}").json()["total"]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    if total <= MOST_ITEMS:
        assert sorted(up) == sorted(down)


def _sorted_by(item: dict[str, Any], sort: str) -> tuple[bool, Any]:
    """What an item is compared by; what has no value comes first."""
    value = item[sort] if sort in item else item["coverage"][sort]
    if value is None:
        return False, ""
    if sort in {"expenditure", "revenue", "balance", "amount"}:
        return True, float(value)
    return True, sort_key(value) if sort.lower().endswith("number") else value


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_left_out_that_are_not_asked_for(everything: TestClient, name: str) -> None:
    first = next(iter(items(everything, f"/v1/{name}?limit=1")[0]))
    for item in items(everything, f"/v1/{name}?fields={first},link&limit=3"):
        assert list(item) == [first, "link"]
    wrong = everything.get(f"/v1/{name}?fields=nope")
    assert wrong.status_code == 400
    assert first in wrong.json()["detail"]


@pytest.mark.parametrize("name", NAMES)
def test_each_form_has_the_same_rows(everything: TestClient, name: str) -> None:
    path = f"/v1/{name}?limit=7&offset=1"
    told = items(everything, path)
    as_csv = everything.get(path, headers={"accept": "text/csv"})
    assert as_csv.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(as_csv.text)))
    workbook = everything.get(f"{path}&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [str(next(iter(item.values()))) for item in told]
    assert rows[0] == sheet[0]
    assert len(rows) == len(sheet) == len(told) + 1
    for row, cells, item in zip(rows[1:], sheet[1:], told, strict=True):
        written = [str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in cells]
        assert written == row
        assert row[rows[0].index("link")] == (item["link"] or "")
    assert as_csv.headers["link"] == everything.get(path).headers["link"]


@pytest.mark.parametrize("name", NAMES)
def test_an_item_leads_to_its_page_its_words_and_its_coverage(everything: TestClient, name: str) -> None:
    for item in items(everything, f"/v1/{name}?limit=2"):
        assert {"documentComplete"} <= set(item) or item["coverage"]["complete"] in {"yes", "no", "unknown"}
        assert everything.get(item["link"], headers={"accept": "text/html"}).status_code == 200, item["link"]
        page = everything.get(item.get("wordsLink") or item["link"], headers={"accept": "text/html"})
        assert page.status_code == 200
        if item.get("start") is not None:
            assert f'data-start="{item["start"]}"' in page.text or 'id="here"' in page.text
    key = OF_GRAPH[name].table.key if name in OF_GRAPH else None
    if key is not None:
        assert all(item[key].startswith("http") for item in all_items(everything, name))


def test_a_version_of_merged_goals_tells_all_that_it_is_a_version_of(everything: TestClient) -> None:
    merged = [item for item in all_items(everything, "versions") if len(item["goals"] or ()) > 1]
    assert merged
    for item in merged:
        assert item["goals"] == sorted(set(item["goals"]))
        for goal in item["goals"]:
            found = items(everything, f"/v1/versions?goal={goal.partition('/id/')[2]}")
            assert item["version"] in {one["version"] for one in found}
            assert all(goal in one["goals"] for one in found)
        told = everything.get("/v1/versions", params={"goal": item["goals"][0].partition("/id/")[2], "format": "csv"})
        rows = {row["version"]: row for row in csv.DictReader(io.StringIO(told.text))}
        assert rows[item["version"]]["goals"] == "; ".join(item["goals"])


@pytest.mark.parametrize("form", ["turtle", "jsonld", "nt"])
def test_coverage_as_statements_is_filtered_and_parted_as_the_list_is(everything: TestClient, form: str) -> None:
    forms = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
    for query in ("year=2032", "limit=1&offset=1&sort=-document", "words=berap", "complete=no", "year=1999"):
        listed = everything.get(f"/v1/quality?{query}")
        answer = everything.get(f"/v1/quality?{query}&format={form}")
        assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
        computed = {
            quad.object.value
            for quad in parse(answer.content, format=forms[form])
            if quad.predicate.value == "http://www.w3.org/ns/dqv#computedOn"
        }
        assert computed == {item["iri"] for item in listed.json()["items"]}
        expected = listed.headers["link"].replace("limit=", f"format={form}&limit=")
        assert sorted(re.findall(r"rel=.[a-z]+", answer.headers["link"])) == sorted(
            re.findall(r"rel=.[a-z]+", expected)
        )
        accepted = everything.get(f"/v1/quality?{query}", headers={"accept": answer.headers["content-type"]})
        assert accepted.content == answer.content


def test_coverage_takes_what_other_lists_take_and_no_more(everything: TestClient) -> None:
    for query, status in (
        ("document=gm9999", 400),
        ("form=json", 400),
        ("documents=gm9999/begroting/2031", 400),
        ("format=xml", 406),
        ("limit=1001", 400),
    ):
        assert everything.get(f"/v1/quality?{query}").status_code == status, query
    absent = [everything.get(f"/v1/{name}?document=gm9999/begroting/1999") for name in ("quality", "references")]
    assert absent[0].status_code == absent[1].status_code
    refused = everything.get("/v1/references?format=turtle")
    assert (refused.status_code, "xlsx" in refused.text) == (406, True)
