"""History: what earlier documents tell of the sentences and items of each document. Resolves and claims nothing."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ingest.link.ages import Age, Ages, Spot
from ingest.link.copies import Copies, Staleness
from ingest.link.items import Items, Links
from ingest.link.place import Place
from ingest.link.resolve import Resolved
from ingest.link.succession import Succession
from ingest.link.threads import in_order
from ontology.iri import DocumentKey
from ontology.terms import Iri

Resolutions = Mapping[DocumentKey, Sequence[tuple[Place, tuple[Resolved, ...]]]]


class History(msgspec.Struct, frozen=True):
    """Of one document: the ages of what stands in it, its stale references, and what its items continue."""

    ages: Mapping[Spot, Age]
    stale: Mapping[tuple[Iri, int], Staleness]
    items: Links


def histories(
    resolved: Resolutions, succession: Succession, complete: frozenset[DocumentKey]
) -> Mapping[DocumentKey, History]:
    """The history of every document of a body."""
    return dict(_histories(resolved, succession, complete))


def _histories(
    resolved: Resolutions, succession: Succession, complete: frozenset[DocumentKey]
) -> Iterator[tuple[DocumentKey, History]]:
    order = in_order(resolved)
    ages, copies, items = Ages(order, succession.threads, complete), Copies(succession), Items(succession)
    for document in order:
        places = [place for place, _ in resolved[document]]
        found = ages.add(document, places)
        yield document, History(found, copies.add(document, resolved[document]), items.add(places))
