"""Same pairs: pairs of versions that are known to be one goal or two, with how alike they are. Fits no weight.

The threads against which each document is held are the true ones, so that one mistake does not make others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.municipality import Document
from benchmarks.read_towns import key_of, read_town
from benchmarks.years import Issue, Offered, Town, in_order, link_between
from ingest.link.body import Linked
from ingest.link.likeness import Likeness, Rarity
from ingest.link.matching import Known, Pair, match
from ingest.link.parting import Parts, parted
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ontology.codes import ChangeKind


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair that is worth comparing, whether it is one goal, and by how much that was reworded.

    `is_part` is whether either is a part of the other, which one likeness can't tell.
    """

    pair: Pair
    is_same: bool
    strength: float
    is_part: bool

    @property
    def likeness(self) -> Likeness:
        """How alike the two are."""
        return self.pair.likeness


@dataclass(frozen=True, slots=True)
class LabelledParts:
    """What may be parts of a whole, and whether it is."""

    parts: Parts
    is_true: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """The pairs of one document beside the threads that were open, and what may be parts."""

    pairs: tuple[Labelled, ...]
    parts: tuple[LabelledParts, ...]


def meetings(town: Town) -> Iterator[Meeting]:
    """Every document of a town but the first beside what came before it."""
    linked = read_town(town)
    last: dict[int, tuple[Offered, Profile]] = {}
    for document in in_order(town):
        issues = [issue for issue in town.issued[document] if not issue.is_double]
        seen = {issue: _own(town, document, issue, linked) for issue in issues}
        if last:
            yield _meeting(town, document, seen, list(last.values()))
        for issue, one in seen.items():
            if one is not None:
                last[issue.key] = (document, issue), _after(last.get(issue.key), one)
        for key in _gone(town, {key: offered for key, (offered, _) in last.items()}):
            del last[key]


def _gone(town: Town, last: Mapping[int, Offered]) -> set[int]:
    """The goals that went up in another one that was seen since."""
    pairs = ((key, link_between(town, one, last[other])) for key, one in last.items() for other in last if other != key)
    return {key for key, link in pairs if link is not None and link.kind is ChangeKind.MERGED}


def _own(town: Town, document: Document, issue: Issue, linked: Linked) -> Profile | None:
    own = [one for one in linked.profiles[key_of(town, document)] if one.version.number == issue.number]
    return own[0] if own else None


def _after(before: tuple[Offered, Profile] | None, one: Profile) -> Profile:
    return one if before is None else one.after(before[1])


def _meeting(
    town: Town,
    document: Document,
    found: Mapping[Issue, Profile | None],
    threads: Sequence[tuple[Offered, Profile]],
) -> Meeting:
    issues = [issue for issue, one in found.items() if one is not None]
    there = [one for one in found.values() if one is not None]
    rarity = Rarity.of([*(one for _, one in threads), *there])
    earlier, later = [rarity.seen(one) for _, one in threads], list(map(rarity.seen, there))
    pairs = match(earlier, later, Known(copied=dict(_copied(threads, there))))
    true = {
        (place, other): link
        for place, (offered, _) in enumerate(threads)
        for other, issue in enumerate(issues)
        if (link := link_between(town, offered, (document, issue))) is not None
    }
    whole = {place for place, link in true.items() if link.kind not in {ChangeKind.SPLIT, ChangeKind.MERGED}}
    labelled = [
        Labelled(pair, place in true, true[place].strength if place in true else 0.0, place in true.keys() - whole)
        for place, pair in pairs.items()
    ]
    parts = [
        LabelledParts(one, one.main.place in true and one.other.place in true and one.other.place not in whole)
        for side in (0, 1)
        for one in parted(pairs, earlier, later, side)
    ]
    return Meeting(tuple(labelled), tuple(parts))


def _copied(threads: Sequence[tuple[Offered, Profile]], later: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    versions = {one.version: place for place, (_, one) in enumerate(threads)}
    for place, one in enumerate(later):
        for document in one.copied_from:
            version = Version(document, one.version.kind, one.version.number)
            if version in versions:
                yield place, versions[version]
