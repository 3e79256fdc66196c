"""Financial effects and their causes: what the sentences of a deviation name, and what they deny or leave open."""

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.effects import Found, find_effects
from ingest.read.financial import Deviation
from ingest.read.page import read_page
from ingest.read.record import DocumentRef, Record
from ingest.read.references import Own
from ingest.read.text import lines
from ingest.sources import builtin_sources
from ontology.codes import DocumentKind

SOURCE = builtin_sources()["zwolle"]
OWN = Own("1.1.2", DocumentRef(DocumentKind.BERAP, 2031, 1), SOURCE.numbering)
GOOD, BAD, NEUTRAL = "advantage", "disadvantage", "neutral"


def read(text: str) -> Found:
    found = find_effects(text, [line.span for line in lines(text)], OWN, SOURCE)
    for effect in found.effects:
        assert text[effect.start : effect.end] == effect.exact
        assert (effect.cause is None) is (effect.cause_span is None)
        assert effect.cause_span is None or text[effect.cause_span.start : effect.cause_span.end] == effect.cause
    return found


def effects(text: str) -> list[tuple[str, str | None, str]]:
    return [(str(one.effect), one.amount_eur, one.on.number) for one in read(text).effects]


def causes(text: str) -> list[str | None]:
    return [one.cause for one in read(text).effects]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Er is een nadeel van € 5.000,-.", [(BAD, "5000", "1.1.2")]),
        ("Er is een rentevoordeel van € 1,1 mln.", [(GOOD, "1100000", "1.1.2")]),
        ("Dit is een meevaller van 5.000 euro.", [(GOOD, "5000", "1.1.2")]),
        ("Een tegenvaller ad € 5.000 volgde.", [(BAD, "5000", "1.1.2")]),
        ("Per saldo resteert € 335.000 V.", [(GOOD, "335000", "1.1.2")]),
        ("Per saldo resteert € 335.000 (N).", [(BAD, "335000", "1.1.2")]),
        ("De afrekening valt € 50.000 nadelig uit.", [(BAD, "50000", "1.1.2")]),
        ("Een nadelig saldo van € 50.000 op programma 10.", [(BAD, "50000", "10")]),
        ("Dit geeft een positief resultaat van € 50.000.", [(GOOD, "50000", "1.1.2")]),
        ("De onderschrijding bedraagt € 50.000.", [(GOOD, "50000", "1.1.2")]),
        ("Er is een overschrijding van € 50.000 op doel 1.1.4.", [(BAD, "50000", "1.1.4")]),
        ("Hogere lasten van € 50.000.", [(BAD, "50000", "1.1.2")]),
        ("Lagere uitgaven€ 18.500", [(GOOD, "18500", "1.1.2")]),
        ("Er zijn € 7.000 hogere huuropbrengsten.", [(GOOD, "7000", "1.1.2")]),
        ("De baten zijn € 7.000 lager.", [(BAD, "7000", "1.1.2")]),
        ("De energielasten vallen naar verwachting € 7.000 lager uit.", [(GOOD, "7000", "1.1.2")]),
        ("Het nadeel ten laste van doel 1.1.4 is € 6.000.", [(BAD, "6000", "1.1.4")]),
        ("Een voordeel (doel 1.1.4) van € 6.000.", [(GOOD, "6000", "1.1.4")]),
        ("Op dit programma is er een voordeel van € 6.000.", [(GOOD, "6000", "1")]),
        ("De verschuiving is budgettair neutraal.", [(NEUTRAL, None, "1.1.2")]),
    ],
)
def test_an_effect_in_each_form(sentence: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert effects(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Er is geen nadeel van € 5.000,-.",
        "Er is geen structureel nadeel op doel 1.1.4.",
        "Dit leidt niet tot een nadeel van € 5.000.",
        "Er is niet langer sprake van een voordeel van € 5.000.",
        "Dit is niet budgettair neutraal.",
        "Het voordeel van fietsen is duidelijk.",
        "Dat is nadelig voor inwoners.",
        "De kosten zijn hoger dan verwacht.",
        "De lasten van het Rijk bedragen € 5.000.",
        "De overschrijding van de termijn duurde lang.",
        "De bijdrage is € 5.000.",
    ],
)
def test_what_is_denied_or_tells_no_amount_is_no_effect(sentence: str) -> None:
    assert effects(sentence) == []


def test_several_effects_of_a_sentence_each_have_their_own_amount_and_bearer() -> None:
    assert effects("Er is een voordeel van € 5.000 op dit doel en een nadeel van € 6.000 op programma 10.") == [
        (GOOD, "5000", "1.1.2"), (BAD, "6000", "10"),
    ]  # fmt: skip
    assert effects("Er is een voordeel van € 5.000 op doel 1.1.1, € 6.000 op doel 1.1.3 en € 7.000 op programma 10.") == [
        (GOOD, "5000", "1.1.1"), (GOOD, "6000", "1.1.3"), (GOOD, "7000", "10"),
    ]  # fmt: skip
    assert effects("Per saldo € 5.000 V op doel 1.1.1 en € 6.000 N op doel 1.1.3.") == [
        (GOOD, "5000", "1.1.1"), (BAD, "6000", "1.1.3"),
    ]  # fmt: skip


def test_an_effect_on_several_goals_without_shares_is_said_and_not_read() -> None:
    text = "Er is een nadeel van € 5.000 op de doelen 1.1.1 en 1.1.3."
    assert effects(text) == []
    (odd,) = read(text).odd
    assert text[odd.start : odd.end] == "nadeel van € 5.000 op de doelen 1.1.1 en 1.1.3"


def test_amounts_that_words_point_at() -> None:
    assert effects("De uitkering stijgt met € 2.000. Dat is een voordeel, waarvan € 500 voor doel 1.1.4 is.") == [
        (GOOD, "2000", "1.1.2"),
    ]  # fmt: skip
    assert effects("Het Rijk geeft € 9.000 anders. Er is dus een nadeel op dit doel en een voordeel van dezelfde omvang op programma 10.") == [
        (BAD, "9000", "1.1.2"), (GOOD, "9000", "10"),
    ]  # fmt: skip
    assert effects("Er gaat € 4.000 naar doel 1.1.4, zodat daar een voordeel staat en hier een nadeel.") == [
        (GOOD, "4000", "1.1.4"), (BAD, "4000", "1.1.2"),
    ]  # fmt: skip
    assert effects("Het nadeel is € 8.000. Wij dekken dit uit programma 10, waar een even groot nadeel ontstaat.") == [
        (BAD, "8000", "1.1.2"), (BAD, "8000", "10"),
    ]  # fmt: skip
    assert effects("De lonen stegen met € 2.000. Er is een nadeel op dit doel.") == [(BAD, None, "1.1.2")]
    assert effects("Zij kosten € 2.000 en € 3.000. Dit geeft een nadeel op dit doel.") == [(BAD, None, "1.1.2")]


def test_what_is_said_about_an_effect_is_not_what_it_falls_on() -> None:
    assert effects("Wij zien een nadeel van € 5.000, dat wij eenmalig opvangen op programma 10.") == [
        (BAD, "5000", "1.1.2")
    ]
    assert effects("Er is een nadeel van € 5.000. Daar staat een voordeel van € 6.000 tegenover.")[1] == (
        GOOD,
        "6000",
        "1.1.2",
    )


def test_higher_costs_that_explain_a_named_effect_are_no_second_one() -> None:
    assert effects("De lasten zijn € 50.000 hoger. Dit geeft een nadeel van € 50.000.") == [(BAD, "50000", "1.1.2")]
    assert effects("Door hogere lasten van € 9.000 is er een nadeel van € 5.000.") == [(BAD, "5000", "1.1.2")]


def test_neutral_words_beside_a_named_effect_are_no_second_one() -> None:
    assert effects("Het nadeel van € 5.000 op dit doel is budgettair neutraal.") == [(BAD, "5000", "1.1.2")]


@pytest.mark.parametrize(
    ("sentence", "recurrence"),
    [
        ("Er is een incidenteel nadeel van € 5.000.", "one-off"),
        ("Er is een eenmalig nadeel van € 5.000.", "one-off"),
        ("Er is een nadeel van structureel € 5.000.", "structural"),
        ("Er is een nadeel van € 5.000 (incidenteel).", "one-off"),
        ("Dit leidt structureel tot een nadeel van € 5.000.", "structural"),
        ("Er is een nadeel van € 5.000, deels incidenteel en deels structureel.", "unknown"),
        ("Er is een nadeel van € 5.000.", "unknown"),
    ],
)
def test_whether_an_effect_is_one_off(sentence: str, recurrence: str) -> None:
    assert [effect.recurrence for effect in read(sentence).effects] == [recurrence]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Er is een nadeel van € 5.000.", [2031]),
        ("In 2032 is er een nadeel van € 5.000.", [2032]),
        ("Er is vanaf 2033 een nadeel van € 5.000.", [2033]),
        ("Er is een nadeel van € 5.000 in de jaren 2031 en 2032.", [None]),
        ("Er is een nadeel van € 5.000 in 2031 t/m 2034.", [None]),
        ("Er is een nadeel van € 5.000 in 2031, € 6.000 in 2032 en € 7.000 in 2033.", [2031, 2032, 2033]),
        ("In 2031 is er een nadeel van € 5.000 en in 2032 een voordeel van € 6.000.", [2031, 2032]),
        ("Er is een nadeel van € 5.000; vanaf 2032 is dit nadeel € 6.000.", [2031, 2032]),
        ("In 2032 is er een nadeel van € 5.000 op dit doel en een voordeel van € 5.000 op doel 1.1.1.", [2032, 2032]),
    ],
)
def test_the_year_of_an_effect(sentence: str, years: list[int | None]) -> None:
    assert [effect.year for effect in read(sentence).effects] == years


def test_the_phase_of_an_effect_is_that_of_its_document() -> None:
    assert [effect.phase for effect in read("Er is een nadeel van € 5.000.").effects] == ["forecast"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Door ziekte van een trainer is er een voordeel van € 5.000.", "ziekte van een trainer"),
        ("Er is een nadeel van € 5.000 doordat een pomp stuk ging.", "een pomp stuk ging"),
        ("Er is een nadeel van € 5.000, omdat de regeling geen plafond kent.", "de regeling geen plafond kent"),
        ("Vanwege de hogere prijzen ontstaat een nadeel van € 5.000.", "de hogere prijzen"),
        ("Wegens vertraging valt € 5.000 voordelig vrij.", "vertraging"),
        ("Als gevolg van de cao is er een nadeel van € 5.000.", "de cao"),
        ("Er is in verband met de verhuizing een nadeel van € 5.000.", "de verhuizing"),
        ("Het nadeel van € 5.000 wordt veroorzaakt door hogere lonen en huur.", "hogere lonen en huur"),
        ("Doordat investeringen later komen, is er een voordeel van € 5.000.", "investeringen later komen"),
        ("Er is een nadeel van € 5.000 door hogere lonen, waardoor wij bijsturen.", "hogere lonen"),
        ("Er is een nadeel van € 5.000. Dit komt door hogere lonen.", "hogere lonen"),
        ("Er is een nadeel van € 5.000. Dit komt vooral doordat de lonen stegen.", "de lonen stegen"),
        ("Er is een nadeel van € 5.000. Dit wordt veroorzaakt door hogere lonen.", "hogere lonen"),
        ("Er is een nadeel van € 5.000. Het nadeel is het gevolg van hogere lonen.", "hogere lonen"),
        ("Er is een nadeel van € 5.000. De oorzaak hiervan is de nieuwe cao.", "de nieuwe cao"),
        ("De lonen stegen. Hierdoor ontstaat een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. Dit betekent een nadeel van € 5.000.", "De lonen stegen"),
        ("De lonen stegen. Op dit doel leidt dat tot een nadeel van € 5.000.", "De lonen stegen"),
        ("Door de cao stegen de lonen. Wij deden niets. Dit geeft een nadeel van € 5.000.", "de cao"),
        ("Dit was te duur, omdat de pomp stuk was. Zij is hersteld. Daardoor is er een nadeel van € 5.000.", "de pomp stuk was"),
        ("De lagere huur van het loket geeft een voordeel van € 5.000.", "De lagere huur van het loket"),
        ("De lonen stegen, waardoor een nadeel van € 5.000 ontstaat.", "De lonen stegen"),
        ("Minder mensen kwamen, en dat geeft een voordeel van € 5.000.", "Minder mensen kwamen"),
        ("Er is een nadeel van € 5.000: de pomp ging stuk.", "de pomp ging stuk"),
        ("De baten lopen terug, met een nadeel van € 5.000 als gevolg.", "De baten lopen terug"),
        ("De aandelen keren niet uit. Het incidentele nadeel is € 5.000.", "De aandelen keren niet uit"),
        ("Het Rijk betaalt anders. De som blijft dus uit. Dit betekent een nadeel van € 5.000.", "Het Rijk betaalt anders"),
    ],
)  # fmt: skip
def test_the_words_that_give_the_cause(text: str, cause: str) -> None:
    assert causes(text) == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "Er is een nadeel van € 5.000.",
        "Het nadeel van € 5.000 wordt gedekt door de reserve.",
        "De groepen lopen door tot in het najaar en er is een nadeel van € 5.000.",
        "Er is een nadeel op programma 10, maar doordat het geld niet gelabeld is, is dat niet te herleiden.",
        "Hierdoor is er een nadeel van € 5.000.",
    ],
)
def test_without_words_for_it_there_is_no_cause(text: str) -> None:
    assert causes(text) == [None]


def test_what_stands_against_an_effect_is_not_caused_by_it() -> None:
    text = "De lonen stegen. Dit geeft een nadeel van € 5.000. Dat wordt opgevangen door een voordeel op programma 10."
    assert causes(text) == ["De lonen stegen", None]


FOOTER = "Deze pagina is gebouwd op 06/03/2031 15:20:24 met de export van 06/03/2031 14:59:35"


def page(*blocks: str) -> Record:
    head = "Domeinen\n\nSociaal domein\n\nDoel 1.1.2 Proef\n\nWe zorgen"
    text = "\n\n".join((head, "Toelichting op realisatie doel", "Tekst.", *blocks, FOOTER))
    address = "https://zwolle.jaarverslag-2030.nl/p1/doel-1-1-2-proef"
    return read_page(text.encode(), origin(Sidecar(source=address), None), SOURCE)


ANALYSIS = "Financiële toelichting activiteiten (verschillenanalyse)"


def summary(deviations: tuple[Deviation, ...]) -> list[tuple[str, object, list[str | None]]]:
    return [
        (one.title, one.headline.effect if one.headline else None, [effect.amount_eur for effect in one.effects])
        for one in deviations
    ]


def test_the_analysis_of_differences_in_the_accounts_gives_deviations() -> None:
    record = page(
        ANALYSIS,
        "Zwembad",
        "Nadeel",
        "Er is een nadeel van € 5.000 door hogere lonen.",
        "Gymzaal",
        "Voordeel",
        "Klaar.",
    )
    assert [section.kind for section in record.sections][-1] == "deviations"
    assert summary(record.deviations) == [("Zwembad", BAD, ["5000"]), ("Gymzaal", GOOD, [])]
    assert [effect.phase for effect in record.deviations[0].effects] == ["executed"]
    assert record.issues == ()


def test_without_headlines_each_short_line_begins_a_deviation() -> None:
    record = page(
        ANALYSIS,
        "Zwembad",
        "Er is een nadeel van € 5.000.",
        "Meer tekst.",
        "Gymzaal",
        "Er is een voordeel van € 6.000.",
    )
    assert summary(record.deviations) == [("Zwembad", None, ["5000"]), ("Gymzaal", None, ["6000"])]
    assert record.issues == ()


def test_text_without_a_title_has_the_heading_for_one() -> None:
    record = page(ANALYSIS, "De lasten zijn € 5.000 hoger dan begroot.", "De baten zijn € 6.000 hoger.")
    assert summary(record.deviations) == [(ANALYSIS, None, ["5000", "6000"])]
    (deviation,) = record.deviations
    assert record.text[deviation.start : deviation.end] == ANALYSIS
    assert record.issues == ()


@pytest.mark.parametrize(
    ("headline", "effect"),
    [
        ("€ 335.000 V", GOOD),
        ("€ 335.000 N", BAD),
        ("Nadeel € 335.000", BAD),
        ("Voordeel: € 335.000 incidenteel", GOOD),
        ("€ 335.000 nadelig", BAD),
    ],
)
def test_a_headline_with_an_amount_is_an_effect(headline: str, effect: str) -> None:
    record = page(ANALYSIS, "Zwembad", headline, "Hier is meer over te zeggen.")
    assert summary(record.deviations) == [("Zwembad", effect, ["335000"])]
    assert record.issues == ()
    again = page(
        ANALYSIS,
        "Zwembad",
        headline,
        f"Er is een {'voordeel' if effect == GOOD else 'nadeel'} van € 335.000 op doel 1.1.3.",
    )
    assert [one.on.number for one in again.deviations[0].effects] == ["1.1.3"]


def test_a_title_with_an_amount_is_an_effect_that_the_text_explains() -> None:
    record = page(
        ANALYSIS,
        "Sleutels (incidenteel voordeel € 31.000)",
        "Het ging vlot.",
        "Zaalhuur € 6.640 N",
        "Er kwam niemand, doordat het regende.",
    )
    found = [(e.effect, e.amount_eur, e.recurrence, e.cause) for one in record.deviations for e in one.effects]
    assert found == [(GOOD, "31000", "one-off", "Het ging vlot"), (BAD, "6640", "unknown", "het regende")]
    assert [one.title for one in record.deviations] == [
        "Sleutels (incidenteel voordeel € 31.000)",
        "Zaalhuur € 6.640 N",
    ]
    assert record.issues == ()


def test_a_title_may_say_that_a_deviation_is_neutral() -> None:
    record = page(ANALYSIS, "Energie budgettair neutraal", "De rekening is doorbelast.")
    found = [(e.effect, e.amount_eur, e.on.number) for one in record.deviations for e in one.effects]
    assert found == [(NEUTRAL, None, "1.1.2")]


def test_a_single_line_is_the_text_of_one_deviation() -> None:
    record = page(
        ANALYSIS,
        "De lagere huur geeft een structureel voordeel van € 14.250. Per saldo is er een nadelig saldo van € 20.750.",
    )
    assert summary(record.deviations) == [(ANALYSIS, None, ["14250", "20750"])]
    assert record.issues == ()


def test_a_range_in_a_deviation_is_said() -> None:
    record = page(ANALYSIS, "Zwembad", "Nadeel", "Er is een nadeel van € 1 à 2 miljoen op dit doel.")
    assert summary(record.deviations) == [("Zwembad", BAD, [None])]
    assert [(i.code, record.text[i.start or 0 : i.end]) for i in record.issues] == [("odd-amount", "€ 1 à 2 miljoen")]
