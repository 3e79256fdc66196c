"""A review as rows for CSV and spreadsheets: a row for each place of each finding. Knows no form of a file."""

from collections.abc import Callable, Iterator
from typing import Final

from ontology.iri import printed_number
from ontology.language import Language
from service.answers.review.finding import Finding, Place
from service.answers.review.phrases import ALL_GOALS, KINDS, SEVERITIES
from service.answers.review.report import Report, Reviewed
from service.answers.tables import LIST_SEPARATOR

COLUMNS: Final = (
    "document", "complete", "holders", "element", "number", "name", "finding", "severity", "kind", "what", "message",
    "citedNumber", "target", "figure", "exact", "sentence", "start", "end", "page", "link", "live",
)  # fmt: skip
# Of these columns the values are whole numbers.
NUMBERS: Final = frozenset({"finding", "start", "end"})

Cell = str | int | None
_NOTHING: Final = (None,) * (len(COLUMNS) - COLUMNS.index("figure"))


def review_rows(report: Report, language: Language, link: Callable[[Place], str | None]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a report in the order of `COLUMNS`; `finding` counts findings, so that their places keep together.

    `link` gives where our page shows a place, None where it shows none. What two people hold has one row all the same.
    Findings that are true of every goal come first, of no element.
    """
    for number, true in enumerate(report.everywhere, start=1):
        what = (true.kind.value, KINDS[true.kind].say(language), true.message.say(language))
        of_all = (report.document.path, report.coverage.complete, None, None, None, ALL_GOALS.say(language), number)
        yield (*of_all, SEVERITIES[true.severity].say(language), *what, None, None, *_NOTHING)
    number = len(report.everywhere)
    for one in {one.version.iri: one for group in report.groups for one in group.reviewed}.values():
        for finding in one.findings:
            number += 1
            head = (*_of_version(report, one), number, *_of_finding(finding, language))
            for place in finding.places:
                figure = place.figure.say(language) if place.figure else None
                span = (place.exact, place.sentence, place.start, place.end, place.page, link(place), place.live)
                yield (*head, figure, *span)
            if not finding.places:
                yield (*head, *_NOTHING)


def _of_version(report: Report, one: Reviewed) -> tuple[Cell, ...]:
    return (
        report.document.path,
        report.coverage.complete,
        LIST_SEPARATOR.join(holder.name for holder in one.holders) or None,
        one.version.iri,
        printed_number(one.version.number) or None,
        one.version.name,
    )


def _of_finding(finding: Finding, language: Language) -> tuple[Cell, ...]:
    return (
        SEVERITIES[finding.severity].say(language),
        finding.kind.value,
        KINDS[finding.kind].say(language),
        finding.message.say(language),
        finding.number,
        finding.target,
    )
