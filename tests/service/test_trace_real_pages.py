"""What the walks answer of the two real pages, word for word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tracing import Open, assert_words_stand_on_their_pages, cells, dutch, opened, sheet
from webs import BASE

from ontology.language import Language
from service.answers.trace.drop import drop
from service.answers.trace.impact import impact
from service.answers.trace.neighbours import neighbours
from service.answers.trace.paths import paths
from service.answers.trace.scope import Scope, Way

BUDGET = "gm0193/begroting/2021"
REPORT = "gm0193/berap/2023-2"


@pytest.fixture(scope="module")
def real(real_data: Path) -> Iterator[Open]:
    yield from opened(real_data)


FIRST = (
    "In 2017 zijn gemeente en maatschappelijke partners in het voorveld (zie doel 1.1.1) aan de slag gegaan met de "
    "versterking van dat maatschappelijk voorveld met als doel meer participatie (onder de naam Dock24)."
)
POVERTY = (
    "De activering van bijstandsgerechtigden vanuit en samen met partners in de stad draagt bovendien bij aan het "
    "tegengaan van armoede (Programma 4.) en een betere gezondheid van inwoners (Zwolle gezonde stad, zie doel 1.3.4)."
)
LANGUAGE = (
    "De maatschappelijke voorveldpartners staan in verbinding met andere partners die bijdragen aan meer participatie, "
    "zoals taalpunten, tegengaan van laaggeletterheid en taalondersteuning en maatschappelijke begeleiding van "
    "statushouders, zie doel 1.3.2)."
)
TOGETHER = (
    "Dit is de opmaat naar het voornemen om initiatieven zowel inhoudelijk als financieel met elkaar te verbinden "
    "rondom de gezamenlijke participatie-opgave (zie doel 2.1.2)."
)
GOOD_DAYS = (
    "Doorontwikkeling plan maatschappelijke participatie vanuit de wijk in samenwerking met maatschappelijke voorveld "
    "en gemeente en in verbinding met ‘Goede dagen in perspectief’ (doel 2.1) en versterken sociale basis."
)
REFERENCES = [
    ("2.2.2", "1.1.1", "see", "zie doel 1.1.1", FIRST, "Beschrijving doel"),
    ("2.2.2", "1.3.2", "see", "zie doel 1.3.2", LANGUAGE, "Beschrijving doel"),
    ("2.2.2", "1.3.4", "contributes-to", "zie doel 1.3.4", POVERTY, "Beschrijving doel"),
    ("2.2.2", "2.1", "aligned-with", "doel 2.1", GOOD_DAYS, "Activiteiten"),
    ("2.2.2", "2.1.2", "see", "zie doel 2.1.2", TOGETHER, "Beschrijving doel"),
    ("2.2.2", "4", "contributes-to", "Programma 4", POVERTY, "Beschrijving doel"),
]
ADDRESS = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie"


def test_goal_2_2_2_has_six_neighbours_with_their_sentences(real: Open) -> None:
    for way in (Way.OUT, Way.BOTH):
        answer = real.ask(neighbours, f"{BUDGET}/2.2.2", way=way)
        told = cells(answer, "neighbours", "fromNumber", "toNumber", "relation", "exact", "sentence", "section")
        assert told == REFERENCES
        assert {address for (address,) in cells(answer, "neighbours", "address")} == {ADDRESS}
    nothing = real.ask(neighbours, f"{BUDGET}/2.2.2", way=Way.IN)
    assert cells(nothing, "neighbours", "direction") == []
    assert dutch(nothing) == ["Binnen de keuze is er geen verband van de gevraagde soort en richting."]
    assert nothing.caution is not None


@pytest.mark.parametrize(
    ("to", "routes", "hops"),
    [
        ("1.3.4", ["2.2.2 → 1.3.4"], REFERENCES[2:3]),
        ("1.1.1", ["2.2.2 → 1.1.1"], REFERENCES[:1]),
        ("ambition/2.1", ["2.2.2 → 2.1"], REFERENCES[3:4]),
        ("programme/4", ["2.2.2 → 4"], REFERENCES[5:]),
        ("programme/1", ["2.2.2 → 1.1.1", "2.2.2 → 1.3.2", "2.2.2 → 1.3.4"], REFERENCES[:3]),
    ],
)
def test_each_path_from_2_2_2_has_the_sentence_of_its_page(
    real: Open, to: str, routes: list[str], hops: list[tuple[str, ...]]
) -> None:
    answer = real.ask(paths, f"{BUDGET}/2.2.2", to=f"{BUDGET}/{to}")
    assert [route for (route,) in cells(answer, "routes", "route")] == routes
    assert cells(answer, "paths", "fromNumber", "toNumber", "relation", "exact", "sentence", "section") == hops
    assert {direction for (direction,) in cells(answer, "paths", "direction")} == {"along"}
    assert_words_stand_on_their_pages(real, answer)


PROGRAMME_10 = [
    ("De AU wordt in onze begroting verwerkt op programma 10.", "programma 10"),
    (
        (
            "Indirect is er een voordeel op programma 10, maar doordat de middelen niet meer 1 op 1 gelabeld zijn is "
            "dit niet direct te herleiden."
        ),
        "programma 10",
    ),
]


def test_goal_1_1_2_of_the_report_is_booked_on_programme_10_twice(real: Open) -> None:
    answer = real.ask(paths, f"{REPORT}/1.1.2", to=f"{REPORT}/programme/10")
    told = cells(answer, "paths", "fromNumber", "toNumber", "relation", "parallel", "sentence", "exact")
    assert told == [("1.1.2", "10", "booked-on", 2, *PROGRAMME_10[0])]
    words = [edge.words for edge in answer.graph.edges]
    assert [(said.sentence, said.exact) for said in words if said] == PROGRAMME_10
    assert answer.graph.groups == ((0,),)
    assert_words_stand_on_their_pages(real, answer)


def test_money_moves_from_1_1_2_to_programme_10_where_asked_for(real: Open) -> None:
    only_money = Scope(references=False, money=True)
    answer = real.ask(neighbours, f"{REPORT}/1.1.2", scope=only_money)
    ((relation, number, sentence, exact),) = cells(answer, "neighbours", "relation", "toNumber", "sentence", "exact")
    assert (relation, number, sentence) == ("money", "10", PROGRAMME_10[1][0])
    assert exact in PROGRAMME_10[1][0]


def test_where_there_is_no_path_it_says_what_would_give_one(real: Open) -> None:
    answer = real.ask(paths, f"{BUDGET}/1.3.4", to=f"{BUDGET}/2.2.2")
    assert sheet(answer, "paths").rows == ()
    assert dutch(answer) == [
        "Er is geen pad van hooguit 3 stappen in wat gevraagd is.",
        "Ook binnen 20 stappen is er geen, en verder wordt niet gezocht.",
        "Beide kanten op is er een pad van 1 stap (way=both).",
        "Ook langs de boom van programma, ambitie en doel is er binnen 20 stappen geen (tree=true).",
        "Ook via een gedeelde portefeuillehouder is er binnen 20 stappen geen (holder=true).",
    ]
    back = real.ask(paths, f"{BUDGET}/1.3.4", to=f"{BUDGET}/2.2.2", way=Way.BOTH)
    assert cells(back, "paths", "fromNumber", "toNumber", "direction", "sentence") == [
        ("1.3.4", "2.2.2", "against", POVERTY)
    ]
    assert cells(back, "routes", "route") == [("1.3.4 ← 2.2.2",)]


def test_what_depends_on_1_3_4_is_2_2_2_with_its_sentence(real: Open) -> None:
    answer = real.ask(impact, f"{BUDGET}/1.3.4", way=Way.IN)
    told = cells(answer, "reached", "distance", "nodeNumber", "direction", "route", "sentence", "exact")
    assert told == [(1, "2.2.2", "against", "1.3.4 ← 2.2.2", POVERTY, "zie doel 1.3.4")]
    assert sheet(answer, "levels").rows == ((1, 1, 1, 0),)
    assert cells(answer, "holders", "name", "goals", "ofGoals", "nearest") == [("René de Heer", 1, 1, 1)]
    assert cells(answer, "domains", "name", "goals", "ofGoals", "nearest") == [("Sociaal domein", 1, 1, 1)]
    assert dutch(answer)[0].startswith("Van zoveel geladen doelen: die van Begroting 2021 (Zwolle), ")
    assert answer.title.say(Language.NL) == "Wat afhangt van doel 1.3.4 in Begroting 2021 (Zwolle)"
    assert answer.caution is not None


def test_without_1_3_4_one_sentence_of_2_2_2_would_lead_nowhere(real: Open) -> None:
    answer = real.ask(drop, f"{BUDGET}/1.3.4")
    assert cells(answer, "dangling", "fromNumber", "toNumber", "sentence") == [("2.2.2", "1.3.4", POVERTY)]
    assert cells(answer, "gone", "nodeNumber", "loaded", "dangling", "own") == [("1.3.4", False, 1, 0)]
    assert all(not sheet.rows for sheet in answer.sheets[2:])
    assert_words_stand_on_their_pages(real, answer)


def test_without_2_2_2_nothing_is_left_between_its_programmes(real: Open) -> None:
    answer = real.ask(drop, f"{BUDGET}/2.2.2")
    assert sheet(answer, "dangling").rows == ()
    told = cells(answer, "pairs", "by", "oneNumber", "otherNumber", "references")
    assert told == [("programme", "1", "2", 3), ("programme", "2", "4", 1)]
    parts = cells(answer, "apart", "part", "nodeNumber")
    assert parts == [(1, "1.1.1"), (2, "1.3.2"), (3, "1.3.4"), (4, "2.1"), (5, "2.1.2"), (6, "4")]


def test_a_path_further_than_asked_is_told(real: Open) -> None:
    assert real.trace.network.base == BASE
    answer = real.ask(paths, f"{BUDGET}/1.3.4", to=f"{BUDGET}/1.1.1", way=Way.BOTH, depth=1)
    assert dutch(answer) == [
        "Er is geen pad van hooguit 1 stap in wat gevraagd is.",
        "Het kortste pad heeft 2 stappen; vraag ernaar met depth=2.",
    ]
