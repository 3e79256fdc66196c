"""Cited numbers: keywords such as «doel» with the numbers that they govern, in lists and ranges, in figures and words.

Knows the form of numbers only as the numbering of a family gives it; says neither what a number is the number of, nor
which role or relation it has.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from ingest.read.number_words import ARTICLE, NUMBER_WORD, VALUES, figures
from ingest.read.numbering import Numbering, canonical
from ingest.read.span import Span
from ontology.codes import CitedKind

KEYWORDS: Final = MappingProxyType(
    {
        CitedKind.GOAL: (
            ("doel", "doelstelling", "hoofddoelstelling", "begrotingsdoel", "goal"),
            ("doelen", "doelstellingen", "hoofddoelstellingen", "begrotingsdoelen", "goals"),
        ),
        CitedKind.AMBITION: (("ambitie", "ambition"), ("ambities", "ambitions")),
        CitedKind.PROGRAMME: (("programma", "programme"), ("programmas", "programmes")),
    }
)
KINDS: Final = MappingProxyType({word: kind for kind, forms in KEYWORDS.items() for words in forms for word in words})
PLURALS: Final = frozenset(word for _, plurals in KEYWORDS.values() for word in plurals)
WITHOUT_SOURCE: Final = Numbering({"n": CitedKind.PROGRAMME, "n.n": CitedKind.AMBITION, "n.n.n": CitedKind.GOAL})
# What is measured by a number before it («in programma 3 weken», «programma 4 mei»); what is counted by a whole one.
MEASURES: Final = (
    "weken|dagen|maanden|jaar|jaren|uur|uren|minuten|miljoen|mln|miljard|mld|duizend|euro|procent|procentpunt|keer|maal|"
    "fte|km|kilometer|meter|hectare|ha|graden|punten|"
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
)
COUNTED_THINGS: Final = (
    "mensen|inwoners|woningen|huizen|scholen|wijken|dorpen|straten|projecten|activiteiten|pijlers|sporen|thema['’]s|"
    "bijeenkomsten|deelnemers|leerlingen|kinderen|jongeren|ouderen|gezinnen|gemeenten|partners|plekken|banen"
)
# What can't stand behind a number that is a reference, beside what the numbering of a family forbids.
AFTER: Final = (
    r"(?![A-Za-z](?![A-Za-z]))"  # programma 17A
    r"(?!(?<=[A-Za-z])[^\W\d_])"  # doel A, but not «doel Armoede»
    r"(?<!\.0)(?<!\.00)"  # versie 2.0
    r"(?!/7\b)(?!-[A-Za-z])"  # 24/7, 3.1.2-A
    r"(?!\s{1,2}(?:op|van)\s(?:de\s|elke\s)?\d)"  # 1 op 1, 1 van de 3
    rf"(?!\s{{1,2}}(?-i:{MEASURES})\b)"
    rf"(?!(?<!\.[0-9])(?<!\.[0-9]{{2}})\s{{1,2}}(?-i:{COUNTED_THINGS})\b)"
)
JOIN: Final = (
    r"(?:\s?[,;]\s?(?:(?:en|of|and|or)\s)?|\s?[&/+]\s?|"
    r"\s(?:en/of|en|of|and|or|alsmede|evenals|plus|resp\.)\s(?:ook\s)?)"
)
RANGE: Final = r"(?:\s?t/m\s?|\s(?:tot\s(?:en|&)\smet|through|to|up\sto)\s|\s?[–—-]\s?)"
# A name between two numbers of a list: doelen 1.1.1 (wonen) en 1.1.2 (zorg); programma's 4 Inkomen en 5 Zorg.
NAME: Final = (
    r"(?:\s?\([^()\d\n]{1,60}\)|\s?[‘“'\"][^‘’“”'\"()\d\n]{1,60}[’”'\"]|"
    r"\.?\s(?-i:[A-ZÀ-Þ])[^\W\d]{0,30}(?:\s[^\W\d]{1,30}){0,3}?)"
)
WORDS: Final = "|".join(sorted(KINDS, key=len, reverse=True))
KEYWORD: Final = rf"\b(?=\w)(?P<keyword>programma\s?['’`´]\s?s|programme['’]s|{WORDS})"
ANNOUNCER: Final = (
    r"(?P<announcer>\b(?:zie\s{1,9}(?:ook|hiervoor|daarvoor)|zie|see\s{1,9}also|see|link\s{1,9}naar):?\s{1,9})?"
)
# A list after a word for one goes on only where nothing is counted: «programma 4 en 5», not «programma 4 en 5 scholen».
NOTHING_COUNTED: Final = re.compile(
    r"\s{0,3}(?:[).,;:!?\]]|$)|\s(?:is|zijn|was|waren|wordt|worden|heeft|hebben|gaat|gaan|kan|kunnen|zal|zullen|"
    r"op|in|uit|van|voor|bij|met|aan|onder|naar|verwerkt|geboekt|verantwoord|gedekt|toegelicht)\b",
    re.IGNORECASE,
)
# Before a number word: the words after which it numbers the programme and counts nothing.
NUMBERING_WORDS: Final = re.compile(
    r"(?:^|[(,;:]|\b(?:in|op|uit|vanuit|van|voor|bij|binnen|met|aan|onder|naar|via|door|zie|zie ook|en|of|tot|tussen|"
    r"over|de|hiervoor|onderdeel|programma))\s{0,3}$",
    re.IGNORECASE,
)
# Small letters that end as a plural does: «programma 3 kansen», but not «programma 4 Wonen» and no verb of many.
COUNTED: Final = re.compile(
    r"\s{1,3}(?!(?:worden|hebben|kunnen|zullen|moeten|gaan|zijn|komen|staan|als|is|was|eens)\b)"
    r"(?:(?:nieuwe|grote|extra|andere)\s)?[a-zà-þ][^\W\d_]{1,30}(?:en|s)\b"
)
PURPOSE: Final = re.compile(r"\b(?:als|ten)\s{1,3}$", re.IGNORECASE)  # met als doel 50 banen
DETERMINED: Final = re.compile(r"\b(?:het|dit|dat|ons|een|elk|ieder|per)\s{1,3}$", re.IGNORECASE)
LAST_PART: Final = re.compile(r"(?P<above>.{0,40}?)(?P<last>[0-9]{1,4}|[A-Z])$")
REACH: Final = 60  # «zie hiervoor: hoofd» and the like stand before the hint of a keyword; 40 characters at most
NEAR: Final = 24  # as far back as a word that decides on a number word can reach


class CitedNumber(msgspec.Struct, frozen=True):
    """One number, as its family writes it, and its place; those that a range leaves out have the place of the range."""

    number: str
    span: Span


class Citation(msgspec.Struct, frozen=True):
    """A keyword with its numbers, from `start` on: from the announcing words («zie ook») where some stand before it.

    `said` is what the keyword calls them; None for bare numbers. `label` is the name between keyword and number.
    """

    said: CitedKind | None
    start: int
    announcer: str | None
    numbers: tuple[CitedNumber, ...]
    label: Span | None = None

    @property
    def end(self) -> int:
        """Where the last number ends."""
        return self.numbers[-1].span.end


Forms: TypeAlias = tuple[tuple[str, CitedKind], ...]


class Patterns(msgspec.Struct, frozen=True):
    """What the citations of a family are found with."""

    number: re.Pattern[str]
    listed: re.Pattern[str]
    labelled: re.Pattern[str]


def number_source(numbering: Numbering) -> str:
    """The regular expression of one number in a text of a family; of the common forms too, which may be another's."""
    forms = [numbering.pattern] if numbering.forms else []
    return rf"(?-i:(?:{'|'.join([*forms, WITHOUT_SOURCE.pattern])})){AFTER}"


def list_source(number: str) -> str:
    """The regular expression of a list of numbers, each of which fits `number`."""
    return rf"{number}(?:{NAME}?(?:{RANGE}|{JOIN}){number})*"


RANGE_ONLY: Final = re.compile(RANGE, re.IGNORECASE)
# doel 1.1.1; doel nr. 1.1.1; Begrotingsdoel: 1.1.1; doel1.1.1
GAP: Final = r"(?:\s{0,40}:\s{0,9}|\s{1,9}(?:(?:nr|no)\.?\s{0,3}|nummers?\s{1,3})?|(?=[0-9]{1,2}\.[0-9]))"
# doel ‘Gezonde stad’ (1.3.4); programma Inkomen (4); doel (1.3.4)
NAMED: Final = (
    r"\s{1,9}(?:[‘“'\"](?P<quoted>[^‘’“”'\"()\n]{1,80})[’”'\"]\s{1,3}|"
    r"(?P<named>(?-i:[A-ZÀ-Þ])[\w’'&-]{0,40}(?:\s[\w’'&-]{1,40}){0,6})\s{1,3})?\(\s?"
)
FIGURE: Final = re.compile("[0-9]")
GROUP: Final = re.compile("[0-9]+")
LAST_LETTER: Final = re.compile(r"\b[A-Z]$")
APART: Final = re.compile(r"[\s'’`´]")  # in a keyword: programma's
# A part of each keyword. Each alternative begins with a plain letter: `re` leaps to those, and only to those.
HINT: Final = re.compile("doel|Doel|DOEL|programm|Programm|PROGRAMM|ambiti|Ambiti|AMBITI|goal|Goal|GOAL")
WORD: Final = re.compile(NUMBER_WORD, re.IGNORECASE)
SPELLED: Final = re.compile(  # programma vier; de programma's een, twee en drie
    rf"{ANNOUNCER}{KEYWORD}\s{{1,9}}(?P<list>{NUMBER_WORD}(?:(?:{RANGE}|{JOIN}){NUMBER_WORD})*)", re.IGNORECASE
)


def forms_of(numbering: Numbering | None) -> Forms:
    """The forms of numbers of a family, as patterns are kept by."""
    return numbering.listed if numbering else ()


def may_number(text: str, sentence: Span, forms: Forms) -> bool:
    """Whether a sentence can hold a number in figures, or in letters where a family has such."""
    return FIGURE.search(text, sentence.start, sentence.end) is not None or has_letters(forms)


def has_letters(forms: Forms) -> bool:
    """Whether a family has numbers that are letters alone."""
    return any("n" not in form for form, _ in forms)


def may_cite(text: str, sentence: Span, numbering: Numbering | None) -> bool:
    """Whether a sentence can name anything by a number: in figures, or in words or letters behind a keyword."""
    if FIGURE.search(text, sentence.start, sentence.end) is not None:
        return True
    hint = HINT.search(text, sentence.start, sentence.end)
    return hint is not None and (
        has_letters(forms_of(numbering)) or SPELLED.search(text, _first_start(hint, sentence), sentence.end) is not None
    )


@cache
def patterns_of(forms: Forms) -> Patterns:
    """The patterns of a family, by its forms of numbers."""
    number = number_source(Numbering(dict(forms)))
    return Patterns(
        re.compile(number, re.IGNORECASE),
        re.compile(rf"{ANNOUNCER}{KEYWORD}{GAP}(?P<list>{list_source(number)})", re.IGNORECASE),
        re.compile(rf"{ANNOUNCER}{KEYWORD}{NAMED}(?P<list>{number})\s?\)", re.IGNORECASE),
    )


def find_citations(text: str, sentence: Span, numbering: Numbering | None) -> Iterator[Citation]:
    """The keywords with numbers in one sentence, in no order."""
    hint = HINT.search(text, sentence.start, sentence.end)
    if hint is None:
        return
    start, forms = _first_start(hint, sentence), forms_of(numbering)
    if may_number(text, sentence, forms):
        yield from _in_figures(text, sentence, start, patterns_of(forms))
    for match in SPELLED.finditer(text, start, sentence.end):
        found = cited(WORD, match, sentence, is_plural=_is_plural(match))
        if _numbers_programmes(match, found, sentence):
            yield _citation(match, found)


def _first_start(hint: re.Match[str], sentence: Span) -> int:
    """Where the first citation of a sentence can begin at the earliest: with an announcer before its keyword."""
    return max(sentence.start, hint.start() - REACH)


def _in_figures(text: str, sentence: Span, start: int, patterns: Patterns) -> Iterator[Citation]:
    """The keywords with numbers in figures or letters, from a position in a sentence."""
    for match in patterns.listed.finditer(text, start, sentence.end):
        found = cited(patterns.number, match, sentence, is_plural=_is_plural(match))
        if not _is_plain_noun(match, found, sentence):
            yield _citation(match, found)
    if text.find("(", start, sentence.end) < 0:
        return
    for match in patterns.labelled.finditer(text, start, sentence.end):
        group = "quoted" if match["quoted"] else "named"
        found = cited(patterns.number, match, sentence, is_plural=False)
        label = Span(*match.span(group)) if match[group] else None
        yield msgspec.structs.replace(_citation(match, found), label=label)


def cited(number: re.Pattern[str], match: re.Match[str], sentence: Span, *, is_plural: bool) -> tuple[CitedNumber, ...]:
    """The numbers of a matched list, with those that its ranges leave out."""
    places = list(number.finditer(match.string, *match.span("list")))
    if not is_plural and len(places) > 1 and not _goes_on(match, places, sentence):
        places = places[:1]
    found: list[CitedNumber] = []
    opened = False
    for place, following in pairwise([*places, None]):
        if place is None or not (is_plural or _form(place.group()) == _form(places[0].group())):
            continue
        is_range = following is not None and RANGE_ONLY.fullmatch(match.string, place.end(), following.start())
        if opened and found:
            first = found.pop()
            whole = Span(first.span.start, place.end())
            *between, last = _range(first.number, _written(place.group()))[1:]
            found += [first, *(CitedNumber(one, whole) for one in between), CitedNumber(last, Span(*place.span()))]
        else:
            found.append(CitedNumber(_written(place.group()), Span(*place.span())))
        opened = bool(is_range)
    return tuple(found)


def _citation(match: re.Match[str], numbers: tuple[CitedNumber, ...]) -> Citation:
    announcer = match["announcer"]
    return Citation(
        said=KINDS[_keyword(match)],
        start=numbers[0].span.start if _is_field(match) else match.start("announcer" if announcer else "keyword"),
        announcer=announcer,
        numbers=numbers,
    )


def _is_field(match: re.Match[str]) -> bool:
    """Whether a keyword is the name of a field: `Begrotingsdoel   : 1.1.2`."""
    return ":" in match.string[match.end("keyword") : match.start("list")]


def _keyword(match: re.Match[str]) -> str:
    return APART.sub("", match["keyword"].casefold())


def _is_plural(match: re.Match[str]) -> bool:
    return _keyword(match) in PLURALS


def _goes_on(match: re.Match[str], places: Sequence[re.Match[str]], sentence: Span) -> bool:
    """Whether a list after a word for one is a list of numbers: of several levels, or with nothing that is counted."""
    several = len(_form(places[0].group())) > 1 and not places[0].group().isalpha()
    return several or NOTHING_COUNTED.match(match.string, match.end("list"), sentence.end) is not None


def _is_plain_noun(match: re.Match[str], found: Sequence[CitedNumber], sentence: Span) -> bool:
    """Whether a keyword is a plain noun: «met als doel 50 nieuwe banen», «binnen dit programma 12 huizen»."""
    if len(_form(found[0].number)) > 1 or _is_plural(match):
        return len(_form(found[0].number)) < 4 and PURPOSE.search(_before(match, sentence)) is not None
    before = _before(match, sentence)
    counted = COUNTED.match(match.string, found[-1].span.end, sentence.end)
    return PURPOSE.search(before) is not None or (DETERMINED.search(before) is not None and counted is not None)


def _numbers_programmes(match: re.Match[str], found: Sequence[CitedNumber], sentence: Span) -> bool:
    """Whether number words behind a keyword are numbers: «in programma vier», not «dit programma vier scholen»."""
    if _is_plural(match):
        return len(found) > 1
    before = _before(match, sentence)
    if match["list"].casefold() == ARTICLE or (before and match["announcer"] is None):
        return match["list"].casefold() != ARTICLE and NUMBERING_WORDS.search(before) is not None
    return COUNTED.match(match.string, found[-1].span.end, sentence.end) is None


def _before(match: re.Match[str], sentence: Span) -> str:
    return match.string[max(sentence.start, match.start("keyword") - NEAR) : match.start("keyword")]


def _form(number: str) -> str:
    """The form of a number: `n.n.n` for 1.3.4, `A` for C."""
    return LAST_LETTER.sub("A", GROUP.sub("n", number))


def _written(number: str) -> str:
    return figures(number) if number.casefold() in VALUES else canonical(number)


def _range(first: str, last: str) -> list[str]:
    """The numbers from one up to another that differs in its last part; the two where they differ in more."""
    start, end = LAST_PART.match(first), LAST_PART.match(last)
    if start is None or end is None or start["above"] != end["above"]:
        return [first, last]
    low, high = start["last"], end["last"]
    if low.isdigit() and high.isdigit() and int(low) < int(high):
        return [f"{start['above']}{number}" for number in range(int(low), int(high) + 1)]
    if low.isalpha() and high.isalpha() and low < high:
        return [f"{start['above']}{chr(letter)}" for letter in range(ord(low), ord(high) + 1)]
    return [first, last]
