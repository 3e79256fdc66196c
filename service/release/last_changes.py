"""When each document and body of a release changed last: with which release it came to be as it is. Compares manifests.

A document is what the dataset says of it and what rules derived from it. Reads no store and no clock.
"""

from collections.abc import Mapping
from typing import Final

from service.release.contents import Parts
from service.release.releases import ReleaseManifest

CURATED: Final = "curated"
"""The graphs that people wrote, together."""
DEFINITIONS: Final = "definitions"
"""The definitions and rules."""


def last_changes(parts: Parts, created: str, before: ReleaseManifest | None) -> dict[str, str]:
    """The moments (ISO 8601, UTC) of what a release is made of, which is made at `created`.

    By path of a document and by code of a body, and of curated graphs and definitions. What the release `before` had
    alike keeps its moment.
    """
    now = _states(parts.manifest.documents, parts.manifest.bodies, parts.keys)
    now |= {CURATED: parts.curated.curated.graphs, DEFINITIONS: parts.definitions}
    if before is None:
        return dict.fromkeys(sorted(now), created)
    then = _states(before.dataset.documents, before.dataset.bodies, before.derived)
    then |= {CURATED: before.curated.graphs, DEFINITIONS: before.definitions}
    return {
        name: before.changed.get(name, before.created) if then.get(name) == state else created
        for name, state in sorted(now.items())
    }


def _states(
    documents: Mapping[str, object], bodies: Mapping[str, object], derived: Mapping[str, str]
) -> dict[str, object]:
    """What makes documents and bodies what they are."""
    return {name: (entry, derived.get(name)) for name, entry in (*documents.items(), *bodies.items())}
