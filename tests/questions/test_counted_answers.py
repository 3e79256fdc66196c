"""The analysis graphs of the fictional municipality, against its truth and against what stored questions find without them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import BASE, Loaded, Rows, oxigraph_rows, term

from ontology import terms as t
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey
from service.answers.questions import question
from service.release.analysis import analysis
from service.release.network_rows import rows_of

BUDGET, REPORT, LATER = (
    DocumentKey.parse(f"gm9999/{path}") for path in ("begroting/2031", "berap/2031-1", "begroting/2032")
)
FOLDERS = {"begroting-2031": BUDGET, "berap-2031-1": REPORT, "begroting-2032": LATER}
# What narrows a question to references within one document.
WITHIN = {
    "cq04": ("FILTER(?target != ?goal)", "FILTER(?target != ?goal) ?target dg:inDocument ?doc ."),
    "cq24": ("?source dg:refersTo ?goal .", "?source dg:refersTo ?goal ; dg:inDocument ?doc ."),
}
Targets = Mapping[str, set[str]]


@pytest.fixture(scope="module")
def counted(fictional_dataset: Path) -> dict[DocumentKey, bytes]:
    """The analysis graph of each document, as N-Quads."""
    dataset = Dataset(fictional_dataset)
    rows = {document: rows_of(BASE, dataset.read(DocumentFiles(document).facts)) for document in FOLDERS.values()}
    return {document: "\n".join(analysis(BASE, document, found)).encode() for document, found in rows.items()}


@pytest.fixture(scope="module")
def town(fictional_dataset: Path, counted: dict[DocumentKey, bytes]) -> ox.Store:
    """The dataset with its analysis graphs."""
    store = Loaded(fictional_dataset, inferred=False).store
    for content in counted.values():
        store.load(content, format=ox.RdfFormat.N_QUADS)
    return store


def truths() -> dict[DocumentKey, Targets]:
    """Where each goal refers to in its own document, as whoever wrote the pages meant it; paths of versions."""
    path = Path(__file__).parents[1] / "truth/fictional.jsonl"
    pages = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    own = {(FOLDERS[page["path"].split("/")[0]], page["number"]) for page in pages}
    found: dict[DocumentKey, dict[str, set[str]]] = {document: {} for document in FOLDERS.values()}
    for page in pages:
        document = FOLDERS[page["path"].split("/")[0]]
        targets = found[document].setdefault(version(document, "goal", page["number"]), set())
        for reference in page["references"]:
            kind, number, outcome = reference["kind"], reference["number"], reference["resolution"]
            elsewhere = "document" in reference or (
                kind == "goal" and outcome == "resolved" and (document, number) not in own
            )
            if reference["role"] == "cross-reference" and outcome in {"resolved", "not-loaded"} and not elsewhere:
                targets.add(version(document, kind, number))
    return found


def version(document: DocumentKey, kind: str, number: str) -> str:
    return f"{BASE}/id/{kind}-version/{document.path}/{number}"


def reached(targets: Targets, start: str, steps: int) -> set[str]:
    """What lies at most so many steps away, itself too where a ring leads back."""
    found: set[str] = set()
    front = {start}
    for _ in range(steps):
        front = {target for path in front for target in targets.get(path, ())} - found
        found |= front
    return found


def expected(document: DocumentKey, targets: Targets) -> Iterator[tuple[str, str, str]]:
    """All that the analysis graph of a document has to say by its truth."""
    yield f"{BASE}/id/document/{document.path}", t.STEPS_COUNTED, "3"
    incoming = Counter(target for found in targets.values() for target in found)
    for one, found in targets.items():
        yield one, t.OUT_DEGREE, str(len(found))
        yield one, t.IN_DEGREE, str(incoming[one])
        yield from ((one, t.WITHIN2, other) for other in reached(targets, one, 2) - {one})
        yield from ((one, t.WITHIN3, other) for other in reached(targets, one, 3) - {one})
        group = {other for other in reached(targets, one, 999) if one in reached(targets, other, 999)}
        if group:
            first = min(group, key=lambda path: [int(part) for part in path.rpartition("/")[2].split(".")])
            yield one, t.COMPONENT, first.rpartition("/")[2]


@pytest.mark.parametrize(
    ("document", "size", "on_rings"), [(BUDGET, 34, 5), (REPORT, 26, 10)], ids=["budget", "report"]
)
def test_a_graph_says_what_the_truth_says(
    counted: dict[DocumentKey, bytes], document: DocumentKey, size: int, on_rings: int
) -> None:
    said = [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in ox.parse(counted[document], ox.RdfFormat.N_QUADS)
    ]
    assert sorted(said) == sorted(expected(document, truths()[document]))
    by_property = Counter(predicate for _, predicate, _ in said)
    assert (by_property[t.OUT_DEGREE], by_property[t.COMPONENT]) == (size, on_rings)
    assert by_property[t.WITHIN3] > by_property[t.WITHIN2] > 2 * size


def asked(town: ox.Store, name: str, document: DocumentKey, *, narrowed: bool, **more: str) -> Rows:
    """The rows of a stored question of one document, where asked for of references within it only, and all of them."""
    values: dict[str, str | int] = {
        "organisation": "gm9999",
        "kind": document.kind.value,
        "year": document.year,
        **more,
    }
    if document.sequence is not None:
        values["sequence"] = document.sequence
    text = question(name).bind({key: term(key, value) for key, value in values.items()})
    if narrowed:
        before, after = WITHIN[name]
        assert text.count(before) == 1
        text = text.replace(before, after)
    return oxigraph_rows(town, text.replace("LIMIT 10", ""))[1]


def counting(town: ox.Store, document: DocumentKey, pattern: str) -> Rows:
    """The rows of a query over the analysis graph of a document."""
    graph, of = f"<{BASE}/graph/analysis/{document.path}>", f"<{BASE}/id/document/{document.path}>"
    return oxigraph_rows(town, pattern.replace("$graph", graph).replace("$document", of))[1]


@pytest.mark.parametrize("document", [BUDGET, REPORT], ids=["budget", "report"])
def test_within_two_steps_is_what_cq04_finds_within_the_document(town: ox.Store, document: DocumentKey) -> None:
    rows = 0
    for path in truths()[document]:
        found = counting(
            town,
            document,
            f"""SELECT ?number ?name ?steps {{ GRAPH $graph {{ <{path}> dg:within2 ?target }}
                ?target dg:number ?number ; dg:sortKey ?key OPTIONAL {{ ?target dg:name ?name }}
                BIND(IF(EXISTS {{ <{path}> dg:refersTo ?target }}, 1, 2) AS ?steps) }} ORDER BY ?steps ?key STR(?target)""",
        )
        number = path.rpartition("/")[2]
        assert found == asked(town, "cq04", document, narrowed=document == REPORT, number=number), path
        rows += len(found)
    assert rows > 100


@pytest.mark.parametrize("document", [BUDGET, REPORT], ids=["budget", "report"])
def test_what_has_a_component_is_what_cq06_finds(town: ox.Store, document: DocumentKey) -> None:
    found = counting(
        town,
        document,
        """SELECT ?document ?number ?name { GRAPH $graph { ?goal dg:component ?group } ?goal a dg:GoalVersion ;
            dg:number ?number ; dg:sortKey ?key . $document dcterms:title ?document OPTIONAL { ?goal dg:name ?name } }
        ORDER BY ?key""",
    )
    assert found == asked(town, "cq06", document, narrowed=False) != []


@pytest.mark.parametrize("document", [BUDGET, REPORT], ids=["budget", "report"])
def test_in_degrees_are_what_cq24_counts_within_the_document(town: ox.Store, document: DocumentKey) -> None:
    found = counting(
        town,
        document,
        """SELECT ?document ?number ?name ?count { GRAPH $graph { ?goal dg:inDegree ?count } FILTER(?count > 0)
            ?goal a dg:GoalVersion ; dg:number ?number ; dg:sortKey ?key . $document dcterms:title ?document
            OPTIONAL { ?goal dg:name ?name } } ORDER BY DESC(?count) ?key""",
    )
    assert found == asked(town, "cq24", document, narrowed=True) != []
    everywhere = asked(town, "cq24", document, narrowed=False)
    assert (found == everywhere) == (document == REPORT), "pages of the report refer to goals of the budget too"
