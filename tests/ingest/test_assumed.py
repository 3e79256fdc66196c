"""What is assumed of pages that do not say whose they are: which words name a document, and what goes before it."""

from pathlib import Path

import pytest

from ingest.assumed import NoDocumentError, document_of, fictional_code
from ingest.origin import ListedBody
from ingest.write import Run, Summary, ingest
from ontology.codes import DocumentKind
from ontology.dataset import Dataset

BASE = "http://localhost:8000"
PAGE = "Doel 1.1.1 We maken de stad groener\n\nDe gemeente Zwolle plant bomen, zie doel 1.1.2.\n"
OTHER = "Doel 1.1.2 We houden de stad schoon\n\nElke straat wordt geveegd.\n"
ASSUMED = ListedBody(organisation="gm9000", name="Bedenkum", documents=(document_of("begroting 2027"),))


def read(folder: Path, assumed: ListedBody | None = ASSUMED, /, **files: str) -> Summary:
    pages = folder / "pages"
    pages.mkdir()
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (pages / f"{stem}.{suffix}").write_text(content, "utf-8")
    return ingest(Run((pages,), folder / "dataset", BASE, assumed=assumed))


@pytest.mark.parametrize(
    ("words", "kind", "year", "sequence"),
    [
        ("begroting 2027", DocumentKind.BEGROTING, 2027, None),
        ("  Programmabegroting   2027 ", DocumentKind.BEGROTING, 2027, None),
        ("berap 2027-1", DocumentKind.BERAP, 2027, 1),
        ("berap/2027-2", DocumentKind.BERAP, 2027, 2),
        ("begrotingswijziging 2027 3", DocumentKind.BEGROTINGSWIJZIGING, 2027, 3),
        ("jaarrekening 2026", DocumentKind.JAARSTUKKEN, 2026, None),
    ],
)
def test_words_name_a_document(words: str, kind: DocumentKind, year: int, sequence: int | None) -> None:
    found = document_of(words)
    assert (found.kind, found.year, found.sequence, found.complete) == (kind, year, sequence, None)


@pytest.mark.parametrize(
    "words", ["", "begroting", "2027", "begrotnig 2027", "begroting 1066", "berap 2027-0", "x 2027"]
)
def test_other_words_are_refused_with_the_kinds_that_there_are(words: str) -> None:
    with pytest.raises(NoDocumentError, match=r"such as .begroting 2027.*kinds are begroting, "):
        document_of(words)


def test_a_fictional_code_is_one_that_is_not_taken() -> None:
    assert fictional_code(()) == "gm9000"
    assert fictional_code({"gm9000", "gm9001", "gm0193"}) == "gm9002"


def test_pages_that_say_nothing_are_of_the_assumed_document_and_resolve_in_it(tmp_path: Path) -> None:
    summary = read(tmp_path, one_txt=PAGE, two_txt=OTHER)
    assert list(summary.documents) == ["gm9000/begroting/2027"], "a guess from running text does not go before it"
    assert summary.documents["gm9000/begroting/2027"].references["resolved"] == 1
    assert Dataset(tmp_path / "dataset").manifest().bodies["gm9000"].name == "Bedenkum"


def test_without_an_assumption_such_pages_are_of_no_document(tmp_path: Path) -> None:
    assert not read(tmp_path, None, two_txt=OTHER).documents


def test_the_body_that_some_pages_name_counts_for_all(tmp_path: Path) -> None:
    sidecar = "source: https://zwolle.begroting-2021.nl/p1/doel-1-1-1-groen\n"
    summary = read(tmp_path, one_txt=PAGE, one_yml=sidecar, two_txt=OTHER)
    assert sorted(summary.documents) == ["gm0193/begroting/2021", "gm0193/begroting/2027"]


def test_pages_that_name_several_bodies_keep_these_and_the_rest_is_assumed(tmp_path: Path) -> None:
    sidecars = {f"{name}_yml": f"organisation: {code}\n" for name, code in (("one", "gm9350"), ("two", "gm9351"))}
    summary = read(tmp_path, one_txt=PAGE, two_txt=OTHER, three_txt=OTHER.replace("1.1.2", "1.1.3"), **sidecars)
    assert sorted(summary.documents) == [f"{code}/begroting/2027" for code in ("gm9000", "gm9350", "gm9351")]


def test_a_list_of_bodies_goes_before_what_is_assumed(tmp_path: Path) -> None:
    listed = ".: {organisation: gm9350, documents: [{kind: berap, year: 2028, sequence: 1}]}\n"
    assert list(read(tmp_path, bodies_yml=listed, two_txt=OTHER).documents) == ["gm9350/berap/2028-1"]


def test_a_list_of_bodies_needs_no_family_and_keeps_that_of_before(tmp_path: Path) -> None:
    listed = ".: {organisation: gm9350, FAMILYdocuments: [{kind: begroting, year: 2027}]}\n"
    first = read(tmp_path, None, bodies_yml=listed.replace("FAMILY", ""), two_txt=OTHER)
    assert list(first.documents) == ["gm9350/begroting/2027"]
    dataset = Dataset(tmp_path / "dataset")
    assert dataset.manifest().bodies["gm9350"].family == "zwolle"
    pages = tmp_path / "pages"
    (pages / "sources").mkdir()
    (pages / "sources/own.yml").write_text("extends: zwolle\nfamily: own\n", "utf-8")
    for family in ("family: own, ", ""):
        (pages / "bodies.yml").write_text(listed.replace("FAMILY", family), "utf-8")
        ingest(Run((pages,), dataset.root, BASE))
        assert dataset.manifest().bodies["gm9350"].family == "own"
