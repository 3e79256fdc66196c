"""Succession: of versions of one body which are one goal, which are two for certain, and how each is called.

Knows what `identity` found and adds no claim to it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ingest.link.identity import Identity
from ingest.link.lemmas import akin, count_roots
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ontology.codes import ChangeKind
from ontology.iri import DocumentKey


class Succession:
    """The goals of a body through its documents."""

    def __init__(self, identity: Identity, profiles: Iterable[Profile]) -> None:
        self.threads: Mapping[Version, int] = {version: thread for version, (thread, _) in identity.places.items()}
        self._versions = identity.threads
        self._profiles = {one.version: one for one in profiles}
        self._kin = frozenset(
            frozenset((self.threads[later], self.threads[earlier]))
            for later, parts in identity.parts.items()
            for earlier in parts
            if earlier in self.threads
        )
        self._maybe, self._reused = self._claimed(identity)
        self._names = lru_cache(maxsize=4096)(self._roots)

    def thread(self, version: Version) -> int | None:
        """The goal that a version is of; None for one that no page describes."""
        return self.threads.get(version)

    def versions_in(self, version: Version, document: DocumentKey) -> tuple[Version, ...]:
        """The versions in a document of the goal that a version is of."""
        thread = self.threads.get(version)
        found = () if thread is None else self._versions[thread]
        return tuple(one for one in found if one.document == document)

    def are_others(self, earlier: Version, later: Version) -> bool:
        """Whether two versions are certainly of two goals, and neither goal is a part of the other.

        Certain is that they stand beside each other in both documents; or, where nothing says that they may be one, in
        one of the two, or that the number was found to be used anew for what is called otherwise.
        """
        one, other = self.threads.get(earlier), self.threads.get(later)
        if one is None or other is None or one == other:
            return False
        both = frozenset((one, other))
        if both in self._kin:
            return False
        goes_on, was_there = self.versions_in(earlier, later.document), self.versions_in(later, earlier.document)
        if goes_on and was_there:
            return True
        if both in self._maybe:
            return False
        return bool(goes_on or was_there) or (both in self._reused and not self.called(later, self._names(earlier)))

    def called(self, version: Version, roots: Iterable[str]) -> set[str]:
        """Those of the roots that the name or the statement of a version has, or kin of them."""
        names = self._names(version)
        return {root for root in roots if root in names or any(akin(root, name) for name in names)}

    def _roots(self, version: Version) -> frozenset[str]:
        profile = self._profiles.get(version)
        called = (profile.name, profile.statement) if profile else ()
        return frozenset(count_roots("\n".join(filter(None, called))))

    def _claimed(self, identity: Identity) -> tuple[frozenset[frozenset[int]], frozenset[frozenset[int]]]:
        """The goals that may be one, as claims have it, and those of which one has the number of the other."""
        maybe: set[frozenset[int]] = set()
        reused: set[frozenset[int]] = set()
        for claim in identity.claims:
            if claim.earlier is None or claim.later is None:
                continue
            ends = [self.threads[one] for one in (claim.earlier, claim.later) if one in self.threads]
            if claim.kind is not ChangeKind.NUMBER_REUSED:
                maybe.add(frozenset(ends))
            elif claim.holds:
                reused.add(frozenset(ends))
        return frozenset(maybe), frozenset(reused)
