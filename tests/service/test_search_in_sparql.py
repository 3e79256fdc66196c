"""A search within a query is made before an engine sees it; what it finds joins as values do, and nothing else gets in."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions, Store
from starlette.testclient import TestClient

from ontology.language import Language
from ontology.terms import MATCHES, PREFIXES, SCORE
from service.answers.search.finding import Index, open_search
from service.answers.search.matching import MOST_ROWS, MOST_SEARCHES, USUAL_ROWS, match
from service.answers.search.wanted import read_words
from service.cli import query_command
from service.engine.embedded import EmbeddedEngine
from service.engine.engine import QueryRefusedError, QuerySyntaxError, Question
from service.engine.formats import JSON_RESULTS
from service.engine.guard import filled, read
from service.engine.opening import open_engine
from service.engine.update_guard import read_update
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build

BASE = "http://localhost:8000"
S = f"SERVICE <{BASE}/search>"


@pytest.fixture(scope="module")
def data(fictional_data: Path) -> Path:
    return fictional_data


@pytest.fixture(scope="module")
def engine(data: Path) -> Iterator[EmbeddedEngine]:
    opened = open_engine(data, Settings(data=data))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine, data: Path) -> TestClient:
    return TestClient(build(engine, Settings(data=data)))


@pytest.fixture(scope="module")
def index(data: Path) -> Index:
    return open_search(Releases(data).folder(Releases(data).current()))


def ask(client: TestClient, query: str) -> list[dict[str, str]]:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": JSON_RESULTS})
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def expected(index: Index, words: str, most: int = USUAL_ROWS) -> dict[str, float]:
    _, scores = index.scores(read_words(words), most)
    return {f"{BASE}/id/{path}": score for path, score in scores}


def test_a_search_gives_what_the_index_finds_with_its_scores(client: TestClient, index: Index) -> None:
    rows = ask(client, f'SELECT ?goal ?s {{ {S} {{ ?goal dg:matches "groene wijken" ; dg:score ?s }} }}')
    assert {row["goal"]: float(row["s"]) for row in rows} == expected(index, "groene wijken")
    assert len(rows) == 9


FORMS = [
    (f'{S} {{ ?goal dg:matches "wijk" }}', "without the score"),
    (f'{S} {{ ?goal dg:matches "wijk" . }}', "with a dot"),
    (f'{S} {{ ?goal dg:matches "wijk" ; }}', "with a semicolon at its end"),
    (f'{S} {{ ?goal dg:score ?s ; dg:matches "wijk" }}', "the score first"),
    (f'{S} {{ ?goal dg:matches "wijk" . ?goal dg:score ?s . }}', "as two triples"),
    (f"{S} {{ ?goal <{MATCHES}> 'wijk' ; <{SCORE}> ?s }}", "with whole IRIs and single quotes"),
    (
        f"SERVICE SILENT <{BASE}/search> {{ $goal dg:matches '''wijk'''@nl }}",
        "silent, with a long string in a language",
    ),
    (f'{S} {{ SELECT * WHERE {{ ?goal dg:matches "wijk" ; dg:score ?s }} }}', "as a query of its own"),
    (f'{S} {{ SELECT ?goal {{ ?goal dg:matches "wijk" ; dg:score ?s }} LIMIT 1000 }}', "which selects, with a limit"),
    (f'service <{BASE}/search> # words\n {{ ?goal\n dg:matches "wij\\u006b" }}', "small letters, comments and escapes"),
    (f'{{ {{ {S} {{ ?goal dg:matches "wijk" }} }} }}', "in groups in groups"),
    (
        f'{{ {S} {{ ?goal dg:matches "wijk" }} }} UNION {{ {S} {{ ?goal dg:matches "qqqq" }} }}',
        "beside another in a UNION",
    ),
    (f'OPTIONAL {{ {S} {{ ?goal dg:matches "wijk" }} }}', "in an OPTIONAL"),
    (f'{{ SELECT DISTINCT ?goal {{ {S} {{ ?goal dg:matches "wijk" ; dg:score ?s }} }} }}', "in a sub-query"),
    (f'?goal dg:inDocument ?d . {S} {{ ?goal dg:matches "wijk" }}', "behind a triple"),
]


@pytest.mark.parametrize(("pattern", "why"), FORMS)
def test_a_search_may_be_written_in_these_forms(client: TestClient, index: Index, pattern: str, why: str) -> None:
    goals = {iri for iri in expected(index, "wijk") if "/goal-version/" in iri}
    rows = ask(client, f"SELECT DISTINCT ?goal {{ {pattern} ?goal a dg:GoalVersion }}")
    assert {row["goal"] for row in rows} == goals, why
    assert len(goals) > 5


def test_there_are_as_many_forms_as_are_listed() -> None:
    assert len(FORMS) == 15


def test_a_prefix_of_the_query_may_name_the_service_and_the_terms(client: TestClient) -> None:
    prologue = f"PREFIX here: <{BASE}/> PREFIX t: <{PREFIXES['dg']}> "
    rows = ask(client, f'{prologue}SELECT * {{ SERVICE here:search {{ ?g t:matches "wijk" ; t:score ?s }} }}')
    assert len(rows) > 5
    refused = client.get(
        "/sparql", params={"query": f'PREFIX dg: <urn:x:> SELECT * {{ {S} {{ ?g dg:matches "wijk" }} }}'}
    )
    assert refused.status_code == 400  # dg: is another word here


def test_a_limit_cuts_the_best_first_and_only_of_that_search(client: TestClient, index: Index) -> None:
    query = f'SELECT * {{ {S} {{ SELECT * {{ ?goal dg:matches "wijk" ; dg:score ?s }} LIMIT 3 }} }}'
    assert {row["goal"]: float(row["s"]) for row in ask(client, query)} == expected(index, "wijk", 3)
    assert ask(client, query.replace("LIMIT 3", "LIMIT 0")) == []
    assert len(ask(client, query.replace("LIMIT 3", f"LIMIT {10**30}"))) == len(expected(index, "wijk"))


def test_what_is_not_selected_in_a_search_is_not_bound(client: TestClient) -> None:
    rows = ask(client, f'SELECT * {{ {S} {{ SELECT ?goal {{ ?goal dg:matches "wijk" ; dg:score ?s }} }} }}')
    assert {name for row in rows for name in row} == {"goal"}


def test_searches_join_with_each_other(client: TestClient, index: Index) -> None:
    both = f'{S} {{ ?goal dg:matches "wijk" ; dg:score ?one }} {S} {{ ?goal dg:matches "groen" ; dg:score ?other }}'
    found = {row["goal"] for row in ask(client, f"SELECT * {{ {both} }}")}
    assert found == expected(index, "wijk").keys() & expected(index, "groen").keys()
    assert found


def test_a_search_works_in_ask_construct_and_describe(client: TestClient) -> None:
    asked = client.get("/sparql", params={"query": f'ASK {{ {S} {{ ?g dg:matches "wijk" }} }}'}, headers=JSON)
    assert asked.json()["boolean"] is True
    made = f'CONSTRUCT {{ ?g dg:score ?s }} {{ {S} {{ ?g dg:matches "wijk" ; dg:score ?s }} }}'
    assert client.get("/sparql", params={"query": made}, headers={"Accept": "text/turtle"}).text.count("score") > 5
    described = f'DESCRIBE ?g {{ {S} {{ SELECT ?g {{ ?g dg:matches "wijk" }} LIMIT 1 }} }}'
    assert client.get("/sparql", params={"query": described}).status_code == 200


JSON = {"Accept": JSON_RESULTS}

WRONG = [
    (f"{S} {{ ?goal dg:matches ?words }}", "words that are a variable"),
    (f'{S} {{ <{BASE}/id/x> dg:matches "wijk" }}', "a thing that is given"),
    (f'{S} {{ ?goal dg:matches "wijk", "groen" }}', "two at once"),
    (f'{S} {{ ?goal dg:matches "wijk" ; dg:matches "groen" }}', "twice"),
    (f'{S} {{ ?goal dg:matches "wijk" ; dg:number ?n }}', "another property"),
    (f'{S} {{ ?goal dg:matches "wijk" ; dg:score 5 }}', "a score that is given"),
    (f'{S} {{ ?goal dg:matches "wijk" ; dg:score ?goal }}', "one variable for both"),
    (f'{S} {{ ?goal dg:matches "wijk" . ?other dg:score ?s }}', "of two things"),
    (f'{S} {{ ?goal dg:matches "wijk" FILTER(?goal = 1) }}', "a filter"),
    (f'{S} {{ ?goal dg:matches "wijk" . SERVICE <u:> {{ ?s ?p ?o }} }}', "another service inside"),
    (f'{S} {{ {{ ?goal dg:matches "wijk" }} }}', "a group in it"),
    (f'{S} {{ ?goal dg:matches "wijk"^^xsd:string }}', "a datatype"),
    (f'{S} {{ ?goal dg:matches "  " }}', "no words"),
    (f"{S} {{ ?goal dg:score ?s }}", "nothing to look for"),
    (f"{S} {{ }}", "nothing at all"),
    (f'{S} {{ SELECT ?s {{ ?goal dg:matches "wijk" ; dg:score ?s }} }}', "the thing not selected"),
    (f'{S} {{ SELECT ?x {{ ?goal dg:matches "wijk" }} }}', "something else selected"),
    (f'{S} {{ SELECT * {{ ?goal dg:matches "wijk" }} LIMIT 1.5 }}', "a limit that is no number of things"),
    (f'{S} {{ SELECT * {{ ?goal dg:matches "wijk" }} OFFSET 1 }}', "an offset"),
    (f'{S} {{ ?goal dg:matches "wijk"', "no end"),
    (f'{S} {{ ?goal dg:matches "!?" }}', "marks only"),
    (f'{S} {{ ?goal dg:matches "{"wijk " * 101}" }}', "too many words"),
]


@pytest.mark.parametrize(("pattern", "why"), WRONG)
def test_a_search_of_another_shape_is_refused_and_says_how_it_reads(client: TestClient, pattern: str, why: str) -> None:
    answer = client.get("/sparql", params={"query": f"SELECT * {{ {pattern} }}"}, headers=JSON)
    assert answer.status_code == 400, why
    assert answer.json()["type"].rpartition("/")[2] in {"malformed-query", "query-refused"}


def test_there_are_as_many_wrong_searches_as_are_listed() -> None:
    assert len(WRONG) == 22


ELSEWHERE = [
    "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
    'SELECT * { SERVICE <https://example.org/search> { ?goal dg:matches "wijk" } }',
    f'SELECT * {{ SERVICE <{BASE}/search/> {{ ?goal dg:matches "wijk" }} }}',
    f'SELECT * {{ SERVICE <{BASE}/sear\\u0063h> {{ ?goal dg:matches "wijk" }} }}',
    'SELECT * { SERVICE ?where { ?goal dg:matches "wijk" } }',
    "SELECT * { SERVICE { } }",
    f'BASE <{BASE}/> SELECT * {{ SERVICE <search> {{ ?goal dg:matches "wijk" }} }}',
]


@pytest.mark.parametrize("query", ELSEWHERE)
def test_every_other_service_stays_refused(client: TestClient, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={**JSON, "Accept-Language": "en"})
    assert answer.status_code == 400
    assert "is not run here: the service asks nothing of other machines" in answer.json()["detail"]
    assert len(ELSEWHERE) == 7


@pytest.mark.parametrize("named", ["search", "/search", "https://example.org/search"])
def test_a_search_under_another_name_is_told_how_it_is_called(client: TestClient, named: str) -> None:
    query = f'SELECT * {{ SERVICE <{named}> {{ ?goal dg:matches "wijk" }} }}'
    detail = client.get("/sparql", params={"query": query}, headers={**JSON, "Accept-Language": "en"}).json()["detail"]
    assert detail.endswith(f"searching this release is SERVICE <{BASE}/search>")


def test_an_engine_never_sees_a_search_that_nobody_made(engine: EmbeddedEngine) -> None:
    question = Question(f'SELECT * {{ {S} {{ ?goal dg:matches "wijk" }} }}', JSON_RESULTS, 5.0)
    with pytest.raises(QueryRefusedError, match="SERVICE is not run here"):
        asyncio.run(engine.stream(question))


def test_an_update_has_no_searches() -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        read_update(f'INSERT {{ ?g a dg:Goal }} WHERE {{ {S} {{ ?g dg:matches "wijk" }} }}')


def test_a_query_has_so_many_searches_and_no_more(index: Index) -> None:
    one = f'{S} {{ ?g dg:matches "wijk" }} '
    most = Question(f"SELECT * {{ {one * MOST_SEARCHES} }}", JSON_RESULTS, 5.0)
    assert len(match(most, BASE, lambda: index).question.found) == MOST_SEARCHES
    with pytest.raises(QueryRefusedError, match="11 searches"):
        match(Question(f"SELECT * {{ {one * 11} }}", JSON_RESULTS, 5.0), BASE, lambda: index)


def test_a_fault_behind_a_search_is_told_at_its_own_line(client: TestClient) -> None:
    query = f'SELECT * {{\n{S}\n{{\n?g dg:matches "wijk"\n}}\n?g dg:number ?n ?wrong }}'
    answer = client.get("/sparql", params={"query": query}, headers=JSON)
    assert (answer.status_code, answer.json()["line"]) == (400, 6)


class Many:
    """An index that finds as many things as it is asked for, of a great many."""

    release = "many"

    def scores(self, _wanted: object, most: int) -> tuple[int, list[tuple[str, float]]]:
        """How many there are, and the first ones."""
        return 123_456, [(f"goal-version/gm9999/begroting/2031/{n}", 1.0) for n in range(most)]


@pytest.mark.parametrize(
    ("limit", "rows", "is_told"), [("", USUAL_ROWS, True), ("LIMIT 20", 20, False), ("LIMIT 99999", MOST_ROWS, True)]
)
def test_what_was_cut_is_told(limit: str, rows: int, is_told: bool) -> None:  # noqa: FBT001 - a row of a table
    text = f'SELECT * {{ {S} {{ SELECT * {{ ?goal dg:matches "{{x}} wijk" }} {limit} }} }}'
    matched = match(Question(text, JSON_RESULTS, 5.0), BASE, Many)  # type: ignore[arg-type]
    assert matched.question.found[0].count("(<") == rows
    told = [note.say(Language.EN) for note in matched.notes]
    assert any("“{x} wijk” fits 123456 things; the query uses the best" in note for note in told) == is_told


def test_a_search_without_hits_is_told_in_the_hint(client: TestClient) -> None:
    query = f'SELECT * {{ {S} {{ ?goal dg:matches "qqqq" }} }}'
    answer = client.get("/sparql", params={"query": query}, headers=JSON)
    hints = dict(part.removeprefix("UTF-8'").split("'", 1) for part in answer.headers["Doelgraaf-Hint"].split(", "))
    assert unquote(hints["nl"]) == "Op «qqqq» past in deze release niets."
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html", "Accept-Language": "nl"})
    assert "Op «qqqq» past in deze release niets." in page.text


@seed(20310101)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=40))
def test_no_words_get_into_the_query(index: Index, words: str) -> None:
    literal = str(Literal(words)) if words.isprintable() else None
    if literal is None:
        return
    text = f"SELECT ?goal {{ {S} {{ ?goal dg:matches {literal} }} }}"
    try:
        reading = read(text)
        matched = match(Question(text, JSON_RESULTS, 5.0), BASE, lambda: index)
    except (QueryRefusedError, QuerySyntaxError):
        return  # words that are only marks, or none
    assert [block.words for block in reading.searches] == [words]
    asked = filled(text, reading, matched.question.found)
    rows = " ".join(f"(<{iri}>)" for iri in expected(index, words))
    assert asked == f"SELECT ?goal {{ {{ VALUES (?goal) {{ {rows} }} }} }}"
    results = Store().query(asked)
    assert isinstance(results, QuerySolutions)
    assert len(list(results)) == len(expected(index, words))


@seed(20310101)
@settings(max_examples=300, deadline=None)
@given(tail=st.text(alphabet="{}?go \n\"'<>#;.*\\$abSELECT5", max_size=25))
def test_a_search_is_replaced_as_a_whole_or_the_query_is_refused(tail: str) -> None:
    text = f'SELECT * {{ {S} {{ ?goal dg:matches "wijk" {tail} }} }}'
    try:
        reading = read(text)
    except (QueryRefusedError, QuerySyntaxError):
        return
    [block] = reading.searches
    assert (block.words, block.subject) == ("wijk", "goal")
    assert text[block.start : block.end].endswith("}")
    assert "SERVICE" not in filled(text, reading, ["{}"])


def test_the_query_of_the_documentation_has_rows(client: TestClient) -> None:
    written = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text("utf-8")
    queries = re.findall(r"^```sparql\n(.*?)^```$", written, re.DOTALL | re.MULTILINE)
    [query] = [query for query in queries if "SERVICE" in query]
    rows = ask(client, query.replace("<BASE/", f"<{BASE}/"))
    assert [row["label"].partition(" (")[0] for row in rows][:2] == ["Doel 3.2.1 Groene wijken"] * 2


def run(*arguments: str) -> Result:
    group = click.Group(commands={"query": query_command(Language.EN)})
    return CliRunner().invoke(group, ["query", *arguments])


def test_the_command_makes_searches_too(data: Path) -> None:
    query = f'SELECT ?goal {{ {S} {{ ?goal dg:matches "groene wijken" }} ?goal a dg:GoalVersion }}'
    found = run(query, "--data", str(data), "--format", "json")
    assert len(json.loads(found.stdout)["results"]["bindings"]) == 6
    none = run(query.replace("groene", "qqqq"), "--data", str(data))
    assert "No rows" in none.stdout
    assert "Nothing in this release fits “qqqq wijken”." in none.stderr
    assert run(query.replace(BASE, "http://x"), "--data", str(data)).exit_code == 2
