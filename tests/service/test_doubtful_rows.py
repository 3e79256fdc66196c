"""A table says of each reference whether its words fit another goal better."""

import csv
import io
import re
from textwrap import indent

import pytest
from click.testing import CliRunner

from ingest.write import Run, ingest
from ontology.language import Language
from service.exports import table_command
from service.release.publish import publish
from tests.ingest.suspect_town import GOALS, ORGANISATION, TOWN, WRONG

PAGE = """Begroting 2031
portal

Domeinen

Sociaal domein

Beschrijving doel {goal.number} {goal.statement}

{goal.description}

{sentences}

Criteria

{goal.statement}, zodanig dat:

  • {goal.criterion}

Deze pagina is gebouwd op 05/03/2031 15:20:24 met de export van 05/03/2031 14:59:35"""
FEW = GOALS[:10]
NUMBERS = {goal.number for goal in FEW}
# The sentences that are about no other goals than these.
CASES = [
    case for case in WRONG if {case.own, case.better, *re.findall(r"\d\.\d\.\d", case.sentence)} <= NUMBERS
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The references of a budget of which some pages have a sentence whose number is wrong."""
    root = tmp_path_factory.mktemp("doubtful")
    for goal in FEW:
        said = "\n\n".join(case.sentence for case in CASES if case.own == goal.number)
        name = f"doel-{goal.number.replace('.', '-')}-{goal.name.lower().replace(' ', '-')}"
        (root / f"{name}.txt").write_text(PAGE.format(goal=goal, sentences=said), "utf-8")
    listed = f"organisation: {ORGANISATION}\nname: {TOWN}\nfamily: zwolle\n"
    listed += "documents: [{kind: begroting, year: 2031}]\n"
    (root / "bodies.yml").write_text(".:\n" + indent(listed, "  "), "utf-8")
    ingest(Run((root,), root / "dataset", "http://localhost:8000"))
    publish(root / "dataset", root / "data")
    done = CliRunner().invoke(table_command(Language.EN), ["references", "--data", str(root / "data")])
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode(), newline=""), strict=True))


def test_only_a_reference_with_a_suspicion_is_called_suspect(rows: list[dict[str, str]]) -> None:
    assert len(CASES) == 2
    assert {row["sentence"] for row in rows if row["suspect"] == "true"} == {case.sentence for case in CASES}
    assert [row["suspect"] for row in rows if row["role"] == "self"] == ["false"] * len(FEW)
