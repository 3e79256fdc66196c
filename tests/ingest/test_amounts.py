"""Amounts of money in running text and in cells, in each form in which pages print them."""

import pytest

from ingest.read.amounts import find_money
from ingest.read.cells import CellKind, cell_amount, find_scale, read_cell, without_scale


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[money.start : money.end], money.amount_eur) for money in find_money(text, 0, len(text))]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("€ 460.000,-", "460000"),
        ("€ 460.000,--", "460000"),
        ("€ 460.000,=", "460000"),
        ("€ 460.000", "460000"),
        ("€460000", "460000"),
        ("€\u00a0460\u202f000", "460000"),
        ("€ 460\u2009000", "460000"),
        ("€ 8,7 miljoen", "8700000"),
        ("€ 1,1 mln.", "1100000"),
        ("€ 2 miljard", "2000000000"),
        ("€ 300 duizend", "300000"),
        ("€ 50k", "50000"),
        ("€ 12,50", "12.5"),
        ("€ 1,125 miljoen", "1125000"),
        ("€ 8,7 Miljoen", "8700000"),
        ("€ 1.234.567,89", "1234567.89"),
        ("€ -5.577", "-5577"),
        ("-€ 5.577", "-5577"),
        ("EUR 5.000", "5000"),
        ("460.000 euro", "460000"),
        ("460.000,- euro", "460000"),
        ("1,1 mln euro", "1100000"),
        ("8,7 miljoen euro", "8700000"),
        ("5.000 EUR", "5000"),
    ],
)
def test_an_amount_is_understood_in_running_text(words: str, amount: str) -> None:
    assert found(f"een bijdrage ad {words} voor iedereen") == [(words, amount)]
    assert found(f"Lagere uitgaven {words}") == [(words, amount)]


@pytest.mark.parametrize(
    "words",
    [
        "€ 1 à 2 miljoen",
        "€ 5.000 à € 6.000",
        "€ 5.000 tot € 10.000",
        "€ 1 tot 2 mln",
        "€ 5.000-6.000",
        "€ 5.000 of € 6.000",
        "€ 1.2",
        "€ 12.34",
        "€ 1,125",
        "€ 1.2.3",
        "€ 12,5",
        "€ 460,000",
        "€ 1.1111",
        "€ 5,71277434833189E+15",
        "1.2.3 euro",
    ],
)
def test_a_range_or_a_doubtful_form_is_money_without_an_amount(words: str) -> None:
    assert found(f"kosten van {words}, ongeveer") == [(words, None)]


def test_the_ends_of_what_lies_between_are_one_range_and_two_amounts_are_two() -> None:
    assert found("tussen € 5.000 en € 6.000") == [("€ 5.000 en € 6.000", None)]
    assert found("eerst € 5.000 en later € 6.000") == [("€ 5.000", "5000"), ("€ 6.000", "6000")]
    assert found("€ 5.000 en € 6.000") == [("€ 5.000", "5000"), ("€ 6.000", "6000")]


@pytest.mark.parametrize(
    "words", ["in 2031", "5,71277434833189E+15%", "200 mensen", "doel 1.1.2", "12-12-2031", "2 miljoen inwoners"]
)
def test_a_number_without_a_currency_is_no_money(words: str) -> None:
    assert found(f"ongeveer {words} erbij") == []


def test_a_year_behind_an_amount_is_no_end_of_a_range() -> None:
    assert found("€ 5.000 tot 2032") == [("€ 5.000", "5000")]
    assert found("€ 5.000 - 2031") == [("€ 5.000", "5000")]


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("€ 335.000 V", "advantage"),
        ("€ 335.000 N.", "disadvantage"),
        ("€ 335.000 (N)", "disadvantage"),
        ("€ 335.000 (v)", "advantage"),
        ("€ 335.000 N.v.t.", None),
        ("€ 335.000 V/N", None),
        ("€ 335.000 Vanaf", None),
        ("€ 335.000 n", None),
    ],
)
def test_a_letter_behind_an_amount_says_on_which_side_it_is(words: str, side: str | None) -> None:
    (money,) = find_money(words, 0, len(words))
    assert (money.amount_eur, money.side, words[money.start : money.end]) == ("335000", side, "€ 335.000")


@pytest.mark.parametrize("words", ["Lagere uitgaven€ 18.500", "€ 18.500Lagere uitgaven"])
def test_an_amount_is_understood_where_words_are_glued_to_it(words: str) -> None:
    assert found(words) == [("€ 18.500", "18500")]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("348.646", "348646"),
        ("0", "0"),
        ("348 646", "348646"),
        ("348\u202f646", "348646"),
        ("- 543", "-543"),
        ("−543", "-543"),
        ("4.977-", "-4977"),
        ("500 -/-", "-500"),
        ("+ 40", "40"),
        ("€ -5.577", "-5577"),
        ("-€ 5.577", "-5577"),
        ("€ 460.000,-", "460000"),
        ("€ 335.000 V", "335000"),
        ("€ 335.000 N", "-335000"),
        ("335.000 (N)", "-335000"),
        ("1,1 mln", "1100000"),
        ("348,6", "348.6"),
        ("12,50", "12.5"),
        ("EUR 500", "500"),
    ],
)
def test_a_cell_with_an_amount(cell: str, amount: str) -> None:
    assert cell_amount(cell) == amount


@pytest.mark.parametrize("cell", ["", "-", "--", "–", "€ -", "p.m.", "P.M.", "pm", "-PM", "- PM", "n.v.t."])
def test_a_cell_that_gives_no_amount(cell: str) -> None:
    found = read_cell(cell)
    assert found is not None
    assert (found.kind, found.amounts) == (CellKind.NOTHING, ())


@pytest.mark.parametrize("cell", ["5,71277434833189E+15%", "348,646", "1.2345", "(543)", "12-12-2031", "20 000 30 000"])
def test_a_cell_with_figures_in_a_form_that_is_not_understood(cell: str) -> None:
    found = read_cell(cell)
    assert found is not None
    assert (found.kind, cell_amount(cell)) == (CellKind.ODD, None)


@pytest.mark.parametrize("cell", ["20.000 30.000", "€ 20.000\n€ 30.000", "20.000 / 30.000"])
def test_a_cell_with_two_amounts_has_no_single_one(cell: str) -> None:
    found = read_cell(cell)
    assert found is not None
    assert (found.amounts, cell_amount(cell)) == (("20000", "30000"), None)


def test_words_and_numbers_of_goals_are_no_cells() -> None:
    assert [read_cell(words) for words in ("Lasten", "2.2.2", "2.1", "V", "1a")] == [None] * 5
    assert read_cell("47,7 %") is not None


@pytest.mark.parametrize(
    ("words", "factor", "rest"),
    [
        ("x € 1.000", 1000, ""),
        ("(x 1.000)", 1000, ""),
        ("in € 1.000", 1000, ""),
        ("Bedragen x € 1.000", 1000, ""),
        ("Lasten (x € 1.000)", 1000, "Lasten"),
        ("x 1 miljoen", 1_000_000, ""),
        ("in duizenden euro's", 1000, ""),
        ("bedragen in euro’s", 1, ""),
        ("x € 1", 1, ""),
    ],
)
def test_a_scale_is_understood(words: str, factor: int, rest: str) -> None:
    scale = find_scale(words)
    assert scale is not None
    assert (scale.factor, without_scale(words)) == (factor, rest)


@pytest.mark.parametrize("words", ["in 2031", "in 1 keer", "max 1", "Lasten", "in 1.500 gevallen"])
def test_what_is_no_scale(words: str) -> None:
    assert find_scale(words) is None
