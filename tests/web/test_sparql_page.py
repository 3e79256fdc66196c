"""The page for SPARQL over the town: its examples in two languages, and the stored questions put in the form."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from service.answers.questions import NAMES

HTML = {"accept": "text/html", "accept-language": "nl"}


def form_of(html: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.DOTALL)
    return unescape(found[1]) if found else ""


def test_every_stored_question_is_found_from_the_start_page(client: TestClient) -> None:
    assert 'href="/sparql#questions"' in client.get("/", headers=HTML).text
    page = client.get("/sparql", headers=HTML).text
    assert 'id="questions"' in page
    assert re.findall(r'href="/sparql\?question=(\w+)"', page) == list(NAMES)
    assert len(NAMES) == 25


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_question_is_put_in_the_form_ready_to_be_asked(client: TestClient, name: str) -> None:
    query = form_of(client.get(f"/sparql?question={name}", headers=HTML).text)
    assert "SELECT" in query
    required = query.split("# parameters:")[1].split("\n")[0].split()
    for parameter in required:
        if not parameter.startswith("["):
            assert f"?p_{parameter}" in re.findall(r"VALUES \((.*?)\)", query)[0]
    answer = client.get("/sparql", params={"query": query}, headers={"accept": "application/json"})
    assert answer.status_code == 200


def test_the_filled_in_question_has_an_answer(client: TestClient) -> None:
    query = form_of(client.get("/sparql?question=cq01", headers=HTML).text)
    rows = client.get("/sparql", params={"query": query}, headers={"accept": "application/json"}).json()
    assert [row["number"]["value"] for row in rows["results"]["bindings"]] == ["1.1.1", "1.3.4", "2.1", "4"]


def test_a_question_that_does_not_exist_is_not_there(client: TestClient) -> None:
    assert client.get("/sparql?question=cq99", headers=HTML).status_code == 404


@pytest.mark.parametrize(("language", "variables"), [("nl", "?van ?naar ?zin"), ("en", "?from ?to ?sentence")])
def test_the_examples_have_variables_in_the_language_of_the_page(
    client: TestClient, language: str, variables: str
) -> None:
    page = client.get("/sparql", headers={**HTML, "accept-language": language}).text
    assert f"SELECT {variables} WHERE" in form_of(page)
    for query in map(unescape, re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)):
        answer = client.get("/sparql", params={"query": query}, headers={"accept": "application/json"})
        assert answer.json()["results"]["bindings"]
