"""What was corrected is shown as corrected, with what was read, why and by which role: on pages, in JSON, in SPARQL."""

import re
import shutil
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad
from starlette.testclient import TestClient

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import quads_of
from ontology.codes import Recurrence
from ontology.dataset import Dataset
from ontology.iri import graph
from ontology.language import Language
from service.answers.corrections import Correction
from service.answers.coverage import Holdings
from service.answers.dcat.publisher import Publisher
from service.answers.vocabulary import code_label
from service.web import api, display, pages, resources, wrong_page
from service.web.app import application as served
from service.web.borrowed import term_name
from service.web.corrected_words import Was, was_of
from service.web.site import make_site
from tests.web.memory_engine import MemoryEngine
from tests.web.town import vocabulary

BASE = "http://localhost:8000"
PAGE = "page: {document: gm9999/begroting/2031, number: 1.1.3}"
REPORT = "page: {document: gm9999/berap/2031-1, number: 1.1.1}"
GOAL = "/v1/documents/gm9999/begroting/2031/goals/1.1.3"
ENTRIES = f"""
references:
  - {{{PAGE}, at: {{exact: zie doel 4.2.3}}, number: 1.2.1, why: het nummer is van vorig jaar, by: redactie}}
  - {{{PAGE}, at: {{exact: programma 4}}, noReference: true, why: hier is een ander bedoeld, by: redactie}}
holders:
  - {{{PAGE}, at: {{exact: Tessa ten Toneel}}, name: Tess ten Toneel, why: een verschrijving, by: beheerder}}
amounts:
  - {{{PAGE}, at: {{exact: "867.900"}}, value: 867901, why: afgerond, by: beheerder}}
effects:
  - {{{REPORT}, at: {{exact: incidenteel nadeel}}, amount: 46000, recurrence: structural, why: een verteld cijfer,
      by: beheerder}}
pages:
  - {{{PAGE}, label: Samenkomen, why: zo heet het doel nu, by: redactie}}
elements:
  - {{{PAGE}, list: criteria, at: {{exact: Besturen van buurthuizen}}, remove: true, why: geen criterium, by: redactie}}
"""


@pytest.fixture(scope="module")
def client(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The fictional municipality with corrections, served from memory."""
    folder = tmp_path_factory.mktemp("corrected")
    shutil.copytree(examples / "fictional", folder / "pages")
    (folder / "pages/corrections.yml").write_text(ENTRIES, "utf-8")
    summary = ingest(Run((folder / "pages",), folder / "dataset", BASE))
    assert (summary.corrections.followed, summary.issues) == (7, ())
    dataset = Dataset(folder / "dataset")
    manifest = dataset.manifest()
    names = [name for name in manifest.all_files if name.startswith("graphs/")]
    defined = [Quad(one.subject, one.predicate, one.object, NamedNode(graph(BASE, "def"))) for one in vocabulary()]
    engine = MemoryEngine([*(quad for name in names for quad in quads_of(dataset, name)), *defined])
    holdings = Holdings(manifest, engine.release, datetime(2031, 1, 2, tzinfo=UTC))
    site = make_site(engine, lambda: holdings)
    routes = [module.router(site) for module in (pages, resources, api)]
    routes.append(wrong_page.router(site, Publisher()))
    return TestClient(served(engine, routes, current=site.current), follow_redirects=False)


def told(found: list[dict[str, Any]]) -> list[tuple[str, str | None, str, str]]:
    """The corrections of a thing in JSON."""
    return [(one["property"].rpartition("#")[2], one["was"], one["why"], one["by"]) for one in found]


def test_json_tells_of_each_value_that_it_was_corrected(client: TestClient) -> None:
    version = client.get(GOAL).json()["version"]
    assert version["name"] == "Samenkomen"
    assert {one[:2] for one in told(version["corrected"])} == {
        ("name", "Ontmoeten"),
        ("holderName", "Tessa ten Toneel"),
        ("citedNumber", "4.2.3"),
        ("makesReference", "4"),
        ("hasCriterion", None),
        ("http://data.openbudgets.eu/ontology/dsd/measure/amount", "867900"),
    }
    (line,) = [line for line in version["budget"] if line["cell"] == "867.900" and line["corrected"]]
    assert told(line["corrected"]) == [(t.OBEU_AMOUNT, "867900", "afgerond", "beheerder")]
    references = client.get(f"{GOAL}/references").json()["items"]
    corrected = [one for one in references if one["corrected"]]
    assert [one["citedNumber"] for one in corrected] == ["1.2.1"]
    assert told(corrected[0]["corrected"]) == [("citedNumber", "4.2.3", "het nummer is van vorig jaar", "redactie")]
    report = client.get("/v1/documents/gm9999/berap/2031-1/goals/1.1.1").json()["version"]
    effects = [one for deviation in report["deviations"] for one in deviation["effects"] if one["corrected"]]
    assert [told(one["corrected"]) for one in effects] == [
        [
            (name, was, "een verteld cijfer", "beheerder")
            for name, was in (("amount", "45000"), ("recurrence", "one-off"))
        ]
    ]
    plain = client.get("/v1/documents/gm9999/begroting/2031/goals/1.1.1").json()["version"]
    assert plain["corrected"] == []


@pytest.mark.parametrize(("language", "words"), [("nl", "gecorrigeerd"), ("en", "corrected")])
def test_the_page_shows_what_was_corrected(client: TestClient, language: str, words: str) -> None:
    headers = {"accept": "text/html", "accept-language": language}
    page = client.get("/doc/goal-version/gm9999/begroting/2031/1.1.3", headers=headers).text
    assert page.count(f'<span class="badge corrected">{words}</span>') == 6
    for shown in (
        "Samenkomen",
        '<q lang="nl">Ontmoeten</q>',
        "zo heet het doel nu (redactie)",
        "geen criterium (redactie)",
    ):
        assert shown in page
    report = client.get("/doc/goal-version/gm9999/berap/2031-1/1.1.1", headers=headers).text
    spoken = Language(language)
    assert f"{display.amount('45000', spoken)}; een verteld cijfer (beheerder)" in report
    assert f" {code_label(Recurrence.ONE_OFF).say(spoken)}; een verteld cijfer (beheerder)" in report


READ = [
    (t.ROLE, "cross-reference", ("kruisverwijzing", "cross-reference")),
    (t.RELATION, "contributes-to", ("draagt bij aan", "contributes to")),
    (t.CITED_KIND, "programme", ("programma", "programme")),
    (t.CITED_DOCUMENT, "berap 2030-1", ("bestuursrapportage 2030-1", "interim report 2030-1")),
    (t.AFFECTS, "goal 1.1.3", ("doel 1.1.3", "goal 1.1.3")),
    (t.BUDGET_LINE, "expenditure", ("lasten", "expenditure")),
    (t.PHASE, "revised", ("gewijzigd", "revised")),
    (t.EFFECT, "disadvantage", ("nadeel", "disadvantage")),
    (t.PAGE_KIND, "goal", ("doelpagina", "goal page")),
]
"""What was read, and how it is told in Dutch and in English."""


@pytest.mark.parametrize(("name", "was", "said"), READ, ids=[was for _, was, _ in READ])
def test_a_code_that_was_read_is_told_by_its_label(name: str, was: str, said: tuple[str, str]) -> None:
    assert len(READ) == 9
    correction = Correction(f"{BASE}/id/correction/gm9999/a", f"{BASE}/id/reference/x", name, was, "omdat", "redactie")
    for language, label in zip((Language.NL, Language.EN), said, strict=True):
        told = was_of(correction, language)
        assert (told.text, told.name == term_name(name, language)) == (label, True)
        assert not told.is_quote


def test_words_that_were_read_are_told_as_they_stand() -> None:
    for name, was in ((t.CITED_NUMBER, "4.2.3"), (t.HOLDER_NAME, "goal"), (t.OBEU_AMOUNT, "867.900")):
        correction = Correction(f"{BASE}/id/correction/gm9999/a", f"{BASE}/id/goal-version/x", name, was, "omdat", "ik")
        assert was_of(correction, Language.NL) == Was("", was, is_quote=True)


def test_a_corrected_reference_is_marked_where_it_stands_in_the_text(client: TestClient) -> None:
    for language, word in (("nl", "gecorrigeerd"), ("en", "corrected")):
        headers = {"accept": "text/html", "accept-language": language}
        page = client.get("/doc/goal-version/gm9999/begroting/2031/1.1.3", headers=headers).text
        marked = re.findall(
            r'<mark class="k-reference"[^>]*title="([^"]*)".*?<span class="tag[^"]*">([^<]*)</span>', page
        )
        (mended,) = [one for one in marked if word in one[1]]
        assert mended[1] == f"→ 1.2.1 ({word})"
        assert mended[0].endswith(f"1.2.1 ({word})")
        assert sum(tag == "→" for _, tag in marked) > 1


def test_what_was_corrected_is_not_proposed_as_if_it_still_stood(client: TestClient) -> None:
    thing = f"{BASE}/id/goal-version/gm9999/begroting/2031/1.1.3"
    page = client.get("/klopt-dit-niet", params={"thing": thing, "lang": "nl"}, headers={"accept": "text/html"}).text
    cards = dict(re.findall(r'<article class="card correctable" id="([^"]+)"(.*?)</article>', page, re.DOTALL))
    again = {name: unescape(card) for name, card in cards.items() if "al gecorrigeerd" in card}
    entries = [card.partition("<pre")[2].partition(">")[2] for card in again.values()]
    shown = "\n".join(entries)
    for value in ("name: Tess ten Toneel", "number: 1.2.1", "value: 867901", "label: Samenkomen"):
        assert value in shown
    assert {name.partition("-")[0] for name in again} >= {"page", "holder", "reference", "observation"}
    for was in ("name: Tessa ten Toneel", "number: 4.2.3", "value: 867900", "label: Ontmoeten"):
        assert was not in page
    for name, was, why in (("holder", "Tessa ten Toneel", "een verschrijving"), ("page-label", "Ontmoeten", "zo heet")):
        (card, *_) = [card for anchor, card in again.items() if anchor.startswith(name)]
        assert f'<q lang="nl">{was}</q>; {why}' in card
        assert "in de plaats van de eerdere" in card
    settled = page.partition('<h2 id="settled">')[2].partition("</section>")[0]
    assert settled.count("<li>") == 2
    assert "hier is een ander bedoeld (redactie)" in settled
    assert "geen criterium (redactie)" in settled
    plain = client.get("/klopt-dit-niet", params={"thing": thing.replace("1.1.3", "1.1.1")}).text
    assert "gecorrigeerd" not in plain.partition('class="quiet"')[0]
    assert 'id="settled"' not in plain


def test_a_correction_has_a_page_of_its_own(client: TestClient) -> None:
    (correction, *_) = client.get(GOAL).json()["version"]["corrected"]
    answer = client.get(correction["iri"].replace("/id/", "/doc/").removeprefix(BASE), headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert correction["why"] in answer.text


def test_a_corrected_reference_is_told_as_such_at_what_it_refers_to(client: TestClient) -> None:
    target = "gm9999/begroting/2031/goals/1.2.1"
    items = client.get(f"/v1/documents/{target}/referring").json()["items"]
    corrected = {one["elementNumber"]: told(one["corrected"]) for one in items if one["corrected"]}
    assert corrected == {"1.1.3": [("citedNumber", "4.2.3", "het nummer is van vorig jaar", "redactie")]}
    page = client.get("/doc/goal-version/gm9999/begroting/2031/1.2.1", headers={"accept": "text/html"}).text
    table = page.partition('<h2 id="referring">')[2]
    assert table.count('class="badge corrected"') == 1
    assert "het nummer is van vorig jaar (redactie)" in table


@pytest.mark.parametrize(
    ("number", "said"),
    [("1.2.1", "Saldo 2031 (lasten min baten)"), ("1.1.3", "Saldo 2031 (met het teken van de pagina)")],
)
def test_a_balance_says_of_what_it_is_one_as_far_as_its_sums_tell(client: TestClient, number: str, said: str) -> None:
    html = client.get(f"/doc/goal-version/gm9999/begroting/2031/{number}", headers={"accept": "text/html"}).text
    assert re.findall(r"<dt>(Saldo[^<]*)</dt>", html) == [said]


def test_a_thing_of_two_vocabularies_is_called_by_its_class_in_ours(client: TestClient) -> None:
    html = client.get("/doc/goal-version/gm9999/begroting/2031/1.1.3", headers={"accept": "text/html"}).text
    (page,) = set(re.findall(r'href="(/doc/page/[^"]+)"', html))
    told = client.get(page, headers={"accept": "text/html", "accept-language": "nl"}).text
    assert re.findall(r'<p class="eyebrow">([^<]+)</p>', told) == ["pagina"]
