"""Followed: the claims about a fictional municipality beside what is known of it. Reads no page and fits no weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.read_towns import key_of, read_town
from benchmarks.years import Link, Offered, Town, link_between, links
from ingest.link.identity import Claim, Identity
from ingest.link.resolve import Version
from ontology.codes import ChangeKind, CitedKind, DocumentKind

ALONE = frozenset({ChangeKind.NEW, ChangeKind.DROPPED, ChangeKind.NUMBER_REUSED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim: what kind of change it says, what became of the goal (None where it is wrong), and how certain it is.

    Of a goal that begins or ends, or of a number that is used again, `is_true` alone says whether it is right.
    `nearest` is what there is to claim of the later version instead, where the claim is wrong. `years` lie between the
    documents that the claim is about.
    """

    kind: ChangeKind
    is_true: bool
    true: Link | None
    confidence: float
    holds: bool
    nearest: Link | None = None
    years: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What became of a goal, and the claim that holds and says so; None where none does."""

    kind: ChangeKind
    true: Link | None
    found: Claim | None


@dataclass(frozen=True, slots=True)
class Followed:
    """All claims about a municipality, and all that is known of it."""

    judged: tuple[Judged, ...]
    wanted: tuple[Wanted, ...]


def followed(town: Town) -> Followed:
    """What is claimed of a municipality beside the truth."""
    found = _Beside(town, read_town(town).identity)
    return Followed(tuple(found.judged()), tuple(found.wanted()))


class _Beside:
    """The claims and the truth, by version."""

    def __init__(self, town: Town, identity: Identity) -> None:
        self._town, self._claims = town, identity.claims
        self._offered: dict[Version, Offered] = {
            Version(key_of(town, document), CitedKind.GOAL, issue.number): (document, issue)
            for document, issues in town.issued.items()
            for issue in issues
        }
        self._version = {(document.name, issue.number): version for version, (document, issue) in self._offered.items()}
        self._links = sorted(links(town))
        self._wanted: dict[Version | None, Link] = {self._version[link.later]: link for link in self._links}

    def judged(self) -> Iterator[Judged]:
        """Every claim with whether it is right."""
        for claim in self._claims:
            link = self._link(claim)
            if claim.kind in ALONE:
                is_true, years = self._is_alone(claim), self._years(claim)
                yield Judged(claim.kind, is_true, None, claim.confidence, claim.holds, years=years)
            else:
                nearest = link or self._wanted.get(claim.later)
                yield Judged(claim.kind, link is not None, link, claim.confidence, claim.holds, nearest)

    def wanted(self) -> Iterator[Wanted]:
        """All that became of goals, each with the claim that says so."""
        holding = [claim for claim in self._claims if claim.holds]
        by_later: dict[Version, list[Claim]] = {}
        for claim in holding:
            if claim.later is not None and claim.kind not in ALONE:
                by_later.setdefault(claim.later, []).append(claim)
        for link in self._links:
            key = self._offered[self._version[link.earlier]][1].key
            claims = by_later.get(self._version[link.later], ())
            yield Wanted(link.kind, link, next((claim for claim in claims if self._is_of(claim, key)), None))
        said = {(claim.kind, claim.later or claim.earlier): claim for claim in holding if claim.kind in ALONE}
        for kind, version in self._alone():
            yield Wanted(kind, None, said.get((kind, version)))

    def _is_of(self, claim: Claim, key: int) -> bool:
        return claim.earlier is not None and self._offered[claim.earlier][1].key == key

    def _link(self, claim: Claim) -> Link | None:
        if claim.earlier is None or claim.later is None:
            return None
        return link_between(self._town, self._offered[claim.earlier], self._offered[claim.later])

    def _years(self, claim: Claim) -> int:
        """The years from the one version to the other, or to the complete budget that would tell otherwise."""
        complete = [document.year for document in self._town.complete]
        if claim.earlier is None and claim.later is not None:
            year = claim.later.document.year
            return year - max(one for one in complete if one < year)
        first = claim.earlier.document.year if claim.earlier else 0
        return (claim.later.document.year if claim.later else min(one for one in complete if one > first)) - first

    def _is_alone(self, claim: Claim) -> bool:
        if claim.kind is ChangeKind.NUMBER_REUSED:
            return self._link(claim) is None
        version = claim.later or claim.earlier
        return version is not None and (claim.kind, version) in set(self._alone())

    def _alone(self) -> Sequence[tuple[ChangeKind, Version]]:
        """Where goals begin and end between complete budgets, and where a number is another goal's than before."""
        return [*self._ends(), *self._reused()]

    def _ends(self) -> Iterator[tuple[ChangeKind, Version]]:
        every = [(version, one) for version, one in sorted(self._offered.items()) if not one[1].is_extra]
        order = list(DocumentKind)
        every.sort(key=lambda one: (one[0].document.year, order.index(one[0].document.kind)))
        years = sorted(document.year for document in self._town.complete)
        for version, one in every:
            before = any(link_between(self._town, other, one) for _, other in every if other[0] < one[0])
            after = any(link_between(self._town, one, other) for _, other in every if one[0] < other[0])
            if not before and years and years[0] < version.document.year:
                yield ChangeKind.NEW, version
            if not after and years and years[-1] > version.document.year:
                yield ChangeKind.DROPPED, version

    def _reused(self) -> Iterator[tuple[ChangeKind, Version]]:
        last: dict[tuple[DocumentKind, str], tuple[Version, Offered]] = {}
        for version, one in sorted(self._offered.items(), key=lambda item: (item[0].document.year, item[0])):
            key = version.document.kind, version.number
            if key in last and link_between(self._town, last[key][1], one) is None:
                yield ChangeKind.NUMBER_REUSED, version
            last[key] = version, one
