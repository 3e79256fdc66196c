"""What changed between two documents of one body: goals added, dropped, renumbered, split, merged and reworded.

Only claims that count make two versions one goal; any other is shown as a candidate. That a goal is new or dropped is
said only where the document that would tell otherwise is complete; of documents whose goals were not compared neither
is, nor that a number is used for another goal.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import COMPLETE, Holdings, caution
from service.answers.documents import Summary
from service.answers.years.changes import Differences, differences, went_stale
from service.answers.years.claims import Claim, Lineage, lineage
from service.answers.years.reach import are_compared, together, too_far
from service.answers.years.stated import Stated, stated_in
from service.engine.engine import Engine


class Kind(StrEnum):
    """What became of a goal between two documents; `only-` is where the other document is not known to be complete."""

    NEW = "new"
    DROPPED = "dropped"
    ONLY_AFTER = "only-after"
    ONLY_BEFORE = "only-before"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    NUMBER_REUSED = "number-reused"
    REWORDED = "reworded"
    REFERENCES = "references"
    STALE = "stale"
    HOLDERS = "holders"
    AMOUNTS = "amounts"
    UNCHANGED = "unchanged"


ORDER: Final = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that does not count, with the version of the other document that it leads to."""

    claim: Claim
    version: Summary


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one goal: its versions in both documents, and all that differs between them.

    `confidence` is that of the least sure claim that binds them, None where nothing needs one. `candidates` are claims
    that do not count, of a goal that nothing binds.
    """

    kinds: tuple[Kind, ...]
    before: tuple[Stated, ...]
    after: tuple[Stated, ...]
    claims: tuple[Claim, ...]
    candidates: tuple[Candidate, ...]
    differences: Differences

    @property
    def confidence(self) -> Decimal | None:
        """The confidence of the least sure claim."""
        return min((claim.confidence for claim in self.claims), default=None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two documents; `caution` comes first where one of them is not known to be complete."""

    before: DocumentKey
    after: DocumentKey
    changes: tuple[Change, ...]
    counts: Mapping[Kind, int]
    caution: Phrase | None

    def only(self, kinds: frozenset[Kind]) -> tuple[Change, ...]:
        """The changes of some kinds; of all where none is named."""
        return tuple(change for change in self.changes if not kinds or kinds & set(change.kinds))


async def compare(
    engine: Engine, holdings: Holdings, before: DocumentKey, after: DocumentKey, least: Decimal | None = None
) -> Comparison:
    """What changed between two loaded documents of one body; fourteen queries."""
    first, second, known = await asyncio.gather(
        stated_in(engine, holdings.document_iri(before)),
        stated_in(engine, holdings.document_iri(after)),
        lineage(engine, holdings, before.organisation, least),
    )
    is_told = are_compared(holdings, before, after)
    complete = is_told and _complete(holdings, before), is_told and _complete(holdings, after)
    changes = tuple(_Comparing(first, second, known, *complete, _numbers(first) if is_told else {}).changes())
    counts = {kind: sum(kind in change.kinds for change in changes) for kind in Kind}
    warning = together(None if is_told else too_far(), caution(holdings, dict.fromkeys((before, after))))
    return Comparison(before, after, changes, counts, warning)


def _complete(holdings: Holdings, document: DocumentKey) -> bool:
    coverage = holdings.coverage(document)
    return coverage is not None and coverage.complete == COMPLETE


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Two documents with what is known of the goals of their body."""

    before: Mapping[str, Stated]
    after: Mapping[str, Stated]
    known: Lineage
    is_before_complete: bool
    is_after_complete: bool
    numbers: Mapping[tuple[str, str], Sequence[str]]

    def changes(self) -> Sequence[Change]:
        """What became of every goal, by the number that it has in the later document; then those that it lacks."""
        ends = frozenset(self.after)
        paths = {iri: self.known.paths(iri, ends) for iri in self.before}
        groups = _groups(paths)
        bound = {iri for _, later in groups for iri in later}
        found = [self._bound(earlier, later, paths) for earlier, later in groups]
        found += [self._alone(iri) for iri in self.after if iri not in bound]
        return sorted(found, key=_place)

    def _bound(
        self, earlier: tuple[str, ...], later: tuple[str, ...], paths: Mapping[str, Mapping[str, tuple[Claim, ...]]]
    ) -> Change:
        before, after = [self.before[iri] for iri in earlier], [self.after[iri] for iri in later]
        claims = dict.fromkeys(claim for iri in earlier for path in paths[iri].values() for claim in path)
        if not later:
            kind = Kind.DROPPED if self.is_after_complete else Kind.ONLY_BEFORE
            return Change((kind,), tuple(before), (), (), self._candidates(earlier[0], self.after), Differences())
        found = differences(before, after, self.known.same_goal)
        kinds = set(_kinds(before, after, found))
        if any(self._was_another(one.version, earlier) for one in after):
            kinds.add(Kind.NUMBER_REUSED)
        return Change(_ordered(kinds), tuple(before), tuple(after), tuple(claims), (), found)

    def _alone(self, iri: str) -> Change:
        """A goal of the later document that nothing binds to one of the earlier."""
        version = self.after[iri].version
        kinds = {Kind.NEW if self.is_before_complete else Kind.ONLY_AFTER}
        if self._was_another(version, ()):
            kinds.add(Kind.NUMBER_REUSED)
        stale = tuple(went_stale((), (self.after[iri],), self.known.same_goal))
        if stale:
            kinds.add(Kind.STALE)
        found = Differences(stale=stale)
        return Change(_ordered(kinds), (), (self.after[iri],), (), self._candidates(iri, self.before), found)

    def _was_another(self, version: Summary, own: Sequence[str]) -> bool:
        """Whether in the earlier document its number stood for a goal that is none of its own."""
        return any(iri not in own for iri in self.numbers.get((version.kind, version.number), ()))

    def _candidates(self, iri: str, others: Mapping[str, Stated]) -> tuple[Candidate, ...]:
        """The claims that do not count and lead from a version to one of the other document."""
        found = []
        for claim in self.known.candidates.get(iri, ()):
            other = claim.later if claim.earlier == iri else claim.earlier
            if other is not None and other in others:
                found.append(Candidate(claim, others[other].version))
        return tuple(found)


def _ordered(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    return tuple(sorted(kinds, key=ORDER.index))


def _place(change: Change) -> tuple[bool, str, str]:
    version = (change.after or change.before)[0].version
    return not change.after, version.sort_key, version.iri


def _numbers(versions: Mapping[str, Stated]) -> dict[tuple[str, str], list[str]]:
    """The versions with each kind and number."""
    found: dict[tuple[str, str], list[str]] = {}
    for iri, one in versions.items():
        found.setdefault((one.version.kind, one.version.number), []).append(iri)
    return found


def _groups(paths: Mapping[str, Mapping[str, object]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The versions of both documents that are bound to each other, directly or by way of another."""
    owners: dict[str, list[str]] = {}
    for earlier, found in paths.items():
        for later in found:
            owners.setdefault(later, []).append(earlier)
    seen: set[str] = set()
    groups = []
    for start in paths:
        if start not in seen:
            group = _group(start, paths, owners)
            seen |= set(group[0])
            groups.append(group)
    return groups


def _group(
    start: str, paths: Mapping[str, Mapping[str, object]], owners: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    earlier: dict[str, None] = {start: None}
    later: dict[str, None] = {}
    waiting = [start]
    for iri in waiting:
        for end in paths[iri]:
            later[end] = None
            fresh = [one for one in owners[end] if one not in earlier]
            earlier |= dict.fromkeys(fresh)
            waiting += fresh
    return tuple(earlier), tuple(sorted(later))


def _kinds(before: Sequence[Stated], after: Sequence[Stated], found: Differences) -> Iterable[Kind]:
    if len(after) > 1:
        yield Kind.SPLIT
    if len(before) > 1:
        yield Kind.MERGED
    if len(before) == len(after) == 1 and before[0].version.number != after[0].version.number:
        yield Kind.RENUMBERED
    parts = (
        (Kind.REWORDED, found.texts),
        (Kind.REFERENCES, found.references),
        (Kind.STALE, found.stale),
        (Kind.HOLDERS, found.holders),
        (Kind.AMOUNTS, found.amounts),
    )
    changed = [kind for kind, some in parts if some]
    yield from changed
    if len(before) == len(after) == 1 and not changed and before[0].version.number == after[0].version.number:
        yield Kind.UNCHANGED
