"""What is looked for before a pattern is tried stands in all that the pattern fits, so that nothing is missed."""

import re
from itertools import product

import pytest

from ingest.read import announced, cited_documents, cited_numbers, free_effects, mentions, targets
from ingest.read.openings import opening
from ingest.read.references import Own, find_references
from ingest.read.span import Span
from ingest.read.text import Line
from ingest.sources import builtin_sources

FAR = "Wij bouwen aan een stad waarin iedereen zich thuis kan voelen, zonder drempels en met oog voor elkaar. " * 3
OWN = Own(None, None, builtin_sources()["zwolle"].numbering)
# The longest words that can stand before the hint of a keyword, or before the first figure of a list.
CITING = (
    "zie         hiervoor:         hoofddoelstellingen 1.1.1 en 1.1.2",
    "link         naar:         begrotingsdoelen 1.1.1 en 1.1.2",
    "programma's vier en vijf",
    "verwijzend hiervoor hiervoor hiervoor naar:   nummers   ( 1.1.1 en 1.1.2",
    "voorheen genummerd als:   nummers   ( 1.1.1 en 1.1.2",
)
WANTED = (
    "verminderen naar op zijn minst 20 mensen",
    "van     1.000.000.000 procent     naar 12 woningen",
    "een daling naar 5 procent",
    "een rapportcijfer van een 7,5",
)
SHARES = ("1.000.000.000 procent", "8,5 %")


@pytest.mark.parametrize("words", CITING)
def test_a_citation_is_found_however_far_it_stands(words: str) -> None:
    near, far = ([one.exact for one in find_references(text, Span(0, len(text)), OWN)] for text in (words, FAR + words))
    assert len(near) == 2
    assert far == near


@pytest.mark.parametrize("words", WANTED)
def test_a_target_is_found_however_far_it_stands(words: str) -> None:
    near, far = ([one.exact for one in targets.find_targets(text, Span(0, len(text)))] for text in (words, FAR + words))
    assert len(near) == 1
    assert far == near


@pytest.mark.parametrize("words", SHARES)
def test_a_share_is_found_however_far_it_stands(words: str) -> None:
    near, far = ([one.exact for one in targets.find_shares(text, Span(0, len(text)))] for text in (words, FAR + words))
    assert len(near) == 1
    assert far == near


def test_a_target_is_found_where_small_letters_are_more_than_large_ones() -> None:
    text = "ß" * 200 + " minimaal 20 mensen"
    assert [one.exact for one in targets.find_targets(text, Span(0, len(text)))] == ["minimaal 20 mensen"]


def test_every_keyword_holds_a_hint() -> None:
    words = [form(word) for word, form in product(cited_numbers.KINDS, (str, str.capitalize, str.upper))]
    assert len(words) == 3 * 18
    assert [word for word in words if cited_numbers.HINT.search(word) is None] == []


def test_every_name_of_a_document_and_kind_of_mention_holds_a_stem() -> None:
    for words, stems in (
        (cited_documents.ALL_NAMES, cited_documents.SHORT_NAMES),
        (mentions.KINDS, mentions.STEMS),
    ):
        assert len(stems) < len(words)
        assert [word for word in words if not any(stem in word for stem in stems)] == []


def test_mentions_stand_where_the_pattern_alone_finds_them() -> None:
    text = (
        "Maatregel 3, scenario's A en B; bestedingsvoorstellen 1 en 2. Groß: MAATREGELEN 4 en target\n2.1, spoorlijn 3."
    )
    for one in (text, text.replace("ß", "s")):
        assert mentions.mention_places(one) == [match.start() for match in mentions.MENTION.finditer(one)]
        assert len(mentions.mention_places(one)) == 5


def test_every_word_that_sees_is_looked_for() -> None:
    seen = announced.patterns_of(cited_numbers.forms_of(OWN.numbering)).seen
    for words in ("zie 1.1.1", "Zie ook: 1.1.1", "see 1.1.1", "SEE ALSO 1.1.1", "link naar 1.1.1"):
        assert seen.search(words) is not None
        assert any(word in words.casefold() for word in announced.SEEING)


@pytest.mark.parametrize(
    ("text", "is_letter"),
    [("€ 100 V", True), ("€ 100V", True), ("€ 100,- N.", True), ("VN-doel", False), ("100 Nu", False), ("de V", False)],
)
def test_a_letter_of_an_effect_stands_behind_an_amount(text: str, *, is_letter: bool) -> None:
    assert (free_effects.LETTER.search(text) is not None) is is_letter
    assert (re.search(r"[0-9-] ?[VN]\b", text) is not None) is is_letter


def test_every_heading_may_open_a_section_of_its_kind() -> None:
    tried = 0
    for source in builtin_sources().values():
        for words in (one for headings in source.headings.values() for one in headings):
            text = words.replace("jjjj", "2031")
            found = opening(Line(0, len(text), text), source)
            assert found is not None, text
            assert source.may_open(text), text
            assert source.may_open(text, found.kind), text
            tried += 1
    assert tried > 300
