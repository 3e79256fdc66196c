"""Bodies of other portal families: their numbering and headings, from the page to the dataset."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from ingest.origin import ListedBody, ListedDocument, Sidecar, origin
from ingest.read.openings import opening
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.text import Line
from ingest.sources import SourceError, builtin_sources, load
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.codes import CitedKind, DocumentKind, Layout, PageKind, Role, SectionKind
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
PREFIXED = """Begroting 2031
P3 Zorg en jeugd

Waar gaat dit programma over?
Terug naar navigatie - Waar gaat dit programma over?

Dit programma gaat over zorg.

Wat willen we bereiken?

P3 1. Iedereen krijgt hulp

P3 1.1 Ons aanbod past bij de vraag

Dat meten we elk jaar, zie doel P3 1.2.

Wat gaan we daarvoor doen in 2031?

1.1.1 - Jeugd: we openen een inlooppunt.

1.1.2 - Ouderen: we bellen iedereen die alleen woont.
Ook op zondag.

P3 1.2 Ons team is compleet

Wat gaan we daarvoor doen in 2031?

1.2.1 - We werven vijf mensen.

Wat mag het kosten?

--

Portefeuillehouder

J. ten Verzonnen
"""
LETTERED = """Begroting 2031
Prettige stad

Wat willen we bereiken?

A. Een stad waar het prettig wonen is

B. Een stad met genoeg werk

Wat gaan we daarvoor doen?

  • We bouwen huizen, zie doel A.

Portefeuillehouders: K. Verzonnen, L. Bedacht
"""
UNNUMBERED = """Sociaal domein

Wat willen we bereiken?

Iedereen doet mee

Daar zorgen we samen voor.

Wat gaan we daarvoor doen?

  • We openen een wijkcentrum.
  • We helpen de voedselbank.

Wat willen we bereiken?

Niemand hoeft alleen te zijn

Wat gaan we daarvoor doen?

We bellen honderd mensen.
"""
BODIES = """
prefixed: {organisation: gm9301, name: Wormverzonnen, family: wormerland, documents: [{kind: begroting, year: 2031}]}
lettered: {organisation: gm9302, name: Letterdam, family: tiel, documents: [{kind: begroting, year: 2031}]}
unnumbered: {organisation: gm9303, name: Zondernummer, family: bladel, documents: [{kind: begroting, year: 2031}]}
"""


def read(family: str, text: str) -> Record:
    listed = ListedBody("gm9301", family, (ListedDocument(DocumentKind.BEGROTING, 2031),))
    return read_page(text.encode(), origin(Sidecar(), listed), builtin_sources()[family])


def test_a_page_with_prefixed_numbers_states_its_goals_and_numbers_its_actions() -> None:
    record = read("wormerland", PREFIXED)
    assert (record.page.kind, record.page.layout, record.page.number) == (PageKind.PROGRAMME, Layout.QUESTIONS, "P3")
    assert [(one.kind, one.key, one.statement, one.above) for one in record.stated] == [
        (CitedKind.AMBITION, "P3 1", "Iedereen krijgt hulp", None),
        (CitedKind.GOAL, "P3 1.1", "Ons aanbod past bij de vraag", 0),
        (CitedKind.GOAL, "P3 1.2", "Ons team is compleet", 0),
    ]
    assert [(item.number, record.about(item.start)) for item in record.activities] == [
        ("P3 1.1.1", 1),
        ("P3 1.1.2", 1),
        ("P3 1.2.1", 2),
    ]
    assert record.activities[1].text == "Ouderen: we bellen iedereen die alleen woont.\nOok op zondag."
    assert record.issues == ()


def test_the_numbers_of_what_a_page_states_are_its_listed_parts() -> None:
    record = read("wormerland", PREFIXED)
    children = [reference.number for reference in record.references if reference.role is Role.CHILD]
    assert children == ["P3 1", "P3 1.1", "P3 1.1.1", "P3 1.1.2", "P3 1.2", "P3 1.2.1"]


def test_letters_begin_anew_in_each_programme() -> None:
    record = read("tiel", LETTERED)
    assert (record.page.number, record.page.label, record.page.key) == (None, "Prettige stad", "prettige-stad")
    assert [(one.key, one.number, one.statement) for one in record.stated] == [
        ("prettige-stad A", "A", "Een stad waar het prettig wonen is"),
        ("prettige-stad B", "B", "Een stad met genoeg werk"),
    ]
    assert [holder.name for holder in record.holders] == ["K. Verzonnen", "L. Bedacht"]


def test_what_follows_several_goals_is_about_the_programme() -> None:
    record = read("tiel", LETTERED)
    assert [record.about(item.start) for item in record.activities] == [None]


def test_goals_without_numbers_are_known_by_their_words() -> None:
    record = read("bladel", UNNUMBERED)
    assert [(one.key, one.number) for one in record.stated] == [
        ("sociaal-domein iedereen-doet-mee", None),
        ("sociaal-domein niemand-hoeft-alleen-te-zijn", None),
    ]
    assert [record.about(item.start) for item in record.activities] == [0, 0, 1]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("families")
    (root / "bodies.yml").write_text(BODIES)
    for folder, text in (("prefixed", PREFIXED), ("lettered", LETTERED), ("unnumbered", UNNUMBERED)):
        (root / folder).mkdir()
        (root / folder / "page.txt").write_text(text)
    summary = ingest(Run((root,), root / "dataset", BASE), lambda *_: None)
    assert summary.issues == ()
    return Dataset(root / "dataset")


def facts(dataset: Dataset, code: str) -> set[tuple[str, str, str]]:
    quads = parse(dataset.read(f"graphs/{code}/begroting/2031.nq.gz"), format=RdfFormat.N_QUADS)
    base = f"{BASE}/id/"
    return {
        (
            quad.subject.value.removeprefix(base),
            quad.predicate.value,
            quad.object.value if isinstance(quad.object, Literal) else quad.object.value.removeprefix(base),
        )
        for quad in quads
    }


def test_what_was_read_is_valid(dataset: Dataset) -> None:
    assert list(check(dataset)) == []


def test_goals_stand_under_their_programme_in_the_graph(dataset: Dataset) -> None:
    found = facts(dataset, "gm9301")
    goal = "goal-version/gm9301/begroting/2031/p3-1.1"
    assert (goal, t.IN_PROGRAMME, "programme-version/gm9301/begroting/2031/p3") in found
    assert (goal, t.IN_AMBITION, "ambition-version/gm9301/begroting/2031/p3-1") in found
    assert (goal, t.REFERS_TO, "goal-version/gm9301/begroting/2031/p3-1.2") in found
    found = facts(dataset, "gm9303")
    goal = "goal-version/gm9303/begroting/2031/sociaal-domein-iedereen-doet-mee"
    assert (goal, t.IN_PROGRAMME, "programme-version/gm9303/begroting/2031/sociaal-domein") in found
    assert (goal, t.RDFS_LABEL, "Doel Iedereen doet mee (Zondernummer, Begroting 2031)") in found


def test_a_letter_means_the_goal_of_its_own_programme(dataset: Dataset) -> None:
    found = facts(dataset, "gm9302")
    programme = "programme-version/gm9302/begroting/2031/prettige-stad"
    assert (programme, t.REFERS_TO, "goal-version/gm9302/begroting/2031/prettige-stad-a") in found


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ("numbers: {'1.2': goal}", "no form of number"),
        ("foo: 1", r"mijn\.yml:3: there is no key `foo` here; .*there are: family, .*, extends$"),
        ("kolommen: {}", "perhaps columns is meant"),
        ("extends: vraagen", "«vraagen» can't stand here; perhaps vragen is meant; give one of: apeldoorn, "),
        ("monthFirst: 3", r"mijn\.yml:3: monthFirst: «3» can't stand here; give true or false"),
        ("numbers: {n: doel}", r"mijn\.yml:3: n: «doel» can't stand here; give one of: goal, "),
        ("headings: {goal: [Doel]}", "«goal» can't stand here; perhaps goals is meant"),
        ("counts: {goal: {min: 1}}", "`max` is missing; add `max:` with a whole number from 0"),
    ],
)
def test_a_slip_in_a_family_is_refused(extra: str, fault: str) -> None:
    extends = "" if extra.startswith("extends") else "extends: vragen\n"
    with pytest.raises(SourceError, match=fault):
        load("mijn.yml", f"{extends}family: mijn\n{extra}\n".encode())


def test_a_family_without_a_name_is_refused() -> None:
    with pytest.raises(SourceError, match="`family` is missing; add `family:` with something like mijn"):
        load("mijn.yml", b"extends: vragen")


def test_a_family_that_extends_another_adds_words_and_replaces_the_rest() -> None:
    own = load(
        "mijn.yml", b"extends: vragen\nfamily: mijn\nheadings: {goals: [Waar gaan we heen]}\nnumbers: {n-n: goal}"
    )
    assert own.heading("Waar gaan we heen?") is SectionKind.GOALS
    assert own.heading("Wat willen we bereiken") is SectionKind.GOALS
    assert own.kind_of("1-2") is CitedKind.GOAL


def test_a_heading_means_what_the_heir_says_and_not_its_base() -> None:
    base = load("a.yml", b"extends: vragen\nfamily: a")
    heir = load("b.yml", b"extends: vragen\nfamily: b\nheadings: {description: [Doelen]}")
    assert (base.heading("Doelen"), heir.heading("Doelen")) == (SectionKind.GOALS, SectionKind.DESCRIPTION)


def test_two_dashes_are_an_empty_cell_where_they_stand_in_a_table() -> None:
    money = (
        "Wat mag het kosten?",
        "x \N{EURO SIGN} 1.000",
        "2031",
        "2032",
        "Baten",
        "840",
        "--",
        "Lasten",
        "900",
        "910",
    )
    record = read("zaanstad", "\n\n".join(("Wonen", "Wat willen we bereiken?", "1 Huizen", "1.1 Meer huizen", *money)))
    found = [(one.line, one.year, one.amount_eur) for one in record.budget]
    assert found == [
        ("revenue", 2031, "840000"),
        ("revenue", 2032, None),
        ("expenditure", 2031, "900000"),
        ("expenditure", 2032, "910000"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Wat willen wij met elkaar bereiken?", SectionKind.GOALS),
        ("Wat hebben we in 2031 bereikt?", SectionKind.REALISATION),
        ("Wat gaan wij daar in 2032 voor doen?", SectionKind.ACTIVITIES),
        ("Wat is er gedaan?", SectionKind.ACTIVITY_REALISATION),
        ("Wat heeft het programma gekost?", SectionKind.BUDGET),
        ("Wat wij doen is goed", None),
        ("Wat willen we bereiken. Dat is veel.", None),
    ],
)
def test_a_question_opens_a_section_in_whatever_words(line: str, kind: SectionKind | None) -> None:
    opened = opening(Line(0, len(line), line), builtin_sources()["tiel"])
    assert (opened.kind if opened else None) is kind


def test_a_letter_on_a_page_of_no_programme_means_the_one_goal_that_has_it(tmp_path: Path) -> None:
    (tmp_path / "bodies.yml").write_text(BODIES)
    (tmp_path / "lettered").mkdir()
    pages = {
        "stad": LETTERED,
        "land": LETTERED.replace("Prettige stad", "Prettig land").replace("B. Een stad", "C. Een land"),
        "leeswijzer": "Begroting 2031\nLeeswijzer\n\nZie doel A, doel B en doel Z.",
    }
    for name, text in pages.items():
        (tmp_path / "lettered" / f"{name}.txt").write_text(text)
    ingest(Run((tmp_path,), tmp_path / "dataset", BASE), lambda *_: None)
    found = Dataset(tmp_path / "dataset").manifest().documents["gm9302/begroting/2031"].references
    # of the reading guide A is in two programmes, B in one and Z in none; each programme names its own A and its parts
    assert found == {"ambiguous": 1, "not-loaded": 1, "resolved": 7}


def test_a_letter_of_a_programme_that_is_named_is_that_programmes(tmp_path: Path) -> None:
    pages = tmp_path / "lettered"
    pages.mkdir()
    (tmp_path / "bodies.yml").write_text(BODIES)
    asked = "Wat willen we bereiken?"
    words = "Dat draagt bij aan doel A van het programma Water en lucht. Zie ook doel A van het programma Elders. "
    words += "Het geld komt uit doel B van het programma Veilig en wel."  # the name is read as far as «Veilig»
    (pages / "veilig.txt").write_text(f"Veilig en wel\n\n{asked}\n\nA. Droge voeten\n\nB. Warme voeten")
    (pages / "wonen.txt").write_text(f"Wonen\n\n{asked}\n\nA. Huizen voor allen\n\n{words}")
    (pages / "water.txt").write_text(f"Water en lucht\n\n{asked}\n\nA. Schoon water")
    ingest(Run((tmp_path,), tmp_path / "dataset", BASE), lambda *_: None)
    found = facts(Dataset(tmp_path / "dataset"), "gm9302")
    referred = {o.rpartition("/")[2] for _, p, o in found if p == t.REFERS_TO}
    assert referred == {"water-en-lucht-a", "elders-a", "veilig-en-wel-b"}


@pytest.mark.parametrize("family", ["zwolle", "zaanstad"])
@pytest.mark.parametrize("heading", ["Baten en lasten", "Lasten en baten", "Overzicht van baten en lasten"])
def test_a_money_table_is_known_by_any_of_its_headings(family: str, heading: str) -> None:
    assert builtin_sources()[family].heading(heading) is SectionKind.BUDGET
