"""A statement is explained: by its words on a page, or by rules down to words, also where statements go round."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from starlette.testclient import TestClient

from doelgraaf import FrontDoor
from ontology import terms as t
from ontology.dataset import Dataset
from ontology.iri import DocumentKey
from ontology.language import Language
from service.answers import why as answers
from service.answers.coverage import Holdings
from service.answers.statements import Statement, TermError
from service.answers.why import MOST_QUERIES, MOST_WAYS, Explanation, Standing, Why, explain
from service.release.analysis import analysis
from service.release.network_rows import rows_of
from service.web import api
from service.web.app import application
from service.web.site import make_site
from service.why_lines import lines
from tests.web.explained import BASE, leaves, quads_of
from tests.web.memory_engine import MemoryEngine

BUDGET = f"{BASE}/id/goal-version/gm0193/begroting/2021"
REPORT = f"{BASE}/id/goal-version/gm0193/berap/2023-2"
PROGRAMME = f"{BASE}/id/programme-version/gm0193/begroting/2021"
ADDRESS = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie"
REFERRED = (f"{BUDGET}/1.1.1", "dg:isReferredToBy", f"{BUDGET}/2.2.2")


@pytest.fixture(scope="module")
def real_engine(real_dataset: Path) -> MemoryEngine:
    return MemoryEngine(quads_of(real_dataset))


def ask(engine: MemoryEngine, subject: str, predicate: str, value: str) -> Why | None:
    return asyncio.run(explain(engine, BASE, Statement.read(subject, predicate, value)))


def told(engine: MemoryEngine, *terms: str) -> Explanation:
    why = ask(engine, *terms)
    assert why is not None
    return why.explanation


def test_a_derived_statement_shows_its_rule_and_the_words_below_it(real_engine: MemoryEngine) -> None:
    one = told(real_engine, *REFERRED)
    assert not one.asserted
    (way,) = one.ways
    assert way.rule.name == "inverse-isReferredToBy"
    (premise,) = way.premises
    assert premise.asserted
    assert premise.graphs == (f"{BASE}/graph/doc/gm0193/begroting/2021",)
    (place,) = premise.places
    assert (place.words, place.address) == ("zie doel 1.1.1", ADDRESS)
    assert place.sentence is not None
    assert "(zie doel 1.1.1)" in place.sentence
    assert not one.more


def test_rules_on_rules_are_explained_down_to_what_is_stated(real_engine: MemoryEngine) -> None:
    one = told(real_engine, f"{BASE}/id/person/gm0193/58ee304e", "dg:responsibleFor", f"{REPORT}/1.1.2")
    (holder,) = one.ways[0].premises
    assert [one.ways[0].rule.name, holder.ways[0].rule.name] == ["inverse-responsibleFor", "chain-portfolioHolder"]
    assert len(leaves(one)) == 2
    assert {place.words for leaf in leaves(one) for place in leaf.places} == {"Michiel van Willigen"}


def test_every_way_in_which_a_statement_follows_is_told(real_engine: MemoryEngine) -> None:
    one = told(real_engine, f"{PROGRAMME}/2", "dg:programmeRefersTo", f"{PROGRAMME}/1")
    cited = [way.premises[1].places[0].words for way in one.ways]
    assert cited == ["zie doel 1.1.1", "zie doel 1.3.2", "zie doel 1.3.4"]
    direct = told(real_engine, f"{PROGRAMME}/2", "dg:programmeRefersTo", f"{PROGRAMME}/4")
    assert [way.rule.name for way in direct.ways] == ["direct-programmeRefersTo-named"]


def test_what_holds_in_both_directions_is_not_explained_by_itself(real_engine: MemoryEngine) -> None:
    one = told(real_engine, f"{BUDGET}/1.1.1", "dg:linkedWith", f"{BUDGET}/2.2.2")
    assert [way.rule.name for way in one.ways] == ["symmetric-linkedWith"]
    assert [leaf.statement.predicate.value for leaf in leaves(one)] == [t.REFERS_TO]
    assert not one.ways[0].premises[0].more


ASSERTED = [
    (f"{BUDGET}/2.2.2", "dg:number", '"2.2.2"', "2.2.2", "its own evidence"),
    (f"{BUDGET}/2.2.2", "dg:inProgramme", f"{PROGRAMME}/2", "2.2.2", "the number that tells the place in the tree"),
    (f"{PROGRAMME}/4", "a", "dg:NamedVersion", "Programma 4", "words that name it"),
    (f"{BUDGET}/2.2.2", "dg:year", '"2021"^^xsd:integer', None, "only the page as a whole"),
]


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "words", "why"), ASSERTED, ids=[case[-1] for case in ASSERTED]
)
def test_an_asserted_statement_says_where_it_stands(
    real_engine: MemoryEngine, subject: str, predicate: str, value: str, words: str | None, why: str
) -> None:
    one = told(real_engine, subject, predicate, value)
    assert one.asserted
    assert [(place.words, place.address) for place in one.places] == [(words, ADDRESS)], why


def test_what_is_stated_on_no_page_says_its_graph(real_engine: MemoryEngine) -> None:
    one = told(real_engine, "dg:Goal", "a", "owl:Class")
    assert (one.asserted, one.graphs, one.places) == (True, (f"{BASE}/graph/def",), ())


def test_what_was_counted_is_said_to_stand_on_no_page(real_dataset: Path, real_engine: MemoryEngine) -> None:
    facts = Dataset(real_dataset).read("graphs/gm0193/begroting/2021.nq.gz")
    lines = analysis(BASE, DocumentKey.parse("gm0193/begroting/2021"), rows_of(BASE, facts))
    engine = MemoryEngine([*real_engine.store, *parse("\n".join(lines), RdfFormat.N_QUADS)])
    for value, told_as in ((f"{BUDGET}/1.3.4", "dg:within2"), ("6", "dg:outDegree")):
        one = told(engine, f"{BUDGET}/2.2.2", told_as, value)
        assert (one.standing, one.places, one.ways, one.more) == (Standing.COUNTED, (), (), False)
        assert one.graphs == (f"{BASE}/graph/analysis/gm0193/begroting/2021",)


def circle(size: int) -> list[Quad]:
    """Derived statements that follow only from each other."""
    graph = NamedNode(f"{BASE}/graph/inferred/gm9999")
    things = [NamedNode(f"{BASE}/id/goal-version/gm9999/begroting/2031/{count}") for count in range(size)]
    return [Quad(one, NamedNode(t.LINKED_WITH), other, graph) for one in things for other in things]


def test_statements_that_follow_only_from_each_other_are_explained_by_nothing() -> None:
    quads = circle(3)
    engine = MemoryEngine(quads)
    why = asyncio.run(explain(engine, BASE, Statement(quads[1].subject, quads[1].predicate, quads[1].object)))
    assert why is not None
    assert why.explanation.ways == ()
    assert len(engine.asked) < 10


def crowd() -> list[Quad]:
    """Two programmes of which each goal refers to each goal of the other."""
    doc, inferred = (NamedNode(f"{BASE}/graph/{kind}/gm9999/begroting/2031") for kind in ("doc", "inferred"))
    path = f"{BASE}/id/goal-version/gm9999/begroting/2031"
    own, other = (NamedNode(f"{BASE}/id/programme-version/gm9999/begroting/2031/{number}") for number in (1, 2))
    goals = {own: [NamedNode(f"{path}/1.{n}") for n in range(9)], other: [NamedNode(f"{path}/2.{n}") for n in range(9)]}
    places = [Quad(goal, NamedNode(t.IN_PROGRAMME), of, doc) for of, members in goals.items() for goal in members]
    links = [Quad(one, NamedNode(t.REFERS_TO), to, doc) for one in goals[own] for to in goals[other]]
    return [*places, *links, Quad(own, NamedNode(t.PROGRAMME_REFERS_TO), other, inferred)]


def test_an_answer_that_took_too_many_queries_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    quads = crowd()
    last = Statement(quads[-1].subject, quads[-1].predicate, quads[-1].object)
    unknown = lines_of(MemoryEngine(quads[-1:]), last)
    assert "by no rule of this version" in unknown
    for most in (2, 3, 5):
        monkeypatch.setattr(answers, "MOST_QUERIES", most)
        told_so = lines_of(MemoryEngine(quads), last)
        assert "took too many queries" in told_so, most
        assert "by no rule" not in told_so, most
        assert "on no page" not in told_so, most


def lines_of(engine: MemoryEngine, statement: Statement) -> str:
    found = asyncio.run(explain(engine, BASE, statement))
    assert found is not None
    return "\n".join(lines(found, Language.EN))


def test_queries_and_ways_are_bounded() -> None:
    quads = crowd()
    engine = MemoryEngine(quads)
    why = asyncio.run(explain(engine, BASE, Statement(quads[-1].subject, quads[-1].predicate, quads[-1].object)))
    assert why is not None
    assert len(why.explanation.ways) == MOST_WAYS
    assert why.explanation.more
    assert len(engine.asked) <= MOST_QUERIES + 1


TERMS = [
    ("dg:Goal", "a", "owl:Class", f"{t.DG}Goal", "short names"),
    ("<urn:a>", "<urn:p>", '"x"@nl', "urn:a", "angle brackets"),
    ("urn:a", "urn:p", '"a\\"b"', "urn:a", "a quote inside"),
]


@pytest.mark.parametrize(("subject", "predicate", "value", "iri", "why"), TERMS, ids=[case[-1] for case in TERMS])
def test_terms_are_read_as_they_are_typed(subject: str, predicate: str, value: str, iri: str, why: str) -> None:
    assert Statement.read(subject, predicate, value).subject.value == iri, why


VALUES = [
    ("2031", '"2031"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("-12500.0", '"-12500.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    (".5", '".5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("1e3", '"1e3"^^<http://www.w3.org/2001/XMLSchema#double>'),
    ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ('"2031"^^xsd:integer', '"2031"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("'Doel'@nl", '"Doel"@nl'),
]


@pytest.mark.parametrize(("value", "read"), VALUES)
def test_values_are_read_as_turtle_has_them(value: str, read: str) -> None:
    assert str(Statement.read("urn:a", "urn:p", value).object) == read


NO_TERMS = [
    ("Doel", "a word"),
    ("", "nothing"),
    ("nee:x y", "a space"),
    ("2.2.2", "a number of a goal without quotes"),
    ("trueish", "a word that begins with a value"),
    ('"a" . #', "a comment behind the value"),
    ('"a", "b"', "two values"),
    ('"open', "a quote that is not closed"),
    ('"a" . <urn:s> <urn:p> "b"', "a statement behind the value"),
    ('"1"^^nee:integer', "a datatype of an unknown prefix"),
    ("urn:a> } DROP ALL #", "an end of the query"),
]


@pytest.mark.parametrize(("value", "why"), NO_TERMS, ids=[case[-1] for case in NO_TERMS])
def test_what_is_no_term_is_refused_with_how_to_write_it(value: str, why: str) -> None:
    with pytest.raises(TermError, match=r"write|quotes"):
        Statement.read("urn:a", "urn:p", value)
    assert why


def test_a_path_in_place_of_an_iri_is_answered_with_the_iri() -> None:
    path = "gm9999/begroting/2032/2.3.3"
    for terms in ((path, "a", "dg:Goal"), ("urn:a", "dg:previousVersion", path)):
        with pytest.raises(TermError) as raised:
            Statement.read(*terms)
        assert f"/id/goal-version/{path}" in raised.value.say(Language.NL)
        assert f"/id/goal-version/{path}" in raised.value.say(Language.EN)


@pytest.fixture
def client(real_engine: MemoryEngine, real_dataset: Path) -> TestClient:
    held = Holdings(Dataset(real_dataset).manifest(), real_engine.release, datetime(2031, 1, 2, tzinfo=UTC))
    site = make_site(real_engine, lambda: held)
    return TestClient(application(real_engine, [api.router(site)], current=site.current))


def test_the_api_explains(client: TestClient) -> None:
    answer = client.get("/v1/why", params=dict(zip("spo", REFERRED, strict=True)))
    assert answer.status_code == 200
    explanation = answer.json()["explanation"]
    assert explanation["standing"] == "derived"
    assert explanation["predicate"]["label"] == {"nl": "wordt naar verwezen door", "en": "is referred to by"}
    (way,) = explanation["ways"]
    assert way["rule"]["axiom"] == "dg:refersTo owl:inverseOf dg:isReferredToBy"
    assert way["rule"]["words"]["nl"].startswith("«wordt naar verwezen door» is")
    assert way["premises"][0]["places"][0]["words"] == "zie doel 1.1.1"
    assert answer.json()["coverage"]["pagesRead"] == 1


def test_the_api_has_nothing_about_a_statement_that_is_not_there(client: TestClient) -> None:
    absent = {"s": REFERRED[2], "p": REFERRED[1], "o": REFERRED[0]}
    answer = client.get("/v1/why", params=absent, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "not in this release" in answer.json()["detail"]


@pytest.mark.parametrize("missing", ["s", "p", "o"])
def test_the_api_wants_three_terms(client: TestClient, missing: str) -> None:
    given = dict(zip("spo", REFERRED, strict=True))
    assert client.get("/v1/why", params={**given, missing: "nothing"}).status_code == 400
    del given[missing]
    assert client.get("/v1/why", params=given).status_code == 400


@pytest.mark.parametrize(
    ("language", "words"), [(Language.NL, "in de andere richting"), (Language.EN, "in the other direction")]
)
def test_the_command_explains_in_the_language_of_the_reader(real_data: Path, language: Language, words: str) -> None:
    done = CliRunner().invoke(FrontDoor(language), ["why", *REFERRED, "--data", str(real_data)])
    assert done.exit_code == 0, done.output
    assert words in done.output
    assert "zie doel 1.1.1" in done.output
    assert ADDRESS in done.output


def test_the_command_gives_json(real_data: Path) -> None:
    done = CliRunner().invoke(FrontDoor(Language.EN), ["why", *REFERRED, "--data", str(real_data), "--json"])
    assert json.loads(done.stdout)["ways"][0]["rule"]["name"] == "inverse-isReferredToBy"


def test_the_command_says_what_is_wrong(real_data: Path) -> None:
    front = FrontDoor(Language.EN)
    absent = CliRunner().invoke(front, ["why", REFERRED[2], REFERRED[1], REFERRED[0], "--data", str(real_data)])
    assert (absent.exit_code, "not in release 0001-" in absent.output) == (1, True)
    assert "dg:earlier" not in absent.output
    earlier = CliRunner().invoke(
        front, ["why", REFERRED[2], "dg:previousVersion", REFERRED[0], "--data", str(real_data)]
    )
    assert "(?claim dg:earlier ?v ; dg:later ?w)" in earlier.output
    wrong = CliRunner().invoke(front, ["why", "x", "a", "dg:Goal", "--data", str(real_data)])
    assert (wrong.exit_code, "“x” is no IRI" in wrong.output) == (2, True)
    empty = CliRunner().invoke(front, ["why", "", "a", "dg:Goal", "--data", str(real_data)])
    assert (empty.exit_code, "“” is no IRI" in empty.output) == (2, True)


def test_the_command_takes_numbers_also_below_zero(real_data: Path) -> None:
    front = FrontDoor(Language.EN)
    stated = CliRunner().invoke(front, ["why", f"{BUDGET}/2.2.2", "dg:year", "2021", "--data", str(real_data)])
    assert stated.exit_code == 0, stated.output
    assert "read by" in stated.output
    below = CliRunner().invoke(front, ["why", f"{BUDGET}/2.2.2", "dg:balance", "-12500.0", "--data", str(real_data)])
    assert (below.exit_code, "not in release 0001-" in below.output) == (1, True)


@pytest.mark.parametrize("language", Language)
def test_the_help_breaks_no_address(language: Language) -> None:
    shown = CliRunner().invoke(FrontDoor(language), ["why", "--help"]).output
    assert shown.count(f"{BASE}/id/goal-version/gm9999/begroting/2031/1.1.") == 2
    assert "begroting/2031/1.1.2 \\\n" in shown
