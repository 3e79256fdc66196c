"""The pages of what stands on a page: the words at its offsets, a way into the goal page, and a title to read."""

import re
from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode
from starlette.testclient import TestClient

from ontology import terms as t
from ontology.codes import Period, code_iri
from ontology.language import Language
from service.answers.labels import Labels
from service.answers.resources import Resource
from service.web.borrowed import term_name
from service.web.shown import show
from service.web.titles import name_of
from tests.web.memory_engine import MemoryEngine
from tests.web.sheet import BASE
from tests.web.texts import GOAL_TEXT

PAGE = "gm9901/begroting/2031/20310503t145935/goal-2.2.2"
GOAL = "/doc/goal-version/gm9901/begroting/2031/2.2.2"
HTML = {"accept": "text/html"}


def get(client: TestClient, path: str, language: str = "nl") -> str:
    return client.get(path, headers={**HTML, "accept-language": language}).text


def stored(engine: MemoryEngine, kind: str) -> list[str]:
    """The paths of all things of a kind that stand on the goal page."""
    prefix = f"{BASE}/id/{kind}/{PAGE}/"
    found = {quad.subject.value for quad in engine.store if isinstance(quad.subject, NamedNode)}
    return sorted(iri.removeprefix(BASE).replace("/id/", "/doc/") for iri in found if iri.startswith(prefix))


@pytest.mark.parametrize("kind", ["span", "criterion", "activity", "reference", "mention", "target", "section"])
def test_evidence_quotes_the_words_at_its_offsets_and_leads_to_them(
    client: TestClient, engine: MemoryEngine, kind: str
) -> None:
    paths = stored(engine, kind)
    assert paths
    for path in paths:
        html = get(client, path)
        link = re.search(r'href="(/doc/goal-version/[^"?]+)\?at=(\d+)-(\d+)#here"', html)
        assert link, path
        start, end = int(link[2]), int(link[3])
        quoted = re.search(r'<mark class="k-here">(.*?)</mark>', html, re.DOTALL)
        assert unescape(quoted[1] if quoted else "") == GOAL_TEXT[start:end]
        target = get(client, f"{link[1]}?at={start}-{end}")
        assert target.count('id="here"') == bool(GOAL_TEXT[start:end].strip()), path


def test_an_amount_quotes_the_cell_it_was_read_from(client: TestClient, engine: MemoryEngine) -> None:
    engine.asked.clear()
    html = get(client, "/doc/observation/gm9901/begroting/2031/2.2.2/expenditure/2031/original")
    assert len(engine.asked) <= 8
    assert '<mark class="k-here">348.646</mark>' in html
    assert "€\N{NO-BREAK SPACE}348.646" in html


@pytest.mark.parametrize("at", ["9999999-99999999", "5-2", "x", "-1-4", "0-0", "1-" + "9" * 40])
def test_a_place_that_is_not_there_marks_nothing(client: TestClient, at: str) -> None:
    answer = client.get(GOAL, params={"at": at}, headers=HTML)
    assert answer.status_code == 200
    assert 'id="here"' not in answer.text


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("observation/gm9901/begroting/2031/2.2.2/expenditure/2031/original", "nl", "Lasten 2031 van doel 2.2.2"),
        ("observation/gm9901/begroting/2031/2.2.2/expenditure/2031/original", "en", "Expenditure 2031 of goal 2.2.2"),
        ("portfolio-assignment/gm9901/begroting/2031/2.2.2/p7x2", "nl", "Portefeuille van doel 2.2.2: Fenna Fictief"),
        (f"section/{PAGE}/0", "nl", "Sectie Beschrijving doel"),
        (f"page/{PAGE}", "en", "Page of goal 2.2.2"),
        ("run/5f3a", "nl", "Verwerking 5f3a"),
    ],
)
def test_a_thing_without_a_label_has_a_title(client: TestClient, path: str, language: str, title: str) -> None:
    assert f"<h1>{title}</h1>" in get(client, f"/doc/{path}", language)


def test_an_effect_is_titled_by_what_it_does(client: TestClient, engine: MemoryEngine) -> None:
    effects = {quad.subject.value for quad in engine.store if "/id/effect/" in str(quad.subject)}
    titles = [re.findall(r"<h1>(.*?)</h1>", get(client, iri.replace(f"{BASE}/id", "/doc"))) for iri in sorted(effects)]
    said = sorted(title[0].replace("\N{NO-BREAK SPACE}", " ") for title in titles)
    assert said == ["Effect: nadeel € 460.000 op doel 1.1.2", "Effect: voordeel op programma 10"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"span/{PAGE}/0-14", "Fragment 0-14 van doel 2.2.2"),
        ("edition/gm9901/begroting/2031/20310503t145935", "Editie van 3 mei 2031, 14:59"),
        ("edition/gm9901/begroting/2031/eerste", "Editie van eerste"),
        ("observation/gm9901/begroting/2031/2.2.2/other/2031/original", None),
        ("domain/gm9901/sociaal-domein", None),
    ],
)
def test_a_thing_of_which_only_the_iri_is_known_has_a_name(path: str, expected: str | None) -> None:
    assert name_of(f"{BASE}/id/{path}", BASE, Language.NL) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (t.PERIOD, NamedNode(code_iri(Period.YEAR)), "per jaar"),
        (t.PERIOD, NamedNode(code_iri(Period.QUARTER)), "per kwartaal"),
        (t.NAME, Literal("year"), "year"),
        (t.AMOUNT, Literal("348646", datatype=NamedNode(t.XSD_DECIMAL)), "€\N{NO-BREAK SPACE}348.646"),
        (t.VALUE, Literal("1250.5", datatype=NamedNode(t.XSD_DECIMAL)), "1.250,5"),
        (t.FIRST_ATTESTED, Literal("2031-05-03", datatype=NamedNode(t.XSD_DATE)), "3 mei 2031"),
    ],
)
def test_values_are_written_as_people_write_them(name: str, value: Literal, expected: str) -> None:
    resource = Resource("x", {}, Labels({}), ())
    assert show(resource, name, value, BASE, Language.NL).text == expected


def test_no_term_of_others_is_shown_by_its_prefix(engine: MemoryEngine) -> None:
    terms = {quad.predicate.value for quad in engine.store}
    shown = {iri: term_name(iri, Language.NL) for iri in terms if not iri.startswith("http://www.w3.org/2002/07/owl#")}
    assert {iri: name for iri, name in shown.items() if ":" in name and "vann" not in iri} == {}


def test_a_quote_begins_and_ends_with_whole_words(client: TestClient, engine: MemoryEngine) -> None:
    for path in stored(engine, "reference"):
        quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", get(client, path), re.DOTALL)
        text = " ".join(unescape(re.sub(r"<[^>]+>", "", quoted[1] if quoted else "")).split())
        inside = text.removeprefix("… ").removesuffix(" …")
        assert len(inside) > 20
        assert f" {inside} " in f" {' '.join(GOAL_TEXT.split())} ".replace("  ", " ")
