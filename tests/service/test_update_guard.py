"""The guard tells what an update does and which graphs it writes, and takes nothing for certain that the words leave open."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translateUpdate
from rdflib.plugins.sparql.parser import parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Update
from w3c_files import SuiteFile, suite_files

from ontology.language import Language
from ontology.terms import PREFIXES
from service.engine.engine import EngineError, QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from service.engine.update_guard import MOST_OPERATIONS, Operation, UpdateReading, read_update

BASE = "http://base.example/dir/"
E = "PREFIX ex: <http://x/> "

# What is asked, the graphs that are written (`?` where the words don't name them all), and why.
TARGETS = [
    ("INSERT DATA { GRAPH <http://x/a> { <x:s> <x:p> 1 } }", ["http://x/a"], "a block of data"),
    ("DELETE DATA { GRAPH <http://x/a> { <x:s> <x:p> 1 } }", ["http://x/a"], "data that go"),
    ("INSERT DATA { GRAPH<http://x/a>{}GRAPH<http://x/b>{} }", ["http://x/a", "http://x/b"], "two blocks, no spaces"),
    ("INSERT DATA { <x:s> <x:p> 1 }", ["?"], "data of the default graph"),
    ("INSERT DATA { <x:s> <x:p> 1 GRAPH <http://x/a> { } }", ["?", "http://x/a"], "both"),
    ("INSERT DATA { GRAPH <http://x/a> { <x:s> <x:p> 1 } . <x:s> <x:p> 1 }", ["?", "http://x/a"], "both, the other way"),
    ("INSERT DATA { GRAPH <http://x/a> { <x:s> <x:p> 1 {| <x:q> 2 |} } }", ["http://x/a"], "an annotation is no end"),
    (E + "INSERT DATA { GRAPH ex:a { ex:s ex:p 1 } }", ["http://x/a"], "a prefixed name"),
    (E + "INSERT DATA { GRAPH ex:a\\-b { ex:s ex:p 1 } }", ["http://x/a-b"], "with an escape"),
    ("PREFIX : <http://x/#> CREATE GRAPH :", ["http://x/#"], "the empty prefix and name"),
    ("CREATE SILENT GRAPH dg:x", ["https://w3id.org/doelgraaf/def#x"], "a known prefix"),
    ("PREFIX dg: <http://x/> CREATE GRAPH dg:x", ["http://x/x"], "which the text declares otherwise"),
    ("CREATE GRAPH <../a#b>", ["http://base.example/a#b"], "a relative IRI"),
    ("BASE <http://x/y/z> CREATE GRAPH <a>", ["http://x/y/a"], "with a base of its own"),
    ("BASE <http://x/> PREFIX ex: <y/> CREATE GRAPH ex:a ; BASE <z/> DROP GRAPH <a>", ["http://x/y/a", "http://x/z/a"], "bases build up"),
    ("CREATE GRAPH <http://x/\\u00e9>", ["http://x/é"], "an escape in an IRI"),
    ("CREATE GRAPH <http://x/é>", ["http://x/é"], "and without"),
    ("DELETE WHERE { GRAPH <http://x/a> { ?s ?p ?o } }", ["http://x/a"], "a pattern that is a template"),
    ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", ["?"], "of any graph"),
    ("DELETE WHERE { ?s ?p ?o }", ["?"], "of the default graph"),
    ("INSERT { GRAPH <http://x/a> { ?s ?p ?o } } WHERE { GRAPH <http://x/b> { ?s ?p ?o } }", ["http://x/a"], "WHERE only reads"),
    ("INSERT { GRAPH <http://x/a> { } } WHERE { FILTER EXISTS { GRAPH ?g { } } }", ["http://x/a"], "even a variable"),
    ("WITH <http://x/a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["http://x/a"], "WITH is the graph of a template"),
    ("WITH <http://x/a> INSERT { ?s ?p ?o } USING <http://x/b> WHERE { ?s ?p ?o }", ["http://x/a"], "and USING is read"),
    ("WITH <http://x/a> DELETE { GRAPH <http://x/b> { ?s ?p ?o } } WHERE { ?s ?p ?o }", ["http://x/b"], "WITH is only read then"),
    ("DELETE { ?s ?p ?o } INSERT { GRAPH <http://x/a> { ?s ?p ?o } } WHERE { ?s ?p ?o }", ["?", "http://x/a"], "one of two templates"),
    ("CLEAR GRAPH <http://x/a>", ["http://x/a"], "emptied"),
    ("CLEAR SILENT DEFAULT", ["?"], "the default graph"),
    ("CLEAR NAMED", ["?"], "all named graphs"),
    ("DROP ALL", ["?"], "everything"),
    ("DROP SILENT GRAPH <http://x/a>", ["http://x/a"], "dropped"),
    ("COPY <http://x/a> TO GRAPH <http://x/b>", ["http://x/b"], "a copy writes its target"),
    ("COPY DEFAULT TO <http://x/b>", ["http://x/b"], "from the default graph"),
    ("ADD SILENT GRAPH <http://x/a> TO DEFAULT", ["?"], "to the default graph"),
    ("MOVE <http://x/a> TO <http://x/b>", ["http://x/a", "http://x/b"], "a move empties its source"),
    ("MOVE DEFAULT TO <http://x/b>", ["?", "http://x/b"], "even the default graph"),
    ("LOAD SILENT <http://x/a> INTO GRAPH <http://x/b>", [], "what is left out writes nothing"),
    ("PREFIX ex: <http://x/>", [], "no operation"),
    ("", [], "no text"),
    ("# CLEAR ALL\nCLEAR GRAPH <http://x/a> # ; DROP ALL", ["http://x/a"], "comments"),
    ("INSERT DATA { GRAPH <http://x/a> { <x:s> <x:p> '} GRAPH <x:b> {' } }", ["http://x/a"], "strings"),
    ("INSERT DATA { GRAPH <http://x/a> { <x:s> <x:p> '''\n} GRAPH <x:b> { \"''' } }", ["http://x/a"], "long strings"),
    (E + "INSERT DATA { GRAPH <http://x/a> { ex:graph ex:insert ex:with } }", ["http://x/a"], "keywords as names"),
    ("PREFIX graph: <http://x/> INSERT DATA { GRAPH graph:a { graph:s graph:p 1 } }", ["http://x/a"], "and as a prefix"),
    (E + "clear graph ex:a;prefix ex: <http://y/> drop graph ex:a;", ["http://x/a", "http://y/a"], "in small letters, a prefix anew, a last ;"),
    ("INSERT DATA { GRAPH ?g { <x:s> <x:p> 1 } }", ["?"], "what the engine refuses, is not certain either"),
]  # fmt: skip


@pytest.mark.parametrize(("update", "targets", "why"), TARGETS, ids=[case[-1] for case in TARGETS])
def test_the_graphs_that_are_written_are_told(update: str, targets: list[str], why: str) -> None:
    assert told(read_update(update, BASE)) == targets, why


def told(reading: UpdateReading) -> list[str]:
    """The targets in order, with a `?` first where there are more."""
    return [*([] if reading.names_all_targets else ["?"]), *sorted(reading.targets)]


REFUSED = [
    ("LOAD <http://x/a>", QueryRefusedError, "LOAD is not run here", "fetches"),
    ("load <file:///etc/passwd> into graph <x:a>", QueryRefusedError, "LOAD is not run here", "reads a file"),
    ("CLEAR ALL; LOAD <http://x/a>", QueryRefusedError, "LOAD is not run here", "fetches, second"),
    ("LOADSILENT <http://x/a>", QuerySyntaxError, "'LOADSILENT'", "glued"),
    ("INSERT { } WHERE { SERVICE <x:> { } }", QueryRefusedError, "SERVICE", "asks another machine"),
    ("INSERT { } WHERE { ?s ?p trueSERVICE<x:>{ } }", QueryRefusedError, "SERVICE", "glued"),
    (E + "INSERT { } WHERE { SERVICEex:e { } }", QueryRefusedError, "SERVICEex:", "glued to a name"),
    ("INSERT { } WHERE { FILTER(1<<x:#>) SERVICE <u:> { }\n}", QueryRefusedError, "SERVICE", "behind what is no comment"),
    ("INSERTDATA { GRAPH <x:a> { } }", QuerySyntaxError, "'INSERTDATA'", "words without a space"),
    ("INSERT DATA { GRAPH <x:a> { <x:s> <x:p> trueGRAPH <x:b> { } } }", QuerySyntaxError, "'trueGRAPH'", "a graph behind a glued word"),
    ("INSERT DATA { <x:s> <x:p> trueGRAPH <x:b> { } }", QuerySyntaxError, "'trueGRAPH'", "idem"),
    ("PREFIX graph: <x:> INSERT DATA { graph:a { <x:s> <x:p> 1 } }", QuerySyntaxError, "'<x:s>'", "GRAPH :a for an engine"),
    ("PREFIX graph: <x:> PREFIX : <y:> MOVE graph:a TO <x:b>", QueryRefusedError, "graph:a", "idem"),
    ("PREFIX silent: <x:> COPY silent:a TO <x:b>", QueryRefusedError, "silent:a", "SILENT :a for an engine"),
    ("PREFIX default: <x:> ADD <x:a> TO default:b", QueryRefusedError, "default:b", "DEFAULT for an engine"),
    ("CLEAR GRAPHx:a", QuerySyntaxError, "prefix GRAPHx:", "glued to a name"),
    ("CREATE GRAPH <a>", QuerySyntaxError, "<a> is no IRI", "relative to nothing"),
    ("CREATE GRAPH foo:a", QuerySyntaxError, "the prefix foo: is not declared", "a prefix of nobody"),
    ("INSERT { } WHERE { PREFIX foo: <x:> } ; CREATE GRAPH foo:a", QuerySyntaxError, "foo:a is no IRI", "a prefix in a pattern"),
    ("CLEAR DEFAULT ;; CLEAR DEFAULT", QuerySyntaxError, "column 16", "nothing between two ;"),
    ("CLEAR DEFAULT CLEAR DEFAULT", QuerySyntaxError, "expected ;", "no ; between two"),
    ("SELECT * { }", QuerySyntaxError, "SELECT is a query", "a query"),
    ("DELETE DATA { } INSERT { } WHERE { }", QuerySyntaxError, "'INSERT'", "data beside a template"),
    ("INSERT { GRAPH <x:a> { GRAPH <x:b> { } } } WHERE { }", QuerySyntaxError, "'GRAPH'", "a graph in a graph"),
    ("INSERT { GRAPH <x:a> { ?s ?p ?o } WHERE { }", QuerySyntaxError, "'WHERE'", "a bracket too few"),
    ("INSERT { } WHERE { {", QuerySyntaxError, "ends too early", "no end"),
    ("INSERT DATA { <x:s> <x:p> 'a }", QuerySyntaxError, "quote", "a quote too few"),
    ("INSERT { } WHERE { " + "{" * 64 + "}" * 64 + " }", QueryRefusedError, "brackets inside", "too deep"),
    ("DELETE WHERE { " + "?s ?p ?o ." * 101 + "}", QueryRefusedError, "triple patterns", "too many patterns"),
    (";".join(["DELETE WHERE { " + "?s ?p ?o ." * 51 + "}"] * 2), QueryRefusedError, "triple patterns", "idem, over two"),
    ("INSERT { } WHERE { FILTER(" + "!" * 1001 + "1) }", QueryRefusedError, "operators", "too many operators"),
    ("CLEAR DEFAULT;" * (MOST_OPERATIONS + 1), QueryRefusedError, "operations", "too many operations"),
    ("INSERT DATA { } #" + "é" * 140_000, QueryTooLargeError, "262144", "too long"),
]  # fmt: skip


@pytest.mark.parametrize(("update", "kind", "words", "why"), REFUSED, ids=[case[-1] for case in REFUSED])
def test_an_update_that_is_not_run_says_why(update: str, kind: type[EngineError], words: str, why: str) -> None:
    with pytest.raises(EngineError) as refusal:
        read_update(update)
    assert type(refusal.value) is kind, why
    assert words in str(refusal.value), why
    assert refusal.value.say(Language.NL) != str(refusal.value), "it speaks both languages"


def test_the_tables_are_whole() -> None:
    assert (len(TARGETS), len(REFUSED)) == (46, 33)


def test_many_triples_are_data_and_no_patterns() -> None:
    triples = " ".join(f"<x:s> <x:p{number}> '{number}'^^<x:t>, -{number}, (1 2) ." for number in range(2000))
    reading = read_update(f"INSERT DATA {{ GRAPH <x:g> {{ {triples} }} }}")
    assert (reading.targets, reading.patterns, reading.operators) == (("x:g",), 0, 1), "one for the brace"


def test_what_is_told_of_using_and_with() -> None:
    both = read_update("WITH <x:a> DELETE { ?s ?p ?o } USING NAMED <x:b> WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert (both.has_with, both.has_using) == (True, True)
    neither = read_update("INSERT { } WHERE { }")
    assert (neither.has_with, neither.has_using) == (False, False)


def test_a_silent_load_is_left_out_on_as_many_lines() -> None:
    reading = read_update("CLEAR GRAPH <x:a> ;\nLOAD SILENT\n<x:b> INTO\nGRAPH <x:c> ;\nDROP GRAPH <x:d>")
    assert reading.operations == (Operation.CLEAR, Operation.LOAD_SILENT, Operation.DROP)
    assert reading.runnable == "CLEAR GRAPH <x:a> ;\nINSERT DATA {}\n\n ;\nDROP GRAPH <x:d>"
    assert "LOAD" not in reading.runnable
    Store().update("CREATE SILENT GRAPH <x:a> ; CREATE SILENT GRAPH <x:d> ;" + reading.runnable)


OPERATIONS = {
    "InsertData": Operation.INSERT_DATA,
    "DeleteData": Operation.DELETE_DATA,
    "DeleteWhere": Operation.DELETE_WHERE,
    "Modify": Operation.MODIFY,
    "Clear": Operation.CLEAR,
    "Create": Operation.CREATE,
    "Drop": Operation.DROP,
    "Copy": Operation.COPY,
    "Move": Operation.MOVE,
    "Add": Operation.ADD,
    "Load": Operation.LOAD_SILENT,
}


def test_updates_of_the_w3c_are_read_as_rdflib_parses_them() -> None:
    files = suite_files("ru")
    assert len(files) == 148
    compared = [compare(file) for file in files if not file.negative and not re.search(r"LOAD\s+<", file.text)]
    assert len(compared) == 123
    assert sum(compared) == 140, "operations"


# rdflib drops a block without triples.
EMPTY_BLOCKS = {"sparql11/syntax-update-1/syntax-update-28.ru": ["G"]}


def compare(file: SuiteFile) -> int:
    """Hold what the guard reads beside what rdflib parses; the number of operations."""
    reading = read_update(file.text, BASE)
    translated = translateUpdate(parseUpdate(file.text), base=BASE)
    parsed = translated.algebra if isinstance(translated, Update) else []  # a list where there is no operation
    assert reading.operations == tuple(OPERATIONS[operation.name] for operation in parsed), file.name
    written = [target for operation in parsed for target in targets_of(operation)]
    named = {str(target) for target in written if isinstance(target, URIRef)}
    assert named == set(reading.targets) - {BASE + graph for graph in EMPTY_BLOCKS.get(file.name, ())}, file.name
    assert reading.names_all_targets == all(isinstance(target, URIRef) for target in written), file.name
    assert reading.has_with == any(dict.get(operation, "withClause") is not None for operation in parsed), file.name
    assert reading.has_using == any(dict.get(operation, "using") for operation in parsed), file.name
    return len(parsed)


SEEDS = [update for update, _, _ in TARGETS] + [update for update, _, _, _ in REFUSED if len(update) < 500]
GRAPHS = ["http://x/a", "http://x/b", "http://x/c", "http://base.example/a", "http://y/a", "x:a", "x:b", "x:c", "x:d"]
PIECES = ["", " ", "<x:a>", "<x:b>", "GRAPH", "graph:", ":", "{", "}", ";", ".", "#", "\n", '"', "'", "<", ">", "TO", "ALL", "DEFAULT", "a", "true", "1", "\\", "?g"]  # fmt: skip
MUTATIONS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 8), st.sampled_from(PIECES)), max_size=2)
PREFIXED = "PREFIX graph: <x:> PREFIX : <x:> PREFIX silent: <x:> PREFIX ex: <x:> "


class Tally:
    """How often the property had something to say."""

    changed = 0


def test_an_update_changes_no_graph_that_was_not_told() -> None:
    tally = Tally()

    @seed(1)
    @settings(
        max_examples=3000, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(st.sampled_from(SEEDS), min_size=1, max_size=2), st.booleans(), MUTATIONS)
    def hold(parts: list[str], prefixed: bool, mutations: list[tuple[int, int, str]]) -> None:  # noqa: FBT001 - drawn
        update = PREFIXED * prefixed + mutated(" ; ".join(parts), mutations)
        try:
            reading = read_update(update, BASE)
        except EngineError:
            return
        if reading.names_all_targets:
            changed = changes(reading)
            assert changed <= set(reading.targets), update
            tally.changed += bool(changed)

    hold()
    assert tally.changed > 60


def mutated(text: str, mutations: Iterable[tuple[int, int, str]]) -> str:
    """A text in which pieces stand for some of its characters."""
    for position, length, piece in mutations:
        start = position % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    return text


def changes(reading: UpdateReading) -> set[str]:
    """The graphs that an engine changes; none where it refuses the update. The default graph has no name."""
    store = Store()
    store.extend(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(2), NamedNode(graph)) for graph in GRAPHS)
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(2)))
    before = set(store)
    try:
        store.update(reading.runnable, base_iri=BASE, prefixes=dict(PREFIXES))
    except (SyntaxError, RuntimeError):
        return set()
    differing = before ^ set(store)
    return {quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else "" for quad in differing}


def targets_of(operation: CompValue) -> Iterable[object]:
    """What an operation of rdflib's algebra writes: IRIs, and anything else where it names no graph."""
    match operation.name:
        case "InsertData" | "DeleteData" | "DeleteWhere":
            return [*operation.quads, *(["DEFAULT"] if operation.triples else [])]
        case "Modify":
            clauses = [clause for clause in (operation.delete, operation.insert) if clause is not None]
            return [
                target
                for clause in clauses
                for target in [*clause.quads, *([operation.withClause] if clause.triples else [])]
            ]
        case "Copy" | "Add":
            return [operation.graph[1]]
        case "Move":
            return operation.graph
        case "Load":
            return []
        case _:
            return [operation.graphiri]
