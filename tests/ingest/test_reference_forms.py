"""The forms of references that were found on real pages, from outside the project, read inside a whole page and alone."""

import csv
from pathlib import Path

import pytest

from ingest.origin import Sidecar, origin
from ingest.read.page import read_page
from ingest.read.record import Record
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.sources import builtin_sources
from ontology.codes import Role

FORMS = Path(__file__).parents[3] / "shared/facts/references.tsv"
WORDS = {"goal": "doel", "ambition": "ambitie", "programme": "programma"}
FOOTER = "Deze pagina is gebouwd op 05/03/2021 15:20:24 met de export van 05/03/2021 14:59:35"
# Rows that only the page around them decides, in the family of their body: what stands on the page before them.
LISTED = {
    "R31": ("zwolle", "Ambitie 1.3 We proberen alles\n\nTekst."),  # a listed part of an ambition
    "R39": ("wormerland", "P3 Proeven\n\nWat willen we bereiken?"),  # numbers with the letter of a programme
    "R40": ("wormerland", "P3 Proeven\n\nWat willen we bereiken?\n\nP3 1.1 Meer proeven\n\nWat gaan we daarvoor doen?"),
    "R45": ("apeldoorn", "Hoofddoelstelling 1 Proeven\n\nWat willen we bereiken?\n\n1.1 Meer proeven"),  # a cell
}


def forms() -> list[dict[str, str]]:
    if not FORMS.is_file():
        pytest.skip(f"the forms of references are not at {FORMS}")
    with FORMS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def page_of(form: dict[str, str]) -> Record:
    """A goal page with the words of a form in its description; the page's own number where the form is about that."""
    number = form["expected"].removeprefix("self:") if form["expected"].startswith("self:") else "9.9.9"
    text = (
        f"Begroting 2021\nportal\n\nBeschrijving doel {number} We zorgen voor proeven\n\nHier staat {form['surface']} en meer.\n\n"
        f"Criteria\n\nZodanig dat:\n\n  • Alles werkt.\n\n{FOOTER}"
    )
    return read_page(text.encode(), origin(Sidecar(), None), builtin_sources()["zwolle"])


def found_in(record: Record) -> str:
    """What was read, as the table writes it."""
    inside = [reference for reference in record.references if reference.section == 0]
    read = [f"{'self' if r.role is Role.SELF else WORDS[r.kind]}:{r.number}" for r in inside]
    read += [f"mention:{mention.kind}:{mention.number}" for mention in record.mentions]
    return ";".join(read) or "NONE"


def test_every_form_reads_as_expected_inside_a_page() -> None:
    rows = [form for form in forms() if form["id"] not in LISTED]
    assert len(rows) == 28
    wrong = {form["id"]: (form["surface"], form["expected"], found_in(page_of(form))) for form in rows}
    assert {key: value for key, value in wrong.items() if value[1] != value[2]} == {}


def test_every_form_whose_words_decide_reads_as_expected_alone() -> None:
    numbering = builtin_sources()["zwolle"].numbering
    rows = [form for form in forms() if form["expected"].startswith(("doel", "programma", "ambitie", "NONE"))]
    assert len(rows) == 23
    for form in rows:
        text = form["surface"]
        found = find_references(text, Span(0, len(text)), Own(None, None, numbering))
        read = ";".join(f"{WORDS[reference.kind]}:{reference.number}" for reference in found) or "NONE"
        assert read == form["expected"], (form["id"], text)


@pytest.mark.parametrize("row", sorted(LISTED))
def test_a_listed_part_is_a_child_on_the_page_of_what_is_above_it(row: str) -> None:
    form = next(form for form in forms() if form["id"] == row)
    family, before = LISTED[row]
    text = f"Begroting 2021\nportal\n\n{before}\n\n{form['surface']} de proeven\n\n{FOOTER}"
    record = read_page(text.encode(), origin(Sidecar(), None), builtin_sources()[family])
    last = max(record.references, key=lambda reference: reference.start)
    assert f"{last.role}:{last.number}" == form["expected"]
    assert form["surface"].startswith(last.exact)
