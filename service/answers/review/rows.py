"""A review as rows for CSV and spreadsheets: a row for each place of each finding. Knows no form of a file."""

from collections.abc import Callable, Iterator
from typing import Final

from ontology.iri import printed_number
from ontology.language import Language
from service.answers.review.finding import Finding, Place
from service.answers.review.phrases import KINDS, SEVERITIES
from service.answers.review.report import Report, Reviewed
from service.answers.tables import LIST_SEPARATOR

COLUMNS: Final = (
    "document", "complete", "holders", "element", "number", "name", "finding", "severity", "kind", "what", "message",
    "citedNumber", "target", "exact", "sentence", "start", "end", "page", "link", "live",
)  # fmt: skip
# Of these columns the values are whole numbers.
NUMBERS: Final = frozenset({"finding", "start", "end"})

Cell = str | int | None


def review_rows(report: Report, language: Language, link: Callable[[Place], str | None]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a report in the order of `COLUMNS`; `finding` counts findings, so that their places keep together.

    `link` gives where our page shows a place, None where it shows none. What two people hold has one row all the same.
    """
    number = 0
    for one in {one.version.iri: one for group in report.groups for one in group.reviewed}.values():
        for finding in one.findings:
            number += 1
            head = (*_of_version(report, one), number, *_of_finding(finding, language))
            for place in finding.places:
                span = (place.exact, place.sentence, place.start, place.end, place.page, link(place), place.live)
                yield (*head, *span)
            if not finding.places:
                yield (*head, None, None, None, None, None, None, None)


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
