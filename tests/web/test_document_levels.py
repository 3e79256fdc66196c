"""What stands in a document, and what hangs about one version or person, has its page, its words and its coverage."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from tests.web.memory_engine import MemoryEngine
from tests.web.published import serve

DOCUMENT = "/v1/documents/gm9999/begroting/2031"
GOAL = f"{DOCUMENT}/goals/1.1.1"
LEVELS = ("goals", "ambitions", "programmes")
PLACE = ("page", "address", "exact", "start", "end", "wordsLink")


@pytest.fixture(scope="module")
def everything(municipality: FastAPI) -> TestClient:
    """The fictional municipality as a whole."""
    return TestClient(municipality, follow_redirects=False)


def asked(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def require_shown(client: TestClient, link: str, start: int) -> None:
    """Check that an address shows words that begin at a place of the page."""
    page = client.get(link, headers={"accept": "text/html"})
    assert page.status_code == 200, link
    assert 'id="here"' in page.text or f'data-start="{start}"' in page.text, link


@pytest.mark.parametrize("level", LEVELS)
def test_each_of_a_document_leads_to_its_page_its_words_and_its_coverage(everything: TestClient, level: str) -> None:
    body = asked(everything, f"{DOCUMENT}/{level}?limit=1000")
    assert len(body["items"]) == body["total"] > 3
    for item in body["items"]:
        assert item["link"] == item["iri"].replace("/id/", "/doc/", 1)
        assert item["coverage"] == body["coverage"]
        assert len(item["exact"]) == item["end"] - item["start"] > 0
        assert item["page"].startswith("http")
        assert item["address"].startswith("https://")
    for item in body["items"][:3]:
        assert everything.get(item["link"], headers={"accept": "text/html"}).status_code == 200
        require_shown(everything, item["wordsLink"], item["start"])


def test_the_words_of_a_goal_are_those_that_the_list_of_versions_has(everything: TestClient) -> None:
    here = {item["iri"]: item for item in asked(everything, f"{DOCUMENT}/goals?limit=1000")["items"]}
    path = "/v1/versions?document=gm9999/begroting/2031&level=goals&limit=250"
    listed = asked(everything, path)["items"]
    assert {item["version"] for item in listed} == here.keys()
    for item in listed:
        own = here[item["version"]]
        assert own["exact"] == item["statement"]
        assert [own[name] for name in ("page", "address", "start", "end", "wordsLink")] == [
            item[name] for name in ("page", "address", "start", "end", "link")
        ]


def test_what_is_only_named_leads_to_words_that_name_it(everything: TestClient) -> None:
    found = [item for level in LEVELS for item in asked(everything, f"{DOCUMENT}/{level}?limit=1000")["items"]]
    named = [item for item in found if not item["loaded"]]
    assert len(named) > 10
    for item in named:
        assert item["exact"].endswith(item["number"]) or item["exact"].startswith(f"{item['number']}."), item


@pytest.mark.parametrize("level", LEVELS)
def test_fields_are_left_out_and_each_form_has_the_others(everything: TestClient, level: str) -> None:
    path = f"{DOCUMENT}/{level}?fields=number,exact,wordsLink,domain,coverage,iri&limit=3&offset=1"
    items = asked(everything, path)["items"]
    assert [list(item) for item in items] == [["number", "exact", "wordsLink", "domain", "coverage", "iri"]] * 3
    answer = everything.get(path, headers={"accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    book = everything.get(f"{path}&format=xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    counted = ["pagesRead", "goalsRead", "versionsNamed", "goalsExpected", "complete"]
    assert list(rows[0]) == sheet[0] == ["number", "exact", "wordsLink", "domain", *counted, "iri"]
    for row, cells, item in zip(rows, sheet[1:], items, strict=True):
        domain = item["domain"]["label"] if item["domain"] else ""
        told = [item["number"], item["exact"], item["wordsLink"], domain, item["coverage"]["complete"], item["iri"]]
        assert [row[name] for name in ("number", "exact", "wordsLink", "domain", "complete", "iri")] == told
        assert [*cells[:4], *cells[-2:]] == told
    wrong = everything.get(f"{DOCUMENT}/{level}?fields=number,nope")
    assert (wrong.status_code, "wordsLink" in wrong.json()["detail"]) == (400, True)


def test_amounts_are_numbers_in_a_workbook_and_codes_are_short(everything: TestClient) -> None:
    path = f"{DOCUMENT}/goals?fields=expenditure,holdersState,holders&limit=1"
    (item,) = asked(everything, path)["items"]
    assert item["expenditure"] == "1351900"
    book = everything.get(f"{path}&format=xlsx").content
    (_, row) = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert row == [1351900.0, "filled", "Fenna Fictief"]
    assert everything.get(path, headers={"accept": "text/csv"}).text.split("\r\n")[1] == "1351900,filled,Fenna Fictief"
    assert Decimal(item["expenditure"]) == 1351900


def test_the_description_has_the_same_fields(everything: TestClient) -> None:
    described = asked(everything, "/v1/openapi.json")
    path = described["paths"]["/documents/{organisation}/{kind}/{year}/{level}"]["get"]
    names = {one["name"] for one in path["parameters"]}
    assert {"fields", "offset", "limit", "format"} <= names
    own = described["components"]["schemas"]["SomeVersionItem"]["properties"]
    assert list(own) == list(asked(everything, f"{DOCUMENT}/goals?limit=1")["items"][0])
    assert {*PLACE, "link", "coverage"} <= own.keys()


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ("gm9999/berap/2031-1", {"2.4": "zie doel 2.4.1"}),
        ("gm0193/begroting/2021", {"1.1": "zie doel 1.1.1", "1.3": "zie doel 1.3.2", "1": "zie doel 1.3.2"}),
    ],
)
def test_what_is_known_by_a_named_goal_alone_leads_to_the_words_that_name_that_goal(
    everything: TestClient, real_dataset: Path, document: str, named: dict[str, str]
) -> None:
    client = everything if document.startswith("gm9999") else TestClient(serve(real_dataset), follow_redirects=False)
    found = [
        item for level in LEVELS for item in asked(client, f"/v1/documents/{document}/{level}?limit=1000")["items"]
    ]
    assert [item["iri"] for item in found if None in (item["exact"], item["page"], item["wordsLink"])] == []
    told = {item["number"]: item for item in found if item["number"] in named}
    assert {number: item["exact"] for number, item in told.items()} == named
    for item in told.values():
        require_shown(client, item["wordsLink"], item["start"])


@pytest.mark.parametrize("level", LEVELS)
def test_a_part_takes_six_queries_at_most_and_one_without_words(
    client: TestClient, engine: MemoryEngine, level: str
) -> None:
    counts = []
    for limit in (1, 2, 1000):
        engine.asked.clear()
        asked(client, f"/v1/documents/gm9901/begroting/2031/{level}?limit={limit}")
        counts.append(len(engine.asked))
    assert max(counts) <= 6
    engine.asked.clear()
    asked(client, f"/v1/documents/gm9901/begroting/2031/{level}?fields=iri,number,link,coverage")
    assert len(engine.asked) == 1


def test_a_document_has_words_by_which_a_page_is_of_it(everything: TestClient) -> None:
    told = asked(everything, DOCUMENT)["document"]
    (listed,) = asked(everything, "/v1/documents?year=2031&kind=begroting")["items"]
    assert told == listed
    assert told["exact"] == "Begroting 2031"


def test_a_version_tells_where_its_statement_stands(everything: TestClient) -> None:
    for item in asked(everything, f"{DOCUMENT}/goals?limit=3")["items"]:
        version = asked(everything, f"{DOCUMENT}/goals/{item['number']}")["version"]
        names = ("start", "end", "wordsLink", "link")
        assert [version[name] for name in names] == [item[name] for name in names]
        assert version["page"]["text"][version["start"] : version["end"]] == version["statement"]
    named = asked(everything, f"{DOCUMENT}/programmes/1")["version"]
    assert (named["wordsLink"], named["link"]) == (None, named["iri"].replace("/id/", "/doc/", 1))


@pytest.mark.parametrize("name", ["references", "referring"])
def test_references_of_and_to_a_version_lead_to_their_words(everything: TestClient, name: str) -> None:
    body = asked(everything, f"{GOAL}/{name}")
    listed = {item["reference"]: item for item in asked(everything, "/v1/references?limit=250")["items"]}
    assert len(body["items"]) > 2
    for item in body["items"]:
        other = listed[item["iri"]]
        assert [item[one] for one in ("page", "address", "link", "exact", "start", "end")] == [
            other[one] for one in ("page", "address", "link", "exact", "start", "end")
        ]
        assert item["coverage"]["complete"] == other["documentComplete"]
        assert item["coverage"]["goalsRead"] == other["documentGoalsRead"]
        require_shown(everything, item["link"], item["start"])


def test_a_portfolio_leads_to_the_names_as_pages_print_them(everything: TestClient) -> None:
    holder = asked(everything, "/v1/holders?limit=1")["items"][0]
    portfolio = asked(everything, f"/v1/holders/{holder['path']}")
    assert portfolio["link"] == holder["link"]
    assert portfolio["total"] == len(portfolio["assignments"]) == holder["versions"]
    for item in portfolio["assignments"]:
        assert item["exact"] == holder["name"]
        assert item["link"] == item["version"]["iri"].replace("/id/", "/doc/", 1)
        assert item["coverage"]["complete"] in {"yes", "no", "unknown"}
        require_shown(everything, item["wordsLink"], item["start"])
