"""What counting references within one document gives: how many lead where, which rings they make, and what is near.

Pure; reads the rows of the facts of that document and nothing of other documents. What is near ends at three steps, and
before that where it would be too much to tell; the document says how many steps were counted. The closure of all steps
is never told: of 150 goals with three references each it would hold most pairs, and tell them apart no longer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from pyoxigraph import Literal, NamedNode
from rustworkx import PyDiGraph, strongly_connected_components

from ontology.iri import DocumentKey, graph, in_document, mint
from ontology.terms import COMPONENT, IN_DEGREE, OUT_DEGREE, STEPS_COUNTED, WITHIN2, WITHIN3, XSD_INTEGER
from service.release.network_rows import REFERENCE_KINDS, VERSION_KINDS, NodeRow, Rows

MOST_PAIRS: Final = 100_000
"""How many pairs may be told of two steps, and of three; a document of 300 versions can not have more."""

_NEAR: Final = (WITHIN2, WITHIN3)

_Targets = Mapping[str, AbstractSet[str]]
"""The paths of the versions that each version leads to."""


def analysis(base: str, document: DocumentKey, rows: Rows, most: int = MOST_PAIRS) -> list[str]:
    """The analysis graph of a document from the rows of its own facts, as sorted lines of N-Quads.

    Every version that a page describes has its degrees. Of a number of steps that gives more than `most` pairs, and of
    any higher number, nothing is told. Nothing at all is told of a document without versions.
    """
    described = {node.path: node for node in rows.nodes if _is_described(node, document)}
    if not described:
        return []
    targets = _targets(document, rows, described)
    near = list(_near(targets, most))
    about = mint(base, in_document("document", document))
    said = [
        (about, STEPS_COUNTED, _integer(1 + len(near))),
        *(_said(base, path, name, _integer(number)) for path, name, number in _degrees(described, targets)),
        *(_said(base, path, COMPONENT, Literal(value)) for path, value in _groups(described, targets)),
        *(
            _said(base, path, name, NamedNode(f"{base}/id/{reached}"))
            for name, found in zip(_NEAR, near, strict=False)
            for path, paths in found.items()
            for reached in paths
        ),
    ]
    home = graph(base, "analysis", document.path)
    return sorted(f"<{subject}> <{predicate}> {term} <{home}> ." for subject, predicate, term in said)


def _said(base: str, path: str, predicate: str, term: Literal | NamedNode) -> tuple[str, str, Literal | NamedNode]:
    return f"{base}/id/{path}", predicate, term


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD_INTEGER))


def _is_described(node: NodeRow, document: DocumentKey) -> bool:
    return not node.named and _is_version_of(document, node.path)


def _is_version_of(document: DocumentKey, path: str) -> bool:
    kind, _, rest = path.partition("/")
    return kind in VERSION_KINDS and rest.startswith(f"{document.path}/")


def _targets(document: DocumentKey, rows: Rows, described: Mapping[str, NodeRow]) -> _Targets:
    """What each described version refers to in its own document, itself left out; also what is only named."""
    found: dict[str, set[str]] = {path: set() for path in described}
    for arc in rows.arcs:
        is_reference = arc.kind in REFERENCE_KINDS and arc.source != arc.target
        if is_reference and arc.source in found and _is_version_of(document, arc.target):
            found[arc.source].add(arc.target)
    return found


def _degrees(described: Mapping[str, NodeRow], targets: _Targets) -> Iterator[tuple[str, str, int]]:
    incoming = Counter(target for found in targets.values() for target in found)
    for path in described:
        yield path, OUT_DEGREE, len(targets[path])
        yield path, IN_DEGREE, incoming[path]


def _groups(described: Mapping[str, NodeRow], targets: _Targets) -> Iterator[tuple[str, str]]:
    """The versions that lie on rings, each with the name of its group.

    That is the number of the first of the group, or what names it in its identifier where it has none; the kind of that
    version follows where several groups would have it.
    """
    paths = sorted(described, key=lambda path: (described[path].sort_key, path))
    places = {path: place for place, path in enumerate(paths)}
    network: PyDiGraph[None, None] = PyDiGraph(multigraph=False)
    network.add_nodes_from([None] * len(paths))
    network.add_edges_from_no_data(
        [(places[path], places[target]) for path in paths for target in targets[path] if target in places]
    )
    groups = [sorted(group) for group in strongly_connected_components(network) if len(group) > 1]
    firsts = [paths[group[0]] for group in groups]
    numbers = [described[first].number or first.rpartition("/")[2] for first in firsts]
    uses = Counter(numbers)
    for group, first, number in zip(groups, firsts, numbers, strict=True):
        name = number if uses[number] == 1 else f"{number} ({first.partition('/')[0]})"
        yield from ((paths[place], name) for place in group)


def _near(targets: _Targets, most: int) -> Iterator[_Targets]:
    """What is reached in at most two steps, then in at most three, itself left out; ends before what is too much."""
    reached = targets
    for _ in _NEAR:
        farther: dict[str, AbstractSet[str]] = {}
        pairs = 0
        for source, direct in targets.items():
            farther[source] = set(direct).union(*(reached.get(target, ()) for target in direct)) - {source}
            pairs += len(farther[source])
            if pairs > most:
                return
        yield farther
        reached = farther
