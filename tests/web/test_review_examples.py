"""Reviews of the bundled pages: the fictional town counted beside its truth by plain loops, the real pages literally."""

import asyncio
import json
from collections import Counter
from pathlib import Path

import pytest

from ontology.iri import DocumentKey
from service.answers.review.finding import Finding, Kind, Place, Severity
from service.answers.review.report import Report, review
from tests.web.review_pages import engine_over, findings_of, holdings_of, review_of, texts_of, told

BUDGET, REPORT, LATER = "begroting-2031", "berap-2031-1", "begroting-2032"
PATHS = {BUDGET: "gm9999/begroting/2031", REPORT: "gm9999/berap/2031-1", LATER: "gm9999/begroting/2032"}
NOTES = "Kaderstellende nota('s)"


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, dict]]:
    """What the pages of the fictional town say, by folder and number."""
    found: dict[str, dict[str, dict]] = {folder: {} for folder in PATHS}
    lines = (Path(__file__).parents[1] / "truth/fictional.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        page = json.loads(line)
        found[page["path"].partition("/")[0]][page["number"]] = page
    assert {folder: len(pages) for folder, pages in found.items()} == {BUDGET: 34, REPORT: 26, LATER: 32}
    return found


@pytest.fixture(scope="module")
def reports(fictional_dataset: Path) -> dict[str, Report]:
    return {name: review_of(fictional_dataset, path) for name, path in PATHS.items()}


def found(report: Report, kind: Kind) -> list[tuple[str, Finding]]:
    return [(number, one) for number, findings in findings_of(report).items() for one in findings if one.kind is kind]


def references(page: dict) -> list[dict]:
    return [one for one in page["references"] if one["role"] != "self"]


def test_numbers_that_do_not_exist_are_those_of_the_truth(truth: dict, reports: dict[str, Report]) -> None:
    expected = {
        (number, one["number"])
        for number, page in truth[BUDGET].items()
        for one in references(page)
        if one["resolution"] == "dangling"
    }
    assert len(expected) == 3
    assert {(number, one.number) for number, one in found(reports[BUDGET], Kind.MISSING_NUMBER)} == expected
    assert not found(reports[REPORT], Kind.MISSING_NUMBER), "the report is not complete"


def test_references_out_of_date_are_those_of_the_truth_and_are_not_doubted_again(reports: dict[str, Report]) -> None:
    lines = (Path(__file__).parents[1] / "truth/fictional-years.jsonl").read_text("utf-8").splitlines()
    changes = [json.loads(line) for line in lines]
    expected = {
        (number, one["number"], tuple(one["now"])) for of in changes for number in of["later"] for one in of["stale"]
    }
    assert len(expected) == 3
    told_of = found(reports[LATER], Kind.STALE)
    assert {(number, one.number) for number, one in told_of} == {(number, cited) for number, cited, _ in expected}
    for number, cited, (now,) in expected:
        (one,) = [one for own, one in told_of if (own, one.number) == (number, cited)]
        assert one.severity is Severity.DOUBT
        assert f"betekende daar doel {cited} " in one.message.nl
        assert f"(Nergenshuizen, Begroting 2031); dat is nu doel {now} " in one.message.nl
        assert one.places[0].sentence is not None
        assert one.places[0].start not in {
            at.start for own, other in found(reports[LATER], Kind.SUSPECT) if own == number for at in other.places
        }
    assert not found(reports[BUDGET], Kind.STALE)


@pytest.mark.parametrize("name", [BUDGET, REPORT])
def test_pages_not_loaded_are_those_of_the_truth(truth: dict, reports: dict[str, Report], name: str) -> None:
    expected = {
        (number, one["kind"], one["number"])
        for number, page in truth[name].items()
        for one in references(page)
        if one["resolution"] == "not-loaded"
    }
    kinds = Counter(kind for _, kind, _ in expected)
    told_of = [one.message.nl for _, one in found(reports[name], Kind.NOT_LOADED)]
    if name == BUDGET:  # it is complete, and has pages of goals alone
        assert set(kinds) == {"ambition", "programme"}
        count = sum(one["resolution"] == "not-loaded" for page in truth[name].values() for one in references(page))
        assert told_of == []
        assert [remark.nl.partition(" ")[0] for remark in reports[name].remarks] == [str(count)]
    else:
        assert len(told_of) == len(expected) > 20


@pytest.mark.parametrize("name", [BUDGET, REPORT])
def test_one_way_references_are_those_of_the_truth(truth: dict, reports: dict[str, Report], name: str) -> None:
    pairs = {
        (number, one["number"])
        for number, page in truth[name].items()
        for one in references(page)
        if one["role"] == "cross-reference"
        and one["kind"] == "goal"
        and one["resolution"] == "resolved"
        and one["number"] in truth[name]
    }
    expected = {(one, other) for one, other in pairs if (other, one) not in pairs}
    assert len(expected) > 30
    assert {(number, one.number) for number, one in found(reports[name], Kind.ONE_WAY)} == expected


def test_missing_notes_are_those_that_the_pages_show(examples: Path, truth: dict, reports: dict[str, Report]) -> None:
    expected = {}
    for number, page in truth[BUDGET].items():
        lines = [line.strip() for line in (examples / "fictional" / page["path"]).read_text("utf-8").split("\n")]
        lines = [line for line in lines if line]
        if NOTES not in lines:
            expected[number] = "geen kop"
        elif not lines[lines.index(NOTES) + 1].startswith("•"):
            expected[number] = "geen lijst"
    assert Counter(expected.values()).keys() == {"geen kop", "geen lijst"}
    said = {number: one.message.nl for number, one in found(reports[BUDGET], Kind.NO_NOTES)}
    assert said.keys() == expected.keys()
    assert all(words in said[number] for number, words in expected.items())
    assert not found(reports[REPORT], Kind.NO_NOTES), "no page of the report has notes, which is said once"


def test_sums_of_the_town_add_up(truth: dict, reports: dict[str, Report]) -> None:
    counted = 0
    for page in truth[BUDGET].values():
        if page["budget"]:
            expenditure, revenue, balance, added, withdrawn, result = map(int, page["budget"])
            assert (balance, result) == (expenditure - revenue, balance + added - withdrawn)
            counted += 1
    assert counted == 26
    assert not found(reports[BUDGET], Kind.SUM)
    assert not found(reports[BUDGET], Kind.TOTAL)


def test_neutral_deviations_that_shift_money_are_those_of_the_truth(truth: dict, reports: dict[str, Report]) -> None:
    expected = []
    for number, page in truth[REPORT].items():
        for deviation in page["deviations"]:
            where = {
                kind: {(one["kind"], one["on"]) for one in deviation["effects"] if one["effect"] == kind}
                for kind in ("advantage", "disadvantage")
            }
            if deviation["headline"] == "neutral" and where["advantage"] != where["disadvantage"]:
                expected.append((number, deviation["title"], len(deviation["effects"])))
    assert len(expected) == 9
    shown = [
        (number, one.message.nl.partition("»")[0].removeprefix("«"), len(one.places))
        for number, one in found(reports[REPORT], Kind.SHIFT)
    ]
    assert sorted(set(shown)) == sorted(expected)


@pytest.mark.parametrize("name", [BUDGET, REPORT])
def test_every_place_has_its_words_and_a_link_to_them(
    fictional_dataset: Path, reports: dict[str, Report], name: str
) -> None:
    texts = texts_of(fictional_dataset)
    places = [place for findings in findings_of(reports[name]).values() for one in findings for place in one.places]
    assert len(places) > 70
    for place in places:
        text = texts[place.page]
        assert text[place.start : place.end] == place.exact
        if place.sentence_start is not None and place.sentence is not None:
            assert text[place.sentence_start : place.sentence_start + len(place.sentence)] == place.sentence
        assert place.live is not None
        assert place.live.startswith(f"{place.address}#:~:text=")


@pytest.mark.parametrize("name", [BUDGET, REPORT])
def test_groups_are_the_holders_that_pages_name(truth: dict, reports: dict[str, Report], name: str) -> None:
    expected = Counter(holder for page in truth[name].values() for holder in page["holders"])
    assert {group.holder.name: group.goals for group in reports[name].groups if group.holder} == expected
    assert reports[name].holders == sorted(expected, key=str.casefold)


def test_a_review_asks_eight_queries_however_many_goals_there_are(fictional_dataset: Path, real_dataset: Path) -> None:
    for dataset, path in ((fictional_dataset, PATHS[BUDGET]), (real_dataset, "gm0193/begroting/2021")):
        engine = engine_over(dataset)
        asyncio.run(review(engine, holdings_of(dataset), DocumentKey.parse(path)))
        assert len(engine.asked) == 8


SOURCE = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie"
ARMOEDE = (
    "De activering van bijstandsgerechtigden vanuit en samen met partners in de stad draagt bovendien bij aan het "
    "tegengaan van armoede (Programma 4.) en een betere gezondheid van inwoners (Zwolle gezonde stad, zie doel 1.3.4)."
)
REAL_BUDGET = [
    ("onder de kop «Kaderstellende nota('s)» staat geen lijst; de pagina kwam binnen als tekst, en daarbij kan een lijst met links zijn weggevallen: kijk op de pagina zelf", NOTES, None, 2828),
    ("verwijst naar doel 1.1.1, waarvan de pagina niet is geladen", "zie doel 1.1.1", "In 2017 zijn gemeente en maatschappelijke partners in het voorveld (zie doel 1.1.1) aan de slag gegaan met de versterking van dat maatschappelijk voorveld met als doel meer participatie (onder de naam Dock24).", 1110),
    ("verwijst naar programma 4, waarvan de pagina niet is geladen", "Programma 4", ARMOEDE, 1762),
    ("verwijst naar doel 1.3.4, waarvan de pagina niet is geladen", "zie doel 1.3.4", ARMOEDE, 1836),
    ("verwijst naar doel 1.3.2, waarvan de pagina niet is geladen", "zie doel 1.3.2", "De maatschappelijke voorveldpartners staan in verbinding met andere partners die bijdragen aan meer participatie, zoals taalpunten, tegengaan van laaggeletterheid en taalondersteuning en maatschappelijke begeleiding van statushouders, zie doel 1.3.2).", 2088),
    ("verwijst naar doel 2.1.2, waarvan de pagina niet is geladen", "zie doel 2.1.2", "Dit is de opmaat naar het voornemen om initiatieven zowel inhoudelijk als financieel met elkaar te verbinden rondom de gezamenlijke participatie-opgave (zie doel 2.1.2).", 2319),
    ("verwijst naar ambitie 2.1, waarvan de pagina niet is geladen", "doel 2.1", "Doorontwikkeling plan maatschappelijke participatie vanuit de wijk in samenwerking met maatschappelijke voorveld en gemeente en in verbinding met ‘Goede dagen in perspectief’ (doel 2.1) en versterken sociale basis.", 3373),
]  # fmt: skip


def test_the_real_budget_page_has_just_these_findings(real_dataset: Path) -> None:
    report = review_of(real_dataset, "gm0193/begroting/2021")
    assert report.caution is not None
    assert report.caution.nl == (
        "Let op: van Begroting 2021 (Zwolle) is niet bekend of alle doelen zijn geladen. Wat hier ontbreekt, kan wel "
        "bestaan."
    )
    ((number, findings),) = findings_of(report).items()
    shown = [(one.message.nl, one.places[0].exact, one.places[0].sentence, one.places[0].start) for one in findings]
    assert (number, shown) == ("2.2.2", REAL_BUDGET)
    assert {one.severity for one in findings} == {Severity.NOTICE}
    assert report.holders == ["René de Heer"]
    links = {place_of(one).live for one in findings}
    assert f"{SOURCE}#:~:text=Kaderstellende%20nota%28%27s%29" in links
    assert f"{SOURCE}#:~:text=De%20activering%20van%20bijstandsgerechtigden,stad%2C%20zie%20doel%201.3.4%29." in links
    assert all(link and link.startswith(f"{SOURCE}#:~:text=") for link in links)


def test_the_real_report_page_shifts_money_under_a_neutral_headline(real_dataset: Path) -> None:
    report = review_of(real_dataset, "gm0193/berap/2023-2")
    assert told(report) == {
        "1.1.2": [
            "«Integratie-uitkering Inburgering» is volgens de kop «Budgettair neutraal», maar er verschuift geld: "  # noqa: ISC004
            "nadeel van €\N{NO-BREAK SPACE}460.000 (incidenteel) op doel 1.1.2; voordeel zonder bedrag op programma 10",
            "de pagina heeft geen kop «Kaderstellende nota('s)»",
            "verwijst naar programma 10, waarvan de pagina niet is geladen",
        ]
    }
    shift, _, programme = findings_of(report)["1.1.2"]
    indirect = (
        "Indirect is er een voordeel op programma 10, maar doordat de middelen niet meer 1 op 1 gelabeld zijn is dit "
        "niet direct te herleiden."
    )
    assert [(place.exact, place.sentence) for place in shift.places] == [
        (
            "incidenteel nadeel wordt gerealiseerd van € 460.000,-",
            "Dit betekent dat er op dit doel een incidenteel nadeel wordt gerealiseerd van € 460.000,-.",
        ),
        ("voordeel op programma 10", indirect),
    ]
    assert [(place.exact, place.sentence) for place in programme.places] == [
        ("programma 10", "De AU wordt in onze begroting verwerkt op programma 10."),
        ("programma 10", indirect),
    ]
    assert {place.live for one in (shift, programme) for place in one.places} == {None}, "the page has no address"
    assert shift.message.en == (
        "“Integratie-uitkering Inburgering” is “Budgettair neutraal” by its headline, yet money shifts: disadvantage "
        "of €\N{NO-BREAK SPACE}460,000 (one-off) on goal 1.1.2; advantage without an amount on programme 10"
    )


def place_of(finding: Finding) -> Place:
    return finding.places[0]
