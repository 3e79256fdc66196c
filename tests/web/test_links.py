"""Every link inside the service leads somewhere: a walk with a browser's headers from the start page."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.web import town
from tests.web.releasing import Released

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "accept-language": "nl"}
MOST_PAGES = 2000
AGAIN = re.compile(r"[?&](?:release|way|tree|holder|money|depth|_profile|incoming)=|\A/changes/")
"""Pages behind which is all of the site again, or the same question with one thing more."""


def links(html: str) -> set[str]:
    """The internal addresses that a page leads to, without fragments."""
    found = (unescape(address).partition("#")[0] for address in re.findall(r'(?:href|src|action)="([^"]*)"', html))
    return {address for address in found if address.startswith("/") and not address.startswith("//")}


@pytest.fixture(scope="module")
def walked(application: object) -> dict[str, tuple[int, str]]:
    """The status and the kind of every page that can be reached, by address; what a link on it says of languages too."""
    client = TestClient(Released(application, town.holdings().release))  # type: ignore[arg-type]
    seen: dict[str, tuple[int, str]] = {}
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address, headers=BROWSER)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        seen[address] = answer.status_code, kind
        if kind == "text/html" and not AGAIN.search(address):
            waiting.extend(sorted(links(answer.text) - set(seen)))
    assert not waiting or not set(waiting) - set(seen), f"more than {MOST_PAGES} pages"
    return seen


def test_no_link_is_dead_in_a_browser(walked: dict[str, tuple[int, str]]) -> None:
    assert {address: status for address, (status, _) in walked.items() if status >= 400} == {}


@pytest.mark.parametrize(
    "address",
    [
        "/v1",
        "/def",
        "/sparql",
        "/graph/doc/gm9901/begroting/2031",
        "/graph/doc/gm9901/begroting/2031.ttl",
        "/doc/person/gm9901/p7x2",
        "/doc/organisation/gm9901",
        "/doc/observation/gm9901/begroting/2031/2.2.2/expenditure/2031/original",
        "/doc/run/5f3a",
        "/trace",
        "/trace/cycles",
        "/trace/matrix",
        "/trace/impact?document=gm9901/begroting/2031&from=gm9901/begroting/2031/2.2.2",
        "/trace/drop?document=gm9901/begroting/2031&from=gm9901/begroting/2031/2.2.2",
        "/review",
        "/compare",
        "/where",
        "/search",
        "/.well-known/void",
    ],
)
def test_the_walk_comes_everywhere(walked: dict[str, tuple[int, str]], address: str) -> None:
    assert walked[address][0] == 200


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Van een nummer en een jaar"), ("en", "From a number and a year")]
)
def test_the_start_page_leads_to_what_can_be_done_here(client: TestClient, language: str, said: str) -> None:
    page = client.get("/", headers={**BROWSER, "accept-language": language}).text
    ways = page[page.index('<dl class="questions">') : page.index("</dl>")]
    found = re.findall(r'<a href="/([a-z]+)', ways)
    assert " ".join(found) == "trace network matrix where compare review sparql dumps catalogue changes"
    assert said in ways


def test_a_graph_is_a_page_in_a_browser(client: TestClient) -> None:
    answer = client.get("/graph/text/gm9901/begroting/2031", headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/html")
    assert "De teksten van één document" in answer.text
    assert "Aantal uitspraken" in answer.text


@pytest.mark.parametrize(("language", "title"), [("nl", "Hier staat niets"), ("en", "There is nothing here")])
def test_an_address_of_nothing_gets_a_page_in_a_browser_and_a_problem_elsewhere(
    client: TestClient, language: str, title: str
) -> None:
    page = client.get("/nope", headers={**BROWSER, "accept-language": language})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f"<h1>{title}</h1>" in page.text
    machine = client.get("/nope", headers={"accept": "application/json"})
    assert (machine.status_code, machine.headers["content-type"]) == (404, "application/problem+json")
    assert client.get("/v1/nope", headers=BROWSER).headers["content-type"] == "application/problem+json"
