"""A query without rows says which part of it has no match, and which value would have one."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from starlette.testclient import TestClient
from tiny import BASE, BUDGET, Goal, Tiny, publish_tiny

from ontology.language import Language, Phrase
from ontology.terms import PREFIXES, PREVIOUS_VERSION, SUPERSEDED_BY
from service.answers.hints import BUDGET_S, hint
from service.answers.hints_answer import HEADER, header
from service.answers.no_rows import absent
from service.cli import query_command
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.engine import EngineBusyError, Question
from service.engine.formats import JSON_RESULTS, RESULTS, TRIPLES
from service.engine.work import Limits
from service.release.releases import Releases
from service.settings import Settings
from service.web.serving import build

MIB = 1024 * 1024
DOC = f"{BASE}/graph/doc/{BUDGET.path}"
PAGE = f"{BASE}/doc/document/{BUDGET.path}"
THING = f"{BASE}/id/document/{BUDGET.path}"
KIND = "https://w3id.org/doelgraaf/def/document-kind#begroting"
NAMES = {"DOC": DOC, "PAGE": PAGE, "THING": THING, "KIND": KIND, "BASE": BASE, "BUDGET": BUDGET.path}


@pytest.fixture(scope="module")
def engine(fictional_data: Path) -> Iterator[EmbeddedEngine]:
    """An engine with one worker: a hint that does not wait for the answer to end finds none."""
    capacity = Capacity(workers=1, queue_length=4, timeout_s=10.0, limits=Limits(512 * MIB, 4 * MIB))
    engine = EmbeddedEngine(Releases(fictional_data), capacity)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine, fictional_data: Path) -> Iterator[TestClient]:
    application: FastAPI = build(engine, Settings(data=fictional_data))
    with TestClient(application) as client:
        yield client


def test_what_a_release_says_of_nothing_is_told_with_what_that_means(tiny_engine: EmbeddedEngine) -> None:
    found = asyncio.run(absent(tiny_engine, [SUPERSEDED_BY, PREVIOUS_VERSION]))
    assert "Of no page an older edition was loaded" in found[SUPERSEDED_BY].en
    assert set(found) == {SUPERSEDED_BY, PREVIOUS_VERSION}


def told(client: TestClient, query: str, **parameters: str) -> list[str]:
    """What the header of an answer says, in English and in Dutch."""
    answer = client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": JSON_RESULTS})
    assert answer.status_code == 200, answer.text
    return heard(answer.headers.get(HEADER, ""))


def named(text: str) -> str:
    """A text of a case with the IRIs of the example in it."""
    for name, value in NAMES.items():
        text = text.replace(f"@{name}", value)
    return text


def heard(value: str) -> list[str]:
    """The texts of a header, the English one first."""
    found = dict(part.removeprefix("UTF-8'").split("'", 1) for part in value.split(", ") if part)
    return [unquote(found[language]) for language in ("en", "nl")] if found else []


# A query, what its hint says of the part that has no match, and what it offers.
CASES = [
    ('SELECT * {\n ?v a dg:GoalVersion .\n ?v dg:number "1.1.1"@nl }', 'Line 3: nothing in this release fits `?v dg:number "1.1.1"@nl`', 'With `"1.1.1"` instead of `"1.1.1"@nl`', "a language that the value has not"),
    ('ASK { ?v dg:year "2031"^^xsd:gYear }', '`?v dg:year "2031"^^xsd:gYear`', "With `2031` instead of", "a year as gYear"),
    ('SELECT * { ?v dg:year "2031" }', '`?v dg:year "2031"`', "With `2031` instead of", "a number as text"),
    ("SELECT * { ?v dg:number 1.1 }", "`?v dg:number 1.1`", 'With `"1.1"` instead of `1.1`', "a text as number"),
    ('SELECT * { ?v dg:name "BUURTKRACHT" }', "`?v dg:name", 'With `"Buurtkracht"` instead of', "other capitals"),
    ('SELECT * { ?v dg:name "Buurtkrach" }', "`?v dg:name", 'What does occur there: "Buurtkracht"', "a slip of the pen"),
    ("SELECT * { ?d dg:documentKind <http://w3id.org/doelgraaf/def/document-kind#begroting> }", "`?d dg:documentKind", "With `<@KIND>` instead of", "http for https"),
    ('SELECT * { ?d dg:documentKind "begroting" }', "`?d dg:documentKind", "Here stands no text but an IRI: with `<@KIND>`", "a notation for a code"),
    ("SELECT * { ?k skos:notation <@KIND> }", "`?k skos:notation", 'With `"begroting"` instead of', "a code for its notation"),
    ("SELECT * { <@PAGE> ?p ?o }", "`<@PAGE> ?p ?o`", "With `<@THING>` instead of", "the address of a page"),
    ("SELECT * { <@PAGE.html> ?p ?o }", "`<@PAGE.html> ?p ?o`", "With `<@THING>` instead of", "that of a form of it"),
    ("SELECT * { <@THING/> ?p ?o }", "`<@THING/> ?p ?o`", "With `<@THING>` instead of", "a slash too many"),
    ("SELECT * { ?v dg:inDocument <https://elders.example/id/document/@BUDGET> }", "`?v dg:inDocument", "With `<@THING>` instead of", "another host"),
    ("SELECT * { ?v a dg:AmbitionVersion }", "`?v a dg:AmbitionVersion`", "What does occur there: dg:NamedVersion, dg:GoalVersion", "a class without things"),
    ("PREFIX s: <https://schema.org/>\nSELECT * { ?v a dg:GoalVersion ; s:name ?n }", "Line 2: nothing in this release fits `?v s:name ?n`", "With `dg:name` instead of `s:name`", "a property of another vocabulary"),
    ("SELECT * { ?d a dg:PlanningControlDocument ; skos:prefLabel ?l }", "something fits `?d skos:prefLabel ?l`, but not together", "With `rdfs:label`", "a label of another kind"),
    ('SELECT * { ?d skos:prefLabel "Begroting 2031 (Nergenshuizen)" }', "`?d skos:prefLabel", 'With rdfs:label "Begroting 2031 (Nergenshuizen)"@nl instead of', "a label of another kind, with its text"),
    ('SELECT * { ?v dg:number ?n ; dg:year ?y\nFILTER(?y = "2031") }', 'Line 2: something fits, but `FILTER(?y = "2031")` leaves none', "With `2031` instead of", "a filter with a text for a number"),
    ('SELECT * { ?v dg:name ?n FILTER(LANG(?n) = "en") }', '`FILTER(LANG(?n) = "en")` leaves none', 'There ?n is, for example, "', "a filter that leaves nothing"),
    ('SELECT * { ?v dg:number "1.1.1" ; dg:inDocument ?d . ?d dg:year 2029 }', "`?d dg:year 2029`", "", "a year without documents"),
    ('SELECT * { ?v dg:number "1.1.3" ; dg:inDocument <@BASE/id/document/gm9999/berap/2031-1> . ?v dg:expenditure ?e }', "but not together", "Number 1.1.3 does stand in: Begroting 2031 (Nergenshuizen)", "a goal of another document"),
    ("SELECT * FROM <@DOC9> { ?s ?p ?o }", "The graph <@DOC9> is not in this release", "names all", "a graph that is not there"),
    ("SELECT * FROM <https://elders.example/graph/doc/@BUDGET> { ?s ?p ?o }", "is not in this release", "<@DOC> is", "a graph under another host"),
    ("SELECT * FROM NAMED <@DOC> { ?s ?p ?o }", "the default graph is empty", "GRAPH ?g { ... }", "only named graphs"),
    ("SELECT * FROM <@BASE/graph/catalogue> { ?s dg:number ?n }", "nothing in the graphs of this query fits", "", "a graph without the property"),
    ("SELECT * { GRAPH <@DOC/> { ?s ?p ?o } }", "The graph <@DOC/> is not in this release", "<@DOC> is", "a graph with a slash"),
    ('SELECT * { GRAPH ?g {\n ?v dg:number "1.1.1" ;\n dg:name "x" } }', "Line 3: nothing", 'What does occur there: "Buurtkracht"', "a pattern inside GRAPH"),
    ('SELECT * { { ?v dg:number "1.1.1"@nl } UNION { ?v dg:number 5 } }', "none of the 2 groups at UNION fits", 'With `"1.1.1"` instead of', "every alternative"),
    ("SELECT * { ?v dg:number ?n MINUS { ?v a ?c } }", "`MINUS { ?v a ?c }` takes away all", "", "all taken away"),
    ('SELECT * { ?v dg:number ?n } VALUES ?n { "77" }', 'none of the values in `VALUES ?n { "77" }`', "", "values that are not there"),
    ("SELECT * { ?v dg:number ?n { SELECT ?v { ?v dg:number 5 } } }", "the query between braces gives nothing", "", "a query inside"),
    ("SELECT * { ?v a dg:Goalversion }", "dg:Goalversion is no term", "perhaps dg:GoalVersion is meant", "a class spelled otherwise"),
    ("CONSTRUCT { ?v ?n ?n } WHERE { ?v dg:number ?n }", "CONSTRUCT gives no statement", "", "a template that makes nothing"),
    ("DESCRIBE <@PAGE>", "This release says nothing of <@PAGE>", "With `<@THING>` instead of", "a page described"),
    ("SELECT ?n { ?v dg:number ?n } GROUP BY ?n HAVING(COUNT(*) > 1000)", "HAVING leaves no group", "", "groups without any"),
    ("SELECT * { ?v dg:number ?n } OFFSET 1000", "OFFSET 1000 skips more rows than there are", "", "too far"),
    ("SELECT * { ?v dg:number ?n } LIMIT 0", "LIMIT 0 asks for no rows", "", "nothing asked"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "says", "offers"), [case[:3] for case in CASES], ids=[case[3] for case in CASES])
def test_a_query_without_rows_says_why_and_what_would_have_some(
    client: TestClient, query: str, says: str, offers: str
) -> None:
    query, says, offers = (named(text) for text in (query, says, offers))
    form = {"format": "nt"} if query.startswith(("CONSTRUCT", "DESCRIBE")) else {}
    english, dutch = told(client, query, **form)
    assert says in english
    assert offers in english
    assert dutch != english


def test_what_is_offered_has_rows(client: TestClient) -> None:
    """Of the cases that offer one term for another, the query with that term has rows."""
    tried = 0
    for query, _, offers, why in (tuple(map(named, case)) for case in CASES):
        head, _, rest = offers.partition("With `")
        new, mark, old = rest.partition("` instead of `")
        if head or not mark or not old:
            continue
        tried += 1
        mended = query.replace(old.rstrip("`"), new)
        assert mended != query, why
        answer = client.get("/sparql", params={"query": mended}, headers={"Accept": JSON_RESULTS}).json()
        assert answer.get("boolean", True), why
        assert answer.get("results", {"bindings": [1]})["bindings"], why
    assert tried == 3


@pytest.mark.parametrize("media_type", [*RESULTS, *TRIPLES])
def test_every_form_of_an_empty_answer_has_the_hint_and_no_other(client: TestClient, media_type: str) -> None:
    rows = media_type in RESULTS
    head = "SELECT * WHERE" if rows else "CONSTRUCT WHERE"
    for pattern, has_rows in (('{ ?v dg:number "1.1.1"@nl }', False), ('{ ?v dg:number "1.1.1" }', True)):
        answer = client.get("/sparql", params={"query": f"{head} {pattern}"}, headers={"Accept": media_type})
        assert answer.status_code == 200, answer.text
        assert (HEADER in answer.headers) is not has_rows, answer.text
    if rows:
        no, yes = (
            client.get("/sparql", params={"query": f"ASK {{ ?v dg:number {value} }}"}, headers={"Accept": media_type})
            for value in ('"1.1.1"@nl', '"1.1.1"')
        )
        assert HEADER in no.headers
        assert HEADER not in yes.headers


def test_a_workbook_without_rows_has_the_hint(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": 'SELECT * { ?v dg:number "1.1.1"@nl }', "format": "xlsx"})
    assert answer.status_code == 200
    assert 'With `"1.1.1"` instead of' in heard(answer.headers[HEADER])[0]


def test_the_hint_is_readable_from_a_page_elsewhere_and_plain_ascii(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": 'SELECT * { ?v dg:name "één {«1»}" }'})
    assert HEADER in answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert answer.headers[HEADER].isascii()
    assert "één {«1»}" in heard(answer.headers[HEADER])[0]


def test_a_hint_is_kept_with_its_answer(client: TestClient) -> None:
    query = 'SELECT * { ?v dg:number "1.1.2"@nl }'
    assert told(client, query) == told(client, query) != []


def test_the_graphs_of_the_request_count_as_those_of_the_query(client: TestClient) -> None:
    english, _ = told(client, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": f"{DOC}9"})
    assert f"The graph <{DOC}9> is not in this release" in english
    english, _ = told(client, "SELECT * { ?s ?p ?o }", **{"named-graph-uri": DOC})
    assert "the default graph is empty" in english
    english, _ = told(client, "SELECT * { ?s dg:number ?n }", **{"default-graph-uri": f"{BASE}/graph/catalogue"})
    assert "nothing in the graphs of this query fits" in english


def test_a_person_sees_the_hint_in_the_page(client: TestClient) -> None:
    for query in ('SELECT * { ?v dg:number "1.1.1"@nl }', 'ASK { ?v dg:number "1.1.1"@nl }'):
        page = client.get(
            "/sparql",
            params={"query": query, "format": "html"},
            headers={"Accept": "text/html", "Accept-Language": "en"},
        )
        assert page.status_code == 200
        assert "something does fit" in page.text


def test_braces_of_a_query_do_no_harm_in_the_page(client: TestClient) -> None:
    query = "SELECT * { ?v dg:number ?n MINUS { ?v a ?c } }"
    page = client.get("/sparql", params={"query": query, "format": "html"}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "MINUS { ?v a ?c }" in page.text


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_says_it_too_and_never_in_the_answer_of_a_program(fictional_data: Path, form: str) -> None:
    runner = CliRunner()
    query = 'SELECT ?v { ?v dg:number "1.1.1"@nl }'
    done = runner.invoke(query_command(Language.EN), [query, "--data", str(fictional_data), "--format", form])
    assert done.exit_code == 0, done.output
    assert 'With `"1.1.1"` instead of `"1.1.1"@nl` something does fit.' in done.output
    if form != "table":
        assert "instead of" not in done.stdout
        assert "instead of" in done.stderr
    if form == "json":
        assert json.loads(done.stdout)["results"]["bindings"] == []


class Busy:
    """An engine that has no place, or that never answers."""

    release = "x"

    def __init__(self, *, hangs: bool) -> None:
        self.hangs = hangs

    async def rows(self, *_: object) -> Sequence[dict[str, object]]:
        """No rows, ever."""
        await self._wait()
        raise EngineBusyError("full")

    async def stream(self, _: Question) -> AsyncGenerator[bytes, None]:
        """No answer, ever."""
        await self._wait()
        raise EngineBusyError("full")

    async def _wait(self) -> None:
        if self.hangs:
            await asyncio.sleep(3600)


@pytest.mark.parametrize("hangs", [False, True])
def test_a_hint_that_can_not_be_found_in_time_is_none(*, hangs: bool) -> None:
    question = Question("SELECT * { ?s dg:number ?n }", JSON_RESULTS, 30.0)

    async def asked() -> Sequence[Phrase]:
        async with asyncio.timeout(BUDGET_S + 20):
            return await hint(Busy(hangs=hangs), question)  # type: ignore[arg-type]  # it answers nothing, whatever is asked

    assert asyncio.run(asked()) == ()


def test_who_wants_no_hint_gets_none(client: TestClient) -> None:
    asked = {"query": 'SELECT * { ?v dg:number "1.1.1"@nl }'}
    assert "Doelgraaf-Hint" in client.get("/sparql", params=asked).headers
    assert "Doelgraaf-Hint" not in client.get("/sparql", params=asked | {"hint": "no"}).headers


def test_a_hint_of_many_sentences_fits_in_a_header() -> None:
    long = [Phrase("é" * 500, "x" * 500), Phrase("kort", "short")]
    assert len(header(long)) <= 4000
    assert sorted(heard(header(long))) == sorted(["x" * 500 + " short", "é" * 500 + " kort"])
    assert header([Phrase("é" * 3000, "x")]) == ""
    assert len(header([Phrase("é" * 400, "x" * 400)] * 4)) <= 4000
    assert header([]) == ""


def test_the_prefixes_that_need_no_declaration_are_known_in_a_hint(client: TestClient) -> None:
    assert "dg" in PREFIXES
    english, _ = told(client, 'SELECT * { ?v dg:number "1.1.1"@nl }')
    assert (
        english
        == 'Line 1: nothing in this release fits `?v dg:number "1.1.1"@nl`. With `"1.1.1"` instead of `"1.1.1"@nl` something does fit.'
    )


def test_many_patterns_are_halved_and_the_first_without_match_is_told(tmp_path: Path) -> None:
    goals = tuple(Goal(f"1.1.{number}", f"Doel {number}") for number in range(1, 4))
    publish_tiny(Tiny(goals={BUDGET: goals}).write(tmp_path / "dataset"), tmp_path / "data")
    capacity = Capacity(workers=1, queue_length=4, timeout_s=10.0, limits=Limits(512 * MIB, 4 * MIB))
    engine = EmbeddedEngine(Releases(tmp_path / "data"), capacity)
    lines = [f'?v{number} dg:number "1.1.1" .' for number in range(20)]
    lines[13] = '?v13 dg:number "9" .'
    query = "SELECT * {\n" + "\n".join(lines) + "\n}"
    try:
        found = asyncio.run(hint(engine, Question(query, JSON_RESULTS, 10.0)))
    finally:
        engine.close()
    assert found[0].say(Language.EN) == 'Line 15: nothing in this release fits `?v13 dg:number "9"`.'


def test_of_a_query_that_nobody_wrote_by_hand_nothing_is_told() -> None:
    question = Question("SELECT * { ?s dg:number ?n }" + " " * 20_000, JSON_RESULTS, 30.0)
    assert asyncio.run(hint(Busy(hangs=True), question)) == ()  # type: ignore[arg-type]  # it is not asked
