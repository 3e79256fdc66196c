"""Web annotations as JSON-LD for annotation clients: the keys of the context of the W3C, nested as its model shows.

Web Annotation Data Model (W3C Recommendation), sections 3 to 5; Web Annotation Vocabulary, appendix A. Asks nothing.
"""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.terms import DG, RDF_TYPE, SERVICE_PREFIXES

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"
_Said: TypeAlias = dict[str, list[NamedNode | Literal]]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE: Final = f'application/ld+json; profile="{CONTEXT}"'
OA: Final = SERVICE_PREFIXES["oa"]
_CITO: Final = SERVICE_PREFIXES["cito"]
# As the context of annotations has it; the namespace of Activity Streams itself begins with https.
AS: Final = "http://www.w3.org/ns/activitystreams#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_COUNT: Final = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
_ANNOTATION: Final = f"{OA}Annotation"

# What annotations say beside the model, and the datatype of offsets and counts, which the vocabulary gives and the
# context of annotations does not. Numbers stay numbers.
_OURS: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "resolution": {"@id": f"{DG}resolution", "@type": "@id"},
        "Citation": f"{_CITO}Citation",
        "citing": {"@id": f"{_CITO}hasCitingEntity", "@type": "@id"},
        "cited": {"@id": f"{_CITO}hasCitedEntity", "@type": "@id"},
        "citedAs": {"@id": f"{_CITO}hasCitationCharacterization", "@type": "@id"},
        **{name: {"@id": f"{OA}{name}", "@type": _COUNT} for name in ("start", "end")},
        "total": {"@id": f"{AS}totalItems", "@type": _COUNT},
    }
)
# The keys of properties, in the order in which a reader wants them.
_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{OA}motivatedBy": "motivation",
        f"{OA}hasBody": "body",
        f"{OA}hasTarget": "target",
        f"{OA}hasSource": "source",
        f"{OA}hasState": "state",
        f"{OA}cachedSource": "cached",
        f"{OA}hasSelector": "selector",
        **{f"{OA}{name}": name for name in ("exact", "prefix", "suffix", "start", "end", "via")},
        f"{DG}resolution": "resolution",
        f"{_CITO}hasCitingEntity": "citing",
        f"{_CITO}hasCitedEntity": "cited",
        f"{_CITO}hasCitationCharacterization": "citedAs",
        f"{AS}totalItems": "total",
        f"{AS}first": "first",
        f"{AS}partOf": "partOf",
    }
)
_CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{f"{OA}{name}": name for name in ("Annotation", "SpecificResource", "TimeState")},
        **{f"{OA}{name}": name for name in ("TextQuoteSelector", "TextPositionSelector")},
        f"{_CITO}Citation": "Citation",
        f"{AS}OrderedCollection": "AnnotationCollection",
        f"{AS}OrderedCollectionPage": "AnnotationPage",
        f"{OA}linking": "linking",
    }
)
_ALWAYS: Final = frozenset(
    {
        f"{DG}resolution",
        *(f"{OA}{name}" for name in ("motivatedBy", "hasTarget", "via", "hasSource", "hasSelector")),
        *(f"{OA}{name}" for name in ("exact", "prefix", "suffix", "start", "end")),
    }
)
_ALWAYS_CLASSES: Final = frozenset(
    f"{OA}{name}" for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")
)
_PLACE: Final = re.compile(r"/([0-9]+)-([0-9]+)#annotation\Z")  # .../goal-2.2.2/1110-1124#annotation


def collected(triples: Sequence[Triple], document: str) -> list[Triple]:
    """Annotations as the collection of a description by its IRI, all on one page of it (model, sections 5.1, 5.2)."""
    found = _annotations(_nodes(triples))
    collection, page = NamedNode(_collection(document)), NamedNode(_page(document))
    said = [
        Triple(collection, NamedNode(RDF_TYPE), NamedNode(f"{AS}OrderedCollection")),
        Triple(collection, NamedNode(f"{AS}totalItems"), Literal(str(len(found)), datatype=NamedNode(_COUNT))),
    ]
    if found:
        said += [
            Triple(collection, NamedNode(f"{AS}first"), page),
            Triple(page, NamedNode(RDF_TYPE), NamedNode(f"{AS}OrderedCollectionPage")),
            Triple(page, NamedNode(f"{AS}partOf"), collection),
            *_listed(page, found),
        ]
    return [*said, *triples]


def annotation_document(triples: Iterable[Triple]) -> bytes:
    """Annotations as one document: their collection where they have one, else the one annotation that there is.

    Raises:
        KeyError: a property that no annotation has.
    """
    nodes = _nodes(triples)
    tops = [iri for iri, said in nodes.items() if f"{AS}OrderedCollection" in _types(said)] or _annotations(nodes)
    (top,) = tops
    return msgspec.json.format(msgspec.json.encode({"@context": _context(), **_thing(top, nodes)}), indent=2) + b"\n"


async def write_annotations(pieces: AsyncIterator[list[Triple]], document: str) -> AsyncGenerator[bytes, None]:
    """Annotations as they come, as the page of the collection of a description; other statements stand behind them.

    An engine that gives the statements of an annotation apart from each other has them held until the last.
    """
    head = {"@context": _context(), "id": _page(document), "type": "AnnotationPage"}
    # With the first annotation, so that a question that fails gives no begin of an answer.
    before = msgspec.json.encode(head)[:-1] + b',"items":[\n'
    count, held = 0, list[Triple]()
    async for group in _groups(pieces):
        nodes = _nodes(group)
        if held or not _is_whole(nodes):
            held += group
            continue
        for iri in _annotations(nodes):
            yield before + msgspec.json.encode(_thing(iri, nodes))
            before, count = b",\n", count + 1
    nodes = _nodes(held)
    for iri in _annotations(nodes):
        yield before + msgspec.json.encode(_thing(iri, nodes))
        before, count = b",\n", count + 1
    yield b"" if count else before
    yield _ending(document, count, held)


def _ending(document: str, count: int, held: Sequence[Triple]) -> bytes:
    """How a page of annotations ends: of which collection it is, and what was said that is in no annotation."""
    stems = {iri.partition("#")[0] for iri in _annotations(_nodes(held))}
    whole = {"id": _collection(document), "type": "AnnotationCollection", "total": count}
    buffer = BytesIO()
    serialize((one for one in held if _stem(one) not in stems), buffer, format=RdfFormat.JSON_LD)
    return b'],\n"partOf":' + msgspec.json.encode(whole) + b',\n"@included":' + buffer.getvalue() + b"}\n"


def _is_whole(nodes: Mapping[str, _Said]) -> bool:
    """Whether all is there that every annotation has."""
    found = {predicate for said in nodes.values() for predicate in said}
    return found >= _ALWAYS and {name for said in nodes.values() for name in _types(said)} >= _ALWAYS_CLASSES


async def _groups(pieces: AsyncIterator[list[Triple]]) -> AsyncGenerator[list[Triple], None]:
    """The triples about one thing and its fragments, as often as they come together."""
    group: list[Triple] = []
    async for triples in pieces:
        for triple in triples:
            if group and _stem(triple) != _stem(group[0]):
                yield group
                group = []
            group.append(triple)
    if group:
        yield group


def _listed(page: NamedNode, iris: Sequence[str]) -> Iterator[Triple]:
    """What is on a page, as a list (RDF Schema, section 5.2)."""
    cells: list[BlankNode | NamedNode] = [BlankNode(f"item{number}") for number in range(len(iris))]
    cells.append(NamedNode(f"{_RDF}nil"))
    yield Triple(page, NamedNode(f"{AS}items"), cells[0])
    for cell, iri, rest in zip(cells, iris, cells[1:], strict=False):
        yield Triple(cell, NamedNode(f"{_RDF}first"), NamedNode(iri))
        yield Triple(cell, NamedNode(f"{_RDF}rest"), rest)


def _nodes(triples: Iterable[Triple]) -> dict[str, _Said]:
    """What is said of each thing that has an IRI, each value once."""
    found: dict[str, _Said] = {}
    for one in triples:
        if isinstance(one.subject, NamedNode):
            values = found.setdefault(one.subject.value, {}).setdefault(one.predicate.value, [])
            if isinstance(one.object, NamedNode | Literal) and one.object not in values:
                values.append(one.object)
    return found


def _thing(iri: str, nodes: Mapping[str, _Said]) -> dict[str, Json]:
    """A thing with what it leads to in it, each thing of an annotation in the one place that leads to it."""
    said = nodes[iri]
    described: dict[str, Json] = {"id": iri}
    if classes := [_CLASSES[name] for name in sorted(_types(said))]:
        described["type"] = _one_or_all(list(classes))
    for predicate in sorted(said.keys() - {RDF_TYPE, f"{AS}items"}, key=list(_KEYS).index):
        values = sorted(said[predicate], key=str)
        described[_KEYS[predicate]] = _one_or_all([_value(predicate, value, nodes) for value in values])
    if f"{AS}items" in said:
        described["items"] = [_thing(one, nodes) for one in _annotations(nodes)]
    return described


def _value(predicate: str, value: NamedNode | Literal, nodes: Mapping[str, _Said]) -> Json:
    if isinstance(value, Literal):
        return int(value.value) if value.datatype.value == _COUNT else value.value
    if predicate == f"{OA}motivatedBy":
        return _CLASSES[value.value]
    upwards = predicate == f"{AS}partOf"
    return _thing(value.value, nodes) if value.value in nodes and not upwards else value.value


def _annotations(nodes: Mapping[str, _Said]) -> list[str]:
    return sorted((iri for iri, said in nodes.items() if _ANNOTATION in _types(said)), key=_place)


def _types(said: _Said) -> list[str]:
    return [value.value for value in said.get(RDF_TYPE, ())]


def _place(iri: str) -> tuple[str, int, int]:
    """Where the words of an annotation stand: on which page, from where to where."""
    found = _PLACE.search(iri)
    return (iri[: found.start()], int(found[1]), int(found[2])) if found else (iri, 0, 0)


def _stem(triple: Triple) -> str:
    return triple.subject.value.partition("#")[0] if isinstance(triple.subject, NamedNode) else ""


def _collection(document: str) -> str:
    return f"{document}#annotations"


def _page(document: str) -> str:
    return f"{document}?_profile=oa"


def _context() -> Json:
    return [CONTEXT, dict(_OURS)]


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
