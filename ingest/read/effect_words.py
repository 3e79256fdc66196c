"""Effect words: the words, and the letters behind amounts, by which a sentence names an advantage or a disadvantage.

Says of each on which side it is, and leaves out what is denied. Knows not what an effect falls on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ingest.read.amounts import Money, find_money
from ingest.read.span import Span
from ontology.codes import Effect, Recurrence

RECURRENCE: Final = re.compile(r"\b(incidente(?:el|le)|eenmalige?|structure(?:el|le))\b", re.IGNORECASE)
NAMED: Final = re.compile(
    rf"""
    (?:{RECURRENCE.pattern}\s+)?                                           # incidenteel nadeel
    (?: \b\w{{0,20}}(?P<good>voordeel|voordelen|meevallers?)\b
      | \b\w{{0,20}}(?P<bad>nadeel|nadelen|tegenvallers?)\b
      | \b(?P<under>onder(?:schrijding(?:en)?|besteding|uitputting))\b
      | \b(?P<over>over(?:schrijding(?:en)?|besteding))\b
      | \b(?:(?P<gainful>voordelige?)|(?P<harmful>nadelige?))\b            # € 50.000 nadelig
      | \b(?:(?P<positive>positie(?:f|ve))|(?P<negative>negatie(?:f|ve)))\s+
        (?:resultaat|effect|saldo|verschil|afwijking)\b
      | \b(?P<neutral>budgettaire?\s+neutra(?:al|le)|(?:budget|kosten)neutra(?:al|le))\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
COSTS: Final = r"\w{0,25}(?:lasten|kosten|uitgaven)"
INCOME: Final = r"\w{0,25}(?:baten|inkomsten|opbrengsten|ontvangsten)"
CHANGED: Final = re.compile(  # hogere lasten; de baten zijn € 5.000 lager
    rf"""
    \b(?:(?P<more>hogere|extra|meer)|(?P<less>lagere|minder))\s+(?:\w+\s+){{0,2}}?
      (?:(?P<costs>{COSTS})|(?P<income>{INCOME}))\b
  | \b(?:(?P<the_costs>{COSTS})|(?P<the_income>{INCOME}))(?:\s+\S{{1,40}}){{0,10}}?\s+
      (?:(?P<higher>hoger)|(?P<lower>lager))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
GOOD: Final = frozenset({"good", "under", "gainful", "positive"})
NEEDS_AMOUNT: Final = frozenset({"under", "over", "gainful", "harmful", "positive", "negative"})
DENIED: Final = re.compile(  # geen structureel nadeel; leidt niet tot een nadeel; niet budgettair neutraal
    r"\b(?:(?:geen|noch|zonder)\s+(?:\w+\s+){0,2}|niet\s+(?:\w+\s+){0,2}(?:tot|van)\s+(?:een\s+|het\s+)?|niet\s+)$",
    re.IGNORECASE,
)
DENIAL: Final = 60  # as far back as a denial can stand


class Hit(msgspec.Struct, frozen=True):
    """Words that name an effect, or a letter behind an amount that does."""

    span: Span
    effect: Effect
    recurrence: Recurrence
    needs_amount: bool
    money: Money | None = None


def named(text: str, sentence: Span) -> Iterator[Hit]:
    """The words that name an effect, denied ones left out; «budgettair neutraal» only where nothing else does."""
    found = [match for match in NAMED.finditer(text, sentence.start, sentence.end) if not _is_denied(match)]
    hits = [_hit(match) for match in found]
    directed = [hit for hit in hits if hit.effect is not Effect.NEUTRAL]
    lettered = list(_lettered(text, sentence, directed))
    yield from sorted([*directed, *lettered], key=lambda hit: hit.span.start) or hits


def _lettered(text: str, sentence: Span, directed: Sequence[Hit]) -> Iterator[Hit]:
    """The amounts with a letter behind them, but for one that words before it have called an effect already."""
    ends = [hit.span.end for hit in directed]
    last = sentence.start
    for money in find_money(text, sentence.start, sentence.end):
        called = bisect_right(ends, money.start) > bisect_right(ends, last)
        if money.side is not None and not called:
            span = Span(money.start, money.whole_end)
            yield Hit(span, money.side, Recurrence.UNKNOWN, needs_amount=True, money=money)
        last = money.start


def changed(text: str, sentence: Span) -> Iterator[Hit]:
    """The words that say that costs or income are higher or lower than they were thought to be."""
    for match in CHANGED.finditer(text, sentence.start, sentence.end):
        is_more = bool(match["more"] or match["higher"])
        is_cost = bool(match["costs"] or match["the_costs"])
        effect = Effect.DISADVANTAGE if is_more is is_cost else Effect.ADVANTAGE
        yield Hit(Span(match.start(), match.end()), effect, Recurrence.UNKNOWN, needs_amount=True)


def _hit(match: re.Match[str]) -> Hit:
    kind = next(name for name in match.groupdict() if match[name])
    effect = Effect.NEUTRAL if kind == "neutral" else Effect.ADVANTAGE if kind in GOOD else Effect.DISADVANTAGE
    return Hit(
        span=Span(match.start(), match.end()),
        effect=effect,
        recurrence=recurrence_of(match[1]) if match[1] else Recurrence.UNKNOWN,
        needs_amount=kind in NEEDS_AMOUNT,
    )


def recurrence_of(word: str) -> Recurrence:
    """What `incidenteel`, `eenmalig` or `structureel` says."""
    return Recurrence.STRUCTURAL if word.casefold().startswith("struct") else Recurrence.ONE_OFF


def _is_denied(match: re.Match[str]) -> bool:
    return DENIED.search(match.string, max(0, match.start() - DENIAL), match.start()) is not None
