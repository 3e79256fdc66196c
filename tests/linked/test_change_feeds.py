"""The changes of whatever people follow are an Atom feed that an independent reader takes, announced on its page."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import feedparser
import pytest

from service.release.change_log import ChangeLog, Kind
from tests.linked.desk import BROWSER, TURTLE, Desk

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BUDGET = "goal-version/gm9999/begroting/2031"


FOLLOWED = {
    "fictional": (
        "goal/gm9999/{goal}",
        "person/gm9999/{person}",
        "domain/gm9999/bestuur-en-organisatie",
        "organisation/gm9999",
        "document/gm9999/begroting/2031",
        f"{BUDGET}/1.1.1",
    ),
    "real": ("goal/gm0193/50eb73ce", "person/gm0193/e0b57b0d", "domain/gm0193/sociaal-domein", "organisation/gm0193"),
}


def followed(desk: Desk, name: str) -> list[str]:
    """One of each that people follow, by its path."""
    things = [one.thing for one in ChangeLog.of(desk.data).latest(None, 1000)]
    found = {kind: next(one for one in things if one.startswith(f"id/{kind}/")) for kind in ("goal", "person")}
    opaque = {kind: path.rpartition("/")[2] for kind, path in found.items()}
    return [path.format(**opaque) for path in FOLLOWED[name]]


@pytest.mark.parametrize("name", FOLLOWED)
def test_whatever_people_follow_has_a_feed_that_its_page_announces(name: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(name)
    paths = followed(desk, name)
    assert len(paths) == len(FOLLOWED[name]) >= 4
    for path in paths:
        page = desk.get(f"/doc/{path}", **BROWSER).text
        (address,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]*)"', page)
        assert address == f"/changes/{path}.atom"
        assert desk.get(f"/changes/{path}", **BROWSER).status_code == 200
        answer = desk.get(address)
        assert answer.headers["content-type"] == "application/atom+xml"
        feed = feedparser.parse(answer.content)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        assert feed.feed.id == f"{desk.base}/changes/{path}"
        assert {link.rel for link in feed.feed.links} >= {"self", "alternate"}
        assert len(feed.entries) >= 1
        assert all(entry.id.startswith(f"{desk.base}/changes/") for entry in feed.entries)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        assert [entry.updated for entry in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)
        assert feed.feed.updated == feed.entries[0].updated


def test_a_feed_has_all_that_the_standard_asks(grown: Desk) -> None:
    for address in ("/changes.atom", f"/changes/{BUDGET}/1.1.1.atom", "/changes/goal/gm9999/g111.atom?lang=en"):
        root = ET.fromstring(grown.get(address).content)  # noqa: S314 - made here
        for place in (root, *root.findall("a:entry", ATOM)):
            for name in ("id", "title", "updated"):  # RFC 4287, sections 4.1.1 and 4.1.2
                assert len(place.findall(f"a:{name}", ATOM)) == 1
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", place.findtext("a:updated", "", ATOM)
            )
        assert root.findtext("a:author/a:name", "", ATOM)
        (own,) = [link.get("href", "") for link in root.findall("a:link", ATOM) if link.get("rel") == "self"]
        assert grown.get(own).content == grown.get(address).content or "lang" not in address


def test_a_goal_tells_of_every_version_of_it_in_either_language(grown: Desk) -> None:
    dutch = feedparser.parse(grown.get("/changes/goal/gm9999/g111.atom", accept_language="nl").content)
    english = feedparser.parse(grown.get("/changes/goal/gm9999/g111.atom?lang=en").content)
    assert [unescape(entry.title) for entry in dutch.entries] == [
        "Doel 1.1.1 Schoon <water> & «lucht»: gewijzigd (benaming, naam, verwijzingen)",
        "Doel 1.1.1 Schoon water: gewijzigd (bedragen, verwijzingen)",
        "Doel 1.1.1 Schoon water: gewijzigd (bedragen, verwijzingen)",
        "Doel 1.1.1 Schoon water: nieuw",
        "Doel 1.1.1 Schoon water: nieuw",
    ]
    assert english.entries[1].title == "Goal 1.1.1 Schoon water: changed (amounts, references)"
    assert [entry.id for entry in dutch.entries] == [entry.id for entry in english.entries]
    assert dutch.feed.id == english.feed.id


def test_the_entries_of_a_feed_lead_somewhere(grown: Desk) -> None:
    feed = feedparser.parse(grown.get("/changes.atom").content)
    assert len(feed.entries) == 10
    for entry in feed.entries:
        status = grown.get(entry.link, **TURTLE).status_code
        assert status == (410 if entry.link.endswith("/1.1.3") else 200)
        (related,) = [link.href for link in entry.links if link.rel == "related"]
        page = grown.get(related.partition("#")[0], **BROWSER)
        assert f'<tr id="{related.partition("#")[2]}">' in page.text


def test_what_came_with_a_first_release_is_one_entry(fictional: Desk) -> None:
    (step,) = ChangeLog.of(fictional.data).steps(None, 9)
    assert sum(step.counts.values()) > 100
    for address, language in (("/changes.atom?lang=nl", "nl"), ("/changes.atom?lang=en", "en")):
        (entry,) = feedparser.parse(fictional.get(address).content).entries
        goals = {"nl": "versies van doelen", "en": "versions of goals"}[language]
        assert entry.title.startswith({"nl": "Nieuw: ", "en": "New: "}[language])
        assert f"{step.counts[Kind.CREATE, 'goal-version']} {goals}" in entry.title
        documents = {"nl": "documenten (ingelezen of alleen genoemd)", "en": "documents (loaded or only named)"}
        assert f"{step.counts[Kind.CREATE, 'document']} {documents[language]}" in entry.title
        assert entry.id == f"{fictional.base}/changes#step-1"
    page = fictional.get("/changes?lang=en", **BROWSER).text
    assert "the first release" in page
    assert entry.title in page
    assert "<tr id=" not in page
    assert 'href="/changes/1#1"' in page


@pytest.mark.parametrize(
    "path", ["goal/gm9999/nope", "nope", "goal", "reference/gm9999/x", "page/1", "%00", "organisation/gm0000"]
)
def test_a_feed_of_nothing_is_404(fictional: Desk, path: str) -> None:
    for suffix in ("", ".atom"):
        assert fictional.get(f"/changes/{path}{suffix}").status_code == 404
