"""The questions in SPARQL with property paths, and a network's references as the statements that they are asked of.

A path itself, several of them and their order can't be asked for (SPARQL 1.1 Query Language, section 9: a property path
matches its two ends), so that there the question is whether there is any path at all. Starts no engine.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks import trace_asking as asking
from benchmarks.probes import BASE
from benchmarks.trace_asking import Drawn, Size
from ontology.terms import (
    AMBITION_VERSION,
    GOAL_VERSION,
    IN_DOCUMENT,
    IN_PROGRAMME,
    NAMED_VERSION,
    PROGRAMME_VERSION,
    RDF_TYPE,
    REFERS_TO,
)
from service.release.network_build import Body
from service.release.network_rows import REFERENCE_KINDS

REACHABLE: Final = "whether there is a path"
_PREFIX: Final = "PREFIX dg: <https://w3id.org/doelgraaf/def#>\n"
_CLASSES: Final = MappingProxyType(
    {
        "goal-version": GOAL_VERSION,
        "ambition-version": AMBITION_VERSION,
        "programme-version": PROGRAMME_VERSION,
    }
)
# In the place of {source}, {target}, {document} and {graph} come IRIs.
_BOTH: Final = "?a dg:inDocument {document} . ?b dg:inDocument {document} ."
_OF_A_GOAL: Final = MappingProxyType(
    {
        asking.NEIGHBOURS: "SELECT DISTINCT ?b { { {source} dg:refersTo ?b } UNION { ?b dg:refersTo {source} } }",
        asking.IMPACT: (
            "SELECT DISTINCT ?b ?way {\n"
            '  { {source} dg:refersTo/dg:refersTo?/dg:refersTo? ?b . BIND ("out" AS ?way) }\n'
            '  UNION { ?b dg:refersTo/dg:refersTo?/dg:refersTo? {source} . BIND ("in" AS ?way) }\n'
            "  FILTER (?b != {source})\n}"
        ),
        REACHABLE: "ASK { {source} dg:refersTo+ {target} }",
        asking.MATRIX: f"SELECT DISTINCT ?a ?b {{ ?a dg:refersTo ?b . {_BOTH} }}",
    }
)
# Of a document in which ?a and ?b stand, and with nothing in the place of that of all.
_OF_DOCUMENTS: Final = MappingProxyType(
    {
        asking.HUBS: (
            "SELECT ?b (COUNT(?a) AS ?n) { ?b a dg:GoalVersion . ?a dg:refersTo ?b . {both} }\n"
            "GROUP BY ?b ORDER BY DESC(?n) LIMIT 20"
        ),
        asking.UNREFERRED: (
            "SELECT ?b { ?b a dg:GoalVersion . {there} FILTER NOT EXISTS { ?a dg:refersTo ?b . {here} } }"
        ),
        asking.ONE_WAY: (
            "SELECT ?a ?b { ?a dg:refersTo ?b . {both}\n"
            "  FILTER NOT EXISTS { ?b dg:refersTo ?a } FILTER NOT EXISTS { ?b a dg:NamedVersion }\n}"
        ),
        asking.PAIRS: (
            "SELECT ?p ?q (COUNT(*) AS ?n) { ?a dg:refersTo ?b . {both} ?a dg:inProgramme ?p . ?b dg:inProgramme ?q }\n"
            "GROUP BY ?p ?q"
        ),
        # what a document says stands in a graph of its own, so that no path leaves it and comes back
        asking.COMPONENTS: "SELECT DISTINCT ?a { {opened} ?a dg:refersTo+ ?a {closed} }",
    }
)


def _queries() -> Iterator[tuple[str, str]]:
    yield from _OF_A_GOAL.items()
    here, there = _BOTH.split(" ?b ")
    bounds = {"both": _BOTH, "here": here, "there": f"?b {there}", "opened": "GRAPH {graph} {", "closed": "}"}
    for name, text in _OF_DOCUMENTS.items():
        bounded = whole = text
        for slot, words in bounds.items():
            bounded, whole = bounded.replace(f"{{{slot}}}", words), whole.replace(f"{{{slot}}}", "")
        yield name, bounded
        yield asking.whole(name), whole


QUERIES: Final[Mapping[str, str]] = MappingProxyType(dict(_queries()))


def write_quads(given: tuple[Size, Path]) -> int:
    """The nodes and references of a network as N-Quads, a graph for each document; gives how many there are."""
    size, path = given
    with path.open("w", encoding="ascii") as file:
        written = 0
        for body in size.plan.bodies():
            lines = dict.fromkeys(_lines(body))
            file.writelines(lines)
            written += len(lines)
    return written


def _lines(body: Body) -> Iterator[str]:
    for rows in body.rows:
        for node in rows.nodes:
            if (kind := node.path.partition("/")[0]) in _CLASSES:
                yield _line(node.path, RDF_TYPE, NAMED_VERSION if node.named else _CLASSES[kind])
                yield _line(node.path, IN_DOCUMENT, _iri("document", _document(node.path)))
                # a programme stands in itself here, as it does where programmes are counted
                programme = node.path if kind == "programme-version" else next(reversed(node.above), None)
                if programme is not None:
                    yield _line(node.path, IN_PROGRAMME, f"{BASE}/id/{programme}")
        for arc in rows.arcs:
            if arc.kind in REFERENCE_KINDS:
                yield _line(arc.source, REFERS_TO, f"{BASE}/id/{arc.target}")


def _line(path: str, name: str, value: str) -> str:
    return f"<{BASE}/id/{path}> <{name}> <{value}> <{_graph(_document(path))}> .\n"


def _document(path: str) -> str:
    return "/".join(path.split("/")[1:4])


def _iri(kind: str, path: str) -> str:
    return f"{BASE}/id/{kind}/{path}"


def _graph(document: str) -> str:
    return f"{BASE}/graph/doc/{document}"


def query(name: str, drawn: Drawn) -> str:
    """A question about what was drawn, in SPARQL."""
    text = QUERIES[name]
    slots = {
        "source": f"{BASE}/id/{drawn.source}",
        "target": f"{BASE}/id/{drawn.target}",
        "document": _iri("document", drawn.document),
        "graph": _graph(drawn.document),
    }
    for slot, iri in slots.items():
        text = text.replace(f"{{{slot}}}", f"<{iri}>")
    return _PREFIX + text
