"""What two people said in a coding sheet, read back from its file. Refuses a sheet that was changed; counts nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound
from xlsxwriter.utility import xl_rowcol_to_cell

from ingest.coding_sheet import CODERS, CODING, JUDGED, NO, READ, SHOWN, heads
from ingest.sample import Drawn
from ontology.language import Language, Phrase, SpokenError

TOLD: Final = 12  # faults in one message
NO_SHEET: Final = Phrase(
    "{path}: is geen codeerblad ({why}); geef een blad dat `doelgraaf sample` maakte, bewaard als .xlsx of .ods",
    "{path}: is no coding sheet ({why}); give a sheet that `doelgraaf sample` made, kept as .xlsx or .ods",
)
UNFIT: Final = Phrase("{path}: dit codeerblad is zo niet te tellen:", "{path}: this coding sheet can't be counted yet:")
MORE: Final = Phrase("en nog {count}", "and {count} more")
NO_ROWS: Final = Phrase("er staan geen verwijzingen in", "it holds no references")
OTHER_HEAD: Final = Phrase(
    "{cell}: hier hoort de kolom '{head}' en staat '{found}'; zet de kolommen terug zoals ze stonden",
    "{cell}: the column '{head}' belongs here and there is '{found}'; put the columns back as they were",
)
ADDED: Final = Phrase(
    "rij {row}: de id '{iri}' hoort niet bij deze steekproef; haal de rij weg of herstel de id",
    "row {row}: the id '{iri}' is not of this sample; remove the row or restore the id",
)
TWICE: Final = Phrase(
    "rij {row}: de id '{iri}' staat ook in rij {other}; haal één van de twee weg",
    "row {row}: the id '{iri}' stands in row {other} too; remove one of the two",
)
GONE: Final = Phrase(
    "de rij van id '{iri}' ontbreekt; zet haar terug, uit het blad '{sheet}' (verborgen) of een eerdere versie",
    "the row of id '{iri}' is missing; put it back, from the (hidden) sheet '{sheet}' or an earlier version",
)
CHANGED: Final = Phrase(
    "{cell} ({head}): hier stond '{made}' en nu '{found}'; zet terug wat er stond: alleen codeurs vullen iets in",
    "{cell} ({head}): this was '{made}' and is '{found}'; put back what it was: only coders fill in something",
)
EMPTY: Final = Phrase(
    "{cell} ({head}): is leeg; kies een van {codes}",
    "{cell} ({head}): is empty; choose one of {codes}",
)
NO_CODE: Final = Phrase(
    "{cell} ({head}): '{found}' is geen code; kies een van {codes}",
    "{cell} ({head}): '{found}' is no code; choose one of {codes}",
)


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong with a sheet."""

    phrase: Phrase
    values: Mapping[str, object]


class SheetError(SpokenError):
    """A coding sheet that can't be used: each fault with its place and remedy."""

    def __init__(self, phrase: Phrase, faults: Sequence[Fault] = (), **values: object) -> None:
        super().__init__(phrase, **values)
        self.faults = tuple(faults)

    def say(self, language: Language) -> str:
        """What is wrong, the first faults each on a line."""
        lines = [super().say(language), *(one.phrase.say(language, **one.values) for one in self.faults[:TOLD])]
        more = [MORE.say(language, count=len(self.faults) - TOLD)] if len(self.faults) > TOLD else []
        return "\n  ".join((*lines, *more))


class Coded(msgspec.Struct, frozen=True):
    """A reference with the codes of each coder by what is judged; only `reference` where they say there is none."""

    row: int
    drawn: Drawn
    judged: tuple[Mapping[str, str], ...]


Row = tuple[str, ...]


def read_sheet(path: Path) -> tuple[Coded, ...]:
    """What two people said, row by row; rows may have been sorted.

    Raises:
        SheetError: the file is no coding sheet, was changed, or is not filled in.
        OSError: it can't be read.
    """
    made, rows = _sheets(path)
    faults = list(_head_faults(rows)) or list(_row_faults(made, rows)) or list(_code_faults(rows))
    if faults:
        raise SheetError(UNFIT, faults, path=path)
    return tuple(_coded(number, row) for number, row in _numbered(rows))


def _sheets(path: Path) -> tuple[list[Row], list[Row]]:
    """The rows as they were made and as they are, with their heads."""
    path.open("rb").close()  # the library has one error for what is not there and what is no workbook
    try:
        with CalamineWorkbook.from_path(path) as book:
            made, rows = (
                [
                    tuple(_text(value) for value in row)
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ]
                for name in (READ, CODING)
            )
    except (CalamineError, WorksheetNotFound) as error:
        raise SheetError(NO_SHEET, path=path, why=str(error)) from error
    if len(made) < 2 or not rows:
        raise SheetError(NO_SHEET, path=path, why=NO_ROWS)
    return made, rows


def _text(value: object) -> str:
    """A cell as text; a number that was typed anew as it was typed."""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def _numbered(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows below the heads by their number in the sheet, without those that are empty."""
    return ((number, row) for number, row in enumerate(rows[1:], start=2) if any(row))


def _head_faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for column, (head, found) in enumerate(zip_longest(heads(), rows[0][: len(heads())], fillvalue="")):
        if head != found:
            yield Fault(OTHER_HEAD, {"cell": xl_rowcol_to_cell(0, column), "head": head, "found": found})


def _row_faults(made: Sequence[Row], rows: Sequence[Row]) -> Iterator[Fault]:
    """Rows that came, went or are no longer what they were."""
    original = {row[0]: row for _, row in _numbered(made)}
    seen: dict[str, int] = {}
    for number, row in _numbered(rows):
        iri = row[0]
        if iri not in original:
            yield Fault(ADDED, {"row": number, "iri": iri})
        elif iri in seen:
            yield Fault(TWICE, {"row": number, "iri": iri, "other": seen[iri]})
        else:
            seen[iri] = number
            yield from _cell_faults(number, row, original[iri])
    yield from (Fault(GONE, {"iri": iri, "sheet": READ}) for iri in original if iri not in seen)


def _cell_faults(number: int, row: Row, original: Row) -> Iterator[Fault]:
    for column, (_, head, _) in enumerate(SHOWN):
        if row[column] != original[column]:
            cell = xl_rowcol_to_cell(number - 1, column)
            yield Fault(CHANGED, {"cell": cell, "head": head, "made": original[column], "found": row[column]})


def _code_faults(rows: Sequence[Row]) -> Iterator[Fault]:
    """Cells of coders that are empty or hold no code."""
    for number, row in _numbered(rows):
        for coder in CODERS:
            for name, column, said in _answers(row, coder):
                if said in JUDGED[name]:
                    continue
                codes = ", ".join(JUDGED[name])
                cell = xl_rowcol_to_cell(number - 1, column)
                values = {"cell": cell, "head": heads()[column], "found": said, "codes": codes}
                yield Fault(NO_CODE if said else EMPTY, values)


def _answers(row: Row, coder: int) -> Iterable[tuple[str, int, str]]:
    """What a coder has to answer in a row: after no, nothing else."""
    columns = {name: len(SHOWN) + at * len(CODERS) + coder - 1 for at, name in enumerate(JUDGED)}
    answers = [(name, column, row[column].lower() if column < len(row) else "") for name, column in columns.items()]
    return answers[:1] if answers[0][2] == NO else answers


def _coded(number: int, row: Row) -> Coded:
    drawn = Drawn(**{key: row[column] for column, (key, _, _) in enumerate(SHOWN)})
    return Coded(number, drawn, tuple({name: said for name, _, said in _answers(row, coder)} for coder in CODERS))
