"""The JSON of `/v1` about goals through the years as typed models. Asks nothing.

A confidence is a decimal from 0 to 1, as text; amounts are decimals in euro, as text.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Self

from pydantic import Field, computed_field

from ontology.iri import DocumentKey
from service.answers.documents import Summary
from service.answers.years.stated import Stated
from service.answers.years.timeline import Entry, Timeline
from service.answers.years.whereabouts import Destination
from service.web.display import shown_at
from service.web.models import HIGHLIGHTED, LINKED, WORDS_LINK, Answer, Coded, Coverage, Model, Named


class VersionItem(Model):
    """A goal, ambition or programme as one document states it; `document` is an IRI."""

    iri: str
    kind: str
    number: str
    label: str
    name: str | None
    statement: str | None
    document: str

    @computed_field(description=LINKED)  # type: ignore[prop-decorator]  # as pydantic's documentation has it
    @property
    def link(self) -> str:
        """Where it is shown."""
        return shown_at(self.iri)


class ClaimItem(Model):
    """What was claimed of two versions, or that one began or ended."""

    iri: str
    earlier: str | None
    later: str | None
    kind: Coded
    confidence: Decimal = Field(description="from 0 to 1")
    method: str | None


class StaleItem(Model):
    """That a sentence was copied from a document in which its number meant another goal, `meantThen`."""

    copied_from: Named
    meant_then: Named
    meant_now: list[Named] = Field(description="where that goal is in the present document; empty where it is nowhere")


class CitedItem(Model):
    """A place that refers to another goal, ambition or programme."""

    iri: str
    version: str
    target: Named | None
    resolution: Coded
    number: str | None
    exact: str
    sentence: str | None
    start: int
    end: int
    stale: StaleItem | None = Field(description="why its number may be out of date; null where nothing says so")

    @computed_field(description=HIGHLIGHTED)  # type: ignore[prop-decorator]  # as pydantic's documentation has it
    @property
    def link(self) -> str:
        """Where its words are shown."""
        return shown_at(self.version, self.start, self.end)


class EnduringItem(Model):
    """A goal, ambition or programme that endures: from which year to which, and what its newest version says.

    That is the newest that a page describes; one that a text names only where no page describes any.
    """

    iri: str
    path: str = Field(description="path under /v1/goals/", examples=["gm9999/50eb73ce"])
    label: str
    kind: str
    organisation: str
    versions: int
    first_year: int
    last_year: int
    version: str | None = Field(description="its newest version")
    document: str | None = Field(description="path of the document of that version")
    number: str | None = Field(description="its number in that document, as printed")
    statement: str | None = Field(description="what it is to reach, as printed in that document")
    page: str | None = Field(description="the page (as captured) that describes that version")
    address: str | None = Field(description="web address of that page, where known")
    start: int | None = Field(description="place of the first character of the statement in the text of that page")
    end: int | None = Field(description="place behind the last character")
    words_link: str | None = WORDS_LINK
    link: str = Field(description=LINKED)
    coverage: Coverage = Field(description="of all documents of the organisation")


class SentenceItem(Model):
    """The municipality's own sentence that says which goal became which; `version` is whose page it stands on."""

    version: str
    exact: str
    sentence: str
    start: int
    end: int

    @computed_field(description=HIGHLIGHTED)  # type: ignore[prop-decorator]  # as pydantic's documentation has it
    @property
    def link(self) -> str:
        """Where its words are shown."""
        return shown_at(self.version, self.start, self.end)


class LikenessItem(Model):
    """What two versions have in common: null where one of them does not state it; `statement` is from 0 to 1."""

    number: bool
    name: bool | None
    statement: float | None


class StepItem(Model):
    """A claim with both of its versions, and what shows it."""

    claim: ClaimItem
    earlier: VersionItem
    later: VersionItem
    counts: bool
    sentences: list[SentenceItem]
    likeness: LikenessItem


class AmountItem(Model):
    """An amount of a version."""

    line: str
    phase: str
    year: int
    amount_eur: Decimal


class IncomingItem(Model):
    """A place in another version that refers to this one."""

    reference: str
    element: Named
    exact: str
    sentence: str | None
    start: int
    end: int

    @computed_field(description=HIGHLIGHTED)  # type: ignore[prop-decorator]  # as pydantic's documentation has it
    @property
    def link(self) -> str:
        """Where its words are shown."""
        return shown_at(self.element.iri, self.start, self.end)


class EntryItem(Model):
    """What one document states of the goal; `step` leads from the entry before."""

    document: str
    title: str
    version: VersionItem
    counts: bool = Field(description="false for a candidate: no claim that counts binds it to the others")
    holders: list[str]
    amounts: list[AmountItem]
    references: list[CitedItem]
    referring: list[IncomingItem]
    step: StepItem | None
    coverage: Coverage = Field(description="of the document")

    @classmethod
    def of(cls, entry: Entry, coverage: Coverage) -> Self:
        """The model of an entry, with the coverage of its document."""
        stated = entry.stated
        return cls(
            document=entry.document.path,
            title=entry.title,
            version=version(stated.version),
            counts=entry.counts,
            holders=sorted(stated.holders.values()),
            amounts=[
                AmountItem(line=cell.line, phase=cell.phase, year=cell.year, amount_eur=amount)
                for cell, amount in stated.cells
            ],
            references=[CitedItem.model_validate(cited) for cited in stated.references],
            referring=[IncomingItem.model_validate(one) for one in entry.referring],
            step=None if entry.step is None else StepItem.model_validate(entry.step),
            coverage=coverage,
        )


class TurnItem(Model):
    """A claim that leads to a version of another goal (`isOnward`), or from one."""

    step: StepItem
    goals: list[Named]
    is_onward: bool


class GoalTimeline(Answer):
    """One enduring goal through the documents of its body."""

    goal: Named
    kind: str
    organisation: str
    min_confidence: Decimal | None
    continued_as: list[Named]
    entries: list[EntryItem]
    turns: list[TurnItem] = Field(description="what it was split into or merged with")
    candidates: list[TurnItem] = Field(description="turns that do not count, because they are not sure enough")
    ends: list[ClaimItem] = Field(description="claims that it is new or was dropped")


class DestinationItem(Model):
    """What a goal is today: its last version, and the enduring goals that this is of."""

    version: VersionItem
    document: str
    title: str
    goals: list[Named]
    is_latest: bool = Field(description="whether no later document of the organisation is loaded")
    later: str = Field(
        description="what is known of it in later documents: not-loaded, unread (no page of it was loaded, so it was "
        "not compared), apart (too many years lie between), unsure (see candidates) or not-found"
    )
    dropped: ClaimItem | None
    candidates: list[StepItem]


class WhereAnswer(Answer):
    """Where a goal went, step by step."""

    start: VersionItem
    document: str
    title: str
    min_confidence: Decimal | None
    steps: list[StepItem]
    today: list[DestinationItem]
    also: list[VersionItem] = Field(description="other versions that the question fits")


def version(summary: Summary) -> VersionItem:
    """The model of a version."""
    return VersionItem.model_validate(summary)


def versions(stated: tuple[Stated, ...]) -> list[VersionItem]:
    """The models of versions."""
    return [version(one.version) for one in stated]


def timeline_parts(found: Timeline, coverage: Callable[[DocumentKey], Coverage]) -> dict[str, object]:
    """What an answer has of a timeline, beside its frame; `coverage` is that of a document."""
    return {
        "goal": Named.model_validate(found.goal),
        "kind": found.kind,
        "organisation": found.organisation,
        "continued_as": [Named.model_validate(one) for one in found.continued_as],
        "entries": [EntryItem.of(entry, coverage(entry.document)) for entry in found.entries],
        "turns": [TurnItem.model_validate(one) for one in found.turns],
        "candidates": [TurnItem.model_validate(one) for one in found.candidates],
        "ends": [ClaimItem.model_validate(claim) for claim in found.ends],
    }


def destination(one: Destination) -> DestinationItem:
    """The model of a destination."""
    return DestinationItem(
        version=version(one.version),
        document=one.document.path,
        title=one.title,
        goals=[Named.model_validate(goal) for goal in one.goals],
        is_latest=one.is_latest,
        later=one.later.value,
        dropped=None if one.dropped is None else ClaimItem.model_validate(one.dropped),
        candidates=[StepItem.model_validate(step) for step in one.candidates],
    )
