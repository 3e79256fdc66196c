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


ABSENT = "Deze release zegt van geen doel welke versies het heeft"


@pytest.mark.parametrize("name", ["cq07", "cq08", "cq09"])
def test_a_question_that_the_release_lacks_the_facts_for_says_so_in_words(client: TestClient, name: str) -> None:
    listed = client.get("/sparql", headers=HTML).text
    assert re.search(rf'question={name}"[^>]*>[^<]*</a> <span class="quiet">{ABSENT}', listed)
    asked = client.get(f"/sparql?question={name}", headers=HTML).text
    assert f'<p class="notice">{ABSENT}' in asked
    answer = client.get("/sparql", params={"query": form_of(asked)}, headers=HTML).text
    assert f'<p class="notice">{ABSENT}' in answer
    assert "past op deze vraag" not in answer
    if name == "cq07":  # the others need documents of two years, which is said first
        assert client.get(f"/v1/questions/{name}").json()["caution"]["nl"].startswith(ABSENT)


def test_a_question_that_has_its_facts_is_not_marked(client: TestClient) -> None:
    listed = client.get("/sparql", headers=HTML).text
    assert re.search(r'question=cq01"[^>]*>[^<]*</a></li>', listed)
    assert '<p class="notice">' not in client.get("/sparql?question=cq01", headers=HTML).text


def test_the_question_of_deviations_is_filled_in_for_a_document_that_has_them(client: TestClient) -> None:
    query = form_of(client.get("/sparql?question=cq17", headers=HTML).text)
    assert '"berap" "2031"' in query
    other = form_of(client.get("/sparql?question=cq16", headers=HTML).text)
    assert '"begroting"' in other


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "dg:nummer bestaat niet; bedoeld is misschien dg:number."),
        ("en", "dg:nummer is no term; perhaps dg:number is meant."),
    ],
)
def test_a_term_that_does_not_exist_is_named_with_the_nearest_one(client: TestClient, language: str, said: str) -> None:
    for query in ("SELECT ?s { ?s dg:nummer ?n }", "ASK { ?s dg:nummer ?n }"):
        page = client.get("/sparql", params={"query": query, "lang": language}, headers=HTML).text
        assert said in page


def test_a_query_with_rows_is_not_doubted(client: TestClient) -> None:
    query = "SELECT ?s { ?s dg:number ?n OPTIONAL { ?s dg:nummer ?m } }"
    assert "bestaat niet" not in client.get("/sparql", params={"query": query}, headers=HTML).text


def test_columns_of_all_variables_stand_as_the_query_names_them(client: TestClient) -> None:
    query = "SELECT * { ?s ?p ?o . FILTER(?p = dg:number) } LIMIT 1"
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    assert re.findall(r'<th scope="col">(\w+)</th>', page) == ["s", "p", "o"]


@pytest.mark.parametrize(("language", "said"), [("nl", "er ontbreekt 1 sluithaakje"), ("en", "1 closing bracket is")])
def test_a_fault_in_a_query_is_told_in_the_language_of_the_page(client: TestClient, language: str, said: str) -> None:
    page = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o", "lang": language}, headers=HTML).text
    assert f'<p lang="{language}">' in page
    assert said in page
