"""What somebody looks for, read from words as people type them: words, "phrases", a number, and -words to leave out.

Every text is a question here, whatever marks are in it; only one that is too long is refused. Finds nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from ontology.language import Phrase, SpokenError
from service.release.search_words import Word, number_key, words

LONGEST: Final = 500
"""Characters; longer than any sentence that somebody looks for."""
MOST_TERMS: Final = 32

_TERM: Final = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?                # -beheer: without
    (?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?  # "vrijwillige inzet"; one that nobody closed runs to the end
    |(?P<word>[^\s"“”„«»]+))""",
    re.VERBOSE,
)
_KIND_BEFORE_NUMBER: Final = re.compile(
    r"^(?:doel(?:en)?|ambities?|programma(?:['’]s)?|goals?|ambitions?|programmes?)\s+(?=\S*\d)", re.IGNORECASE
)
# Words that stand in nearly every sentence: beside others they say nothing, and a title often goes without them.
_FUNCTION_WORDS: Final = frozenset(
    [
        "aan",
        "als",
        "bij",
        "dat",
        "de",
        "den",
        "der",
        "die",
        "dit",
        "door",
        "een",
        "en",
        "er",
        "het",
        "hun",
        "in",
        "is",
        "met",
        "naar",
        "of",
        "om",
        "onze",
        "op",
        "te",
        "tot",
        "uit",
        "van",
        "voor",
        "we",
        "wij",
        "worden",
        "wordt",
        "zich",
        "zijn",
        "the",
        "and",
        "of",
        "for",
        "to",
        "in",
        "on",
    ]
)
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class WordsError(SpokenError):
    """A text that is not looked for; the message says what to do instead."""


class NoWordError(WordsError):
    """A text without a word or a number, of marks only: nothing has what it asks for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other: one word, the parts of one with a hyphen, or a phrase."""

    words: tuple[Word, ...]

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Their lemmas, in their order."""
        return tuple(word.lemma for word in self.words)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: `terms` that have to be there, and `without` that may not.

    `number` is the whole of it as a printed number may be, such as `2.2.2` or `p3 1.1`; empty where it has no digit.
    """

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    number: str = ""

    @property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of all that has to be there."""
        return frozenset(lemma for term in self.terms for lemma in term.lemmas)


def read_words(text: str) -> Wanted:
    """What somebody looks for.

    Raises:
        NoWordError: it has marks only.
        WordsError: it is longer than 500 characters, or has more than 32 words.
    """
    if len(text) > LONGEST:
        raise WordsError(_TOO_LONG, size=len(text), most=LONGEST)
    plain = _KIND_BEFORE_NUMBER.sub("", " ".join(_CONTROLS.sub(" ", text).split()))
    terms: list[Term] = []
    without: list[Term] = []
    for found in _TERM.finditer(plain):
        term = Term(tuple(words(found["phrase"] or found["word"] or "")))
        if term.words:
            (without if found["minus"] else terms).append(term)
    if len(terms) + len(without) > MOST_TERMS:
        raise WordsError(_TOO_MANY, count=len(terms) + len(without), most=MOST_TERMS)
    if plain and not terms and not without:
        raise NoWordError(_NO_WORD)
    number = number_key(plain) if any(map(str.isdigit, plain)) and not without else ""
    return Wanted(tuple(_telling(terms)), tuple(dict.fromkeys(without)), number)


def _telling(terms: list[Term]) -> list[Term]:
    """The terms without words that say nothing beside the others, each once."""
    telling = [term for term in terms if len(term.words) > 1 or term.words[0].folded not in _FUNCTION_WORDS]
    by_lemmas = {term.lemmas: term for term in reversed(telling or terms)}
    return [by_lemmas[lemmas] for lemmas in dict.fromkeys(term.lemmas for term in telling or terms)]


_TOO_LONG: Final = Phrase(
    "de zoekwoorden tellen {size} tekens; geef er hoogstens {most}",
    "the words to search for have {size} characters; give at most {most}",
)
_NO_WORD: Final = Phrase(
    "er staat geen woord of nummer tussen de zoekwoorden; geef er een, zoals groen of 2.2.2",
    "there is no word or number to search for; give one, such as groen or 2.2.2",
)
_TOO_MANY: Final = Phrase(
    "er zijn {count} zoekwoorden; geef er hoogstens {most}",
    "there are {count} words to search for; give at most {most}",
)
