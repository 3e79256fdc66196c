"""Deviations: what an interim report says went otherwise, and the advantages and disadvantages its sentences name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from ingest.read.numbers import AMOUNT, GOAL_NUMBER, amount_of, depth
from ingest.read.record import Bearer, Deviation, FinancialEffect, Headline, Span
from ingest.read.references import Own
from ingest.read.text import Line, sentences
from ontology.codes import CitedKind, Effect, Recurrence

EFFECT: Final = re.compile(
    r"""
    (?<!\bgeen\s)(?:\b(?P<recurrence>incidente(?:el|le)|eenmalige?|structure(?:el|le))\s+)?   # incidenteel nadeel
    \b(?P<effect>voordeel|nadeel|voordelen|nadelen)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
BEARER: Final = re.compile(
    rf"\b(?:op|voor|binnen|bij|van|aan)\s+(?:(?P<own>dit\s+doel)|(?:doel|ambitie|programma)\s+(?P<number>{GOAL_NUMBER}))",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"\b(?:in|vanaf|m\.i\.v\.|met ingang van)\s+(20\d\d)\b", re.IGNORECASE)
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


def blocks(lines: Sequence[Line], headlines: Mapping[str, Effect]) -> list[Block]:
    """The deviations in the lines of a section: each begins on the line before a headline."""
    heads = [index for index in range(1, len(lines)) if _headline_effect(lines[index].text, headlines) is not None]
    if not heads:
        return [Block(lines[0], None, tuple(lines[1:]))] if lines else []
    found = [Block(lines[0], None, tuple(lines[1 : heads[0] - 1]))] if heads[0] > 1 else []
    for head, following in zip(heads, [*heads[1:], len(lines) + 1], strict=True):
        found.append(Block(lines[head - 1], lines[head], tuple(lines[head + 1 : following - 1])))
    return found


def deviation(text: str, block: Block, headlines: Mapping[str, Effect], own: Own) -> Deviation:
    """A deviation with the effects that its text names."""
    headline = None
    if block.headline is not None:
        effect = _headline_effect(block.headline.text, headlines)
        headline = Headline(block.headline.text, block.headline.start, block.headline.end, effect)
    effects = tuple(effect for line in block.text for effect in find_effects(text, line.span, own))
    return Deviation(block.title.text, block.title.start, block.title.end, block.span, headline, effects)


def find_effects(text: str, span: Span, own: Own) -> Iterator[FinancialEffect]:
    """The effects that the sentences of a span name; one that tells neither amount nor bearer is none."""
    for sentence in sentences(text, span):
        found = list(EFFECT.finditer(text, sentence.start, sentence.end))
        limits = [
            sentence.start,
            *(_clause_start(text, a.end(), b.start()) for a, b in pairwise(found)),
            sentence.end,
        ]
        for position, match in enumerate(found):
            clause = Span(limits[position], limits[position + 1])
            effect = _effect(match, clause, sentence, own)
            if effect is not None:
                yield effect


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
    year = YEAR.search(text, sentence.start, sentence.end)
    return FinancialEffect(
        on=bearer,
        effect=Effect.ADVANTAGE if match["effect"].casefold().startswith("voorde") else Effect.DISADVANTAGE,
        amount_eur=amount_of(amount) if amount else None,
        amount_span=Span(amount.start(), amount.end()) if amount else None,
        recurrence=next(
            (code for stem, code in RECURRENCES.items() if recurrence.startswith(stem)), Recurrence.UNKNOWN
        ),
        year=int(year[1]) if year else own.document.year if own.document else None,
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


def _headline_effect(text: str, headlines: Mapping[str, Effect]) -> Effect | None:
    known = {words.casefold(): effect for words, effect in headlines.items()}
    return known.get(text.rstrip(":.").casefold())
