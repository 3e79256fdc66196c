"""Money tables in each form: read where it is certain what a cell means, and said where it is not."""

from decimal import Decimal

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.alignment import certain_places
from ingest.read.financial import Amount
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.sources import builtin_sources
from ontology.codes import BudgetLine, SignConvention

FOOTER = "Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"
HEAD = {
    "begroting": "Begroting 2031\nportal\n\nDomeinen\n\nSociaal domein\n\nBeschrijving doel 2.2.2 We zorgen\n\nTekst.\n\nOverzicht baten en lasten",
    "jaarverslag": "Jaarstukken 2030\nportal\n\nDomeinen\n\nSociaal domein\n\nBeschrijving doel 2.2.2 We zorgen\n\nTekst.\n\nOverzicht baten en lasten",
}
YEARS = {"begroting": 2031, "jaarverslag": 2030}
E, R, B = "expenditure", "revenue", "balance"


def read(*lines: str, kind: str = "begroting") -> Record:
    text = "\n\n".join((HEAD[kind], *lines, FOOTER))
    address = f"https://zwolle.{kind}-{YEARS[kind]}.nl/p1/doel-2-2-2-proef"
    return read_page(text.encode(), origin(Sidecar(source=address), None), builtin_sources()["zwolle"])


def amounts(record: Record) -> list[tuple[str, str | None, int | None, str]]:
    return [(a.line, a.amount_eur, a.year, a.phase) for a in record.budget]


def issues(record: Record) -> list[tuple[str, str]]:
    return [(i.code, record.text[i.start or 0 : i.end]) for i in record.issues]


def test_amounts_stay_as_they_are_printed_whatever_the_sign_convention_says() -> None:
    record = read("Lasten", "Baten", "Saldo", "Doel 2.2.2", "348.646", "- 500", "349.146-")
    assert builtin_sources()["zwolle"].sign_convention == "expenditure-minus-revenue"
    assert [a.amount_eur for a in record.budget] == ["348646", "-500", "-349146"]
    assert issues(record) == []


@pytest.mark.parametrize("cell", ["p.m.", "-PM", "-", "--"])
def test_a_cell_that_gives_no_amount_keeps_its_text(cell: str) -> None:
    record = read("Lasten", "Baten", "Doel 2.2.2", "348.646", cell)
    assert [(a.cell, a.amount_eur) for a in record.budget] == [("348.646", "348646"), (cell, None)]
    assert issues(record) == []


def test_rows_of_other_goals_are_amounts_of_those_goals() -> None:
    record = read("Lasten", "Baten", "Doel 2.2.1 Proef", "100", "50", "Doel 2.2.2", "10", "20", "Programma 2", "1", "2")
    assert [(a.of, a.line, a.amount_eur) for a in record.budget] == [
        ("2.2.1", E, "100"), ("2.2.1", R, "50"), (None, E, "10"), (None, R, "20"), ("2", E, "1"), ("2", R, "2"),
    ]  # fmt: skip
    assert issues(record) == []


def test_a_row_with_the_sum_of_the_others_is_left_out() -> None:
    record = read("Lasten", "Baten", "Doel 2.2.2", "10", "20", "Totaal", "110", "70")
    assert [a.amount_eur for a in record.budget] == ["10", "20"]
    assert issues(record) == []
    assert [one.why for one in record.ignored].count("sum of other rows") == 3


def test_lines_as_rows_and_years_as_columns() -> None:
    record = read(
        "Rekening 2029",
        "Begroting 2030",
        "Raming 2031",
        "2032",
        "Lasten",
        "1",
        "2",
        "3",
        "4",
        "Baten",
        "5",
        "6",
        "7",
        "8",
    )
    assert amounts(record) == [
        (E, "1", 2029, "executed"), (E, "2", 2030, "original"), (E, "3", 2031, "original"), (E, "4", 2032, "original"),
        (R, "5", 2029, "executed"), (R, "6", 2030, "original"), (R, "7", 2031, "original"), (R, "8", 2032, "original"),
    ]  # fmt: skip
    assert issues(record) == []


def test_the_phases_of_the_accounts() -> None:
    record = read(
        "Bedragen x € 1.000", "Primitieve begroting", "Begroting na wijziging", "Realisatie", "Verschil",
        "Lasten", "10", "11", "12", "1 N", "Baten", "5", "5", "6", "1 V",
        kind="jaarverslag",
    )  # fmt: skip
    assert amounts(record) == [
        (E, "10000", 2030, "original"), (E, "11000", 2030, "revised"), (E, "12000", 2030, "executed"),
        (E, "-1000", 2030, "difference"), (R, "5000", 2030, "original"), (R, "5000", 2030, "revised"),
        (R, "6000", 2030, "executed"), (R, "1000", 2030, "difference"),
    ]  # fmt: skip
    assert issues(record) == []


def test_under_saldo_a_row_of_its_own_line_has_its_difference() -> None:
    record = read("Begroting 2030", "Rekening 2030", "Saldo", "Lasten", "10", "12", "-2", kind="jaarverslag")
    assert amounts(record) == [(E, "10", 2030, "original"), (E, "12", 2030, "executed"), (E, "-2", 2030, "difference")]


def test_a_column_with_percentages_is_passed_over() -> None:
    record = read("Begroting 2030", "Rekening 2030", "Verschil in %", "Lasten", "10", "12", "20%", kind="jaarverslag")
    assert [a.amount_eur for a in record.budget] == ["10", "12"]
    assert issues(record) == []


def test_two_levels_of_heads() -> None:
    lower = ("Lasten", "Baten")
    record = read("Begroting 2031", "Raming 2032", *lower, *lower, "Doel 2.2.2", "1", "2", "3", "4")
    assert amounts(record) == [
        (E, "1", 2031, "original"), (R, "2", 2031, "original"), (E, "3", 2032, "original"), (R, "4", 2032, "original"),
    ]  # fmt: skip
    record = read("Begroting 2031", *lower, "Doel 2.2.2", "1", "2")
    assert amounts(record) == [(E, "1", 2031, "original"), (R, "2", 2031, "original")]
    assert issues(record) == []


def test_a_label_without_cells_says_what_the_rows_below_it_are_about() -> None:
    record = read("2031", "2032", "Doel 2.2.1", "Lasten", "1", "2", "Doel 2.2.2", "Lasten", "3", "4", "Baten", "5", "6")
    assert [(a.of, a.line, a.year, a.amount_eur) for a in record.budget] == [
        ("2.2.1", E, 2031, "1"), ("2.2.1", E, 2032, "2"), (None, E, 2031, "3"), (None, E, 2032, "4"),
        (None, R, 2031, "5"), (None, R, 2032, "6"),
    ]  # fmt: skip
    assert issues(record) == []


def test_two_tables_under_one_heading() -> None:
    record = read("Lasten", "Baten", "Doel 2.2.2", "1", "2", "Raming 2032", "Raming 2033", "Lasten", "3", "4")
    assert amounts(record) == [
        (E, "1", 2031, "original"), (R, "2", 2031, "original"), (E, "3", 2032, "original"), (E, "4", 2033, "original"),
    ]  # fmt: skip
    assert issues(record) == []


def test_lines_under_each_other_without_any_head() -> None:
    record = read("Lasten", "348.646", "Baten", "0", "Saldo", "348.646")
    assert amounts(record) == [
        (E, "348646", 2031, "original"), (R, "0", 2031, "original"), (B, "348646", 2031, "original"),
    ]  # fmt: skip
    assert issues(record) == []


def test_one_row_without_a_label() -> None:
    record = read("Lasten", "Baten", "Saldo", "5", "2", "3")
    assert [(a.line, a.amount_eur) for a in record.budget] == [(E, "5"), (R, "2"), (B, "3")]
    assert issues(record) == []


MARKDOWN = "| | Lasten | Baten | Saldo |\n|---|---:|---:|---|\n| Doel 2.2.2 | 348.646 | | 348.646 |"
TABS = "\tLasten\tBaten\tSaldo\nDoel 2.2.2\t348.646\t\t348.646"
TRAILING = "Doel\tLasten\tSaldo\tBaten\nDoel 2.2.2\t348.646\t348.646\t"
BARE = "Lasten | Baten | Saldo\n--- | --- | ---\nDoel 2.2.2 | 348.646 | | 348.646"


@pytest.mark.parametrize(
    "table", [MARKDOWN, TABS, TRAILING, BARE], ids=["markdown", "tabs", "trailing tab", "no edges"]
)
def test_cells_that_are_parted_by_a_sign_stay_in_their_columns(table: str) -> None:
    record = read(table)
    assert {(a.line, a.amount_eur) for a in record.budget} == {(E, "348646"), (B, "348646")}
    assert issues(record) == []


def test_two_levels_of_heads_that_are_parted_by_a_sign() -> None:
    record = read(
        "| | Begroting 2031 | | Raming 2032 | |\n| | Lasten | Baten | Lasten | Baten |\n|---|---|---|---|---|\n| Doel 2.2.2 | 1 | 2 | 3 | 4 |"
    )
    assert [(a.line, a.year, a.amount_eur) for a in record.budget] == [
        (E, 2031, "1"), (R, 2031, "2"), (E, 2032, "3"), (R, 2032, "4"),
    ]  # fmt: skip
    assert issues(record) == []


def test_of_a_row_with_lost_cells_the_sums_say_where_the_others_stand() -> None:
    record = read("Lasten", "Baten", "Saldo", "Doel 2.2.2", "500", "-500")
    assert [(a.line, a.amount_eur) for a in record.budget] == [(R, "500"), (B, "-500")]
    assert issues(record) == []


def test_where_the_sums_allow_two_placings_nothing_is_read() -> None:
    heads = ("Lasten", "Baten", "Saldo", "Toevoeging aan reserves", "Onttrekking aan reserves", "Geraamd resultaat")
    record = read(*heads, "Doel 2.2.2", "100", "100")
    assert record.budget == ()
    assert issues(record) == [("odd-row", "Doel 2.2.2\n\n100\n\n100")]


def test_only_the_cells_that_are_certain_are_read_and_the_others_said() -> None:
    heads = ("Lasten", "Baten", "Saldo", "Toevoeging aan reserves", "Onttrekking aan reserves", "Geraamd resultaat")
    result_or_withdrawal = read(*heads, "Doel 2.2.2", "348.646", "348.646", "348.646")
    assert [(a.line, a.amount_eur) for a in result_or_withdrawal.budget] == [(E, "348646"), (B, "348646")]
    assert [code for code, _ in issues(result_or_withdrawal)] == ["odd-row"]
    record = read(
        "Lasten",
        "Baten",
        "Saldo",
        "Toevoeging aan reserves",
        "Onttrekking aan reserves",
        "Doel 2.2.2",
        "5",
        "2",
        "3",
        "9",
    )
    assert [(a.line, a.amount_eur) for a in record.budget] == [(E, "5"), (R, "2"), (B, "3")]
    assert [code for code, _ in issues(record)] == ["odd-row"]


@pytest.mark.parametrize("cells", [("1",), ("1", "2", "3")])
def test_a_row_with_another_number_of_cells_is_not_shifted(cells: tuple[str, ...]) -> None:
    record = read("2031", "2032", "Lasten", *cells)
    assert record.budget == ()
    assert [code for code, _ in issues(record)] == ["odd-row"]


def test_two_amounts_in_one_cell_are_no_amount() -> None:
    record = read("| | Lasten | Baten |\n|---|---|---|\n| Doel 2.2.2 | 20.000 30.000 | 5 |")
    assert [(a.cell, a.amount_eur) for a in record.budget] == [("20.000 30.000", None), ("5", "5")]
    assert issues(record) == [("odd-amount", "20.000 30.000")]
    broken = read("Lasten", "Baten", "Doel 2.2.2", "20.000\n30.000", "5")
    assert (broken.budget, [code for code, _ in issues(broken)]) == ((), ["odd-row"])


def test_a_fault_of_the_portal_is_no_amount() -> None:
    record = read("Lasten", "Baten", "Doel 2.2.2", "5,71277434833189E+15%", "5")
    assert [(a.cell, a.amount_eur) for a in record.budget] == [("5,71277434833189E+15%", None), ("5", "5")]
    assert issues(record) == [("odd-amount", "5,71277434833189E+15%")]


@pytest.mark.parametrize("scale", ["(x € 1.000)", "bedragen x 1.000", "in duizenden euro's"])
def test_amounts_are_multiplied_by_the_scale_of_their_table(scale: str) -> None:
    record = read(scale, "Lasten", "Baten", "Doel 2.2.2", "1.250", "€ 1,5 mln")
    assert [(a.cell, a.amount_eur) for a in record.budget] == [("1.250", "1250000"), ("€ 1,5 mln", "1500000")]
    assert issues(record) == []


@pytest.mark.parametrize("words", [" (x € 1.000)", " x € 1.000", " (bedragen x 1.000)"])
def test_a_scale_in_the_heading_is_that_of_the_table(words: str) -> None:
    text = "\n\n".join((f"{HEAD['begroting']}{words}", "Lasten", "Baten", "Doel 2.2.2", "1", "2", FOOTER))
    said = Sidecar(source="https://zwolle.begroting-2031.nl/p1/doel-2-2-2-proef")
    record = read_page(text.encode(), origin(said, None), builtin_sources()["zwolle"])
    assert [a.amount_eur for a in record.budget] == ["1000", "2000"]
    assert issues(record) == []


def test_a_scale_in_the_head_of_a_column_is_that_of_the_table() -> None:
    record = read("Lasten x € 1.000", "Baten x € 1.000", "Doel 2.2.2", "1", "2")
    assert [a.amount_eur for a in record.budget] == ["1000", "2000"]
    assert issues(record) == []


def test_a_scale_that_cannot_be_true_is_said_and_not_used() -> None:
    record = read("x € 1.000", "Lasten", "Baten", "Doel 2.2.2", "348.646.000", "5.000")
    assert [a.amount_eur for a in record.budget] == ["348646000", "5000"]
    assert issues(record) == [("odd-scale", "x € 1.000")]


def test_two_scales_are_said_and_not_used() -> None:
    record = read("Lasten x € 1.000", "Baten x € 1", "Doel 2.2.2", "1", "2")
    assert [a.amount_eur for a in record.budget] == ["1", "2"]
    assert [code for code, _ in issues(record)] == ["odd-scale", "odd-scale"]


@pytest.mark.parametrize("head", ["2028", "Rekening", "Mutatie"])
def test_a_column_of_an_uncertain_year_phase_or_line_is_said(head: str) -> None:
    record = (
        read(head, "Begroting 2031", "Lasten", "1", "2")
        if head != "Mutatie"
        else read("Begroting 2031", head, "Raming 2032", "Lasten", "2", "1", "3")
    )
    assert ("2", 2031) in [(a.amount_eur, a.year) for a in record.budget]
    assert "1" not in [a.amount_eur for a in record.budget]
    assert issues(record) == [("odd-column", head)]


def test_a_row_about_something_unknown_is_said() -> None:
    record = read("Lasten", "Baten", "Doel 2.2.2", "1", "2", "Personeel", "3", "4")
    assert [a.amount_eur for a in record.budget] == ["1", "2"]
    assert issues(record) == [("unread-line", "Personeel"), ("unread-line", "3"), ("unread-line", "4")]


def test_amounts_stand_where_they_say() -> None:
    record = read(MARKDOWN)
    assert len(record.budget) == 2
    assert all(stands(record, amount) for amount in record.budget)


def stands(record: Record, amount: Amount) -> bool:
    return record.text[amount.start : amount.end] == amount.cell


@pytest.mark.parametrize(
    ("convention", "cells", "places"),
    [
        (SignConvention.EXPENDITURE_MINUS_REVENUE, (500, -500), {0: 1, 1: 2}),
        (SignConvention.REVENUE_MINUS_EXPENDITURE, (500, -500), {0: 0, 1: 2}),
        (SignConvention.EXPENDITURE_MINUS_REVENUE, (500, 500), {0: 0}),
        (SignConvention.REVENUE_MINUS_EXPENDITURE, (500, 500), {}),
        (SignConvention.EXPENDITURE_MINUS_REVENUE, (7,), {}),
    ],
)
def test_lost_cells_are_placed_by_the_sign_convention(
    convention: SignConvention, cells: tuple[int, ...], places: dict[int, int]
) -> None:
    lines = (BudgetLine.EXPENDITURE, BudgetLine.REVENUE, BudgetLine.BALANCE)
    assert certain_places([Decimal(cell) for cell in cells], lines, convention) == places


def test_without_a_sum_no_lost_cell_is_placed() -> None:
    lines = (BudgetLine.EXPENDITURE, BudgetLine.REVENUE)
    assert certain_places([Decimal(5)], lines, SignConvention.EXPENDITURE_MINUS_REVENUE) == {}


def test_a_budget_shows_the_amended_budget_and_the_accounts_of_the_years_before() -> None:
    record = read("2029", "2030", "2031", "2032", "Lasten", "1", "2", "3", "4")
    assert [(one.year, one.phase) for one in record.budget] == [
        (2029, "executed"),
        (2030, "revised"),
        (2031, "original"),
        (2032, "original"),
    ]


def test_the_head_of_the_labels_opens_no_section() -> None:
    record = read("Omschrijving", "Begroting 2031", "Rekening 2031", "Lasten", "10", "9")
    assert [(one.phase, one.amount_eur) for one in record.budget] == [("original", "10"), ("executed", "9")]


def test_a_scale_between_a_heading_and_its_repetition_holds_for_the_table() -> None:
    intro = "In het overzicht baten en lasten is het budget per doel weergegeven."
    record = read(intro, "Bedragen x € 1.000", "Overzicht baten en lasten", "Lasten", "Baten", "Doel 2.2.2", "12", "3")
    assert [one.amount_eur for one in record.budget] == ["12000", "3000"]
    assert [section.kind for section in record.sections].count("budget") == 1
