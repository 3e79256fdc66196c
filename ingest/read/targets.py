"""Targets: quantities that a criterion or a description wants reached.

Knows the words of one sentence; a bare percentage is a target only where criteria stand (`find_shares`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from ingest.read.amounts import scaled
from ingest.read.dates import YEAR, Dated, find_dates, touches_date
from ingest.read.numbers import plain, quantity
from ingest.read.record import Target
from ingest.read.span import Span
from ontology.codes import Comparator, Direction, Period

COMPARATORS: Final = MappingProxyType(
    {
        "tenminste": Comparator.AT_LEAST,
        "ten minste": Comparator.AT_LEAST,
        "minimaal": Comparator.AT_LEAST,
        "minstens": Comparator.AT_LEAST,
        "op zijn minst": Comparator.AT_LEAST,
        "niet minder dan": Comparator.AT_LEAST,
        "ten hoogste": Comparator.AT_MOST,
        "tenhoogste": Comparator.AT_MOST,
        "hoogstens": Comparator.AT_MOST,
        "maximaal": Comparator.AT_MOST,
        "niet meer dan": Comparator.AT_MOST,
    }
)
WORDS: Final = MappingProxyType(
    {
        "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
        "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
        "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50,
        "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90, "honderd": 100,
    }
)  # fmt: skip
PERIODS: Final = MappingProxyType(
    {
        "jaar": Period.YEAR,
        "maand": Period.MONTH,
        "kwartaal": Period.QUARTER,
        "week": Period.WEEK,
        "dag": Period.DAY,
    }
)
UP: Final = r"(?:stijg\w{0,4}|groei\w{0,4}|toen(?:emen|ame)|verho(?:ogt|gen|ging)|vergro(?:ot|ten))"
DOWN: Final = r"(?:da(?:al|len|ling)\w{0,2}|afn(?:emen|ame)|verlaagt|verlagen|verlaging|vermindert?|verminderen)"
FIGURE: Final = (
    r"(?<![\w.,])(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,12}(?:,[0-9]{1,4})?)(?!\w|[.,][0-9])"  # 1.500   8,5
)
WORDED: Final = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))}|een(?=\s(?:keer|maal)\b))\b"
SPACE: Final = r"\s{1,5}"
SCALE: Final = r"(?:miljoen|mln|miljard|mld|duizend)\b"
NO_UNIT: Final = (
    r"(?:in|per|van|en|of|te|is|zijn|wordt|voor|op|naar|bij|de|het|een|uit|door|met|tot|om|dat|die|eind|vanaf)\b"
)
MORE: Final = rf"(?:{SPACE}(?P<scale>{SCALE}))?"
UNIT: Final = rf"(?:{SPACE}(?!{NO_UNIT})(?P<unit>[^\W\d_][\w-]{{0,60}})|\s{{0,2}}(?P<percent>%))?"
PER: Final = rf"(?:{SPACE}per{SPACE}(?P<period>{'|'.join(PERIODS)})\b)?"
IN_YEAR: Final = r"(?:in|eind|medio|begin|ultimo|vanaf|vóór|uiterlijk(?:\sin)?)"
WHEN: Final = rf"(?:{SPACE}{IN_YEAR}{SPACE}(?P<year>{YEAR})(?![\w-]))?"
OR: Final = r"(?:\sof\s(?:(?P<or_more>meer|hoger)|(?P<or_less>minder|lager))\b)?"
COMPARED: Final = re.compile(  # minimaal 200 mensen per jaar; maximaal € 5 miljoen; stijgt naar ten minste 80%
    rf"""
    \b(?=\w)(?:(?:(?P<up>{UP})|(?P<down>{DOWN}))\s(?:naar|tot|met)\s)?
    (?P<comparator>{"|".join(COMPARATORS).replace(" ", "[ ]")}){SPACE}
    (?:(?P<euro>€)\s{{0,2}})?(?:(?P<value>{FIGURE})|(?P<word>{WORDED})){MORE}{UNIT}{PER}{WHEN}
    """,
    re.VERBOSE | re.IGNORECASE,
)
FROM_TO: Final = re.compile(  # van 60% naar 70%; van 8 naar 12 woningen in 2031
    rf"\bvan{SPACE}(?P<baseline>{FIGURE})(?:\s?%|\sprocent)?{SPACE}naar{SPACE}(?P<value>{FIGURE}){MORE}{UNIT}{PER}{WHEN}",
    re.IGNORECASE,
)
CHANGE: Final = re.compile(  # stijgt met 5%; daling van het verzuim naar 4 procent; neemt met 5% toe
    rf"""
    \b(?=\w)(?:(?P<up>{UP})|(?P<down>{DOWN})|(?:neemt|nemen)(?=[^.;\n]{{1,80}}?\s(?:(?P<more>toe)|(?P<less>af))\b))
    \s(?:[^\d.;\n]{{1,60}}\s)?(?:(?P<by>met)|naar|tot){SPACE}(?P<value>{FIGURE}){MORE}{UNIT}{PER}{WHEN}
    """,
    re.VERBOSE | re.IGNORECASE,
)
MARK: Final = re.compile(  # waarderen de buurt met een 7,5; rapportcijfer van een 8; een 7,5 of hoger
    rf"""
    \b(?=\w)(?:(?:(?:rapport)?cijfer|score|gemiddeld|(?:waarder|beoorde)\w{{1,8}}\s(?:[^\d.;\n]{{1,60}}\s)?met)\s(?:van\s)?(?:een\s)?
        (?P<value>(?:10|[1-9])(?:,[0-9])?)
      | een\s(?P<decimal>[1-9],[0-9]))
    (?![\w%]|[.,][0-9]){OR}{WHEN}(?=\s{{0,3}}(?:[.,;:)\n]|$|(?:{NO_UNIT}|als)))
    """,
    re.VERBOSE | re.IGNORECASE,
)
SHARE: Final = re.compile(  # 70% van de inwoners; 80 procent of meer
    rf"(?P<value>{FIGURE})(?:\s?(?P<percent>%)|\s(?P<unit>procent)\b){OR}{PER}{WHEN}", re.IGNORECASE
)
YEAR_BEFORE: Final = re.compile(
    rf"\b{IN_YEAR}\s(?P<year>{YEAR})\b[^.;\n\d]{{0,80}}\Z", re.IGNORECASE
)  # In 2031 zijn er
LINE: Final = re.compile(r"[^\n]+")
FIGURES: Final = re.compile("[0-9]")
HINTS: Final = MappingProxyType(  # in small letters, one of which is in whatever a form fits
    {
        COMPARED: ("minst", "minim", "hoogst", "maxim", "minder dan", "meer dan"),
        FROM_TO: (" naar ",),
        CHANGE: (
            "stijg",
            "groei",
            "toenem",
            "toenam",
            "toename",
            "verho",
            "vergro",
            "daal",
            "dalen",
            "daling",
            "afn",
            "verlaag",
            "verlag",
            "vermin",
            "neemt ",
            " nemen ",
        ),
        MARK: ("cijfer", "score", "gemiddeld", "waarde", "beoorde", *(f"een {figure}," for figure in range(1, 10))),
        SHARE: ("%", "procent"),
    }
)
REACH: Final = 80  # so far before the first hint a form can begin; 50 characters at most
LOOK_BACK: Final = 120  # as far before a quantity as its year can stand
YEARS: Final = re.compile(YEAR)


def find_targets(text: str, span: Span) -> Iterator[Target]:
    """The targets in a span, in order, without section and element."""
    return _first_of_each(text, span, (COMPARED, FROM_TO, CHANGE, MARK))


def find_shares(text: str, span: Span) -> Iterator[Target]:
    """The targets in the words of criteria, where a bare percentage is one too."""
    return _first_of_each(text, span, (COMPARED, FROM_TO, CHANGE, MARK, SHARE))


def _first_of_each(text: str, span: Span, forms: Sequence[re.Pattern[str]]) -> Iterator[Target]:
    """What the forms find, in order; of those that overlap the form that comes first."""
    for line in LINE.finditer(text, span.start, span.end):
        words = line.group().casefold()
        # most lines hold nothing of a form, and the forms are slow to say so
        possible = forms if FIGURES.search(words) else (COMPARED,)  # only that form reads number words
        found = [_found(form, text, line, words) for form in possible]
        if not any(found):
            continue
        dates = tuple(find_dates(text, Span(line.start(), line.end())))
        taken: list[re.Match[str]] = []
        for matches in found:
            for match in matches:
                if not _overlaps(match, taken) and not _is_year_or_date(match, dates):
                    taken.append(match)
            taken.sort(key=lambda match: match.start())
        yield from (_target(text, span, match) for match in taken)


def _found(form: re.Pattern[str], text: str, line: re.Match[str], words: str) -> list[re.Match[str]]:
    """What a form finds in a line, given in small letters too; it is tried from just before its first hint."""
    places = [place for hint in HINTS[form] if (place := words.find(hint)) >= 0]
    if not places:
        return []
    # where small letters are more or fewer, places in them say nothing
    skipped = max(0, min(places) - REACH) if len(words) == line.end() - line.start() else 0
    return list(form.finditer(text, line.start() + skipped, line.end()))


def _overlaps(match: re.Match[str], taken: Sequence[re.Match[str]]) -> bool:
    """Whether a match shares text with one of those, which are in order and apart from each other."""
    before = bisect_left(taken, match.end(), key=lambda one: one.start()) - 1
    return before >= 0 and taken[before].end() > match.start()


def _is_year_or_date(match: re.Match[str], dates: Sequence[Dated]) -> bool:
    """Whether what looks like a quantity is a part of a date, or a year."""
    found = match.groupdict()
    group = next(name for name in ("value", "word", "decimal") if found.get(name))
    if touches_date(dates, match.start(group), match.end(group)):
        return True
    counted = found.get("unit") or found.get("percent") or found.get("euro")
    return not counted and YEARS.fullmatch(match[group]) is not None


def _target(text: str, span: Span, match: re.Match[str]) -> Target:
    found = match.groupdict()
    value, baseline = _value(found), found.get("baseline")
    year = _year(text, span, match)
    return Target(
        comparator=_comparator(found),
        value=value,
        unit=found.get("unit") or found.get("percent") or found.get("euro"),
        period=PERIODS[found["period"].casefold()] if found.get("period") else None,
        element=None,
        section=None,
        exact=match.group(),
        start=match.start(),
        end=match.end(),
        baseline=_scaled(baseline, found.get("scale")) if baseline else None,
        direction=_direction(found),
        year=int(text[year.start : year.end]) if year else None,
        year_span=year,
    )


def _value(found: Mapping[str, str | None]) -> str:
    """The quantity as a plain decimal, with its scale."""
    word = found.get("word")
    figure = str(WORDS.get(word.casefold(), 1)) if word else found.get("value") or found.get("decimal") or ""
    return _scaled(figure, found.get("scale"))


def _scaled(figure: str, scale: str | None) -> str:
    whole, _, part = figure.partition(",")
    return plain(scaled(whole, part, scale))


def _comparator(found: Mapping[str, str | None]) -> Comparator:
    comparator = found.get("comparator")
    if comparator:
        return COMPARATORS[" ".join(comparator.casefold().split())]
    if found.get("by"):
        return Comparator.INCREASE if found.get("up") or found.get("more") else Comparator.DECREASE
    if found.get("or_more"):
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if found.get("or_less") else Comparator.EQUALS


def _direction(found: Mapping[str, str | None]) -> Direction | None:
    baseline = found.get("baseline")
    if baseline:
        before, after = Decimal(quantity(baseline)), Decimal(quantity(found.get("value") or ""))
        return None if before == after else Direction.UP if before < after else Direction.DOWN
    if found.get("up") or found.get("more"):
        return Direction.UP
    return Direction.DOWN if found.get("down") or found.get("less") else None


def _year(text: str, span: Span, match: re.Match[str]) -> Span | None:
    """Where the year stands for which a quantity counts: right behind it, or before it in the same sentence."""
    if match["year"]:
        return Span(match.start("year"), match.end("year"))
    first = max(span.start, match.start() - LOOK_BACK)
    words = text[first : match.start()]
    before = YEAR_BEFORE.search(words) if FIGURES.search(words) else None
    return Span(first + before.start("year"), first + before.end("year")) if before else None
