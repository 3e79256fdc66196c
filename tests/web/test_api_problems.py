"""What `/v1` says where something is asked wrongly, does not exist, or goes away; and its start, which tells what there is."""

from datetime import datetime

import pytest
from fastapi import APIRouter
from starlette.responses import Response
from starlette.testclient import TestClient

from service.web.api_headers import Retiring
from service.web.app import application as served
from service.web.replies import answer_head
from service.web.site import make_site, route_class
from tests.web import town
from tests.web.memory_engine import MemoryEngine


@pytest.mark.parametrize(
    ("query", "status", "names"),
    [
        ("kleur=rood", 400, "kleur"),
        ("offset=99999999999999999999", 400, "offset"),
        ("offset=-1", 400, "offset"),
        ("limit=0", 400, "limit"),
        ("limit=251", 400, "limit"),
        ("sort=kleur", 400, "fromNumber"),
        ("sort=-", 400, "fromNumber"),
        ("sort=year,fromNumber,start,document,toNumber", 400, "4"),
        ("fields=", 400, "reference"),
        ("role=koning", 400, "cross-reference"),
        ("document=gm9999", 400, "document"),
        ("goal=gm9999/x", 400, "goal"),
        ("document=gm9999/feest/2031", 400, "document"),
        ("organisation=Zwolle", 400, "organisation"),
        ("year=2031.5", 400, "year"),
        ("suspect=maybe", 400, "suspect"),
        ("format=pdf", 406, "csv"),
    ],
)
def test_a_problem_names_what_is_wrong_and_what_there_is(
    client: TestClient, query: str, status: int, names: str
) -> None:
    answer = client.get(f"/v1/references?{query}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert names in answer.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "cq09: parameters 'organisation', 'kind', 'year' are missing; give organisation=...&kind=...&year=..."),
        ("?year=2031", "cq09: parameters 'organisation', 'kind' are missing; give organisation=...&kind=..."),
        ("?year=2031&kind=begroting", "cq09: parameter 'organisation' is missing; give organisation=..."),
    ],
)
def test_a_question_names_all_that_it_lacks_at_once(client: TestClient, query: str, told: str) -> None:
    answer = client.get(f"/v1/questions/cq09{query}", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["detail"]) == (400, told)


@pytest.mark.parametrize("accept", ["application/pdf", "text/html;q=0", ";;;,,,", "*/*;q=x", "\x7f", "a" * 3000])
def test_a_broken_accept_header_is_no_error_of_ours(client: TestClient, accept: str) -> None:
    answer = client.get("/v1/references", headers={"accept": accept})
    assert answer.status_code in {200, 406}
    assert answer.headers["api-version"] == "1.0.0"


@pytest.mark.parametrize("path", ["/v1", "/v1/references", "/v1/documents/gm9901/begroting/2031", "/v1/openapi.json"])
def test_an_address_tells_its_methods(client: TestClient, path: str) -> None:
    told = client.options(path)
    assert told.status_code == 204
    assert told.headers["allow"] == told.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert client.get(path).headers["access-control-allow-origin"] == "*"
    assert "Link" in client.get(path).headers["access-control-expose-headers"]
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/v1/references/", "/v1/nope", "/v1/documents/", "/v1/organisations/gm9901/x"])
def test_an_address_that_does_not_exist_is_a_problem_with_the_version(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"


def test_what_goes_away_says_so_and_names_what_replaces_it(engine: MemoryEngine) -> None:
    held = town.holdings(engine.release)
    site = make_site(engine, lambda: held)
    retiring = Retiring(datetime(2031, 1, 1), datetime(2032, 1, 1), "/v2/old")  # noqa: DTZ001 - it counts in UTC
    routes = APIRouter(prefix="/v1", route_class=route_class(site, pages=False, retiring=retiring))

    @routes.get("/old")
    async def old() -> Response:
        return Response(headers={"Link": '</v1>; rel="start"'})

    answer_head(routes)
    answer = TestClient(served(engine, [routes], current=site.current)).get("/v1/old")
    assert answer.headers["deprecation"] == "@1924992000"
    assert answer.headers["sunset"] == "Thu, 01 Jan 2032 00:00:00 GMT"
    assert answer.headers["link"] == '</v1>; rel="start", </v2/old>; rel="successor-version"'


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_start_is_a_page_for_people_whose_examples_answer(everything: TestClient, language: str) -> None:
    page = everything.get(f"/v1?lang={language}", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert ("Probeer het" in page.text) == (language == "nl")
    examples = everything.get("/v1").json()["examples"]
    assert len(examples) == 6
    for example in examples:
        assert f'href="{example["address"].replace("&", "&amp;")}"' in page.text
        assert everything.get(example["address"]).status_code == 200, example
    needless = [item["path"] for item in everything.get("/v1").json()["items"] if not item["needs"]]
    for path in needless:
        assert everything.get(path).status_code == 200, path
