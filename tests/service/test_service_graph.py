"""A release describes itself to machines, in graphs of its own, truly and in words that other tools read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi import FastAPI
from msgspec import structs
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import SH, Graph
from starlette.testclient import TestClient
from tiny import BASE, BUDGET, Goal, Tiny, publish_tiny

from ontology import terms
from ontology.dataset import Dataset
from ontology.iri import graph, home, is_description
from ontology.shapes import all_shapes, validate
from ontology.terms import PREFIXES
from service.engine.embedded import Capacity, EmbeddedEngine
from service.engine.formats import RESULTS, TRIPLES
from service.engine.work import Limits
from service.release import void_counts
from service.release.releases import ReleaseManifest, Releases
from service.release.service_graph import FORMATS, Features
from service.release.store import open_read_only
from service.release.void_counts import FILE, Counts, scope_of
from service.release.write_input import READ
from service.settings import Settings
from service.web.service_description import MOST_GRAPHS, describe_service
from service.web.serving import build
from tests.ontology.outside import graph_of

MIB = 1024 * 1024
JSON = {"Accept": "application/sparql-results+json"}
OF_OTHERS = {
    "http://rdfs.org/ns/void#": "vocabularies/void.ttl",
    "http://www.w3.org/ns/sparql-service-description#": "vocabularies/sd.ttl",
    "http://purl.org/dc/terms/": "vocabularies/dcterms.ttl",
}

# As the SPARQL editor of SIB asks them (sib-swiss/sparql-editor, packages/sparql-editor/src/metadata.ts).
ASKED_PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix} ORDER BY ?prefix"""
ASKED_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
ASKED_CLASSES = """PREFIX sd:<http://www.w3.org/ns/sparql-service-description#>
PREFIX void:<http://rdfs.org/ns/void#>
PREFIX void-ext:<http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?subjectClass ?prop ?objectClass ?objectDatatype ?triples WHERE {
  OPTIONAL { ?graph sd:graph ?graphDesc . ?graphDesc void:classPartition ?cp . }
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
  ?pp void:property ?prop .
  OPTIONAL { ?pp void:triples ?triples }
  OPTIONAL {
    { ?pp void:classPartition [ void:class ?objectClass ] }
    UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] }
  }
}"""


def opened(data: Path) -> tuple[Store, ReleaseManifest]:
    releases = Releases(data)
    release = releases.current()
    return open_read_only(releases.store(release)), releases.manifest(release)


def described(data: Path) -> list[Quad]:
    """The quads in which the release that is served describes itself."""
    store, manifest = opened(data)
    return [quad for quad in store if is_description(manifest.base, named(quad))]


def named(quad: Quad) -> str:
    assert isinstance(quad.graph_name, NamedNode)
    return quad.graph_name.value


def asked(store: Store, query: str) -> list[tuple[str, ...]]:
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [tuple("" if cell is None else str(getattr(cell, "value", cell)) for cell in row) for row in rows]


@pytest.fixture(scope="module")
def application(fictional_data: Path) -> Iterator[FastAPI]:
    """The whole application over the example of a town."""
    capacity = Capacity(workers=1, queue_length=4, timeout_s=10.0, limits=Limits(512 * MIB, 4 * MIB))
    engine = EmbeddedEngine(Releases(fictional_data), capacity)
    yield build(engine, Settings(data=fictional_data, query_timeout_s=10.0))
    engine.close()


@pytest.fixture(scope="module")
def client(application: FastAPI) -> Iterator[TestClient]:
    with TestClient(application) as client:
        yield client


def test_every_count_is_what_a_query_counts(fictional_data: Path) -> None:
    store, manifest = opened(fictional_data)
    counted: Counter[tuple[str, ...]] = Counter()
    for quad in store:
        if not is_description(manifest.base, named(quad)):
            counted["triples",] += 1
            counted["property", quad.predicate.value] += 1
            if quad.predicate.value == terms.RDF_TYPE:
                counted["class", quad.object.value] += 1
    told = asked(
        store,
        f"""PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?what ?name ?count WHERE {{ VALUES ?dataset {{ <{BASE}/graph/service#dataset> }}
          {{ ?dataset void:triples ?count BIND("triples" AS ?what) }}
          UNION {{ ?dataset void:classPartition [ void:class ?name ; void:entities ?count ] BIND("class" AS ?what) }}
          UNION {{ ?dataset void:propertyPartition [ void:property ?name ; void:triples ?count ]
                   BIND("property" AS ?what) }} }}""",
    )
    assert {tuple(filter(None, row[:-1])): int(row[-1]) for row in told} == counted
    assert counted["triples",] == manifest.statements == manifest.quads - len(described(fictional_data))


def test_a_document_is_told_of_by_all_of_its_graphs(fictional_data: Path) -> None:
    store, manifest = opened(fictional_data)
    told = asked(
        store,
        f"""PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?triples ?subjects WHERE {{ <{BASE}/graph/service#dataset> void:subset ?document .
          ?document void:exampleResource <{BASE}/id/document/{BUDGET.path}> ; void:triples ?triples ;
            void:distinctSubjects ?subjects }}""",
    )
    graphs = [graph(BASE, kind, BUDGET.path) for kind in ("doc", "text", "inferred", "analysis")]
    subjects = {quad.subject for quad in store if named(quad) in graphs}
    assert told == [(str(sum(manifest.graphs[name] for name in graphs)), str(len(subjects)))]


def test_editors_read_classes_properties_and_values_of_the_release_once(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASKED_CLASSES}, headers=JSON).json()["results"]["bindings"]
    rows = [{name: cell["value"] for name, cell in row.items()} for row in answer]
    goal = {
        (row["prop"], row.get("objectClass", row.get("objectDatatype")))
        for row in rows
        if row["subjectClass"] == terms.GOAL_VERSION
    }
    assert not any("graph" in row for row in rows)
    assert {
        (terms.NUMBER, "http://www.w3.org/2001/XMLSchema#string"),
        (terms.YEAR, terms.XSD_INTEGER),
        (terms.IN_DOMAIN, terms.DOMAIN),
        (terms.REFERS_TO, terms.GOAL_VERSION),
        (terms.IN_DOCUMENT, terms.PLANNING_CONTROL_DOCUMENT),
    } <= goal
    assert len(rows) == len({tuple(sorted(row.items())) for row in rows})


def test_editors_read_every_prefix(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASKED_PREFIXES}, headers=JSON).json()["results"]["bindings"]
    assert {row["prefix"]["value"]: row["namespace"]["value"] for row in answer} == dict(PREFIXES)


def test_editors_read_every_stored_question_and_each_runs_as_it_is(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASKED_EXAMPLES}, headers=JSON).json()["results"]["bindings"]
    titles = {(row["sq"]["value"], row["comment"]["xml:lang"]) for row in answer}
    queries = {row["sq"]["value"]: row["query"]["value"] for row in answer}
    assert len(queries) == 25
    assert titles == {(name, language) for name in queries for language in ("nl", "en")}
    without_rows = set()
    for name, query in queries.items():
        ran = client.get("/sparql", params={"query": query}, headers=JSON)
        assert ran.status_code == 200, f"{name}: {ran.text}"
        if not ran.json()["results"]["bindings"]:
            without_rows.add(name.rpartition("#")[2])
    assert without_rows == set()


def test_an_example_asks_of_the_goal_that_refers_most(fictional_data: Path) -> None:
    store, _ = opened(fictional_data)
    ((query, example),) = asked(
        store,
        f"""PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?query ?example {{ <{BASE}/graph/service#cq01> sh:select ?query .
          <{BASE}/graph/service#dataset> void:exampleResource ?example }}""",
    )
    references = Counter(
        quad.subject
        for quad in store
        if quad.predicate.value == terms.REFERS_TO and f"/goal-version/{BUDGET.path}/" in str(quad.subject)
    )
    assert references[NamedNode(example)] == max(references.values()) > 1
    number = example.rpartition("/")[2]
    assert f'"begroting" "2031"^^<{terms.XSD_INTEGER}> "{number}"' in query


def test_a_release_without_goals_describes_itself_too(tmp_path: Path) -> None:
    publish_tiny(Tiny(goals={BUDGET: ()}).write(tmp_path / "dataset"), tmp_path / "data")
    rows = asked(opened(tmp_path / "data")[0], ASKED_EXAMPLES)
    assert len({row[0] for row in rows}) == 25


def test_every_statement_of_a_description_is_at_home_and_has_no_blank_node(fictional_data: Path) -> None:
    quads = described(fictional_data)
    assert len({named(quad) for quad in quads}) == 1 + len(opened(fictional_data)[1].dataset.documents) == 4
    for quad in quads:
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert isinstance(quad.subject, NamedNode)
        assert home(BASE, quad.subject.value, quad.predicate.value, set()) == named(quad)


def test_every_term_of_a_description_exists_where_it_comes_from(fictional_data: Path) -> None:
    terms_of = ((quad.predicate, quad.object) for quad in described(fictional_data))
    used = {term.value for both in terms_of for term in both if isinstance(term, NamedNode)}
    unknown = set()
    for namespace, file in OF_OTHERS.items():
        known = {str(subject) for subject in graph_of(file).subjects()}
        of_it = {iri for iri in used if iri.startswith(namespace)}
        assert of_it, namespace
        unknown |= of_it - known
    shacl = {iri for iri in used if iri.startswith(str(SH))}
    assert shacl
    assert unknown | {iri for iri in shacl if iri.removeprefix(str(SH)) not in SH} == set()


def test_values_stand_where_the_vocabulary_of_void_allows_them(fictional_data: Path) -> None:
    vocabulary: Graph = graph_of("vocabularies/void.ttl")
    literal = {
        str(subject) for subject, _, kind in vocabulary if str(kind) == "http://www.w3.org/2002/07/owl#DatatypeProperty"
    }
    told = [quad for quad in described(fictional_data) if quad.predicate.value.startswith("http://rdfs.org/ns/void#")]
    assert {quad.predicate.value for quad in told} & literal
    for quad in told:
        assert isinstance(quad.object, Literal) == (quad.predicate.value in literal), quad


def test_the_shapes_accept_a_description(fictional_data: Path) -> None:
    assert validate(described(fictional_data), all_shapes()) == []


def test_a_patch_counts_only_what_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, data = tmp_path / "dataset", tmp_path / "data"
    publish_tiny(Tiny().write(root), data)
    counted: list[str] = []
    count = void_counts._count  # noqa: SLF001 - it is what takes time

    def noting(store: Store, base: str, graphs: list[str], shared: Mapping[str, tuple[str, ...]]) -> Counts:
        counted.append(scope_of(base, graphs[0]))
        return count(store, base, graphs, shared)

    monkeypatch.setattr(void_counts, "_count", noting)
    goals = dict(Tiny().goals)
    goals[BUDGET] = (*goals[BUDGET], Goal("1.1.3", "Nieuw"))
    published = publish_tiny(Tiny(goals=goals).write(root), data)
    assert published.manifest.patches == 1
    assert "gm9999/begroting/2031" in counted
    assert not {"gm9999/berap/2031-1", "def"} & set(counted)
    patched = described(data)
    (Releases(data).folder(published.manifest.id) / FILE).write_bytes(b"damaged")
    again = publish_tiny(root, data, full=True)
    assert again.manifest.patches == 0
    assert set(described(data)) == set(patched)


def test_a_release_whose_counts_are_lost_can_be_patched(tmp_path: Path) -> None:
    root, data = tmp_path / "dataset", tmp_path / "data"
    first = publish_tiny(Tiny().write(root), data)
    (Releases(data).folder(first.manifest.id) / FILE).unlink()
    goals = dict(Tiny().goals)
    goals[BUDGET] = (*goals[BUDGET], Goal("1.1.3", "Nieuw"))
    assert publish_tiny(Tiny(goals=goals).write(root), data).manifest.patches == 1
    patched = described(data)
    publish_tiny(root, data, full=True)
    assert set(described(data)) == set(patched)


def test_a_document_that_is_called_otherwise_is_described_anew(tmp_path: Path) -> None:
    root, data = tmp_path / "dataset", tmp_path / "data"
    publish_tiny(Tiny().write(root), data)
    dataset = Dataset(root)
    manifest = dataset.manifest()
    entry = structs.replace(manifest.documents[BUDGET.path], title="Programmabegroting 2031")
    dataset.write_manifest(structs.replace(manifest, documents=manifest.documents | {BUDGET.path: entry}))
    assert publish_tiny(root, data).manifest.patches == 1
    titles = {quad.object.value for quad in described(data) if quad.predicate.value == terms.DCTERMS_TITLE}  # type: ignore[union-attr]  # a title is a literal
    assert "Programmabegroting 2031 (Stroomdorp): alle uitspraken" in titles


def test_the_description_stands_at_the_well_known_address(client: TestClient) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/turtle")
    assert any(
        quad.predicate.value == "http://rdfs.org/ns/void#sparqlEndpoint"
        for quad in parse(answer.content, RdfFormat.TURTLE)
    )


def test_each_part_of_a_description_leads_to_the_description(client: TestClient) -> None:
    answer = client.get(f"/graph/void/{BUDGET.path}", headers={"Accept": "text/turtle"})
    subjects = {quad.subject.value for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert {subject.partition("#")[0] for subject in subjects} == {f"{BASE}/graph/void/{BUDGET.path}"}


@pytest.mark.parametrize("path", ["service", f"void/{BUDGET.path}"])
def test_a_person_sees_what_a_description_is(client: TestClient, path: str) -> None:
    page = client.get(f"/graph/{path}", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert page.status_code == 200
    assert {"service": "What this release says of itself", "void": "by class and by property"}[
        path.partition("/")[0]
    ] in page.text


def test_the_endpoint_names_the_graphs_of_the_release_and_where_to_read_more(
    client: TestClient, fictional_data: Path
) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    quads = list(parse(answer.content, RdfFormat.TURTLE))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    names = {quad.object.value for quad in quads if quad.predicate.value == f"{sd}name"}
    assert names == {named(quad) for quad in opened(fictional_data)[0]}
    assert {quad.object.value for quad in quads if quad.predicate.value.endswith("seeAlso")} == {
        f"{BASE}/graph/service",
        f"{BASE}/graph/service#dataset",
    }
    assert not any(quad.predicate.value == f"{sd}languageExtension" for quad in quads)


def test_a_description_of_an_endpoint_names_no_more_graphs_than_people_read() -> None:
    assert MOST_GRAPHS < 1000
    content = describe_service(
        "http://localhost/sparql", RdfFormat.N_TRIPLES, BASE, [f"{BASE}/graph/{n}" for n in range(3)]
    )
    assert content.count(b"#NamedGraph>") == 3


def test_an_endpoint_says_of_itself_only_what_is_so() -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    plain, changed = (
        {(quad.predicate.value.removeprefix(sd), str(quad.object)) for quad in parse(content, RdfFormat.N_TRIPLES)}
        for content in (
            describe_service("http://localhost/sparql", RdfFormat.N_TRIPLES),
            describe_service(
                "http://localhost/sparql",
                RdfFormat.N_TRIPLES,
                features=Features(union=False, reads=("Turtle",)),
            ),
        )
    )
    assert plain - changed == {("feature", f"<{sd}UnionDefaultGraph>")}
    assert changed - plain == {
        ("supportedLanguage", f"<{sd}SPARQL11Update>"),
        ("inputFormat", "<http://www.w3.org/ns/formats/Turtle>"),
    }


def test_a_service_tells_its_settings_in_its_description(fictional_data: Path) -> None:
    releases = Releases(fictional_data)
    capacity = Capacity(workers=1, queue_length=4, timeout_s=10.0, limits=Limits(512 * MIB, 4 * MIB), union=False)
    engine = EmbeddedEngine(releases, capacity)
    try:
        with TestClient(build(engine, Settings(data=fictional_data, union_default_graph=False))) as client:
            answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    finally:
        engine.close()
    assert b"UnionDefaultGraph" not in answer.content
    assert b"supportedLanguage" in answer.content


def test_every_format_of_an_answer_and_of_what_is_written_has_a_name_at_w3c() -> None:
    assert {*RESULTS, *TRIPLES} == FORMATS.keys()
    assert set(READ) <= FORMATS.keys()
