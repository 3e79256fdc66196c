"""The two real pages read as a person reads them."""

from pathlib import Path

import pytest

from ingest.origin import Sidecar, load_sidecar, origin
from ingest.read.page import read_page
from ingest.read.record import DocumentRef, Record
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind, FoundBy


def record_of(path: Path, *, sidecar: bool = True) -> Record:
    beside = path.with_suffix(".yml")
    said = load_sidecar(str(beside), beside.read_bytes()) if sidecar and beside.exists() else Sidecar()
    return read_page(path.read_bytes(), origin(said, None), builtin_sources()["zwolle"])


@pytest.fixture(scope="module")
def budget_page(examples: Path) -> Record:
    return record_of(examples / "real/doel-2-2-2-begroting-2021.txt")


@pytest.fixture(scope="module")
def report_page(examples: Path) -> Record:
    return record_of(examples / "real/doel-1-1-2-berap-2023-2.txt")


def test_the_report_page_says_whose_it_is_and_what_goal_it_is_about(report_page: Record) -> None:
    page = report_page.page
    assert page.organisation == "gm0193"
    assert page.document == DocumentRef(DocumentKind.BERAP, 2023, 2)
    assert (page.domain, page.number, page.label) == ("Sociaal domein", "1.1.2", "Samenkracht")
    assert page.statement == "We vergroten de veerkracht van inwoners en buurten"
    assert (page.built_at, page.exported_at) == ("2023-11-15T15:00:20", "2023-11-15T14:48:55")
    assert page.layout == "z5b"


def test_a_municipality_that_only_running_text_names_is_a_guess(report_page: Record) -> None:
    found = report_page.page.found_by["organisation"]
    assert (found.how, found.guess) == (FoundBy.TEXT, True)


def test_the_report_page_has_its_lists(report_page: Record) -> None:
    assert len(report_page.criteria) == 3
    assert [holder.name for holder in report_page.holders] == ["Michiel van Willigen"]
    assert report_page.activities == ()
    assert report_page.list_states["frameworkNotes"] == "no-heading"


def test_the_deviation_keeps_its_neutral_headline_beside_the_two_effects_in_its_text(report_page: Record) -> None:
    (deviation,) = report_page.deviations
    assert deviation.title == "Integratie-uitkering Inburgering"
    assert deviation.headline is not None
    assert (deviation.headline.exact, deviation.headline.effect) == ("Budgettair neutraal", "neutral")
    effects = [(e.on.kind, e.on.number, e.effect, e.amount_eur, e.recurrence, e.year) for e in deviation.effects]
    assert effects == [
        ("goal", "1.1.2", "disadvantage", "460000", "one-off", 2023),
        ("programme", "10", "advantage", None, "unknown", 2023),
    ]


def test_the_references_of_the_report_page(report_page: Record) -> None:
    found = [(r.number, r.kind, r.role, r.relation, r.document) for r in report_page.references]
    assert found == [
        ("1.1.2", "goal", "self", "unknown", None),
        ("1.1.2", "goal", "self", "booked-on", DocumentRef(DocumentKind.BEGROTING, 2023)),
        ("10", "programme", "cross-reference", "booked-on", None),
        ("1.1.2", "goal", "self", "unknown", None),
        ("10", "programme", "cross-reference", "booked-on", None),
    ]


def test_the_budget_page_says_whose_it_is_and_what_goal_it_is_about(budget_page: Record) -> None:
    page = budget_page.page
    assert (page.organisation, page.found_by["organisation"].how) == ("gm0193", FoundBy.ADDRESS)
    assert page.document == DocumentRef(DocumentKind.BEGROTING, 2021)
    assert (page.number, page.label) == ("2.2.2", "Maatschappelijke participatie")
    assert page.found_by["label"].how is FoundBy.ADDRESS
    assert page.statement == (
        "We zorgen dat inwoners met een bijstandsuitkering en een grotere afstand tot de arbeidsmarkt "
        "naar vermogen participeren in de samenleving"
    )
    assert (page.built_at, page.exported_at) == ("2021-05-03T15:20:24", "2021-05-03T14:59:35")


def test_the_references_of_the_budget_page(budget_page: Record) -> None:
    found = [(r.exact, r.kind, r.number, r.role, r.relation, r.label) for r in budget_page.references]
    assert found == [
        ("doel 2.2.2", "goal", "2.2.2", "self", "unknown", None),
        ("zie doel 1.1.1", "goal", "1.1.1", "cross-reference", "see", None),
        ("Programma 4", "programme", "4", "cross-reference", "contributes-to", None),
        ("zie doel 1.3.4", "goal", "1.3.4", "cross-reference", "contributes-to", "Zwolle gezonde stad"),
        ("zie doel 1.3.2", "goal", "1.3.2", "cross-reference", "see", None),
        ("zie doel 2.1.2", "goal", "2.1.2", "cross-reference", "see", None),
        ("doel 2.1", "ambition", "2.1", "cross-reference", "aligned-with", "Goede dagen in perspectief"),
        ("Doel 2.2.2", "goal", "2.2.2", "self", "unknown", None),
    ]


def test_the_lists_targets_and_mentions_of_the_budget_page(budget_page: Record) -> None:
    assert (len(budget_page.criteria), len(budget_page.activities)) == (2, 4)
    assert budget_page.criteria_lead is not None
    assert budget_page.criteria_lead.text.endswith("zodanig dat:")
    targets = [(t.comparator, t.value, t.unit, t.period, t.element and t.element.list) for t in budget_page.targets]
    assert targets == [
        ("at-least", "200", "mensen", "year", None),
        ("at-least", "200", "bijstandsgerechtigden", None, "criteria"),
    ]
    assert [(m.kind, m.number) for m in budget_page.mentions] == [("track", "6"), ("spending-proposal", "1")]
    assert budget_page.framework_notes.state == "heading-without-list"
    assert [holder.name for holder in budget_page.holders] == ["René de Heer"]


def test_the_money_table_of_the_budget_page(budget_page: Record) -> None:
    assert [(a.line, a.amount_eur, a.year, a.phase) for a in budget_page.budget] == [
        ("expenditure", "348646", 2021, "original"),
        ("revenue", "0", 2021, "original"),
        ("balance", "348646", 2021, "original"),
        ("addition-to-reserves", "0", 2021, "original"),
        ("withdrawal-from-reserves", "0", 2021, "original"),
        ("result", "348646", 2021, "original"),
    ]


def test_nothing_of_either_page_is_dropped_in_silence(budget_page: Record, report_page: Record) -> None:
    assert budget_page.issues == ()
    assert report_page.issues == ()
    assert {ignored.why for ignored in budget_page.ignored} == {
        "name of the website",
        "navigation: announces the domain",
        "leads up to what follows",
        "heading printed twice",
        "head of a column",
    }


def test_without_its_sidecar_the_budget_page_has_no_organisation_and_says_so(examples: Path) -> None:
    record = record_of(examples / "real/doel-2-2-2-begroting-2021.txt", sidecar=False)
    assert record.page.organisation is None
    assert [issue.code for issue in record.issues] == ["unknown-organisation"]
    assert len(record.references) == 8
