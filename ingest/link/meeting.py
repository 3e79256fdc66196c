"""A meeting: the goals known before a document beside those of the document, and what each may be of each.

Depends on nothing but what the profiles say and what is known of them beforehand, so that it can be kept. Decides
nothing.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, Protocol

import msgspec

from ingest.link.likeness import Rarity
from ingest.link.matching import Known, Pair, match
from ingest.link.parting import Parts, parted
from ingest.link.profiles import Profile

LEAST: Final = 0.01  # of parts that are less likely nobody hears


class Met(msgspec.Struct, frozen=True, array_like=True):
    """The pairs of a meeting, and what may be parts of an earlier whole (`splits`) or of a later one (`merges`)."""

    pairs: tuple[Pair, ...]
    splits: tuple[Parts, ...]
    merges: tuple[Parts, ...]


class Meets(Protocol):
    """What lets versions meet, or has it from before."""

    def __call__(self, earlier: Sequence[Profile], later: Sequence[Profile], known: Known, /) -> Met:
        """The meeting of earlier versions, one of each goal, and those of a document."""
        ...


def meet(earlier: Sequence[Profile], later: Sequence[Profile], known: Known, /) -> Met:
    """The meeting of earlier versions, one of each goal, and those of a document."""
    rarity = Rarity.of([*earlier, *later])
    before, after = list(map(rarity.seen, earlier)), list(map(rarity.seen, later))
    pairs = match(before, after, known)
    splits, merges = (
        tuple(part for part in parted(pairs, before, after, side) if part.confidence >= LEAST) for side in (0, 1)
    )
    return Met(tuple(pairs.values()), splits, merges)


def inputs(earlier: Sequence[Profile], later: Sequence[Profile], known: Known) -> str:
    """The digest of all that a meeting depends on but the software."""
    found = blake2b(digest_size=16)
    for some in (earlier, later):
        found.update("".join(profile.digest for profile in some).encode() + b"\0")
    for places in (known.told, known.same, known.apart, known.copied.items()):
        found.update(repr(sorted(places)).encode())
    return found.hexdigest()
