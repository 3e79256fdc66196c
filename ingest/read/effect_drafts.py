"""Drafts of effects: what one clause states of an advantage or disadvantage, before its cause is known.

Knows what points back at an effect that was named before; finds no words itself.
"""

import re
from typing import Final

import msgspec

from ingest.read.amounts import Money
from ingest.read.columns import PHASES
from ingest.read.effect_words import Hit
from ingest.read.financial import Bearer, FinancialEffect
from ingest.read.references import Own
from ingest.read.span import Span
from ontology.codes import Effect, Recurrence

POINTER: Final = re.compile(r"\b(?:(?P<this>dit|dat|deze|die)|het|de)\s+(?:\w{1,20}e\s+)?$", re.IGNORECASE)
REACH: Final = 40  # as far back as «dit» with an adjective can stand


class Draft(msgspec.Struct, frozen=True):
    """An effect as one clause states it; `on` is None where the words name several things.

    `is_counterpart` tells that it is what stands against the effect before it, `is_share` that it is a part of it;
    `is_moved` that it is a sum that goes up or down, `is_repeated` that it is one named before with the sum of a later
    year.
    """

    on: Bearer | None
    effect: Effect
    amount: Money | None
    recurrence: Recurrence
    year: int | None
    span: Span
    clause: Span
    is_counterpart: bool = False
    is_share: bool = False
    is_moved: bool = False
    is_repeated: bool = False

    def stated(self, text: str, sentence: Span, own: Own, cause: Span | None) -> FinancialEffect:
        """The effect with its words and its cause."""
        if self.on is None:
            raise ValueError("an effect that falls on several things is no effect")
        kind = own.document.kind if own.document else None
        return FinancialEffect(
            on=self.on,
            effect=self.effect,
            amount_eur=self.amount.amount_eur if self.amount else None,
            amount_span=Span(self.amount.start, self.amount.end) if self.amount else None,
            recurrence=self.recurrence,
            year=self.year,
            exact=text[self.span.start : self.span.end],
            start=self.span.start,
            end=self.span.end,
            sentence=sentence,
            phase=PHASES[kind] if kind else None,
            cause=text[cause.start : cause.end] if cause else None,
            cause_span=cause,
        )


def draft_of(effect: FinancialEffect) -> Draft:
    """An effect that stands above a text, as what the text can point back at."""
    span, place = Span(effect.start, effect.end), effect.amount_span
    amount = Money(place.start, place.end, place.end, effect.amount_eur) if place else None
    return Draft(effect.on, effect.effect, amount, effect.recurrence, effect.year, span, span)


def goes_on(text: str, known: Draft | None, hit: Hit, line: int) -> bool:
    """Whether words point back at a known effect: «dit nadeel», or «het nadeel» in its paragraph.

    The paragraph begins at `line`; a title directly above it is part of it.
    """
    if known is None or known.effect is not hit.effect or known.effect is Effect.NEUTRAL:
        return False
    pointer = POINTER.search(text, max(line, hit.span.start - REACH), hit.span.start)
    if pointer is None:
        return False
    is_here = not text[known.span.end : max(known.span.end, line)].strip(") \n\u00a0")
    return is_here or (pointer["this"] is not None and not text[known.span.end : line].strip().count("\n"))
