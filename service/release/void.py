"""What a release is made of, for machines: its counts and those of each document in VoID, as triples.

Counts nothing and stores nothing. Classes are told with their properties, and these with what their values are, for the
release as a whole only, because editors read all of it (void:classPartition, void:propertyPartition of the W3C note on
VoID, and void-ext:datatypePartition of http://ldf.fi/void-ext).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology import terms
from ontology.dataset import Manifest
from ontology.iri import SERVICE, VOID, DocumentKey, graph, in_document, mint
from ontology.language import Language, Phrase
from service.release.dump_names import FACTS, TEXTS, WHOLE
from service.release.void_counts import Counts, Usage

VOID_NS: Final = "http://rdfs.org/ns/void#"
VOID_EXT_NS: Final = "http://ldf.fi/void-ext#"
DATASET: Final = "dataset"

# Classes of terms, whose properties nobody asks of who asks of goals.
_DEFINING: Final = (terms.PREFIXES["owl"], terms.PREFIXES["rdfs"], terms.PREFIXES["rdf"])
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_DCTERMS: Final = terms.PREFIXES["dcterms"]
_TITLE: Final = Phrase("Beleidsdoelen en hun verbanden", "Policy goals and how they relate")
_DESCRIPTION: Final = Phrase(
    "Alles wat deze release zegt: doelen van gemeenten zoals hun documenten ze vermelden, met wat regels eruit "
    "afleiden, het vocabulaire en de herkomst. De beschrijving zelf telt niet mee.",
    "All that this release says: goals of municipalities as their documents state them, with what rules derive from "
    "them, the vocabulary and the provenance. The description itself does not count.",
)
_RIGHTS: Final = Phrase(
    "De uitspraken zijn vrij (CC0). Woorden van pagina's die er een waarde van zijn (namen, titels, dg:statement, "
    "dg:targetText, dg:betterFitText, dg:cause) en de teksten van pagina's, in de grafen /graph/text/, blijven van hun "
    "uitgever; onder welke licentie die ze geeft is hier niet bekend.",
    "The statements are free (CC0). Words of pages that are values of them (names, titles, dg:statement, "
    "dg:targetText, dg:betterFitText, dg:cause) and the texts of pages, in the graphs /graph/text/, remain their "
    "publisher's; under which licence it gives them is not known here.",
)
_OF_DOCUMENT: Final = Phrase("{title}: alle uitspraken", "{title}: all statements")


def dataset_iri(base: str) -> str:
    """The IRI of all that a release says."""
    return f"{graph(base, SERVICE)}#{DATASET}"


def document_graph(base: str, document: DocumentKey) -> str:
    """The IRI of the graph that describes the statements of a document."""
    return graph(base, VOID, document.path)


def whole(manifest: Manifest, counts: Counts, example: str | None) -> Iterator[Triple]:
    """The description of a release; `example` is the IRI of something in it to begin with."""
    base = manifest.base
    dataset = _Part(graph(base, SERVICE), DATASET)
    yield dataset.says(terms.RDF_TYPE, NamedNode(f"{VOID_NS}Dataset"))
    yield from _spoken(dataset, f"{_DCTERMS}title", _TITLE)
    yield from _spoken(dataset, f"{_DCTERMS}description", _DESCRIPTION)
    yield from _spoken(dataset, f"{_DCTERMS}rights", _RIGHTS)
    yield from _access(base, dataset)
    yield from _dumps(base, dataset, WHOLE)
    yield dataset.says(f"{VOID_NS}uriSpace", Literal(f"{base}/id/"))
    yield from (dataset.says(f"{VOID_NS}vocabulary", NamedNode(name)) for name in vocabularies(counts))
    yield from (
        dataset.says(f"{VOID_NS}subset", NamedNode(f"{document_graph(base, document)}#{DATASET}"))
        for document in map(DocumentKey.parse, sorted(manifest.documents))
    )
    if example is not None:
        yield dataset.says(f"{VOID_NS}exampleResource", NamedNode(example))
    yield from _sizes(dataset, counts)
    yield from _used_classes(dataset, counts)
    yield from _properties(dataset, counts)


def of_document(manifest: Manifest, document: DocumentKey, counts: Counts) -> Iterator[Triple]:
    """The description of the statements of one document: how many things of which class, how many of which property."""
    base = manifest.base
    dataset = _Part(document_graph(base, document), DATASET)
    yield dataset.says(terms.RDF_TYPE, NamedNode(f"{VOID_NS}Dataset"))
    yield from _spoken(dataset, f"{_DCTERMS}title", _OF_DOCUMENT, title=title(manifest, document))
    yield from _access(base, dataset)
    yield dataset.says(f"{VOID_NS}exampleResource", NamedNode(mint(base, in_document("document", document))))
    for kind in ("doc", "text", "inferred", "analysis"):
        yield dataset.says(f"{VOID_NS}dataDump", NamedNode(f"{graph(base, kind, document.path)}.nq"))
    yield from _dumps(base, dataset, document.path)
    yield from _sizes(dataset, counts)
    yield dataset.says(f"{VOID_NS}distinctSubjects", _number(counts.subjects))
    for name, number in sorted(counts.classes.items()):
        part = dataset.part("class", name)
        yield dataset.says(f"{VOID_NS}classPartition", part.node)
        yield part.says(f"{VOID_NS}class", NamedNode(name))
        yield part.says(f"{VOID_NS}entities", _number(number))
    yield from _properties(dataset, counts)


def title(manifest: Manifest, document: DocumentKey) -> str:
    """What a document is called, with its organisation: `Begroting 2021 (Zwolle)`."""
    return f"{manifest.documents[document.path].title} ({manifest.bodies[document.organisation].name})"


def vocabularies(counts: Counts) -> list[str]:
    """The namespaces of the terms that are used, those that we have a prefix for."""
    used = (*counts.classes, *counts.properties)
    return sorted({name for name in terms.PREFIXES.values() if any(_is_in(name, term) for term in used)})


@dataclass(frozen=True, slots=True)
class _Part:
    """Something in a description, by a fragment of the address of the description."""

    graph: str
    fragment: str

    @property
    def node(self) -> NamedNode:
        """Its IRI."""
        return NamedNode(f"{self.graph}#{self.fragment}")

    def says(self, predicate: str, value: NamedNode | Literal) -> Triple:
        """A triple about it."""
        return Triple(self.node, NamedNode(predicate), value)

    def part(self, kind: str, name: str) -> "_Part":
        """A part of it that has to do with a term: `class/dg:Goal`, or with the whole IRI where it has no prefix."""
        return _Part(
            self.graph, f"{kind}/{_short(name)}" if self.fragment == DATASET else f"{self.fragment}/{_short(name)}"
        )


def _access(base: str, dataset: _Part) -> Iterator[Triple]:
    yield dataset.says(f"{VOID_NS}sparqlEndpoint", NamedNode(f"{base}/sparql"))
    for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        yield dataset.says(f"{VOID_NS}feature", NamedNode(_FORMATS + name))


def _dumps(base: str, dataset: _Part, scope: str) -> Iterator[Triple]:
    for name in (FACTS, TEXTS):
        yield dataset.says(f"{VOID_NS}dataDump", NamedNode(f"{base}/dumps/{scope}/{name}"))


def _sizes(dataset: _Part, counts: Counts) -> Iterator[Triple]:
    yield dataset.says(f"{VOID_NS}triples", _number(counts.triples))
    yield dataset.says(f"{VOID_NS}entities", _number(counts.entities))
    yield dataset.says(f"{VOID_NS}classes", _number(len(counts.classes)))
    yield dataset.says(f"{VOID_NS}properties", _number(len(counts.properties)))


def _properties(dataset: _Part, counts: Counts) -> Iterator[Triple]:
    for name, number in sorted(counts.properties.items()):
        part = dataset.part("property", name)
        yield dataset.says(f"{VOID_NS}propertyPartition", part.node)
        yield part.says(f"{VOID_NS}property", NamedNode(name))
        yield part.says(f"{VOID_NS}triples", _number(number))


def _used_classes(dataset: _Part, counts: Counts) -> Iterator[Triple]:
    for name, number in sorted(counts.classes.items()):
        part = dataset.part("class", name)
        yield dataset.says(f"{VOID_NS}classPartition", part.node)
        yield part.says(f"{VOID_NS}class", NamedNode(name))
        yield part.says(f"{VOID_NS}entities", _number(number))
        if not name.startswith(_DEFINING):
            for used, usage in sorted(counts.usage.get(name, {}).items()):
                yield from _usage(part, used, usage, counts)


def _usage(of_class: _Part, name: str, usage: Usage, counts: Counts) -> Iterator[Triple]:
    part = of_class.part("", name)
    yield of_class.says(f"{VOID_NS}propertyPartition", part.node)
    yield part.says(f"{VOID_NS}property", NamedNode(name))
    yield part.says(f"{VOID_NS}triples", _number(usage.triples))
    for value, number in sorted(_value_classes(usage, counts).items()):
        values = part.part("", value)
        yield part.says(f"{VOID_NS}classPartition", values.node)
        yield values.says(f"{VOID_NS}class", NamedNode(value))
        yield values.says(f"{VOID_NS}triples", _number(number))
    for value, number in sorted(usage.datatypes.items()):
        values = part.part("", value)
        yield part.says(f"{VOID_EXT_NS}datatypePartition", values.node)
        yield values.says(f"{VOID_EXT_NS}datatype", NamedNode(value))
        yield values.says(f"{VOID_NS}triples", _number(number))


def _value_classes(usage: Usage, counts: Counts) -> Mapping[str, int]:
    """The classes of the values; a value of another scope has those that everything of its kind has."""
    found = dict(usage.classes)
    for kind, number in usage.kinds.items():
        for name in counts.classes_of(kind):
            found[name] = found.get(name, 0) + number
    return found


def _spoken(part: _Part, predicate: str, phrase: Phrase, **values: object) -> Iterator[Triple]:
    for language in Language:
        yield part.says(predicate, Literal(phrase.say(language, **values), language=language))


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(terms.XSD_INTEGER))


def _short(name: str) -> str:
    """An IRI with the prefix that we know for it, else as it is but for what can't stand in a fragment."""
    for prefix, namespace in terms.PREFIXES.items():
        if _is_in(namespace, name):
            return f"{prefix}:{name[len(namespace) :]}"
    return name.replace("#", "%23")


def _is_in(namespace: str, name: str) -> bool:
    return name.startswith(namespace) and not set("/#") & set(name[len(namespace) :])
