"""Each measure of accuracy counts what it says, on pages whose counts are known by hand."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from benchmarks import gold as gold_format
from benchmarks.facts import ANY, MEASURES, Body, Fact, read
from benchmarks.figures import Compared, Figures
from benchmarks.gold import load_split
from benchmarks.readings import Reading, ReadingError, read_pages
from ingest.read.record import Stated
from ingest.read.span import Span
from ontology.codes import CitedKind, DocumentKind
from ontology.iri import DocumentKey
from tests.benchmarks.tiny_gold import BUDGET, REPORT

COUNTS = [
    ("mentions", (7, 7, 6), "the number in the table is read too, the words without a number are not"),
    ("roles", (7, 7, 5), "programme 4 is no listed part"),
    ("targets", (5, 4, 3), "goal 1.2.9 is dangling in a complete document; the report's 1.1.2 leads to the budget"),
    ("references", (5, 4, 2), "1.1.1 in the budget and 1.1.2 in the report"),
    ("relations", (4, 4, 3), "programme 4 is annotated as a listed part, which has no relation"),
    ("reference-labels", (0, 0, 0), "no reference has a name beside it"),
    ("suspects", (1, 0, 0), "what is no reference can't be suspect"),
    ("pages", (2, 2, 2), "both are goals with their numbers"),
    ("labels", (1, 1, 1), "the report gives a short name"),
    ("statements", (2, 2, 2), "each page states its goal"),
    ("sections", (8, 8, 6), "one has another kind, one another end"),
    ("items", (5, 4, 4), "three criteria annotated where there are two"),
    ("things", (0, 0, 0), "each page is about one goal"),
    ("holders", (3, 3, 2), "half a name is another name"),
    ("other-numbers", (1, 0, 0), "there is none"),
    ("amounts", (2, 3, 1), "one amount differs, one cell is not annotated"),
    ("effects", (1, 1, 0), "one-off is not structural"),
    ("causes", (0, 0, 0), "no words give a cause"),
]


def test_every_measure_is_counted_here() -> None:
    assert [name for name, _, _ in COUNTS] == list(MEASURES)


@pytest.mark.parametrize(("name", "counts", "why"), COUNTS, ids=[name for name, _, _ in COUNTS])
def test_a_measure_counts_what_it_says(result: Figures, name: str, counts: tuple[int, int, int], why: str) -> None:
    found = result.scores[name]
    assert (found.annotated, found.read, found.right) == counts, why


def test_what_is_read_where_no_reference_is_annotated_is_a_look_alike(result: Figures) -> None:
    assert (result.look_alikes, result.look_alike_pages, result.pages) == (1, 1, 2)


def test_relations_are_counted_one_by_one_and_averaged_over_those_that_are_annotated(result: Figures) -> None:
    counts = {name: (one.annotated, one.read, one.right) for name, one in result.relations.items()}
    assert counts == {"see": (2, 2, 2), "unknown": (2, 1, 1), "contributes-to": (0, 1, 0)}
    assert result.relation_macro.f1 == round((1 + 2 / 3) / 2, 4), "contributes-to is not annotated and is left out"
    assert (result.relation_macro.annotated, result.relation_macro.read, result.relation_macro.right) == (4, 4, 3)


def test_every_mistake_has_its_page_place_and_words(result: Figures, compared: tuple[Compared, ...]) -> None:
    assert result.mistakes is not None
    at = BUDGET.index("Bram")
    page = "begroting/doel-1-1-2.txt"
    assert f"holders | missed | {page} | {at}-{at + 4} | bram" in result.mistakes
    assert f"holders | false alarm | {page} | {at}-{at + 12} | bram bedacht" in result.mistakes
    wrong = sum(one.annotated + one.read - 2 * one.right for one in result.scores.values())
    assert len(result.mistakes) == wrong
    table = BUDGET.rindex("Doel 1.1.2")
    assert [one.start for page in compared for one in page.look_alikes] == [table]


@pytest.fixture(scope="module")
def reading(gold: Path) -> Reading:
    """The reading of the report."""
    pages = load_split(gold / "development")
    return read_pages(pages, gold / "development")[-1]


def test_what_linking_calls_suspect_is_counted(reading: Reading) -> None:
    assert read(reading)["suspects"] == ()
    doubted = {key: msgspec.structs.replace(one, suspect=True) for key, one in reading.outcomes.items()}
    at = REPORT.index("zie doel 1.1.2")
    found = read(replace(reading, outcomes=doubted))["suspects"]
    assert Fact(("goal", "1.1.2"), at, at + len("zie doel 1.1.2")) in found


def test_further_goals_of_a_page_are_counted_at_their_statements(reading: Reading) -> None:
    assert reading.record is not None
    at = REPORT.index("Een plek")
    stated = Stated(
        kind=CitedKind.GOAL, key="1.1.3", number="1.1.3", label=None, statement="Een plek", above=None,
        start=0, end=len(REPORT), spans={"statement": Span(at, at + 8)},
    )  # fmt: skip
    several = replace(reading, record=msgspec.structs.replace(reading.record, stated=(stated,)))
    assert read(several)["things"] == (Fact(("goal", "1.1.3"), at, at + 8),)


def test_a_cause_is_right_where_its_words_overlap(reading: Reading) -> None:
    assert reading.record is not None
    at = REPORT.index("is er een")
    deviation, *_ = reading.record.deviations
    effect = msgspec.structs.replace(deviation.effects[0], cause="is er een", cause_span=Span(at, at + 9))
    caused = msgspec.structs.replace(deviation, effects=(effect,))
    record = msgspec.structs.replace(reading.record, deviations=(caused,))
    (found,) = read(replace(reading, record=record))["causes"]
    assert Fact(("goal", "1.1.1", "disadvantage", "45000"), at + 3, at + 20).fits(found)
    assert not Fact(("goal", "1.1.1", "disadvantage", "45000"), at + 9, at + 20).fits(found)


def test_a_refused_page_counts_as_read_empty(reading: Reading) -> None:
    assert not any(read(replace(reading, record=None)).values())


@pytest.mark.parametrize(
    ("words", "target", "why"),
    [
        ({}, "gm9190/berap/2031-1", "a page of the report is about it"),
        ({"number": "1.1.2"}, "gm9190/begroting/2031", "only the budget has a page about it"),
        (
            {"number": "8.8.8"},
            "gm9190/berap/2031-1",
            "no page is about it: the version is named by the citing document",
        ),
        ({"document": {"kind": "jaarstukken", "year": 2030}}, "gm9190/jaarstukken/2030", "the words name it"),
        ({"role": "predecessor"}, ANY, "of another document, which the annotation does not name"),
        ({"resolution": "dangling"}, "", "it leads nowhere"),
    ],
)
def test_an_annotated_reference_leads_to_the_document_that_its_words_mean(
    gold: Path, words: dict[str, object], target: str, why: str
) -> None:
    keys = {"begroting": DocumentKey("gm9190", DocumentKind.BEGROTING, 2031)}
    keys["berap"] = DocumentKey("gm9190", DocumentKind.BERAP, 2031, 1)
    body = Body((page, keys[page.name.partition("/")[0]]) for page in load_split(gold / "development"))
    said = {"exact": "x", "kind": "goal", "number": "1.1.1", "role": "cross-reference", "resolution": "resolved"}
    reference = msgspec.convert(said | words, gold_format.Reference)
    assert body.target(reference, keys["berap"]) == target, why


def test_a_page_that_is_not_the_annotated_one_is_refused(gold: Path) -> None:
    page, *_ = load_split(gold / "development")
    with pytest.raises(ReadingError, match="read otherwise than it is annotated"):
        read_pages([replace(page, text="iets anders")], gold / "development")
    with pytest.raises(ReadingError, match="finds no page there"):
        read_pages([replace(page, path=page.path.with_name("weg.txt"))], gold / "development")
