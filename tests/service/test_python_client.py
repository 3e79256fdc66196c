"""The client for Python asks a running service, loses no page and no caution, and stands alone as a file."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import notebook_cells
import pytest
from running import Service

from service import client as module
from service.client import CautionWarning, Client, ServiceError, UnreachableError
from service.web.client_file import ASKS
from tests.started import PATIENCE_S

TOWN = "gm9999/begroting/2031"
REPORT = "gm9999/berap/2031-1"
LATER = "gm9999/begroting/2032"
ZWOLLE = "gm0193/begroting/2021"
SOURCE = Path(module.__file__)


@pytest.fixture
def client(examples_service: Service) -> Iterator[Client]:
    with Client(examples_service.address, warn=False) as client:
        yield client


def answering(*answers: httpx2.Response, asked: list[httpx2.Request] | None = None, **settings: int) -> Client:
    """A client of something that gives these answers one after the other."""
    coming, kept = iter(answers), [] if asked is None else asked

    def answer(request: httpx2.Request) -> httpx2.Response:
        kept.append(request)
        return next(coming)

    return Client("http://service.example", transport=httpx2.MockTransport(answer), **settings)


def part(items: list[Any], following: str | None = None, **further: int) -> httpx2.Response:
    """A part of a list as the service gives it."""
    headers = {"Link": f'<{following}>; rel="next", </v1/x>; rel="first"'} if following else {}
    return httpx2.Response(200, json={"release": "0007-abc", "items": items, **further}, headers=headers)


# What a running service says


def test_a_list_is_paged_through_and_counts_what_it_says(client: Client) -> None:
    found = client.goals(limit=20)
    items = found.to_list()
    assert len(items) == found.total == 94
    assert [len(page.items) for page in found.pages()] == [20, 20, 20, 20, 14]
    assert len({item["version"] for item in items}) == 94
    assert {item["kind"] for item in items} == {"goal"}
    assert len(found.first(3)) == 3


def test_goals_are_those_of_the_table_unless_those_only_named_are_asked_for(client: Client) -> None:
    table = httpx2.get(f"{client.base}/v1/tables/goals", headers={"Accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sorted(row["version"] for row in rows if "/goal-version/" in row["version"]) == sorted(
        item["version"] for item in client.goals()
    )
    assert client.goals(loaded=None).total == 99


def test_a_language_that_the_service_does_not_speak_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"language='fr': .*'nl'.*'en'"):
        Client(language="fr")  # type: ignore[arg-type]  # as a person may write it


def test_coverage_and_caution_come_along_with_rows_and_frames(client: Client) -> None:
    found = client.goals(document=REPORT)
    assert found.caution is not None
    assert found.caution.startswith("Note: not every goal of Berap 2031-1 (Nergenshuizen) was loaded.")
    assert found.coverage is not None
    assert (found.coverage.pages_read, found.coverage.goals_expected, found.coverage.complete) == (26, 34, "no")
    assert found.caution in repr(found)
    attributes = found.to_pandas().attrs
    assert attributes["caution"] == found.caution
    assert attributes["coverage"]["complete"] == "no"
    assert attributes["release"] == found.release == client.query("ASK {}").release


def test_a_caution_warns_at_the_line_that_asked(examples_service: Service) -> None:
    with Client(examples_service.address, language="nl") as client:
        with pytest.warns(CautionWarning, match="^Let op: niet alle doelen van Berap 2031-1") as told:
            client.goals(document=REPORT)
        assert told[0].filename == __file__
        client.goals(document=TOWN)  # which is complete


def test_a_goal_has_its_words(client: Client) -> None:
    goal = client.goal(ZWOLLE, "2.2.2")
    assert goal.answer["version"]["name"] == "Maatschappelijke participatie"
    assert goal.about.coverage is not None
    assert goal.about.coverage.complete == "unknown"


def test_a_level_of_a_document_has_the_words_of_each_and_is_paged(client: Client) -> None:
    found = client.level(TOWN, "ambitions", fields="number,exact,wordsLink,coverage", limit=5)
    assert [len(page.items) for page in found.pages()] == [5, 5, 2]
    assert {item["coverage"]["complete"] for item in found} == {"yes"}
    assert client.level(TOWN).first(1)[0]["exact"].startswith("We versterken")
    assert list(found.to_pandas())[:4] == ["number", "exact", "wordsLink", "coverage.pagesRead"]


def test_references_are_those_that_the_page_makes(client: Client) -> None:
    found = client.references(document=ZWOLLE, from_number="2.2.2", role="cross-reference").to_list()
    assert sorted(one["citedNumber"] for one in found) == ["1.1.1", "1.3.2", "1.3.4", "2.1", "2.1.2", "4"]
    assert all(one["exact"] in one["sentence"] for one in found)


def test_holders_documents_and_other_lists_are_found(client: Client) -> None:
    assert client.holders(organisation="gm9999").total == 7
    assert [one["path"] for one in client.documents(organisation="gm9999")] == [TOWN, LATER, REPORT]
    amounts = client.listing("amounts", document=TOWN, number="1.1.1").to_list()
    assert amounts
    assert {one["document"] for one in amounts} == {TOWN}


def test_a_search_finds_words_and_takes_several_values_of_a_filter(client: Client) -> None:
    found = client.search("groene wijken", kind=["goal", "criterion"], organisation="gm9999")
    assert found.first(1)[0]["title"] == "Groene wijken"
    assert {one["kind"] for one in found} <= {"goal", "criterion"}
    assert found.first_page.answer["facets"]


def test_every_question_about_the_network_can_be_asked_by_its_example(client: Client) -> None:
    questions = client.questions()
    assert len(questions) == 12
    for question in questions:
        given = httpx2.URL(f"http://service.example{question['example']}").params
        parameters = {name: given.get_list(name) for name in given}
        found = client.trace(question["name"], **parameters)
        assert found.about.title
        assert found.first_page.answer["question"] == question["name"]
        assert len(found.to_list()) >= len(found.first_page.items)


def test_a_trace_is_paged_to_its_end_whatever_the_size_of_a_part(client: Client) -> None:
    parts = client.trace("neighbours", from_=f"{TOWN}/2.2.1", most=2)
    whole = client.trace("neighbours", from_=f"{TOWN}/2.2.1", most=100)
    assert len(list(parts.pages())) > 2
    assert parts.total is None
    assert parts.to_list() == whole.to_list()
    assert len(whole.to_list()) == whole.total


def test_what_changed_is_told_with_the_confidence_of_each_claim(client: Client) -> None:
    [change] = client.diff(TOWN, REPORT, kind="renumbered", limit=1).to_list()
    assert (change["before"][0]["number"], change["after"][0]["number"]) == ("2.2.3", "2.3.3")
    assert float(change["confidence"]) > 0.9
    assert client.diff(TOWN, REPORT, limit=10).to_pandas().shape[0] == client.diff(TOWN, REPORT).total


def test_a_query_gives_values_of_python_and_says_why_it_finds_nothing(client: Client) -> None:
    text = """SELECT ("2031"^^xsd:integer AS ?a) (1.50 AS ?b) (true AS ?c) ("x"@nl AS ?d) ("1e1"^^xsd:double AS ?e)
              ("none"^^xsd:integer AS ?f) ?g {}"""
    [row] = client.query(text).to_list()
    assert {name: row[name] for name in "acdefg"} == {"a": 2031, "c": True, "d": "x", "e": 10.0, "f": "none", "g": None}
    assert isinstance(row["b"], Decimal)
    assert client.query('ASK { ?s dg:number "2.2.2" }').to_list() == [{"boolean": True}]
    nothing = client.query("SELECT ?n { ?s dg:nummer ?n }")
    assert nothing.to_list() == []
    assert nothing.about.hint == "dg:nummer is no term; perhaps dg:number is meant."
    assert nothing.to_pandas().columns.tolist() == nothing.to_polars().columns == ["n"]


def test_pandas_and_polars_get_the_same_rows(client: Client) -> None:
    found = client.holders(organisation="gm9999", sort="name")
    pandas, polars = found.to_pandas(), found.to_polars()
    assert pandas.columns.tolist() == polars.columns
    assert pandas["name"].tolist() == polars["name"].to_list()
    assert polars["coverage.complete"].to_list() == ["no"] * 7
    for other in (client.goals(), client.search("doel"), client.diff(TOWN, REPORT)):
        assert other.to_polars().shape == other.to_pandas().shape


def test_a_release_that_is_named_is_asked_of(client: Client) -> None:
    release = client.documents().release
    with Client(client.base, release=release, warn=False) as pinned:
        found = pinned.goals(limit=50)
        assert f"release={release}" in found.about.address
        assert len(found.to_list()) == 94
        assert pinned.query("ASK {}").release == release


def test_problems_tell_what_is_wrong_and_what_there_is_instead(client: Client) -> None:
    with pytest.raises(ServiceError, match="no parameter 'documnt'; there are document, ") as unknown:
        client.goals(documnt=TOWN)
    assert (unknown.value.status, unknown.value.type) == (400, "bad-request")
    with pytest.raises(ServiceError, match=r"has no goal '9\.9'") as absent:
        client.goal(ZWOLLE, "9.9")
    assert absent.value.status == 404
    assert "2.2.2" in absent.value.available
    with pytest.raises(ServiceError) as malformed:
        client.query("SELECT ?x {")
    assert malformed.value.line == 1
    with pytest.raises(ServiceError, match="There is no release '77'"), Client(client.base, release="77") as other:
        other.goals()
    with pytest.raises(ServiceError, match="niets heeft dit adres"), Client(f"{client.base}/v2", language="nl") as lost:
        lost.goals()


def test_nobody_there_is_told_with_a_remedy() -> None:
    for base in ("http://127.0.0.1:9", "localhost:8000", "http://[::"):
        with pytest.raises(UnreachableError, match="does it run"), Client(base) as client:
            client.goals()


# What a service may do to a client


def test_following_pages_stay_of_the_release_of_the_first() -> None:
    asked: list[httpx2.Request] = []
    first, second = part([{"n": 1}], "/v1/references?offset=1&limit=1", total=2), part([{"n": 2}], total=2)
    with answering(first, second, asked=asked) as client:
        assert client.references().to_list() == [{"n": 1}, {"n": 2}]
    assert [request.url.params.get("release") for request in asked] == [None, "0007-abc"]
    assert asked[1].url.params["offset"] == "1"


def test_pages_are_fetched_when_they_are_asked_for() -> None:
    asked: list[httpx2.Request] = []
    with answering(part([{"n": 1}, {"n": 2}], "/v1/x?offset=2"), asked=asked) as client:
        assert client.listing("x").first(2) == [{"n": 1}, {"n": 2}]
    assert len(asked) == 1


def test_a_busy_service_is_asked_again_after_as_long_as_it_says() -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True)
    busy = [httpx2.Response(503, headers={"Retry-After": "0"}), httpx2.Response(429, headers={"Retry-After": past})]
    asked: list[httpx2.Request] = []
    with answering(*busy, part([{"n": 1}]), asked=asked) as client:
        assert client.goals().to_list() == [{"n": 1}]
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("status", "headers", "times"),
    [
        (503, {"Retry-After": "0"}, 3),
        (503, {}, 1),
        (503, {"Retry-After": "soon"}, 1),
        (429, {"Retry-After": "3600"}, 1),
        (500, {"Retry-After": "0"}, 1),
        (504, {"Retry-After": "0"}, 1),
    ],
)
def test_nothing_else_is_tried_again(status: int, headers: dict[str, str], times: int) -> None:
    asked: list[httpx2.Request] = []
    answers = [httpx2.Response(status, headers=headers) for _ in range(9)]
    with answering(*answers, asked=asked, retries=2) as client, pytest.raises(ServiceError) as error:
        client.query("ASK {}")
    assert (error.value.status, len(asked)) == (status, times)


@pytest.mark.parametrize("body", [b"<html>Welcome to the hotel</html>", b"[]", b"\xff"])
def test_what_is_no_answer_of_the_service_is_told(body: bytes) -> None:
    with answering(httpx2.Response(200, content=body)) as client, pytest.raises(UnreachableError, match="No doelgraaf"):
        client.goals()
    with answering(httpx2.Response(502, content=body)) as client, pytest.raises(ServiceError, match="502 Bad Gateway"):
        client.goals()


def test_what_a_newer_service_tells_besides_breaks_nothing() -> None:
    coverage = {"pagesRead": 1, "goalsRead": 2, "versionsNamed": 3, "goalsExpected": None, "complete": "no", "newer": 4}
    body = {"release": "0007-abc", "coverage": coverage, "items": [{"n": 1}], "newer": {}}
    with answering(httpx2.Response(200, json=body)) as client:
        found = client.goals()
    assert found.coverage == module.Coverage(1, 2, 3, None, "no")


def test_a_redirect_without_an_end_is_told() -> None:
    round_and_round = [httpx2.Response(302, headers={"Location": "/v1/x"}) for _ in range(30)]
    with answering(*round_and_round) as client, pytest.raises(UnreachableError, match="TooManyRedirects"):
        client.listing("x")


def test_values_of_parameters_are_bound_and_spelled_as_the_description_has_them() -> None:
    asked: list[httpx2.Request] = []
    with answering(part([]), asked=asked) as client:
        client.listing("a/b?c", loaded=True, first_year=2021, words="a&b=c #", kind=["x", "y"], sort=None, from_="é")
    assert asked[0].url.raw_path.startswith(b"/v1/a%2Fb%3Fc?")
    given = [
        ("loaded", "true"),
        ("firstYear", "2021"),
        ("words", "a&b=c #"),
        ("kind", "x"),
        ("kind", "y"),
        ("from", "é"),
    ]
    assert asked[0].url.params.multi_items() == [("limit", "250"), *given]


# The file by itself


def test_the_service_hands_out_the_client_with_its_own_address(examples_service: Service) -> None:
    answer = examples_service.ask("GET", "/client.py", Host="elsewhere.example")
    assert answer.headers["content-type"] == "text/x-python; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="doelgraaf_client.py"'
    given, own = answer.body.decode().splitlines(), SOURCE.read_text("utf-8").splitlines()
    [changed] = [pair for pair in zip(given, own, strict=True) if pair[0] != pair[1]]
    assert changed == (f'BASE: Final = "{examples_service.address}"', ASKS.strip())
    again = examples_service.ask("GET", "/client.py", If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = examples_service.ask("HEAD", "/client.py")
    assert (head.status, head.headers["etag"], head.body) == (200, answer.headers["etag"], b"")
    assert b'href="/client.py"' in examples_service.ask("GET", "/v1", Accept="text/html").body


def test_the_file_works_where_there_is_no_project(examples_service: Service, tmp_path: Path) -> None:
    notebook_cells.fetch_client(examples_service.address, tmp_path)
    program = """
import importlib.util, json
from doelgraaf_client import Client
with Client(warn=False) as client:
    found = client.references(document="gm0193/begroting/2021", limit=3)
    polars = found.to_polars()
    print(json.dumps([
        [name for name in ("service", "ontology", "ingest") if importlib.util.find_spec(name)],
        found.total, len(polars), client.query('SELECT (COUNT(*) AS ?n) { ?g a dg:Reference }').first(1)[0]["n"] > 100,
    ]))
"""
    assert json.loads(notebook_cells.alone(tmp_path, program)) == [[], 8, 8, True]


def test_the_file_imports_no_frames_before_they_are_asked_for() -> None:
    program = f"import sys; sys.path.insert(0, {str(SOURCE.parent)!r}); import client; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    loaded = {name.partition(".")[0] for name in eval(done.stdout)}  # noqa: S307 - a list that was just printed
    assert "httpx2" in loaded
    assert not loaded & {"pandas", "polars", "numpy", "pydantic", "fastapi", "service", "ontology", "ingest"}


def test_httpx_by_its_older_name_will_do() -> None:
    lacking = "import sys, httpx2; sys.modules.update(httpx=httpx2, httpx2=None)"
    program = (
        f"{lacking}; sys.path.insert(0, {str(SOURCE.parent)!r}); import client; print(client.httpx.Client.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stdout == "Client\n"


def test_the_line_with_the_address_stands_once() -> None:
    assert SOURCE.read_text("utf-8").count(ASKS) == 1


def test_the_examples_of_the_documentation_run(client: Client) -> None:
    examples: list[Callable[[], Any]] = [
        lambda: client.goals(document=TOWN, sort="-expenditure", fields="number,label,expenditure").first(1),
        lambda: client.search('"groene wijken"', kind=["goal", "criterion"]).first(10),
        lambda: client.trace("paths", from_=f"{TOWN}/1.1.1", to=f"{TOWN}/2.2.2", way="both").first(1),
        lambda: client.query('SELECT ?goal { ?goal a dg:GoalVersion ; dg:number "2.2.2" }').to_list(),
        lambda: client.goal(ZWOLLE, "2.2.2").answer["version"]["criteria"],
    ]
    for example in examples:
        assert example()
