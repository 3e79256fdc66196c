"""An answer as a workbook (Office Open XML, ECMA-376): its tables, its nodes and edges with their words, and about it.

The matrix is a sheet of its own, in front. A text never becomes a formula. Asks nothing.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ontology.language import Language, Phrase
from service.answers.trace.answer import Answer, Cell, Sheet
from service.answers.trace.forms import phrases
from service.answers.trace.forms.bounds import TOO_LARGE_FOR_SHEET, FormError
from service.answers.trace.forms.citing import citation
from service.answers.trace.forms.frame import Frame
from service.answers.trace.forms.naming import is_address, said_apart
from service.answers.trace.forms.phrases import coverage_sentence, parameter_text
from service.answers.trace.forms.sheet_rows import EDGE_HEADS, NODE_HEADS, edge_cells, node_cells
from service.answers.trace.forms.worded import heads_in_words, rows_in_words
from service.answers.trace.forms.xlsx_matrix import write_matrix

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 1_048_576  # of one sheet, its head included
MOST_CHARACTERS: Final = 32_767  # of one cell
MOST_NUMBER: Final = 10**15  # a spreadsheet counts in doubles; a longer number stays text, whole
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same answer gives the same bytes
_PIECE_BYTES: Final = 64 * 1024
_WIDTHS: Final = (8, 60)  # characters, least and most
_SEEN_ROWS: Final = 200  # by which the width of a column is chosen


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells look."""

    head: Format
    wrapped: Format
    warning: Format


def as_xlsx(answer: Answer, frame: Frame) -> Iterator[bytes]:
    """The workbook in pieces; it is made in a file that is gone afterwards.

    Raises:
        FormError: a table has more rows than a sheet holds.
    """
    _check(answer, frame.language)
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        book.set_properties({"created": _MADE, "title": answer.title.say(frame.language)[:255]})
        try:
            _fill(book, answer, frame)
        finally:
            book.close()  # it removes the rows that it keeps on disk
        file.seek(0)
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _check(answer: Answer, language: Language) -> None:
    rows = max([len(answer.graph.nodes), len(answer.graph.edges), *(len(sheet.rows) for sheet in answer.sheets)])
    if rows >= MOST_ROWS:
        found = phrases.ROW_COUNT.say(rows, language)
        raise FormError(TOO_LARGE_FOR_SHEET, found=found, most=MOST_ROWS - 1)


def _fill(book: xlsxwriter.Workbook, answer: Answer, frame: Frame) -> None:
    language = frame.language
    looks = _Looks(
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#fdf0cf", "border": 1}),
    )
    if answer.matrix is not None:
        write_matrix(book, answer, answer.matrix, language)
    for sheet in answer.sheets:
        if not _is_told_again(sheet, answer):
            heads, rows = heads_in_words(sheet, language), rows_in_words(sheet, answer.titles, language)
            _write_table(book.add_worksheet(_name(book, sheet.key)), heads, rows, looks)
    names = said_apart(answer.graph.nodes, answer, language)
    edges = (edge_cells(edge, answer.graph.nodes, names, language) for edge in answer.graph.edges)
    _write_table(book.add_worksheet(_name(book, "edges")), [head.say(language) for head in EDGE_HEADS], edges, looks)
    nodes = (node_cells(node, answer, language) for node in answer.graph.nodes)
    _write_table(book.add_worksheet(_name(book, "nodes")), [head.say(language) for head in NODE_HEADS], nodes, looks)
    about = book.add_worksheet(_name(book, "about"))
    _write_about(about, answer, frame, looks)
    if answer.caution or answer.cut:
        about.activate()  # what must be read first is what is open


def _is_told_again(sheet: Sheet, answer: Answer) -> bool:
    """Whether a table is that of all edges or nodes of the graph, which a workbook has of any answer."""
    whole = {"edges": len(answer.graph.edges), "nodes": len(answer.graph.nodes)}
    return whole.get(sheet.key) == len(sheet.rows)


def _name(book: xlsxwriter.Workbook, wanted: str) -> str:
    """A name that no other sheet has; Excel tells no capitals apart and takes 31 characters."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    names = [wanted[:31], *(f"{wanted[:28]}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in taken)


def _write_table(sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]], looks: _Looks) -> None:
    """The heads, which stay in view and can be filtered by, and the rows; columns are as wide as their first rows."""
    rest = iter(rows)
    first = [row for row, _ in zip(rest, range(_SEEN_ROWS), strict=False)]
    for place, head in enumerate(heads):
        longest = max(len(head), *(len(_shown(row[place])) for row in first), 0)
        sheet.set_column(place, place, min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1]))
        sheet.write_string(0, place, head, looks.head)
    last = 0
    for last, row in enumerate(chain(first, rest), start=1):
        for place, cell in enumerate(row):
            _write(sheet, last, place, cell, looks.wrapped)
    sheet.freeze_panes(1, 0)
    if heads:
        sheet.autofilter(0, 0, last, len(heads) - 1)


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, form: Format) -> None:
    match cell:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, place, cell, form)
        case int() | float() if abs(cell) < MOST_NUMBER:
            sheet.write_number(row, place, cell, form)
        case _:
            sheet.write_string(row, place, str(cell)[:MOST_CHARACTERS], form)


def _write_about(sheet: Worksheet, answer: Answer, frame: Frame, looks: _Looks) -> None:
    """What the answer is, with what may be missing first."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    warnings = {phrases.CAUTION, phrases.CUT}
    for row, (head, text) in enumerate(_about(answer, frame)):
        form = looks.warning if head in warnings else looks.wrapped
        sheet.write_string(row, 0, head if isinstance(head, str) else head.say(frame.language), looks.head)
        sheet.write_string(row, 1, text[:MOST_CHARACTERS], form)


def _document(path: str, answer: Answer) -> str:
    title = answer.titles.get(path)
    return f"{title.document} ({title.organisation}): {path}" if title else path


def _about(answer: Answer, frame: Frame) -> Iterator[tuple[Phrase | str, str]]:
    language = frame.language
    if answer.caution:
        yield phrases.CAUTION, answer.caution.say(language)
    if answer.cut:
        yield phrases.CUT, answer.cut.say(language)
    yield phrases.QUESTION, f"{answer.title.say(language)} ({answer.question})"
    yield phrases.RELEASE, answer.release
    yield phrases.COVERAGE, coverage_sentence(frame.coverage, language)
    yield phrases.DOCUMENTS, "\n".join(_document(document.path, answer) for document in answer.documents)
    yield phrases.METHOD, answer.method.say(language)
    if is_address(frame.methods):
        yield phrases.DEFINITIONS, frame.methods
    for note in answer.notes:
        yield phrases.NOTES, note.say(language)
    if answer.matrix is not None:
        yield phrases.NOTES, f"{phrases.MATRIX_READING.say(language)} {phrases.BLOCKS.say(language)}"
    yield phrases.CITE, citation(answer, frame)
    for name, value in answer.parameters.items():
        yield f"{phrases.PARAMETERS.say(language)}: {name}", parameter_text(value)
