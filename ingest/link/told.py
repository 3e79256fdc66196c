"""Told: what words of pages say of which versions are one. Weighs nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ingest.link.place import Place, described
from ingest.link.resolve import Resolved, Version
from ontology.codes import Role
from ontology.iri import DocumentKey
from ontology.terms import Iri

_TELLING: Final = frozenset({Role.PREDECESSOR, Role.SUCCESSOR})
Pages = Mapping[DocumentKey, Sequence[tuple[Place, Sequence[Resolved]]]]
"""The pages of each document, with what became of the references of each."""


def told(pages: Pages) -> Mapping[Version, frozenset[Version]]:
    """By later version the earlier ones that it is said to continue: by an earlier number, or there by a later one."""
    return {later: frozenset(earlier for earlier, _ in said) for later, said in sayings(pages).items()}


def sayings(pages: Pages) -> Mapping[Version, Sequence[tuple[Version, Iri]]]:
    """By later version the earlier ones that it is said to continue, each with the reference whose words say it."""
    found: dict[Version, list[tuple[Version, Iri]]] = {}
    for earlier, later, reference in _said(pages):
        found.setdefault(later, []).append((earlier, reference))
    return found


def _said(pages: Pages) -> Iterator[tuple[Version, Version, Iri]]:
    """The earlier and the later version of each reference to what a goal was, or will be."""
    for document, places in pages.items():
        for place, outcomes in places:
            for reference, outcome in zip(place.record.references, outcomes, strict=True):
                if reference.role not in _TELLING or outcome.target is None or outcome.target.document == document:
                    continue
                about = place.record.about(reference.start)
                own = described(document, place.record) if about is None else place.stated(about)
                if own is not None:
                    ends = (outcome.target, own) if reference.role is Role.PREDECESSOR else (own, outcome.target)
                    yield *ends, place.reference(reference)
