"""The many ways in which a text says what goes better or worse than planned, and the look-alikes that say nothing."""

import pytest

from ingest.read.bearers import Bearers
from ingest.read.effects import find_effects
from ingest.read.financial import FinancialEffect
from ingest.read.record import DocumentRef
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.text import lines, sentences
from ingest.sources import builtin_sources
from ontology.codes import CitedKind, DocumentKind

SOURCES = builtin_sources()
REPORT = DocumentRef(DocumentKind.BERAP, 2031, 1)
GOAL = Own("1.1.2", REPORT, SOURCES["zwolle"].numbering)
GOOD, BAD, NEUTRAL = "advantage", "disadvantage", "neutral"


def read(text: str, family: str = "zwolle", own: Own = GOAL, *, told: bool = True) -> tuple[FinancialEffect, ...]:
    spans = [line.span for line in lines(text)]
    found = find_effects(text, spans, own, SOURCES[family], named_only=not told, told=told).effects
    for effect in found:
        assert text[effect.start : effect.end] == effect.exact
    return found


def effects(text: str, family: str = "zwolle", own: Own = GOAL) -> list[tuple[str, str | None, str]]:
    return [(str(one.effect), one.amount_eur, one.on.number) for one in read(text, family, own)]


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Aan porto komt er € 0,2 mln bij.", BAD),
        ("Van de huur gaat € 5.000 af.", GOOD),
        ("Wij ramen € 5.000 minder uit te geven.", GOOD),
        ("Door de vorst gaven wij € 5.000 meer uit aan zout.", BAD),
        ("De toelage loopt af, en dat betekent € 5.000 minder inkomsten.", BAD),
        ("De leges vallen € 5.000 lager uit.", BAD),
        ("De heffing brengt € 5.000 meer op.", GOOD),
        ("De huur wordt € 5.000 duurder.", BAD),
        ("De bouw kostte veel, waardoor er € 5.000 bij komt.", BAD),
        ("De bouw kostte veel, zodat er € 5.000 bij moet.", BAD),
        ("De bouw kostte veel, zodat er € 5.000 bijkomt.", BAD),
        ("De bouw kostte weinig, waardoor er € 5.000 af gaat.", GOOD),
        ("De aanleg is € 5.000 goedkoper.", GOOD),
        ("De aanleg valt € 5.000 mee.", GOOD),
        ("De baten vielen € 5.000 tegen.", BAD),
        ("De energielasten stijgen met € 5.000.", BAD),
        ("De rijksbijdrage daalt met € 5.000.", BAD),
        ("De lasten nemen met € 5.000 af.", GOOD),
        ("Wij houden € 5.000 over.", GOOD),
        ("Wij komen € 5.000 tekort op het vervoer.", BAD),
        ("Het budget is met € 5.000 overschreden.", BAD),
        ("Van het budget is € 5.000 niet besteed.", GOOD),
        ("Een bedrag van € 5.000 valt vrij.", GOOD),
        ("De meerkosten bedragen € 5.000.", BAD),
        ("Het tekort van € 5.000 op dit doel blijft.", BAD),
        ("Dat geeft een besparing van € 5.000.", GOOD),
        ("De pont kost incidenteel € 5.000.", BAD),
        ("De verhuizing gaf eenmalige kosten van € 5.000.", BAD),
        ("Vanaf 2032 is er jaarlijks € 5.000 aan extra liggeld.", GOOD),
        ("Het resultaat is € 5.000 negatief.", BAD),
        ("Dat scheelt ons € 5.000.", GOOD),
        ("Wij missen € 5.000 aan huur.", BAD),
        ("Financieel effect: € 5.000 nadelig.", BAD),
        ("N € 5.000 door hogere rente", BAD),
        ("Onderhoud: € 5.000 N; een boete van € 5.000 volgde niet.", BAD),
    ],
)
def test_a_sum_that_goes_up_or_down(text: str, effect: str) -> None:
    assert {(str(one.effect), one.amount_eur) for one in read(text)} == {
        (effect, "200000" if "mln" in text else "5000"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "De voordelen van samenwerking zijn groot: een pas kost € 5.",
        "Dat is in het nadeel van huurders, die € 50 betalen.",
        "Het voordeel van fietsen is dat het maar € 50 kost.",
        "De nadelige gevolgen zijn beperkt; het plan kost € 5.000.",
        "Ten opzichte van 2030 is het budget € 5.000 hoger.",
        "De baten zijn € 5.000 hoger dan in 2029.",
        "Wie € 5.000 of meer aan inkomsten heeft, betaalt zelf.",
        "Er is € 5.000 beschikbaar voor groen.",
        "De subsidie bedraagt € 5.000 per jaar.",
        "De omvang is 25 V.",
        "Er is een tekort aan woningen; een kavel kost € 5.000.",
        "Het project kost € 5.000.",
        "Er is geen voordeel van € 5.000.",
        "Het structurele nadeel wordt gedekt.",
    ],
)
def test_what_only_looks_like_an_effect(text: str) -> None:
    assert effects(text) == []


def test_what_costs_do_says_nothing_outside_a_text_about_what_went_otherwise() -> None:
    assert read("De lasten stijgen met € 5.000.", told=False) == ()
    assert [one.amount_eur for one in read("De leges vallen € 5.000 lager uit.", told=False)] == ["5000"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Op programma 10 komt een eenmalig voordeel van € 5.000.", (GOOD, "10")),
        ("Dat geeft doel 1.1.4 een jaarlijks voordeel van € 5.000.", (GOOD, "1.1.4")),
        ("Hierdoor krijgt programma 6 een nadeel van € 5.000.", (BAD, "6")),
        ("Programma 6 heeft hierdoor een nadeel van € 5.000.", (BAD, "6")),
        ("Programma 6: € 5.000 N.", (BAD, "6")),
        ("De huur is voor doel 1.1.4 een nadeel van € 5.000.", (BAD, "1.1.4")),
        ("Er is een nadeel van € 5.000. Dat komt op doel 1.1.4 terecht.", (BAD, "1.1.4")),
        ("Er is een nadeel van € 5.000, dat is verantwoord op doel 1.1.4.", (BAD, "1.1.4")),
        ("Een nadeel van € 5.000 wordt opgevangen binnen programma 6.", (BAD, "1.1.2")),
        ("Het nadeel van € 5.000 wordt gedekt uit de reserve (programma 6).", (BAD, "1.1.2")),
        ("Dit draagt bij aan doel 1.1.4 en geeft een nadeel van € 5.000.", (BAD, "1.1.2")),
        ("Wij boeken dit bij doel 1.1.4. De pas geeft daar een nadeel van € 5.000.", (BAD, "1.1.4")),
        ("Hier staat op programma 6 een nadeel van € 5.000 tegenover.", (BAD, "6")),
        ("De prijs gaf een voordeel op van € 5.000, dat op doel 1.1.4 is verwerkt.", (GOOD, "1.1.4")),
        ("De prijs gaf een voordeel op ter grootte van € 5.000, dat vrijvalt op doel 1.1.4.", (GOOD, "1.1.4")),
        ("Er is een voordeel van € 5.000, welke op programma 6 wordt ingeboekt.", (GOOD, "6")),
        ("Er is een voordeel van € 5.000. Dit voordeel is verwerkt op doel 1.1.4.", (GOOD, "1.1.4")),
        ("Er is een voordeel van € 5.000. Dit bedrag valt vrij ten gunste van doel 1.1.4.", (GOOD, "1.1.4")),
        ("Er is een nadeel van € 5.000. Het bedrag komt ten laste van doel 1.1.4.", (BAD, "1.1.2")),
        ("Op 1.1.4 ontstaat een nadeel van € 5.000.", (BAD, "1.1.4")),
        ("Op 1.1.34 ontstaat een nadeel van € 5.000.", (BAD, "1.1.34")),
        ("Op 1.1.2034 ontstaat een nadeel van € 5.000.", (BAD, "1.1.2")),
    ],
)
def test_what_the_words_say_that_an_effect_falls_on(text: str, expected: tuple[str, str]) -> None:
    assert [(str(one.effect), one.on.number) for one in read(text)] == [expected]


@pytest.mark.parametrize(
    ("family", "own", "text", "kind", "number"),
    [
        ("wormerland", "P3", "Voor P5 ontstaat een nadeel van € 5.000.", CitedKind.PROGRAMME, "P5"),
        ("wormerland", "P3", "Een nadeel van € 5.000 op programma 2.", CitedKind.PROGRAMME, "P2"),
        ("wormerland", "P3", "Op P2 1.1 ontstond een nadeel van € 5.000.", CitedKind.GOAL, "P2 1.1"),
        ("wormerland", "P3", "De pas geeft P2 1.1 een nadeel van € 5.000.", CitedKind.GOAL, "P2 1.1"),
        ("wormerland", "P3", "Een nadeel van € 5.000 (P2 1.1).", CitedKind.GOAL, "P2 1.1"),
        ("wormerland", "P3", "Voor P3 2 is er een nadeel van € 5.000.", CitedKind.AMBITION, "P3 2"),
        ("apeldoorn", "1", "Dit geeft bij hoofddoelstelling 2 een nadeel van € 5.000.", CitedKind.AMBITION, "2"),
        ("tiel", "A", "De index is bij doel C een nadeel van € 5.000.", CitedKind.GOAL, "C"),
        ("zaanstad", "1", "Op programma 7 is er een nadeel van € 5.000.", CitedKind.PROGRAMME, "7"),
    ],
)
def test_each_family_names_what_bears_it_in_its_own_numbers(
    family: str, own: str, text: str, kind: CitedKind, number: str
) -> None:
    page = Own(own, REPORT, SOURCES[family].numbering)
    assert [(one.on.kind, one.on.number) for one in read(text, family, page)] == [(kind, number)]


def test_an_effect_of_this_ambition_on_its_own_page() -> None:
    own = Own("1.1", REPORT, SOURCES["zwolle"].numbering, CitedKind.AMBITION, "1.1")
    text = "Er is een nadeel van € 5.000 op deze ambitie."
    assert effects(text, own=own) == [(BAD, "5000", "1.1")]
    assert Bearers(text, own, SOURCES["zwolle"]).behind(0, len(text)) is not None


def test_figures_in_the_scale_of_the_tables() -> None:
    assert effects("Bedragen x € 1.000\nDe huiskamers: 25 V dankzij de zon. Verhuur: 4 N, incidenteel.") == [
        (GOOD, "25000", "1.1.2"), (BAD, "4000", "1.1.2"),
    ]  # fmt: skip
    assert effects("Coaches: nadeel 92 (x € 1.000).") == [(BAD, "92000", "1.1.2")]
    assert effects("Bedragen x € 1.000\n25 V\n4 N") == []  # cells of a table


def test_the_years_of_one_effect_each_have_their_amount() -> None:
    found = read("In 2031 is het nadeel € 8.000, in 2032 € 6.000 en vanaf 2033 structureel € 4.000.")
    assert [(one.year, one.amount_eur, one.recurrence) for one in found] == [
        (2031, "8000", "unknown"), (2032, "6000", "unknown"), (2033, "4000", "structural"),
    ]  # fmt: skip


def test_a_structural_part_is_an_effect_of_its_own() -> None:
    found = read("Door de rente is er een voordeel van € 8.000, waarvan € 5.000 structureel is vanaf 2032.")
    assert [(one.amount_eur, one.recurrence, one.cause) for one in found] == [
        ("8000", "unknown", "de rente"), ("5000", "structural", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Er is jaarlijks een voordeel van € 5.000.", "structural"),
        ("Er is een voordeel van € 5.000 per jaar.", "structural"),
        ("Er is een tijdelijk voordeel van € 5.000.", "one-off"),
        ("Er is een voordeel van € 5.000, dat eenmalig is.", "one-off"),
        ("Er is een voordeel van € 5.000. Dit is incidenteel.", "one-off"),
        ("De pont kost eenmalig € 5.000. Dat nadeel dekken wij.", "one-off"),
        ("Er is een voordeel van € 5.000, dat wij eenmalig inzetten.", "unknown"),
    ],
)
def test_how_often_an_effect_comes(text: str, recurrence: str) -> None:
    assert [one.recurrence for one in read(text)] == [recurrence]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("De pomp moest worden vervangen. Nadeel € 5.000.", "De pomp moest worden vervangen"),
        ("De pomp ging stuk. De kosten hiervan, € 5.000 N, zijn eenmalig.", "De pomp ging stuk"),
        ("De pomp ging stuk: € 5.000 N.", "De pomp ging stuk"),
        ("De huur loopt op; structureel € 5.000 N.", "De huur loopt op"),
        ("De aanleg viel mee, voordeel € 5.000.", "De aanleg viel mee"),
        ("De regeling loopt af; dat is een nadeel van € 5.000.", "De regeling loopt af"),
        ("De regeling loopt af, wat een nadeel van € 5.000 betekent.", "De regeling loopt af"),
        ("De bouwer ging failliet en dat kostte een nadeel van € 5.000.", "De bouwer ging failliet"),
        ("De bouwer ging failliet, dus er is een nadeel van € 5.000.", "De bouwer ging failliet"),
        ("Twee scholen deden mee, met een nadeel van € 5.000 tot gevolg.", "Twee scholen deden mee"),
        ("De bouw stopte, met als gevolg een nadeel van € 5.000.", "De bouw stopte"),
        ("De hogere huur veroorzaakt een nadeel van € 5.000.", "De hogere huur"),
        ("De indexering van 2,4 procent geeft een nadeel van € 5.000.", "De indexering van 2,4 procent"),
        ("Er is een voordeel van € 5.000, want de kiosk is verkocht.", "de kiosk is verkocht"),
        ("Er is een voordeel van € 5.000 uit de verkoop van de kiosk.", "de verkoop van de kiosk"),
        ("Het nadeel van € 5.000 hangt samen met de cao.", "de cao"),
        ("Minder inhuur: € 5.000 V.", "Minder inhuur"),
        ("Coaches: nadeel € 5.000. De cao was niet geraamd.", "De cao"),
        ("De lonen stegen. Er is een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. De kosten zijn structureel. Er is een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. Dit effect is eenmalig. Hierdoor is er een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. Conform de cao geeft dit een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. Volgens voorstel B levert dit een nadeel op van € 5.000.", "De lonen stegen"),
        ("De hogere huur geeft dit jaar een nadeel van € 5.000.", "De hogere huur"),
        ("De lonen stegen. Op doel 1.1.2 is er een nadeel van € 5.000.", "De lonen stegen"),
        ("Het toezicht is overgeheveld. Op programma 6 is er een nadeel van € 5.000.", "Het toezicht is overgeheveld"),
        (
            "De pas loopt voortaan via het fonds. Het fonds staat op programma 10. Hier is dus een nadeel van € 5.000.",
            "De pas loopt voortaan via het fonds",
        ),
        (
            "De pas loopt via het fonds. Het fonds is begroot op doel 1.1.4. Hierdoor is er een nadeel van € 5.000.",
            "De pas loopt via het fonds",
        ),
        ("Door de vorst reed niemand. Er is een nadeel van € 5.000.", "de vorst"),
    ],
)
def test_the_words_before_or_behind_an_effect_that_give_its_cause(text: str, cause: str) -> None:
    assert [one.cause for one in read(text)] == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "Verhuur: € 5.000 V.",
        "Gebouwen en gronden: € 5.000 N.",
        "Financieel effect: € 5.000 nadelig.",
        "Zie ook doel 1.1.4. Er is een nadeel van € 5.000.",
        "De lonen stegen. Daarnaast is er een nadeel van € 5.000.",
        "De lonen stegen. Op programma 6 is er een nadeel van € 5.000.",
        "De leges brachten € 5.000 minder op.",
        "De lasten zijn structureel. Op programma 10 staat hiervoor een nadeel van € 5.000.",
        "Vrijwilligers lezen voor. De lasten zijn structureel. Op programma 10 staat hiervoor een nadeel van € 5.000.",
        "Conform voorstel B levert dit een nadeel op van € 5.000.",
    ],
)
def test_a_title_or_another_subject_is_no_cause(text: str) -> None:
    assert [one.cause for one in read(text)] == [None]


def test_what_stands_against_an_effect_has_not_its_cause() -> None:
    text = "De lonen stegen. Dat geeft een nadeel van € 5.000 op dit doel en een even groot voordeel op programma 10."
    assert [one.cause for one in read(text)] == ["De lonen stegen", None]
    assert [one.cause for one in read("Van de post gaat € 5.000 naar doel 1.1.4, zodat daar een voordeel staat en hier een nadeel.")] == [
        None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Omdat de pas vervalt, ontstaat op dit doel een voordeel van € 5.000 en op doel 1.1.4 een even groot nadeel.",
        "Omdat de pas vervalt, is er hier een voordeel van € 5.000 en op doel 1.1.4 een nadeel van € 3.000.",
        "Doordat de pas vervalt, is er hier een nadeel van € 5.000, waar op doel 1.1.4 een even groot voordeel tegenover staat.",
    ],
)  # fmt: skip
def test_a_cause_that_heads_a_sentence_is_that_of_every_effect_in_it(text: str) -> None:
    assert [one.cause for one in read(text)] == ["de pas vervalt", "de pas vervalt"]


@pytest.mark.parametrize(
    ("again", "recurrence"),
    [
        ("Vanaf 2033 is dit nadeel € 8.000.", "structural"),
        ("In 2033 loopt dit nadeel op tot € 8.000.", "structural"),
        ("Het nadeel groeit in 2033 naar € 8.000.", "structural"),
        ("Met ingang van 2033 bedraagt dat structurele nadeel € 8.000.", "structural"),
        ("In 2033 is er ook een nadeel van € 8.000.", "unknown"),
    ],
)
def test_what_points_back_at_an_effect_is_as_often_and_has_no_cause_of_its_own(again: str, recurrence: str) -> None:
    first, second = read(f"De huur stijgt. Dit geeft een structureel nadeel van € 5.000. {again}")
    assert (first.recurrence, first.cause) == ("structural", "De huur stijgt")
    assert (second.amount_eur, second.recurrence, second.year, second.cause) == ("8000", recurrence, 2033, None)


def test_a_nadeel_in_another_paragraph_is_not_the_one_before() -> None:
    text = "De huur geeft een structureel nadeel van € 5.000.\nDe lonen stegen. In 2033 is het nadeel € 8.000."
    assert [(one.recurrence, one.cause) for one in read(text)] == [
        ("structural", "De huur"), ("unknown", "De lonen stegen"),
    ]  # fmt: skip


def test_without_a_word_for_it_a_sentence_elsewhere_is_no_cause() -> None:
    assert [one.cause for one in read("De lonen stegen. Er is een nadeel van € 5.000.", told=False)] == [None]


def test_a_sum_that_the_next_sentence_comes_to_is_no_effect_of_its_own() -> None:
    assert effects("De huur wordt € 5.000 duurder. Dat geeft een nadeel van € 5.000.") == [(BAD, "5000", "1.1.2")]
    assert effects("De pont kost eenmalig € 5.000. Dat nadeel wordt gedekt uit programma 10.") == [
        (BAD, "5000", "1.1.2")
    ]


def test_an_effect_that_shows_elsewhere_has_the_amount_of_the_one_before_it() -> None:
    text = (
        "De leges geven een voordeel van € 5.000. Zij staan op doel 1.1.4, zodat het voordeel aldaar zichtbaar wordt."
    )
    assert effects(text) == [(GOOD, "5000", "1.1.2"), (GOOD, "5000", "1.1.4")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er is een voordeel van € 1,1 mln. Daarvan is de helft besteed.", 2),
        ("Per saldo is dat € 5.000 V. Samen is het meer.", 2),
        ("De raad koos scenario B. Dat is duurder.", 2),
        ("De heer J. Klaassen vroeg € 1,1 mln. euro.", 1),
    ],
)
def test_an_amount_or_a_letter_can_end_a_sentence(text: str, count: int) -> None:
    assert len(sentences(text, Span(0, len(text)))) == count
