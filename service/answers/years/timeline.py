"""The timeline of one enduring goal: what each document states of it, and what it came from and went into.

Goals that were split or merged stay goals of their own: their claims are turns, which lead from one to the other.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from ontology.iri import DocumentKey, parse
from ontology.language import Language, Phrase
from ontology.terms import CONTINUED_AS, PREFIXES, RDFS_LABEL
from service.answers.coverage import Holdings, caution
from service.answers.documents import Summary
from service.answers.facts import Facts
from service.answers.labels import Named, find_labels
from service.answers.queries import query
from service.answers.years.claims import Claim, Lineage, lineage
from service.answers.years.confidence import too_sure
from service.answers.years.cycle import cycle_order, document_of
from service.answers.years.proof import Proofs, Step, find_proofs
from service.answers.years.reach import ended, together
from service.answers.years.standing import sure_stated
from service.answers.years.stated import Stated, goals_of, rows_of, stated_by, summaries_of
from service.engine.engine import Engine, Row

ENDURING: Final = frozenset({"goal", "ambition", "programme"})
"""The kinds of identifiers of what endures."""
REPLACED_BY: Final = PREFIXES["dcterms"] + "isReplacedBy"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A place in another version that refers to this one."""

    reference: str
    element: Named
    exact: str
    sentence: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one document states of the goal; `step` leads from the entry before, where a claim binds the two.

    `counts` is False for a version that claims which count do not bind to the others: it is a candidate.
    """

    document: DocumentKey
    title: str
    stated: Stated
    referring: tuple[Incoming, ...]
    step: Step | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim that leads to a version of another goal, or from one: `goals` are what that version is of.

    `is_onward` tells that the other version is the later one.
    """

    step: Step
    other: Summary
    goals: tuple[Named, ...]
    is_onward: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One enduring goal through the documents of its body, in the order of the cycle.

    `ends` are the claims that it begins or ends; `candidates` are turns that do not count.
    """

    goal: Named
    kind: str
    organisation: str
    continued_as: tuple[Named, ...]
    entries: tuple[Entry, ...]
    turns: tuple[Turn, ...]
    candidates: tuple[Turn, ...]
    ends: tuple[Claim, ...]
    caution: Phrase | None

    @property
    def documents(self) -> tuple[DocumentKey, ...]:
        """The documents that state it."""
        return tuple(entry.document for entry in self.entries)


async def find_timeline(engine: Engine, holdings: Holdings, goal: str, least: Decimal | None = None) -> Timeline | None:
    """The timeline of what endures; None where the release has none of that identifier. At most eighteen queries."""
    identifier = parse(holdings.base, goal)
    if identifier is None or identifier.organisation is None:
        return None
    said, found = await asyncio.gather(
        engine.rows(query("statements"), {"s": NamedNode(goal)}),
        engine.rows(query("versions-of-goal"), {"goal": NamedNode(goal)}),
    )
    if not found:
        return None
    versions = [row["version"].value for row in found]
    stated, referring, known, proofs = await asyncio.gather(
        stated_by(engine, versions),
        rows_of(engine, "referring-to-versions", versions),
        lineage(engine, holdings, identifier.organisation, least),
        find_proofs(engine, holdings, identifier.organisation),
    )
    if least is not None:
        stated = sure_stated(stated, known, holdings.base)
    others = _others(versions, known)
    gone_before = _gone_before(versions, known)
    onward = Facts.of(said).links(goal, CONTINUED_AS)
    summaries, goals, names = await asyncio.gather(
        summaries_of(engine, dict.fromkeys((*others, *gone_before))),
        goals_of(engine, others),
        find_labels(engine, [{"goal": NamedNode(iri)} for iri in onward], Language.NL),
    )
    continued = tuple(Named(iri, names.get(iri, iri.rpartition("/")[2])) for iri in onward)
    telling = _Telling(holdings, stated, known, proofs, summaries, goals, continued)
    told = telling.timeline(goal, identifier.kind, identifier.organisation, Facts.of(said), referring)
    return replace(told, caution=together(too_sure(least), told.caution))


async def replacement(engine: Engine, iri: str) -> str | None:
    """The identifier that came in the place of one of something that endures; None where it stands. One query."""
    said = Facts.of(await engine.rows(query("statements"), {"s": NamedNode(iri)}))
    return next(iter(said.links(iri, REPLACED_BY)), None)


@dataclass(frozen=True, slots=True)
class _Telling:
    """All that is known of the versions of a goal and of those that claims bind to them."""

    holdings: Holdings
    stated: Mapping[str, Stated]
    known: Lineage
    proofs: Proofs
    others: Mapping[str, Summary]
    goals: Mapping[str, tuple[Named, ...]]
    continued_as: tuple[Named, ...]

    def timeline(self, goal: str, kind: str, code: str, said: Facts, referring: Iterable[Row]) -> Timeline:
        """The timeline of these versions."""
        entries = self._entries(_incoming(referring))
        turns = [turn for iri in self.stated for turn in self._turns(iri)]
        label = said.text(goal, RDFS_LABEL) or (entries[-1].stated.version.title if entries else None)
        return Timeline(
            goal=Named(goal, label or goal.rpartition("/")[2]),
            kind=kind,
            organisation=code,
            continued_as=self.continued_as,
            entries=entries,
            turns=tuple(turn for turn in turns if turn.step.counts),
            candidates=tuple(turn for turn in turns if not turn.step.counts),
            ends=tuple(claim for iri in self.stated for claim in self.known.ends.get(iri, ())),
            caution=together(
                caution(self.holdings, self.holdings.documents_of(code)),
                ended(self.holdings, code),
            ),
        )

    def _entries(self, referring: Mapping[str, tuple[Incoming, ...]]) -> tuple[Entry, ...]:
        placed = [(key, iri) for iri in self.stated if (key := document_of(self.holdings, iri)) is not None]
        ordered = [iri for _, iri in sorted(placed, key=lambda pair: (cycle_order(pair[0]), pair[1]))]
        counting = self.known.largest(ordered)
        return tuple(
            Entry(
                document=key,
                title=self._title(key),
                stated=self.stated[iri],
                referring=referring.get(iri, ()),
                step=self._step_to(iri),
                counts=iri in counting,
            )
            for iri in ordered
            if (key := document_of(self.holdings, iri)) is not None
        )

    def _title(self, document: DocumentKey) -> str:
        entry = self.holdings.entry(document)
        return entry.title if entry else document.path

    def _step_to(self, iri: str) -> Step | None:
        """The surest claim from another version of the goal to this one, counting or not."""
        claims = (*self.known.backward.get(iri, ()), *self.known.candidates.get(iri, ()))
        found = next((one for one in claims if one.later == iri and one.earlier in self.stated), None)
        return None if found is None else self._step(found)

    def _turns(self, iri: str) -> Iterable[Turn]:
        """The claims that bind a version to one of another goal."""
        claims = dict.fromkeys(
            (*self.known.onward.get(iri, ()), *self.known.backward.get(iri, ()), *self.known.candidates.get(iri, ()))
        )
        for claim in claims:
            step = self._step(claim)
            if step is not None:
                other = step.later if claim.earlier == iri else step.earlier
                if other.iri not in self.stated:
                    yield Turn(step, other, self.goals.get(other.iri, ()), step.later == other)

    def _step(self, claim: Claim) -> Step | None:
        versions = {**self.others, **{iri: one.version for iri, one in self.stated.items()}}
        counts = claim in self.known.onward.get(claim.earlier or "", ())
        step = self.proofs.step(claim, versions, counts=counts)
        if step is None or not counts:
            return step
        gone_before = sorted(self.known.before(step.earlier.iri))
        return self.proofs.beyond(step, [versions[iri] for iri in gone_before if iri in versions])


def _others(versions: Sequence[str], known: Lineage) -> list[str]:
    """The versions that claims bind to some, and that are not among them."""
    ends = dict.fromkeys(
        end for claim in _claims(versions, known) for end in (claim.earlier, claim.later) if end is not None
    )
    return [end for end in ends if end not in set(versions)]


def _gone_before(versions: Sequence[str], known: Lineage) -> list[str]:
    """The versions from which claims that count lead to the earlier ones of claims about some, but for these."""
    ends = {claim.earlier for claim in _claims(versions, known) if claim.earlier is not None}
    found = {iri for end in ends for iri in known.before(end)}
    return sorted(found - set(versions))


def _claims(versions: Sequence[str], known: Lineage) -> Iterable[Claim]:
    """The claims about some versions, whether they count or not; one about two of them comes twice."""
    for iri in versions:
        for side in (known.onward, known.backward, known.candidates):
            yield from side.get(iri, ())


def _incoming(rows: Iterable[Row]) -> dict[str, tuple[Incoming, ...]]:
    found: dict[str, dict[str, Incoming]] = {}
    for row in rows:
        found.setdefault(row["version"].value, {})[row["reference"].value] = Incoming(
            reference=row["reference"].value,
            element=Named(row["element"].value, row["elementLabel"].value),
            exact=row["exact"].value,
            sentence=row["sentence"].value if "sentence" in row else None,
            start=int(row["start"].value),
            end=int(row["end"].value),
        )
    return {iri: tuple(some.values()) for iri, some in found.items()}
