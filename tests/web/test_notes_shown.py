"""The page of a goal shows what people noted on it, apart from what its page on the web says, and whose it is."""

import html
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from starlette.testclient import TestClient

from ontology.iri import graph
from ontology.language import Language
from ontology.terms import PREFIXES
from service.answers.no_entry import WHY
from service.web.note_words import NOTES
from tests.conftest import BASE
from tests.web.published import serve

GOAL = "goal-version/gm9999/begroting/2031/1.1.3"
AUDIT, TOOL = (graph(BASE, "curated", name) for name in ("audit", "koppeling/vn"))
SKOS, DCTERMS = PREFIXES["skos"], PREFIXES["dcterms"]


def said(where: str, thing: str, name: str, value: Literal | NamedNode) -> Quad:
    return Quad(NamedNode(thing), NamedNode(name), value, NamedNode(where))


WRITTEN = (
    said(AUDIT, f"{BASE}/id/{GOAL}", f"{SKOS}note", Literal("Besproken <b>met de raad</b>.", language="nl")),
    said(AUDIT, f"{BASE}/id/{GOAL}", f"{SKOS}editorialNote", Literal("Not yet evaluated.", language="en")),
    said(AUDIT, AUDIT, f"{DCTERMS}title", Literal("Noten van de rekenkamer van Nergenshuizen", language="nl")),
    said(AUDIT, AUDIT, f"{DCTERMS}creator", Literal("rekenkamer")),
    said(AUDIT, AUDIT, f"{DCTERMS}modified", Literal("2031-05-03")),
    said(TOOL, f"{BASE}/id/{GOAL}", f"{SKOS}note", NamedNode("https://noten.nergenshuizen.example/1")),
    said(TOOL, f"{BASE}/id/{GOAL}", f"{SKOS}closeMatch", NamedNode("http://metadata.un.org/sdg/11")),
)


@pytest.fixture(scope="module")
def client(fictional_dataset: Path) -> TestClient:
    return TestClient(serve(fictional_dataset, more=WRITTEN), follow_redirects=False)


def shown(client: TestClient, language: Language, path: str = GOAL) -> str:
    answer = client.get(f"/doc/{path}?lang={language}", headers={"accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("language", Language)
def test_notes_stand_apart_and_are_said_to_be_of_readers(client: TestClient, language: Language) -> None:
    section = (
        shown(client, language).partition('<section aria-labelledby="reader-notes">')[2].partition("</section>")[0]
    )
    assert NOTES["reader_notes"].say(language) in section
    assert NOTES["reader_notes_lead"].say(language) in html.unescape(section)
    notes = re.findall(r'<article class="card">(.*?)</article>', section, re.DOTALL)
    assert len(notes) == 3
    assert '<p lang="en">Not yet evaluated.</p>' in section
    assert '<p lang="nl">Besproken &lt;b&gt;met de raad&lt;/b&gt;.</p>' in section
    assert '<a href="https://noten.nergenshuizen.example/1" rel="noopener noreferrer">' in section
    of_audit = [note for note in notes if "/graph/curated/audit" in note]
    day = {Language.NL: "3 mei 2031", Language.EN: "3 May 2031"}[language]
    assert len(of_audit) == 2
    for part in (
        "Noten van de rekenkamer van Nergenshuizen",
        f"{NOTES['reader_notes_by'].say(language)} rekenkamer",
        day,
    ):
        assert all(part in note for note in of_audit), part


def test_each_note_has_its_own_link_to_say_that_it_is_wrong(client: TestClient) -> None:
    section = (
        shown(client, Language.NL).partition('<section aria-labelledby="reader-notes">')[2].partition("</section>")[0]
    )
    links = [html.unescape(link) for link in re.findall(r'<a class="wrong" href="([^"]+)"', section)]
    assert len(links) == 3
    for link in set(links):
        answer = client.get(link, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert WHY["graph-curated"].nl in html.unescape(answer.text)
        assert "/graphs" in answer.text


def test_a_goal_without_notes_has_no_section_for_them(client: TestClient) -> None:
    assert 'id="reader-notes"' not in shown(client, Language.NL, GOAL.replace("1.1.3", "1.1.1"))
