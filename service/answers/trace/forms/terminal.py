"""An answer for people in a terminal: what may be missing first, its tables, and last what was left out."""

from collections.abc import Iterator
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ontology.language import Language, Phrase, grouped
from service.answers.trace.answer import Answer, Cell, Sheet
from service.answers.trace.forms.citing import citation
from service.answers.trace.forms.frame import Frame

YES: Final = Phrase("ja", "yes")
NO: Final = Phrase("nee", "no")
NO_ROWS: Final = Phrase("Geen rijen.", "No rows.")


def as_tables(answer: Answer, frame: Frame) -> Iterator[RenderableType]:
    """The answer as rich renderables, in the order in which they are read."""
    language = frame.language
    if answer.caution:
        yield Text(answer.caution.say(language), style="bold")
        yield Text("")
    yield Text(answer.title.say(language), style="bold")
    for number, sheet in enumerate(answer.sheets):
        if number:
            yield Text(sheet.title.say(language))
        yield _table(sheet, language) if sheet.rows else Text(NO_ROWS.say(language))
    for note in answer.notes:
        yield Text(note.say(language))
    yield Text(citation(answer, frame), "dim")
    if answer.cut:
        yield Text(answer.cut.say(language), style="bold")


def _table(sheet: Sheet, language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(sheet.columns):
        cells = [row[place] for row in sheet.rows if row[place] is not None]
        is_number = bool(cells) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
        head = Text(column.head.say(language))
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in sheet.rows:
        table.add_row(*(Text(_cell(cell, language)) for cell in row))
    return table


def _cell(cell: Cell, language: Language) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return (YES if cell else NO).say(language)
        case int():
            return grouped(cell)
        case float():
            text = f"{cell:,.2f}"
            return text.translate(str.maketrans(",.", ".,")) if language is Language.NL else text
        case str():
            return cell
