"""Identity as corrections have it: which entries name versions that are there, and what came of each. Links nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz import process

from ingest.contradictions import Placed, at_odds
from ingest.corrections import Correction, IdentityEntry
from ingest.entry_names import TargetVersion
from ingest.link.decided import Decision, named
from ingest.link.resolve import Version
from ingest.link.state import DocumentState, numbers
from ingest.link.threads import in_order
from ingest.revision import FOLLOWED, Outcome, withdrawals
from ingest.spots import Misfit
from ingest.withdrawal import says
from ontology.iri import DocumentKey

NEAREST: Final = 3  # versions or documents that may have been meant

Described = Mapping[DocumentKey, frozenset[tuple[str, str]]]


def decisions(
    corrections: Sequence[Correction], states: Sequence[DocumentState]
) -> tuple[tuple[Decision, ...], tuple[Outcome, ...]]:
    """What the entries about identity decide of the versions of a body, and what is told of those that do not fit."""
    described = numbers(states)
    secret = [entry.words for _, entry in withdrawals(corrections) if entry.words is not None]
    odds = at_odds(Placed(one, None) for one in corrections if isinstance(one.entry, IdentityEntry))
    found, outcomes = [], []
    for one in corrections:
        if isinstance(one.entry, IdentityEntry):
            misfit = _misfit(one.entry, described, secret)
            if misfit is None and one.place in odds:
                misfit = Misfit("correction-at-odds", odds[one.place].values)
            if misfit is None:
                found.append(_decision(one, one.entry))
            else:
                outcomes.append(Outcome(one.place, misfit))
    return tuple(found), tuple(outcomes)


def outcomes(decided: Iterable[Decision], unmet: frozenset[str]) -> tuple[Outcome, ...]:
    """What came of decisions; `unmet` are those that could not be followed, by where they stand."""
    return tuple(
        Outcome(
            one.place,
            Misfit("correction-apart", {"earlier": named(one.earlier), "later": named(one.later)})
            if one.place in unmet
            else FOLLOWED,
        )
        for one in decided
    )


def _decision(correction: Correction, entry: IdentityEntry) -> Decision:
    return Decision(
        earlier=_version(entry.earlier),
        later=_version(entry.later),
        claim=entry.claim,
        place=correction.place,
        correction=correction.digest,
        why=entry.why,
        by=entry.by,
    )


def _misfit(entry: IdentityEntry, described: Described, secret: Iterable[str]) -> Misfit | None:
    """Why an entry does not fit; None where it does."""
    if any(says(entry, words) for words in secret):
        return Misfit("correction-withdrawn")
    for end, target in (("earlier", entry.earlier), ("later", entry.later)):
        version = _version(target)
        if (str(version.kind), version.number) not in described.get(version.document, frozenset()):
            near = ", ".join(_nearest(version, described)) or "-"
            return Misfit("correction-no-version", {"version": named(version), "near": near, "end": end})
    if in_order((entry.earlier.key, entry.later.key))[0] != entry.earlier.key:
        ends = {"earlier": named(_version(entry.earlier)), "later": named(_version(entry.later))}
        return Misfit("correction-order", ends)
    return None


def _nearest(version: Version, described: Described) -> list[str]:
    """The numbers of the document that are written most like it, or else the documents that are."""
    numbers_there = sorted(number for kind, number in described.get(version.document, ()) if kind == str(version.kind))
    choices = numbers_there or sorted(document.path for document in described)
    wanted = version.number if numbers_there else version.document.path
    return [found for found, _, _ in process.extract(wanted, choices, limit=NEAREST)]


def _version(target: TargetVersion) -> Version:
    return Version(target.key, target.kind, target.number)
