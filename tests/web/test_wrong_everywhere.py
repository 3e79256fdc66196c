"""At every statement stands "Klopt dit niet?": it gives the entry that corrects it, or says why there is none."""

import gzip
import html
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
import yaml
from fastapi import FastAPI
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.language import Language
from service.answers.no_entry import NAMED_DOCUMENT, WHY
from service.answers.remarks import CHOICES
from service.web.render import static_file
from tests.conftest import BASE
from tests.web import years_town
from tests.web.memory_engine import MemoryEngine
from tests.web.published import OPERATOR
from tests.web.review_pages import site_over
from tests.web.test_years_pages import ADDRESSES
from tests.web.years_served import asked

BUDGET = "gm9999/begroting/2031"
GOAL = f"{BASE}/id/goal-version/{BUDGET}/1.1.3"
_ENTRY = re.compile(r'<article class="card correctable" id="([^"]+)".*?</article>', re.DOTALL)
_PRE = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
_MAIL = re.compile(r'href="(mailto:[^"]+)"')
# what is corrected at a statement of a page, or by an entry about two versions, and how many there are at least
CORRECTABLE = {
    "activity": 30,
    "criterion": 30,
    "deviation": 3,
    "effect": 3,
    "identity": 10,
    "mention": 5,
    "observation": 40,
    "page": 20,
    "portfolio-assignment": 20,
    "reference": 40,
    "staleness": 1,
    "suspicion": 1,
    "target": 20,
}
UNCORRECTABLE = {
    "budget-table",
    "college",
    "document",
    "domain",
    "domain-scheme",
    "edition",
    "goal",
    "organisation",
    "person",
    "run",
    "section",
}
MOST = 12
"""So many of each kind are looked at, spread over all of them."""


@pytest.fixture(scope="module")
def client(municipality: FastAPI) -> TestClient:
    return TestClient(municipality, follow_redirects=False)


@pytest.fixture(scope="module")
def things(fictional_dataset: Path) -> Mapping[str, list[str]]:
    """The things of the municipality that something is said of, by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((fictional_dataset / "graphs").rglob("*.nq.gz")):
        for quad in parse(gzip.decompress(path.read_bytes()), format=RdfFormat.N_QUADS):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{BASE}/id/"):
                iri = quad.subject.value
                found[iri.removeprefix(f"{BASE}/id/").partition("/")[0]].add(iri)
    return {kind: sorted(some) for kind, some in found.items()}


def page(client: TestClient, thing: str, language: str = "nl", **more: str) -> str:
    asked = {"thing": thing, "lang": language, **more}
    answer = client.get("/klopt-dit-niet", params=asked, headers={"accept": "text/html"})
    assert answer.status_code == 200, (thing, answer.text)
    return answer.text


def entries(shown: str) -> list[str]:
    return [html.unescape(entry) for entry in _PRE.findall(shown)]


def some_of(iris: list[str]) -> list[str]:
    return iris[:: max(1, len(iris) // MOST)][:MOST]


@pytest.mark.parametrize("kind", CORRECTABLE)
def test_of_each_statement_there_is_an_entry_or_a_reason(
    client: TestClient, things: Mapping[str, list[str]], kind: str
) -> None:
    assert len(things[kind]) >= CORRECTABLE[kind]
    without = []
    for iri in some_of(things[kind]):
        shown = page(client, iri)
        mails = [unquote(html.unescape(mail)) for mail in _MAIL.findall(shown)]
        assert mails, iri
        assert kind == "page" or any(iri in mail for mail in mails), mails
        for entry in entries(shown):
            assert {"why", "by"} <= next(iter(yaml.safe_load(entry).values()))[0].keys()
        if not entries(shown):
            without.append(iri)
            reasons = (CHOICES["no-target"], CHOICES["amount"], WHY["identity"])
            assert any(html.escape(reason.nl) in shown for reason in reasons), iri
    assert not without or kind in {"identity", "observation", "target"}
    assert len(without) < MOST / 2, without


@pytest.mark.parametrize("kind", sorted(UNCORRECTABLE))
@pytest.mark.parametrize("language", Language)
def test_of_what_has_no_entry_is_said_why_and_what_can_be_done(
    client: TestClient, things: Mapping[str, list[str]], kind: str, language: Language
) -> None:
    assert len(UNCORRECTABLE) == 11
    iri = things[kind][0]
    shown = page(client, iri, language.value)
    assert entries(shown) == []
    why = NAMED_DOCUMENT if kind == "document" else WHY[kind]
    assert why.say(language) in html.unescape(shown)
    (mail,) = [unquote(html.unescape(found)) for found in _MAIL.findall(shown)]
    assert iri in mail
    assert OPERATOR.email is not None
    assert OPERATOR.email in mail


def test_a_person_a_domain_and_an_enduring_goal_lead_to_what_they_were_made_of(
    client: TestClient, things: Mapping[str, list[str]]
) -> None:
    for kind, part in (("person", "#holders"), ("domain", "#page-domain"), ("goal", "")):
        found = 0
        for iri in things[kind][:3]:
            leads = re.findall(r'<li><a href="(/klopt-dit-niet[^"]+)"', page(client, iri))
            for lead in map(html.unescape, leads[:2]):
                address, _, anchor = lead.partition("#")
                assert lead.endswith(part)
                shown = client.get(address, headers={"accept": "text/html"}).text
                assert f'id="{anchor or "claim"}"' in shown, lead
                found += 1
        assert found, kind


# what is asked about, what is put in the place of what, and what the graphs then say of which thing under which property
FOLLOWED = [
    ("mention", "number: 0.0.0", "number: 1.2.1", t.CITED_NUMBER, '"1.2.1"'),
    ("deviation", "effect: ", "amount: 12345\n  effect: ", t.AMOUNT, '"12345"'),
    ("portfolio-assignment", "name: ", "name: Nieuwe ", t.HOLDER_NAME, '"Nieuwe '),
    ("identity", "claim: same", "claim: not-same", t.RDF_TYPE, "Correction"),
]


@pytest.mark.parametrize("case", FOLLOWED, ids=[case[0] for case in FOLLOWED])
def test_such_an_entry_with_the_right_value_is_followed(
    client: TestClient, things: Mapping[str, list[str]], examples: Path, tmp_path: Path, case: tuple[str, ...]
) -> None:
    assert len(FOLLOWED) == 4
    kind, was, right, name, said = case
    of_kind = [entry for iri in some_of(things[kind]) for entry in entries(page(client, iri))]
    entry = next(one for one in of_kind if was in one).replace("vul hier in wat er niet klopt", "dat klopt niet")
    before, after = (
        corrected(examples, tmp_path / folder, text)
        for folder, text in (("was", "{}"), ("is", entry.replace(was, right)))
    )
    assert told(after) == []
    assert len(stated(after, name, said)) > len(stated(before, name, said))


def test_the_entry_of_a_doubt_settles_it(
    client: TestClient, things: Mapping[str, list[str]], examples: Path, tmp_path: Path
) -> None:
    for kind in ("suspicion", "staleness"):
        iri = things[kind][0]
        (entry,) = entries(page(client, iri))
        number = yaml.safe_load(entry)["references"][0]["number"]
        right = "2.1.1" if number != "2.1.1" else "2.1.2"
        filled = entry.replace("vul hier in wat er niet klopt", "een verschrijving").replace(
            f"number: {number}\n  kind", f"number: {right}\n  kind"
        )
        assert filled.count(right) == 1
        out = corrected(examples, tmp_path / kind, filled)
        assert told(out) == []
        assert iri not in "".join(lines(out))


def corrected(examples: Path, folder: Path, corrections: str) -> Path:
    """The dataset of the fictional municipality with corrections."""
    folder.mkdir()
    (folder / "corrections.yml").write_text(corrections, "utf-8")
    ingest(Run((examples / "fictional", folder), folder / "out", BASE))
    return folder / "out"


def told(out: Path) -> list[str]:
    """What the issues of a dataset say of corrections."""
    found = []
    for path in sorted((out / "issues").rglob("*.gz")):
        some = gzip.decompress(path.read_bytes()).decode().splitlines()
        found += [line for line in some if "correction" in json.loads(line)["code"]]
    return found


def lines(out: Path) -> list[str]:
    return [
        line
        for path in sorted((out / "graphs").rglob("*.gz"))
        for line in gzip.decompress(path.read_bytes()).decode().splitlines()
    ]


def stated(out: Path, name: str, said: str) -> list[str]:
    return [line for line in lines(out) if f"> <{name}> " in line and said in line.split(" ", 2)[2]]


def test_a_place_leads_to_what_was_read_from_it_and_other_words_to_a_remark(client: TestClient) -> None:
    item = client.get("/v1/references", params={"fromNumber": "1.1.3", "document": BUDGET}).json()["items"][0]
    shown = page(client, GOAL, at=f"{item['start']}-{item['end']}")
    article = shown[shown.rindex("<article", 0, shown.index('<span id="here">')) :]
    assert item["reference"] in article[: article.index("</article>")]
    text = page(client, GOAL, at="0-3")
    assert text.count('id="here"') == 1
    for odd in ("9999999-9999999", "x", "5-2"):
        assert page(client, GOAL, at=odd).count('id="here"') == 1


# addresses, and how many sentences stand there at least
SHOWN = {
    "/network?from=1.1.3": 5,
    "/network?from=1.1.3&to=1.2.1": 1,
    "/matrix?from=1.1.3&to=1.2.1": 0,
    "/trace/impact?from=1.1.3": 5,
}


@pytest.mark.parametrize("address", SHOWN)
@pytest.mark.parametrize("language", Language)
def test_each_sentence_of_a_page_about_the_network_has_a_link(
    client: TestClient, address: str, language: Language
) -> None:
    assert len(SHOWN) == 4
    shown = client.get(f"{address}&lang={language}", headers={"accept": "text/html"}).text
    quotes, links = len(re.findall(r"<q lang", shown)), re.findall(r'<a class="wrong" href="([^"]+)"', shown)
    assert quotes >= SHOWN[address]
    assert len(links) >= quotes
    for link in list(dict.fromkeys(links))[:3]:
        there, _, anchor = html.unescape(link).partition("#")
        answer = client.get(there, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


def test_pages_of_things_have_a_link_that_the_keyboard_reaches_and_that_tells_what_it_is_about(
    client: TestClient, things: Mapping[str, list[str]]
) -> None:
    for kind in ("person", "domain", "college", "document", "identity", "section", "span", "goal-version"):
        iri = things[kind][0]
        shown = client.get(iri.removeprefix(BASE).replace("/id/", "/doc/"), headers={"accept": "text/html"}).text
        links = re.findall(r'<a [^>]*href="(/klopt-dit-niet[^"]+)"[^>]*>', shown)
        asked = urlencode({"thing": iri})
        assert any(html.unescape(link).partition("?")[2].partition("#")[0] == asked for link in links), kind
        assert 'tabindex="-1" class="wrong"' not in shown


def test_links_are_not_printed() -> None:
    style = (static_file("doelgraaf.css") or b"").decode()
    printed = style[style.index("@media print") :]
    (hidden,) = [line for line in printed.splitlines() if "display: none" in line and ".top" in line]
    assert ".wrong," in hidden
    assert ".wrongs" in hidden


def test_each_sentence_of_a_review_has_a_link(fictional_dataset: Path) -> None:
    reviewed = TestClient(site_over(fictional_dataset), follow_redirects=False)
    shown = reviewed.get(f"/review/{BUDGET}", headers={"accept": "text/html"}).text
    places = len(re.findall(r'<span class="at">', shown))
    assert places > 50
    assert len(re.findall(r'<a class="wrong" href="/klopt-dit-niet\?thing=[^"]+#here"', shown)) == places


def test_each_change_and_each_step_through_the_years_has_a_link() -> None:
    with asked(MemoryEngine(years_town.quads())) as client:
        answer = client.get(ADDRESSES[0], headers={"accept": "text/html"})
        changes = re.findall(r'<article class="card change">(.*?)</article>', answer.text, re.DOTALL)
        assert len(changes) > 2
        assert all('class="wrongs"' in change and "/klopt-dit-niet?thing=" in change for change in changes)
        sentences = [change for change in changes if "<q lang" in change]
        assert sentences
        assert all(change.count('class="wrong"') >= change.count("<q lang") for change in sentences)
        shown = client.get(f"/doc/goal/{years_town.ORG}/aaaa0001", headers={"accept": "text/html"}).text
        steps = shown.count("%2Fid%2Fidentity%2F")
        assert steps > 0
        assert shown.count("<q lang") <= shown.count('class="wrong"')


@pytest.mark.parametrize("rest", ["x\x01", "x[", "é", "\u202e", "#a", "", "x/../y", "\U0001f600", "%2e", "X"])
@pytest.mark.parametrize("kind", ["goal/gm9999", f"target/{BUDGET}/a/goal-", "run", f"goal-version/{BUDGET}"])
def test_an_odd_identifier_is_just_not_there(client: TestClient, kind: str, rest: str) -> None:
    answer = client.get("/klopt-dit-niet", params={"thing": f"{BASE}/id/{kind}/{rest}"})
    assert answer.status_code in {400, 404}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
