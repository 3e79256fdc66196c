"""The words of a text as search knows them: each with its lemma and its place. Knows no index and no question."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from service.release.own_lemmas import digest, own_lemma

_REMEMBERED: Final = 200_000  # different words; a corpus of years of one municipality has about as many
_GRAM: Final = 3
BETWEEN: Final = "|"
"""What stands between the parts of two words, so that no run of parts goes from one word into the next."""

# 2.2.2, 412.300, P3, thuiswonend; a point holds digits together and ends a sentence elsewhere
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+[^\W\d_]?(?![^\W_])|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its lemma, how it stands there in lower case without accents, and its place (0-based code points)."""

    lemma: str
    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, in their order."""
    for found in _WORD.finditer(text):
        lemma, folded = _forms(found[0])
        yield Word(lemma, folded, found.start(), found.end())


def lemmas(text: str) -> str:
    """The lemmas of a text with a space between two."""
    return " ".join(_forms(word)[0] for word in _WORD.findall(text))


def grams(text: str) -> str:
    """The words of a text in overlapping parts of three characters, so that a run of parts is a piece of a word."""
    return f" {BETWEEN} ".join(" ".join(parts) for word in words(text) if (parts := parts_of(word.folded)))


def parts_of(word: str) -> list[str]:
    """The parts of three characters of a folded word; none of a shorter one."""
    return [word[at : at + _GRAM] for at in range(len(word) - _GRAM + 1)]


def fold(text: str) -> str:
    """A text in lower case and without accents."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return text.casefold()


def number_key(number: str) -> str:
    """A printed number as it is looked up: `P3  1.1` as `p3 1.1`."""
    return " ".join(fold(number).split())


def lemmatiser() -> str:
    """What makes lemmas, with its version and that of the words with their own; another one makes another index."""
    return f"simplemma {version('simplemma')}, own lemmas {digest()}"


@lru_cache(maxsize=_REMEMBERED)
def _forms(word: str) -> tuple[str, str]:
    """The lemma of a word and its folded form, both without white space."""
    folded = fold(word)
    if any(map(str.isdigit, word)):
        return folded, folded
    own = own_lemma(folded)
    if own is not None:
        return own, folded
    from simplemma import lemmatize  # noqa: PLC0415 - its dictionary takes a third of a second

    # «op_zetten» is the lemma of opzetten
    return fold(lemmatize(word.casefold(), lang="nl")).replace("_", "").replace(" ", "") or folded, folded


def joined(texts: Iterable[str]) -> str:
    """Texts as one, in which no phrase goes from one into the next."""
    return f" {BETWEEN} ".join(texts)
