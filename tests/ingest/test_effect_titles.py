"""Titles with a sum («Zwemvervoer (€ 5.000 N)»): what they are, and what the text below them tells of their effect."""

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.effects import find_effects
from ingest.read.money_titles import is_money_title
from ingest.read.page import read_page
from ingest.read.record import DocumentRef, Record
from ingest.read.references import Own
from ingest.read.text import lines
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind

SOURCE = builtin_sources()["zwolle"]
GOAL = Own("1.1.2", DocumentRef(DocumentKind.BERAP, 2030, 1), SOURCE.numbering)
FOOTER = "Deze pagina is gebouwd op 06/03/2031 15:20:24 met de export van 06/03/2031 14:59:35"
ANALYSIS = "Financiële toelichting activiteiten (verschillenanalyse)"


def page(*blocks: str) -> Record:
    head = "Domeinen\n\nSociaal domein\n\nDoel 1.1.2 Proef\n\nWe zorgen"
    text = "\n\n".join((head, *blocks, FOOTER))
    address = "https://zwolle.jaarverslag-2030.nl/p1/doel-1-1-2-proef"
    return read_page(text.encode(), origin(Sidecar(source=address), None), SOURCE)


@pytest.mark.parametrize(
    "line",
    [
        "Zwemvervoer (€ 5.000 N)",
        "Zwemvervoer € 5.000 V, incidenteel",
        "Zwemvervoer en gym: nadeel € 5.000",
        "Zwemvervoer – structureel voordeel van € 5.000",
        "Zwemvervoer (eenmalige meevaller van € 0,2 mln)",
        "Zwemvervoer € 5.000 nadelig in 2030",
    ],
)
def test_a_title_ends_with_one_sum_on_one_side(line: str) -> None:
    assert is_money_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "Zwemvervoer",
        "Zwemvervoer (€ 5.000)",
        "Zwemvervoer is gestegen met € 5.000 N",
        "Zwemvervoer € 5.000 V en gym € 6.000 N",
        "Zwemvervoer (€ 5.000 N) is duurder",
        "• Zwemvervoer € 5.000 N",
        "€ 5.000 N",
        "Zwemvervoer " * 12 + "€ 5.000 N",
    ],
)
def test_what_is_no_title_with_a_sum(line: str) -> None:
    assert not is_money_title(line)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("Zwemvervoer (€ 5.000 N)\nDe bus reed vaker. De chauffeur was blij.", ["De bus reed vaker"]),
        ("Zwemvervoer (€ 5.000 N)\nDit is incidenteel. De bus reed vaker.", ["De bus reed vaker"]),
        ("Zwemvervoer: nadeel € 5.000\nDoor de vorst reed de bus vaker.", ["de vorst"]),
        ("Zwemvervoer € 5.000 V\nEr zijn minder ritten, omdat het regende.", ["het regende"]),
        ("Zwemvervoer (€ 5.000 N)\nZie doel 1.1.4.", [None]),
        ("Zwemvervoer (€ 5.000 N)\nGymvervoer", [None]),
        ("Zwemvervoer (€ 5.000 N)\nGymvervoer (€ 6.000 V)\nWij melden dit later.", [None, None]),
        ("De lasten wijken af:\nZwemvervoer (€ 5.000 N)\nWij melden dit later.", [None]),
    ],
)
def test_the_line_below_a_title_explains_its_sum(text: str, causes: list[str | None], *, told: bool) -> None:
    found = find_effects(text, [line.span for line in lines(text)], GOAL, SOURCE, named_only=not told, told=told)
    assert [one.cause for one in found.effects] == causes


def test_a_title_with_a_sum_below_a_headline_begins_a_deviation() -> None:
    record = page(
        ANALYSIS,
        "Rente",
        "Nadeel",
        "De rente stijgt. Dit leidt tot een nadeel van € 25.000.",
        "Dividend (€ 75.000 N)",
        "De put komt later klaar. Nu is er geen dividend.",
        "Stelpost",
        "Budgettair neutraal",
        "Zij is verdeeld.",
    )
    assert [(one.title, [effect.cause for effect in one.effects]) for one in record.deviations] == [
        ("Rente", ["De rente stijgt"]),
        ("Dividend (€ 75.000 N)", ["De put komt later klaar"]),
        ("Stelpost", []),
    ]
    assert record.issues == ()


def test_a_list_of_sums_below_a_headline_is_part_of_its_deviation() -> None:
    record = page(ANALYSIS, "Rente", "Nadeel", "Het gaat om:", "Huur € 5.000 N", "Stroom € 4.000 V", "Wij melden dit.")
    assert [(one.title, [effect.cause for effect in one.effects]) for one in record.deviations] == [
        ("Rente", [None, None])
    ]


def test_a_text_points_back_at_the_title_above_it() -> None:
    record = page(
        ANALYSIS,
        "Huur (structureel nadeel € 8.000)",
        "De huur steeg. Vanaf 2033 bedraagt dit nadeel € 9.000. Daar staat een even groot voordeel op doel 1.1.4 tegenover.",
    )
    (deviation,) = record.deviations
    assert [(e.amount_eur, e.recurrence, e.year, e.cause) for e in deviation.effects] == [
        ("8000", "structural", 2030, "De huur steeg"),
        ("9000", "structural", 2033, None),
        ("9000", "unknown", 2030, None),
    ]


def test_an_expected_effect_without_a_sum_counts_where_the_text_is_about_money() -> None:
    text = "Omdat de pas later ingaat, wordt vanaf 2033 op doel 1.1.4 een nadeel verwacht."
    record = page("Wat mag het kosten?", text)
    assert [(e.amount_eur, e.on.number, e.year, e.cause) for e in record.effects] == [
        (None, "1.1.4", 2033, "de pas later ingaat")
    ]
    assert page("Toelichting op realisatie doel", text).effects == ()
