"""Financial effects: the advantages and disadvantages that the sentences of a deviation name.

Each has what it falls on (`ingest/read/bearers.py`), its amount, whether it is one-off, its year, and its cause
(`ingest/read/causes.py`). Knows not where a deviation begins or ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

import msgspec

from ingest.read.amounts import Money, find_money
from ingest.read.bearers import THERE, Bearers, Place
from ingest.read.causes import Asked, Story, points_back
from ingest.read.effect_drafts import Draft, draft_of, goes_on
from ingest.read.effect_hits import find_hits, lines_of
from ingest.read.effect_words import Hit
from ingest.read.financial import FinancialEffect
from ingest.read.recurrences import recurrence_in, recurrence_told
from ingest.read.references import Own
from ingest.read.span import Span
from ingest.read.text import sentences
from ingest.sources import Source
from ontology.codes import Effect, Recurrence

YEAR: Final = re.compile(
    r"\b(?:in|vanaf|m\.i\.v\.|met\s+ingang\s+van|over|voor|per|sinds)\s+(?:het\s+jaar\s+|de\s+jaren\s+)?(?P<year>20[0-9]{2})\b"
    r"(?P<more>(?:\s?(?:,|en|-|–|t/m|tot\s+en\s+met)\s?20[0-9]{2}\b){0,5})",
    re.IGNORECASE,
)
YEAR_BEHIND: Final = re.compile(rf"\s+{YEAR.pattern}", re.IGNORECASE)
CLAUSE: Final = re.compile(r",(?=\s)|;|\b(?:en|maar|terwijl|waardoor|tegenover)\b")
FURTHER: Final = re.compile(r"\s?(?:,\s?en\b|,|;|\ben\b)\s+(?:(?:een\s+bedrag\s+)?van\s+)?")
OFTEN: Final = re.compile(
    r"\s?(?:(?:is\s|nog\s|een\s|van\s|jaarlijks\s|structureel\s|incidenteel\s|eenmalig\s|circa\s)\s?){0,3}",
    re.IGNORECASE,
)
SPACE: Final = re.compile(r"\s+")
RELATIVE: Final = re.compile(r",\s+(?:dat|die|welke|wat|hetgeen|waarvan|zodat)\b")  # what follows is about the effect
SHARE: Final = re.compile(r"\bwaarvan\b")  # what follows is a part of the amount
STRUCTURAL_SHARE: Final = re.compile(r"\bwaarvan\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
SAME_SIZE: Final = re.compile(
    r"\b(?:even\s+(?:groot|grote|hoog|hoge)|(?:van\s+)?(?:dezelfde|gelijke|eenzelfde)\s+(?:omvang|hoogte|grootte)|"
    r"(?:van\s+)?(?:hetzelfde|eenzelfde|een\s+gelijk)\s+bedrag|(?:een\s+)?(?:gelijk|identiek)e?\s+(?=voordeel|nadeel)|evenveel)\b",
    re.IGNORECASE,
)
# «Dit nadeel wordt gedekt»: it was named before; «Het nadeel is € 5.000» states it.
DEFINITE: Final = re.compile(r"\b(?:het|dit|dat|deze|de|die|beide|ons)\s+(?:\w+\s+)?$", re.IGNORECASE)
LIKE_ABOVE: Final = re.compile(r"(?:\s+in\s+20[0-9]{2})?\s?(?:,\s?en|,|;|en)\s+$", re.IGNORECASE)
ADDS_UP: Final = re.compile(r"\b(?:per\s+saldo|samen|totaal)\b", re.IGNORECASE)
AGAINST_BEFORE: Final = re.compile(r"\b(?:daar|hier|waar)tegenover\b", re.IGNORECASE)
AGAINST: Final = re.compile(r"\b(?:daar)?tegenover\b", re.IGNORECASE)
ARTICLES: Final = 30  # as far back as an article with its adjective can stand


class Found(msgspec.Struct, frozen=True):
    """The effects of a text, in order, and the places that name one which can't be told of any single thing.

    `opening` is the cause that the text gives for what is stated above it.
    """

    effects: tuple[FinancialEffect, ...]
    odd: tuple[Span, ...] = ()
    opening: Span | None = None


def find_effects(
    text: str, spans: Sequence[Span], own: Own, source: Source, *, named_only: bool = False, told: bool = True
) -> Found:
    """The effects that the sentences of some spans name, with their causes.

    One that tells neither amount, recurrence nor bearer is none. «Hogere lasten» and the like are one only in a text
    that names no advantage or disadvantage, because there they explain it; never where `named_only`. Where the text is
    `told` about what went otherwise, a sentence before an effect gives its cause, also without a word for it.
    """
    lines = [sentences(text, line) for span in spans for line in lines_of(text, span)]
    hits = find_hits(text, lines, named_only=named_only, told=told)
    drafts = dict(_Reader(text, own, source).drafts(lines, hits, None))
    return _explained(text, lines, own, drafts, told=told)


def find_below(above: Sequence[FinancialEffect], text: str, spans: Sequence[Span], own: Own, source: Source) -> Found:
    """The effects of a text about what went otherwise, which can point back at those that are stated above it."""
    lines = [sentences(text, line) for span in spans for line in lines_of(text, span)]
    hits = find_hits(text, lines, named_only=False, told=True)
    known = draft_of(above[-1]) if above else None
    return _explained(text, lines, own, dict(_Reader(text, own, source).drafts(lines, hits, known)), told=True)


def _explained(
    text: str, lines: Sequence[Sequence[Span]], own: Own, drafts: Mapping[Span, Sequence[Draft]], *, told: bool
) -> Found:
    """The effects of a text with their causes."""
    every = [sentence for line in lines for sentence in line]
    story = Story(text, lines, frozenset(sentence for sentence in every if drafts[sentence]), told=told)
    effects, odd = [], []
    for sentence in every:
        for draft in drafts[sentence]:
            if draft.on is None:
                odd.append(draft.span)
                continue
            asked = Asked(
                draft.span,
                draft.clause,
                sentence,
                is_counterpart=draft.is_counterpart,
                is_neutral=draft.effect is Effect.NEUTRAL,
                is_moved=draft.is_moved,
                is_repeated=draft.is_repeated,
                is_own=draft.on.number == own.number,
            )
            cause = None if draft.is_share else story.cause(asked)
            effects.append(draft.stated(text, sentence, own, cause))
    unique = {(effect.start, effect.end): effect for effect in effects}
    return Found(tuple(unique.values()), tuple(odd), story.opening())


class _Said(msgspec.Struct, frozen=True):
    """A sentence with those beside it, and what was stated before: the effect, an amount that it points back at.

    `shared` is the amount that stands before all of several effects of the sentence; `line` is where its
    paragraph begins.
    """

    sentence: Span
    before: Span | None
    behind: Span | None
    year: re.Match[str] | None
    known: Draft | None
    pointed: Money | None
    shared: Money | None
    line: int


class _Reader:
    """Finds what the sentences of a page name: words for effects, amounts, bearers and years."""

    def __init__(self, text: str, own: Own, source: Source) -> None:
        self._text, self._own = text, own
        self._bearers = Bearers(text, own, source)

    def drafts(
        self, lines: Sequence[Sequence[Span]], hits: Mapping[Span, Sequence[Hit]], known: Draft | None
    ) -> Iterator[tuple[Span, list[Draft]]]:
        """Each sentence with its effects.

        An effect of which the words say that it is as large as another has the amount of the one before it; one whose
        sentence points back at the sentence before it has the only amount that is named there.
        """
        for line in lines:
            for index, sentence in enumerate(line):
                before = line[index - 1] if index else None
                behind = line[index + 1] if index + 1 < len(line) else None
                pointed = None
                if before and hits[sentence] and not hits[before] and points_back(self._text, sentence):
                    pointed = self._only_amount(before)
                found = hits[sentence]
                year = YEAR.search(self._text, sentence.start, sentence.end) if found else None
                shared = self._shared(sentence, found)
                said = _Said(sentence, before, behind, year, known, pointed, shared, line[0].start)
                drafts = list(self._effects(found, said))
                known = next((draft for draft in reversed(drafts) if draft.amount), known)
                yield sentence, drafts

    def _only_amount(self, sentence: Span) -> Money | None:
        """The amount of a sentence that names money just once."""
        found = list(islice(find_money(self._text, sentence.start, sentence.end), 2))
        return found[0] if len(found) == 1 and found[0].amount_eur is not None else None

    def _shared(self, sentence: Span, hits: Sequence[Hit]) -> Money | None:
        """The only amount of a sentence where it stands before all of several effects, and so is that of each."""
        only = self._only_amount(sentence) if len(hits) > 1 else None
        return only if only is not None and only.start < hits[0].span.start else None

    def _effects(self, hits: Sequence[Hit], said: _Said) -> Iterator[Draft]:
        """The effects of a sentence."""
        before: Draft | None = None
        for hit, clause in zip(hits, self._clauses(said.sentence, hits), strict=True):
            first = self._draft(hit, clause, said)
            if first is None:
                continue
            further = list(self._further(first))
            if further:
                narrow = Span(clause.start, self._joined(first))
                first = msgspec.structs.replace(self._draft(hit, narrow, said) or first, clause=clause)
                further = list(self._further(first))
            first = self._like_above(first, hit, before)
            yield first
            yield from further
            yield from self._structural_share(first)
            before = (further or [first])[-1]
            said = msgspec.structs.replace(said, known=first if first.amount else said.known, pointed=None)

    def _like_above(self, draft: Draft, hit: Hit, before: Draft | None) -> Draft:
        """«Een incidenteel nadeel van € 5.000 in 2031 en € 6.000 N in 2032»: the second is as often as the first."""
        if before is None or hit.money is None or draft.recurrence is not Recurrence.UNKNOWN:
            return draft
        joined = LIKE_ABOVE.fullmatch(self._text, before.span.end, max(before.span.end, draft.span.start))
        same = joined is not None and before.effect is draft.effect
        return msgspec.structs.replace(draft, recurrence=before.recurrence) if same else draft

    def _clauses(self, sentence: Span, hits: Sequence[Hit]) -> list[Span]:
        """The clause of each effect: it begins at the last comma or conjunction behind the effect before it."""
        breaks = [self._clause_start(first.span.end, second.span.start) for first, second in pairwise(hits)]
        bounds = [sentence.start, *breaks, sentence.end]
        return [Span(start, end) for start, end in pairwise(bounds)][: len(hits)]

    def _clause_start(self, start: int, end: int) -> int:
        breaks = list(CLAUSE.finditer(self._text, start, end))
        return breaks[-1].start() if breaks else end

    def _draft(self, hit: Hit, clause: Span, said: _Said) -> Draft | None:
        """The effect of a clause, in the first year that its sentence names; None where the words tell too little."""
        stated = hit.money or self._amount(hit, clause)
        is_same = stated is None and SAME_SIZE.search(self._text, clause.start, clause.end) is not None
        amount = stated or self._amount_elsewhere(hit, clause, said, is_same=is_same)
        is_shared = amount is not None and amount == said.shared
        main = self._main(hit, clause, stated)
        place = self._place(hit, main, clause, said)
        recurrence = hit.recurrence
        if amount is None and not self._tells_enough(hit, place):
            amount, is_shared = self._named_there(hit, place, clause, said), True
            if amount is None:
                return None
        bearer = place.bearer if place else self._bearers.own()
        if bearer is None and place is None:
            return None
        if recurrence is Recurrence.UNKNOWN:
            recurrence = recurrence_in(self._text, main)
        if recurrence is Recurrence.UNKNOWN:
            recurrence = recurrence_told(self._text, Span(main.end, clause.end), said.behind)
        if recurrence is Recurrence.UNKNOWN and said.before and amount is said.pointed is not None:
            recurrence = recurrence_in(self._text, said.before)
        year, known = self._year(main, said.year), said.known
        is_again = known is not None and goes_on(self._text, known, hit, said.line)
        if recurrence is Recurrence.UNKNOWN and known is not None and is_again:
            recurrence = known.recurrence
        return Draft(
            on=bearer,
            effect=hit.effect,
            amount=amount if hit.effect is not Effect.NEUTRAL else None,
            recurrence=recurrence if hit.effect is not Effect.NEUTRAL else Recurrence.UNKNOWN,
            year=year,
            span=self._words(hit, stated, place, main),
            clause=clause,
            is_moved=hit.money is not None and hit.money.side is None and hit.money.start == hit.span.start,
            is_repeated=is_again and known is not None and known.amount is not None and year != known.year,
            is_counterpart=is_same or is_shared or self._is_against(hit, clause),
        )

    def _words(self, hit: Hit, stated: Money | None, place: Place | None, main: Span) -> Span:
        """The words of an effect, with the amount and what it falls on where they stand behind it."""
        parts = [hit.span, *([Span(stated.start, stated.end)] if stated else []), *([place.span] if place else [])]
        behind = [part for part in parts if hit.span.start <= part.start and part.end <= max(main.end, hit.span.end)]
        start = stated.start if stated and hit.needs_amount and stated.start < hit.span.start else hit.span.start
        return Span(start, max((part.end for part in behind), default=hit.span.end))

    def _is_against(self, hit: Hit, clause: Span) -> bool:
        """Whether the clause says that the effect stands against another."""
        if AGAINST_BEFORE.search(self._text, clause.start, hit.span.start):
            return True
        return AGAINST.search(self._text, hit.span.end, clause.end) is not None

    def _tells_enough(self, hit: Hit, place: Place | None) -> bool:
        """Whether an effect without an amount is one: by what it falls on, or by its recurrence."""
        if hit.effect is Effect.NEUTRAL:
            return True
        front = max(0, hit.span.start - ARTICLES)
        if hit.needs_amount or DEFINITE.search(self._text, front, hit.span.start):
            return False
        return place is not None or hit.recurrence is not Recurrence.UNKNOWN

    def _named_there(self, hit: Hit, place: Place | None, clause: Span, said: _Said) -> Money | None:
        """The amount of «het voordeel» that shows elsewhere: «zodat het voordeel daar zichtbaar wordt»."""
        known = said.known
        if place is None or known is None or place.bearer in {None, known.on} or known.effect is not hit.effect:
            return None
        return known.amount if THERE.search(self._text, clause.start, clause.end) else None

    def _joined(self, first: Draft) -> int:
        """Where the words of an effect end that the same words go on from."""
        said = YEAR_BEHIND.match(self._text, first.span.end, first.clause.end)
        return said.end() if said else first.span.end

    def _further(self, first: Draft) -> Iterator[Draft]:
        """What the same words say further on: «€ 5.000 op doel 1.1.1, € 6.000 op doel 1.1.2»."""
        end, position = first.clause.end, self._joined(first)
        while (joint := FURTHER.match(self._text, position, end)) is not None:
            dated = YEAR.match(self._text, joint.end(), end)
            often = OFTEN.match(self._text, dated.end() if dated else joint.end(), end)
            begin = often.end() if often else joint.end()
            money = next(find_money(self._text, begin, end), None)
            if money is None or money.start != begin or money.side is not None:
                return
            space = SPACE.match(self._text, money.end)
            behind = space.end() if space else money.end
            place = self._bearers.at(behind, end)
            year = dated or YEAR.match(self._text, behind, end)
            if place is None and year is None:
                return
            stop = place.span.end if place else max(money.end, year.end()) if year else money.end
            how = recurrence_in(self._text, Span(joint.end(), money.start))
            yield msgspec.structs.replace(
                first,
                on=place.bearer if place else first.on,
                amount=money,
                year=_single(year) if year else first.year,
                recurrence=first.recurrence if how is Recurrence.UNKNOWN else how,
                span=Span(money.start, stop),
            )
            position = stop

    def _structural_share(self, first: Draft) -> Iterator[Draft]:
        """«Een voordeel van € 5.000, waarvan € 2.000 structureel»: the part is an effect of its own."""
        for money in find_money(self._text, first.span.end, first.clause.end):
            start = max(first.span.end, money.start - ARTICLES)
            if not STRUCTURAL_SHARE.search(self._text, start, money.start) or money.amount_eur is None:
                continue
            behind = Span(money.end, min(first.clause.end, money.end + ARTICLES))
            word = recurrence_in(self._text, behind)
            if word is Recurrence.UNKNOWN or word is first.recurrence:
                return
            year = YEAR.search(self._text, money.end, first.clause.end)
            yield msgspec.structs.replace(
                first,
                amount=money,
                recurrence=word,
                year=_single(year) if year else first.year,
                span=Span(money.start, money.end),
                is_share=True,
            )

    def _amount(self, hit: Hit, clause: Span) -> Money | None:
        """The first amount in or behind the words, else the last one before them; one in a doubtful form is none."""
        share = SHARE.search(self._text, hit.span.end, clause.end)
        behind = next(find_money(self._text, hit.span.start, share.start() if share else clause.end), None)
        before = list(find_money(self._text, clause.start, hit.span.start))
        found = behind or (before[-1] if before else None)
        return found if found is not None and found.amount_eur is not None else None

    def _amount_elsewhere(self, hit: Hit, clause: Span, said: _Said, *, is_same: bool) -> Money | None:
        """The amount of an effect that names none: that of the effect before it, or of what it points back at."""
        share = SHARE.search(self._text, hit.span.end, clause.end)
        if next(find_money(self._text, clause.start, share.start() if share else clause.end), None) is not None:
            return None
        if is_same:
            return said.known.amount if said.known else None
        return said.shared or said.pointed

    def _main(self, hit: Hit, clause: Span, amount: Money | None) -> Span:
        """A clause without what is said about its effect: «een nadeel van € 5.000, dat wij opvangen in ...»."""
        end = max(hit.span.end, amount.end if amount else 0)
        relative = RELATIVE.search(self._text, end, clause.end)
        return Span(clause.start, relative.start()) if relative else clause

    def _place(self, hit: Hit, main: Span, clause: Span, said: _Said) -> Place | None:
        """What the words say that an effect falls on."""
        find = self._bearers
        return (
            find.behind(hit.span.end, main.end)
            or find.before(main.start, hit.span.start)
            or find.there(said.sentence, said.before, main.start, hit.span.start, clause.end)
            or find.there(said.sentence, said.before, hit.span.end, main.end, clause.end)
            or (find.booked(main.end, clause.end) if main.end < clause.end else None)
            or (find.told_of(said.behind) if said.behind else None)
        )

    def _year(self, clause: Span, sentence_year: re.Match[str] | None) -> int | None:
        """The year that the clause names, else its sentence, else that of the document; None for several years."""
        match = YEAR.search(self._text, clause.start, clause.end) or sentence_year
        if match is None or self._text.find(";", clause.end, match.start()) >= 0:
            return self._own.document.year if self._own.document else None
        return _single(match)


def _single(match: re.Match[str]) -> int | None:
    """The year that words name; None where they name more than one."""
    return None if match["more"] else int(match["year"])
