"""Dates, ranges of years and numbered documents are told apart from numbers and from each other."""

import pytest

from ingest.read.dates import find_dates, touches_date
from ingest.read.span import Span

FORMS = [
    ("02-11-2017", ("2017-11-02", 2017, 2017, None), "day first"),
    ("1-1-2015", ("2015-01-01", 2015, 2015, None), "single figures"),
    ("16.04.2012", ("2012-04-16", 2012, 2012, None), "dots"),
    ("op 30 oktober 2017.", ("2017-10-30", 2017, 2017, None), "the month in words"),
    ("1 maart 2031", ("2031-03-01", 2031, 2031, None), "March, which is shortened otherwise"),
    ("3 sept. 2031", ("2031-09-03", 2031, 2031, None), "a short month"),
    ("3 mei", (None, None, None, None), "no year"),
    ("2031-05-03", ("2031-05-03", 2031, 2031, None), "year first"),
    ("05/03/2021", (None, 2021, 2021, None), "either part can be the month"),
    ("31-02-2020", (None, 2020, 2020, None), "a day that does not exist"),
    ("2022-2025", (None, 2022, 2025, None), "a range of years"),
    ("2022 – 2025", (None, 2022, 2025, None), "a range with a long dash"),
    ("2023/2024", (None, 2023, 2024, None), "a school year"),
    ("Berap 2023-2", (None, 2023, 2023, 2), "a document"),
]


@pytest.mark.parametrize(("text", "read", "why"), FORMS, ids=[why for _, _, why in FORMS])
def test_a_date_is_read_in_every_form(text: str, read: tuple[object, ...], why: str) -> None:
    (found,) = find_dates(text, Span(0, len(text)))
    assert (found.date, found.first, found.last, found.sequence) == read, why
    assert touches_date((found,), found.start, found.end)
    assert not touches_date((found,), found.end, found.end + 1)


def test_every_form_has_its_case() -> None:
    assert len(FORMS) == 14


@pytest.mark.parametrize(
    "text", ["1.1.1", "doel 2.2.2", "€ 460.000,-", "2025-2022", "12-345", "038-2022-2025", "3 meisjes"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert list(find_dates(text, Span(0, len(text)))) == []
