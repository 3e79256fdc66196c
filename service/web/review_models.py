"""The JSON of a review as typed models. Asks nothing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from pydantic import Field

from service.answers.coverage import Holdings
from service.answers.review.finding import Finding, Place
from service.answers.review.report import Group, Report, Reviewed
from service.web.models import Answer, Label, Model
from service.web.replies import frame

SeverityCode = Literal["error", "doubt", "notice"]
KindCode = Literal[
    "stale-reference",
    "missing-number",
    "sum",
    "total",
    "ambiguous-number",
    "suspect-reference",
    "neutral-shift",
    "no-holder",
    "no-criteria",
    "no-framework-notes",
    "not-loaded",
    "one-way",
]


class ReviewPlace(Model):
    """Words on a page that a finding is about."""

    version: str = Field(description="what the words are said of")
    page: str
    start: int = Field(description="0-based code point in the text of the page")
    end: int
    exact: str | None
    sentence: str | None = Field(description="null where the words are a heading or a cell, which stand alone")
    sentence_start: int | None = Field(description="where the sentence begins; null where it is shown cut")
    address: str | None = Field(description="of the live page; null where the page has none")
    live: str | None = Field(description="the live page with a text fragment that leads to the words")
    link: str | None = Field(description="address of our page of the goal at the words; null for what is not published")
    figure: Label | None = Field(description="what an amount is of the several that a finding is about")


class ReviewFinding(Model):
    """One thing that asks for a look."""

    kind: KindCode
    severity: SeverityCode
    message: Label
    number: str | None = Field(description="the number that the words cite")
    target: str | None
    places: list[ReviewPlace]
    places_found: int = Field(description="all places, of which `places` has the first")


class ReviewLeftOut(Model):
    """How many findings of a kind are not shown, because there are very many."""

    kind: KindCode
    severity: SeverityCode
    count: int


class ReviewHolder(Model):
    """Somebody who holds a portfolio; `person` is null where pages only print a name."""

    name: str
    person: str | None


class ReviewedVersion(Model):
    """A goal, ambition or programme with its findings."""

    iri: str
    kind: str | None
    number: str
    label: str
    name: str | None
    holders: list[ReviewHolder]
    findings: list[ReviewFinding]
    left_out: list[ReviewLeftOut]


class ReviewGroup(Model):
    """What one person is responsible for."""

    holder: ReviewHolder | None = Field(description="null for what nobody holds")
    goals: int
    reviewed: list[ReviewedVersion]


class ReviewCount(Model):
    """How many findings there are of a kind and severity, each counted once."""

    kind: KindCode
    severity: SeverityCode
    count: int


class ReviewEverywhere(Model):
    """A finding that is true of every goal, and is counted once."""

    kind: KindCode
    severity: SeverityCode
    message: Label


class Review(Answer):
    """The review of one document, per portfolio holder; who has errors comes first, then who has doubts."""

    document: str
    title: str
    min_confidence: Decimal | None = Field(description="least confidence of claims of identity; null for none asked")
    goals: int
    counts: list[ReviewCount]
    hidden: int = Field(description="findings that were left out because they weigh less than was asked for")
    everywhere: list[ReviewEverywhere] = Field(description="findings that are true of every goal")
    remarks: list[Label] = Field(description="what is true of the document as a whole")
    groups: list[ReviewGroup]


def as_model(holdings: Holdings, report: Report, link: Callable[[Place], str | None]) -> Review:
    """A report as the API gives it; `link` gives where our page shows a place."""
    return Review(
        **frame(holdings, [report.document], report.caution),
        document=report.document.path,
        title=report.title,
        min_confidence=report.min_confidence,
        goals=report.goals,
        counts=[
            ReviewCount(kind=kind.value, severity=severity.value, count=count)
            for kind, counted in report.counts.items()
            for severity, count in counted.items()
        ],
        hidden=report.hidden,
        everywhere=[
            ReviewEverywhere(
                kind=true.kind.value, severity=true.severity.value, message=Label.model_validate(true.message)
            )
            for true in report.everywhere
        ],
        remarks=[Label.model_validate(remark) for remark in report.remarks],
        groups=[_group(group, link) for group in report.groups],
    )


def _group(group: Group, link: Callable[[Place], str | None]) -> ReviewGroup:
    holder = None if group.holder is None else ReviewHolder.model_validate(group.holder)
    return ReviewGroup(holder=holder, goals=group.goals, reviewed=[_reviewed(one, link) for one in group.reviewed])


def _reviewed(one: Reviewed, link: Callable[[Place], str | None]) -> ReviewedVersion:
    version = one.version
    return ReviewedVersion(
        iri=version.iri,
        kind=version.kind,
        number=version.number,
        label=version.label,
        name=version.name,
        holders=[ReviewHolder.model_validate(holder) for holder in one.holders],
        findings=[_finding(finding, link) for finding in one.findings],
        left_out=[
            ReviewLeftOut(kind=left.kind.value, severity=left.severity.value, count=left.count) for left in one.left_out
        ],
    )


def _finding(finding: Finding, link: Callable[[Place], str | None]) -> ReviewFinding:
    return ReviewFinding(
        kind=finding.kind.value,
        severity=finding.severity.value,
        message=Label.model_validate(finding.message),
        number=finding.number,
        target=finding.target,
        places=[_place(place, link) for place in finding.places],
        places_found=finding.places_found,
    )


def _place(place: Place, link: Callable[[Place], str | None]) -> ReviewPlace:
    return ReviewPlace(
        version=place.version,
        page=place.page,
        start=place.start,
        end=place.end,
        exact=place.exact,
        sentence=place.sentence,
        sentence_start=place.sentence_start,
        address=place.address,
        live=place.live,
        link=link(place),
        figure=None if place.figure is None else Label.model_validate(place.figure),
    )
