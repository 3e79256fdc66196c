"""What the two real pages answer to the stored questions, row by row, in both engines, with and without rules."""

from pathlib import Path

import pytest
from asking import REPORT, ZWOLLE, Loaded, pick

from ingest.read.page import READER_VERSION
from ingest.write import Run, ingest

NOT_LOADED = "pagina niet geladen"
GOAL = {**ZWOLLE, "number": "2.2.2"}


@pytest.fixture(scope="module", params=[False, True], ids=["asserted", "inferred"])
def real(request: pytest.FixtureRequest, real_dataset: Path) -> Loaded:
    return Loaded(real_dataset, inferred=request.param)


def test_cq01_where_the_goal_refers_to_and_in_which_words(real: Loaded) -> None:
    rows = real.ask("cq01", **GOAL)
    assert pick(rows, 0, 2) == [
        ("1.1.1", "zie doel 1.1.1"),
        ("1.3.2", "zie doel 1.3.2"),
        ("1.3.4", "zie doel 1.3.4"),
        ("2.1", "doel 2.1"),
        ("2.1.2", "zie doel 2.1.2"),
        ("4", "Programma 4"),
    ]
    sentence = next(row[3] for row in rows if row[0] == "1.3.4")
    assert sentence == (
        "De activering van bijstandsgerechtigden vanuit en samen met partners in de stad draagt bovendien bij aan het "
        "tegengaan van armoede (Programma 4.) en een betere gezondheid van inwoners (Zwolle gezonde stad, zie doel 1.3.4)."
    )


def test_cq03_all_references_lead_to_pages_that_are_not_loaded(real: Loaded) -> None:
    assert pick(real.ask("cq03"), 0, 1, 2, 3, 4) == [
        ("Begroting 2021", "2.2.2", "doel", "1.1.1", NOT_LOADED),
        ("Begroting 2021", "2.2.2", "programma", "4", NOT_LOADED),
        ("Begroting 2021", "2.2.2", "doel", "1.3.4", NOT_LOADED),
        ("Begroting 2021", "2.2.2", "doel", "1.3.2", NOT_LOADED),
        ("Begroting 2021", "2.2.2", "doel", "2.1.2", NOT_LOADED),
        ("Begroting 2021", "2.2.2", "ambitie", "2.1", NOT_LOADED),
        ("Berap 2023-2", "1.1.2", "programma", "10", NOT_LOADED),
        ("Berap 2023-2", "1.1.2", "programma", "10", NOT_LOADED),
    ]


def test_cq11_who_holds_which_goal(real: Loaded) -> None:
    assert real.ask("cq11") == [
        ("Michiel van Willigen", "Berap 2023-2", "1.1.2"),
        ("René de Heer", "Begroting 2021", "2.2.2"),
    ]


def test_cq15_and_cq17_and_cq18_the_money(real: Loaded) -> None:
    assert real.ask("cq15", **ZWOLLE) == [("2.2.2", "Maatschappelijke participatie", "348646", "0", "348646")]
    title = "Integratie-uitkering Inburgering"
    assert real.ask("cq17", **REPORT) == [
        ("1.1.2", title, "Budgettair neutraal", "1.1.2", "nadeel", "460000", "incidenteel"),
        ("1.1.2", title, "Budgettair neutraal", "10", "voordeel", None, "onbekend"),
    ]
    cause = "M.i.v. 2023 heeft het Rijk deze integratieuitkering echter toegevoegd aan de Algemene Uitkering (AU)"
    assert real.ask("cq18") == [("Berap 2023-2", "1.1.2", title, "1.1.2", "10", "460000", cause)]


def test_cq19_the_criteria_and_the_target_in_the_first(real: Loaded) -> None:
    rows = real.ask("cq19", **GOAL)
    assert pick(rows, 0, 2, 3, 4) == [
        ("0", "ten minste", "200", "bijstandsgerechtigden"),
        ("1", None, None, None),
    ]
    assert rows[0][1] == (
        "Participatiegroei wordt gerealiseerd bij tenminste 200 bijstandsgerechtigden zonder aansluiting tot de "
        "arbeidsmarkt."
    )


def test_cq20_and_cq21_what_stands_in_the_activities_and_what_is_missing(real: Loaded) -> None:
    assert real.ask("cq20") == [("Begroting 2021", "2.2.2", "2.1", "doel 2.1")]
    assert real.ask("cq21", **ZWOLLE) == [("2.2.2", "Maatschappelijke participatie", "kop zonder lijst")]


def test_cq22_from_which_page_export_and_run(real: Loaded) -> None:
    rows = [row for row in real.ask("cq22", **GOAL) if row[0] == "1.3.4"]
    base = "http://localhost:8000"
    ((_, exact, page, built, exported, graph, run, agent, reader),) = rows
    assert exact == "zie doel 1.3.4"
    assert page == f"{base}/id/page/gm0193/begroting/2021/20210503t145935/goal-2.2.2"
    assert (built, exported) == ("2021-05-03T15:20:24", "2021-05-03T14:59:35")
    assert graph == f"{base}/graph/doc/gm0193/begroting/2021"
    assert run is not None
    assert run.startswith(f"{base}/id/run/")
    assert (agent, reader) == ("https://w3id.org/doelgraaf/def/software#doelgraaf", READER_VERSION)


ASKED = [
    ("cq01", GOAL), ("cq03", {}), ("cq11", {}), ("cq15", ZWOLLE), ("cq17", REPORT), ("cq18", {}), ("cq19", GOAL),
    ("cq20", {}), ("cq21", ZWOLLE), ("cq22", GOAL),
]  # fmt: skip


def test_the_same_rows_come_back_when_a_page_is_offered_again(tmp_path: Path, examples: Path) -> None:
    out, again = tmp_path / "dataset", tmp_path / "again"
    ingest(Run((examples / "real",), out, "http://localhost:8000"), lambda _done, _total: None)
    before = Loaded(out, inferred=False)
    again.mkdir()
    name = "doel-2-2-2-begroting-2021"
    text = (examples / f"real/{name}.txt").read_text("utf-8")
    (again / f"{name}.txt").write_text(text.replace("05/03/2021", "05/10/2021"), encoding="utf-8")
    (again / f"{name}.yml").write_bytes((examples / f"real/{name}.yml").read_bytes())
    ingest(Run((again,), out, "http://localhost:8000"), lambda _done, _total: None)
    after = Loaded(out, inferred=False)
    for question, values in ASKED:
        old, new = before.ask(question, **values), after.ask(question, **values)
        if question == "cq22":
            assert pick(old, 0, 1, 5, 7, 8) == pick(new, 0, 1, 5, 7, 8)
            assert all(
                one[column] != other[column] for one, other in zip(old, new, strict=True) for column in (2, 3, 4, 6)
            )
        else:
            assert old == new
