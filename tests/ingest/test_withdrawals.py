"""What the operator withdraws is taken out everywhere, and is no loss."""

from pathlib import Path

import msgspec
import pytest
from few_pages import ADDRESS, BUDGET, PAGE, WHY, copy_pages, dataset_of, everything_in, run

from ingest.link.state import Capture
from ingest.withdrawal import BLOCK, blocked, take_out
from ontology.check import check
from ontology.dataset import Dataset, DocumentFiles
from ontology.iri import DocumentKey
from service.release.publish import publish
from service.release.releases import PublishRefusedError

UNWANTED = "de gastvrouw van het dorpshuis heet Wilhelmina Weggehaald"
WITHDRAWN = [
    (f"  - {{page: {ADDRESS}, WHY}}", ["Weggehaald", "Een praatje bij de koffie", "toegankelijke plekken", "p40247"], "a page by its address"),
    (f"  - {{{PAGE}, WHY}}", ["Weggehaald", "Een praatje bij de koffie", "toegankelijke plekken"], "a page by its number"),
    (f"  - {{{PAGE}, exact: {UNWANTED}, WHY}}", ["gastvrouw van het dorpshuis", "Weggehaald"], "a passage"),
    ("  - {organisation: gm9999, person: Wilhelmina Weggehaald, WHY}", ["Weggehaald", "weggehaald", "Wilhelmina"], "a name"),
]  # fmt: skip


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    """The few pages, in a folder of their own."""
    return copy_pages(examples, tmp_path / "pages")


def with_unwanted(folder: Path) -> None:
    """A page with words that should not have been on it."""
    page = folder / "begroting-2031/doel-1-1-3.txt"
    words = page.read_text("utf-8").replace("Een praatje", f"Ook {UNWANTED}. Een praatje", 1)
    if "Wilhelmina Weggehaald\nTessa" not in words:
        words = words.replace("Fenna Fictief\nTessa", "Fenna Fictief\nTessa", 1)
    page.write_text(words, "utf-8")


@pytest.mark.parametrize(("entry", "words", "why"), WITHDRAWN, ids=[why for _, _, why in WITHDRAWN])
def test_nothing_of_what_is_withdrawn_is_left_in_the_dataset(
    folder: Path, tmp_path: Path, entry: str, words: list[str], why: str
) -> None:
    with_unwanted(folder)
    if "person" in entry:
        page = folder / "begroting-2031/doel-1-1-3.txt"
        page.write_text(page.read_text("utf-8").replace("Fenna Fictief\n", "Wilhelmina Weggehaald\n", 1), "utf-8")
    out, fresh = tmp_path / "dataset", tmp_path / "fresh"
    run(folder, out)
    assert all(word in everything_in(out) for word in words), why
    identifiers = Dataset(out).manifest().bodies["gm9999"].identifiers
    withdrawal = "withdraw:\n" + entry.replace("WHY", "why: op verzoek, by: beheerder")
    for _ in range(2):
        summary = run(folder, out, withdrawal)
        assert (summary.issues, summary.corrections.followed) == ((), 1)
        assert [word for word in words if word in everything_in(out)] == [], why
    assert set(identifiers) <= set(Dataset(out).manifest().bodies["gm9999"].identifiers)
    assert list(check(Dataset(out))) == []
    run(folder, fresh)
    assert [word for word in words if word in everything_in(fresh)] == [], why
    again = dataset_of(fresh)
    run(folder, fresh)
    assert dataset_of(fresh) == again
    publish(out, tmp_path / "data")
    run(folder, out, "")
    assert all(word in everything_in(out) for word in words), why


def test_what_is_withdrawn_stays_out_when_it_is_not_offered_again(folder: Path, tmp_path: Path) -> None:
    with_unwanted(folder)
    out, path = tmp_path / "dataset", folder / "begroting-2031/doel-1-1-3"
    run(folder, out)
    for suffix in ("txt", "yml"):
        path.with_suffix(f".{suffix}").unlink()
    entries = [entry.replace("WHY", "why: op verzoek, by: beheerder") for entry, _, _ in WITHDRAWN[1:]]
    for number, entry in enumerate(reversed(entries), start=1):
        content = "withdraw:\n" + "\n".join(list(reversed(entries))[:number])
        for _ in range(2):
            assert run(folder, out, content).issues == (), entry
    assert "Weggehaald" not in everything_in(out)
    assert "Een praatje" not in everything_in(out)


def test_a_goal_that_is_withdrawn_is_no_loss_and_one_that_is_missing_is(folder: Path, tmp_path: Path) -> None:
    out, data = tmp_path / "dataset", tmp_path / "data"
    run(folder, out)
    publish(out, data)
    withdrawal = f"withdraw:\n  - {{{PAGE}, why: op verzoek, by: beheerder}}"
    run(folder, out, withdrawal)
    publish(out, data)
    (folder / "begroting-2031/doel-1-1-2.yml").write_text(
        (folder / "begroting-2031/doel-1-1-2.yml").read_text("utf-8") + "status: 410\n", "utf-8"
    )
    run(folder, out)
    with pytest.raises(PublishRefusedError):
        publish(out, data)


@pytest.mark.parametrize(
    ("entry", "issue"),
    [
        (f"{{page: {{document: {BUDGET}, number: 9.9.9}}, WHY}}", "correction-no-page"),
        (f"{{{PAGE}, exact: nergens gezegd, WHY}}", "correction-no-words"),
        ("{organisation: gm9999, person: Nooit Gezien, WHY}", "correction-no-person"),
    ],
)
def test_a_withdrawal_that_finds_nothing_says_so_without_its_words(
    folder: Path, tmp_path: Path, entry: str, issue: str
) -> None:
    summary = run(folder, tmp_path / "dataset", f"withdraw:\n  - {entry.replace('WHY', 'why: verzoek, by: beheerder')}")
    assert [found.code for found in summary.issues] == [issue]
    found = everything_in(tmp_path / "dataset")
    assert "nergens gezegd" not in found
    assert "Nooit Gezien" not in found


def test_a_correction_does_not_bring_withdrawn_words_back(folder: Path, tmp_path: Path) -> None:
    with_unwanted(folder)
    entries = [
        f"pages:\n  - {PAGE}\n    label: Bij Wilhelmina Weggehaald\n    {WHY}",
        "withdraw:\n  - {organisation: gm9999, person: Wilhelmina Weggehaald, why: verzoek, by: beheerder}",
    ]
    summary = run(folder, tmp_path / "dataset", "\n".join(entries))
    assert [found.code for found in summary.issues] == ["correction-withdrawn"]
    assert "Weggehaald" not in everything_in(tmp_path / "dataset")


def test_the_words_of_a_page_of_no_document_are_withdrawn_too(folder: Path, tmp_path: Path) -> None:
    (folder / "los.txt").write_text(f"Domeinen\n\n{UNWANTED}\n\nNiets om te lezen.", "utf-8")
    assert [found.path for found in run(folder, tmp_path / "dataset").issues] == ["los.txt"]
    run(
        folder,
        tmp_path / "dataset",
        "withdraw:\n  - {organisation: gm9999, person: Wilhelmina Weggehaald, why: verzoek, by: beheerder}",
    )
    assert "Weggehaald" not in everything_in(tmp_path / "dataset")


def test_a_superseded_capture_of_a_withdrawn_page_is_no_longer_listed(folder: Path, tmp_path: Path) -> None:
    page, out = folder / "begroting-2031/doel-1-1-3.txt", tmp_path / "dataset"
    run(folder, out)
    page.write_text(page.read_text("utf-8").replace("11/05/2030", "11/06/2030"), "utf-8")
    run(folder, out)
    superseded = Dataset(out).manifest().documents[BUDGET].superseded
    assert [old.page for old in superseded] == ["goal-1.1.3"]
    run(folder, out, f"withdraw:\n  - {{page: {ADDRESS}, why: verzoek, by: beheerder}}")
    assert Dataset(out).manifest().documents[BUDGET].superseded == ()
    assert superseded[0].digest not in everything_in(out)


@pytest.mark.parametrize(
    ("words", "printed", "left"),
    [
        ("Wilhelmina Weggehaald", "Wilhelmina\u00a0 weggehaald zei", f"{BLOCK * 22} zei"),
        ("Wilhelmina Weggehaald", "x/wilhelmina-weggehaald.html", f"x/{BLOCK * 21}.html"),
        ("Renée de Heer", "x/renee-de-heer", f"x/{BLOCK * 13}"),
        ("A. Aa", "A. Aarts en Da. Aa", "A. Aarts en Da. Aa"),
        ("de gast heet A. Aa", f"de gast heet {BLOCK * 5}", BLOCK * 18),
        ("A. Aa", BLOCK * 5, BLOCK * 5),
    ],
)
def test_words_are_found_however_they_are_spaced_and_only_as_whole_words(words: str, printed: str, left: str) -> None:
    assert blocked(printed, [words]) == left


def test_a_long_text_of_blocks_is_searched_quickly() -> None:
    words = " ".join(["a"] * 300)
    assert blocked(BLOCK * 20_000, [f"{words} z"]) == BLOCK * 20_000
    assert blocked("a " * 20_000, [f"{words} z"]) == "a " * 20_000


def test_a_record_without_the_words_is_the_same_record(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "dataset")
    captures = [
        msgspec.json.decode(line, type=Capture)
        for line in Dataset(tmp_path / "dataset").lines(DocumentFiles(DocumentKey.parse(BUDGET)).records)
    ]
    assert len(captures) == 5
    for capture in captures:
        assert take_out(capture.record, ["Nooit Gezien"]) is capture.record


def test_what_is_left_of_a_record_stands_where_it_stood(folder: Path, tmp_path: Path) -> None:
    """A passage from the middle of one criterion to the middle of the next."""
    run(folder, tmp_path / "dataset")
    lines = Dataset(tmp_path / "dataset").lines(DocumentFiles(DocumentKey.parse(BUDGET)).records)
    records = [msgspec.json.decode(line, type=Capture).record for line in lines]
    record = next(record for record in records if record.page.number == "1.1.3")
    first, second = record.criteria[:2]
    passage = record.text[first.start + 30 : second.start + 30].rsplit(" ", 1)[0].split(" ", 1)[1]
    left = take_out(record, [passage])
    assert left.text != record.text
    assert len(left.text) == len(record.text)
    for item in (*left.criteria, *left.activities):
        assert item.text == left.text[item.start : item.end]
    for reference in left.references:
        assert reference.exact == left.text[reference.start : reference.end]
    assert [item.text for item in left.criteria[2:]] == [item.text for item in record.criteria[2:]]
