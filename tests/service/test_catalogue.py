"""A release says of itself how much of each document was loaded, where every answer finds it."""

from pathlib import Path

import pytest
from msgspec import structs
from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse
from tiny import BASE, BUDGET, REPORT, Tiny, publish_tiny

from ontology import terms
from ontology.dataset import Coverage, Dataset, Manifest
from ontology.iri import DocumentKey, graph, home
from service.release.catalogue import catalogue_graph, catalogue_iri, measurements
from service.release.patch import NoPatchError
from service.release.releases import Releases
from service.release.store import open_read_only

# Every count differs, so that none can stand for another.
COUNTED = Coverage(pages_read=5, goals_read=4, versions_named=3, goals_expected=6, complete="no")


def manifest_of(root: Path, coverage: Coverage) -> Manifest:
    """The manifest of the tiny dataset with another coverage of its budget, written to a folder."""
    dataset = Dataset(Tiny().write(root))
    manifest = dataset.manifest()
    entry = structs.replace(manifest.documents[BUDGET.path], coverage=coverage)
    changed = structs.replace(manifest, documents=manifest.documents | {BUDGET.path: entry})
    dataset.write_manifest(changed)
    return changed


def values(triples: list[Triple]) -> dict[str, str]:
    """The value of each measure."""
    measure, value = (
        {triple.subject.value: triple.object.value for triple in triples if triple.predicate.value == predicate}
        for predicate in (terms.DQV_IS_MEASUREMENT_OF, terms.DQV_VALUE)
    )
    assert measure.keys() == value.keys()
    return {name.rpartition("#")[2]: value[measurement] for measurement, name in measure.items()}


def served(data: Path) -> set[Quad]:
    """The quads of the release that is served."""
    releases = Releases(data)
    return set(open_read_only(releases.store(releases.current())))


def test_each_measure_has_its_own_count(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, COUNTED)
    assert values(list(measurements(manifest, BUDGET))) == {
        "pages-read": "5",
        "goals-read": "4",
        "versions-named-only": "3",
        "goals-expected": "6",
        "complete": "no",
    }


def test_what_is_not_known_is_not_measured(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, COUNTED)
    assert values(list(measurements(manifest, REPORT))) == {
        "pages-read": "1",
        "goals-read": "1",
        "versions-named-only": "0",
        "complete": "unknown",
    }


def test_every_statement_of_the_catalogue_has_it_as_its_home(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, COUNTED)
    quads = list(parse(catalogue_graph(manifest), format=RdfFormat.N_QUADS))
    assert len(quads) == 5 * (5 + 4)
    assert catalogue_iri(manifest) == f"{BASE}/graph/catalogue"
    for quad in quads:
        assert quad.graph_name.value == home(BASE, quad.subject.value, quad.predicate.value, set())


@pytest.mark.parametrize(
    "subject", [f"document/{BUDGET.path}#tree", f"page/{BUDGET.path}/e1/goal-1#goals-read", "document/x#goals-read"]
)
def test_no_other_fragment_is_a_measurement(subject: str) -> None:
    found = home(BASE, f"{BASE}/id/{subject}", terms.DQV_VALUE, set())
    assert found != graph(BASE, "catalogue")


def test_a_release_holds_its_coverage_and_a_patched_one_its_own(tmp_path: Path) -> None:
    root, data = tmp_path / "dataset", tmp_path / "data"
    Tiny().write(root)
    publish_tiny(root, data)
    before = {quad for quad in served(data) if quad.graph_name.value == f"{BASE}/graph/catalogue"}
    assert before == set(parse(catalogue_graph(Dataset(root).manifest()), format=RdfFormat.N_QUADS))
    changed = manifest_of(root, COUNTED)
    published = publish_tiny(root, data)
    assert not isinstance(published.whole, NoPatchError)
    after = {quad for quad in served(data) if quad.graph_name.value == f"{BASE}/graph/catalogue"}
    assert after == set(parse(catalogue_graph(changed), format=RdfFormat.N_QUADS)) != before
    assert published.manifest.graphs[f"{BASE}/graph/catalogue"] == len(after)
    assert published.manifest.patches == 1


def test_coverage_is_asked_in_sparql_beside_what_is_counted(tmp_path: Path) -> None:
    publish_tiny(Tiny().write(tmp_path / "dataset"), tmp_path / "data")
    releases = Releases(tmp_path / "data")
    query = """
        PREFIX dqv: <http://www.w3.org/ns/dqv#>
        PREFIX metric: <https://w3id.org/doelgraaf/def/coverage-metric#>
        SELECT ?document ?complete ?read {
          ?document dqv:hasQualityMeasurement ?one , ?other .
          ?one dqv:isMeasurementOf metric:complete ; dqv:value ?complete .
          ?other dqv:isMeasurementOf metric:goals-read ; dqv:value ?read .
        } ORDER BY ?document"""
    solutions = open_read_only(releases.store(releases.current())).query(query, use_default_graph_as_union=True)
    rows = [tuple(row[name].value for name in ("document", "complete", "read")) for row in solutions]
    expected = [(document, "unknown", str(len(Tiny().goals[document]))) for document in (BUDGET, REPORT)]
    assert rows == [(f"{BASE}/id/document/{document.path}", *told) for document, *told in expected]


def test_measurements_are_of_documents_that_the_manifest_names(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, COUNTED)
    other = DocumentKey.parse("gm9999/begroting/1999")
    with pytest.raises(KeyError, match=other.path):
        next(measurements(manifest, other))
    found = list(measurements(manifest, BUDGET))
    assert all(isinstance(triple.object, Literal) for triple in found if triple.predicate.value == terms.DQV_VALUE)
