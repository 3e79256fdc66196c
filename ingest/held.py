"""Held: what a dataset has of its documents: captures, addresses, what was superseded or said. Changes nothing."""

from collections.abc import Iterable

import msgspec

from ingest.link.state import Capture, Replaced
from ingest.origin import ListedDocument
from ingest.reading import plain_address
from ontology.dataset import Dataset, DocumentEntry, DocumentFiles
from ontology.iri import DocumentKey


def addresses(dataset: Dataset, paths: Iterable[str]) -> set[str | None]:
    """The addresses of all pages of documents of a dataset, by the paths of the documents."""
    lines = (line for path in paths for line in dataset.lines(DocumentFiles(DocumentKey.parse(path)).records))
    return {plain_address(msgspec.json.decode(line, type=Capture).record.page.source) for line in lines}


def captures_of(dataset: Dataset, document: DocumentKey) -> list[Capture]:
    """The captures of a document."""
    return [msgspec.json.decode(line, type=Capture) for line in dataset.lines(DocumentFiles(document).records)]


def replaced_before(entry: DocumentEntry | None) -> list[Replaced]:
    """The captures of a document that were superseded in earlier runs."""
    found = entry.superseded if entry else ()
    return [Replaced(old.page, old.digest, old.edition, old.exported_at, old.by) for old in found]


def listed_before(entry: DocumentEntry | None, document: DocumentKey) -> ListedDocument | None:
    """What the operator said of a document in an earlier run; None where that is nothing."""
    if entry is None or (entry.coverage.declared_goals is None and entry.coverage.declared_complete is None):
        return None
    expected, complete = entry.coverage.declared_goals, entry.coverage.declared_complete
    return ListedDocument(document.kind, document.year, document.sequence, expected, complete)
