"""A query is taken apart by the grammar, values have other forms, and an empty answer is told by its bytes."""

from itertools import pairwise

import pytest

from service.answers.hints_answer import is_empty
from service.answers.hints_patterns import Element, Part, take_apart
from service.answers.hints_values import other_forms, read_term, write_term
from service.engine.formats import JSON_RESULTS
from service.stored_questions import questions


def test_every_stored_question_is_taken_apart() -> None:
    apart = [take_apart(question.text) for question in questions()]
    assert len(apart) == 25
    for pattern in apart:
        assert pattern is not None
        assert len(pattern.elements) > 2
        lines = [element.line for element in pattern.elements]
        assert all(one <= next_one for one, next_one in pairwise(lines))


def parts(query: str) -> list[tuple[Part, str]]:
    pattern = take_apart(query)
    assert pattern is not None
    return [(element.part, element.text) for element in pattern.elements]


def test_a_pattern_is_taken_apart_by_the_grammar() -> None:
    query = """PREFIX e: <urn:e#> # a { comment
    SELECT (COUNT(?x) AS ?n) FROM <urn:g> FROM NAMED e:h WHERE {
      ?s a e:A, e:B ; e:p/^e:q*|!(e:r|^e:t)+ 'a;b}'@nl, -1.5 ; . # {
      [ e:p 1 ; e:q 2 ] e:r ( 1 2 ) . ?s e:o [] ; e:u ?u .
      FILTER(?x < 3 && ?y > "}") FILTER NOT EXISTS { ?s ?p ?o } FILTER regex(?x, "a")
      OPTIONAL { ?s e:o ?o } BIND(1 AS ?z) VALUES (?a ?b) { (1 UNDEF) }
      { SELECT * { ?a ?b ?c } } { ?d ?e true } UNION { GRAPH e:g { ?f ?g "x"^^e:t } } MINUS { ?h ?i ?j }
    } GROUP BY ?x HAVING(COUNT(?x) > 1) ORDER BY ?n LIMIT 3 OFFSET 4 VALUES ?x { 1 }"""
    assert parts(query) == [
        (Part.TRIPLES, "?s a e:A ."),
        (Part.TRIPLES, "?s a e:B ."),
        (Part.TRIPLES, "?s e:p/^e:q*|!(e:r|^e:t)+ 'a;b}'@nl ."),
        (Part.TRIPLES, "?s e:p/^e:q*|!(e:r|^e:t)+ -1.5 ."),
        (Part.TRIPLES, "[ e:p 1 ; e:q 2 ] e:r ( 1 2 ) ."),
        (Part.TRIPLES, "?s e:o [] ; e:u ?u ."),
        (Part.FILTER, 'FILTER(?x < 3 && ?y > "}")'),
        (Part.FILTER, "FILTER NOT EXISTS { ?s ?p ?o }"),
        (Part.FILTER, 'FILTER regex(?x, "a")'),
        (Part.OPTIONAL, "OPTIONAL { ?s e:o ?o }"),
        (Part.BIND, "BIND(1 AS ?z)"),
        (Part.VALUES, "VALUES (?a ?b) { (1 UNDEF) }"),
        (Part.QUERY, "{ SELECT * { ?a ?b ?c } }"),
        (Part.GROUP, '{ ?d ?e true } UNION { GRAPH e:g { ?f ?g "x"^^e:t } }'),
        (Part.MINUS, "MINUS { ?h ?i ?j }"),
        (Part.VALUES, "VALUES ?x { 1 }"),
    ]
    pattern = take_apart(query)
    assert pattern is not None
    assert (pattern.dataset, pattern.offset, pattern.limit) == ("FROM <urn:g> FROM NAMED e:h", 4, 3)
    assert pattern.elements[3].line == 3
    (first,), (second,) = pattern.elements[13].groups
    assert isinstance(first, Element)
    assert first.triple == ("?d", "?e", "true")
    assert (second.graph, second.groups[0][0].triple) == ("e:g", ("?f", "?g", '"x"^^e:t'))


@pytest.mark.parametrize(
    "query", ["", "SELECT", "SELECT * {", "SELECT * { ?s ?p }", "}{", "DESCRIBE <urn:x>", "ASK { << ?s"]
)
def test_what_is_no_pattern_is_not_taken_apart(query: str) -> None:
    assert take_apart(query) is None


def test_a_term_is_read_with_the_prefixes_of_its_query_and_written_short() -> None:
    prologue = "PREFIX e: <urn:e#>\n"
    for text, written in (
        ("e:a", "<urn:e#a>"),
        ("dg:Goal", "dg:Goal"),
        ('"a\\"b"@NL', '"a\\"b"@nl'),
        ("2031", "2031"),
        ('"2031"^^xsd:gYear', '"2031"^^xsd:gYear'),
        ("a", "rdf:type"),
    ):
        term = read_term(text, prologue)
        assert term is not None
        assert write_term(term) == written
    assert read_term("?x", prologue) is None
    assert read_term("dg:a/dg:b", prologue) is None


def test_no_value_is_another_form_of_itself() -> None:
    for text in ('"1.1.2"', '"x"@nl', "2031", "<http://a.example/b>", "dg:Goal", '"2031"^^xsd:gYear'):
        term = read_term(text, "")
        assert term is not None
        forms = other_forms(term)
        assert forms
        assert term not in forms
        assert len(forms) == len(set(forms))


EMPTY = [
    (b'{"head":{"vars":["x"]},"results":{"bindings":[]}}', JSON_RESULTS, True),
    (b'{"head":{},"boolean": false}', JSON_RESULTS, True),
    (b'{ "head": { "vars": ["x"] }, "results": { "bindings": [ ] } }', JSON_RESULTS, True),
    (b"<sparql><head/><results>\n</results></sparql>", "application/sparql-results+xml", True),
    (b"<sparql><head/><results><result/></results></sparql>", "application/sparql-results+xml", False),
    (b'{"head":{},"boolean":true}', JSON_RESULTS, False),
    (
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"\\"bindings\\":[]"}}]}}',
        JSON_RESULTS,
        False,
    ),
    (b"x\r\n", "text/csv", True),
    (b"x\r\n\r\n", "text/csv", False),
    (b"?x\n", "text/tab-separated-values", True),
    (b"", "text/turtle", True),
    (b"@prefix dg: <https://w3id.org/doelgraaf/def#> .\n", "text/turtle", True),
    (b"<urn:a> <urn:b> <urn:c> .\n", "application/n-triples", False),
    (b"x" * 70_000, "text/csv", False),
]


@pytest.mark.parametrize(("content", "media_type", "expected"), EMPTY)
def test_an_empty_answer_is_told_by_its_bytes(content: bytes, media_type: str, *, expected: bool) -> None:
    assert is_empty(content, media_type) is expected
