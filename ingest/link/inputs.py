"""Inputs: all that the triples and the summary of one document depend on, as one digest. Makes no triple.

What is not known to concern one document only counts for every document, so that too much is made again, never too
little.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

import msgspec
import pyoxigraph

from ingest.link.body import Linked
from ingest.link.state import DocumentState
from ontology.iri import DocumentKey

ROOMS: Final = ("ingest", "ontology")


def common_inputs(linked: Linked) -> str:
    """The digest of what the triples of every document of a body may depend on."""
    given = linked.given  # its states are those of the documents, each of which counts for its own document
    found = hashlib.sha256(software().encode())
    for part in (given.base, given.organisation, given.name, given.source):
        found.update(b"\0" + msgspec.json.encode(part))
    for name in linked.__struct_fields__:
        if name not in OWN and name != "given":
            found.update(b"\0" + canonical(getattr(linked, name)))
    return found.hexdigest()


def document_inputs(linked: Linked, state: DocumentState, common: str) -> str:
    """The digest of what `document_statements` and `summary` look at for a document; `common` is its body's."""
    found = hashlib.sha256(common.encode())
    found.update(msgspec.json.encode(state))
    for part_of in OWN.values():
        found.update(b"\0" + canonical(part_of(linked, state.document)))
    return found.hexdigest()


@cache
def software() -> str:
    """The digest of the modules that decide what a dataset says, and of the versions of libraries that do too."""
    found = hashlib.sha256(f"{pyoxigraph.__version__} {version('simplemma')}".encode())
    for room in ROOMS:
        for content in _modules(files(room)):
            found.update(b"\0" + content)
    return found.hexdigest()


def canonical(value: object) -> bytes:
    """A value as bytes: mappings and sets in the order of their encoded members, also those in a struct."""
    match value:
        case Mapping():
            pairs = sorted(canonical(key) + b":" + canonical(held) for key, held in value.items())
            return b"{" + b",".join(pairs) + b"}"
        case frozenset() | set():
            return b"[" + b",".join(sorted(map(canonical, value))) + b"]"
        case msgspec.Struct():
            return b"|".join(canonical(getattr(value, name)) for name in value.__struct_fields__)
        case _:
            return msgspec.json.encode(value)


def _outcomes(linked: Linked, document: DocumentKey) -> object:
    return [outcomes for _, outcomes in linked.resolved[document]]


def _named(linked: Linked, document: DocumentKey) -> object:
    return frozenset(version for version in linked.named if version.document == document)


def _body_owned(linked: Linked, document: DocumentKey) -> object:
    return frozenset(iri for iri in linked.body_owned if f"/{document.path}/" in f"{iri}/")


def _weighed(linked: Linked, document: DocumentKey) -> object:
    return linked.suspects.weighed(document)


def _kin(linked: Linked, document: DocumentKey) -> object:
    return {version: kin for version, kin in linked.kin.items() if version.document == document}


def _history(linked: Linked, document: DocumentKey) -> object:
    return linked.history[document]


def _decided(linked: Linked, document: DocumentKey) -> object:
    return linked.decided.changes.get(document, {})


def _people(linked: Linked, _document: DocumentKey) -> object:
    return [entry for entry in linked.ledger if entry.kind == "person"]


def _nothing(_linked: Linked, _document: DocumentKey) -> object:
    """What concerns the body as a whole only."""
    return ()


# For a field of a linked body of which a part concerns each document: that part.
OWN: Final[Mapping[str, Callable[[Linked, DocumentKey], object]]] = MappingProxyType(
    {
        "resolved": _outcomes,
        "named": _named,
        "body_owned": _body_owned,
        "suspects": _weighed,
        "kin": _kin,
        "history": _history,
        "decided": _decided,
        "profiles": _nothing,
        "identity": _nothing,
        "enduring": _nothing,
        "ledger": _people,
    }
)


def _modules(folder: Traversable) -> list[bytes]:
    """The modules of a package and its subpackages, in the order of their names."""
    found: list[bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _modules(entry)
        elif entry.name.endswith(".py"):
            found.append(entry.read_bytes())
    return found
