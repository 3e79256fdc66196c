"""At every statement stands "Klopt dit niet?": it gives the entry that corrects it, or says why there is none."""

import gzip
import html
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
import yaml
from fastapi import FastAPI
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.language import Language
from service.answers.doubted import WHY
from tests.conftest import BASE
from tests.web.published import OPERATOR

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
UNCORRECTABLE = {"college", "document", "domain", "edition", "goal", "person", "run", "section"}
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
        if kind != "page":
            assert all(iri in mail or "adres" in mail for mail in mails[:1]), mails
        for entry in entries(shown):
            assert {"why", "by"} <= next(iter(yaml.safe_load(entry).values()))[0].keys()
        if not entries(shown):
            without.append(iri)
            assert any(text in shown for text in ("Een regel is er niet", WHY["identity"].nl)), iri
    assert len(without) < MOST / 2, without


@pytest.mark.parametrize("kind", sorted(UNCORRECTABLE))
@pytest.mark.parametrize("language", Language)
def test_of_what_has_no_entry_is_said_why_and_what_can_be_done(
    client: TestClient, things: Mapping[str, list[str]], kind: str, language: Language
) -> None:
    assert len(UNCORRECTABLE) == 8
    iri = things[kind][0]
    shown = page(client, iri, language.value)
    assert entries(shown) == []
    assert html.escape(WHY.get(kind, WHY["other"]).say(language), quote=False) in html.unescape(shown)
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
