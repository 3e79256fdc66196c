"""The changes between releases as a Linked Data Event Stream: its description, its pages and their members, as triples.

Linked Data Event Streams 1.0.0 (SEMIC) on the TREE hypermedia specification (W3C TREE Community Group). A member is a
version object: what is stated of a thing since a release, under an identifier of its own. Knows no HTTP.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.language import Language, Phrase
from ontology.terms import DCTERMS_TITLE, PREFIXES, RDF_TYPE, RDFS_LABEL, XSD_DATE_TIME
from service.release.change_log import PAGE_SIZE, Kind, Member

LDES: Final = "https://w3id.org/ldes#"
TREE: Final = "https://w3id.org/tree#"
ACTIVITY: Final = "https://www.w3.org/ns/activitystreams#"
CREATED: Final = f"{PREFIXES['dcterms']}created"
IS_VERSION_OF: Final = f"{PREFIXES['dcterms']}isVersionOf"
VERSION_INFO: Final = "http://www.w3.org/2002/07/owl#versionInfo"

KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {Kind.CREATE: f"{ACTIVITY}Create", Kind.UPDATE: f"{ACTIVITY}Update", Kind.DELETE: f"{ACTIVITY}Delete"}
)
"""The class of a member, by what happened to the thing."""
CORRECTED: Final = Phrase("gecorrigeerd door {by}: {why}", "corrected by {by}: {why}")
"""That a change was made by a correction; why is in the words of the operator."""
_Said = tuple[str, str, NamedNode | Literal]
_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
_SHACL: Final = "http://www.w3.org/ns/shacl#"
_TITLE: Final = Phrase("Wijzigingen tussen releases", "Changes between releases")


def member_iri(base: str, member: Member) -> str:
    """The identifier of a member, which leads to its page."""
    return f"{base}/changes/{member.page}#{member.number}"


def last_page(total: int) -> int:
    """The page on which the next change comes, from 1; those before it are full and never change."""
    return total // PAGE_SIZE + 1


def describe_stream(base: str, first: Member | None) -> list[Triple]:
    """The stream itself and its root node, which leads to the first page; `first` is the first change ever."""
    stream, root = f"{base}/changes#stream", f"{base}/changes"
    said: list[_Said] = [
        (stream, RDF_TYPE, NamedNode(f"{LDES}EventStream")),
        (stream, f"{TREE}view", NamedNode(root)),
        (stream, f"{TREE}shape", NamedNode(f"{base}/changes#shape")),
        (stream, f"{LDES}timestampPath", NamedNode(CREATED)),
        (stream, f"{LDES}versionOfPath", NamedNode(IS_VERSION_OF)),
        (stream, f"{LDES}versionCreateObject", NamedNode(KINDS[Kind.CREATE])),
        (stream, f"{LDES}versionUpdateObject", NamedNode(KINDS[Kind.UPDATE])),
        (stream, f"{LDES}versionDeleteObject", NamedNode(KINDS[Kind.DELETE])),
        *((stream, DCTERMS_TITLE, Literal(_TITLE.say(language), language=language)) for language in Language),
        (root, RDF_TYPE, NamedNode(f"{TREE}Node")),
        *_relation(root, f"{base}/changes#first", f"{base}/changes/1", first.at if first else None),
        *_shape(base),
    ]
    return [Triple(NamedNode(subject), NamedNode(name), value) for subject, name, value in said]


def describe_page(base: str, number: int, members: Iterable[Member]) -> list[Triple]:
    """A page of the stream with its members; a full one leads to the next."""
    held = list(members)
    page, stream = f"{base}/changes/{number}", f"{base}/changes#stream"
    said: list[_Said] = [
        (stream, RDF_TYPE, NamedNode(f"{LDES}EventStream")),
        (stream, f"{TREE}view", NamedNode(f"{base}/changes")),
        (page, RDF_TYPE, NamedNode(f"{TREE}Node")),
        *((stream, f"{TREE}member", NamedNode(member_iri(base, member))) for member in held),
    ]
    if len(held) == PAGE_SIZE:
        said += _relation(page, f"{page}#next", f"{base}/changes/{number + 1}", held[-1].at)
    triples = [Triple(NamedNode(subject), NamedNode(name), value) for subject, name, value in said]
    return [*triples, *(triple for member in held for triple in describe_member(base, member))]


def describe_member(base: str, member: Member) -> Iterator[Triple]:
    """One change: of what, when, with which release, what it is called, and what is stated of it since."""
    subject = NamedNode(member_iri(base, member))
    said: list[tuple[str, NamedNode | Literal]] = [
        (RDF_TYPE, NamedNode(KINDS[member.kind])),
        (IS_VERSION_OF, NamedNode(f"{base}/{member.thing}")),
        (CREATED, Literal(member.at, datatype=NamedNode(XSD_DATE_TIME))),
        (VERSION_INFO, Literal(member.release)),
    ]
    yield from (Triple(subject, NamedNode(name), value) for name, value in said)
    if member.label and not member.content:
        yield Triple(subject, NamedNode(RDFS_LABEL), Literal(member.label, language=Language.NL))
    for one in member.reasons:
        told = CORRECTED.say(Language.NL, by=one.by, why=one.why)
        yield Triple(subject, NamedNode(_COMMENT), Literal(told, language=Language.NL))
    for quad in parse(member.content, RdfFormat.N_TRIPLES):
        yield Triple(subject, quad.predicate, quad.object)


def _relation(node: str, relation: str, target: str, since: str | None) -> list[_Said]:
    """What leads from a node to another, of which all members are of a time or later."""
    said: list[_Said] = [
        (node, f"{TREE}relation", NamedNode(relation)),
        (relation, f"{TREE}node", NamedNode(target)),
    ]
    if since is None:
        return [*said, (relation, RDF_TYPE, NamedNode(f"{TREE}Relation"))]
    return [
        *said,
        (relation, RDF_TYPE, NamedNode(f"{TREE}GreaterThanOrEqualToRelation")),
        (relation, f"{TREE}path", NamedNode(CREATED)),
        (relation, f"{TREE}value", Literal(since, datatype=NamedNode(XSD_DATE_TIME))),
    ]


def _shape(base: str) -> Iterator[_Said]:
    """The shape that every member has, those to come too (SHACL)."""
    shape, one = f"{base}/changes#shape", Literal(1)
    yield shape, RDF_TYPE, NamedNode(f"{_SHACL}NodeShape")
    for name, path in (("thing", IS_VERSION_OF), ("moment", CREATED), ("release", VERSION_INFO)):
        part = f"{base}/changes#shape-{name}"
        yield shape, f"{_SHACL}property", NamedNode(part)
        yield part, f"{_SHACL}path", NamedNode(path)
        yield part, f"{_SHACL}minCount", one
        yield part, f"{_SHACL}maxCount", one
    yield f"{base}/changes#shape-thing", f"{_SHACL}nodeKind", NamedNode(f"{_SHACL}IRI")
    yield f"{base}/changes#shape-moment", f"{_SHACL}datatype", NamedNode(XSD_DATE_TIME)
