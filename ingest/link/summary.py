"""Summaries: what the manifest says of each document of a body. Makes no triple."""

from collections import Counter

import msgspec

from ingest.link.body import Linked, completeness, goals, goals_expected
from ingest.link.place import VERSION_KINDS, all_described
from ingest.link.state import DocumentState
from ontology.codes import CitedKind, Resolution
from ontology.dataset import Coverage, Superseded
from ontology.iri import DocumentKey, slug


class DocumentSummary(msgspec.Struct, frozen=True):
    """What the manifest says of a document."""

    document: DocumentKey
    edition: str
    coverage: Coverage
    references: dict[str, int]
    suspect: int
    stale: int
    versions: tuple[str, ...]
    superseded: tuple[Superseded, ...]


def summary(linked: Linked, state: DocumentState) -> DocumentSummary:
    """What the manifest says of a document; a goal's own number is no outcome of resolving and is left out."""
    outcomes = Counter(
        str(outcome.resolution)
        for _, found in linked.resolved[state.document]
        for outcome in found
        if outcome.resolution is not Resolution.SELF
    )
    named = sum(version.document == state.document and version.kind is CitedKind.GOAL for version in linked.named)
    coverage = Coverage(
        pages_read=len(state.captures),
        goals_read=goals(state),
        versions_named=named,
        goals_expected=goals_expected(state),
        complete=completeness(state),
        declared_complete=state.listed.complete if state.listed else None,
        declared_goals=state.listed.goals_expected if state.listed else None,
    )
    superseded = tuple(Superseded(old.page, old.digest, old.stamp, old.exported_at, old.by) for old in state.replaced)
    described_here = [
        version for capture in state.captures for version in all_described(state.document, capture.record)
    ]
    versions = tuple(f"{VERSION_KINDS[version.kind]}/{slug(version.number)}" for version in described_here)
    return DocumentSummary(
        state.document,
        state.edition,
        coverage,
        dict(sorted(outcomes.items())),
        len(linked.suspects.of(state.document)),
        len(linked.history[state.document].stale),
        versions,
        superseded,
    )
