"""The JSON of goals, ambitions, programmes and their references as typed models. Asks nothing.

Each model is read from the dataclass of `answers` that has the same attributes.
"""

from pydantic import Field

from service.web.models import LINKED, WORDS_LINK, Answer, Coded, Coverage, Label, Model, Named, Placed, Span


class Money(Model):
    """Amounts in euro of the document's own year, as plain decimals."""

    expenditure: str | None
    revenue: str | None
    balance: str | None


class VersionSummary(Model):
    """A goal, ambition or programme as a list shows it; `loaded` is false where it is only named."""

    iri: str
    kind: str
    loaded: bool
    number: str
    name: str | None
    label: str
    statement: str | None
    domain: Named | None
    holders: list[str]
    holders_state: Coded | None = Field(
        description="filled, heading-without-list or no-heading; null where no page of it was loaded"
    )
    expenditure: str | None
    revenue: str | None
    balance: str | None


class VersionItem(Placed, VersionSummary):
    """A goal, ambition or programme of a document, with the words from which it is known.

    These are its statement, else its number; of what is only named they are words that refer to it, else the number of
    something under it.
    """

    link: str = Field(description=LINKED)
    coverage: Coverage = Field(description="of the document")


class Place(Model):
    """Where a version stands in the tree of its document."""

    goal: Named | None
    ambition: Named | None
    programme: Named | None
    domain: Named | None


class HolderModel(Model):
    """A portfolio holder; the dates are those of the first and the last page that shows it."""

    person: str
    assignment: str
    name: str
    first_attested: str | None
    last_attested: str | None


class Page(Model):
    """The page of a version: its address, stamps as printed (local time), and the digest of its bytes."""

    iri: str
    source: str | None
    captured_at: str | None
    built_at: str | None
    exported_at: str | None
    digest: str | None
    layout: Coded | None
    guessed: list[str]
    text: str


class CorrectionModel(Model):
    """A value that the operator corrected; `was` is what was read, null where nothing was, `by` a role."""

    iri: str
    thing: str
    property: str
    was: str | None
    why: str
    by: str


class SectionModel(Span):
    """A block of text under a heading."""

    iri: str
    heading: str | None
    kind: Coded | None


class TargetModel(Span):
    """A quantity to be reached."""

    iri: str
    exact: str
    comparator: Coded | None
    value: str | None
    unit: str | None
    period: Coded | None
    element: str | None


class AgeModel(Model):
    """Since which document a text is unchanged; in `unseenYears`, between, no loaded document shows it."""

    since: Named
    unseen_years: list[int]


class Item(Span):
    """A criterion, an activity or a framework note; `previous` is the item of the version before that it continues."""

    iri: str
    text: str
    age: AgeModel | None
    previous: str | None


class Criterion(Item):
    """A criterion with the targets in it."""

    targets: list[TargetModel]


class MentionModel(Span):
    """A place that names another numbered thing."""

    iri: str
    exact: str
    sentence: str | None
    kind: Coded | None
    number: str | None


class EffectModel(Span):
    """A financial effect; `amountEur` is a plain decimal, never negative, null where the words give none."""

    iri: str
    exact: str
    sentence: str | None
    effect: Coded | None
    affects: Named | None
    amount_eur: str | None
    recurrence: Coded | None
    year: int | None
    cause: str | None
    corrected: list[CorrectionModel]


class DeviationModel(Span):
    """A reported deviation with its effects."""

    iri: str
    title: str | None
    headline: str | None
    headline_effect: Coded | None
    description: str | None
    effects: list[EffectModel]


class WhatCameModel(Model):
    """What a later document says came of an activity of this version."""

    activity: str
    iri: str
    text: str
    document: Named
    status: Coded | None


class BudgetLineModel(Model):
    """One cell of the money table."""

    iri: str
    line: Coded
    phase: Coded | None
    year: int | None
    amount_eur: str | None
    cell: str | None
    start: int | None
    end: int | None
    corrected: list[CorrectionModel]


class ListStates(Model):
    """Which lists the page has: filled, heading-without-list, no-heading."""

    criteria: Coded | None
    activities: Coded | None
    notes: Coded | None
    holders: Coded | None


class VersionModel(Model):
    """All that one document says of a goal, ambition or programme; `loaded` is false where it is only named."""

    iri: str
    kind: str
    loaded: bool
    number: str
    name: str | None
    name_found_by: Coded | None
    label: str
    statement: str | None
    year: int | None
    organisation: Named
    document: Named
    tree: Place
    amounts: Money
    holders: list[HolderModel]
    holder_names: list[str]
    states: ListStates
    criteria_lead: str | None
    criteria: list[Criterion]
    activities: list[Item]
    notes: list[Item]
    targets: list[TargetModel]
    deviations: list[DeviationModel]
    budget: list[BudgetLineModel]
    mentions: list[MentionModel]
    sections: list[SectionModel]
    page: Page | None
    corrected: list[CorrectionModel]
    what_came: list[WhatCameModel]
    start: int | None = Field(
        default=None, description="place of its statement in the text of the page, else its number"
    )
    end: int | None = Field(default=None, description="place behind the last character")
    words_link: str | None = WORDS_LINK
    link: str = Field(description=LINKED)


class VersionAnswer(Answer):
    """One version; `note` says so where no page of it was loaded."""

    note: Label | None
    version: VersionModel


class SectionNameModel(Model):
    """The section in which something stands."""

    iri: str
    heading: str | None
    kind: Coded | None


class SuspicionModel(Model):
    """That a reference may not fit: the words in `exact` fit another goal better, by `score` from 0 to 1."""

    iri: str
    method: Coded
    score: str
    exact: str
    shared_words: list[str]
    better_fit: Named
    better_fit_text: str | None
    target_text: str | None


class StalenessModel(Model):
    """That a sentence was copied from a document in which its number meant another goal, `meantThen`.

    `likeness` of the sentences is from 0 to 1; `meantNow` is where that goal is in the present document, if anywhere.
    """

    iri: str
    copy_of: str
    copied_from: Named
    meant_then: Named
    meant_now: list[Named]
    likeness: str


class ReferenceModel(Span):
    """One place that names a goal, ambition or programme by its number, and what became of finding it."""

    iri: str
    exact: str
    sentence: str | None
    section: SectionNameModel | None
    relation: Coded
    role: Coded
    resolution: Coded
    cited_number: str | None
    cited_kind: Coded | None
    cited_label: str | None
    cited_document: Named | None
    target: Named | None
    candidates: list[Named]
    suspicion: SuspicionModel | None
    staleness: StalenessModel | None
    age: AgeModel | None
    corrected: list[CorrectionModel]


class Quoted(Model):
    """Where the words of a reference can be read, behind its own fields, and how much was loaded around them."""

    page: str | None = Field(description="the page (as captured) that has the words")
    address: str | None = Field(description="web address of that page, where known")
    link: str | None = WORDS_LINK
    coverage: Coverage = Field(description="of the document in which the words stand")


class ReferenceItem(Quoted, ReferenceModel):
    """One place in the text of a version that names a goal, ambition or programme by its number."""


class References(Answer):
    """The references in the text of a version."""

    items: list[ReferenceItem]
    total: int


class ReferringModel(Span):
    """One reference to a version, with the version in whose text it stands."""

    iri: str
    element: Named
    element_number: str
    document: Named
    exact: str
    sentence: str | None
    section: SectionNameModel | None
    relation: Coded
    role: Coded
    resolution: Coded
    cited_number: str | None
    cited_kind: Coded | None
    suspect: bool
    stale: bool
    corrected: list[CorrectionModel]


class ReferringItem(Quoted, ReferringModel):
    """One reference to a version, with where its words can be read."""


class Referring(Answer):
    """The references to a version; `cut` tells that there are more than the answer lists."""

    items: list[ReferringItem]
    total: int
    cut: bool
