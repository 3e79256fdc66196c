"""A search index on a disk that can't be written is searched all the same, and one that can't be read says why."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ontology.language import Language
from service.answers.search.finding import open_search
from service.answers.search.wanted import read_words
from service.release.search_index import FOLDER, NoIndexError, write_rows
from service.release.search_rows import Found, Piece, SearchRow

BASE = "http://localhost:8000"
NOBODY = 65534
PATH = "goal-version/gm9999/begroting/2031/1.1.1"
ROW = SearchRow(
    PATH, Found.GOAL, "gm9999", "gm9999/begroting/2031", 2031, "1.1.1", "Groene wijken", page="page/x",
    lead=(Piece("We planten bomen in elke wijk", 10),), body=(),
)  # fmt: skip


@pytest.fixture
def release() -> Iterator[Path]:
    """A release with an index, where everybody may come."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "0001-readonly00"
        folder.mkdir()
        write_rows(folder / FOLDER, BASE, [("gm9999/begroting/2031", ROW)])
        for place in (Path(root), folder):
            place.chmod(0o755)
        yield folder
        (folder / FOLDER).chmod(0o755)


@contextmanager
def unable_to_write(folder: Path) -> Iterator[None]:
    """Be somebody who may read a folder and not write in it; root is nobody meanwhile."""
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(PermissionError):
            (folder / "new").touch()
        yield
    finally:
        if is_root:
            os.seteuid(0)


def links() -> set[str]:
    """The folders with links that are there now."""
    return {path.name for path in Path(tempfile.gettempdir()).glob("doelgraaf-search-*")}


def test_it_is_searched_and_nothing_is_left_behind(release: Path) -> None:
    before, held = links(), {path.name for path in (release / FOLDER).iterdir()}
    with unable_to_write(release / FOLDER):
        index = open_search(release)
        for words in ("bomen", "wijken", "1.1.1"):
            found = index.find(read_words(words), {}, 0, 10)
            assert [hit.row.path for hit in found.hits] == [PATH]
            assert {facet.name: facet.values for facet in found.facets}["organisation"][0].value == "gm9999"
    assert links() == before
    assert {path.name for path in (release / FOLDER).iterdir()} == held


def test_all_of_it_can_be_read_by_who_serves(release: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in (release / FOLDER).iterdir()}
    assert len(modes) > 5
    assert set(modes.values()) == {modes["index.json"]}


def test_one_that_may_not_be_read_names_the_place_and_the_remedy(release: Path) -> None:
    (release / FOLDER / "meta.json").chmod(0o000)
    with unable_to_write(release / FOLDER), pytest.raises(NoIndexError) as refused:
        open_search(release)
    for language, remedy in ((Language.NL, "leesrecht"), (Language.EN, "let whoever runs the service read")):
        assert str(release / FOLDER) in refused.value.say(language)
        assert remedy in refused.value.say(language)


def test_one_without_a_place_for_links_names_it(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = release / "nowhere"
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))
    with unable_to_write(release / FOLDER), pytest.raises(NoIndexError) as refused:
        open_search(release)
    for part in (str(release / FOLDER), str(nowhere), "TMPDIR"):
        assert part in refused.value.say(Language.EN)


def test_one_that_is_damaged_is_to_be_published_again(release: Path) -> None:
    shutil.copyfile(release / FOLDER / "index.json", release / FOLDER / "meta.json")
    with unable_to_write(release / FOLDER), pytest.raises(NoIndexError, match=r"publish --full"):
        open_search(release)
