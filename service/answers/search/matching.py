"""Searches within a query in SPARQL: what is found for each, as the text that stands in its place. Asks no engine.

The words of a search are looked for as anywhere; of what was found only IRIs and scores come into the query.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ontology.language import Phrase
from service.answers.hints_words import say
from service.answers.search.finding import Index
from service.answers.search.wanted import WordsError, read_words
from service.engine import guard
from service.engine.engine import QueryRefusedError, Question
from service.engine.search_blocks import PATH, SearchBlock
from service.release.search_index import NoIndexError

USUAL_ROWS: Final = 1_000
"""How many things a search gives that has no LIMIT of its own."""
MOST_ROWS: Final = 10_000
MOST_SEARCHES: Final = 10


@dataclass(frozen=True, slots=True)
class Matched:
    """A question with what its searches found, and what its reader has to know of those."""

    question: Question
    notes: tuple[Phrase, ...] = ()


def match(question: Question, base: str, index: Callable[[], Index]) -> Matched:
    """Look for what the searches in a query want; a query without any stays as it is.

    Raises:
        QueryRefusedError: a SERVICE is of another place, or its words can't be looked for.
        EngineError: the query is not run for another reason.
    """
    reading = guard.read(question.text)
    if not reading.searches:
        return Matched(question)
    if len(reading.searches) > MOST_SEARCHES:
        raise QueryRefusedError(_TOO_MANY, count=len(reading.searches), most=MOST_SEARCHES)
    found = [_found(block, base, index) for block in reading.searches]
    notes = tuple(dict.fromkeys(note for _, note in found if note is not None))
    return Matched(replace(question, found=tuple(text for text, _ in found)), notes)


def _found(block: SearchBlock, base: str, index: Callable[[], Index]) -> tuple[str, Phrase | None]:
    """What stands in the place of a search, and what is to be said of it."""
    if block.service != f"{base}{PATH}":
        raise QueryRefusedError(_ELSEWHERE, named=block.service, ours=f"{base}{PATH}")
    try:
        wanted, searched = read_words(block.words), index()
    except (WordsError, NoIndexError) as error:
        raise QueryRefusedError(error.phrase, **error.values) from error
    most = min(USUAL_ROWS if block.limit is None else block.limit, MOST_ROWS)
    total, scores = searched.scores(wanted, most) if most else (0, [])
    text = block.values([(f"{base}/id/{path}", score) for path, score in scores])
    return text, _note(block, total, most)


def _note(block: SearchBlock, total: int, most: int) -> Phrase | None:
    words = " ".join(block.words.split())
    if not total and most:
        return say(_NONE, words=words)
    if total > most and (block.limit is None or block.limit > MOST_ROWS):
        return say(_CUT, words=words, total=total, most=most, limit=MOST_ROWS)
    return None


_CUT: Final = Phrase(
    "Op «{words}» past {total} keer iets; de query rekent met de beste {most}. Maak de woorden nauwer, of vraag "
    "er meer (hoogstens {limit}) met een LIMIT in het SERVICE-blok.",
    "“{words}” fits {total} things; the query uses the best {most}. Narrow the words, or ask for more (at most "
    "{limit}) with a LIMIT in the SERVICE block.",
)
_NONE: Final = Phrase("Op «{words}» past in deze release niets.", "Nothing in this release fits “{words}”.")
_ELSEWHERE: Final = Phrase(
    "SERVICE <{named}> wordt hier niet uitgevoerd: de dienst vraagt niets aan andere machines; zoeken in deze release "
    "heet SERVICE <{ours}>",
    "SERVICE <{named}> is not run here: the service asks nothing of other machines; searching this release is "
    "SERVICE <{ours}>",
)
_TOO_MANY: Final = Phrase(
    "de query heeft {count} zoekvragen; hoogstens {most} worden gesteld",
    "the query has {count} searches; at most {most} are made",
)
