"""The guard tells what a query asks for and refuses what no engine may see, and nothing else."""

import pytest

from service.engine.engine import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from service.engine.guard import Form, read

REFUSED = [
    ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "asks another machine"),
    ("SELECT * { service silent ?e { ?s ?p ?o } }", "in any case, with SILENT and a variable"),
    ("SELECT * { SERVICESILENT<http://x/>{ ?s ?p ?o } }", "engines need no space after a keyword"),
    ("SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }", "nor before one"),
    ("SELECT * { SERVICEex:e { ?s ?p ?o } }", "nor between a keyword and a prefix"),
    (
        'SELECT * { ?s ?p ?o FILTER(?o<?p#>"""\n) SERVICE <http://x/> { } #"""\n}',
        "`<` compares here: no IRI, no string",
    ),
    (
        'PREFIX u: <u:> SELECT * { ?s ?p ?o FILTER(EXISTS{}<u:x#>"""\n) SERVICE <u:> {} #"""\n}',
        "idem, behind a pattern and with a prefix that looks like a scheme",
    ),
    ("SELECT * { ?s u:p (?o <u:x#y>) . SERVICE <u:> {} }", "in a list `<` opens an IRI, and its # is no comment"),
    ("INSERT DATA { <a:b> <a:b> <a:b> }", "changes data"),
    ("PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }", "changes data, behind a prologue"),
    ("LOAD <http://x/>", "fetches"),
    ("SELECT * " + "{" * 65 + "}" * 65, "too deep in groups"),
    ("ASK { FILTER(" + "(" * 65 + "1" + ")" * 65 + ") }", "too deep in parentheses"),
    ("ASK { FILTER(?a<" + "(" * 70 + "1" + ")" * 70 + ">?d) }", "the depth is in what looks like an IRI"),
    ("ASK { FILTER(" + "!" * 1001 + "true) }", "too many operators"),
    ("ASK { FILTER(?a<1" + "+1" * 1001 + ") }", "too many operators, as a chain"),
    ("SELECT * { " + " ".join(f"?s <p:{i}> ?o{i} ." for i in range(101)) + " }", "too many patterns"),
    ("SELECT * { ?s <p:0> ?a " + " ".join(f"; <p:{i}> ?o{i}" for i in range(101)) + " }", "idem, in one subject"),
    ("SELECT * { ?s <p:0> ?a " + " ".join(f", ?o{i}" for i in range(101)) + " }", "idem, in one predicate"),
    ("SELECT * " + " ".join(f"FROM <g:{i}>" for i in range(101)) + " { ?s ?p ?o }", "too many graphs"),
]

ALLOWED = [
    ("SELECT * { ?s ?p 'SERVICE <http://x/> { }' }", "the word is in a string"),
    ('SELECT * { ?s ?p """\nSERVICE "x" """ }', "idem, in a long string"),
    ("SELECT * { ?s ?p ?o # SERVICE <http://x/>\n }", "the word is in a comment"),
    ("SELECT * { ?s <http://x/SERVICE> ?SERVICE }", "the word is in an IRI and a variable"),
    ("ASK { FILTER(1 < 2 && 3 > 2) }", "a comparison with spaces"),
    ("ASK { FILTER(?a<?b&&?c>?d) }", "a comparison without spaces"),
    ("SELECT * { VALUES (?a ?b) { (<http://x#a> <http://x#b>) } }", "rows of IRIs with a fragment"),
    ("SELECT * { VALUES ?a { " + " ".join(f"<http://x/y#{i}>" for i in range(800)) + " } }", "many values"),
    ("SELECT * { ?s (<p:a>/<p:b>)+ ?o }", "a path"),
    ("SELECT * { " + " ".join(f"?s <p:{i}> ?o{i} ." for i in range(100)) + " }", "just as many patterns as allowed"),
    ("SELECT * " + "{" * 64 + "}" * 64, "just as deep as allowed"),
    ("CONSTRUCT { " + " ".join(f"?s <p:{i}> ?o ." for i in range(90)) + " } WHERE { ?s ?p ?o }", "a wide template"),
    ("SELECT * { ?s <x:load> ?insert . GRAPH ex:delete { } }", "words of updates as names"),
]


@pytest.mark.parametrize(("query", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_a_dangerous_query_is_refused(query: str, why: str) -> None:
    with pytest.raises(QueryRefusedError) as refusal:
        read(query)
    assert str(refusal.value), why


@pytest.mark.parametrize(("query", "why"), ALLOWED, ids=[why for _, why in ALLOWED])
def test_an_honest_query_is_read(query: str, why: str) -> None:
    assert read(query).form is not None, why


def test_the_tables_are_whole() -> None:
    assert (len(REFUSED), len(ALLOWED)) == (20, 13)


def test_a_long_query_is_too_large_in_bytes() -> None:
    read("ASK {}" + " " * (64 * 1024 - 6))
    with pytest.raises(QueryTooLargeError, match="65536"):
        read("ASK {} #" + "é" * 32 * 1024)


FORMS = [
    ("SELECT * {}", Form.SELECT),
    ("PREFIX a: <b:> BASE <c:> # ASK\n ask {}", Form.ASK),
    ("CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
    ("DESCRIBE <a:b>", Form.DESCRIBE),
    ("SELEKT * {}", None),
    ("", None),
]


@pytest.mark.parametrize(("query", "form"), FORMS)
def test_the_form_is_told(query: str, form: Form | None) -> None:
    assert read(query).form is form


DATASETS = [
    ("SELECT * FROM <g:1> FROM NAMED <g:2> { ?s ?p ?o }", True, ("g:1", "g:2"), "both clauses"),
    ("SELECT * FROM ex:g { ?s ?p ?o }", True, (), "a prefixed name is seen, not resolved"),
    ("SELECT*FROM<g:1>{?s ?p ?o}", True, ("g:1",), "no spaces"),
    ("SELECT * { ?s <g:from> 'FROM <g:1>' }", False, (), "the word is elsewhere"),
]


@pytest.mark.parametrize(("query", "has_dataset", "graphs", "why"), DATASETS, ids=[case[3] for case in DATASETS])
def test_dataset_clauses_are_told(query: str, *, has_dataset: bool, graphs: tuple[str, ...], why: str) -> None:
    reading = read(query)
    assert (reading.has_dataset, reading.graphs) == (has_dataset, graphs), why


def test_the_pattern_begins_after_its_brace() -> None:
    for query in ("SELECT (EXISTS { ?a ?b ?c } AS ?x) WHERE { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        where = read(query).where
        assert where is not None
        assert query[:where].endswith("WHERE {")


def test_a_query_whose_answer_changes_by_itself_is_told() -> None:
    assert read("SELECT (RAND() AS ?r) {}").volatile
    assert not read("SELECT ?rand {}").volatile


def test_a_stray_quote_is_a_syntax_error_with_its_place() -> None:
    with pytest.raises(QuerySyntaxError) as error:
        read('SELECT * {\n  ?s ?p "open\n}')
    assert (error.value.line, error.value.column) == (2, 9)
