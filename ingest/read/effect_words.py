"""Effect words: the words, and the letters behind amounts, by which a sentence names an advantage or a disadvantage.

Says of each on which side it is, and leaves out what is denied. Knows not what an effect falls on, and not the sums of
which a word says that they go up or down (`ingest/read/changes.py`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ingest.read.amounts import SIDES, Money, find_money, scaled
from ingest.read.numbers import plain
from ingest.read.recurrences import RECURRENCE, recurrence_of
from ingest.read.span import Span
from ontology.codes import Effect, Recurrence

NAMED: Final = re.compile(
    rf"""
    (?:{RECURRENCE.pattern}\s+)?                                           # incidenteel nadeel
    (?: \b\w{{0,20}}(?P<good>voordeel|voordelen|meevallers?)\b
      | \b\w{{0,20}}(?P<bad>nadeel|nadelen|tegenvallers?)\b
      | \b(?P<under>onder(?:schrijding(?:en)?|besteding|uitputting))\b
      | \b(?P<over>over(?:schrijding(?:en)?|besteding))\b
      | \b(?P<left>\w{{0,20}}(?:overschot(?:ten)?|besparing(?:en)?)|meer(?:opbrengst|ontvangst|inkomst)(?:en)?|meerbaten
          |minder(?:kosten|lasten|uitgaven)|vrijval)\b
      | \b(?P<short>\w{{0,20}}(?:tekort(?:en)?|derving)|meer(?:kosten|lasten|uitgaven)|minderbaten|exploitatieverlies
          |minder(?:opbrengst|ontvangst|inkomst)(?:en)?|kostenoverschrijding(?:en)?)\b
      | \b(?:(?P<gainful>voordelige?)|(?P<harmful>nadelige?))\b            # € 50.000 nadelig
      | \b(?:(?P<positive>positie(?:f|ve))|(?P<negative>negatie(?:f|ve)))\s+
        (?:\w{{0,20}}resultaat|\w{{0,20}}effect|saldo|verschil|afwijking|bijstelling)\b
      | \b(?P<neutral>(?:budgettaire?|financieel)\s+neutra(?:al|le)|(?:budget|kosten|saldo)neutra(?:al|le))\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
GOOD: Final = frozenset({"good", "under", "left", "gainful", "positive"})
CERTAIN: Final = frozenset({"good", "bad", "neutral"})  # the others are one only where they have an amount
# An amount must stand beside these: a town can be short of anything, and «nadelige gevolgen» are of any kind.
LOOSE: Final = frozenset({"left", "short", "gainful", "harmful"})
OF_MONEY: Final = re.compile(
    r"\s{1,3}(?:\w{0,20}saldo|\w{0,20}resultaat|\w{0,20}effect(?:en)?|verschil(?:len)?|\w{0,20}afwijking(?:en)?"
    r"|uitkomst|\w{0,20}afrekening"
    r"|bijstelling|uitschieter|post(?:en)?|ontwikkeling|stand|prognose|rekening\w{0,10})\b",
    re.IGNORECASE,
)
AMOUNT_BEFORE: Final = re.compile(
    r"\s{0,3}\(?(?:(?:per\s+saldo|per\s+jaar|in|20[0-9]{2}|incidenteel|structureel|eenmalig)\s{1,3}){0,3}$"
)
BESIDE: Final = re.compile(
    r"\s{0,3}(?:\(|:|,)?\s{0,3}(?:(?:van|ad|à|is|was|zijn|bedraagt|bedroeg|bedragen|op|op\s+\w{1,20}|op\s+(?:de"
    r"|het|dit)\s+\w{1,20}"
    r"(?:\s[0-9.]{1,8})?|binnen\s+(?:dit|het)\s+\w{1,20}|zien|valt\s+vrij|ontstaan|naar\s+verwachting|dan|dus"
    r"|het|een|uit|"
    r"vanaf|met\s+ingang\s+van|incidenteel|structureel|eenmalig|per\s+jaar|circa|ca\.|ongeveer|ruim|bijna"
    r"|totaal|in|20[0-9]{2})\s{1,3}){0,5}$",
    re.IGNORECASE,
)
# Not about money: «het voordeel van fietsen», «in het nadeel van», «de voor- en nadelen», «voordelen van samenwerking».
NO_MONEY: Final = re.compile(
    r"\b(?:voor|na)de(?:el|len)\b(?=\s+(?:(?:van|voor)\s+[^.,;€]{1,60}\s)?(?:is|zijn|was|hiervan\s+is"
    r"|daarvan\s+is)\s+(?:ook\s+|wel\s+|immers\s+)?dat\b"
    r")|\b(?:heeft|hebben|als|met)\s+(?:het\s+|als\s+)?(?:voor|na)deel\s+dat\b|\b(?:voor|na)delen\s+(?:van|voor"
    r"|aan)\s+(?!€|circa|ruim|in\s+totaal)|"
    r"\b(?:in\s+(?:het|ons|hun|zijn|haar)|ten)\s+(?:voordele|nadele|voordeel|nadeel)\b|\bvoor-\s+en\s+nadelen\b",
    re.IGNORECASE,
)
DENIED: Final = re.compile(  # geen structureel nadeel; leidt niet tot een nadeel; niet budgettair neutraal
    r"\b(?:(?:geen|noch|zonder)\s+(?:\w+\s+){0,2}|niet\s+(?:\w+\s+){0,2}(?:tot|van)\s+(?:een\s+|het\s+)?|niet\s+)$",
    re.IGNORECASE,
)
DENIAL: Final = 60  # as far back as a denial can stand
# 25 V, 21 N; voordeel 48, nadeel van 92: figures in the scale of the tables of the page.
SHORT: Final = re.compile(
    r"(?<![\w€.,-])(?<!€\s)(?P<figure>[0-9]{1,3}(?:\.[0-9]{3}){0,2})\s(?P<letter>[VN])\b(?![\w/-]|\.[0-9])"
)
FRONT_LETTER: Final = re.compile(r"(?:^|(?<=[\s(:|]))(?P<letter>[VN]):?\s{1,2}$")  # V € 5.000
WORD: Final = re.compile(r"[^\W\d_]{3}")
BEHIND: Final = re.compile(
    r"\s{0,2}:?\s(?:van\s)?(?P<figure>[0-9]{1,3}(?:\.[0-9]{3}){0,2})(?=[,;.)]?(?:\s|$))(?!,?\s(?!dankzij|door"
    r"|vanwege|wegens|op\b"
    r"|want|omdat|doordat|incidenteel|structureel|eenmalig|en\b|die\b|dat\b|als\b|in\b|ten\b)[a-z])"
)
ABOVE: Final = 20_000  # as far back as the table can stand that gives the scale
SCALE: Final = re.compile(
    r"[x×*]\s{0,2}(?:€|EUR)?\s{0,2}(?:(?P<thousand>1[. ]?000(?![.\d])|duizend)|(?P<million>1\s?(?:mln|miljoen)"
    r"|1\.000\.000))"
    r"|\bin\s(?:(?P<thousands>duizend(?:en)?\s(?:euro|€)|€\s?1\.000|duizendtallen)|(?P<millions>miljoenen\seuro))",
    re.IGNORECASE,
)


class Hit(msgspec.Struct, frozen=True):
    """Words that name an effect, or a letter behind an amount that does.

    `money` is the amount that they hold themselves.
    """

    span: Span
    effect: Effect
    recurrence: Recurrence
    needs_amount: bool
    money: Money | None = None


def named(text: str, sentence: Span) -> Iterator[Hit]:
    """The words that name an effect, denied ones left out; «budgettair neutraal» only where nothing else does."""
    matches = (match for match in NAMED.finditer(text, sentence.start, sentence.end))
    found = [match for match in matches if not _is_denied(match) and not _is_loose(match, sentence)]
    hits = [_hit(match, sentence) for match in found]
    directed = [hit for hit in hits if hit.effect is not Effect.NEUTRAL]
    lettered = [*_lettered(text, sentence, directed), *_short(text, sentence)]
    yield from sorted([*directed, *lettered], key=lambda hit: hit.span.start) or hits


def _lettered(text: str, sentence: Span, directed: Sequence[Hit]) -> Iterator[Hit]:
    """The amounts with a letter behind them, but for one that words before it have called an effect already."""
    ends = [hit.span.end for hit in directed]
    last = sentence.start
    for money in find_money(text, sentence.start, sentence.end):
        called = bisect_right(ends, money.start) > bisect_right(ends, last)
        front = FRONT_LETTER.search(text, max(sentence.start, money.start - 4), money.start) if not money.side else None
        side = SIDES[front["letter"].casefold()] if front else money.side
        if side is not None and not called:
            span = Span(front.start("letter") if front else money.start, money.whole_end)
            yield Hit(span, side, Recurrence.UNKNOWN, needs_amount=True, money=money)
        last = money.start


def _short(text: str, sentence: Span) -> Iterator[Hit]:
    """The figures without a currency that have a letter behind them, where the page says their scale."""
    for match in SHORT.finditer(text, sentence.start, sentence.end):
        others = text[sentence.start : match.start()] + text[match.end() : sentence.end]
        money = _scaled(match, sentence) if WORD.search(others) else None  # a cell of a table has no other words
        if money is not None:
            effect = Effect.ADVANTAGE if match["letter"] == "V" else Effect.DISADVANTAGE
            yield Hit(Span(*match.span()), effect, Recurrence.UNKNOWN, needs_amount=True, money=money)


def figure_behind(text: str, position: int, sentence: Span) -> Money | None:
    """The figure without a currency directly behind some words: «voordeel 48», «een hogere bijdrage van 29»."""
    match = BEHIND.match(text, position, sentence.end)
    return _scaled(match, sentence) if match else None


def _scaled(match: re.Match[str], sentence: Span) -> Money | None:
    """A figure in the scale that its sentence or the text above it gives; None where nothing does."""
    text = match.string
    above = text[max(0, sentence.start - ABOVE) : sentence.start]
    scale = scale_in(text[sentence.start : sentence.end]) or scale_in(above)
    if scale is None:
        return None
    start, end = match.span("figure")
    return Money(start, end, match.end(), plain(scaled(match["figure"], None, scale)))


def scale_in(text: str) -> str | None:
    """The scale that a text says last of its figures: duizend or miljoen."""
    found = list(SCALE.finditer(text))
    if not found:
        return None
    return "duizend" if found[-1]["thousand"] or found[-1]["thousands"] else "miljoen"


def _hit(match: re.Match[str], sentence: Span) -> Hit:
    kind = _kind(match)
    effect = Effect.NEUTRAL if kind == "neutral" else Effect.ADVANTAGE if kind in GOOD else Effect.DISADVANTAGE
    return Hit(
        span=Span(match.start(), match.end()),
        effect=effect,
        recurrence=recurrence_of(match[1]) if match[1] else Recurrence.UNKNOWN,
        needs_amount=kind not in CERTAIN,
        money=None if kind == "neutral" else figure_behind(match.string, match.end(), sentence),
    )


def _kind(match: re.Match[str]) -> str:
    return next(name for name in match.groupdict() if match[name])


def _is_denied(match: re.Match[str]) -> bool:
    before = max(0, match.start() - DENIAL)
    behind = min(len(match.string), match.end() + DENIAL)
    if any(
        one.start() < match.end() and match.start() < one.end()
        for one in NO_MONEY.finditer(match.string, before, behind)
    ):
        return True
    return DENIED.search(match.string, before, match.start()) is not None


def _is_loose(match: re.Match[str], sentence: Span) -> bool:
    """Whether words that mean money only beside an amount stand without one, or beside one with a letter."""
    if _kind(match) not in LOOSE:
        return False
    text, end = match.string, match.end()
    if match["gainful"] or match["harmful"]:
        before = list(find_money(text, sentence.start, match.start()))
        if before and AMOUNT_BEFORE.fullmatch(text, before[-1].whole_end, match.start()):
            return False
        of_money = OF_MONEY.match(text, end, sentence.end)
        end = of_money.end() if of_money else end
        if of_money is not None and before:
            return False
    money = next(find_money(text, end, sentence.end), None)
    if money is None or (money.side is not None and not match["gainful"] and not match["harmful"]):
        return True
    return BESIDE.match(text, end, money.start) is None
