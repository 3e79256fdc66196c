"""What the pages about the network answer to what can't be asked: a page to a browser, a problem to anything else."""

import pytest
from starlette.testclient import TestClient

from tests.web.network_parts import BUDGET

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DOCUMENTS = ("gm9999/begroting/2031", "gm9999/begroting/2032", "gm9999/berap/2031-1")
# An address, its status, its kind of problem, and whether it has something to suggest.
WRONG = {
    "/network?document=zz": (404, "not-in-network", True),
    f"/network?document={BUDGET}&from=9.9.9": (404, "not-in-network", True),
    f"/network?document={BUDGET}&from=9.9.9&part=found": (404, "not-in-network", True),
    "/network?minConfidence=abc": (400, "bad-request", False),
    "/matrix?document=zz": (404, "not-in-network", True),
    f"/matrix?document={BUDGET}&from=9.9.9&to=1.1.1": (404, "not-in-network", True),
    "/matrix?by=zz": (400, "bad-request", False),
    "/trace/hubs?document=zz": (404, "not-in-network", True),
    f"/trace/paths?document={BUDGET}&from=9.9.9&to=1.1.1": (404, "not-in-network", True),
    "/trace/nothing": (404, "not-found", True),
    "/trace/hubs?most=many": (400, "bad-request", False),
}


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json", "*/*", "text/html;q=0, */*"])
@pytest.mark.parametrize("address", list(WRONG))
def test_who_asks_for_no_page_gets_a_problem(web: TestClient, address: str, accept: str) -> None:
    status, kind, suggests = WRONG[address]
    answer = web.get(address, headers={"Accept": accept, "Accept-Language": "en"})
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:200]
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert problem["type"].endswith(f"/{kind}")
    assert problem["detail"]
    assert bool(problem.get("available")) == suggests
    assert "Accept" in answer.headers["vary"].split(", ")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("accept", [BROWSER, "text/html"])
@pytest.mark.parametrize("address", list(WRONG))
def test_a_browser_keeps_the_page(web: TestClient, address: str, accept: str) -> None:
    status, *_ = WRONG[address]
    answer = web.get(address, headers={"Accept": accept, "Accept-Language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("page", ["/network", "/matrix", "/trace/hubs"])
def test_what_is_there_instead_can_be_asked_for(web: TestClient, page: str) -> None:
    available = web.get(f"{page}?document=zz", headers={"Accept": "application/json"}).json()["available"]
    assert sorted(available) == sorted(DOCUMENTS)
    for document in available:
        assert web.get(f"{page}?document={document}", headers={"Accept": BROWSER}).status_code == 200
