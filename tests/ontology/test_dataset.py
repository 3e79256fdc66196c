"""The dataset: what is written is read again, the same input gives the same bytes, and an unknown format is refused."""

from pathlib import Path

import pytest
import small

from ontology.dataset import MANIFEST, Dataset, DatasetError


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    small.write(tmp_path / "one", small.quads())
    small.write(tmp_path / "other", list(reversed(small.quads())))
    found = contents(tmp_path / "one")
    assert len(found) == 9
    assert contents(tmp_path / "other") == found


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    dataset = small.write(tmp_path, small.quads())
    assert [document.path for document in dataset.documents()] == [
        "gm9999/begroting/2031",
        "gm9999/begroting/2032",
        "gm9999/berap/2031-1",
    ]
    assert dataset.manifest().base == small.BASE
    path = "graphs/gm9999/begroting/2031.nq.gz"
    assert list(dataset.lines(path)) == dataset.read(path).decode().splitlines()
    assert set(dataset.manifest().all_files) == set(contents(tmp_path)) - {MANIFEST}


def test_a_file_that_holds_this_already_is_left_alone(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path)
    dataset.write_lines("a.txt.gz", ["één", "twee"])
    before = (tmp_path / "a.txt.gz").stat().st_mtime_ns
    dataset.write_lines("a.txt.gz", ["één", "twee"])
    assert (tmp_path / "a.txt.gz").stat().st_mtime_ns == before


def test_an_unknown_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"format": 99, "something": "new"}')
    with pytest.raises(DatasetError, match=r"format 99 is not known here .*doelgraaf ingest"):
        Dataset(tmp_path).manifest()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}'])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(DatasetError, match="not a manifest"):
        Dataset(tmp_path).manifest()


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset here"):
        Dataset(tmp_path).manifest()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b\x08damaged")
    with pytest.raises(DatasetError, match=r"a\.gz"):
        Dataset(tmp_path).read("a.gz")
