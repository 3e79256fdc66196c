"""Pages about ambitions and programmes: versions of their own level, to which goals and references lead."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
FOOTER = "Deze pagina is gebouwd op 05/03/2021 15:20:24 met de export van 05/03/2021 14:59:35"
PAGES = {
    "doel-1-2-1": "Beschrijving doel 1.2.1 We zorgen voor proeven\n\nZie ambitie 1.2 en programma 1.\n\nCriteria\n\nZodanig dat:\n\n  • Alles werkt.",
    "doel-1-2-2": "Beschrijving doel 1.2.2 We zorgen voor meer proeven\n\nTekst.\n\nCriteria\n\nZodanig dat:\n\n  • Alles werkt.",
    "ambitie-1-2": "Ambitie 1.2 We proberen alles\n\nZo gaat dat.\n\nDoel 1.2.1We zorgen voor proeven\n\nDoel 1.2.2 We zorgen voor meer proeven",
    "beschrijving-programma-1-proeven": "Beschrijving programma 1. Proeven\n\nHier staat alles over proeven, zie doel 1.2.1.",
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("levels")
    pages = root / "pages"
    pages.mkdir()
    for number, (name, text) in enumerate(PAGES.items(), start=1):
        (pages / f"{name}.txt").write_text(f"Begroting 2021\nportal\n\n{text}\n\n{FOOTER}", encoding="utf-8")
        (pages / f"{name}.yml").write_text(
            f"source: https://zwolle.begroting-2021.nl/p{number}/{name}", encoding="utf-8"
        )
    summary = ingest(Run((pages,), root / "dataset", BASE), lambda _done, _total: None)
    assert summary.issues == ()
    return Dataset(root / "dataset")


def facts(dataset: Dataset) -> set[tuple[str, str, str]]:
    quads = parse(dataset.read("graphs/gm0193/begroting/2021.nq.gz"), format=RdfFormat.N_QUADS)
    base = f"{BASE}/id/"
    return {
        (q.subject.value.removeprefix(base), q.predicate.value, getattr(q.object, "value", "").removeprefix(base))
        for q in quads
    }


GOAL = "goal-version/gm0193/begroting/2021/1.2.1"
AMBITION = "ambition-version/gm0193/begroting/2021/1.2"
PROGRAMME = "programme-version/gm0193/begroting/2021/1"


def test_each_level_is_of_its_own_class_and_name(dataset: Dataset) -> None:
    found = facts(dataset)
    assert {(GOAL, t.RDF_TYPE, t.GOAL_VERSION), (AMBITION, t.RDF_TYPE, t.AMBITION_VERSION)} <= found
    assert (PROGRAMME, t.RDF_TYPE, t.PROGRAMME_VERSION) in found
    assert (PROGRAMME, t.NAME, "Proeven") in found
    assert (AMBITION, t.STATEMENT, "We proberen alles") in found
    assert (PROGRAMME, t.RDFS_LABEL, "Programma 1 Proeven (Zwolle, Begroting 2021)") in found


def test_the_tree_leads_up_and_references_are_resolved(dataset: Dataset) -> None:
    found = facts(dataset)
    assert {
        (GOAL, t.IN_AMBITION, AMBITION),
        (GOAL, t.IN_PROGRAMME, PROGRAMME),
        (AMBITION, t.IN_PROGRAMME, PROGRAMME),
    } <= found
    assert {(GOAL, t.REFERS_TO, AMBITION), (GOAL, t.REFERS_TO, PROGRAMME), (PROGRAMME, t.REFERS_TO, GOAL)} <= found
    entry = dataset.manifest().documents["gm0193/begroting/2021"]
    assert entry.references == {"resolved": 5}
    assert (entry.coverage.pages_read, entry.coverage.goals_read, entry.coverage.versions_named) == (4, 2, 0)


def test_a_listed_part_is_no_cross_reference(dataset: Dataset) -> None:
    found = facts(dataset)
    roles = [
        value.rpartition("#")[2]
        for subject, predicate, value in found
        if predicate == t.ROLE and "/ambition-1.2/" in subject
    ]
    assert sorted(roles) == ["child", "child", "self"]
    assert not [triple for triple in found if triple[0] == AMBITION and triple[1] == t.REFERS_TO]


def test_what_was_read_is_valid(dataset: Dataset) -> None:
    assert list(check(dataset)) == []


def test_pages_without_a_goal_do_not_make_a_document_complete(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "begroting").mkdir(parents=True)
    (pages / "bodies.yml").write_text(
        "begroting:\n  organisation: gm9999\n  name: Proefstad\n  family: zwolle\n"
        "  documents: [{kind: begroting, year: 2031, goalsExpected: 2, complete: true}]\n",
        encoding="utf-8",
    )
    for name in ("doel-1-2-1", "ambitie-1-2"):
        (pages / f"begroting/{name}.txt").write_text(f"{PAGES[name]}\n\n{FOOTER}", encoding="utf-8")
    summary = ingest(Run((pages,), tmp_path / "dataset", BASE), lambda _done, _total: None)
    assert summary.documents["gm9999/begroting/2031"].coverage.complete == "no"
