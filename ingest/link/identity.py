"""Identity: which versions in the documents of one body are the same goal, as claims with a confidence and evidence.

A claim says what happened between two documents (`ChangeKind`). One that is certain enough makes two versions one
enduring goal; any other is a candidate, which nothing follows from. "New" and "dropped" are said only where the
document that would tell otherwise is known to be complete. Of goals that are too many years apart to be held against
each other nothing is said, not even that they are two.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from ingest.link.meeting import Meets, meet
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ingest.link.threads import CERTAIN, GAP, POSSIBLE, Said, Step, Threads, follow, in_order
from ontology.codes import ChangeKind, DocumentKind
from ontology.iri import DocumentKey

# Of goals that nothing continues, or comes before, the share that really began or ended, and of numbers that certainly
# stand for another goal the share that do: from one year to the next, and over years of which less is known. The others
# were reworded beyond knowing, or are a part. `benchmarks/identity.py --fit` prints them.
ALONE: Final = (0.90, 0.70)
REUSED: Final = (0.99, 0.965)


class Claim(msgspec.Struct, frozen=True, order=True):
    """What happened to a goal between two documents.

    `confidence` is from 0 to 1; the claim `holds` where it is high enough, or else is a candidate. `told` is whether
    words say so outright, `decided` whether the operator does.
    """

    earlier: Version | None
    later: Version | None
    kind: ChangeKind
    confidence: float
    holds: bool
    told: bool = False
    decided: bool = False


class Identity(msgspec.Struct, frozen=True):
    """The claims about a body, and the threads that those make that hold: versions of one goal in their order.

    `parts` are versions that also belong to the goal of another thread, which was split into theirs or merged into it:
    by version the last version of that thread before.
    """

    claims: tuple[Claim, ...]
    threads: tuple[tuple[Version, ...], ...]
    parts: Mapping[Version, tuple[Version, ...]]

    @property
    def places(self) -> Mapping[Version, tuple[int, int]]:
        """The thread of each version, and its place in that."""
        return {
            version: (thread, place)
            for thread, versions in enumerate(self.threads)
            for place, version in enumerate(versions)
        }


def identify(
    profiles: Mapping[DocumentKey, Sequence[Profile]],
    said: Said | None = None,
    complete: frozenset[DocumentKey] = frozenset(),
    certain: float = CERTAIN,
    met: Meets = meet,
) -> Identity:
    """What became of every goal from document to document, whatever order the documents come in.

    `said` is what words and the operator say outright, and `complete` are the documents of which all goals are loaded;
    `met` may know meetings from before.
    """
    threads = follow(profiles, said, complete, certain, met)
    every = {one.version: one for found in profiles.values() for one in found}
    return _Telling(every, threads, in_order(profiles), complete, certain).identity()


class _Telling:
    """Threads made into claims."""

    def __init__(
        self,
        profiles: Mapping[Version, Profile],
        threads: Threads,
        order: Sequence[DocumentKey],
        complete: frozenset[DocumentKey],
        certain: float,
    ) -> None:
        self._profiles, self._threads, self._order, self._complete = profiles, threads, order, complete
        self._certain = certain
        self._before = {step.later: step for step in threads.steps}
        self._after = {step.earlier: step for step in threads.steps}
        self._thread_of = {version: thread for thread in threads.threads for version in thread}
        self._likely = self._unsettled()

    def identity(self) -> Identity:
        """All claims, and what follows from those that hold."""
        parts = self._threads.parts
        kinds = {(step.earlier, step.later): kind for step, kind in self._mains()}
        claims = [
            *(self._same(step, kinds) for step in self._threads.steps),
            *(_claim(step, step.kind or self._kind(step), holds=True) for step in parts),
            *(_claim(step, step.kind or self._kind(step), holds=False) for step in self._threads.candidates),
            *self._reused(),
            *self._ends(),
        ]
        belongs: dict[Version, set[Version]] = {}
        for step in parts:
            belongs.setdefault(step.later, set()).add(step.earlier)
        ordered = {version: tuple(sorted(found)) for version, found in sorted(belongs.items())}
        return Identity(tuple(sorted(claims, key=_order)), self._threads.threads, ordered)

    def _mains(self) -> Iterator[tuple[Step, ChangeKind]]:
        """The steps of goals that go on where a part of them becomes another, or takes another in."""
        for step in self._threads.parts:
            if step.kind is ChangeKind.SPLIT and step.earlier in self._after:
                yield self._after[step.earlier], ChangeKind.SPLIT
            elif step.kind is ChangeKind.MERGED and step.later in self._before:
                yield self._before[step.later], ChangeKind.MERGED

    def _same(self, step: Step, kinds: Mapping[tuple[Version, Version], ChangeKind]) -> Claim:
        return _claim(step, kinds.get((step.earlier, step.later)) or self._kind(step), holds=True)

    def _kind(self, step: Step) -> ChangeKind:
        """What two versions of one goal say of the change between them."""
        if step.earlier.number != step.later.number:
            return ChangeKind.RENUMBERED
        same = self._profiles[step.earlier].says_the_same(self._profiles[step.later])
        return ChangeKind.UNCHANGED if same else ChangeKind.REWORDED

    def _reused(self) -> Iterator[Claim]:
        """Numbers that certainly stand for another goal than in the document of the same kind before."""
        goals = {version: thread[0] for thread in self._threads.threads for version in thread}
        related = self._related(goals)
        years = {document: place for place, document in enumerate(self._order)}
        last: dict[tuple[DocumentKind, str, str], Version] = {}
        for version in sorted(goals.keys() - self._threads.doubles, key=lambda one: (years[one.document], one)):
            key = version.document.kind, str(version.kind), version.number
            earlier = last.get(key)
            last[key] = version
            if earlier is None or earlier.document.year == version.document.year or not self._is_near(earlier, version):
                continue
            pair = goals[earlier], goals[version]
            likely = max(self._likely.get(earlier, 0.0), self._likely.get(version, 0.0))
            sure = min(1 - likely, _after(REUSED, version.document.year - earlier.document.year))
            if pair[0] != pair[1] and pair not in related and sure >= self._certain:
                yield Claim(earlier, version, ChangeKind.NUMBER_REUSED, sure, holds=True)

    def _is_near(self, earlier: Version, later: Version) -> bool:
        """Whether the goal of an earlier version was not too long gone to be held against a later one."""
        found = [one.document.year for one in self._thread_of[earlier] if one.document.year <= later.document.year]
        return later.document.year - max(found) <= GAP

    def _related(self, goals: Mapping[Version, Version]) -> frozenset[tuple[Version, Version]]:
        """Goals of which one is a part of the other, or may be, both ways around."""
        steps = (*self._threads.parts, *self._threads.candidates)
        pairs = [(goals[step.earlier], goals[step.later]) for step in steps]
        return frozenset((*pairs, *((later, earlier) for earlier, later in pairs)))

    def _ends(self) -> Iterator[Claim]:
        """Where goals begin and end, as far as complete documents tell."""
        merged = {step.earlier for step in self._threads.parts if step.kind is ChangeKind.MERGED}
        split = {step.later for step in self._threads.parts if step.kind is ChangeKind.SPLIT}
        years = sorted(key.year for key in self._complete if key.kind is DocumentKind.BEGROTING)
        returned = self._returned()
        for thread in self._threads.threads:
            first, last = thread[0], thread[-1]
            if first in self._threads.doubles:
                continue
            before, after = bisect_left(years, first.document.year), bisect_right(years, last.document.year)
            if before and first not in split and first not in returned:
                yield from self._alone(None, first, ChangeKind.NEW, first.document.year - years[before - 1])
            if after < len(years) and last not in merged:
                yield from self._alone(last, None, ChangeKind.DROPPED, years[after] - last.document.year)

    def _returned(self) -> frozenset[Version]:
        """The first versions of goals with the statement or the name of one that ended too long before."""
        ended: dict[tuple[str, str, str], int] = {}
        for thread in self._threads.threads:
            for key in self._handles(thread[-1]):
                ended[key] = min(thread[-1].document.year, ended.get(key, thread[-1].document.year))
        firsts = [thread[0] for thread in self._threads.threads]
        return frozenset(
            first
            for first in firsts
            if any(first.document.year - ended.get(key, first.document.year) > GAP for key in self._handles(first))
        )

    def _handles(self, version: Version) -> Iterator[tuple[str, str, str]]:
        profile = self._profiles[version]
        for name, text in (("name", profile.name), ("statement", profile.statement)):
            if text:
                yield str(version.kind), name, text

    def _alone(self, earlier: Version | None, later: Version | None, kind: ChangeKind, years: int) -> Iterator[Claim]:
        """That a goal began or ended, where the document that would tell otherwise is so many years away."""
        version = later or earlier
        sure = min(1 - (self._likely.get(version, 0.0) if version else 0.0), _after(ALONE, years))
        if years <= GAP and sure >= POSSIBLE:
            yield Claim(earlier, later, kind, sure, sure >= self._certain)

    def _unsettled(self) -> Mapping[Version, float]:
        """How likely a version goes on in, or comes from, one that it is not held to."""
        ends = {thread[0]: thread[-1] for thread in self._threads.threads}
        held = {(goal, version) for goal, thread in zip(ends, self._threads.threads, strict=True) for version in thread}
        held |= {(step.earlier, step.later) for step in self._threads.parts}
        found: dict[Version, float] = {}
        years = {document: place for place, document in enumerate(self._order)}
        for (goal, version), likely in self._threads.likely.items():
            if (goal, version) not in held:
                last = ends[goal]  # of a goal that went on since, nobody asks any more how
                is_after = years[last.document] < years[version.document]
                for one in (last, version) if is_after else (version,):
                    found[one] = max(found.get(one, 0.0), likely)
        for step in self._threads.candidates:
            for version in (step.earlier, step.later):
                found[version] = max(found.get(version, 0.0), step.confidence)
        return found


def _after(shares: tuple[float, float], years: int) -> float:
    """How certain anything can be from one year to the next, or over more years."""
    return shares[years > 1]


def _claim(step: Step, kind: ChangeKind, *, holds: bool) -> Claim:
    return Claim(step.earlier, step.later, kind, step.confidence, holds, step.told, step.decided)


def _order(claim: Claim) -> tuple[object, ...]:
    later, earlier = claim.later or claim.earlier, claim.earlier or claim.later
    return later, earlier, claim.kind
