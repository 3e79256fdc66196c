"""The pages of an organisation, a person and a document of which nothing was loaded."""

import re

from starlette.testclient import TestClient

HTML = {"accept": "text/html", "accept-language": "nl"}
ORGANISATION = "/doc/organisation/gm9901"


def test_an_organisation_has_its_documents_with_coverage_its_holders_and_its_domains(client: TestClient) -> None:
    html = client.get(ORGANISATION, headers=HTML).text
    assert "<h1>Nergenshuizen</h1>" in html
    for address in (
        "/doc/document/gm9901/begroting/2031",
        "/doc/document/gm9901/berap/2031-1",
        "/doc/person/gm9901/p7x2",
        "/doc/domain/gm9901/sociaal-domein",
        "/doc/organisation/gm9901.ttl",
    ):
        assert f'href="{address}"' in html
    assert "2 van 4 doelen geladen" in html
    assert html.index("Wat is geladen") < html.index("Fenna Fictief") < html.index("Sociaal domein")


def test_a_person_has_goals_by_document(client: TestClient) -> None:
    html = client.get("/doc/person/gm9901/p7x2", headers=HTML).text
    headings = re.findall(r'<h2 id="document-\d+"><a href="([^"]+)">([^<]+)</a></h2>', html)
    assert headings == [("/doc/document/gm9901/begroting/2031", "Begroting 2031 (Nergenshuizen)")]
    assert html.index("Begroting 2031") < html.index("Doel 2.2.2 Maatschappelijke participatie")
    assert "3 mei 2031" in html


def test_a_document_that_is_only_named_says_so_with_the_sentences_that_name_it(client: TestClient) -> None:
    answer = client.get("/doc/document/gm9901/begroting/2029", headers=HTML)
    assert answer.status_code == 200
    assert "Pagina niet geladen" in answer.text
    assert "Van Begroting 2029 (Nergenshuizen) is niets geladen" in answer.text
    assert re.search(r'In de begroting 2029 was dit <mark class="k-reference">doel 3\.1</mark>', answer.text)
    assert 'href="/doc/goal-version/gm9901/begroting/2031/1.1.1"' in answer.text
    assert client.get("/doc/document/gm9901/begroting/2028", headers=HTML).status_code == 404
