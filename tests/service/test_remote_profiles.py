"""What is sent to an engine of a kind, by which it is known, and at which address."""

import pytest
from remote_asking import DG, HOLDING
from tiny import BASE

from ontology.language import Language
from service.engine import guard
from service.engine.profiles import GENERIC, OXIGRAPH, VIRTUOSO, TargetError, by_server, require_target
from service.engine.remote_query import Dataset, prepare


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("?a dg:x+ ?b", "?a ( dg:x / dg:x * ) ?b"),
        ("?a ^<a:b>+/a* ?b", "?a ^( <a:b> / <a:b> * ) /a* ?b"),
        ("?a dg:x* ?b FILTER(?b * 2 > (1) + 3)", "?a dg:x* ?b FILTER(?b * 2 > (1) + 3)"),
        ("?a dg:x ?b BIND(xsd:integer(?b) + 1 AS ?c)", "?a dg:x ?b BIND(xsd:integer(?b) + 1 AS ?c)"),
        ("{ SELECT (COUNT(*) * 2 AS ?n) { ?a ?b ?c } }", "{ SELECT (COUNT(*) * 2 AS ?n) { ?a ?b ?c } }"),
    ],
)
def test_a_repeated_property_is_spelled_out_for_virtuoso_and_sums_are_not(written: str, sent: str) -> None:
    query = f"SELECT * WHERE {{ {written} }}"
    text = prepare(query, guard.read(query), Dataset(), VIRTUOSO, HOLDING).text
    assert text.endswith(f"SELECT * WHERE {{ {sent} }}")


def test_the_query_of_an_engine_has_no_comment_and_no_escape() -> None:
    query = 'SELECT ?x # \'a\' define\r\nWHERE { ?x dg:name \'a\\u0022 define\' ; <a:\\u00e9> """b\n"c""" }'
    text = prepare(query, guard.read(query), Dataset(), OXIGRAPH, HOLDING).text
    assert text == (
        f'BASE <{BASE}/sparql> PREFIX dg: <{DG}> SELECT ?x WHERE {{ ?x dg:name "a\\" define" ; <a:é> "b\\n\\"c" }}'
    )


def test_named_graphs_are_told_only_where_a_query_names_graphs() -> None:
    plain, naming = "SELECT * WHERE { ?s ?p ?o }", "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }"
    asked = prepare(plain, guard.read(plain), Dataset(), GENERIC, HOLDING)
    assert asked.parameters == {"default-graph-uri": [HOLDING.own.everything], "named-graph-uri": []}
    asked = prepare(naming, guard.read(naming), Dataset(), GENERIC, HOLDING)
    assert asked.parameters["named-graph-uri"] == list(HOLDING.graphs)
    asked = prepare(naming, guard.read(naming), Dataset(), VIRTUOSO, HOLDING)
    assert asked.parameters == {}
    assert asked.text.count("define input:named-graph-uri") == len(HOLDING.graphs)


def test_parsing_a_query_here_runs_none_of_it() -> None:
    query = "ASK { " + " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(60)) + " }"
    doubling = query.replace("{ ", "{ BIND('aaaaaaaaaaaaaaaa' AS ?a0) ", 1)
    assert prepare(doubling, guard.read(doubling), Dataset(), GENERIC, HOLDING).text.endswith("}")


@pytest.mark.parametrize(
    ("server", "name"),
    [
        ("Virtuoso/07.20.3229 (Linux)", "virtuoso"),
        ("Oxigraph/0.5.13", "oxigraph"),
        ("nginx", "generic"),
        ("", "generic"),
    ],
)
def test_an_engine_is_known_by_what_its_server_says(server: str, name: str) -> None:
    assert by_server(server).name == name


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://x/", "127.0.0.1:7878", "http://", "http://u:p@x/", "http://x/?a", "http://x:port/"],
)
def test_an_address_that_is_none_is_refused_in_both_languages(url: str) -> None:
    with pytest.raises(TargetError) as found:
        require_target(url)
    assert found.value.say(Language.NL) != found.value.say(Language.EN)
    assert "u:p" not in str(found.value)
