"""Read towns: the pages of a fictional municipality, read and linked as `doelgraaf ingest` would. Judges nothing."""

from random import Random
from typing import Final

from benchmarks.municipality import Document
from benchmarks.rendering import as_text
from benchmarks.years import Issue, Town
from ingest.link.body import BodyInput, Linked, link
from ingest.link.labels import names
from ingest.link.people import Entry
from ingest.link.profiles import Profile, profiles_of
from ingest.link.state import Capture, DocumentState, settle
from ingest.origin import ListedBody, ListedDocument, Sidecar, origin
from ingest.read.page import read_page
from ingest.sources import builtin_sources
from ontology.iri import DocumentKey

BASE: Final = "http://localhost:8000"


def read_town(town: Town, ledger: tuple[Entry, ...] = ()) -> Linked:
    """A municipality with its goals followed through the years.

    One document is offered twice, and all of them come out of order.
    """
    states = [_state(town, document) for document in town.issued]
    town.random("order").shuffle(states)
    source = builtin_sources()[town.family]
    return link(BodyInput(BASE, town.code, town.name, source, tuple(states), ledger))


def read_profiles(town: Town, last: int | None = None) -> dict[DocumentKey, tuple[Profile, ...]]:
    """What the versions of a municipality, or of its last documents, are compared by, and nothing that links them."""
    documents = sorted(town.issued)[-last:] if last else list(town.issued)
    states = [_state(town, document) for document in documents]
    called = names(states)
    return {state.document: profiles_of(state, called, {}) for state in states}


def key_of(town: Town, document: Document) -> DocumentKey:
    """A document as ingest names it."""
    return DocumentKey(town.code, document.kind, document.year, document.sequence)


def _state(town: Town, document: Document) -> DocumentState:
    issues = town.issued[document]
    is_complete = document in town.complete
    listed = ListedDocument(document.kind, document.year, document.sequence, complete=is_complete)
    captures = [_capture(town, document, issue, listed) for issue in issues]
    again = captures if document is _offered_twice(town) else []
    state, _ = settle(key_of(town, document), [*captures, *again], (), listed)
    return state


def _offered_twice(town: Town) -> Document:
    chosen: Random = town.random("twice")
    return chosen.choice(sorted(town.issued))


def _capture(town: Town, document: Document, issue: Issue, listed: ListedDocument) -> Capture:
    page = town.page(document, issue)
    body = ListedBody(town.code, town.family, (listed,), town.name)
    content = as_text(page).encode()
    found = read_page(content, origin(Sidecar(source=page.address), body), builtin_sources()[town.family])
    return Capture(f"{document.name}/doel-{issue.number.replace('.', '-')}.txt", found)
