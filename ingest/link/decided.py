"""Decided: what the operator says of which versions are one goal, put in the place of what was found. Reads no file."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from ingest.corrections import Change
from ingest.link.identity import Claim, Identity, identify
from ingest.link.labels import WORDS, document_title
from ingest.link.meeting import Meets, meet
from ingest.link.place import VERSION_KINDS, all_described
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ingest.link.state import DocumentState
from ingest.link.threads import Said, in_order
from ontology import terms as t
from ontology.codes import ChangeKind
from ontology.iri import DocumentKey

PARTS: Final = {"split": ChangeKind.SPLIT, "merged": ChangeKind.MERGED}

SAME: Final = frozenset({ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.RENUMBERED})

Profiles = Mapping[DocumentKey, Sequence[Profile]]
Told = Mapping[Version, frozenset[Version]]
"""By later version the earlier ones."""


class Decision(msgspec.Struct, frozen=True):
    """What the operator says of two versions: `same`, `not-same`, `split` or `merged`, why, and by which role.

    `place` is where the entry stands, `correction` its digest.
    """

    earlier: Version
    later: Version
    claim: str
    place: str
    correction: str
    why: str
    by: str


class Decided(msgspec.Struct, frozen=True):
    """The identity of a body as decided, what was changed by document and page, and which decisions could not be met.

    Pages are told by the digest of their bytes, decisions by where they stand.
    """

    identity: Identity
    changes: Mapping[DocumentKey, Mapping[str, tuple[Change, ...]]]
    unmet: frozenset[str]


def decide(
    profiles: Profiles,
    told: Told,
    complete: frozenset[DocumentKey],
    decisions: Sequence[Decision],
    states: Iterable[DocumentState],
    met: Meets = meet,
) -> Decided:
    """What became of every goal; `told` is what words of pages say, `complete` and `met` are as `identify` has them."""
    found = identify(profiles, Said(told=told), complete, met=met)
    if not decisions:
        return Decided(found, {}, frozenset())
    said = Said(told, _pairs(decisions, "same"), _apart(decisions, profiles))
    followed = identify(profiles, said, complete, met=met)
    identity = _with_claims(followed, [_from_last(followed, one) for one in decisions])
    unmet = frozenset(one.place for one in decisions if not _is_met(identity, one))
    pages = {
        version: (state.document, capture.record.page.sha256)
        for state in states
        for capture in state.captures
        for version in all_described(state.document, capture.record)
    }
    changes: dict[DocumentKey, dict[str, tuple[Change, ...]]] = {}
    for one in decisions:
        if one.place not in unmet:
            document, page = pages[one.later]
            of_page = changes.setdefault(document, {})
            of_page[page] = (*of_page.get(page, ()), _change(one, found))
    return Decided(identity, changes, unmet)


def with_changes(state: DocumentState, changes: Mapping[str, tuple[Change, ...]]) -> DocumentState:
    """A state of which the pages have further changes, by the digests of their bytes."""
    if not changes:
        return state
    before = state.changes or ((),) * len(state.captures)
    pairs = zip(state.captures, before, strict=True)
    every = tuple((*own, *changes.get(capture.record.page.sha256, ())) for capture, own in pairs)
    return msgspec.structs.replace(state, changes=every)


def named(version: Version) -> str:
    """A version in words: «doel 1.1.3 (Begroting 2031)»."""
    return f"{WORDS[version.kind].lower()} {version.number} ({document_title(version.document)})"


def _pairs(decisions: Iterable[Decision], claim: str) -> Told:
    found: dict[Version, set[Version]] = {}
    for one in decisions:
        if one.claim == claim:
            found.setdefault(one.later, set()).add(one.earlier)
    return {later: frozenset(earlier) for later, earlier in found.items()}


def _apart(decisions: Sequence[Decision], profiles: Profiles) -> Told:
    """What is not the same: as the operator says, and what follows of the other versions in both documents.

    What goes on in one version goes on in no other; what went up in another goal goes on in none from then on.
    """
    found = {later: set(earlier) for later, earlier in _pairs(decisions, "not-same").items()}
    same, order = _pairs(decisions, "same"), in_order(profiles)
    for one in decisions:
        if one.claim == "merged":
            for document in order[order.index(one.later.document) :]:
                for profile in profiles[document]:
                    found.setdefault(profile.version, set()).add(one.earlier)
        elif one.claim == "same":
            for profile in profiles[one.later.document]:
                if one.earlier not in same.get(profile.version, ()):
                    found.setdefault(profile.version, set()).add(one.earlier)
            others = {profile.version for profile in profiles[one.earlier.document]}
            found.setdefault(one.later, set()).update(others - same[one.later])
    return {later: frozenset(earlier) for later, earlier in found.items()}


def _from_last(identity: Identity, decision: Decision) -> Decision:
    """A decision on parts from the last version before them of the goal that was split, or went up in another."""
    if decision.claim not in PARTS:
        return decision
    thread = identity.threads[identity.places[decision.earlier][0]]
    order = in_order({version.document for version in (*thread, decision.later)})
    before = order[: order.index(decision.later.document)]
    return msgspec.structs.replace(decision, earlier=[one for one in thread if one.document in before][-1])


def _with_claims(identity: Identity, decisions: Sequence[Decision]) -> Identity:
    """What was found with the claims and parts that the operator says, and none that these contradict."""
    decided = {(one.earlier, one.later) for one in decisions}
    settled = {version for one in decisions if one.claim == "same" for version in (one.earlier, one.later)}
    places = identity.places
    parts = {
        later: {one for one in earlier if (one, later) in decided or settled.isdisjoint((one, later))}
        for later, earlier in identity.parts.items()
    }
    claims = [_loosened(claim, settled, decided) for claim in identity.claims]
    for one in decisions:
        claims = list(_replaced(claims, one))
        if one.claim in PARTS and places[one.earlier][0] != places[one.later][0]:
            parts.setdefault(one.later, set()).add(one.earlier)
    ordered = {later: tuple(sorted(earlier)) for later, earlier in sorted(parts.items()) if earlier}
    return Identity(tuple(sorted(claims, key=_order)), identity.threads, ordered)


def _loosened(claim: Claim, settled: Container[Version], decided: Container[tuple[Version, Version]]) -> Claim:
    """A claim that a goal was split or merged; only a candidate where the operator said what became of it."""
    if claim.kind not in PARTS.values() or claim.earlier is None or claim.later is None:
        return claim
    if (claim.earlier, claim.later) in decided or not (claim.earlier in settled or claim.later in settled):
        return claim
    return msgspec.structs.replace(claim, holds=False)


def _replaced(claims: Iterable[Claim], decision: Decision) -> Iterator[Claim]:
    """Claims of which those between two versions are as the operator says."""
    ends = decision.earlier, decision.later
    between = [claim for claim in claims if (claim.earlier, claim.later) == ends]
    match decision.claim:
        case "split" | "merged":
            yield Claim(*ends, PARTS[decision.claim], 1.0, holds=True, decided=True)
        case "same":
            kinds = [claim.kind for claim in between if claim.holds and claim.kind in SAME]
            yield Claim(*ends, kinds[0] if kinds else _kind(*ends), 1.0, holds=True, decided=True)
        case _ if decision.earlier.number == decision.later.number:
            yield Claim(*ends, ChangeKind.NUMBER_REUSED, 1.0, holds=True, decided=True)
    gone = {
        "split": (ChangeKind.NEW, None, decision.later),
        "merged": (ChangeKind.DROPPED, decision.earlier, None),
    }.get(decision.claim)
    rest = (one for one in claims if one not in between and (one.kind, one.earlier, one.later) != gone)
    yield from (
        msgspec.structs.replace(one, kind=PARTS[decision.claim]) if _goes_on(one, decision) else one for one in rest
    )


def _goes_on(claim: Claim, decision: Decision) -> bool:
    """Whether a claim is that of the goal that goes on: a part of it became another, or another went up in it."""
    if not claim.holds or claim.kind not in SAME or claim.later is None:
        return False
    if decision.claim == "split":
        return (claim.earlier, claim.later.document) == (decision.earlier, decision.later.document)
    return decision.claim == "merged" and claim.later == decision.later


def _kind(earlier: Version, later: Version) -> ChangeKind:
    return ChangeKind.REWORDED if earlier.number == later.number else ChangeKind.RENUMBERED


def _is_met(identity: Identity, decision: Decision) -> bool:
    places = identity.places
    one, other = places[decision.earlier][0], places[decision.later][0]
    belongs = one == other or one in {places[part][0] for part in identity.parts.get(decision.later, ())}
    return belongs is not (decision.claim == "not-same")


def _change(decision: Decision, found: Identity) -> Change:
    """What a decision put in the place of what was found: the version before it."""
    version = decision.later
    thread, place = found.places[version]
    before = found.threads[thread][place - 1] if place else None
    return Change(
        correction=decision.correction,
        why=decision.why,
        by=decision.by,
        predicate=t.VERSION_OF,
        was=None if before is None else f"vervolg van {named(before)}",
        thing=VERSION_KINDS[version.kind],
        number=version.number,
    )


def _order(claim: Claim) -> tuple[object, ...]:
    later, earlier = claim.later or claim.earlier, claim.earlier or claim.later
    return later, earlier, claim.kind
