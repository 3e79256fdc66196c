"""Indicators and realisations are read as they are printed, glued cells are said, and the graph of them is valid."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.origin import Sidecar, origin
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.sources import builtin_sources
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.cli import check_command
from ontology.dataset import Dataset
from ontology.language import Language

HEAD = "Begroting 2031\n\nBeschrijving doel 2.2.2 We zorgen voor proefpagina's\n\nEen beschrijving."
FOOTER = "Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"
COLUMNS = "Streefdoel/indicator\n\nRust\n\nWerk\n\nNulsituatie\n\n60%\n\n12\n\nNorm van 2031\n\n70%\n\n15 banen"
ROWS = "Streefdoel/indicator\n\nNulsituatie\n\nNorm van 2031\n\nRust\n\n60%\n\n70%\n\nWerk\n\n12\n\n15 banen"
TABLE = "| Streefdoel/indicator | Nulsituatie | Norm van 2031 |\n|---|---|---|\n| Rust | 60% | 70% |\n| Werk | 12 | 15 banen |"
REPORT = "Indicatoren\n\n| Indicator | Bron | Eenheid | Nulmeting | Streefwaarde 2031 | Realisatie 2030 |\n|---|---|---|---|---|---|\n"
ACTIVITIES = "Activiteiten\n\n  • Wij planten bomen in de wijk.\n  • Wij vegen."
REALISED = (
    "Toelichting op realisatie doel\n\nHet ging goed.\n\nStatus: groen\n\nToelichting realisatie activiteiten\n\n"
    "Vooraf.\n\nWij planten bomen in de wijk\n\nWij planten bomen in de wijk\n\nEr staan er tien.\n\nDeels gerealiseerd\n\n"
    "Wij vegen\n\nHet is schoon."
)


def page(*blocks: str) -> str:
    return "\n\n".join((HEAD, *blocks, FOOTER))


def read(*blocks: str) -> Record:
    return read_page(page(*blocks).encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])


def codes(record: Record) -> list[str]:
    return [issue.code for issue in record.issues if issue.code != "unknown-organisation"]


def values(record: Record) -> dict[str, list[tuple[str, str | None, str | None, int | None]]]:
    return {
        indicator.name: [(str(value.kind), value.value, value.unit, value.year) for value in indicator.values]
        for indicator in record.indicators
    }


@pytest.mark.parametrize("block", [COLUMNS, ROWS, TABLE], ids=["column after column", "row after row", "with bars"])
def test_a_table_gives_the_same_indicators_however_it_is_printed(block: str) -> None:
    record = read(block)
    assert values(record) == {
        "Rust": [("baseline", "60", "%", None), ("norm", "70", "%", 2031)],
        "Werk": [("baseline", "12", None, None), ("norm", "15", "banen", 2031)],
    }
    assert codes(record) == []


def test_a_table_of_html_gives_the_same_indicators() -> None:
    cells = [
        ["Streefdoel/indicator", "Nulsituatie", "Norm van 2031"],
        ["Rust", "60%", "70%"],
        ["Werk", "12", "15 banen"],
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    head = "<p>Begroting 2031</p><h1>Beschrijving doel 2.2.2 We zorgen</h1><p>Tekst.</p>"
    markup = f"<html><body>{head}<table>{table}</table><p>{FOOTER}</p></body></html>"
    record = read_page(markup.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])
    assert values(record) == values(read(ROWS))
    assert codes(record) == []


def test_a_year_report_gives_source_unit_and_result() -> None:
    record = read(
        f"{REPORT}| Rust | Peiling | % | 60 (2028) | ≥ 70 | 8 van de 17 |\n| Werk | | banen | -- | 15 | 7,5 |"
    )
    rust, werk = record.indicators
    assert rust.data_source is not None
    assert (rust.data_source.text, rust.unit and rust.unit.text, werk.data_source) == ("Peiling", "%", None)
    assert [(v.value, v.comparator and str(v.comparator), v.year, v.cell) for v in rust.values] == [
        ("60", None, 2028, "60 (2028)"),
        ("70", "at-least", 2031, "≥ 70"),
        (None, None, 2030, "8 van de 17"),
    ]
    assert [v.value for v in werk.values] == [None, "15", "7.5"]
    assert codes(record) == []


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (f"{REPORT}| Rust | Peiling | % | 83%80% | 70 | 71 |", ["glued-cells"]),
        ("Indicatoren\n\nRust in de wijk\n\n83%80%80%83%Peiling", ["unread-line", "glued-cells"]),
        (f"{REPORT}| Rust | Peiling | 60 | 70 |", ["unread-line"]),
        (ROWS.replace("\n\n60%", ""), ["unread-line"] * 5),
        (COLUMNS.replace("\n\n60%", ""), ["unread-line"] * 5),
    ],
)
def test_what_is_glued_or_incomplete_is_said_and_not_made_up(block: str, said: list[str]) -> None:
    record = read(block)
    assert record.indicators == ()
    assert codes(record) == said


def test_what_came_of_the_goal_and_of_activities_is_told_apart() -> None:
    record = read(ACTIVITIES, REALISED)
    told = [
        (one.title and one.title.text, one.element and one.element.index, one.status and str(one.status))
        for one in record.realisations
    ]
    assert told == [
        (None, None, "green"),
        (None, None, None),
        ("Wij planten bomen in de wijk", 0, "partly-realised"),
        ("Wij vegen", 1, None),
    ]
    assert record.text[record.realisations[2].start :].startswith("Er staan er tien.")
    assert codes(record) == []


def test_the_share_that_a_website_shows_as_complete_is_no_status() -> None:
    record = read("Toelichting op realisatie doel\n\nHet ging goed.\n\n16,16% Complete")
    assert [one.status for one in record.realisations] == [None]


def test_the_graph_of_what_is_measured_is_valid(tmp_path: Path) -> None:
    folder = tmp_path / "begroting-2031"
    folder.mkdir()
    criteria = "Criteria\n\nZodanig dat:\n\n  • De opkomst gaat van 60% naar 70% in 2031.\n    o Ook hier."
    holders = "Portefeuillehouder(s)\n\nJan ten Bedenksel"
    (folder / "doel.txt").write_text(page(criteria, holders, ACTIVITIES, TABLE, REALISED), encoding="utf-8")
    other = page("Portefeuillehouder(s)\n\nwethouder J.\u00a0ten Bedenksel").replace("2.2.2", "2.2.3")
    (folder / "ander.txt").write_text(other, encoding="utf-8")
    bodies = "begroting-2031:\n  organisation: gm9998\n  name: Proefstad\n  family: zwolle\n  documents:\n    - {kind: begroting, year: 2031}\n"
    (tmp_path / "bodies.yml").write_text(bodies, encoding="utf-8")
    out = tmp_path / "dataset"
    assert ingest(Run((tmp_path,), out, "http://localhost:8000"), lambda _done, _total: None).issues == ()
    done = CliRunner().invoke(check_command(Language.EN), [str(out), "--owl", "--json"])
    assert json.loads(done.output)["findings"] == []
    dataset = Dataset(out)
    lines = [line for path in dataset.manifest().all_files if path.endswith(".nq.gz") for line in dataset.lines(path)]
    for term, count in (
        (t.HAS_INDICATOR, 2), (t.HAS_INDICATOR_VALUE, 4), (t.HAS_REALISATION, 4), (t.REALISATION_OF, 2),
        (t.REALISATION_STATUS, 2), (t.BASELINE, 1), (t.DIRECTION, 1), (t.PRINTED_NAME, 2), (t.SKOS_ALT_LABEL, 1),
    ):  # fmt: skip
        found = [line for line in lines if f"<{term}>" in line and f"evidenceFor> <{term}>" not in line]
        assert len(found) == count, term
    assert len([line for line in lines if f"<{t.IN_ELEMENT}>" in line and "/criterion/" in line.partition(" ")[0]]) == 1
    assert len({line.partition(" ")[0] for line in lines if f"<{t.FOAF_PERSON}>" in line}) == 1
