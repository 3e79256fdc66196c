"""The search index of a release: the same when it is patched as when it is written whole, and shared by hard links."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tiny import BASE, BUDGET, REPORT, Goal, Tiny, publish_tiny

from ontology.dataset import Dataset
from ontology.language import Language
from service.answers.search.finding import Index, Results, open_search
from service.answers.search.wanted import read_words
from service.release import search_index
from service.release.releases import Releases
from service.release.search_index import FILE, FOLDER, Header, NoIndexError, read_header, units
from service.release.search_rows import Found, SearchRow
from service.release.search_words import grams, lemmas, number_key, parts_of, words

ROOT = Path(__file__).parents[2]

# What simplemma makes of words of policy pages: a noun and its verb stay two words.
LEMMAS = [
    ("wijken", "wijk"),
    ("groene", "groen"),
    ("groener", "groen"),
    ("vrijwilligers", "vrijwilliger"),
    ("Vergroenen", "vergroenen"),
    ("vergroot", "vergroten"),
    ("vergroening", "vergroening"),
    ("café's", "cafe s"),
    ("opzetten", "opzetten"),
    ("doel 2.2.2, en 412.300 euro.", "doel 2.2.2 en 412.300 euro"),
    ("P3 1.1", "p3 1.1"),
    ("co-creatie", "co creatie"),
]


@pytest.mark.parametrize(("text", "expected"), LEMMAS)
def test_a_text_has_these_lemmas(text: str, expected: str) -> None:
    assert lemmas(text) == expected


def test_there_are_as_many_lemmas_as_are_listed() -> None:
    assert len(LEMMAS) == 12


@pytest.mark.parametrize(
    "text", ["Groene wijken (zie doel 3.2.1).", "één café", "a\u0301b ﬁets", "", "…—", "x²y 1.2.3a"]
)
def test_words_stand_where_they_say(text: str) -> None:
    found = list(words(text))
    for word in found:
        assert text[word.start : word.end].strip()
        assert " " not in word.lemma
        assert word.lemma
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert lemmas(text).split() == [word.lemma for word in found]


def test_parts_of_words_never_run_from_one_word_into_the_next() -> None:
    assert grams("Groene wijk en") == "gro roe oen ene | wij ijk"
    assert parts_of("ab") == []
    assert number_key(" P3   1.1 ") == "p3 1.1"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """A release, one that was made from it with a document that changed, and one of the same as a whole."""
    root = tmp_path_factory.mktemp("index")
    before = Tiny(
        goals={
            BUDGET: tuple(Goal(f"1.1.{n}", f"Schoon water {n}") for n in range(40)),
            REPORT: (Goal("1.1.1", "Groen"),),
        }
    )
    after = Tiny(goals={**before.goals, REPORT: (Goal("1.1.1", "Groene wijken"), Goal("1.1.2", "Water op straat"))})
    publish_tiny(before.write(root / "before"), root / "data")
    publish_tiny(after.write(root / "after"), root / "data")
    publish_tiny(root / "after", root / "data", full=True)
    return Releases(root / "data")


def folders(releases: Releases) -> list[Path]:
    return [releases.folder(release) for release in releases.identifiers()]


def shown(results: Results) -> object:
    facets = [(facet.name, facet.values, facet.others) for facet in results.facets]
    return results.total, [(hit.row, hit.score, hit.title, hit.words) for hit in results.hits], facets, results.names


ASKED = ["water", "groen", "groene wijken", "schoon -water", "1.1.1", '"schoon water"', "", "straat", "wat"]


@pytest.mark.parametrize("asked", ASKED)
def test_a_patched_index_answers_as_one_that_was_written_whole(releases: Releases, asked: str) -> None:
    _, patched, whole = (open_search(folder) for folder in folders(releases))
    wanted = read_words(asked)
    for offset in (0, 3, 20):
        assert shown(patched.find(wanted, {}, offset, 7)) == shown(whole.find(wanted, {}, offset, 7))
    assert patched.scores(wanted, 30) == whole.scores(wanted, 30)


def test_what_was_replaced_is_found_no_more_and_the_release_before_still_finds_it(releases: Releases) -> None:
    before, patched, _ = (open_search(folder) for folder in folders(releases))
    assert [hit.row.title for hit in found(before, "groen").hits] == ["Groen"]
    assert [hit.row.title for hit in found(patched, "groen").hits] == ["Groene wijken"]
    assert found(before, "straat").total == 0


def found(index: Index, asked: str) -> Results:
    return index.find(read_words(asked), {}, 0, 20)


def test_the_manifests_say_that_one_was_patched(releases: Releases) -> None:
    assert [releases.manifest(one).patches for one in releases.identifiers()] == [0, 1, 0]


def test_a_patched_index_shares_what_did_not_change(releases: Releases) -> None:
    before, patched, _ = folders(releases)
    inodes = {path.stat().st_ino for path in (before / FOLDER).iterdir()}
    segments = [path for path in (patched / FOLDER).iterdir() if path.suffix in {".store", ".idx", ".pos", ".term"}]
    shared = [path for path in segments if path.stat().st_ino in inodes]
    assert len(shared) == 4
    assert len(segments) > len(shared)


def test_only_units_that_differ_are_indexed_again(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    rows = search_index.Unit.rows

    def telling(unit: search_index.Unit, dataset: Dataset, base: str) -> Sequence[SearchRow]:
        told.append(unit.name)
        return list(rows(unit, dataset, base))

    monkeypatch.setattr(search_index.Unit, "rows", telling)
    first, second, _ = releases.identifiers()
    old, new = (releases.manifest(one).dataset for one in (first, second))
    dataset = Dataset(releases.root.parent / "after")
    assert search_index.renew(tmp_path / FOLDER, releases.folder(first), old, dataset, new)
    assert told == [REPORT.path]
    assert [unit.name for unit in units(new)] == ["gm9999", BUDGET.path, REPORT.path]


def test_an_index_tells_what_it_is(releases: Releases) -> None:
    header = read_header(folders(releases)[1])
    assert isinstance(header, Header)
    assert (header.base, header.format) == (BASE, 1)
    assert header.lemmas.startswith("simplemma ")
    assert (
        header.things == open_search(folders(releases)[1]).searcher.num_docs == 43
    )  # 40 goals, two of the report, and the domain


def test_opening_an_index_changes_nothing_in_its_folder(releases: Releases) -> None:
    folder = folders(releases)[0] / FOLDER
    before = {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()}
    assert found(open_search(folder.parent), "water").total == 41  # the goals, and the domain
    assert {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "publiceer de dataset opnieuw met `doelgraaf publish --full`"),
        (b"{", "is niet te lezen"),
        (b'{"format": 99, "lemmas": "", "base": "", "things": 0}', "vorm 99, en bekend is 1"),
        (b'{"format": 1, "lemmas": "simplemma 2.0.0", "base": "", "things": 0}', "op een andere manier"),
    ],
)
def test_a_release_without_an_index_says_what_to_do(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / FOLDER).mkdir()
        (tmp_path / FOLDER / FILE).write_bytes(content)
    with pytest.raises(NoIndexError) as raised:
        open_search(tmp_path)
    assert said in raised.value.say(Language.NL)
    assert "doelgraaf publish --full" in raised.value.say(Language.EN)


def test_a_release_before_without_an_index_makes_the_next_one_whole(tmp_path: Path) -> None:
    data = tmp_path / "data"
    goals = tuple(Goal(f"1.1.{n}", f"Schoon water {n}") for n in range(20))
    publish_tiny(Tiny(goals={BUDGET: goals}).write(tmp_path / "one"), data)
    releases = Releases(data)
    (first,) = releases.identifiers()
    for path in (releases.folder(first) / FOLDER).iterdir():
        path.unlink()
    (releases.folder(first) / FOLDER).rmdir()
    publish_tiny(Tiny(goals={BUDGET: (*goals, Goal("1.1.99", "Groen"))}).write(tmp_path / "two"), data)
    last = releases.folder(releases.current())
    assert releases.manifest(last.name).patches == 1
    assert found(open_search(last), "water").total == 21  # the goals, and the domain


FULL = """
import resource, sys
from pathlib import Path
from service.release.search_index import write_rows
from service.release.search_rows import Found, Piece, SearchRow
rows = (("d", SearchRow(f"goal-version/gm9999/begroting/2031/{n}", Found.GOAL, "gm9999", lead=(Piece(f"w{n} x{n} y{n}"),)))
        for n in range(20_000))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    write_rows(Path(sys.argv[2]), "http://localhost:8000", rows)
except OSError as error:
    print("full:", error)
"""


@pytest.mark.parametrize("limit", [1000, 50_000])
def test_a_full_disk_is_told_as_such(tmp_path: Path, limit: int) -> None:
    command = [sys.executable, "-c", FULL, str(limit), str(tmp_path / "index")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("full:")
    assert str(tmp_path / "index") in done.stdout


def test_every_kind_of_what_is_found_is_known_by_the_command() -> None:
    from service.search_commands import KINDS  # noqa: PLC0415 - beside the list that it has to equal

    assert list(map(Found, KINDS)) == list(Found)
