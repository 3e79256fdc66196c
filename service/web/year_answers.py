"""The answers about goals through the years as models with their frame: of an API, and of a command that prints JSON.

What they say is asked of `answers.years`; how they are sent is known elsewhere.
"""

from collections.abc import Sequence
from decimal import Decimal

from service.answers.coverage import Holdings, coverage_of
from service.answers.years.comparison import Change, Comparison
from service.answers.years.cycle import document_of
from service.answers.years.releases import DocumentChange, ReleaseChanges, VersionChange
from service.answers.years.timeline import Timeline
from service.answers.years.whereabouts import Whereabouts
from service.web import change_models
from service.web import year_models as models
from service.web.models import Coverage
from service.web.replies import frame


def comparison(
    holdings: Holdings, found: Comparison, part: Sequence[Change], total: int, least: Decimal | None
) -> change_models.Comparison:
    """What changed between two documents: a part of it."""
    return change_models.Comparison(
        **frame(holdings, list(dict.fromkeys((found.before, found.after))), found.caution),
        before=found.before.path,
        after=found.after.path,
        min_confidence=least,
        counts={kind.value: count for kind, count in found.counts.items()},
        items=[change_models.ChangeItem.of(change) for change in part],
        total=total,
    )


def release_comparison(holdings: Holdings, found: ReleaseChanges) -> change_models.ReleaseComparison:
    """What differs between two releases: a part of it."""
    about = [change.document for change in found.documents if holdings.entry(change.document)]
    return change_models.ReleaseComparison(
        **frame(holdings, about),
        before=found.before,
        after=found.after,
        items=[_document(change) for change in found.documents],
        total=found.total,
    )


def timeline(holdings: Holdings, found: Timeline, least: Decimal | None) -> models.GoalTimeline:
    """The timeline of one goal."""
    return models.GoalTimeline.model_validate(
        {
            **frame(holdings, list(dict.fromkeys(found.documents)), found.caution),
            **models.timeline_parts(found, lambda one: Coverage.model_validate(coverage_of(holdings, [one]))),
            "min_confidence": least,
        }
    )


def whereabouts(holdings: Holdings, found: Whereabouts, least: Decimal | None) -> models.WhereAnswer:
    """Where a goal went, with the coverage of every document that its steps go through, counting or not."""
    ends = [end.document for step in found.all_steps for end in (step.earlier, step.later)]
    passed = (document for end in ends if (document := document_of(holdings, end)) is not None)
    about = [found.document, *passed, *(one.document for one in found.today)]
    return models.WhereAnswer(
        **frame(holdings, list(dict.fromkeys(about)), found.caution),
        start=models.version(found.start),
        document=found.document.path,
        title=found.title,
        min_confidence=least,
        steps=[models.StepItem.model_validate(step) for step in found.steps],
        today=[models.destination(one) for one in found.today],
        also=[models.version(one) for one in found.also],
    )


def _document(change: DocumentChange) -> change_models.DocumentChangeItem:
    return change_models.DocumentChangeItem(
        document=change.document.path,
        title=change.title,
        before_edition=change.before,
        after_edition=change.after,
        versions=[_version(one) for one in change.versions],
    )


def _version(change: VersionChange) -> change_models.VersionChangeItem:
    stated = change.after or change.before
    if stated is None:
        raise ValueError("a version of neither release")
    return change_models.VersionChangeItem(
        iri=stated.version.iri,
        label=stated.version.label,
        before=None if change.before is None else models.version(change.before.version),
        after=None if change.after is None else models.version(change.after.version),
        differences=change_models.differences(change.differences),
        other_goal=None if change.other_goal is None else change_models.OtherGoalItem.model_validate(change.other_goal),
    )
