"""What an earlier release had is gone, and leads to the last that had it; what none ever had is unknown."""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Store

from service.release.change_log import FILE
from service.release.change_record import record
from service.release.prune import prune
from service.release.publish import publish
from service.release.releases import Releases
from tests.linked.desk import BROWSER, TURTLE, Desk, opened
from tests.linked.grown import FIRST, publish_steps
from tests.service.tiny import BUDGET, REPORT, Tiny

ROOF = "goal-version/gm9999/begroting/2031/1.1.3"


def test_a_goal_that_went_is_410_with_the_last_release_that_had_it(grown: Desk) -> None:
    last = Releases(grown.data).identifiers()[2]
    for address in (f"/doc/{ROOF}", f"/doc/{ROOF}.jsonld", f"/doc/{ROOF}?incoming=1", f"/doc/{ROOF}?_profile=oa"):
        answer = grown.get(address, **TURTLE)
        assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
        told = answer.json()
        assert (told["type"].rpartition("/")[2], told["available"]) == ("gone", [last])
        assert answer.headers["link"] == f'</doc/{ROOF}?release={last}>; rel="predecessor-version"'
    assert grown.follow(f"/id/{ROOF}", **TURTLE).status_code == 410
    page = grown.get(f"/doc/{ROOF}", **BROWSER, accept_language="en")
    assert page.status_code == 410
    assert f'<a href="?release={last}">' in page.text
    assert grown.get(f"/doc/{ROOF}?release={last}", **TURTLE).status_code == 200


def test_what_no_release_ever_had_is_404(grown: Desk) -> None:
    for path in ("goal-version/gm9999/begroting/2031/1.1.9", "goal-version/gm9999/begroting/2040/1.1.3", "run/ab"):
        answer = grown.get(f"/doc/{path}", **TURTLE)
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (404, "not-found")


def test_every_identifier_that_any_release_had_is_there_or_gone(grown: Desk) -> None:
    releases, ids = Releases(grown.data), set[str]()
    for release in releases.identifiers():
        for quad in Store.read_only(str(releases.store(release))):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{grown.base}/id/"):
                ids.add(quad.subject.value.partition("#")[0])
    statuses = {iri: grown.get(iri.replace("/id/", "/doc/", 1), **TURTLE).status_code for iri in ids}
    assert set(statuses.values()) == {200, 410}
    assert {iri for iri, status in statuses.items() if status == 410} == {
        f"{grown.base}/id/{ROOF}",
        f"{grown.base}/id/goal/gm9999/g113",
        f"{grown.base}/id/goal-version/gm9999/berap/2031-1/1.1.2",
        f"{grown.base}/id/reference/gm9999/begroting/2031/e0/goal-1.1.3/0-9-1.1.1",
        f"{grown.base}/id/reference/gm9999/berap/2031-1/e0/goal-1.1.1/0-9-1.1.2",
    }


def test_a_release_from_before_it_came_does_not_say_that_it_is_gone(grown: Desk) -> None:
    first = Releases(grown.data).identifiers()[0]
    assert grown.get(f"/doc/{ROOF}?release={first}", **TURTLE).status_code == 404


def test_a_release_that_is_asked_for_is_not_put_beside_the_one_that_is_led_to(grown: Desk) -> None:
    first, *_, had, now, _ = Releases(grown.data).identifiers()
    assert first != had
    for language, words in (("nl", "is vervallen"), ("en", "is gone")):
        answer = grown.get(f"/doc/{ROOF}?release={now}", **TURTLE, accept_language=language)
        assert answer.status_code == 410
        assert words in answer.json()["detail"]
        assert answer.json()["detail"].count("release=") == answer.json()["detail"].count(had) == 1
        assert answer.headers["link"] == f'</doc/{ROOF}?release={had}>; rel="predecessor-version"'
        page = grown.get(f"/doc/{ROOF}?release={now}", **BROWSER, accept_language=language)
        assert page.status_code == 410
        links = [link for link in re.findall(r'href="([^"]*)"', page.text) if "release=" in link]
        assert f"?release={had}" in links
        assert len(links) > 5
        assert all(link.count("release=") == 1 for link in links)
    led = answer.headers["link"].partition(">")[0].removeprefix("<")
    assert grown.get(led, **TURTLE).status_code == 200


def test_the_graphs_of_a_document_that_went_are_gone_with_it(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 1)
    (had,) = Releases(data).identifiers()
    publish(without_report().write(tmp_path / "dataset"), data, allow_loss=True, allow_violations=True)
    went = graphs(data, had) - graphs(data, Releases(data).current())
    assert {f"graph/{kind}/{REPORT.path}" for kind in ("doc", "text")} <= went
    with closing(opened(data)) as desk:
        for name in went:
            for address in (f"/{name}", f"/{name}.nt", f"/doc/{name}"):
                answer = desk.get(address, accept="application/n-triples")
                assert (answer.status_code, answer.json()["available"]) == (410, [had]), address
                led = answer.headers["link"].partition(">")[0].removeprefix("<")
                assert desk.get(led, accept="application/n-triples").status_code == 200
            page = desk.get(f"/{name}", **BROWSER)
            assert (page.status_code, f'href="?release={had}"' in page.text) == (410, True)
        never = "graph/doc/gm9999/begroting/2040"
        assert [desk.get(f"{root}{never}", **TURTLE).status_code for root in ("/", "/doc/")] == [404, 404]
        kept = f"graph/doc/{BUDGET.path}"
        assert [desk.get(f"{root}{kept}", **TURTLE).status_code for root in ("/", "/doc/")] == [200, 200]


def test_a_graph_of_facts_is_gone_also_where_the_release_before_is_there_no_more(tmp_path: Path) -> None:
    data = publish_steps(tmp_path, 1)
    (had,) = Releases(data).identifiers()
    known = (data / FILE).read_bytes()
    publish(without_report().write(tmp_path / "dataset"), data, allow_loss=True, allow_violations=True)
    (data / FILE).write_bytes(known)  # as if the process was killed between the swap and the log
    prune(data, 1)
    record(Releases(data))
    with closing(opened(data)) as desk:
        answer = desk.get(f"/graph/doc/{REPORT.path}", **TURTLE)
        assert (answer.status_code, answer.json()["available"]) == (410, [had])


def without_report() -> Tiny:
    """What is published first, less a document."""
    return replace(FIRST, goals={BUDGET: FIRST.goals[BUDGET]})


def graphs(data: Path, release: str) -> set[str]:
    """What follows the base of the names of the graphs of a release, but for those of the release itself."""
    held = Store.read_only(str(Releases(data).store(release)))
    return {quad.graph_name.value.removeprefix(f"{FIRST.base}/") for quad in held}
