"""What hides from the guard, or is too large for an engine, is refused; what only looks so is read and counted."""

import re

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from ontology.language import Language
from ontology.terms import PREFIXES
from service.engine.engine import EngineError, QueryRefusedError, QuerySyntaxError
from service.engine.guard import read

U = "PREFIX u: <u:> "

HIDDEN = [
    ("SELECT * { FILTER(?o<<u:#>) SERVICE <u:> {} \n}", "`<<` compares with an IRI here, whose # is no comment"),
    ("SELECT * { FILTER(<<( ?s ?p <u:x#y> )>> = 1) SERVICE <u:> {} \n}", "in a triple `<` opens an IRI"),
    (U + 'SELECT * { FILTER(<<( ?s ?p ?o )>><u:x#>"""\n) SERVICE <u:> {} #"""\n}', "behind a triple `<` compares"),
    (U + 'SELECT * { FILTER("a"@en--ltr<u:x#>"""\n) SERVICE <u:> {} #"""\n}', "and behind a string with a direction"),
    (U + 'SELECT * { FILTER regex("a","b") ?s u:p (?o <u:x#y>) . SERVICE <u:> {} \n}', "a list behind an expression"),
    ("SELECT * { ?s ?p ?o #\r SERVICE <u:> {} }", "a comment ends at a carriage return"),
    ("SELECT * { ?s ?p '#' . SERVICE <u:> {} }", "no comment: a string"),
    ("SELECT * { ?s ?p '\\'' . SERVICE <u:> {} #'\n }", "an escaped quote ends no string"),
    ("SELECT * { ?s ?p '''a'b''' . SERVICE <u:> {} #'''\n }", "a quote ends no long string"),
    ("SELECT * { ?s ?p 5.SERVICE <u:> {} }", "glued to a number"),
    ("SELECT * { ?s ?p ?o.SERVICE<u:>{} }", "glued to a dot"),
    ("SELECT * { ?s ?p 'x'@nl SERVICE ?e {} }", "behind a language"),
    ("SELECT * { ?s ?p trueSeRvIcEsilent<u:>{} }", "glued on both sides, in any case"),
    ("SELECT * { GRAPH ?g { OPTIONAL { { SELECT * { SERVICE <u:> {} } } } } }", "deep inside"),
    ("ASK { FILTER EXISTS { SERVICE <u:> {} } }", "in a filter"),
    ("SELECT (EXISTS { SERVICE <u:> {} } AS ?x) { }", "in what is selected"),
    ("CONSTRUCT { ?s ?p ?o } { SERVICE <u:> { ?s ?p ?o } }", "behind a template"),
    (U + "SELECT *FROMu:g { ?s ?p ?o }", "a graph of FROM that could be overlooked"),
    (U + "ASKFROMu:g { ?s ?p ?o }", "idem"),
    (U + "DESCRIBEu:a u:b", "a form that could be overlooked"),
    (U + "SELECT * { ?s ?p ?o FILTERu:f(1) }", "an expression that could be overlooked"),
]

# What kills an engine within seconds, whatever its time limit, each in less than 64 KiB.
KILLERS = [
    ("ASK " + "{" * 2300 + "}" * 2300, "groups in groups"),
    ("ASK { FILTER" + "(" * 4700 + "1" + ")" * 4700 + " }", "parentheses in parentheses"),
    ("ASK { FILTER(" + "!" * 9500 + "1) }", "a chain of !"),
    ("ASK { FILTER(" + "IF(1,1," * 1400 + "1" + ")" * 1400 + ") }", "IF in IF"),
    ("ASK { FILTER(1" + "+1" * 7000 + ") }", "a chain of +"),
    ("ASK { FILTER(1" + " + -1" * 3000 + ") }", "a chain of signs"),
    ("ASK { " + "FILTER EXISTS { " * 1200 + "}" * 1200 + " }", "EXISTS in EXISTS"),
    ("ASK { " + "{ SELECT * { " * 1200 + "} }" * 1200 + " }", "sub-queries in sub-queries"),
    ("ASK { " + "{SELECT*{}}" * 5000 + " }", "sub-queries beside each other"),
    ("ASK { " + "GRAPH ?g { " * 2200 + "}" * 2200 + " }", "GRAPH in GRAPH"),
    ("ASK { " + "GRAPH ?g {}" * 999 + " }", "a chain of GRAPH"),
    ("ASK { " + "".join(f"BIND(1 AS ?v{i})" for i in range(3000)) + " }", "a chain of BIND"),
    ("SELECT " + "".join(f"(1 AS ?v{i})" for i in range(4000)) + " { }", "a chain of AS"),
    ("SELECT (1 AS ?x) { } GROUP BY " + "".join(f"(1 AS ?v{i})" for i in range(4000)), "idem, in GROUP BY"),
    ("SELECT (1 AS ?x) { } HAVING " + "(1)" * 20_000, "a chain of HAVING"),
    ("DESCRIBE " + "<a:>" * 16_000, "a chain of things to describe"),
    ("ASK { " + "OPTIONAL { " * 2400 + "}" * 2400 + " }", "OPTIONAL in OPTIONAL"),
    ("ASK { " + "LATERAL { " * 2400 + "}" * 2400 + " }", "LATERAL in LATERAL"),
    ("ASK { FILTER(1" + "&&1" * 20_000 + ") }", "a chain of &&"),
    ("ASK { FILTER(1" + "||1" * 20_000 + ") }", "a chain of ||"),
    ("ASK { ?s " + "|".join(["<a:>"] * 12_000) + " ?o }", "alternatives of a path"),
    ("ASK { ?s " + "/".join(["<a:>"] * 999) + " ?o }", "steps of a path, which are joined"),
    ("ASK { ?s " + "/".join(["(<a:>|<b:>)"] * 102) + " ?o }", "idem, in parentheses"),
    ("ASK { ?s " + "^(" * 2000 + "<a:>" + ")" * 2000 + " ?o }", "parentheses of a path"),
    ("ASK { {}" + "UNION{}" * 9000 + " }", "a chain of UNION"),
    ("ASK { " + "VALUES ?a{1}" * 5000 + " }", "a chain of VALUES"),
    ("ASK { ?s ?p (" + "1 " * 500 + ") }", "a long list, each element of which is two patterns"),
    ("ASK { ?s ?p " + "(" * 70 + ")" * 70 + " }", "lists in lists"),
    ("ASK { ?s ?p " + "[?q " * 70 + "1" + "]" * 70 + " }", "blank nodes in blank nodes"),
    ("ASK { ?s ?p " + ",".join(["[ ?q 1 ]"] * 51) + " }", "many blank nodes, each of which is two patterns"),
    ("ASK { " + "<<" * 70 + "?s ?p ?o" + ">> ?p ?o" * 70 + " }", "triples in triples"),
    ("ASK { ?s ?p ?o " + "{|?q ?r" * 70 + "|}" * 70 + " }", "annotations of annotations"),
    ("ASK { " + "".join(f"OPTIONAL{{?s <p:{i}> ?o{i}}}" for i in range(200)) + " }", "a wide star of OPTIONAL"),
    ("ASK { " + "".join(f"?s <p:{i}> ?o{i}." for i in range(200)) + " }", "a wide star"),
]


@pytest.mark.parametrize(("query", "why"), HIDDEN + KILLERS, ids=[why for _, why in HIDDEN + KILLERS])
def test_an_attack_is_refused_in_both_languages(query: str, why: str) -> None:
    assert len(query) < 64 * 1024
    with pytest.raises(QueryRefusedError) as refusal:
        read(query)
    assert refusal.value.say(Language.EN) != refusal.value.say(Language.NL), why


@pytest.mark.parametrize(("query", "why"), HIDDEN, ids=[why for _, why in HIDDEN])
def test_the_engine_would_have_run_what_hides(query: str, why: str) -> None:
    """Else the case would prove nothing."""
    assert is_read_by_the_engine(query), why


HARMLESS = [
    (U + "SELECT * { ?s u:service 'SERVICE' # SERVICE\n }", "the word elsewhere"),
    ("PREFIX FILTER: <x:> PREFIX from: <y:> SELECT * { ?s FILTER:a from:b }", "keywords as prefixes"),
    ("PREFIX service: <x:> SELECT * { ?s service:a service:b }", "even this one"),
    ("ASK { ?s ?p ?o FILTER(?o < <u:x#>) }", "a comparison with an IRI"),
    ("ASK { FILTER(?a<<u:x#y>) }", "idem, without a space"),
    ("ASK { ?s ?p <<( ?a ?b <u:x#y> )>> FILTER('a'@ar--rtl = ?o) }", "a triple, and a string with a direction"),
    ("ASK { ?s ?p ?o ~ ?r {| ?q 1 ; ?t 2 |} }", "an annotation"),
    ("PREFIX ex: <x:> ASK { ?s ex:a\\-b\\(c\\) ex:%20e\u0301 }", "escapes and joining characters in names"),
    ("ASK { <http://x/\\u00e9\\U0001F600> ?p 'a\\u0041' }", "escapes in IRIs and strings"),
    ("ASK\r\n{ ?s ?p ?o # a comment\r\n}\r\n", "lines of Windows"),
    ("ASK { ?s ?p 5. ?s ?p 5.5 . ?s ?p .5e3. ?s ?p -1 }", "numbers glued to dots"),
    ("ASK { ?s ?p 'a\x00b' }", "a string with a NUL"),
    ("ASK { ?s ?p (1 (2 [ ?q 3 ]) [] ()) , [ ?r 4 ; ?t 5 ] }", "lists and blank nodes in each other"),
    ("ASK { ?s !(<a:>|^<b:>)/(^<c:>|<d:>*)?/<e:>+ ?o }", "every operator of a path"),
    ("ASK { VALUES (?a ?b) { " + "(-1 'x'^^<t:>) " * 3000 + "} }", "many rows"),
    ("CONSTRUCT { ?s ?p (" + "1 " * 5000 + ") } { ?s ?p ?o }", "a long list in a template"),
    ("SELECT * { ?s ?p ?o } ORDER BY " + "?s " * 2000, "a long order"),
    ("ASK { ?s ?p ?o LATERAL { ?s ?q ?r } }", "LATERAL"),
    ("ASK { FILTER(1<2&&?a<?b&&(?c<=?d||!(3>2)))}", "comparisons in each other"),
]


@pytest.mark.parametrize(("query", "why"), HARMLESS, ids=[why for _, why in HARMLESS])
def test_what_only_looks_like_an_attack_is_read(query: str, why: str) -> None:
    assert read(query).form is not None, why
    assert is_read_by_the_engine(query), why


STRAYS = [
    ("ASK \u200b{}", 1, 5, "a space without width"),
    ("ASK {\r\n\t\x00}", 2, 2, "a NUL behind a tab"),
    ("ASK { \\u0053ERVICE <u:> {} }", 1, 7, "an escaped keyword"),
    ("ASK { '\U0001f600' \u00a7 }", 1, 11, "behind a character beyond the first plane"),
    ('ASK { ?s ?p """a""\n}', 1, 18, "a long string without its end"),
    ("ASK {\u00a0}", 1, 6, "a space that is none to SPARQL"),
]


@pytest.mark.parametrize(("query", "line", "column", "why"), STRAYS, ids=[case[-1] for case in STRAYS])
def test_a_character_of_no_token_is_told_with_its_place(query: str, line: int, column: int, why: str) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        read(query)
    assert (error.value.line, error.value.column) == (line, column), why


COUNTED = [
    ("{ ?s ?p ?o }", 1, "one"),
    ("{ ?s ?p ?o ; ?q ?r , ?t . ?a ?b ?c }", 4, "with ; and ,"),
    ("{ ?s ?p ?o . FILTER(?a / ?b > 1) ?a ?b ?c }", 2, "a division is no path"),
    ("{ ?s <a:>/<b:>/^<c:> ?o }", 3, "the steps of a path"),
    ("{ ?s (<a:>|<b:>)* ?o }", 1, "other paths are one"),
    ("{ ?s ?p [ ?q 1 ; ?r 2 ] }", 3, "a blank node"),
    ("{ [ ?q 1 ] ?p ?o . [] ?p ?o }", 3, "as subject"),
    ("{ ?s ?p (1 2 3) }", 7, "a list"),
    ("{ (1 [ ?p 2 ] ?x) ?p () }", 8, "as subject, with a blank node in it"),
    ("{ VALUES (?a ?b) { (1 2) (3 4) } ?s ?p ?o }", 2, "VALUES is one, whatever its rows"),
    ("{ GRAPH ?g { ?s ?p ?o } }", 2, "GRAPH is one more"),
    ("{ { SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY (?s) } }", 2, "a sub-query is one more"),
    ("{ ?s ?p '1'^^<t:> , 'a'@nl , -1 , true }", 4, "terms of more than one token"),
    ("{ << ?s ?p ?o >> ?q 1 }", 2, "a triple that is a term"),
    ("{ ?s ?p ?o {| ?q 1 |} }", 3, "an annotation, and that it is one"),
    ("{ ?s ?p ?o FILTER <f:>(?o) ?a ?b ?c }", 2, "a call of a function"),
    ("{ ?s ?p ?o FILTER NOT EXISTS { ?a ?b (1) } }", 4, "in a filter"),
]


@pytest.mark.parametrize(("pattern", "count", "why"), COUNTED, ids=[case[-1] for case in COUNTED])
def test_patterns_are_counted_by_what_the_engine_joins(pattern: str, count: int, why: str) -> None:
    assert read(f"ASK {pattern}").patterns == count, why
    assert is_read_by_the_engine(f"ASK {pattern}") or "<f:>" in pattern, why


def test_the_tables_are_whole() -> None:
    tables = (HIDDEN, KILLERS, HARMLESS, STRAYS, COUNTED)
    assert [len(table) for table in tables] == [21, 34, 19, 6, 17]


AS_PREFIX = ("service", "SERVICE", OTHER_WORD := "SERVIZE")


def is_read_by_the_engine(query: str) -> bool:
    """Whether the engine's parser accepts a query, whatever becomes of it then."""
    try:
        Store().query(query, base_iri="http://base.example/", prefixes={**PREFIXES, **dict.fromkeys(AS_PREFIX, "x:")})
    except SyntaxError:
        return False
    except (RuntimeError, ValueError, OSError):
        return True
    return True


SEEDS = [query for query, _ in HIDDEN + HARMLESS if len(query) < 500] + [
    U + "SELECT * { FILTER(?a<?b&&?c>?d) SERVICE u:x { ?s u:p (1 <u:x#y>) } }",
    U + "SELECT * { VALUES (?a ?b) { (<u:#a> '#') } SERVICE u:x {} }",
    U + "SELECT (COUNT(DISTINCT <u:#>) AS ?n) { SERVICE u:x {} } GROUP BY (?a<?b) HAVING(1<2) ORDER BY DESC(?a)",
    U + "SELECT * { BIND(IF(?a<1,<u:#>,\"'\") AS ?x) [ u:p '''\"''' ] u:q (?a) . SERVICE u:x {} }",
    U + "SELECT * { ?s u:a|^u:b/!(u:c) ?o FILTER NOT EXISTS { ?a ?b <u:#c> } { SELECT ?x { SERVICE u:x {} } } }",
    U + "SELECT * { ?s a u:x , 5 ; u:p 'a'^^<u:#> FILTER(?o IN (<u:#>, 1<2)) OPTIONAL { SERVICE u:x {} } }",
]
PIECES = ["", " ", "#", "\n", "\r", '"', "'", "'''", '"""', "\\", "<", ">", "<<", ">>", "<<(", ")>>", "(", ")", "{", "}", "[", "]", "<u:#>", "<u:x#'>", "1", "?a", "u:", "a", "true", "@nl", "^^", ".", ",", ";", "=", "FILTER", "SERVICE", "|", "/", "~", "{|", "|}", "AS", "BIND("]  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(st.integers(0, 150), st.sampled_from([0, 0, 0, 1]), st.sampled_from(PIECES)), min_size=1, max_size=2
)
BETWEEN_TOKENS = re.compile(r"\b|(?=[^\w\s])|$")
KEYWORD = re.compile("service", re.IGNORECASE)


class Tally:
    """How often the property had something to say."""

    asking_others = 0
    parsed = 0


def test_no_change_of_a_query_hides_from_the_guard_what_the_engine_reads() -> None:
    tally = Tally()

    @seed(1)
    @settings(
        max_examples=3000, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.sampled_from(SEEDS), MUTATIONS)
    def hold(query: str, mutations: list[tuple[int, int, str]]) -> None:
        for place, length, piece in mutations:
            places = [found.start() for found in BETWEEN_TOKENS.finditer(query)]
            start = places[place % len(places)]
            query = query[:start] + piece + query[start + length :]
        if not is_read_by_the_engine(query):
            return
        tally.parsed += 1
        if asks_others(query):
            tally.asking_others += 1
            with pytest.raises(EngineError):
                read(query)

    hold()
    assert tally.parsed > 150
    assert tally.asking_others > 75


def asks_others(query: str) -> bool:
    """Whether the engine reads a word of a query as SERVICE: with another word there, it can't read the query."""
    changed = [query[: found.start()] + OTHER_WORD + query[found.end() :] for found in KEYWORD.finditer(query)]
    return any(not is_read_by_the_engine(other) for other in changed)
