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

from ingest.link.matching import Known, Pair, weighed
from ingest.link.meeting import Meets, meet
from ingest.link.parting import Parts
from ingest.link.profiles import Profile
from ingest.link.resolve import Version
from ingest.link.tracing import Place
from ontology.codes import ChangeKind, DocumentKind
from ontology.iri import DocumentKey

CERTAIN: Final = 0.9  # below this two versions are no more than candidates to be one
ALSO: Final = 0.5  # of a part's probability, where a document may have had it as a goal of its own all the time
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
    last: Profile
    over: bool = False
    double: bool = False


def in_order(documents: Iterable[DocumentKey]) -> list[DocumentKey]:
    """Documents in the order of the cycle: by year, and of a year as they follow each other."""
    return sorted(documents, key=lambda key: (key.year, _ORDER[key.kind], key.sequence or 0))


def follow(
    documents: Mapping[DocumentKey, Sequence[Profile]],
    said: Said | None = None,
    complete: frozenset[DocumentKey] = frozenset(),
    certain: float = CERTAIN,
    met: Meets = meet,
) -> Threads:
    """The threads through documents, in whatever order they come.

    Of those that are `complete` all goals are loaded; `met` may know meetings from before.
    """
    every = [profile for document in in_order(documents) for profile in documents[document]]
    kinds = sorted({profile.version.kind for profile in every})
    found = [
        _Following([one for one in every if one.version.kind is kind], said or Said(), complete, certain, met)
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

    def __init__(
        self,
        profiles: Sequence[Profile],
        said: Said,
        complete: frozenset[DocumentKey],
        certain: float,
        met: Meets,
    ) -> None:
        self._said, self._complete, self._certain, self._met = said, complete, certain, met
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
        opened = [thread for thread in self.threads if self._is_open(thread, document)]
        meeting = self._meeting([one for one in opened if not one.double], profiles)
        continued = self._continued(meeting, doubles)
        self._begin(meeting, continued, doubles)
        left = [one for place, one in enumerate(profiles) if place not in continued]
        beside = self._meeting([one for one in opened if one.double], left)
        self._keep(beside, beside.pairs, frozenset())

    def _meeting(self, threads: Sequence["_Thread"], later: Sequence[Profile]) -> "_Meeting":
        return _Meeting(threads, later, self._said, self._documents, self._complete, self._met)

    def _is_open(self, thread: _Thread, document: DocumentKey) -> bool:
        return not thread.over and document.year - thread.last.version.document.year <= GAP

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
        confidence = meeting.likely(part, kind)
        self._doubt(meeting, part.other.place, confidence)
        if confidence < POSSIBLE:
            return
        holds = confidence >= self._certain and part.main.place in sure
        step = meeting.step(part.other, kind=kind, confidence=confidence)
        (self.parts if holds else self.candidates).append(step)
        if holds and kind is ChangeKind.MERGED:
            meeting.threads[part.other.earlier].over = True

    def _keep(self, meeting: "_Meeting", pairs: Mapping[Place, Pair], taken: frozenset[Place]) -> None:
        """Keep how likely pairs are, and as candidates those that are likely enough.

        A doubt stays where a part took the other away: that the part is one is not as certain as that.
        """
        for place, pair in sorted(meeting.pairs.items()):
            self._doubt(meeting, place, pair.confidence)
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
            version = one.version
            if place in continued:
                thread = meeting.threads[continued[place]]
                thread.versions.append(version)
                thread.last = one.after(thread.last)
            else:
                self.threads.append(_Thread([version], one, double=version in doubles))


class _Meeting:
    """The threads that are open beside the versions of a document."""

    def __init__(
        self,
        threads: Sequence[_Thread],
        later: Sequence[Profile],
        said: Said,
        documents: frozenset[DocumentKey],
        complete: frozenset[DocumentKey],
        met: Meets,
    ) -> None:
        self.threads, self.later, self._documents, self._complete = threads, later, documents, complete
        self._of = {version: place for place, thread in enumerate(threads) for version in thread.versions}
        self._same = self._places(said.same)
        known = Known(self._places(said.told), self._same, self._places(said.other), dict(self._copied()))
        self._met = met([thread.last for thread in threads], later, known)
        self.pairs = {pair.place: pair for pair in self._met.pairs}

    def version(self, later: int) -> Version:
        """A version of the document, by its place."""
        return self.later[later].version

    def decided(self, place: Place) -> bool:
        """Whether the operator says that two are one."""
        return place in self._same

    def parts(self, certain: float) -> tuple[list[tuple[Parts, ChangeKind]], frozenset[Place]]:
        """What may be parts of a goal that goes on, and the places of those that are certain enough."""
        found = [
            (part, kind)
            for parts, kind in ((self._met.splits, ChangeKind.SPLIT), (self._met.merges, ChangeKind.MERGED))
            for part in parts
            if not self.decided(part.other.place)
        ]
        return found, frozenset(part.other.place for part, kind in found if self.likely(part, kind) >= certain)

    def likely(self, part: Parts, kind: ChangeKind) -> float:
        """How likely something is a part, which it is only where no document had it as a goal of its own meanwhile."""
        if kind is ChangeKind.SPLIT:
            without = {version.document for version in self.threads[part.other.earlier].versions}
        else:
            without = {self.version(part.other.later).document}
        return part.confidence if part.other.told or without & self._complete else part.confidence * ALSO

    def beside(self, parts: Iterable[tuple[Parts, ChangeKind]], certain: float) -> Mapping[Place, Pair]:
        """The pairs but for those of what is certainly a part, which then takes nothing from the others."""
        sure = [(part.other, kind) for part, kind in parts if self.likely(part, kind) >= certain]
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
            for version in named.get(one.version, ())
            if version in self._of
        )

    def _copied(self) -> Iterator[Place]:
        """Of each version the thread that had its number in the document from which it says that its text comes."""
        for place, one in enumerate(self.later):
            version = one.version
            for document in sorted(one.copied_from & self._documents):
                source = Version(document, version.kind, version.number)
                if source in self._of:
                    yield place, self._of[source]


def _doubles(profiles: Sequence[Profile]) -> frozenset[Version]:
    """The versions of a document that say all that another of it says: the same goal twice.

    One without a name says as much as one that has one.
    """
    named: dict[str, Counter[str | None]] = {}
    for profile in profiles:
        named.setdefault(repr(profile.words), Counter())[profile.name] += 1
    return frozenset(
        profile.version
        for profile in profiles
        if (names := named[repr(profile.words)]).total() > 1
        and (profile.name is None or names[profile.name] > 1 or None in names)
    )
