"""The answers about goals through the years as rows of a table, for people who count in one. Asks nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from service.answers.documents import Summary
from service.answers.years.changes import Differences
from service.answers.years.comparison import Change, Kind
from service.answers.years.proof import Step
from service.answers.years.releases import ReleaseChanges
from service.answers.years.stated import Stated
from service.answers.years.timeline import Timeline
from service.answers.years.whereabouts import Whereabouts
from service.web.flat_files import Flat, Value

_WHOLE: Final = frozenset(
    {
        Kind.NEW, Kind.DROPPED, Kind.ONLY_AFTER, Kind.ONLY_BEFORE, Kind.SPLIT, Kind.MERGED,
        Kind.RENUMBERED, Kind.NUMBER_REUSED, Kind.UNCHANGED,
    }
)  # fmt: skip
_DETAIL: Final = ("change", "field", "before", "after", "line", "phase", "yearBefore", "yearAfter", "sentence")
_VERSIONS: Final = ("numberBefore", "nameBefore", "numberAfter", "nameAfter", "versionBefore", "versionAfter")

Detail = tuple[Value, ...]


def comparison_rows(changes: Sequence[Change], kinds: frozenset[Kind] = frozenset()) -> Flat:
    """What changed between two documents: a row for each thing that did, only those of some kinds where any is named.

    A goal that only candidates bind has a row for each of them, on the side of the document that has it.
    """
    rows = [
        (*_sides(change.before, change.after), confidence, *detail)
        for change in changes
        for confidence, detail in _told(change)
        if not kinds or detail[0] in kinds
    ]
    return Flat("diff", (*_VERSIONS, "confidence", *_DETAIL), rows)


def release_rows(found: ReleaseChanges) -> Flat:
    """What differs between two releases: a row for each thing that does."""
    rows: list[Sequence[Value]] = []
    for document in found.documents:
        edition = ("edition", None, document.before, document.after, *[None] * 5)
        rows.append((document.document.path, *[None] * 6, *edition))
        for one in document.versions:
            sides = _sides(*((side,) if side else () for side in (one.before, one.after)))
            kinds = [Kind.NEW] if one.before is None else [Kind.DROPPED] if one.after is None else []
            details: list[Detail] = [(kind.value, *[None] * 8) for kind in kinds]
            if one.other_goal is not None:
                goals = (
                    _listed([goal.label for goal in side]) for side in (one.other_goal.before, one.other_goal.after)
                )
                details.append(("other-goal", None, *goals, *[None] * 5))
            rows += [(document.document.path, *sides, *detail) for detail in (*details, *_details(one.differences))]
    return Flat("diff", ("document", *_VERSIONS, *_DETAIL), rows)


def timeline_rows(found: Timeline) -> Flat:
    """One goal through the years: a row for each document and amount, and one where a document has no amounts."""
    columns = (
        "document", "number", "name", "statement", "holders", "references", "referring", "change", "confidence",
        "counts", "sentence", "line", "phase", "year", "amountEur", "version",
    )  # fmt: skip
    rows: list[Sequence[Value]] = []
    for entry in found.entries:
        version, claim = entry.stated.version, entry.step.claim if entry.step else None
        head = (
            entry.document.path,
            version.number,
            version.name,
            version.statement,
            "; ".join(sorted(entry.stated.holders.values())) or None,
            len(entry.stated.references),
            len(entry.referring),
            claim.kind.code if claim else None,
            claim.confidence if claim else None,
            "true" if entry.counts else "false",
            _sentence(entry.step) if entry.step else None,
        )
        amounts: list[Detail] = [(cell.line, cell.phase, cell.year, value) for cell, value in entry.stated.cells]
        rows += [(*head, *amount, version.iri) for amount in amounts or [(None, None, None, None)]]
    return Flat("goal", columns, rows)


def where_rows(found: Whereabouts) -> Flat:
    """Where a goal went: a row for each step, also those that do not count."""
    columns = (
        "numberBefore", "nameBefore", "documentBefore", "numberAfter", "nameAfter", "documentAfter", "change",
        "confidence", "counts", "sentence", "sameNumber", "sameName", "statementLikeness",
    )  # fmt: skip
    return Flat("where", columns, [_step(step) for step in found.all_steps])


def _step(step: Step) -> tuple[Value, ...]:
    alike = step.likeness
    return (
        *_named(step.earlier),
        _document(step.earlier),
        *_named(step.later),
        _document(step.later),
        step.claim.kind.code,
        step.claim.confidence,
        "true" if step.counts else "false",
        _sentence(step),
        "true" if alike.number else "false",
        None if alike.name is None else "true" if alike.name else "false",
        None if alike.statement is None else f"{alike.statement:.2f}",
    )


def _sentence(step: Step) -> str | None:
    """The first of the municipality's own sentences that say it."""
    return next((one.sentence for one in step.sentences), None)


def _named(version: Summary) -> tuple[str, str | None]:
    return version.number, version.title


def _document(version: Summary) -> str:
    """The path of the document that a version belongs to."""
    return version.document.partition("/id/document/")[2]


def _sides(before: Sequence[Stated], after: Sequence[Stated]) -> tuple[Value, ...]:
    """The numbers and names of both sides, then their identifiers; of several versions beside each other."""
    sides = [[one.version for one in side] for side in (before, after)]
    handles = [
        _listed(texts) for side in sides for texts in ([one.number for one in side], [one.title for one in side])
    ]
    return (*handles, *(_listed([one.iri for one in side]) for side in sides))


def _listed(texts: Sequence[str | None]) -> str | None:
    return "; ".join(text for text in texts if text) or None


def _told(change: Change) -> Iterator[tuple[Value, Detail]]:
    """All that is said of a goal, each with the confidence that it has."""
    nothing = (None, None, None, None)
    if Kind.UNSURE in change.kinds:
        for one in change.candidates:
            sides = _one_side(one.version.label, gained=bool(change.before))
            yield one.claim.confidence, (Kind.UNSURE.value, None, *sides, *nothing, None)
    for detail in (*_whole(change), *_details(change.differences)):
        yield change.confidence, detail


def _whole(change: Change) -> Iterator[Detail]:
    for kind in change.kinds:
        if kind in _WHOLE:
            yield (kind.value, *[None] * 8)


def _details(found: Differences) -> Iterator[Detail]:
    nothing = (None, None, None, None)
    for text in found.texts:
        sides = [side.text if side else None for side in (text.before, text.after)]
        yield (Kind.REWORDED.value, text.field, *sides, *nothing, None)
    for change in found.references:
        for place in change.places:
            called = place.target.label if place.target else place.exact
            yield (Kind.REFERENCES.value, None, *_one_side(called, gained=change.gained), *nothing, place.sentence)
    for cited in found.stale:
        if cited.stale is not None:
            now = _listed([one.label for one in cited.stale.meant_now])
            yield (Kind.STALE.value, cited.exact, cited.stale.meant_then.label, now, *nothing, cited.sentence)
    for holder in found.holders:
        yield (Kind.HOLDERS.value, None, *_one_side(holder.name, gained=holder.gained), *nothing, None)
    for amount in found.amounts:
        years = (amount.before_year, amount.after_year)
        yield (Kind.AMOUNTS.value, None, amount.before, amount.after, amount.line, amount.phase, *years, None)


def _one_side(text: str, *, gained: bool) -> tuple[str | None, str | None]:
    return (None, text) if gained else (text, None)
