"""Bearers: the goal, ambition or programme on which the words around an effect say that it falls.

Knows what stands between an effect and a number: «op doel 1.1.2», «geeft programma 10 een ...», «daar».
Knows no amounts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from ingest.read.financial import Bearer
from ingest.read.numbering import Numbering, canonical
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.sources import Source
from ontology.codes import CitedKind

KEYWORD: Final = r"(?:begrotings|hoofd|sub)?doel(?:stelling)?|ambitie|programma"
THERE: Final = re.compile(r"\b(?:daar|aldaar|alwaar)\b", re.IGNORECASE)
AGAINST: Final = re.compile(r"\b(?:tegenover|naast|bovenop|bij)\b", re.IGNORECASE)
# Who pays is not what an effect falls on: «wordt opgevangen binnen programma 10», «dekken wij uit ...».
PAYS: Final = (
    r"(?:gedekt|afgedekt|dekken|dekking|opgevangen|opvangen|vangen|gefinancierd|financieren|bekostigd|betaald|betalen|"
    r"gecompenseerd|compenseren|verrekend|verrekenen|onttrokken|onttrekken|aangevuld)"
)
PAID: Final = re.compile(rf"\b{PAYS}\b", re.IGNORECASE)
PAYING: Final = re.compile(rf"\s{{1,3}}(?:\w{{1,20}}\s{{1,3}}){{0,2}}{PAYS}\b", re.IGNORECASE)
COUNTERED: Final = re.compile(r"\s{1,3}(?:staat|is|staan)\s[^.;]{0,80}\btegenover\b", re.IGNORECASE)
# «draagt bij aan doel 1.1.1», «zie bij doel 1.1.1», «in samenhang met»: another relation than bearing
OTHERWISE: Final = re.compile(
    r"\b(?:bij|gekoppeld|relatie|verwijzen|zie(?:\s\w+)?|sluit|sluiten|naar|onderdeel|ondergebracht|uit)\s{1,3}$",
    re.IGNORECASE,
)
GIVES: Final = (
    r"(?:geeft|gaf|geven|gaven|levert|leverde|leveren|leverden|bezorgt|bezorgde|bezorgen|brengt|bracht|kost"
    r"|kostte|scheelt|scheelde|"
    r"oplevert|betekent|betekende|krijgt|kreeg|krijgen|heeft|had|houdt|hield|kent|kende|ziet|noteert|boekt"
    r"|boekte|ontvangt|"
    r"ontving|laat|liet|vertoont|toont|sluit|sloot|resteert|rest|ontstaat|ontstond)"
)
HAS: Final = re.compile(rf"\s{{1,3}}(?:{GIVES}|draagt|droeg|profiteert|komt|eindigt|realiseert|meldt)\b", re.IGNORECASE)
GIVEN: Final = re.compile(rf"\b{GIVES}(?:\s{{1,3}}(?:dit|dat|het|zo|dus|ook))?\s{{1,3}}$", re.IGNORECASE)
GIFT: Final = re.compile(
    r"\s{1,3}(?:(?:dan|dus|ook|zo|hierdoor|daardoor|hiermee|daarmee|een|het|in\s20[0-9]{2}|vanaf\s20[0-9]{2}"
    r"|dit\sjaar|per\ssaldo|"
    r"klein|groot|extra|nog|wel|incidenteel|structureel|eenmalig|jaarlijks|van|met|door)\s{1,3}){0,5}$",
    re.IGNORECASE,
)
THREE: Final = "n.n.n"  # a number of three groups is no date and no sum, so «op» before it is enough
TITLED: Final = re.compile(r"(?:\s?:|\s(?:met|–|-))\s(?:een\s)?", re.IGNORECASE)  # «Programma 6: € 5.000 V»
# «..., die zijn verantwoord op programma 1»; «Dat komt op doel 1.1.2 terecht.»
BOOKED: Final = (
    r"(?:verantwoord|verantwoorden|(?:in|bij|af)?geboekt|geboekte?n?|boeken|landt|landen|valt|vallen|viel|neerslaat"
    r"|neerslaan|slaat|terechtkomt|terecht|verwerkt|verwerken|vrij(?:valt|vallen|viel|gevallen|komt|kwam)"
    r"|uitkomt|neerkomt|terugkomt|optreedt|ontstaat|toegerekend|toevalt|meegenomen|gemeld|gepresenteerd|"
    r"komt|staat|drukt|drukken|zichtbaar|opgenomen|begroot|geraamd)"
)
ABOUT_IT: Final = re.compile(rf"\b{BOOKED}\b", re.IGNORECASE)
FAVOUR: Final = re.compile(r"\bten\s+goede\b", re.IGNORECASE)
BOOKING: Final = re.compile(
    r"(?:(?:dit|dat|deze|die)|(?:dit|dat|deze|het|de)\s+(?:(?:incidentele|structurele|eenmalige)\s+)?"
    r"(?:voordeel|nadeel|meevaller|tegenvaller|effect|bedrag))\s(?:\w{1,20}\s){0,3}?"
    r"(?:verantwoord|geboekt|verwerkt|boeken\swij|boeken\swe|verantwoorden\swij|verwerken\swij|landt|valt|slaat"
    r"|terechtkomt|komt|drukt)\b",
    re.IGNORECASE,
)
FREED: Final = re.compile(r"\s+(?:\w{1,20}\s+){0,2}(?:vrij|ten\s+gunste)\b", re.IGNORECASE)
ENDED: Final = re.compile(r"[^.;]{0,20}\b(?:terecht|neer|verantwoord|geboekt|tot\suiting)\b", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True):
    """What words say that an effect falls on; no bearer where they name several things."""

    bearer: Bearer | None
    span: Span


class Bearers:
    """Finds what the effects of a page fall on, by the numbers of its family."""

    def __init__(self, text: str, own: Own, source: Source) -> None:
        self._text, self._own, self._source = text, own, source
        programme = tuple(form for form, kind in source.numbers.items() if kind is CitedKind.PROGRAMME)
        alone = tuple(sorted(form for form in source.numbers if form[0].isupper() and form[0] != "A" and "n" in form))
        goals = tuple(form for form, kind in source.numbers.items() if kind is CitedKind.GOAL and form == THREE)
        self._form = _form(source.numbering.pattern, alone, goals)
        self._named_form = _named_form(source.numbering.pattern, alone)
        self._numbered_kinds = frozenset(source.numbers.values())
        self._prefix = next((form[0] for form in programme if len(form) > 1 and form[1] == "n" and form[0] != "A"), "")

    def own(self) -> Bearer | None:
        """What the text is about, where the words say nothing."""
        own = self._own
        if own.kind is not None and own.key:
            return Bearer(own.kind, own.key, None)
        return self._numbered(own.number, None, "") if own.number else None

    def behind(self, start: int, end: int) -> Place | None:
        """What words behind an effect say: the first that names something and not who pays."""
        return next(self._places(start, end), None)

    def before(self, start: int, end: int) -> Place | None:
        """What words in front of an effect say: «geeft doel 1.1.2 een», else the first place, brackets last."""
        given = self._given(start, end)
        if given is not None:
            return given
        places = list(self._places(start, end))
        return min(places, key=lambda place: self._doubt(place.span), default=None)

    def _doubt(self, place: Span) -> int:
        """How little words in front of an effect say of what it falls on: «hier» less than a number, brackets least."""
        return (
            2
            if self._text[place.start] == "("
            else 1
            if "hier" in self._text[place.start : place.end].casefold()
            else 0
        )

    def at(self, start: int, end: int) -> Place | None:
        """What the words directly at a position say."""
        match = self._form.match(self._text, start, end)
        return self._read(match) if match else None

    def there(self, sentence: Span, before: Span | None, start: int, end: int, behind: int) -> Place | None:
        """What «daar» between `start` and `end` means: what was named last; not in «daar staat ... tegenover»."""
        there = THERE.search(self._text, start, end)
        if there is None or AGAINST.search(self._text, there.end(), behind):
            return None
        span = Span(there.start(), there.end())
        for within in (Span(sentence.start, there.start()), before):
            matches = list(self._named_form.finditer(self._text, within.start, within.end)) if within else []
            if matches:
                return Place(self._of(matches[-1], span), span)
        return None

    def told_of(self, sentence: Span) -> Place | None:
        """Where a sentence about the effect before it says that it is booked: «Dat komt op doel 1.1.2 terecht»."""
        match = BOOKING.match(self._text, sentence.start, sentence.end)
        if match is None or PAID.search(match[0]):
            return None
        place = self.behind(match.end(), sentence.end)
        if place is None or place.bearer is None or place.span.start > match.end() + 40:
            return None
        loose = match[0].casefold().endswith(("komt", "valt", "slaat")) and not FREED.match(self._text, match.end())
        return place if not loose or ENDED.match(self._text, place.span.end, sentence.end) else None

    def booked(self, start: int, end: int) -> Place | None:
        """What a clause about an effect says that it is booked on: «..., die is verantwoord op programma 1»."""
        match = ABOUT_IT.search(self._text, start, end)
        if match is None or PAID.search(self._text, start, end) or FAVOUR.search(self._text, start, end):
            return None
        return self.behind(start, end)

    def _places(self, start: int, end: int) -> Iterator[Place]:
        for match in self._form.finditer(self._text, start, end):
            waiting = match["where"] is not None
            if not waiting and (
                PAID.search(self._text, start, match.start())
                or PAYING.match(self._text, match.end(), end)
                or OTHERWISE.search(self._text, max(start, match.start() - 20), match.start())
            ):
                continue
            yield self._read(match)

    def _given(self, start: int, end: int) -> Place | None:
        """What gets the effect: «geeft doel 1.1.2 een nadeel», «krijgt programma 10 ...», «Programma 10 heeft ...»."""
        for match in reversed(list(self._named_form.finditer(self._text, start, end))):
            span = Span(match.start(), match.end())
            gift = GIFT.match(self._text, match.end(), end)
            if gift and GIVEN.search(self._text, max(0, match.start() - 40), match.start()):
                return Place(self._of(match, span), span)
            if TITLED.fullmatch(self._text, match.end(), end):
                return Place(self._of(match, span), span)
            opens = not self._text[start : match.start()].strip(" ,;")
            if opens and HAS.match(self._text, match.end(), end):
                return Place(self._of(match, span), span)
        return None

    def _read(self, match: re.Match[str]) -> Place:
        """What words say the effect falls on."""
        span = Span(match.start(), match.end())
        if match["several"]:
            return Place(None, span)
        if match["own"] or match["here"]:
            return Place(self.own(), span)
        if match["above"]:
            return Place(self._above(match["above"], span), span)
        groups = ("number", "number_programme", "where", "where_programme", "bare", "plain")
        number = next(match[group] for group in groups if match[group])
        return Place(self._numbered(number, span, match.group()), span)

    def _above(self, words: str, span: Span) -> Bearer | None:
        """What «dit programma» and «deze ambitie» are."""
        wanted = CitedKind.AMBITION if words.casefold().endswith("ambitie") else CitedKind.PROGRAMME
        if self._own.kind is wanted:
            return self.own()
        above = self._source.numbering.above(self._own.number or "")
        number = next((part for kind, part in above if kind is wanted), None)
        return self._numbered(number, span, "") if number else None

    def _of(self, match: re.Match[str], span: Span) -> Bearer:
        return self._numbered(match["named"] or match["named_programme"] or match["bare"], span, match.group())

    def _numbered(self, number: str, span: Span | None, words: str) -> Bearer:
        plain = canonical(number)
        kind = self._source.kind_of(plain)
        if "programma" in words.casefold() and kind is not CitedKind.PROGRAMME:
            prefixed = f"{self._prefix}{plain}"
            if CitedKind.PROGRAMME not in self._numbered_kinds:
                return Bearer(CitedKind.PROGRAMME, plain, span)
            if self._source.kind_of(prefixed) is CitedKind.PROGRAMME:
                return Bearer(CitedKind.PROGRAMME, prefixed, span)
        return Bearer(kind or CitedKind.GOAL, plain, span)


def _bare(forms: tuple[str, ...]) -> str:
    """The regular expression of a number that needs no keyword before it: P5, P5 1.2."""
    return Numbering(dict.fromkeys(forms, CitedKind.GOAL)).pattern


def _keyed(number: str, group: str) -> str:
    """The regular expression of a keyword with its number; programmes have numbers in every family."""
    return (
        rf"(?:(?:{KEYWORD})\s+(?P<{group}>(?-i:{number}))"
        rf"|programma\s+(?P<{group}_programme>[0-9]{{1,2}}(?![\d%‰]|[.,]\d)))"
    )


@lru_cache
def _named_form(number: str, alone: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_keyed(number, 'named')}|(?P<bare>(?-i:{_bare(alone)})))", re.IGNORECASE)


@lru_cache
def _form(number: str, alone: tuple[str, ...], goals: tuple[str, ...]) -> re.Pattern[str]:
    """`op dit doel`, `van programma 10`, `(doel 1.1.2)`, `op de doelen 1.1.1 en 1.1.2`, `op P2 1.1`, `op 1.1.2`."""
    return re.compile(
        rf"""\b{_keyed(number, "where")},?\s+waar\b
        | \b(?P<here>hier)(?=\s+(?:een|ontstaat|staat|geeft|resteert|is|van|er|nu|dan|dus)\b)
        | (?:\b(?:op|voor|binnen|bij|van|aan|in|onder)\s+(?:het\s+|de\s+)?|\()
        (?: (?P<own>dit(?:zelfde)?\s+doel|deze\s+doelstelling)\b
          | (?P<above>dit\s+programma|deze\s+ambitie)(?!\s+[0-9])
          | (?P<several>(?:doelen|doelstellingen|ambities|programma['’]s)\s+
              {number}(?:\s?,\s?{number}){{0,9}}\s+en\s+{number})
          | {_keyed(number, "number")} | (?P<bare>(?-i:{_bare(alone)})) )
        | \bop\s+(?P<plain>(?-i:{_bare(goals)}))""",
        re.VERBOSE | re.IGNORECASE,
    )
