"""Stored questions that rest on claims of identity can be asked with a least confidence, in both engines alike."""

import re
from collections.abc import Mapping

import pytest
import twins
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology import terms as t
from ontology.codes import ChangeKind, code_iri
from service.answers.questions import Parameter, question, questions

BASE = "http://localhost:8000"
GIVEN: Mapping[str, NamedNode | Literal] = {
    "organisation": NamedNode(f"{BASE}/id/organisation/gm9999"),
    "kind": Literal("begroting"),
    "year": Literal(2031),
}
BODY = NamedNode(f"{BASE}/graph/body/gm9999")
EVERY = {
    "cq07": {"1.1.1", "1.1.2"},
    "cq08": {"2.1.9"},
    "cq09": {"2.1.9", "2.1.10"},
    "cq12": {"1.1.2"},
}  # by the release: the numbers in the rows
# The claims that the rows rest on, with their confidence: 1.1.1 and 1.1.2 go on, 2.1.9 is another goal, two end.
SURE = {"1.1.1": "0.95", "1.1.2": "0.92", "reused": "0.94", "2.1.9": "0.97", "2.1.10": "0.91"}
CASES = [
    ("cq07", "0.9", {"1.1.1", "1.1.2"}),
    ("cq07", "0.93", {"1.1.1"}),
    ("cq07", "0.99", set()),
    ("cq08", "0.94", {"2.1.9"}),
    ("cq08", "0.95", set()),
    ("cq09", "0.9", {"2.1.9", "2.1.10"}),
    ("cq09", "0.95", {"2.1.9"}),
    ("cq12", "0.92", {"1.1.2"}),
    ("cq12", "0.93", set()),
]


def version(year: int, number: str) -> str:
    return f"{BASE}/id/goal-version/gm9999/begroting/{year}/{number}"


def decimal(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(t.XSD_DECIMAL))


def claim(name: str, kind: ChangeKind, earlier: str, later: str | None) -> list[Quad]:
    subject = NamedNode(f"{BASE}/id/identity/gm9999/{name}")
    links = [(t.RDF_TYPE, t.IDENTITY_ASSERTION), (t.EARLIER, earlier), (t.CHANGE_KIND, code_iri(kind))]
    if later is not None:
        links.append((t.LATER, later))
    found = [Quad(subject, NamedNode(term), NamedNode(value), BODY) for term, value in links]
    return [*found, Quad(subject, NamedNode(t.CONFIDENCE), decimal(SURE[name]), BODY)]


@pytest.fixture(scope="module")
def store() -> Store:
    found = twins.store([*twins.vocabulary(), *twins.small_world()])
    for claimed in list(found.quads_for_pattern(None, NamedNode(t.RDF_TYPE), NamedNode(t.IDENTITY_ASSERTION), None)):
        (earlier,) = [quad.object for quad in found.quads_for_pattern(claimed.subject, NamedNode(t.EARLIER), None)] or [
            None
        ]
        for old in list(found.quads_for_pattern(claimed.subject, NamedNode(t.CONFIDENCE), None)):
            if isinstance(earlier, NamedNode):
                found.remove(old)
                sure = decimal(SURE[earlier.value.rpartition("/")[2]])
                found.add(Quad(old.subject, old.predicate, sure, old.graph_name))
    for quad in (
        *claim("reused", ChangeKind.NUMBER_REUSED, version(2031, "2.1.9"), version(2032, "2.1.9")),
        *claim("2.1.9", ChangeKind.DROPPED, version(2031, "2.1.9"), None),
        *claim("2.1.10", ChangeKind.DROPPED, version(2031, "2.1.10"), None),
    ):
        found.add(quad)
    return found


@pytest.fixture(scope="module")
def graph(store: Store) -> twins.Dataset:
    return twins.rdflib_dataset(store)


def test_the_questions_that_rest_on_claims_of_identity_take_a_least_confidence() -> None:
    resting = re.compile(r"dg:(versionOf|previousVersion|continuedAs|earlier|later)\b")
    asked = {one.name for one in questions() if resting.search(one.text)}
    assert asked == set(EVERY)
    assert asked == {one.name for one in questions() if Parameter.LEAST in one.optional}


@pytest.mark.parametrize("name", EVERY)
def test_without_it_the_release_says_what_counts(store: Store, graph: twins.Dataset, name: str) -> None:
    assert numbers(store, graph, name) == EVERY[name]


@pytest.mark.parametrize(("name", "least", "expected"), CASES)
def test_rows_that_rest_on_claims_below_it_are_left_out(
    store: Store, graph: twins.Dataset, name: str, least: str, expected: set[str]
) -> None:
    assert numbers(store, graph, name, least) == expected


def numbers(store: Store, graph: twins.Dataset, name: str, least: str | None = None) -> set[str]:
    """The numbers in the rows, the same in both engines."""
    asked = question(name)
    given = {one: GIVEN[one] for one in (*asked.required, *asked.optional) if one in GIVEN}
    if least is not None:
        given[Parameter.LEAST] = decimal(least)
    text = asked.bind(given)
    found = twins.rows_of_oxigraph(store, text)
    assert twins.rows_of_rdflib(graph, text) == found
    return {row["number"].strip('"') for row in found}
