"""What a review finds, and what it must not find, on hand-made pages: each kind with its words."""

from pathlib import Path

import pytest

from ingest.write import Run, ingest
from ontology.codes import Resolution, Role
from service.answers.labels import Named
from service.answers.review.citations import Citation, Copied, Doubts
from service.answers.review.finding import MOST_FINDINGS, MOST_PLACES, Kind, Place, Severity
from service.answers.review.numbers import leading_nowhere
from service.answers.review.one_way import without_answer
from service.answers.review.suspects import not_fitting, out_of_date
from service.answers.review.versions import Described, Version
from service.answers.vocabulary import coded
from tests.ingest.suspect_town import GOALS, ORGANISATION, TOWN
from tests.web.review_pages import BASE, BUDGET, HOLDER, Sheet, findings_of, make_dataset, review_of, told

PLAIN = "Niets."
EVEN = ("500", "100", "400", "0", "0", "400")


def test_a_number_that_does_not_exist_is_an_error_in_a_complete_document(tmp_path: Path) -> None:
    sheets = [Sheet("1.1.1", description="Zie doel 1.1.9 en later weer doel 1.1.9."), Sheet("1.1.2", description=PLAIN)]
    report = review_of(make_dataset(tmp_path, sheets), BUDGET)
    (finding,) = findings_of(report)["1.1.1"]
    assert (finding.kind, finding.severity) == (Kind.MISSING_NUMBER, Severity.ERROR)
    assert finding.message.nl == "verwijst naar een nummer dat niet bestaat: doel 1.1.9"
    assert finding.message.en == "refers to a number that does not exist: goal 1.1.9"
    assert [place.exact for place in finding.places] == ["Zie doel 1.1.9", "doel 1.1.9"]
    assert {place.sentence for place in finding.places} == {"Zie doel 1.1.9 en later weer doel 1.1.9."}
    assert finding.places[0].live == (
        "https://budget.bedenkum.example/p1/doel-1-1-1-bedenksel#:~:text=Zie%20doel%201.1.9%20en%20later%20weer%20doel%201.1.9."
    )
    assert report.caution is None


def test_in_an_incomplete_document_the_same_number_is_not_loaded(tmp_path: Path) -> None:
    sheets = [Sheet("1.1.1", description="Zie doel 1.1.9."), Sheet("1.1.2", description=PLAIN)]
    report = review_of(make_dataset(tmp_path, sheets, complete=False), BUDGET)
    assert told(report) == {"1.1.1": ["verwijst naar doel 1.1.9, waarvan de pagina niet is geladen"]}
    assert findings_of(report)["1.1.1"][0].severity is Severity.NOTICE
    assert report.caution is not None
    assert report.caution.nl.startswith("Let op: niet alle doelen van Begroting 2031 (Bedenkum) zijn geladen.")


def test_what_the_dataset_calls_dangling_is_not_loaded_where_its_document_is_not_complete() -> None:
    here = Place("goal", "page", 0, 5)
    goal = coded("https://w3id.org/doelgraaf/def/cited-kind#goal")

    def citation(document: str | None) -> Citation:
        return Citation("r", here, Role.CROSS_REFERENCE, Resolution.DANGLING, None, goal, "1.1.9", document)

    def kinds(document: str | None, complete: set[str | None]) -> list[Kind]:
        found = leading_nowhere([citation(document)], Doubts({}, {}), Described({}, {}), complete.__contains__)
        return [finding.kind for finding in found]

    assert kinds(None, {None}) == [Kind.MISSING_NUMBER]
    assert kinds(None, set()) == [Kind.NOT_LOADED]
    assert kinds("other", {None}) == [Kind.NOT_LOADED]
    assert kinds("other", {"other"}) == [Kind.MISSING_NUMBER]


def test_what_leads_outside_is_no_finding() -> None:
    here = Place("goal", "page", 0, 5)
    outside = (Resolution.OTHER_DOCUMENT, Resolution.OUT_OF_SCOPE, Resolution.SELF, Resolution.RESOLVED)
    cited = [Citation("r", here, Role.CROSS_REFERENCE, one, None, None, "1", None) for one in outside]
    assert not list(leading_nowhere(cited, Doubts({}, {}), Described({}, {}), lambda _: True))


def test_numbers_of_ambitions_without_any_page_are_told_once(tmp_path: Path) -> None:
    sheets = [Sheet("1.1.1", description="Dit hoort bij ambitie 1.1. Zie ook ambitie 9.9 en programma 3.")]
    report = review_of(make_dataset(tmp_path, sheets), BUDGET)
    assert told(report) == {}
    assert [remark.nl for remark in report.remarks] == [
        (
            "3 verwijzingen gaan naar een ambitie of programma; daarvan zijn geen pagina's geladen, zodat niet is nagegaan "
            "of die nummers bestaan."
        )
    ]


def test_an_ambiguous_number_names_what_it_may_mean() -> None:
    here = Place("goal", "page", 0, 5)
    goal = coded("https://w3id.org/doelgraaf/def/cited-kind#goal")
    cited = [Citation("r", here, Role.CROSS_REFERENCE, Resolution.AMBIGUOUS, None, goal, "1.1", None)]
    candidates = {"r": (Named("a", "Doel 1.1 Een (Bedenkum)"), Named("b", "Doel 1.1 Twee (Bedenkum)"))}
    (finding,) = leading_nowhere(cited, Doubts(candidates, {}), Described({}, {}), lambda _: True)
    assert (finding.kind, finding.severity) == (Kind.AMBIGUOUS_NUMBER, Severity.DOUBT)
    assert finding.message.nl == (
        "verwijst naar doel 1.1, en dat nummer past op meer dan één: doel 1.1 Een (Bedenkum) of doel 1.1 Twee (Bedenkum)"
    )
    assert finding.message.en == (
        "refers to goal 1.1, and that number fits more than one: goal 1.1 Een (Bedenkum) or goal 1.1 Twee (Bedenkum)"
    )


LETTERED = "{title}\n\nWat willen we bereiken?\n\nA. Een {what} om in te wonen\n\nB. Een {what} met werk\n"


def test_an_ambiguous_number_on_a_page_of_no_goal_is_found_at_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "pages/town"
    folder.mkdir(parents=True)
    (folder / "stad.txt").write_text(LETTERED.format(title="Prettige stad", what="stad"), "utf-8")
    (folder / "land.txt").write_text(LETTERED.format(title="Prettig land", what="land"), "utf-8")
    (folder / "leeswijzer.txt").write_text("Begroting 2031\nLeeswijzer\n\nZie doel A van deze begroting.", "utf-8")
    listed = "{organisation: gm9351, name: Bedenkdam, family: tiel, documents: [{kind: begroting, year: 2031}]}"
    (folder.parent / "bodies.yml").write_text(f"town: {listed}\n", "utf-8")
    ingest(Run((folder.parent,), tmp_path / "dataset", BASE))
    report = review_of(tmp_path / "dataset", "gm9351/begroting/2031")
    found = [
        (one.version.label, finding)
        for group in report.groups
        for one in group.reviewed
        for finding in one.findings
        if finding.kind is Kind.AMBIGUOUS_NUMBER
    ]
    ((label, finding),) = found
    assert label.startswith("Pagina van")
    assert finding.message.nl.startswith("verwijst naar doel A, en dat nummer past op meer dan één: doel A")
    assert [(place.exact, place.sentence) for place in finding.places] == [
        ("Zie doel A", "Zie doel A van deze begroting.")
    ]


def test_a_suspect_reference_names_the_goal_that_its_words_are_of(tmp_path: Path) -> None:
    wrong = "Dit is goed voor de gezondheid (zie ook doel 1.1.1)."
    folder = tmp_path / "pages/town"
    folder.mkdir(parents=True)
    for goal in GOALS:
        description = f"{goal.description}\n\n{wrong}" if goal.number == "1.2.2" else goal.description
        sheet = Sheet(goal.number, goal.statement, description, criteria=(goal.criterion,))
        name = f"doel-{goal.number.replace('.', '-')}-{goal.name.lower().replace(' ', '-')}"
        (folder / f"{name}.txt").write_text(sheet.text("Begroting 2031"), "utf-8")
        (folder / f"{name}.yml").write_text(f"source: https://town.example/p1/{name}\n", "utf-8")
    listed = (
        f"{{organisation: {ORGANISATION}, name: {TOWN}, family: zwolle, documents: [{{kind: begroting, year: 2031}}]}}"
    )
    (folder.parent / "bodies.yml").write_text(f"town: {listed}\n", "utf-8")
    ingest(Run((folder.parent,), tmp_path / "dataset", BASE))
    report = review_of(tmp_path / "dataset", f"{ORGANISATION}/begroting/2031")
    assert told(report, Kind.SUSPECT) == {
        "1.2.2": [
            (
                "verwijst naar doel 1.1.1 Samenkracht, maar dat past mogelijk niet: de zin heeft woorden van doel 1.2.1 "
                "Gezonde leefstijl («gezondheid»)"
            )
        ]
    }
    (finding,) = [one for one in findings_of(report)["1.2.2"] if one.kind is Kind.SUSPECT]
    assert (finding.severity, finding.places[0].sentence) == (Severity.DOUBT, wrong)


def test_where_nobody_knows_where_a_goal_is_now_the_words_of_the_sentence_are_told_too() -> None:
    here = Place("goal", "page", 0, 5)
    goal = coded("https://w3id.org/doelgraaf/def/cited-kind#goal")
    cited = [Citation("r", here, Role.CROSS_REFERENCE, Resolution.RESOLVED, Named("t", "T"), goal, "1.1.9", None)]
    better = {"r": (Named("b", "Doel 1.1.2 Beter (Bedenkum)"), ("woord",))}
    old, then = Named("d", "Begroting 2030 (Bedenkum)"), Named("o", "Doel 1.1.9 Toen (Bedenkum)")

    def kinds(*now: Named) -> list[Kind]:
        doubts = Doubts({}, better, {"r": Copied(old, then, now)})
        return [one.kind for find in (out_of_date, not_fitting) for one in find(cited, doubts, {})]

    assert kinds(Named("n", "Doel 1.1.3 Nu (Bedenkum)")) == [Kind.STALE]
    assert kinds() == [Kind.STALE, Kind.SUSPECT]
    doubts = Doubts({}, {}, {"r": Copied(old, then, tuple(Named(f"n{at}", f"Doel 1.1.{at}") for at in (3, 4)))})
    (finding,) = out_of_date(cited, doubts, {})
    assert finding.message.nl == (
        "verwijst naar T, maar de zin staat al in Begroting 2030 (Bedenkum) en het nummer betekende daar doel 1.1.9 Toen "
        "(Bedenkum); dat is nu doel 1.1.3 en doel 1.1.4"
    )


def test_a_reference_is_one_way_only_where_its_target_is_loaded_and_silent(tmp_path: Path) -> None:
    sheets = [
        Sheet("1.1.1", description="Zie doel 1.1.2. Zie doel 1.2.1. Zie doel 1.1.1. Zie ambitie 1.1. Zie ambitie 1.2."),
        Sheet("1.1.2", description="Zie ook doel 1.1.1."),
        Sheet("1.2.1", description="Zie doel 1.1.3 en doel 4.4.4."),
        Sheet("1.1.3", description=PLAIN),
        Sheet("1.1", description=PLAIN, listed=("1.1.1", "1.1.2", "1.1.3")),
        Sheet("1.2", description=PLAIN),
    ]
    report = review_of(make_dataset(tmp_path, sheets, complete=False), BUDGET)
    assert told(report, Kind.ONE_WAY) == {
        "1.1.1": [
            "verwijst naar doel 1.2.1 Bedenksel, dat niet terugverwijst",
            "verwijst naar ambitie 1.2 Bedenksel, dat niet terugverwijst",
        ],
        "1.2.1": ["verwijst naar doel 1.1.3 Bedenksel, dat niet terugverwijst"],
    }
    assert {one.severity for found in findings_of(report).values() for one in found if one.kind is Kind.ONE_WAY} == {
        Severity.NOTICE
    }


@pytest.mark.parametrize("role", list(Role))
def test_only_a_reference_of_its_own_accord_waits_for_an_answer_or_gives_one(role: Role) -> None:
    described = Described({iri: Version.unknown(iri, iri) for iri in ("a", "b")}, {})

    def citation(source: str, target: str, role: Role) -> Citation:
        place = Place(source, "page", 0, 5)
        return Citation(f"{source}-{target}", place, role, Resolution.RESOLVED, Named(target, target), None, "1", None)

    is_one = role is Role.CROSS_REFERENCE
    assert len(list(without_answer([citation("a", "b", role)], described))) == is_one
    answered = [citation("a", "b", Role.CROSS_REFERENCE), citation("b", "a", role)]
    assert len(list(without_answer(answered, described))) == (not is_one)


LACKING = [
    (Sheet("1.1.1", notes=()), Kind.NO_NOTES, "onder de kop «Kaderstellende nota('s)» staat geen lijst; de pagina kwam binnen als tekst, en daarbij kan een lijst met links zijn weggevallen: kijk op de pagina zelf", "Kaderstellende nota('s)"),
    (Sheet("1.1.1", notes=None), Kind.NO_NOTES, "de pagina heeft geen kop «Kaderstellende nota('s)»", "We bedenken het beste voor Bedenkum"),
    (Sheet("1.1.1", criteria=()), Kind.NO_CRITERIA, "onder de kop «Criteria» staat geen lijst", "Criteria"),
    (Sheet("1.1.1", criteria=None), Kind.NO_CRITERIA, "de pagina heeft geen kop «Criteria»", "We bedenken het beste voor Bedenkum"),
    (Sheet("1.1.1", holders=()), Kind.NO_HOLDER, "onder de kop «Portefeuillehouder(s)» staat niemand", "Portefeuillehouder(s)"),
    (Sheet("1.1.1", holders=None), Kind.NO_HOLDER, "de pagina heeft geen kop «Portefeuillehouder(s)»", "We bedenken het beste voor Bedenkum"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "kind", "message", "words"), LACKING)
def test_a_list_that_a_goal_lacks_is_found_with_how_it_lacks_it(
    tmp_path: Path, sheet: Sheet, kind: Kind, message: str, words: str
) -> None:
    report = review_of(make_dataset(tmp_path, [sheet, Sheet("1.1.2")]), BUDGET)
    assert told(report) == {"1.1.1": [message]}
    (finding,) = findings_of(report)["1.1.1"]
    assert (finding.kind, [place.exact for place in finding.places]) == (kind, [words])


def test_the_table_of_lacking_lists_has_both_ways_of_each() -> None:
    assert len(LACKING) == 6


def test_an_empty_list_of_notes_in_html_is_not_taken_for_a_lost_one(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, [Sheet("1.1.1", notes=()), Sheet("1.1.2")])
    page = tmp_path / "pages/budget/doel-1-1-1.txt"
    paragraphs = "".join(f"<p>{part}</p>" for part in page.read_text("utf-8").split("\n\n"))
    page.with_suffix(".html").write_text(f"<html><body>{paragraphs}</body></html>", "utf-8")
    page.unlink()
    ingest(Run((tmp_path / "pages",), tmp_path / "other", BASE))
    assert told(review_of(dataset, BUDGET))["1.1.1"][0].endswith("kijk op de pagina zelf")
    assert told(review_of(tmp_path / "other", BUDGET)) == {
        "1.1.1": ["onder de kop «Kaderstellende nota('s)» staat geen lijst"]
    }


def test_what_every_goal_lacks_is_said_once(tmp_path: Path) -> None:
    report = review_of(make_dataset(tmp_path, [Sheet("1.1.1", notes=None), Sheet("1.1.2", notes=None)]), BUDGET)
    assert told(report) == {}
    assert [(one.kind, one.severity, one.message.nl) for one in report.everywhere] == [
        (
            Kind.NO_NOTES,
            Severity.NOTICE,
            "geen enkele geladen pagina van dit document heeft een kop voor kaderstellende nota's",
        )
    ]


def test_a_doubt_at_every_goal_counts_once_and_one_at_a_single_goal_too(tmp_path: Path) -> None:
    every = [Sheet(number, holders=None, criteria=None) for number in ("1.1.1", "1.1.2")]
    all_of_them = review_of(make_dataset(tmp_path / "all", every), BUDGET)
    one_of_them = review_of(make_dataset(tmp_path / "one", [every[0], Sheet("1.1.2")]), BUDGET)
    for report in (all_of_them, one_of_them):
        assert report.by_severity == {Severity.ERROR: 0, Severity.DOUBT: 2, Severity.NOTICE: 0}
        assert report.counts == {Kind.NO_HOLDER: {Severity.DOUBT: 1}, Kind.NO_CRITERIA: {Severity.DOUBT: 1}}
        errors = report.at_least(Severity.ERROR)
        assert (errors.hidden, errors.everywhere, sum(errors.by_severity.values())) == (2, (), 0)
        assert report.at_least(Severity.DOUBT) == report
    assert [one.kind for one in all_of_them.everywhere] == [Kind.NO_HOLDER, Kind.NO_CRITERIA]
    assert one_of_them.everywhere == ()


def test_a_sum_says_which_amount_is_which(tmp_path: Path) -> None:
    off = ("90.000", "100.000", "20.000", "0", "0", "20.000")
    report = review_of(make_dataset(tmp_path, [Sheet("1.1.1", money=off), Sheet("1.1.2")]), BUDGET)
    sums = [found for found in findings_of(report)["1.1.1"] if found.kind is Kind.SUM]
    assert [[(place.figure and place.figure.nl, place.exact) for place in one.places] for one in sums] == [
        [("saldo", "20.000"), ("lasten", "90.000"), ("baten", "100.000")]
    ]


def test_a_whole_goal_has_no_findings(tmp_path: Path) -> None:
    report = review_of(make_dataset(tmp_path, [Sheet("1.1.1", money=EVEN), Sheet("1.1.2")]), BUDGET)
    assert (told(report), report.remarks, report.caution) == ({}, (), None)
    assert [(group.holder and group.holder.name, group.goals, group.reviewed) for group in report.groups] == [
        (HOLDER, 2, ())
    ]


def test_goals_without_a_holder_come_first_and_a_shared_goal_stands_with_both(tmp_path: Path) -> None:
    sheets = [
        Sheet("1.1.1", criteria=None, holders=("Zus van Zo", "Anna Bedacht")),
        Sheet("1.1.2", holders=None),
        Sheet("1.1.3", criteria=None, holders=("Anna Bedacht",)),
    ]
    report = review_of(make_dataset(tmp_path, sheets), BUDGET)
    shown = [
        (group.holder and group.holder.name, group.goals, [one.version.number for one in group.reviewed])
        for group in report.groups
    ]
    assert shown == [
        (None, 1, ["1.1.2"]),
        ("Anna Bedacht", 2, ["1.1.1", "1.1.3"]),
        ("Zus van Zo", 1, ["1.1.1"]),
    ]
    assert report.by_severity == {Severity.ERROR: 0, Severity.DOUBT: 3, Severity.NOTICE: 0}
    part = report.of_holder("  anna  BEDACHT ")
    assert part is not None
    assert ([group.holder and group.holder.name for group in part.groups], part.goals) == (["Anna Bedacht"], 2)
    assert part.by_severity[Severity.DOUBT] == 2
    assert report.of_holder("Niemand") is None


def test_a_goal_with_ten_thousand_references_stays_bounded(tmp_path: Path) -> None:
    missing = " ".join(f"Zie doel 1.{first}.{last}." for first in range(2, 92) for last in range(1, 91))
    same = " ".join("Zie doel 95.7.7." for _ in range(1_900))
    sheets = [Sheet("1.1.1", description=f"{missing}\n\n{same}"), Sheet("1.1.2", description=PLAIN)]
    report = review_of(make_dataset(tmp_path, sheets), BUDGET)
    ((one,),) = [group.reviewed for group in report.groups]
    assert len(one.findings) == MOST_FINDINGS
    assert [(left.kind, left.count) for left in one.left_out] == [(Kind.MISSING_NUMBER, 8_101 - MOST_FINDINGS)]
    assert report.by_severity[Severity.ERROR] == 8_101
    assert max(len(finding.places) for finding in one.findings) <= MOST_PLACES


def test_a_long_sentence_is_shown_cut_around_its_words(tmp_path: Path) -> None:
    sentence = f"{'bedenken en ' * 150}zie doel 1.1.9 {'en bedenken ' * 150}."
    sheets = [Sheet("1.1.1", description=sentence), Sheet("1.1.2", description=PLAIN)]
    (finding,) = findings_of(review_of(make_dataset(tmp_path, sheets), BUDGET))["1.1.1"]
    shown = finding.places[0].sentence
    assert shown is not None
    assert len(shown) < 400
    assert "zie doel 1.1.9" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
