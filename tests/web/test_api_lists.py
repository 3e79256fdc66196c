"""The lists of `/v1`: filters, orders, parts, fields, the same rows in each form, and nothing that input can break."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import APIRouter, FastAPI
from pyoxigraph import RdfFormat, parse
from python_calamine import CalamineWorkbook
from starlette.responses import Response
from starlette.testclient import TestClient

from ontology.iri import sort_key
from service.answers.lists import MOST_ITEMS, Form
from service.answers.lists.definitions import LISTINGS
from service.web.api_headers import Retiring
from service.web.app import application as served
from service.web.replies import answer_head
from service.web.site import make_site, route_class
from service.web.small_lists import SMALL
from tests.web import town
from tests.web.memory_engine import MemoryEngine

OF_GRAPH = {listing.name: listing for listing in LISTINGS}
WHOLE = {small.name: small for small in SMALL}
NAMES = [*OF_GRAPH, *WHOLE]
_NEXT = re.compile(r'<([^>]+)>; rel="next"')
# What is not a value of any field; none of it may reach a query as more than a value.
HOSTILE = [
    '1.1.1" } UNION { ?thing ?p ?o } #',
    "1.1.1' OR '1'='1",
    "} DELETE WHERE { ?s ?p ?o } #",
    "\\u0022 } #",
    "<http://x> ?p",
    "{{7*7}}",
    "%00",
    "..",
    "'" * 100,
    "\N{ZERO WIDTH SPACE}",
    "\N{GRINNING FACE}",
    "\u202e1.1.1",
]


@pytest.fixture(scope="module")
def everything(municipality: FastAPI) -> TestClient:
    """The fictional municipality as a whole."""
    return TestClient(municipality, follow_redirects=False)


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def all_items(client: TestClient, name: str) -> list[dict[str, Any]]:
    """The whole list, walked by its links."""
    found: list[dict[str, Any]] = []
    path: str | None = f"/v1/{name}?limit={MOST_ITEMS}"
    while path:
        answer = client.get(path)
        found += answer.json()["items"]
        following = _NEXT.search(answer.headers["link"])
        path = following[1] if following else None
    assert len(found) == answer.json()["total"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_part_takes_few_queries_however_large_it_is(client: TestClient, engine: MemoryEngine, name: str) -> None:
    assert len(NAMES) == 11
    counts = []
    for asked in ("", "&sort=document", "&sort=-year", f"&sort={last_sort(name)}"):
        for limit in (1, 2, MOST_ITEMS):
            engine.asked.clear()
            assert len(items(client, f"/v1/{name}?limit={limit}{asked if name in OF_GRAPH else ''}")) <= limit
            counts.append(len(engine.asked))
    assert (
        max(counts) == 3
        if name in OF_GRAPH
        else max(counts) <= 3 - (not WHOLE[name].asked) - 2 * (not WHOLE[name].places)
    )


def last_sort(name: str) -> str:
    """An order in which the items of a list do not stand document by document, where it has one."""
    return OF_GRAPH[name].sorts[-1].name if name in OF_GRAPH else ""


@pytest.mark.parametrize("name", OF_GRAPH)
def test_how_many_each_document_has_is_asked_once(client: TestClient, engine: MemoryEngine, name: str) -> None:
    whole = len(all_items(client, name))
    engine.asked.clear()
    for offset in range(3):
        client.get(f"/v1/{name}?limit=1&offset={offset}")
    assert not [query for query in engine.asked if "COUNT(" in query]
    assert len(engine.asked) == 2 * min(whole, 3)


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_together_are_the_whole(everything: TestClient, name: str) -> None:
    whole = all_items(everything, name)
    size = max(1, len(whole) // 3)
    parts: list[dict[str, Any]] = []
    path: str | None = f"/v1/{name}?limit={size}"
    while path:
        answer = everything.get(path)
        parts += answer.json()["items"]
        assert answer.json()["total"] == len(whole)
        following = _NEXT.search(answer.headers["link"])
        path = following[1] if following else None
    assert parts == whole
    beyond = everything.get(f"/v1/{name}?offset=999999")
    assert (beyond.json()["items"], beyond.json()["total"]) == ([], len(whole))
    assert 'rel="next"' not in beyond.headers["link"]
    assert 'rel="prev"' in beyond.headers["link"]


FILTERS = [
    (name, one.name, one.form)
    for name in NAMES
    for one in (OF_GRAPH[name] if name in OF_GRAPH else WHOLE[name]).filters
]
# Of what has no field of its name: the words that some item has, or how the items that are left are told.
_TOLD = {
    "words": ("versions:buurt", "programmes:zzz", "references:onderhoud", "effects:nadeel", "assignments:fenna",
              "organisations:nergens", "documents:begroting", "quality:berap", "domains:fysiek", "holders:fictief"),
}  # fmt: skip


def test_there_are_as_many_filters_as_the_description_says(everything: TestClient) -> None:
    assert len(FILTERS) == 78
    described = everything.get("/v1/openapi.json").json()["paths"]
    own = {"sort", "fields", "offset", "limit", "format", "release"}
    told = {
        (name, one["name"])
        for name in NAMES
        for one in described[f"/{name}"]["get"]["parameters"]
        if one["name"] not in own
    }
    assert told == {(name, one) for name, one, _ in FILTERS}


@pytest.mark.parametrize(("name", "one", "form"), [case for case in FILTERS if case[1] != "words"])
def test_a_filter_keeps_what_it_says(everything: TestClient, name: str, one: str, form: Form) -> None:
    whole = all_items(everything, name)
    for value, expected in _cases(whole, name, one, form):
        answer = everything.get(f"/v1/{name}", params={one: value, "limit": 1})
        assert answer.status_code == 200, answer.text
        assert answer.json()["total"] == expected, (one, value)


def _cases(whole: list[dict[str, Any]], name: str, one: str, form: Form) -> Iterator[tuple[str, int]]:
    """Values of a filter, and how many items each is to leave."""
    if one in _KEPT:
        for value, is_kept in _KEPT[one]:
            yield value, sum(is_kept(item) for item in whole)
        return
    if one == "holder":
        of_one = [item for item in whole if (item.get("person") or "").endswith("/a1a5d0f2")]
        yield ("gm9999/a1a5d0f2", len(of_one)) if name == "assignments" else ("gm9999/nobody", 0)
        return
    if one == "goal":
        yield from _goals(whole)
        return
    values = {item[one] for item in whole if item[one] is not None}
    for value in sorted(values, key=str)[:4]:
        shown = str(value).lower() if form is Form.CHOICE else str(value)
        yield shown, sum(item[one] == value for item in whole)


def _goals(whole: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """What endures, of each kind the first and the one with most versions."""
    versions = Counter(goal for item in whole for goal in item["goals"] or ())
    for kind in ("goal", "ambition", "programme"):
        of_kind = sorted((goal for goal in versions if f"/id/{kind}/" in goal), key=lambda goal: (versions[goal], goal))
        for iri in (*of_kind[:1], *of_kind[-1:]):
            path = iri.partition("/id/")[2]
            yield path, versions[iri]
            if kind == "goal":
                yield path.removeprefix("goal/"), versions[iri]
    yield "gm9999/nobody", 0


# What a filter of which items have no field keeps, by some of its values.
_KEPT: dict[str, list[tuple[str, Callable[[dict[str, Any]], bool]]]] = {
    "level": [
        ("goals", lambda item: item["kind"] == "goal"),
        ("ambitions", lambda item: item["kind"] == "ambition"),
        ("programmes", lambda item: item["kind"] == "programme"),
    ],
    "affectsNumber": [
        ("1.1.1", lambda item: (item["affects"] or "").endswith("/1.1.1")),
        ("9.9.9", lambda item: (item["affects"] or "").endswith("/9.9.9")),
    ],
    "withAmount": [
        ("true", lambda item: item["amount"] is not None),
        ("false", lambda item: item["amount"] is None),
    ],
    "complete": [
        ("yes", lambda item: item["coverage"]["complete"] == "yes"),
        ("no", lambda item: item["coverage"]["complete"] == "no"),
    ],
    "domain": [("gm9999/fysiek-domein", lambda item: (item["inDomain"] or "").endswith("/fysiek-domein"))],
}


@pytest.mark.parametrize("told", _TOLD["words"])
def test_words_are_found_whatever_their_capitals(everything: TestClient, told: str) -> None:
    name, words = told.split(":")
    found = items(everything, f"/v1/{name}?words={words.upper()}")
    assert found == items(everything, f"/v1/{name}?words={words}")
    assert bool(found) == (words != "zzz")
    for item in found:
        assert words in " ".join(str(value) for value in item.values()).lower()


SORTS = [(name, sort) for name in OF_GRAPH for sort in (one.name for one in OF_GRAPH[name].sorts)]
SORTS += [(name, sort) for name in WHOLE for sort in WHOLE[name].sorts]


@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_an_order_is_followed_both_ways(everything: TestClient, name: str, sort: str) -> None:
    assert len(SORTS) == 62
    up = [_sorted_by(item, sort) for item in items(everything, f"/v1/{name}?sort={sort}&limit=250")]
    down = [_sorted_by(item, sort) for item in items(everything, f"/v1/{name}?sort=-{sort}&limit=250")]
    total = everything.get(f"/v1/{name}").json()["total"]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    if total <= MOST_ITEMS:
        assert sorted(up) == sorted(down)


def _sorted_by(item: dict[str, Any], sort: str) -> tuple[bool, Any]:
    """What an item is compared by; what has no value comes first."""
    value = item[sort] if sort in item else item["coverage"][sort]
    if value is None:
        return False, ""
    if sort in {"expenditure", "revenue", "balance", "amount"}:
        return True, float(value)
    return True, sort_key(value) if sort.lower().endswith("number") else value


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_left_out_that_are_not_asked_for(everything: TestClient, name: str) -> None:
    first = next(iter(items(everything, f"/v1/{name}?limit=1")[0]))
    for item in items(everything, f"/v1/{name}?fields={first},link&limit=3"):
        assert list(item) == [first, "link"]
    wrong = everything.get(f"/v1/{name}?fields=nope")
    assert wrong.status_code == 400
    assert first in wrong.json()["detail"]


@pytest.mark.parametrize("name", NAMES)
def test_each_form_has_the_same_rows(everything: TestClient, name: str) -> None:
    path = f"/v1/{name}?limit=7&offset=1"
    told = items(everything, path)
    as_csv = everything.get(path, headers={"accept": "text/csv"})
    assert as_csv.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(as_csv.text)))
    workbook = everything.get(f"{path}&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [str(next(iter(item.values()))) for item in told]
    assert rows[0] == sheet[0]
    assert len(rows) == len(sheet) == len(told) + 1
    for row, cells, item in zip(rows[1:], sheet[1:], told, strict=True):
        written = [str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in cells]
        assert written == row
        assert row[rows[0].index("link")] == (item["link"] or "")
    assert as_csv.headers["link"] == everything.get(path).headers["link"]


@pytest.mark.parametrize("name", NAMES)
def test_an_item_leads_to_its_page_its_words_and_its_coverage(everything: TestClient, name: str) -> None:
    for item in items(everything, f"/v1/{name}?limit=2"):
        assert {"documentComplete"} <= set(item) or item["coverage"]["complete"] in {"yes", "no", "unknown"}
        assert everything.get(item["link"], headers={"accept": "text/html"}).status_code == 200, item["link"]
        page = everything.get(item.get("wordsLink") or item["link"], headers={"accept": "text/html"})
        assert page.status_code == 200
        if item.get("start") is not None:
            assert f'data-start="{item["start"]}"' in page.text or 'id="here"' in page.text
    key = OF_GRAPH[name].table.key if name in OF_GRAPH else None
    if key is not None:
        assert all(item[key].startswith("http") for item in all_items(everything, name))


CASES = [(name, one, form) for name, one, form in FILTERS if form in {Form.TEXT, Form.WORDS}]


@pytest.mark.parametrize(("name", "one", "form"), CASES)
def test_a_value_stays_a_value(everything: TestClient, name: str, one: str, form: Form) -> None:
    assert len(CASES) == 19
    assert form in {Form.TEXT, Form.WORDS}
    for hostile in HOSTILE:
        if hostile == ".." and form is Form.WORDS:
            continue  # two dots may well stand in a text
        answer = everything.get(f"/v1/{name}", params={one: hostile})
        assert answer.status_code == 200, (hostile, answer.text)
        assert answer.json()["items"] == [], hostile


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hostile", [*HOSTILE[::3], "", "x" * 5000, "\x00", "\n", ",", "%ff"])
def test_no_parameter_breaks_a_list(everything: TestClient, name: str, hostile: str) -> None:
    names = [one for of, one, _ in FILTERS if of == name]
    for parameter in [*names, "sort", "fields", "offset", "limit", "format", "nope"]:
        answer = everything.get(f"/v1/{name}?{parameter}={quote(hostile)}")
        assert answer.status_code in {200, 400, 406}, (parameter, hostile, answer.text)
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code
            assert answer.headers["api-version"] == "1.0.0"


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


def test_a_version_of_merged_goals_tells_all_that_it_is_a_version_of(everything: TestClient) -> None:
    merged = [item for item in all_items(everything, "versions") if len(item["goals"] or ()) > 1]
    assert merged
    for item in merged:
        assert item["goals"] == sorted(set(item["goals"]))
        for goal in item["goals"]:
            found = items(everything, f"/v1/versions?goal={goal.partition('/id/')[2]}")
            assert item["version"] in {one["version"] for one in found}
            assert all(goal in one["goals"] for one in found)
        told = everything.get("/v1/versions", params={"goal": item["goals"][0].partition("/id/")[2], "format": "csv"})
        rows = {row["version"]: row for row in csv.DictReader(io.StringIO(told.text))}
        assert rows[item["version"]]["goals"] == "; ".join(item["goals"])


@pytest.mark.parametrize(
    "wrong", ["gm9999", "person/gm9999/a1", "gm9999/a/b", "goal/gm9999/", "GM9999/a", "gm9999/a b"]
)
def test_what_is_no_path_of_what_endures_is_refused(client: TestClient, wrong: str) -> None:
    answer = client.get("/v1/versions", params={"goal": wrong})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert "goal" in answer.json()["detail"]


@pytest.mark.parametrize("form", ["turtle", "jsonld", "nt"])
def test_coverage_as_statements_is_filtered_and_parted_as_the_list_is(everything: TestClient, form: str) -> None:
    forms = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
    for query in ("year=2032", "limit=1&offset=1&sort=-document", "words=berap", "complete=no", "year=1999"):
        listed = everything.get(f"/v1/quality?{query}")
        answer = everything.get(f"/v1/quality?{query}&format={form}")
        assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
        computed = {
            quad.object.value
            for quad in parse(answer.content, format=forms[form])
            if quad.predicate.value == "http://www.w3.org/ns/dqv#computedOn"
        }
        assert computed == {item["iri"] for item in listed.json()["items"]}
        expected = listed.headers["link"].replace("limit=", f"format={form}&limit=")
        assert sorted(re.findall(r"rel=.[a-z]+", answer.headers["link"])) == sorted(
            re.findall(r"rel=.[a-z]+", expected)
        )
        accepted = everything.get(f"/v1/quality?{query}", headers={"accept": answer.headers["content-type"]})
        assert accepted.content == answer.content


def test_coverage_takes_what_other_lists_take_and_no_more(everything: TestClient) -> None:
    for query, status in (
        ("document=gm9999", 400),
        ("form=json", 400),
        ("documents=gm9999/begroting/2031", 400),
        ("format=xml", 406),
        ("limit=1001", 400),
    ):
        assert everything.get(f"/v1/quality?{query}").status_code == status, query
    absent = [everything.get(f"/v1/{name}?document=gm9999/begroting/1999") for name in ("quality", "references")]
    assert absent[0].status_code == absent[1].status_code
    refused = everything.get("/v1/references?format=turtle")
    assert (refused.status_code, "xlsx" in refused.text) == (406, True)
