"""Search: how long writing and asking the index of many made-up goals takes, beside SQLite's FTS5 over the same words.

    python benchmarks/search.py --goals 1000,100000

Every size is written and asked in fresh processes. Goals, criteria, activities and references are made of the words of
the fictional example, as often as those stand there; no page is read. Both engines get the same lemmas.
"""

import os
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Final, TypeVar

import click
import msgspec

from ontology.dataset import Dataset
from service.answers.search.asking import Filters
from service.answers.search.finding import open_search
from service.answers.search.wanted import read_words
from service.release.search_index import FOLDER, renew_rows, units, write_rows
from service.release.search_rows import Found, Piece, SearchRow
from service.release.search_words import lemmas

BASE: Final = "http://localhost:8000"
GOALS_OF_DOCUMENT: Final = 100
_FIRST_YEAR: Final = 2022
_YEARS: Final = 5
_ASKED: Final = 200  # of each kind
_ASKED_OF_RIVAL: Final = 25  # because it takes seconds for a common word
_MOST_COMMON: Final = 50
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows of made-up goals: with each goal three criteria, three activities and two references."""

    goals: int
    words: tuple[str, ...]
    seed: int = 1

    @property
    def documents(self) -> int:
        """How many documents they stand in."""
        return -(-self.goals // GOALS_OF_DOCUMENT)

    def rows(self) -> Iterator[tuple[str, SearchRow]]:
        """All rows, each with its unit; the same ones each time."""
        for document in range(self.documents):
            yield from self.document(document)

    def document(self, number: int, edition: int = 0) -> Iterator[tuple[str, SearchRow]]:
        """The rows of one document."""
        random = Random(f"{self.seed} {number} {edition}")  # noqa: S311 - no secret depends on it
        organisation = f"gm{9000 + number // _YEARS % 1000}"
        year = _FIRST_YEAR + number % _YEARS
        path = f"{organisation}/begroting/{year}-{number}"
        for goal in range(min(GOALS_OF_DOCUMENT, self.goals - number * GOALS_OF_DOCUMENT)):
            for row in self._goal(random, path, year, f"{goal // 25 + 1}.{goal // 5 % 5 + 1}.{goal % 5 + 1}"):
                yield path, row

    def _goal(self, random: Random, document: str, year: int, number: str) -> Iterator[SearchRow]:
        organisation, of = document.split("/", 1)[0], f"goal-version/{document}/{number}"
        domain, holder = (
            f"domain/{organisation}/d{random.randrange(3)}",
            f"person/{organisation}/p{random.randrange(6)}",
        )
        goal = SearchRow(
            of,
            Found.GOAL,
            organisation,
            document,
            year,
            number,
            self._text(random, 2),
            page=f"page/{document}/e0/goal-{number}",
            domain=domain,
            holders=(holder,),
            lead=(Piece(self._text(random, 12), 100),),
            body=(Piece(self._text(random, 170), 200),),
        )
        yield goal
        for place, kind in enumerate([Found.CRITERION] * 3 + [Found.ACTIVITY] * 3 + [Found.REFERENCE] * 2):
            text = self._text(random, 14)
            path = f"{kind.value}/{document}/e0/goal-{number}/{place}"
            part = {"path": path, "kind": kind, "of": of, "lead": (Piece(text, 2000 + place),), "body": ()}
            yield msgspec.structs.replace(goal, **part)

    def _text(self, random: Random, length: int) -> str:
        return " ".join(random.choices(self.words, k=length))


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that is asked: words as people type them, and filters."""

    words: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Spent:
    """What one kind of question took, in milliseconds: the median and the 95th percentile; and hits in the middle.

    `computing` is the 95th percentile of the time of the processor, which others on the machine change little.
    """

    p50: float
    p95: float
    computing: float
    hits: float


@dataclass(frozen=True, slots=True)
class Written:
    """What writing took: seconds, bytes on disk, and the most memory of the process in bytes."""

    seconds: float
    size: int
    memory: int


def asks(corpus: Corpus) -> dict[str, list[Ask]]:
    """What is asked, by kind."""
    random = Random("asked")  # noqa: S311 - no secret depends on it
    counted: dict[str, int] = {}
    for word in corpus.words:
        counted[word] = counted.get(word, 0) + 1
    telling = [word for word in sorted(counted, key=lambda word: (-counted[word], word)) if len(word) > 4]
    some = [row for _, row in islice(corpus.rows(), 5000)]
    leads = _phrases(random, some)
    numbers = [random.choice(some).number for _ in range(_ASKED)]
    words = [random.choice(telling) for _ in range(_ASKED)]
    return {
        "a word": [Ask(word, {}) for word in words],
        "a common word": [Ask(random.choice(telling[:_MOST_COMMON]), {}) for _ in range(_ASKED)],
        "two words": [Ask(f"{one} {random.choice(telling)}", {}) for one in words],
        "a phrase": [Ask(f'"{" ".join(lead)}"', {}) for lead in leads],
        "a number": [Ask(number, {}) for number in numbers],
        "a word in one year": [Ask(word, {"year": ["2024"]}) for word in words],
    }


def _phrases(random: Random, rows: Sequence[SearchRow]) -> list[list[str]]:
    """Two words that stand beside each other, none with a figure: of "2.1" the rival makes two words."""
    drawn = (random.choice(rows).lead[0].text.split()[2:4] for _ in count())
    return list(islice((pair for pair in drawn if all(word.isalpha() for word in pair)), _ASKED))


def write_index(corpus: Corpus, folder: Path) -> Written:
    """Write our index."""
    start = time.perf_counter()
    write_rows(folder / FOLDER, BASE, corpus.rows())
    return Written(time.perf_counter() - start, _size(folder), _memory())


def replace_document(corpus: Corpus, folder: Path) -> float:
    """How many seconds it takes to make the next index with other rows for one document."""
    aside = folder.with_name("next")
    aside.mkdir()
    rows = list(corpus.document(0, edition=1))
    start = time.perf_counter()
    renew_rows(aside / FOLDER, folder, BASE, [rows[0][0]], rows)
    spent = time.perf_counter() - start
    shutil.rmtree(aside)
    return spent


def ask_index(corpus: Corpus, folder: Path) -> tuple[dict[str, Spent], int]:
    """What questions to our index take, with hits, words, total and facets; and the most memory of the process."""
    index = open_search(folder)

    def answer(ask: Ask) -> int:
        return index.find(read_words(ask.words), ask.filters, 0, 20).total

    return {kind: _timed(answer, asked) for kind, asked in asks(corpus).items()}, _memory()


def write_rival(corpus: Corpus, folder: Path) -> Written:
    """Write the same in SQLite."""
    start = time.perf_counter()
    with closing(sqlite3.connect(folder / "rival.sqlite")) as db:
        db.executescript(_TABLES)
        for unit_rows in _batches(corpus.rows()):
            db.executemany("INSERT INTO words VALUES (?, ?, ?)", [_words(row) for row in unit_rows])
            db.executemany(
                "INSERT INTO thing VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", [_thing(row) for row in unit_rows]
            )
        db.executescript("INSERT INTO words(words) VALUES ('optimize'); CREATE INDEX number ON thing (number);")
        db.commit()
    return Written(time.perf_counter() - start, _size(folder), _memory())


def ask_rival(corpus: Corpus, folder: Path) -> tuple[dict[str, Spent], int]:
    """What the same questions take there: hits, total, and facets by kind, organisation, year and document."""
    with closing(sqlite3.connect(folder / "rival.sqlite")) as db:

        def answer(ask: Ask) -> int:
            return ask_rival_once(db, ask)

        asked = {kind: some[:_ASKED_OF_RIVAL] for kind, some in asks(corpus).items()}
        return {kind: _timed(answer, some) for kind, some in asked.items()}, _memory()


def ask_rival_once(db: sqlite3.Connection, ask: Ask) -> int:
    """How many things fit a question there, after all that a page needs was asked."""
    wanted = read_words(ask.words)
    match = " AND ".join('"{}"'.format(" ".join(term.lemmas)) for term in wanted.terms)
    year = ask.filters.get("year", [None])[0]
    bound = {"match": match, "year": year}
    db.execute(_HITS, bound).fetchall()
    if wanted.number:
        db.execute("SELECT row FROM thing WHERE number = ? LIMIT 20", (wanted.number,)).fetchall()
    for column in ("kind", "organisation", "year", "document"):
        db.execute(_FACET.format(column=column), bound).fetchall()
    (total,) = db.execute(_COUNT, bound).fetchone()
    return int(total)


_TABLES: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE words USING fts5(title, lead, body, content='', tokenize='unicode61');
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT, organisation TEXT, year INTEGER, document TEXT, domain TEXT,
                    holder TEXT, number TEXT, row BLOB);
"""
_FOUND: Final = """
FROM words JOIN thing ON thing.id = words.rowid WHERE words MATCH :match AND (:year IS NULL OR year = :year)
"""
_HITS: Final = f"SELECT row {_FOUND} ORDER BY bm25(words, 8.0, 3.0, 1.0) LIMIT 20"
_COUNT: Final = f"SELECT count(*) {_FOUND}"
_FACET: Final = f"SELECT {{column}}, count(*) {_FOUND} GROUP BY {{column}} ORDER BY 2 DESC LIMIT 20"


def _words(row: SearchRow) -> tuple[str, str, str]:
    title = "" if row.of else lemmas(f"{row.number} {row.title}")
    return title, " ".join(lemmas(one.text) for one in row.lead), " ".join(lemmas(one.text) for one in row.body)


def _thing(row: SearchRow) -> tuple[object, ...]:
    number = "" if row.of else row.number
    told = (row.kind.value, row.organisation, row.year, row.document, row.domain, row.holders[0], number)
    return *told, msgspec.msgpack.encode(row)


def _batches(rows: Iterator[tuple[str, SearchRow]]) -> Iterator[list[SearchRow]]:
    while batch := [row for _, row in islice(rows, 5000)]:
        yield batch


def _timed(answer: Callable[[Ask], int], asked: Sequence[Ask]) -> Spent:
    spent, computed, hits = [], [], []
    answer(asked[0])  # which reads dictionaries and files
    for ask in asked:
        start, began = time.perf_counter(), time.thread_time()
        hits.append(answer(ask))
        spent.append((time.perf_counter() - start) * 1000)
        computed.append((time.thread_time() - began) * 1000)
    p95, computing = (statistics.quantiles(some, n=20)[18] for some in (spent, computed))
    return Spent(statistics.median(spent), p95, computing, statistics.median(hits))


def words_of_example(root: Path) -> tuple[str, ...]:
    """All words of the texts of a dataset, each as often as it stands there."""
    dataset = Dataset(root)
    manifest = dataset.manifest()
    rows = [row for unit in units(manifest) for row in unit.rows(dataset, manifest.base)]
    texts = [piece.text for row in rows for piece in (*row.lead, *row.body)]
    return tuple(word.strip(".,;:()‘’'\"!?") for text in texts for word in text.split())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _load() -> float:
    """How many processes wanted to compute in the last minute, by the machine's own count."""
    return os.getloadavg()[0]


def apart(step: Callable[..., _Made], *values: object) -> _Made:
    """What a function gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(step, *values).result()


def report(corpus: Corpus, folder: Path) -> Iterator[str]:
    """The figures of one size, line by line."""
    ours, theirs = folder / "ours", folder / "rival"
    ours.mkdir(parents=True)
    theirs.mkdir()
    yield f"{corpus.goals} goals in {corpus.documents} documents, {9 * corpus.goals} things; load {_load():.1f}"
    for name, written in (("index", apart(write_index, corpus, ours)), ("FTS5", apart(write_rival, corpus, theirs))):
        size, memory = written.size / 1e6, written.memory / 1e6
        yield f"  {name}: written in {written.seconds:.1f} s, {size:.0f} MB on disk, {memory:.0f} MB of memory at most"
    replaced = apart(replace_document, corpus, ours)
    yield f"  index: one document of {GOALS_OF_DOCUMENT} goals replaced in {replaced:.2f} s"
    (found, memory), (others, other_memory) = apart(ask_index, corpus, ours), apart(ask_rival, corpus, theirs)
    yield f"  memory while asked: index {memory / 1e6:.0f} MB, FTS5 {other_memory / 1e6:.0f} MB; load {_load():.1f}"
    heads = "".join(f"{name + ' p50':>12}{'p95 ms':>9}{'computing':>11}" for name in ("index", "FTS5"))
    yield f"  {'':20}{'hits':>9}{heads}"
    for kind, one in found.items():
        other = others[kind]
        shown = "".join(f"{spent.p50:12.1f}{spent.p95:9.1f}{spent.computing:11.1f}" for spent in (one, other))
        yield f"  {kind:20}{one.hits:9.0f}{shown}"


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path, exists=True))
@click.option("--goals", default="1000", show_default=True, help="sizes, parted by commas")
@click.option("--folder", type=click.Path(path_type=Path), help="where the indexes are written; elsewhere by default")
def main(dataset: Path, goals: str, folder: Path | None) -> None:
    """Write and ask indexes of made-up goals, of the words of DATASET, which `doelgraaf ingest` made of examples."""
    words = words_of_example(dataset)
    with tempfile.TemporaryDirectory(dir=folder) as root:
        for size in map(int, goals.split(",")):
            for line in report(Corpus(size, words), Path(root) / str(size)):
                click.echo(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
