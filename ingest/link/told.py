"""Told: what words of pages say of which versions are one. Weighs nothing."""

from collections.abc import Mapping, Sequence

from ingest.link.place import Place, described
from ingest.link.resolve import Resolved, Version
from ontology.codes import Role
from ontology.iri import DocumentKey

Pages = Mapping[DocumentKey, Sequence[tuple[Place, Sequence[Resolved]]]]
"""The pages of each document, with what became of the references of each."""


def told(pages: Pages) -> Mapping[Version, frozenset[Version]]:
    """By later version the earlier ones that it is said to continue: by an earlier number, or there by a later one."""
    found: dict[Version, set[Version]] = {}
    for document, places in pages.items():
        for place, outcomes in places:
            for reference, outcome in zip(place.record.references, outcomes, strict=True):
                about = place.record.about(reference.start)
                own = described(document, place.record) if about is None else place.stated(about)
                if own is None or outcome.target is None or outcome.target.document == document:
                    continue
                if reference.role is Role.PREDECESSOR:
                    found.setdefault(own, set()).add(outcome.target)
                elif reference.role is Role.SUCCESSOR:
                    found.setdefault(outcome.target, set()).add(own)
    return {later: frozenset(earlier) for later, earlier in found.items()}
