"""A document or body that went is gone wherever an address names it, not only where it is described."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ontology.language import Language
from service.release.change_log import ChangeLog, writing
from service.release.publish import publish
from service.release.releases import Releases
from service.web.display import date
from tests.linked.desk import BROWSER, Desk, opened
from tests.linked.grown import FIRST, publish_steps
from tests.service.tiny import BUDGET, REPORT

FILES = ("facts.nq.gz", "texts.nq.gz", "goals.csv", "goals.parquet", "goals.csv-metadata.json")
NAMED = {
    f"/v1/documents/{REPORT.path}": f"/v1/documents/{REPORT.path}",
    **{
        f"/v1/documents/{REPORT.path}/{part}": f"/v1/documents/{REPORT.path}/{part}"
        for part in ("goals", "goals/1.1.1", "goals/1.1.1/references", "goals/1.1.1/referring", "review")
    },
    f"/review/{REPORT.path}": f"/review/{REPORT.path}",
    f"/v1/references?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/v1/quality?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/v1/search?q=water&document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/v1/tables/goals?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/v1/projections/web-annotations?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/v1/trace/hubs?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/network?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/matrix?document={REPORT.path}": f"/v1/documents/{REPORT.path}",
    f"/trace/neighbours?from={REPORT.path}/1.1.1": f"/v1/documents/{REPORT.path}",
    f"/sitemap/{REPORT.path}.xml": f"/sitemap/{REPORT.path}.xml",
    f"/v1/diff?before={BUDGET.path}&after={REPORT.path}": f"/v1/documents/{REPORT.path}",
    **{f"/dumps/{REPORT.path}/{name}": f"/dumps/{REPORT.path}/{name}" for name in FILES},
}
"""Addresses that name a document that went, each with where the last release that had it still answers."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Of two releases the second, which lost a document."""
    root = tmp_path_factory.mktemp("elsewhere")
    data = publish_steps(root, 1)
    left = replace(FIRST, goals={BUDGET: FIRST.goals[BUDGET]})
    publish(left.write(root / "dataset"), data, allow_loss=True, allow_violations=True)
    with closing(opened(data)) as served:
        yield served


@pytest.mark.parametrize("address", NAMED)
def test_what_names_a_document_that_went_is_gone_and_leads_to_where_it_stands(desk: Desk, address: str) -> None:
    assert len(NAMED) == 23
    had, _ = Releases(desk.data).identifiers()
    answer = desk.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json"), answer.text
    told = answer.json()
    assert (told["type"].rpartition("/")[2], told["title"], told["available"]) == ("gone", "Dit is vervallen", [had])
    led = f"{NAMED[address]}?release={had}"
    assert answer.headers["link"] == f'<{led}>; rel="predecessor-version"'
    assert (led in told["detail"], told["goneSince"][:2]) == (True, "20")
    assert desk.get(led).status_code == 200


def test_a_reader_is_told_in_two_languages_since_when_it_is_gone(desk: Desk) -> None:
    had, now = Releases(desk.data).identifiers()
    day = desk.get(f"/v1/documents/{REPORT.path}").json()["goneSince"]
    for language, words in ((Language.NL, "is vervallen sinds "), (Language.EN, "is gone since ")):
        told = desk.get(f"/v1/documents/{REPORT.path}", accept_language=language).json()["detail"]
        assert words + date(day, language) in told
        page = desk.get(f"/dumps/{REPORT.path}/goals.csv", **BROWSER, accept_language=language)
        assert (page.status_code, f"release={had}" in page.text) == (410, True)
        assert {Language.NL: "Vervallen sinds ", Language.EN: "Gone since "}[language] + date(
            day, language
        ) in page.text
    assert desk.get(f"/v1/documents/{REPORT.path}?release={now}").status_code == 410


def test_a_question_of_a_document_that_went_is_gone_with_it(desk: Desk) -> None:
    had, _ = Releases(desk.data).identifiers()
    asked = "/v1/questions/cq06?organisation=gm9999&kind=berap&year=2031"
    answer = desk.get(f"{asked}&sequence=1")
    led = f"/v1/documents/{REPORT.path}?release={had}"
    assert (answer.status_code, answer.headers["link"]) == (410, f'<{led}>; rel="predecessor-version"')
    assert desk.get(f"{asked}&sequence=2").status_code == 404


def test_a_document_that_went_is_gone_where_its_goals_are_looked_for(desk: Desk) -> None:
    had, _ = Releases(desk.data).identifiers()
    led = f'</v1/documents/{REPORT.path}?release={had}>; rel="predecessor-version"'
    asked = "where?number=1.1.1&organisation=gm9999"
    for address in (
        f"/v1/{asked}&kind=berap&year=2031&sequence=1",
        f"/{asked}&kind=berap&year=2031",
        f"/search?q=water&document={REPORT.path}",
    ):
        answer = desk.get(address)
        assert (answer.status_code, answer.headers.get("link")) == (410, led), address
    assert desk.get(f"/v1/{asked}&kind=berap&year=2031&sequence=2").status_code == 404
    assert desk.get("/search?q=water&document=gm9999/begroting/2040").status_code == 200


def test_a_goal_a_number_and_a_person_that_went_are_gone_from_the_api(grown: Desk) -> None:
    had = Releases(grown.data).identifiers()[2]
    for path in ("documents/gm9999/begroting/2031/goals/1.1.3", "goals/gm9999/g113"):
        answer = grown.get(f"/v1/{path}")
        assert (answer.status_code, answer.headers["link"]) == (
            410,
            f'</v1/{path}?release={had}>; rel="predecessor-version"',
        )
        assert grown.get(f"/v1/{path}?release={had}").status_code == 200
    for path in ("documents/gm9999/begroting/2031/goals/1.1.9", "goals/gm9999/g119", "holders/gm9999/nobody"):
        assert grown.get(f"/v1/{path}").status_code == 404


def test_what_never_was_is_not_gone(desk: Desk) -> None:
    never = "gm9999/begroting/2040"
    addresses = [address.replace(REPORT.path, never) for address in NAMED]
    addresses += [f"/dumps/{REPORT.path}/secrets.csv", f"/dumps/{never}", "/dumps/gm9998/", "/catalogue/gm9998"]
    assert {address: desk.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


def test_a_body_that_went_is_gone_from_dumps_catalogue_and_lists(desk: Desk, tmp_path: Path) -> None:
    data = Path(shutil.copytree(desk.data, tmp_path / "data"))
    had, _ = Releases(data).identifiers()
    with writing(data) as log:
        log.miss("gm9997", ["graph/body/gm9997"], had)
    with closing(opened(data)) as other:
        for address, led in (
            ("/catalogue/gm9997", "/catalogue/gm9997"),
            ("/catalogue/gm9997.ttl", "/catalogue/gm9997"),
            ("/dumps/gm9997", "/dumps/gm9997"),
            ("/dumps/gm9997/facts.nq.gz", "/dumps/gm9997/facts.nq.gz"),
            ("/v1/references?organisation=gm9997", "/doc/organisation/gm9997"),
        ):
            answer = other.get(address)
            assert (answer.status_code, answer.headers["link"]) == (
                410,
                f'<{led}?release={had}>; rel="predecessor-version"',
            ), address


def test_what_is_there_asks_nothing_of_the_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(ChangeLog, "last_with", lambda _, part, thing: read.append(f"{part} {thing}"))
    there = [address.replace(REPORT.path, BUDGET.path) for address in NAMED]
    assert {desk.get(address).status_code for address in there} == {200}
    assert read == []
    assert desk.get(f"/v1/documents/{REPORT.path}").status_code == 404
    assert read == [f"{REPORT.path} graph/doc/{REPORT.path}"]
