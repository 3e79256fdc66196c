"""Whatever the guard lets through, a worker outlives: the limits of the guard are narrower than the engine's."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from straight import Fate, Straight
from w3c_files import suite_files

from service.engine.engine import EngineError
from service.engine.guard import read

TIMEOUT_S = 20.0  # for what ends within a second where nobody else computes
LONG_S = 2.0


@pytest.fixture(scope="module")
def straight(tiny_data: Path) -> Iterator[Straight]:
    """A worker over the tiny dataset."""
    asked = Straight(tiny_data)
    yield asked
    asked.close()


def nested(before: str, after: str, innermost: str, depth: int) -> str:
    """A text in brackets, so deep."""
    return before * depth + innermost + after * depth


def chain(part: str, count: int) -> str:
    """A part so many times, each with its number where it has a place for one."""
    return "".join(part.replace("#", str(number)) for number in range(count))


# Just within the limits of the guard.
LARGEST = [
    ("ASK " + nested("{", "}", "", 64), "groups"),
    ("ASK { FILTER" + nested("(", ")", "1", 62) + " }", "parentheses"),
    ("ASK { FILTER(" + nested("!(", ")", "1", 61) + ") }", "negations"),
    ("ASK { FILTER(" + nested("IF(1,1,", ")", "1", 61) + ") }", "IF"),
    ("ASK { FILTER(" + nested("STR(", ")", "1", 61) + ") }", "functions"),
    ("ASK { FILTER(" + nested("1 IN (", ")", "1", 61) + ") }", "IN"),
    ("ASK { FILTER(" + nested("(" + "1+" * 15, ")", "1", 60) + ") }", "sums in sums"),
    ("ASK " + nested("{FILTER EXISTS", "}", "{}", 63), "EXISTS"),
    ("ASK " + nested("{SELECT*", "}", "{}", 63), "sub-queries"),
    ("ASK " + nested("{GRAPH ?g", "}", "{}", 63), "GRAPH"),
    ("ASK " + nested("{?s ?p ?o OPTIONAL", "}", "{}", 63), "OPTIONAL"),
    ("ASK " + nested("{?s ?p ?o MINUS", "}", "{}", 63), "MINUS"),
    ("ASK " + nested("{?s ?p ?o LATERAL", "}", "{}", 63), "LATERAL"),
    ("ASK " + nested("{{}UNION", "}", "{}", 62), "UNION"),
    ("ASK { ?s ?p " + nested("(", ")", "1", 49) + " }", "lists"),
    ("CONSTRUCT { ?s ?p " + nested("(", ")", "1", 62) + " } { ?s ?p ?o }", "lists in a template"),
    ("ASK { ?s ?p " + nested("[?p ", "]", "1", 62) + " }", "blank nodes"),
    ("ASK { ?s " + nested("(", ")*", "<a:b>", 62) + " ?o }", "paths"),
    ("ASK { ?s " + nested("(<a:c>/", ")", "<a:b>", 62) + " ?o }", "steps of paths"),
    ("ASK { ?s ?p " + nested("<<(?s ?p ", ")>>", "?o", 31) + " }", "triples in triples"),
    ("ASK { " + nested("<<", " ?p ?o>>", "?s", 60) + " ?p ?o }", "idem, with an identifier"),
    ("ASK { FILTER(1" + "+1" * 998 + ") }", "a chain of +"),
    ("ASK { FILTER(1" + "&&1=1" * 498 + ") }", "a chain of &&"),
    ("ASK { FILTER(1" + "||1" * 998 + ") }", "a chain of ||"),
    ("ASK { FILTER(" + "!" * 998 + "1) }", "a chain of !"),
    ("ASK { ?s " + "|".join(["<a:b>"] * 998) + " ?o }", "a chain of alternatives"),
    ("ASK { ?s !(" + "|".join(["<a:b>"] * 990) + ") ?o }", "idem, negated"),
    ("ASK { ?s " + "/".join(["<a:b>"] * 100) + " ?o }", "a chain of steps"),
    ("ASK { ?s " + "/".join(["<a:b>*"] * 100) + " ?o }", "idem, repeated"),
    ("ASK { {}" + "UNION{}" * 997 + " }", "a chain of UNION"),
    ("ASK { " + "OPTIONAL{}" * 998 + " }", "a chain of OPTIONAL"),
    ("ASK { " + "MINUS{}" * 998 + " }", "a chain of MINUS"),
    ("ASK { " + "LATERAL{}" * 998 + " }", "a chain of LATERAL"),
    ("ASK { " + "{}" * 998 + " }", "a chain of groups"),
    ("ASK { " + "GRAPH ?g{}" * 100 + " }", "a chain of GRAPH"),
    ("ASK { " + "{SELECT*{}}" * 100 + " }", "a chain of sub-queries"),
    ("ASK { " + "VALUES ?a{1}" * 100 + " }", "a chain of VALUES"),
    ("ASK { " + chain("BIND(1 AS ?v#)", 499) + " }", "a chain of BIND"),
    ("ASK { " + "FILTER(1)" * 998 + " }", "a chain of FILTER"),
    ("ASK { " + "FILTER EXISTS{}" * 498 + " }", "a chain of EXISTS"),
    ("SELECT " + chain("(1 AS ?v#)", 499) + " { }", "a chain of AS"),
    ("SELECT " + chain("(COUNT(?a#) AS ?v#)", 333) + " { }", "a chain of aggregates"),
    ("SELECT (1 AS ?x) { } GROUP BY " + chain("(1 AS ?v#)", 498), "a chain of groups by"),
    ("SELECT (1 AS ?x) { } GROUP BY " + "STR(1) " * 997, "idem, by a function"),
    ("SELECT (1 AS ?x) { } HAVING " + "(1)" * 997, "a chain of HAVING"),
    ("SELECT * { ?s dg:number ?o } ORDER BY " + "?s " * 20_000, "a chain of orders"),
    ("DESCRIBE " + "<a:>" * 990, "a chain of things to describe"),
    ("ASK { VALUES ?a {" + "1 " * 30_000 + "} }", "rows of values"),
    ("ASK { FILTER(1 IN (" + "1," * 30_000 + "1)) }", "members of IN"),
    ("ASK { FILTER(COALESCE(" + "1," * 30_000 + "1)) }", "arguments"),
    ('ASK { FILTER REGEX("a", "' + "(" * 20_000 + "a" + ")" * 20_000 + '") }', "a deep regular expression"),
    ('ASK { FILTER REGEX("a", "' + "((((((a{9}){9}){9}){9}){9}){9}){9}" + '") }', "a large one"),
    ('ASK { BIND(STR("' + "(" * 20_000 + ")" * 20_000 + '") AS ?x) FILTER REGEX("a", ?x) }', "one that is made"),
    (chain("PREFIX a#:<x:>", 3800) + "ASK { }", "prefixes"),
    ("ASK { " + chain("?s ?p# ?o# .", 60) + " }", "a wide star"),
    ("ASK { " + chain("?s <a:#> ?o# .", 100) + " }", "a wider star, of terms"),
    ("ASK { " + chain("OPTIONAL{?s <a:#> ?r#}", 100) + " }", "a wide star of OPTIONAL"),
    ("ASK { ?s ?p ?o " + chain("FILTER EXISTS{?s ?q# ?r#}", 99) + " }", "a wide star of EXISTS"),
]


@pytest.mark.parametrize(("query", "why"), LARGEST, ids=[why for _, why in LARGEST])
def test_a_worker_outlives_the_largest_that_is_let_through(straight: Straight, query: str, why: str) -> None:
    assert len(LARGEST) == 58
    read(query)
    assert straight.ask(query, TIMEOUT_S) in {Fate.ANSWERED, Fate.TOLD}, (why, straight.said)


def test_a_worker_does_not_outlive_what_the_guard_refuses(straight: Straight) -> None:
    """Else the test above would prove nothing."""
    assert straight.ask("ASK " + "{" * 5000 + "}" * 5000, TIMEOUT_S) is Fate.DIED
    assert straight.ask("SELECT " + chain("(1 AS ?v#)", 4000) + " { }", TIMEOUT_S) is Fate.DIED
    assert straight.ask("ASK { }", TIMEOUT_S) is Fate.ANSWERED


# Found by making lists of many kinds smaller until the engine could order them.
WITHOUT_ORDER = """
'2021-01-01'^^xsd:date '2020'^^xsd:gYear 'NaN'^^xsd:double '1'^^<a:u> '2021-01-01'^^xsd:date 1.5 10 '1' <a:1>
'2020-01-01'^^xsd:date '2021-01-01'^^xsd:date '2020'^^xsd:gYear 1e0 2e1 '2020-01-01'^^xsd:date 'a:1'^^xsd:anyURI
'2021-01-01'^^xsd:date 'NaN'^^xsd:double '1'@nl 'a:1'^^xsd:anyURI '2021'^^xsd:gYear '2020-01-01'^^xsd:date
'2021-01-01'^^xsd:date 2e1 'P12M'^^xsd:duration 'NaN'^^xsd:double 'a:1'^^xsd:anyURI 'a'@nl '2021-01-01'^^xsd:date
'1'^^<a:u> 1e0 true true '2021'^^xsd:gYear true '2020-01-01'^^xsd:date 'b'@de '2020-01-01T00:00:00'^^xsd:dateTime
<a:2> '1'^^<a:u> UNDEF 2.5 2.5 2e1 'b:2'^^xsd:anyURI '2020-01-01'^^xsd:date 'a:1'^^xsd:anyURI '2020'^^xsd:gYear
'a'@nl true <a:2> false 'x'^^<a:t> 'x'^^<a:t> '1'^^<a:u> 1.5 '2020-12-31T20:00:00'^^xsd:dateTime 'a:1'^^xsd:anyURI
'2020-12-31T20:00:00'^^xsd:dateTime '2021'^^xsd:gYear '2020'^^xsd:gYear <a:1> 2.5 2.5 '2021'^^xsd:gYear 2.5
'2020-01-01'^^xsd:date '2' false 2.5 'b:2'^^xsd:anyURI true false true 3 'NaN'^^xsd:double 'x'^^<a:t> 2e1
'b:2'^^xsd:anyURI '1' <a:1> 1.5 'b:2'^^xsd:anyURI 'x'^^<a:t> 'b:2'^^xsd:anyURI 77 '2021'^^xsd:gYear
'P1Y'^^xsd:duration 'P364D'^^xsd:duration '2020'^^xsd:gYear '1'@nl '1'@nl '1'@nl
'2021-01-01T00:00:00Z'^^xsd:dateTime '2020-12-31T20:00:00'^^xsd:dateTime '2'@en
"""


def test_a_worker_that_dies_of_ordering_says_what_to_do(straight: Straight) -> None:
    """Where the engine has learned to order everything, this test and the words about it can go."""
    query = f"SELECT * {{ VALUES ?x {{ {WITHOUT_ORDER} }} }} ORDER BY"
    assert straight.ask(f"{query} ?x", TIMEOUT_S) is Fate.DIED
    assert "ORDER BY STR(?x)" in straight.said
    assert straight.ask(f"{query} STR(?x)", TIMEOUT_S) is Fate.ANSWERED


PIECES = ["", " ", "{", "}", "(", ")", "[", "]", "<<", ">>", "?x", "<a:b>", "1", "'x'", ".", ";", ",", "/", "|", "^", "*", "!", "UNION", "OPTIONAL", "FILTER(", "GRAPH ?g", "MINUS", "VALUES ?x", "SELECT", "BIND(", "EXISTS", "LATERAL"]  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(PIECES), st.sampled_from([1, 1, 2, 40])),
    max_size=4,
)


def test_a_worker_outlives_changed_queries_of_the_w3c_that_are_let_through(straight: Straight) -> None:
    # The engine aborts where it orders values of different kinds, which no words tell beforehand.
    queries = [file.text for file in suite_files("rq") if "order by" not in file.text.lower()]
    assert len(queries) == 843
    fates: Counter[str] = Counter()

    @seed(1)
    @settings(
        max_examples=1000, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.sampled_from(queries), CHANGES)
    def hold(query: str, changes: list[tuple[int, int, str, int]]) -> None:
        for position, length, piece, count in changes:
            start = position % (len(query) + 1)
            query = query[:start] + (piece + " ") * count + query[start + length :]
        try:
            read(query)
        except EngineError:
            fates["refused"] += 1
            return
        fate = straight.ask(query, LONG_S)
        assert fate is not Fate.DIED, query
        fates[fate] += 1

    hold()
    assert fates["refused"] > 10
    assert fates[Fate.ANSWERED] > 80
    assert fates[Fate.TOLD] > 80
    assert fates[Fate.STOPPED] < 20
