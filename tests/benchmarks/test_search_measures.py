"""The made-up corpus of the search benchmark is the same each time, and both engines find as much in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.search import (
    GOALS_OF_DOCUMENT,
    Corpus,
    ask_rival_once,
    asks,
    replace_document,
    words_of_example,
    write_index,
    write_rival,
)
from service.answers.search.finding import open_search
from service.answers.search.wanted import read_words
from service.release.search_rows import Found


@pytest.fixture(scope="module")
def corpus(fictional_dataset: Path) -> Corpus:
    return Corpus(130, words_of_example(fictional_dataset))


def test_the_corpus_is_the_same_each_time_and_as_large_as_it_says(corpus: Corpus) -> None:
    rows = list(corpus.rows())
    assert rows == list(corpus.rows())
    assert len(rows) == 9 * 130 == len({row.path for _, row in rows})
    assert sum(row.kind is Found.GOAL for _, row in rows) == 130
    assert corpus.documents == len({unit for unit, _ in rows}) == 2
    assert rows[0][1] != next(corpus.document(0, edition=1))[1]
    assert len(list(corpus.document(0))) == 9 * GOALS_OF_DOCUMENT


def test_both_engines_find_as_much(corpus: Corpus, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "rival"
    ours.mkdir()
    theirs.mkdir()
    assert write_index(corpus, ours).size > 0
    assert write_rival(corpus, theirs).size > 0
    assert replace_document(corpus, ours) > 0
    index, asked = open_search(ours), asks(corpus)
    assert index.searcher.num_docs == 9 * 130
    assert {kind: len(some) for kind, some in asked.items()} == dict.fromkeys(asked, 200)
    with closing(sqlite3.connect(theirs / "rival.sqlite")) as db:
        totals = [
            (index.find(read_words(ask.words), ask.filters, 0, 5).total, ask_rival_once(db, ask))
            for ask in asked["a phrase"]
        ]
    assert all(one == other for one, other in totals)
    assert sum(one > 0 for one, _ in totals) > 150
