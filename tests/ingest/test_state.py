"""Captures and states: a page that is offered again replaces only itself, and nothing is lost in silence."""

import hashlib
import shutil
from pathlib import Path

import pytest

from ingest.write import Run, Summary, ingest
from ontology.dataset import Dataset
from ontology.iri import DocumentKey
from ontology.language import Language

BASE = "http://localhost:8000"


def run(source: Path, out: Path) -> Summary:
    return ingest(Run((source,), out, BASE), lambda _done, _total: None)


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def copy(source: Path, target: Path, *names: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        (target / name).write_bytes((source / name).read_bytes())


def test_the_same_input_gives_the_same_bytes(examples: Path, tmp_path: Path) -> None:
    for name, count in (("real", 2), ("fictional", 34 + 26 + 32 + 3)):
        first, second = tmp_path / f"{name}-1", tmp_path / f"{name}-2"
        assert run(examples / name, first).files == count
        run(examples / name, second)
        assert files_of(first) == files_of(second)
        run(examples / name, second)
        assert files_of(first) == files_of(second)


def test_a_page_offered_again_replaces_only_itself(examples: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "dataset", tmp_path / "again"
    run(examples / "real", out)
    before = files_of(out)
    name = "doel-2-2-2-begroting-2021"
    copy(examples / "real", again, f"{name}.yml")
    text = (examples / f"real/{name}.txt").read_text("utf-8")
    (again / f"{name}.txt").write_text(text.replace("05/03/2021", "05/10/2021"), encoding="utf-8")
    summary = run(again, out)
    assert summary.issues == ()
    after = files_of(out)
    same = {path for path in before if before[path] == after.get(path)}
    assert "graphs/gm0193/berap/2023-2.nq.gz" in same
    assert "graphs/gm0193/begroting/2021.nq.gz" not in same
    entry = Dataset(out).manifest().documents["gm0193/begroting/2021"]
    assert entry.edition == "20210510t145935"
    assert [(old.page, old.edition, old.by) for old in entry.superseded] == [
        ("goal-2.2.2", "20210503t145935", "20210510t145935")
    ]
    facts = Dataset(out).read("graphs/gm0193/begroting/2021.nq.gz").decode()
    assert "/id/page/gm0193/begroting/2021/20210510t145935/goal-2.2.2>" in facts
    assert "20210503t145935" not in facts
    assert "20210503t145935/goal-2.2.2>" in Dataset(out).read("graphs/gm0193/body.nq.gz").decode()


def test_an_older_capture_offered_later_does_not_replace_a_newer_one(examples: Path, tmp_path: Path) -> None:
    out, older = tmp_path / "dataset", tmp_path / "older"
    run(examples / "real", out)
    name = "doel-2-2-2-begroting-2021"
    copy(examples / "real", older, f"{name}.yml")
    text = (examples / f"real/{name}.txt").read_text("utf-8")
    (older / f"{name}.txt").write_text(text.replace("05/03/2021", "04/03/2021"), encoding="utf-8")
    run(older, out)
    entry = Dataset(out).manifest().documents["gm0193/begroting/2021"]
    assert entry.edition == "20210503t145935"
    assert [old.edition for old in entry.superseded] == ["20210403t145935"]


def test_what_is_not_offered_again_stays(examples: Path, tmp_path: Path) -> None:
    out, part = tmp_path / "dataset", tmp_path / "part"
    run(examples / "real", out)
    copy(examples / "real", part, "doel-1-1-2-berap-2023-2.txt")
    run(part, out)
    assert Dataset(out).documents() == [
        DocumentKey.parse("gm0193/begroting/2021"),
        DocumentKey.parse("gm0193/berap/2023-2"),
    ]


def test_a_page_that_is_gone_leaves_the_state(examples: Path, tmp_path: Path) -> None:
    out, gone = tmp_path / "dataset", tmp_path / "gone"
    run(examples / "real", out)
    gone.mkdir()
    address = "https://zwolle.begroting-2021.nl/p30578/doel-2-2-2-maatschappelijke-participatie/"
    (gone / "page.txt").write_text("404", encoding="utf-8")
    (gone / "page.yml").write_text(f"source: {address}\nstatus: 410\n", encoding="utf-8")
    run(gone, out)
    manifest = Dataset(out).manifest()
    assert list(manifest.documents) == ["gm0193/berap/2023-2"]
    left = {path for path in files_of(out) if not path.startswith(".cache/")}
    assert left == {"manifest.json", *manifest.all_files}, "nothing of it is left behind"
    assert run(gone, out).issues == (), "what was there once may be said to be gone again"


def test_identifiers_of_people_stay_when_the_ledger_grows(examples: Path, tmp_path: Path) -> None:
    out, first = tmp_path / "dataset", tmp_path / "first"
    copy(examples / "real", first, "doel-1-1-2-berap-2023-2.txt")
    run(first, out)
    before = (out / "ledger/gm0193.tsv").read_text("utf-8")
    run(examples / "real", out)
    after = (out / "ledger/gm0193.tsv").read_text("utf-8")
    assert after.startswith(before)
    kinds = [line.split("\t")[0] for line in after.splitlines()]
    assert sorted(kinds) == ["goal", "goal", "person", "person"]


HEAD = "Doel 1.1.1 Schone sloten\n\nWe houden het water schoon\n\nBeschrijving\n"
MENDED, LISTED = "Zie ook doel 1.1.3.", "pages:\n  organisation: gm9999\n  family: zwolle\n"


def offer(folder: Path, out: Path, words: str, name: str = "p1.txt", listed: str = LISTED) -> Summary:
    """Offer one page without any stamp."""
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    (folder / "pages" / name).write_text(f"{HEAD}{words}\n", encoding="utf-8")
    (folder / "bodies.yml").write_text(
        f"{listed}  documents: [{{kind: begroting, year: 2031, complete: {'true' if listed != LISTED else 'false'}}}]\n"
    )
    return run(folder, out)


def texts(out: Path) -> str:
    return Dataset(out).read("graphs/gm9999/begroting/2031-text.nq.gz").decode()


@pytest.mark.parametrize("listed", [LISTED, f"{LISTED}  name: Nergenshuizen\n"], ids=["part", "whole"])
def test_a_page_without_a_stamp_that_is_mended_replaces_what_was_there(tmp_path: Path, listed: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    wordings = ["Zie ook doel 1.1.2.", MENDED, "Zie ook doel 1.1.4.", "Zie ook doel 1.1.2."]
    digests = []
    for words in wordings:
        summary = offer(folder, out, words, listed=listed)
        assert "same-goal" not in {issue.code for issue in summary.issues}
        assert words in texts(out)
        digests.append(hashlib.sha256(f"{HEAD}{words}\n".encode()).hexdigest())
        entry = Dataset(out).manifest().documents["gm9999/begroting/2031"]
        assert {old.digest for old in entry.superseded} == set(digests) - {digests[-1]}
    assert len(set(digests)) == 3


def test_what_was_mended_gives_the_same_bytes_again_with_and_without_what_was_made_before(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for words in ("Zie ook doel 1.1.2.", MENDED):
        offer(folder, out, words)
    before = dataset_of(out)
    run(folder, out)
    assert dataset_of(out) == before
    shutil.rmtree(out / ".cache")
    run(folder, out)
    assert dataset_of(out) == before


def test_two_files_without_a_stamp_that_claim_one_goal_are_said_to(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    offer(folder, out, "Zie ook doel 1.1.2.")
    (issue,) = [issue for issue in offer(folder, out, MENDED, "p2.txt").issues if issue.code == "same-goal"]
    assert {issue.path, issue.values["other"]} == {"pages/p1.txt", "pages/p2.txt"}
    assert "capturedAt" in issue.say(Language.EN)


@pytest.mark.parametrize(("first", "then"), [("Zie doel 1.1.2.", MENDED), (MENDED, "Zie doel 1.1.2.")])
def test_of_two_files_without_a_stamp_the_one_offered_last_counts_and_that_is_said_once(
    tmp_path: Path, first: str, then: str
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    offer(tmp_path / "one", out, first)
    seen = []
    for _ in range(3):
        summary = offer(other, out, then, "p2.txt")
        seen.append([issue.path for issue in summary.issues if issue.code == "same-goal"])
    assert seen == [["pages/p1.txt"], [], []]
    assert then in texts(out)
    quick = dataset_of(out)
    shutil.rmtree(out / ".cache")
    run(other, out)
    assert dataset_of(out) == quick


def dataset_of(root: Path) -> dict[str, bytes]:
    return {name: content for name, content in files_of(root).items() if not name.startswith(".")}
