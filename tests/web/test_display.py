"""How values look: Dutch and English notation."""

import pytest

from ontology.language import Language
from service.web.display import amount, date, link, local_path, moment, quantity, stamp

NL, EN = Language.NL, Language.EN


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("348646", NL, "€\N{NO-BREAK SPACE}348.646"),
        ("348646", EN, "€\N{NO-BREAK SPACE}348,646"),
        ("-1250.5", NL, "€\N{NO-BREAK SPACE}\N{MINUS SIGN}1.250,50"),  # cents only where there are any
        ("0", NL, "€\N{NO-BREAK SPACE}0"),
        (None, NL, "\N{EN DASH}"),
    ],
)
def test_an_amount_is_written_in_the_notation_of_the_language(
    value: str | None, language: Language, expected: str
) -> None:
    assert amount(value, language) == expected


def test_dates_are_written_out() -> None:
    assert date("2021-05-03", NL) == "3 mei 2021"
    assert date("2021-05-03T15:20:24", EN) == "3 May 2021"
    assert moment("2021-05-03T15:20:24", NL) == "3 mei 2021, 15:20"
    assert (date("mei 2021", NL), moment("ooit", NL), date(None, NL)) == ("mei 2021", "ooit", "")


def test_a_stamp_of_an_edition_is_a_time_to_people() -> None:
    assert stamp("20310618t150354", Language.NL) == "18 juni 2031, 15:03"
    assert stamp("20310618t150354", Language.EN) == "18 June 2031, 15:03"
    assert stamp("unstamped-1a2b", Language.NL) == "unstamped-1a2b"


def test_quantities_keep_their_decimals() -> None:
    assert (quantity("1250.5", NL), quantity("1250.5", EN), quantity("200", NL)) == ("1.250,5", "1,250.5", "200")


def test_a_thing_of_ours_is_shown_here_and_another_where_it_is() -> None:
    base = "https://doelen.example.org"
    assert local_path(f"{base}/id/goal-version/a/1.1", base) == "/doc/goal-version/a/1.1"
    assert local_path(f"{base}/graph/def", base) == "/graph/def"
    assert link("https://elsewhere.example/x", base) == "https://elsewhere.example/x"
    assert link("javascript:alert(1)", base) is None
