"""A review as bytes in each of its forms: text, JSON, CSV, HTML and a spreadsheet. Asks nothing, opens no file."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from rich.console import Console

from ontology.language import Language
from service import review_wording as wording
from service.answers.coverage import Holdings
from service.answers.review.finding import Place
from service.answers.review.report import Report
from service.answers.review.rows import COLUMNS, NUMBERS, Cell, review_rows
from service.answers.trace.forms.csv_form import harmless
from service.web.phrases import Voice
from service.web.review_page import ReviewView, place_link
from service.web.review_phrases import ReviewVoice

_FILE_WIDTH = 100


class Form(StrEnum):
    """A form of a report."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reports on documents of one release, which is one of its own for a concept."""

    reports: Sequence[Report]
    holdings: Holdings
    language: Language
    concept: bool

    @property
    def link(self) -> Callable[[Place], str | None]:
        """Where our page shows a place; a concept has no such pages."""
        return partial(place_link, base=self.holdings.base, origin=None if self.concept else self.holdings.base)

    def show(self, console: Console) -> None:
        """Write the reports for people."""
        from service.review_terminal import show_report  # noqa: PLC0415 - only this form needs it

        origin = None if self.concept else self.holdings.base
        for report in self.reports:
            view = ReviewView(report, ReviewVoice(self.language), self.holdings.base, origin)
            show_report(console, view, self.language, concept=self.concept)

    def written(self, form: Form) -> bytes:
        """The reports in a form; JSON of a concept is a list, since its pages may be of several documents."""
        match form:
            case Form.TABLE:
                file = io.StringIO()
                self.show(Console(file=file, width=_FILE_WIDTH))
                return file.getvalue().encode()
            case Form.JSON:
                return self._json()
            case Form.CSV:
                return self._csv()
            case Form.HTML:
                return self._html()
            case Form.XLSX:
                return self._workbook()

    def _json(self) -> bytes:
        from service.web.review_models import as_model  # noqa: PLC0415 - pydantic is slow to import

        found = [as_model(self.holdings, one, self.link).model_dump(mode="json", by_alias=True) for one in self.reports]
        return (json.dumps(found if self.concept else found[0], ensure_ascii=False, indent=1) + "\n").encode()

    def _csv(self) -> bytes:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in self._rows():
            writer.writerow(map(harmless, row))
        return buffer.getvalue().encode()

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows of all reports; what is published nowhere has names in them, and no addresses."""
        for report in self.reports:
            for row in review_rows(report, self.language, self.link):
                yield tuple(map(self._nameless, row)) if self.concept else row

    def _nameless(self, cell: Cell) -> Cell:
        """A cell, of which an IRI of ours is what stands behind `/id/` in it."""
        ours = f"{self.holdings.base}/id/"
        return cell.removeprefix(ours) if isinstance(cell, str) else cell

    def _html(self) -> bytes:
        from service.web.render import make_renderer  # noqa: PLC0415
        from service.web.review_page import whole_file  # noqa: PLC0415

        renderer = make_renderer()
        page = whole_file(renderer, self.holdings, list(self.reports), self.language, published=not self.concept)
        return page.encode()

    def _workbook(self) -> bytes:
        """A sheet of findings and one of what was loaded; a text never becomes a formula."""
        import xlsxwriter  # noqa: PLC0415

        from service.web.spreadsheet import MADE, MOST_CHARACTERS  # noqa: PLC0415

        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": False})
        book.set_properties({"created": MADE})
        voice, bold = Voice(self.language), book.add_format({"bold": True})
        sheets = {
            "review": list(self._rows()),
            "coverage": [_coverage_row(one, self.language) for one in self.reports],
        }
        for (name, rows), head in zip(sheets.items(), (COLUMNS, _COVERAGE), strict=True):
            sheet = book.add_worksheet(wording.SHEETS[name].say(self.language))
            for column, title in enumerate(head):
                sheet.write_string(0, column, wording.HEADS[title].say(self.language), bold)
            for number, row in enumerate(rows, start=1):
                for column, (title, cell) in enumerate(zip(head, row, strict=True)):
                    if cell is not None and title in NUMBERS:
                        sheet.write_number(number, column, int(cell))
                    elif cell is not None:
                        text = voice.complete(str(cell)) if title == "complete" else str(cell)
                        sheet.write_string(number, column, text[:MOST_CHARACTERS])
        book.close()
        return buffer.getvalue()


_COVERAGE = ("document", "complete", "goalsRead", "goalsExpected", "caution")


def _coverage_row(report: Report, language: Language) -> tuple[str | int | None, ...]:
    caution = report.caution.say(language) if report.caution else None
    coverage = report.coverage
    return (
        report.document.path,
        coverage.complete,
        coverage.goals_read,
        coverage.goals_expected,
        caution,
    )
