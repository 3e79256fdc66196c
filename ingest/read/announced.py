"""Announced numbers: bare numbers of goals behind words that announce one, or in a field that is known to hold them.

Knows which words announce a goal and which something else, as «artikel 2.1.1» does; knows no role and no relation.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from ingest.read.cited_numbers import (
    AFTER,
    FIGURE,
    Citation,
    Forms,
    cited,
    forms_of,
    has_letters,
    list_source,
    number_source,
)
from ingest.read.numbering import Numbering
from ingest.read.span import Span
from ontology.codes import CitedKind

# Words behind which a number can only be that of a goal, an ambition or a programme.
ANNOUNCING: Final = (
    r"(?:verw(?:ezen|ijzen|ijst|ijzend)(?:\s(?:we|wij|ook|verder|hiervoor|daarvoor|graag)){0,3}\snaar|verwijzing\snaar|"
    r"(?:samengevoegd|samengegaan|gefuseerd|geïntegreerd|gebundeld|samenvoeging|integratie)\s(?:met|in|tot)|"
    r"(?:ondergebracht|voortgezet|opgenomen|belegd|opgepakt|meegenomen|ingebed|geborgd)\s(?:bij|in|onder|binnen)|"
    r"(?:opgegaan|overgegaan|opgaan|omgezet)\sin|vervangen\sdoor|"
    r"(?:overgeheveld|verplaatst|overgebracht|verschoven|overgegaan|vernummerd|hernummerd|omgenummerd)\s(?:naar|tot|in)|"
    r"(?:verwerkt|geboekt|verantwoord|begroot|geraamd)\s(?:op|onder|bij|in)|(?:gedekt|gefinancierd|betaald)\suit|"
    r"onderdeel\svan|(?:voorheen|voormalig|voortaan|eerder|vroeger)(?:\s(?:nummer|genummerd\sals|als))?|"
    r"\b(?:oud|nieuw|was|nu|wordt)(?=:?\s?[0-9]{1,2}\.[0-9]{1,2}\.))"
)
# `(?=\w)` leaves out the ends of words, where `\b` holds too and each of the words would be tried in vain.
BARE: Final = rf"\b(?=\w){ANNOUNCING}:?\s{{1,3}}(?:(?:het|de|nummers?|nr\.?)\s{{1,3}})?(?P<opened>\(\s?)?"
SEEN: Final = r"(?P<announcer>\b(?:zie\s{1,9}ook|zie|see\s{1,9}also|see|link\s{1,9}naar):?\s{1,9})"
SEEING: Final = ("zie", "see", "link")  # one of these is in whatever that form fits
REACH: Final = 120  # announcing words stand so near before the first figure of a list; 70 characters at most
# Behind a number: what makes it that of an article of law or of a page.
OTHERWISE: Final = (
    r"(?!\s{1,2}(?:lid\b|sub\b|(?:van\s)?(?:de\s|het\s)?"
    r"(?:[^\W\d_]{0,30}(?:wet|verordening|besluit)\b|Wmo|Awb|BBV|BW)))"
)
# Before a number, in a field that holds numbers of goals: what numbers or measures something else.
NOT_BEFORE: Final = re.compile(
    r"(?:€|\b(?:artikel|artikelen|art\.?|lid|hoofdstuk|hoofdstukken|paragraaf|paragrafen|par\.?|bijlage|bijlagen|tabel|"
    r"figuur|grafiek|taakveld|taakvelden|pagina|blz\.?|pag\.?|versie|nota|kavel|om|tel\.?|telefoon|nr\.?|nummer|spoor|"
    r"scenario|maatregel|target|bestedingsvoorstel|activiteit|actie|x|maal|circa|ca\.?|ongeveer)|[§#/])\s{0,3}\(?\s?$",
    re.IGNORECASE,
)
# The forms of numbers that nothing else has, such as `Pn n.n`: wherever they stand, they name a goal or programme.
PREFIXED: Final = re.compile(r"[B-MO-Z]n")
SINGLE_BEHIND: Final = re.compile(r"\s{0,3}(?:[).,;:&/]|$|en\s)|\s{1,3}[A-ZÀ-Þ]")  # 6 Onderwijs; 6, 12
NEAR: Final = 24


class Patterns(msgspec.Struct, frozen=True):
    """What bare numbers of a family are found with."""

    number: re.Pattern[str]
    announced: re.Pattern[str]
    seen: re.Pattern[str]
    listed: re.Pattern[str]
    prefixed: re.Pattern[str] | None


@cache
def patterns_of(forms: Forms) -> Patterns:
    """The patterns of a family, by its forms of numbers."""
    numbering = Numbering(dict(forms))
    number = number_source(numbering)
    listed = list_source(number)
    goal = numbering.pattern_of(CitedKind.GOAL) if forms else r"[0-9]{1,2}(?:\.[0-9]{1,2}){2}"
    prefixed = Numbering({form: kind for form, kind in forms if PREFIXED.match(form)})
    several = r"(?=[A-Z]?[0-9]{0,2}[ .-]?[0-9])"
    return Patterns(
        re.compile(number, re.IGNORECASE),
        re.compile(rf"{BARE}(?P<list>{several}{listed}){OTHERWISE}", re.IGNORECASE),
        re.compile(rf"{SEEN}(?P<list>(?={goal}){listed}){OTHERWISE}", re.IGNORECASE),
        re.compile(rf"(?<![\d.,\w])(?P<list>{listed}){OTHERWISE}", re.IGNORECASE),
        re.compile(rf"(?<![\d.,\w-])(?P<list>(?-i:{prefixed.pattern}){AFTER})", re.IGNORECASE)
        if prefixed.forms
        else None,
    )


def find_announced(text: str, sentence: Span, numbering: Numbering | None) -> Iterator[Citation]:
    """The bare numbers of several parts behind announcing words in one sentence, in no order."""
    forms = forms_of(numbering)
    figure = FIGURE.search(text, sentence.start, sentence.end)
    if figure is None and not has_letters(forms):
        return
    patterns = patterns_of(forms)
    if figure is not None:  # no list behind announcing words is without one
        start = max(sentence.start, figure.start() - REACH)
        for match in patterns.announced.finditer(text, start, sentence.end):
            found = cited(patterns.number, match, sentence, is_plural=True)
            if len(found[0].number) > 1:
                yield Citation(None, match.start("list"), announcer=None, numbers=found)
    if any(word in text[sentence.start : sentence.end].casefold() for word in SEEING):
        for match in patterns.seen.finditer(text, sentence.start, sentence.end):
            found = cited(patterns.number, match, sentence, is_plural=True)
            if len(found[0].number) > 1:
                yield Citation(None, match.start(), announcer=match["announcer"], numbers=found)
    if patterns.prefixed is None:
        return
    for match in patterns.prefixed.finditer(text, sentence.start, sentence.end):
        found = cited(patterns.number, match, sentence, is_plural=False)
        yield Citation(None, match.start("list"), announcer=None, numbers=found)


def find_bare(text: str, sentence: Span, numbering: Numbering | None, kind: CitedKind) -> Iterator[Citation]:
    """The bare numbers in one sentence of a field that holds numbers of a kind, in no order.

    A number of one part («6 Onderwijs») counts only where the sentence begins with it.
    """
    patterns = patterns_of(forms_of(numbering))
    for match in patterns.listed.finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - NEAR) : match.start()]
        found = cited(patterns.number, match, sentence, is_plural=True)
        single = found[0].number.isdigit() or len(found[0].number) == 1
        opens = not before.strip(" -•*(") and SINGLE_BEHIND.match(text, found[-1].span.end, sentence.end) is not None
        if NOT_BEFORE.search(before) is None and (opens if single else True):
            yield Citation(kind, match.start(), announcer=None, numbers=found)
