"""Threads: the same goal through the documents of a body, one version after the other, as far as is certain enough.

Documents are taken in the order of the cycle. Each version of a document is held against the last version of every
thread, so that a year that is missing, or a report on some of the goals, breaks nothing. What happened in between is
said by `identity`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from ingest.link.likeness import Rarity, Seen
from ingest.link.matching import Known, Pair, Place, match, weighed
from ingest.link.parting import Parts, parted
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ontology.codes import ChangeKind, CitedKind, DocumentKind
from ontology.iri import DocumentKey

CERTAIN: Final = 0.9  # below this two versions are no more than candidates to be one
POSSIBLE: Final = 0.2  # below this they are not even that
GAP: Final = 5  # years after which a goal that was not seen is no longer expected back
# The order of the documents on one year: what is planned, what is adjusted, what is accounted for.
_ORDER: Final[Mapping[DocumentKind, int]] = MappingProxyType({kind: place for place, kind in enumerate(DocumentKind)})


class Said(msgspec.Struct, frozen=True):
    """What is said outright of which versions are one, by later version.

    `told` are the earlier ones that words of a page say it continues; of `same` and `other` the operator says that they
    are or are not the same goal.
    """

    told: Mapping[Version, frozenset[Version]] = {}
    same: Mapping[Version, frozenset[Version]] = {}
    other: Mapping[Version, frozenset[Version]] = {}


class Step(msgspec.Struct, frozen=True):
    """From a version of a thread to one that continues it, or is a part of it, or may be.

    `kind` is split or merged where it is a part, and None else. `decided` is whether the operator said so.
    """

    earlier: Version
    later: Version
    confidence: float
    told: bool = False
    kind: ChangeKind | None = None
    decided: bool = False


class Threads(msgspec.Struct, frozen=True):
    """All threads of a body, the steps that made them, the steps to or from parts, and those that are only possible.

    `likely` is how likely a version continues a thread, by the first version of that. `doubles` are versions that
    stand twice in their document.
    """

    threads: tuple[tuple[Version, ...], ...]
    steps: tuple[Step, ...]
    parts: tuple[Step, ...]
    candidates: tuple[Step, ...]
    likely: Mapping[tuple[Version, Version], float]
    doubles: frozenset[Version]


class _Thread(msgspec.Struct):
    """The versions of one goal as far as they were found; one is `over` that went up in another.

    One is `double` of which the version stands twice in its document: nothing can be held to continue it.
    """

    versions: list[Version]
    last: Seen
    over: bool = False
    double: bool = False


def in_order(documents: Iterable[DocumentKey]) -> list[DocumentKey]:
    """Documents in the order of the cycle: by year, and of a year as they follow each other."""
    return sorted(documents, key=lambda key: (key.year, _ORDER[key.kind], key.sequence or 0))


def follow(
    documents: Mapping[DocumentKey, Sequence[Profile]], said: Said | None = None, certain: float = CERTAIN
) -> Threads:
    """The threads through documents, in whatever order they come."""
    every = [profile for document in in_order(documents) for profile in documents[document]]
    kinds = sorted({profile.version.kind for profile in every})
    found = [
        _Following(kind, [profile for profile in every if profile.version.kind is kind], said or Said(), certain)
        for kind in kinds
    ]
    return Threads(
        tuple(sorted(tuple(thread.versions) for one in found for thread in one.threads)),
        tuple(step for one in found for step in one.steps),
        tuple(step for one in found for step in one.parts),
        tuple(step for one in found for step in one.candidates),
        {pair: likely for one in found for pair, likely in one.likely.items()},
        frozenset(thread.versions[0] for one in found for thread in one.threads if thread.double),
    )


class _Following:
    """The threads of one kind through the documents that describe versions of it."""

    def __init__(self, kind: CitedKind, profiles: Sequence[Profile], said: Said, certain: float) -> None:
        self._kind, self._said, self._certain = kind, said, certain
        self._rarity = Rarity.of(profiles)
        self.threads: list[_Thread] = []
        self.steps: list[Step] = []
        self.parts: list[Step] = []
        self.candidates: list[Step] = []
        self.likely: dict[tuple[Version, Version], float] = {}
        by_document: dict[DocumentKey, list[Profile]] = {}
        for profile in profiles:
            by_document.setdefault(profile.version.document, []).append(profile)
        self._documents = frozenset(by_document)
        for document, found in by_document.items():
            self._add(document, sorted(found, key=lambda profile: profile.version))

    def _add(self, document: DocumentKey, profiles: Sequence[Profile]) -> None:
        """Take one more document."""
        doubles = _doubles(profiles)
        later = [self._rarity.seen(profile) for profile in profiles]
        opened = [thread for thread in self.threads if self._is_open(thread, document)]
        meeting = _Meeting([one for one in opened if not one.double], later, self._said, self._documents)
        continued = self._continued(meeting, doubles)
        self._begin(meeting, continued, doubles)
        left = [one for place, one in enumerate(later) if place not in continued]
        beside = _Meeting([one for one in opened if one.double], left, self._said, self._documents)
        self._keep(beside, beside.pairs, frozenset())

    def _is_open(self, thread: _Thread, document: DocumentKey) -> bool:
        return not thread.over and document.year - thread.last.profile.version.document.year <= GAP

    def _continued(self, meeting: "_Meeting", doubles: frozenset[Version]) -> dict[int, int]:
        """The thread that each version continues, by their places; the steps are kept on the way."""
        parts, places = meeting.parts(self._certain)
        pairs = meeting.beside(parts, self._certain)
        sure: dict[Place, Pair] = {}
        for place, pair in sorted(pairs.items(), key=lambda item: (-item[1].confidence, item[0])):
            if meeting.decided(place):
                self._decide(meeting, pair, sure)
            elif pair.confidence >= self._certain and meeting.version(place[1]) not in doubles:
                sure[place] = pair
                self.steps.append(meeting.step(pair))
        for part, kind in parts:
            self._part(meeting, part, kind, sure)
        self._keep(meeting, pairs, frozenset(sure) | places)
        return {later: earlier for earlier, later in sure}

    def _decide(self, meeting: "_Meeting", pair: Pair, sure: dict[Place, Pair]) -> None:
        """Follow the operator: of what is one with two, the second is a part."""
        step = meeting.step(pair, decided=True)
        if any(pair.earlier == earlier for earlier, _ in sure):
            self.parts.append(msgspec.structs.replace(step, kind=ChangeKind.SPLIT))
        elif any(pair.later == later for _, later in sure):
            self.parts.append(msgspec.structs.replace(step, kind=ChangeKind.MERGED))
            meeting.threads[pair.earlier].over = True
        else:
            sure[pair.place] = pair
            self.steps.append(step)

    def _part(self, meeting: "_Meeting", part: Parts, kind: ChangeKind, sure: Mapping[Place, Pair]) -> None:
        """Keep what is a part of a goal that goes on, or may be."""
        self._doubt(meeting, part.other.place, part.confidence)
        if part.confidence < POSSIBLE:
            return
        holds = part.confidence >= self._certain and part.main.place in sure
        step = meeting.step(part.other, kind=kind, confidence=part.confidence)
        (self.parts if holds else self.candidates).append(step)
        if holds and kind is ChangeKind.MERGED:
            meeting.threads[part.other.earlier].over = True

    def _keep(self, meeting: "_Meeting", pairs: Mapping[Place, Pair], taken: frozenset[Place]) -> None:
        """Keep how likely pairs are, and as candidates those that are likely enough."""
        for place, pair in sorted(pairs.items()):
            self._doubt(meeting, place, pair.confidence)
            if place not in taken and pair.confidence >= POSSIBLE:
                self.candidates.append(meeting.step(pair))

    def _doubt(self, meeting: "_Meeting", place: Place, likely: float) -> None:
        ends = meeting.threads[place[0]].versions[0], meeting.version(place[1])
        self.likely[ends] = max(likely, self.likely.get(ends, 0.0))

    def _begin(self, meeting: "_Meeting", continued: Mapping[int, int], doubles: frozenset[Version]) -> None:
        """Let threads go on, and new ones begin."""
        for place, one in enumerate(meeting.later):
            version = one.profile.version
            if place in continued:
                thread = meeting.threads[continued[place]]
                thread.versions.append(version)
                thread.last = self._after(thread.last, one)
            else:
                self.threads.append(_Thread([version], one, double=version in doubles))

    def _after(self, before: Seen, one: Seen) -> Seen:
        profile = one.profile.after(before.profile)
        return one if profile == one.profile else self._rarity.seen(profile)


class _Meeting:
    """The threads that are open beside the versions of a document."""

    def __init__(
        self, threads: Sequence[_Thread], later: Sequence[Seen], said: Said, documents: frozenset[DocumentKey]
    ) -> None:
        self.threads, self.later, self._said, self._documents = threads, later, said, documents
        self._earlier = [thread.last for thread in threads]
        self._of = {version: place for place, thread in enumerate(threads) for version in thread.versions}
        self._same = self._places(said.same)
        self._known = Known(self._places(said.told), self._same, self._places(said.other), dict(self._copied()))
        self.pairs = match(self._earlier, later, self._known)

    def version(self, later: int) -> Version:
        """A version of the document, by its place."""
        return self.later[later].profile.version

    def decided(self, place: Place) -> bool:
        """Whether the operator says that two are one."""
        return place in self._same

    def parts(self, certain: float) -> tuple[list[tuple[Parts, ChangeKind]], frozenset[Place]]:
        """What may be parts of a goal that goes on, and the places of those that are certain enough."""
        found = [
            (part, kind)
            for side, kind in ((0, ChangeKind.SPLIT), (1, ChangeKind.MERGED))
            for part in parted(self.pairs, self._earlier, self.later, side)
            if not self.decided(part.other.place)
        ]
        return found, frozenset(part.other.place for part, _ in found if part.confidence >= certain)

    def beside(self, parts: Iterable[tuple[Parts, ChangeKind]], certain: float) -> Mapping[Place, Pair]:
        """The pairs but for those of what is certainly a part, which then takes nothing from the others."""
        sure = [(part.other, kind) for part, kind in parts if part.confidence >= certain]
        later = {pair.later for pair, kind in sure if kind is ChangeKind.SPLIT}
        earlier = {pair.earlier for pair, kind in sure if kind is ChangeKind.MERGED}
        if not sure:
            return self.pairs
        return weighed(pair for pair in self.pairs.values() if pair.earlier not in earlier and pair.later not in later)

    def step(
        self,
        pair: Pair,
        *,
        kind: ChangeKind | None = None,
        confidence: float | None = None,
        decided: bool = False,
    ) -> Step:
        """A step from the last version of a thread."""
        earlier = self.threads[pair.earlier].versions[-1]
        sure = 1.0 if decided else pair.confidence if confidence is None else confidence
        return Step(earlier, self.version(pair.later), sure, pair.told, kind, decided)

    def _places(self, named: Mapping[Version, frozenset[Version]]) -> frozenset[Place]:
        """The threads that had the versions that are named for each version."""
        return frozenset(
            (self._of[version], place)
            for place, one in enumerate(self.later)
            for version in named.get(one.profile.version, ())
            if version in self._of
        )

    def _copied(self) -> Iterator[Place]:
        """Of each version the thread that had its number in the document from which it says that its text comes."""
        for place, one in enumerate(self.later):
            version = one.profile.version
            for document in sorted(one.profile.copied_from & self._documents):
                source = Version(document, version.kind, version.number)
                if source in self._of:
                    yield place, self._of[source]


def _doubles(profiles: Iterable[Profile]) -> frozenset[Version]:
    """The versions of a document that say all that another of it says: the same goal twice."""
    words = {profile.version: repr(profile.words) for profile in profiles}
    counted = Counter(words.values())
    return frozenset(version for version, said in words.items() if counted[said] > 1)
