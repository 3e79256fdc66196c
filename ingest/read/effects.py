"""Deviations: what an interim report says went otherwise, and the advantages and disadvantages its sentences name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ingest.read.numbers import AMOUNT, GOAL_NUMBER, MONEY, amount_of, depth
from ingest.read.record import Bearer, Deviation, FinancialEffect, Headline, Span
from ingest.read.references import Own
from ingest.read.text import Line, sentences
from ingest.sources import Source
from ontology.codes import CitedKind, Effect, Recurrence

EFFECT: Final = re.compile(
    r"""
    (?:\b(?P<recurrence>incidente(?:el|le)|eenmalige?|structure(?:el|le))\s+)?   # incidenteel nadeel
    \b(?P<effect>voordeel|nadeel|voordelen|nadelen)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
DENIED: Final = re.compile(r"\b(?:geen|noch|zonder)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)  # geen structureel nadeel
DENIAL: Final = 40  # as far back as a denial can stand
BEARER: Final = re.compile(
    rf"\b(?:op|voor|binnen|bij|van|aan)\s+(?:(?P<own>dit\s+doel)|(?:doel|ambitie|programma)\s+(?P<number>{GOAL_NUMBER}))",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"\b(?:in|vanaf|m\.i\.v\.|met ingang van)\s+(20[0-9]{2})\b", re.IGNORECASE)
CLAUSE: Final = re.compile(r",|;|\b(?:en|maar|terwijl|waardoor|tegenover)\b")
RECURRENCES: Final = {
    "incidente": Recurrence.ONE_OFF,
    "eenmalig": Recurrence.ONE_OFF,
    "structure": Recurrence.STRUCTURAL,
}


class Block(msgspec.Struct, frozen=True):
    """The lines of one deviation: title, headline (where there is one) and text."""

    title: Line
    headline: Line | None
    text: tuple[Line, ...]

    @property
    def span(self) -> Span:
        """From the title to the end of the text."""
        last = self.text[-1] if self.text else self.headline or self.title
        return Span(self.title.start, last.end)


def blocks(lines: Sequence[Line], source: Source) -> list[Block]:
    """The deviations in the lines of a section: each begins on the line before a headline."""
    heads = [index for index in range(1, len(lines)) if source.headline(lines[index].text) is not None]
    if not heads:
        return [Block(lines[0], None, tuple(lines[1:]))] if lines else []
    found = [Block(lines[0], None, tuple(lines[1 : heads[0] - 1]))] if heads[0] > 1 else []
    for head, following in zip(heads, [*heads[1:], len(lines) + 1], strict=True):
        found.append(Block(lines[head - 1], lines[head], tuple(lines[head + 1 : following - 1])))
    return found


def deviation(text: str, block: Block, source: Source, own: Own) -> Deviation:
    """A deviation with the effects that its text names."""
    headline = None
    if block.headline is not None:
        effect = source.headline(block.headline.text)
        headline = Headline(block.headline.text, block.headline.start, block.headline.end, effect)
    effects = tuple(effect for line in block.text for effect in find_effects(text, line.span, own))
    return Deviation(block.title.text, block.title.start, block.title.end, block.span, headline, effects)


def unread_amounts(text: str, block: Block) -> Iterator[Span]:
    """The places in a deviation where money is named in a form that is not understood."""
    for line in block.text:
        read = {match.start() for match in AMOUNT.finditer(text, line.start, line.end)}
        for match in MONEY.finditer(text, line.start, line.end):
            if match.start() not in read:
                yield Span(match.start(), match.end())


def find_effects(text: str, span: Span, own: Own) -> Iterator[FinancialEffect]:
    """The effects that the sentences of a span name; one that tells neither amount nor bearer is none."""
    for sentence in sentences(text, span):
        found = [match for match in EFFECT.finditer(text, sentence.start, sentence.end) if not _is_denied(match)]
        named_year = YEAR.search(text, sentence.start, sentence.end) if found else None
        year = int(named_year[1]) if named_year else own.document.year if own.document else None
        breaks = [_clause_start(text, first.end(), second.start()) for first, second in pairwise(found)]
        for match, start, end in zip(found, [sentence.start, *breaks], [*breaks, sentence.end], strict=False):
            effect = _effect(match, Span(start, end), sentence, own)
            if effect is not None:
                yield msgspec.structs.replace(effect, year=year)


def _is_denied(match: re.Match[str]) -> bool:
    return DENIED.search(match.string[max(0, match.start() - DENIAL) : match.start()]) is not None


def _effect(match: re.Match[str], clause: Span, sentence: Span, own: Own) -> FinancialEffect | None:
    text = match.string
    amount = AMOUNT.search(text, match.end(), clause.end) or AMOUNT.search(text, clause.start, match.start())
    place = BEARER.search(text, match.end(), clause.end) or BEARER.search(text, clause.start, match.start())
    bearer = _bearer(place, own)
    if bearer is None or (amount is None and place is None):
        return None
    parts = [part for part in (match, amount, place) if part is not None and part.start() >= match.start()]
    end = max(part.end() for part in parts)
    recurrence = (match["recurrence"] or "").casefold()
    return FinancialEffect(
        on=bearer,
        effect=Effect.ADVANTAGE if match["effect"].casefold().startswith("voorde") else Effect.DISADVANTAGE,
        amount_eur=amount_of(amount) if amount else None,
        amount_span=Span(amount.start(), amount.end()) if amount else None,
        recurrence=next(
            (code for stem, code in RECURRENCES.items() if recurrence.startswith(stem)), Recurrence.UNKNOWN
        ),
        year=None,
        exact=text[match.start() : end],
        start=match.start(),
        end=end,
        sentence=sentence,
    )


def _bearer(place: re.Match[str] | None, own: Own) -> Bearer | None:
    """What the words say the effect falls on; the page's own goal where they say nothing."""
    number = own.number if place is None or place["own"] else place["number"]
    if number is None:
        return None
    kind = own.depths.get(depth(number), CitedKind.GOAL)
    return Bearer(kind, number, Span(place.start(), place.end()) if place else None)


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the clause of the effect at `end` begins, after the effect that ended at `start`."""
    breaks = list(CLAUSE.finditer(text, start, end))
    return breaks[-1].start() if breaks else end
