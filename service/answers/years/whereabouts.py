"""Where a goal went: from a number in a year to what it is today, step by step, with what shows each step."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ontology.codes import DocumentKind
from ontology.iri import DocumentKey
from ontology.language import Phrase
from service.answers.coverage import Holdings, caution
from service.answers.documents import Summary, versions_with_number
from service.answers.labels import Named
from service.answers.years.claims import Claim, Lineage, lineage
from service.answers.years.confidence import too_sure
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.proof import Proofs, Step, find_proofs
from service.answers.years.reach import are_compared, ended, together
from service.answers.years.stated import goals_of, summaries_of
from service.engine.engine import Engine

_LEVELS: Final = ("goal", "ambition", "programme")
_WORDS: Final = MappingProxyType(
    {"doel": "goal", "ambitie": "ambition", "programma": "programme", **{level: level for level in _LEVELS}}
)


class Later(StrEnum):
    """What is known of a version in the documents that came after it.

    `unread`: no page of it was loaded, so that it was not compared; `apart`: too many years without a document follow;
    `unsure`: claims lead on from it that are not sure enough.
    """

    NOT_LOADED = "not-loaded"
    UNREAD = "unread"
    APART = "apart"
    UNSURE = "unsure"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Asked:
    """A goal as somebody remembers it: the number that it had, and in which documents."""

    organisation: str
    number: str
    year: int
    kind: DocumentKind | None = None
    sequence: int | None = None
    level: str | None = None

    def understood(self) -> "Asked":
        """The same with the number alone, for who writes `doel 1.3.1` or `1.3.1.`."""
        word, _, rest = self.number.strip().partition(" ")
        level = _WORDS.get(word.casefold()) if rest else None
        number = (rest if level else self.number).strip()
        return replace(self, number=number.rstrip(".") or number, level=self.level or level)

    def covers(self, document: DocumentKey) -> bool:
        """Whether a document is among those that are meant."""
        return (document.organisation, document.year) == (self.organisation, self.year) and (
            self.kind in {None, document.kind} and self.sequence in {None, document.sequence}
        )


@dataclass(frozen=True, slots=True)
class Destination:
    """What a goal is today: its last version, and the enduring goals that this is of.

    `is_latest` tells whether no document that came later is loaded, `later` what is known of it in those that are.
    `dropped` is the claim that it ended, where one was made that is sure enough; `candidates` are the steps onward of
    which the first does not count.
    """

    version: Summary
    document: DocumentKey
    title: str
    goals: tuple[Named, ...]
    later: Later
    dropped: Claim | None
    candidates: tuple[Step, ...]

    @property
    def is_latest(self) -> bool:
        """Whether no document of the organisation that came later is loaded."""
        return self.later is Later.NOT_LOADED


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a goal went: the version that was asked for, each step, and where they lead.

    `also` are other versions that the question fits, such as an ambition with the same number.
    """

    start: Summary
    document: DocumentKey
    title: str
    steps: tuple[Step, ...]
    today: tuple[Destination, ...]
    also: tuple[Summary, ...]
    caution: Phrase | None

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """The steps of the way, then those onward from its ends that do not count or follow one that does not."""
        return (*self.steps, *(step for one in self.today for step in one.candidates))


async def where(engine: Engine, holdings: Holdings, asked: Asked, least: Decimal | None = None) -> Whereabouts | None:
    """Where a goal went; None where no loaded document of that year has the number. At most seven queries."""
    found = await _starts(engine, holdings, asked.understood())
    if not found:
        return None
    start, *also = found
    known, proofs = await asyncio.gather(
        lineage(engine, holdings, asked.organisation, least), find_proofs(engine, holdings, asked.organisation)
    )
    path = _onward(start.iri, known)
    ends = [iri for iri in path.versions if not known.onward.get(iri)]
    maybe = [claim for iri in ends for claim in _perhaps(iri, known)]
    wanted = dict.fromkeys((*path.versions, *(claim.later for claim in maybe if claim.later)))
    versions, goals = await asyncio.gather(summaries_of(engine, wanted), goals_of(engine, ends))
    telling = _Telling(holdings, known, proofs, versions, goals, least)
    ends.sort(key=lambda iri: (versions[iri].sort_key if iri in versions else "", iri))
    return telling.whereabouts(start, path.claims, ends, also)


async def _starts(engine: Engine, holdings: Holdings, asked: Asked) -> list[Summary]:
    """The versions that a question fits, what is most likely meant first: a goal, described, in the first document."""
    found = []
    documents = [holdings.document_iri(one) for one in holdings.documents if asked.covers(one)]
    for version in await versions_with_number(engine, asked.number, documents):
        document = document_of(holdings, version.iri)
        if document is not None and asked.covers(document) and asked.level in {None, version.kind}:
            found.append((not version.loaded, _LEVELS.index(version.kind), cycle_order(document), version.iri, version))
    return [version for *_, version in sorted(found, key=lambda one: one[:4])]


@dataclass(frozen=True, slots=True)
class _Path:
    """The versions that claims which count lead to, and those claims, each in the order of discovery."""

    versions: tuple[str, ...]
    claims: tuple[Claim, ...]


def _onward(start: str, known: Lineage) -> _Path:
    versions = {start: None}
    claims: dict[Claim, None] = {}
    waiting = [start]
    for version in waiting:
        for claim in known.onward.get(version, ()):
            claims[claim] = None
            if claim.later is not None and claim.later not in versions:
                versions[claim.later] = None
                waiting.append(claim.later)
    return _Path(tuple(versions), tuple(claims))


def _perhaps(end: str, known: Lineage) -> list[Claim]:
    """The claims that lead on from a version which none that counts leads on from, in the order of discovery."""
    seen = {end}
    claims: dict[Claim, None] = {}
    waiting = [end]
    for version in waiting:
        for claim in (*known.onward.get(version, ()), *known.candidates.get(version, ())):
            if claim.earlier == version and claim.later is not None:
                claims[claim] = None
                if claim.later not in seen:
                    seen.add(claim.later)
                    waiting.append(claim.later)
    return list(claims)


@dataclass(frozen=True, slots=True)
class _Telling:
    """All that is known of the versions on the way."""

    holdings: Holdings
    known: Lineage
    proofs: Proofs
    versions: Mapping[str, Summary]
    goals: Mapping[str, tuple[Named, ...]]
    least: Decimal | None

    def whereabouts(
        self, start: Summary, claims: Iterable[Claim], ends: Sequence[str], also: Sequence[Summary]
    ) -> Whereabouts:
        """The way from a version to its ends."""
        document = document_of(self.holdings, start.iri)
        if document is None:
            raise ValueError(f"{start.iri} is no version of a document")
        later = self.holdings.documents_of(document.organisation)
        return Whereabouts(
            start=start,
            document=document,
            title=self.holdings.title(document),
            steps=tuple(self._steps(claims)),
            today=tuple(self._destination(iri) for iri in ends if iri in self.versions),
            also=tuple(one for one in also if self.known.same_goal(one.iri) != self.known.same_goal(start.iri)),
            caution=together(
                too_sure(self.least),
                caution(self.holdings, [one for one in later if cycle_order(one) > cycle_order(document)]),
                ended(self.holdings, document.organisation),
            ),
        )

    def _destination(self, iri: str) -> Destination:
        document = document_of(self.holdings, iri)
        if document is None:
            raise ValueError(f"{iri} is no version of a document")
        steps = (self._step(claim, counts=self._counts(claim)) for claim in _perhaps(iri, self.known))
        candidates = tuple(step for step in steps if step is not None)
        ends = (claim for claim in self.known.ends.get(iri, ()) if claim.earlier == iri)
        return Destination(
            version=self.versions[iri],
            document=document,
            title=self.holdings.title(document),
            goals=self.goals.get(iri, ()),
            later=self._later(self.versions[iri], document, candidates),
            dropped=next((claim for claim in ends if self.least is None or claim.confidence >= self.least), None),
            candidates=candidates,
        )

    def _later(self, version: Summary, document: DocumentKey, candidates: Sequence[Step]) -> Later:
        own = self.holdings.documents_of(document.organisation)
        after = [one for one in own if cycle_order(one) > cycle_order(document)]
        if not after:
            return Later.NOT_LOADED
        if not version.loaded:
            return Later.UNREAD
        if not any(are_compared(self.holdings, document, one) for one in after):
            return Later.APART
        return Later.UNSURE if candidates else Later.NOT_FOUND

    def _counts(self, claim: Claim) -> bool:
        return claim in self.known.onward.get(claim.earlier or "", ())

    def _steps(self, claims: Iterable[Claim]) -> Iterator[Step]:
        """The steps of the way, each with the sentences that say from which version before it the later one came."""
        before: dict[str, set[str]] = {}
        for claim in claims:
            step = self._step(claim, counts=True)
            if step is None:
                continue
            known = before.setdefault(step.later.iri, set())
            known |= {step.earlier.iri, *before.get(step.earlier.iri, ())}
            gone_before = sorted(known - {step.earlier.iri})
            yield self.proofs.beyond(step, [self.versions[iri] for iri in gone_before if iri in self.versions])

    def _step(self, claim: Claim, *, counts: bool) -> Step | None:
        return self.proofs.step(claim, self.versions, counts=counts)
