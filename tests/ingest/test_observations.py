"""Amounts in the graph: one observation for each element, line, year and phase, wherever a document states it."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ingest.write import Run, ingest
from ontology import terms as t
from ontology.check import check
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
FOOTER = "Deze pagina is gebouwd op 05/03/2032 15:20:24 met de export van 05/03/2032 14:59:35"
GOAL_TABLE = (
    "Primitieve begroting\n\nBegroting na wijziging\n\nRealisatie\n\nVerschil\n\n"
    "Lasten\n\n100\n\n110\n\n120\n\n10 N\n\nBaten\n\n40\n\n40\n\n50\n\n10 V\n\nSaldo\n\n60\n\n70\n\n70\n\n0"
)
GOALS_TABLE = "Lasten\n\nBaten\n\nSaldo\n\nDoel 1.2.1\n\n€ 999\n\n€ 50\n\n€ 949\n\nDoel 1.2.9\n\n5\n\n2\n\n3\n\nAmbitie 1.2\n\n125\n\n52\n\n73"
PAGES = {
    "ambitie-1-2": f"Ambitie 1.2 We proberen alles\n\nZo gaat dat.\n\nFinancieel overzicht doel\n\n{GOALS_TABLE}",
    "doel-1-2-1": f"Doel 1.2.1 We zorgen voor proeven\n\nCriteria\n\nZodanig dat:\n\n  • Alles werkt.\n\nFinancieel overzicht doel\n\n{GOAL_TABLE}",
}
BODIES = "jaarstukken:\n  organisation: gm9999\n  name: Nergenshuizen\n  family: zwolle\n  documents: [{kind: jaarstukken, year: 2031}]\n"
DOCUMENT = "gm9999/jaarstukken/2031"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("observations")
    pages = root / "pages/jaarstukken"
    pages.mkdir(parents=True)
    (root / "pages/bodies.yml").write_text(BODIES, encoding="utf-8")
    for name, text in PAGES.items():
        (pages / f"{name}.txt").write_text(f"{text}\n\n{FOOTER}", encoding="utf-8")
    summary = ingest(Run((root / "pages",), root / "dataset", BASE), lambda _done, _total: None)
    assert summary.issues == ()
    return Dataset(root / "dataset")


def values(dataset: Dataset, predicate: str) -> dict[str, list[str]]:
    """The values of a property in the facts of the document, by the path of their subject."""
    found: dict[str, list[str]] = {}
    for quad in parse(dataset.read(f"graphs/{DOCUMENT}.nq.gz"), format=RdfFormat.N_QUADS):
        if quad.predicate.value == predicate:
            path = quad.subject.value.removeprefix(f"{BASE}/id/")
            found.setdefault(path, []).append(getattr(quad.object, "value", "").removeprefix(f"{BASE}/id/"))
    return found


def test_each_element_line_year_and_phase_has_one_amount(dataset: Dataset) -> None:
    cells = values(dataset, t.CELL_TEXT)
    own = {
        path.removeprefix(f"observation/{DOCUMENT}/1.2.1/"): cell for path, cell in cells.items() if "/1.2.1/" in path
    }
    assert own == {
        "expenditure/2031/original": ["100"], "expenditure/2031/revised": ["110"],
        "expenditure/2031/executed": ["120"], "expenditure/2031/difference": ["10 N"],
        "revenue/2031/original": ["40"], "revenue/2031/revised": ["40"],
        "revenue/2031/executed": ["50"], "revenue/2031/difference": ["10 V"],
        "balance/2031/original": ["60"], "balance/2031/revised": ["70"],
        "balance/2031/executed": ["70"], "balance/2031/difference": ["0"],
    }  # fmt: skip
    assert len(cells) == 12 + 3 + 3


def test_an_amount_is_of_what_its_row_is_about(dataset: Dataset) -> None:
    elements = values(dataset, t.BUDGETED_ELEMENT)
    assert elements[f"observation/{DOCUMENT}/1.2.9/revenue/2031/executed"] == [f"goal-version/{DOCUMENT}/1.2.9"]
    assert elements[f"observation/{DOCUMENT}/1.2/revenue/2031/executed"] == [f"ambition-version/{DOCUMENT}/1.2"]
    body = dataset.read("graphs/gm9999/body.nq.gz").decode()
    assert f"<{BASE}/id/goal-version/{DOCUMENT}/1.2.9> <{t.RDF_TYPE}> <{t.NAMED_VERSION}>" in body


def test_a_described_element_has_the_amounts_of_its_own_phase_by_name(dataset: Dataset) -> None:
    assert values(dataset, t.EXPENDITURE) == {
        f"goal-version/{DOCUMENT}/1.2.1": ["120"], f"ambition-version/{DOCUMENT}/1.2": ["125"],
    }  # fmt: skip


def test_the_table_says_what_the_sign_of_a_balance_means(dataset: Dataset) -> None:
    assert values(dataset, t.SIGN_CONVENTION) == {
        f"budget-table/{DOCUMENT}": ["https://w3id.org/doelgraaf/def/sign-convention#expenditure-minus-revenue"]
    }


def test_the_difference_of_a_disadvantage_is_below_nought(dataset: Dataset) -> None:
    amounts = values(dataset, t.OBEU_AMOUNT)
    assert amounts[f"observation/{DOCUMENT}/1.2.1/expenditure/2031/difference"] == ["-10"]
    assert amounts[f"observation/{DOCUMENT}/1.2.1/revenue/2031/difference"] == ["10"]


def test_what_was_read_is_valid(dataset: Dataset) -> None:
    assert list(check(dataset)) == []


def test_net_costs_stay_positive_where_the_balance_is_expenditure_minus_revenue(real_dataset: Path) -> None:
    name = "gm0193/begroting/2021"
    quads = list(parse(Dataset(real_dataset).read(f"graphs/{name}.nq.gz"), format=RdfFormat.N_QUADS))
    found = {(q.subject.value.removeprefix(f"{BASE}/id/"), q.predicate.value, q.object.value) for q in quads}
    assert (f"observation/{name}/2.2.2/balance/2021/original", t.OBEU_AMOUNT, "348646") in found
    conventions = {value.rpartition("#")[2] for _, predicate, value in found if predicate == t.SIGN_CONVENTION}
    assert conventions == {"expenditure-minus-revenue"}
