"""Rows out of an answer: the engine's results stay in the thread that made them, also when something is raised."""

import gc
import sys
import threading
from collections.abc import Callable

import pytest

from service.engine.engine import QueryFailedError
from service.engine.rows import Table, parse_rows, read_table
from service.web import spreadsheet
from tests.started import wait_for_end

ROW = b'{"x":{"type":"literal","value":"y"}}'
HEAD = b'{"head":{"vars":["x"]},"results":{"bindings":['
BLANK = HEAD + b'{"x":{"type":"bnode","value":"b"}}]}}'
CUT = HEAD + ROW + b","
TWO = HEAD + ROW + b"," + ROW + b"]}}"


def error_of(work: Callable[[], object]) -> Exception:
    """What some work raises in a thread of its own, with its traceback."""
    caught: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            caught.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait_for_end(thread)
    return caught.pop()


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (lambda: parse_rows(BLANK), QueryFailedError),
        (lambda: parse_rows(CUT), QueryFailedError),
        (lambda: parse_rows(b'{"head":{},"boolean":true}'), QueryFailedError),
        (lambda: spreadsheet.workbook(CUT), SyntaxError),
        (lambda: spreadsheet.workbook(TWO), spreadsheet.TooManyRowsError),
    ],
)
def test_an_error_takes_no_results_into_another_thread(
    work: Callable[[], object], expected: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda complaint: complaints.append(str(complaint.exc_value)))
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    error = error_of(work)
    assert type(error) is expected
    del error
    gc.collect()
    assert complaints == []


def test_a_table_is_read_up_to_its_most_rows_and_says_when_it_was_cut() -> None:
    whole, first, cut = read_table(TWO), read_table(TWO, 1), read_table(CUT)
    assert isinstance(whole, Table)
    assert isinstance(first, Table)
    assert isinstance(cut, Table)
    assert [(len(table.rows), table.left) for table in (whole, first, cut)] == [(2, 0), (1, 1), (1, 0)]
    assert (whole.broken, cut.broken is None) == (None, False)
