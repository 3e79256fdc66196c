"""What endures is called by its newest name, else by its newest statement."""

from pathlib import Path

import pytest
from goal_years import budget, version

from ingest.link.labels import LONGEST, Titles
from ingest.link.resolve import Version
from ontology import terms as t
from ontology.dataset import BodyFiles, Dataset, DocumentFiles

OLD, MIDDLE, NEW = (version(budget(year), "1.1.1") for year in (2031, 2032, 2033))
LONG = "Wij willen dat iedereen in de stad mee kan doen " * 4


@pytest.mark.parametrize(
    ("names", "statements", "expected"),
    [
        ({OLD: "Dienst", MIDDLE: "Dienstverlening"}, {NEW: "Wij helpen snel"}, "Dienstverlening"),
        ({OLD: "Dienst", NEW: "Loket"}, {}, "Loket"),
        ({}, {OLD: "Wij helpen", MIDDLE: "Wij helpen snel"}, "Wij helpen snel"),
        ({}, {}, None),
    ],
)
def test_the_newest_name_there_is_goes_before_any_statement(
    names: dict[Version, str], statements: dict[Version, str], expected: str | None
) -> None:
    assert Titles(names, statements).of([OLD, MIDDLE, NEW]) == expected


def test_a_long_statement_is_cut_between_words() -> None:
    found = Titles({}, {OLD: LONG}).of([OLD])
    assert found is not None
    assert len(found) <= LONGEST
    assert LONG.startswith(found.removesuffix(" …"))
    assert LONG[len(found.removesuffix(" …"))] == " "


def test_every_goal_of_the_fictional_municipality_that_a_page_describes_has_words(fictional_dataset: Path) -> None:
    """The newest page of 4.1.1 prints no name; the one of the year before does."""
    dataset = Dataset(fictional_dataset)
    found = list(dataset.lines(BodyFiles("gm9999").body))
    goals = {line.split()[0] for line in found if f"<{t.RDF_TYPE}> <{t.GOAL}>" in line}
    labels = {line.split()[0]: line.split('"')[1] for line in found if f"<{t.RDFS_LABEL}>" in line}
    assert len(goals) > 30
    assert goals <= labels.keys()
    (facts,) = (DocumentFiles(one).facts for one in dataset.documents() if one.path == "gm9999/begroting/2031")
    (goal,) = {
        line.split()[2]
        for line in dataset.lines(facts)
        if f"/goal-version/gm9999/begroting/2031/4.1.1> <{t.VERSION_OF}>" in line
    }
    assert labels[goal] == "Dienstverlening"
