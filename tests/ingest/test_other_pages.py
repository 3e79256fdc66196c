"""Pages that are about no single goal: proposals, projects, trees and domains, and programmes without numbered goals."""

import msgspec
import pytest
from pyoxigraph import Literal, RdfFormat, parse

from ingest.origin import ListedBody, ListedDocument, Sidecar, origin
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.sources import Source, builtin_sources
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.codes import CitedKind, DocumentKind, Layout, PageKind, Role, SectionKind
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
FOOTER = "Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"
PROPOSALS = """Begroting 2031
portal
Bestedingsvoorstellen begroting 2031

Bedragen x € 1.000

Voorstel
2031
2032
A. Verzonnen fietsbrug
150
- 20
B. Meer bomen (doel 7.3.1)
p.m.
-

De voorstellen horen bij programma 6.

A. Verzonnen fietsbrug (doel 6.3.1)
We bouwen een brug. Dit hangt samen met doel 6.3.2.

B. Meer bomen (doel 7.3.1)
We planten bomen.
"""
PROJECT = """Begroting 2031
portal
Nieuwe fietsbrug
Begrotingsdoel   : 6.3.1, 6.3.2
Bestuurlijke opdrachtgever   : J. ten Verzonnen
Wat is de stand van zaken?
De brug ligt er bijna, zie ook doel 7.3.1.
"""
TREE = """Begroting 2031
portal
Doelenboom
Programma 6 Bereikbare stad
Ambitie 6.3 Iedereen komt overal
Doel 6.3.1 Fietsen .... Blz. 12
Doel 6.3.2 Lopen
7.3.1 Groen
"""
DOMAIN = """Domeinen
Fysiek domein
Programma 6 Bereikbare stad
Programma 7 Groene stad
"""
PROGRAMME = """6 Onderwijs

Doelstellingen/maatschappelijke effecten

  • Kinderen leren zwemmen
  • Scholen zijn veilig

Activiteiten

  • We keuren alle scholen

Relaties met andere programma's

Programma 4 en 7.
"""
GOAL = "Begroting 2031\nportal\n\nDoel 6.3.1 Fietsen\n\nWe zorgen voor fietsen\n\nBeschrijving\n\nTekst."


def read(text: str, source: Source | None = None) -> Record:
    listed = ListedBody("gm9999", "zwolle", (ListedDocument(DocumentKind.BEGROTING, 2031),))
    return read_page(f"{text}\n{FOOTER}".encode(), origin(Sidecar(), listed), source or builtin_sources()["zwolle"])


def test_proposals_are_things_with_amounts_a_year() -> None:
    record = read(PROPOSALS)
    assert (record.page.kind, record.page.layout) == (PageKind.SPENDING_PROPOSALS, Layout.PROPOSALS)
    assert [(one.kind, one.key, one.label) for one in record.stated] == [
        (CitedKind.SPENDING_PROPOSAL, "A", "Verzonnen fietsbrug"),
        (CitedKind.SPENDING_PROPOSAL, "B", "Meer bomen"),
    ]
    assert [(amount.of, amount.year, amount.amount_eur, amount.cell) for amount in record.budget] == [
        ("A", 2031, "150000", "150"),
        ("A", 2032, "-20000", "- 20"),
        ("B", 2031, None, "p.m."),
        ("B", 2032, None, "-"),
    ]
    assert record.issues == ()


def test_a_reference_belongs_to_the_proposal_that_it_stands_in() -> None:
    record = read(PROPOSALS)
    explained = [one for one in record.references if record.text.find("De voorstellen") < one.start]
    assert [(one.number, record.about(one.start)) for one in explained] == [
        ("6", None),
        ("6.3.1", 0),
        ("6.3.2", 0),
        ("7.3.1", 1),
    ]


def test_a_project_serves_the_goals_in_its_field() -> None:
    record = read(PROJECT)
    assert (record.page.kind, record.page.label) == (PageKind.PROJECT, "Nieuwe fietsbrug")
    field = [one.number for one in record.references if record.sections[one.section or 0].kind is SectionKind.SERVES]
    assert field == ["6.3.1", "6.3.2"]
    assert [holder.name for holder in record.holders] == ["J. ten Verzonnen"]


@pytest.mark.parametrize(
    ("text", "kind", "listed"),
    [
        (
            TREE,
            PageKind.TREE,
            [
                ("6", "Bereikbare stad"),
                ("6.3", "Iedereen komt overal"),
                ("6.3.1", "Fietsen"),
                ("6.3.2", "Lopen"),
                ("7.3.1", "Groen"),
            ],
        ),
        (DOMAIN, PageKind.DOMAIN, [("6", "Bereikbare stad"), ("7", "Groene stad")]),
    ],
)
def test_a_listing_says_what_there_is(text: str, kind: PageKind, listed: list[tuple[str, str]]) -> None:
    record = read(text)
    assert record.page.kind is kind
    assert [(one.number, one.label) for one in record.references] == listed
    assert {one.role for one in record.references} == {Role.CHILD}


def test_a_programme_of_the_first_layout_states_goals_without_numbers() -> None:
    record = read(PROGRAMME)
    assert (record.page.kind, record.page.layout, record.page.number) == (PageKind.PROGRAMME, Layout.Z0, "6")
    assert [one.statement for one in record.stated] == ["Kinderen leren zwemmen", "Scholen zijn veilig"]
    assert [(one.kind, one.number) for one in record.references if one.role is not Role.SELF] == [
        (CitedKind.PROGRAMME, "4"),
        (CitedKind.PROGRAMME, "7"),
    ]


@pytest.mark.parametrize("website", ["", "Gemeente Nergenshuizen\n", "Gemeente\u00a0Verzonnen aan den Inkt\n"])
def test_the_name_of_a_website_is_no_title_of_a_programme(website: str) -> None:
    record = read(f"{website}Begroting 2031\nportal\n{PROGRAMME}")
    assert (record.page.kind, record.page.number, record.page.label) == (PageKind.PROGRAMME, "6", "Onderwijs")
    assert record.issues == ()


@pytest.mark.parametrize(
    "entry", ["6.3.1Fietsen is veilig", "Doel 6.3.1 Fietsen is veilig", "• 6.3.1 Fietsen is veilig"]
)
def test_what_an_ambition_lists_are_its_parts_with_their_names(entry: str) -> None:
    record = read(f"Ambitie 6.3 Iedereen komt overal\n\nWe doen veel.\n\nDoelstellingen\n\n{entry}\n\n7.1.1 Elders")
    listed = [(one.number, one.label, one.role) for one in record.references if one.role is not Role.SELF]
    assert listed == [("6.3.1", "Fietsen is veilig", Role.CHILD)]


def test_an_odd_value_is_looked_up() -> None:
    source = builtin_sources()["zwolle"]
    lookups = msgspec.structs.replace(source.lookups, domain={"Fysiek Domein": "Fysiek domein"})
    record = read(f"Domeinen\nFysiek Domein\n{GOAL}", msgspec.structs.replace(source, lookups=lookups))
    place = record.page.spans["domain"]
    assert (record.page.domain, record.text[place.start : place.end]) == ("Fysiek domein", "Fysiek Domein")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("other")
    (root / "bodies.yml").write_text(
        "pages: {organisation: gm9999, name: Nergenshuizen, family: zwolle, documents: [{kind: begroting, year: 2031}]}"
    )
    (root / "pages").mkdir()
    pages = {"proposals": PROPOSALS, "project": PROJECT, "tree": TREE, "domain": DOMAIN, "z0": PROGRAMME, "goal": GOAL}
    for name, text in pages.items():
        (root / "pages" / f"{name}.txt").write_text(f"{text}\n{FOOTER}")
    summary = ingest(Run((root,), root / "dataset", BASE), lambda *_: None)
    assert summary.issues == ()
    return Dataset(root / "dataset")


@pytest.fixture(scope="module")
def facts(dataset: Dataset) -> set[tuple[str, str, str]]:
    quads = parse(dataset.read("graphs/gm9999/begroting/2031.nq.gz"), format=RdfFormat.N_QUADS)
    base = f"{BASE}/id/"
    return {
        (
            quad.subject.value.removeprefix(base),
            quad.predicate.value,
            quad.object.value if isinstance(quad.object, Literal) else quad.object.value.removeprefix(base),
        )
        for quad in quads
    }


def test_all_of_it_is_valid(dataset: Dataset) -> None:
    assert list(check(dataset)) == []


def test_a_proposal_funds_and_a_project_serves_goals(facts: set[tuple[str, str, str]]) -> None:
    document = "gm9999/begroting/2031"
    assert (f"spending-proposal/{document}/a", t.FUNDS, f"goal-version/{document}/6.3.1") in facts
    assert (f"project/{document}/nieuwe-fietsbrug", t.SERVES, f"goal-version/{document}/6.3.1") in facts
    assert (f"project/{document}/nieuwe-fietsbrug", t.SERVES, f"goal-version/{document}/7.3.1") not in facts


def test_the_money_of_a_proposal_is_its_own(facts: set[tuple[str, str, str]]) -> None:
    document = "gm9999/begroting/2031"
    asked = {subject for subject, predicate, value in facts if predicate == t.BUDGETED_ELEMENT and "proposal" in value}
    assert len(asked) == 2
    assert {(one, t.BUDGETED_ELEMENT, f"spending-proposal/{document}/a") for one in asked} <= facts


def test_a_tree_page_says_how_many_goals_a_document_has(dataset: Dataset) -> None:
    coverage = dataset.manifest().documents["gm9999/begroting/2031"].coverage
    # 6.3.1 and the two goals of the first layout are read; the tree lists three
    assert (coverage.goals_read, coverage.goals_expected) == (3, 3)
    assert coverage.declared_goals is None


def test_the_years_behind_a_title_are_no_part_of_it() -> None:
    title = "Bestedingsvoorstellen begroting 2031"
    record = read(PROPOSALS.replace(title, "Bestedingsvoorstellen Begroting 2031-2034"))
    assert record.page.kind is PageKind.SPENDING_PROPOSALS
    assert len(record.budget) == 4


@pytest.mark.parametrize("crumb", ["Projecten", "• Projecten", "Home", "Overzicht projecten"])
def test_a_crumb_is_no_title(crumb: str) -> None:
    record = read(PROJECT.replace("portal", f"portal\n{crumb}"))
    assert (record.page.kind, record.page.label) == (PageKind.PROJECT, "Nieuwe fietsbrug")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Doel 6.3.1Regels op één A4", "Regels op één A4"),
        ("Doel 6.3.1 Een stad voor 2040", "Een stad voor 2040"),
        ("Doel 6.3.1 Fietsen ........ 12", "Fietsen"),
        ("Doel 6.3.1 Fietsen blz. 112", "Fietsen"),
        ("Doel 6.3.1 Fietsen 12", "Fietsen"),
    ],
)
def test_the_number_of_a_page_is_no_part_of_a_name(printed: str, label: str) -> None:
    record = read(TREE.replace("Doel 6.3.1 Fietsen .... Blz. 12", printed))
    assert next(one.label for one in record.references if one.number == "6.3.1") == label


def test_entries_that_are_glued_together_are_apart() -> None:
    record = read(
        TREE.replace("Doel 6.3.1 Fietsen .... Blz. 12\nDoel 6.3.2 Lopen", "Doel 6.3.1Wij fietsenDoel 6.3.2Wij lopen")
    )
    found = [(one.exact, one.label) for one in record.references if one.number.startswith("6.3.")]
    assert found == [("Doel 6.3.1", "Wij fietsen"), ("Doel 6.3.2", "Wij lopen")]


def test_an_explanation_below_a_tree_is_a_section() -> None:
    record = read(TREE + "Toelichting\nHet oude doel 6.3.5 is vervallen.\n")
    assert [section.heading for section in record.sections] == [None, "Toelichting"]


def test_a_programme_with_its_number_needs_no_goals_to_be_one() -> None:
    text = "Programma 2 Schone straten\n\nProgrammadoelstelling\n\nAlles glimt.\n\nWat hebben we tot nu toe bereikt?\n\nVeel."
    record = read(text, builtin_sources()["apeldoorn"])
    assert (record.page.kind, record.page.number, record.page.label) == (PageKind.PROGRAMME, "2", "Schone straten")
    assert [section.kind for section in record.sections] == [SectionKind.DESCRIPTION, SectionKind.REALISATION]


def test_a_line_that_names_a_holder_is_no_title() -> None:
    text = "Portefeuillehouder Nynke Verzonnen\n\nProgramma 2 Schone straten\n\nWat hebben we bereikt?\n\nVeel."
    assert read(text, builtin_sources()["apeldoorn"]).page.label == "Schone straten"


@pytest.mark.parametrize("words", ["Naar boven", "Delen", "Terug naar boven", "Ga naar de inhoud"])
def test_a_button_of_a_website_belongs_to_no_section(words: str) -> None:
    record = read(GOAL + f"\n\n{words}\n")
    assert record.text[record.sections[-1].start : record.sections[-1].end] == "Tekst."


@pytest.mark.parametrize("website", ["Provincie Verzonnenland", "Waterschap Droge Voeten"])
def test_the_name_of_any_body_is_no_title(website: str) -> None:
    text = f"{website}\n\nProgramma 2 Schone straten\n\nWat willen we bereiken?\n\n2-1 Alles glimt"
    assert read(text, builtin_sources()["zeeland"]).page.label == "Schone straten"


@pytest.mark.parametrize(
    "title",
    [
        "Overzicht bestedingsvoorstellen per programma",
        "Nieuwe bestedingsvoorstellen",
        "Voorstellen voor nieuw beleid 2031",
        "Investeringsvoorstellen begroting 2031",
    ],
)
def test_proposals_are_known_by_their_title_in_other_words(title: str) -> None:
    text = PROPOSALS.replace("Bestedingsvoorstellen begroting 2031", f"Financiën in beeld\n{title}")
    record = read(text)
    assert (record.page.kind, record.page.label) == (PageKind.SPENDING_PROPOSALS, title)
    assert len(record.stated) == 2


def test_a_column_that_says_once_or_every_year_stands_before_the_amounts() -> None:
    text = PROPOSALS.replace("fietsbrug\n150", "fietsbrug\nI\n150").replace(
        "(doel 7.3.1)\np.m.", "(doel 7.3.1)\nS\np.m."
    )
    assert [one.amount_eur for one in read(text).budget] == [one.amount_eur for one in read(PROPOSALS).budget]
    assert len(read(text).budget) == 4


def test_a_page_with_the_fields_of_a_project_is_about_one() -> None:
    fields = "Projectcode   : 6.3/1\nLooptijd   : 2031 tot 2033\nFase   : uitvoering\n"
    record = read(PROJECT.replace("Begrotingsdoel   : 6.3.1, 6.3.2\n", fields))
    assert (record.page.kind, record.page.label) == (PageKind.PROJECT, "Nieuwe fietsbrug")
    assert read(PROJECT.replace("Begrotingsdoel   : 6.3.1, 6.3.2\n", "")).page.kind is PageKind.UNKNOWN


def test_goals_that_a_project_serves_may_stand_behind_any_of_its_labels() -> None:
    for label in ("Begrotingsdoel(en)", "Doelen uit de begroting"):
        record = read(PROJECT.replace("Begrotingsdoel ", f"{label} "))
        assert [one.number for one in record.references[:2]] == ["6.3.1", "6.3.2"]
