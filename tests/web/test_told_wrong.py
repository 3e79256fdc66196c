"""What is asked wrongly is told so that a person can ask it rightly: addresses, methods, parameters, what is not loaded."""

import csv
import io
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.web.lists import FORMS

BASE = "http://localhost:8000"
TOWN = "gm9999/begroting/2031"
NL = {"accept-language": "nl"}
EN = {"accept-language": "en"}
FILTERED = ("versions", "programmes", "references", "amounts", "effects", "assignments", "quality")
OF_BODIES = (*FILTERED, "documents", "domains", "holders")
LINKED = (*OF_BODIES, "organisations")


@pytest.fixture(scope="module")
def whole(municipality: FastAPI) -> TestClient:
    """The fictional municipality as a whole."""
    return TestClient(municipality, follow_redirects=False)


def problem(client: TestClient, path: str, status: int, language: dict[str, str] = NL) -> dict[str, Any]:
    answer = client.get(path, headers=language)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), path
    found: dict[str, Any] = answer.json()
    return found


# What was not loaded


@pytest.mark.parametrize("name", OF_BODIES)
def test_an_organisation_that_was_not_loaded_is_no_empty_list(whole: TestClient, name: str) -> None:
    found = problem(whole, f"/v1/{name}?organisation=gm0001", 404)
    assert found["available"] == ["gm9999"]
    assert "'gm0001' is niets geladen" in found["detail"]


@pytest.mark.parametrize("name", FILTERED)
def test_a_document_that_was_not_loaded_is_no_empty_list(whole: TestClient, name: str) -> None:
    found = problem(whole, f"/v1/{name}?document=gm9999/begroting/2099", 404)
    assert TOWN in found["available"]
    assert "'gm9999/begroting/2099' is niets geladen" in found["detail"]


def test_nothing_found_in_what_was_loaded_is_an_empty_list(whole: TestClient) -> None:
    for query in (f"document={TOWN}&number=99", "organisation=gm9999&year=1999", "year=1999"):
        answer = whole.get(f"/v1/versions?{query}")
        assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_what_endures_of_an_organisation_that_was_not_loaded_is_no_empty_list(client: TestClient) -> None:
    assert problem(client, "/v1/goals?organisation=gm0001", 404)["available"] == ["gm9901"]
    assert client.get("/v1/goals?organisation=gm9901&year=1999").json()["total"] == 0


# Words for forms


@pytest.mark.parametrize(
    ("query", "said", "unsaid"),
    [
        ("references?organisation=Zwolle", "'Zwolle' is geen code van een organisatie, zoals gm0193", "^"),
        ("references?document=Zwolle", "'Zwolle' is geen pad van een document, zoals gm0193/begroting/2021", "^"),
        ("versions?domain=Zwolle", "'Zwolle' is geen pad, zoals gm0193/", "^"),
        ("versions?goal=Zwolle", "'Zwolle' is geen pad, zoals gm0193/", "^"),
        ("versions?level=doel", "'doel' bestaat niet; er zijn goals, ambitions, programmes", "^"),
        ("documents/Zwolle/begroting/2021", "/v1/organisations noemt de codes", "^"),
    ],
)
def test_a_value_of_another_form_is_told_in_words(whole: TestClient, query: str, said: str, unsaid: str) -> None:
    detail = problem(whole, f"/v1/{query}", 400)["detail"]
    assert said in detail
    assert unsaid not in detail


def test_a_value_of_a_list_is_named_by_its_parameter_only(client: TestClient) -> None:
    for language, said in ((NL, "kind: 'doel' bestaat niet"), (EN, "kind: no 'doel'")):
        assert problem(client, f"/v1/diff?before={TOWN}&after={TOWN}&kind=doel", 400, language)["detail"].startswith(
            said
        )


def test_the_first_of_the_wrong_fields_is_told_and_fields_come_in_the_order_asked(whole: TestClient) -> None:
    assert "'nummer'" in problem(whole, "/v1/references?fields=nummer,label", 400)["detail"]
    for fields in ("number,document", "document,number", "link,number,year"):
        wanted = fields.split(",")
        assert list(whole.get(f"/v1/versions?limit=1&fields={fields}").json()["items"][0]) == wanted
        written = whole.get(f"/v1/versions?limit=1&fields={fields}&format=csv").text
        assert next(csv.reader(io.StringIO(written))) == wanted
    assert list(whole.get("/v1/versions?limit=1&fields=year,year,number").json()["items"][0]) == ["year", "number"]


# Addresses and methods


@pytest.mark.parametrize(
    ("path", "near"), [("/v1/reference", ["/v1/references"]), ("/v1/amount", ["/v1/amounts"]), ("/v1/zzzz", None)]
)
def test_an_address_of_the_api_that_nothing_has_leads_to_the_nearest(
    whole: TestClient, path: str, near: list[str] | None
) -> None:
    for language in (NL, EN):
        found = problem(whole, path, 404, language)
        assert found.get("available") == near
        assert "/v1" in found["detail"].replace(path, "")
        assert " /;" not in found["detail"]
        assert all(one in found["detail"] for one in near or ())


def test_what_is_no_address_of_the_api_begins_at_the_start(whole: TestClient) -> None:
    assert problem(whole, "/zzzz", 404)["detail"].endswith("begin bij /")


@pytest.mark.parametrize(("path", "methods"), [("/v1/references", "GET, HEAD, OPTIONS"), ("/readyz", "GET, HEAD")])
def test_a_refused_method_is_told_with_those_that_there_are(whole: TestClient, path: str, methods: str) -> None:
    for language in (NL, EN):
        answer = whole.delete(path, headers=language)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods)
        assert answer.json()["detail"].endswith(methods)


# Links that leave the service


@pytest.mark.parametrize("name", LINKED)
def test_a_link_leads_to_its_page_from_a_file_too(whole: TestClient, name: str) -> None:
    assert len(FORMS) == 3
    items = whole.get(f"/v1/{name}?limit=3").json()["items"]
    links = [item["link"] for item in items]
    assert items
    assert all(link.startswith(f"{BASE}/doc/") for link in links)
    rows = list(csv.DictReader(io.StringIO(whole.get(f"/v1/{name}?limit=3&format=csv").text)))
    assert [row["link"] for row in rows] == links
    assert whole.get(links[0].removeprefix(BASE), headers={"accept": "text/html"}).status_code == 200
