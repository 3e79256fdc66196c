"""Claims of identity: which versions in two documents are one goal, how sure that is, and which of them count.

Without a least confidence those count that the release holds for true: both versions are of one enduring goal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pyoxigraph import NamedNode

from ontology.codes import ChangeKind
from ontology.identity_methods import LINKS
from ontology.iri import graph
from service.answers.coverage import Holdings
from service.answers.queries import query
from service.answers.vocabulary import Coded, coded
from service.engine.engine import Engine, Row


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of a goal between two documents: the IRIs of its versions, either of which may be absent.

    `confidence` is from 0 to 1, `goals` are the enduring goals that both are versions of.
    """

    iri: str
    earlier: str | None
    later: str | None
    kind: Coded
    confidence: Decimal
    method: str | None
    goals: frozenset[str] = frozenset()

    @property
    def is_link(self) -> bool:
        """Whether it says that two versions are one goal, or part of it."""
        return self.earlier is not None and self.later is not None and self.kind.code in LINKS

    def counts(self, least: Decimal | None) -> bool:
        """Whether it is sure enough: as the release holds it, or by a least confidence."""
        return self.is_link and (bool(self.goals) if least is None else self.confidence >= least)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The claims of a body by the versions that they are about: those that count, and those that are candidates.

    `reused` are those that count of numbers that came to be another goal's.
    """

    onward: Mapping[str, tuple[Claim, ...]]
    backward: Mapping[str, tuple[Claim, ...]]
    candidates: Mapping[str, tuple[Claim, ...]]
    ends: Mapping[str, tuple[Claim, ...]]
    groups: Mapping[str, str] = field(default_factory=dict)
    held_groups: Mapping[str, str] = field(default_factory=dict)
    reused: tuple[Claim, ...] = ()

    def paths(self, start: str, ends: frozenset[str]) -> dict[str, tuple[Claim, ...]]:
        """The shortest chains of claims that count from a version to those of another document, later or earlier."""
        return _chains(start, ends, self.onward, self.backward)

    def possible_paths(self, start: str, ends: frozenset[str]) -> dict[str, tuple[Claim, ...]]:
        """The shortest chains from a version to those of another document, of claims whether they count or not."""
        return _chains(start, ends, _Either(self.onward, self.candidates), _Either(self.backward, self.candidates))

    def after(self, version: str) -> frozenset[str]:
        """The versions that claims which count lead on to."""
        return _closure(version, self.onward, is_onward=True)

    def before(self, version: str) -> frozenset[str]:
        """The versions that claims which count lead back to."""
        return _closure(version, self.backward, is_onward=False)

    def largest(self, ordered: Iterable[str]) -> frozenset[str]:
        """Those of some versions, in the order of the cycle, that count: the largest part, of equals the first."""
        groups: dict[str, list[str]] = {}
        for iri in ordered:
            groups.setdefault(self.same_goal(iri), []).append(iri)
        most: list[str] = max(groups.values(), key=len, default=[])
        return frozenset(most)

    def same_goal(self, version: str) -> str:
        """A name of all versions that claims which count bind to a version, the same for each of them."""
        return self.groups.get(version, version)

    def perhaps_same_goal(self, version: str) -> str:
        """The same, of claims that count or that the release holds for true."""
        return self.held_groups.get(version, version)


@dataclass(frozen=True, slots=True)
class _Either:
    """Claims by version of which some count and others do not."""

    sure: Mapping[str, tuple[Claim, ...]]
    unsure: Mapping[str, tuple[Claim, ...]]

    def get(self, version: str, default: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """The claims of a version."""
        return (*self.sure.get(version, default), *self.unsure.get(version, default))


class _ByVersion(Protocol):
    """Claims that can be asked for by a version."""

    def get(self, version: str, default: tuple[Claim, ...], /) -> tuple[Claim, ...]: ...


def _chains(start: str, ends: frozenset[str], onward: _ByVersion, backward: _ByVersion) -> dict[str, tuple[Claim, ...]]:
    """The shortest chains of claims from a version to some others, all of them onward or all of them backward."""
    if start in ends:
        return {start: ()}
    found = _reach(start, ends, onward, is_onward=True)
    for end, path in _reach(start, ends, backward, is_onward=False).items():
        found.setdefault(end, path)
    return found


def _reach(start: str, ends: frozenset[str], claims: _ByVersion, *, is_onward: bool) -> dict[str, tuple[Claim, ...]]:
    paths: dict[str, tuple[Claim, ...]] = {start: ()}
    waiting = [start]
    for version in waiting:  # which grows while it is read: nearest first
        for claim in claims.get(version, ()):
            other = claim.later if is_onward else claim.earlier
            if other is not None and other not in paths:
                paths[other] = (*paths[version], claim)
                if other not in ends:
                    waiting.append(other)
    return {version: path for version, path in paths.items() if version in ends}


def _closure(start: str, claims: _ByVersion, *, is_onward: bool) -> frozenset[str]:
    """All versions that chains of claims lead to, without the one where they start."""
    found = {start}
    waiting = [start]
    for version in waiting:  # which grows while it is read
        ends = [claim.later if is_onward else claim.earlier for claim in claims.get(version, ())]
        new = [end for end in ends if end is not None and end not in found]
        found.update(new)
        waiting += new
    return frozenset(found - {start})


async def lineage(engine: Engine, holdings: Holdings, organisation: str, least: Decimal | None) -> Lineage:
    """The claims of a body, as a least confidence has them count; two queries."""
    return make_lineage(claims_in(await rows_of_claims(engine, holdings, organisation)), least)


async def rows_of_claims(engine: Engine, holdings: Holdings, organisation: str) -> list[Sequence[Row]]:
    """The claims of a body as rows: those that bind versions, then those with which a goal begins or ends; two queries.

    Raises:
        EngineError: a query failed.
    """
    body = {"graph": NamedNode(graph(holdings.base, "body", organisation))}
    links = await engine.rows(query("identity-links"), body)
    ends = await engine.rows(query("identity-ends"), body)
    return [links, ends]


def claims_in(parts: Iterable[Sequence[Row]]) -> list[Claim]:
    """The claims in the rows of several queries."""
    return [claim for rows in parts for claim in read_claims(rows)]


def read_claims(rows: Iterable[Row]) -> list[Claim]:
    """The claims in rows, in the order of their IRIs; one that binds two goals fills two rows."""
    goals: dict[str, set[str]] = {}
    found: dict[str, Row] = {}
    for row in rows:
        iri = row["claim"].value
        found[iri] = row
        if "goal" in row:
            goals.setdefault(iri, set()).add(row["goal"].value)
    return [_read(row, frozenset(goals.get(iri, ()))) for iri, row in sorted(found.items())]


def make_lineage(claims: Sequence[Claim], least: Decimal | None) -> Lineage:
    """Claims by the versions that they are about, as a least confidence has them count."""
    sure = [claim for claim in claims if claim.counts(least)]
    unsure = [claim for claim in claims if claim.is_link and not claim.counts(least)]
    return Lineage(
        onward=_by(sure, "earlier"),
        backward=_by(sure, "later"),
        candidates=_merged(_by(unsure, "earlier"), _by(unsure, "later")),
        ends=_merged(*(_by([one for one in claims if _is_end(one)], side) for side in ("earlier", "later"))),
        groups=_groups(sure),
        held_groups=_groups(claim for claim in claims if claim.counts(least) or claim.counts(None)),
        reused=tuple(one for one in claims if _is_reused(one) and (least is None or one.confidence >= least)),
    )


def _read(row: Row, goals: frozenset[str]) -> Claim:
    return Claim(
        iri=row["claim"].value,
        earlier=row["earlier"].value if "earlier" in row else None,
        later=row["later"].value if "later" in row else None,
        kind=coded(row["kind"].value),
        confidence=Decimal(row["confidence"].value),
        method=row["method"].value if "method" in row else None,
        goals=goals,
    )


def _is_reused(claim: Claim) -> bool:
    return claim.kind.code == ChangeKind.NUMBER_REUSED


def _is_end(claim: Claim) -> bool:
    return claim.kind.code in {ChangeKind.NEW, ChangeKind.DROPPED}


def _by(claims: Iterable[Claim], side: str) -> dict[str, tuple[Claim, ...]]:
    """Claims by their earlier or later version, the surest first."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        version = claim.earlier if side == "earlier" else claim.later
        if version is not None:
            found.setdefault(version, []).append(claim)
    return {version: tuple(sorted(some, key=lambda one: (-one.confidence, one.iri))) for version, some in found.items()}


def _merged(*parts: Mapping[str, tuple[Claim, ...]]) -> dict[str, tuple[Claim, ...]]:
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: tuple(claim for part in parts for claim in part.get(key, ())) for key in keys}


def _groups(claims: Iterable[Claim]) -> dict[str, str]:
    """The least IRI of all versions that claims bind together, by version."""
    parents: dict[str, str] = {}

    def root(version: str) -> str:
        while (parent := parents.setdefault(version, version)) != version:
            parents[version] = parents[parent]
            version = parent
        return version

    for claim in claims:
        if claim.earlier is not None and claim.later is not None:
            first, second = sorted((root(claim.earlier), root(claim.later)))
            parents[second] = first
    return {version: root(version) for version in list(parents)}
