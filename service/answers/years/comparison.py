"""What changed between two documents of one body: goals added, dropped, renumbered, split, merged and reworded.

Only claims that count make two versions one goal; any other is shown as a candidate. That a goal is new or dropped is
said only where the document that would tell otherwise is complete; of documents whose goals were not compared neither
is, nor that a number is used for another goal. Nor is any of these of a goal that has a candidate, where somebody asks
for a least confidence: that a claim is not sure enough for them does not make its goals two.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import COMPLETE, Holdings, caution
from service.answers.documents import Summary
from service.answers.years.changes import Differences, differences, went_stale
from service.answers.years.claims import Claim, Lineage, lineage
from service.answers.years.confidence import too_sure
from service.answers.years.reach import are_compared, out_of_order, together, too_far
from service.answers.years.standing import sure_stated
from service.answers.years.stated import Stated, stated_in
from service.engine.engine import Engine


class Kind(StrEnum):
    """What became of a goal between two documents.

    `only-` is where the other document is not known to be complete, `unsure` where only candidates bind the goal.
    """

    NEW = "new"
    DROPPED = "dropped"
    UNSURE = "unsure"
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
DIFFERENCES: Final = frozenset({Kind.REWORDED, Kind.REFERENCES, Kind.STALE, Kind.HOLDERS, Kind.AMOUNTS})
"""The kinds that tell what reads otherwise of a goal, beside those that tell what became of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that does not count, with the version of the other document that it leads to.

    Of several claims, by way of a document in between, it is the least sure.
    """

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
        """The changes of some kinds, of all where none is named; of kinds of differences only those differences."""
        found = tuple(change for change in self.changes if not kinds or kinds & set(change.kinds))
        if not kinds & DIFFERENCES:
            return found
        return tuple(replace(change, differences=_narrowed(change.differences, kinds)) for change in found)


async def compare(
    engine: Engine, holdings: Holdings, before: DocumentKey, after: DocumentKey, least: Decimal | None = None
) -> Comparison:
    """What changed between two loaded documents of one body; fourteen queries."""
    first, second, known = await asyncio.gather(
        stated_in(engine, holdings.document_iri(before)),
        stated_in(engine, holdings.document_iri(after)),
        lineage(engine, holdings, before.organisation, least),
    )
    if least is not None:
        first, second = (sure_stated(side, known, holdings.base) for side in (first, second))
    is_told = are_compared(holdings, before, after)
    complete = is_told and _complete(holdings, before), is_told and _complete(holdings, after)
    numbers = _numbers(first) if is_told else {}
    comparing = _Comparing(first, second, known, *complete, numbers, may_be_same=least is not None)
    changes = tuple(comparing.changes())
    counts = {kind: sum(kind in change.kinds for change in changes) for kind in Kind}
    warning = together(
        out_of_order(holdings, before, after),
        too_sure(least),
        None if is_told else too_far(),
        caution(holdings, dict.fromkeys((before, after))),
    )
    return Comparison(before, after, changes, counts, warning)


def _complete(holdings: Holdings, document: DocumentKey) -> bool:
    coverage = holdings.coverage(document)
    return coverage is not None and coverage.complete == COMPLETE


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Two documents with what is known of the goals of their body; `may_be_same` has nothing follow from candidates."""

    before: Mapping[str, Stated]
    after: Mapping[str, Stated]
    known: Lineage
    is_before_complete: bool
    is_after_complete: bool
    numbers: Mapping[tuple[str, str], Sequence[str]]
    may_be_same: bool

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
            candidates = self._candidates(earlier[0], self.after)
            kind = Kind.DROPPED if self.is_after_complete else Kind.ONLY_BEFORE
            kind = Kind.UNSURE if candidates and self.may_be_same else kind
            return Change((kind,), tuple(before), (), (), candidates, Differences())
        found = differences(before, after, self.known.perhaps_same_goal)
        kinds = set(_kinds(before, after, found))
        if any(self._was_another(one.version, earlier) for one in after):
            kinds.add(Kind.NUMBER_REUSED)
        return Change(_ordered(kinds), tuple(before), tuple(after), tuple(claims), (), found)

    def _alone(self, iri: str) -> Change:
        """A goal of the later document that nothing binds to one of the earlier."""
        version = self.after[iri].version
        candidates = self._candidates(iri, self.before)
        kinds = {Kind.NEW if self.is_before_complete else Kind.ONLY_AFTER}
        if candidates and self.may_be_same:
            kinds = {Kind.UNSURE}
        elif self._was_another(version, ()):
            kinds.add(Kind.NUMBER_REUSED)
        stale = tuple(went_stale((), (self.after[iri],), self.known.perhaps_same_goal))
        if stale:
            kinds.add(Kind.STALE)
        found = Differences(stale=stale)
        return Change(_ordered(kinds), (), (self.after[iri],), (), candidates, found)

    def _was_another(self, version: Summary, own: Sequence[str]) -> bool:
        """Whether in the earlier document its number stood for a goal that is none of its own."""
        others = [iri for iri in self.numbers.get((version.kind, version.number), ()) if iri not in own]
        if others and self.may_be_same:
            maybe = self.known.possible_paths(version.iri, frozenset(self.before))
            others = [iri for iri in others if iri not in maybe]
        return bool(others)

    def _candidates(self, iri: str, others: Mapping[str, Stated]) -> tuple[Candidate, ...]:
        """Where claims lead of which one does not count, from a version to those of the other document."""
        found = self.known.possible_paths(iri, frozenset(others)).items()
        some = [Candidate(min(path, key=_by_confidence), others[other].version) for other, path in found]
        return tuple(sorted(some, key=lambda one: (-one.claim.confidence, one.version.sort_key, one.version.iri)))


def _narrowed(found: Differences, kinds: frozenset[Kind]) -> Differences:
    """The differences of some kinds."""
    return Differences(
        texts=found.texts if Kind.REWORDED in kinds else (),
        references=found.references if Kind.REFERENCES in kinds else (),
        stale=found.stale if Kind.STALE in kinds else (),
        holders=found.holders if Kind.HOLDERS in kinds else (),
        amounts=found.amounts if Kind.AMOUNTS in kinds else (),
    )


def _by_confidence(claim: Claim) -> Decimal:
    return claim.confidence


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
