"""What a review finds of amounts, and what it must not find: balances, totals, and deviations that shift money."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ontology.codes import BudgetLine, Effect, Phase, Recurrence, SignConvention
from service.answers.labels import Named
from service.answers.review.finding import Kind, Place, Severity
from service.answers.review.money import Cell, Shift
from service.answers.review.shifting import moving_money
from service.answers.review.sums import not_adding_up
from tests.web.review_pages import BUDGET, REPORT, Sheet, findings_of, make_dataset, review_of, told

PLAIN = "Niets."
EVEN = ("500", "100", "400", "0", "0", "400")


def cell(line: BudgetLine, amount: str, sign: SignConvention | None) -> Cell:
    return Cell("goal", line, 2031, Phase.ORIGINAL, Decimal(amount), sign, Place("goal", "page", 0, 1))


EMR, RME = SignConvention.EXPENDITURE_MINUS_REVENUE, SignConvention.REVENUE_MINUS_EXPENDITURE
# expenditure, revenue, balance, sign, severity, why
SUMS = [
    ("500", "100", "400", EMR, None, "expenditure minus revenue"),
    ("500", "100", "-400", RME, None, "revenue minus expenditure"),
    ("500", "100", "-400", EMR, Severity.ERROR, "the sign of the other convention"),
    ("500", "100", "400", RME, Severity.ERROR, "the sign of the other convention"),
    ("500", "100", "400", None, None, "no convention, one way round"),
    ("500", "100", "-400", None, None, "no convention, the other way round"),
    ("500", "100", "450", None, Severity.ERROR, "no convention, and neither fits"),
    ("500", "100", "401", EMR, Severity.NOTICE, "one euro may be rounding"),
    ("500", "100", "402", EMR, Severity.ERROR, "two euro of three amounts is no rounding"),
    ("500000", "100000", "401000", EMR, Severity.NOTICE, "in thousands one thousand may be rounding"),
    ("500000", "100000", "402000", EMR, Severity.ERROR, "in thousands two thousand is none"),
    ("500000", "100001", "401000", EMR, Severity.ERROR, "amounts in euro are not rounded to thousands"),
    ("0", "0", "0", EMR, None, "nothing at all"),
    ("10.25", "0.25", "10", EMR, None, "cents"),
]


@pytest.mark.parametrize(("expenditure", "revenue", "balance", "sign", "severity", "why"), SUMS)
def test_a_balance_is_what_its_document_counts(
    expenditure: str, revenue: str, balance: str, sign: SignConvention | None, severity: Severity | None, why: str
) -> None:
    lines = {BudgetLine.EXPENDITURE: expenditure, BudgetLine.REVENUE: revenue, BudgetLine.BALANCE: balance}
    found = list(not_adding_up([cell(line, amount, sign) for line, amount in lines.items()]))
    assert [finding.severity for finding in found] == ([] if severity is None else [severity]), why


def test_thousands_are_a_unit_only_where_the_whole_document_has_them() -> None:
    lines = {BudgetLine.EXPENDITURE: "5000", BudgetLine.REVENUE: "1000", BudgetLine.BALANCE: "3000"}
    wrong = [cell(line, amount, EMR) for line, amount in lines.items()]
    elsewhere = replace(cell(BudgetLine.EXPENDITURE, "348646", EMR), version="other")
    assert [finding.severity for finding in not_adding_up(wrong)] == [Severity.NOTICE]
    assert [finding.severity for finding in not_adding_up([*wrong, elsewhere])] == [Severity.ERROR]


def test_the_table_of_sums_is_whole() -> None:
    assert len(SUMS) == 14


def test_a_sum_with_a_missing_line_is_not_made() -> None:
    lines = {BudgetLine.EXPENDITURE: "500", BudgetLine.BALANCE: "1"}
    assert not list(not_adding_up([cell(line, amount, EMR) for line, amount in lines.items()]))


def test_sums_name_their_cells(tmp_path: Path) -> None:
    sheets = [Sheet("1.1.1", money=("500", "100", "450", "10", "5", "455")), Sheet("1.1.2", money=EVEN)]
    report = review_of(make_dataset(tmp_path, sheets), BUDGET)
    assert told(report) == {
        "1.1.1": [
            "saldo 2031 (primitief): er staat €\N{NO-BREAK SPACE}450, en lasten min baten is €\N{NO-BREAK SPACE}400; verschil €\N{NO-BREAK SPACE}50"
        ]
    }
    (finding,) = findings_of(report)["1.1.1"]
    assert [place.exact for place in finding.places] == ["450", "500", "100"]


def test_totals_are_compared_where_all_goals_are_loaded(tmp_path: Path) -> None:
    goals = [Sheet("1.1.1", money=EVEN), Sheet("1.1.2", money=EVEN), Sheet("1.2.1", money=EVEN), Sheet("1.2.2")]
    ambitions = [
        Sheet("1.1", money=("1.100", "200", "900", "0", "0", "900")),
        Sheet("1.2", money=("9.999", "0", "9.999", "0", "0", "9.999")),
    ]
    report = review_of(make_dataset(tmp_path, [*goals, *ambitions]), BUDGET)
    assert [message.partition(" (")[0] for message in told(report, Kind.TOTAL)["1.1"]] == [
        "lasten 2031",
        "saldo 2031",
        "geraamd resultaat 2031",
    ]
    assert list(told(report, Kind.TOTAL)) == ["1.1"], "1.2.2 has no amounts, so nothing is said of 1.2"
    total = findings_of(report)["1.1"][0]
    assert total.message.nl.endswith(
        "er staat €\N{NO-BREAK SPACE}1.100, en de 2 doelen eronder samen zijn €\N{NO-BREAK SPACE}1.000; verschil €\N{NO-BREAK SPACE}100"
    )
    assert [place.exact for place in total.places] == ["1.100", "500", "500"]


@pytest.mark.parametrize(
    ("listed", "compared"), [(("1.1.1", "1.1.2"), True), (("1.1.1", "1.1.2", "1.1.3"), False), ((), False)]
)
def test_totals_of_an_incomplete_document_are_compared_where_the_page_lists_what_is_loaded(
    tmp_path: Path,
    listed: tuple[str, ...],
    compared: bool,  # noqa: FBT001 - a column of the table
) -> None:
    sheets = [
        Sheet("1.1.1", money=EVEN),
        Sheet("1.1.2", money=EVEN),
        Sheet("1.1", money=("1.100", "200", "900", "0", "0", "900"), listed=listed),
    ]
    report = review_of(make_dataset(tmp_path, sheets, complete=False), BUDGET)
    assert bool(told(report, Kind.TOTAL)) is compared


def shift(effect: Effect, on: str | None, amount: str | None) -> Shift:
    affects = None if on is None else Named(on, f"Doel {on} (Bedenkum)")
    eur = None if amount is None else Decimal(amount)
    return Shift(
        "1", "d", "Potje", "Budgettair neutraal", affects, effect, eur, Recurrence.ONE_OFF, Place("1", "p", 0, 1)
    )


LOSS, GAIN = Effect.DISADVANTAGE, Effect.ADVANTAGE
SHIFTS = [
    ([(LOSS, "1", "500"), (GAIN, "2", "500")], "nadeel van € 500 (incidenteel) op doel 1; voordeel van € 500 (incidenteel) op doel 2", "from one to another"),
    ([(GAIN, "2", "300"), (LOSS, "1", "500")], "nadeel van € 500 (incidenteel) op doel 1; voordeel van € 300 (incidenteel) op doel 2; nadeel en voordeel verschillen € 200", "what is lost comes first"),
    ([(LOSS, "1", "500"), (GAIN, "2", None)], "nadeel van € 500 (incidenteel) op doel 1; voordeel zonder bedrag (incidenteel) op doel 2", "an amount that the words don't give"),
    ([(LOSS, "1", "500")], "nadeel van € 500 (incidenteel) op doel 1", "nobody says where it goes"),
    ([(LOSS, "1", "500"), (GAIN, None, "500")], "nadeel van € 500 (incidenteel) op doel 1; voordeel van € 500 (incidenteel) op een onderdeel dat de tekst niet noemt", "a gain on something unnamed"),
    ([(LOSS, "1", "500"), (GAIN, "1", "500")], None, "both on one goal move nothing"),
    ([(LOSS, "1", "5"), (LOSS, "2", "5"), (GAIN, "2", "5"), (GAIN, "1", "5")], None, "each has both"),
    ([(GAIN, "1", "100"), (GAIN, "2", "10"), (LOSS, "1", "10"), (LOSS, "2", "100")], "nadeel van € 10 (incidenteel) op doel 1; nadeel van € 100 (incidenteel) op doel 2; voordeel van € 100 (incidenteel) op doel 1; voordeel van € 10 (incidenteel) op doel 2", "each has both, and not evenly"),
    ([(LOSS, "1", "100"), (GAIN, "1", "80")], "nadeel van € 100 (incidenteel) op doel 1; voordeel van € 80 (incidenteel) op doel 1; nadeel en voordeel verschillen € 20", "one goal that loses"),
]  # fmt: skip


@pytest.mark.parametrize(("effects", "parts", "why"), SHIFTS, ids=[case[2] for case in SHIFTS])
def test_a_neutral_deviation_shifts_money_where_loss_and_gain_are_apart(
    effects: list[tuple[Effect, str | None, str | None]], parts: str | None, why: str
) -> None:
    found = list(moving_money([shift(*effect) for effect in effects], {}))
    head = "«Potje» is volgens de kop «Budgettair neutraal», maar er verschuift geld: "
    said = [finding.message.nl.replace("\N{NO-BREAK SPACE}", " ") for finding in found]
    assert said == ([] if parts is None else [head + parts]), why


def test_the_table_of_shifts_is_whole() -> None:
    assert len(SHIFTS) == 9


def test_neutral_deviations_are_found_on_pages(tmp_path: Path) -> None:
    loss = "Dit geeft een incidenteel nadeel van € 500,- op doel 1.1.1."
    deviations = (
        ("Potje", "Budgettair neutraal", f"{loss} Er is een incidenteel voordeel van € 500,- op doel 1.1.2."),
        ("Gewoon", "Nadeel", loss),
    )
    report = [Sheet("1.1.1", description=PLAIN, deviations=deviations), Sheet("1.1.2", description=PLAIN)]
    found = review_of(make_dataset(tmp_path, [Sheet("1.1.1"), Sheet("1.1.2")], report), REPORT)
    (finding,) = [one for one in findings_of(found)["1.1.1"] if one.kind is Kind.SHIFT]
    assert finding.severity is Severity.DOUBT
    assert finding.places[0].sentence == loss
