"""The dataset of a request ends up in the words of an update, at each of its patterns and nowhere else."""

import pytest
from pyoxigraph import Store

from service.engine.update_dataset import with_dataset

A, B = "http://e/a", "http://e/b"
USING = f"USING <{A}> USING NAMED <{B}>"


@pytest.mark.parametrize(
    ("update", "expected", "why"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p 1 }} {USING} WHERE {{ ?s ?p ?o }}", "one pattern"),
        ("DELETE WHERE { ?s ?p 'WHERE {' }", None, "a template that is a pattern"),
        ("INSERT DATA { <a:b> <a:c> 'WHERE' } # WHERE", "INSERT DATA { <a:b> <a:c> 'WHERE' } # WHERE", "no pattern"),
        ("DROP ALL", "DROP ALL", "no pattern either"),
        (
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { { SELECT ?s WHERE { ?s ?p ?o } } }",
            f"DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 1 }} {USING} WHERE {{ {{ SELECT ?s WHERE {{ ?s ?p ?o }} }} }}",
            "a pattern in a pattern",
        ),
        ("", "", "nothing"),
    ],
)
def test_a_dataset_is_written_at_each_pattern(update: str, expected: str | None, why: str) -> None:
    if expected is None:
        block = "{ ?s ?p 'WHERE {' }"
        expected = f"DELETE {block} {USING} WHERE {block}"
    assert with_dataset(update, [A], [B]) == expected, why
    assert with_dataset(update, [], []) == update


def test_an_update_reads_only_what_the_dataset_has() -> None:
    store = Store()
    store.update(f"INSERT DATA {{ GRAPH <{A}> {{ <a:1> <a:p> 1 }} GRAPH <{B}> {{ <a:2> <a:p> 2 }} }}")
    store.update(with_dataset("INSERT { ?s <a:q> ?o } WHERE { ?s <a:p> ?o } ; DELETE WHERE { ?s <a:q> 2 }", [A], []))
    assert bool(store.query("ASK { <a:1> <a:q> 1 }"))
    assert not bool(store.query("ASK { <a:2> <a:q> ?o }"))


def test_an_iri_of_a_dataset_stays_an_iri() -> None:
    with pytest.raises(ValueError, match="IRI"):
        with_dataset("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", ["http://e/a> USING <http://e/secret"], [])
