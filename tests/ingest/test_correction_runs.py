"""What a run makes of corrections: of which input they are, which pages they reach, and that the same gives the same."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from few_pages import ADDRESS, BASE, GOAL, OF_REPORT, PAGE, WHY, copy_pages, dataset_of, run, text, values

from benchmarks.corpus import Plan, write_corpus
from doelgraaf import FrontDoor
from ingest.pages import InputError
from ingest.write import Run, ingest
from ontology import terms as t
from ontology.language import Language

SEVERAL = f"""
pages:
  - {PAGE}
    label: Samenkomen
    {WHY}
references:
  - {PAGE}
    at: {{exact: zie doel 4.2.3}}
    number: 1.2.1
    {WHY}
holders:
  - {PAGE}
    at: {{exact: Tessa ten Toneel}}
    name: Tess ten Toneel
    {WHY}
amounts:
  - {PAGE}
    at: {{exact: '867.900'}}
    value: 867901
    {WHY}
effects:
  - {OF_REPORT}
    at: {{exact: incidenteel nadeel}}
    bearer: {{number: 1.1.2}}
    {WHY}
"""


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    """The few pages, in a folder of their own."""
    return copy_pages(examples, tmp_path / "pages")


def test_a_page_that_is_not_offered_again_stays_corrected_by_what_the_file_says_now(
    folder: Path, tmp_path: Path
) -> None:
    out, later = tmp_path / "dataset", tmp_path / "later"
    run(folder, out, f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}")
    later.mkdir()
    shutil.copy(folder / "bodies.yml", later)
    (later / "begroting-2031").mkdir()
    for suffix in ("txt", "yml"):
        shutil.copy(folder / f"begroting-2031/doel-1-2-1.{suffix}", later / "begroting-2031")
    assert run(later, out, f"pages:\n  - {PAGE}\n    label: Treffen\n    {WHY}").corrections.followed == 1
    assert values(out, GOAL, t.NAME) == [text("Treffen")]
    run(later, out, "")
    assert values(out, GOAL, t.NAME) == [text("Ontmoeten")]


@pytest.mark.parametrize("page", [PAGE, f"page: {ADDRESS}/", "page: {digest: DIGEST}"])
def test_a_folder_with_corrections_alone_corrects_what_the_dataset_has(folder: Path, tmp_path: Path, page: str) -> None:
    out, alone = tmp_path / "dataset", tmp_path / "alone"
    run(folder, out)
    alone.mkdir()
    (digest,) = values(out, "/goal-1.1.3", t.SOURCE_DIGEST)
    entry = f"pages:\n  - {page.replace('DIGEST', digest)}\n    label: Treffen\n    {WHY}"
    (alone / "corrections.yml").write_text(entry, "utf-8")
    done = CliRunner().invoke(FrontDoor(Language.EN), ["ingest", str(alone), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "1 correction followed, 0 do not fit" in done.stdout
    assert values(out, GOAL, t.NAME) == [text("Treffen")]


def test_the_same_input_gives_the_same_bytes_with_and_without_what_was_made_before(
    folder: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first = run(folder, one, SEVERAL)
    assert first == run(folder, one) == run(folder, two)
    assert first.corrections.followed == 5
    kept = dataset_of(one)
    shutil.rmtree(one / ".cache")
    run(folder, one)
    assert kept == dataset_of(one) == dataset_of(two)


def test_pages_that_were_corrected_are_not_read_without_a_file_of_corrections(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "dataset", f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}")
    (folder / "corrections.yml").unlink()
    with pytest.raises(InputError, match="put the one of the earlier input beside these pages, or an empty one"):
        run(folder, tmp_path / "dataset")


def test_the_files_of_several_inputs_are_joined(folder: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (folder / "corrections.yml").write_text(f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}", "utf-8")
    (more / "corrections.yml").write_text(SEVERAL, "utf-8")
    assert ingest(Run((folder, more), tmp_path / "dataset", BASE)).corrections.followed == 6


def test_of_several_files_the_folder_is_told_as_well(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one/given", tmp_path / "two/given"
    for place, number in ((one, "7.7.7"), (two, "8.8.8")):
        place.mkdir(parents=True)
        page = PAGE.replace("1.1.3", number)
        (place / "corrections.yml").write_text(f"pages:\n  - {page}\n    label: Samenkomen\n    {WHY}", "utf-8")
    summary = ingest(Run((folder, one, two), tmp_path / "dataset", BASE))
    assert [(found.path, found.code) for found in summary.issues] == [
        ("one/given/corrections.yml:2", "correction-no-page"),
        ("two/given/corrections.yml:2", "correction-no-page"),
    ]
    (two / "corrections.yml").write_text("pages: 1", "utf-8")
    with pytest.raises(InputError, match=rf"^{two}/corrections\.yml:1: "):
        ingest(Run((folder, one, two), tmp_path / "dataset", BASE))


def test_a_zip_may_have_its_own_file(folder: Path, tmp_path: Path) -> None:
    (folder / "corrections.yml").write_text(f"pages:\n  - {PAGE}\n    label: Samenkomen\n    {WHY}", "utf-8")
    packed = Path(shutil.make_archive(str(tmp_path / "given/pages"), "zip", folder))
    summary = ingest(Run((packed.parent,), tmp_path / "dataset", BASE))
    assert summary.corrections.followed == 1
    assert values(tmp_path / "dataset", GOAL, t.NAME) == [text("Samenkomen")]
    (folder / "corrections.yml").write_text("pages: 1", "utf-8")
    shutil.make_archive(str(tmp_path / "given/pages"), "zip", folder)
    with pytest.raises(InputError, match=r"pages\.zip/corrections\.yml:1: "):
        ingest(Run((packed.parent,), tmp_path / "dataset", BASE))


def test_processes_give_the_same_bytes_with_corrections(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "large", 260, bodies=2, seed=2)
    write_corpus(plan)
    summary = run(plan.folder, tmp_path / "none")
    number = 0
    entries = []
    for path in sorted(summary.documents)[:6]:
        version = next(one for one in summary.documents[path].versions if one.startswith("goal-version/"))
        page = f"{{document: {path}, number: '{version.partition('/')[2]}'}}"
        number += 1
        entries.append(f"  - page: {page}\n    label: Anders {number}\n    number: 7.7.{number}\n    {WHY}")
    corrections = "\n".join(["pages:", *entries])
    one = run(plan.folder, tmp_path / "one", corrections)
    two = ingest(Run((plan.folder,), tmp_path / "two", BASE, 2))
    assert one == two
    assert (one.corrections.followed, number) == (6, 6)
    assert dataset_of(tmp_path / "one") == dataset_of(tmp_path / "two")
