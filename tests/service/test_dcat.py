"""The catalogue is as DCAT-AP 3.0.1 and DCAT-AP-NL 3.0 ask, and agrees with what the release says of itself in VoID."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyshacl
import pytest
from msgspec import structs
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import RDF, SH, Graph, URIRef

from ontology.codes import code_iri
from ontology.dataset import Dataset, Manifest
from ontology.language import Language
from service.answers.coverage import Holdings
from service.answers.dcat import DCAT, DCT, DQV, FOAF, HYDRA, PROV, SKOS, SPDX, Names
from service.answers.dcat import catalogue as catalogues
from service.answers.dcat.catalogue import Catalogue
from service.answers.dcat.publisher import Publisher
from service.answers.dcat.schema_org import data_catalogue
from service.answers.dumps import dumped_tables
from service.release import void
from service.release.catalogue import measures
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.dumps import Dump, scopes
from service.release.void_counts import Counts
from tests.ontology.outside import require

AP = ("dcat-ap-3.0.1/dcat-ap-SHACL.ttl", "dcat-ap-3.0.1/ranges.ttl")
NL = tuple(
    f"dcat-ap-nl-3.0/{name}.ttl"
    for name in (
        "dcat-ap-SHACL",
        "dcat-ap-OPT",
        "dcat-ap-nl-SHACL",
        "dcat-ap-nl-OPT",
        "dcat-ap-nl-SHACL-aanbevolen",
        "dcat-ap-nl-SHACL-klassebereik",
        "dcat-ap-nl-SHACL-klassebereik-codelijsten",
    )
)
OPERATOR = Publisher(
    "Stichting {Voorbeeld}", "https://ror.org/00example0", "data@voorbeeld.example", "https://voorbeeld.example/vragen"
)
MADE = datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC)


def dumps_of(manifest: Manifest) -> dict[str, Dump]:
    """As many dumps as there would be, each with a digest and a size of its own."""
    names = [FACTS, TEXTS, *(f"{table.name}.{form}" for table in dumped_tables() for form in ("csv", "parquet"))]
    paths = [f"{scope}/{name}" for scope in scopes(manifest) for name in names]
    return {path: Dump(f"{number:064x}", number + 10**10, number) for number, path in enumerate(paths, start=1)}


def catalogue_of(root: Path, publisher: Publisher = OPERATOR) -> Catalogue:
    manifest = Dataset(root).manifest()
    return Catalogue.of(Holdings(manifest, "0001-test", MADE), publisher, dumps_of(manifest))


@pytest.fixture(scope="module", params=["real_dataset", "fictional_dataset"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return catalogue_of(request.getfixturevalue(request.param))


def shapes_of(names: tuple[str, ...]) -> Graph:
    """Shapes of others, without properties that point at nothing, which the files have a few of."""
    shapes = Graph()
    for path in require(*names):
        shapes.parse(path, format="turtle")
    dangling = [triple for triple in shapes.triples((None, SH.property, None)) if (triple[2], None, None) not in shapes]
    assert 0 < len(dangling) < 10
    for triple in dangling:
        shapes.remove(triple)
    return shapes


@pytest.fixture(scope="module", params=[AP, NL], ids=["dcat-ap-3.0.1", "dcat-ap-nl-3.0"])
def shapes(request: pytest.FixtureRequest) -> Graph:
    return shapes_of(request.param)


def as_graph(triples: list[Triple]) -> Graph:
    buffer = io.BytesIO()
    serialize(triples, buffer, format=RdfFormat.N_TRIPLES)
    graph = Graph()
    graph.parse(data=buffer.getvalue(), format="nt")
    return graph


def findings(data: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """What shapes find, of whatever severity: the thing and the path."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert isinstance(results, Graph)
    return {
        (str(results.value(result, SH.focusNode)), str(results.value(result, SH.resultPath)))
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


def test_nothing_is_found_wrong_and_nothing_that_is_recommended_is_missing(catalogue: Catalogue, shapes: Graph) -> None:
    assert findings(as_graph(catalogue.triples()), shapes) == set()


def test_a_service_without_a_named_operator_conforms_too(real_dataset: Path, shapes: Graph) -> None:
    unnamed = catalogue_of(real_dataset, Publisher())
    assert findings(as_graph(unnamed.triples()), shapes) == set()
    name = Names(unnamed.holdings.base).part("publisher")
    said = {
        t.object.value for t in unnamed.triples() if t.subject == NamedNode(name) and t.predicate.value == f"{FOAF}name"
    }
    assert said == {"De beheerder van http://localhost:8000", "The operator of http://localhost:8000"}


MANDATORY = [
    (AP, "Dataset", f"{DCT}title"),
    (AP, "Dataset", f"{DCT}description"),
    (AP, "Distribution", f"{DCAT}accessURL"),
    (AP, "Catalog", f"{DCT}publisher"),
    (AP, "DataService", f"{DCAT}endpointURL"),
    (AP, "DatasetSeries", f"{DCT}title"),
    (NL, "Dataset", f"{DCT}identifier"),
    (NL, "Dataset", f"{DCT}accessRights"),
    (NL, "Dataset", f"{DCAT}theme"),
    (NL, "Dataset", f"{DCT}creator"),
    (NL, "Dataset", f"{DCAT}contactPoint"),
    (NL, "Distribution", f"{DCT}license"),
    (NL, "Catalog", f"{DCAT}contactPoint"),
    (NL, "DataService", f"{DCAT}endpointDescription"),
]


@pytest.mark.parametrize("names", [AP, NL], ids=["dcat-ap-3.0.1", "dcat-ap-nl-3.0"])
def test_a_catalogue_that_lacks_something_mandatory_is_found_wrong(names: tuple[str, ...], real_dataset: Path) -> None:
    data, shapes = as_graph(catalogue_of(real_dataset).triples()), shapes_of(names)
    wanted = set()
    for _, kind, path in [case for case in MANDATORY if case[0] == names]:
        things = sorted(
            thing for thing in data.subjects(RDF.type, URIRef(f"{DCAT}{kind}")) if (thing, URIRef(path), None) in data
        )
        wanted.add((str(things[0]), path))
        data.remove((things[0], URIRef(path), None))
    assert len(wanted) >= 6
    assert wanted <= findings(data, shapes)


def values(triples: list[Triple], thing: str, predicate: str) -> set[str]:
    return {t.object.value for t in triples if t.subject.value == thing and t.predicate.value == predicate}  # type: ignore[union-attr]


def test_each_dump_is_a_distribution_with_its_size_digest_and_licence(catalogue: Catalogue) -> None:
    triples, names = catalogue.triples(), catalogue.names
    told = Store()
    told.extend(_quads(triples))
    for path, dump in catalogue.dumps.items():
        thing = names.distribution(path)
        one = _of(told, thing)
        assert one[f"{DCAT}downloadURL"] == one[f"{DCAT}accessURL"] == [f"{names.base}/dumps/{path}"]
        assert one[f"{DCAT}byteSize"] == [str(dump.size)]
        assert _of(told, one[f"{SPDX}checksum"][0])[f"{SPDX}checksumValue"] == [dump.sha256]
        texts = "texts" in path
        assert ("licentieonbekend" in one[f"{DCT}license"][0]) == texts
        sentences = path.endswith(FACTS) or path.rpartition("/")[2].partition(".")[0] in {"goals", "effects"}
        stated = {"texts"} if texts else {"statements"} if sentences else set()
        assert one.get(f"{DCT}rights", []) == [names.part(name) for name in stated], path
    assert len(catalogue.dumps) == len(scopes(catalogue.holdings.manifest)) * (2 + 2 * len(dumped_tables()))


def _quads(triples: list[Triple]) -> list[Quad]:
    return [Quad(t.subject, t.predicate, t.object) for t in triples]


def _of(store: Store, thing: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in list(store.quads_for_pattern(NamedNode(thing), None, None)):
        found.setdefault(quad.predicate.value, []).append(quad.object.value)
    return found


def test_the_municipality_is_the_source_and_the_place_by_its_tooi_iri(real_dataset: Path) -> None:
    catalogue = catalogue_of(real_dataset)
    triples, zwolle = catalogue.triples(), "https://identifier.overheid.nl/tooi/id/gemeente/gm0193"
    for scope in catalogue.scopes():
        thing = catalogue.names.dataset(scope)
        assert values(triples, thing, f"{DCT}spatial") == {zwolle}
        (attribution,) = values(triples, thing, f"{PROV}qualifiedAttribution")
        assert values(triples, attribution, f"{PROV}agent") == {zwolle}
        assert values(triples, thing, f"{DCT}publisher") == {OPERATOR.iri}
    assert values(triples, str(OPERATOR.iri), f"{FOAF}name") == {"Stichting {Voorbeeld}"}


def test_coverage_and_freshness_of_a_body_are_measured(fictional_dataset: Path) -> None:
    catalogue = catalogue_of(fictional_dataset)
    triples, body = catalogue.triples(), catalogue.names.dataset("gm9999")
    measured: Mapping[str, str] = {
        next(iter(values(triples, one, f"{DQV}isMeasurementOf"))): next(iter(values(triples, one, f"{DQV}value")))
        for one in values(triples, body, f"{DQV}hasQualityMeasurement")
    }
    names = catalogue.names
    expected = {"pages-read": 92, "goals-read": 92, "versions-named-only": 1, "goals-expected": 100, "complete": "no"}
    coverage = catalogue.holdings.coverage(catalogue.holdings.documents[0])
    assert coverage is not None
    assert {metric.value for metric in measures(coverage)} == set(expected)
    told = {code_iri(metric): str(expected[metric.value]) for metric in measures(coverage)}
    freshness = {names.part("newest-page"): "2031-11-28", names.part("least-fresh-document"): "2030-11-15"}
    assert measured == told | freshness


def test_every_dataset_is_measured_and_every_metric_is_explained(catalogue: Catalogue) -> None:
    triples, names = catalogue.triples(), catalogue.names
    kinds = set()
    for scope in catalogue.scopes():
        thing = names.dataset(scope)
        found = values(triples, thing, f"{DQV}hasQualityMeasurement")
        assert len(found) >= 6, scope
        assert {value for one in found for value in values(triples, one, f"{DQV}computedOn")} == {thing}
        kinds |= {metric for one in found for metric in values(triples, one, f"{DQV}isMeasurementOf")}
    for metric in kinds:
        assert len(values(triples, metric, f"{SKOS}prefLabel")) == 2, metric
        assert len(values(triples, metric, f"{SKOS}definition")) in ({2} if "/catalogue#" in metric else {0}), metric


def test_what_was_made_up_is_told_wherever_it_is_described(fictional_dataset: Path, real_dataset: Path) -> None:
    for root, made_up in ((fictional_dataset, True), (real_dataset, False)):
        catalogue = catalogue_of(root)
        triples = catalogue.triples()
        datasets = [catalogue.names.dataset(scope) for scope in catalogue.scopes()]
        assert len(datasets) >= 4
        for thing in (catalogue.names.catalogue, *datasets):
            told = values(triples, thing, f"{DCT}description")
            assert len(told) == 2
            assert any("verzonnen als voorbeeld" in one and "Nergenshuizen" in one for one in told) == made_up
            assert any("made up as an example" in one for one in told) == made_up
        for thing in datasets:
            assert ("fictional data" in values(triples, thing, f"{DCAT}keyword")) == made_up


def test_void_and_the_catalogue_speak_of_the_same_datasets_and_files(catalogue: Catalogue) -> None:
    triples, names, manifest = catalogue.triples(), catalogue.names, catalogue.holdings.manifest
    downloads = {names.download(path) for path in catalogue.dumps}
    for scope in [WHOLE, *manifest.documents]:
        counts = Counts()
        document = next((one for one in catalogue.holdings.documents if one.path == scope), None)
        told = list(void.of_document(manifest, document, counts) if document else void.whole(manifest, counts, None))
        dataset = names.dataset(scope)
        assert values(told, dataset, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") == {f"{void.VOID_NS}Dataset"}
        dumped = {address for address in values(told, dataset, f"{void.VOID_NS}dataDump") if "/dumps/" in address}
        assert dumped == {names.download(f"{scope}/{FACTS}"), names.download(f"{scope}/{TEXTS}")} <= downloads
        assert dataset in values(triples, names.catalogue, f"{DCAT}dataset")


def test_documents_stand_in_the_series_of_their_kind(real_dataset: Path) -> None:
    catalogue = catalogue_of(real_dataset)
    triples, names = catalogue.triples(), catalogue.names
    for path in ("gm0193/begroting/2021", "gm0193/berap/2023-2"):
        (series,) = values(triples, names.dataset(path), f"{DCAT}inSeries")
        assert series == f"{names.base}/catalogue/gm0193#{path.split('/')[1]}"
        assert "http://www.w3.org/ns/dcat#DatasetSeries" in values(
            triples, series, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        )
    assert values(triples, names.dataset("gm0193"), f"{DCT}hasPart") == {
        names.dataset(path) for path in catalogue.holdings.manifest.documents
    }


@pytest.fixture
def paged(fictional_dataset: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue of which a page has three of its four datasets."""
    monkeypatch.setattr(catalogues, "PAGE_SIZE", 3)
    return catalogue_of(fictional_dataset)


def test_a_large_catalogue_is_told_in_pages_that_each_conform(paged: Catalogue, shapes: Graph) -> None:
    assert paged.pages() == 2
    whole = set()
    for page in (1, 2):
        triples = paged.triples(page)
        assert findings(as_graph(triples), shapes) == set()
        whole |= values(triples, paged.names.catalogue, f"{DCAT}dataset")
        view = f"{paged.names.base}/catalogue?page={page}"
        assert values(triples, paged.names.catalogue, f"{HYDRA}view") == {view}
        other = f"{paged.names.base}/catalogue?page={3 - page}"
        assert values(triples, view, f"{HYDRA}{'next' if page == 1 else 'previous'}") == {other}
    assert whole == {paged.names.dataset(scope) for scope in paged.scopes()}


def test_a_small_catalogue_says_nothing_of_pages(catalogue: Catalogue) -> None:
    assert catalogue.pages() == 1
    assert not [t for t in catalogue.triples() if HYDRA in t.predicate.value]


def test_the_part_of_one_body_conforms_by_itself(catalogue: Catalogue, shapes: Graph) -> None:
    (body,) = catalogue.holdings.manifest.bodies
    triples = catalogue.triples(1, body)
    assert findings(as_graph(triples), shapes) == set()
    assert catalogue.names.dataset(WHOLE) not in values(triples, catalogue.names.catalogue, f"{DCAT}dataset")


def test_everything_that_is_pointed_at_and_ours_is_described_or_a_page(catalogue: Catalogue) -> None:
    triples, base = catalogue.triples(), catalogue.names.base
    described = {t.subject.value for t in triples if not isinstance(t.subject, Triple)}
    pointed = {
        t.object.value
        for t in triples
        if isinstance(t.object, NamedNode) and t.object.value.startswith(f"{base}/catalogue")
    }
    assert pointed
    assert pointed <= described


def test_each_text_is_in_both_languages(catalogue: Catalogue) -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for t in catalogue.triples():
        if isinstance(t.object, Literal) and t.object.language:
            told.setdefault((t.subject.value, t.predicate.value), set()).add(t.object.language)  # type: ignore[union-attr]
    assert len(told) > 100
    assert all(languages == {"nl", "en"} for languages in told.values())


def test_a_body_without_expected_goals_or_a_known_day_is_described(real_dataset: Path) -> None:
    manifest = Dataset(real_dataset).manifest()
    odd = {path: structs.replace(entry, edition="undated") for path, entry in manifest.documents.items()}
    manifest = structs.replace(manifest, documents=odd)
    holdings = Holdings(manifest, "0001-test", MADE)
    triples = Catalogue.of(holdings, OPERATOR, dumps_of(manifest)).triples()
    measured = values(triples, f"{holdings.base}/catalogue/gm0193#dataset", f"{DQV}hasQualityMeasurement")
    assert not [one for one in measured if "page" in one.rpartition("-")[2]]


@pytest.mark.parametrize("language", Language)
def test_search_engines_find_the_same_datasets(catalogue: Catalogue, language: Language) -> None:
    told = json.loads(json.dumps(data_catalogue(catalogue, language, catalogue.scopes())))
    assert told["@context"] == "https://schema.org/"
    assert [one["@id"] for one in told["dataset"]] == [catalogue.names.dataset(scope) for scope in catalogue.scopes()]
    for scope, one in zip(catalogue.scopes(), told["dataset"], strict=True):
        assert one["name"] == catalogue.dataset(scope).title.say(language)
        assert 50 <= len(one["description"]) <= 5000  # what Google Dataset Search takes
        files = {entry["contentUrl"]: (entry["sha256"], entry["contentSize"]) for entry in one["distribution"]}
        assert files == {
            catalogue.names.download(path): (dump.sha256, f"{dump.size} B")
            for path, dump in catalogue.dumps.items()
            if path.rpartition("/")[0] == scope
        }
        assert all(("license" in entry) == ("texts" not in entry["contentUrl"]) for entry in one["distribution"])
