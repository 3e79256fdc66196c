"""A dataset that was published with violations answers all the same: what a version does not state is left out."""

import pytest

from ontology.terms import ORGANISATION
from tests.linked.desk import BROWSER, TURTLE, Desk

VERSIONS = ("begroting/2031/1.1.1", "begroting/2031/1.1.2", "berap/2031-1/1.1.1")


@pytest.mark.parametrize("place", VERSIONS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_version_without_its_organisation_has_a_page(grown: Desk, place: str, language: str) -> None:
    assert ORGANISATION not in {quad.predicate.value for quad in grown.quads() if place in str(quad.subject)}
    path = f"goal-version/gm9999/{place}"
    page = grown.get(f"/doc/{path}?lang={language}", **BROWSER)
    assert (page.status_code, page.headers["content-language"]) == (200, language)
    assert 'href="/doc/organisation/gm9999"' in page.text
    assert grown.get("/doc/organisation/gm9999", **BROWSER).status_code == 200
    assert grown.get(f"/doc/{path}", **TURTLE).status_code == 200


@pytest.mark.parametrize("place", VERSIONS)
def test_a_version_without_its_organisation_is_told_as_json(grown: Desk, place: str) -> None:
    document, _, number = place.rpartition("/")
    answer = grown.get(f"/v1/documents/gm9999/{document}/goals/{number}")
    assert answer.status_code == 200
    version = answer.json()["version"]
    assert version["number"] == number
    assert version["organisation"] == {"iri": f"{grown.base}/id/organisation/gm9999", "label": "gm9999"}


def test_pages_around_such_a_version_answer(grown: Desk) -> None:
    version = f"{grown.base}/id/goal-version/gm9999/begroting/2031/1.1.1"
    for address in (
        "/",
        "/doc/document/gm9999/begroting/2031",
        f"/klopt-dit-niet?thing={version}",
        "/v1/goals",
        "/v1/versions",
        "/v1/documents/gm9999/begroting/2031/goals",
        "/v1/holders",
        "/search?q=water",
        "/find?number=1.1.1",
        "/where?number=1.1.1&year=2031",
        "/review",
        "/matrix?document=gm9999/begroting/2031",
    ):
        assert grown.follow(address, **BROWSER).status_code in {200, 404}, address
