"""What a release says of itself to machines, in graphs of its own: the endpoint, the counts, prefixes and examples.

The address of the endpoint follows from the base of the data, as that of everything in a release does. One graph speaks
of the release, and one of each document, so that a patch writes only those of documents that changed. Made when all
other graphs are there; what is counted in them is known by `void_counts`, how it is told by `void` and `examples`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, Store, Triple

from ontology import terms
from ontology.dataset import Manifest
from ontology.iri import SERVICE, DocumentKey, graph, is_description
from service.release import examples, store, void, void_counts
from service.release.void_counts import Counts

SD_NS: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS_NS: Final = "http://www.w3.org/ns/formats/"

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "application/sparql-results+json": "SPARQL_Results_JSON",
        "application/sparql-results+xml": "SPARQL_Results_XML",
        "text/csv": "SPARQL_Results_CSV",
        "text/tab-separated-values": "SPARQL_Results_TSV",
        "text/turtle": "Turtle",
        "application/n-triples": "N-Triples",
        "application/ld+json": "JSON-LD",
        "application/rdf+xml": "RDF_XML",
        "application/trig": "TriG",
        "application/n-quads": "N-Quads",
    }
)
"""What W3C calls the formats in which answers are given, by media type."""


def describe(path: Path, manifest: Manifest, graphs: Mapping[str, int], known: Mapping[str, Counts]) -> dict[str, int]:
    """Have a store describe what is in it; returns how many quads each graph has after that.

    `graphs` counts the quads of each graph. Scopes in `known` are not counted again; the counts of all are kept in a
    file beside the store.

    Raises:
        OSError: there is no store, or it can't be written.
    """
    base = manifest.base
    told = sorted(name for name in graphs if not is_description(base, name))
    scopes = void_counts.count(path, base, told, known)
    void_counts.write(path.with_name(void_counts.FILE), scopes)
    described: dict[str, bytes] = {
        graph(base, SERVICE): _whole(path, manifest, told, void_counts.total(scopes.values()))
    }
    for document in map(DocumentKey.parse, sorted(manifest.documents)):
        if document.path in scopes and not (document.path in known and void.document_graph(base, document) in graphs):
            name = void.document_graph(base, document)
            described[name] = _quads(name, void.of_document(manifest, document, scopes[document.path]))
    with store.edited(path) as edited:
        counted = {name: edited.replace(name, content) for name, content in described.items()}
    return dict(sorted((dict(graphs) | counted).items()))


def known_of(before: Path, old: Manifest, new: Manifest, changed: Iterable[str]) -> dict[str, Counts]:
    """The counts that are kept beside a store, without those of scopes that are not or are not called as they were.

    `changed` are the graphs of which the quads may differ from those in the store.
    """
    stale = {void_counts.scope_of(old.base, name) for name in changed}
    stale |= {path for path in old.documents if path in new.documents and _title(old, path) != _title(new, path)}
    kept = void_counts.read(before.with_name(void_counts.FILE))
    return {scope: counts for scope, counts in kept.items() if scope not in stale}


@dataclass(frozen=True, slots=True)
class Features:
    """What an endpoint does beside answering: whether its default graph is the union of all, and who may change data.

    `reads` are the formats that it reads, by the names of `FORMATS`; none where nobody may.
    """

    union: bool = True
    reads: tuple[str, ...] = ()


def endpoint(address: str, dataset: str, features: Features) -> Iterator[Triple]:
    """The description of an endpoint at an address over a dataset, by SPARQL 1.1 Service Description (section 3)."""
    service, data = NamedNode(address), NamedNode(dataset)
    default = NamedNode(f"{dataset}-default-graph")
    yield Triple(service, NamedNode(terms.RDF_TYPE), _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if features.union:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    if features.reads:
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for name in features.reads:
        yield Triple(service, _sd("inputFormat"), NamedNode(FORMATS_NS + name))
    for name in FORMATS.values():
        yield Triple(service, _sd("resultFormat"), NamedNode(FORMATS_NS + name))
    yield Triple(service, _sd("defaultDataset"), data)
    yield Triple(data, NamedNode(terms.RDF_TYPE), _sd("Dataset"))
    yield Triple(data, _sd("defaultGraph"), default)
    yield Triple(default, NamedNode(terms.RDF_TYPE), _sd("Graph"))


def named_graphs(dataset: str, names: Iterable[str]) -> Iterator[Triple]:
    """The named graphs of the dataset of an endpoint; each has a description of its own, which is not the graph."""
    for number, name in enumerate(names, start=1):
        node = NamedNode(f"{dataset}-graph-{number}")
        yield Triple(NamedNode(dataset), _sd("namedGraph"), node)
        yield Triple(node, NamedNode(terms.RDF_TYPE), _sd("NamedGraph"))
        yield Triple(node, _sd("name"), NamedNode(name))


def _descriptions(manifest: Manifest) -> Iterator[str]:
    """The graphs in which a release describes itself."""
    yield graph(manifest.base, SERVICE)
    yield from (void.document_graph(manifest.base, DocumentKey.parse(path)) for path in manifest.documents)


def _title(manifest: Manifest, document: str) -> str:
    return void.title(manifest, DocumentKey.parse(document))


def _whole(path: Path, manifest: Manifest, graphs: list[str], counts: Counts) -> bytes:
    base, opened = manifest.base, Store.read_only(str(path))
    subject = examples.Subject.of(opened, manifest)
    dataset = void.dataset_iri(base)
    triples = (
        *endpoint(f"{base}/sparql", dataset, Features()),
        *named_graphs(dataset, sorted({*graphs, *_descriptions(manifest)})),
        *void.whole(manifest, counts, subject.goal if subject else None),
        *examples.prefixes(base),
        *examples.examples(opened, manifest),
    )
    return _quads(graph(base, SERVICE), triples)


def _quads(name: str, triples: Iterable[Triple]) -> bytes:
    return "".join(sorted({f"{triple} <{name}> .\n" for triple in triples})).encode()


def _sd(name: str) -> NamedNode:
    return NamedNode(SD_NS + name)
