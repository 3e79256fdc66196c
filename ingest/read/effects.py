"""Financial effects: the advantages and disadvantages that the sentences of a deviation name.

Each has what it falls on, its amount, whether it is one-off, its year, and its cause (`ingest/read/causes.py`). Knows
not where a deviation begins or ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

import msgspec

from ingest.read.amounts import Money, find_money
from ingest.read.causes import Story, points_back
from ingest.read.columns import PHASES
from ingest.read.effect_words import RECURRENCE, Hit, changed, named, recurrence_of
from ingest.read.financial import Bearer, FinancialEffect
from ingest.read.numbering import canonical
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.text import sentences
from ingest.sources import Source
from ontology.codes import CitedKind, Effect, Recurrence

YEAR: Final = re.compile(
    r"\b(?:in|vanaf|m\.i\.v\.|met\s+ingang\s+van|over|voor)\s+(?:het\s+jaar\s+|de\s+jaren\s+)?(?P<year>20[0-9]{2})\b"
    r"(?P<more>(?:\s?(?:,|en|-|–|t/m|tot\s+en\s+met)\s?20[0-9]{2}\b){0,5})",
    re.IGNORECASE,
)
YEAR_BEHIND: Final = re.compile(rf"\s+{YEAR.pattern}", re.IGNORECASE)
CLAUSE: Final = re.compile(r",(?=\s)|;|\b(?:en|maar|terwijl|waardoor|tegenover)\b")
FURTHER: Final = re.compile(r"\s?(?:,\s?en\b|,|;|\ben\b)\s+(?:(?:een\s+bedrag\s+)?van\s+)?")
SPACE: Final = re.compile(r"\s+")
RELATIVE: Final = re.compile(r",\s+(?:dat|die|welke|wat|hetgeen|waarvan|zodat)\b")  # what follows is about the effect
THERE: Final = re.compile(r"\bdaar\b", re.IGNORECASE)
AGAINST: Final = re.compile(r"\btegenover\b")
SHARE: Final = re.compile(r"\bwaarvan\b")  # what follows is a part of the amount
SAME_SIZE: Final = re.compile(
    r"\b(?:even\s+(?:groot|grote|hoog|hoge)|van\s+(?:dezelfde|gelijke)\s+omvang|(?:van\s+)?hetzelfde\s+bedrag)\b",
    re.IGNORECASE,
)


class Found(msgspec.Struct, frozen=True):
    """The effects of a text, in order, and the places that name one which can't be told of any single thing.

    `opening` is the cause that the text gives for what is stated above it.
    """

    effects: tuple[FinancialEffect, ...]
    odd: tuple[Span, ...] = ()
    opening: Span | None = None


class _Place(msgspec.Struct, frozen=True):
    """What words say that an effect falls on; no bearer where they name several things."""

    bearer: Bearer | None
    span: Span


def find_effects(text: str, spans: Sequence[Span], own: Own, source: Source, *, named_only: bool = False) -> Found:
    """The effects that the sentences of some spans name, with their causes.

    One that tells neither amount nor bearer is none. «Hogere lasten» and the like are one only in a text that names no
    advantage or disadvantage, because there they explain it; never where `named_only`.
    """
    lines = [sentences(text, span) for span in spans]
    reader = _Reader(text, own, source)
    every = [sentence for line in lines for sentence in line]
    hits = {sentence: list(named(text, sentence)) for sentence in every}
    if not named_only and not any(hits.values()):
        hits = {sentence: list(changed(text, sentence)) for sentence in every}
    drafts = dict(reader.drafts(lines, hits))
    story = Story(text, lines, frozenset(sentence for sentence in every if drafts[sentence]))
    effects, odd = [], []
    for sentence in every:
        for effect, clause in drafts[sentence]:
            if effect.on is None:
                odd.append(effect.span)
                continue
            cause = story.cause(effect.span, clause, sentence)
            effects.append(effect.stated(text, sentence, own, cause))
    unique = {(effect.start, effect.end): effect for effect in effects}
    return Found(tuple(unique.values()), tuple(odd), story.opening())


class _Amounts(msgspec.Struct, frozen=True):
    """The amounts outside a clause that it can speak of: that of the effect before it, one that it points back at."""

    known: Money | None
    pointed: Money | None


class _Draft(msgspec.Struct, frozen=True):
    """An effect as one clause states it; `on` is None where the words name several things."""

    on: Bearer | None
    effect: Effect
    amount: Money | None
    recurrence: Recurrence
    year: int | None
    span: Span

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


class _Reader:
    """Finds what the sentences of a page name: words for effects, amounts, bearers and years."""

    def __init__(self, text: str, own: Own, source: Source) -> None:
        self._text, self._own, self._source = text, own, source
        self._bearer_form = _bearer_form(source.numbering.pattern)
        self._number_form = _number_form(source.numbering.pattern)
        self._numbered_kinds = frozenset(source.numbers.values())

    def drafts(
        self, lines: Sequence[Sequence[Span]], hits: Mapping[Span, Sequence[Hit]]
    ) -> Iterator[tuple[Span, list[tuple[_Draft, Span]]]]:
        """Each sentence with its effects, and these with their clauses.

        An effect of which the words say that it is as large as another has the amount of the one before it; one whose
        sentence points back at the sentence before it has the only amount that is named there.
        """
        known: Money | None = None
        for line in lines:
            for index, sentence in enumerate(line):
                before, pointed = (line[index - 1] if index else None), None
                if before and hits[sentence] and not hits[before] and points_back(self._text, sentence):
                    pointed = self._only_amount(before)
                found: list[tuple[_Draft, Span]] = []
                for draft, clause in self._effects(sentence, hits[sentence], _Amounts(known, pointed)):
                    known = draft.amount or known
                    found.append((draft, clause))
                yield sentence, found

    def _only_amount(self, sentence: Span) -> Money | None:
        """The amount of a sentence that names money just once."""
        found = list(islice(find_money(self._text, sentence.start, sentence.end), 2))
        return found[0] if len(found) == 1 and found[0].amount_eur is not None else None

    def _shared(self, sentence: Span, hits: Sequence[Hit]) -> Money | None:
        """The only amount of a sentence where it stands before all of several effects, and so is that of each."""
        only = self._only_amount(sentence) if len(hits) > 1 else None
        return only if only is not None and only.start < hits[0].span.start else None

    def _effects(self, sentence: Span, hits: Sequence[Hit], amounts: _Amounts) -> Iterator[tuple[_Draft, Span]]:
        """The effects of a sentence, each with its clause."""
        year = YEAR.search(self._text, sentence.start, sentence.end) if hits else None
        shared = self._shared(sentence, hits)
        amounts = _Amounts(amounts.known, shared or amounts.pointed)
        for hit, clause in zip(hits, self._clauses(sentence, hits), strict=True):
            first = self._draft(hit, clause, year, amounts)
            if first is None:
                continue
            further = list(self._further(first, clause))
            if further:
                narrow = Span(clause.start, further[0].span.start)
                first = self._draft(hit, narrow, year, amounts) or first
            yield first, clause
            yield from ((draft, clause) for draft in further)
            amounts = _Amounts(first.amount or amounts.known, shared)

    def _clauses(self, sentence: Span, hits: Sequence[Hit]) -> list[Span]:
        """The clause of each effect: it begins at the last comma or conjunction behind the effect before it."""
        breaks = [self._clause_start(first.span.end, second.span.start) for first, second in pairwise(hits)]
        bounds = [sentence.start, *breaks, sentence.end]
        return [Span(start, end) for start, end in pairwise(bounds)][: len(hits)]

    def _clause_start(self, start: int, end: int) -> int:
        breaks = list(CLAUSE.finditer(self._text, start, end))
        return breaks[-1].start() if breaks else end

    def _draft(self, hit: Hit, clause: Span, year: re.Match[str] | None, amounts: _Amounts) -> _Draft | None:
        """The effect of a clause, in the first year that its sentence names; None where the words tell too little."""
        stated = hit.money or self._amount(hit, clause)
        amount = stated or self._amount_elsewhere(hit, clause, amounts)
        clause = self._main(hit, clause, stated)
        place = (
            self._place(hit.span.end, clause.end)
            or self._place(clause.start, hit.span.start)
            or self._there(hit, clause)
        )
        is_neutral = hit.effect is Effect.NEUTRAL
        if (amount is None and (hit.needs_amount or place is None)) and not is_neutral:
            return None
        bearer = place.bearer if place else self._own_bearer()
        if bearer is None and place is None:
            return None
        parts = [hit.span, *([Span(stated.start, stated.end)] if stated else []), *([place.span] if place else [])]
        behind = [part for part in parts if part.start >= hit.span.start]
        start = stated.start if stated and hit.needs_amount and stated.start < hit.span.start else hit.span.start
        span = Span(start, max(part.end for part in behind))
        recurrence = hit.recurrence
        if recurrence is Recurrence.UNKNOWN:
            recurrence = self._recurrence(clause)
        return _Draft(bearer, hit.effect, amount, recurrence, self._year(clause, year), span)

    def _further(self, first: _Draft, clause: Span) -> Iterator[_Draft]:
        """What the same words say further on: «€ 5.000 op doel 1.1.1, € 6.000 op doel 1.1.2»."""
        said = YEAR_BEHIND.match(self._text, first.span.end, clause.end)
        position = said.end() if said else first.span.end
        while (joint := FURTHER.match(self._text, position, clause.end)) is not None:
            money = next(find_money(self._text, joint.end(), clause.end), None)
            if money is None or money.start != joint.end() or money.side is not None:
                return
            space = SPACE.match(self._text, money.end)
            behind = space.end() if space else money.end
            place = self._place_at(behind, clause.end)
            year = YEAR.match(self._text, behind, clause.end)
            if place is None and year is None:
                return
            end = place.span.end if place else year.end() if year else money.end
            on = place.bearer if place else first.on
            yield msgspec.structs.replace(
                first, on=on, amount=money, year=_single(year) if year else first.year, span=Span(money.start, end)
            )
            position = end

    def _amount(self, hit: Hit, clause: Span) -> Money | None:
        """The first amount in or behind the words, else the last one before them; one in a doubtful form is none."""
        share = SHARE.search(self._text, hit.span.end, clause.end)
        behind = next(find_money(self._text, hit.span.start, share.start() if share else clause.end), None)
        before = list(find_money(self._text, clause.start, hit.span.start))
        found = behind or (before[-1] if before else None)
        return found if found is not None and found.amount_eur is not None else None

    def _amount_elsewhere(self, hit: Hit, clause: Span, amounts: _Amounts) -> Money | None:
        """The amount of an effect that names none: that of the effect before it, or of what it points back at."""
        if self._names_money(hit, clause):
            return None
        return amounts.known if SAME_SIZE.search(self._text, clause.start, clause.end) else amounts.pointed

    def _names_money(self, hit: Hit, clause: Span) -> bool:
        """Whether the clause names an amount in a doubtful form."""
        share = SHARE.search(self._text, hit.span.end, clause.end)
        return next(find_money(self._text, clause.start, share.start() if share else clause.end), None) is not None

    def _main(self, hit: Hit, clause: Span, amount: Money | None) -> Span:
        """A clause without what is said about its effect: «een nadeel van € 5.000, dat wij opvangen in ...»."""
        end = max(hit.span.end, amount.end if amount else 0)
        relative = RELATIVE.search(self._text, end, clause.end)
        return Span(clause.start, relative.start()) if relative else clause

    def _place(self, start: int, end: int) -> _Place | None:
        match = self._bearer_form.search(self._text, start, end)
        return self._read_place(match) if match else None

    def _there(self, hit: Hit, clause: Span) -> _Place | None:
        """What «daar» means: the goal that was named last, but for «daar staat een nadeel tegenover»."""
        there = THERE.search(self._text, clause.start, hit.span.start)
        if there is None or AGAINST.search(self._text, hit.span.end, clause.end):
            return None
        named = [match["number"] for match in self._number_form.finditer(self._text, clause.start, there.start())]
        bearer = self._numbered(named[-1], Span(there.start(), there.end())) if named else None
        return _Place(bearer, Span(there.start(), there.end())) if bearer else None

    def _place_at(self, start: int, end: int) -> _Place | None:
        match = self._bearer_form.match(self._text, start, end)
        return self._read_place(match) if match else None

    def _read_place(self, match: re.Match[str]) -> _Place:
        """What words say the effect falls on."""
        span = Span(match.start(), match.end())
        if match["several"]:
            return _Place(None, span)
        if match["own"]:
            return _Place(self._own_bearer(), span)
        number = match["number"] or match["where"]
        if number and "programma" in match.group().casefold() and CitedKind.PROGRAMME not in self._numbered_kinds:
            return _Place(Bearer(CitedKind.PROGRAMME, canonical(number), span), span)
        if match["above"]:
            wanted = CitedKind.PROGRAMME if match["above"].casefold().startswith("dit") else CitedKind.AMBITION
            above = self._source.numbering.above(self._own.number or "")
            number = next((part for kind, part in above if kind is wanted), None)
        return _Place(self._numbered(number, span) if number else None, span)

    def _numbered(self, number: str, span: Span | None) -> Bearer:
        plain = canonical(number)
        return Bearer(self._source.kind_of(plain) or CitedKind.GOAL, plain, span)

    def _own_bearer(self) -> Bearer | None:
        """What the text is about, where the words say nothing."""
        own = self._own
        if own.kind is not None and own.key:
            return Bearer(own.kind, own.key, None)
        return self._numbered(own.number, None) if own.number else None

    def _recurrence(self, clause: Span) -> Recurrence:
        """What a clause says of it anywhere, if that is one thing."""
        said = {recurrence_of(match[1]) for match in RECURRENCE.finditer(self._text, clause.start, clause.end)}
        return said.pop() if len(said) == 1 else Recurrence.UNKNOWN

    def _year(self, clause: Span, sentence_year: re.Match[str] | None) -> int | None:
        """The year that the clause names, else its sentence, else that of the document; None for several years."""
        match = YEAR.search(self._text, clause.start, clause.end) or sentence_year
        if match is None or self._text.find(";", clause.end, match.start()) >= 0:
            return self._own.document.year if self._own.document else None
        return _single(match)


@lru_cache
def _number_form(number: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:doel|ambitie|programma)\s+(?P<number>{number})", re.IGNORECASE)


@lru_cache
def _bearer_form(number: str) -> re.Pattern[str]:
    """`op dit doel`, `van programma 10`, `(doel 1.1.2)`, `op de doelen 1.1.1 en 1.1.2`, `uit programma 10, waar`."""
    return re.compile(
        rf"""(?:doel|ambitie|programma)\s+(?P<where>{number}),?\s+waar\b
        | (?:\b(?:op|voor|binnen|bij|van|aan|in)\s+(?:het\s+|de\s+)?|\()
        (?: (?P<own>dit(?:zelfde)?\s+doel)\b | (?P<above>dit\s+programma|deze\s+ambitie)(?!\s+[0-9])
          | (?P<several>(?:doelen|ambities|programma['’]s)\s+{number}(?:\s?,\s?{number}){{0,9}}\s+en\s+{number})
          | (?:doel|ambitie|programma)\s+(?P<number>{number}) )""",
        re.VERBOSE | re.IGNORECASE,
    )


def _single(match: re.Match[str]) -> int | None:
    """The year that words name; None where they name more than one."""
    return None if match["more"] else int(match["year"])
