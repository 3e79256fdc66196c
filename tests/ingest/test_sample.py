"""Samples of references: in proportion, the same for the same seed, and in a sheet that people can fill in."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from doelgraaf import FrontDoor
from ingest.coding_sheet import CODING, JUDGED, LEGEND, READ, SHOWN, STRATA, harmless, heads
from ingest.outcomes import outcomes
from ingest.read.span import Span
from ingest.sample import FEATURES, allot, draw, marked
from ingest.write import Run, ingest
from ontology.codes import Relation, Resolution, Role
from ontology.dataset import Dataset, DocumentFiles
from ontology.language import Language


@pytest.fixture(scope="module")
def dataset(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("sampled") / "dataset"
    ingest(Run((examples / "fictional",), root, "http://localhost:8000"))
    return Dataset(root)


def run(*arguments: object, language: Language = Language.EN) -> Result:
    return CliRunner().invoke(FrontDoor(language), [str(argument) for argument in arguments])


def cells(path: Path, sheet: str) -> list[list[str]]:
    with CalamineWorkbook.from_path(path) as book:
        return [[str(value) for value in row] for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def test_outcomes_are_all_references_with_what_the_manifest_counts(dataset: Dataset) -> None:
    manifest = dataset.manifest()
    for document in dataset.documents():
        found = list(outcomes(dataset, manifest.base, document))
        counted = Counter(one.resolution for one in found if one.resolution is not Resolution.SELF)
        assert counted == manifest.documents[document.path].references
        assert len({one.iri for one in found}) == len(found) > 20
        assert len(found) == sum(len(one.references) for one in {one.page: one.record for one in found}.values())
        for one in found:
            read = next(
                reference
                for reference in one.record.references
                if (reference.start, reference.end, reference.number) == (one.span.start, one.span.end, one.number)
            )
            assert (one.kind, one.role, one.relation) == (read.kind, read.role, read.relation)
            assert one.sentence == read.sentence
            assert (one.target is not None) == (one.resolution in {Resolution.RESOLVED, Resolution.NOT_LOADED})


def test_a_dataset_that_lacks_the_record_of_a_page_is_refused(dataset: Dataset, tmp_path: Path) -> None:
    broken = Dataset(shutil.copytree(dataset.root, tmp_path / "broken"))
    records = DocumentFiles(next(iter(broken.documents()))).records
    broken.write_lines(records, list(broken.lines(records))[1:])
    done = run("sample", broken.root, "--out", tmp_path / "sheet.xlsx")
    assert done.exit_code == 2
    assert f"{records}: the record of page" in done.stderr


@given(st.dictionaries(st.tuples(st.sampled_from("abcdefghij")), st.integers(1, 60), min_size=1), st.integers(1, 100))
def test_strata_share_a_sample_in_proportion_and_each_has_one(strata: dict[tuple[str], int], size: int) -> None:
    total = sum(strata.values())
    quotas = allot(strata, size)
    assert sum(quotas.values()) == min(size, total)
    assert all(0 <= quotas[stratum] <= held for stratum, held in strata.items())
    if size >= len(strata):
        assert min(quotas.values()) >= 1
    if all(held * size >= total for held in strata.values()):  # nobody needs to be given a first one
        assert all(abs(quotas[stratum] - held * size / total) <= 1 or size > total for stratum, held in strata.items())


def test_a_sample_has_the_references_of_each_stratum_that_it_says(dataset: Dataset) -> None:
    sample = draw(dataset, 40, ("resolution", "role"), 1)
    assert len(sample.drawn) == 40
    drawn = Counter((one.resolution, one.role) for one in sample.drawn)
    assert {stratum: quota for stratum, _, quota in sample.strata} == drawn
    assert len(sample.strata) >= 4
    assert all(quota >= 1 for _, _, quota in sample.strata)


def test_the_same_seed_draws_the_same_and_another_draws_another(dataset: Dataset) -> None:
    first, again, other = (draw(dataset, 30, ("resolution",), seed) for seed in (1, 1, 2))
    assert first == again
    assert {one.iri for one in first.drawn} != {one.iri for one in other.drawn}


def test_a_sample_larger_than_the_dataset_is_all_of_it(dataset: Dataset) -> None:
    base = dataset.manifest().base
    everything = {one.iri for document in dataset.documents() for one in outcomes(dataset, base, document)}
    assert {one.iri for one in draw(dataset, 10_000, ("layout",), 1).drawn} == everything


@pytest.mark.parametrize("name", FEATURES)
def test_references_can_be_told_apart_by_every_feature(dataset: Dataset, name: str) -> None:
    assert sum(held for _, held, _ in draw(dataset, 5, (name,), 1).strata) > 50


def test_the_words_stand_marked_in_their_sentence_and_a_long_sentence_is_cut() -> None:
    assert marked("Kort. Dit is zo, zie doel 1.1.1 hierna. Klaar.", Span(6, 39), Span(17, 31)) == (
        "Dit is zo, [[zie doel 1.1.1]] hierna."
    )
    long = "a" * 900 + "doel 1" + "b" * 900
    assert marked(long, Span(0, len(long)), Span(900, 906)) == f"… {'a' * 400}[[doel 1]]{'b' * 400} …"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 38", "'+31 38"),
        ("- zie doel 1.1.1", "'- zie doel 1.1.1"),
        ("@import", "'@import"),
        ("\t=1", "'=1"),
        ("een\nregel\x00 verder", "een regel verder"),
        ("2.10", "2.10"),
    ],
)
def test_no_cell_becomes_a_formula(text: str, cell: str) -> None:
    assert harmless(text) == cell


def test_a_sheet_shows_each_reference_once_and_asks_every_question_of_two_coders(
    dataset: Dataset, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.xlsx"
    done = run("sample", dataset.root, "--n", 25, "--out", out)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "25 references" in done.stdout
    head, *rows = cells(out, CODING)
    assert head == heads()
    assert len(head) == len(SHOWN) + 2 * len(JUDGED)
    assert len(rows) == len({row[0] for row in rows}) == 25
    assert all(row[2].count(f"[[{row[3]}]]") == 1 for row in rows)
    assert all(not any(row[len(SHOWN) :]) for row in rows)
    labels = {row[8]: row[9] for row in rows}
    assert "(Nergenshuizen, " in labels["resolved"]
    assert labels["self"] == ""
    assert [row[: len(SHOWN)] for row in cells(out, CODING)] == cells(out, READ)
    with CalamineWorkbook.from_path(out) as book:
        hidden = {one.name for one in book.sheets_metadata if one.visible is not SheetVisibleEnum.Visible}
    assert hidden == {READ}


def test_the_legend_teaches_every_code_in_both_languages(dataset: Dataset, tmp_path: Path) -> None:
    run("sample", dataset.root, "--n", 5, "--out", tmp_path / "sheet.xlsx")
    rows = cells(tmp_path / "sheet.xlsx", LEGEND)[1:]
    taught = {(name, code) for name, code, _, _ in rows if code}
    asked = {(name, code) for name, codes in JUDGED.items() for code in codes}
    assert taught == asked | {("resolution", code) for code in Resolution}
    assert len(asked) == 3 + len(Role) + 1 + len(Relation) + 1 + 3
    assert all(dutch and english and dutch != english for _, _, dutch, english in rows)


def test_the_sheet_tells_how_much_of_each_stratum_it_holds(dataset: Dataset, tmp_path: Path) -> None:
    run("sample", dataset.root, "--n", 25, "--by", "role", "--out", tmp_path / "sheet.xlsx")
    _, *strata, _ = cells(tmp_path / "sheet.xlsx", STRATA)
    assert sum(int(float(drawn)) for _, _, drawn in strata) == 25
    assert {name for name, _, _ in strata} <= set(Role)


def test_the_same_sample_gives_the_same_bytes(dataset: Dataset, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        assert run("sample", dataset.root, "--n", 25, "--out", tmp_path / name).exit_code == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "colour"), "--by colour"),
        (("--out", "sheet.csv"), "sheet.csv: a coding sheet is an .xlsx"),
        (("--n", "0"), "0 is not in the range"),
    ],
)
def test_wrong_use_says_what_to_give(dataset: Dataset, tmp_path: Path, arguments: tuple[str, str], said: str) -> None:
    done = run("sample", dataset.root, "--out", tmp_path / "sheet.xlsx", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "sheet.xlsx").exists()


def test_a_sheet_that_people_may_have_filled_in_is_never_overwritten(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    out.write_bytes(b"what people said")
    done = run("sample", dataset.root, "--out", out, language=Language.NL)
    assert done.exit_code == 2
    assert "bestaat al" in done.stderr
    assert out.read_bytes() == b"what people said"


def test_a_folder_without_dataset_is_told(tmp_path: Path) -> None:
    done = run("sample", tmp_path, "--out", tmp_path / "sheet.xlsx")
    assert done.exit_code == 2
    assert "no dataset here" in done.stderr


def test_a_dataset_without_references_has_nothing_to_judge(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.txt").write_text("Hier staat niets.\n", "utf-8")
    ingest(Run((tmp_path / "pages",), tmp_path / "dataset", "http://localhost:8000"))
    done = run("sample", tmp_path / "dataset", "--out", tmp_path / "sheet.xlsx")
    assert done.exit_code == 2
    assert "no references to judge" in done.stderr
