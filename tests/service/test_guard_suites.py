"""The guard refuses no query of the W3C's suites that it need not, and tells of each what rdflib's parser tells."""

from collections import Counter
from collections.abc import Iterator

import pytest
from pyparsing import ParseException, ParseResults
from rdflib import URIRef
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from w3c_files import SuiteFile, suite_files

from service.engine.engine import EngineError, QueryRefusedError
from service.engine.guard import Form, Reading, read

FORMS = {
    "SelectQuery": Form.SELECT,
    "AskQuery": Form.ASK,
    "ConstructQuery": Form.CONSTRUCT,
    "DescribeQuery": Form.DESCRIBE,
}


def test_no_query_is_refused_but_for_what_asks_other_machines() -> None:
    files = [file for file in suite_files("rq") if not file.negative]
    assert len(files) == 804
    refused = {file.name for file in files if is_refused(file)}
    assert refused == {file.name for file in files if "/service/" in file.name or "/syntax-service-" in file.name}
    assert len(refused) == 10


def is_refused(file: SuiteFile) -> bool:
    try:
        read(file.text)
    except EngineError:
        return True
    return False


def test_what_is_told_of_a_query_is_what_rdflib_parses() -> None:
    seen: Counter[str] = Counter()
    for file in suite_files("rq"):
        try:
            _, parsed = parseQuery(file.text)
        except (ParseException, RecursionError, TypeError):
            seen["unread by rdflib"] += 1
            continue
        nodes = list(walk(parsed))
        if any(node.name == "ServiceGraphPattern" for node in nodes):
            with pytest.raises(QueryRefusedError, match="SERVICE"):
                read(file.text)
            seen["service"] += 1
            continue
        hold_beside(read(file.text), parsed, nodes, file.name)
        seen["the same"] += 1
    assert seen == {"the same": 813, "service": 8, "unread by rdflib": 73}


def hold_beside(reading: Reading, parsed: CompValue, nodes: list[CompValue], name: str) -> None:
    """Hold what the guard reads beside what rdflib parses."""
    assert reading.form is FORMS[parsed.name], name
    clauses = dict.get(parsed, "datasetClause") or []
    graphs = [graph for clause in clauses for graph in clause.values()]
    assert reading.has_dataset == bool(clauses), name
    assert reading.graphs == tuple(str(graph) for graph in graphs if isinstance(graph, URIRef)), name
    assert reading.depth >= nesting(parsed), name
    assert reading.patterns == patterns(nodes), name


def walk(node: object) -> Iterator[CompValue]:
    """The nodes of a parse tree below and with a node, without templates."""
    if isinstance(node, CompValue):
        yield node
        for key, child in node.items():
            if key != "template":
                yield from walk(child)
    elif isinstance(node, list | ParseResults):
        for child in node:
            yield from walk(child)


def nesting(node: object) -> int:
    """How deep groups are nested."""
    if isinstance(node, CompValue):
        deepest = max((nesting(child) for child in node.values()), default=0)
        return deepest + node.name.startswith("GroupGraphPattern")
    if isinstance(node, list | ParseResults):
        return max((nesting(child) for child in node), default=0)
    return 0


def patterns(nodes: list[CompValue]) -> int:
    """The triple patterns, and what counts as one: each further step of a path, GRAPH, VALUES and sub-SELECT."""
    triples = sum(len(part) // 3 for node in nodes if node.name == "TriplesBlock" for part in node.triples)
    steps = sum(len(node.part) - 1 for node in nodes if node.name == "PathSequence")
    joined = sum(node.name in {"GraphGraphPattern", "InlineData", "SubSelect"} for node in nodes)
    return triples + steps + joined + sum(has_values(node) for node in nodes if node.name == "SubSelect")


def has_values(query: CompValue) -> bool:
    """Whether a query ends with VALUES."""
    return bool(dict.get(query, "valuesClause"))
