"""Money tables: the amounts that their cells state, each with its line, year and phase, and what was not understood.

A cell is read only where it is certain in which column it stands and what its row is about; nothing is shifted. Values
stay as they are printed, times the scale of the table: the sign convention of the source changes none of them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from ingest.read.alignment import certain_places
from ingest.read.cells import Cell, CellKind, find_scale, multiplied, read_cell, without_scale
from ingest.read.columns import Meaning, crossed, head_meaning, is_label_head, is_total, label_meaning, time_of
from ingest.read.financial import Amount
from ingest.read.record import Ignored, Section
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.tables import Row, read_grid
from ingest.read.text import Line
from ingest.sources import Source
from ontology.codes import BudgetLine, Phase

Key = tuple[str | None, BudgetLine, int | None, Phase]
ODD_KINDS: Final = frozenset({CellKind.ODD, CellKind.SHARE})


class Reading(msgspec.Struct, frozen=True):
    """What a money table states; `labels` are places that were understood, `unread` those that were not."""

    amounts: tuple[Amount, ...] = ()
    labels: tuple[Span, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unread: tuple[tuple[str, Span], ...] = ()


class _Column(msgspec.Struct, frozen=True):
    """A column by its lowest head; its meaning is None where the head is not known."""

    head: Line
    meaning: Meaning | None


def read_budget(text: str, section: Section, lines: Sequence[Line], source: Source, own: Own) -> Reading:
    """The amounts in the lines of a section with a money table."""
    table = _Table(text, source, own)
    # «--» means an empty list elsewhere, and an empty cell here
    known = [line for line in lines if source.why_ignored(line.text) is None or read_cell(line.text) is not None]
    grid = read_grid(text, known)
    table.ignored += [Ignored(line.start, line.end, "rule of a table") for line in grid.rules]
    table.read_heads(grid.heads, {len(row.filled) for row in grid.rows if row.cells})
    for row in grid.rows:
        table.read_row(row)
    table.close()
    return _scaled(table, section, source)


class _Table:
    """A money table while it is read, row by row: its columns, what the rows below a label are about, what is found."""

    def __init__(self, text: str, source: Source, own: Own) -> None:
        self.text, self.source, self.own = text, source, own
        self.columns: list[_Column] = []
        self.group: Meaning = Meaning()
        self.pending: list[_Column] = []
        self.amounts: list[tuple[Amount, Cell]] = []
        self.taken: set[Key] = set()
        self.odd_heads: set[Line] = set()
        self.scales: list[tuple[int, Span]] = []
        self.labels: list[Span] = []
        self.ignored: list[Ignored] = []
        self.unread: list[tuple[str, Span]] = []

    def read_heads(self, heads: Sequence[Line], widths: set[int]) -> None:
        """The heads of the columns; `widths` are the numbers of cells that the rows have."""
        found = [_Column(head, self._head(head)) for head in heads if not self._is_no_column(head)]
        known = [index for index, column in enumerate(found) if column.meaning is not None]
        if not known:
            self._drop(found)
            return
        inner, behind = found[known[0] : known[-1] + 1], found[known[-1] + 1 :]
        self._drop(found[: known[0]])
        if behind and len(inner) + len(behind) in widths:
            inner += behind
        else:
            self._drop(behind)
        self._set_columns(inner)

    def _head(self, head: Line) -> Meaning | None:
        return head_meaning(head.text, self.source)

    def _is_no_column(self, head: Line) -> bool:
        """Whether a line among the heads is no head of amounts: a scale, the head of the labels, or a label."""
        scale = find_scale(head.text)
        if scale is not None:
            self.scales.append((scale.factor, head.span))
        if head.text and is_label_head(head.text):
            why = "scale of the table" if scale and not without_scale(head.text) else "head of the labels"
            self.ignored.append(Ignored(head.start, head.end, why))
            return True
        meaning = label_meaning(head.text, self.source)
        if meaning is not None and meaning.number is not None:
            self.group = meaning
            self.labels.append(head.span)
            return True
        return False

    def _drop(self, columns: Sequence[_Column]) -> None:
        self.unread += [("unread-line", column.head.span) for column in columns if column.head.text]

    def _set_columns(self, columns: Sequence[_Column]) -> None:
        """These columns, of which two levels of heads are taken together."""
        meanings = crossed([column.meaning for column in columns])
        lowest = columns[len(columns) - len(meanings) :]
        self.columns = [_Column(column.head, meaning) for column, meaning in zip(lowest, meanings, strict=True)]
        for column in columns:
            if column.meaning is not None:
                self.ignored.append(Ignored(column.head.start, column.head.end, "head of a column"))
            elif column.head.text:
                self.unread.append(("odd-column", column.head.span))

    def read_row(self, row: Row) -> None:
        """A row, or a label of the rows below it."""
        if not row.filled:
            if row.label is not None:
                self._read_label(row.label)
            return
        if self.pending:
            self._use_pending()
        meaning = label_meaning(row.label.text, self.source) if row.label else Meaning()
        if row.label is not None and self._is_last_head(row, meaning):
            self._set_columns([*self.columns, _Column(row.label, meaning)])
            row, meaning = Row(None, row.cells, is_placed=row.is_placed), Meaning()
        if row.label is not None and meaning is None and is_total(row.label.text):
            self.ignored += [Ignored(line.start, line.end, "sum of other rows") for line in row.lines]
        elif meaning is None or self._is_ambiguous(meaning):
            self.unread += [("unread-line", line.span) for line in row.lines]
        else:
            self._read_cells(row, meaning)

    def _is_last_head(self, row: Row, meaning: Meaning | None) -> bool:
        """Whether what looks like a label is the last head, of a table whose one row has no label."""
        heads = [column.meaning for column in self.columns]
        return (
            not row.is_placed
            and not self.amounts
            and meaning is not None
            and meaning.only_line
            and all(head is not None and head.only_line for head in heads)
            and len(row.filled) == len(heads) + 1 > 1
        )

    def _is_ambiguous(self, meaning: Meaning) -> bool:
        """Whether a number is one that is counted anew in each programme, so that it says too little."""
        number = meaning.number
        return (
            number is not None and number != self.own.number and self.source.kind_of(number) in self.source.restarting
        )

    def _read_label(self, label: Line) -> None:
        """A line without cells: what the rows below are about, another head, a scale, or a row of empty cells."""
        scale, meaning = find_scale(label.text), label_meaning(label.text, self.source)
        if scale is not None:
            self.scales.append((scale.factor, label.span))
        if scale is not None and is_label_head(label.text):
            self.ignored.append(Ignored(label.start, label.end, "scale of the table"))
        elif is_label_head(label.text):
            self.ignored.append(Ignored(label.start, label.end, "head of the labels"))
        elif meaning is None:
            self.unread.append(("unread-line", label.span))
        elif meaning.number is not None:
            self.group = meaning
            self.labels.append(label.span)
        else:
            self.pending.append(_Column(label, meaning))

    def _use_pending(self) -> None:
        """Take lines that could be heads or empty rows for heads where they name a year or phase, or are several."""
        meanings = [column.meaning for column in self.pending if column.meaning is not None]
        if len(meanings) > 1 or not self.columns or any(meaning.only_time for meaning in meanings):
            self._set_columns(self.pending)
        else:
            self.labels += [column.head.span for column in self.pending]
        self.pending = []

    def close(self) -> None:
        """What is left at the end of the table: rows of empty cells."""
        self.labels += [column.head.span for column in self.pending]

    def _read_cells(self, row: Row, meaning: Meaning) -> None:
        columns = self.columns or ([_Column(row.lines[0], Meaning())] if meaning.line and len(row.filled) == 1 else [])
        places = self._places(row, columns)
        lost = [cell for cell in row.filled if cell not in [placed for placed, _ in places]]
        found = [one for cell, column in places for one in self._amount(cell, column, meaning)]
        keys = {_key(amount) for amount, _ in found}
        if keys & self.taken:
            self.unread += [("unread-line", line.span) for line in row.lines]
            return
        self.taken |= keys
        self.amounts += found
        self.labels += [line.span for line in row.lines]
        if lost:
            self.unread.append(("odd-row", Span(row.lines[0].start, row.lines[-1].end)))
        self._note_oddities(places, found)

    def _note_oddities(self, places: Sequence[tuple[Line, _Column]], found: Sequence[tuple[Amount, Cell]]) -> None:
        """What is odd about the cells and columns of a row that could be placed."""
        self.unread += [
            ("odd-amount", Span(amount.start, amount.end))
            for amount, cell in found
            if cell.kind in ODD_KINDS or len(cell.amounts) > 1
        ]
        read = {amount.start for amount, _ in found}
        for cell, column in places:
            known = column.meaning is not None and not column.meaning.is_share
            if known and cell.start not in read and column.head not in self.odd_heads:
                self.odd_heads.add(column.head)
                self.unread.append(("odd-column", column.head.span))

    def _places(self, row: Row, columns: Sequence[_Column]) -> list[tuple[Line, _Column]]:
        """Each cell with its column, as far as that is certain."""
        if len(columns) == len(row.cells):
            pairs = zip(row.cells, columns, strict=True)
            return [(cell, column) for cell, column in pairs if cell is not None]
        lines = [column.meaning.line for column in columns if column.meaning and column.meaning.only_line]
        known = [line for line in lines if line is not None]
        if len(known) < len(columns) or len(row.filled) > len(columns):
            return []
        read = [read_cell(cell.text) for cell in row.filled]
        if any(cell is None or cell.kind in ODD_KINDS or len(cell.amounts) > 1 for cell in read):
            return []
        amounts = [Decimal(cell.amounts[0] if cell and cell.amounts else 0) for cell in read]
        certain = certain_places(amounts, known, self.source.sign_convention)
        return [(row.filled[cell], columns[column]) for cell, column in certain.items()]

    def _amount(self, cell: Line, column: _Column, meaning: Meaning) -> Iterator[tuple[Amount, Cell]]:
        """The amount of a cell under its head, in a row of this meaning."""
        head = column.meaning
        if head is None or head.is_share:
            return
        whole = _difference(meaning, head)
        if meaning.line is not None and whole.line is not meaning.line:
            return
        time, content = time_of(whole, self.own.document), read_cell(cell.text)
        if whole.line is None or time is None or content is None:
            return
        year, phase = time
        amount = content.amounts[0] if len(content.amounts) == 1 else None
        number = meaning.number or self.group.number
        about = None if number == self.own.number else number
        yield _state(whole.line, amount, cell, (year, phase), about), content


def _difference(row: Meaning, head: Meaning) -> Meaning:
    """What a row and the head of a column mean together; under «Saldo» a row of its own line has its difference."""
    if row.line is not None and head.only_line and head.line is BudgetLine.BALANCE:
        return row.over(Meaning(phase=Phase.DIFFERENCE))
    return head.over(row)


def _state(line: BudgetLine, amount: str | None, cell: Line, time: tuple[int, Phase], number: str | None) -> Amount:
    return Amount(
        line=line,
        amount_eur=amount,
        cell=cell.text,
        year=time[0],
        phase=time[1],
        start=cell.start,
        end=cell.end,
        of=number,
    )


def _key(amount: Amount) -> Key:
    return amount.of, amount.line, amount.year, amount.phase


def _scaled(table: _Table, section: Section, source: Source) -> Reading:
    """The amounts times the scale of the table; as they are printed where that scale can't be true."""
    scales = list(table.scales)
    stated = find_scale(section.heading) if section.heading else None
    if stated is not None and section.heading_span is not None:
        scales.append((stated.factor, section.heading_span))
    factors = {factor for factor, _ in scales} or {1}
    factor = max(factors)
    amounts = [_times(amount, cell, factor) for amount, cell in table.amounts]
    too_large = any(abs(Decimal(amount.amount_eur or 0)) > source.largest_amount for amount in amounts)
    if len(factors) == 1 and not (factor > 1 and too_large):
        return _reading(table, amounts, [])
    return _reading(table, [amount for amount, _ in table.amounts], [("odd-scale", span) for _, span in scales])


def _times(amount: Amount, cell: Cell, factor: int) -> Amount:
    """An amount times the scale of its table, unless its cell has one of its own."""
    if amount.amount_eur is None or cell.is_scaled:
        return amount
    return msgspec.structs.replace(amount, amount_eur=multiplied(amount.amount_eur, factor))


def _reading(table: _Table, amounts: Sequence[Amount], odd: Sequence[tuple[str, Span]]) -> Reading:
    return Reading(tuple(amounts), tuple(table.labels), tuple(table.ignored), (*table.unread, *odd))
