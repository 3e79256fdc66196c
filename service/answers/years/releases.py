"""What differs between two releases: documents, and of those that both hold the versions, references and amounts.

Documents of which the dataset's files are the same are not read. Knows no way to open a release.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.dataset import DocumentEntry
from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.years.changes import Differences, differences
from service.answers.years.stated import Stated, stated_in
from service.engine.engine import Engine

MOST_DOCUMENTS: Final = 20
"""Of so many documents what differs is read at once."""


@dataclass(frozen=True, slots=True)
class Held:
    """A release: an engine over it, and what it holds."""

    engine: Engine
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A version that only one of the releases has, or that both have and state otherwise."""

    before: Stated | None
    after: Stated | None
    differences: Differences


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that differs; an edition is None in a release that does not hold it."""

    document: DocumentKey
    title: str
    before: str | None
    after: str | None
    versions: tuple[VersionChange, ...]


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What differs between two releases; `documents` are a part of the `total` that differ, by their path."""

    before: str
    after: str
    total: int
    documents: tuple[DocumentChange, ...]


async def compare_releases(before: Held, after: Held, offset: int = 0, limit: int = MOST_DOCUMENTS) -> ReleaseChanges:
    """What differs between two releases; twelve queries for each document of the part that is asked for."""
    paths = _differing(before.holdings, after.holdings)
    part = paths[offset : offset + min(limit, MOST_DOCUMENTS)]
    found = [await _document(before, after, path) for path in part]
    return ReleaseChanges(before.holdings.release, after.holdings.release, len(paths), tuple(found))


def _differing(before: Holdings, after: Holdings) -> list[str]:
    first, second = before.manifest.documents, after.manifest.documents
    return [path for path in sorted({*first, *second}) if _print(first.get(path)) != _print(second.get(path))]


def _print(entry: DocumentEntry | None) -> object:
    """What two releases have in common where a document is the same in both."""
    return None if entry is None else (entry.edition, entry.files)


async def _document(before: Held, after: Held, path: str) -> DocumentChange:
    key = DocumentKey.parse(path)
    entries = before.holdings.entry(key), after.holdings.entry(key)
    first, second = await asyncio.gather(_stated(before, key), _stated(after, key))
    last = entries[1] or entries[0]
    return DocumentChange(
        document=key,
        title=last.title if last else path,
        before=entries[0].edition if entries[0] else None,
        after=entries[1].edition if entries[1] else None,
        versions=tuple(_versions(first, second)),
    )


async def _stated(held: Held, document: DocumentKey) -> Mapping[str, Stated]:
    """What a release has a document state, by what follows the base of its identifiers."""
    if held.holdings.entry(document) is None:
        return {}
    found = await stated_in(held.engine, held.holdings.document_iri(document))
    return {iri.removeprefix(held.holdings.base): stated for iri, stated in found.items()}


def _versions(first: Mapping[str, Stated], second: Mapping[str, Stated]) -> Iterator[VersionChange]:
    for path in dict.fromkeys((*second, *first)):
        before, after = first.get(path), second.get(path)
        if before is None or after is None:
            yield VersionChange(before, after, Differences())
            continue
        found = differences([before], [after], _path_of)
        if found:
            yield VersionChange(before, after, found)


def _path_of(iri: str) -> str:
    """What follows the base of an identifier: two releases may stand at different bases."""
    return iri.partition("/id/")[2]
