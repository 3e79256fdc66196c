"""Words that simplemma takes for another word of another meaning are words of their own in search."""

from pathlib import Path

import pytest
from simplemma import lemmatize
from tiny import BUDGET, Goal, Tiny, publish_tiny

from service.answers.search.finding import Index, open_search
from service.answers.search.wanted import read_words
from service.release import own_lemmas, search_words
from service.release.releases import Releases
from service.release.search_words import fold, lemmas

NUMBERS = [
    ("eerste", "één"),
    ("tweede", "twee"),
    ("derde", "drie"),
    ("vierde", "vier"),
    ("vijfde", "vijf"),
    ("zesde", "zes"),
    ("zevende", "zeven"),
    ("achtste", "acht"),
    ("negende", "negen"),
    ("tiende", "tien"),
    ("elfde", "elf"),
    ("twaalfde", "twaalf"),
    ("dertiende", "dertien"),
    ("veertiende", "veertien"),
    ("vijftiende", "vijftien"),
    ("zestiende", "zestien"),
    ("zeventiende", "zeventien"),
    ("achttiende", "achttien"),
    ("negentiende", "negentien"),
    ("twintigste", "twintig"),
    ("eenentwintigste", "eenentwintig"),
    ("tweeëntwintigste", "tweeëntwintig"),
    ("dertigste", "dertig"),
    ("veertigste", "veertig"),
    ("vijftigste", "vijftig"),
    ("zestigste", "zestig"),
    ("zeventigste", "zeventig"),
    ("tachtigste", "tachtig"),
    ("negentigste", "negentig"),
    ("honderdste", "honderd"),
    ("duizendste", "duizend"),
    ("laatste", "laat"),
]

# Two words of which simplemma makes one, or has one as the lemma of the other.
APART = [
    ("bijen", "bij"),
    ("meer", "veel"),
    ("minder", "weinig"),
    ("beter", "goed"),
    ("verder", "ver"),
    ("alle", "al"),
    ("volgende", "volgt"),
    ("derden", "derde"),
    ("leden", "lijdt"),
    ("jongeren", "jong"),
    ("ouder", "oud"),
    ("naasten", "naast"),
    ("acht", "achten"),
    ("data", "datum"),
    ("geslacht", "slachten"),
    ("reden", "rede"),
    ("sloot", "sluiten"),
    ("sprake", "spraak"),
    ("velden", "vellen"),
    ("voornaamste", "voornaam"),
    ("hoeven", "hoeve"),
    ("rijden", "rijen"),
    ("vieren", "vier"),
    ("werven", "werf"),
    ("Zwolle", "zwellen"),
]
TOGETHER = [
    ("eersten", "eerste"),
    ("alle", "allen"),
    ("leden", "lid"),
    ("leren", "leert"),
    ("meeste", "meest"),
    ("ouders", "ouder"),
    ("jongeren", "jongere"),
    ("redenen", "reden"),
    ("rijden", "rijdt"),
    ("scholieren", "scholier"),
    ("stellen", "stelt"),
    ("velden", "veld"),
    ("fietsers", "fietser"),
    ("volgend", "volgende"),
]


@pytest.mark.parametrize(("ordinal", "number"), NUMBERS)
def test_an_ordinal_is_not_its_number(ordinal: str, number: str) -> None:
    assert lemmas(ordinal) == fold(ordinal)
    assert lemmas(ordinal.upper()) == fold(ordinal)
    assert lemmas(number) != lemmas(ordinal)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_of_different_meanings_have_different_lemmas(one: str, other: str) -> None:
    assert lemmas(one) != lemmas(other)


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_forms_of_one_word_have_one_lemma(one: str, other: str) -> None:
    assert lemmas(one) == lemmas(other)


def test_as_many_words_are_compared_as_are_listed() -> None:
    assert (len(NUMBERS), len(APART), len(TOGETHER)) == (32, 25, 14)


def test_every_word_with_its_own_lemma_has_another_by_simplemma() -> None:
    own = own_lemmas.OWN
    assert len(own) > 70
    assert [word for word, lemma in own.items() if lemmatize(word, lang="nl") == lemma] == []
    assert [word for word in own if word != fold(word)] == []


def test_another_list_of_own_lemmas_makes_another_index(monkeypatch: pytest.MonkeyPatch) -> None:
    before = search_words.lemmatiser()
    monkeypatch.setattr(own_lemmas, "OWN", {**own_lemmas.OWN, "boom": "boom"})
    assert search_words.lemmatiser() != before


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Goals with ordinals, with numbers, and with neither."""
    root = tmp_path_factory.mktemp("own")
    titles = ["Het eerste gesprek", "Eerste hulp bij een gesprek", "Een gesprek", "Twee bijen", "Groen bij huis"]
    goals = tuple(Goal(f"1.1.{n}", title) for n, title in enumerate(titles, 1))
    publish_tiny(Tiny(goals={BUDGET: goals}).write(root / "dataset"), root / "data")
    releases = Releases(root / "data")
    return open_search(Path(releases.folder(releases.current())))


FOUND = [
    ("eerste", {"1.1.1", "1.1.2"}),
    ("een", {"1.1.2", "1.1.3"}),
    ('"eerste gesprek"', {"1.1.1"}),
    ('"een gesprek"', {"1.1.2", "1.1.3"}),
    ("bijen", {"1.1.4"}),
    ("tweede", set()),
    ("gesprek -eerste", {"1.1.3"}),
]


@pytest.mark.parametrize(("asked", "numbers"), FOUND)
def test_search_finds_what_was_asked_and_not_its_number(index: Index, asked: str, numbers: set[str]) -> None:
    hits = index.find(read_words(asked), {"kind": ["goal"]}, 0, 20).hits
    assert {hit.row.number for hit in hits} == numbers
