"""What fits equally well stands in one order: however pages are cut, and from whatever release an index was made."""

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from itertools import count, islice, pairwise
from pathlib import Path

import pytest

from service.answers.search.finding import MOST_VALUES, Index, Results, open_search
from service.answers.search.wanted import read_words
from service.release.search_index import FOLDER, rank, renew_rows, write_rows
from service.release.search_rows import Found, Piece, SearchRow

BASE = "http://localhost:8000"
EQUAL = 150
UNITS = 30
Told = tuple[str, SearchRow]


def row(number: int) -> SearchRow:
    document = f"gm9999/begroting/{2000 + number % 40}"
    path = f"goal-version/gm9999/begroting/2031/{number}"
    words = (Piece("schone wijk" if number % 2 else "groene wijk"),)
    return SearchRow(path, Found.GOAL, "gm9999", document, 2031, str(number), "Naam", lead=words)


@cache
def equals() -> tuple[Told, ...]:
    """Things that a score and a rank both leave equal, each in a unit."""
    place = rank(row(0))
    same = islice((one for one in map(row, count()) if rank(one) == place), EQUAL)
    return tuple((f"unit{at % UNITS}", one) for at, one in enumerate(same))


def spread() -> list[Told]:
    """Things of which no two have one document, so that all documents count as much."""
    return [
        (
            f"unit{number % UNITS}",
            SearchRow(f"goal-version/a/b/{number}", Found.GOAL, "a", f"gm9999/begroting/{number}"),
        )
        for number in range(1000, 1000 + EQUAL)
    ]


def written(folder: Path, rows: Sequence[Told]) -> Index:
    folder.mkdir()
    write_rows(folder / FOLDER, BASE, rows)
    return open_search(folder)


def grown(root: Path, rows: Sequence[Told], seed: int) -> Index:
    """An index with the same things, of which units came in one by one, in an order drawn by lot."""
    names = sorted({unit for unit, _ in rows})
    names.sort(key=lambda name: blake2b(f"{seed} {name}".encode()).digest())
    folders = [root / str(step) for step in range(6)]
    written(folders[0], [one for one in reversed(rows) if one[0] not in names[:20]])
    for step, (before, folder) in enumerate(pairwise(folders)):
        folder.mkdir()
        new = names[step * 4 : step * 4 + 4]
        renew_rows(folder / FOLDER, before, BASE, new, [one for one in rows if one[0] in new])
    return open_search(folders[-1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Index]:
    root, rows = tmp_path_factory.mktemp("order"), equals()
    return written(root / "whole", rows), grown(root, rows, 1)


def find(index: Index, words: str, offset: int, limit: int) -> Results:
    return index.find(read_words(words), {}, offset, limit)


def paged(index: Index, words: str, limit: int) -> Iterator[str]:
    for offset in range(0, EQUAL, limit):
        yield from (hit.row.path for hit in find(index, words, offset, limit).hits)


@pytest.mark.parametrize("words", ["", "wijk", "groene wijk"])
@pytest.mark.parametrize("limit", [7, 64, 149])
def test_pages_of_equals_together_have_each_once_in_the_order_of_their_paths(
    made: tuple[Index, Index], words: str, limit: int
) -> None:
    whole, patched = made
    total = find(whole, words, 0, 1).total
    expected = sorted(one.path for _, one in equals() if "groene" not in words or "groene" in one.lead[0].text)
    assert total == len(expected) > 64
    assert list(paged(whole, words, limit)) == expected
    assert list(paged(patched, words, limit)) == expected


def test_the_best_for_a_query_are_the_same_in_every_index(made: tuple[Index, Index]) -> None:
    whole, patched = made
    for most in (1, 63, 65, 149):
        assert whole.scores(read_words("wijk"), most) == patched.scores(read_words("wijk"), most)
        assert whole.scores(read_words("wijk"), most)[0] == EQUAL


def test_beyond_the_last_there_is_nothing(made: tuple[Index, Index]) -> None:
    for offset in (EQUAL, EQUAL + 1, 10_000):
        found = find(made[0], "wijk", offset, 20)
        assert (found.total, found.hits) == (EQUAL, ())


def test_values_of_a_facet_that_count_as_much_are_the_same_in_every_index(tmp_path: Path) -> None:
    rows = spread()
    expected = [one.document for _, one in rows[:MOST_VALUES]]
    (tmp_path / "steps").mkdir()
    for index in (written(tmp_path / "whole", rows), grown(tmp_path / "steps", rows, 2)):
        facet = next(facet for facet in find(index, "", 0, 1).facets if facet.name == "document")
        assert [value.value for value in facet.values] == expected
        assert {value.count for value in facet.values} == {1}
        assert facet.others == EQUAL - MOST_VALUES
