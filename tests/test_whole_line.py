"""The whole line for bodies whose numbers have a prefix, a letter or none: from pages to an answer of the released graph."""

import csv
from pathlib import Path

from click.testing import CliRunner

from doelgraaf import FrontDoor
from ontology.language import Language

PAGES = {
    "prefixed": "P3 Zorg en jeugd\n\nWat willen we bereiken?\n\nP3 1.1 Ons aanbod past bij de vraag\n\nZie doel P3 1.2.\n\n"
    "P3 1.2 Ons team is compleet\n",
    "lettered": "Prettige stad\n\nWat willen we bereiken?\n\nA. Een stad om in te wonen\n\nB. Een stad met werk, zie doel A\n",
    "unnumbered": "Sociaal domein\n\nWat willen we bereiken?\n\nIedereen doet mee\n\nWat gaan we daarvoor doen?\n\n"
    "  • We openen een wijkcentrum.\n",
}
BODIES = """
prefixed: {organisation: gm9301, name: Wormverzonnen, family: wormerland, documents: [{kind: begroting, year: 2031}]}
lettered: {organisation: gm9302, name: Letterdam, family: tiel, documents: [{kind: begroting, year: 2031}]}
unnumbered: {organisation: gm9303, name: Zondernummer, family: bladel, documents: [{kind: begroting, year: 2031}]}
"""
QUERY = (
    "SELECT ?name ?number ?statement ?to { ?goal a dg:GoalVersion ; dg:organisationName ?name ; dg:number ?number ; "
    "dg:statement ?statement ; dg:inProgramme ?programme . OPTIONAL { ?goal dg:refersTo/dg:number ?to } } "
    "ORDER BY ?name ?number"
)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(FrontDoor(Language.EN), list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_bodies_with_other_numbers_go_through_to_a_release(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for folder, text in PAGES.items():
        (pages / folder).mkdir(parents=True)
        (pages / folder / "page.txt").write_text(text)
    (pages / "bodies.yml").write_text(BODIES)
    dataset, data = str(tmp_path / "dataset"), str(tmp_path / "data")
    run("ingest", str(pages), "--out", dataset, "--quiet")
    run("publish", dataset, "--data", data, "--quiet")
    rows = list(csv.reader(run("query", "--data", data, "--format", "csv", QUERY).splitlines()))
    assert rows[1:] == [
        ["Letterdam", "prettige-stad A", "Een stad om in te wonen", ""],
        ["Letterdam", "prettige-stad B", "Een stad met werk, zie doel A", "prettige-stad A"],
        ["Wormverzonnen", "P3 1.1", "Ons aanbod past bij de vraag", "P3 1.2"],
        ["Wormverzonnen", "P3 1.2", "Ons team is compleet", ""],
        ["Zondernummer", "sociaal-domein iedereen-doet-mee", "Iedereen doet mee", ""],
    ]
