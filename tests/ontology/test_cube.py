"""The money tables are well-formed cubes (RDF Data Cube, section 11.1), with what OpenBudgets.eu asks of one."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, RdfFormat, Store, parse

from ontology.dataset import Dataset
from tests.ontology.outside import quads_of, require
from tests.ontology.wrong_cubes import RIGHT, WRONG

CUBE = Path(__file__).with_name("cube")
ONTOLOGY = Path(__file__).parents[2] / "ontology"
CONSTRAINTS = [f"ic-{number:02}" for number in range(1, 22)]
PARENT_CHILD = """\
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?p WHERE { ?list qb:parentChildProperty/owl:inverseOf? ?p . FILTER(isIRI(?p)) }"""
OPEN_BUDGETS = ("vocabularies/components.ttl", "vocabularies/ontology.ttl", "vocabularies/code_lists.ttl")


def cube(quads: Iterable[Quad]) -> Store:
    """A store of quads, written out by the normalisation of the specification (section 10.2)."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    store.update((CUBE / "normalise.ru").read_text("utf-8"))
    return store


def turtle(text: str) -> list[Quad]:
    return list(parse(text.encode(), format=RdfFormat.TURTLE))


def rows(store: Store, query: str) -> list[str]:
    """The rows of a query as text; the engine's results end in this call."""
    solutions = store.query(query)
    try:
        assert isinstance(solutions, QuerySolutions)
        return [" ".join(str(value) for value in row) for row in solutions]
    finally:
        del solutions


def violations(store: Store, name: str) -> list[str]:
    """What a constraint finds; one that speaks of a hierarchy is asked for each property that leads through one."""
    text = (CUBE / f"{name}.rq").read_text("utf-8")
    if "<urn:parent-child>" not in text:
        return rows(store, text)
    return [
        found
        for through in rows(store, PARENT_CHILD)
        for found in rows(store, text.replace("<urn:parent-child>", through))
    ]


def of_examples(*roots: Path) -> list[Quad]:
    """The facts of datasets, with our vocabulary, code lists and structure, and those of OpenBudgets.eu."""
    found = quads_of(*OPEN_BUDGETS)
    for name in ("doelgraaf.ttl", "codelists.ttl", "budget.ttl"):
        found += parse(path=str(ONTOLOGY / name), format=RdfFormat.TURTLE)
    for root in roots:
        dataset = Dataset(root)
        for path in dataset.manifest().all_files:
            if path.endswith(".nq.gz"):
                found += parse(dataset.read(path), format=RdfFormat.N_QUADS)
    return found


@pytest.fixture(scope="module")
def examples_cube(real_dataset: Path, fictional_dataset: Path) -> Store:
    return cube(of_examples(real_dataset, fictional_dataset))


def test_every_constraint_of_the_specification_is_here() -> None:
    assert sorted(path.stem for path in CUBE.glob("*.rq")) == CONSTRAINTS
    for number, name in enumerate(CONSTRAINTS, start=1):
        assert f"section 11.1, IC-{number}: " in (CUBE / f"{name}.rq").read_text("utf-8")


def test_the_examples_have_a_cube_to_check(examples_cube: Store) -> None:
    observations = rows(examples_cube, "SELECT ?o { ?o a <http://purl.org/linked-data/cube#Observation> }")
    assert len(observations) > 150


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_money_tables_of_the_examples_meet_the_constraint(examples_cube: Store, name: str) -> None:
    found = violations(examples_cube, name)
    if name == "ic-05":  # a dimension of OpenBudgets.eu itself, which no table of ours has
        found = [row for row in found if "openbudgets.eu" not in row]
    assert found == []


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_constraint_finds_a_wrong_cube_and_spares_the_right_one(name: str) -> None:
    base, wrong = RIGHT, WRONG[name]
    assert len(WRONG) == len(CONSTRAINTS)
    assert violations(cube(turtle(base)), name) == []
    without = [
        quad for quad in turtle(base) if str(quad.subject) not in wrong.dropped and _pair(quad) not in wrong.dropped
    ]
    assert violations(cube([*without, *turtle(wrong.added)]), name) != []


def _pair(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate}"


@pytest.mark.parametrize("dropped", [None, "currency", "fiscalYear", "line", "organization", "amount"])
def test_the_structure_has_what_open_budgets_requires(dropped: str | None) -> None:
    (query,) = require("missing_mandatory_component_properties.rq")
    text = query.read_text("utf-8")
    graph = NamedNode("http://data.openbudgets.eu/resource/dataset/validated-dataset")
    component = f"<https://w3id.org/doelgraaf/def/budget-component#{dropped}>"
    store = Store()
    store.extend(
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in of_examples()
        if str(quad.object) != component
    )
    assert (missing(store, text) == 0) is (dropped is None)


def missing(store: Store, text: str) -> int:
    """How many mandatory components of our own structure the query misses; OpenBudgets.eu brings none of its own."""
    results = store.query(text)
    try:
        assert isinstance(results, QueryTriples)
        return sum("violationValue" in str(triple.predicate) for triple in results)
    finally:
        del results
