"""Targets are read from the words of criteria and descriptions, and dates, years and ages are not taken for them."""

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.page import read_page
from ingest.read.span import Span
from ingest.read.targets import find_shares, find_targets
from ingest.sources import builtin_sources

# words -> comparator, value, unit, period, baseline, direction, year
FORMS = [
    ("minimaal 200 mensen per jaar", ("at-least", "200", "mensen", "year", None, None, None)),
    ("ten minste 1.500 banen", ("at-least", "1500", "banen", None, None, None, None)),
    ("minstens 8,5 procent", ("at-least", "8.5", "procent", None, None, None, None)),
    ("hoogstens tien meldingen per maand", ("at-most", "10", "meldingen", "month", None, None, None)),
    ("ten hoogste 4%", ("at-most", "4", "%", None, None, None, None)),
    ("maximaal € 5,5 miljoen in 2031", ("at-most", "5500000", "€", None, None, None, 2031)),
    ("ten minste twee scholen eind 2031", ("at-least", "2", "scholen", None, None, None, 2031)),
    ("minimaal een keer per jaar", ("at-least", "1", "keer", "year", None, None, None)),
    ("In 2031 doen ten minste twee scholen mee", ("at-least", "2", "scholen", None, None, None, 2031)),
    ("niet meer dan 12 in 2031", ("at-most", "12", None, None, None, None, 2031)),
    ("stijgt naar minimaal 80 procent", ("at-least", "80", "procent", None, None, "up", None)),
    ("van 60% naar 70% in 2031", ("equals", "70", "%", None, "60", "up", 2031)),
    ("van 12 naar 8 incidenten", ("equals", "8", "incidenten", None, "12", "down", None)),
    ("stijgt van 7,2 naar 7,5.", ("equals", "7.5", None, None, "7.2", "up", None)),
    ("stijgt met 5%", ("increase", "5", "%", None, None, "up", None)),
    ("daalt met 5% per jaar", ("decrease", "5", "%", "year", None, "down", None)),
    ("het verzuim neemt met 2 procent af", ("decrease", "2", "procent", None, None, "down", None)),
    ("daling van het verzuim tot 4%", ("equals", "4", "%", None, None, "down", None)),
    ("waarderen de buurt met een 7,5 of hoger.", ("at-least", "7.5", None, None, None, None, None)),
    ("rapportcijfer van een 8 in 2031", ("equals", "8", None, None, None, None, 2031)),
]


@pytest.mark.parametrize(("text", "read"), FORMS)
def test_a_target_is_read_in_every_form(text: str, read: tuple[object, ...]) -> None:
    (found,) = find_targets(text, Span(0, len(text)))
    direction = found.direction and str(found.direction)
    told = (str(found.comparator), found.value, found.unit, found.period, found.baseline, direction, found.year)
    assert told == read
    assert text[found.start : found.end] == found.exact
    if found.year_span:
        assert text[found.year_span.start : found.year_span.end] == str(found.year)


def test_every_form_of_a_target_has_its_case() -> None:
    assert len(FORMS) == 20


@pytest.mark.parametrize(
    "text",
    [
        "minimaal 1-1-2031",
        "uiterlijk 16.04.2031, ten minste 2031",
        "van 2021 naar 2022",
        "van doel 1.1.1 naar 2.1.1",
        "minstens zo belangrijk als 5 jaar geleden",
        "minimaal een goed plan",
        "een 1,5 meter brede stoep",
        "zie minimaal 2.1.3",
        "70% van de inwoners",
    ],
)
def test_what_is_no_target_is_none(text: str) -> None:
    assert list(find_targets(text, Span(0, len(text)))) == []


def test_a_bare_percentage_is_a_target_in_criteria_only() -> None:
    text = "70% van de inwoners doet mee, 80 procent of meer is tevreden"
    found = [(str(one.comparator), one.value, one.unit) for one in find_shares(text, Span(0, len(text)))]
    assert found == [("equals", "70", "%"), ("at-least", "80", "procent")]
    page = f"Begroting 2031\n\nBeschrijving doel 2.2.2 We zorgen\n\nNu {text}.\n\nCriteria\n\nZodanig dat:\n\n• {text}."
    record = read_page(page.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])
    assert [(one.value, one.element and one.element.list) for one in record.targets] == [
        ("70", "criteria"),
        ("80", "criteria"),
    ]
