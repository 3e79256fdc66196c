"""A body that went, with all its documents, is gone from whatever names it or something of it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from service.release.publish import publish
from service.release.releases import Releases
from tests.linked.desk import BROWSER, Desk, opened

BODY = "/doc/organisation/gm9999"
DOCUMENT = "gm9999/begroting/2032"
OF_DOCUMENT = f"/v1/documents/{DOCUMENT}"
GOAL = f"{DOCUMENT}/2.3.2"
API = {
    "/v1/versions?goal=gm9999/05097d3c": BODY,
    "/v1/versions?goal=goal/gm9999/05097d3c": BODY,
    "/v1/versions?goal=gm9999/05097d3c&minConfidence=0.5": BODY,
    "/v1/versions?holder=gm9999/nobody": BODY,
    "/v1/versions?domain=gm9999/sociaal-domein": BODY,
    "/v1/versions?organisation=gm9999&minConfidence=0.5": BODY,
    "/v1/goals?organisation=gm9999&minConfidence=0.5": BODY,
    "/v1/where?number=1.1.2&year=2040&organisation=gm9999": BODY,
    "/v1/where?number=1.1.2&year=2032&organisation=gm9999": OF_DOCUMENT,
    "/v1/search?q=groen&organisation=gm9999": BODY,
    "/v1/search?q=groen&domain=gm9999/sociaal-domein": BODY,
    "/v1/trace/hubs?organisation=gm9999": BODY,
    f"/v1/trace/neighbours?from={GOAL}": OF_DOCUMENT,
    f"/v1/trace/neighbours?from=goal-version/{GOAL}": OF_DOCUMENT,
    f"/v1/trace/neighbours?from=http://localhost:8000/doc/goal-version/{GOAL}": OF_DOCUMENT,
    f"/v1/trace/paths?from=gm0193/begroting/2021/2.2.2&to={GOAL}": OF_DOCUMENT,
    "/v1/trace/neighbours?from=gm9999/sociaal-domein": BODY,
    f"{OF_DOCUMENT}/goals": f"{OF_DOCUMENT}/goals",
    f"{OF_DOCUMENT}/goals/2.3.2": f"{OF_DOCUMENT}/goals/2.3.2",
}
PAGES = {
    "/where?number=1.1.2&year=2032&organisation=gm9999": OF_DOCUMENT,
    "/search?q=groen&organisation=gm9999": BODY,
    f"/network?document={DOCUMENT}": OF_DOCUMENT,
    f"/network?document={DOCUMENT}&format=csv": OF_DOCUMENT,
    f"/network?from={GOAL}": OF_DOCUMENT,
    "/network?inDomain=gm9999/sociaal-domein": BODY,
    f"/matrix?document={DOCUMENT}": OF_DOCUMENT,
    f"/trace/neighbours?from={GOAL}": OF_DOCUMENT,
    "/dumps/gm9999/": "/dumps/gm9999",
    f"/dumps/{DOCUMENT}": "/dumps/gm9999",
    f"/dumps/{DOCUMENT}/": "/dumps/gm9999",
}
"""Addresses that name it, each with where the last release that had it still answers."""


@pytest.fixture(scope="module")
def left(fictional_data: Path, real_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A release of another municipality than the one before it."""
    data = Path(shutil.copytree(fictional_data, tmp_path_factory.mktemp("left") / "data"))
    publish(real_dataset, data, allow_loss=True)
    with closing(opened(data)) as served:
        yield served


@pytest.mark.parametrize("address", [*API, *PAGES])
def test_what_names_a_body_that_went_is_gone_and_leads_to_where_it_stands(left: Desk, address: str) -> None:
    assert (len(API), len(PAGES)) == (19, 11)
    had, _ = Releases(left.data).identifiers()
    answer = left.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json"), answer.text
    led = f"{(API | PAGES)[address]}?release={had}"
    assert answer.headers["link"] == f'<{led}>; rel="predecessor-version"'
    assert (answer.json()["available"], answer.json()["goneSince"][:2]) == ([had], "20")
    assert left.get(led).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_gets_a_page_that_leads_to_it(left: Desk, address: str) -> None:
    had, _ = Releases(left.data).identifiers()
    page = left.get(address, **BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert (f"release={had}" in page.text, f"number={had}" in page.text) == (True, False)
    for link in re.findall(rf'href="([^"]*release={had}[^"]*)"', page.text):
        assert left.follow(unescape(link), **BROWSER).status_code == 200, link


@pytest.mark.parametrize("address", [*API, *PAGES])
def test_what_no_release_had_is_not_gone(left: Desk, address: str) -> None:
    for other in ("gm9998", "gm0193"):
        assert left.follow(address.replace("gm9999", other)).status_code in {200, 404}


def test_the_dumps_of_a_body_are_found_with_a_slash_and_from_its_documents(real: Desk) -> None:
    for address in ("/dumps/gm0193/", "/dumps/gm0193/begroting/2021", "/dumps/gm0193/begroting/2021/"):
        moved = real.get(f"{address}?lang=en")
        assert (moved.status_code, moved.headers["location"]) == (301, "/dumps/gm0193?lang=en")
    assert real.get("/dumps/gm0193/begroting/2021/nope").status_code == 404


def test_a_goal_that_went_from_a_document_is_gone_from_the_network(grown: Desk) -> None:
    had = Releases(grown.data).identifiers()[2]
    place = "gm9999/begroting/2031/1.1.3"
    for text in (place, f"goal-version/{place}"):
        for path in ("/v1/trace/neighbours", "/network", "/trace/neighbours"):
            answer = grown.get(f"{path}?from={text}")
            assert answer.status_code == 410, answer.text
            assert answer.headers["link"] == f'</doc/goal-version/{place}?release={had}>; rel="predecessor-version"'
            assert grown.get(f"{path}?from={text[:-1]}9").status_code == 404
    assert grown.get(f"/v1/trace/neighbours?from={place}&firstYear=2032&lastYear=2031").status_code == 404
