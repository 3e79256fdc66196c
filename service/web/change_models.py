"""The JSON of `/v1` about what changed between two documents or two releases as typed models. Asks nothing.

A confidence is a decimal from 0 to 1, as text; amounts are decimals in euro, as text.
"""

from decimal import Decimal
from typing import Self

from pydantic import Field

from service.answers.years.changes import Differences
from service.answers.years.comparison import Change
from service.web.models import Answer, Model, Named
from service.web.year_models import CitedItem, ClaimItem, VersionItem, versions


class PassageItem(Model):
    """A text of a version; `start` is its place in the text of the page, in code points, where it stands on one."""

    text: str
    start: int | None
    iri: str | None


class StretchItem(Model):
    """Words that both have, or only one: offsets in the two texts, 0-based code points, the end not included."""

    part: str = Field(description="same, gone or came")
    text: str
    before_start: int
    before_end: int
    after_start: int
    after_end: int


class TextChangeItem(Model):
    """A text that was changed, added (`before` is null) or dropped (`after` is null)."""

    field: str = Field(description="name, statement, description, criterion or activity")
    before: PassageItem | None
    after: PassageItem | None
    stretches: list[StretchItem]


class ReferenceChangeItem(Model):
    """References to one goal that only the earlier (`gained` is false) or only the later has."""

    gained: bool
    places: list[CitedItem]


class HolderChangeItem(Model):
    """A portfolio holder that only the earlier (`gained` is false) or only the later names."""

    gained: bool
    person: str
    name: str


class AmountChangeItem(Model):
    """An amount that differs."""

    line: str
    phase: str
    before_year: int
    after_year: int
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None


class DifferencesItem(Model):
    """All that differs between two sides."""

    texts: list[TextChangeItem]
    references: list[ReferenceChangeItem]
    stale: list[CitedItem] = Field(description="references of the later side that came to be out of date")
    holders: list[HolderChangeItem]
    amounts: list[AmountChangeItem]


class CandidateItem(Model):
    """A claim that does not count, because it is not sure enough, with the version that it leads to."""

    claim: ClaimItem
    version: VersionItem


class ChangeItem(Model):
    """What became of one goal: several versions on a side where it was split or merged."""

    kinds: list[str]
    before: list[VersionItem]
    after: list[VersionItem]
    confidence: Decimal | None = Field(description="that of the least sure claim; null where nothing needs one")
    claims: list[ClaimItem]
    candidates: list[CandidateItem]
    differences: DifferencesItem

    @classmethod
    def of(cls, change: Change) -> Self:
        """The model of a change."""
        return cls(
            kinds=[kind.value for kind in change.kinds],
            before=versions(change.before),
            after=versions(change.after),
            confidence=change.confidence,
            claims=[ClaimItem.model_validate(claim) for claim in change.claims],
            candidates=[CandidateItem.model_validate(one) for one in change.candidates],
            differences=differences(change.differences),
        )


class Comparison(Answer):
    """What changed between two documents, by the number of the later; `counts` is of all, `items` is a part."""

    before: str
    after: str
    min_confidence: Decimal | None
    counts: dict[str, int]
    items: list[ChangeItem]
    total: int


class OtherGoalItem(Model):
    """The goals, ambitions or programmes that endure of which a version is one, in each of two releases."""

    before: list[Named]
    after: list[Named]


class VersionChangeItem(Model):
    """A version that only one release has, or that both have and state otherwise or hold to be of another goal."""

    iri: str
    label: str
    before: VersionItem | None
    after: VersionItem | None
    differences: DifferencesItem
    other_goal: OtherGoalItem | None = Field(description="null where both releases hold it to be of the same goal")


class DocumentChangeItem(Model):
    """A document that differs; an edition is null in a release that does not hold it."""

    document: str
    title: str
    before_edition: str | None
    after_edition: str | None
    versions: list[VersionChangeItem]


class ReleaseComparison(Answer):
    """What differs between two releases: `items` are a part of the documents that do."""

    before: str
    after: str
    items: list[DocumentChangeItem]
    total: int


def differences(found: Differences) -> DifferencesItem:
    """The model of all that differs."""
    return DifferencesItem(
        texts=[TextChangeItem.model_validate(change) for change in found.texts],
        references=[ReferenceChangeItem.model_validate(change) for change in found.references],
        stale=[CitedItem.model_validate(cited) for cited in found.stale],
        holders=[HolderChangeItem.model_validate(change) for change in found.holders],
        amounts=[AmountChangeItem.model_validate(change) for change in found.amounts],
    )
