"""Whatever IRI the examples mint, "Klopt dit niet?" answers: an entry that corrects it, or the reason why there is none."""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from httpx2 import Response

from ontology.iri import BODY_KINDS, DOCUMENT_KINDS
from ontology.language import Language
from service.answers.no_entry import LONE, NAMED_DOCUMENT, NAMED_ONLY, WHY, WHY_OF_WORDS, kind_of
from service.answers.remarks import CHOICES
from service.release.releases import Releases
from tests.linked.desk import BROWSER, Desk
from tests.linked.test_every_iri import minted
from tests.linked.test_gone import ROOF

MOST = {"real": 6, "fictional": 4}
"""So many of each kind are asked about, spread over all of them."""
FEWEST = {"real": (40, 110), "fictional": (43, 130)}
"""How many kinds of IRIs there are at least, and how many are asked about."""
ENTRY = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
REASONS = {reason.nl for reason in (*WHY.values(), *WHY_OF_WORDS.values(), LONE, NAMED_DOCUMENT, NAMED_ONLY)}
OF_STATEMENTS = {CHOICES["no-target"].nl, CHOICES["amount"].nl}
"""The reasons of statements that stand among others on a page."""


def wrong(desk: Desk, iri: str, **more: str) -> Response:
    return desk.client.get("/klopt-dit-niet", params={"thing": iri, **more}, headers=BROWSER)


def by_kind(desk: Desk) -> dict[str, list[str]]:
    """Every IRI that a release mints under its base, by kind; parts apart, and what is only named too."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(minted(desk)):
        path, _, part = iri.removeprefix(f"{desk.base}/").partition("#")
        first, second = [*path.split("/"), ""][:2]
        found[f"{first}/{second}{'#' if part else ''}"].append(iri)
    return found


def said(text: str) -> str:
    return unescape(text.partition("<h1")[2].partition("<footer")[0])


def test_every_iri_has_an_entry_or_a_reason(desk: Desk, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["desk"]
    kinds, asked, odd = by_kind(desk), 0, []
    with_entry, with_reason = set[str](), set[str]()
    for kind, iris in kinds.items():
        step = max(1, len(iris) // MOST[name])
        for iri in iris[::step][: MOST[name]] if len(iris) > MOST[name] else iris:
            asked += 1
            answer = wrong(desk, iri, lang="nl")
            text = said(answer.text) if answer.status_code == 200 else ""
            reasons = {reason for reason in REASONS | OF_STATEMENTS if reason in text}
            if ENTRY.search(text) and not (reasons - OF_STATEMENTS):
                with_entry.add(kind)
            elif len(reasons) == 1 and iri in text:
                with_reason.add(kind)
            else:
                odd.append((answer.status_code, iri, reasons))
    assert odd == []
    assert (len(kinds) >= FEWEST[name][0], asked >= FEWEST[name][1]) == (True, True), (len(kinds), asked)
    assert with_entry | with_reason == kinds.keys()
    assert {"id/reference", "id/goal-version", "id/page", "id/observation"} <= with_entry
    assert {"graph/doc", "graph/service#", "id/document#", "dumps/all", "sparql/", "id/run"} <= with_reason


def test_no_kind_of_identifier_falls_back_on_the_general_reason(desk: Desk) -> None:
    kinds = {kind_of(desk.base, iri) for iri in minted(desk)}
    assert len(kinds) > 35
    assert None not in kinds
    on_pages = {"activity", "criterion", "deviation", "effect", "goal-version", "mention", "note", "page", "reference"}
    on_pages |= {"ambition-version", "programme-version", "portfolio-assignment", "staleness", "suspicion", "target"}
    assert on_pages < BODY_KINDS | DOCUMENT_KINDS
    assert {kind for kind in kinds if kind not in WHY} <= on_pages


def test_what_is_only_named_leads_to_what_names_it(fictional: Desk) -> None:
    for path, part in (
        ("programme-version/gm9999/begroting/2031/1", "reference"),
        ("ambition-version/gm9999/begroting/2032/3.4", "goal-version"),
        ("document/gm9999/begroting/2028", "reference"),
    ):
        text = said(wrong(fictional, f"{fictional.base}/id/{path}").text)
        leads = re.findall(r'<li><a href="(/klopt-dit-niet[^"]+)"', text)
        assert leads, path
        for lead in leads:
            (thing,) = parse_qs(urlsplit(lead).query)["thing"]
            assert f"/id/{part}/" in thing
            assert ENTRY.search(said(wrong(fictional, thing).text)), thing


def test_words_that_support_something_lead_to_its_entry(fictional: Desk) -> None:
    """The label beside a number, the cause of an effect, and the document that a page names."""
    found: dict[str, str] = {}
    for quad in fictional.quads():
        if quad.predicate.value.endswith("#evidenceFor"):
            found[quad.object.value.rpartition("#")[2]] = quad.subject.value
    for name, key in (("citedLabel", "references"), ("cause", "effects"), ("inDocument", "pages")):
        entries = [yaml.safe_load(unescape(one)) for one in ENTRY.findall(wrong(fictional, found[name]).text)]
        assert any(key in entry for entry in entries), name
    for name in ("exportedAt", "builtAt", "criteriaLead"):
        assert not ENTRY.search(wrong(fictional, found[name]).text), name


def test_what_went_is_410_and_leads_to_the_last_release_that_had_it(grown: Desk) -> None:
    *_, last, _, _ = Releases(grown.data).identifiers()
    gone = [f"{grown.base}/id/{ROOF}", f"{grown.base}/id/goal/gm9999/g113"]
    for iri in gone:
        path = iri.removeprefix(f"{grown.base}/id/")
        assert grown.get(f"/doc/{path}").status_code == 410
        answer = wrong(grown, iri)
        assert (answer.status_code, wrong(grown, iri, lang="en").status_code) == (410, 410)
        (back,) = {
            unescape(link) for link in re.findall(r'href="([^"]*release=[^"]*)"', answer.text) if "thing" in link
        }
        assert parse_qs(back.removeprefix("?"))["thing"] == [iri]
        there = grown.get(f"/klopt-dit-niet{back}", **BROWSER)
        assert there.status_code == 200, back
    assert f"release={last}" in wrong(grown, gone[0]).text
    never = f"{grown.base}/id/goal-version/gm9999/begroting/2031/9.9.9"
    graph = f"{grown.base}/graph/doc/gm9999/begroting/1999"
    assert [wrong(grown, iri).status_code for iri in (never, graph)] == [404, 404]


@pytest.mark.parametrize(
    "path",
    [
        "graph",
        "graph/",
        "dumps/",
        "id/",
        "graph/doc/%00",
        "graph/doc/x y",
        "id/document/gm9999#x<",
        "v1/goals",
        "",
        "#x",
    ],
)
def test_what_identifies_nothing_is_a_problem(fictional: Desk, path: str) -> None:
    answer = fictional.client.get("/klopt-dit-niet", params={"thing": f"{fictional.base}/{path}"})
    assert answer.status_code in {400, 404}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_reasons_are_said_in_both_languages_as_often() -> None:
    every = [*WHY.values(), *WHY_OF_WORDS.values()]
    assert len({reason.nl for reason in every}) == len({reason.en for reason in every}) > 28
    for language in Language:
        assert all(len(reason.say(language)) > 60 for reason in every)
