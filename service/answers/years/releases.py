"""What differs between two releases: documents, and of those that both hold what versions state and are versions of.

Documents of which the dataset's files are the same are not read. Knows no way to open a release.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.dataset import DocumentEntry
from ontology.iri import DocumentKey
from service.answers.coverage import Holdings
from service.answers.labels import Named
from service.answers.years.changes import Differences, differences
from service.answers.years.stated import Stated, goals_of, stated_in
from service.engine.engine import Engine

MOST_DOCUMENTS: Final = 20
"""Of so many documents what differs is read at once."""


@dataclass(frozen=True, slots=True)
class Held:
    """A release: an engine over it, and what it holds."""

    engine: Engine
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class OtherGoal:
    """What endures of a version in each of the releases, where that differs."""

    before: tuple[Named, ...]
    after: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A version that only one of the releases has, or that both have and state otherwise or hold to be of other goals.

    `other_goal` is None where both hold it to be of the same.
    """

    before: Stated | None
    after: Stated | None
    differences: Differences
    other_goal: OtherGoal | None = None


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
    """What differs between two releases.

    Of each document of the part that is asked for twelve queries, and two for each 250 of its versions.
    """
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
    first, second = await asyncio.gather(_read(before, key), _read(after, key))
    last = entries[1] or entries[0]
    return DocumentChange(
        document=key,
        title=last.title if last else path,
        before=entries[0].edition if entries[0] else None,
        after=entries[1].edition if entries[1] else None,
        versions=tuple(_versions(first, second)),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What a release has a document state, and what endures of it, by what follows the base of its identifiers."""

    stated: Mapping[str, Stated]
    goals: Mapping[str, tuple[Named, ...]]


async def _read(held: Held, document: DocumentKey) -> _Read:
    if held.holdings.entry(document) is None:
        return _Read({}, {})
    base = held.holdings.base
    stated = await stated_in(held.engine, held.holdings.document_iri(document))
    goals = await goals_of(held.engine, stated)
    return _Read(
        {iri.removeprefix(base): one for iri, one in stated.items()},
        {iri.removeprefix(base): some for iri, some in goals.items()},
    )


def _versions(first: _Read, second: _Read) -> Iterator[VersionChange]:
    for path in dict.fromkeys((*second.stated, *first.stated)):
        before, after = first.stated.get(path), second.stated.get(path)
        if before is None or after is None:
            yield VersionChange(before, after, Differences())
            continue
        found = differences([before], [after], _path_of)
        other = _other_goal(first.goals.get(path, ()), second.goals.get(path, ()))
        if found or other:
            yield VersionChange(before, after, found, other)


def _other_goal(before: tuple[Named, ...], after: tuple[Named, ...]) -> OtherGoal | None:
    """What endures on both sides where it differs; a release that knows of nothing that endures says nothing."""
    first, second = ({_path_of(one.iri) for one in side} for side in (before, after))
    return OtherGoal(before, after) if first and second and first != second else None


def _path_of(iri: str) -> str:
    """What follows the base of an identifier: two releases may stand at different bases."""
    return iri.partition("/id/")[2]
